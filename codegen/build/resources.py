"""Groups of methods: a module for each group of a client, with the groups in it."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import replace

from .. import runtime
from ..ir import ASYNC, Function, Kind, Method, Operation, Resource, ResourceModule, Signature
from .imports import Homes, imports, names_in

Path = tuple[str, ...]


def resource_modules(
    operations: tuple[Operation, ...], kind: Kind, homes: Homes
) -> Iterator[ResourceModule]:
    """Yield the modules of a client's groups, by name.

    Args:
        operations: All operations; those with a dotted name are in groups.
        kind: Which client.
        homes: Where the classes are that specs make.
    """
    groups: dict[str, dict[Path, list[Operation]]] = {}
    for op in operations:
        if len(op.qualified) < 2:
            continue
        holder = op.qualified[:-1]
        group = groups.setdefault(holder[0], {})
        for end in range(1, len(holder) + 1):
            group.setdefault(holder[:end], [])
        group[holder].append(op)
    for name, group in sorted(groups.items()):
        found = tuple(_resource(path, group, kind, homes) for path in sorted(group))
        folder = "aio" if kind is ASYNC else "sync"
        path = f"resources/{folder}/{name}.py"
        functions = [method.function for resource in found for method in resource.methods]
        ops = [op for members in group.values() for op in members]
        yield ResourceModule(
            kind=kind,
            module=name,
            path=path,
            pages=pages_of(kind, path),
            sources=tuple(source for op in ops for source in op.sources),
            imports=imports(path, homes, (), {kind.base, *names_in(functions)}),
            resources=found,
            home=f".resources.{folder}.{name}",
            cls=found[0].cls,
        )


def pages_of(kind: Kind, path: str) -> str:
    """Return the module of what iterates over pages, as a file imports it."""
    return runtime.relative(runtime.module_of(f"{kind.prefix}Pages"), path)


def class_of(path: Path, kind: Kind, homes: Homes) -> str:
    """Return the name of the class of a group, which is none of a type."""
    words = "".join(word.capitalize() for step in path for word in step.split("_"))
    name = f"{kind.prefix}{words}Resource"
    return f"{name}Methods" if name in homes else name


def _resource(path: Path, group: dict[Path, list[Operation]], kind: Kind, homes: Homes) -> Resource:
    members = [op.asynchronous if kind is ASYNC else op.sync for op in group[path]]
    taken = {m.function.name for m in members if hasattr(builtins, m.function.name)}
    return Resource(
        path=path,
        cls=class_of(path, kind, homes),
        doc=f"Methods of `{'.'.join(path)}`.",
        methods=tuple(_apart(method, taken) for method in members) if taken else tuple(members),
        children=tuple(
            (other[-1], class_of(other, kind, homes))
            for other in sorted(group)
            if other[:-1] == path
        ),
    )


# Inside of a class with a method `list`, that is what `list` means in annotations.


def _apart(method: Method, taken: set[str]) -> Method:
    function = method.function
    return replace(
        method,
        function=Function(
            function.name,
            _signature(function.signature, taken),
            tuple(_signature(overload, taken) for overload in function.overloads),
        ),
    )


def _signature(signature: Signature, taken: set[str]) -> Signature:
    parameters = tuple(_parameter(parameter, taken) for parameter in signature.parameters)
    return Signature(parameters, _annotation(signature.returns, taken))


def _parameter(text: str, taken: set[str]) -> str:
    name, colon, annotation = text.partition(":")
    return f"{name}{colon}{_annotation(annotation, taken)}"


def _annotation(text: str, taken: set[str]) -> str:
    words = "|".join(sorted(taken))
    pieces = re.split(r"(\"[^\"]*\"|'[^']*')", text)  # literals stay
    pieces[::2] = (re.sub(rf"(?<![\w.])({words})\b", r"builtins.\1", p) for p in pieces[::2])
    return "".join(pieces)
