"""Requests through a proxy: tunnels, SOCKS and its credentials are the work of httpcore's pools."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from .config import Timeout
from .deadline import HEAD_BYTES, Deadline, seconds
from .http1 import check, lower
from .sockets import PART, SMALL
from .wire import Failure, Request

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable
    from types import ModuleType

    from .asyncio_net import AsyncioStream
    from .config import Config
    from .engine_httpx import Library, Place

__all__ = ["AsyncProxy", "Proxy"]


# What both kinds share -------------------------------------------------------------------------


def _pool(
    library: Library, url: str, config: Config, options: Any, backend: Any, prefix: str = ""
) -> Any:
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
        "ssl_context": library.context(config),
        "max_connections": sys.maxsize,  # our own room is the limit
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


class _Message:
    """A request as httpcore's pools read it, without the checks of its own class."""

    __slots__ = ("extensions", "headers", "method", "stream", "url")

    def __init__(
        self, core: ModuleType, request: Request, place: Place, deadline: Deadline, stream: Any
    ) -> None:
        check(request)
        self.method = request.method.encode("ascii")
        self.url = core.URL(
            scheme=place.scheme.encode(),
            host=place.host.encode("ascii"),
            port=place.shown_port,
            target=place.target.encode(),
        )
        self.headers = [
            (name.encode("ascii"), value.encode("latin-1"))
            for name, value in {"Host": place.name, **request.headers}.items()
            if name != "Host" or "host" not in request.headers
        ]
        self.stream = stream
        # The deadline travels in place of the numbers of seconds.
        self.extensions = {
            "timeout": {"connect": deadline, "read": deadline, "write": deadline, "pool": 0.0}
        }


def _broken(pool: Any) -> Iterator[Any]:
    """Yield the tunnels of a pool in which TLS has failed, which it would keep for ever.

    httpcore has no public way to a connection's socket.
    """
    for connection in list(pool.connections):
        inner = connection
        while (below := getattr(inner, "_connection", None)) is not None:
            inner = below
        if getattr(getattr(inner, "_network_stream", None), "broken", False):
            yield connection


class _Errors:
    """Translates httpcore's exceptions, and ours to them."""

    def __init__(self, core: ModuleType) -> None:
        self.all: tuple[type[Exception], ...] = (
            core.TimeoutException,
            core.NetworkError,
            core.ProtocolError,
            core.ProxyError,
            core.UnsupportedProtocol,
            core.ConnectionNotAvailable,
        )
        self._kinds: tuple[tuple[type[Exception], str], ...] = (
            (core.ConnectTimeout, "connect"),
            (core.TimeoutException, "timeout"),
            (core.ConnectError, "connect"),
            (core.ProxyError, "connect"),
            (core.RemoteProtocolError, "closed"),
            (core.NetworkError, "closed"),
        )
        self._core = core

    def failure(self, error: Exception) -> Failure:
        """Return the failure for an exception."""
        words = str(error)
        kind = next((kind for cls, kind in self._kinds if isinstance(error, cls)), "protocol")
        if (
            isinstance(error, self._core.RemoteProtocolError)
            and "disconnected" not in words
            and ("without" not in words and "incomplete" not in words)
        ):
            kind = "protocol"
        return Failure(kind, words or type(error).__name__, sent=kind != "connect")

    @contextmanager
    def translated(self, work: str) -> Generator[None, None, None]:
        """Raise httpcore's exception for a failure.

        Args:
            work: `Connect`, `Read` or `Write`.
        """
        try:
            yield
        except Failure as failure:
            name = f"{work}{'Timeout' if failure.kind == 'timeout' else 'Error'}"
            raise getattr(self._core, name)(failure.reason) from failure


# Blocking --------------------------------------------------------------------------------------


class Proxy:
    """Sends requests through one proxy, blocking."""

    def __init__(self, library: Library, url: str, config: Config, options: Any) -> None:
        self._core = library.core
        self._errors = _Errors(library.core)
        self._pool = _pool(library, url, config, options, _Backend(library.core))

    def open(
        self, request: Request, place: Place, deadline: Deadline, leave: Callable[[], None]
    ) -> _Reply:
        """Send a request and wait for the head of its answer.

        Args:
            request: The request.
            place: Where it goes.
            deadline: When to give up.
            leave: Called at the end of the answer.
        """
        content = request.content
        stream = _Blocks((content,) if isinstance(content, bytes) else content)
        deadline.head = HEAD_BYTES
        try:
            message = _Message(self._core, request, place, deadline, stream)
            response = self._pool.handle_request(message)
        except BaseException as error:
            for connection in _broken(self._pool):
                connection.close()
            if isinstance(error, self._errors.all):
                raise self._errors.failure(error) from error
            raise
        deadline.head = None
        return _Reply(self._errors, response, leave)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Reply:
    """An open answer."""

    def __init__(self, errors: _Errors, response: Any, leave: Callable[[], None]) -> None:
        self._errors = errors
        self._response = response
        self._blocks = iter(response.iter_stream())
        self._leave: Callable[[], None] | None = leave
        self.status = response.status
        self.headers = lower(response.headers)

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        try:
            return next(self._blocks, b"")
        except self._errors.all as error:
            self.close()
            raise self._errors.failure(error) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the answer."""
        leave, self._leave = self._leave, None
        if leave is not None:
            try:
                self._response.close()
            finally:
                leave()

    def __del__(self) -> None:
        self.close()


class _Blocks:
    """A body, as httpcore wants it: no iterator, but what has one."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)


class _Backend:
    """Opens connections that ask the deadline."""

    def __init__(self, core: ModuleType) -> None:
        self._core = core
        self._inner = core.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        limit = seconds(timeout, connecting=True)
        inner = self._inner.connect_tcp(host, port, limit, local_address, socket_options)
        return _Stream(inner, self._core.WriteError)


class _Stream:
    """A socket that asks the deadline before each operation.

    Small writes wait for the next one, or for a read: the head of a request and a short body leave
    in one packet, with one system call.
    """

    def __init__(self, inner: Any, write_error: type[Exception]) -> None:
        self._inner = inner
        self._write_error = write_error
        self._waiting = b""
        self.broken = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._waiting:
            # A server may answer and close before it has read everything: its answer counts.
            with suppress(self._write_error):
                self._flush(timeout)
        data: bytes
        if not isinstance(timeout, Deadline):
            data = self._inner.read(max_bytes, timeout)
            return data
        data = self._inner.read(max_bytes, timeout.reading())
        timeout.arrived(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._waiting += buffer
        if len(self._waiting) > SMALL:
            self._flush(timeout)

    def _flush(self, timeout: float | None) -> None:
        waiting, self._waiting = self._waiting, b""
        # A server that reads slowly takes many small parts, and each may last for all of the time.
        for start in range(0, len(waiting), PART):
            self._inner.write(waiting[start : start + PART], seconds(timeout))
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
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, limit)
        except BaseException:
            self.broken = True
            raise
        return _Stream(inner, self._write_error)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


# For asyncio -----------------------------------------------------------------------------------


class AsyncProxy:
    """Sends requests through one proxy, with asyncio."""

    def __init__(self, library: Library, url: str, config: Config, options: Any) -> None:
        self._core = library.core
        self._errors = _Errors(library.core)
        backend = _AsyncBackend(self._errors)
        self._pool = _pool(library, url, config, options, backend, prefix="Async")

    async def open(
        self,
        request: Request,
        place: Place,
        deadline: Deadline,
        leave: Callable[[], None],
        forget: Callable[[], None],
    ) -> _AsyncReply:
        """Send a request and wait for the head of its answer.

        Args:
            request: The request.
            place: Where it goes.
            deadline: When to give up.
            leave: Called at the end of the answer.
            forget: Called instead, from any thread, if nobody holds the answer any more.
        """
        content = request.content
        stream = _AsyncBlocks((content,) if isinstance(content, bytes) else content)
        deadline.head = HEAD_BYTES
        try:
            message = _Message(self._core, request, place, deadline, stream)
            response = await self._pool.handle_async_request(message)
        except BaseException as error:
            for connection in _broken(self._pool):
                await connection.aclose()
            if isinstance(error, self._errors.all):
                raise self._errors.failure(error) from error
            raise
        deadline.head = None
        return _AsyncReply(self._errors, response, leave, forget)

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _AsyncReply:
    """An open answer."""

    def __init__(
        self,
        errors: _Errors,
        response: Any,
        leave: Callable[[], None],
        forget: Callable[[], None],
    ) -> None:
        self._errors = errors
        self._response = response
        self._blocks: AsyncIterator[bytes] = response.aiter_stream().__aiter__()
        self._leave: Callable[[], None] | None = leave
        self._forget = forget
        self.status = response.status
        self.headers = lower(response.headers)

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        try:
            return await self._blocks.__anext__()
        except StopAsyncIteration:
            return b""
        except self._errors.all as error:
            await self.close()
            raise self._errors.failure(error) from error
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End the answer."""
        leave, self._leave = self._leave, None
        if leave is not None:
            try:
                await self._response.aclose()
            finally:
                leave()

    def __del__(self) -> None:
        # Nobody holds the answer any more, so nobody can await its end.
        if self._leave is not None:
            self._leave = None
            stream = self._response.extensions.get("network_stream")
            abort = getattr(stream, "abort", None)
            if abort is not None:
                abort()
            self._forget()


class _AsyncBlocks:
    """A body for httpcore; files are read in a thread, so that the loop stays free."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self._content, tuple):
            for block in self._content:
                yield block
            return
        import asyncio

        blocks = iter(self._content)
        while block := await asyncio.to_thread(next, blocks, b""):
            yield block


class _AsyncBackend:
    """Opens connections in the running event loop, as httpcore asks for them."""

    def __init__(self, errors: _Errors) -> None:
        self._errors = errors

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _AsyncStream:
        from .asyncio_net import connect

        with self._errors.translated("Connect"):
            made = await connect((host,), port, timeout, socket_options or ())
        return _AsyncStream(made, self._errors)


class _AsyncStream:
    """A connection of asyncio, as httpcore knows it.

    Small writes wait for the next one, or for a read: the head of a request and a short body leave
    in one packet, with one system call.
    """

    def __init__(self, inner: AsyncioStream, errors: _Errors) -> None:
        self._inner = inner
        self._errors = errors
        self._waiting = b""
        self.broken = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._waiting:
            # A server may answer and close before it has read everything: its answer counts.
            with suppress(Failure):
                await self._flush(timeout)
        with self._errors.translated("Read"):
            return await self._inner.read(max_bytes, _deadline(timeout))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._waiting += buffer
        if len(self._waiting) > SMALL:
            with self._errors.translated("Write"):
                await self._flush(timeout)

    async def _flush(self, timeout: float | None) -> None:
        waiting, self._waiting = self._waiting, b""
        await self._inner.write(waiting, _deadline(timeout))

    async def aclose(self) -> None:
        self._inner.abort()

    def abort(self) -> None:
        self._inner.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> _AsyncStream:
        try:
            with self._errors.translated("Connect"):
                made = await self._inner.with_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            self.broken = True
            raise
        return _AsyncStream(made, self._errors)

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._inner.readable()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._inner.get_extra_info(names.get(info, info))


def _deadline(timeout: Any) -> Deadline:
    """Return the deadline that travels in place of a number; a number is a limit of its own."""
    return timeout if isinstance(timeout, Deadline) else Deadline(Timeout(idle=timeout))
