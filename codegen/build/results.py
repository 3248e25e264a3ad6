"""What comes back: annotations of results, and the expressions that decode answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import shortcuts
from ..essential import never_empty, one_of
from ..load import Document, Schema, Specs, Task, module_of
from ..normalize import RESULT_CLASSES
from .annotations import Annotated, received
from .arguments import sent
from .expressions import complete, dotted, steps
from .schemas import body_document, entries, follow

_DRAWN = {"boxes": "Detections", "masks": "Segments"}  # lists that can be drawn
_SHAPES = {"first_of_list": "FirstOfList()", "single_item": "SingleItem()"}
_RULES = {"count": "each"}  # tuples, which these are at run time, have a method `count`


@dataclass(frozen=True)
class Variant:
    """What comes back for one combination of the switches."""

    when: tuple[tuple[str, bool], ...]
    streams: bool
    result: str  # annotation of the result, or of one chunk
    decoder: str  # expression
    returns: str
    whole: str | None = None  # annotation of what the chunks add up to
    one: str | None = None  # annotation of an item, which comes alone unless `unless` is given
    unless: str | None = None

    def annotation(self, call: str, stream: str) -> str:
        """Return the annotation, with `call` and `stream` as patterns for the two kinds."""
        if self.streams:
            return stream.format(f"{self.result}, {self.whole}" if self.whole else self.result)
        return call.format(f"{self.one} | {self.result}" if self.one else self.result)


def variants_of(specs: Specs, task: Task, switches: tuple[str, ...]) -> tuple[Variant, ...]:
    """Return what comes back, for each combination of some switches."""
    return tuple(_variants(specs, task, switches))


def results(variants: tuple[Variant, ...]) -> str:
    """Return the statement that assigns what decodes the answers."""
    first = variants[0].when
    if not first:
        return f"RESULT = {variants[0].decoder}"
    key_type = "bool" if len(first) == 1 else f"tuple[{', '.join('bool' for _ in first)}]"
    decoders = []
    for variant in variants:
        values = tuple(value for _, value in variant.when)
        key = repr(values if len(values) > 1 else values[0])
        decoders.append(f"{key}: {variant.decoder},")
    return f"RESULTS: dict[{key_type}, Json | Events] = {{{' '.join(decoders)}}}"


def decoder(switches: tuple[str, ...]) -> str:
    """Return the expression that picks what decodes the answer to a call."""
    if not switches:
        return "RESULT"
    keys = [f"bool({name})" for name in switches]
    return f"RESULTS[{', '.join(keys)}]"


def _variants(specs: Specs, task: Task, switches: tuple[str, ...]) -> Iterator[Variant]:
    for entry in entries(task.operation.data):
        streams = "stream" in entry
        body = entry["stream"] if streams else entry["response"]
        annotation = _result(specs, task, entry)
        decoding = _events(specs, task, body) if streams else _response(specs, task, body)
        when = tuple((name, entry["when"][name]) for name in switches)
        whole = None
        if "accumulate" in body:
            off = _unstreamed(task, entry)
            whole = _result(specs, task, off).text
            inner = _response(specs, task, {**off["response"], "accept": []})
            decoding = _events(specs, task, body, inner)
        one, unless = _one(specs, task, body)
        yield Variant(when, streams, annotation.text, decoding, body["returns"], whole, one, unless)


def _one(specs: Specs, task: Task, body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the annotation of an item that comes alone, and the argument that all come with."""
    if "one_unless" not in body:
        return None, None
    document = body_document(task, body)
    names = (a.name for a in sent(specs, task) if a.pointer == body["one_unless"])
    return received(specs, document, document.data["items"]).text, next(names)


def _unstreamed(task: Task, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the variant that gives in one piece what another one streams."""
    return next(
        other
        for other in entries(task.operation.data)
        if "response" in other
        and sum(other["when"][name] != value for name, value in entry["when"].items()) == 1
    )


def _result(specs: Specs, task: Task, entry: Mapping[str, Any]) -> Annotated:
    body = entry.get("stream") or entry["response"]
    kind = body.get("kind", "json")
    if kind in ("text", "none"):
        return _maybe(body, Annotated({"text": "str", "none": "None"}[kind]))
    if kind == "bytes":
        return _maybe(body, Annotated(RESULT_CLASSES[body["media"]]))
    if kind == "array":
        return Annotated("NDArray[np.float32]")
    document: Document = body_document(task, body)
    schema: Schema = document.data
    for step in body.get("project", "").split("/")[1:]:
        document, schema = follow(specs, document, schema)
        schema = schema["properties"][step]
    if (draws := _DRAWN.get(body.get("draws", ""))) is not None:
        items = received(specs, document, schema["items"])
        return replace(items, text=f"{draws}[{items.text}]")
    if schema is document.data and schema.get("type") == "object":
        generic = "[AnswerT]" if shortcuts.is_generic(task.operation.data, body) else ""
        return _maybe(body, Annotated(f"{schema['title']}{generic}"))
    return _maybe(body, received(specs, document, schema))


def _maybe(body: Mapping[str, Any], found: Annotated) -> Annotated:
    """Return an annotation with None beside it, where an answer may be empty."""
    return replace(found, text=f"{found.text} | None") if body.get("empty") else found


def item_of(specs: Specs, task: Task) -> str:
    """Return the annotation of an item of an answer that is a page of a list."""
    document = body_document(task, task.operation.data["response"])
    schema: Schema = document.data
    for step in task.operation.data["pages"]["items"].split("/")[1:]:
        document, schema = follow(specs, document, schema)
        schema = schema["properties"][step]
    document, schema = follow(specs, document, schema)
    for option in schema.get("anyOf", []):
        if option.get("type") == "array":
            schema = option
    return received(specs, document, schema.get("items", {})).text


# Decoders --------------------------------------------------------------------------------------


def _type_of(specs: Specs, task: Task, body: Mapping[str, Any]) -> str:
    """Return module and name of the type of an answer, or of a chunk."""
    document = body_document(task, body)
    if "$ref" not in document.data:
        return f"{task.folder}.{document.data['title']}"
    target, pointer, _ = specs.resolve(document, document.data["$ref"], "")
    return f"{module_of(target)}.{pointer.rsplit('/', 1)[1]}"


def _response(specs: Specs, task: Task, body: Mapping[str, Any]) -> str:
    empty = ["empty=True"] if body.get("empty") else []
    if body["kind"] == "none":
        return "Nothing()"
    if body["kind"] == "text":
        return f"Text({', '.join(empty)})"
    if body["kind"] == "bytes":
        return f"Bytes({', '.join([json.dumps(body['media']), *empty])})"
    type_ref = json.dumps(_type_of(specs, task, body))
    accept = [f"{json.dumps(e['opens'])}: {_shape(e)}" for e in body.get("accept", [])]
    options = [f"accept={{{', '.join(accept)}}}"] if accept else []
    if body["kind"] == "array":
        if "count" in body:
            options.append(f"each={dotted(body['count'])!r}")
        return f"Array({', '.join(options)})"
    if filled := never_empty(body):
        options.append(f"filled={filled!r}")
    if groups := one_of(specs, task, body):
        options.append(f"one_of={groups!r}")
    if "list" in body:
        options.append(f"rules={_list_rules(body['list'])}")
    if "project" in body:
        options.append(f"project={steps(body['project'])!r}")
    if "one_unless" in body:
        options.append(f"one_unless={dotted(body['one_unless'])!r}")
    if draws := _DRAWN.get(body.get("draws", "")):
        options.append(f"into={json.dumps(draws)}")
    if _has_pictures(body_document(task, body).data):
        options.append("pictures=True")
    if "calls" in body:
        path = tuple(s for s in body["calls"].split("/")[1:] if not s.isdigit())
        options.append(f"calls={path!r}")
    return f"Json({', '.join([type_ref, *options, *empty])})"


def _has_pictures(node: Any) -> bool:
    if isinstance(node, dict):
        if str(node.get("contentMediaType", "")).startswith("image/"):
            return True
        node = list(node.values())
    return isinstance(node, list) and any(map(_has_pictures, node))


def _list_rules(rules: Mapping[str, Any]) -> str:
    paths = ("at", "count", "limit")
    options = [
        f"{_RULES.get(key, key)}={(dotted(value) if key in paths else value)!r}"
        for key, value in rules.items()
    ]
    return f"ListRules({', '.join(options)})"


def _shape(entry: Mapping[str, Any]) -> str:
    if entry["shape"] == "member":
        return f"Member({json.dumps(entry['member'])})"
    if entry["shape"] == "text":
        return f"BareText({json.dumps(entry['member'])})"
    if entry["shape"] == "groups":
        return f"Groups({json.dumps(entry['index'])})"
    if entry["shape"] == "columns":
        return f"Columns({json.dumps(entry['columns'])})"
    return _SHAPES[entry["shape"]]


def _events(specs: Specs, task: Task, body: Mapping[str, Any], whole: str = "") -> str:
    options = [json.dumps(_type_of(specs, task, body))]
    if "by" not in body["complete"]:
        options.append(f"complete={complete(body['complete'])}")
    if body.get("framing") == "ndjson":
        options.append("lines=True")
    options += [f"{key}={json.dumps(body[key])}" for key in ("event", "data") if key in body]
    for key in ("project", "text", "special"):
        if key in body:
            options.append(f"{key}={steps(body[key])!r}")
    if "usage" in body:
        options.append(f"usage={json.dumps(body['usage'][1:])}")
    if "end" in body:
        options.append(f"end=b{body['end']!r}")
    if "accumulate" in body:
        options.append(f"accumulate={_accumulate(body['accumulate'], whole)}")
    return f"Events({', '.join(options)})"


def _accumulate(rules: Mapping[str, Any], whole: str) -> str:
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in rules.items()}
    options = [f"{key}={value!r}" for key, value in values.items()]
    return f"Accumulate({', '.join([whole, *options])})"
