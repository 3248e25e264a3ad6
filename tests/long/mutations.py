"""Good answers made bad, by chance: what the subjects of `make fuzz` are fed with."""

# ruff: noqa: E501
from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

SIZES = [0, 1, -1, 2**31, 2**63, 2**64, -(2**63), 10**30]
TEXTS = [
    "", "0", "-1", "NaN", "null", "[]", "{}", "data:", "data:,", "data:image/png;base64,AAA", "\x00", "\u202e",
    "\ud800", "é", "日本", "a" * 3000, "=", "AAAA", "AAA=", "!", "loading", "http://[", "http://a:99999/", "٣",
    "1e999", "<title>x</title>", "&#x110000;", "&#99999999999;", "\r\n", "%", "{0}", "image/png", "a/b/c",
]  # fmt: skip
VALUES: list[Callable[[], Any]] = [
    lambda: None, lambda: True, lambda: False, list, dict, lambda: [[]], lambda: [None], lambda: [{}],
    lambda: {"": None}, lambda: {"error": None}, lambda: {"error": {"message": [1]}}, lambda: {"type": "text"},
    lambda: 0.5, lambda: -0.0, lambda: 1e308, lambda: float("inf"), lambda: float("nan"), lambda: [1, [2]],
    lambda: [float("nan")], lambda: ["a", 1, None], lambda: {"a": {"b": {"c": []}}}, lambda: [[1.5], [2.5, 3]],
]  # fmt: skip
RAW = [
    b"NaN", b"Infinity", b"1e999", b"1" * 400, b"1" * 5000, b"\xff", b"\x00", b"\\ud800", b'"\\ud83d"', b"[" * 300, b"{",
    b'{"a":' * 300, b"]", b"}", b",", b'"', b"\\", b"//", b"\xef\xbb\xbf", b"-", b"0x10", b"'", b" " * 100, b"<title>",
    b'{"error":"x"}', b"null", b"[]", b"\r", b"\n\n", b"data: ", b"[" * 100_000,
]  # fmt: skip
CHARSETS = [
    "utf-8", "UTF-16", "utf-32-le", "ascii", "latin-1", "punycode", "idna", "rot13", "hex", "zip", "undefined", "mbcs",
    "unicode_escape", "big5", "shift_jis", "euc-kr", "iso-2022-jp", "cp1252", '"utf-8"', "\x00", "", "a" * 500, "utf-7",
]  # fmt: skip
TYPES = [
    "application/json", "text/plain", "text/html", "text/event-stream", "image/png", "audio/wav", "application/octet-stream",
    "", ";", "application/json; charset=", "multipart/form-data", "video/mp4", "APPLICATION/JSON ", "x" * 300,
]  # fmt: skip
HEADERS = {
    "retry-after": [
        "1", "-1", "inf", "nan", "1e999", "0x10", "١٢", "1, 2", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99 Foo 99999 07:28:00",
        "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 +2359", "9" * 400, "\x00", " ", "1.5.5", "x" * 100_000,
    ],
    "retry-after-ms": ["1", "nan", "-", "9" * 400, "²"],
    "location": ["http://[", "//", "http://a:b:c", "\x00", "http://a:99999999999/", "javascript:1", "https://a\u202e/", "/" * 5000],
    "content-encoding": ["gzip", "br", "gzip, gzip", "", "deflate", "\x00", "identity"],
    "x-error-message": ["", "é", "loading", "x" * 5000, "{", '{"error":1}', "\x1b[2J"],
    "x-request-id": ["", "a\x1b", "x" * 5000],
    "x-should-retry": ["true", "TRUE", "maybe"],
}  # fmt: skip


def value(generator: random.Random) -> Any:
    """Return some value of JSON."""
    pick = generator.random()
    if pick < 0.3:
        return generator.choice(TEXTS)
    if pick < 0.5:
        return generator.choice(SIZES)
    return generator.choice(VALUES)()


def changed(generator: random.Random, whole: Any) -> Any:
    """Return a value with some of its members replaced, dropped, doubled or added."""
    whole = copy.deepcopy(whole)
    for _ in range(generator.choice((1, 1, 1, 2, 3))):
        holders = list(_holders(whole))
        if not holders or generator.random() < 0.03:
            return value(generator)
        holder = generator.choice(holders)
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        pick = generator.random()
        if not keys or pick < 0.1:
            if isinstance(holder, dict):
                holder[generator.choice((*TEXTS, "error", "type", "text", "message"))] = value(
                    generator
                )
            else:
                holder.insert(generator.randint(0, len(holder)), value(generator))
        elif pick < 0.25:
            del holder[generator.choice(keys)]
        elif pick < 0.35 and isinstance(holder, list):
            holder.append(copy.deepcopy(generator.choice(holder)))
        else:
            holder[generator.choice(keys)] = value(generator)
    return whole


def _holders(whole: Any) -> Any:
    if isinstance(whole, (dict, list)):
        yield whole
        for item in whole.values() if isinstance(whole, dict) else whole:
            yield from _holders(item)


def spoiled(generator: random.Random, content: bytes) -> bytes:
    """Return bytes with some of them cut out, doubled, or replaced."""
    for _ in range(generator.choice((1, 1, 2, 4))):
        start, end = sorted(generator.randint(0, len(content)) for _ in range(2))
        pick = generator.random()
        if pick < 0.2:
            content = content[:start]
        elif pick < 0.35:
            content = content[:start] + content[end:]
        elif pick < 0.5:
            content = content[:end] + content[start:]
        elif pick < 0.75:
            content = content[:start] + generator.choice(RAW) + content[start:]
        elif pick < 0.9 and content:
            place = generator.randrange(len(content))
            content = content[:place] + bytes((generator.randrange(256),)) + content[place + 1 :]
        else:
            content = content[:start] + generator.randbytes(generator.randint(1, 8)) + content[end:]
    return content


def body(generator: random.Random, content: bytes) -> bytes:
    """Return a body that was a good one: its JSON changed, its bytes spoiled, or both."""
    if generator.random() < 0.7:
        try:
            whole = json.loads(content)
        except (ValueError, RecursionError):
            whole = None
        if whole is not None:
            text = json.dumps(changed(generator, whole), ensure_ascii=generator.random() < 0.5)
            content = text.encode("utf-8", "surrogatepass")
            if generator.random() < 0.1:
                content = text.encode(
                    generator.choice(("utf-16", "utf-32", "utf-8-sig")), "replace"
                )
            if generator.random() < 0.8:
                return content
    return spoiled(generator, content)


def headers(generator: random.Random, kind: str = "application/json") -> dict[str, str]:
    """Return the headers of an answer, few of them as they should be."""
    found: dict[str, str] = {}
    if generator.random() < 0.95:
        found["content-type"] = kind if generator.random() < 0.6 else generator.choice(TYPES)
        if generator.random() < 0.3:
            found["content-type"] += f"; charset={generator.choice(CHARSETS)}"
    for name, values in HEADERS.items():
        if generator.random() < 0.1:
            found[name] = generator.choice(values)
    return found
