"""Schemas in other words that mean the same: what repairs put in the place of faulty ones.

Each function returns a new schema, or None where the rewriting would be a decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..load import Schema

NULL: Schema = {"type": "null"}


def without(schema: Schema, *words: str) -> Schema:
    """Leave out keywords."""
    return {word: value for word, value in schema.items() if word not in words}


def renamed(schema: Schema, old: str, new: str) -> Schema | None:
    """Rename a keyword, in its place."""
    if new in schema:
        return None
    return {new if word == old else word: value for word, value in schema.items()}


def nullable(schema: Schema) -> Schema | None:
    """Say OpenAPI's `nullable` in JSON Schema's words."""
    rest = without(schema, "nullable")
    if schema["nullable"] is False:
        return rest
    if schema["nullable"] is not True:
        return None
    if "$ref" in rest:
        return {"anyOf": [{"$ref": rest["$ref"]}, NULL], **without(rest, "$ref")}
    if isinstance(rest.get("anyOf"), list):
        return {**rest, "anyOf": [*(b for b in rest["anyOf"] if b != NULL), NULL]}
    if isinstance(rest.get("enum"), list):
        return null_apart(rest)
    kinds = rest.get("type")
    if isinstance(kinds, str | list):
        listed = [kinds] if isinstance(kinds, str) else kinds
        return {**rest, "type": [*(kind for kind in listed if kind != "null"), "null"]}
    return None if {"oneOf", "allOf"} & rest.keys() else rest  # without a type, null fits anyway


def null_apart(schema: Schema) -> Schema:
    """Make null a branch beside an enum."""
    inner: Schema = {"enum": [value for value in schema["enum"] if value is not None]}
    kinds = schema.get("type", [])
    listed = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    if listed:
        inner = {"type": listed[0] if len(listed) == 1 else listed, **inner}
    return {"anyOf": [inner, NULL], **without(schema, "type", "enum")}


def only_branch(schema: Schema) -> Schema | None:
    """Put the only branch of an `allOf` in its place."""
    branches = schema["allOf"]
    if not isinstance(branches, list) or len(branches) != 1 or not isinstance(branches[0], dict):
        return None
    rest = without(schema, "allOf")
    return None if branches[0].keys() & rest.keys() else {**branches[0], **rest}


def default_said(schema: Schema, value: Any) -> Schema | None:
    """Move a default into the description; None if there is no description to move it to."""
    rest = without(schema, "default")
    if value is None:
        return rest  # what is not given is not sent
    description = schema.get("description")
    if not isinstance(description, str) or not description.strip():
        return None
    shown = f"`{value}`" if isinstance(value, str) else _python(value)
    return {**rest, "description": _sentence(description, f"{shown} by default.")}


def opened(schema: Schema, word: str, values: Iterable[Any], kind: Any) -> Schema | None:
    """Replace an enum or a constant by a type, and name its values in the description."""
    description = schema.get("description")
    if not isinstance(description, str) or not description.strip():
        return None
    shown = ", ".join(f"`{v if isinstance(v, str) else json.dumps(v)}`" for v in values)
    rest = without(schema, word, "type")
    return {"type": kind, **rest, "description": _sentence(description, f"{shown}.")}


def unquoted(value: Any) -> Any:
    """Return what a default that was written as text was meant to be."""
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            pass
    return value


def _sentence(text: str, more: str) -> str:
    text = text.rstrip()
    if more.lower() in text.lower() or more.rstrip(".") in text:
        return text
    return f"{text}{'' if text.endswith(('.', '!', '?', ':')) else '.'} {more}"


def _python(value: Any) -> str:
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
