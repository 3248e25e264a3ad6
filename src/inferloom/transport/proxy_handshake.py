"""What is said to a proxy before it passes on what is sent, without I/O."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from .engine import Request
from .failure import Failure
from .http11 import Received, request_head

if TYPE_CHECKING:
    from ..proxy_settings import Proxy

__all__ = ["Talk", "tunnel"]

Talk = Generator[bytes, bytes, None]
"""Yields what is to be sent, b"" for nothing; is sent what came, b"" for the end."""


def tunnel(proxy: Proxy, host: str, port: int) -> Talk:
    """Ask an HTTP proxy for a tunnel.

    Args:
        proxy: The proxy.
        host: Name in ASCII, or an address, of the tunnel's other end.
        port: Its port.

    Raises:
        Failure: If there is no tunnel.
    """
    name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    received = Received("CONNECT")
    data = yield request_head(Request("CONNECT", "", {}), name, name, proxy.headers)
    while not received.begin(data):
        data = yield b""
    if received.status >= 300:
        # What stands in the way of this client stays there; another server's trouble may pass.
        kind = "proxy" if received.status < 500 else "connect"
        wish = ", it wants a user and a password" if received.status == 407 else ""
        reason = f"the proxy {proxy!r} answered CONNECT with {received.status}{wish}"
        raise Failure(kind, reason, sent=False)
    if received.rest:
        # In the tunnel the server waits for us. What is there already is the proxy's, or a mistake.
        raise Failure("connect", "the proxy says more than was asked", sent=False)
