"""What some tasks need and no more: of the specs by `$ref`, of the runtime by its imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from ..load import Document, Specs, Task
from ..normalize import references
from ..options import BadCall
from ..runtime import EXTRAS, LOADED_BY_BASES, LOADS, file_of, module_at, path_of

_ALL = "all"


# Specs -----------------------------------------------------------------------------------------


def chosen(specs: Specs, names: Iterable[str]) -> tuple[Task, ...]:
    """Return tasks by name, in the order of the specs.

    Args:
        specs: All that there are.
        names: Ids or folders of tasks, or names of methods; `all` for every task.

    Raises:
        BadCall: If there is no task of a name.
    """
    known = {name: task for task in specs.tasks for name in _names(task)}
    folders: set[str] = set()
    for name in names:
        if name == _ALL:
            return specs.tasks
        if name not in known:
            near = get_close_matches(name, [*known, _ALL], 3, 0.6)
            near = list(dict.fromkeys(known[n].folder if n in known else n for n in near))
            raise BadCall(
                "--tasks",
                f"there is no task {name!r}",
                f"is it {' or '.join(near)}?"
                if near
                else f"take some of {', '.join(task.folder for task in specs.tasks)}, or {_ALL}",
            )
        folders.add(known[name].folder)
    return tuple(task for task in specs.tasks if task.folder in folders)


def _names(task: Task) -> Iterator[str]:
    manifest = task.operation.data  # not linted yet
    names = [manifest.get(key) for key in ("task", "method")] if isinstance(manifest, dict) else []
    yield from dict.fromkeys([task.folder, *map(str, names)])


def subset(specs: Specs, tasks: tuple[Task, ...]) -> Specs:
    """Return specs with some of the tasks, and with the shared definitions that these reach."""
    reached: dict[str, set[str]] = {}

    def visit(document: Document, node: Any) -> None:
        for ref in references(node):
            target, pointer, schema = specs.resolve(document, ref, "")
            name = pointer.rsplit("/", 1)[1]
            found = reached.setdefault(target.path, set())
            if name not in found:
                found.add(name)
                visit(target, schema)

    documents = {specs.client.path: specs.client, **specs.meta}
    for task in tasks:
        for document in task.documents():
            documents[document.path] = document
        for document in task.schemas():
            visit(document, document.data)
    for document in specs.common():
        if names := reached.get(document.path):
            definitions = document.data.get("$defs", {})
            shared = {name: definitions[name] for name in definitions if name in names}
            data = {**document.data, "$defs": shared}
            documents[document.path] = replace(document, data=data)
    for path in specs.with_overlays(list(documents)):
        documents.setdefault(path, specs.documents[path])
    return replace(specs, documents=documents, tasks=tasks)


# Runtime ---------------------------------------------------------------------------------------


def runtime_closure(
    generated: Mapping[str, str], runtime: Mapping[str, str], wanted: Iterable[str] = ()
) -> dict[str, str]:
    """Return the hand-written files that generated ones need.

    All imports count, those inside functions and those for type checkers too, so that a copy has
    no import that leads nowhere. `optional("name", ...)` is none.

    Args:
        generated: Path below the package, and text.
        runtime: All hand-written files, likewise.
        wanted: Paths that were asked for.
    """
    found: dict[str, str] = {"py.typed": runtime["py.typed"]}
    queue = [*generated]
    queue += [path for path in wanted if path not in generated]
    seen = set(queue)
    while queue:
        path = queue.pop()
        text = generated.get(path)
        if text is None:
            text = found[path] = runtime[path]
        for target in _targets(path, text, {*generated, *runtime}):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return dict(sorted(found.items()))


def _targets(path: str, text: str, known: set[str]) -> Iterator[str]:
    """Yield the files that a module imports, with the packages that they are in."""
    here = path.split("/")[:-1]
    yield from _packages(here, known)
    yield from map(file_of, LOADS.get(module_at(path), ()))
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        home = here[: len(here) - node.level + 1]
        home += node.module.split(".") if node.module else []
        yield from _packages(home, known)
        for name in [None, *(alias.name for alias in node.names)]:
            target = "/".join([*home, name] if name else home) + ".py"
            if target in known:
                yield target
        for alias in node.names:
            yield from map(file_of, LOADED_BY_BASES.get(alias.name, ()))


def _packages(folders: list[str], known: set[str]) -> Iterator[str]:
    for end in range(1, len(folders) + 1):
        name = "/".join([*folders[:end], "__init__.py"])
        if name in known:
            yield name


def optional_modules(runtime: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what can be asked for beside what tasks need: names of parts, and their modules."""
    always = {module for modules in LOADS.values() for module in modules}
    parts = {name: (module,) for name, module in _parts(runtime).items() if module not in always}
    return {**parts, **EXTRAS}


def _parts(runtime: Mapping[str, str]) -> dict[str, str]:
    """Return what the runtime loads by name, as it says itself."""
    for node in ast.parse(runtime[path_of("PARTS")]).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PARTS":
            found: dict[str, str] = ast.literal_eval(node.value)
            return found
    raise LookupError(f"{path_of('PARTS')} has no PARTS")
