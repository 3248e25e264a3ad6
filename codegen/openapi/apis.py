"""Schemas of other wire formats, from the paths that the manifests give for their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import wire
from ..build.arguments import sent
from ..build.expressions import dotted
from ..load import Document, Schema, Specs, Task
from .schemas import converted

MODEL = {"type": "string", "description": "Model to use, where the server serves several."}


def request(specs: Specs, task: Task, api: Mapping[str, Any], title: str) -> Schema:
    """Return the schema of the body that an API takes."""
    root: Schema = {"title": title, "description": f"Request: {api['doc']}", "type": "object"}
    if api.get("model_in_body"):
        _place(root, ["model"], MODEL, required=False)
    for name, value in api.get("constants", {}).items():
        _place(root, [name], {"const": value}, required=True)
    for cases in api.get("values", {}).values():
        for members in cases.values():
            for member, value in members.items():
                _place(root, [member], _like(value), required=False)
    pointers = {argument.name: argument.pointer for argument in sent(specs, task)}
    for member, template in api["request"].items():
        place = wire.place_of(template)
        if place is None:
            _place(root, [member], {"type": "string"}, required=False)
            continue
        head, *steps = place.name.split(".")
        path = ".".join([dotted(pointers[head]), *steps])
        schema, required = _at(specs, task.input, path)
        if api.get("encoding") == "form" and "contentMediaType" in schema:
            # A part of a form holds the file itself.
            schema = {k: v for k, v in schema.items() if k not in ("type", "contentEncoding")}
        _place(root, member.split("."), converted(schema, answered=False), required=required)
    return root


def response(specs: Specs, task: Task, api: Mapping[str, Any], title: str) -> Schema:
    """Return the schema of what an API answers."""
    listed = "items" in api
    assert task.output is not None
    found = _answer(specs, task.output, api["response"], listed, api.get("joined"))
    if listed:
        found = {"type": "array", "items": found}
        for step in reversed(list(filter(None, api["items"].split(".")))):
            found = {"type": "object", "properties": {step: found}, "required": [step]}
    return {"title": title, "description": f"Answer: {api['doc']}", **found}


def chunk(specs: Specs, task: Task, api: Mapping[str, Any], title: str) -> Schema:
    """Return the schema of one piece of what an API streams."""
    assert task.stream is not None
    found = _answer(specs, task.stream, api["stream"]["chunk"])
    return {"title": title, "description": f"Piece of a stream: {api['doc']}", **found}


def _answer(
    specs: Specs,
    document: Document,
    members: Mapping[str, str | Sequence[str]],
    listed: bool = False,
    joined: Sequence[str] | None = None,
) -> Schema:
    root: Schema = {}
    for ours, theirs in members.items():
        if ours == "." and theirs == ".":
            continue  # whatever else there is
        at = ".".join([*(["0"] if listed else []), *([] if ours == "." else [ours])])
        schema, required = _at(specs, document, at)
        schema = converted(schema, answered=True)
        if not required and not _takes_null(schema):
            schema = {"anyOf": [schema, {"type": "null"}]}
        if joined is not None and ours == joined[0]:
            schema = {"anyOf": [schema, {"type": "array", "items": {"type": "integer"}}]}
        listed_paths = [theirs] if isinstance(theirs, str) else theirs
        paths = [path.removesuffix("?") for path in listed_paths]
        if paths == ["."]:
            return schema
        for path in filter(lambda path: path != ".", paths):
            whole = schema
            for _ in range(ours.count("[]") - path.count("[]")):  # lists of one member each
                whole = {"type": "array", "items": whole}
            _place(root, path.split("."), whole, required=required and len(paths) == 1)
    _let_be_null(root)
    return root


def _let_be_null(schema: Schema) -> None:
    """Let what leads to members that need not be there be null, as servers send it."""
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        _let_be_null(inner)
        if name not in required and inner.get("type") in ("object", "array"):
            inner["type"] = [inner["type"], "null"]
    if isinstance(schema.get("items"), dict):
        _let_be_null(schema["items"])


def _at(specs: Specs, document: Document, path: str) -> tuple[Schema, bool]:
    """Return the schema that a path leads to, and whether a value is always there."""
    schema: Schema = document.data
    required = True
    for step in path.split(".") if path else ():
        document, schema = _resolved(specs, document, schema)
        name = step.removesuffix("[]")
        if step.isdigit() or not name:
            schema = schema["items"]
            continue
        required = required and name in schema.get("required", [])
        schema = schema["properties"][name]
        if step != name:
            schema = _resolved(specs, document, schema)[1]["items"]
    return schema, required


def _resolved(specs: Specs, document: Document, schema: Schema) -> tuple[Document, Schema]:
    """Follow references, and the one choice beside null."""
    while True:
        if "$ref" in schema:
            document, _, schema = specs.resolve(document, schema["$ref"], "")
            continue
        choices = [o for o in schema.get("anyOf", []) if o.get("type") != "null"]
        if len(choices) != 1:
            return document, schema
        (schema,) = choices


def _like(value: Any) -> Schema:
    """Return the schema of a value of a member that several may have."""
    if isinstance(value, list):
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(value, bool):
        return {"type": "boolean"}
    return {"type": "string"} if isinstance(value, str) else {"type": "number"}


def _takes_null(schema: Schema) -> bool:
    kinds = schema.get("type", [])
    return "null" in kinds or {"type": "null"} in schema.get("anyOf", [])


def _place(target: Schema, steps: list[str], schema: Schema, *, required: bool) -> None:
    """Put a schema into another, where the steps of a path lead. A number is any item of a list."""
    step, *rest = steps
    if step == "*[]":
        target.setdefault("type", "object")
        if rest == ["value"]:
            target["additionalProperties"] = schema
        return
    if step.endswith("[]"):
        target.setdefault("type", "object")
        items = target.setdefault("properties", {}).setdefault(step[:-2], {})
        _place(items, ["0", *rest], schema, required=False)
        return
    if step.isdigit():
        target.setdefault("type", "array")
        inner = target.setdefault("items", {})
        if rest:
            _place(inner, rest, schema, required=required)
        else:
            inner.update(schema)
        return
    target.setdefault("type", "object")
    properties = target.setdefault("properties", {})
    if rest:
        _place(properties.setdefault(step, {}), rest, schema, required=required)
    else:
        properties[step] = schema
    if required and step not in target.setdefault("required", []):
        target["required"].append(step)
