"""The engine on httpx and httpx2, with asyncio."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet, ref

from ...config import Config
from ..address import Origin, Place, place_of
from ..deadline import Deadline
from ..engine import Request
from ..failure import Failure
from ..http11 import Framing, is_doubtful
from ..httpx_engine import (
    WHOLE,
    Sending,
    Way,
    answer_of,
    check_own,
    no_cookies,
    options,
    parts_of,
    set_location_aside,
    slices,
    way_to,
)
from . import work
from .connection_limit import AsyncConnectionLimit

if TYPE_CHECKING:
    from types import ModuleType

    from ...proxy_settings import Proxy
    from ..engine import AsyncReply

T = TypeVar("T")

__all__ = ["AsyncHttpxEngine"]


class _AsyncBlocks:
    """A body in blocks, for a library that may have to begin it again."""

    def __init__(self, request: Request, deadline: Deadline) -> None:
        self._request = request
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content = self._request.content
        framing = Framing(self._request)
        blocks = slices(content) if isinstance(content, bytes) else iter(content)
        while block := await work.next_block(blocks):
            self._deadline.reading()  # else nobody waits any more for what is sent
            framing.count(block)
            yield block
            self._deadline.moved()
        framing.end()


class _AsyncOne:
    """A client of the library's that sends one request at a time, and so has one connection."""

    def __init__(self, client: Any, origin: Origin, proxy: Proxy | None) -> None:
        self.client = client
        self.origin = origin
        self.proxy = proxy
        self.expires = 0.0

    async def close(self) -> None:
        """Close its connection."""
        with suppress(Exception):  # whatever it is, nobody needs the connection any more
            await self.client.aclose()


class _AsyncClients:
    """The clients of one home that wait for a request, by the origins that they have reached.

    None of them has two connections. The libraries look at all connections of a client whenever a
    request begins or ends, and promise an idle one to everybody who waits: with many in flight
    that would cost more than all the rest.
    """

    def __init__(self, http: ModuleType, name: str, config: Config) -> None:
        self._http = http
        self._name = name
        self._config = config
        self._idle: dict[Origin, deque[_AsyncOne]] = {}
        self._options: dict[Way, dict[str, Any]] = {}
        self._closed = False
        self._guard: object = None

    async def start(self) -> None:
        """See to it that they are closed before their home is gone."""
        self._guard = await work.guarded(self.close)

    def take(self, origin: Origin) -> _AsyncOne:
        """Return a client for a request to an origin."""
        with suppress(KeyError, IndexError):  # none waits
            return self._idle[origin].pop()  # the latest, whose connection is the likeliest to hold
        http = self._http
        way = way_to(self._name, self._config, origin)
        known = self._options.get(way)
        if known is None:
            known = self._options[way] = options(http, self._config, way)
        client = http.AsyncClient(
            transport=http.AsyncHTTPTransport(**known),
            trust_env=False,
            cookies=no_cookies(),
            event_hooks={"response": [_set_aside]},
        )
        return _AsyncOne(client, origin, way[1])

    async def give_back(self, one: _AsyncOne) -> None:
        """Take a client back after its answer."""
        addresses = one.origin[3]
        if addresses:  # what was known of them was known of that moment
            await one.close()
            return
        now = monotonic()
        one.expires = now + self._config.limits.keepalive
        idle = self._idle.setdefault(one.origin, deque())
        idle.append(one)
        with suppress(IndexError):  # another thread takes it
            while idle[0].expires < now:
                await idle.popleft().close()
        if self._closed:
            await self.close()

    async def close(self) -> None:
        """Close those that wait now, and the others when they are given back."""
        self._closed = True
        for idle in list(self._idle.values()):
            with suppress(IndexError):  # another thread gives back or takes meanwhile
                while True:
                    await idle.pop().close()


class _AsyncTrace:
    """Takes the events of the library's `trace` extension.

    It does not hold what they are told to: the library keeps a request that was interrupted in the
    middle of its own work, and the place that it had would never come back.
    """

    def __init__(self, sending: _AsyncSending) -> None:
        self._sending = ref(sending)

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        sending = self._sending()
        if sending is not None:
            sending.noted(event, info)


class _AsyncSending(Sending):
    """A request on its way, and its answer until that ends."""

    clients: _AsyncClients | None = None  # None if a client of the caller's sends it
    one: _AsyncOne | None = None  # None also while the library works with it

    async def answer(
        self,
        client: Any,
        request: Request,
        place: Place,
        deadline: Deadline,
        address: str | None,
        tries: int,
    ) -> Any:
        """Send the request; return the library's response, whose body is still to come.

        Raises:
            Failure: If there is none.
        """
        parts = parts_of(request, place, deadline, address, tries)
        parts["extensions"]["trace"] = _AsyncTrace(self)
        content: Any = request.content
        if not isinstance(content, bytes) or len(content) > WHOLE:
            content = _AsyncBlocks(request, deadline)
        try:
            if self.plain:
                message = self.http.Request(**parts, content=content)
                send = partial(client.send, message, auth=None)
            else:
                message = client.build_request(**parts, content=content)
                send = partial(client.send, message)
            send = partial(send, stream=True, follow_redirects=False)
            return await work.in_time(partial(self.using, send), deadline, self.discard)
        except self.http.HTTPStatusError as error:
            return error.response  # of a hook that raises it; the answer itself says more
        except Exception as error:
            self.cut()
            if not self.asked and self.stream is not None:
                with suppress(Exception):  # the library forgets it where a SOCKS proxy refuses
                    await self.stream.aclose()
            failure = self.failure(error)
            if failure is None:
                raise
        try:
            raise failure  # by itself: the library's exception holds the request, with its secrets
        finally:
            del failure  # else it would hold itself, and the place of the request

    async def using(self, step: Callable[[], Awaitable[T]]) -> T:
        """Let the library do something, in time or later.

        Meanwhile its client is nobody else's: nobody must close a socket that a thread reads from.
        A client is of no more use where that fails or is interrupted.
        """
        one, self.one = self.one, None
        try:
            result = await step()
        except BaseException:
            if one is not None:
                await one.close()
            raise
        self.one = one
        return result

    async def forget(self, data: bytes) -> None:
        """Take what nobody waits for any more."""
        await self.discard()

    async def discard(self, response: Any = None) -> None:
        """Close an unread answer, and the client, if the library does not work with it."""
        if response is not None:
            with suppress(Exception):
                await response.aclose()
        one, self.one = self.one, None
        if one is not None:
            await one.close()

    async def end(self) -> None:
        """Give back what the request had."""
        one, self.one = self.one, None
        self.free()
        if one is not None and self.clients is not None:
            await self.clients.give_back(one)


async def _set_aside(response: Any) -> None:
    set_location_aside(response)


class AsyncHttpxReply:
    """An open answer."""

    _sending: _AsyncSending | None = None  # also of one whose making is interrupted

    def __init__(self, sending: _AsyncSending, response: Any, deadline: Deadline) -> None:
        self.status: int = response.status_code
        self.headers, self._content = answer_of(response)
        self._blocks = response.aiter_raw()
        self._response = response
        self._deadline = deadline
        self._home = work.home()
        self._aborted = False
        self._sending = sending

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        sending = self._sending
        if sending is None:
            raise Failure("closed", "the client was closed")
        if self._content is not None:
            content, self._content = self._content, b""
            return content
        try:
            next_block = partial(sending.using, self._next)
            data = await work.in_time(next_block, self._deadline, sending.forget)
            if not data and sending.aborted:
                raise Failure("closed", "the client was closed")
            self._deadline.moved()
            return data
        except BaseException as error:
            self._drop(sending)
            failure = sending.failure(error)
            if failure is None:
                raise
        try:
            raise failure
        finally:
            del failure

    async def _next(self) -> bytes:
        block: bytes = await anext(self._blocks, b"")
        return block

    async def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        sending, self._sending = self._sending, None
        if sending is not None:
            await self._end(sending)

    async def _end(self, sending: _AsyncSending) -> None:
        try:
            if sending.failed or is_doubtful(self.status, self.headers):
                sending.cut()
            with suppress(Exception):  # whatever it is, nobody needs the connection any more
                await self._response.aclose()
            if sending.failed:
                await sending.discard()
        finally:
            await sending.end()

    def _drop(self, sending: _AsyncSending) -> None:
        # Without waiting: who is cancelled waits for nothing more.
        self._sending = None
        sending.failed = True
        sending.cut()
        work.begin_at_home(self._home, partial(self._end, sending))

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads the answer gets a failure."""
        sending = self._sending
        if sending is not None:
            sending.aborted = True
            self._drop(sending)

    def __del__(self) -> None:
        if self._sending is not None:
            work.begin_at_home(self._home, self.close)


class AsyncHttpxEngine:
    """Sends requests by clients of the library's, or by one of the caller's."""

    def __init__(self, config: Config, name: str) -> None:
        self._config = config
        self._name = name
        self._limit = AsyncConnectionLimit(config.limits.max_connections)
        self._homes: dict[Any, _AsyncClients] = {}
        self._streams: WeakSet[AsyncHttpxReply] = WeakSet()
        self._spoke: int | None = None  # the process in which the caller's client connected

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        sending = _AsyncSending(import_module(self._name), await self._limit.take(deadline))
        response = None
        try:
            response = await self._answer(sending, request, place, deadline)
            sending.began(response)
            reply = AsyncHttpxReply(sending, response, deadline)
        except BaseException:
            sending.free()
            work.begin_at_home(work.home(), partial(sending.discard, response))
            raise
        if request.stream:
            self._streams.add(reply)
        return reply

    async def _answer(
        self, sending: _AsyncSending, request: Request, place: Place, deadline: Deadline
    ) -> Any:
        own = self._config.http_client
        if own is not None:
            check_own(own, request, self._spoke)
            sending.plain, sending.ours = request.foreign, False
            response = await sending.answer(own, request, place, deadline, None, 1)
            if "network_stream" in response.extensions:
                self._spoke = os.getpid()
            return response
        sending.clients = await self._clients(sending.http)
        origin = (place.scheme, place.host, place.port, request.addresses)
        addresses = request.addresses or (None,)
        for tries, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            one = sending.one = sending.clients.take(origin)
            sending.proxy = one.proxy
            try:
                return await sending.answer(one.client, request, place, deadline, address, tries)
            except Failure as failure:
                if failure.kind != "connect" or tries == 1 or deadline.expired():
                    raise
        raise AssertionError  # the last address has returned or raised

    async def _clients(self, http: ModuleType) -> _AsyncClients:
        home = work.home()
        clients = self._homes.get(home)
        if clients is None:
            for old in list(self._homes):
                if work.is_gone(old):
                    self._homes.pop(old, None)
            clients = self._homes[home] = _AsyncClients(http, self._name, self._config)
            await clients.start()
        return clients

    async def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        for reply in list(self._streams):
            reply.abort()
        homes, self._homes = self._homes, {}
        for home, clients in homes.items():
            await work.do_at_home(home, clients.close)

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for home, clients in self._homes.items():
            work.begin_at_home(home, clients.close)
