"""What JSON costs in memory once it is Python values, by a glance at its bytes.

A body of a few megabytes may hold a million empty objects, which are a gigabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["SLACK", "SMALL", "cost", "fits", "text_cost"]

SMALL = 64 * 1024  # bytes of a body that is worth no glance
# Bytes beyond a limit that an answer may take while it is read; 12 MB more are left for the reader.
SLACK = 20 * 1024**2

# Bytes of memory: a model with what it holds, a list, any other value with its place in a list.
_OBJECT, _LIST, _VALUE = 1200, 72, 40
_MOST = _VALUE // 2 + 6  # of a byte: `0,` is a value, and texts take six times their size
_WINDOW = 256 * 1024
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
# Characters, written out or escaped, that make Python keep a text with four bytes for each, or two.
_FOUR = re.compile(rb"[\xf0-\xf4]|\\u[dD][89abAB]")
_TWO = re.compile(rb"[\xc4-\xef]|\\u(?!00)")


def fits(content: bytes, enough: int) -> bool:
    """Return whether the values and texts of a JSON text fit into some bytes of memory."""
    if _containers(content) + len(content) * _MOST <= enough:
        return True  # as of nearly all, whatever else is in it
    enough -= text_cost(content, enough)
    return enough >= 0 and cost(content, enough) <= enough


def cost(content: bytes, enough: int) -> int:
    """Return about how many bytes the values of a JSON text take, without its texts.

    Only where a first guess is above what is `enough` are marks inside of texts told from others.
    """
    guess = _by_marks(content)
    return guess if guess <= enough else sum(map(_by_marks, _without_texts(content)))


def text_cost(content: bytes, enough: int) -> int:
    """Return at most how many bytes the texts of a JSON text take while they are read.

    Args:
        content: The text.
        enough: What may be spent. Only where a first guess is above it characters are looked at.
    """
    if b'"' not in content:
        return 0
    size = len(content)
    most = size * (1 + (b"\\" in content))  # which are copied on the way
    if content.isascii() and b"\\u" not in content:
        return most
    for width, wide in ((4, _FOUR), (2, _TWO)):
        if most + width * size <= enough or wide.search(content):
            return most + width * size
    return most


def _without_texts(content: bytes) -> Iterator[bytes]:
    """Yield a JSON text without its texts, part by part."""
    inside = skip = False
    for place in range(0, len(content), _WINDOW):
        part = content[place + skip : place + _WINDOW]
        bare = part.rstrip(b"\\")
        skip = (len(part) - len(bare)) % 2 == 1  # what follows the last mark is in the next part
        pieces = _ESCAPE.sub(b"", part[:-1] if skip else part).split(b'"')
        yield b"".join(pieces[inside::2])
        inside ^= len(pieces) % 2 == 0


def _by_marks(content: bytes) -> int:
    return _containers(content) + content.count(b",") * _VALUE


def _containers(content: bytes) -> int:
    return content.count(b"{") * _OBJECT + content.count(b"[") * _LIST
