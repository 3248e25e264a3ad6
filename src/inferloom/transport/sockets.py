"""Blocking connections, asking the deadline before each operation."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .deadline import Deadline
from .wire import Failure

if TYPE_CHECKING:
    import ssl  # 3 ms to load, for those who connect without it
    from collections.abc import Callable, Iterable

__all__ = [
    "PART",
    "SMALL",
    "Socket",
    "begin_look_up",
    "connect",
    "keep_alive_options",
    "look_up",
    "readable",
    "refuse_h2",
]

SMALL = 16 * 1024  # bytes of a request that may wait for the rest of it
PART = 64 * 1024  # bytes of a request that are sent under one limit of time


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
    """One connection, with or without TLS."""

    def __init__(self, found: socket.socket) -> None:
        self._socket = found

    def read(self, size: int, deadline: Deadline) -> bytes:
        """Return the next bytes, b"" at the end."""
        found = self._socket
        try:
            found.settimeout(deadline.reading())
            data = found.recv(size)
        except TimeoutError as error:
            raise Failure("timeout", "nothing was heard in time") from error
        except OSError as error:
            raise Failure("closed", str(error)) from error
        deadline.arrived(len(data))
        return data

    def write(self, data: bytes | memoryview, deadline: Deadline) -> None:
        """Send bytes."""
        found = self._socket
        try:
            # A server that reads slowly takes many small parts, and each may last for all the time.
            for start in range(0, len(data), PART):
                found.settimeout(deadline.seconds())
                found.sendall(data[start : start + PART] if len(data) > PART else data)
                deadline.moved()
        except TimeoutError as error:
            raise Failure("timeout", "the server does not read what is sent") from error
        except OSError as error:
            raise Failure("closed", str(error)) from error

    def readable(self) -> bool:
        """Return whether something has arrived. Between answers that is the end, or a mistake."""
        return readable(self._socket.fileno())

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


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


def refuse_h2(secure: Any) -> None:
    """Refuse a connection that is to speak HTTP/2, since a context of the caller's offered it.

    Args:
        secure: What ssl knows of the connection.

    Raises:
        Failure: If it is.
    """
    if secure.selected_alpn_protocol() == "h2":
        reason = "the server takes HTTP/2; leave h2 out of ssl_context's set_alpn_protocols"
        raise Failure("connect", reason, sent=False)


def connect(
    host: str,
    port: int,
    deadline: Deadline,
    *,
    addresses: Iterable[str] = (),
    path: str | None = None,
    context: ssl.SSLContext | None = None,
    options: Iterable[tuple[int, int, int]] = (),
) -> Socket:
    """Connect to a host.

    Args:
        host: Name in ASCII, which a certificate has to have, or an address.
        port: Port.
        deadline: When to give up.
        addresses: IP addresses to try instead of the host's.
        path: Socket of this machine to use instead.
        context: How TLS is done; None for none.
        options: Options of the socket, unless it is one of this machine.

    Raises:
        Failure: If there is no connection.
    """
    try:
        if path is None:
            found = _tcp(addresses or (host,), port, deadline, options)
        else:
            found = _unix(path, deadline)
        if context is not None:
            try:
                found.settimeout(deadline.seconds(connecting=True))
                found = context.wrap_socket(found, server_hostname=host)
                refuse_h2(found)
            except BaseException:
                found.close()
                raise
        return Socket(found)
    except (OSError, UnicodeError) as error:
        raise Failure("connect", str(error) or type(error).__name__, sent=False) from error


def _tcp(
    hosts: Iterable[str],
    port: int,
    deadline: Deadline,
    options: Iterable[tuple[int, int, int]],
) -> socket.socket:
    *others, last = hosts
    for host in others:
        with suppress(OSError):
            return _reached(host, port, deadline, options)
    return _reached(last, port, deadline, options)


def _reached(
    host: str, port: int, deadline: Deadline, options: Iterable[tuple[int, int, int]]
) -> socket.socket:
    wrong: OSError | None = None
    # Not by `create_connection`, which gives each address all the time that there is for the call.
    for family, kind, protocol, _, address in look_up(
        host, port, deadline.seconds(connecting=True)
    ):
        if wrong is not None and deadline.expired():
            break
        found = socket.socket(family, kind, protocol)
        try:
            found.settimeout(deadline.seconds(connecting=True))
            found.connect(address)
            for option in options:
                found.setsockopt(*option)
        except OSError as error:
            found.close()
            wrong = error
        else:
            return found
    raise wrong or OSError("the host has no address")


def begin_look_up(host: str, port: int, tell: Callable[[Any], object]) -> None:
    """Look a host up in a thread of its own, for which nobody has to wait.

    `getaddrinfo` knows no limit of time, and an event loop's own threads are few: a name server
    that is slow on purpose would keep them.

    Args:
        host: Name in ASCII, or an address.
        port: Port.
        tell: Called in that thread with the entries of `getaddrinfo`, or with its exception.
    """

    def work() -> None:
        try:
            outcome: Any = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except Exception as error:
            outcome = error
        tell(outcome)

    threading.Thread(target=work, name="inferloom-resolve", daemon=True).start()


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
    if ":" in host or host.replace(".", "").isdecimal():  # an address, for which nobody is asked
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    outcomes: list[Any] = []
    told = threading.Event()

    def tell(outcome: Any) -> None:
        outcomes.append(outcome)
        told.set()

    begin_look_up(host, port, tell)
    if not told.wait(limit):
        raise TimeoutError("the name was not resolved in time")
    (outcome,) = outcomes
    if isinstance(outcome, Exception):
        raise outcome
    entries: list[Any] = outcome
    return entries


def _unix(path: str, deadline: Deadline) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        found.settimeout(deadline.seconds(connecting=True))
        found.connect(path)
    except OSError:
        found.close()
        raise
    return found
