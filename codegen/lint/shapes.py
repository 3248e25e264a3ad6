"""Rules on the shape of files: each against the schema of its format."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..exported import exported
from ..findings import Finding
from ..formats import misshapen, no_schema
from ..load import Document, Specs
from ..patterns import PatternError, translated
from ..pointer import pointer_to
from ..wording import short
from .constructor import argument_names, client_code, services_in
from .nodes import schema_documents, subschemas


def shapes(specs: Specs) -> Iterator[Finding]:
    """Check the shape of every file."""
    schemas = {name: document.data for name, document in specs.meta.items()}
    manifests = {task.operation.path: task.operation.data for task in specs.tasks}
    client = {specs.client.path: specs.client.data}
    yield from misshapen("client-shape", "meta/client.schema.json", schemas, client)
    yield from misshapen("manifest-shape", "meta/operation.schema.json", schemas, manifests)
    providers = {document.path: document.data for document in specs.providers()}
    if providers:  # older folders have neither them nor their schema
        yield from misshapen("provider-shape", "meta/provider.schema.json", schemas, providers)
    yield from _client_names(specs.client)
    yield from client_code(specs.client)
    for document in schema_documents(specs):
        if not isinstance(document.data, dict):
            yield Finding(
                "schema-shape", document.path, "", "is not an object", "write a JSON Schema object"
            )
            continue
        yield from no_schema("schema-shape", document.path, document.data) or _odd_schemas(document)


def _client_names(client: Document) -> Iterator[Finding]:
    data = client.data
    if not isinstance(data, dict):
        return
    places: list[tuple[str, str, object]] = []
    for index, name in argument_names(data.get("constructor")):
        places.append(("constructor", pointer_to("constructor", index, "name"), name))
    for number, service in services_in(data):
        steps = ("services", number)
        places.append(("services", pointer_to(*steps, "name"), service.get("name")))
        for index, name in argument_names(service.get("arguments")):
            pointer = pointer_to(*steps, "arguments", index, "name")
            places.append((f"services/{number}", pointer, name))
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
