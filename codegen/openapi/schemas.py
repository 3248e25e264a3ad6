"""Schemas of the specs as components of one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..essential import Field, field_at
from ..load import Document, Schema, Specs, Task
from ..normalize import Direction, definitions, shared_directions

PREFIX = "#/components/schemas/"


def schemas(specs: Specs) -> dict[str, Schema]:
    """Return all schemas of the specs by their titles, which the linter keeps apart.

    What servers answer may have new values, so its enumerations are opened, as they are in the
    client's types.
    """
    directions = shared_directions(specs)
    found: dict[str, Schema] = {}
    for document, direction in _documents(specs):
        for name, _, schema in definitions(document):
            answered = (direction or directions.get((document.path, name))) != "input"
            found[name] = converted(schema, answered=answered)
    for title, member in _of_apis_alone(specs):
        del found[title]["properties"][member]
    return found


def _of_apis_alone(specs: Specs) -> Iterator[Field]:
    """Yield the members of requests that only other wire formats have."""
    for task in specs.tasks:
        for entry in task.operation.data["args"]:
            if "apis" in entry:
                yield field_at(specs, task.input, entry["pointer"])


def _documents(specs: Specs) -> Iterator[tuple[Document, Direction | None]]:
    """Yield the schema documents and what each is for; None where its definitions differ."""
    for document in specs.shared():
        yield document, None
    for task in specs.tasks:
        for document in task.schemas():
            yield document, "input" if document is task.input else "output"


def converted(node: Any, *, answered: bool) -> Any:
    """Rewrite a schema of the specs for a place in `components`."""
    if isinstance(node, list):
        return [converted(child, answered=answered) for child in node]
    if not isinstance(node, dict):
        return node
    result: Schema = {}
    for key, value in node.items():
        if key == "$ref":
            result[key] = PREFIX + value.rpartition("/")[2]
        elif key in ("properties", "$defs"):
            result[key] = {n: converted(child, answered=answered) for n, child in value.items()}
        elif key in ("enum", "const", "default", "examples"):
            result[key] = value
        else:
            result[key] = converted(value, answered=answered)
    if answered and all(isinstance(value, str) for value in result.get("enum", [None])):
        values = result.pop("enum")
        result["anyOf"] = [{"enum": values}, {"type": "string"}]
    return result


def reference(name: str) -> Schema:
    """Return a reference to a component."""
    return {"$ref": PREFIX + name}


def reachable(roots: Any, components: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the components that something refers to, directly or by others, in their order."""
    used: set[str] = set()
    pending = [roots]
    while pending:
        names = set(_names(pending.pop())) - used
        used |= names
        pending += [components[name] for name in names]
    return {name: schema for name, schema in components.items() if name in used}


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        ref = node.get("$ref")
        if isinstance(ref, str) and ref.startswith(PREFIX):
            yield ref.removeprefix(PREFIX)
        for child in node.values():
            yield from _names(child)
    elif isinstance(node, list):
        for child in node:
            yield from _names(child)


def media_kinds(node: Any) -> Iterator[str]:
    """Yield the media types of files inside a schema."""
    if isinstance(node, dict):
        kind = node.get("contentMediaType")
        if isinstance(kind, str):
            yield kind
        for child in node.values():
            yield from media_kinds(child)
    elif isinstance(node, list):
        for child in node:
            yield from media_kinds(child)


def raw_kind(task: Task) -> str | None:
    """Return the media type of a file that may be the whole request, or None.

    It may if the manifest says so and nothing else has to be sent.
    """
    root = task.input.data
    if task.operation.data["encoding"] != "media":
        return None
    files = {
        name: schema["contentMediaType"]
        for name, schema in root["properties"].items()
        if "contentMediaType" in schema
    }
    (name,) = files
    return files[name] if root.get("required") == [name] else None
