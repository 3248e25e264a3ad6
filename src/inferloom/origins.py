"""Addresses as callers write them: checked, and taken apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, unquote

from .errors import ArgumentError
from .secret_texts import Hidden
from .url_text import is_plain, is_url, parts_of, redacted

__all__ = ["ADDRESS", "basic", "not_http", "origin", "shown", "split"]

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# `localhost:8080/v1` and the like: an address whose `http://` was forgotten.
ADDRESS: Final = (
    r"(?i)(?:localhost|(?:\d+\.){3}\d+|\[[0-9a-f:.]+\])(?::\d+)?(?:/.*)?|[\w.-]+:\d+(?:/.*)?"
)


@lru_cache(maxsize=512)
def origin(url: str, argument: str = "url") -> tuple[str, str, int]:
    """Return scheme, host and port of an http(s) URL: lower case, the default port filled in.

    Args:
        url: The URL.
        argument: What the caller gave it as, for errors.

    Raises:
        ArgumentError: It is not a usable http(s) URL.
    """
    parts = split(url, argument)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def basic(url: str) -> str | None:
    """Return the `Authorization` header for the user and password in a URL, None without them."""
    parts = split(url, "url")
    if not parts.password:
        return None
    from base64 import b64encode

    pair = f"{unquote(parts.username or '')}:{unquote(parts.password)}"
    return Hidden(f"Basic {b64encode(pair.encode()).decode()}")


def split(url: str, argument: str) -> SplitResult:
    """Take an http(s) URL apart, or say what is wrong with it."""
    if not is_url(url):
        raise not_http(url, argument)
    # `urlsplit` drops some of these without a word, and readers of URLs differ on the backslash.
    if not is_plain(url):
        raise ArgumentError(
            f"`{argument}` is not a valid URL: it contains a space, a backslash or a control "
            "character. Percent-encode what belongs there and remove the rest.",
            argument=argument,
        )
    if (parts := parts_of(url)) is not None:
        return parts
    raise ArgumentError(
        f"`{argument}` is not a valid URL: {shown(url)} has no usable host and port. "
        "Write https://host or http://host:port.",
        argument=argument,
    )


def not_http(text: str, argument: str) -> ArgumentError:
    """Return the error for a text that is no http(s) URL."""
    advice = f" Write http://{redacted(text)}." if re.fullmatch(ADDRESS, text) else ""
    return ArgumentError(
        f"`{argument}` is not a URL that can be called: {shown(text)} does not start with http:// "
        f"or https://.{advice}",
        argument=argument,
    )


def shown(text: str) -> str:
    """Return an address for a message: without what is secret, and not much of it."""
    text = redacted(text)
    return repr(text if len(text) <= 100 else text[:97] + "...")
