"""The methods of the clients that are no tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import runtime
from ..ir import ClientArgument, Function, Kind, Service, Signature
from ..services import services
from . import docstrings
from .client_arguments import arguments_of, parameters


def services_of(described: Mapping[str, Any], into: str, kind: Kind) -> tuple[Service, ...]:
    """Return the methods that `client.json` describes, as a client has them.

    Args:
        described: What `client.json` says.
        into: Path, below the package, of the client.
        kind: Which client.
    """
    return tuple(_service(entry, into, kind) for entry in services(described))


def _service(entry: Mapping[str, Any], into: str, kind: Kind) -> Service:
    arguments = arguments_of(entry["arguments"])
    name = entry["name"]
    return Service(
        function=_function(entry, arguments, kind),
        docstring=docstrings.service(entry, arguments, kind),
        imports="\n".join(runtime.imports([name], into)),
        forward=tuple(f"{argument.name}={argument.name}" for argument in arguments),
        lines=entry.get("lines"),
    )


def _function(
    entry: Mapping[str, Any], arguments: Iterable[ClientArgument], kind: Kind
) -> Function:
    declared = tuple(parameters(arguments, kind))
    lines, body = entry.get("lines"), entry["returns"]["annotation"]
    if lines is None:
        return Function(entry["name"], Signature(declared, body), ())
    stream = f"{kind.prefix}LineStream"
    kinds = (
        ("Literal[False] = False", body),
        ("Literal[True]", stream),
        # A caller who passes a bool that is no literal gets the union.
        ("bool", f"{body} | {stream}"),
    )
    overloads = tuple(
        Signature(tuple(_switched(declared, f"{lines}: {annotation}")), returns)
        for annotation, returns in kinds
    )
    return Function(entry["name"], Signature(declared, f"{body} | {stream}"), overloads)


def _switched(declared: Iterable[str], switch: str) -> Iterator[str]:
    name = switch.partition(":")[0]
    for parameter in declared:
        yield switch if parameter.partition(":")[0] == name else parameter
