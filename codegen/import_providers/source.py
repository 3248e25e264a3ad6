"""What others say of providers: the sources of a JavaScript client, or facts as JSON.

The sources are read as text, by the few words that all of them have; nothing of them is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..options import BadCall

PLACES = ("packages/inference/src", "src", "")  # of the sources, below what a caller names
TABLE = "lib/getProviderHelper.ts"
_TASK = re.compile(r"[\"']?([a-z][a-z-]*)[\"']?\s*:\s*new\s+\w+\.(\w+)\(")
_CLASS = re.compile(r"\bclass\s+(\w+)([^{]*)\{")
_PARENT = re.compile(r"\bextends\s+(\w+)")
_ROUTE = re.compile(r"\bmakeRoute\s*\([^)]*\)\s*(?::\s*string\s*)?\{")
_RETURN = re.compile(r"return\s+([\"'`])(.*?)\1")
_SUPER = re.compile(r"\bsuper\(\s*[^,()]+,\s*([\w\"':/.-]+)")
_CONSTANT = re.compile(r"\bconst\s+(\w+)(?:\s*:\s*string)?\s*=\s*[\"'](https?://[^\"']+)[\"']")
_PLACE = re.compile(r"\$\{\s*(?:params\.)?(\w+)\s*\}")
_LITERAL = re.compile(r"[\"'](https?://[^\"']+)[\"']")
_LARGEST = 4 * 1024**2  # bytes of one file


@dataclass(frozen=True)
class UpstreamProvider:
    """A provider as others know it.

    Attributes:
        name: Its name on the hub.
        url: Its base URL, or None if it was not found.
        tasks: The hub's name of each task, and its routes; none if they were not found.
    """

    name: str
    url: str | None
    tasks: Mapping[str, frozenset[str]]


def read_providers(place: Path) -> list[UpstreamProvider]:
    """Read what others say of providers.

    Args:
        place: A checkout of the JavaScript client, its `packages/inference` or that package
            unpacked; or a JSON file with `providers`.

    Raises:
        BadCall: If it is neither, or says of no provider.
    """
    found = _facts(place) if place.is_file() else _sources(place)
    if not found:
        raise BadCall("SOURCE", f"{place} says of no provider", "name a newer checkout, or facts")
    return found


def _facts(place: Path) -> list[UpstreamProvider]:
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
        return [
            UpstreamProvider(
                name,
                said.get("base") or said.get("url"),
                {
                    task: frozenset(_routes(entry))
                    for task, entry in said["tasks"].items()
                    if "broken" not in entry
                },
            )
            for name, said in data["providers"].items()
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadCall(
            "SOURCE",
            f"{place} is no JSON of facts: {type(error).__name__} {error}",
            'write {"providers": {NAME: {"base": URL, "tasks": {TASK: {"route": {"path": ...}}}}}}',
        ) from None


def _routes(entry: Any) -> Iterator[str]:
    route = entry if isinstance(entry, str) else entry["route"]
    if isinstance(route, str):
        yield normal(route)
        return
    yield normal(route["path"])
    yield from (normal(other["path"]) for other in route.get("alternatives", []))


def normal(route: str) -> str:
    """Return a route as routes are compared: without query, with one `{model}`."""
    path = "/" + route.partition("?")[0].strip("/")
    return path.replace("{model.parent}", "{model}")


# Sources in TypeScript -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Class:
    name: str
    parent: str | None
    body: str


def _sources(place: Path) -> list[UpstreamProvider]:
    folder = next((place / p for p in PLACES if (place / p / TABLE).is_file()), None)
    if folder is None:
        raise BadCall(
            "SOURCE",
            f"{place} has no {TABLE}",
            "name a checkout of huggingface.js, its packages/inference, or a JSON of facts",
        )
    table = _text(folder / TABLE)
    start = table.find("PROVIDERS")
    body = _block(table, table.find("= {", start) + 2) if start >= 0 else ""
    texts = [_text(file) for file in sorted((folder / "providers").glob("*.ts"))]
    classes = {found.name: found for text in texts for found in _classes(text)}
    constants = {name: url for text in texts for name, url in _CONSTANT.findall(text)}
    return [
        UpstreamProvider(
            name,
            _url(tasks.values(), classes, constants),
            {task: frozenset(_made_routes(cls, classes, task)) for task, cls in tasks.items()},
        )
        for name, tasks in _table(body)
    ]


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise BadCall("SOURCE", f"{file} is larger than any source", "name a checkout")
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadCall("SOURCE", f"{file} cannot be read: {error}", "name a checkout") from None
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _table(body: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in re.finditer(r"[\"']?([a-z][a-z0-9-]*)[\"']?\s*:\s*\{", body):
        tasks = dict(_TASK.findall(_block(body, match.end() - 1)))
        if tasks:
            yield match[1], tasks


def _classes(text: str) -> Iterator[_Class]:
    for match in _CLASS.finditer(text):
        parent = _PARENT.search(match[2])
        yield _Class(match[1], parent and parent[1], _block(text, match.end() - 1))


def _block(text: str, at: int) -> str:
    """Return what stands between a brace and the one that closes it."""
    depth = 0
    for place in range(at, len(text)):
        if text[place] == "{":
            depth += 1
        elif text[place] == "}":
            depth -= 1
            if depth == 0:
                return text[at + 1 : place]
    return ""


def _line(name: str, classes: Mapping[str, _Class]) -> Iterator[_Class]:
    """Yield a class, and those that it is made of."""
    seen: set[str] = set()
    while name in classes and name not in seen:
        seen.add(name)
        yield classes[name]
        name = classes[name].parent or ""


def _made_routes(name: str, classes: Mapping[str, _Class], task: str) -> Iterator[str]:
    for found in _line(name, classes):
        match = _ROUTE.search(found.body)
        if match is None:
            continue
        returned = [text for _, text in _RETURN.findall(_block(found.body, match.end() - 1))]
        if returned:
            for text in returned:
                path = _PLACE.sub(lambda place: f"{{{place[1]}}}", text)
                yield normal(path.replace("{task}", task))
            return


def _url(names: Any, classes: Mapping[str, _Class], constants: Mapping[str, str]) -> str | None:
    for name in names:
        for found in _line(name, classes):
            for value in _SUPER.findall(found.body):
                literal = _LITERAL.fullmatch(value)
                url = literal[1] if literal else constants.get(value)
                if url:
                    return url
    return None
