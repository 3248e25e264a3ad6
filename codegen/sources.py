"""What the source of one module says, read with `ast`: its names, functions, aliases."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .surface import Function

Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """The names of a module: what it defines, and what it imports from its own package."""

    path: str
    defined: Mapping[str, list[ast.stmt]]
    imported: Mapping[str, tuple[str, str]]  # name -> module, name there


def names_of(path: str, package: str, tree: ast.Module) -> Module:
    """Return the names of a module.

    Args:
        path: Its path below the package, without the suffix.
        package: The folder that its relative imports start from.
        tree: Its source.
    """
    defined: dict[str, list[ast.stmt]] = {}
    imported: dict[str, tuple[str, str]] = {}
    folder = package.split("/") if package else []
    for node in _statements(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            parents = folder[: len(folder) - node.level + 1]
            module = "/".join([*parents, *(node.module or "").split(".")])
            imported |= {alias.asname or alias.name: (module, alias.name) for alias in node.names}
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            defined.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            defined.setdefault(node.targets[0].id, []).append(node)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            defined.setdefault(node.target.id, []).append(node)
    return Module(path, defined, imported)


def declared(node: ast.ClassDef) -> Iterator[str]:
    """Yield the names that a class has: of methods, of attributes, and of what methods set."""
    for statement in _statements(node):
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield statement.name
            yield from (own for child in ast.walk(statement) for own in _assigned(child))
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _assigned(node: ast.AST) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    yield from (name for target in targets if (name := set_on_self(target)) is not None)


def _statements(tree: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    """Yield the statements of a module or class, those for type checkers included."""
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from node.body
        else:
            yield node


def function_of(nodes: list[Def], *, method: bool) -> Function:
    """Return a function of its definitions: overloads first, the implementation last."""
    overloads = [node for node in nodes if "overload" in _decorators(node)]
    node = next((n for n in nodes if n not in overloads), nodes[-1])
    kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    renamed: dict[str, str] = {}
    for decorator in node.decorator_list:
        name = last_name(decorator)
        if name in ("property", "cached_property"):
            kind = "property"
        elif name in ("classmethod", "staticmethod"):
            kind = name
        elif name == "renamed" and isinstance(decorator, ast.Call):
            renamed = ast.literal_eval(decorator.args[0])
    bound = method and kind != "staticmethod"
    parameters = _texts(node, bound)
    differing = []
    for overload in overloads:
        own = [text for text in _texts(overload, bound) if text not in parameters]
        differing.append(f"{', '.join(own) or '()'} -> {_returns(overload)}")
    return Function(kind, parameters, _returns(node), tuple(differing), renamed)


def _decorators(node: Def) -> list[str]:
    return [last_name(decorator) for decorator in node.decorator_list]


def _texts(node: Def, bound: bool) -> tuple[str, ...]:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    texts = [_text(*pair) for pair in zip(positional, defaults, strict=True)]
    if arguments.posonlyargs:
        texts.insert(len(arguments.posonlyargs), "/")
    if bound and texts:
        del texts[0]
    if arguments.vararg:
        texts.append(f"*{_text(arguments.vararg, None)}")
    elif arguments.kwonlyargs:
        texts.append("*")
    texts += [_text(*p) for p in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    if arguments.kwarg:
        texts.append(f"**{_text(arguments.kwarg, None)}")
    return tuple(texts)


def _text(argument: ast.arg, default: ast.expr | None) -> str:
    annotation = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    if default is None:
        return f"{argument.arg}{annotation}"
    return f"{argument.arg}{annotation}{' = ' if annotation else '='}{ast.unparse(default)}"


def _returns(node: Def) -> str:
    return ast.unparse(node.returns) if node.returns else "object"


def set_on_self(target: ast.expr) -> str | None:
    """Return the name of a public attribute of `self`."""
    if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
        return None
    return None if target.attr.startswith("_") else target.attr


def last_name(node: ast.expr) -> str:
    """Return the last name of what is called or subscribed: `dataclass` of `dataclass(...)`."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_alias(node: ast.stmt) -> bool:
    """Return whether a statement defines an alias of a type."""
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias"
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and last_name(node.value) == "TypeAliasType"
    )


def aliased(node: ast.stmt) -> str:
    """Return what an assignment gives a name to; of an alias, the type."""
    assert isinstance(node, (ast.Assign, ast.AnnAssign))
    value = node.value
    if isinstance(value, ast.Call) and last_name(value) == "TypeAliasType":
        value = value.args[1]
    assert value is not None
    return ast.unparse(value)
