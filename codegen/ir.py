"""The intermediate representation between specs and templates.

Every Python name, annotation, import and docstring line is decided before a template sees it;
templates only loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Argument:
    """One argument of a method."""

    name: str
    pointer: str  # where its value goes in the payload
    annotation: str  # without "| None"
    required: bool
    positional: bool
    switch: bool
    media: str | None  # "image", "audio" or "video" where the argument is a file
    models: bool  # whether values may hold instances of generated models
    doc: str
    default: str | None = None  # expression, where it is not None
    accepts: str | None = None  # "type" or "functions", in place of JSON Schemas
    deprecated: bool = False
    echoes: str | None = None  # where the answer has what may be an item

    @property
    def parameter(self) -> str:
        """The argument as it stands in a signature."""
        if self.default is not None:
            return f"{self.name}: {self.annotation} = {self.default}"
        if self.switch:
            return f"{self.name}: bool = False"
        if self.required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | None = None"


@dataclass(frozen=True)
class Variant:
    """What comes back for one combination of the switches."""

    when: tuple[tuple[str, bool], ...]
    streams: bool
    result: str  # annotation of the result, or of one chunk
    decoder: str  # Python expression
    returns: str
    whole: str | None = None  # annotation of what the chunks add up to

    def annotation(self, call: str, stream: str) -> str:
        """The return annotation, with `call` and `stream` as patterns for the two kinds."""
        types = f"{self.result}, {self.whole}" if self.whole else self.result
        return (stream if self.streams else call).format(types)


@dataclass(frozen=True)
class Overload:
    """One overload of a method."""

    parameters: tuple[str, ...]  # keyword-only ones after "*"
    variants: tuple[Variant, ...]

    def annotation(self, call: str, stream: str) -> str:
        """The return annotation: the union of the variants' results."""
        return " | ".join(dict.fromkeys(v.annotation(call, stream) for v in self.variants))


@dataclass(frozen=True)
class Operation:
    """One method of the clients."""

    method: str
    module: str
    task: str
    sources: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    summary: str
    description: tuple[str, ...]
    docs: str | None
    deprecated: str
    arguments: tuple[Argument, ...]
    variants: tuple[Variant, ...]
    overloads: tuple[Overload, ...]
    signature: Overload
    definition: str  # Python expression of the Operation object
    payload: str  # Python expression
    decoder: str  # Python expression that picks the decoder
    typed: str | None  # Python expression of the types among the arguments
    renamed: tuple[tuple[str, str], ...]  # old argument name -> new one
    forward: tuple[str, ...]  # arguments of the call in the client's body
    type_names: tuple[tuple[str, str], ...]  # module of `types`, name
    param_names: tuple[tuple[str, str], ...]  # module of `params`, name
    example: tuple[str, ...]  # docstring lines; {await}, {Async} are filled in by the template
    fake: str  # Python expression of what `testing` answers with


@dataclass(frozen=True)
class TypeModule:
    """One module of `types`, and of `params` if `params` is not empty."""

    name: str
    sources: tuple[str, ...]
    doc: str
    names: tuple[str, ...]
    input_models: tuple[str, ...]  # classes with the strict base
    params: tuple[str, ...]  # names that have a TypedDict twin
    docs: Mapping[tuple[str, str], str]  # (class, field on the wire) -> description


@dataclass(frozen=True)
class ClientArgument:
    """One argument of the constructor."""

    name: str
    annotation: str
    default: str | None
    positional: bool
    doc: str
    async_annotation: str | None = None  # of the async client, where it differs
    async_default: str | None = None


@dataclass(frozen=True)
class Spec:
    """Everything that the templates need."""

    package: str
    operations: tuple[Operation, ...]
    modules: tuple[TypeModule, ...]
    constructor: tuple[ClientArgument, ...]
    client_doc: tuple[str, ...]
    client_sources: tuple[str, ...]
    exports: tuple[tuple[str, str], ...]  # public name -> module, relative to the package
