"""A last look at what was generated: it is made of what the templates are made of, and no more.

The linter says where a spec is wrong. This holds whatever a rule may have overlooked: texts of a
spec end up in strings, names and annotations, and nothing that runs when the package is imported
or called comes from one.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping

from .findings import Finding, SpecError
from .runtime import MODULES

# What the templates call, beside what they import from the runtime.
_CALLED = frozenset(
    {
        "AttributeError", "ConfigDict", "Field", "Field_aliased", "TypeAliasType",
        "TypeAliasType_aliased", "args", "bool", "getattr", "globals", "import_module", "sorted",
        "super",
    }
)  # fmt: skip
_CALLED_OF_OBJECTS = frozenset(
    {
        "_MODULES.get", "args.data_url", "args.has", "args.look", "args.text", "args.together",
        "self._configure", "self._driver.content",
        "self._client.send", "self._driver.lines", "self._driver.run", "self._play", "self.send",
        "super().__init__",
    }
)  # fmt: skip
_DECORATORS = frozenset({"overload", "property"})
# Whose attributes are taken.
_OBJECTS = frozenset({"OPERATION", "_MODULES", "args", "builtins", "client", "item", "self"})
_MODULES = frozenset(
    {
        "__future__", "builtins", "collections.abc", "importlib", "numpy.typing", "pydantic", "ssl",
        "typing", "typing_extensions",
    }
)  # fmt: skip
# Loops without end, numbers without end, functions without a name.
_NEVER = (ast.While, ast.AsyncFor, ast.Lambda, ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Global)


def guard(texts: Mapping[str, str], sources: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse files that hold what no template writes.

    Args:
        texts: Path below the package, and text, of what was generated.
        sources: Path below the package, and the specs that it was made of.

    Raises:
        SpecError: If there is one; it names the spec.
    """
    findings = []
    for path, text in texts.items():
        for line, found in _strange(text):
            message = f"line {line} of {path}, which is made of it, would hold code: {found[:60]!r}"
            fix = "look for the text in it that is no text, name, type or constant"
            findings.append(Finding("code", sources[path][0], "", message, fix))
            break
    if findings:
        raise SpecError(findings)


def _strange(text: str) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return  # which ruff says better
    known = _CALLED | set(_own_names(tree))
    for node in ast.walk(tree):
        if not _is_usual(node, known):
            yield getattr(node, "lineno", 1), ast.unparse(node) or type(node).__name__


def _own_names(tree: ast.Module) -> Iterator[str]:
    """Yield what a module may call: what it defines, and what it has of the runtime."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, ast.ImportFrom) and node.level:
            module = node.module or ""
            if module in MODULES or module.startswith(("operations.", "resources.")):
                yield from (name.name for name in node.names)


def _is_usual(node: ast.AST, known: frozenset[str] | set[str]) -> bool:
    if isinstance(node, _NEVER):
        return False
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id in known
        return ast.unparse(node.func) in _CALLED_OF_OBJECTS or _is_rebuilding(node.func)
    if isinstance(node, ast.Attribute):
        return _is_usual_attribute(node)
    if isinstance(node, ast.ImportFrom):
        # A name that a member has too is imported as another one.
        names = ((name.asname, name.name) for name in node.names)
        plain = all(other in (None, name, f"{name}_aliased") for other, name in names)
        return plain and (0 < node.level <= 3 or node.module in _MODULES)
    if isinstance(node, ast.Import):
        return ast.unparse(node) in ("import builtins", "import numpy as np")
    if isinstance(node, ast.FormattedValue):
        named = isinstance(node.value, ast.Name) or ast.unparse(node.value).startswith("args.")
        return named and node.format_spec is None
    if isinstance(node, ast.Expr):
        return isinstance(node.value, (ast.Constant, ast.Call))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return all(
            (isinstance(each, ast.Name) and each.id in _DECORATORS)
            or (isinstance(each, ast.Call) and ast.unparse(each.func) == "renamed")
            for each in node.decorator_list
        )
    return True


def _is_rebuilding(node: ast.expr) -> bool:
    """Return whether a class is completed that mentions itself."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    return node.attr == "model_rebuild"


def _is_usual_attribute(node: ast.Attribute) -> bool:
    if _is_rebuilding(node):
        return True
    inner: ast.expr = node
    while isinstance(inner, (ast.Attribute, ast.Subscript)):
        if isinstance(inner, ast.Attribute):
            if inner.attr.startswith("__") and inner.attr != "__init__":
                return False
        elif not isinstance(inner.slice, ast.Constant):
            return False
        inner = inner.value
    if isinstance(inner, ast.Call):
        return ast.unparse(inner) == "super()"
    if not isinstance(inner, ast.Name):
        return False
    if inner.id == "builtins":
        return inner is node.value and hasattr(builtins, node.attr)
    return inner.id in _OBJECTS or ast.unparse(node) == "np.float32"
