"""Rules on client.json's parts that are written into code as they are."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..build.imports import STANDARD, is_known
from ..exported import exported
from ..findings import Finding
from ..load import Document
from ..pointer import pointer_to
from ..runtime import known
from ..wording import nearest

_LONGEST = (
    1000  # characters; Python's parser takes long for much longer ones, and no type is so long
)
_IN_TYPES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Name, ast.Load, ast.Subscript, ast.BinOp, ast.BitOr, ast.Tuple, ast.List,
    ast.Constant, ast.UnaryOp, ast.USub,
)  # fmt: skip


def client_code(client: Document) -> Iterator[Finding]:
    """Find what is no type, no constant and no name, and so could be code."""
    data = client.data if isinstance(client.data, dict) else {}
    entries = data.get("constructor")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        for key, is_right, what in _KINDS if isinstance(entry, dict) else ():
            if key in entry and not is_right(entry[key]):
                pointer = pointer_to("constructor", index, key)
                yield _code(client, pointer, entry[key], what)
            elif is_right is _is_type and key in entry:
                yield from _unknown(client, pointer_to("constructor", index, key), entry[key])
    for pointer, name in exported(data):
        if not _is_name(name):
            yield _code(client, pointer, name, "a name")
        elif name not in known():
            near = get_close_matches(name, sorted(known()), 1, 0.7)
            message = f"there is no {name} to export"
            yield Finding("export", client.path, pointer, message, nearest(name, near))


def _unknown(client: Document, pointer: str, annotation: str) -> Iterator[Finding]:
    """Find names in an annotation that no file could import."""
    tree = ast.parse(annotation, mode="eval")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    types = sorted(name for name in {*STANDARD, *known()} if name[0].isupper())
    for name in sorted(names):
        if not is_known(name):
            near = get_close_matches(name, types, 1, 0.7)
            fix = nearest(name, near) if near else "write a type of Python or of the runtime"
            yield Finding("annotation", client.path, pointer, f"there is no type {name}", fix)


def _code(client: Document, pointer: str, value: object, what: str) -> Finding:
    return Finding("code", client.path, pointer, f"{value!r:.60} is not {what}", f"write {what}")


def _is_name(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isascii()
        and value.isidentifier()
        and not keyword.iskeyword(value)
        and not value.startswith("__")
    )


def _is_type(value: object) -> bool:
    tree = _parsed(value)
    if tree is None or isinstance(tree.body, (ast.Tuple, ast.List)):  # they stand in subscripts
        return False
    return all(isinstance(node, _IN_TYPES) for node in ast.walk(tree))


def _is_constant(value: object) -> bool:
    tree = _parsed(value)
    if tree is None:
        return False
    try:
        found: Any = ast.literal_eval(tree)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return found is None or isinstance(found, (bool, int, float, str, tuple))


def _parsed(value: object) -> ast.Expression | None:
    """Return a text as an expression on one line, None if it is none."""
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        return None
    if "#" in value:  # what follows would be a comment, and the rest of the line with it
        return None
    try:
        return ast.parse(value, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_KINDS = (
    ("name", _is_name, "a name"),
    ("annotation", _is_type, "a type, such as `Mapping[str, str] | None`"),
    ("async_annotation", _is_type, "a type, such as `Mapping[str, str] | None`"),
    ("default", _is_constant, "a constant, such as None, True or 2"),
    ("async_default", _is_constant, "a constant, such as None, True or 2"),
)
