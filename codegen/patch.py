"""Addressed changes of JSON documents: at a pointer of a file, what was there and what comes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .pointer import at, steps_of


class Absent(Enum):
    """The type of `ABSENT`."""

    ABSENT = "nothing"

    def __repr__(self) -> str:
        return "nothing"


ABSENT = Absent.ABSENT


@dataclass(frozen=True)
class Edit:
    """One change. `ABSENT` stands for a member that is not there."""

    file: str
    pointer: str
    was: Any
    now: Any

    def fits(self, data: Any) -> bool:
        """Whether a document holds what the edit expects."""
        return same(found(data, self.pointer), self.was)


def found(data: Any, pointer: str) -> Any:
    """Return what a pointer leads to, or `ABSENT`."""
    try:
        return at(data, pointer)
    except KeyError:
        return ABSENT


def apply(data: Any, edit: Edit) -> Any:
    """Return a document with an edit made.

    Args:
        data: The document; it is not changed.
        edit: An edit that fits it.

    Raises:
        KeyError: If there is no place for what the edit brings.
    """
    if not edit.pointer:
        return copy.deepcopy(edit.now)
    result = copy.deepcopy(data)
    parent = at(result, edit.pointer.rpartition("/")[0])
    last = steps_of(edit.pointer)[-1]
    if isinstance(parent, dict):
        if edit.now is ABSENT:
            del parent[last]
        else:
            parent[last] = copy.deepcopy(edit.now)
    elif isinstance(parent, list) and last.isdigit() and int(last) <= len(parent):
        index = int(last)
        after = index if edit.was is ABSENT else index + 1
        parent[index:after] = [] if edit.now is ABSENT else [copy.deepcopy(edit.now)]
    else:
        raise KeyError(edit.pointer)
    return result


def apply_all(documents: dict[str, Any], edits: Iterable[Edit]) -> dict[str, Any] | None:
    """Return documents with all of some edits made, or None if one of them does not fit.

    Args:
        documents: Data by file; not changed.
        edits: Edits, made in this order.
    """
    result = dict(documents)
    for edit in edits:
        data = result.get(edit.file, ABSENT)
        if not edit.fits(data):
            return None
        result[edit.file] = apply(data, edit)
    return result


def same(left: Any, right: Any) -> bool:
    """Whether two JSON values are equal; unlike in Python, true is not 1, and 1 is not 1.0."""
    if left is ABSENT or right is ABSENT:
        return left is right
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
