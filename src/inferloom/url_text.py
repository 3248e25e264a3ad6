"""Addresses as text: what may be shown of one. Nothing here raises."""

from __future__ import annotations

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from typing import overload
    from urllib.parse import SplitResult

__all__ = ["is_plain", "is_url", "parts_of", "redacted", "without_user"]


def is_url(text: str) -> bool:
    """Whether the text starts as an http(s) URL does."""
    return text[:8].lower().startswith(("http://", "https://"))


def redacted(url: str) -> str:
    """Return the URL without user info, query and fragment, fit for messages and logs."""
    import re

    if "@" in url and parts_of(url) is None:
        # A password may hold what ends a host elsewhere: `/`, `?` or `#`.
        scheme, separator, rest = url.rpartition("://")
        user, _, host = rest.rpartition("@")
        if separator or ":" in user:
            url = f"{scheme}{separator}{host}"
    visible = re.split(r"[?#]", url, maxsplit=1)[0]
    return re.sub(r"//[^/]*@", "//", visible)


if TYPE_CHECKING:

    @overload
    def without_user(url: str) -> str: ...
    @overload
    def without_user(url: None) -> None: ...
    @overload
    def without_user(url: str | None) -> str | None: ...


def without_user(url: str | None) -> str | None:
    """Return the URL without user name and password; what is no URL as it is."""
    if url is None or "@" not in url or not is_url(url) or not is_plain(url):
        return url
    from urllib.parse import urlsplit, urlunsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2]
    return url if host == parts.netloc else urlunsplit(parts._replace(netloc=host))


def is_plain(url: str) -> bool:
    """Whether all readers of URLs read it alike: no space, backslash or control character."""
    return url.isprintable() and " " not in url and "\\" not in url


def parts_of(url: str) -> SplitResult | None:
    """Take a URL apart; None if it has no usable host and port."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        if "[" in parts.netloc:
            from ipaddress import IPv6Address

            IPv6Address(parts.hostname or "")  # Python before 3.11 takes any text in brackets
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None
