"""The native engine: sockets of our own, and h11 as the judge of everything unusual.

Redirects, cookies, credentials and retries are our policy's work. What is left is a socket, TLS,
and an answer, of which h11 reads all but the plainest. A proxy is a way to a server like any other:
once it is passed, the same code sends and reads. Idle connections wait in one list per origin, so
that taking one costs the same however many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..config import Config
from .address import BySocks, Origin, Place, proxy_of
from .engine import Request
from .failure import Failure
from .http11 import Received, request_head

if TYPE_CHECKING:
    import ssl

    from ..proxy_settings import Proxy
    from .proxy_handshake import Talk

__all__ = ["READ", "head_for", "may_serve_again", "proxy_to", "talk_with", "tls_context", "unasked"]


# Of longer reads, the chunks of a stream live so long that the garbage collector looks at them.
READ = 32 * 1024


def head_for(proxy: Proxy, request: Request, place: Place) -> bytes:
    """Return the head of a request for a proxy that reads it and passes it on."""
    target = f"{place.scheme}://{place.name}{place.target}"
    return request_head(request, place.name, target, proxy.headers)


def unasked(received: Received) -> Failure | None:
    """Return what is wrong with an answer that came before its request, if it is one.

    A server that takes no connections now may say so at once. Any other cannot be an answer.
    """
    if received.status >= 300:
        return None
    return Failure("protocol", "the server answered before it was asked")


def proxy_to(config: Config, origin: Origin) -> Proxy | None:
    """Return the HTTP proxy to an origin, or None.

    Raises:
        BySocks: If it is a SOCKS proxy.
    """
    proxy = proxy_of(config, origin)
    if proxy is not None and proxy.scheme == "socks5":
        raise BySocks(proxy)
    return proxy


def talk_with(proxy: Proxy, scheme: str, host: str, port: int) -> Talk | None:
    """Return what is said to a proxy before it is a way to a server; None if it reads requests."""
    if scheme == "http":
        return None
    from .proxy_handshake import tunnel

    return tunnel(proxy, host, port)


def tls_context(config: Config) -> ssl.SSLContext:
    """Return how a client does TLS: by a context of its own, or by the process's."""
    if config.ssl_context is not None:
        return config.ssl_context
    from .tls import process_context

    return process_context()


def may_serve_again(request: Request) -> bool:
    """Return whether a connection can be kept after a request.

    What was known of an address is known of the moment in which it was looked up.
    """
    return not request.addresses and "connection" not in request.headers
