"""JSON as people wrote it: texts change where their data change, and nowhere else.

Every value remembers how it was written and whether it began a line, so that a repair keeps the
layout of all that it does not touch. `pretty` lays out what nobody has written yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

INDENT = "  "
WIDTH = 120  # of a line with objects in objects; longer ones are broken up
# Their members stand on lines of their own, however short they are.
BROKEN = frozenset({"properties", "$defs", "examples", "todo"})

_TOKEN = re.compile(r'[ \t\r]*(\n\s*)?([{}\[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+)', re.DOTALL)


@dataclass(frozen=True)
class _Item:
    """A member of a container, and whether a line begins with it."""

    key: str | None  # as it is written, with its quotes; None in a list
    value: _Node
    newline: bool


@dataclass(frozen=True)
class _Node:
    """A value and how it is written."""

    data: Any
    text: str = ""  # of a scalar
    items: tuple[_Item, ...] = ()
    newline: bool = False  # whether the closing bracket begins a line


@lru_cache(maxsize=1024)  # repairs ask for each file again and again
def tidy(text: str) -> str:
    """Put the white space of a JSON text in order, and keep its line breaks.

    Args:
        text: A JSON document.

    Returns:
        The same document: indented by two spaces, one space after commas and colons, none at the
        ends of lines, and one line break at the end.
    """
    return _written(_parse(text)) + "\n"


def rewrite(text: str, data: Any) -> str:
    """Return a text of `data` that is laid out as another text, where the two are alike.

    Args:
        text: How the document was written.
        data: What it is to hold now.
    """
    return _written(_aligned(_parse(text), data)) + "\n"


def pretty(data: Any) -> str:
    """Return a JSON text in the layout of this project."""
    return _written(_laid_out(data, broken=True)) + "\n"


# Reading ----------------------------------------------------------------------------------------


def _parse(text: str) -> _Node:
    tokens = ((match[2], match[1] is not None) for match in _TOKEN.finditer(text))
    token, _ = next(tokens)
    return _value(token, tokens)


def _value(token: str, tokens: Iterator[tuple[str, bool]]) -> _Node:
    if token not in ("{", "["):
        return _Node(json.loads(token), token)
    items: list[_Item] = []
    while True:
        first, newline = next(tokens)
        if first == ",":
            first, newline = next(tokens)
        if first in ("}", "]"):
            break
        key = first if token == "{" else None
        if key is not None:
            next(tokens)  # the colon
            first, _ = next(tokens)
        items.append(_Item(key, _value(first, tokens), newline))
    return _Node(_data(items, token == "{"), "", tuple(items), newline and bool(items))


def _data(items: list[_Item], is_object: bool) -> Any:
    if is_object:
        return {json.loads(item.key or ""): item.value.data for item in items}
    return [item.value.data for item in items]


# Writing ----------------------------------------------------------------------------------------


def _written(node: _Node, depth: int = 0) -> str:
    opening, closing = ("{", "}") if isinstance(node.data, dict) else ("[", "]")
    if node.text:
        return node.text
    # Only brackets that stand on lines of their own indent what is between them.
    inner = depth + any(item.newline for item in node.items)
    text = opening
    for number, item in enumerate(node.items):
        text += "," if number else ""
        if item.newline:
            text += f"\n{INDENT * inner}"
        elif number:
            text += " "
        text += f"{item.key}: " if item.key is not None else ""
        text += _written(item.value, inner)
    return text + (f"\n{INDENT * depth}" if node.newline else "") + closing


# Laying out -------------------------------------------------------------------------------------


def _laid_out(data: Any, column: int = 0, *, broken: bool = False) -> _Node:
    """Lay out a value: on one line if it reads well there."""
    if not isinstance(data, dict | list) or not data:
        return _Node(data, json.dumps(data, ensure_ascii=False))
    newline = broken or not _fits(data, column)
    items = []
    members = data.items() if isinstance(data, dict) else ((None, item) for item in data)
    for key, value in members:
        name = None if key is None else json.dumps(key, ensure_ascii=False)
        inside = column + len(INDENT)
        items.append(_Item(name, _laid_out(value, inside, broken=key in BROKEN), newline))
    return _Node(data, "", tuple(items), newline)


def _fits(data: Any, column: int) -> bool:
    if isinstance(data, dict) and BROKEN & data.keys():
        return False
    if isinstance(data, dict) and not any(any(_containers(v)) for v in _containers(data)):
        return True  # the schema of one property, say, whose description may be long
    return column + len(json.dumps(data, ensure_ascii=False)) <= WIDTH


def _containers(data: Any) -> Iterator[Any]:
    for child in data.values() if isinstance(data, dict) else data:
        if isinstance(child, dict | list) and child:
            yield child


# Aligning ---------------------------------------------------------------------------------------


def _aligned(old: _Node, data: Any, column: int = 0) -> _Node:
    """Write data as `old` was written where they are alike."""
    if _same(old.data, data):
        return old
    if type(old.data) is not type(data) or not isinstance(data, dict | list) or not data:
        return _laid_out(data, column, broken=False)
    inside = column + len(INDENT)
    own_lines = any(item.newline for item in old.items)
    closing = old.newline if old.items else own_lines
    items = []
    for index, (key, value) in enumerate(data.items() if isinstance(data, dict) else _keys(data)):
        match = _counterpart(old, key, index, value)
        if match is None:
            name = None if key is None else json.dumps(key, ensure_ascii=False)
            match = _Item(name, _laid_out(value, inside, broken=key in BROKEN), own_lines)
        else:
            match = replace(match, value=_aligned(match.value, value, inside))
        items.append(match)
    if not own_lines and any("\n" in _written(item.value) for item in items):
        own_lines = closing = True
        items = [replace(item, newline=True) for item in items]
    if items and own_lines:
        items[0] = replace(items[0], newline=True)
    return _Node(data, "", tuple(items), closing)


def _keys(data: list[Any]) -> Iterator[tuple[None, Any]]:
    return ((None, item) for item in data)


def _counterpart(old: _Node, key: str | None, index: int, value: Any) -> _Item | None:
    """Return the member of the old text that a new member continues."""
    if key is not None:
        return next((i for i in old.items if json.loads(i.key or '""') == key), None)
    same = next((item for item in old.items if _same(item.value.data, value)), None)
    if same is not None:
        return same
    return old.items[index] if index < len(old.items) else None


def _same(left: Any, right: Any) -> bool:
    """Whether two values would be written alike; the order of members counts."""
    return json.dumps(left) == json.dumps(right)
