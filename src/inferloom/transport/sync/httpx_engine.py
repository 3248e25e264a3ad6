# Generated from transport/aio/httpx_engine.py by codegen/twins.py
# source sha256:0a87a3e62c6b. Do not edit: change the source, then run
# `make generate`.
"""The engine on httpx and httpx2, blocking."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
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
from .connection_limit import ConnectionLimit

if TYPE_CHECKING:
    from types import ModuleType

    from ...proxy_settings import Proxy
    from ..engine import Reply

T = TypeVar("T")

__all__ = ["HttpxEngine"]


class _Blocks:
    """A body in blocks, for a library that may have to begin it again."""

    def __init__(self, request: Request, deadline: Deadline) -> None:
        self._request = request
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        content = self._request.content
        framing = Framing(self._request)
        blocks = slices(content) if isinstance(content, bytes) else iter(content)
        while block := work.next_block(blocks):
            self._deadline.reading()  # else nobody waits any more for what is sent
            framing.count(block)
            yield block
            self._deadline.moved()
        framing.end()


class _One:
    """A client of the library's that sends one request at a time, and so has one connection."""

    def __init__(self, client: Any, origin: Origin, proxy: Proxy | None) -> None:
        self.client = client
        self.origin = origin
        self.proxy = proxy
        self.expires = 0.0

    def close(self) -> None:
        """Close its connection."""
        with suppress(Exception):  # whatever it is, nobody needs the connection any more
            self.client.close()


class _Clients:
    """The clients of one home that wait for a request, by the origins that they have reached.

    None of them has two connections. The libraries look at all connections of a client whenever a
    request begins or ends, and promise an idle one to everybody who waits: with many in flight
    that would cost more than all the rest.
    """

    def __init__(self, http: ModuleType, name: str, config: Config) -> None:
        self._http = http
        self._name = name
        self._config = config
        self._idle: dict[Origin, deque[_One]] = {}
        self._options: dict[Way, dict[str, Any]] = {}
        self._closed = False
        self._guard: object = None

    def start(self) -> None:
        """See to it that they are closed before their home is gone."""
        self._guard = work.guarded(self.close)

    def take(self, origin: Origin) -> _One:
        """Return a client for a request to an origin."""
        with suppress(KeyError, IndexError):  # none waits
            return self._idle[origin].pop()  # the latest, whose connection is the likeliest to hold
        http = self._http
        way = way_to(self._name, self._config, origin)
        known = self._options.get(way)
        if known is None:
            known = self._options[way] = options(http, self._config, way)
        client = http.Client(
            transport=http.HTTPTransport(**known),
            trust_env=False,
            cookies=no_cookies(),
            event_hooks={"response": [_set_aside]},
        )
        return _One(client, origin, way[1])

    def give_back(self, one: _One) -> None:
        """Take a client back after its answer."""
        addresses = one.origin[3]
        if addresses:  # what was known of them was known of that moment
            one.close()
            return
        now = monotonic()
        one.expires = now + self._config.limits.keepalive
        idle = self._idle.setdefault(one.origin, deque())
        idle.append(one)
        with suppress(IndexError):  # another thread takes it
            while idle[0].expires < now:
                idle.popleft().close()
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close those that wait now, and the others when they are given back."""
        self._closed = True
        for idle in list(self._idle.values()):
            with suppress(IndexError):  # another thread gives back or takes meanwhile
                while True:
                    idle.pop().close()


class _Trace:
    """Takes the events of the library's `trace` extension.

    It does not hold what they are told to: the library keeps a request that was interrupted in the
    middle of its own work, and the place that it had would never come back.
    """

    def __init__(self, sending: _Sending) -> None:
        self._sending = ref(sending)

    def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        sending = self._sending()
        if sending is not None:
            sending.noted(event, info)


class _Sending(Sending):
    """A request on its way, and its answer until that ends."""

    clients: _Clients | None = None  # None if a client of the caller's sends it
    one: _One | None = None  # None also while the library works with it

    def answer(
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
        parts["extensions"]["trace"] = _Trace(self)
        content: Any = request.content
        if not isinstance(content, bytes) or len(content) > WHOLE:
            content = _Blocks(request, deadline)
        try:
            if self.plain:
                message = self.http.Request(**parts, content=content)
                send = partial(client.send, message, auth=None)
            else:
                message = client.build_request(**parts, content=content)
                send = partial(client.send, message)
            send = partial(send, stream=True, follow_redirects=False)
            return work.in_time(partial(self.using, send), deadline, self.discard)
        except self.http.HTTPStatusError as error:
            return error.response  # of a hook that raises it; the answer itself says more
        except Exception as error:
            self.cut()
            if not self.asked and self.stream is not None:
                with suppress(Exception):  # the library forgets it where a SOCKS proxy refuses
                    self.stream.close()
            failure = self.failure(error)
            if failure is None:
                raise
        try:
            raise failure  # by itself: the library's exception holds the request, with its secrets
        finally:
            del failure  # else it would hold itself, and the place of the request

    def using(self, step: Callable[[], T]) -> T:
        """Let the library do something, in time or later.

        Meanwhile its client is nobody else's: nobody must close a socket that a thread reads from.
        A client is of no more use where that fails or is interrupted.
        """
        one, self.one = self.one, None
        try:
            result = step()
        except BaseException:
            if one is not None:
                one.close()
            raise
        self.one = one
        return result

    def forget(self, data: bytes) -> None:
        """Take what nobody waits for any more."""
        self.discard()

    def discard(self, response: Any = None) -> None:
        """Close an unread answer, and the client, if the library does not work with it."""
        if response is not None:
            with suppress(Exception):
                response.close()
        one, self.one = self.one, None
        if one is not None:
            one.close()

    def end(self) -> None:
        """Give back what the request had."""
        one, self.one = self.one, None
        self.free()
        if one is not None and self.clients is not None:
            self.clients.give_back(one)


def _set_aside(response: Any) -> None:
    set_location_aside(response)


class HttpxReply:
    """An open answer."""

    _sending: _Sending | None = None  # also of one whose making is interrupted

    def __init__(self, sending: _Sending, response: Any, deadline: Deadline) -> None:
        self.status: int = response.status_code
        self.headers, self._content = answer_of(response)
        self._blocks = response.iter_raw()
        self._response = response
        self._deadline = deadline
        self._home = work.home()
        self._aborted = False
        self._sending = sending

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        sending = self._sending
        if sending is None:
            raise Failure("closed", "the client was closed")
        if self._content is not None:
            content, self._content = self._content, b""
            return content
        try:
            next_block = partial(sending.using, self._next)
            data = work.in_time(next_block, self._deadline, sending.forget)
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

    def _next(self) -> bytes:
        block: bytes = next(self._blocks, b"")
        return block

    def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        sending, self._sending = self._sending, None
        if sending is not None:
            self._end(sending)

    def _end(self, sending: _Sending) -> None:
        try:
            if sending.failed or is_doubtful(self.status, self.headers):
                sending.cut()
            with suppress(Exception):  # whatever it is, nobody needs the connection any more
                self._response.close()
            if sending.failed:
                sending.discard()
        finally:
            sending.end()

    def _drop(self, sending: _Sending) -> None:
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


class HttpxEngine:
    """Sends requests by clients of the library's, or by one of the caller's."""

    def __init__(self, config: Config, name: str) -> None:
        self._config = config
        self._name = name
        self._limit = ConnectionLimit(config.limits.max_connections)
        self._homes: dict[Any, _Clients] = {}
        self._streams: WeakSet[HttpxReply] = WeakSet()
        self._spoke: int | None = None  # the process in which the caller's client connected

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        sending = _Sending(import_module(self._name), self._limit.take(deadline))
        response = None
        try:
            response = self._answer(sending, request, place, deadline)
            sending.began(response)
            reply = HttpxReply(sending, response, deadline)
        except BaseException:
            sending.free()
            work.begin_at_home(work.home(), partial(sending.discard, response))
            raise
        if request.stream:
            self._streams.add(reply)
        return reply

    def _answer(self, sending: _Sending, request: Request, place: Place, deadline: Deadline) -> Any:
        own = self._config.http_client
        if own is not None:
            check_own(own, request, self._spoke)
            sending.plain, sending.ours = request.foreign, False
            response = sending.answer(own, request, place, deadline, None, 1)
            if "network_stream" in response.extensions:
                self._spoke = os.getpid()
            return response
        sending.clients = self._clients(sending.http)
        origin = (place.scheme, place.host, place.port, request.addresses)
        addresses = request.addresses or (None,)
        for tries, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            one = sending.one = sending.clients.take(origin)
            sending.proxy = one.proxy
            try:
                return sending.answer(one.client, request, place, deadline, address, tries)
            except Failure as failure:
                if failure.kind != "connect" or tries == 1 or deadline.expired():
                    raise
        raise AssertionError  # the last address has returned or raised

    def _clients(self, http: ModuleType) -> _Clients:
        home = work.home()
        clients = self._homes.get(home)
        if clients is None:
            for old in list(self._homes):
                if work.is_gone(old):
                    self._homes.pop(old, None)
            clients = self._homes[home] = _Clients(http, self._name, self._config)
            clients.start()
        return clients

    def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        for reply in list(self._streams):
            reply.abort()
        homes, self._homes = self._homes, {}
        for home, clients in homes.items():
            work.do_at_home(home, clients.close)

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for home, clients in self._homes.items():
            work.begin_at_home(home, clients.close)
