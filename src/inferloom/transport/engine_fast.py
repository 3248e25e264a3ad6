"""The engine on pyreqwest, which does HTTP in native code.

It sends what is small and answered in one piece, which is where native code pays. Everything else
goes over httpx's connections: streams, since a native read-ahead that does not hold the first token
back costs as much per chunk as httpx does; files, whose time to upload has no limit of its own;
downloads from addresses that were looked up beforehand; and all calls of a forked process, in which
the native threads do not exist.
"""

from __future__ import annotations

import os
import re
import threading
from concurrent.futures import Future
from datetime import timedelta
from functools import cache, cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..config import Config
from .connection_limit import AsyncRoom, Room
from .deadline import Deadline
from .engine import Request
from .failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .engine import AsyncReply, Reply
    from .native import HttpxAsyncEngine, HttpxEngine

__all__ = ["FastAsyncEngine", "FastEngine"]


def _loaded(*names: str) -> list[Any]:
    """Load native modules by name: type checkers of those who have none read this file as well.

    The library crashes the process when it is used after the thread that loaded it has ended, so a
    thread that lasts does that.
    """
    if threading.current_thread() is threading.main_thread():
        return [import_module(name) for name in names]
    modules: Future[list[Any]] = Future()

    def load() -> None:
        try:
            modules.set_result([import_module(name) for name in names])
        except BaseException as error:
            modules.set_exception(error)
        else:
            threading.Event().wait()

    threading.Thread(target=load, name="inferloom-native", daemon=True).start()
    return modules.result()


_library, _errors = _loaded("pyreqwest.client", "pyreqwest.exceptions")
PyreqwestError: type[Exception] = _errors.PyreqwestError

_HOME = os.getpid()  # the native threads of this process are not in its forked children

# Whether by TLS, the seconds to connect, and the longest silence.
_Kind = tuple[bool, float | None, float | None]


# What both kinds share -------------------------------------------------------------------------


def native(request: Request) -> bool:
    """Return whether a request is one for native code."""
    return type(request.content) is bytes and not request.stream and not request.addresses


def kind(request: Request, deadline: Deadline, usual: float | None) -> _Kind:
    """Return what a request asks that belongs to a native client, not to a request."""
    left, idle = deadline.remaining(), deadline.idle
    # A silence that may last as long as the whole needs no clock of its own, so that calls with
    # limits of their own share the connections of the others.
    if left is not None and (idle is None or left <= idle) and (usual is None or left <= usual):
        idle = usual
    return request.url.startswith("https"), deadline.connect, idle


def configured(builder: Any, config: Config, kind: _Kind) -> Any:
    """Return a native client that does nothing but send: all else is our policy's work."""
    secure, connect, idle = kind
    builder = (
        builder.gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .follow_redirects(False)
        .referer(False)
        .no_proxy()
        .tcp_nodelay(True)
        .tcp_keepalive(timedelta(seconds=60))
        .tcp_keepalive_interval(timedelta(seconds=30))
        .tcp_keepalive_retries(5)
        .http1_allow_obsolete_multiline_headers_in_responses(True)
        .pool_max_idle_per_host(config.limits.max_connections)
        .pool_idle_timeout(timedelta(seconds=config.limits.keepalive))
    )
    for certificate in authorities() if secure else ():  # 10 ms
        builder = builder.add_root_certificate_pem(certificate)
    if connect is not None:
        builder = builder.connect_timeout(timedelta(seconds=connect))
    if idle is not None:
        builder = builder.read_timeout(timedelta(seconds=idle))
    return builder.build()


@cache
def authorities() -> tuple[bytes, ...]:
    """Return the certificates in the file that the environment names, as OpenSSL reads it."""
    path = os.environ.get("SSL_CERT_FILE")
    if not path:
        return ()
    try:
        with open(path, "rb") as file:
            return tuple(_CERTIFICATE.findall(file.read()))
    except OSError as error:
        from .tls import unusable

        raise unusable(error) from error


_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.DOTALL)


def message(client: Any, request: Request, deadline: Deadline) -> Any:
    """Translate a request; its answer will be read in pieces, so that its size can be limited."""
    builder = client.request(request.method, request.url).headers(request.headers)
    left = deadline.remaining()
    if left is not None:
        # Until the last byte of the body, and kept by the native clock.
        builder = builder.timeout(timedelta(seconds=max(left, 0.001)))
    if request.content:
        builder = builder.body_bytes(request.content)
    # Without a read-ahead: an error in the body would take the place of the status.
    return builder.streamed_read_buffer_limit(1).build_streamed()


def failure(error: Exception, request: Request | None = None) -> Failure:
    """Translate an exception. What happened is told by its causes, not by its type.

    The native pool does not say whether a connection had served before. Of a request that changes
    nothing it is assumed, so that one that had gone stale is not the caller's matter.
    """
    details: Any = getattr(error, "details", None) or {}
    causes = [cause["message"] for cause in details.get("causes") or ()]
    # The URL is left out: its query may be a secret.
    told = [cause for cause in causes if not cause.startswith("error sending request")]
    words = told[-1] if told else str(getattr(error, "message", error))
    if "client error (Connect)" in causes:
        return Failure("connect", words, sent=False)
    if isinstance(error, _errors.RequestTimeoutError):
        return Failure("timeout", words)
    lost = any(sign in words for sign in _CLOSED)
    reused = request is not None and request.method == "GET"
    return Failure("closed" if lost else "protocol", words, reused=reused)


_CLOSED = ("closed", "reset by peer", "end of file", "Broken pipe", "os error", "unexpected EOF")


def lower(headers: Any) -> Mapping[str, str]:
    """Return headers as a mapping; values of one name are joined by commas."""
    result: dict[str, str] = {}
    try:
        for name, value in headers.items():
            result[name] = f"{result[name]}, {value}" if name in result else value
    except ValueError:
        # One of them is not UTF-8, which the native library does not show.
        for name in headers:
            try:
                result[name] = ", ".join(headers.getall(name))
            except ValueError:
                continue
    return result


# Blocking --------------------------------------------------------------------------------------


class FastReply:
    """An open answer of the blocking engine."""

    def __init__(self, message: Any, response: Any, leave: Callable[[], None]) -> None:
        self._message = message
        self._read = response.body_reader.read_chunk
        self._leave: Callable[[], None] | None = leave
        self.status: int = response.status
        self.headers = lower(response.headers)

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        try:
            block = self._read()
        except PyreqwestError as error:
            raise failure(error) from error
        return b"" if block is None else bytes(block)

    def close(self) -> None:
        """End the answer; its connection serves again if it was read to the end."""
        leave, self._leave = self._leave, None
        if leave is not None:
            try:
                self._message.__exit__(None, None, None)
            finally:
                leave()


class FastEngine:
    """Sends requests by native code, for any number of threads."""

    def __init__(self, config: Config, name: str = "fast") -> None:
        self._config = config
        self._room = Room(config.limits.max_connections)
        self._clients: dict[_Kind, Any] = {}

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        if not native(request) or os.getpid() != _HOME:
            return self._other.open(request, deadline)
        leave = partial(self._room.leave, self._room.enter(deadline))
        try:
            built = message(self._client(request, deadline), request, deadline)
            return FastReply(built, built.__enter__(), leave)
        except PyreqwestError as error:
            leave()
            raise failure(error, request) from error
        except BaseException:
            leave()
            raise

    @cached_property
    def _other(self) -> HttpxEngine:
        # Loaded when it is needed: few programs mix both.
        from .native import HttpxEngine

        return HttpxEngine(self._config, room=self._room)

    def _client(self, request: Request, deadline: Deadline) -> Any:
        key = kind(request, deadline, self._config.timeout.idle)
        client = self._clients.get(key)
        if client is None:
            made = configured(_library.SyncClientBuilder(), self._config, key)
            client = self._clients.setdefault(key, made)  # another thread may be first
        return client

    def close(self) -> None:
        """Close all connections."""
        clients, self._clients = self._clients, {}
        if os.getpid() == _HOME:
            for client in clients.values():
                client.close()
        if "_other" in self.__dict__:
            self._other.close()


# For asyncio -----------------------------------------------------------------------------------


async def awaited(work: Any, undo: Callable[[], Any] | None = None) -> Any:
    """Await something native, which forgets a cancellation that comes with its result.

    Args:
        work: What to await.
        undo: What to await if there is a result and nobody to have it.
    """
    import asyncio

    task: Any = asyncio.current_task()
    asked = task.cancelling()
    result = await work
    if task.cancelling() > asked:
        if undo is not None:
            await undo()
        raise asyncio.CancelledError
    return result


class FastAsyncReply:
    """An open answer of the asyncio engine."""

    def __init__(self, message: Any, response: Any, leave: Callable[[], None]) -> None:
        self._message = message
        self._read = response.body_reader.read_chunk
        self._leave: Callable[[], None] | None = leave
        self.status: int = response.status
        self.headers = lower(response.headers)

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        try:
            block = await awaited(self._read())
        except PyreqwestError as error:
            raise failure(error) from error
        return b"" if block is None else bytes(block)

    async def close(self) -> None:
        """End the answer; its connection serves again if it was read to the end."""
        leave, self._leave = self._leave, None
        if leave is not None:
            try:
                await self._message.__aexit__(None, None, None)
            finally:
                leave()


class FastAsyncEngine:
    """Sends requests by native code, in any number of event loops."""

    def __init__(self, config: Config, name: str = "fast") -> None:
        self._config = config
        self._room = AsyncRoom(config.limits.max_connections)
        self._clients: dict[_Kind, Any] = {}

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        if not native(request) or os.getpid() != _HOME:
            return await self._other.open(request, deadline)
        leave = await self._room.enter(deadline)
        try:
            built = message(self._client(request, deadline), request, deadline)
            undo = partial(built.__aexit__, None, None, None)
            return FastAsyncReply(built, await awaited(built.__aenter__(), undo), leave)
        except PyreqwestError as error:
            leave()
            raise failure(error, request) from error
        except BaseException:
            leave()
            raise

    @cached_property
    def _other(self) -> HttpxAsyncEngine:
        from .native import HttpxAsyncEngine

        return HttpxAsyncEngine(self._config, room=self._room)

    def _client(self, request: Request, deadline: Deadline) -> Any:
        key = kind(request, deadline, self._config.timeout.idle)
        client = self._clients.get(key)
        if client is None:
            client = self._clients[key] = configured(_library.ClientBuilder(), self._config, key)
        return client

    async def close(self) -> None:
        """Close all connections."""
        clients, self._clients = self._clients, {}
        if os.getpid() == _HOME:
            for client in clients.values():
                await client.close()
        if "_other" in self.__dict__:
            await self._other.close()
