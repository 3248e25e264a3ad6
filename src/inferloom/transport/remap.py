"""One wire format in terms of another: which member goes where, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .narrow import is_array, is_object

__all__ = ["read", "remap"]

_NOTHING: Any = object()


def remap(value: Any, members: Mapping[str, str]) -> dict[str, Any]:
    """Build an object out of another.

    Args:
        value: Where members come from.
        members: Path in the result to path in `value`, steps parted by dots. A path whose step ends
            in `[]` goes over all items of a list: `tokens[].id` to `ids[]`. A path in `value` that
            ends in `?` takes an empty text for nothing.

    Returns:
        The object. What is not there, or null, is left out.
    """
    result: dict[str, Any] = {}
    for target, source in members.items():
        found = read(value, source.removesuffix("?"))
        if found is _NOTHING or found is None or (found == "" and source.endswith("?")):
            continue
        _write(result, target.split("."), found)
    return result


def read(value: Any, path: str) -> Any:
    """Return what a path leads to; with `[]`, the list of all it leads to."""
    if path in ("", "."):
        return value
    step, _, rest = path.partition(".")
    name = step.removesuffix("[]")
    if name.isdigit() and is_array(value):
        inner = value[int(name)] if int(name) < len(value) else _NOTHING
    elif name:
        inner = value.get(name, _NOTHING) if is_object(value) else _NOTHING
    else:
        inner = value
    if inner is _NOTHING:
        return _NOTHING
    if step.endswith("[]"):
        if not is_array(inner):
            return _NOTHING
        return [None if (x := read(item, rest)) is _NOTHING else x for item in inner]
    return read(inner, rest) if rest else inner


def _write(target: dict[str, Any], steps: list[str], value: Any) -> None:
    step, *rest = steps
    if step.endswith("[]"):
        items = target.setdefault(step[:-2], [{} for _ in value])
        for item, part in zip(items, value, strict=True):
            if part is not None:
                _write(item, rest, part)
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
