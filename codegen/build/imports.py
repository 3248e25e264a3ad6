"""What files import: for each name in their code and annotations, where it comes from."""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .. import runtime
from ..ir import Function, Imports

# Names that annotations may have beside classes of the specs and of the runtime.
STANDARD: Mapping[str, str] = {
    "Any": "typing",
    "Callable": "collections.abc",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "NDArray": "numpy.typing",
    "SSLContext": "ssl",
    "Sequence": "collections.abc",
    "overload": "typing",
}
_NUMPY = "np"
_TYPING = "typing"
Homes = Mapping[str, str]  # class that specs make -> its module, below the package


def imports(
    into: str,
    homes: Homes,
    code: Iterable[str],
    annotations: Iterable[str],
    *,
    with_typing: bool = False,
) -> Imports:
    """Return what a file imports.

    Args:
        into: Its path, below the package.
        homes: Where the classes are that specs make.
        code: Names that its code has.
        annotations: Names that its annotations have.
        with_typing: Whether it loads `typing` anyway, as a file does that few programs load.

    Raises:
        LookupError: If it is not known where a name comes from.
    """
    needed = set(code)
    checked = {name for name in annotations if not hasattr(builtins, name)} - needed
    if with_typing:
        needed |= {name for name in checked if STANDARD.get(name) == _TYPING}
        checked -= needed
        needed |= {"TYPE_CHECKING"} if checked else set()
    return Imports(
        tuple(_statements(needed, into, homes)), tuple(_statements(checked, into, homes))
    )


def _statements(names: Iterable[str], into: str, homes: Homes) -> Iterator[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if name == _NUMPY:
            yield f"import numpy as {_NUMPY}"
        elif name == "builtins":
            yield "import builtins"
        else:
            found[_module(name, into, homes)].append(name)
    yield from (f"from {module} import {', '.join(of)}" for module, of in sorted(found.items()))


def _module(name: str, into: str, homes: Homes) -> str:
    if name in ("TYPE_CHECKING", *STANDARD):
        return STANDARD.get(name, _TYPING)
    return runtime.relative(homes.get(name) or runtime.module_of(name), into)


def is_known(name: str) -> bool:
    """Return whether an annotation may have a name, whatever classes the specs make."""
    return hasattr(builtins, name) or name in STANDARD or name in runtime.known()


def names_in(functions: Iterable[Function]) -> Iterator[str]:
    """Yield the names that the declarations of functions have."""
    for function in functions:
        for signature in (function.signature, *function.overloads):
            yield from names_of(signature.parameters, signature.returns)
        if function.overloads:
            yield "overload"


@lru_cache(maxsize=1024)
def names_of(parameters: tuple[str, ...], returns: str = "None") -> frozenset[str]:
    """Return the names in the annotations of parameters, and of what comes back."""
    (function,) = ast.parse(f"def f({', '.join(parameters)}) -> {returns}: ...").body
    assert isinstance(function, ast.FunctionDef)
    arguments = (*function.args.args, *function.args.kwonlyargs)
    annotations = (function.returns, *(argument.annotation for argument in arguments))
    nodes = (node for each in annotations if each is not None for node in ast.walk(each))
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def called_in(code: str) -> frozenset[str]:
    """Return the functions and classes that some code calls, but those of Python itself."""
    calls = (node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    names = (function.id for function in calls if isinstance(function, ast.Name))
    return frozenset(name for name in names if not hasattr(builtins, name))


def used_in(code: str) -> frozenset[str]:
    """Return the names that functions take from outside of them, but those of Python itself."""
    tree = ast.parse(code)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    own = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return frozenset(name for name in names - own if not hasattr(builtins, name))
