"""Ways through the schemas of a task: properties, references, bodies of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..load import Document, Schema, Specs, Task


def follow(specs: Specs, document: Document, schema: Schema) -> tuple[Document, Schema]:
    """Follow references until there is none."""
    while "$ref" in schema:
        document, _, schema = specs.resolve(document, schema["$ref"], "")
    return document, schema


def properties(
    specs: Specs, document: Document, schema: Schema, pointer: str, flatten: list[str]
) -> Iterator[str]:
    """Yield the pointers of an object's properties; of those in `flatten`, what they hold."""
    document, schema = follow(specs, document, schema)
    for name, child in schema.get("properties", {}).items():
        path = f"{pointer}/{name}"
        if path in flatten:
            yield from properties(specs, document, child, path, flatten)
        else:
            yield path


def find(specs: Specs, document: Document, pointer: str) -> tuple[Document, Schema, bool]:
    """Return the schema of a property of the input, and whether every object above requires it."""
    schema: Schema = document.data
    required = True
    for step in pointer.split("/")[1:]:
        document, schema = follow(specs, document, schema)
        required = required and step in schema.get("required", [])
        schema = schema["properties"][step]
    return document, schema, required


def entries(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the variants of a manifest; one, without conditions, if it has none."""
    word = "stream" if "stream" in manifest else "response"
    return list(manifest.get("variants") or [{"when": {}, word: manifest[word]}])


def body_document(task: Task, body: Mapping[str, Any]) -> Document:
    """Return the document with the schema of an answer, or of a chunk.

    Raises:
        StopIteration: If it has none: a file, or nothing.
    """
    name = body.get("schema", "output.json")
    return next(document for document in task.schemas() if document.path.endswith(f"/{name}"))
