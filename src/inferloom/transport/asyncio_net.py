"""Sockets for asyncio, as httpcore wants them, asking the deadline before each operation.

A stream can be closed from anywhere, at once and without awaiting: when nobody holds an answer any
more there is nobody left to await it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .deadline import Deadline, seconds
from .wire import Failure

if TYPE_CHECKING:
    from types import ModuleType

T = TypeVar("T")

__all__ = ["AsyncioBackend", "AsyncioStream", "within"]

_SMALL = 16 * 1024  # bytes of a request that may wait for the rest of it
_HIGH = 256 * 1024  # bytes that may wait to be read before the server is told to stop


class _Protocol(asyncio.Protocol):
    """Holds what has arrived, and wakes whoever waits for it."""

    def __init__(self, core: ModuleType) -> None:
        self._core = core  # whose exceptions httpcore expects
        self.transport: asyncio.Transport | None = None
        self.data = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self._full = False
        self._writable = True
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.data += data
        if len(self.data) > _HIGH and not self._full and self.transport is not None:
            self._full = True
            self.transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> bool:
        self.ended = True
        _wake(self._reader)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        self._writable = True
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        self._writable = True
        _wake(self._writer)

    async def read(self, size: int, limit: float | None) -> bytes:
        if not self.data and not self.ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await _heard(self._reader, limit, self._core.ReadTimeout)
            finally:
                self._reader = None
        if not self.data and self.error is not None:
            raise self._core.ReadError(str(self.error)) from self.error
        if len(self.data) <= size:
            data = bytes(self.data)
            self.data.clear()
        else:
            data = bytes(self.data[:size])
            del self.data[:size]
        if self._full and self.transport is not None and not self.transport.is_closing():
            self._full = False
            self.transport.resume_reading()
        return data

    async def write(self, data: bytes, limit: float | None) -> None:
        if self.transport is None or self.transport.is_closing():
            raise self._core.WriteError("the connection is closed")
        self.transport.write(data)
        if not self._writable:
            self._writer = asyncio.get_running_loop().create_future()
            try:
                await _heard(self._writer, limit, self._core.WriteTimeout)
            finally:
                self._writer = None
        if self.error is not None:
            raise self._core.WriteError(str(self.error)) from self.error


class AsyncioStream:
    """One connection."""

    def __init__(
        self, core: ModuleType, protocol: _Protocol, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._core = core
        self._protocol = protocol
        self._loop = loop
        self._waiting = b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes, b"" at the end."""
        if self._waiting:
            # A server may answer and close before it has read everything: its answer counts.
            with suppress(self._core.WriteError):
                await self._flush(timeout)
        if not isinstance(timeout, Deadline):
            return await self._protocol.read(max_bytes, timeout)
        data = await self._protocol.read(max_bytes, timeout.reading())
        timeout.arrived(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; waits while too many are on their way.

        Small writes wait for the next one, or for a read: the head of a request and a short body
        leave in one packet, with one system call.
        """
        self._waiting += buffer
        if len(self._waiting) > _SMALL:
            await self._flush(timeout)

    async def _flush(self, timeout: float | None) -> None:
        waiting, self._waiting = self._waiting, b""
        await self._protocol.write(waiting, seconds(timeout))
        if isinstance(timeout, Deadline):
            timeout.moved()

    async def receive(self, size: int, deadline: Deadline) -> bytes:
        """Return the next bytes, b"" at the end.

        Raises:
            Failure: If there are none.
        """
        try:
            data = await self._protocol.read(size, deadline.reading())
        except self._core.ReadTimeout as error:
            raise Failure("timeout", str(error)) from error
        except self._core.ReadError as error:
            raise Failure("closed", str(error)) from error
        deadline.arrived(len(data))
        return data

    async def send(self, data: bytes, deadline: Deadline) -> None:
        """Send bytes; waits while too many are on their way.

        Raises:
            Failure: If they cannot be sent.
        """
        try:
            await self._protocol.write(data, deadline.seconds())
        except self._core.WriteTimeout as error:
            raise Failure("timeout", str(error)) from error
        except self._core.WriteError as error:
            raise Failure("closed", str(error)) from error
        deadline.moved()

    def readable(self) -> bool:
        """Return whether something has arrived. Between answers that is the end, or a mistake."""
        return bool(self._protocol.data) or self._protocol.ended

    async def aclose(self) -> None:
        """Close the connection."""
        self.abort()

    def abort(self) -> None:
        """Close the connection at once, from any thread, whether or not its loop still runs."""
        transport = self._protocol.transport
        if transport is None:
            return
        if self._loop.is_closed():
            # Its loop can do nothing for it any more, so the socket is closed below it.
            found = transport.get_extra_info("socket")
            if found is not None:
                getattr(found, "_sock", found).close()
        elif _current_loop() is self._loop:
            transport.abort()
        else:
            self._loop.call_soon_threadsafe(transport.abort)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: Deadline | float | None = None,
    ) -> AsyncioStream:
        """Begin TLS on the connection."""
        transport = self._protocol.transport
        assert transport is not None
        protocol = _Protocol(self._core)
        work = self._loop.start_tls(
            transport, protocol, ssl_context, server_hostname=server_hostname
        )
        try:
            limit = seconds(timeout, connecting=True)
            upgraded = await within(work, limit, lambda _: transport.abort())
        except asyncio.TimeoutError:
            transport.abort()
            raise self._core.ConnectTimeout("no connection in time") from None
        except (OSError, ssl.SSLError) as error:
            transport.abort()
            raise self._core.ConnectError(str(error)) from error
        except BaseException:
            transport.abort()
            raise
        assert upgraded is not None
        protocol.connection_made(upgraded)
        return AsyncioStream(self._core, protocol, self._loop)

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks about a connection."""
        transport = self._protocol.transport
        if info == "is_readable":
            return self.readable()
        if transport is None:
            return None
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return transport.get_extra_info(names.get(info, info))


class AsyncioBackend:
    """Opens connections in the running event loop, for httpcore or httpcore2."""

    def __init__(self, core: ModuleType) -> None:
        self.core = core

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Deadline | float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncioStream:
        """Connect to a host."""
        loop = asyncio.get_running_loop()
        local = None if local_address is None else (local_address, 0)
        work = loop.create_connection(lambda: _Protocol(self.core), host, port, local_addr=local)
        stream = await self._connected(work, loop, timeout)
        found = stream.get_extra_info("socket")
        for option in socket_options or ():
            found.setsockopt(*option)
        return stream

    async def connect_unix_socket(
        self,
        path: str,
        timeout: Deadline | float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncioStream:
        """Connect to a socket of this machine; it is no TCP, and has none of its options."""
        loop = asyncio.get_running_loop()
        work = loop.create_unix_connection(lambda: _Protocol(self.core), path)
        return await self._connected(work, loop, timeout)

    async def _connected(
        self, work: Any, loop: asyncio.AbstractEventLoop, timeout: Deadline | float | None
    ) -> AsyncioStream:
        try:
            _, protocol = await _limited(self.core, work, seconds(timeout, connecting=True))
        except (OSError, UnicodeError) as error:
            raise self.core.ConnectError(str(error)) from error
        return AsyncioStream(self.core, protocol, loop)


async def _limited(core: ModuleType, work: Any, limit: float | None) -> Any:
    try:
        return await within(work, limit, lambda made: made[0].abort())
    except asyncio.TimeoutError:
        raise core.ConnectTimeout("no connection in time") from None


async def within(work: Awaitable[T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Await something for some time.

    `asyncio.wait_for` of Python before 3.12 forgets that it was cancelled if the result comes in
    the same moment.

    Args:
        work: What to await; it is cancelled if the time is over.
        limit: Seconds; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        asyncio.TimeoutError: If the time is over.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait((task,), timeout=limit)
        if task.done():
            return task.result()
    except asyncio.CancelledError:
        _abandon(task, drop)
        raise
    _abandon(task, drop)
    raise asyncio.TimeoutError


def _abandon(task: asyncio.Future[T], drop: Callable[[T], object]) -> None:
    def late(done: asyncio.Future[T]) -> None:
        if not done.cancelled() and done.exception() is None:
            drop(done.result())

    task.cancel()
    task.add_done_callback(late)


async def _heard(future: asyncio.Future[None], limit: float | None, error: type[Exception]) -> None:
    """Await a future for some time, without a task of its own."""
    if limit is None:
        await future
        return
    loop = asyncio.get_running_loop()
    handle = loop.call_later(limit, _expire, future, error)
    try:
        await future
    finally:
        handle.cancel()


def _expire(future: asyncio.Future[None], error: type[Exception]) -> None:
    if not future.done():
        future.set_exception(error("nothing was heard in time"))


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


def _current_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
