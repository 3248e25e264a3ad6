"""The engines on httpx and on httpx2: connections below their client machinery.

Redirects, cookies, credentials and retries are our policy's work. What is left is a socket, for
which httpx makes the TLS context, and an answer, of which h11 reads all but the plainest; httpcore
goes through proxies. Idle connections wait in one list per origin, so that taking one costs the
same however many there are.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ..urls import origin as origin_of
from .config import Config, proxy_for
from .deadline import HEAD_BYTES, Deadline
from .engines import find_spec
from .http1 import Framing, Received, request_head
from .record import dataclass
from .room import AsyncRoom, Room
from .sockets import SMALL, Socket, connect, keep_alive_options
from .wire import Failure, Request

if TYPE_CHECKING:
    import asyncio
    import ssl
    from types import ModuleType

    from .asyncio_net import AsyncioStream
    from .proxied import AsyncProxy, Proxy
    from .wire import AsyncReply, Reply

__all__ = ["HttpxAsyncEngine", "HttpxEngine", "Library", "Place"]

Origin = tuple[str, str, int, tuple[str, ...]]  # with the addresses that the request names

_LABEL = 63  # characters; longer names are looked at, and tables for it loaded
_PORTS = {"http": 80, "https": 443}
_TARGET = re.compile(r"[!-~]+")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
# Of longer reads, the chunks of a stream live so long that the garbage collector looks at them.
_READ = 32 * 1024


# What both kinds share -------------------------------------------------------------------------


class Library:
    """httpx or httpx2, with what it is built on. Their names are the same."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def http(self) -> ModuleType:
        """The library itself; it takes 50 ms to load, and few calls need it."""
        return import_module(self.name)

    @property
    def core(self) -> ModuleType:
        """httpcore, or what httpx2 is built on."""
        return import_module(self.name.replace("httpx", "httpcore"))

    @cached_property
    def tls_context(self) -> ssl.SSLContext:
        """The process's TLS context, made at the first https call: it takes 20 ms."""
        if self.name == "httpx" and find_spec("certifi") is not None:
            context = _context_of_httpx()
        else:
            context = self.http.create_ssl_context()
        context.set_alpn_protocols(["http/1.1"])
        return context

    def context(self, config: Config) -> ssl.SSLContext:
        """Return the TLS context of a client: its own, or the process's."""
        return config.ssl_context or self.tls_context


library = cache(Library)


def _context_of_httpx() -> ssl.SSLContext:
    """Return what `httpx.create_ssl_context` does, without loading httpx, which takes 50 ms."""
    from ssl import create_default_context

    if file := os.environ.get("SSL_CERT_FILE"):
        return create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        return create_default_context(capath=folder)
    return create_default_context(cafile=import_module("certifi").where())


@dataclass(frozen=True)
class Place:
    """Where a request goes.

    Attributes:
        scheme: `http` or `https`.
        host: Name in ASCII, or an address.
        port: Port.
        name: What the `Host` header says.
        target: Path and query.
    """

    scheme: str
    host: str
    port: int
    name: str
    target: str

    @property
    def shown_port(self) -> int | None:
        """The port, None if it is the scheme's own."""
        return None if self.port == _PORTS[self.scheme] else self.port


@lru_cache(maxsize=512)  # a client calls few URLs, and each many times
def place_of(url: str) -> Place:
    """Take a URL apart."""
    parts = urlsplit(url)
    try:
        host = parts.hostname or ""
        if not host.isascii() or len(host) > _LABEL:
            host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Failure("connect", "the host name is not valid", sent=False) from None
    usual = _PORTS[parts.scheme]
    port = parts.port or usual
    name = f"[{host}]" if ":" in host else host
    if port != usual:
        name = f"{name}:{port}"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _TARGET.fullmatch(target):
        target = quote(target, safe=_PUNCTUATION)
    return Place(parts.scheme, host, port, name, target)


def unix_socket(config: Config, origin: Origin) -> str | None:
    """Return the socket that the client's server is reached by, if an origin is that server."""
    address = config.model if config.base_url is None else config.base_url
    if config.unix_socket is None or address is None or origin[:3] != origin_of(address):
        return None
    if origin[3]:  # a download, which has its own way
        return None
    return config.unix_socket


def proxy_of(config: Config, origin: Origin) -> str | None:
    """Return the URL of the proxy to an origin, or None."""
    scheme, host, _, addresses = origin
    if addresses or unix_socket(config, origin):
        return None
    return proxy_for(config, scheme, host)


def may_serve_again(request: Request) -> bool:
    """Return whether a connection can be kept after a request.

    What was known of an address is known of the moment in which it was looked up.
    """
    return not request.addresses and "connection" not in request.headers


# Blocking --------------------------------------------------------------------------------------


class _Connection:
    """A connection of the blocking engine."""

    __slots__ = ("expires", "served", "socket")

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.served = False
        self.expires = 0.0

    def send(self, head: bytes, request: Request, deadline: Deadline) -> bool:
        """Send a request; return whether all of it was sent.

        A server may answer and close before it has read everything: its answer counts.
        """
        socket, content = self.socket, request.content
        try:
            if isinstance(content, bytes):
                if len(content) <= SMALL:
                    # In one packet, with one system call.
                    socket.write(head + content, deadline)
                else:
                    socket.write(head, deadline)
                    socket.write(memoryview(content), deadline)
                return True
            framing, waiting = Framing(request), head
            for block in content:
                waiting += framing.block(block)
                if len(waiting) > SMALL:
                    socket.write(waiting, deadline)
                    waiting = b""
            socket.write(waiting + framing.end(), deadline)
        except Failure as failure:
            if failure.kind != "closed":
                raise
            return False
        return True

    def stale(self) -> bool:
        """Return whether it cannot serve any more: too old, or closed by the server."""
        return monotonic() > self.expires or self.socket.readable()


class HttpxReply:
    """An open answer of the blocking engine."""

    def __init__(
        self,
        engine: HttpxEngine,
        origin: Origin,
        connection: _Connection,
        received: Received,
        deadline: Deadline,
        keep: bool,
    ) -> None:
        self._engine: HttpxEngine | None = engine
        self._origin = origin
        self._connection = connection
        self._received = received
        self._deadline = deadline
        self._keep = keep
        self.status = received.status
        self.headers = received.headers

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        received = self._received
        try:
            while not (data := received.take()) and not received.ended:
                received.give(self._connection.socket.read(_READ, self._deadline))
            return data
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        engine, self._engine = self._engine, None
        if engine is not None:
            keep = self._keep and self._received.reusable
            engine.give_back(self._origin, self._connection, keep)

    def __del__(self) -> None:
        self.close()


class HttpxEngine:
    """Sends requests over its own connections, for any number of threads."""

    def __init__(self, config: Config, name: str = "httpx", room: Room | None = None) -> None:
        self.library = library(name)
        self._config = config
        self._free: dict[Origin, deque[_Connection]] = {}
        # Held here, so that no answer that is dropped takes its socket with it, and then gives the
        # connection back: the collector ends all of a cycle at once.
        self._busy: set[_Connection] = set()
        self._proxies: dict[str, Proxy] = {}
        self._room = room or Room(config.limits.max_connections)
        self._options = keep_alive_options()
        self._process = os.getpid()

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        head = request_head(request, place.name, place.target)
        origin = (place.scheme, place.host, place.port, request.addresses)
        received = Received(request.method)
        self._room.enter(deadline)
        connection = None
        try:
            connection = self._idle(origin)
            if connection is None:
                proxy = self._proxy(origin)
                if proxy is not None:
                    return proxy.open(request, place, deadline, self._room.leave)
                connection = self._connect(origin, deadline)
            self._busy.add(connection)
            deadline.head = HEAD_BYTES
            whole = connection.send(head, request, deadline)
            while not received.begin(connection.socket.read(_READ, deadline)):
                pass
        except BaseException as error:
            try:
                if connection is not None:
                    self._busy.discard(connection)
                    connection.socket.close()
            finally:
                self._room.leave()
            if isinstance(error, Failure) and connection is not None:
                error.reused = connection.served
            raise
        deadline.head = None
        keep = whole and may_serve_again(request)
        return HttpxReply(self, origin, connection, received, deadline, keep)

    def close(self) -> None:
        """Close all connections."""
        free, self._free = self._free, {}
        for connections in list(free.values()):
            with suppress(IndexError):  # another thread gives back or takes meanwhile
                while True:
                    connections.pop().socket.close()
        for proxy in self._proxies.values():
            proxy.close()
        self._proxies.clear()

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        self.close()
        for connection in self._busy:
            connection.socket.close()

    def _idle(self, origin: Origin) -> _Connection | None:
        if self._process != os.getpid():
            # A forked child must not speak on its parent's connections.
            self._free, self._proxies, self._busy = {}, {}, set()
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
        return _Connection(
            connect(
                host,
                port,
                deadline,
                addresses=addresses,
                path=unix_socket(self._config, origin),
                context=self.library.context(self._config) if scheme == "https" else None,
                options=self._options,
            )
        )

    def _proxy(self, origin: Origin) -> Proxy | None:
        url = proxy_of(self._config, origin)
        if url is None:
            return None
        if url not in self._proxies:
            from .proxied import Proxy

            made = Proxy(self.library, url, self._config, self._options)
            self._proxies.setdefault(url, made)  # another thread may be first
        return self._proxies[url]

    def give_back(self, origin: Origin, connection: _Connection, keep: bool) -> None:
        """Take a connection back after an answer."""
        if self._process != os.getpid() or connection not in self._busy:
            connection.socket.close()  # of the process that this one is a fork of
            return
        self._busy.discard(connection)
        try:
            if not keep:
                connection.socket.close()
                return
            now = monotonic()
            connection.served = True
            connection.expires = now + self._config.limits.keepalive
            idle = self._free.get(origin)
            if idle is None:
                idle = self._free.setdefault(origin, deque())
            idle.append(connection)
            with suppress(IndexError):  # another thread takes it
                while idle[0].expires < now:
                    idle.popleft().socket.close()
        finally:
            self._room.leave()


# For asyncio -----------------------------------------------------------------------------------


class _AsyncConnection:
    """A connection of the asyncio engine."""

    __slots__ = ("expires", "served", "stream")

    def __init__(self, stream: AsyncioStream) -> None:
        self.stream = stream
        self.served = False
        self.expires = 0.0

    async def send(self, head: bytes, request: Request, deadline: Deadline) -> bool:
        """Send a request; return whether all of it was sent.

        A server may answer and close before it has read everything: its answer counts.
        """
        stream, content = self.stream, request.content
        try:
            if isinstance(content, bytes):
                if len(content) <= SMALL:
                    await stream.write(head + content, deadline)
                else:
                    await stream.write(head, deadline)
                    await stream.write(content, deadline)
                return True
            import asyncio

            framing, waiting = Framing(request), head
            blocks = iter(content)
            # Files are read in a thread, so that the loop stays free.
            while block := await asyncio.to_thread(next, blocks, b""):
                waiting += framing.block(block)
                if len(waiting) > SMALL:
                    await stream.write(waiting, deadline)
                    waiting = b""
            await stream.write(waiting + framing.end(), deadline)
        except Failure as failure:
            if failure.kind != "closed":
                raise
            return False
        return True

    def stale(self) -> bool:
        """Return whether it cannot serve any more: too old, or closed by the server."""
        return monotonic() > self.expires or self.stream.readable()


class HttpxAsyncReply:
    """An open answer of the asyncio engine."""

    def __init__(
        self,
        pool: _LoopPool,
        origin: Origin,
        connection: _AsyncConnection,
        received: Received,
        deadline: Deadline,
        keep: bool,
    ) -> None:
        self._pool: _LoopPool | None = pool
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
                received.give(await self._connection.stream.read(_READ, self._deadline))
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

    def __del__(self) -> None:
        # Nobody holds the answer any more, so nobody can await its end.
        pool, self._pool = self._pool, None
        if pool is not None:
            self._connection.stream.abort()
            pool.forget()


class _LoopPool:
    """The connections of one event loop; a socket of one loop is of no use in another."""

    def __init__(
        self, library: Library, config: Config, options: list[tuple[int, int, int]], room: AsyncRoom
    ) -> None:
        import asyncio

        self._library = library
        self._config = config
        self._options = options
        self._loop = asyncio.get_running_loop()
        self._guard: AsyncGenerator[None, None] | None = None
        self._free: dict[Origin, deque[_AsyncConnection]] = {}
        self._proxies: dict[str, AsyncProxy] = {}
        self._room = room.of(self._loop)
        self._rooms = room

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
        leave = await self._rooms.enter(deadline)
        connection = None
        try:
            connection = self._idle(origin)
            if connection is None:
                proxy = self._proxy(origin)
                if proxy is not None:
                    return await proxy.open(request, place, deadline, leave, self.forget)
                connection = await self._connect(origin, deadline)
            deadline.head = HEAD_BYTES
            whole = await connection.send(head, request, deadline)
            while not received.begin(await connection.stream.read(_READ, deadline)):
                pass
        except BaseException as error:
            try:
                if connection is not None:
                    connection.stream.abort()
            finally:
                leave()
            if isinstance(error, Failure) and connection is not None:
                error.reused = connection.served
            raise
        deadline.head = None
        keep = whole and may_serve_again(request)
        return HttpxAsyncReply(self, origin, connection, received, deadline, keep)

    def _idle(self, origin: Origin) -> _AsyncConnection | None:
        idle = self._free.get(origin)
        while idle:
            connection = idle.pop()
            if not connection.stale():
                return connection
            connection.stream.abort()
        return None

    async def _connect(self, origin: Origin, deadline: Deadline) -> _AsyncConnection:
        from .asyncio_net import connect, connect_unix

        scheme, host, port, addresses = origin
        path = unix_socket(self._config, origin)
        if path is None:
            stream = await connect(addresses or (host,), port, deadline, self._options)
        else:
            stream = await connect_unix(path, deadline)
        if scheme == "https":
            context = self._library.context(self._config)
            stream = await stream.with_tls(context, host, deadline)
        return _AsyncConnection(stream)

    def _proxy(self, origin: Origin) -> AsyncProxy | None:
        url = proxy_of(self._config, origin)
        if url is None:
            return None
        if url not in self._proxies:
            from .proxied import AsyncProxy

            self._proxies[url] = AsyncProxy(self._library, url, self._config, self._options)
        return self._proxies[url]

    def give_back(self, origin: Origin, connection: _AsyncConnection, keep: bool) -> None:
        """Take a connection back after an answer."""
        try:
            if not keep:
                connection.stream.abort()
                return
            now = monotonic()
            connection.served = True
            connection.expires = now + self._config.limits.keepalive
            idle = self._free.get(origin)
            if idle is None:
                idle = self._free[origin] = deque()
            idle.append(connection)
            while idle[0].expires < now:
                idle.popleft().stream.abort()
        finally:
            self._room.release()

    def forget(self) -> None:
        """Make room for another connection, from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._room.release)

    async def close(self) -> None:
        """Close all connections."""
        self.abort()
        for proxy in self._proxies.values():
            await proxy.close()
        self._proxies.clear()


class HttpxAsyncEngine:
    """Sends requests over its own connections, in any number of event loops, one after another."""

    def __init__(self, config: Config, name: str = "httpx", room: AsyncRoom | None = None) -> None:
        self.library = library(name)
        self._config = config
        self._room = room or AsyncRoom(config.limits.max_connections)
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
        """Close all connections."""
        pools, self._pools = self._pools, {}
        for loop, pool in pools.items():
            if not loop.is_closed():
                await pool.close()

    async def _pool(self) -> _LoopPool:
        import asyncio

        loop = asyncio.get_running_loop()
        # Sockets of a closed loop are closed already, or can only be dropped.
        for old in list(self._pools):
            if old.is_closed() and (left := self._pools.pop(old, None)) is not None:
                left.abort()
        pool = self._pools[loop] = _LoopPool(self.library, self._config, self._options, self._room)
        await pool.start()
        return pool

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for pool in self._pools.values():
            pool.abort()
