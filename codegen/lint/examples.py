"""Rules on examples: arguments, request, response and result fit each other and the schemas."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Finding
from ..load import Document
from ..pointer import pointer_to, walk
from ..wording import nearest
from .instances import Instances
from .method import Method

# Examples say little while these are broken.
EXAMPLES_NEED = (
    "pointer",
    "schema-file",
    "stream-file",
    "variants",
    "arg-name",
    "arg-collision",
    "arg-overlap",
    "flatten",
    "switch",
    "response-options",
    "parameters",
    "body",
)


Example = Mapping[str, Any]


def examples(method: Method, instances: Instances) -> Iterator[Finding]:
    """Check the examples of a manifest whose other rules hold."""
    names: set[str] = set()
    shown: set[str] = set()
    for index, example in enumerate(method.manifest["examples"]):
        at = f"/examples/{index}"
        if example["name"] in names:
            yield method.finding(
                "example-name",
                f"{at}/name",
                f"{example['name']!r} names another example too",
                "say what is special about this one",
            )
        names.add(example["name"])
        faults = [*byte_faults(method, at, example)]
        yield from faults
        if faults:
            continue
        yield from argument_faults(method, at, example)
        if "api" in example["arguments"] or "default_api" in method.manifest:
            shown.update(place for place, _, _, _ in method.bodies())
            continue  # another wire format, which has no schema; the contract tests run it
        yield from _example_request(method, at, example, instances)
        for place, when, body, streams in method.bodies():
            if all(bool(example["arguments"].get(n, False)) is v for n, v in when.items()):
                shown.add(place)
                answer = _example_events if streams else _example_response
                yield from answer(method, at, example, body, instances)
    for place, when, _, _ in method.bodies():
        if place not in shown:
            yield method.finding(
                "example-variants",
                place.rsplit("/", 1)[0] if when else place,
                "no example shows it",
                f"add an example with the arguments {json.dumps(when)}",
            )


def byte_faults(method: Method, at: str, example: Example) -> Iterator[Finding]:
    """Find bytes of an example that are no base64."""
    places = [
        (pointer, node["$base64"])
        for part in ("arguments", "result")
        for pointer, node in walk(example[part], f"{at}/{part}")
        if isinstance(node, dict) and node.keys() == {"$base64"}
    ]
    for part in ("request", "response"):
        if "base64" in example[part]:
            places.append((f"{at}/{part}/base64", example[part]["base64"]))
    for pointer, text in places:
        try:
            base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            yield method.finding(
                "example-base64", pointer, f"is not base64: {error}", "encode the bytes anew"
            )


def argument_faults(method: Method, at: str, example: Example) -> Iterator[Finding]:
    """Find arguments of an example that the method does not have or take, or lacks."""
    known = [argument.name for argument in method.arguments]
    for name in example["arguments"]:
        if name not in (*known, "model", "extra_body", "api"):
            yield method.finding(
                "example-arguments",
                f"{at}/arguments{pointer_to(name)}",
                f"{method.manifest['method']} has no argument {name!r}",
                nearest(name, known),
            )
    for argument in method.required:
        if argument.name not in example["arguments"]:
            yield method.finding(
                "example-arguments",
                f"{at}/arguments",
                f"{argument.name!r} is required and missing",
                f"add {argument.name!r}",
            )
    for argument in method.arguments:
        value = example["arguments"].get(argument.name)
        files = value if argument.media and isinstance(value, list) else [value]
        if value is not None and any(_is_bytes(file) != argument.media for file in files):
            yield method.finding(
                "example-arguments",
                f"{at}/arguments{pointer_to(argument.name)}",
                f"{argument.name!r} {'is a file' if argument.media else 'is no file'}",
                'write {"$base64": "..."}' if argument.media else "write the value as JSON",
            )


def _example_request(
    method: Method, at: str, example: Example, instances: Instances
) -> Iterator[Finding]:
    request = example["request"]
    if method.is_api:
        yield from _api_request(method, at, example, instances)
        return
    if method.manifest["encoding"] == "none":
        if request != {"method": "GET"}:
            yield method.finding(
                "example-request", f"{at}/request", "a GET has no body", 'write {"method": "GET"}'
            )
        return
    payload = _payload(method, example["arguments"])
    raw = method.manifest["encoding"] == "media" and payload.keys() == {"inputs"}
    wanted = ("base64", "content_type") if raw else ("json",)
    for word in sorted(request.keys() - set(wanted)):
        yield method.finding(
            "example-request",
            f"{at}/request/{word}",
            "the file alone is the body" if raw else "the body is JSON",
            f"write {' and '.join(wanted)} instead",
        )
    for word in wanted:
        if word not in request:
            yield method.finding("example-request", f"{at}/request", f"lacks {word}", f"add {word}")
    if raw and request.get("base64", payload["inputs"]) != payload["inputs"]:
        yield method.finding(
            "example-request", f"{at}/request/base64", "is not the file of the arguments", "copy it"
        )
    if raw or "json" not in request:
        return
    body = request["json"]
    if method.manifest.get("model_in_body") and isinstance(body, dict):
        body = {name: value for name, value in body.items() if name != "model"}
    if problem := instances.problems(method.task.input, "", body):
        pointer, message = problem
        yield method.finding(
            "example-request",
            f"{at}/request/json{pointer}",
            message,
            f"correct the example, or {method.task.input.path}",
        )
    elif (place := _difference(payload, body)) is not None:
        yield method.finding(
            "example-request",
            f"{at}/request/json{place}",
            "is not what the arguments make",
            f"they make {json.dumps(payload, ensure_ascii=False)}",
        )


def _api_request(
    method: Method, at: str, example: Example, instances: Instances
) -> Iterator[Finding]:
    """Check what can be told without making the request; the contract tests make it."""
    manifest, request = method.manifest, example["request"]
    payload = _payload(method, example["arguments"])
    if problem := instances.problems(method.task.input, "", payload):
        pointer, message = problem
        yield method.finding("example-arguments", f"{at}/arguments", f"{pointer}: {message}", (
            f"correct the example, or {method.task.input.path}"
        ))  # fmt: skip
    allowed = {"method", "path", "query", "headers", *_BODIES[manifest["encoding"]]}
    for word in sorted(request.keys() - allowed):
        message = f"encoding {manifest['encoding']!r} sends no {word}"
        yield method.finding("example-request", f"{at}/request/{word}", message, "delete it")
    members = {n: v for n, v in payload.items() if f"/{n}" not in manifest.get("parameters", {})}
    body = members.get(manifest["body"][1:]) if "body" in manifest else members
    if "json" in request and (place := _difference(body, request["json"])) is not None:
        made = f"they make {json.dumps(body, ensure_ascii=False)}"
        message = "is not what the arguments make"
        yield method.finding("example-request", f"{at}/request/json{place}", message, made)


# How examples show what an encoding sends.
_BODIES: Mapping[str, tuple[str, ...]] = {
    "json": ("json", "content_type"),
    "multipart": ("form",),
    "urlencoded": ("urlencoded",),
    "raw": ("base64", "content_type"),
    "text": ("text", "content_type"),
    "none": (),
}


def _payload(method: Method, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON that a call with these arguments sends."""
    payload: dict[str, Any] = dict(method.manifest.get("defaults", {}))

    def put(pointer: str, value: Any) -> None:
        node = payload
        *parents, last = pointer.split("/")[1:]
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = value

    for argument in method.arguments:
        value = arguments.get(argument.name)
        if argument.entry.get("explicit"):
            value = bool(value)
        elif value is None or (argument.switch and value is False):
            continue
        put(argument.pointer, as_text(value))
    extra = arguments.get("extra_body")
    for name, value in extra.items() if isinstance(extra, dict) else ():
        put(f"{method.manifest.get('extra_body', '')}{pointer_to(name)}", value)
    return payload


def _is_bytes(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"$base64"}


def _difference(left: Any, right: Any, pointer: str = "") -> str | None:
    """Return where two JSON values differ, or None."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in {**left, **right}:
            if name not in left or name not in right:
                return pointer + pointer_to(name)
            found = _difference(left[name], right[name], pointer + pointer_to(name))
            if found is not None:
                return found
        return None
    return None if json.dumps(left) == json.dumps(right) else pointer


def _example_response(
    method: Method, at: str, example: Example, body: Mapping[str, Any], instances: Instances
) -> Iterator[Finding]:
    response, kind = example["response"], body["kind"]
    allowed = _ANSWERS[kind]
    nothing = kind == "none" or (body.get("empty") and example["result"] is None)
    if nothing and not response.keys() & {"json", "text", "base64"}:
        return
    sent = response.keys() - {"status"}
    if not sent & (allowed - {"content_type"}) or sent - allowed:
        yield method.finding(
            "example-response",
            f"{at}/response",
            f"a response of kind {kind!r} is not {' and '.join(sorted(response))}",
            f"write {' or '.join(sorted(allowed - {'content_type'}))}",
        )
        return
    result = f"{at}/result"
    if kind == "text":
        if example["result"] != response["text"]:
            yield method.finding("example-result", result, "is not the text", "copy it")
        return
    if kind == "bytes":
        if not _is_bytes(example["result"]):
            yield method.finding(
                "example-result", result, "the method returns bytes", 'write {"$base64": "..."}'
            )
        return
    document = method.schema_of(body)
    try:
        value = _reshaped(body, document, response["json"])
    except (LookupError, TypeError) as error:
        yield method.finding(
            "example-response",
            f"{at}/response/json",
            f"has not the shape that `accept` says: {error!r}",
            "correct the example, or accept",
        )
        return
    if kind == "array":
        for place, rule, numbers in (
            (f"{at}/response/json", "example-response", value),
            (result, "example-result", example["result"]),
        ):
            if not _numbers(numbers):
                yield method.finding(
                    rule, place, "is not a list of numbers, or of such lists", "write numbers"
                )
        return
    if document is not None:
        yield from _fits(
            method, "example-response", f"{at}/response/json", document, "", value, instances
        )
        if "pages" in method.manifest:
            items = {"project": f"{method.manifest['pages']['items']}"}
            yield from _projected(method, result, document, items, [example["result"]], instances)
            return
        if _is_one(method, body, example):
            body = {**body, "project": "/0"}
        yield from _projected(method, result, document, body, [example["result"]], instances)


def _is_one(method: Method, body: Mapping[str, Any], example: Example) -> bool:
    """Return whether an example's result is the first item of a list, alone."""
    unless = body.get("one_unless")
    names = (a.name for a in method.arguments if a.pointer == unless)
    return unless is not None and next(names, "") not in example["arguments"]


# What an answer of a kind can be in an example.
_ANSWERS: Mapping[str, frozenset[str]] = {
    "json": frozenset({"json"}),
    "array": frozenset({"json"}),
    "bytes": frozenset({"json", "base64", "content_type"}),
    "text": frozenset({"text", "content_type"}),
    "none": frozenset(),
}


def _example_events(
    method: Method, at: str, example: Example, body: Mapping[str, Any], instances: Instances
) -> Iterator[Finding]:
    document = method.schema_of(body)
    if example["response"].keys() != {"events"} or not isinstance(example["result"], list):
        part = "result" if example["response"].keys() == {"events"} else "response"
        yield method.finding(
            f"example-{part}",
            f"{at}/{part}",
            "the arguments select a stream",
            'write {"events": [...]}' if part == "response" else "write the list of chunks",
        )
        return
    if document is None:
        return
    for index, event in enumerate(example["response"]["events"]):
        if not isinstance(event, str):
            place = f"{at}/response/events/{index}"
            yield from _fits(method, "example-response", place, document, "", event, instances)
    yield from _projected(method, f"{at}/result", document, body, example["result"], instances)
    if "final" in example:
        yield from _example_final(method, at, example, instances)


def _example_final(
    method: Method, at: str, example: Example, instances: Instances
) -> Iterator[Finding]:
    """Check what the chunks add up to: that it is what the variant without a stream returns."""
    given = {a.name: bool(example["arguments"].get(a.name)) for a in method.arguments if a.switch}
    for _, when, body, streams in method.bodies():
        differ = sum(when.get(name) != value for name, value in given.items())
        document = method.schema_of(body)
        if not streams and differ == 1 and document is not None:
            place = f"{at}/final"
            yield from _projected(method, place, document, body, [example["final"]], instances)


def _projected(
    method: Method,
    at: str,
    document: Document,
    body: Mapping[str, Any],
    results: list[Any],
    instances: Instances,
) -> Iterator[Finding]:
    place = method.find(document, body.get("project", ""), lenient=True)
    for value in map(as_text, results):
        if place is not None:
            yield from _fits(
                method, "example-result", at, place.document, place.pointer, value, instances
            )


def as_text(value: Any) -> Any:
    """Return a result with its files as base64 text, as they travel."""
    if _is_bytes(value):
        return value["$base64"]
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else value


def _fits(
    method: Method,
    rule: str,
    at: str,
    document: Document,
    pointer: str,
    value: object,
    instances: Instances,
) -> Iterator[Finding]:
    if problem := instances.problems(document, pointer, value):
        where, message = problem
        yield method.finding(
            rule,
            at,
            f"{where}: {message}" if where else message,
            f"correct the example, or {document.path}",
        )


def _reshaped(body: Mapping[str, Any], document: Document | None, value: Any) -> Any:
    """Return the result that an accepted shape holds, as the decoder does."""
    shapes = {entry["opens"]: entry for entry in body.get("accept", [])}
    opening = json.dumps(value)[:2]
    entry = shapes.get(opening) or shapes.get(opening[:1])
    if entry is None:
        return value
    match entry["shape"]:
        case "first_of_list":
            return value[0]
        case "single_item":
            return [value]
        case "member":
            return value[entry["member"]]
        case "text":
            is_list = document is not None and document.data.get("type") == "array"
            return [{entry["member"]: value}] if is_list else {entry["member"]: value}
        case "groups":
            return [{**item, entry["index"]: n} for n, items in enumerate(value) for item in items]
        case _:
            columns = [value[name] for name in entry["columns"].values()]
            return [
                dict(zip(entry["columns"], row, strict=False))
                for row in zip(*columns, strict=False)
            ]


def _numbers(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    return all(_numbers(v) if isinstance(v, list) else type(v) in (int, float) for v in value)
