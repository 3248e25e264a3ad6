"""The example in a method's docstring: a call as one types it, and what the prompt shows."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ir import Argument
from ..load import Document, Schema, Specs, Task
from ..normalize import RESULT_CLASSES, VECTOR
from .schemas import body_document, entries

_FILES = {
    "audio": "speech.flac",
    "file": "file.bin",
    "image": "cat.png",
    "video": "clip.mp4",
}
_RESULTS = {
    "audio": "sound.wav",
    "file": "file.bin",
    "image": "picture.png",
    "video": "film.mp4",
}


def example(
    specs: Specs, task: Task, arguments: tuple[Argument, ...], package: str
) -> Iterator[str]:
    """Yield the lines of an example, with `{Async}` and `{await}` where clients differ.

    Args:
        specs: All specs.
        task: The task; its first example is shown.
        arguments: What is in the payload.
        package: Import name of the package.
    """
    manifest = task.operation.data
    shown = manifest["examples"][0]
    call = ", ".join(_arguments(arguments, shown["arguments"]))
    yield f">>> from {package} import {{Async}}InferenceClient"
    yield ">>> client = {Async}InferenceClient()"
    entry = _entry_for(manifest, shown["arguments"])
    body = entry.get("stream") or entry["response"]
    expression = f"client.{manifest.get('qualified', manifest['method'])}({call})"
    kind = body.get("kind", "json")
    if "pages" in manifest:
        yield f">>> {{async}}for item in {expression}:"
        yield "...     print(item)"
        return
    expression = f"{{await}}{expression}"
    if kind in ("text", "none") or shown["result"] is None:
        yield f">>> {expression}"
        if shown["result"] is not None:
            yield repr(shown["result"])
    elif kind == "bytes":
        yield f">>> {body['media']} = {expression}"
        yield f">>> {body['media']}.save({json.dumps(_RESULTS[body['media']])})"
    elif kind == "array":
        yield f">>> vectors = {expression}"
        yield ">>> vectors.shape"
        yield str(_array_shape(shown["result"]))
    else:
        yield f">>> {expression}"
        yield from _result(specs, body_document(task, body), body, shown["result"])


def _result(
    specs: Specs, document: Document, body: Mapping[str, Any], result: Any
) -> Iterator[str]:
    if "project" in body:
        yield repr(result)
    elif "one_unless" in body and isinstance(result, dict):
        yield _shown(specs, document, document.data["items"], result)
    elif isinstance(result, list) and len(result) > 1 and "items" in document.data:
        items = [_shown(specs, document, document.data["items"], item) for item in result]
        yield f"[{items[0]},"
        yield from (f" {item}," for item in items[1:-1])
        yield f" {items[-1]}]"
    else:
        yield _shown(specs, document, document.data, result)


def _entry_for(manifest: Mapping[str, Any], arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    for entry in entries(manifest):
        if all(bool(arguments.get(name, False)) is value for name, value in entry["when"].items()):
            return entry
    raise AssertionError("the linter has checked that one variant matches")


def _arguments(arguments: tuple[Argument, ...], values: Mapping[str, Any]) -> Iterable[str]:
    for argument in arguments:
        if argument.name not in values:
            continue
        value = values[argument.name]
        text = json.dumps(_FILES[argument.media]) if argument.media else _python(value)
        if argument.many and isinstance(value, list):
            text = f"[{text}]"
        yield text if argument.positional else f"{argument.name}={text}"


def _python(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_python, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(k)}: {_python(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _array_shape(value: Any) -> tuple[int, ...]:
    return (len(value), *_array_shape(value[0])) if isinstance(value, list) else ()


def _place(name: str, properties: Mapping[str, Any]) -> int:
    """Return where a repr shows a field: as the class declares it, unknown ones last."""
    return list(properties).index(name) if name in properties else len(properties)


def _shown(specs: Specs, document: Document, schema: Schema, value: Any) -> str:
    """Return the repr of a decoded value."""
    if schema is document.data and schema.get("type") == "object":
        name = schema["title"]
    elif "$ref" in schema:
        target, pointer, resolved = specs.resolve(document, schema["$ref"], "")
        document, schema, name = target, resolved, pointer.rsplit("/", 1)[1]
    else:
        name = ""
    if isinstance(value, dict) and "$base64" in value:
        # The examples' recordings are WAV files, which is what the client finds out by itself.
        kind = schema.get("contentMediaType", "*/*").replace("audio/*", "audio/wav")
        if kind.startswith("image/"):
            return "<PIL.Image.Image>"
        size = len(base64.b64decode(value["$base64"]))
        return f"{RESULT_CLASSES.get(kind.split('/')[0], 'bytes')}({kind}, {size:,} bytes)"
    if any(o.get("contentMediaType") == VECTOR for o in schema.get("anyOf", [])):
        return f"Vector([{', '.join(f'{x:.4g}' for x in value[:3])}], {len(value)} dimensions)"
    if "anyOf" in schema and value is not None:
        options = [o for o in schema["anyOf"] if o.get("type") != "null"]
        return _shown(specs, document, options[0], value)
    if isinstance(value, list) and "items" in schema:
        items = schema["items"]
        return f"[{', '.join(_shown(specs, document, items, item) for item in value)}]"
    if isinstance(value, dict) and "properties" in schema:
        properties = schema["properties"]
        fields = (
            f"{key.replace('-', '_')}={_shown(specs, document, properties.get(key, {}), item)}"
            for key, item in sorted(value.items(), key=lambda pair: _place(pair[0], properties))
        )
        return f"{name}({', '.join(fields)})"
    return repr(value)
