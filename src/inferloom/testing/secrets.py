"""What must not stand in a recording, and what stands there instead."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit, urlunsplit

from ..config import Config
from ..credentials import find_token
from ..errors import InferenceError
from ..jsonvalues import is_array, is_object
from ..transport.decompress import Inflate

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
_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=")
_URL_SAFE = str.maketrans("+/", "-_")
_WITHOUT_LINE_ENDS = str.maketrans("", "", "\r\n")
_GZIP = b"\x1f\x8b"
_LARGEST = 64 * 1024**2  # bytes of a compressed body that are looked at
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
        self._encoded: set[str] = set()  # what is the same in base64, whatever is around it
        self._lock = threading.Lock()
        self._pattern: re.Pattern[str] | None = None
        self.learn(secrets)

    def learn(self, secrets: Iterable[str]) -> None:
        """Take more secrets."""
        known = [secret for secret in secrets if len(secret) >= _SHORTEST_TOKEN]
        forms = {form for secret in known for form in _spellings(secret)}
        encoded = {
            part
            for secret in known
            for spelling in (secret, *_in_json(secret))
            for part in _in_base64(spelling.encode())
        }
        with self._lock:
            self._encoded |= encoded
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
        return self._masked(text)

    def _masked(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for start, end in self._spans(text):
            parts += (text[at:start], MASK)
            at = end
        return "".join([*parts, text[at:]]) if parts else text

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Return where secrets stand, in order and apart from each other."""
        found = [match.span() for match in _TOKENS.finditer(text)]
        if self._pattern is not None:
            found += [match.span() for match in self._pattern.finditer(text)]
        found += self._encoded_spans(text)
        apart: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if apart and start < apart[-1][1]:
                apart[-1] = apart[-1][0], max(end, apart[-1][1])
            else:
                apart.append((start, end))
        return apart

    def _encoded_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where base64 text with a secret in it begins and ends; it may be in lines."""
        compact, places = text, None
        if "\n" in text:
            compact = text.translate(_WITHOUT_LINE_ENDS)
        for part in self._encoded:
            at = compact.find(part)
            while at >= 0:
                start, end = at, at + len(part)
                while start > 0 and compact[start - 1] in _BASE64:
                    start -= 1
                while end < len(compact) and compact[end] in _BASE64:
                    end += 1
                if compact is text:
                    yield start, end
                else:
                    if places is None:
                        places = [n for n, sign in enumerate(text) if sign not in "\r\n"]
                    yield places[start], places[end - 1] + 1
                at = compact.find(part, end)

    def content(self, content: bytes) -> bytes:
        """Return bytes without secrets."""
        if content.startswith(_GZIP) and self._is_secret_within(content):
            return MASK.encode()
        # Latin-1 spells any bytes and gives them back.
        text = self.text(content.decode("latin-1"))
        return text.encode("latin-1")

    def _is_secret_within(self, content: bytes) -> bool:
        """Whether compressed content has a secret; what cannot be inflated, or is huge, may."""
        inflated = bytearray()
        try:
            for piece in Inflate("gzip").pieces(content):
                inflated += piece
                if len(inflated) > _LARGEST:
                    return True
        except InferenceError:
            return True
        return bool(self._spans(inflated.decode("latin-1")))

    def blocks(self, blocks: list[bytes]) -> list[bytes]:
        """Return the blocks of one body without secrets, also those that are cut in two."""
        whole = b"".join(blocks).decode("latin-1")
        marked = bytearray(len(whole))
        for start, end in self._spans(whole):
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
        return self._masked(urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment)))

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


def _spellings(secret: str) -> Iterator[str]:
    """Yield how a secret may be written in a text."""
    yield secret
    yield secret.encode().decode("latin-1")
    for text in (secret, escape(secret)):
        for quoted in (quote(text, safe=""), quote_plus(text), quote(text)):
            yield quoted
            yield re.sub("%..", lambda found: found[0].lower(), quoted)
            yield quote(quoted, safe="")
    yield from _in_json(secret)
    yield from _in_json(escape(secret))
    yield "\0".join(secret)  # UTF-16
    if len(secret) >= _SHORTEST:
        yield secret.encode().hex()
        yield secret.encode().hex().upper()


def _in_json(text: str) -> Iterator[str]:
    """Yield how a text stands in JSON, and in JSON that is a text in JSON, and so on."""
    layer = {text, text.replace("/", "\\/")}
    for _ in range(3):
        layer |= {json.dumps(part)[1:-1] for part in layer}
        layer |= {json.dumps(part, ensure_ascii=False)[1:-1] for part in layer}
        layer |= {part.replace("/", "\\/") for part in layer if "\\/" not in part}
    for part in layer:
        yield part
        yield part.encode().decode("latin-1")


def _in_base64(secret: bytes) -> Iterator[str]:
    """Yield what base64 makes of a secret, at each place where it may stand in a longer text."""
    for before in range(3):
        # Signs at the edges have bits of the neighbours as well.
        start, end = -(-before * 8 // 6), (before + len(secret)) * 8 // 6
        text = b64encode(bytes(before) + secret + bytes(3)).decode()[start:end]
        if len(text) >= _SHORTEST:
            yield text
            yield text.translate(_URL_SAFE)


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
