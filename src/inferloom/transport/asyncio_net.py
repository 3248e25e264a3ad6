"""Connections of asyncio, asking the deadline before each operation.

A stream can be closed from anywhere, at once and without awaiting: when nobody holds an answer any
more there is nobody left to await it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar, cast

from .deadline import Deadline, seconds
from .sockets import PART, readable, refuse_h2
from .wire import Failure

T = TypeVar("T")

__all__ = ["AsyncioStream", "connect", "connect_unix", "within"]

_HIGH = 256 * 1024  # bytes that may wait to be read before the server is told to stop


class _Protocol(asyncio.Protocol):
    """Holds what has arrived, and wakes whoever waits for it."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.data = bytearray()
        self.ended = False
        self.lost = False  # the transport is closed, or about to be
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
        self.ended = self.lost = True
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
                await _heard(self._reader, limit, "nothing was heard in time")
            finally:
                self._reader = None
        if not self.data and self.error is not None:
            raise Failure("closed", str(self.error)) from self.error
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
            raise Failure("closed", "the connection is closed")
        self.transport.write(data)
        if not self._writable:
            self._writer = asyncio.get_running_loop().create_future()
            try:
                await _heard(self._writer, limit, "the server does not read what is sent")
            finally:
                self._writer = None
        if self.error is not None:
            raise Failure("closed", str(self.error)) from self.error


class AsyncioStream:
    """One connection, with or without TLS. It belongs to an event loop."""

    def __init__(self, protocol: _Protocol, loop: asyncio.AbstractEventLoop) -> None:
        self._protocol = protocol
        self._loop = loop

    async def read(self, size: int, deadline: Deadline) -> bytes:
        """Return the next bytes, b"" at the end.

        Raises:
            Failure: If there are none.
        """
        data = await self._protocol.read(size, deadline.reading())
        deadline.arrived(len(data))
        return data

    async def write(self, data: bytes, deadline: Deadline) -> None:
        """Send bytes; waits while too many are on their way.

        Raises:
            Failure: If they cannot be sent.
        """
        # A server that reads slowly takes many small parts, and each may last for all the time.
        for start in range(0, len(data), PART):
            part = data if len(data) <= PART else data[start : start + PART]
            await self._protocol.write(part, deadline.seconds())
            deadline.moved()

    def readable(self) -> bool:
        """Return whether something has arrived. Between answers that is the end, or a mistake."""
        protocol = self._protocol
        if protocol.data or protocol.ended or protocol.transport is None:
            return True
        # The loop may have been busy, or stood still, and not have looked.
        found = protocol.transport.get_extra_info("socket")
        return found is None or readable(found.fileno())

    def abort(self) -> None:
        """Close the connection at once, from any thread, whether or not its loop still runs."""
        transport = self._protocol.transport
        if transport is None or self._protocol.lost:
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

    async def with_tls(
        self, context: ssl.SSLContext, host: str | None, deadline: Deadline | float | None
    ) -> AsyncioStream:
        """Begin TLS; return the connection to use from now on.

        Raises:
            Failure: If it fails; the connection is closed.
        """
        transport = self._protocol.transport
        assert transport is not None
        protocol = _Protocol()
        work = self._loop.start_tls(transport, protocol, context, server_hostname=host)
        try:
            upgraded = await _limited(work, deadline, lambda _: transport.abort())
            assert upgraded is not None
            refuse_h2(upgraded.get_extra_info("ssl_object"))
        except BaseException:
            transport.abort()
            raise
        protocol.connection_made(upgraded)
        return AsyncioStream(protocol, self._loop)

    def get_extra_info(self, name: str) -> Any:
        """Return what is known of the connection, as asyncio calls it."""
        transport = self._protocol.transport
        return None if transport is None else transport.get_extra_info(name)


async def connect(
    hosts: Iterable[str],
    port: int,
    deadline: Deadline | float | None,
    options: Iterable[tuple[int, int, int]] = (),
) -> AsyncioStream:
    """Connect to the first of some hosts that answers.

    Args:
        hosts: Names or addresses.
        port: Port.
        deadline: When to give up.
        options: Options of the socket.

    Raises:
        Failure: If there is no connection.
    """
    *others, last = hosts
    for host in others:
        with suppress(Failure):
            return await _reached(host, port, deadline, options)
    return await _reached(last, port, deadline, options)


async def connect_unix(path: str, deadline: Deadline | float | None) -> AsyncioStream:
    """Connect to a socket of this machine; it is no TCP, and has none of its options.

    Raises:
        Failure: If there is no connection.
    """
    loop = asyncio.get_running_loop()
    work = loop.create_unix_connection(_Protocol, path)
    _, protocol = await _limited(work, deadline, lambda made: made[0].abort())
    return AsyncioStream(protocol, loop)


async def _reached(
    host: str, port: int, deadline: Deadline | float | None, options: Iterable[tuple[int, int, int]]
) -> AsyncioStream:
    loop = asyncio.get_running_loop()
    work = loop.create_connection(_Protocol, host, port)
    transport, protocol = await _limited(work, deadline, lambda made: made[0].abort())
    found = transport.get_extra_info("socket")
    for option in options:
        found.setsockopt(*option)
    return AsyncioStream(protocol, loop)


async def _limited(
    work: Awaitable[T], deadline: Deadline | float | None, drop: Callable[[T], object]
) -> T:
    try:
        return await within(work, seconds(deadline, connecting=True), drop)
    except asyncio.TimeoutError:
        raise Failure("connect", "no connection in time", sent=False) from None
    except (OSError, UnicodeError) as error:
        raise Failure("connect", str(error) or type(error).__name__, sent=False) from error


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


async def _heard(future: asyncio.Future[None], limit: float | None, words: str) -> None:
    """Await a future for some time, without a task of its own."""
    if limit is None:
        await future
        return
    loop = asyncio.get_running_loop()
    handle = loop.call_later(limit, _expire, future, words)
    try:
        await future
    finally:
        handle.cancel()


def _expire(future: asyncio.Future[None], words: str) -> None:
    if not future.done():
        future.set_exception(Failure("timeout", words))


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


def _current_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
