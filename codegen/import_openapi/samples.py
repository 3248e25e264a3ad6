"""Values that fit schemas, for examples: what the document shows if it fits, else made up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..patterns import PatternError, matches
from .schemas import Definition, Schema
from .texts import texts_for

__all__ = ["NoSample", "Samples"]

_TEXTS = (
    "text", "a", "abc", "abcdefgh", "a-b", "a_b", "a/b", "A", "ABC", "1", "12", "1234", "0.1", "en",
    "en-US",
    "2026-01-01", "2026-01-01T00:00:00Z", "12:00", "a@example.org", "https://example.org", "10m",
    "1.0.0", "#aabbcc", "0" * 24, "0" * 32, "a" * 64, "00000000-0000-4000-8000-000000000000",
)  # fmt: skip
_DEEPEST = 12
_LONGEST = 100_000  # a text whose least length is longer has no example
_MOST = 1_000  # items


class NoSample(Exception):
    """Nothing is known that fits a schema."""


class Samples:
    """Makes values of schemas in the compiler's form.

    Args:
        definitions: What references lead to, by their key.
        strict: Whether members that a schema does not name are refused, as in what is sent.
    """

    def __init__(self, definitions: Mapping[str, Definition], *, strict: bool = False) -> None:
        self._definitions = definitions
        self._strict = strict

    def of(self, schema: Schema, shown: Iterable[object] = (), depth: int = 0) -> Any:
        """Return a value that fits a schema.

        Args:
            schema: The schema.
            shown: Values that the document shows; the first that fits is taken.
            depth: How many schemas are around it.

        Raises:
            NoSample: If there is none that is known.
        """
        for value in shown:
            if self.fits(value, schema):
                return value
        if depth > _DEEPEST:
            raise NoSample("a schema without end")
        schema = self._resolved(schema)
        if "anyOf" in schema:
            return self._first(schema["anyOf"], depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if "contentMediaType" in schema:
            return {"$base64": "ZmlsZQ=="}
        kinds = schema.get("type", "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            if not schema.get("minItems") and depth > 2:
                return []
            if schema.get("minItems", 0) > _MOST:
                raise NoSample(f"a list of {schema['minItems']} items")
            items = schema.get("items", {})
            try:
                return [self.of(items, depth=depth + 1)] * max(1, schema.get("minItems", 1))
            except NoSample:
                if schema.get("minItems"):
                    raise
                return []
        return self._scalar(schema, kind)

    def _first(self, branches: list[Schema], depth: int) -> Any:
        for branch in branches:
            if branch == {"type": "null"}:
                continue
            try:
                return self.of(branch, depth=depth + 1)
            except NoSample:
                continue
        if {"type": "null"} in branches:
            return None
        raise NoSample("no branch of a union")

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        properties = schema.get("properties")
        if properties is None:
            return {}
        found = {}
        for name in schema.get("required", ()):
            found[name] = self.of(properties[name], depth=depth + 1)
        if not found and depth == 0:
            for name, inner in properties.items():
                value = self._resolved(inner)
                if value.get("type") in ("string", "integer", "number", "boolean"):
                    found[name] = self.of(inner, depth=depth + 1)
                    break
        return found

    def _scalar(self, schema: Schema, kind: str) -> Any:
        if kind == "null":
            return None
        if kind == "boolean":
            return True
        candidates: list[Any] = list(_TEXTS)
        if kind in ("integer", "number"):
            low: Any = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
            high: Any = schema.get("maximum", schema.get("exclusiveMaximum", 2))
            step: Any = schema.get("multipleOf", 1)
            candidates = [1, 2, low, high, low + 1, high - 1, (low + high) / 2, step]
            candidates += [(low // step + 1) * step, 0, -1]
            if kind == "integer":
                candidates = [int(number) for number in candidates]
        else:
            if schema.get("minLength", 1) <= _LONGEST:
                candidates.append("a" * schema.get("minLength", 1))
            candidates.append("text"[: schema.get("maxLength", 4)])
            candidates += texts_for(schema["pattern"]) if "pattern" in schema else ()
        for value in candidates:
            if self.fits(value, schema):
                return value
        raise NoSample(f"no {kind} that fits {json.dumps(schema)[:80]}")

    def _resolved(self, schema: Schema) -> Schema:
        for _ in range(100):
            if "$ref" not in schema:
                break
            schema = self._definitions[schema["$ref"]].schema or {}
        return schema

    def fits(self, value: Any, schema: Schema, depth: int = 0) -> bool:
        """Return whether a value fits a schema."""
        schema = self._resolved(schema)
        if depth > 3 * _DEEPEST:
            return False
        if "anyOf" in schema:
            return any(self.fits(value, branch, depth + 1) for branch in schema["anyOf"])
        if "const" in schema:
            return type(value) is type(schema["const"]) and bool(value == schema["const"])
        if "enum" in schema:
            return any(type(value) is type(one) and value == one for one in schema["enum"])
        kinds = schema.get("type")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds is not None and not any(_is(value, kind) for kind in kinds):
            return False
        if isinstance(value, str):
            return _fits_text(value, schema)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _fits_number(value, schema)
        if isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 2**63):
                return False
            return all(self.fits(item, schema.get("items", {}), depth + 1) for item in value)
        if isinstance(value, dict):
            return self._fits_object(value, schema, depth)
        return True

    def _fits_object(self, value: dict[str, Any], schema: Schema, depth: int) -> bool:
        properties = schema.get("properties", {})
        if any(name not in value for name in schema.get("required", ())):
            return False
        more = schema.get("additionalProperties", {} if "properties" not in schema else None)
        for name, item in value.items():
            if name not in properties and more is None and self._strict:
                return False
            inner = properties.get(name, {} if more in (None, True) else more)
            if not self.fits(item, inner, depth + 1):
                return False
        return True


def _is(value: Any, kind: str) -> bool:
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if kind == "integer":
        return isinstance(value, int)
    types: dict[str, tuple[type, ...]] = {
        "string": (str,), "number": (int, float), "array": (list,), "object": (dict,)
    }  # fmt: skip
    return isinstance(value, types[kind])


def _fits_text(value: str, schema: Schema) -> bool:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 2**63):
        return False
    try:
        return "pattern" not in schema or matches(schema["pattern"], value)
    except PatternError:
        return False


def _fits_number(value: float, schema: Schema) -> bool:
    if value < schema.get("minimum", value) or value > schema.get("maximum", value):
        return False
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        return False
    if "exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"]:
        return False
    step = schema.get("multipleOf")
    return step is None or abs(value / step - round(value / step)) < 1e-9
