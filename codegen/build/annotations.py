"""Schemas to annotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..load import Document, Schema, Specs
from ..tags import open_union, tags_in

PARAM = "Param"  # suffix of TypedDict twins
# A dict in a variable: checkers know it as a dict[str, str] or the like, which is no TypedDict.
ANY_OBJECT = "Mapping[str, object]"

_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


@dataclass(frozen=True)
class Annotated:
    """An annotation, and the TypedDicts in it, which stand beside models."""

    text: str
    twins: frozenset[str] = frozenset()

    @property
    def models(self) -> bool:
        """Whether values may hold instances of generated models."""
        return bool(self.twins)


def taken(specs: Specs, document: Document, schema: Schema) -> Annotated:
    """Annotate what a caller passes: wide containers, a model or its TypedDict twin."""
    if "$ref" in schema:
        target, pointer, resolved = specs.resolve(document, schema["$ref"], "")
        name = pointer.rsplit("/", 1)[1]
        if "anyOf" in resolved:
            return taken(specs, target, {"anyOf": resolved["anyOf"]})
        if resolved.get("type") == "object":
            twin = f"{name}{PARAM}"
            return Annotated(f"{twin} | {name} | {ANY_OBJECT}", frozenset({twin}))
        return Annotated(name)
    if "anyOf" in schema:
        parts = [taken(specs, document, option) for option in schema["anyOf"]]
        return union(part for part in parts if part.text != "None")
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return Annotated(f"Literal[{', '.join(map(repr, values))}]")
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return union(
            taken(specs, document, {**schema, "type": kind}) for kind in kinds if kind != "null"
        )
    if kinds == "null":
        return Annotated("None")
    if kinds == "array":
        items = taken(specs, document, schema.get("items", {}))
        return replace(items, text=f"Sequence[{items.text}]")
    if kinds == "object":
        values = schema.get("additionalProperties", True)
        inner = taken(specs, document, values if isinstance(values, dict) else {})
        return replace(inner, text=f"Mapping[str, {inner.text}]")
    return Annotated(_SCALARS[kinds] if kinds else "object")


def received(specs: Specs, document: Document, schema: Schema) -> Annotated:
    """Annotate what a caller gets."""
    if "$ref" in schema:
        _, pointer, _ = specs.resolve(document, schema["$ref"], "")
        return Annotated(pointer.rsplit("/", 1)[1])
    if "anyOf" in schema:
        options = open_union(schema, tags_in(specs, document, schema))["anyOf"]
        return union(received(specs, document, option) for option in options)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return union(received(specs, document, {**schema, "type": kind}) for kind in kinds)
    if kinds == "null":
        return Annotated("None")
    if kinds == "array":
        items = received(specs, document, schema.get("items", {}))
        return replace(items, text=f"list[{items.text}]")
    if kinds == "object":
        return Annotated("dict[str, Any]")
    return Annotated(_SCALARS[kinds] if kinds else "Any")


def union(parts: Iterable[Annotated]) -> Annotated:
    """Return the union of some annotations, each once."""
    texts: dict[str, None] = {}
    any_object = False
    twins: frozenset[str] = frozenset()
    for part in parts:
        texts[part.text.removesuffix(f" | {ANY_OBJECT}")] = None
        any_object = any_object or part.text.endswith(f" | {ANY_OBJECT}")
        twins |= part.twins
    if any_object:  # once, and behind the names
        texts[ANY_OBJECT] = None
    return Annotated(" | ".join(texts), twins)
