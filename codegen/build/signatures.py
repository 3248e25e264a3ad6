"""Functions as they are declared: an overload for each combination of the switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..ir import Argument, Function, Signature
from .results import Variant


def function(
    name: str,
    arguments: tuple[Argument, ...],
    variants: tuple[Variant, ...],
    call: str,
    stream: str,
) -> Function:
    """Declare a function.

    Args:
        name: Its name.
        arguments: All that it takes.
        variants: What comes back.
        call: Pattern of the annotation of what comes back at once, with `{}` for its type.
        stream: The same of a stream.
    """

    def signature(parameters: tuple[str, ...], those: Iterable[Variant]) -> Signature:
        kinds = dict.fromkeys(variant.annotation(call, stream) for variant in those)
        return Signature(parameters, " | ".join(kinds))

    whole = signature(_parameters(arguments), variants)
    overloads: tuple[Signature, ...] = ()
    if any(argument.switch for argument in arguments):
        overloads = tuple(
            signature(_parameters(arguments, dict(variant.when)), [variant]) for variant in variants
        )
        # A caller who passes a bool that is no literal gets the union.
        overloads += (whole,)
    elif (unless := variants[0].unless) is not None:
        one, several = variants[0].one, variants[0].result
        overloads = (
            Signature(_parameters(_with(arguments, unless, given=False)), call.format(one)),
            Signature(_parameters(_with(arguments, unless, given=True)), call.format(several)),
            whole,
        )
    return Function(name, whole, overloads)


def _parameters(
    arguments: tuple[Argument, ...], when: Mapping[str, bool] | None = None
) -> tuple[str, ...]:
    """Return arguments as parameters, switches as the literals that they are."""

    def texts(positional: bool) -> Iterator[str]:
        for argument in arguments:
            if argument.positional is positional:
                yield _switch(argument, when) if argument.switch and when else argument.parameter

    keywords = [*texts(positional=False)]
    return (*texts(positional=True), *(["*", *keywords] if keywords else ()))


def _with(arguments: tuple[Argument, ...], name: str, given: bool) -> tuple[Argument, ...]:
    """Return arguments of which one is given, or is not."""
    return tuple(
        replace(argument, required=given, annotation=argument.annotation if given else "None")
        if argument.name == name
        else argument
        for argument in arguments
    )


def _switch(argument: Argument, when: Mapping[str, bool]) -> str:
    value = when[argument.name]
    return f"{argument.name}: Literal[{value}]" + ("" if value else " = False")
