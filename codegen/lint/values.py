"""Rules on defaults, limits, enums and constants: what they may be in requests and in responses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..findings import Finding
from ..wording import TYPE_NAMES, short
from .instances import Instances
from .keywords import LIMITS
from .nodes import Node, SchemaRule
from .rewrites import default_said, null_apart, opened, unquoted, without

DROPPED = (*LIMITS, "format", "uniqueItems")


def defaults(node: Node, instances: Instances) -> Iterator[Finding]:
    """Judge defaults: of a wrong type anywhere, of any type where they would do nothing."""
    if "default" not in node.schema or "$ref" in node.schema:
        return
    value = node.schema["default"]
    if not instances.problems(node.document, node.pointer, value):
        yield from _default_at_all(node, value)
        return
    meant = unquoted(value)
    fix = f"say the default in the description: {short(meant)}, and delete it here"
    repair = None
    if node.direction == "output":
        fix = "delete it: what is received gets no defaults"
        repair = without(node.schema, "default")
    elif meant is None or not instances.problems(node.document, node.pointer, meant):
        repair = default_said(node.schema, meant)
    message = f"the default {short(value)} does not fit its own schema"
    yield node.finding("default-type", message, fix, "default", repair=repair)


def _default_at_all(node: Node, value: object) -> Iterator[Finding]:
    if node.direction == "output":
        yield node.finding(
            "dropped-in-response",
            "a default would be dropped",
            "delete it",
            "default",
            repair=without(node.schema, "default"),
        )
    else:
        yield node.finding(
            "default-in-request",
            f"the default {short(value)} is never sent",
            f"delete it and write in the description: {short(value)} by default",
            "default",
            repair=default_said(node.schema, value),
        )


def _dropped(node: Node) -> Iterator[Finding]:
    if node.direction != "output":
        return
    for word in DROPPED:
        if word in node.schema:
            yield node.finding(
                "dropped-in-response",
                f"{word} would be dropped: responses are not checked",
                f"delete {word}, and say it in the description if it helps the reader",
                word,
                repair=without(node.schema, word),
            )
    if node.schema.get("additionalProperties") is False:
        yield node.finding(
            "dropped-in-response",
            "additionalProperties: false would be dropped",
            "delete it: members that servers add are kept",
            "additionalProperties",
            repair=without(node.schema, "additionalProperties"),
        )


def _closed(node: Node) -> Iterator[Finding]:
    if node.direction != "output":
        return
    values = node.schema.get("enum")
    if values is not None and not all(isinstance(value, str) for value in values):
        yield node.finding(
            "closed-in-response",
            "an enum that holds other values than text stays closed",
            f"write {_open(values)}; list the values in the description",
            "enum",
            repair=opened(node.schema, "enum", values, _kinds(values)),
        )
    if "const" in node.schema and not node.is_tag:
        value = node.schema["const"]
        yield node.finding(
            "closed-in-response",
            "a const refuses every new value of the server",
            f"write {_open([value])}; say the value in the description",
            "const",
            repair=opened(node.schema, "const", [value], _kinds([value])),
        )


def _open(values: list[Any]) -> str:
    return f'"type": {json.dumps(_kinds(values))}'


def _kinds(values: list[Any]) -> str | list[str]:
    kinds = list(dict.fromkeys(TYPE_NAMES[type(value)] for value in values))
    return kinds[0] if len(kinds) == 1 else kinds


def _enum_values(node: Node) -> Iterator[Finding]:
    if node.schema.get("enum") == []:
        yield node.finding(
            "enum-value", "an enum without values", "list them, or delete it", "enum"
        )
    if node.direction == "output":
        return
    for index, value in enumerate(node.schema.get("enum", [])):
        if value is None:
            yield node.finding(
                "enum-value",
                "null is listed in an enum",
                'write anyOf: [{"enum": [...]}, {"type": "null"}]',
                "enum",
                index,
                repair=null_apart(node.schema) if len(node.schema["enum"]) > 1 else None,
            )
        elif not isinstance(value, str | int):
            yield node.finding(
                "enum-value",
                f"{short(value)} cannot be a Literal of Python",
                'write "type": "number" and list the values in the description'
                if isinstance(value, float)
                else "describe the value by a schema in anyOf",
                "enum",
                index,
            )


VALUE_RULES: tuple[SchemaRule, ...] = (
    _dropped,
    _closed,
    _enum_values,
)
