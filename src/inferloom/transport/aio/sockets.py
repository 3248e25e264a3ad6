"""Connections of asyncio, asking the deadline before each operation.

A stream can be closed from anywhere, at once and without awaiting: when nobody holds an answer any
more there is nobody left to await it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..deadline import Deadline
from ..failure import Failure
from ..sync.sockets import CUT, PART, entries_of, is_address, readable, share
from .apart import apart, within

if TYPE_CHECKING:
    import ssl

    from ..tls import Tls

T = TypeVar("T")

__all__ = ["AsyncioStream", "connect", "connect_unix", "look_up"]

_HIGH = 256 * 1024  # bytes that may wait to be read before the server is told to stop
_READ = 64 * 1024


class _Protocol(asyncio.Protocol):
    """Holds what has arrived, and wakes whoever waits for it."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.data = bytearray()
        self.ended = False
        self.lost = False  # the transport is closed, or about to be
        self.error: Exception | None = None
        self.tls: Tls | None = None
        self.shaking_hands = False
        self._full = False
        self.writable = True
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self.tls is None or self.shaking_hands:
            self.data += data
        else:
            self._deciphered(self.tls, data)
        if len(self.data) > _HIGH and not self._full and self.transport is not None:
            self._full = True
            self.transport.pause_reading()
        self._wake()

    def _deciphered(self, tls: Tls, data: bytes) -> None:
        try:
            self.data += tls.receive(data)
            waiting = tls.waiting()
        except OSError as error:
            self.ended, self.error = True, self.error or error
            return
        if tls.ended:
            self.ended = True
        if waiting and self.transport is not None and not self.transport.is_closing():
            self.transport.write(waiting)

    def eof_received(self) -> bool:
        self._end()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            # What could not be sent says nothing of what has come: an answer may be among it.
            self._rescue()
        self.lost = True
        self.error = self.error or exc
        self._end()

    def _end(self) -> None:
        if self.tls is not None and not self.tls.ended and not self.shaking_hands:
            self.error = self.error or ConnectionError(CUT)
        self.ended = self.writable = True
        self._wake()

    def _rescue(self) -> None:
        assert self.transport is not None
        found: Any = self.transport.get_extra_info("socket")
        # asyncio closes the socket only after this; its wrapper of it has no method to read.
        with suppress(OSError, TypeError, AttributeError), found.dup() as again:
            again.setblocking(False)
            while len(self.data) <= _HIGH and (data := again.recv(_READ)):
                self.data_received(data)

    def pause_writing(self) -> None:
        self.writable = False

    def resume_writing(self) -> None:
        self.writable = True
        self._wake()

    def _wake(self) -> None:
        for future in (self._reader, self._writer):
            if future is not None and not future.done():
                future.set_result(None)

    async def heard(self, limit: float | None) -> None:
        """Wait until something comes; it may be TLS's own, and so nothing for us."""
        self._reader = asyncio.get_running_loop().create_future()
        try:
            await _heard(self._reader, limit, "nothing was heard in time")
        finally:
            self._reader = None

    def take(self, size: int) -> bytes:
        """Return what has arrived; b"" at the end."""
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

    def send(self, data: bytes | memoryview) -> None:
        if self.transport is None or self.transport.is_closing():
            raise Failure("closed", "the connection is closed")
        if self.tls is not None:
            try:
                data = self.tls.send(data)
            except OSError as error:
                raise Failure("closed", str(error)) from error
        self.transport.write(data)

    async def sent(self, limit: float | None) -> None:
        """Wait until more can be sent, or something is heard."""
        self._writer = asyncio.get_running_loop().create_future()
        try:
            await _heard(self._writer, limit, "the server does not read what is sent")
        finally:
            self._writer = None


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
        protocol = self._protocol
        while not protocol.data and not protocol.ended:
            await protocol.heard(deadline.reading())
        data = protocol.take(size)
        deadline.moved()
        return data

    async def write(
        self,
        data: bytes | memoryview,
        deadline: Deadline,
        listen: Callable[[bytes], bool] | None = None,
    ) -> bool:
        """Send bytes, waiting while too many are on their way; return whether all of them were.

        Args:
            data: The bytes.
            deadline: When to give up.
            listen: Called with what is heard meanwhile; what it returns is whether to stop. None if
                nobody listens.

        Raises:
            Failure: If they cannot be sent.
        """
        protocol = self._protocol
        # A server that reads slowly takes many small parts, and each may last for all the time.
        for start in range(0, len(data), PART):
            protocol.send(data if len(data) <= PART else data[start : start + PART])
            if listen is not None and self.readable():
                await asyncio.sleep(0)  # the loop has not looked yet
            while True:
                # A server that does not want the rest says so, and may then read no more of it.
                if listen is not None and (protocol.data or protocol.ended):
                    heard = protocol.take(_READ)
                    deadline.moved()
                    if listen(heard):
                        return False
                    continue
                if protocol.writable:
                    break
                await protocol.sent(deadline.seconds())
            if protocol.error is not None:
                raise Failure("closed", str(protocol.error)) from protocol.error
            deadline.moved()
        return True

    def readable(self) -> bool:
        """Return whether something has arrived. Between answers that is the end, or a mistake."""
        protocol = self._protocol
        if protocol.data or protocol.ended or protocol.transport is None:
            return True
        # The loop may have been busy, or stood still, and not have looked.
        found = protocol.transport.get_extra_info("socket")
        return found is None or readable(found.fileno())

    def spoke_first(self) -> bool:
        """Return whether the server of a new connection said something before it was asked."""
        return bool(self._protocol.data) or (self._protocol.tls is None and self.readable())

    def abort(self) -> None:
        """Close the connection at once, from any thread, whether or not its loop still runs."""
        protocol = self._protocol
        transport = protocol.transport
        if transport is None or protocol.lost:
            return
        protocol.error = protocol.error or ConnectionError("the client was closed")
        if self._loop.is_closed():
            # Its loop can do nothing for it any more, so the socket is closed below it.
            found = transport.get_extra_info("socket")
            if found is not None:
                getattr(found, "_sock", found).close()
        elif _current_loop() is self._loop:
            transport.abort()
        else:
            self._loop.call_soon_threadsafe(transport.abort)

    async def start_tls(self, context: ssl.SSLContext, host: str, deadline: Deadline) -> None:
        """Begin TLS, within the TLS that there is already, if there is.

        Raises:
            OSError: If it fails.
            Failure: If it fails.
        """
        from ..tls import Tls

        protocol = self._protocol
        tls = Tls(context, host, below=protocol.tls)
        # What arrives meanwhile is for the handshake, as it comes from the wire.
        protocol.tls, protocol.shaking_hands = None, True
        data, done = b"", False
        while not done:
            try:
                done = tls.shake_hands(data)
            finally:
                if waiting := tls.waiting():  # after a failure it tells the server why
                    with suppress(Failure):
                        protocol.send(waiting)
            if not done and not (data := await self.read(_READ, deadline)):
                raise Failure("connect", "the server hung up in the TLS handshake", sent=False)
        came = bytes(protocol.data)
        protocol.data.clear()
        protocol.tls, protocol.shaking_hands = tls, False
        protocol.data_received(came)


async def connect(
    hosts: Iterable[str],
    port: int,
    deadline: Deadline,
    options: Iterable[tuple[int, int, int]] = (),
) -> AsyncioStream:
    """Connect to the first of some hosts that answers.

    Args:
        hosts: Names or addresses.
        port: Port.
        deadline: When to give up.
        options: Options of the socket.

    Raises:
        OSError: If there is no connection.
        UnicodeError: If a host is no name.
    """
    entries = [entry for host in hosts for entry in await look_up(host, port, deadline.seconds())]
    wrong: OSError | None = None
    for number, entry in enumerate(entries):
        if wrong is not None and deadline.expired():
            break
        try:
            limit = share(deadline, len(entries) - number)
            return await _in_time(_reached(entry, options), limit, AsyncioStream.abort)
        except OSError as error:
            wrong = error
    raise wrong or OSError("the host has no address")


async def connect_unix(path: str, deadline: Deadline) -> AsyncioStream:
    """Connect to a socket of this machine; it is no TCP, and has none of its options.

    Raises:
        OSError: If there is no connection.
    """
    loop = asyncio.get_running_loop()
    work = loop.create_unix_connection(_Protocol, path)
    _, protocol = await _in_time(work, deadline.seconds(), lambda made: made[0].abort())
    return AsyncioStream(protocol, loop)


async def _reached(entry: Any, options: Iterable[tuple[int, int, int]]) -> AsyncioStream:
    loop = asyncio.get_running_loop()
    family, kind, number, _, address = entry
    found = socket.socket(family, kind, number)
    try:
        found.setblocking(False)
        await loop.sock_connect(found, address)
        for option in options:
            found.setsockopt(*option)
        _, protocol = await loop.create_connection(_Protocol, sock=found)
    except BaseException:
        found.close()
        raise
    return AsyncioStream(protocol, loop)


async def look_up(host: str, port: int, limit: float | None) -> list[Any]:
    """Return the entries of `getaddrinfo` for a host, without a thread of the loop's own.

    Args:
        host: Name in ASCII, or an address.
        port: Port.
        limit: Seconds; None is without end.

    Raises:
        OSError: If there are none, or the time is over.
        UnicodeError: If the name is none.
    """
    if is_address(host):
        return entries_of(host, port)
    try:
        return await apart(partial(entries_of, host, port), limit, lambda _: None)
    except TimeoutError:
        raise TimeoutError("the name was not resolved in time") from None


async def _in_time(work: Awaitable[T], limit: float | None, drop: Callable[[T], object]) -> T:
    try:
        return await within(work, limit, drop)
    except asyncio.TimeoutError:
        raise TimeoutError("no connection in time") from None


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


def _current_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
