"""The modules of `types` and `params`, and the packages that export names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..exported import exported
from ..ir import Operation, Package, TypeModule
from ..load import Document, Specs
from ..normalize import Bundle, references
from ..runtime import known, module_of
from .annotations import PARAM
from .schemas import find

Exports = tuple[tuple[str, str], ...]  # public name, and its module below the package


def homes_of(bundles: Iterable[Bundle]) -> dict[str, str]:
    """Return where the classes are that specs make: name, and module below the package."""
    homes: dict[str, str] = {}
    for bundle in bundles:
        names = [*bundle.schema["$defs"], *(alias.name for alias in bundle.aliases)]
        homes |= dict.fromkeys(names, f"types.{bundle.module}")
        homes |= dict.fromkeys((f"{name}{PARAM}" for name in names), f"params.{bundle.module}")
    return homes


def type_modules(
    specs: Specs, bundles: Iterable[Bundle], operations: tuple[Operation, ...]
) -> Iterator[TypeModule]:
    """Yield the modules of types."""
    twins = _twins(specs, operations)
    methods = {operation.module: operation.method for operation in operations}
    for bundle in bundles:
        names = tuple(bundle.schema["$defs"])
        inputs = tuple(name for name in names if bundle.directions[name] == "input")
        doc = "Types that several tasks share."
        if bundle.module in methods:
            doc = f"What `{methods[bundle.module]}` takes and returns."
        yield TypeModule(
            name=bundle.module,
            sources=bundle.sources,
            doc=doc,
            names=(*names, *(alias.name for alias in bundle.aliases)),
            params=tuple(f"{name}{PARAM}" for name in inputs if name in twins),
        )


def _twins(specs: Specs, operations: tuple[Operation, ...]) -> set[str]:
    """Return the definitions that arguments reach and that so need a TypedDict."""
    found: set[str] = set()

    seen: set[tuple[str, str]] = set()

    def visit(document: Document, node: Any) -> None:
        waiting = [(document, node)]  # a chain of definitions may be of any length
        while waiting:
            document, node = waiting.pop()
            for ref in references(node):
                target, pointer, schema = specs.resolve(document, ref, "")
                if (target.path, pointer) in seen:
                    continue
                seen.add((target.path, pointer))
                if schema.get("type") == "object":
                    found.add(pointer.rsplit("/", 1)[1])
                waiting.append((target, schema))

    for task, operation in zip(specs.tasks, operations, strict=True):
        for argument in operation.arguments:
            if argument.pointer:
                document, schema, _ = find(specs, task.input, argument.pointer)
                visit(document, schema)
    return found


def exports_of(client: Mapping[str, Any], modules: Iterable[TypeModule]) -> Exports:
    """Return what the package exports, by name."""
    # Of an older revision, which `diff` reads, a name may be gone; the linter finds it otherwise.
    names = {name: module_of(name) for _, name in exported(client) if name in known()}
    for module in modules:
        names |= dict.fromkeys(module.names, f"types.{module.name}")
        names |= dict.fromkeys(module.params, f"params.{module.name}")
    return tuple(sorted(names.items()))


def packages(exports: Exports, operations: tuple[Operation, ...] = ()) -> tuple[Package, ...]:
    """Return the packages whose `__init__` exports some names, or nothing."""
    calls = "One module for each operation: arguments to a checked `Call`, without I/O."
    found = (
        Package(
            "__init__.py",
            "A typed client for machine-learning inference over HTTP.",
            # An API has thousands of types, and they are looked for in `types`.
            _of_runtime(exports) if any(op.qualified for op in operations) else exports,
            versioned=True,
        ),
        Package("types/__init__.py", "Pydantic models of what travels.", _of("types.", exports)),
        Package(
            "params/__init__.py",
            "TypedDicts, so that a dict literal is checked.",
            _of("params.", exports),
        ),
    )
    groups = any(len(op.qualified) > 1 for op in operations)
    # Where no argument of any task is an object, there are no TypedDicts.
    return (
        *(_GROUPS if groups else ()),
        *(package for package in found if package.exports),
        Package(_OPERATIONS, calls),
    )


_OPERATIONS = "operations/__init__.py"
_GROUPS = (
    Package("resources/__init__.py", "The methods of both clients that are in groups."),
    Package("resources/sync/__init__.py", "Those of the sync client, a module for each group."),
    Package("resources/aio/__init__.py", "Those of the async client, a module for each group."),
)


def _of_runtime(exports: Exports) -> Exports:
    return tuple(pair for pair in exports if not pair[1].startswith(("types.", "params.")))


def _of(prefix: str, exports: Exports) -> Exports:
    return tuple(
        (name, module.removeprefix(prefix)) for name, module in exports if module.startswith(prefix)
    )
