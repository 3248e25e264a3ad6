"""Rules on `$ref`: its form, its target, cycles; and what requests and responses reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ..findings import Finding, SpecError
from ..load import SCHEMAS, Document, Specs, is_shared
from ..normalize import references
from ..patch import ABSENT, Edit
from ..pointer import pointer_to, walk
from .nodes import Definition, Direction, schema_documents

# What leans on references waits until these are mended.
BROKEN_RULES = ("ref-form", "ref-target", "ref-cycle", "file-cycle", "union-size")
_MOST_BRANCHES = 1000


def broken_references(specs: Specs, misshapen: set[str]) -> Iterator[Finding]:
    """Find references of a wrong form, that lead nowhere, or in circles."""
    documents = [doc for doc in schema_documents(specs) if doc.path not in misshapen]
    broken = False
    for document in documents:
        for pointer, node in walk(document.data):
            if not isinstance(node, dict):
                continue
            if isinstance(node.get("$id"), str):
                yield Finding(
                    "ref-form",
                    document.path,
                    f"{pointer}/$id",
                    "$id gives the file another address",
                    "delete it; references are relative paths",
                    (Edit(document.path, f"{pointer}/$id", node["$id"], ABSENT),),
                )
            ref = node.get("$ref")
            if isinstance(ref, str):
                problem = _reference(specs, document, ref, f"{pointer}/$ref")
                broken = broken or problem is not None
                yield from [problem] if problem else []
    if not broken and not misshapen & {doc.path for doc in schema_documents(specs)}:
        cycles = [*_cycles(specs, documents), *_file_cycles(specs, documents)]
        yield from cycles or _vast(specs, documents)


def _reference(specs: Specs, document: Document, ref: str, pointer: str) -> Finding | None:
    file, _, fragment = ref.partition("#")
    name = fragment.rsplit("/", 1)[-1]
    defined = definitions_of(specs, document, name)
    repair = (Edit(document.path, pointer, ref, defined[0]),) if len(defined) == 1 else ()

    where = (defined or [f"#/$defs/{name}"])[0]

    def form(message: str, fix: str) -> Finding:
        return Finding("ref-form", document.path, pointer, message, fix, repair)

    if re.match(r"[a-z][a-z0-9+.-]*:|/", file, re.IGNORECASE):
        return form(f"{ref!r} is not a relative path", f"write {where!r}")
    if not re.fullmatch(r"/\$defs/[^/]+", fragment):
        if fragment in ("", "/"):
            return form(
                f"{ref!r} refers to a whole file",
                "move the schema to a definition in $defs and refer to that",
            )
        return form(f"{ref!r} is not a definition", f"write {where!r}")
    in_shared = is_shared(document.path)
    own = r"[^/]+\.json" if in_shared else r"(input|output|stream)\.json"
    shared = r"(?!)" if in_shared else r"\.\./\.\./(common|schemas)/[^/]+\.json"
    if file and not re.fullmatch(rf"{own}|{shared}", file):
        return form(
            f"{ref!r} leaves the task",
            f"move {name} to common/ and write {where!r}",
        )
    try:
        _, _, schema = specs.resolve(document, ref, pointer)
    except SpecError as error:
        return _nowhere(document, error.findings[0], name, defined, repair)
    if not isinstance(schema, dict):
        return Finding(
            "ref-target", document.path, pointer, f"{ref!r} leads to no schema", "define it"
        )
    return None


def _nowhere(
    document: Document, found: Finding, name: str, defined: list[str], repair: tuple[Edit, ...]
) -> Finding:
    if not defined:
        close = get_close_matches(name, _defs(document), n=1)
        defined = [f"#/$defs/{other}" for other in close]
    fix = f"write {defined[0]!r}, or {found.fix}" if defined else found.fix
    return Finding("ref-target", found.file, found.pointer, found.message, fix, repair)


def definitions_of(specs: Specs, document: Document, name: str) -> list[str]:
    """Return the references by which a document may lead to definitions of a name."""
    result = []
    for other in [document, *specs.documents.values()]:
        if name not in _defs(other):
            continue
        folder, _, file = other.path.rpartition("/")
        if other is document:
            result.append(f"#/$defs/{name}")
        elif folder == document.path.rpartition("/")[0]:
            result.append(f"{file}#/$defs/{name}")
        elif is_shared(other.path):
            result.append(f"../../{other.path}#/$defs/{name}")
    return list(dict.fromkeys(result))


def _defs(document: Document) -> Mapping[str, Any]:
    """Return the definitions of a document that may be misshapen."""
    found = document.data.get("$defs") if isinstance(document.data, dict) else None
    return found if isinstance(found, dict) else {}


def _cycles(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    done: set[Definition] = set()
    for document in documents:
        for name in document.data.get("$defs", {}):
            start = (document.path, pointer_to("$defs", name))
            path = _cycle(specs, start, start, set()) if start not in done else None
            if path:
                done |= set(path)
                names = " → ".join(pointer.rsplit("/", 1)[1] for _, pointer in [*path, start])
                yield Finding(
                    "ref-cycle",
                    *start,
                    f"the definition contains itself: {names}",
                    "make one of them an object that holds the next in a property",
                )


def _file_cycles(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    """Find modules that would import each other."""
    needed: dict[str, dict[str, None]] = {}
    for document in documents:
        if is_shared(document.path):
            targets = [specs.resolve(document, ref, "")[0] for ref in references(document.data)]
            others = [t.path for t in targets if t is not document]
            # All of common/ is one module.
            needed[document.path] = dict.fromkeys(p for p in others if p.startswith(SCHEMAS))
    order = TopologicalSorter(needed)
    try:
        order.prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        yield Finding(
            "file-cycle",
            cycle[0],
            "",
            f"files refer to each other in a circle: {' → '.join(reversed(cycle))}",
            "put the definitions that need each other into one file",
        )


def _vast(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    """Find definitions that unfold into more branches than anybody can read, or compile."""
    sizes: dict[Definition, int] = {}
    for document in documents:
        for name in document.data.get("$defs", {}):
            here = (document.path, pointer_to("$defs", name))
            size = _branches(specs, here, sizes)
            if size > _MOST_BRANCHES:
                yield Finding(
                    "union-size",
                    *here,
                    f"the definition unfolds into {min(size, 10**9):,} branches",
                    "refer to objects, which are not unfolded, or list fewer branches",
                )


def _branches(specs: Specs, here: Definition, sizes: dict[Definition, int]) -> int:
    """Count the branches of a definition, those of its branches included."""

    def count(node: Any) -> int:
        if not isinstance(node, dict) or "properties" in node:
            return 1
        if isinstance(node.get("$ref"), str):
            target, pointer, _ = specs.resolve(specs.documents[here[0]], node["$ref"], "")
            return _branches(specs, (target.path, pointer), sizes)
        if isinstance(node.get("anyOf"), list):
            return sum(map(count, node["anyOf"]))
        return max(count(node.get("items")), count(node.get("additionalProperties")))

    if here not in sizes:
        sizes[here] = 1  # for one that contains itself, which is another fault
        document = specs.documents[here[0]]
        sizes[here] = count(specs.resolve(document, f"#{here[1]}", "")[2])
    return sizes[here]


def _cycle(
    specs: Specs, start: Definition, here: Definition, seen: set[Definition]
) -> list[Definition] | None:
    """Return the definitions on a way back to `start` that leads through no property."""
    seen.add(here)
    document = specs.documents[here[0]]
    _, _, schema = specs.resolve(document, f"#{here[1]}", "")
    bare = {word: value for word, value in schema.items() if word != "properties"}
    for ref in references(bare):
        target, pointer, _ = specs.resolve(document, ref, "")
        following = (target.path, pointer)
        if following == start:
            return [here]
        if following not in seen and (path := _cycle(specs, start, following, seen)):
            return [here, *path]
    return None


def reach(specs: Specs, documents: list[Document]) -> dict[Definition, set[Direction]]:
    """Return the definitions that requests and responses reach, with the directions."""
    reached: dict[Definition, set[Direction]] = {}

    def visit(document: Document, schema: Any, direction: Direction) -> None:
        waiting = [(document, schema)]  # a chain of definitions may be of any length
        while waiting:
            document, schema = waiting.pop()
            for ref in references(schema):
                try:
                    target, pointer, found = specs.resolve(document, ref, "")
                except SpecError:
                    continue
                directions = reached.setdefault((target.path, pointer), set())
                if direction not in directions:
                    directions.add(direction)
                    waiting.append((target, found))

    for document in documents:
        if document.path.startswith("tasks/"):
            root = {word: value for word, value in document.data.items() if word != "$defs"}
            visit(document, root, "input" if document.path.endswith("/input.json") else "output")
    return reached
