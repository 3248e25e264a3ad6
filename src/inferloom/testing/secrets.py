"""What must not stand in a recording, and what stands there instead."""

from __future__ import annotations

import re
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit, urlunsplit

from ..transport.config import Config
from ..transport.credentials import find_token
from ..transport.narrow import is_array, is_object

__all__ = ["MASK", "Scrubber", "secrets_of"]

MASK = "<scrubbed>"

# Anything shorter stands in too many other words: a token that is sent as one, and other values.
_SHORTEST_TOKEN = 4
_SHORTEST = 8
# Headers of requests whose values tell nothing about who sends them. All others are masked.
_HARMLESS = frozenset(
    {
        "accept", "accept-encoding", "accept-language", "cache-control", "connection",
        "content-type", "content-encoding", "range", "transfer-encoding",
        "user-agent",
    }
)  # fmt: skip
_SENSITIVE = re.compile(
    r"auth|cookie|token(?!s)|secret|passw|pwd|credential|signature|session|csrf|api[-_]?key|access[-_]?key"
    r"|(?:^|[-_])(?:key|sig|sign|jwt|code)(?:$|[-_])",
    re.IGNORECASE,
)
# What tokens of known services look like, wherever they stand.
_TOKENS = re.compile(
    r"\b(?:hf_[A-Za-z0-9]{8,}|(?:sk|pk|rk)-[A-Za-z0-9_-]{8,}|gh[pousr]_[A-Za-z0-9]{16,}"
    r"|xox[abprs]-[A-Za-z0-9-]{8,}|AKIA[A-Z0-9]{12,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,})"
)
_URL = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


def secrets_of(config: Config) -> list[str]:
    """Return the secrets that a client knows: its token, and what its headers and proxies hold."""
    found: list[str] = []
    if config.credentials.secret is not None:
        found.append(config.credentials.secret.reveal())
    elif config.credentials.found and (token := find_token()):
        found.append(token)
    for name, value in config.headers.items():
        found += _in_header(name, value)
    for url in config.proxies.values():
        found += _in_url(url)
    for place in (config.base_url, config.model):
        if place and "://" in place:
            found += _in_url(place)
    return found


class Scrubber:
    """Replaces secrets; learns new ones from the requests that it sees.

    Args:
        secrets: Those that are known from the start.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._forms: set[str] = set()
        self._lock = threading.Lock()
        self._pattern: re.Pattern[str] | None = None
        self.learn(secrets)

    def learn(self, secrets: Iterable[str]) -> None:
        """Take more secrets."""
        forms = {
            form
            for secret in secrets
            if len(secret) >= _SHORTEST_TOKEN
            for form in (
                secret,
                secret.encode().decode("latin-1"),
                quote(secret, safe=""),
                quote_plus(secret),
                b64encode(secret.encode()).decode(),
            )
        }
        with self._lock:
            if forms <= self._forms:
                return
            self._forms |= forms
            # The longest first: one may be a part of another.
            listed = sorted(self._forms, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, listed)))

    def learn_from(self, url: str, headers: Mapping[str, str]) -> None:
        """Take the secrets of a request."""
        found = _in_url(url)
        for name, value in headers.items():
            found += _in_header(name, value)
        self.learn(found)

    def text(self, text: str) -> str:
        """Return a text without secrets."""
        # Before a mask stands in a URL, which would be its end to the pattern.
        text = _URL.sub(lambda found: self.url(found[0]), text)
        if self._pattern is not None:
            text = self._pattern.sub(MASK, text)
        return _TOKENS.sub(MASK, text)

    def content(self, content: bytes) -> bytes:
        """Return bytes without secrets."""
        # Latin-1 spells any bytes and gives them back.
        text = self.text(content.decode("latin-1"))
        return text.encode("latin-1")

    def blocks(self, blocks: list[bytes]) -> list[bytes]:
        """Return the blocks of one body without secrets, also those that are cut in two."""
        whole = b"".join(blocks).decode("latin-1")
        marked = bytearray(len(whole))
        for pattern in (self._pattern, _TOKENS):
            for found in pattern.finditer(whole) if pattern is not None else ():
                start, end = found.span()
                marked[start:end] = b"\2" * (end - start)
                marked[start] = 1
        result: list[bytes] = []
        at = 0
        for block in blocks:
            flags = marked[at : at + len(block)]
            at += len(block)
            kept = bytearray()
            for byte, flag in zip(block, flags, strict=True):
                kept += MASK.encode() if flag == 1 else b"" if flag else bytes((byte,))
            result.append(bytes(kept))
        return result

    def value(self, value: Any) -> Any:
        """Return a JSON value without secrets."""
        if isinstance(value, str):
            return self.text(value)
        if is_object(value):
            return {self.text(key): self.value(item) for key, item in value.items()}
        return [self.value(item) for item in value] if is_array(value) else value

    def url(self, url: str) -> str:
        """Return a URL without user and password, and without parameters that hold secrets."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return MASK
        user, at, host = parts.netloc.rpartition("@")
        netloc = f"{MASK}@{host}" if at and user else parts.netloc
        query = "&".join(map(_parameter, parts.query.split("&"))) if parts.query else ""
        url = urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))
        if self._pattern is not None:
            url = self._pattern.sub(MASK, url)
        return _TOKENS.sub(MASK, url)

    def request_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return the headers of a request: the values of all but the harmless ones are masked."""
        return {
            name: self.text(value) if name in _HARMLESS else MASK
            for name, value in headers.items()
            if name not in ("content-length", "idempotency-key")
        }

    def answer_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return the headers of an answer; those that name a secret are masked."""
        return {
            name: MASK if _SENSITIVE.search(name) else self.text(value)
            for name, value in headers.items()
        }


def _parameter(text: str) -> str:
    name, equals, _ = text.partition("=")
    return f"{name}={MASK}" if equals and _SENSITIVE.search(unquote(name)) else text


def _in_url(url: str) -> list[str]:
    try:
        parts = urlsplit(url)
        found = [unquote(part) for part in (parts.password or parts.username,) if part]
    except ValueError:
        return []
    for parameter in parts.query.split("&"):
        name, _, value = parameter.partition("=")
        if _SENSITIVE.search(unquote(name)):
            found += [value, unquote(value)]
    return [value for value in found if len(value) >= _SHORTEST]


def _in_header(name: str, value: str) -> list[str]:
    name = name.lower()
    if name in ("cookie", "set-cookie"):
        values = [part.partition("=")[2].strip() for part in value.split(";")]
        return [value for value in values if len(value) >= _SHORTEST]
    if name in ("authorization", "proxy-authorization"):
        kind, _, rest = value.strip().partition(" ")
        if kind.lower() == "basic":
            return [rest, *_basic(rest)]
        return [rest or kind]
    if name == "idempotency-key" or not _SENSITIVE.search(name) or len(value) < _SHORTEST:
        return []
    return [value]


def _basic(text: str) -> list[str]:
    try:
        user, _, password = b64decode(text).decode().partition(":")
    except ValueError:
        return []
    return [password] if password else [user]
