"""Which members of an answer must be there: what manifests name, as fields of classes.

In a response what is essential must be there and of its kind; in a chunk of a stream, which may be
a heartbeat, it must be of its kind where it is there. A manifest that names nothing means what its
schema requires.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .attributes import attribute
from .load import Document, Schema, Specs, Task
from .normalize import Bundle, references
from .shortcuts import bodies
from .tags import tags_of

Field = tuple[str, str]  # class and member


def with_essentials(specs: Specs, found: list[Bundle]) -> list[Bundle]:
    """Return bundles whose classes know which of their members are essential."""
    essential: set[Field] = set()
    checked: set[Field] = set()
    for task in specs.tasks:
        for body, streams in bodies(task.operation.data):
            if body.get("kind", "json") != "json":
                continue
            document = _document(task, body)
            fields = checked if streams else essential
            if task.operation.data["route"]["style"] == "api":
                pass  # what a document requires its server may leave out: see `one_of`
            elif "essential" not in body:
                fields.update(_required(specs, document, document.data, set()))
            for pointer in _single(body):
                fields.add(field_at(specs, document, pointer))
    essential |= {(title, tag.name) for title, tag in tags_of(specs).items()}
    return [_with(bundle, essential, checked - essential) for bundle in found]


def never_empty(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lists of an answer that have at least one item, as its attributes."""
    pointers = [pointer.split("/")[1:] for pointer in _single(body) if pointer.endswith("/0")]
    return tuple(steps[0] for steps in pointers)


def one_of(specs: Specs, task: Task, body: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return groups of members, of an answer or its items, of which one has to be there.

    An answer of an API has something of what its document requires, if nothing else is said.
    """
    if task.operation.data["route"]["style"] == "api" and "essential" not in body:
        return _something_required(specs, _document(task, body))
    groups = [entry for entry in body.get("essential", ()) if isinstance(entry, list)]
    return tuple(tuple(p.rsplit("/", 1)[1].replace("-", "_") for p in group) for group in groups)


def _something_required(specs: Specs, document: Document) -> tuple[tuple[str, ...], ...]:
    schema: Schema = document.data
    if "$ref" in schema:
        document, _, schema = specs.resolve(document, schema["$ref"], "")
    properties = schema.get("properties", {})
    names = [name for name in schema.get("required", ()) if name in properties]
    return (tuple(attribute(name, properties[name]) for name in names),) if names else ()


def _single(body: Mapping[str, Any]) -> list[str]:
    return [entry for entry in body.get("essential", ()) if isinstance(entry, str)]


def _document(task: Task, body: Any) -> Document:
    name = body.get("schema", "output.json")
    return next(document for document in task.schemas() if document.path.endswith(f"/{name}"))


def _required(specs: Specs, document: Document, schema: Schema, seen: set[str]) -> Iterator[Field]:
    """Yield all that a schema, and those that it refers to, require."""
    title = schema.get("title", "")
    if title in seen:
        return
    seen.add(title)
    for name in schema.get("required", ()):
        yield title, name
    for ref in references({key: value for key, value in schema.items() if key != "$defs"}):
        home, _, target = specs.resolve(document, ref, "")
        yield from _required(specs, home, target, seen)


def field_at(specs: Specs, document: Document, pointer: str) -> Field:
    """Return the field that a pointer of `essential` names.

    Args:
        specs: The specs.
        document: Schema of the answer.
        pointer: Steps are members, `*` for each item of a list, `0` at the end for a list that has
            at least one.

    Returns:
        Class and member.

    Raises:
        LookupError: If it leads to no member of an object.
    """
    schema: Schema = document.data
    field: Field | None = None
    for step in pointer.removesuffix("/0").split("/")[1:]:
        document, schema = _object_or_list(specs, document, schema)
        if step == "*":
            schema, field = schema["items"], None
        else:
            field, schema = (schema["title"], step), schema["properties"][step]
    if field is None:
        raise LookupError(pointer)
    return field


def _object_or_list(specs: Specs, document: Document, schema: Schema) -> tuple[Document, Schema]:
    """Follow references, and the one branch of a union that is not null."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            document, _, schema = specs.resolve(document, schema["$ref"], "")
            continue
        others = [branch for branch in schema["anyOf"] if branch.get("type") != "null"]
        if len(others) != 1:
            raise LookupError("a union")
        schema = others[0]
    return document, schema


def _with(bundle: Bundle, essential: Collection[Field], checked: Collection[Field]) -> Bundle:
    keywords: dict[str, dict[str, tuple[str, ...]]] = {}
    for title, definition in bundle.schema["$defs"].items():
        if bundle.directions[title] == "input":
            continue
        for keyword, fields in (("essential", essential), ("checked", checked)):
            names = tuple(n for n in definition.get("properties", ()) if (title, n) in fields)
            if names:
                keywords.setdefault(title, {})[keyword] = names
    return replace(bundle, keywords=keywords)
