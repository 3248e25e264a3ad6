"""Where the code of a name is: file and line below the package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..diff.names import CLIENT
from ..runtime import file_of
from ..surface import ASYNC
from .index import PROVIDER, SERVED, Entry


@dataclass(frozen=True)
class Location:
    """A line of a file.

    Attributes:
        path: The file.
        line: Its line, from 1.
        annotation: What the line says about the type of the name.
    """

    path: Path
    line: int
    annotation: str | None = None

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}"


def locations(entry: Entry, method: str | None, package: Path) -> list[Location]:
    """Return where the code of a name is, as far as it has been generated.

    Args:
        entry: The name.
        method: The method that its task has.
        package: Folder of the package.
    """
    return list(_locations(entry, method, package))


def _locations(entry: Entry, method: str | None, package: Path) -> Iterator[Location]:
    holder, _, name = entry.symbol.rpartition(".")
    if entry.kind in (PROVIDER, SERVED) and entry.module is not None:
        path = package / file_of(entry.module)
        yield from _at(path, "PROVIDER") if entry.kind == PROVIDER else _key(path, name)
        return
    if entry.module is not None:
        path = package / file_of(entry.module)
        owner, _, member = entry.symbol.partition(".")
        yield from _at(path, *((owner, member) if member else (owner,)))
        return
    function = method if entry.kind == "method" or "." in holder else None
    if entry.kind == "other name":
        function = method
    if entry.kind == "argument of the constructor":
        function = "__init__"
    if entry.kind.endswith("service"):
        function = holder.rpartition(".")[2] if "argument" in entry.kind else name
    if function is None:
        return
    argument = (name,) if "argument" in entry.kind else ()
    for prefix, file in (("", "client.py"), (ASYNC, "async_client.py")):
        yield from _at(package / file, f"{prefix}{CLIENT}", function, *argument)
    if entry.task is not None:
        yield from _at(package / "operations" / f"{entry.task}.py", function, *argument)


def _at(path: Path, *names: str) -> Iterator[Location]:
    """Yield where names that lie in each other are defined; of overloads, the last one."""
    nodes: list[ast.stmt] = list(_parsed(path))
    for depth, name in enumerate(names):
        found = [node for node in nodes if name in _defined(node)]
        last = depth == len(names) - 1
        if not found:
            return
        node = found[-1]
        if last:
            annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else None
            yield Location(path, node.lineno, annotation)
            return
        if isinstance(node, ast.ClassDef):
            nodes = node.body
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            for argument in arguments:
                if argument.arg == names[depth + 1]:
                    yield Location(path, argument.lineno)
            return


def _key(path: Path, name: str) -> Iterator[Location]:
    """Yield where a provider's module has a task."""
    for node in ast.walk(ast.Module(list(_parsed(path)), [])):
        if isinstance(node, ast.keyword) and node.arg == "tasks":
            assert isinstance(node.value, ast.Dict)
            for key in node.value.keys:
                if isinstance(key, ast.Constant) and key.value == name:
                    yield Location(path, key.lineno)


def _defined(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return (node.name,)
    if isinstance(node, ast.Assign):
        return tuple(target.id for target in node.targets if isinstance(target, ast.Name))
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return (node.target.id,)
    return ()


@cache
def _parsed(path: Path) -> tuple[ast.stmt, ...]:
    if not path.is_file():
        return ()
    return tuple(ast.parse(path.read_text(encoding="utf-8")).body)
