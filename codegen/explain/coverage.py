"""What tries a name: examples of manifests, and calls and mentions in the tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ..build import PARAM
from ..build.providers import task_of
from ..diff.kinds import Place, alternatives
from ..load import Document, Specs, Task
from ..pointer import pointer_to
from ..positions import line_of, lines
from .code import Location
from .index import PROVIDER, SERVED, Entry


def examples(specs: Specs, entry: Entry) -> Iterator[tuple[str, Document, int | None]]:
    """Yield the examples that show a name: their name, file and line.

    Args:
        specs: The specs.
        entry: The name.
    """
    if entry.kind in (PROVIDER, SERVED):
        yield from _of_provider(specs.documents[entry.file], entry)
        return
    for task in specs.tasks:
        if entry.task not in (None, task.folder):
            continue
        numbers = lines(task.operation.text) if task.operation.text else {}
        for index, example in enumerate(task.operation.data["examples"]):
            if _shows(specs, task, example, entry):
                line = line_of(numbers, pointer_to("examples", index))
                yield example["name"], task.operation, line


def _of_provider(document: Document, entry: Entry) -> Iterator[tuple[str, Document, int | None]]:
    numbers = lines(document.text) if document.text else {}
    for folder, task in document.data["tasks"].items():
        if entry.task in (None, folder) and "example" in task_of(task):
            line = line_of(numbers, pointer_to("tasks", folder, "example"))
            yield folder, document, line


def _shows(specs: Specs, task: Task, example: dict[str, Any], entry: Entry) -> bool:
    if entry.kind in ("method", "other name"):
        return True
    if "argument" in entry.kind:
        return entry.task is not None and entry.symbol.rpartition(".")[2] in example["arguments"]
    place = (entry.file, entry.pointer)
    values: list[tuple[Document | None, Any]] = [(task.input, example["request"].get("json"))]
    stream = "events" in example["response"]
    document = task.stream if stream and task.stream is not None else task.output
    values += [(document, example["result"]), (document, example["response"].get("json"))]
    values += [(document, event) for event in example["response"].get("events", [])]
    return any(
        place in set(_reached(Place(specs, document, "", document.data), value))
        for document, value in values
        if document is not None
    )


def _reached(place: Place, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the places of the specs that a value makes use of."""
    yield place.document.path, place.pointer
    place = place.resolved()
    yield place.document.path, place.pointer
    for alternative in alternatives(place):
        here = alternative.place
        if here is not place:
            yield here.document.path, here.pointer
        if isinstance(value, list):
            # Some servers send a list where others send what it holds.
            inner = here.below("items") if "items" in here.schema else here
            for item in value:
                yield from _reached(inner, item)
        elif isinstance(value, dict):
            properties = here.schema.get("properties", {})
            if all(name in value for name in here.schema.get("required", [])):
                for name in value.keys() & properties.keys():
                    yield from _reached(here.below("properties", name), value[name])


def mentions(entry: Entry, method: str | None, tests: Path) -> list[Location]:
    """Return where tests call a method, with an argument if the name is one, or name a class.

    Args:
        entry: The name.
        method: The method that its task has.
        tests: Folder of the tests.
    """
    called = method if entry.kind in ("method", "other name") or "argument" in entry.kind else None
    argument = entry.symbol.rpartition(".")[2] if "argument" in entry.kind else None
    word = called or entry.symbol.partition(".")[0].removesuffix(PARAM)
    if entry.kind == "argument of the constructor":
        called = word
    found = []
    for path in sorted(tests.rglob("*.py")):
        text = _text(path)
        if not re.search(rf"\b{re.escape(word)}\b", text):
            continue
        if called is None:
            number = next(i for i, line in enumerate(text.splitlines(), 1) if word in line)
            found.append(Location(path, number))
        else:
            found += [Location(path, line) for line in _calls(text, called, argument)]
    return found


def _calls(text: str, function: str, argument: str | None) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name == function and (argument is None or argument in [k.arg for k in node.keywords]):
            yield node.lineno


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
