"""The ways to a server: directly, with TLS, through proxies; a test of connections runs on each."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.raw import Handler, Proxying, proxying, serving, trusting, with_certificate

__all__ = ["WAYS", "Way", "way_to"]

# Whether the server speaks TLS, and the proxy: none, http, https or socks.
WAYS: dict[str, tuple[bool, str | None]] = {
    "direct": (False, None),
    "tls": (True, None),
    "forward": (False, "http"),
    "tunnel": (True, "http"),
    "secure proxy": (False, "https"),
    "tls in tls": (True, "https"),
    "socks": (False, "socks"),
    "socks and tls": (True, "socks"),
}


@dataclass
class Way:
    """A way to a server: arguments for a client, and the proxy on the way."""

    arguments: dict[str, Any]
    proxy: Proxying | None


@contextmanager
def way_to(name: str, handler: Handler) -> Iterator[Way]:
    """Serve each connection by a function of it and of its number; yield the way there."""
    secure, kind = WAYS[name]
    if kind == "socks":
        pytest.importorskip("socksio")

    def handle(found: socket.socket, number: int) -> None:
        if not secure:
            handler(found, number)
            return
        with with_certificate().wrap_socket(found, server_side=True) as encrypted:
            handler(encrypted, number)

    with ExitStack() as stack:
        url = stack.enter_context(serving(handle))
        arguments: dict[str, Any] = {
            "base_url": url.replace("http", "https", 1) if secure else url,
            "ssl_context": trusting(),
            "trust_env": False,
            "timeout": 20,
        }
        proxy = None
        if kind is not None:
            context = with_certificate() if kind == "https" else None
            proxy = stack.enter_context(proxying(context, socks=kind == "socks"))
            arguments["proxies"] = proxy.url
        yield Way(arguments, proxy)
