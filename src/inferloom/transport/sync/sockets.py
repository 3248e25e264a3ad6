"""Blocking connections, asking the deadline before each operation."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import finalize

from ..deadline import Deadline
from ..failure import Failure
from .apart import apart

if TYPE_CHECKING:
    import ssl  # for those who connect with it: docs/design/start_up.md
    from collections.abc import Callable, Iterable

    from ..tls import Tls

__all__ = [
    "CUT",
    "PART",
    "SMALL",
    "Socket",
    "connect",
    "entries_of",
    "is_address",
    "keep_alive_options",
    "look_up",
    "readable",
    "share",
    "unreachable",
]

SMALL = 16 * 1024  # bytes of a request that may wait for the rest of it
PART = 64 * 1024  # bytes of a request that are sent under one limit of time
CUT = "TLS ended without a word (close_notify), so something may be missing"
_READ = 32 * 1024


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


class Socket:
    """One connection, with or without TLS. It belongs to one thread; any may abort it."""

    def __init__(self, found: socket.socket) -> None:
        self._socket = found
        self._tls: Tls | None = None
        self._early = b""  # said by the server before it was asked
        self._busy = self._gone = False
        # The collector ends all of a cycle in any order; this is held from outside, so that the
        # socket is closed before it could complain that nobody did.
        finalize(self, found.close)

    def start_tls(self, context: ssl.SSLContext, host: str, deadline: Deadline) -> None:
        """Begin TLS, within the TLS that there is already, if there is.

        Raises:
            OSError: If it fails.
            Failure: If it fails.
        """
        from ..tls import Tls

        tls = Tls(context, host, below=self._tls)
        data, done = b"", False
        while not done:
            try:
                done = tls.shake_hands(data)
            finally:
                if waiting := tls.waiting():  # after a failure it tells the server why
                    self._send(waiting, deadline)
            if not done and not (data := self._receive(_READ, deadline)):
                raise Failure("connect", "the server hung up in the TLS handshake", sent=False)
        self._tls = tls
        self._early = tls.receive(b"")

    def read(self, size: int, deadline: Deadline) -> bytes:
        """Return the next bytes, b"" at the end.

        Raises:
            Failure: If there are none.
        """
        if self._tls is None:
            return self._receive(size, deadline)
        while (data := self._said(size, deadline)) is None:
            pass
        return data

    def _receive(self, size: int, deadline: Deadline) -> bytes:
        found = self._socket
        self._busy = True
        try:
            if self._gone:
                raise _aborted()
            found.settimeout(deadline.reading())
            data = found.recv(size)
        except TimeoutError as error:
            raise Failure("timeout", "nothing was heard in time") from error
        except OSError as error:
            raise self._broken(error) from error
        finally:
            self._busy = False
            if self._gone:
                found.close()
        if self._gone:
            raise _aborted()
        deadline.moved()
        return data

    def _said(self, size: int, deadline: Deadline) -> bytes | None:
        """Read once; return None if there was nothing in it but TLS's own."""
        tls = self._tls
        if tls is None:
            return self._receive(size, deadline)
        if self._early:
            data, self._early = self._early, b""
            return data
        if tls.ended:
            return b""
        came = self._receive(size, deadline)
        try:
            data = tls.receive(came)
            waiting = tls.waiting()
        except OSError as error:
            raise Failure("closed", str(error)) from error
        if waiting:
            self._send(waiting, deadline)
        if data or tls.ended:
            return data
        if not came:
            raise Failure("closed", CUT)
        return None

    def write(
        self,
        data: bytes | memoryview,
        deadline: Deadline,
        listen: Callable[[bytes], bool] | None = None,
    ) -> bool:
        """Send bytes; return whether all of them were.

        Args:
            data: The bytes.
            deadline: When to give up.
            listen: Called with what is heard meanwhile; what it returns is whether to stop. None if
                nobody listens.

        Raises:
            Failure: If they cannot be sent.
        """
        if len(data) <= PART and listen is None and self._tls is None:
            self._send(data, deadline)
            return True
        # A server that reads slowly takes many small parts, and each may last for all the time.
        for start in range(0, len(data), PART):
            part = data if len(data) <= PART else data[start : start + PART]
            if self._tls is not None:
                try:
                    part = self._tls.send(part)
                except OSError as error:
                    raise Failure("closed", str(error)) from error
            if listen is None:
                self._send(part, deadline)
            elif not self._send_and_listen(part, deadline, listen):
                return False
        return True

    def _send(self, data: bytes | memoryview, deadline: Deadline) -> None:
        found = self._socket
        self._busy = True
        try:
            if self._gone:
                raise _aborted()
            found.settimeout(deadline.seconds())
            found.sendall(data)
        except TimeoutError as error:
            raise _unread() from error
        except OSError as error:
            raise self._broken(error) from error
        finally:
            self._busy = False
            if self._gone:
                found.close()
        deadline.moved()

    def _send_and_listen(
        self, data: bytes | memoryview, deadline: Deadline, listen: Callable[[bytes], bool]
    ) -> bool:
        found = self._socket
        left = memoryview(data)
        try:
            while True:
                # A server that does not want the rest says so, and may then read no more of it.
                if readable(found.fileno()):
                    heard = self._said(_READ, deadline)
                    if heard is not None and listen(heard):
                        return False
                self._busy = True
                if self._gone:
                    raise _aborted()
                found.settimeout(0)
                with suppress(BlockingIOError):
                    left = left[found.send(left) :]
                    deadline.moved()
                    if not left:
                        return True
                limit = deadline.seconds()
                if not _ready(found.fileno(), limit):
                    raise _unread()
        except OSError as error:
            raise self._broken(error) from error
        finally:
            self._busy = False
            if self._gone:
                found.close()

    def readable(self) -> bool:
        """Return whether something has arrived. Between answers that is the end, or a mistake."""
        return readable(self._socket.fileno())

    def spoke_first(self) -> bool:
        """Return whether the server of a new connection said something before it was asked."""
        if not self.readable():
            return bool(self._early)
        if self._tls is not None:
            with suppress(OSError):
                self._early += self._tls.receive(self._socket.recv(_READ))
            return bool(self._early)
        return True

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    @property
    def aborted(self) -> bool:
        """Whether `abort` was called."""
        return self._gone

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads from it gets a failure."""
        self._gone = True
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # which wakes whoever waits for it
        if not self._busy:
            # Else who is busy closes it: the number may be another socket's before it looks at it.
            self._socket.close()

    def _broken(self, error: OSError) -> Failure:
        return _aborted() if self._gone else Failure("closed", str(error))


def _aborted() -> Failure:
    return Failure("closed", "the client was closed")


def _unread() -> Failure:
    return Failure("timeout", "the server does not read what is sent")


def readable(number: int) -> bool:
    """Return whether something has arrived at a socket, or it is closed.

    Args:
        number: Its file descriptor.
    """
    if number < 0:
        return True
    try:
        poll = select.poll()
    except AttributeError:  # a platform without it
        return bool(select.select([number], [], [], 0)[0])
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


def _ready(number: int, limit: float | None) -> bool:
    """Wait until a socket can be read from or written to; return whether it came to that."""
    if number < 0:
        return True
    try:
        poll = select.poll()
    except AttributeError:  # a platform without it
        return any(select.select([number], [number], [], limit))
    poll.register(number, select.POLLIN | select.POLLOUT)
    return bool(poll.poll(None if limit is None else limit * 1000))


def connect(
    host: str,
    port: int,
    deadline: Deadline,
    *,
    addresses: Iterable[str] = (),
    path: str | None = None,
    options: Iterable[tuple[int, int, int]] = (),
) -> Socket:
    """Connect to a host.

    Args:
        host: Name in ASCII, or an address.
        port: Port.
        deadline: When to give up.
        addresses: IP addresses to try instead of the host's.
        path: Socket of this machine to use instead.
        options: Options of the socket, unless it is one of this machine.

    Raises:
        OSError: If there is no connection.
        UnicodeError: If the host is no name.
    """
    if path is not None:
        return Socket(_reached(socket.AF_UNIX, socket.SOCK_STREAM, 0, path, deadline.seconds()))
    entries = [
        entry for name in addresses or (host,) for entry in look_up(name, port, deadline.seconds())
    ]
    wrong: OSError | None = None
    for number, (family, kind, protocol, _, address) in enumerate(entries):
        if wrong is not None and deadline.expired():
            break
        try:
            limit = share(deadline, len(entries) - number)
            found = _reached(family, kind, protocol, address, limit)
            for option in options:
                found.setsockopt(*option)
            return Socket(found)
        except OSError as error:
            wrong = error
    raise wrong or OSError("the host has no address")


def share(deadline: Deadline, addresses: int) -> float | None:
    """Return the seconds for the next of some addresses, so that the others have theirs."""
    left = deadline.seconds()
    return None if left is None else left / addresses


def _reached(family: int, kind: int, protocol: int, address: Any, limit: float | None) -> Any:
    found = socket.socket(family, kind, protocol)
    try:
        found.settimeout(limit)
        found.connect(address)
    except BaseException:
        found.close()
        raise
    return found


def unreachable(error: Exception) -> Failure:
    """Return the failure for what went wrong while a server was to be reached."""
    if isinstance(error, Failure):
        if error.kind in ("connect", "proxy"):
            return error
        reason = "no connection in time" if error.kind == "timeout" else error.reason
        return Failure("connect", reason, sent=False)
    return Failure("connect", str(error) or type(error).__name__, sent=False)


def is_address(host: str) -> bool:
    """Return whether a host is an IP address, for which nobody has to be asked."""
    return ":" in host or host.replace(".", "").isdecimal()


def entries_of(host: str, port: int) -> list[Any]:
    """Return the entries of `getaddrinfo` for a host. It knows no limit of time."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def look_up(host: str, port: int, limit: float | None) -> list[Any]:
    """Return the entries of `getaddrinfo` for a host.

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
        return apart(partial(entries_of, host, port), limit, lambda _: None)
    except TimeoutError:
        raise TimeoutError("the name was not resolved in time") from None
