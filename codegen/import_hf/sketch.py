"""A manifest for schemas that have none: what they suggest, with an example, and what to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..load import Schema
from ..new_task import DECISIONS, SAMPLES
from ..pointer import at, steps_of
from .source import UpstreamTask

_FILE_TASK = re.compile(r"-to-(image|audio|video|speech)$")
_DEPTH = 8  # of a value that is made up; deeper ones are recursive


class _Reader:
    """Follows references among the documents of a task and in common/."""

    def __init__(self, path: str, documents: Mapping[str, Any]) -> None:
        self.path = path
        self.documents = documents

    def follow(self, schema: Schema) -> tuple[_Reader, Schema]:
        """Return what a schema refers to, and the document that it is in."""
        reader = self
        for _ in range(_DEPTH):
            ref = schema.get("$ref")
            if not isinstance(ref, str):
                break
            file, _, fragment = ref.partition("#")
            folder = reader.path.rpartition("/")[0]
            path = f"{folder}/{file}" if file else reader.path
            path = re.sub(r"^tasks/[^/]+/\.\./\.\./", "", path)
            try:
                schema = at(reader.documents[path], fragment)
            except KeyError:
                return reader, {}
            reader = _Reader(path, self.documents)
        return reader, schema

    def value(self, schema: Schema, depth: int = 0) -> Any:
        """Make up a value that fits a schema."""
        reader, schema = self.follow(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return next((v for v in schema["enum"] if v is not None), None)
        for word in ("anyOf", "oneOf"):
            if schema.get(word):
                branches = [b for b in schema[word] if b.get("type") != "null"]
                return reader.value((branches or schema[word])[0], depth + 1)
        if "contentMediaType" in schema:
            return SAMPLES[str(schema["contentMediaType"]).split("/")[0]][1]
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = kinds if isinstance(kinds, str) else next(k for k in kinds if k != "null")
        if kind == "object":
            return reader.members(schema, depth)
        if kind == "array":
            if depth > _DEPTH:
                return []
            return [reader.value(schema.get("items", {}), depth + 1)] * schema.get("minItems", 1)
        return _scalar(kind, schema)

    def members(self, schema: Schema, depth: int) -> dict[str, Any]:
        """Make up the members that an object must have."""
        if "properties" not in schema and isinstance(schema.get("additionalProperties"), dict):
            return {"name": self.value(schema["additionalProperties"], depth + 1)}
        properties = schema.get("properties", {})
        return {
            name: self.value(properties[name], depth + 1)
            for name in schema.get("required", [])
            if name in properties and depth <= _DEPTH
        }


def _scalar(kind: str, schema: Schema) -> Any:
    low: Any = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    if kind == "integer":
        return max(1, int(low) + 1)
    if kind == "number":
        return max(0.5, float(low) + 0.5) if low >= 0.5 else 0.5
    return {"boolean": True, "null": None}.get(kind, "text" + "." * schema.get("minLength", 0))


def sketch(task: UpstreamTask, documents: Mapping[str, Any]) -> dict[str, Any]:
    """Return an operation.json that suits converted schemas.

    Args:
        task: The task.
        documents: Its schemas in our form, and those of common/.

    Returns:
        The manifest: what is a guess is listed under `todo`.
    """
    folder = f"tasks/{task.folder}"
    reader = _Reader(f"{folder}/input.json", documents)
    root = documents[f"{folder}/input.json"]
    flatten = [*_flattened(reader, root)]
    required = [*_required(reader, root, "", flatten)]
    args: list[dict[str, Any]] = []
    values: dict[str, tuple[str, Any, bool]] = {}
    for pointer, schema in required:
        name = _argument(pointer, schema)
        entry = {"pointer": pointer, "name": name, "positional": True}
        if name == steps_of(pointer)[-1]:
            del entry["name"]
        args.append(entry)
        values[pointer] = (name, reader.value(schema), "contentMediaType" in schema)
    encoding = "media" if values.get("/inputs", ("", "", False))[2] else "json"
    if "model" in root.get("properties", {}):
        args.append({"pointer": "/model", "hidden": True})  # every method has one
    stream = documents.get(f"{folder}/stream.json")
    manifest = {
        "task": task.name,
        "method": task.folder,
        "summary": f"Call a model of the task {task.name.replace('-', ' ')}.",
        "todo": DECISIONS,
        "args": args,
        **({"flatten": flatten} if flatten else {}),
        **({"extra_body": "/parameters"} if "/parameters" in flatten else {}),
        "route": {"style": "task"},
        "encoding": encoding,
    }
    answer = _response(task, documents[f"{folder}/output.json"])
    example = _example(values, encoding, _Reader(f"{folder}/output.json", documents), answer)
    if stream is None or "stream" not in root.get("properties", {}):
        return {**manifest, "response": answer, "examples": [example]}
    args.append({"pointer": "/stream", "switch": True})
    chunks = _chunks(stream)
    variants = [
        {"when": {"stream": False}, "response": answer},
        {"when": {"stream": True}, "stream": chunks},
    ]
    streaming = _streaming(example, _Reader(f"{folder}/stream.json", documents), chunks)
    return {**manifest, "variants": variants, "examples": [example, streaming]}


def _flattened(reader: _Reader, root: Schema) -> Iterator[str]:
    for name in ("inputs", "parameters"):
        _, schema = reader.follow(root.get("properties", {}).get(name, {}))
        if schema.get("type") == "object" and "properties" in schema:
            yield f"/{name}"


def _required(
    reader: _Reader, schema: Schema, pointer: str, flatten: list[str]
) -> Iterator[tuple[str, Schema]]:
    reader, schema = reader.follow(schema)
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if f"{pointer}/{name}" in flatten:
            yield from _required(reader, properties[name], f"{pointer}/{name}", flatten)
        elif name in properties:
            yield f"{pointer}/{name}", properties[name]


def _argument(pointer: str, schema: Schema) -> str:
    name = steps_of(pointer)[-1]
    if name == "inputs" and "contentMediaType" in schema:
        return str(schema["contentMediaType"]).split("/")[0]
    return "text" if name == "inputs" and schema.get("type") == "string" else name


def _response(task: UpstreamTask, output: Schema) -> dict[str, Any]:
    returns = "What the model answers."
    file = _FILE_TASK.search(task.name)
    if file and output.get("type") == "object":
        return {"kind": "bytes", "media": file[1].replace("speech", "audio"), "returns": returns}
    inner = output.get("items", {})
    if output.get("type") == "array" and inner.get("items", {}).get("type") == "number":
        return {"kind": "array", "returns": returns}
    return {"kind": "json", "returns": returns}


def _example(
    values: Mapping[str, tuple[str, Any, bool]],
    encoding: str,
    output: _Reader,
    answer: Mapping[str, Any],
) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    body: dict[str, Any] = {}
    for pointer, (name, value, is_file) in values.items():
        arguments[name] = {"$base64": value} if is_file else value
        *parents, last = steps_of(pointer)
        node = body
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = value
    request: dict[str, Any] = {"json": body}
    if encoding == "media" and body.keys() == {"inputs"}:
        kind = next(k for k, content in SAMPLES.values() if content == body["inputs"])
        request = {"base64": body["inputs"], "content_type": kind}
    if answer["kind"] == "bytes":
        kind, content = SAMPLES[answer["media"]]
        response, result = {"base64": content, "content_type": kind}, {"$base64": content}
    else:
        result = output.value(output.documents[output.path])
        response = {"json": result}
    name = "what it must have"
    return {
        "name": name,
        "arguments": arguments,
        "request": request,
        "response": response,
        "result": result,
    }


def _chunks(stream: Schema) -> dict[str, Any]:
    properties = stream.get("properties", {})
    optional = [name for name in properties if name not in stream.get("required", [])]
    return {
        "schema": "stream.json",
        "returns": "The answer piece by piece.",
        "complete": {"field": [*optional, *properties][0]},
    }


def _streaming(
    example: Mapping[str, Any], reader: _Reader, chunks: Mapping[str, Any]
) -> dict[str, Any]:
    schema = reader.documents[reader.path]
    chunk = reader.value(schema)
    last = chunks["complete"]["field"]
    chunk.setdefault(last, reader.value(schema["properties"][last]))
    return {
        **example,
        "name": "in pieces",
        "arguments": {**example["arguments"], "stream": True},
        "request": {"json": {**example["request"].get("json", {}), "stream": True}},
        "response": {"events": [chunk]},
        "result": [chunk],
    }
