"""Where the values of a JSON text stand: JSON pointer to line number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from .pointer import pointer_to

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s\[\]{},:"]+')


@lru_cache(maxsize=64)  # a file often has several faults
def lines(text: str) -> dict[str, int]:
    """Return the line of every value of a JSON text, the first line being 1.

    Args:
        text: Valid JSON.

    Returns:
        Pointer to line; a member of an object stands where its name stands.
    """
    found: dict[str, int] = {}
    at = line = 0
    for pointer, offset in _values(text):
        line += text.count("\n", at, offset)
        at = offset
        found[pointer] = line + 1
    return found


def repeated(text: str) -> int | None:
    """Return the line of the first member that an object has twice.

    Args:
        text: JSON.
    """
    seen: set[str] = set()
    for pointer, offset in _values(text):
        if pointer in seen:
            return text.count("\n", 0, offset) + 1
        seen.add(pointer)
    return None


def line_of(found: dict[str, int], pointer: str) -> int | None:
    """Return the line of a pointer, or of the nearest value above it that is there."""
    while pointer and pointer not in found:
        pointer = pointer.rpartition("/")[0]
    return found.get(pointer)


def _values(text: str) -> Iterator[tuple[str, int]]:
    """Yield pointer and offset of all values, in the order of the text."""
    stack: list[tuple[str, int | None]] = []  # containers that are open; index in a list
    at = _space(text, 0)
    pointer, start = "", at
    while True:
        yield pointer, start
        if text[at] in "{[":
            stack.append((pointer, 0 if text[at] == "[" else None))
            at = _space(text, at + 1)
        else:
            scalar = _SCALAR.match(text, at)
            assert scalar is not None
            at = _space(text, scalar.end())
        while stack and text[at] in "}]":
            stack.pop()
            at = _space(text, at + 1)
        if not stack:
            return
        parent, index = stack[-1]
        if text[at] == ",":
            at = _space(text, at + 1)
            if index is not None:
                index += 1
                stack[-1] = parent, index
        start = at
        if index is not None:
            pointer = parent + pointer_to(index)
            continue
        name = _STRING.match(text, at)
        assert name is not None
        pointer = parent + pointer_to(json.loads(name[0]))
        at = _space(text, _space(text, name.end()) + 1)  # behind the colon


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()
