"""Stand-ins for modules that a copy leaves out although something in it imports them.

Where such a module is wanted, it raises an error that says how to get it. Type checkers find what
is imported of it, as far as it takes for the copy to pass them.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator

from ..runtime import LEFT_OUT, OWN_OPTIONS, file_of, module_of, relative

_TEXT = """\
# Written by `inferloom-codegen vendor` in place of a module of the runtime. Do not edit.
\"\"\"Left out of this copy, which does not need it; `vendor --update {option}` adds it.\"\"\"

from __future__ import annotations

from {by_name} import left_out

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
{known}

raise left_out("{path}", "{option}")
"""
_ANY = "self, *_: Any, **__: Any"


def stand_in(path: str, text: str, names: Iterable[str], present: Collection[str]) -> str:
    """Return the stand-in for a module.

    Args:
        path: Its path below the package.
        text: Its text.
        names: What others import of it.
        present: Paths of what the copy has.
    """
    part = next(part for part in LEFT_OUT if path in map(file_of, LEFT_OUT[part]))
    source = _Source(text, path, present)
    body = list(source.declared(names))
    known = [*sorted(source.imports), *sorted(source.variables), *body]
    return _TEXT.format(
        option=OWN_OPTIONS.get(part, f"--with {part}"),
        by_name=relative(module_of("PARTS"), path),
        known="\n".join(f"    {line}" for text in known for line in text.split("\n")),
        path=path,
    )


class _Source:
    """What a module says of its names, in so far as it can be said in the copy."""

    def __init__(self, text: str, path: str, present: Collection[str]) -> None:
        self.imports = {"from typing import Any"}
        self.variables: set[str] = set()
        self._nodes: dict[str, ast.stmt] = {}
        self._aliases: set[str] = set()
        self._bound: dict[str, str] = {}
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                self._nodes[node.name] = node
            elif isinstance(node, ast.Assign) and _maker(node).endswith("TypeVar"):
                self._nodes[ast.unparse(node.targets[0])] = node
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
                self._aliases.add(ast.unparse(node.target))
        for inner in ast.walk(ast.parse(text)):
            if isinstance(inner, ast.ImportFrom) and _leads_to(inner, path, present):
                home = "." * inner.level + (inner.module or "")
                for alias in inner.names:
                    self._bound[alias.asname or alias.name] = (
                        f"from {home} import {ast.unparse(alias)}"
                    )

    def declared(self, names: Iterable[str]) -> Iterator[str]:
        """Yield what type checkers are to know of some names, and of those that these mention."""
        queue = sorted(names)
        seen = set(queue)
        while queue:
            name = queue.pop(0)
            node = self._nodes.get(name)
            if isinstance(node, ast.ClassDef):
                text = "\n".join(self._class(node))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                text = self._function(node, "*_: Any, **__: Any")
            else:
                text = f"{name} = Any" if name in self._aliases else f"{name}: Any"
            yield text
            for word in _words(text) & self._nodes.keys() - seen:
                if not isinstance(self._nodes[word], ast.Assign):
                    seen.add(word)
                    queue.append(word)

    def _class(self, node: ast.ClassDef) -> Iterator[str]:
        generic = [text for text in map(ast.unparse, node.bases) if text.startswith("Generic[")]
        bases = [text for text in generic if self._can_say(text)]
        yield f"class {node.name}{f'({bases[0]})' if bases else ''}:"
        yield f"    def __init__({_ANY}) -> None: ..."
        yield "    def __getattr__(self, name: str) -> Any: ..."
        yield "    def __setattr__(self, name: str, value: Any) -> None: ..."
        for method in node.body:
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                if method.name.startswith("_") or len(method.decorator_list) > 1:
                    continue
                for decorator in method.decorator_list:
                    yield f"    @{ast.unparse(decorator)}"
                text = "self" if method.decorator_list else _ANY
                yield f"    {self._function(method, text)}"

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, arguments: str) -> str:
        word = "def" if isinstance(node, ast.FunctionDef) else "async def"
        result = "None" if node.returns is None else ast.unparse(node.returns)
        said = result if self._can_say(result) else "Any"
        return f"{word} {node.name}({arguments}) -> {said}: ..."

    def _can_say(self, annotation: str) -> bool:
        """Return whether the copy has all names of an annotation; note what they take."""
        imports: set[str] = set()
        variables: set[str] = set()
        for word in _words(annotation):
            node = self._nodes.get(word)
            if isinstance(node, ast.Assign):
                variables.add(ast.unparse(node))
                imports.add(self._bound[_maker(node)])
            elif node is None and word in self._bound:
                imports.add(self._bound[word])
            elif node is None and word not in _BUILTINS:
                return False
        self.imports |= imports
        self.variables |= variables
        return True


_BUILTINS = frozenset({"None", "bool", "bytes", "dict", "float", "int", "list", "str", "tuple"})


def _maker(node: ast.Assign) -> str:
    """Return what is called for a variable's value; empty if it is no call."""
    return ast.unparse(node.value.func) if isinstance(node.value, ast.Call) else ""


def _words(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def _leads_to(node: ast.ImportFrom, path: str, present: Collection[str]) -> bool:
    """Return whether the copy has what a module imports."""
    if not node.level:
        return True
    home = path.split("/")[:-1]
    home = home[: len(home) - node.level + 1] + (node.module or "").split(".")
    return "/".join(home) + ".py" in present or "/".join([*home, "__init__.py"]) in present
