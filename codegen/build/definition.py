"""The `Operation` object that a module defines, and the functions that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..ir import Argument
from ..load import Task
from ..wording import deprecation
from .expressions import complete, dotted, tuples
from .formats import Format, function, function_name


def definition(task: Task, arguments: tuple[Argument, ...], usual: str = "") -> str:
    """Return the expression of a task's `Operation`.

    Args:
        task: The task.
        arguments: What is in the payload.
        usual: The base URL that clients have by default.
    """
    manifest = task.operation.data
    parts = [
        f"name={json.dumps(manifest['method'])}",
        f"module={json.dumps(task.folder)}",
        f"task={json.dumps(manifest['task'])}",
        f"route={_route(manifest['route'], usual)}",
        f"input={json.dumps(task.folder + '.' + task.input.data['title'])}",
        *_options(manifest, arguments),
        *([f"http={_http(manifest)}"] if manifest["route"]["style"] == "api" else []),
    ]
    return f"Operation({', '.join(parts)})"


def _options(manifest: Mapping[str, Any], arguments: tuple[Argument, ...]) -> Iterator[str]:
    if manifest["encoding"] != "json":
        yield f"encoding={json.dumps(manifest['encoding'])}"
    renamed = {dotted(a.pointer): a.name for a in arguments if a.name != _implied(a.pointer)}
    if renamed:
        yield f"renamed={renamed!r}"
    if deprecated := {dotted(a.pointer): a.name for a in arguments if a.deprecated}:
        yield f"deprecated={deprecated!r}"
    if note := deprecation(manifest):
        yield f"deprecation={note!r}"
    if "listed_as" in manifest:
        yield f"listed_as={json.dumps(manifest['listed_as'])}"
    if "extra_body" in manifest:
        yield f"extra_body={json.dumps(manifest['extra_body'][1:])}"
    if manifest.get("model_in_body"):
        yield "model_in_body=True"
    if manifest.get("large_answers"):
        yield "large=True"
    if manifest.get("retry", "safe") != "safe":
        yield f"retry={json.dumps(manifest['retry'])}"
    if "defaults" in manifest:
        yield f"defaults={manifest['defaults']!r}"
    if "fallbacks" in manifest:
        fallbacks = ", ".join(
            f"{json.dumps(name)}: Fallback({rule['value']!r}, {tuple(rule['words'])!r})"
            for name, rule in manifest["fallbacks"].items()
        )
        yield f"fallbacks={{{fallbacks}}}"
    if "refusals" in manifest:
        rule = manifest["refusals"]
        yield f"refusals=Refusals({rule['names']!r}, {dotted(rule['of'])!r})"
    if "apis" in manifest:
        apis = ", ".join(f"{json.dumps(n)}: {_api(n, api)}" for n, api in manifest["apis"].items())
        yield f"apis={{{apis}}}"
    for key in ("at_least_one", "together"):
        if key in manifest:
            yield f"{key}={_named(manifest[key], arguments)!r}"
    if manifest.get("headers"):
        yield f"headers={manifest['headers']!r}"
    only = {
        dotted(entry["pointer"]): tuple(entry["apis"])
        for entry in manifest["args"]
        if "apis" in entry
    }
    if only:
        yield f"only={only!r}"


def api_functions(task: Task, arguments: tuple[Argument, ...]) -> Iterator[str]:
    """Yield the functions that make bodies in the other wire formats of a task."""
    form = Format({argument.name: argument for argument in arguments})
    for name, api in task.operation.data.get("apis", {}).items():
        doc = f"Return the members of a body for `api={json.dumps(name)}`."
        yield function(function_name(name), doc, api["request"], form)


def _api(name: str, api: Mapping[str, Any]) -> str:
    parts = [f"route={_route(api['route'])}", f"request={function_name(name)}"]
    return f"Api({', '.join([*parts, *answer_parts(api)])})"


def answer_parts(api: Mapping[str, Any]) -> Iterator[str]:
    """Yield the arguments of an `Api` that say the rest of a wire format."""
    parts: list[str] = []
    if "response" in api:
        parts.append(f"response={tuples(api['response'])!r}")
    for key in ("constants", "values", "items", "order", "encoding", "model_in_body"):
        if key in api:
            parts.append(f"{key}={api[key]!r}")
    if plain := api.get("plain"):
        values = tuple(plain["values"])
        parts.append(f"plain=Plain({plain['member']!r}, {plain['asked']!r}, {values!r})")
    if joined := api.get("joined"):
        parts.append(f"joined={tuple(joined)!r}")
    if stream := api.get("stream"):
        parts += [f"chunk={tuples(stream['chunk'])!r}", f"complete={complete(stream['complete'])}"]
        if "end" in stream:
            parts.append(f"end=b{stream['end']!r}")
    yield from parts


def _named(pointers: Any, arguments: tuple[Argument, ...]) -> Any:
    """Return pointers, or groups of them, as pairs of wire path and argument name."""
    if isinstance(pointers, str):
        name = next(a.name for a in arguments if a.pointer == pointers)
        return (dotted(pointers), name)
    return tuple(_named(item, arguments) for item in pointers)


def _implied(pointer: str) -> str:
    """Return the argument that the runtime takes a wire path for, if nobody tells it."""
    steps = [s for s in pointer.split("/")[1:] if s not in ("parameters", "generation_parameters")]
    return steps[0] if steps else ""


def _http(manifest: Mapping[str, Any]) -> str:
    """Return the expression of what HTTP has of an operation."""
    usual = "GET" if manifest["encoding"] == "none" else "POST"
    parts = [json.dumps(manifest["route"].get("method", usual))]
    parameters = manifest.get("parameters", {})
    if parameters:
        pairs = (f"{json.dumps(p[1:])}: {_parameter(p, e)}" for p, e in parameters.items())
        parts.append(f"parameters={{{', '.join(pairs)}}}")
    if "body" in manifest:
        parts.append(f"body={json.dumps(manifest['body'][1:])}")
    if "content_type" in manifest:
        parts.append(f"content_type={json.dumps(manifest['content_type'])}")
    if not manifest.get("body_required", True):
        parts.append("optional=True")
    if "pages" in manifest:
        parts.append(f"following={_following(manifest['pages'])}")
    return f"Http({', '.join(parts)})"


def _parameter(pointer: str, entry: Mapping[str, Any]) -> str:
    parts = [json.dumps(entry["in"])]
    if entry.get("name", pointer[1:]) != pointer[1:]:
        parts.append(f"name={json.dumps(entry['name'])}")
    if "style" in entry:
        parts.append(f"style={json.dumps(entry['style'])}")
    if "explode" in entry:
        parts.append(f"explode={entry['explode']}")
    if entry.get("allow_reserved"):
        parts.append("reserved=True")
    if "content" in entry:
        parts.append("as_json=True")
    return f"Parameter({', '.join(parts)})"


def _following(pages: Mapping[str, Any]) -> str:
    following = pages["next"]
    parts = [f"items={_names(pages['items'])!r}"]
    if "argument" in following:
        parts.append(f"argument={json.dumps(following['argument'][1:])}")
    for word, name in (("from", "cursor"), ("item", "last"), ("url", "url")):
        if word in following:
            parts.append(f"{name}={_names(following[word])!r}")
    for word in ("number", "offset"):
        if word in following:
            parts.append(f"{word}={following[word]!r}")
    if "more" in pages:
        parts.append(f"more={_names(pages['more'])!r}")
    return f"Following({', '.join(parts)})"


def _names(pointer: str) -> tuple[str, ...]:
    return tuple(pointer.split("/")[1:])


def _route(route: Mapping[str, str], usual: str = "") -> str:
    arguments = [json.dumps(route["style"])]
    if "path" in route:
        arguments.append(json.dumps(route["path"]))
    if route["style"] == "api" and usual:
        arguments.append(f"usual={json.dumps(usual)}")
    if "server" in route:
        arguments.append(f"server={json.dumps(route['server'])}")
    return f"Route({', '.join(arguments)})"
