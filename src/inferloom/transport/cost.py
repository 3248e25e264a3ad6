"""What JSON costs in memory once it is Python values, by a glance at its bytes.

A body of a few megabytes may hold a million empty objects, which are a gigabyte.
"""

from __future__ import annotations

import re

__all__ = ["SLACK", "SMALL", "cost"]

SMALL = 64 * 1024  # bytes of a body that is worth no glance
SLACK = 32 * 1024**2  # bytes beyond a limit that an answer may take while it is read

# Bytes of memory: a model with what it holds, a list, any other value with its place in a list.
_OBJECT, _LIST, _VALUE = 1200, 72, 40
_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def cost(content: bytes, enough: int) -> int:
    """Return about how many bytes the values of a JSON text take, without its texts.

    Args:
        content: The text.
        enough: What may be spent. Only where a first guess is above it are marks inside of texts
            told from others.
    """
    guess = _by_marks(content)
    if guess > enough:
        guess = _by_marks(_TEXTS.sub(b"", content))
    return guess


def _by_marks(content: bytes) -> int:
    objects, lists, values = content.count(b"{"), content.count(b"["), content.count(b",")
    return objects * _OBJECT + lists * _LIST + values * _VALUE
