"""A server on a real socket that a test writes byte by byte, and a proxy in front of it."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Proxying", "body_of", "proxying", "reply", "serving", "trusting", "with_certificate"]

CERTIFICATE = Path(__file__).parents[1] / "data" / "pictures.example.pem"

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
                # What is written before a close is sent, as servers that answer early see to.
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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


def with_certificate() -> ssl.SSLContext:
    """Return how a server of a test speaks TLS; its certificate is for pictures.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def trusting() -> ssl.SSLContext:
    """Return a context for clients that takes that certificate from any host."""
    context = ssl.create_default_context(cafile=CERTIFICATE)
    context.check_hostname = False
    return context


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


@dataclass
class Proxying:
    """A proxy in front of this machine.

    Attributes:
        url: Its URL.
        heads: The heads that it was sent, one for each tunnel or forwarded request.
        rest: Bytes that it adds to what it says of a tunnel.
        drip: Seconds between the bytes of what it says of a tunnel.
    """

    url: str = ""
    heads: list[bytes] = field(default_factory=list)
    refusal: bytes = b""
    rest: bytes = b""
    drip: float = 0.0


@contextmanager
def proxying(secure: ssl.SSLContext | None = None, socks: bool = False) -> Iterator[Proxying]:
    """A proxy to this machine, whatever the host: it makes tunnels, and forwards what is not TLS.

    Args:
        secure: How it speaks TLS itself; None for not at all.
        socks: Whether it speaks SOCKS.
    """
    proxy = Proxying()

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while block := source.recv(65536):
                target.sendall(block)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def join(found: socket.socket, port: int, first: bytes) -> None:
        with socket.create_connection(("127.0.0.1", port)) as other:
            if first:
                other.sendall(first)
            else:
                said = (proxy.refusal or b"HTTP/1.1 200 OK\r\n\r\n") + proxy.rest
                for piece in [said] if not proxy.drip else [bytes([byte]) for byte in said]:
                    found.sendall(piece)
                    time.sleep(proxy.drip)
                if proxy.refusal:
                    return
            back = threading.Thread(target=pump, args=(other, found), daemon=True)
            back.start()
            pump(found, other)
            back.join()

    def by_socks(found: socket.socket) -> None:
        methods = found.recv(100)
        user = b"\x02" in methods[2:]
        found.sendall(b"\x05\x02" if user else b"\x05\x00")
        if user:
            proxy.heads.append(found.recv(300))
            found.sendall(b"\x01\x00")
        asked = found.recv(300)
        proxy.heads.append(asked)
        proxy.refusal = b""
        said = b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50"
        with socket.create_connection(("127.0.0.1", int.from_bytes(asked[-2:], "big"))) as other:
            found.sendall(said + proxy.rest)
            back = threading.Thread(target=pump, args=(other, found), daemon=True)
            back.start()
            pump(found, other)
            back.join()

    def handle(found: socket.socket, number: int) -> None:
        if socks:
            by_socks(found)
            return
        if secure is None:
            by_http(found)
            return
        with secure.wrap_socket(found, server_side=True) as encrypted:
            by_http(encrypted)

    def by_http(found: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            block = found.recv(65536)
            if not block:
                return
            data += block
        proxy.heads.append(data.partition(b"\r\n\r\n")[0])
        method, target = data.split()[:2]
        if method == b"CONNECT":
            join(found, int(target.rpartition(b":")[2]), b"")
        else:
            place = target.split(b"/")[2]
            join(found, int(place.rpartition(b":")[2]), data)

    with serving(handle) as url:
        scheme = "socks5" if socks else "http" if secure is None else "https"
        proxy.url = url.replace("http", scheme, 1)
        yield proxy
