"""Bodies: what an endpoint takes and answers, by media type, with examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..load import Finding, Schema, SpecError, Specs, Task
from . import apis
from .endpoints import Endpoint
from .schemas import converted, raw_kind, reference

JSON = "application/json"
EVENTS = "text/event-stream"
FORM = "multipart/form-data"
TEXT = "text/plain"

Schemas = dict[str, Schema]


def request(specs: Specs, endpoint: Endpoint, schemas: Schemas) -> Schema:
    """Return the content of a request.

    Args:
        specs: All specs.
        endpoint: Where it is sent to.
        schemas: The components; those that only this endpoint has are added.
    """
    content = _request(specs, endpoint, schemas)
    for example in endpoint.examples:
        sent = example["request"]
        if "json" in sent:
            _add_example(content[JSON], example["name"], sent["json"])
        elif "form" in sent:
            kinds = schemas[endpoint.class_name("Input")]["properties"]
            fields = {n: _field(v, kinds.get(n, {})) for n, v in sent["form"].items()}
            _add_example(content[FORM], example["name"], fields)
    return content


def response(specs: Specs, endpoint: Endpoint, schemas: Schemas) -> tuple[Schema, str]:
    """Return the content of an answer, and what it is in words.

    Args:
        specs: All specs.
        endpoint: What answers.
        schemas: The components; those that only this endpoint has are added.
    """
    content, returns = _response(specs, endpoint, schemas)
    for example in endpoint.examples:
        came = example["response"]
        if "json" in came:
            _add_example(content[JSON], example["name"], came["json"])
        elif "text" in came:
            content.setdefault(TEXT, {"schema": {"type": "string"}})
            _add_example(content[TEXT], example["name"], came["text"])
        elif "events" in came:
            events = (e if isinstance(e, str) else json.dumps(e) for e in came["events"])
            stream = "".join(f"data: {data}\n\n" for data in events)
            _add_example(content[EVENTS], example["name"], stream)
    return content, returns


def _request(specs: Specs, endpoint: Endpoint, schemas: Schemas) -> Schema:
    task, wire = endpoint.task, endpoint.wire
    if endpoint.api:
        name = endpoint.class_name("Input")
        _add_schema(schemas, endpoint, name, apis.request(specs, task, wire, name))
        if wire.get("encoding") != "form":
            return {JSON: {"schema": reference(name)}}
        files = {
            part: {"contentType": schema["contentMediaType"]}
            for part, schema in schemas[name]["properties"].items()
            if "contentMediaType" in schema
        }
        return {FORM: {"schema": reference(name), "encoding": files}}
    name = task.input.data["title"]
    schema = schemas[name]
    if wire.get("model_in_body") and "model" not in schema["properties"]:
        schemas[name] = {**schema, "properties": {"model": apis.MODEL, **schema["properties"]}}
    content: Schema = {JSON: {"schema": reference(name)}}
    if (kind := raw_kind(task)) is not None:
        content[kind] = {}  # in OpenAPI 3.1 a body of bytes has no schema
    return content


def _response(specs: Specs, endpoint: Endpoint, schemas: Schemas) -> tuple[Schema, str]:
    manifest = endpoint.manifest
    alternatives: dict[str, Schema] = {}  # by their JSON
    content: Schema = {}
    returns: dict[str, None] = {}
    for entry in manifest.get("variants", [manifest]):
        body = entry.get("stream") or entry["response"]
        returns[body["returns"]] = None
        if "stream" in entry:
            content[EVENTS] = {"schema": _event(specs, endpoint, body, schemas)}
            continue
        for schema in _answers(specs, endpoint, body, schemas):
            alternatives[json.dumps(schema)] = schema
        if "media" in body:
            content[f"{body['media']}/*"] = {}
    whole = list(alternatives.values())
    if whole:
        schema = whole[0] if len(whole) == 1 else {"anyOf": whole}
        content = {JSON: {"schema": schema}, **content}
    return content, " ".join(returns)


def _answers(
    specs: Specs, endpoint: Endpoint, body: Mapping[str, Any], schemas: Schemas
) -> Iterator[Schema]:
    """Yield the shapes that servers answer in, the one of the spec first."""
    task = endpoint.task
    if endpoint.api:
        if "response" not in endpoint.wire:
            return  # bytes alone
        name = endpoint.class_name("Output")
        _add_schema(schemas, endpoint, name, apis.response(specs, task, endpoint.wire, name))
        yield reference(name)
        return
    name = body.get("schema", "output.json")
    root = next(d for d in task.schemas() if d.path.endswith(f"/{name}")).data
    schema = reference(root["title"])
    yield schema
    if body["kind"] == "bytes":
        yield {"type": "string", "description": "The file as base64 text."}
    if body["kind"] == "array":
        # One text may be answered without the list of texts, and with a vector for each token.
        yield converted(root["items"], answered=True)
        yield {"type": "array", "items": schema}
    for other in body.get("accept", []):
        match other["shape"]:
            case "first_of_list" | "groups":
                yield {"type": "array", "items": schema}
            case "single_item":
                yield converted(root["items"], answered=True)
            case "text":
                yield {"type": "string"}
            case "member":
                yield _object({other["member"]: schema})
            case "columns":
                fields = _item(task, root)["properties"]
                yield _object(
                    {
                        theirs: {"type": "array", "items": converted(fields[ours], answered=True)}
                        for ours, theirs in other["columns"].items()
                    }
                )


def _object(properties: Schemas) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _item(task: Task, root: Schema) -> Schema:
    """The schema of a list's items, in the same file."""
    items: Schema = root["items"]
    if "$ref" in items:
        items = root["$defs"][items["$ref"].rpartition("/")[2]]
    return items


def _event(specs: Specs, endpoint: Endpoint, body: Mapping[str, Any], schemas: Schemas) -> Schema:
    """One event: OpenAPI 3.1 has no word for a sequence of them, and tools read it so."""
    assert endpoint.task.stream is not None
    if endpoint.api:
        name = endpoint.class_name("StreamOutput")
        chunk = apis.chunk(specs, endpoint.task, endpoint.wire, name)
        _add_schema(schemas, endpoint, name, chunk)
        end = endpoint.wire["stream"].get("end")
    else:
        name = endpoint.task.stream.data["title"]
        end = body.get("end")
    data = {
        "type": "string",
        "contentMediaType": JSON,
        "contentSchema": {"anyOf": [reference(name), reference("Error")]},
    }
    return {
        "type": "object",
        "description": f"One event of the stream. Its data is a {name} as JSON"
        + (f", or `{end}` at the end." if end else "."),
        "properties": {"data": {"anyOf": [{"const": end}, data]} if end else data},
        "required": ["data"],
    }


def _add_schema(schemas: Schemas, endpoint: Endpoint, name: str, schema: Schema) -> None:
    if schemas.setdefault(name, schema) != schema:
        message = f"its schema {name!r} would have the name of another one"
        pointer = f"/apis/{endpoint.api}"
        fix = "give the other one another title, or this API another name"
        finding = Finding("title-taken", endpoint.task.operation.path, pointer, message, fix)
        raise SpecError([finding])


def _add_example(media: Schema, name: str, value: Any) -> None:
    key = re.sub(r"\W+", "-", name).strip("-")
    media.setdefault("examples", {})[key] = {"summary": name, "value": value}


def _field(value: Any, schema: Schema) -> Any:
    """A field of a form as it is before it becomes text; a file is shown as its base64 text."""
    if isinstance(value, dict):
        return value["$base64"]
    return json.loads(value) if schema.get("type") in ("number", "integer", "boolean") else value
