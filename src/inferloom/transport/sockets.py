"""Blocking connections, asking the deadline before each operation."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .deadline import Deadline
from .wire import Failure

if TYPE_CHECKING:
    import ssl  # 3 ms to load, for those who connect without it
    from collections.abc import Iterable

__all__ = ["PART", "SMALL", "Socket", "connect", "keep_alive_options"]

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
        self._poll: Any = None

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
        if self._poll is None:
            try:
                self._poll = select.poll()
            except AttributeError:  # a platform without it
                return bool(select.select([self._socket], [], [], 0)[0])
            self._poll.register(self._socket, select.POLLIN)
        return bool(self._poll.poll(0))

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


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
        found = (
            _tcp(addresses or (host,), port, deadline, options)
            if path is None
            else (_unix(path, deadline))
        )
        if context is None:
            return Socket(found)
        try:
            found.settimeout(deadline.seconds(connecting=True))
            return Socket(context.wrap_socket(found, server_hostname=host))
        except BaseException:
            found.close()
            raise
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
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
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


def _unix(path: str, deadline: Deadline) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        found.settimeout(deadline.seconds(connecting=True))
        found.connect(path)
    except OSError:
        found.close()
        raise
    return found
