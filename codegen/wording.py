"""Proposals and validation errors in plain words."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from .findings import Finding
from .pointer import pointer_to

TYPE_NAMES = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    type(None): "null",
    list: "array",
    dict: "object",
}

PYTHON_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy for a name that is not known."""
    names = [str(k) for k in known]
    if close := _close(name, names) or (names if len(names) == 1 else []):
        return f"write {close[0]!r}"
    return f"write one of {', '.join(names)}" if names else "delete it"


def _close(name: str, names: list[str], cutoff: float = 0.5) -> list[str]:
    same = [other for other in names if other.lower() == name.lower()]
    return same or get_close_matches(name, names, n=1, cutoff=cutoff)


def deprecation(manifest: Mapping[str, Any]) -> str:
    """Return what callers of a deprecated task are told; empty if it is not deprecated."""
    if manifest.get("status") != "deprecated":
        return ""
    note = manifest["deprecated"]
    since = f" since {note['since']}" if note["since"] else ""
    instead = f"; use {note['use_instead'].rstrip('.')} instead" if note["use_instead"] else ""
    return f"deprecated{since}{instead}"


def sentence(text: str) -> str:
    """Return words as a sentence of their own."""
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _free(key: str, known: Iterable[str], instance: Collection[str]) -> str:
    """Return a remedy for a key that is not known, beside those that are there."""
    taken = sorted(name for name in known if name in instance)
    free = [name for name in known if name not in instance]
    for name in _close(key, [*free, *taken]):
        return f"delete it: {name!r} is there already" if name in taken else f"write {name!r}"
    return nearest(key, free)


def violations(
    rule: str,
    file: str,
    data: Any,
    validator: Draft202012Validator,
    keywords: Collection[str] | None = None,
) -> list[Finding]:
    """Report in plain words where a file departs from a schema, or from some keywords of it."""
    findings = []
    for error in validator.iter_errors(data):
        if keywords is not None and error.validator not in keywords:
            continue
        for pointer, message, fix in plain(error):
            findings.append(Finding(rule, file, pointer, message, fix))
    return findings


def plain(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Say what a validation error means: pointer, message and fix."""
    pointer = pointer_to(*error.absolute_path)
    expected, instance = error.validator_value, error.instance
    text = short(instance)
    match error.validator:
        case "additionalProperties" if isinstance(error.schema, dict) and not expected:
            known = sorted(error.schema.get("properties", {}))
            unknown = sorted(set(instance) - set(known))
            lacking = [key for key in error.schema.get("required", ()) if key not in instance]
            for key in unknown:
                # One that is no slip of another, where one is lacking, is likely that one.
                other = len(unknown) == len(lacking) == 1 and not _close(key, known, 0.8)
                fix = nearest(key, lacking) if other else _free(key, known, instance)
                yield f"{pointer}{pointer_to(key)}", f"unknown key {key!r}", fix
        case "required":
            for key in expected:
                if key not in instance:
                    yield pointer, f"lacks the key {key!r}", f"add {key!r}"
        case "oneOf" if not isinstance(instance, dict):
            pass  # its type is reported
        case "oneOf" if all(set(branch) == {"required"} for branch in expected):
            names = [name for branch in expected for name in branch["required"]]
            found = [name for name in names if name in instance]
            problem = f"has {' and '.join(found)}" if found else f"has none of {', '.join(names)}"
            yield pointer, problem, f"give one of {', '.join(names)}"
        case "type":
            kinds = expected if isinstance(expected, str) else " or ".join(expected)
            yield pointer, f"{text} is not of type {kinds}", f"write a value of type {kinds}"
        case "anyOf" if pointer.endswith("/type") and isinstance(instance, str):
            yield pointer, f"{text} is not a type", nearest(instance, TYPE_NAMES.values())
        case "enum":
            yield pointer, f"{text} is not a known value", nearest(str(instance), expected)
        case "const":
            yield pointer, f"{text} is not {short(expected)}", f"write {short(expected)}"
        case "pattern":
            yield (
                pointer,
                f"{text} does not match {expected}",
                f"write text that matches {expected}",
            )
        case "minItems" | "minProperties":
            yield pointer, f"{text} has too few members", f"give at least {expected}"
        case "minLength":
            yield pointer, "is empty", "write a text"
        case _:
            yield pointer, error.message[:200], f"follow {error.validator}: {short(expected)}"


def short(value: object) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
