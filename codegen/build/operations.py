"""One task to its operation: the function that makes a call, and the methods that send it."""

from __future__ import annotations

from ..ir import ASYNC, SYNC, Argument, Kind, Method, Operation
from ..load import Specs, Task
from . import docstrings
from .arguments import arguments_of
from .calls import call
from .definition import api_functions, definition
from .examples import example
from .fakes import fake
from .imports import Homes, called_in, imports, names_in, used_in
from .results import Variant, decoder, results, variants_of
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
    builder = function(manifest["method"], arguments, variants, "Call[{}]", "StreamCall[{}]")
    formats = tuple(api_functions(task, sent))
    assigned = (
        f"OPERATION = {definition(task, sent)}",
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
        sync=_method(task, arguments, variants, lines, SYNC),
        asynchronous=_method(task, arguments, variants, lines, ASYNC),
        fake=fake(task),
    )


def _declared(variants: tuple[Variant, ...]) -> set[str]:
    """Return the classes that a module's annotations name and that it loads with the others."""
    calls = {"StreamCall" if variant.streams else "Call" for variant in variants}
    return calls | ({"Json", "Events"} if len(variants) > 1 else set())


def _method(
    task: Task,
    arguments: tuple[Argument, ...],
    variants: tuple[Variant, ...],
    example: tuple[str, ...],
    kind: Kind,
) -> Method:
    manifest = task.operation.data
    renamed = manifest.get("renamed")
    return Method(
        function=function(
            manifest["method"], arguments, variants, "{}", f"{kind.prefix}Stream[{{}}]"
        ),
        module=task.folder,
        docstring=docstrings.method(manifest, arguments, variants, example, kind),
        renamed=repr(renamed) if renamed else None,
        forward=tuple(a.name if a.positional else f"{a.name}={a.name}" for a in arguments),
    )
