"""One wire format in terms of another: which member goes where, as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..jsonvalues import is_array, is_object

__all__ = ["NOTHING", "NO_PATHS", "Paths", "read", "remap"]

NOTHING: Any = object()  # what a path leads to that leads nowhere
Paths = Mapping[str, str | tuple[str, ...]]
NO_PATHS: Paths = {}


def remap(value: Any, members: Paths) -> Any:
    """Build an object out of another.

    Args:
        value: Where members come from.
        members: Path in the result to path in `value`, steps parted by dots. A path whose step ends
            in `[]` goes over all items of a list: `tokens[].id` to `ids[]`. In the result, a step
            `[]` is such a list without a name. A number is a place in a list, and `*` stands for
            the members of an object as a list of `key` and `value`. Of several paths the first
            counts that leads to more than an empty list. A path in `value` that ends in `?` takes
            an empty text for nothing, one that ends in `|text` takes nothing but a text, and `=`
            stands before a text that is meant itself. A path in the result that is `.` takes all
            members that no other path names.

    Returns:
        The object, or a list if the paths in the result begin with `[]`. What is not there, or
        null, is left out.
    """
    result: dict[str, Any] = {}
    rest: Any = None
    nameless = False
    for target, source in members.items():
        found = _first(value, source)
        if found is NOTHING:
            continue
        if target == ".":
            rest = found
        else:
            _write(result, target.split("."), found)
            nameless = nameless or target.startswith(("[]", "0.")) or ".[]" in target
    if nameless:
        return _with_lists(result)
    return {**rest, **result} if is_object(rest) else result


def _first(value: Any, source: str | tuple[str, ...]) -> Any:
    """Return what the first path leads to that leads to something."""
    if isinstance(source, tuple):
        found: Any = NOTHING
        for path in source:
            here = _first(value, path)
            if here is not NOTHING and here != []:
                return here
            found = here if found is NOTHING else found
        return found
    if source.startswith("="):
        return source[1:]
    path, _, only = source.partition("|")
    if only == "text":
        found = _follow(value, _steps(path))
        return found if isinstance(found, str) else NOTHING
    source = path
    if source[-1] != "?":
        found = _follow(value, _steps(source))
        return NOTHING if found is None else found
    found = _follow(value, _steps(source[:-1]))
    return NOTHING if found is None or found == "" else found


def read(value: Any, path: str) -> Any:
    """Return what a path leads to; with `[]`, the list of all it leads to."""
    return _follow(value, _steps(path))


@cache
def _steps(path: str) -> tuple[str | int, ...]:
    """Return the steps of a path, as few as there are in manifests; `[]` is one of its own."""
    if path in ("", "."):
        return ()
    found: list[str | int] = []
    for step in path.split("."):
        name = step.removesuffix("[]")
        if name:
            found.append(int(name) if name.isdigit() else name)
        if step.endswith("[]"):
            found.append("[]")
    return tuple(found)


def _follow(value: Any, steps: tuple[str | int, ...]) -> Any:
    for at, step in enumerate(steps):
        if step == "[]":
            if not is_array(value):
                return NOTHING
            rest = steps[at + 1 :]
            return [None if (x := _follow(item, rest)) is NOTHING else x for item in value]
        if is_object(value):
            if step == "*":
                value = [{"key": key, "value": item} for key, item in value.items()]
                continue
            value = value.get(step if isinstance(step, str) else str(step), NOTHING)
            if value is NOTHING:
                return NOTHING
        elif isinstance(step, int) and is_array(value) and step < len(value):
            value = value[step]
        else:
            return NOTHING
    return value


def _write(target: dict[str, Any], steps: list[str], value: Any) -> None:
    step, *rest = steps
    if step == "0":  # the answer is a list of one
        _write(target.setdefault("", [{}])[0], rest, value)
    elif step.endswith("[]"):
        if not is_array(value):
            return
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


def _with_lists(value: Any) -> Any:
    """Put lists without a name in the place of the objects that were made for them."""
    if is_object(value):
        if "" in value:
            return [_with_lists(item) for item in value[""]]
        return {name: _with_lists(item) for name, item in value.items()}
    return [_with_lists(item) for item in value] if is_array(value) else value
