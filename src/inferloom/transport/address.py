"""Where a request goes: its URL taken apart, and the way there, directly or by something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from ..config import Config
from ..errors import ArgumentError
from ..origins import origin as origin_of
from .failure import Failure

if TYPE_CHECKING:
    from ..proxy_settings import Proxy

__all__ = ["BySocks", "Origin", "Place", "place_of", "proxy_of", "unix_socket"]

Origin = tuple[str, str, int, tuple[str, ...]]  # with the addresses that the request names

_LABEL = 63  # characters; longer names are looked at, and tables for it loaded
_PORTS = {"http": 80, "https": 443}
_TARGET = re.compile(r"[!-~]+")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class Place(NamedTuple):
    """Where a request goes.

    Attributes:
        scheme: `http` or `https`.
        host: Name in ASCII, or an address.
        port: Port.
        name: What the `Host` header says.
        target: Path and query.
    """

    scheme: str
    host: str
    port: int
    name: str
    target: str


@lru_cache(maxsize=512)  # a client calls few URLs, and each many times
def place_of(url: str) -> Place:
    """Take a URL apart."""
    parts = urlsplit(url)
    try:
        host = parts.hostname or ""
        if not host.isascii() or len(host) > _LABEL:
            host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Failure("connect", "the host name is not valid", sent=False) from None
    usual = _PORTS[parts.scheme]
    port = parts.port or usual
    name = f"[{host}]" if ":" in host else host
    if port != usual:
        name = f"{name}:{port}"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _TARGET.fullmatch(target):
        target = quote(target, safe=_PUNCTUATION)
    return Place(parts.scheme, host, port, name, target)


def unix_socket(config: Config, origin: Origin) -> str | None:
    """Return the socket that the client's server is reached by, if an origin is that server."""
    address = config.model if config.base_url is None else config.base_url
    if config.unix_socket is None or address is None or origin[:3] != origin_of(address):
        return None
    if origin[3]:  # a download, which has its own way
        return None
    return config.unix_socket


def proxy_of(config: Config, origin: Origin) -> Proxy | None:
    """Return the proxy to an origin, or None."""
    scheme, host, port, addresses = origin
    if addresses or unix_socket(config, origin):
        return None
    if not (config.proxies or config.trust_env):
        return None
    from ..proxy_settings import proxy_for

    return proxy_for(config.proxies, config.trust_env, scheme, host, port)


class BySocks(ArgumentError):
    """A SOCKS proxy is on the way, and the native engine knows none.

    Args:
        proxy: The proxy.
    """

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(
            f"{proxy.source}: {proxy!r} is a SOCKS proxy, to which engine='native' does not speak; "
            "leave engine out, or pass engine='httpx'",
            argument=proxy.source,
        )
