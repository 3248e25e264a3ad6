"""Compare Python annotations: which of two takes in more values."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from typing import Literal

Relation = Literal["same", "wider", "narrower", "other"]

_WRAPPERS = frozenset({"Annotated", "NotRequired", "Required", "ClassVar", "Final"})
_ANYTHING = frozenset({"Any", "object"})


Parents = Mapping[str, Collection[str]]


def relation(old: str, new: str, parents: Parents | None = None) -> Relation:
    """Return how a new annotation relates to an old one.

    Limits in `Annotated` do not count; schemas say what they mean.

    Args:
        old: The annotation before, as source.
        new: The annotation after.
        parents: Class -> all classes that it inherits from.
    """
    before, after = _members(_parsed(old)), _members(_parsed(new))
    wider = all(_taken(member, after, parents or {}) for member in before)
    narrower = all(_taken(member, before, parents or {}) for member in after)
    if wider and narrower:
        return "same"
    if wider:
        return "wider"
    return "narrower" if narrower else "other"


def _parsed(text: str) -> ast.expr:
    tree = ast.parse(text, mode="eval").body
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return _parsed(tree.value)
    return tree


def _members(node: ast.expr) -> list[ast.expr]:
    """Return the members of a union, of literals one for each value."""
    if isinstance(node, ast.BinOp):
        return [*_members(node.left), *_members(node.right)]
    if isinstance(node, ast.Subscript):
        name = ast.unparse(node.value).rpartition(".")[2]
        arguments = _arguments(node)
        if name == "Union":
            return [member for argument in arguments for member in _members(argument)]
        if name == "Optional":
            return [*_members(arguments[0]), ast.Constant(None)]
        if name in _WRAPPERS:
            return _members(arguments[0])
        if name == "Literal" and len(arguments) > 1:
            return [ast.Subscript(node.value, argument) for argument in arguments]
    return [node]


def _arguments(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _taken(member: ast.expr, others: list[ast.expr], parents: Parents) -> bool:
    return any(_takes(other, member, parents) for other in others)


def _takes(wide: ast.expr, member: ast.expr, parents: Parents) -> bool:
    """Return whether one member of a union takes in another."""
    wide_text, text = ast.unparse(wide), ast.unparse(member)
    if wide_text == text or wide_text in _ANYTHING or (wide_text, text) == ("float", "int"):
        return True
    wide_name, wide_arguments = _parts(wide)
    name, arguments = _parts(member)
    if name == "Literal":
        value = arguments[0]
        return isinstance(value, ast.Constant) and wide_name == type(value.value).__name__
    if wide_name != name and wide_name not in parents.get(name, ()):
        return False
    if not wide_arguments:  # a list takes in a list of texts
        return True
    return len(wide_arguments) == len(arguments) and all(
        all(_taken(inner, _members(outer), parents) for inner in _members(argument))
        for outer, argument in zip(wide_arguments, arguments, strict=True)
    )


def _parts(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """Return the name of a type and what stands in its brackets."""
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value), _arguments(node)
    return ast.unparse(node), []
