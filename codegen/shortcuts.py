"""What classes offer beside the members of their schema: `.text`, and bases that read it as a type.

A pointer of the manifest becomes a property that reads as if somebody had written it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .load import Document, Schema, Specs, Task
from .normalize import BASE, Bundle

TEXT_BASE = f"{BASE}.TextModel"
FUNCTION_BASE = f"{BASE}.FunctionModel"


def with_shortcuts(specs: Specs, found: list[Bundle]) -> list[Bundle]:
    """Return bundles whose classes have the shortcuts that manifests name."""
    tasks = {task.folder: task for task in specs.tasks}
    result = []
    for bundle in found:
        task = tasks.get(bundle.module)
        if task is None:
            result.append(bundle)
            continue
        members = dict(_texts(specs, task))
        bases = {**bundle.bases, **dict(_bases(specs, task))}
        result.append(replace(bundle, members=members, bases=bases))
    return result


def bodies(manifest: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Yield the responses and streams of a manifest, and whether each streams."""
    for entry in manifest.get("variants", [manifest]):
        yield entry.get("stream") or entry["response"], "stream" in entry


def answer_type_argument(manifest: Mapping[str, Any]) -> bool:
    """Return whether an argument takes the type of the answer."""
    return any(entry.get("accepts") == "type" for entry in manifest["args"])


def is_generic(manifest: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Return whether the class of a result is told the type that the caller gave."""
    return "text" in body and "complete" not in body and answer_type_argument(manifest)


def _texts(specs: Specs, task: Task) -> Iterator[tuple[str, str]]:
    for body, streams in bodies(task.operation.data):
        if "text" in body:
            document = _document(task, body)
            text = _chunk_text if streams else _answer_text
            yield document.data["title"], text(specs, document, body)


def _bases(specs: Specs, task: Task) -> Iterator[tuple[str, str]]:
    manifest = task.operation.data
    for body, streams in bodies(manifest):
        if streams:
            continue
        if is_generic(manifest, body):
            yield _document(task, body).data["title"], TEXT_BASE
        if "calls" in body:
            document = _document(task, body)
            home, schema = follow(specs, document, document.data, body["calls"])
            home, schema = _resolved(specs, home, schema)
            yield schema["title"], FUNCTION_BASE


def _document(task: Task, body: Mapping[str, Any]) -> Document:
    name = body.get("schema", "output.json")
    return next(document for document in task.schemas() if document.path.endswith(f"/{name}"))


def follow(
    specs: Specs, document: Document, schema: Schema, pointer: str
) -> tuple[Document, Schema]:
    """Follow a pointer through properties, lists and references."""
    for step in pointer.split("/")[1:]:
        document, schema = _resolved(specs, document, schema)
        schema = schema["items"] if step.isdigit() else schema["properties"][step]
    return document, schema


def _resolved(specs: Specs, document: Document, schema: Schema) -> tuple[Document, Schema]:
    while "$ref" in schema:
        document, _, schema = specs.resolve(document, schema["$ref"], "")
    return document, schema


# Properties ------------------------------------------------------------------------------------


def _answer_text(specs: Specs, document: Document, body: Mapping[str, Any]) -> str:
    pointer = body["text"]
    nullable = _nullable(specs, document, pointer)
    lists = [step for step in pointer.split("/") if step.isdigit()]
    path = _path(pointer)
    text = f"text_of(self.{path})" if nullable else f"self.{path}"
    if not lists:
        annotation = "str | None" if nullable else "str"
        return _property(annotation, f"The answer's text, `{path}`.", f"return {text}")
    head = path.split("[")[0]
    doc = f"The answer's text, `{path}`; None if there is none."
    return _property("str | None", doc, f"return {text} if self.{head} else None")


def _chunk_text(specs: Specs, document: Document, body: Mapping[str, Any]) -> str:
    pointer, complete = body["text"], body["complete"]
    nullable = _nullable(specs, document, pointer)
    steps = pointer.split("/")[1:]
    if not any(step.isdigit() for step in steps):
        path = _path(pointer)
        doc, skip = f"The new text, `{path}`.", ""
        if "special" in body:
            doc = f"The new text, `{path}`; empty if that is no part of the answer."
            skip = f'"" if self.{_path(body["special"])} else '
        return _property("str", doc, f"return {skip}{_piece(f'self.{path}', nullable)}")
    doc = "The new text of the first answer; empty if there is none."
    return _property(
        "str",
        doc,
        f"for item in self.{steps[0]}:",
        # A server that has one answer may leave its number out.
        f"    if item.{complete['key']} in ({steps[1]}, None):",
        f"        return {_piece('item.' + '.'.join(steps[2:]), nullable)}",
        'return ""',
    )


def _piece(expression: str, nullable: bool) -> str:
    """Return an expression for a chunk's text, which may be missing."""
    return f'text_of({expression}) or ""' if nullable else f'{expression} or ""'


def _nullable(specs: Specs, document: Document, pointer: str) -> bool:
    _, schema = follow(specs, document, document.data, pointer)
    parent, _, name = pointer.rpartition("/")
    _, holder = _resolved(specs, *follow(specs, document, document.data, parent))
    required = name in holder.get("required", [])
    return not required or "null" in schema.get("type", ())


def _path(pointer: str) -> str:
    """Return the Python expression that a pointer is, from an instance."""
    steps = pointer.split("/")[1:]
    return "".join(f"[{s}]" if s.isdigit() else f".{s.replace('-', '_')}" for s in steps)[1:]


def _property(annotation: str, doc: str, *lines: str) -> str:
    body = "\n".join(f"        {line}" for line in lines)
    return f'    @property\n    def text(self) -> {annotation}:\n        """{doc}"""\n{body}'
