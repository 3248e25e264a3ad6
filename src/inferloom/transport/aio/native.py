"""The asyncio half of the native engine: connections, a pool for each event loop, and answers."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
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
from ..sync.sockets import SMALL, keep_alive_options, unreachable
from .connection_limit import AsyncConnectionLimit

if TYPE_CHECKING:
    import asyncio

    from ...proxy_settings import Proxy
    from ..engine import AsyncReply
    from ..proxy_handshake import Talk
    from .sockets import AsyncioStream

__all__ = ["AsyncNativeEngine"]


class _AsyncConnection:
    """A connection of the asyncio engine; its attributes are those of the other one."""

    __slots__ = ("expires", "proxy", "served", "stream")

    def __init__(self, stream: AsyncioStream, proxy: Proxy | None) -> None:
        self.stream = stream
        self.proxy = proxy
        self.served = False
        self.expires = 0.0

    async def send(
        self, head: bytes, request: Request, received: Received, deadline: Deadline
    ) -> bool:
        """Send a request; return whether all of it was sent.

        A server may answer before it has read everything, and close then: its answer counts.
        """
        write, content = self.stream.write, request.content
        try:
            if isinstance(content, bytes):
                if len(content) <= SMALL:
                    return await write(head + content, deadline)
                if not await write(head, deadline):
                    return False
                return await write(memoryview(content), deadline, received.early)
            import asyncio

            framing, waiting = Framing(request), head
            blocks = iter(content)
            # Files are read in a thread, so that the loop stays free.
            while block := await asyncio.to_thread(next, blocks, b""):
                waiting += framing.block(block)
                if len(waiting) > SMALL:
                    if not await write(waiting, deadline, received.early):
                        return False
                    waiting = b""
            return await write(waiting + framing.end(), deadline, received.early)
        except Failure as failure:
            if failure.kind != "closed":
                raise
            return False

    def stale(self) -> bool:
        """Return whether it cannot serve any more: too old, or closed by the server."""
        return monotonic() > self.expires or self.stream.readable()


class AsyncNativeReply:
    """An open answer of the asyncio engine."""

    _pool: _LoopPool | None = None

    def __init__(
        self,
        pool: _LoopPool,
        origin: Origin,
        connection: _AsyncConnection,
        received: Received,
        deadline: Deadline,
        keep: bool,
    ) -> None:
        self._pool = pool
        self._origin = origin
        self._connection = connection
        self._received = received
        self._deadline = deadline
        self._keep = keep
        self.status = received.status
        self.headers = received.headers

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        received = self._received
        try:
            while not (data := received.take()) and not received.ended:
                if self._pool is None:
                    raise Failure("closed", "the client was closed")
                received.give(await self._connection.stream.read(READ, self._deadline))
            return data
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        pool, self._pool = self._pool, None
        if pool is not None:
            keep = self._keep and self._received.reusable
            pool.give_back(self._origin, self._connection, keep)

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads the answer gets a failure."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._connection.stream.abort()
            pool.forget()

    def __del__(self) -> None:
        # Nobody holds the answer any more, so nobody can await its end.
        self.abort()


class _LoopPool:
    """The connections of one event loop; a socket of one loop is of no use in another."""

    def __init__(
        self, config: Config, options: list[tuple[int, int, int]], room: AsyncConnectionLimit
    ) -> None:
        import asyncio

        self._config = config
        self._keepalive = config.limits.keepalive
        self._options = options
        self._loop = asyncio.get_running_loop()
        self._guard: AsyncGenerator[None, None] | None = None
        self._free: dict[Origin, deque[_AsyncConnection]] = {}
        self._streams: WeakSet[AsyncNativeReply] = WeakSet()
        self._limit = room.of(self._loop)
        self._limits = room

    async def start(self) -> None:
        """See to it that the connections are closed before their event loop is.

        A loop closes the asynchronous generators that were begun in it, which is the only notice
        that it gives: `asyncio.run` does so on its way out.
        """
        self._guard = self._until_the_loop_ends()
        await self._guard.__anext__()

    async def _until_the_loop_ends(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            self.abort()

    def end_streams(self) -> None:
        """Close the connections of open streams at once, from any thread."""
        for reply in list(self._streams):
            reply.abort()

    def abort(self) -> None:
        """Close all idle connections at once, from any thread."""
        free, self._free = self._free, {}
        for connections in list(free.values()):
            with suppress(IndexError):  # another thread may end the loop
                while True:
                    connections.pop().stream.abort()

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        head = request_head(request, place.name, place.target)
        origin = (place.scheme, place.host, place.port, request.addresses)
        received = Received(request.method)
        leave = await self._limits.take(deadline)
        connection = None
        try:
            connection = self._idle(origin) or await self._connect(origin, deadline)
            if connection.proxy is not None:
                head = head_for(connection.proxy, request, place)
            early = not connection.served and connection.stream.spoke_first()
            whole = await connection.send(head, request, received, deadline)
            while not received.status:
                received.begin(await connection.stream.read(READ, deadline))
            if early and (failure := unasked(received)):
                raise failure
        except BaseException as error:
            try:
                if connection is not None:
                    connection.stream.abort()
            finally:
                leave()
            if isinstance(error, Failure) and connection is not None:
                error.reused = connection.served
            raise
        keep = whole and may_serve_again(request)
        reply = AsyncNativeReply(self, origin, connection, received, deadline, keep)
        if request.stream:
            self._streams.add(reply)
        return reply

    def _idle(self, origin: Origin) -> _AsyncConnection | None:
        idle = self._free.get(origin)
        while idle:
            connection = idle.pop()
            if not connection.stale():
                return connection
            connection.stream.abort()
        return None

    async def _connect(self, origin: Origin, deadline: Deadline) -> _AsyncConnection:
        from .sockets import connect, connect_unix

        scheme, host, port, addresses = origin
        proxy = proxy_to(self._config, origin)
        # What is wrong with the settings is found before anybody is spoken to.
        secure = tls_context(self._config) if scheme == "https" else None
        outer = tls_context(self._config) if proxy is not None and proxy.scheme == "https" else None
        talk = None if proxy is None else talk_with(proxy, scheme, host, port)
        clock, options = deadline.reaching(), self._options
        found = None
        try:
            if proxy is not None:
                found = await connect((proxy.host,), proxy.port, clock, options)
                if outer is not None:
                    await found.start_tls(outer, proxy.host, clock)
                if talk is not None:
                    await _pass_through_async(found, talk, clock)
                    proxy = None
            elif (path := unix_socket(self._config, origin)) is not None:
                found = await connect_unix(path, clock)
            else:
                found = await connect(addresses or (host,), port, clock, options)
            if secure is not None:
                await found.start_tls(secure, host, clock)
            return _AsyncConnection(found, proxy)
        except BaseException as error:
            if found is not None:
                found.abort()
            if isinstance(error, (OSError, UnicodeError, Failure)):
                raise unreachable(error) from error
            raise

    def give_back(self, origin: Origin, connection: _AsyncConnection, keep: bool) -> None:
        """Take a connection back after an answer."""
        try:
            if not keep:
                connection.stream.abort()
                return
            now = monotonic()
            connection.served = True
            connection.expires = now + self._keepalive
            idle = self._free.get(origin)
            if idle is None:
                idle = self._free[origin] = deque()
            idle.append(connection)
            while idle[0].expires < now:
                idle.popleft().stream.abort()
        finally:
            self._limit.release()

    def forget(self) -> None:
        """Make room for another connection, from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._limit.release)


async def _pass_through_async(stream: AsyncioStream, talk: Talk, deadline: Deadline) -> None:
    with suppress(StopIteration):
        request = next(talk)
        while True:
            if request:
                await stream.write(request, deadline)
            request = talk.send(await stream.read(READ, deadline))


class AsyncNativeEngine:
    """Sends requests over its own connections, in any number of event loops, one after another."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._limit = AsyncConnectionLimit(config.limits.max_connections)
        self._options = keep_alive_options()
        self._pools: dict[asyncio.AbstractEventLoop, _LoopPool] = {}

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        import asyncio

        pool = self._pools.get(asyncio.get_running_loop())
        if pool is None:
            pool = await self._pool()
        return await pool.open(request, deadline)

    async def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.end_streams()
            pool.abort()

    async def _pool(self) -> _LoopPool:
        import asyncio

        loop = asyncio.get_running_loop()
        # Sockets of a closed loop are closed already, or can only be dropped.
        for old in list(self._pools):
            if old.is_closed() and (left := self._pools.pop(old, None)) is not None:
                left.abort()
        pool = self._pools[loop] = _LoopPool(self._config, self._options, self._limit)
        await pool.start()
        return pool

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for pool in self._pools.values():
            pool.abort()
