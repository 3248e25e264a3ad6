"""Requests against the task specs: the same JSON Schemas that the client is compiled from."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT202012

_SHOWN = 120

log = logging.getLogger("inferloom_local.validation")


class SpecsMissing(FileNotFoundError):
    """A task of the slice has no spec; the message names it and the folder looked into."""


class SpecViolation(ValueError):
    """A request that its schema refuses: where, what was expected, what was found."""

    def __init__(self, source: str, pointer: str, expected: str, found: str) -> None:
        super().__init__(f"{pointer or '/'}: expected {expected}, got {found} ({source})")
        self.pointer = pointer
        self.expected = expected


def default_folder() -> Path:
    """The specs that are installed with the compiler, else those of the repository it runs from."""
    packages = Path(__file__).resolve().parents[1]
    packaged = packages / "inferloom_codegen" / "specs"
    return packaged if packaged.is_dir() else packages.parent / "specs"


class Specs:
    """The input specs of the served tasks, read once at start."""

    def __init__(self, folder: Path, tasks: Iterable[str], required: Iterable[str]) -> None:
        self._folder = folder.resolve()
        # referencing wraps attrs in a way that mypy cannot see through.
        registry: Registry[Any] = Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        self._validators: dict[str, Draft202012Validator] = {}
        needed, absent, unchecked = set(required), [], []
        for task in tasks:
            path = self._folder / "tasks" / task.replace("-", "_") / "input.json"
            if path.is_file():
                self._validators[task] = Draft202012Validator(
                    {"$ref": path.as_uri()}, registry=registry
                )
                # A reference that leads nowhere is found now and not at a request.
                self._validators[task].is_valid({})
            elif task in needed:
                absent.append(f"{task} ({path})")
            else:
                unchecked.append(task)
        if absent:
            raise SpecsMissing("no input spec for " + ", ".join(absent))
        if unchecked:
            log.info("served without validation, having no spec yet: %s", ", ".join(unchecked))

    def check(self, task: str, body: Any) -> None:
        """Raise SpecViolation with the fault that tells most."""
        validator = self._validators.get(task)
        if validator is not None:
            _check(validator, body, f"{task} input spec")

    def _retrieve(self, uri: str) -> Resource[Any]:
        """Files below the specs folder only: nothing is fetched, and no other file is read."""
        parts = urlsplit(uri)
        path = Path(url2pathname(unquote(parts.path))).resolve()
        if parts.scheme != "file" or not path.is_relative_to(self._folder):
            raise NoSuchResource(uri)
        contents = json.loads(path.read_text(encoding="utf-8"))
        # References are relative to the file, whatever name it gives itself.
        contents.pop("$id", None)
        return Resource.from_contents(contents, default_specification=DRAFT202012)


class Bodies:
    """The schemas of an OpenAPI document, for requests that are no task's own wire format."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = document["components"]
        self._validators: dict[str, Draft202012Validator] = {}

    def check(self, name: str, body: Any) -> None:
        """Raise SpecViolation with the fault that tells most."""
        if name not in self._validators:
            schema = {"$ref": f"#/components/schemas/{name}", "components": self._components}
            self._validators[name] = Draft202012Validator(schema)
        _check(self._validators[name], body, f"{name} of /openapi.json")


def _check(validator: Draft202012Validator, body: Any, source: str) -> None:
    error = best_match(validator.iter_errors(body))
    if error is not None:
        raise _violation(source, error)


def _violation(source: str, error: ValidationError) -> SpecViolation:
    # best_match looks into unions for the nearest miss. Where all variants fail at the same value,
    # the union as a whole says more than the one it picked.
    union = error.parent
    if isinstance(union, ValidationError) and union.absolute_path == error.absolute_path:
        error = union
    pointer = "".join(
        "/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path
    )
    return SpecViolation(source, pointer, _expectation(error), _shown(error.instance))


def _expectation(error: ValidationError) -> str:
    value: Any = error.validator_value
    rules: dict[str, str] = {
        "minimum": "at least {}",
        "exclusiveMinimum": "more than {}",
        "maximum": "at most {}",
        "exclusiveMaximum": "less than {}",
        "minItems": "at least {} items",
        "maxItems": "at most {} items",
        "minLength": "at least {} characters",
        "maxLength": "at most {} characters",
        "const": "{!r}",
        "pattern": "text that matches {}",
    }
    kind = str(error.validator)
    if kind == "type":
        return value if isinstance(value, str) else " or ".join(value)
    if kind == "enum":
        return "one of " + ", ".join(json.dumps(each) for each in value)
    if kind in ("anyOf", "oneOf"):
        variants = (_expectation(each) for each in error.context or ())
        return " or ".join(dict.fromkeys(variants)) or "one of the variants"
    if kind == "required" and isinstance(error.instance, dict):
        absent = [name for name in value if name not in error.instance]
        return "the member " + " and ".join(json.dumps(name) for name in absent)
    if kind == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        extra = [name for name in error.instance if name not in known]
        return "no member " + ", ".join(json.dumps(name) for name in extra)
    if kind in rules:
        return rules[kind].format(value)
    return f"{kind} {_shown(value)}"


def _shown(value: Any) -> str:
    """A value for a message: a picture in base64 must not come back with its refusal."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)"
