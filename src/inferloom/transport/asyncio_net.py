"""Sockets for asyncio, as httpcore wants them, asking the deadline before each operation.

A stream can be closed from anywhere, at once and without awaiting: when nobody holds an answer any
more there is nobody left to await it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from .deadline import Deadline, seconds

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["AsyncioBackend", "AsyncioStream"]

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
                await _within(self._reader, limit, self._core.ReadTimeout)
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
                await _within(self._writer, limit, self._core.WriteTimeout)
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
        timeout.reading()
        data = await self._protocol.read(max_bytes, timeout.seconds())
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
        timeout: float | None = None,
    ) -> AsyncioStream:
        """Begin TLS on the connection."""
        transport = self._protocol.transport
        assert transport is not None
        protocol = _Protocol(self._core)
        work = self._loop.start_tls(
            transport, protocol, ssl_context, server_hostname=server_hostname
        )
        try:
            upgraded = await _limited(self._core, work, seconds(timeout, connecting=True))
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
            # Nothing may arrive between answers, so either is the end of this connection.
            return bool(self._protocol.data) or self._protocol.ended
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
        timeout: float | None = None,
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
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncioStream:
        """Connect to a socket of this machine; it is no TCP, and has none of its options."""
        loop = asyncio.get_running_loop()
        work = loop.create_unix_connection(lambda: _Protocol(self.core), path)
        return await self._connected(work, loop, timeout)

    async def _connected(
        self, work: Any, loop: asyncio.AbstractEventLoop, timeout: float | None
    ) -> AsyncioStream:
        try:
            _, protocol = await _limited(self.core, work, seconds(timeout, connecting=True))
        except (OSError, UnicodeError) as error:
            raise self.core.ConnectError(str(error)) from error
        return AsyncioStream(self.core, protocol, loop)


async def _limited(core: ModuleType, work: Any, limit: float | None) -> Any:
    try:
        return await asyncio.wait_for(work, limit)
    except asyncio.TimeoutError:
        raise core.ConnectTimeout("no connection in time") from None


async def _within(
    future: asyncio.Future[None], limit: float | None, error: type[Exception]
) -> None:
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
