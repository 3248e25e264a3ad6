"""Providers from the other side: what a provider is sent, to what the client was given, and back.

Nothing here knows a provider. The client's own functions make a body of marks; where a mark stands
in it, there the argument stands in a real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inferloom.calls.given import Given, Model
from inferloom.calls.operation import Api, Operation
from inferloom.calls.provider import Provider, ProviderTask

__all__ = ["api_of", "arguments", "filled", "path_pattern", "place"]

MODEL = "{model}"
_TEXT = re.compile(r"\{\}")
_PLACE = re.compile(r"\{([^{}|]+)(\|path)?\}")


@dataclass(frozen=True)
class _Mark:
    """Where an argument goes; `text` is what stands around it, if it is a part of a text."""

    paths: tuple[str, ...]
    text: str | None = None


class _Marks(Given):
    """Gives a mark for everything that is asked for."""

    def look(self, path: str) -> Any:
        return _Mark((path,))

    def data_url(self, path: str, types: Mapping[str, str] | None = None) -> Any:
        return _Mark((path,))

    def text(self, template: str, *parts: Any) -> Any:
        if all(isinstance(part, _Mark) for part in parts):
            return _Mark(tuple(part.paths[0] for part in parts), template)
        return super().text(template, *parts)


def api_of(operation: Operation, task: ProviderTask) -> Api | None:
    """Return the format of a task at a provider; None for the operation's own."""
    if isinstance(task.api, str):
        return operation.apis[task.api]._replace(rest="")
    return task.api


def path_pattern(provider: Provider, task: ProviderTask) -> re.Pattern[str]:
    """Return what the paths of a task look like; the group `model` is the id in them."""
    if isinstance(task.path, str):
        paths = [task.path]
    else:
        ids = (MODEL, f"{MODEL}:version")
        models = [Model(id_, "hub", None, routed) for id_ in ids for routed in (True, False)]
        paths = [task.path(Given({}, model)) for model in models]
    parts = [
        re.escape(path).replace(re.escape(MODEL), "(?:MODEL)") for path in dict.fromkeys(paths)
    ]
    # Group names are unique in a pattern, so each alternative has an unnamed one.
    return re.compile("|".join(f"(?:{part.replace('(?:MODEL)', '(.+)')})" for part in parts))


def arguments(
    operation: Operation, api: Api, body: Mapping[str, Any], model: Model
) -> dict[str, Any]:
    """Return the payload, in the operation's own format, that a body was made of.

    Args:
        operation: Whose body it is.
        api: The format.
        body: The body.
        model: The model, as the provider knows it.
    """
    assert api.request is not None
    payload: dict[str, Any] = {}
    template = api.request(_Marks({}, model, operation=operation.name))
    known = set(_read(template, body, payload))
    holder: Any = body
    for step in filter(None, (api.rest or "").split(".")):
        holder = holder.get(step, {})
        template = template.get(step, {})
    for name, value in holder.items():
        if name not in template and name not in api.constants and name not in known:
            _put(payload, f"parameters.{name}", value)
    return payload


def _read(template: Any, value: Any, payload: dict[str, Any]) -> Iterator[str]:
    """Read a value by a template of marks; yields the names that it has gone through."""
    if isinstance(template, _Mark):
        if template.text is None:
            _put(payload, template.paths[0], value)
        elif isinstance(value, str):
            pattern = _TEXT.sub("(.+)", re.escape(template.text).replace(r"\{\}", "{}"))
            if found := re.fullmatch(pattern, value):
                for path, part in zip(template.paths, found.groups(), strict=True):
                    _put(payload, path, int(part) if part.isdecimal() else part)
    elif isinstance(template, dict) and isinstance(value, dict):
        for name, inner in template.items():
            if name in value:
                yield name
                yield from _read(inner, value[name], payload)
    elif isinstance(template, list) and isinstance(value, list):
        for inner, item in zip(template, value, strict=False):
            yield from _read(inner, item, payload)


def _put(payload: dict[str, Any], path: str, value: Any) -> None:
    *steps, name = path.split(".")
    for step in steps:
        payload = payload.setdefault(step, {})
    payload[name] = value


def place(answer: Any, path: str, value: Any) -> Any:
    """Put a value where a path leads in an answer, which grows as it has to, and return that."""
    step, _, rest = path.partition(".")
    if step.isdigit():
        items = answer if isinstance(answer, list) else []
        items += [None] * (int(step) + 1 - len(items))
        items[int(step)] = place(items[int(step)], rest, value) if rest else value
        return items
    members = answer if isinstance(answer, dict) else {}
    members[step] = place(members.get(step), rest, value) if rest else value
    return members


def filled(template: str, body: Any) -> str:
    """Return the path that a template of a job's protocol makes of an answer."""

    def of(match: re.Match[str]) -> str:
        value: Any = body
        for step in match[1].split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]
        return re.sub(r"^[a-z]+://[^/]*", "", str(value)) if match[2] else str(value)

    return _PLACE.sub(of, template)


def addresses(template: str | None) -> list[str]:
    """Return the paths of the addresses that a template of a job's protocol reads."""
    return [match[1] for match in _PLACE.finditer(template or "") if match[2]]
