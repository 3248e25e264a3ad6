"""One wire format in terms of another: which member goes where, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .narrow import is_array, is_object

__all__ = ["NOTHING", "leaves", "paths", "read", "remap"]

NOTHING: Any = object()  # what a path leads to that leads nowhere
_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def remap(value: Any, members: Mapping[str, str]) -> dict[str, Any]:
    """Build an object out of another.

    Args:
        value: Where members come from.
        members: Path in the result to path in `value`, steps parted by dots. A path whose step ends
            in `[]` goes over all items of a list: `tokens[].id` to `ids[]`. A number is a place in
            a list. Of paths parted by `|` the first counts that leads to more than an empty list. A
            path in `value` that ends in `?` takes an empty text for nothing. Paths in braces are
            put into the text around them: `{width}x{height}`. A path in the result that is `.`
            takes all members that no other path names.

    Returns:
        The object. What is not there, or null, is left out.
    """
    result: dict[str, Any] = {}
    rest: Any = None
    for target, source in members.items():
        found = _first(value, source)
        if found is NOTHING:
            continue
        if target == ".":
            rest = found
        else:
            _write(result, target.split("."), found)
    return {**rest, **result} if is_object(rest) else result


def _first(value: Any, source: str) -> Any:
    """Return what the first path leads to that leads to something."""
    if "{" in source:
        return _filled(value, source)
    found: Any = NOTHING
    for path in source.split("|"):
        here = read(value, path.removesuffix("?"))
        if here is NOTHING or here is None or (here == "" and path.endswith("?")):
            continue
        if here != []:
            return here
        found = here
    return found


def _filled(value: Any, text: str) -> Any:
    """Fill in the paths in braces; what lacks one of them is nothing."""
    parts = {path: read(value, path) for path in paths(text)}
    if any(part is NOTHING or part is None for part in parts.values()):
        return NOTHING
    for path, part in parts.items():
        text = text.replace(f"{{{path}}}", str(part))
    return text


def paths(source: str) -> list[str]:
    """Return the paths that a source is made of."""
    return _IN_BRACES.findall(source) or source.split("|")


def read(value: Any, path: str) -> Any:
    """Return what a path leads to; with `[]`, the list of all it leads to."""
    if path in ("", "."):
        return value
    step, _, rest = path.partition(".")
    name = step.removesuffix("[]")
    if name.isdigit() and is_array(value):
        inner = value[int(name)] if int(name) < len(value) else NOTHING
    elif name:
        inner = value.get(name, NOTHING) if is_object(value) else NOTHING
    else:
        inner = value
    if inner is NOTHING:
        return NOTHING
    if step.endswith("[]"):
        if not is_array(inner):
            return NOTHING
        return [None if (x := read(item, rest)) is NOTHING else x for item in inner]
    return read(inner, rest) if rest else inner


def _write(target: dict[str, Any], steps: list[str], value: Any) -> None:
    step, *rest = steps
    if step.endswith("[]"):
        items = target.setdefault(step[:-2], [{} for _ in value])
        if len(items) != len(value):
            return  # a list beside the first one that does not fit it
        for item, part in zip(items, value, strict=True):
            if part is not None or rest[-1].isdigit():
                _write(item, rest, part)
    elif rest and rest[0].isdigit():
        places = target.setdefault(step, [])
        place = int(rest[0])
        places += [None] * (place + 1 - len(places))
        places[place] = value
    elif rest:
        _write(target.setdefault(step, {}), rest, value)
    else:
        target[step] = value


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of all members of an object that are no objects themselves."""
    if is_object(value) and value:
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else name)
    else:
        yield path
