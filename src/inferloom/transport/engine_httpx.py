"""The engines on httpx and on httpx2: their connections, below their client machinery.

Redirects, cookies, credentials and retries are our policy's work, so requests go straight to
httpcore, which httpx is built on. Idle connections wait in one list per origin, so that taking one
costs the same however many there are.
"""

from __future__ import annotations

import os
import select
import socket
import ssl
import string
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from urllib.parse import quote, urlsplit

from ..urls import origin as origin_of
from .body import Body
from .config import Config, proxy_for
from .deadline import HEAD_BYTES, Deadline, seconds
from .room import AsyncRoom, Room
from .wire import Content, Failure, Request

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable
    from types import ModuleType

    from .asyncio_net import AsyncioBackend, AsyncioStream

__all__ = ["HttpxAsyncEngine", "HttpxEngine"]

Origin = tuple[str, str, int, tuple[str, ...]]  # with the addresses that the request names

SMALL = 16 * 1024  # bytes of a request that may wait for the rest of it
_PART = 64 * 1024  # bytes of a request that are sent under one limit of time
_LABEL = 63  # characters; longer names are looked at, and tables for it loaded
_PORTS = {"http": 80, "https": 443}


# What both kinds share -------------------------------------------------------------------------


class Library:
    """httpx or httpx2, with the connections that it is built on. Their names are the same."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.core = import_module(name.replace("httpx", "httpcore"))
        self.h11 = import_module("h11")
        core = self.core
        self.errors: tuple[type[Exception], ...] = (
            core.TimeoutException,
            core.NetworkError,
            core.ProtocolError,
            core.ProxyError,
            core.UnsupportedProtocol,
            core.ConnectionNotAvailable,
            self.h11.RemoteProtocolError,
        )
        self._kinds: tuple[tuple[type[Exception], str], ...] = (
            (core.ConnectTimeout, "connect"),
            (core.TimeoutException, "timeout"),
            (core.ConnectError, "connect"),
            (core.ProxyError, "connect"),
            (core.RemoteProtocolError, "closed"),
            (self.h11.RemoteProtocolError, "closed"),
            (core.NetworkError, "closed"),
        )

    @property
    def http(self) -> ModuleType:
        """The library itself; it takes 50 ms to load, and few calls need it."""
        return import_module(self.name)

    @cached_property
    def tls_context(self) -> ssl.SSLContext:
        """The process's TLS context, made at the first https call: it takes 20 ms."""
        context: ssl.SSLContext = self.http.create_ssl_context()
        return context

    def failure(self, error: Exception, sent: bool, reused: bool) -> Failure:
        """Translate an exception."""
        words = str(error)
        kind = next((kind for cls, kind in self._kinds if isinstance(error, cls)), "protocol")
        if (
            isinstance(error, (self.core.RemoteProtocolError, self.h11.RemoteProtocolError))
            and "disconnected" not in words
            and ("without" not in words and "incomplete" not in words)
        ):
            kind = "protocol"
        return Failure(
            kind, words or type(error).__name__, sent=sent and kind != "connect", reused=reused
        )


library = cache(Library)


def keep_alive_options() -> list[tuple[int, int, int]]:
    """Return socket options that keep a long silent call alive through NAT and load balancers."""
    options = [
        (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
        (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    ]
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 5)):
        constant = getattr(socket, name, None)  # not on every platform
        if constant is not None:
            options.append((socket.IPPROTO_TCP, constant, value))
    return options


class Message:
    """A request as httpcore's connections read it, without the checks of its own class."""

    __slots__ = ("extensions", "headers", "method", "stream", "url")

    def __init__(
        self, request: Request, url: Any, host: bytes, deadline: Deadline, stream: Any
    ) -> None:
        self.method = request.method.encode("ascii")
        self.url = url
        self.headers = [(b"Host", host)]
        for name, value in request.headers.items():
            self.headers.append((name.encode("ascii"), value.encode("latin-1")))
        self.stream = stream
        # The deadline travels in place of the numbers of seconds.
        self.extensions = {
            "timeout": {"connect": deadline, "read": deadline, "write": deadline, "pool": deadline}
        }


@lru_cache(maxsize=512)  # a client calls few URLs, and each many times
def split(name: str, url: str) -> tuple[str, str, int, bytes, Any]:
    """Return the scheme, host and port of a URL, its `Host` header, and it as httpcore has it."""
    parts = urlsplit(url)
    try:
        host = parts.hostname or ""
        if not host.isascii() or len(host) > _LABEL:
            host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Failure("connect", "the host name is not valid", sent=False) from None
    port = parts.port or _PORTS[parts.scheme]
    shown = None if port == _PORTS[parts.scheme] else port
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    netloc = f"[{host}]" if ":" in host else host
    if shown is not None:
        netloc = f"{netloc}:{shown}"
    made = library(name).core.URL(
        scheme=parts.scheme.encode(), host=host.encode("ascii"), port=shown, target=_ascii(target)
    )
    return parts.scheme, host, port, netloc.encode("ascii"), made


def core_request(
    library: Library, request: Request, deadline: Deadline, stream: Any
) -> tuple[Origin, Message]:
    """Translate a request."""
    scheme, host, port, netloc, url = split(library.name, request.url)
    message = Message(request, url, netloc, deadline, stream)
    return (scheme, host, port, request.addresses), message


def _ascii(target: str) -> bytes:
    return (target if target.isascii() else quote(target, safe=string.punctuation)).encode()


def reusable(connection: Any) -> bool:
    """Return whether a connection can serve another request.

    Bytes that follow an answer would be read as the answer to the next request: httpcore keeps
    them, and has no public way to ask for them.
    """
    state = getattr(getattr(connection, "_connection", None), "_h11_state", None)
    return connection.is_idle() and (state is None or not state.trailing_data[0])


def body_of(library: Library, connection: Any) -> tuple[Body | None, Any]:
    """Return the body that a connection receives, and its socket; None for a proxy's pool."""
    inner = getattr(connection, "_connection", None)
    state = getattr(inner, "_h11_state", None)
    network = getattr(inner, "_network_stream", None)
    if state is None or network is None:
        return None, None
    return Body(library.h11, state), network


# Of longer reads, the chunks of a stream live so long that the garbage collector looks at them.
_READ = 32 * 1024


def lower(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return headers with lower-case names; values of one name are joined by commas."""
    result: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        text = value.decode("latin-1")
        result[key] = f"{result[key]}, {text}" if key in result else text
    return result


# Blocking --------------------------------------------------------------------------------------


class _Stream:
    """A socket that asks the deadline before each operation.

    Small writes wait for the next one, or for a read: the head of a request and a short body leave
    in one packet, with one system call.
    """

    def __init__(self, inner: Any, write_error: type[Exception]) -> None:
        self._inner = inner
        self._write_error = write_error
        self._waiting = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._waiting:
            # A server may answer and close before it has read everything: its answer counts.
            with suppress(self._write_error):
                self._flush(timeout)
        data: bytes
        if not isinstance(timeout, Deadline):
            data = self._inner.read(max_bytes, timeout)
            return data
        timeout.reading()
        data = self._inner.read(max_bytes, timeout.seconds())
        timeout.arrived(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._waiting += buffer
        if len(self._waiting) > SMALL:
            self._flush(timeout)

    def _flush(self, timeout: float | None) -> None:
        waiting, self._waiting = self._waiting, b""
        # A server that reads slowly takes many small parts, and each may last for all of the time.
        for start in range(0, len(waiting), _PART):
            self._inner.write(waiting[start : start + _PART], seconds(timeout))
            if isinstance(timeout, Deadline):
                timeout.moved()

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> _Stream:
        limit = seconds(timeout, connecting=True)
        inner = self._inner.start_tls(ssl_context, server_hostname, limit)
        return _Stream(inner, self._write_error)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend:
    """Opens connections: to a host, or to one of some addresses, whatever the host is."""

    def __init__(self, core: ModuleType, addresses: tuple[str, ...] = ()) -> None:
        self._core = core
        self._inner = core.SyncBackend()
        self._addresses = addresses

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        *others, last = self._addresses or (host,)
        for address in others:
            with suppress(self._core.ConnectError, self._core.ConnectTimeout):
                return self._connect(address, port, timeout, local_address, socket_options)
        return self._connect(last, port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        # Not by httpcore, which does not close a socket that it could not connect.
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            found.settimeout(seconds(timeout, connecting=True))
            found.connect(path)
        except OSError as error:
            found.close()
            late = isinstance(error, TimeoutError)
            raise (self._core.ConnectTimeout if late else self._core.ConnectError)(
                str(error)
            ) from error
        return _Stream(_Unix(self._core, found), self._core.WriteError)

    def _connect(
        self,
        host: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[Any] | None,
    ) -> _Stream:
        limit = seconds(timeout, connecting=True)
        inner = self._inner.connect_tcp(host, port, limit, local_address, socket_options)
        return _Stream(inner, self._core.WriteError)


class _Unix:
    """A socket of this machine, as httpcore's blocking backend has those of a network."""

    def __init__(self, core: ModuleType, found: socket.socket) -> None:
        self._core = core
        self._socket = found

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(timeout)
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise self._core.ReadTimeout(str(error)) from error
        except OSError as error:
            raise self._core.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._socket.settimeout(timeout)
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise self._core.WriteTimeout(str(error)) from error
        except OSError as error:
            raise self._core.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: float | None
    ) -> _Unix:
        try:
            self._socket.settimeout(timeout)
            wrapped = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except OSError as error:
            self.close()
            raise self._core.ConnectError(str(error)) from error
        return _Unix(self._core, wrapped)

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            # Nothing may arrive between answers, so either is the end of this connection.
            poll = select.poll()
            poll.register(self._socket, select.POLLIN)
            return bool(poll.poll(0))
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        return self._socket if info == "socket" else None


class HttpxReply:
    """An open answer of the blocking engine."""

    def __init__(
        self,
        engine: HttpxEngine,
        origin: Origin,
        connection: Any,
        response: Any,
        deadline: Deadline,
    ) -> None:
        self._engine = engine
        self._origin = origin
        self._connection = connection
        self._response = response
        self._deadline = deadline
        self._body, self._network = body_of(engine.library, connection)
        self._blocks: Iterator[bytes] = iter(())
        if self._body is None:
            self._blocks = iter(response.iter_stream())
        self._open = True
        self.status = response.status
        self.headers = lower(response.headers)

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        body = self._body
        try:
            if body is None:
                return next(self._blocks, b"")
            while not (data := body.take()) and not body.ended:
                body.give(self._network.read(_READ, self._deadline))
            return data
        except Failure:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise self._engine.library.failure(error, sent=True, reused=False) from error

    def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        if self._open:
            self._open = False
            try:
                self._response.close()
            finally:
                self._engine.give_back(self._origin, self._connection)

    def __del__(self) -> None:
        self.close()


class HttpxEngine:
    """Sends requests over httpcore connections, for any number of threads."""

    def __init__(self, config: Config, name: str = "httpx", room: Room | None = None) -> None:
        self.library = library(name)
        self._config = config
        self._free: dict[Origin, deque[Any]] = {}
        self._proxies: dict[str, Any] = {}
        self._room = room or Room(config.limits.max_connections)
        self._options = keep_alive_options()
        self._process = os.getpid()

    def open(self, request: Request, deadline: Deadline) -> HttpxReply:
        """Send a request and wait for the head of its answer."""
        content = request.content
        stream = _Blocks((content,)) if isinstance(content, bytes) else _Blocks(content)
        origin, message = core_request(self.library, request, deadline, stream)
        connection, reused = self._take(origin, deadline)
        deadline.head = HEAD_BYTES
        try:
            response = connection.handle_request(message)
        except BaseException as error:
            self._discard(connection)
            if isinstance(error, self.library.errors):
                raise self.library.failure(error, sent=True, reused=reused) from error
            raise
        deadline.head = None
        return HttpxReply(self, origin, connection, response, deadline)

    def close(self) -> None:
        """Close all connections."""
        free, self._free = self._free, {}
        for connections in free.values():
            for connection in connections:
                connection.close()
        for proxy in self._proxies.values():
            proxy.close()
        self._proxies.clear()

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        self.close()

    def _take(self, origin: Origin, deadline: Deadline) -> tuple[Any, bool]:
        if self._process != os.getpid():
            # A forked child must not speak on its parent's connections.
            self._free, self._process = {}, os.getpid()
        self._room.enter(deadline)
        try:
            idle = self._free.get(origin)
            while idle:
                try:
                    connection = idle.pop()  # the latest, which is the least likely to be stale
                except IndexError:  # another thread took it
                    break
                if connection.is_idle() and not connection.has_expired():
                    return connection, True
                connection.close()
            return self._connection(origin), False
        except BaseException:
            self._room.leave()
            raise

    def _connection(self, origin: Origin) -> Any:
        scheme, host, port, addresses = origin
        path = unix_socket(self._config, origin)
        proxy = None if addresses or path else proxy_for(self._config, scheme, host)
        if proxy is not None:
            return self._through(proxy)
        core = self.library.core
        return core.HTTPConnection(
            core.Origin(scheme.encode(), host.encode("ascii"), port),
            ssl_context=context_for(self.library, self._config) if scheme == "https" else None,
            keepalive_expiry=self._config.limits.keepalive,
            network_backend=_Backend(core, addresses),
            socket_options=self._options,
            uds=path,
        )

    def _through(self, proxy: str) -> Any:
        if proxy not in self._proxies:
            self._proxies[proxy] = proxy_pool(
                self.library, proxy, self._config, self._options, _Backend(self.library.core)
            )
        return self._proxies[proxy]

    def give_back(self, origin: Origin, connection: Any) -> None:
        """Take a connection back after an answer."""
        if connection in self._proxies.values():
            self._room.leave()
        elif reusable(connection) and not origin[3] and self._process == os.getpid():
            self._free.setdefault(origin, deque()).append(connection)
            self._room.leave()
        else:
            self._discard(connection)

    def _discard(self, connection: Any) -> None:
        if connection not in self._proxies.values():
            connection.close()
        self._room.leave()


class _Blocks:
    """A body for the blocking engine."""

    def __init__(self, content: Content | tuple[bytes, ...]) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)


# For asyncio -----------------------------------------------------------------------------------


def abort(holder: Any) -> None:
    """Close the socket of a connection or of an answer, without awaiting."""
    extensions = getattr(holder, "extensions", None)
    if extensions is not None:
        stream = extensions.get("network_stream")
    else:
        # httpcore has no public way to a connection's socket.
        stream = getattr(getattr(holder, "_connection", None), "_network_stream", None)
    if isinstance(stream, _Abortable):
        stream.abort()


@runtime_checkable
class _Abortable(Protocol):
    def abort(self) -> None: ...


class _AsyncPinned:
    """Connects to one of some addresses, whatever the host is."""

    def __init__(self, inner: AsyncioBackend, addresses: tuple[str, ...]) -> None:
        self._inner = inner
        self._addresses = addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncioStream:
        core = self._inner.core
        *others, last = self._addresses
        for address in others:
            with suppress(core.ConnectError, core.ConnectTimeout):
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
        return await self._inner.connect_tcp(last, port, timeout, local_address, socket_options)


class HttpxAsyncReply:
    """An open answer of the asyncio engine."""

    def __init__(
        self,
        pool: _LoopPool,
        origin: Origin,
        connection: Any,
        response: Any,
        deadline: Deadline,
    ) -> None:
        self._pool = pool
        self._library = pool.library
        self._origin = origin
        self._connection = connection
        self._response = response
        self._deadline = deadline
        self._body, self._network = body_of(pool.library, connection)
        if self._body is None:
            self._blocks: AsyncIterator[bytes] = response.aiter_stream().__aiter__()
        self._open = True
        self.status = response.status
        self.headers = lower(response.headers)

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        body = self._body
        try:
            if body is None:
                return await self._blocks.__anext__()
            while not (data := body.take()) and not body.ended:
                body.give(await self._network.read(_READ, self._deadline))
            return data
        except StopAsyncIteration:
            return b""
        except self._library.errors as error:
            await self.close()
            raise self._library.failure(error, sent=True, reused=False) from error
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        if self._open:
            self._open = False
            try:
                await self._response.aclose()
            finally:
                await self._pool.give_back(self._origin, self._connection)

    def __del__(self) -> None:
        # Nobody holds the answer any more, so nobody can await its end.
        if self._open:
            self._open = False
            abort(self._response)
            self._pool.forget()


class _LoopPool:
    """The connections of one event loop; a socket of one loop is of no use in another."""

    def __init__(
        self, library: Library, config: Config, options: list[tuple[int, int, int]], room: AsyncRoom
    ) -> None:
        import asyncio

        from .asyncio_net import AsyncioBackend

        self.library = library
        self._config = config
        self._options = options
        self._backend = AsyncioBackend(library.core)
        self._loop = asyncio.get_running_loop()
        self._guard: AsyncGenerator[None, None] | None = None
        self.free: dict[Origin, deque[Any]] = {}
        self.proxies: dict[str, Any] = {}
        self._rooms = room
        self.room = room.of(self._loop)

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
        free, self.free = self.free, {}
        for connections in free.values():
            for connection in connections:
                abort(connection)

    async def take(self, origin: Origin, deadline: Deadline) -> tuple[Any, bool]:
        """Return a connection, and whether it has served before."""
        await self._rooms.enter(deadline)
        try:
            idle = self.free.get(origin)
            while idle:
                connection = idle.pop()
                if connection.is_idle() and not connection.has_expired():
                    return connection, True
                await connection.aclose()
            return self._connection(origin), False
        except BaseException:
            self.room.release()
            raise

    def _connection(self, origin: Origin) -> Any:
        scheme, host, port, addresses = origin
        path = unix_socket(self._config, origin)
        proxy = None if addresses or path else proxy_for(self._config, scheme, host)
        if proxy is not None:
            if proxy not in self.proxies:
                self.proxies[proxy] = proxy_pool(
                    self.library, proxy, self._config, self._options, self._backend, prefix="Async"
                )
            return self.proxies[proxy]
        core = self.library.core
        return core.AsyncHTTPConnection(
            core.Origin(scheme.encode(), host.encode("ascii"), port),
            ssl_context=context_for(self.library, self._config) if scheme == "https" else None,
            keepalive_expiry=self._config.limits.keepalive,
            network_backend=_AsyncPinned(self._backend, addresses) if addresses else self._backend,
            socket_options=self._options,
            uds=path,
        )

    async def give_back(self, origin: Origin, connection: Any) -> None:
        """Take a connection back after an answer."""
        if connection in self.proxies.values():
            self.room.release()
        elif reusable(connection) and not origin[3]:
            self.free.setdefault(origin, deque()).append(connection)
            self.room.release()
        else:
            await self.discard(connection)

    def forget(self) -> None:
        """Make room for another connection, from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.room.release)

    async def discard(self, connection: Any) -> None:
        """Close a connection that cannot serve another request."""
        try:
            if connection not in self.proxies.values():
                await connection.aclose()
        finally:
            self.room.release()

    async def close(self) -> None:
        """Close all connections."""
        free, self.free = self.free, {}
        for connections in free.values():
            for connection in connections:
                await connection.aclose()
        for proxy in self.proxies.values():
            await proxy.aclose()
        self.proxies.clear()


class HttpxAsyncEngine:
    """Sends requests over httpcore connections, in any number of event loops, one after another."""

    def __init__(self, config: Config, name: str = "httpx", room: AsyncRoom | None = None) -> None:
        self.library = library(name)
        self._config = config
        self._room = room or AsyncRoom(config.limits.max_connections)
        self._options = keep_alive_options()
        self._pools: dict[asyncio.AbstractEventLoop, _LoopPool] = {}

    async def open(self, request: Request, deadline: Deadline) -> HttpxAsyncReply:
        """Send a request and wait for the head of its answer."""
        pool = await self._pool()
        content = request.content
        stream = _AsyncBytes(content) if isinstance(content, bytes) else _AsyncBlocks(content)
        origin, message = core_request(self.library, request, deadline, stream)
        connection, reused = await pool.take(origin, deadline)
        deadline.head = HEAD_BYTES
        try:
            response = await connection.handle_async_request(message)
        except BaseException as error:
            await pool.discard(connection)
            if isinstance(error, self.library.errors):
                raise self.library.failure(error, sent=True, reused=reused) from error
            raise
        deadline.head = None
        return HttpxAsyncReply(pool, origin, connection, response, deadline)

    async def close(self) -> None:
        """Close all connections."""
        pools, self._pools = self._pools, {}
        for loop, pool in pools.items():
            if not loop.is_closed():
                await pool.close()

    async def _pool(self) -> _LoopPool:
        import asyncio

        loop = asyncio.get_running_loop()
        pool = self._pools.get(loop)
        if pool is None:
            # Sockets of a closed loop are closed already, or can only be dropped.
            for old in [old for old in self._pools if old.is_closed()]:
                self._pools.pop(old).abort()
            pool = self._pools[loop] = _LoopPool(
                self.library, self._config, self._options, self._room
            )
            await pool.start()
        return pool

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for pool in self._pools.values():
            pool.abort()


class _AsyncBytes:
    """A body of one piece for the asyncio engine."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content


class _AsyncBlocks:
    """A body for the asyncio engine; files are read in a thread, so that the loop stays free."""

    def __init__(self, content: Content) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        import asyncio

        blocks = iter(self._content)
        while block := await asyncio.to_thread(next, blocks, b""):
            yield block


# What the configuration asks of a connection ---------------------------------------------------


def context_for(library: Library, config: Config) -> ssl.SSLContext:
    """Return the TLS context of a client: its own, or the process's."""
    return config.ssl_context or library.tls_context


def unix_socket(config: Config, origin: Origin) -> str | None:
    """Return the socket that the client's server is reached by, if an origin is that server."""
    address = config.model if config.base_url is None else config.base_url
    if config.unix_socket is None or address is None or origin[:3] != origin_of(address):
        return None
    return config.unix_socket


def proxy_pool(
    library: Library, url: str, config: Config, options: Any, backend: Any, prefix: str = ""
) -> Any:
    """Return httpcore's own pool for a proxy."""
    # Userinfo, ports and schemes of proxy URLs are httpx's to read.
    proxy = library.http.Proxy(url)
    arguments: dict[str, Any] = {
        "proxy_url": library.core.URL(
            scheme=proxy.url.raw_scheme,
            host=proxy.url.raw_host,
            port=proxy.url.port,
            target=proxy.url.raw_path,
        ),
        "proxy_auth": proxy.raw_auth,
        "ssl_context": context_for(library, config),
        "max_connections": config.limits.max_connections,
        "keepalive_expiry": config.limits.keepalive,
        "network_backend": backend,
    }
    kind = "HTTPProxy"
    if proxy.url.scheme.startswith("socks"):
        kind = "SOCKSProxy"
    else:
        arguments["proxy_headers"] = proxy.headers.raw
        arguments["socket_options"] = options
    return getattr(library.core, prefix + kind)(**arguments)
