"""One task to its operation: the function that makes a call, and the methods that send it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from ..ir import ASYNC, SYNC, Argument, Kind, Method, Operation
from ..load import Specs, Task
from . import docstrings
from .arguments import arguments_of
from .calls import call
from .definition import api_functions, definition
from .examples import example
from .fakes import fake
from .imports import Homes, called_in, imports, names_in, used_in
from .results import Variant, decoder, item_of, results, variants_of
from .signatures import function


def operation(specs: Specs, task: Task, package: str, homes: Homes) -> Operation:
    """Compile a task.

    Args:
        specs: All specs.
        task: The task.
        package: Import name of the package, for docstring examples.
        homes: Where the classes are that specs make.
    """
    manifest = task.operation.data
    arguments = arguments_of(specs, task)
    sent = tuple(argument for argument in arguments if argument.pointer)
    switches = tuple(argument.name for argument in arguments if argument.switch)
    variants = variants_of(specs, task, switches)
    described = specs.client.data
    usual = next(
        (ast.literal_eval(a["default"]) for a in described["constructor"] if _is_address(a)), ""
    )
    builder = function(manifest["method"], arguments, variants, "Call[{}]", "StreamCall[{}]")
    formats = tuple(api_functions(task, sent))
    assigned = (
        f"OPERATION = {definition(task, sent, usual)}",
        results(variants),
    )
    bound = call(arguments, decoder(switches))
    lines = tuple(example(specs, task, sent, package))
    return Operation(
        method=manifest["method"],
        module=task.folder,
        task=manifest["task"],
        sources=tuple(document.path for document in task.documents()),
        aliases=tuple(tuple(alias.split(".")) for alias in manifest.get("aliases", [])),
        summary=manifest["summary"],
        arguments=arguments,
        renamed=tuple(manifest.get("renamed", {}).items()),
        title=manifest["task"].replace("-", " ").capitalize(),
        imports=imports(
            f"operations/{task.folder}.py",
            homes,
            {
                *used_in("\n".join(formats)),
                *called_in("\n".join((*assigned, bound))),
                *_declared(variants),
            },
            names_in([builder]),
            with_typing=True,
        ),
        formats=formats,
        assigned=assigned,
        function=builder,
        docstring=docstrings.builder(manifest),
        call=bound,
        sync=_method(specs, task, arguments, variants, lines, SYNC),
        asynchronous=_method(specs, task, arguments, variants, lines, ASYNC),
        fake=fake(task),
        qualified=tuple(filter(None, manifest.get("qualified", "").split("."))),
    )


def _declared(variants: tuple[Variant, ...]) -> set[str]:
    """Return the classes that a module's annotations name and that it loads with the others."""
    calls = {"StreamCall" if variant.streams else "Call" for variant in variants}
    return calls | ({"Json", "Events"} if len(variants) > 1 else set())


def _is_address(argument: Mapping[str, Any]) -> bool:
    """Return whether an argument of the constructor has a URL as its default."""
    return argument["name"] == "base_url" and argument.get("default", "None")[:1] in "\"'"


def _method(
    specs: Specs,
    task: Task,
    arguments: tuple[Argument, ...],
    variants: tuple[Variant, ...],
    example: tuple[str, ...],
    kind: Kind,
) -> Method:
    manifest = task.operation.data
    renamed = manifest.get("renamed")
    name, call, pages = manifest["method"], "{}", None
    if "pages" in manifest:
        pages = f"{kind.prefix}Pages"
        call = f"{pages}[{item_of(specs, task)}, {{}}]"
    if "qualified" in manifest:
        name = manifest["qualified"].rpartition(".")[2]
    return Method(
        function=function(name, arguments, variants, call, f"{kind.prefix}Stream[{{}}]"),
        define="def" if pages else kind.define,
        builder=manifest["method"],
        pages=pages,
        module=task.folder,
        docstring=docstrings.method(manifest, arguments, variants, example, kind),
        renamed=repr(renamed) if renamed else None,
        forward=tuple(a.name if a.positional else f"{a.name}={a.name}" for a in arguments),
    )
