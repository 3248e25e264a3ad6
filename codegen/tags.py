"""Unions of what is received whose branches a member tells apart, such as `type`.

In a branch the tag is closed, so that an object becomes an instance of the right class; the union
has one branch more, for tags that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .load import Document, Schema, Specs


@dataclass(frozen=True)
class Tag:
    """What tells a class from the others of a union.

    Attributes:
        name: The member.
        values: What it says; closed.
    """

    name: str
    values: tuple[str, ...]


def tags_of(specs: Specs) -> dict[str, Tag]:
    """Return the tags of all classes that are told apart by one, by the class's name."""
    found: dict[str, Tag] = {}
    for task in specs.tasks:
        for document in task.schemas():
            if document is not task.input:
                for union in _unions(document.data):
                    found |= tags_in(specs, document, union)
    for document in specs.shared():
        for union in _unions(document.data):
            found |= tags_in(specs, document, union)
    return found


def tags_in(specs: Specs, document: Document, union: Schema) -> dict[str, Tag]:
    """Return the tags of the classes of one union; none if nothing tells them apart."""
    branches = {}
    for branch in union["anyOf"]:
        if "$ref" in branch:
            _, pointer, schema = specs.resolve(document, branch["$ref"], "")
            if schema.get("type") == "object":
                branches[pointer.rsplit("/", 1)[1] if pointer else schema["title"]] = schema
    if len(branches) < 2:
        return {}
    discriminator = union.get("discriminator", {})
    named = [discriminator["propertyName"]] if discriminator else _common(branches)
    for name in named:
        tags = {
            title: Tag(name, _values(schema, name) or _mapped(discriminator, title))
            for title, schema in branches.items()
        }
        values = [value for tag in tags.values() for value in tag.values]
        if all(tag.values for tag in tags.values()) and len(values) == len({*values}):
            return tags
    return {}


def closed(schema: Schema, tag: Tag) -> Schema:
    """Return the schema of a class whose tag says what it is."""
    properties = dict(schema.get("properties", {}))
    described = {k: v for k, v in properties.get(tag.name, {}).items() if k == "description"}
    consts = [{"const": value} for value in tag.values]
    properties[tag.name] = {**described, **(consts[0] if len(consts) == 1 else {"anyOf": consts})}
    required = [*schema.get("required", ())]
    if tag.name not in required:
        required.append(tag.name)
    return {**schema, "properties": properties, "required": required}


def open_union(union: Schema, tags: Mapping[str, Tag]) -> Schema:
    """Return a union with a branch for tags that nobody knows, if tags tell its branches apart."""
    refs = [branch["$ref"].rsplit("/", 1)[-1] for branch in union["anyOf"] if "$ref" in branch]
    names = {tags[ref].name if ref in tags else None for ref in refs}
    if len(refs) < 2 or len(names) > 1 or None in names:
        return union
    rest = {key: value for key, value in union.items() if key != "discriminator"}
    others = [branch for branch in union["anyOf"] if branch.get("type") == "null"]
    known = [branch for branch in union["anyOf"] if branch not in others]
    return {**rest, "anyOf": [*known, {"type": "object"}, *others]}


def _unions(node: Any) -> Iterator[Schema]:
    if isinstance(node, dict):
        if isinstance(node.get("anyOf"), list):
            yield node
        for child in node.values():
            yield from _unions(child)
    elif isinstance(node, list):
        for child in node:
            yield from _unions(child)


def _common(branches: dict[str, Schema]) -> list[str]:
    """Return the members that all branches have with values of their own."""
    first, *others = branches.values()
    return [
        name
        for name in first.get("properties", {})
        if all(_values(schema, name) for schema in (first, *others))
    ]


def _values(schema: Schema, name: str) -> tuple[str, ...]:
    member = schema.get("properties", {}).get(name, {})
    values = [member["const"]] if "const" in member else member.get("enum", [])
    return tuple(values) if all(isinstance(value, str) for value in values) else ()


def _mapped(discriminator: Schema, title: str) -> tuple[str, ...]:
    """Return the values that OpenAPI's discriminator maps to a class: its name, if none does."""
    mapping = discriminator.get("mapping", {})
    values = tuple(value for value, ref in mapping.items() if ref.rsplit("/", 1)[-1] == title)
    return values or ((title,) if discriminator else ())
