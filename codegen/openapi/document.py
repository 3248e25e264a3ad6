"""The document: operations at their addresses, and the components that they refer to."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from ..load import Finding, Schema, SpecError, Specs
from ..normalize import definitions
from ..wording import deprecation, sentence
from .content import JSON, TEXT, Schemas, request, response
from .endpoints import Endpoint, endpoints
from .schemas import reachable, reference, schemas

BASE = Path(__file__).with_name("base.json")
"""What no spec says: title, servers, addresses, errors, and what servers say about themselves."""


def text(specs: Specs, version: str) -> str:
    """Return the document as it is written to a file; see `document`."""
    return json.dumps(document(specs, version), indent=2, ensure_ascii=False) + "\n"


def document(specs: Specs, version: str) -> dict[str, Any]:
    """Make the OpenAPI document of a specs folder.

    Args:
        specs: The specs, linted.
        version: Version of the client.

    Returns:
        The document, ready to be written as JSON.

    Raises:
        SpecError: Two schemas would have one name.
    """
    base: dict[str, Any] = json.loads(BASE.read_text(encoding="utf-8"))
    components = base["components"]
    for error in components["responses"].values():
        error["content"] = {
            JSON: {"schema": reference("Error")},
            TEXT: {"schema": {"type": "string"}},
        }
    found = _schemas(specs, components["schemas"])
    paths = _task_paths(specs, base, found) | _service_paths(base)
    used = reachable([paths, components["responses"]], found)
    components["schemas"] = dict(sorted(used.items()))
    return {
        "openapi": base["openapi"],
        "info": {**base["info"], "version": version},
        "jsonSchemaDialect": base["jsonSchemaDialect"],
        "servers": _servers(base, "task"),
        "security": base["security"],
        "tags": base["tags"],
        "paths": dict(sorted(paths.items())),
        "components": components,
    }


def _schemas(specs: Specs, own: Schemas) -> Schemas:
    """The schemas of the specs beside those that every document has."""
    for document in specs.documents.values():
        for name, pointer, _ in definitions(document):
            if name in own:
                message = f"{name!r} is the title of a schema that every OpenAPI document has"
                fix = "give this one another title"
                raise SpecError([Finding("title-taken", document.path, pointer, message, fix)])
    return own | schemas(specs)


def _task_paths(specs: Specs, base: dict[str, Any], found: Schemas) -> Schemas:
    addressed = [(e.path(base["styles"][e.style]["path"]), e) for e in endpoints(specs)]
    shared = Counter(path for path, _ in addressed)
    alike = Counter((path, endpoint.fragment) for path, endpoint in addressed)
    paths = {}
    for path, endpoint in addressed:
        # Two tasks may have one address in the same API.
        alone = alike[path, endpoint.fragment] == 1
        mark = endpoint.fragment if alone else endpoint.manifest["task"]
        operation = _operation(specs, base, endpoint, found)
        item = _path_item(base, endpoint.style, path, endpoint.method, operation)
        paths[f"{path}#{mark}" if shared[path] > 1 else path] = item
    return paths


def _service_paths(base: dict[str, Any]) -> Schemas:
    paths = {}
    for path, service in base["services"].items():
        operation = {
            "operationId": service["operationId"],
            "summary": service["summary"],
            "tags": ["server"],
            "responses": _responses(base, service["returns"], service["content"]),
        }
        paths[path] = _path_item(base, service["style"], path, "get", operation)
    return paths


def _path_item(
    base: dict[str, Any], style: str, path: str, method: str, operation: Schema
) -> Schema:
    item: Schema = {}
    servers = _servers(base, style)
    if servers != _servers(base, "task"):  # those are the document's own
        item["servers"] = servers
    if names := re.findall(r"\{(\w+)\}", path):
        item["parameters"] = [
            {"$ref": f"#/components/parameters/{name.capitalize()}"} for name in names
        ]
    return {**item, method: operation}


def _operation(specs: Specs, base: dict[str, Any], endpoint: Endpoint, found: Schemas) -> Schema:
    manifest = endpoint.manifest
    notes = [
        sentence(deprecation(manifest)),
        manifest.get("description"),
        endpoint.wire["doc"] if endpoint.api else None,
    ]
    operation: Schema = {"operationId": endpoint.id, "summary": manifest["summary"]}
    if any(notes):
        operation["description"] = "\n\n".join(filter(None, notes))
    operation["tags"] = [endpoint.tag()]
    if "docs" in manifest:
        operation["externalDocs"] = {"url": manifest["docs"]}
    if manifest.get("status") == "deprecated":
        operation["deprecated"] = True
    operation["x-task"] = manifest["task"]
    if endpoint.method == "post":
        content = request(specs, endpoint, found)
        operation["requestBody"] = {"required": True, "content": content}
    content, returns = response(specs, endpoint, found)
    operation["responses"] = _responses(base, returns, content)
    return operation


def _responses(base: dict[str, Any], returns: str, content: Schema) -> Schema:
    errors = {s: {"$ref": f"#/components/responses/{n}"} for s, n in base["errors"].items()}
    return {"200": {"description": returns, "content": content}, **errors}


def _servers(base: dict[str, Any], style: str) -> list[Schema]:
    return [base["servers"][name] for name in base["styles"][style]["servers"]]
