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
from ..runtime import SERVICES, known
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
    yield from _argument_code(client, ("constructor",), data.get("constructor"))
    for index, service in services_in(data):
        steps = ("services", index)
        yield from _argument_code(client, (*steps, "arguments"), service.get("arguments"))
        returns = service.get("returns")
        annotation = returns.get("annotation") if isinstance(returns, dict) else "None"
        pointer = pointer_to(*steps, "returns", "annotation")
        if not _is_type(annotation):
            yield _code(client, pointer, annotation, "a type, such as `dict[str, str]`")
        else:
            yield from _unknown(client, pointer, str(annotation))
        yield from _unknown_service(client, index, service)
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


def services_in(client: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the methods that are no tasks, with their places.

    Args:
        client: What `client.json` says; it may be misshapen.
    """
    found = client.get("services") if isinstance(client, dict) else None
    for index, service in enumerate(found if isinstance(found, list) else []):
        if isinstance(service, dict):
            yield index, service


def argument_names(entries: Any) -> Iterator[tuple[int, object]]:
    """Yield the names of arguments, with their places; the arguments may be misshapen."""
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict):
            yield index, entry.get("name")


def _argument_code(
    client: Document, steps: tuple[str | int, ...], entries: Any
) -> Iterator[Finding]:
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        for key, is_right, what in _KINDS if isinstance(entry, dict) else ():
            if key not in entry:
                continue
            pointer = pointer_to(*steps, index, key)
            if not is_right(entry[key]):
                yield _code(client, pointer, entry[key], what)
            elif is_right is _is_type:
                yield from _unknown(client, pointer, entry[key])


def _unknown_service(client: Document, index: int, service: dict[str, Any]) -> Iterator[Finding]:
    """Find a service that the runtime does not have, or that it gets too little or too much for."""
    name = str(service.get("name"))
    if name not in SERVICES:
        near = get_close_matches(name, sorted(SERVICES), 1, 0.5)
        pointer = pointer_to("services", index, "name")
        message = f"there is no service {name}"
        yield Finding("service", client.path, pointer, message, nearest(name, near))
        return
    named = [str(argument) for _, argument in argument_names(service.get("arguments"))]
    if sorted(named) != sorted(SERVICES[name]):
        message = f"{name} takes {', '.join(SERVICES[name])}; here it is {', '.join(named) or '-'}"
        pointer = pointer_to("services", index, "arguments")
        yield Finding("service", client.path, pointer, message, "write those, in any order")
    lines = service.get("lines")
    if lines is not None and lines not in named:
        pointer = pointer_to("services", index, "lines")
        message = f"{name} has no argument {lines!r}"
        yield Finding("service", client.path, pointer, message, "name one of its arguments")


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
