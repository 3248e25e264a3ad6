"""Parts of a document that are not of the kind that OpenAPI says, and so are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .document import Document, Place

__all__ = ["METHODS", "check_operation", "check_path_item", "check_root"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_KINDS: Mapping[str, tuple[type, ...]] = {
    "an object": (dict,), "a list": (list,), "a text": (str,), "true or false": (bool,),
    "a schema": (dict, bool),
}  # fmt: skip
_ROOT = {
    "info": "an object", "servers": "a list", "paths": "an object", "components": "an object",
    "webhooks": "an object",
}  # fmt: skip
_OPERATION = {
    "tags": "a list", "summary": "a text", "description": "a text", "operationId": "a text",
    "parameters": "a list", "requestBody": "an object", "responses": "an object",
    "deprecated": "true or false", "servers": "a list",
}  # fmt: skip
_PATH_ITEM = {
    "$ref": "a text", "servers": "a list", "parameters": "a list",
    "additionalOperations": "an object", "summary": "a text", "description": "a text",
}  # fmt: skip


def check_root(document: Document) -> None:
    """Note what is wrong with the parts that a document begins with."""
    _check(document, document.root, _ROOT)
    for part in ("schemas", "parameters", "responses", "requestBodies", "securitySchemes"):
        found = document.root.below("components", part)
        if found is not None:
            _say(document, found, part, "an object")
    _check_servers(document, document.root)


def check_path_item(document: Document, item: Place) -> None:
    """Note what is wrong with a path item, and what in it is no method."""
    _check(document, item, _PATH_ITEM)
    _check_servers(document, item)
    for name, place in item.members():
        if name in METHODS or name in _PATH_ITEM or name.startswith("x-"):
            continue
        fix = "delete it, or name it x-…"
        if name.lower() in METHODS:
            fix = f"write {name.lower()}"
        document.say("path", place.pointer, f"{name!r} is no method, and is left out", fix)


def check_operation(document: Document, operation: Place) -> None:
    """Note what is wrong with an operation, its parameters, its body and its answers."""
    _check(document, operation, _OPERATION)
    _check_servers(document, operation)
    for entry in operation.items("parameters"):
        _check_parameter(document, entry)
    body = operation.below("requestBody")
    _check_content(document, [body] if body else [])
    _check_content(document, [place for _, place in operation.members("responses")])


def _check_parameter(document: Document, entry: Place) -> None:
    place = document.resolved(entry)
    if place is None:
        return  # said already
    if not isinstance(place.value, dict):
        _say(document, place, "the parameter", "an object")
    else:
        _check(document, place, {"schema": "a schema", "content": "an object"})


def _check_content(document: Document, holders: Iterable[Place]) -> None:
    for holder in holders:
        place = document.resolved(holder)
        if place is None:
            continue
        name = holder.pointer.rpartition("/")[2]
        if not isinstance(place.value, dict):
            if not name.startswith("x-"):
                _say(document, place, name, "an object")
            continue
        _check(document, place, {"content": "an object", "description": "a text"})
        for kind, media in place.members("content"):
            _say(document, media, kind, "an object")
            _check(document, media, {"schema": "a schema", "itemSchema": "a schema"})


def _check_servers(document: Document, holder: Place) -> None:
    for server in holder.items("servers"):
        _say(document, server, "the server", "an object")
        _check(document, server, {"url": "a text", "variables": "an object"})
        for name, variable in server.members("variables"):
            _say(document, variable, name, "an object")


def _check(document: Document, holder: Place, kinds: Mapping[str, str]) -> None:
    for name, kind in kinds.items():
        found = holder.below(name)
        if found is not None:
            _say(document, found, name, kind)


def _say(document: Document, found: Place, name: str, kind: str) -> None:
    if not isinstance(found.value, _KINDS[kind]):
        message = f"{name} is not {kind}, and is left out"
        document.say("wrong-type", found.pointer, message, f"write {kind}")
