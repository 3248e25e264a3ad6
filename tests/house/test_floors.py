"""Rooms and floors of `src/inferloom`: who may import whom.

An import stays in its room or goes to a lower floor, wherever it stands: at the top of a file, in a
function, under `TYPE_CHECKING`, or by name. Inside a room no files import each other in a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import inferloom
from inferloom.by_name import PARTS
from inferloom.transport.choice import CLASSES

PACKAGE = Path(inferloom.__file__).parent

# From the ground up. To move a room to another floor, change this table; the rule stays.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("callers", "jsonvalues", "json_weight", "url_text", "params"),
    ("errors", "secret_texts"),
    ("arguments", "by_name", "extras", "origins"),
    ("endpoints", "limits", "proxy_settings"),
    ("urls",),
    ("media", "credentials"),
    ("models", "config"),
    ("calls", "transport", "types"),
    ("providers",),
    ("policy", "streams", "operations", "pages"),
    ("driver",),
    ("client_base", "compat"),
    ("client", "async_client"),
    ("__init__", "testing"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> dict[str, Path]:
    """Return the files of the package by their dotted names below it."""
    found: dict[str, Path] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)] = path
    return found


ENGINE_PARTS = {part for half in CLASSES.values() for part, _ in half.values()}
MODULES = modules()


def imports(name: str, path: Path) -> Iterator[tuple[str, int]]:
    """Yield the modules of the package that a file imports or loads by name, and the lines."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    if name == "__init__":
        package = []
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "load"
        ):
            part = node.args[0]
            if isinstance(part, ast.Constant):
                yield PARTS[str(part.value)], node.lineno
            else:
                assert name == "transport.choice", f"{name}:{node.lineno}: say which part"
                # The choice of an engine knows them all, and they do not know it.
                yield from ((PARTS[part], node.lineno) for part in ENGINE_PARTS)
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = package[: len(package) - (node.level - 1)]
        source = ".".join([*base, *(node.module or "").split(".")]).strip(".")
        for alias in node.names:
            full = f"{source}.{alias.name}".strip(".")
            yield (full if full in MODULES else source or "__init__"), node.lineno


# Where modules are imported by a name that no tool sees: generated tables of exports, parts of the
# package by `by_name`, types and operations of a call by theirs, and libraries on first use.
BY_NAME = {
    "__init__", "params", "testing", "testing.answers", "types",
    "by_name", "calls.encode", "policy.services",
    "calls.body", "extras", "transport.aio.httpx_engine", "transport.http11",
    "transport.httpx_engine", "transport.sync.httpx_engine", "transport.tls",
}  # fmt: skip


def test_modules_are_imported_by_name_in_few_places() -> None:
    found = {
        name for name, path in MODULES.items() if {"import_module", "__import__"} & names_in(path)
    }
    assert found == BY_NAME


def names_in(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def test_every_part_is_loaded_by_somebody() -> None:
    """A part that nobody asks for is not one; and every engine is one."""
    loaded = {
        target
        for name, path in MODULES.items()
        for target, _ in imports(name, path)
        if target in PARTS.values()
    }
    assert set(PARTS.values()) == loaded
    assert set(PARTS) >= ENGINE_PARTS


def room(module: str) -> str:
    return module.split(".")[0]


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in MODULES} == set(FLOOR)


def test_imports_go_down() -> None:
    wrong = [
        f"{name}:{line} imports {target}"
        for name, path in MODULES.items()
        for target, line in imports(name, path)
        if room(target) != room(name) and FLOOR[room(target)] >= FLOOR[room(name)]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_circle_of_files_in_a_room() -> None:
    graph = {
        name: {
            target
            for target, _ in imports(name, path)
            if room(target) == room(name) and target != name
        }
        for name, path in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None
