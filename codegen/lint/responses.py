"""Rules on what comes back: variants, kinds, accepted shapes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..findings import Finding
from ..load import Document
from ..wording import nearest
from .keywords import MEDIA
from .method import ManifestRule, Method, Place


def _variants(method: Method) -> Iterator[Finding]:
    switches = [argument.name for argument in method.arguments if argument.switch]
    entries = method.manifest.get("variants", [])
    if switches and not entries:
        yield method.finding(
            "variants",
            "/response",
            f"{', '.join(switches)} selects nothing",
            "write variants, or delete switch",
        )
        return
    first = [entry for entry in entries if not any(entry["when"].values())]
    seen: dict[tuple[bool, ...], int] = {}
    for index, entry in enumerate(entries):
        when = entry["when"]
        if list(when) != switches:  # results are looked up by the values in this order
            yield method.finding(
                "variants",
                f"/variants/{index}/when",
                f"names {', '.join(when) or 'nothing'}; the switches are, in order,"
                f" {', '.join(switches) or 'none'}",
                f"give each switch one value: {_values(switches, itertools.repeat(False))}",
                method.edit(f"/variants/{index}/when", {name: when[name] for name in switches})
                if sorted(when) == sorted(switches)
                else None,
            )
            return
        values = tuple(when[name] for name in switches)
        if seen.setdefault(values, index) != index:
            yield method.finding(
                "variants",
                f"/variants/{index}/when",
                f"is the same as that of entry {seen[values]}",
                "delete one, or change its values",
            )
        if index == 0 and any(values):
            yield method.finding(
                "variants",
                "/variants/0/when",
                "the first variant is the default",
                f"put {_values(switches, itertools.repeat(False))} first",
                method.edit("/variants", [*first, *(e for e in entries if e not in first)])
                if len(first) == 1
                else None,
            )
    for values in itertools.product((False, True), repeat=len(switches)):
        if entries and values not in seen:
            yield method.finding(
                "variants",
                "/variants",
                f"nothing is said about {_values(switches, values)}",
                f'add an entry with "when": {_values(switches, values)}',
            )


def _values(names: list[str], values: Iterable[bool]) -> str:
    return json.dumps(dict(zip(names, values, strict=False)))


_KIND_OPTIONS = {
    "json": {
        *("schema", "essential", "list", "accept", "draws", "project", "text", "calls", "empty"),
        "one_unless",
    },
    "array": {"schema", "accept", "count"},
    "bytes": {"schema", "media", "empty"},
    "text": {"empty"},
    "none": set(),
}


def _stream_file(method: Method) -> Iterator[Finding]:
    streams = [(at, body) for at, _, body, streaming in method.bodies() if streaming]
    if not streams and method.task.stream is not None:
        yield Finding(
            "stream-file",
            method.task.stream.path,
            "",
            "no variant of operation.json streams",
            'delete the file, or add a variant with "stream"',
        )
    for at, body in streams:
        if method.task.stream is None or body["schema"] != "stream.json":
            yield method.finding(
                "stream-file",
                f"{at}/schema",
                "the chunks are not described by stream.json",
                'write "stream.json", and add the file if it is missing',
                method.edit(f"{at}/schema", "stream.json") if method.task.stream else None,
            )


def _response_options(method: Method) -> Iterator[Finding]:
    for at, _, body, streams in method.bodies():
        if streams:
            if "key" in body.get("complete", {}) and "each" not in body["complete"]:
                yield method.finding(
                    "response-options",
                    f"{at}/complete/key",
                    "key tells items of `each` apart",
                    'add "each", the list that holds them, or delete key',
                )
            continue
        kind = body["kind"]
        for word in sorted(body.keys() - _KIND_OPTIONS[kind] - {"kind", "returns"}):
            kinds = [k for k, words in _KIND_OPTIONS.items() if word in words]
            yield method.finding(
                "response-options",
                f"{at}/{word}",
                f"kind {kind!r} does not use {word}",
                f"delete it, or write kind {' or '.join(map(repr, kinds))}",
            )
        if kind == "bytes" and "media" not in body:
            yield method.finding(
                "response-options", at, "kind 'bytes' needs media", f"add one of {', '.join(MEDIA)}"
            )
        document = method.schema_of(body)
        if kind == "array" and document is not None and document.data.get("type") != "array":
            yield method.finding(
                "response-options", f"{at}/kind", f"{document.path} is no array", 'write "json"'
            )
        if "draws" in body and document is not None:
            wanted = "object" if body["draws"] == "depth" else "array"
            if document.data.get("type") != wanted:
                yield method.finding(
                    "response-options",
                    f"{at}/draws",
                    f"{body['draws']} are drawn of an {wanted}, and {document.path} is none",
                    "delete it, or correct it",
                )
        if "one_unless" in body:
            yield from _one_unless(method, f"{at}/one_unless", body, document)


def _one_unless(
    method: Method, at: str, body: Mapping[str, Any], document: Document | None
) -> Iterator[Finding]:
    named = next((a for a in method.arguments if a.pointer == body["one_unless"]), None)
    if document is not None and document.data.get("type") != "array":
        problem, remedy = f"{document.path} is no list", "delete it"
    elif named is None or named.place.required:
        problem, remedy = "this is no optional argument", "name one, such as the largest number"
    elif "variants" in method.manifest or "project" in body:
        problem, remedy = "it does not go with variants, nor with project", "delete one of them"
    else:
        return
    yield method.finding("response-options", at, problem, remedy)


def _accept(method: Method) -> Iterator[Finding]:
    for at, _, body, _ in method.bodies():
        opened: set[str] = set()
        for index, entry in enumerate(body.get("accept", [])):
            place = f"{at}/accept/{index}"
            shape, opens = entry["shape"], entry["opens"]
            if opens in opened:
                yield method.finding(
                    "accept", f"{place}/opens", f"{opens!r} is listed twice", "delete one"
                )
            opened.add(opens)
            if opens not in OPENINGS[shape]:
                yield method.finding(
                    "accept",
                    f"{place}/opens",
                    f"{shape} cannot open with {opens!r}",
                    f"write {' or '.join(map(json.dumps, OPENINGS[shape]))}",
                )
            for word, needing in SHAPE_OPTIONS.items():
                if (shape in needing) != (word in entry):
                    has = "lacks" if shape in needing else "does not use"
                    yield method.finding(
                        "accept",
                        place,
                        f"{shape} {has} {word}",
                        f"{'add' if shape in needing else 'delete'} {word}",
                    )
            yield from _accepted_result(method, f"{place}/shape", body, entry)


def _accepted_result(
    method: Method, at: str, body: Mapping[str, Any], entry: Mapping[str, Any]
) -> Iterator[Finding]:
    """Check that a shape can lead to the result that the schema describes."""
    document, shape = method.schema_of(body), entry["shape"]
    if document is None:
        return
    is_list = document.data.get("type") == "array"
    if shape in ("single_item", "columns", "groups") and not is_list:
        yield method.finding(
            "accept", at, f"{shape} is for results that are lists", "delete the entry"
        )
    if shape in ("first_of_list", "groups") and is_list and entry["opens"] != "[[":
        yield method.finding(
            "accept",
            at,
            f"a list is the result itself and opens with {entry['opens']!r} too",
            'write "opens": "[["',
        )
    fields = [entry["index"]] if "index" in entry else list(entry.get("columns", {}))
    fields += [entry["member"]] if shape == "text" and "member" in entry else []
    result, owner = document.data, "the result has"
    if is_list:
        result = method.follow(Place(document, "/items", document.data.get("items", {}))).schema
        owner = "the items have"
    for name in fields:
        if name not in result.get("properties", {}):
            yield method.finding(
                "accept",
                at,
                f"{owner} no field {name!r}",
                nearest(name, result.get("properties", {})),
            )


SHAPE_OPTIONS = {"member": ("member", "text"), "columns": ("columns",), "index": ("groups",)}
OPENINGS = {
    "first_of_list": ("[", "[["),
    "groups": ("[[",),
    "single_item": ("{",),
    "member": ("{",),
    "columns": ("{",),
    "text": ('"',),
}


RESPONSE_RULES: tuple[ManifestRule, ...] = (
    _variants,
    _stream_file,
    _response_options,
    _accept,
)
