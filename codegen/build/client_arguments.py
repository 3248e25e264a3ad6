"""Arguments that `client.json` describes, of constructors and of services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ir import ASYNC, ClientArgument, Kind


def arguments_of(entries: Iterable[Mapping[str, Any]]) -> tuple[ClientArgument, ...]:
    """Return arguments as they are described."""
    return tuple(
        ClientArgument(
            name=entry["name"],
            annotation=entry["annotation"],
            default=entry.get("default"),
            positional=entry.get("positional", False),
            doc=entry["doc"],
            async_annotation=entry.get("async_annotation"),
            async_default=entry.get("async_default"),
        )
        for entry in entries
    )


def parameters(arguments: Iterable[ClientArgument], kind: Kind) -> Iterator[str]:
    """Yield arguments as a client declares them."""
    starred = False
    for argument in arguments:
        if not argument.positional and not starred:
            starred = True
            yield "*"
        annotation, default = argument.annotation, argument.default
        if kind is ASYNC:
            annotation = argument.async_annotation or annotation
            default = argument.async_default or default
        yield f"{argument.name}: {annotation}" + (f" = {default}" if default else "")
