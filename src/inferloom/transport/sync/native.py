"""The blocking half of the native engine: connections, a pool of idle ones, and answers."""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakSet

from ...config import Config
from ..address import Origin, place_of, unix_socket
from ..deadline import Deadline
from ..engine import Request
from ..failure import Failure
from ..http11 import Framing, Received, request_head
from ..native import READ, head_for, may_serve_again, proxy_to, talk_with, tls_context, unasked
from .connection_limit import ConnectionLimit
from .sockets import SMALL, Socket, connect, keep_alive_options, unreachable

if TYPE_CHECKING:
    from ...proxy_settings import Proxy
    from ..engine import Reply
    from ..proxy_handshake import Talk
    from .connection_limit import Held

__all__ = ["NativeEngine"]


class _Connection:
    """A connection of the blocking engine.

    Attributes:
        socket: The socket.
        proxy: The proxy that reads the requests; None if the server itself does.
        served: Whether it has served a request.
        expires: When it is too old to serve another.
        process: The process that it belongs to; a forked one must not speak on it.
    """

    __slots__ = ("expires", "process", "proxy", "served", "socket")

    def __init__(self, socket: Socket, proxy: Proxy | None) -> None:
        self.socket = socket
        self.proxy = proxy
        self.served = False
        self.expires = 0.0
        self.process = os.getpid()

    def send(self, head: bytes, request: Request, received: Received, deadline: Deadline) -> bool:
        """Send a request; return whether all of it was sent.

        A server may answer before it has read everything, and close then: its answer counts.
        """
        write, content = self.socket.write, request.content
        try:
            if isinstance(content, bytes):
                if len(content) <= SMALL:
                    # In one packet, with one system call.
                    return write(head + content, deadline)
                return write(head, deadline) and write(
                    memoryview(content), deadline, received.early
                )
            framing, waiting = Framing(request), head
            for block in content:
                waiting += framing.block(block)
                if len(waiting) > SMALL:
                    if not write(waiting, deadline, received.early):
                        return False
                    waiting = b""
            return write(waiting + framing.end(), deadline, received.early)
        except Failure as failure:
            if failure.kind != "closed":
                raise
            return False

    def stale(self) -> bool:
        """Return whether it cannot serve any more: too old, or closed by the server."""
        return monotonic() > self.expires or self.socket.readable()


class NativeReply:
    """An open answer of the blocking engine."""

    _engine: NativeEngine | None = None  # also of one whose making is interrupted

    def __init__(
        self,
        engine: NativeEngine,
        origin: Origin,
        connection: _Connection,
        received: Received,
        deadline: Deadline,
        keep: bool,
        held: Held,
    ) -> None:
        self._origin = origin
        self._connection = connection
        self._received = received
        self._deadline = deadline
        self._keep = keep
        self._held = held
        self.status = received.status
        self.headers = received.headers
        self._engine = engine

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        received = self._received
        try:
            while not (data := received.take()) and not received.ended:
                received.give(self._connection.socket.read(READ, self._deadline))
            return data
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        engine, self._engine = self._engine, None
        if engine is not None:
            keep = self._keep and self._received.reusable
            engine.give_back(self._origin, self._connection, keep, self._held)

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads the answer gets a failure."""
        self._connection.socket.abort()
        if self._engine is not None:
            self._engine.leave(self._held)

    def __del__(self) -> None:
        # The collector ends all of a cycle at once: its socket may be closed already.
        self._keep = False
        self.close()


class NativeEngine:
    """Sends requests over its own connections, for any number of threads.

    Whatever line an interruption comes at, no place of the limit is lost: it is held by the call,
    then by its answer, and goes back with whichever of them ends.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._keepalive = config.limits.keepalive
        self._free: dict[Origin, deque[_Connection]] = {}
        self._streams: WeakSet[NativeReply] = WeakSet()
        self._limit = ConnectionLimit(config.limits.max_connections)
        self._options = keep_alive_options()
        self._process = os.getpid()

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        head = request_head(request, place.name, place.target)
        origin = (place.scheme, place.host, place.port, request.addresses)
        received = Received(request.method)
        connection = held = None
        try:
            held = self._limit.enter(deadline)
            connection = self._idle(origin) or self._connect(origin, deadline)
            if connection.proxy is not None:
                head = head_for(connection.proxy, request, place)
            early = not connection.served and connection.socket.spoke_first()
            whole = connection.send(head, request, received, deadline)
            while not received.status:
                received.begin(connection.socket.read(READ, deadline))
            if early and (failure := unasked(received)):
                raise failure
            keep = whole and may_serve_again(request)
            reply = NativeReply(self, origin, connection, received, deadline, keep, held)
            if request.stream:
                self._streams.add(reply)
            return reply
        except BaseException as error:
            if held is not None:
                self.leave(held)
            if connection is not None:
                connection.socket.close()
                if isinstance(error, Failure):
                    error.reused = connection.served
            raise

    def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        for reply in list(self._streams):
            reply.abort()
        free, self._free = self._free, {}
        for connections in list(free.values()):
            with suppress(IndexError):  # another thread gives back or takes meanwhile
                while True:
                    connections.pop().socket.close()

    def _idle(self, origin: Origin) -> _Connection | None:
        if self._process != os.getpid():
            # A forked child must not speak on its parent's connections.
            self._free, self._streams = {}, WeakSet()
            self._process = os.getpid()
        idle = self._free.get(origin)
        while idle:
            try:
                connection = idle.pop()  # the latest, which is the least likely to be stale
            except IndexError:  # another thread took it
                break
            if not connection.stale():
                return connection
            connection.socket.close()
        return None

    def _connect(self, origin: Origin, deadline: Deadline) -> _Connection:
        scheme, host, port, addresses = origin
        proxy = proxy_to(self._config, origin)
        # What is wrong with the settings is found before anybody is spoken to.
        secure = tls_context(self._config) if scheme == "https" else None
        outer = tls_context(self._config) if proxy is not None and proxy.scheme == "https" else None
        talk = None if proxy is None else talk_with(proxy, scheme, host, port)
        clock, options = deadline.reaching(), self._options
        found = None
        try:
            if proxy is None:
                path = unix_socket(self._config, origin)
                found = connect(host, port, clock, addresses=addresses, path=path, options=options)
            else:
                found = connect(proxy.host, proxy.port, clock, options=options)
                if outer is not None:
                    found.start_tls(outer, proxy.host, clock)
                if talk is not None:
                    _pass_through(found, talk, clock)
                    proxy = None
            if secure is not None:
                found.start_tls(secure, host, clock)
            return _Connection(found, proxy)
        except BaseException as error:
            if found is not None:
                found.close()
            if isinstance(error, (OSError, UnicodeError, Failure)):
                raise unreachable(error) from error
            raise

    def give_back(self, origin: Origin, connection: _Connection, keep: bool, held: Held) -> None:
        """Take a connection and its place back after an answer."""
        try:
            if not keep or connection.socket.aborted or connection.process != os.getpid():
                connection.socket.close()
                return
            now = monotonic()
            connection.served = True
            connection.expires = now + self._keepalive
            idle = self._free.get(origin)
            if idle is None:
                idle = self._free.setdefault(origin, deque())
            idle.append(connection)
            with suppress(IndexError):  # another thread takes it
                while idle[0].expires < now:
                    idle.popleft().socket.close()
        finally:
            self._limit.leave(held)

    def leave(self, held: Held) -> None:
        """Give a place back, if it was not before."""
        self._limit.leave(held)


def _pass_through(socket: Socket, talk: Talk, deadline: Deadline) -> None:
    with suppress(StopIteration):
        request = next(talk)
        while True:
            if request:
                socket.write(request, deadline)
            request = talk.send(socket.read(READ, deadline))
