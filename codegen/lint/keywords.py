"""Rules on the words of schemas: the dialect, the keywords and which of them go together."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from ..findings import Finding
from ..load import Schema
from ..normalize import VECTOR
from ..patch import found
from ..pointer import walk
from ..wording import TYPE_NAMES, nearest
from .nodes import Node, SchemaRule
from .rewrites import default_said, nullable, only_branch, renamed, without

DIALECT = "https://json-schema.org/draft/2020-12/schema"


BY_TYPE: dict[str, tuple[str, ...]] = {
    "string": (
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "contentEncoding",
        "contentMediaType",
    ),
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


TYPE_OF = {word: kind for kind, words in BY_TYPE.items() for word in words}


ANYWHERE = ("$comment", "$ref", "title", "description", "type", "anyOf", "enum", "const", "default")


AT_ROOT = ("$schema", "$defs")


KEYWORDS = frozenset({*ANYWHERE, *AT_ROOT, *TYPE_OF})


LIMITS = tuple(
    word
    for word in TYPE_OF
    if word.startswith(("min", "max", "exclusive", "multiple")) or word == "pattern"
)


COUNTS = ("minLength", "maxLength", "minItems", "maxItems")
_LARGEST = 2**63 - 1


COUNTERPARTS = {
    ("minLength", "array"): "minItems",
    ("maxLength", "array"): "maxItems",
    ("minItems", "string"): "minLength",
    ("maxItems", "string"): "maxLength",
    ("minLength", "number"): "minimum",
    ("maxLength", "number"): "maximum",
    ("minimum", "string"): "minLength",
    ("maximum", "string"): "maxLength",
    ("minimum", "array"): "minItems",
    ("maximum", "array"): "maxItems",
}


OPENAPI = {
    "nullable": 'write "type": ["<type>", "null"], or anyOf with {"type": "null"}',
    "discriminator": "delete it; anyOf tries the branches, and a const tells them apart",
    "example": "delete it and put the value into an example of operation.json",
    "readOnly": "delete it",
    "writeOnly": "delete it",
    "xml": "delete it",
    "externalDocs": "delete it and name the page in `docs` of operation.json",
}


MEANINGLESS = ("discriminator", "readOnly", "writeOnly", "xml")  # to a client
OLD = {
    "definitions": "rename it to $defs",
    "id": "delete it; files are told apart by their path",
    "dependencies": "delete it",
}


INSTEAD = {
    "oneOf": "write anyOf",
    "allOf": "write one object with all the properties",
    "deprecated": 'move it to the properties; a task has "status": "deprecated" in operation.json',
    "examples": "put them into the examples of operation.json",
    "prefixItems": "write items, with anyOf for items of several types",
    "patternProperties": "write additionalProperties",
}


MEDIA = ("audio", "image", "video")


def _old_draft(node: Node) -> Iterator[Finding]:
    if node.is_root and node.schema.get("$schema") != DIALECT:
        found = node.schema.get("$schema")
        message = f"$schema is {found!r}" if found else "$schema is missing"
        repair: Schema | None = {"$schema": DIALECT, **without(node.schema, "$schema")}
        fix = f'write "$schema": "{DIALECT}"'
        yield node.finding("old-draft", message, fix, "$schema", repair=repair)
    for word in OLD.keys() & node.schema.keys():
        repair = _modern(node.schema, word) if node.is_root else None
        message = f"{word} is of an older draft"
        yield node.finding("old-draft", message, OLD[word], word, repair=repair)


def _modern(schema: Schema, word: str) -> Schema | None:
    """Return the root of a document without a word of an older draft."""
    if word == "id":
        return without(schema, "id")
    result = renamed(schema, "definitions", "$defs") if word == "definitions" else None
    result = copy.deepcopy(result)
    for _, inner in walk(result):
        if isinstance(inner, dict) and isinstance(inner.get("$ref"), str):
            inner["$ref"] = re.sub(r"^#/definitions/", "#/$defs/", inner["$ref"])
    return result


def _keywords(node: Node) -> Iterator[Finding]:
    for word in node.schema:
        if word == "discriminator" and node.is_told_apart:
            continue
        if word in OPENAPI:
            repair = nullable(node.schema) if word == "nullable" else None
            if word in MEANINGLESS:
                repair = without(node.schema, word)
            message = f"{word} is OpenAPI's"
            yield node.finding("openapi-keyword", message, OPENAPI[word], word, repair=repair)
        elif (
            word in OLD
            or word == "$id"
            or (word in KEYWORDS and word not in AT_ROOT)
            or (word == "deprecated" and node.is_property)
        ):
            continue
        elif word not in AT_ROOT or not node.is_root:
            where = "below the root" if word in AT_ROOT else "by the compiler"
            fix = INSTEAD.get(word) or (
                f"move it to the root of {node.document.path}"
                if word in AT_ROOT
                else nearest(word, sorted(KEYWORDS))
            )
            message, repair = f"{word} is not understood {where}", _understood(node.schema, word)
            yield node.finding("unsupported-keyword", message, fix, word, repair=repair)


def _understood(schema: Schema, word: str) -> Schema | None:
    """Return a schema in which a word that is not understood is said in another way."""
    if word == "oneOf":
        return renamed(schema, "oneOf", "anyOf")
    if word == "allOf":
        return only_branch(schema)
    return without(schema, word) if word == "$schema" else None


def _keyword_type(node: Node) -> Iterator[Finding]:
    if {"$ref", "anyOf"} & node.schema.keys():
        return  # another rule's matter
    kinds = {"number" if kind == "integer" else kind for kind in node.types}
    for word in node.schema:
        fitting = TYPE_OF.get(word)
        if fitting is None or fitting in kinds:
            continue
        if not kinds:
            message, fix = f"{word} stands without a type", f'add "type": "{fitting}"'
            others = {TYPE_OF[other] for other in node.schema if other in TYPE_OF}
            # A limit of numbers leaves open whether they are integers.
            sure = word in ("properties", "items") and others == {fitting}
            repair = {"type": fitting, **node.schema} if sure else None
            yield node.finding("keyword-type", message, fix, word, repair=repair)
            continue
        counterparts = [c for kind in sorted(kinds) if (c := COUNTERPARTS.get((word, kind)))]
        yield node.finding(
            "keyword-type",
            f"{word} has no effect on type {' or '.join(node.types)}",
            f"write {counterparts[0]}" if counterparts else "delete it",
            word,
            # OpenAPI's widths of numbers; another keyword may mean that the type is wrong.
            repair=without(node.schema, "format") if word == "format" else None,
        )


def _bounds(node: Node) -> Iterator[Finding]:
    for plain, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if plain in node.schema and exclusive in node.schema:
            stricter = _stricter(node.schema, plain, exclusive)
            yield node.finding(
                "bounds",
                f"{plain} stands beside {exclusive}",
                f"keep the stricter one and delete the other; for {node.schema[plain]} and"
                f" {node.schema[exclusive]} that is {stricter}",
                plain,
                repair=without(node.schema, exclusive if stricter == plain else plain),
            )
    for low, high in (
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("exclusiveMinimum", "exclusiveMaximum"),
    ):
        if low in node.schema and high in node.schema and node.schema[low] > node.schema[high]:
            yield node.finding(
                "bounds",
                f"{low} {node.schema[low]} is above {high} {node.schema[high]}",
                "exchange or correct them",
                low,
            )


def _counts(node: Node) -> Iterator[Finding]:
    for word in COUNTS:
        if node.schema.get(word, 0) > _LARGEST:
            message = f"{word} is larger than any text or list"
            yield node.finding("bounds", message, f"delete {word}", word)


def _stricter(schema: Schema, plain: str, exclusive: str) -> str:
    looser = schema[exclusive] < schema[plain]
    if plain == "maximum":
        looser = schema[exclusive] > schema[plain]
    return plain if looser else exclusive


def _siblings(node: Node) -> Iterator[Finding]:
    for main, rule, allowed in (
        ("$ref", "ref-sibling", ("description", "deprecated")),
        ("anyOf", "union-sibling", ("title", "description", "default", "deprecated")),
    ):
        if main not in node.schema:
            continue
        for word in node.schema:
            if word == "discriminator" and node.is_told_apart:
                continue
            if word not in (main, "$comment", *allowed) and not (word in AT_ROOT and node.is_root):
                message, repair = f"{word} stands beside {main}", _alone(node, main, word)
                yield node.finding(rule, message, _moved(main, word), word, repair=repair)


def _moved(main: str, word: str) -> str:
    if main == "$ref":
        return f"delete {word}, or write it in the definition that $ref names"
    if word == "type":
        return "delete it; the branches have types"
    return f"write {word} into the branches of anyOf that it is meant for"


def _kinds(branch: Any) -> list[str]:
    """Return the types that a branch allows; one that says nothing is of any type."""
    if not isinstance(branch, dict):
        return ["any"]
    if "const" in branch or "enum" in branch:
        return [TYPE_NAMES[type(v)] for v in branch.get("enum", [branch.get("const")])]
    kinds = branch.get("type", "any")
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _alone(node: Node, main: str, word: str) -> Schema | None:
    """Return a schema without a keyword that does nothing beside $ref or anyOf."""
    schema = node.schema
    rest = without(schema, word)
    if main == "anyOf":
        kinds = [kind for branch in schema["anyOf"] for kind in _kinds(branch)]
        return rest if word == "type" and {*kinds} <= {*node.types} else None
    if word == "default":
        return rest if node.direction == "output" else default_said(schema, schema["default"])
    if word == "type":
        target = found(node.document.data, str(schema["$ref"]).removeprefix("#"))
        return rest if isinstance(target, dict) and target.get("type") == schema["type"] else None
    return rest if word == "title" else None


def _required(node: Node) -> Iterator[Finding]:
    properties = node.schema.get("properties", {})
    for index, name in enumerate(node.schema.get("required", [])):
        if name not in properties:
            yield node.finding(
                "required-unknown",
                f"required names {name!r}, which is no property",
                nearest(name, properties),
                "required",
                index,
            )


def _nested_constraint(node: Node) -> Iterator[Finding]:
    """Find limits for which the generator would invent a name, such as `Inputs` or `StopItem`."""
    if node.direction == "output":
        return
    container = {"array", "object"} & set(node.types) and "null" in node.types
    if (node.is_root or node.is_definition or node.is_property) and not container:
        return
    for word in LIMITS:
        if word in node.schema:
            yield node.finding(
                "nested-constraint",
                f"{word} here would give a class that nobody named",
                "move the schema to a titled definition in $defs and refer to it, or say the limit"
                " in the description and delete it",
                word,
            )


def _media_schema(node: Node) -> Iterator[Finding]:
    kind = node.schema.get("contentMediaType")
    if kind is None:
        if "contentEncoding" in node.schema:
            yield node.finding(
                "media-schema",
                "contentEncoding stands without contentMediaType",
                'add "contentMediaType": "image/*", or audio or video',
                "contentEncoding",
            )
        return
    if node.schema.get("contentEncoding") != "base64":
        with_base64 = {**node.schema, "contentEncoding": "base64"}
        yield node.finding(
            "media-schema",
            "contentMediaType stands without base64",
            'add "contentEncoding": "base64"',
            "contentMediaType",
            repair=with_base64 if node.types == ["string"] else None,
        )
    if kind == VECTOR:
        if node.direction == "input":
            yield node.finding(
                "media-schema",
                "vectors are for answers",
                "delete contentMediaType and contentEncoding",
                "contentMediaType",
            )
        return
    if str(kind).split("/")[0] not in MEDIA and not node.foreign:
        yield node.finding(
            "media-schema",
            f"{kind!r} is no kind of media that arguments can be",
            f"write {' or '.join(f'{m}/*' for m in MEDIA)}",
            "contentMediaType",
        )
    inside = node.foreign and {"items", "anyOf"} & {*node.steps[-2:]}  # a list, or one or several
    if node.types != ["string"] or not (node.is_property or inside):
        yield node.finding(
            "media-schema",
            "only a property that is a plain string can be a file",
            'write "type": "string" and the two keywords on the property itself',
            "contentMediaType",
        )


KEYWORD_RULES: tuple[SchemaRule, ...] = (
    _old_draft,
    _keywords,
    _keyword_type,
    _bounds,
    _counts,
    _siblings,
    _required,
    _nested_constraint,
    _media_schema,
)
