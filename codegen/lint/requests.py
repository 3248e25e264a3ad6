"""Rules on how requests are sent: encodings, routes, headers, other wire formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Finding
from ..pointer import pointer_to
from ..wording import nearest
from .method import ManifestRule, Method
from .nodes import nodes
from .templates import misshapen, odd_places


def _apis(method: Method) -> Iterator[Finding]:
    default = method.manifest.get("default_api")
    if default is not None and default not in method.manifest.get("apis", {}):
        yield method.finding(
            "apis",
            "/default_api",
            f"{default!r} is none of apis",
            nearest(default, method.manifest.get("apis", {})),
        )
    shown = {example["arguments"].get("api") for example in method.manifest["examples"]}
    for name, api in method.manifest.get("apis", {}).items():
        at = f"/apis/{name}"
        if name not in shown and name != default:
            yield method.finding(
                "apis", at, "no example shows it", f'add an example with "api": {json.dumps(name)}'
            )
        for path in api.get("values", {}):
            yield from _path(method, f"{at}/values{pointer_to(path)}", path)
        faults = [*misshapen(api["request"], {}, body=True)]
        faults = faults or [*odd_places(method, api["request"], {}, of_provider=False)]
        for pointer, message, fix in faults:
            yield method.finding("apis", f"{at}/request{pointer}", message, fix)
        yield from _members(method, at, api)
    for index, entry in enumerate(method.manifest["args"]):
        for name in entry.get("apis", ()):
            if name not in method.manifest.get("apis", {}):
                yield method.finding(
                    "apis",
                    f"/args/{index}/apis",
                    f"{name!r} is none of apis",
                    nearest(name, method.manifest.get("apis", {})),
                )


def _members(method: Method, at: str, api: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that what is read from another answer goes into members of the operation's own."""
    items = "[]." if "items" in api else ""
    targets = {
        **{pointer_to("response", path): f"{items}{path}" for path in api.get("response", {})},
        **{
            f"/joined/{place}": f"{items}{name}" for place, name in enumerate(api.get("joined", ()))
        },
    }
    if "plain" in api:
        targets["/plain/member"] = api["plain"]["member"]
    chunk = {pointer_to("stream", "chunk", p): p for p in api.get("stream", {}).get("chunk", {})}
    for streams, paths in ((False, targets), (True, chunk)):
        bodies = [body for _, _, body, streaming in method.bodies() if streaming is streams]
        documents = [d for b in bodies if b.get("kind") != "bytes" and (d := method.schema_of(b))]
        for place, path in paths.items():
            pointer = pointer_to(*filter(None, path.replace("[]", ".0").split(".")))
            if not documents or any(method.find(d, pointer, lenient=True) for d in documents):
                continue
            step, names = method.names_at(documents[0], pointer)
            if not names:
                continue  # an object of any members
            message = f"{step!r} is no member of {documents[0].path}"
            yield method.finding("apis", at + place, message, nearest(step, names))


def _path(method: Method, at: str, path: str) -> Iterator[Finding]:
    pointer = "/" + path.replace("[]", "").replace(".", "/")
    if method.find(method.task.input, pointer) is None:
        yield method.finding(
            "apis",
            at,
            f"{path!r} is nothing in the payload",
            "write a path of input.json, steps parted by dots",
        )


def _media_encoding(method: Method) -> Iterator[Finding]:
    files = [argument for argument in method.arguments if argument.media]
    if method.manifest["encoding"] == "media":
        found = ", ".join(a.pointer for a in files) or "none"
        if [a.pointer for a in files] != ["/inputs"] or not files[0].place.required:
            yield method.finding(
                "media-encoding",
                "/encoding",
                f"media needs one required file, at /inputs; there is {found}",
                'write "json": files then travel as base64'
                if files
                else 'write "json", or add contentEncoding and contentMediaType to /inputs',
            )
    reached = {argument.pointer for argument in method.arguments}
    for node in nodes(method.task.input, {}):
        if "contentMediaType" in node.schema and node.is_property:
            places = [
                p
                for p in reached
                if (place := method.find(method.task.input, p))
                and (place.document, place.pointer) == (node.document, node.pointer)
            ]
            if not places:
                yield node.finding(
                    "media-schema",
                    "a file that is no argument of the method is never encoded",
                    f'add its pointer to "args" in {method.task.operation.path},'
                    " and the object that holds it to flatten",
                    "contentMediaType",
                )


def _model_in_body(method: Method) -> Iterator[Finding]:
    if method.manifest.get("model_in_body") and method.manifest["route"]["style"] != "openai":
        yield method.finding(
            "model-in-body",
            "/model_in_body",
            f"a route of style {method.manifest['route']['style']!r} has the model in its URL",
            "delete it",
        )


def _route(method: Method) -> Iterator[Finding]:
    style, path = method.manifest["route"]["style"], method.manifest["route"].get("path")
    if style in ("task", "pipeline") and path is not None:
        yield method.finding(
            "route",
            "/route/path",
            f"style {style!r} has no path",
            'delete it, or write style "server"',
        )
    if style in ("openai", "server", "api") and path is None:
        yield method.finding(
            "route",
            "/route",
            f"style {style!r} needs a path",
            'add "path", such as "/chat/completions"',
        )
    routes = {"/route": method.manifest["route"]}
    for name, api in method.manifest.get("apis", {}).items():
        routes[pointer_to("apis", name, "route")] = api["route"]
    for at, route in routes.items():
        if route["style"] == "api":
            continue  # its placeholders are parameters
        for placeholder in re.findall(r"\{[^}]*\}?|\}", route.get("path", "")):
            yield method.finding(
                "route",
                f"{at}/path",
                f"{placeholder} stands for nothing in a path",
                'write the path as it is sent; styles "task" and "pipeline" have the model in it',
            )


def _headers(method: Method) -> Iterator[Finding]:
    headers = method.manifest.get("headers", {})
    lower = {name.lower(): value for name, value in headers.items()}
    for name in headers:
        if name != name.lower():
            yield method.finding(
                "header-name",
                f"/headers{pointer_to(name)}",
                f"{name!r} is not lower-case",
                f"write {name.lower()!r}",
                method.edit("/headers", lower) if len(lower) == len(headers) else None,
            )


def _deprecation(method: Method) -> Iterator[Finding]:
    deprecated = method.manifest.get("status") == "deprecated"
    if deprecated and "deprecated" not in method.manifest:
        yield method.finding(
            "deprecated",
            "/status",
            "a deprecated task says nothing about it",
            'add "deprecated": {"since": ..., "use_instead": ...}',
        )
    note = method.manifest.get("deprecated", {})
    if note.get("use_instead", "").strip("`.") == method.manifest["method"]:
        yield method.finding(
            "deprecated",
            "/deprecated/use_instead",
            "names the task itself",
            "name the method that callers should use instead",
        )
    if not deprecated and "deprecated" in method.manifest:
        yield method.finding(
            "deprecated",
            "/deprecated",
            "the task's status is not deprecated",
            'write "status": "deprecated"',
            method.edit("/status", "deprecated"),
        )


REQUEST_RULES: tuple[ManifestRule, ...] = (
    _apis,
    _media_encoding,
    _model_in_body,
    _route,
    _headers,
    _deprecation,
)
