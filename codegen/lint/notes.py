"""Notes: what does not keep specs from being compiled, but should not stay."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..jsontext import tidy
from ..load import Document, Specs, located
from ..patch import Edit
from ..pointer import pointer_to
from .nodes import Node, nodes, schema_documents
from .rewrites import without


def notes(specs: Specs) -> list[Finding]:
    """Return what should be done about specs that may be faultless."""
    found: list[Finding] = []
    for task in specs.tasks:
        found += _todo(task.operation)
        found += _no_whole(task.operation)
    for document in specs.providers():
        found += _todo(document)
    for document in specs.documents.values():
        found += _layout(document)
    for document in schema_documents(specs):
        if isinstance(document.data, dict):
            found += _member_order(document)
            for node in nodes(document, {}):
                found += _required_order(node)
    ordered = sorted(found, key=lambda f: (f.file, f.pointer, f.rule))
    return [located(specs.documents, finding) for finding in ordered]


def _todo(document: Document) -> Iterator[Finding]:
    entries = document.data.get("todo") if isinstance(document.data, dict) else None
    for pointer, text in entries.items() if isinstance(entries, dict) else ():
        yield Finding(
            "todo",
            document.path,
            str(pointer),
            str(text),
            f"decide, then delete the entry {pointer!r} from todo",
        )


def _no_whole(document: Document) -> Iterator[Finding]:
    variants = document.data.get("variants") if isinstance(document.data, dict) else None
    for index, entry in enumerate(variants if isinstance(variants, list) else ()):
        stream = entry.get("stream") if isinstance(entry, dict) else None
        if isinstance(stream, dict) and "accumulate" not in stream:
            yield Finding(
                "stream-whole",
                document.path,
                pointer_to("variants", index, "stream"),
                "the stream has no `accumulate`, so its `.final()` is an error",
                'add "accumulate": {} if members keep their names and their last value counts;'
                ' else say what differs, as "join": ["text"] for pieces of one text',
            )


def _layout(document: Document) -> Iterator[Finding]:
    if document.text and tidy(document.text) != document.text:
        # The same data, written anew.
        again = Edit(document.path, "", document.data, document.data)
        message = "is indented or spaced in another way than the other files"
        fix = "two spaces a level, one after commas and colons, none at the ends of lines"
        yield Finding("layout", document.path, "", message, fix, (again,))


def _member_order(document: Document) -> Iterator[Finding]:
    data = document.data
    first = {word: data[word] for word in ("$schema",) if word in data}
    last = {word: data[word] for word in ("$defs",) if word in data}
    ordered = {**first, **without(data, "$schema", "$defs"), **last}
    if list(ordered) != list(data):
        yield Finding(
            "member-order",
            document.path,
            "",
            "$schema is not first, or $defs not last",
            "move them",
            (Edit(document.path, "", data, ordered),),
        )


def _required_order(node: Node) -> Iterator[Finding]:
    required, properties = node.schema.get("required"), node.schema.get("properties")
    if not isinstance(required, list) or not isinstance(properties, dict):
        return
    ordered = [name for name in properties if name in required]
    if ordered != required and sorted(ordered) == sorted(map(str, required)):
        path, pointer = node.document.path, node.pointer + pointer_to("required")
        yield Finding(
            "required-order",
            path,
            pointer,
            "is not in the order of the properties",
            f"write {ordered}",
            (Edit(path, pointer, required, ordered),),
        )
