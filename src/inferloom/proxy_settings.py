"""Which proxy a request goes through: the client's own, or what the environment says."""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .errors import ArgumentError
from .secret_texts import Hidden, address

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["Proxy", "may_be_proxied", "parsed", "proxy_for"]

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_HOST_PORTS = {"http": 80, "https": 443}
_PLACE = r"([^\s/?#@\\\[\]:]+|\[[0-9A-Fa-f:.]+(?:%[^\s\]]+)?\])(?::([0-9]*))?"


class Proxy(NamedTuple):
    """A proxy.

    Attributes:
        scheme: `http`, `https` or `socks5`.
        host: Name in ASCII, or an address.
        port: Port.
        source: The argument or variable that names it.
        user: User and password as they are said; None if there are none.
    """

    scheme: str
    host: str
    port: int
    source: str
    user: tuple[str, str] | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """What an HTTP proxy wants to know, and nobody behind it."""
        if self.user is None:
            return {}
        from base64 import b64encode

        pair = b64encode(":".join(self.user).encode()).decode()
        return {"proxy-authorization": Hidden(f"Basic {pair}")}

    def __repr__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


@lru_cache(maxsize=32)
def parsed(url: str, name: str) -> Proxy:
    """Read the URL of a proxy.

    Args:
        url: The URL; `host:port` alone is an HTTP proxy.
        name: The argument or variable that it comes from, for errors.

    Raises:
        ArgumentError: If it is none. The message does not show it: it may hold a password.
    """
    read = _read(url, name)
    if isinstance(read, str):
        raise ArgumentError(
            f"{name}: the URL of the proxy {read}; write signs of a user or password that are none "
            "of a URL in percent-encoding, such as %23 for #, or unset it to use no proxy",
            argument=name,
        )
    return read


def _read(url: str, source: str) -> Proxy | str:
    """Return a proxy, or what is wrong with its URL. It raises nothing: its locals are secrets."""
    scheme, found, rest = url.strip().partition("://")
    if not found:
        scheme, rest = "http", scheme
    scheme = scheme.lower()
    if scheme == "socks":  # as desktops write it
        scheme = "socks5"
    if scheme not in _PORTS:
        return "begins with a scheme that is none of http, https, socks5 and socks5h"
    user, _, place = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")
    match = re.fullmatch(_PLACE, place)
    if match is None:
        return "has no host and port that can be read, as in http://user:password@host:3128"
    port = int(match[2]) if match[2] else _PORTS[scheme]
    if not 0 < port < 65536:
        return "has a port that is not between 1 and 65535"
    try:
        host = match[1].strip("[]").encode("idna" if not match[1].isascii() else "ascii").decode()
    except UnicodeError:
        return "has a host name that is not valid"
    if any(len(label) > 63 for label in host.split(".")) or ".." in host or host.startswith("."):
        return "has a host name that is not valid"
    return Proxy(scheme.removesuffix("h"), host, port, source, _user(user))


def _user(text: str) -> tuple[str, str] | None:
    if not text:
        return None
    from urllib.parse import unquote

    user, _, password = text.partition(":")
    return Hidden(unquote(user)), Hidden(unquote(password))


def proxy_for(
    proxies: Mapping[str, str], trust_env: bool, scheme: str, host: str, port: int
) -> Proxy | None:
    """Return the proxy that requests to an origin go through, or None.

    Args:
        proxies: The client's own, by scheme or `all`.
        trust_env: Whether the environment and the system are asked.
        scheme: `http` or `https`.
        host: Name in ASCII, or an address.
        port: Port.

    Raises:
        ArgumentError: If what names the proxy cannot be read.
    """
    if proxies:
        url = proxies.get(scheme) or proxies.get("all")
        return parsed(url, "proxies") if url else None
    if not trust_env or not may_be_proxied():
        return None
    found = _of_the_environment()
    for key in (scheme, "all"):
        name, url = found.get(f"{key}_proxy", ("", ""))
        if url.strip():
            bypassed = _bypassed(found.get("no_proxy", ("", ""))[1], scheme, host, port)
            return None if bypassed else parsed(url, name)
    if found or sys.platform not in ("win32", "darwin"):
        return None
    return _of_the_system(scheme, host)


def may_be_proxied() -> bool:
    """Return whether anything but the client's arguments may name a proxy."""
    if sys.platform in ("win32", "darwin"):
        return True  # they have settings beside the environment
    return any(name.lower().endswith("_proxy") for name in os.environ)


def _of_the_environment() -> dict[str, tuple[str, str]]:
    """Return the variables about proxies by their names in lower case, each with its name."""
    found: dict[str, tuple[str, str]] = {}
    for name, value in os.environ.items():
        key = name.lower()
        if not key.endswith("_proxy") or (name != key and key in found and found[key][0] == key):
            continue  # written in lower case it wins, also if it is empty
        if name == "HTTP_PROXY" and "REQUEST_METHOD" in os.environ:
            continue  # in a CGI script it is a header of the request, of whoever sends it
        found[key] = (name, address(value))
    return found


def _of_the_system(scheme: str, host: str) -> Proxy | None:
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    url = address(proxies.get(scheme) or proxies.get("all"))
    if not url or proxy_bypass(host):
        return None
    return parsed(url, "the system's proxy settings")


# NO_PROXY ---------------------------------------------------------------------------------------


def _bypassed(text: str, scheme: str, host: str, port: int) -> bool:
    """Return whether `NO_PROXY` has an origin: by name, domain, address or network."""
    host = host.lower().rstrip(".")
    address = _address(host)
    for entry in re.split(r"[\s,;]+", text.lower()):
        before, found, rest = entry.partition("://")
        if found and before != scheme:
            continue
        name, wanted = _with_port(rest if found else entry)
        if not name or (wanted and wanted != str(port or _HOST_PORTS[scheme])):
            continue
        if name == "*":
            return True
        if address is not None:
            if _within(address, name):
                return True
            continue
        name = name.removeprefix("*").strip(".")
        if not name.isascii():
            try:
                name = name.encode("idna").decode("ascii")
            except UnicodeError:
                continue
        if name and (host == name or host.endswith(f".{name}")):
            return True
    return False


def _with_port(entry: str) -> tuple[str, str]:
    """Take `host`, `host:port`, `[address]` and `[address]:port` apart."""
    if entry.startswith("["):
        name, _, rest = entry[1:].partition("]")
        return (name + rest, "") if rest.startswith("/") else (name, rest.removeprefix(":"))
    name, _, port = entry.rpartition(":")
    return (name, port) if name and ":" not in name else (entry, "")


def _address(host: str) -> object | None:
    from ipaddress import ip_address

    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: object, name: str) -> bool:
    from ipaddress import ip_network

    try:
        return address in ip_network(name, strict=False)
    except (ValueError, TypeError):
        return False
