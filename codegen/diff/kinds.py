"""Schemas at their places, and the kinds of value that they allow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..load import Document, Schema, Specs
from ..normalize import VECTOR, references
from ..pointer import pointer_to


@dataclass(frozen=True)
class Place:
    """A schema and where it stands."""

    specs: Specs
    document: Document
    pointer: str
    schema: Schema

    def below(self, *steps: object) -> Place:
        """Return a schema inside this one."""
        schema: Any = self.schema
        for step in steps:
            schema = schema[step]
        return Place(self.specs, self.document, self.pointer + pointer_to(*steps), schema)

    def resolved(self) -> Place:
        """Return what the references lead to."""
        place = self
        while "$ref" in place.schema:
            found = self.specs.resolve(place.document, place.schema["$ref"], place.pointer)
            place = Place(self.specs, *found)
        return place

    @property
    def name(self) -> str | None:
        """The name of the class, if this is a definition."""
        if self.pointer == "":
            return str(self.schema["title"]) if "title" in self.schema else None
        parent, _, last = self.pointer.rpartition("/")
        return last if parent == "/$defs" else None


@dataclass(frozen=True)
class Alternative:
    """One of the kinds of value that a schema allows.

    Attributes:
        kind: A JSON type, `any`, or `file ...`.
        place: The schema that says more.
        values: The only ones, in a text for each; None for any of its kind.
        open: Whether the compiler lets values through that are not listed.
    """

    kind: str
    place: Place
    values: frozenset[str] | None = None
    open: bool = False

    def __str__(self) -> str:
        if self.values is not None:
            return " or ".join(sorted(self.values))
        return self.place.name or _WORDS.get(self.kind, self.kind)


_WORDS = {"any": "any value", "array": "list"}
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}


def alternatives(place: Place) -> Iterator[Alternative]:
    """Yield the kinds of value that a schema allows, unions taken apart."""
    place = place.resolved()
    schema = place.schema
    kind: Any = schema.get("contentMediaType")
    if kind is not None or any(o.get("contentMediaType") == VECTOR for o in _options(schema)):
        yield Alternative(f"file {kind or VECTOR}", place)
    elif "anyOf" in schema:
        for index in range(len(schema["anyOf"])):
            yield from alternatives(place.below("anyOf", index))
    elif "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        texts = "enum" in schema and all(isinstance(value, str) for value in values)
        for name in dict.fromkeys(_TYPES[type(value)] for value in values):
            own = frozenset(json.dumps(v) for v in values if _TYPES[type(v)] == name)
            yield Alternative(name, place, own, texts)
    else:
        kinds = schema.get("type", "object" if "properties" in schema else "any")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            yield Alternative(kind, place)


def _options(schema: Schema) -> list[Schema]:
    options: list[Schema] = schema.get("anyOf", [])
    return options


def classes(place: Place) -> set[str]:
    """Return the names of the classes that a schema leads to."""
    found: set[str] = set()
    waiting = [place]
    while waiting:
        here = waiting.pop()
        for ref in references(here.schema):
            target = Place(here.specs, *here.specs.resolve(here.document, ref, here.pointer))
            if target.name and target.name not in found:
                found.add(target.name)
                waiting.append(target)
    return found


def paired(
    old: list[Alternative], new: list[Alternative]
) -> Iterator[tuple[Alternative | None, Alternative | None]]:
    """Yield alternatives that stand for each other; None where there is no other."""
    groups: dict[tuple[str, str | None], tuple[list[Alternative], list[Alternative]]] = {}
    for index, side in enumerate((old, new)):
        for alternative in side:
            name = alternative.place.name if alternative.kind == "object" else None
            groups.setdefault((alternative.kind, name), ([], []))[index].append(alternative)
    left: list[Alternative] = []
    right: list[Alternative] = []
    for (kind, _), (before, after) in groups.items():
        for pair in zip_longest(before, after):
            if kind != "object" or None not in pair:
                yield pair
            elif pair[0] is not None:
                left.append(pair[0])
            elif pair[1] is not None:
                right.append(pair[1])
    if len(left) == len(right) == 1:  # the class has another name
        yield left[0], right[0]
    else:
        yield from ((alternative, None) for alternative in left)
        yield from ((None, alternative) for alternative in right)


def covered(alternative: Alternative, others: Iterable[Alternative]) -> bool:
    """Return whether some of the others allow all that an alternative does."""
    for other in others:
        if other.kind == "any" or (other.kind == "number" and alternative.kind == "integer"):
            return True
        if other.kind != alternative.kind:
            continue
        if other.values is not None:
            if alternative.values is not None and alternative.values <= other.values:
                return True
        elif other.kind != "object" or "properties" not in other.place.schema:
            return True
    return False


def is_plain(kind: str, alternatives: Iterable[Alternative]) -> bool:
    """Return whether any value of a kind is allowed, beside those that are named."""
    return any(a.kind in (kind, "any") and a.values is None for a in alternatives)
