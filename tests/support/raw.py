"""A server on a real socket that a test writes byte by byte, and a proxy in front of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

__all__ = ["body_of", "proxying", "reply", "serving"]

Handler = Callable[[socket.socket, int], None]


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """Serve each connection by a function of it and of its number, from 1; yield the URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    open_ones: list[socket.socket] = []

    def serve(found: socket.socket, number: int) -> None:
        with suppress(OSError), closing(found):
            handler(found, number)

    def accept() -> None:
        with suppress(OSError):
            while True:
                found, _ = listener.accept()
                open_ones.append(found)
                number = len(open_ones)
                threading.Thread(target=serve, args=(found, number), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for found in open_ones:
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)


def body_of(found: socket.socket) -> bytes | None:
    """Read one request and return its body; None at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        block = found.recv(65536)
        if not block:
            return None
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        block = found.recv(65536)
        if not block:
            return None
        body += block
    return body


def reply(body: bytes, status: bytes = b"200 OK") -> bytes:
    """Return an answer as it travels."""
    return b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (
        status,
        len(body),
        body,
    )


@contextmanager
def proxying() -> Iterator[str]:
    """A proxy that only makes tunnels, to this machine whatever the host; yield its URL."""

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while block := source.recv(65536):
                target.sendall(block)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def handle(found: socket.socket, number: int) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            data += found.recv(65536)
        port = int(data.split()[1].rpartition(b":")[2])
        with socket.create_connection(("127.0.0.1", port)) as other:
            found.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=pump, args=(other, found), daemon=True)
            back.start()
            pump(found, other)
            back.join()

    with serving(handle) as url:
        yield url
