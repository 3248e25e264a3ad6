"""Values of manifests as the expressions that several parts of an operation hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def steps(pointer: str) -> tuple[str | int, ...]:
    """Return the steps of a pointer, those into lists as numbers."""
    return tuple(int(s) if s.isdigit() else s for s in pointer.split("/")[1:])


def dotted(pointer: str) -> str:
    """Return a pointer as the runtime writes paths on the wire."""
    return pointer[1:].replace("/", ".")


def complete(rule: Mapping[str, str]) -> str:
    """Return the expression that tells how the end of a stream is known."""
    values = {k: steps(v) if k == "also" else v.removeprefix("/") for k, v in rule.items()}
    names = {"count": "asked"}  # a tuple, which it is at run time, has a method `count`
    members = (f"{names.get(key, key)}={value!r}" for key, value in values.items())
    return f"Complete({', '.join(members)})"


def tuples(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return paths with lists of them as tuples, which do not change."""
    return {ours: tuple(p) if isinstance(p, list) else p for ours, p in members.items()}
