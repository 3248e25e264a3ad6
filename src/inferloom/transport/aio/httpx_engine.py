"""The engine on httpx and httpx2, with asyncio."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, ref

from ...config import Config
from ..address import Place, place_of
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

    from ..engine import AsyncReply

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


class _AsyncLent:
    """A client of the library's, which is closed when nobody uses it any more."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._users: deque[None] = deque()  # which any thread may lengthen and shorten
        self._retired = False

    def lend(self) -> bool:
        """Count one more user; return whether there may be any."""
        self._users.append(None)
        if self._retired:
            self._users.pop()
        return not self._retired

    async def give_back(self) -> None:
        """Count one user less."""
        self._users.pop()
        if self._retired:
            await self.retire()

    async def retire(self) -> None:
        """Have no new users."""
        self._retired = True
        if not self._users:
            await self.client.aclose()


class _AsyncClients:
    """The clients that were made for one home, by the ways that they know."""

    def __init__(self, http: ModuleType, config: Config) -> None:
        self._http = http
        self._config = config
        self._clients: dict[Way, _AsyncLent] = {}
        self._guard: object = None

    async def start(self) -> None:
        """See to it that they are closed before their home is gone."""
        self._guard = await work.guarded(self.close)

    def lend(self, way: Way) -> _AsyncLent:
        """Return a client that knows a way."""
        while True:
            lent = self._clients.get(way)
            if lent is None:
                http = self._http
                transport = http.AsyncHTTPTransport(**options(http, self._config, way))
                made = http.AsyncClient(
                    transport=transport,
                    trust_env=False,
                    cookies=no_cookies(),
                    event_hooks={"response": [_set_aside]},
                )
                lent = self._clients.setdefault(way, _AsyncLent(made))
            if lent.lend():
                return lent
            self._clients.pop(way, None)

    async def close(self) -> None:
        """Close them all, those in use when their calls end."""
        clients, self._clients = self._clients, {}
        for lent in clients.values():
            await lent.retire()


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

    async def answer(
        self, request: Request, place: Place, deadline: Deadline, address: str | None, tries: int
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
        client = self.lent.client
        try:
            if self.plain:
                message = self.http.Request(**parts, content=content)
                send = partial(client.send, message, auth=None)
            else:
                message = client.build_request(**parts, content=content)
                send = partial(client.send, message)
            send = partial(send, stream=True, follow_redirects=False)
            return await work.in_time(send, deadline, _drop)
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
        raise failure  # by itself: the library's exception holds the request, with its secrets

    async def end(self) -> None:
        """Give back what the request had."""
        leave, self.leave = self.leave, None
        if leave is not None:
            leave()
            if self.lent is not None:
                await self.lent.give_back()


async def _set_aside(response: Any) -> None:
    set_location_aside(response)


async def _drop(response: Any) -> None:
    await response.aclose()


async def _forget(data: bytes) -> None:
    pass


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
            data = await work.in_time(self._next, self._deadline, _forget)
            if not data and sending.aborted:
                raise Failure("closed", "the client was closed")
            self._deadline.moved()
            return data
        except BaseException as error:
            self._drop(sending)
            failure = sending.failure(error)
            if failure is None:
                raise
        raise failure

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
            if is_doubtful(self.status, self.headers):
                sending.cut()
            with suppress(Exception):  # whatever it is, nobody needs the connection any more
                await self._response.aclose()
        finally:
            await sending.end()

    def _drop(self, sending: _AsyncSending) -> None:
        # Without waiting: who is cancelled waits for nothing more.
        self._sending = None
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
        self._own = None if config.http_client is None else _AsyncLent(config.http_client)
        self._spoke: int | None = None  # the process in which the caller's client connected

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        sending = _AsyncSending(import_module(self._name), await self._limit.take(deadline))
        try:
            await self._lend(sending, request, place)
            response = await self._answer(sending, request, place, deadline)
            if self._own is not None and "network_stream" in response.extensions:
                self._spoke = os.getpid()
            sending.began(response)
            reply = AsyncHttpxReply(sending, response, deadline)
        except BaseException:
            await sending.end()
            raise
        if request.stream:
            self._streams.add(reply)
        return reply

    async def _lend(self, sending: _AsyncSending, request: Request, place: Place) -> None:
        if self._own is not None:
            check_own(self._own.client, request, self._spoke)
            self._own.lend()
            sending.lent, sending.plain, sending.ours = self._own, request.foreign, False
            return
        home = work.home()
        clients = self._homes.get(home)
        if clients is None:
            for old in list(self._homes):
                if work.is_gone(old):
                    self._homes.pop(old, None)
            clients = self._homes[home] = _AsyncClients(sending.http, self._config)
            await clients.start()
        way = way_to(self._name, self._config, place, request.addresses)
        sending.proxy = way[1]
        sending.lent = clients.lend(way)

    async def _answer(
        self, sending: _AsyncSending, request: Request, place: Place, deadline: Deadline
    ) -> Any:
        addresses = request.addresses or (None,)
        for tries, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                return await sending.answer(request, place, deadline, address, tries)
            except Failure as failure:
                if failure.kind != "connect" or tries == 1 or deadline.expired():
                    raise
        raise AssertionError  # the last address has returned or raised

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
