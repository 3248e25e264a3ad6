"""Read what a package exports from its sources, with `ast`; nothing is imported.

One reader serves generated and hand-written modules, and the surface of an old revision needs no
compiler of that time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import cast

from .runtime import PACKAGES
from .sources import (
    Def,
    Module,
    aliased,
    declared,
    function_of,
    is_alias,
    last_name,
    names_of,
    set_on_self,
)
from .surface import Entry, Function, Surface, parse_parameters

# Methods with two underscores that callers use through syntax.
SYNTAX = frozenset(
    f"__{name}__"
    for name in (
        "init", "call", "iter", "next", "aiter", "anext", "enter", "exit", "aenter", "aexit",
        "await", "len", "getitem", "setitem", "delitem", "contains", "bytes", "fspath", "array",
    )
)  # fmt: skip

ReadModule = Callable[[str], str | None]  # path below the package -> source, None if there is none


def surface(read: ReadModule) -> Surface:
    """Read the surface of a package.

    Args:
        read: Returns the source of a module by its path below the package, such as `client.py`.

    Returns:
        All that the package exports, its members, and the type aliases that their annotations name.

    Raises:
        RuntimeError: If the package exports a name that its module does not have.
    """
    return Surface(dict(sorted(_Reader(read).symbols().items())))


def members(read: ReadModule, module: str, name: str) -> frozenset[str]:
    """Return the public members of a class and of its bases in the package.

    Args:
        read: As for `surface`.
        module: Module of the class, below the package.
        name: Name of the class.

    Raises:
        LookupError: If there is no such class.
    """
    found = list(_Reader(read).classes(module.replace(".", "/"), name))
    if not found:
        raise LookupError(f"{module} has no class {name}")
    names = {member for node in found for member in declared(node)}
    return frozenset(member for member in names if not member.startswith("_"))


class _Reader:
    def __init__(self, read: ReadModule) -> None:
        self.read = read
        self.modules: dict[str, Module | None] = {}
        self.found: dict[str, Entry] = {}

    @cached_property
    def exports(self) -> Mapping[tuple[str, str], str]:
        """Module and name -> public name."""
        return dict(self._exports())

    def classes(self, module: str, name: str) -> Iterator[ast.ClassDef]:
        """Yield a class and its bases, as far as they are in the package."""
        located = self.definition(module, name)
        if located is not None and isinstance(node := located[1][-1], ast.ClassDef):
            yield node
            for base in node.bases:
                yield from self.classes(located[0].path, last_name(base))

    def symbols(self) -> dict[str, Entry]:
        for (module, name), public in self.exports.items():
            self.add(module, name, public)
        return self.found

    def _exports(self) -> Iterator[tuple[tuple[str, str], str]]:
        for package in PACKAGES:
            init = self.module(f"{package}/__init__" if package else "__init__")
            if init is None:
                continue
            prefix = f"{package}." if package else ""
            for name, (module, original) in init.imported.items():
                if self.definition(module, original) is None:
                    where = f"{package or 'the package'} exports {name}"
                    raise RuntimeError(
                        f"{where}, and {module}.py has no such name; define it there, or "
                        "correct the table in codegen/runtime.py"
                    )
                yield (module, original), prefix + name

    def module(self, path: str) -> Module | None:
        if path not in self.modules:
            text, folder = self.read(f"{path}.py"), path.rpartition("/")[0]
            if text is None:
                text, folder = self.read(f"{path}/__init__.py"), path
            parsed = None if text is None else ast.parse(text)
            self.modules[path] = None if parsed is None else names_of(path, folder, parsed)
        return self.modules[path]

    def definition(self, module: str, name: str) -> tuple[Module, list[ast.stmt]] | None:
        """Return where a name of a module is defined, if that is in the package."""
        found = self.module(module)
        if found is None:
            return None
        if name in found.defined:
            return found, found.defined[name]
        if name in found.imported:
            return self.definition(*found.imported[name])
        return None

    def _class_of(self, home: Module, name: str) -> tuple[Module, ast.ClassDef] | None:
        located = self.definition(home.path, name)
        if located is None or not isinstance(node := located[1][-1], ast.ClassDef):
            return None
        return located[0], node

    def add(self, module: str, name: str, public: str) -> None:
        located = self.definition(module, name)
        if located is None or public in self.found:
            return
        home, nodes = located
        node = nodes[-1]
        if isinstance(node, ast.ClassDef):
            self._class(home, node, public)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.found[public] = function_of(cast("list[Def]", nodes), method=False)
        else:
            self.found[public] = f"type = {aliased(node)}"
            self._mentioned(home, node)

    def _class(self, home: Module, node: ast.ClassDef, public: str) -> None:
        self.found[public] = ""  # known, so that a class that mentions itself comes to an end
        lineage = [(home, node)]
        elsewhere: set[tuple[str, str]] = set()
        # Models keep their bases, which all of them share.
        if (home.path, node.name) in self.exports and not home.path.startswith("types/"):
            elsewhere = set(self._inherited(home, node))
            lineage = [
                (place, ancestor)
                for place, ancestor in self._lineage(home, node)
                if (place.path, ancestor.name) not in elsewhere
            ]
        folded = {(place.path, ancestor.name) for place, ancestor in lineage} | elsewhere
        folded -= set(self.exports)
        bases = []
        for place, heir in lineage:
            for base in heir.bases:
                text = self._base(place, base, folded)
                if text is not None and text not in bases:
                    bases.append(text)
        members: dict[str, Entry] = {}
        for place, ancestor in lineage:
            for name, entry in self._members(place, ancestor):
                members.setdefault(name, entry)
            self._mentioned(place, ancestor)
        if (constructor := self._dataclass(lineage)) is not None:
            members["__init__"] = constructor
        if (home.path, node.name) not in self.exports:
            members.pop("__init__", None)  # nobody makes one
        self.found[public] = f"class({', '.join(bases)})"
        for name, entry in members.items():
            if isinstance(entry, str) or not self._internal(home, entry):
                self.found[f"{public}.{name}"] = entry

    def _lineage(self, home: Module, node: ast.ClassDef) -> Iterator[tuple[Module, ast.ClassDef]]:
        """Yield a class and those of its bases that have no public name: they are part of it."""
        yield home, node
        for base in node.bases:
            located = self._class_of(home, last_name(base))
            if located is not None and (located[0].path, located[1].name) not in self.exports:
                yield from self._lineage(*located)

    def _inherited(self, home: Module, node: ast.ClassDef) -> Iterator[tuple[str, str]]:
        """Yield the classes whose members come with a base that has a public name."""
        for base in node.bases:
            if (located := self._class_of(home, last_name(base))) is None:
                continue
            module, ancestor = located
            public = (module.path, ancestor.name) in self.exports
            if public:
                yield from ((m.path, c.name) for m, c in self._lineage(module, ancestor))
            yield from self._inherited(module, ancestor)

    def _base(self, home: Module, base: ast.expr, folded: set[tuple[str, str]]) -> str | None:
        """Return how a base is shown; None if it is folded into its heir."""
        located = self._class_of(home, last_name(base))
        if located is not None:
            module, node = located
            if (module.path, node.name) in folded:
                return None
            if (module.path, node.name) not in self.exports and not node.name.startswith("_"):
                self.add(module.path, node.name, node.name)
        return ast.unparse(base)

    def _members(self, home: Module, node: ast.ClassDef) -> Iterator[tuple[str, Entry]]:
        functions: dict[str, list[Def]] = {}
        for statement in node.body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions.setdefault(statement.name, []).append(statement)
            elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                if not statement.target.id.startswith("_"):
                    default = f" = {ast.unparse(statement.value)}" if statement.value else ""
                    yield statement.target.id, f"{ast.unparse(statement.annotation)}{default}"
            elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                name = statement.targets[0].id
                if not name.startswith("_"):
                    yield name, f"= {ast.unparse(statement.value)}"
        for name, nodes in functions.items():
            if not name.startswith("_") or name in SYNTAX:
                entry = function_of(nodes, method=True)
                if entry.kind == "property" and entry.returns in home.defined:
                    self.add(home.path, entry.returns, entry.returns)
                yield name, entry
        if "__init__" in functions:
            yield from self._attributes(home, functions["__init__"][-1])

    def _attributes(self, home: Module, init: Def) -> Iterator[tuple[str, str]]:
        """Yield what a constructor sets, as far as its types can be read."""
        annotations = {p.name: p.annotation for p in parse_parameters(ast.unparse(init.args))}
        for node in ast.walk(init):
            if isinstance(node, ast.Assign) and (name := set_on_self(node.targets[0])):
                yield name, self._type_of(home, node.value, annotations)
            elif isinstance(node, ast.AnnAssign) and (name := set_on_self(node.target)):
                yield name, ast.unparse(node.annotation)

    def _type_of(self, home: Module, value: ast.expr, annotations: Mapping[str, str]) -> str:
        if isinstance(value, ast.Name) and value.id in annotations:
            return annotations[value.id]
        if isinstance(value, ast.Attribute):
            return f"= {ast.unparse(value)}"
        if isinstance(value, ast.Constant):
            return type(value.value).__name__
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            located = self.definition(home.path, value.func.id)
            node = located[1][-1] if located else None
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                return ast.unparse(node.returns)
            if isinstance(node, ast.ClassDef) and node.name in home.defined:
                self.add(home.path, node.name, node.name)
            return value.func.id
        return "object"

    def _dataclass(self, lineage: list[tuple[Module, ast.ClassDef]]) -> Function | None:
        """Return the constructor that `dataclass` makes."""
        if not any(
            last_name(decorator) == "dataclass" for decorator in lineage[0][1].decorator_list
        ):
            return None
        fields: dict[str, str] = {}
        for _, node in reversed(lineage):
            for statement in node.body:
                if not isinstance(statement, ast.AnnAssign):
                    continue
                annotation, default = ast.unparse(statement.annotation), statement.value
                name = ast.unparse(statement.target)
                if annotation.startswith("ClassVar") or name.startswith("_"):
                    continue
                text = f" = {ast.unparse(default)}" if default is not None else ""
                fields[name] = f"{name}: {annotation}{text}"
        return Function("def", tuple(fields.values()), "None")

    def _internal(self, home: Module, entry: Function) -> bool:
        """Return whether a method takes what is not public, so that callers do not call it.

        A protocol is a shape that objects of others have; it needs no name to be passed.
        """
        names = set(re.findall(r"\w+", " ".join(entry.parameters)))
        classes = [found for name in names if (found := self._class_of(home, name)) is not None]
        return any(
            (module.path, node.name) not in self.exports
            and "Protocol" not in map(last_name, node.bases)
            for module, node in classes
        )

    def _mentioned(self, home: Module, node: ast.AST) -> None:
        """Add the type aliases that annotations name and that are not exported themselves."""
        for child in ast.walk(node):
            if not isinstance(child, ast.Name) or child.id.startswith("_"):
                continue
            located = self.definition(home.path, child.id)
            if located is not None and is_alias(located[1][-1]):
                module, _ = located
                private = module.path.rpartition("/")[2].startswith("_")
                if not private and (module.path, child.id) not in self.exports:
                    self.add(module.path, child.id, child.id)


def reader(files: Mapping[str, str], folders: Iterable[Path] = ()) -> ReadModule:
    """Return a function that reads modules from texts in memory, then from folders.

    Args:
        files: Path below the package -> source.
        folders: Folders of the package to look in for what is not among the texts.
    """

    def read(path: str) -> str | None:
        if path in files:
            return files[path]
        for folder in folders:
            if (folder / path).is_file():
                return (folder / path).read_text(encoding="utf-8")
        return None

    return read
