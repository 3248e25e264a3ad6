"""What some tasks need and no more: of the specs by `$ref`, of the runtime by its imports."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from ..load import PROVIDERS, Document, Specs, Task
from ..normalize import references
from ..options import BadCall
from ..runtime import (
    EXTRAS,
    LEFT_OUT,
    LOADED_BY_BASES,
    LOADS,
    NEEDED_BY,
    OWN_OPTIONS,
    file_of,
    module_at,
    path_of,
)
from ..wire import SHARED

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


def chosen_providers(
    specs: Specs, tasks: tuple[Task, ...], names: Iterable[str]
) -> tuple[Document, ...]:
    """Return providers by name, with what is about some tasks.

    Args:
        specs: All that there are.
        tasks: Those that are wanted of them.
        names: Their names; `all` for every provider that serves one of the tasks.

    Raises:
        BadCall: If there is no provider of a name, or it serves none of the tasks.
    """
    folders = {task.folder for task in tasks}
    known = {_named(document.path): document for document in specs.providers()}
    found: dict[str, Document] = {}
    for name in names:
        if name not in (_ALL, *known):
            near = get_close_matches(name, [*known, _ALL], 3, 0.6)
            fix = f"is it {' or '.join(near)}?" if near else f"take some of {', '.join(known)}"
            raise BadCall("--providers", f"there is no provider {name!r}", fix)
        for each in known if name == _ALL else [name]:
            if (less := serving(known[each].data, folders)) is not None:
                found[each] = replace(known[each], data=less)
            elif name != _ALL:
                served = ", ".join(known[each].data["tasks"])
                fix = f"leave it out, or take one of its tasks: {served}"
                raise BadCall("--providers", f"{name!r} serves none of the tasks", fix)
    return tuple(found[name] for name in sorted(found))


def serving(data: Any, folders: Collection[str]) -> Any:
    """Return what describes a provider with some of its tasks and no more; None if it has none."""
    if not isinstance(data, dict) or not isinstance(data.get("tasks"), dict):
        return data  # which the linter says
    tasks = {name: task for name, task in data["tasks"].items() if name in folders}
    if not tasks:
        return None
    entries = [task for task in tasks.values() if isinstance(task, dict)]
    less = {**data, "tasks": tasks}
    wanted: dict[str, Any] = {
        "bases": {task.get("base") for task in entries},
        "jobs": {task.get("job") for task in entries},
    }
    shared = data.get("shared", {})
    text = json.dumps(tasks)
    names: set[str] = set()
    while more := {n for n in shared if json.dumps({SHARED: n}) in text} - names:
        names |= more
        text += json.dumps([shared[name] for name in more])
    wanted["shared"] = names
    if "|data_url}" not in text:
        wanted["media_types"] = set()
    for key, keep in wanted.items():
        if key in data:
            less[key] = {name: value for name, value in data[key].items() if name in keep}
    if True not in wanted["jobs"]:
        less.pop("job", None)
    return {key: value for key, value in less.items() if value != {} or key not in wanted}


def subset(specs: Specs, tasks: tuple[Task, ...], providers: Iterable[Document] = ()) -> Specs:
    """Return specs with some of the tasks and providers, and the definitions that these reach."""
    reached: dict[str, set[str]] = {}

    def visit(document: Document, node: Any) -> None:
        waiting = [(document, node)]  # a chain of definitions may be of any length
        while waiting:
            document, node = waiting.pop()
            for ref in references(node):
                target, pointer, schema = specs.resolve(document, ref, "")
                name = pointer.rsplit("/", 1)[1]
                found = reached.setdefault(target.path, set())
                if name not in found:
                    found.add(name)
                    waiting.append((target, schema))

    documents = {specs.client.path: specs.client, **specs.meta}
    for task in tasks:
        for document in task.documents():
            documents[document.path] = document
        for document in task.schemas():
            visit(document, document.data)
    for document in specs.shared():
        if names := reached.get(document.path):
            definitions = document.data.get("$defs", {})
            shared = {name: definitions[name] for name in definitions if name in names}
            data = {**document.data, "$defs": shared}
            documents[document.path] = replace(document, data=data)
    documents |= {document.path: document for document in providers}
    for path in specs.with_overlays(list(documents)):
        documents.setdefault(path, specs.documents[path])
    left = (_named(doc.path) for doc in specs.providers() if doc.path not in documents)
    return replace(specs, documents=documents, tasks=tasks, left_out=tuple(left))


def _named(path: str) -> str:
    """Return the name of the provider that a file describes."""
    return path.removeprefix(PROVIDERS).removesuffix(".json")


# Runtime ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Import:
    """One import of a module of the package.

    Attributes:
        path: Path of the module.
        names: What is taken of it.
        soft: Whether it is in a function or for type checkers, so that the importing module can be
            loaded without it.
    """

    path: str
    names: tuple[str, ...]
    soft: bool


@dataclass
class Closure:
    """What a copy takes of the runtime.

    Attributes:
        files: Path and text of what it needs.
        missing: Path of what is left out, and the names that others import of it.
    """

    files: dict[str, str]
    missing: dict[str, set[str]]


def runtime_closure(
    generated: Mapping[str, str],
    runtime: Mapping[str, str],
    wanted: Iterable[str] = (),
    parts: Iterable[str] = (),
) -> Closure:
    """Return the hand-written files that generated ones need.

    All imports count, those inside functions and those for type checkers too, so that a copy has
    no import that leads nowhere; where such a one leads to a part that no task needs, it is
    missing. `load("name", ...)` is none.

    Args:
        generated: Path below the package, and text.
        runtime: All hand-written files, likewise.
        wanted: Paths that were asked for.
        parts: Names of the parts of `LEFT_OUT` that were asked for.
    """
    left_out = _left_out(generated, parts)
    found: dict[str, str] = {"py.typed": runtime["py.typed"]}
    missing: dict[str, set[str]] = {}
    queue = [*generated]
    queue += [path for path in wanted if path not in generated]
    seen = set(queue)
    while queue:
        path = queue.pop()
        text = generated.get(path)
        if text is None:
            text = found[path] = runtime[path]
        loaded = [file_of(module) for module in LOADS.get(module_at(path), ())]
        targets = [Import(target, (), soft=False) for target in loaded if target not in left_out]
        targets += _imports(path, text, {*generated, *runtime})
        for target in targets:
            if target.soft and target.path in left_out:
                missing.setdefault(target.path, set()).update(target.names)
            elif target.path not in seen:
                seen.add(target.path)
                queue.append(target.path)
    missing = {path: names for path, names in missing.items() if path not in found}
    return Closure(dict(sorted(found.items())), missing)


def _left_out(generated: Mapping[str, str], parts: Iterable[str]) -> set[str]:
    """Return the paths of all parts that nobody has asked for and that no task needs."""
    needed = set(parts)
    for path, text in generated.items():
        if path.startswith(("operations/", "providers/", "types/")):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and node.level:
                    needed |= {NEEDED_BY[a.name] for a in node.names if a.name in NEEDED_BY}
                elif isinstance(node, ast.keyword) and node.arg == "files":
                    needed.add("media")  # an answer may say where they are
    return {file_of(m) for part in LEFT_OUT if part not in needed for m in LEFT_OUT[part]}


def _imports(path: str, text: str, known: set[str]) -> Iterator[Import]:
    """Yield what a module imports, with the packages that it is in."""
    here = path.split("/")[:-1]
    for package in _packages(here, known):
        yield Import(package, (), soft=False)
    for node, soft in _import_nodes(ast.parse(text)):
        home = here[: len(here) - node.level + 1]
        home += node.module.split(".") if node.module else []
        for package in _packages(home, known):
            yield Import(package, (), soft=False)
        names = tuple(alias.name for alias in node.names)
        for name in [None, *names]:
            target = "/".join([*home, name] if name else home) + ".py"
            if target in known:
                yield Import(target, names if name is None else (), soft)
        for name in names:
            for module in LOADED_BY_BASES.get(name, ()):
                yield Import(file_of(module), (), soft=False)


def _import_nodes(node: ast.AST, soft: bool = False) -> Iterator[tuple[ast.ImportFrom, bool]]:
    """Yield the relative imports below a node, and whether they are soft."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            if child.level:
                yield child, soft
        else:
            yield from _import_nodes(child, soft or _is_soft(child))


def _is_soft(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _packages(folders: list[str], known: set[str]) -> Iterator[str]:
    for end in range(1, len(folders) + 1):
        name = "/".join([*folders[:end], "__init__.py"])
        if name in known:
            yield name


def optional_modules(runtime: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what can be asked for beside what tasks need: names of parts, and their modules."""
    always = {module for modules in LOADS.values() for module in modules}
    always.update(module for modules in LEFT_OUT.values() for module in modules)
    parts = {name: (module,) for name, module in _parts(runtime).items() if module not in always}
    more = {name: modules for name, modules in LEFT_OUT.items() if name not in OWN_OPTIONS}
    return {**parts, **more, **EXTRAS}


def _parts(runtime: Mapping[str, str]) -> dict[str, str]:
    """Return what the runtime loads by name, as it says itself."""
    for node in ast.parse(runtime[path_of("PARTS")]).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PARTS":
            found: dict[str, str] = ast.literal_eval(node.value)
            return found
    raise LookupError(f"{path_of('PARTS')} has no PARTS")
