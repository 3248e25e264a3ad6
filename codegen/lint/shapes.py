"""Rules on the shape of files: client.json, operation.json and schemas against their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from ..exported import exported
from ..findings import Finding
from ..load import Document, Specs
from ..patterns import PatternError, translated
from ..pointer import pointer_to
from ..wording import short, violations
from .constructor import client_code
from .instances import Validator
from .nodes import schema_documents, subschemas


def shapes(specs: Specs) -> Iterator[Finding]:
    """Check the shape of every file."""
    manifests = [task.operation for task in specs.tasks]
    for rule, name, documents in (
        ("client-shape", "meta/client.schema.json", [specs.client]),
        ("manifest-shape", "meta/operation.schema.json", manifests),
    ):
        meta = specs.meta.get(name)
        if meta is None:
            yield Finding("meta-schema", name, "", "is missing", "restore it from the repository")
            continue
        if faults := _no_schema("meta-schema", meta):
            yield from faults
            continue
        validator = Validator(meta.data)
        for document in documents:
            yield from violations(rule, document.path, document.data, validator)
    yield from _client_names(specs.client)
    yield from client_code(specs.client)
    for document in schema_documents(specs):
        if not isinstance(document.data, dict):
            yield Finding(
                "schema-shape", document.path, "", "is not an object", "write a JSON Schema object"
            )
            continue
        yield from _no_schema("schema-shape", document) or _odd_schemas(document)


def _no_schema(rule: str, document: Document) -> list[Finding]:
    """Report where a document departs from JSON Schema itself."""
    found = _departures(json.dumps(document.data))
    return [Finding(rule, document.path, *departure) for departure in found]


@lru_cache(maxsize=1024)  # repairs lint again and again, and most files stay the same
def _departures(text: str) -> tuple[tuple[str, str, str], ...]:
    metaschema = Validator(Validator.META_SCHEMA)
    found = violations("", "", json.loads(text), metaschema)
    return tuple((finding.pointer, finding.message, finding.fix) for finding in found)


def _client_names(client: Document) -> Iterator[Finding]:
    data = client.data
    if not isinstance(data, dict):
        return
    places: list[tuple[str, str, object]] = []
    arguments = data.get("constructor")
    for index, entry in enumerate(arguments if isinstance(arguments, list) else []):
        if isinstance(entry, dict):
            places.append(
                ("constructor", pointer_to("constructor", index, "name"), entry.get("name"))
            )
    places += [("exports", pointer, name) for pointer, name in exported(data)]
    seen: dict[tuple[str, str], str] = {}
    for part, pointer, name in places:
        first = seen.setdefault((part, str(name)), pointer)
        if first != pointer:
            yield Finding(
                "client-name", client.path, pointer, f"{name!r} is also at {first}", "delete one"
            )


def _odd_schemas(document: Document) -> Iterator[Finding]:
    """Find what the metaschema allows and the compiler does not."""
    for pointer, schema in subschemas(document.data):
        if not isinstance(schema, dict):
            yield Finding(
                "schema-shape",
                document.path,
                pointer,
                f"the schema is {json.dumps(schema)}",
                'write {"description": ...} for any value, or delete the property',
            )
            continue
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            try:
                translated(pattern)
            except PatternError as error:
                yield Finding(
                    "schema-shape",
                    document.path,
                    f"{pointer}/pattern",
                    f"{short(pattern)} cannot be enforced: {error}",
                    error.remedy,
                )
