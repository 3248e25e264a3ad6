"""The command `explain`."""

from __future__ import annotations

import argparse
import json
import os
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import upstream, wire
from ..build import build
from ..build.providers import task_of
from ..load import Specs
from ..options import BadCall, read_specs
from ..pointer import at
from ..positions import line_of, lines
from ..wording import deprecation
from .code import locations
from .coverage import examples, mentions
from .index import PROVIDER, SERVED, Entry, Index, Unknown

_HELP = "say where a name comes from, or which names a place of the specs makes"
_SHOWN = 6  # examples and tests
_WIDTH = 110


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `explain` to the command line."""
    command = commands.add_parser(
        "explain",
        help=_HELP,
        description=f"{_HELP}. Exit status: 0 if it is known, 2 if not.",
    )
    command.add_argument(
        "name",
        metavar="SYMBOL|POINTER",
        help="client.echo, echo.text, EchoOutput.echo, fal-ai, fal-ai.text_to_image, or"
        " tasks/echo/output.json#/properties/echo",
    )
    command.add_argument("--json", action="store_true", help="for programs")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    specs = read_specs(options)
    spec, _ = build(specs, options.package or upstream.NAME)
    index = Index(specs, spec)
    try:
        found = index.find(options.name)
    except Unknown as error:
        near = f"did you mean {', '.join(error.near)}?" if error.near else "see `--help`"
        raise BadCall("SYMBOL|POINTER", str(error), near) from None
    package = options.out or Path("src", *(options.package or upstream.NAME).split("."))
    explained = [_explained(index, entry, package, options.specs) for entry in found]
    if options.json:
        print(json.dumps(explained, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(map(_text, explained)))
    return 0


def _explained(index: Index, entry: Entry, package: Path, folder: Path) -> dict[str, Any]:
    """Return all that is known about a name, as plain values."""
    operation = index.operations.get(entry.task or "")
    method = operation.method if operation else None
    code = locations(entry, method, package)
    annotations = [place.annotation for place in code if place.annotation]
    same = [e.shown for e in index.places[entry.file, entry.pointer] if e is not entry]
    return {
        "symbol": entry.shown,
        "kind": entry.kind,
        "description": entry.description,
        "type": entry.type or next(iter(annotations), None),
        "deprecated": _deprecated(index.specs, entry),
        "file": _relative(_source(index.specs, entry.file)),
        "line": _line(index.specs, entry),
        "pointer": entry.pointer,
        "same": same,
        "wire": entry.wire,
        "task": operation.task if operation else None,
        "route": _route(index.specs, entry),
        "served": _served(index, entry),
        "code": [_relative(str(place)) for place in code],
        "examples": [
            {"name": name, "file": _relative(_source(index.specs, document.path)), "line": line}
            for name, document, line in examples(index.specs, entry)
        ],
        "tests": [
            _relative(str(place)) for place in mentions(entry, method, folder.parent / "tests")
        ],
    }


def _source(specs: Specs, path: str) -> Path:
    """Return the file on disk that a document was read from: it may be an addition's."""
    source = specs.documents[path].source
    return Path(*source) if source else specs.root / path


def _line(specs: Specs, entry: Entry) -> int | None:
    text = specs.documents[entry.file].text
    return line_of(lines(text), entry.pointer) if text else None


def _relative(path: Path | str) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _deprecated(specs: Specs, entry: Entry) -> str | None:
    """Return what callers are told of a task that is deprecated, or of one argument or member."""
    task = next((task for task in specs.tasks if task.folder == entry.task), None)
    if task is not None and (words := deprecation(task.operation.data)):
        return words
    schema = at(specs.documents[entry.file].data, entry.pointer)
    return "deprecated" if isinstance(schema, dict) and schema.get("deprecated") is True else None


def _route(specs: Specs, entry: Entry) -> str | None:
    task = next((task for task in specs.tasks if task.folder == entry.task), None)
    if task is None:
        return None
    if entry.kind == SERVED:
        return _route_at(specs.documents[entry.file].data, task.folder)
    manifest = task.operation.data
    verb = "GET" if manifest["encoding"] == "none" else "POST"
    route = manifest["route"]
    where = {
        "task": "the model's own URL",
        "pipeline": f"the model's /pipeline/{manifest['task']}",
        "openai": f"/v1{route.get('path', '')}",
        "server": f"{route.get('path', '')} of the server",
    }
    return f"{verb} to {where[route['style']]} ({route['style']})"


def _route_at(provider: Mapping[str, Any], folder: str) -> str:
    """Return where a provider has a task."""
    task = task_of(provider["tasks"][folder])
    base = provider["bases"][task["base"]]["url"] if "base" in task else provider["url"]
    path = wire.expanded(task["path"], provider.get("shared", {}))
    paths = [base + text for text in wire.texts(path)]
    return f"POST to {' or '.join(paths)}{', as a job' if 'job' in task else ''}"


def _served(index: Index, entry: Entry) -> list[str]:
    """Return who serves a method, or what a provider serves."""
    name = entry.symbol.rpartition(".")[2]
    modules = index.providers
    if entry.kind == PROVIDER:
        return [task for module in modules if module.name == name for task in module.tasks]
    if entry.kind != "method":
        return []
    return [module.name for module in modules if name in module.tasks]


def _text(explained: dict[str, Any]) -> str:
    rows: list[tuple[str, list[str]]] = [
        ("type", [explained["type"]] if explained["type"] else []),
        ("status", [explained["deprecated"]] if explained["deprecated"] else []),
        ("spec", [_place(explained)]),
        ("same", explained["same"]),
        ("wire", [explained["wire"]] if explained["wire"] else []),
        ("route", [explained["route"]] if explained["route"] else []),
        ("serves" if explained["kind"] == PROVIDER else "served by", _joined(explained["served"])),
        ("code", explained["code"]),
        ("examples", [f"{_place(e)} {e['name']}" for e in explained["examples"]]),
        ("tests", explained["tests"]),
    ]
    lines = [f"{explained['symbol']} ({explained['kind']})"]
    lines += textwrap.wrap(
        explained["description"], _WIDTH, initial_indent="    ", subsequent_indent="    "
    )
    for title, values in rows:
        shown = values[:_SHOWN]
        if len(values) > _SHOWN:
            shown.append(f"and {len(values) - _SHOWN} more")
        for number, value in enumerate(shown):
            lines.append(f"{'' if number else title:9} {value}")
    return "\n".join(lines)


def _joined(names: list[str]) -> list[str]:
    """Return names in lines: there may be dozens."""
    return textwrap.wrap(", ".join(names), _WIDTH - 10, break_on_hyphens=False)


def _place(entry: dict[str, Any]) -> str:
    line = f":{entry['line']}" if entry["line"] else ""
    pointer = f" #{entry['pointer']}" if "pointer" in entry else ""
    return f"{entry['file']}{line}{pointer}"
