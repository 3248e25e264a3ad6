"""The intermediate representation between specs and templates.

Every Python name, annotation, import and docstring is decided before a template sees it; templates
only loop.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Imports:
    """What a file imports, as statements in any order.

    Attributes:
        always: What its code needs.
        checked: What only its annotations need, which type checkers read and nobody else.
    """

    always: tuple[str, ...]
    checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """What the files of one client have otherwise than those of the other."""

    name: str
    prefix: str  # of classes
    define: str
    wait: str
    base: str  # class of the runtime


SYNC = Kind("sync", "", "def", "", "SyncClient")
ASYNC = Kind("async", "Async", "async def", "await ", "AsyncClient")


@dataclass(frozen=True)
class Argument:
    """One argument of a method."""

    name: str
    pointer: str  # where its value goes in the payload
    annotation: str  # without "| None"
    required: bool = False
    positional: bool = False
    switch: bool = False
    explicit: bool = False  # of a switch: whether it is also sent when it is False
    media: str | None = None  # "image", "audio", "video" or "file" where the argument is one
    many: bool = False  # whether it may be a list of them
    models: bool = False  # whether values may hold instances of generated models
    doc: str = ""
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
        if self.annotation == "None":
            return f"{self.name}: None = None"
        return f"{self.name}: {self.annotation} | None = None"


@dataclass(frozen=True)
class Signature:
    """Parameters, keyword-only ones after "*", and what comes back."""

    parameters: tuple[str, ...]
    returns: str


@dataclass(frozen=True)
class Function:
    """A function or method as it is declared."""

    name: str
    signature: Signature
    overloads: tuple[Signature, ...]


@dataclass(frozen=True)
class Method:
    """One method of a client."""

    function: Function
    define: str  # how it begins: of what has pages, `def` in both clients
    builder: str  # function of the module that makes the call
    module: str  # of `operations`
    docstring: str
    renamed: str | None  # literal: old argument name -> new one
    pages: str | None  # class that iterates over the pages of the answer, if that is one
    forward: tuple[str, ...]  # arguments of the call in its body


@dataclass(frozen=True)
class Service:
    """One method of a client that is no task."""

    function: Function
    docstring: str
    imports: str  # statement: what says what is sent
    forward: tuple[str, ...]  # its arguments
    lines: str | None  # the argument that asks for the answer's lines as they come


@dataclass(frozen=True)
class Operation:
    """One module of `operations`, and the methods of both clients that send its calls."""

    method: str
    module: str
    task: str
    sources: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    summary: str
    arguments: tuple[Argument, ...]
    renamed: tuple[tuple[str, str], ...]  # old argument name -> new one
    title: str
    imports: Imports
    formats: tuple[str, ...]  # functions that make bodies in other wire formats
    assigned: tuple[str, ...]  # statements: the Operation object, and what decodes the answers
    function: Function  # what makes the call
    docstring: str
    call: str  # expression that it returns
    sync: Method
    asynchronous: Method
    fake: str  # expression of what `testing` answers with
    qualified: tuple[str, ...] = ()  # where the clients have it, in place of `method`

    @property
    def name(self) -> str:
        """The name by which the clients have it."""
        return ".".join(self.qualified) or self.method


@dataclass(frozen=True)
class TypeModule:
    """One module of `types`, and of `params` if `params` is not empty."""

    name: str
    sources: tuple[str, ...]
    doc: str
    names: tuple[str, ...]
    params: tuple[str, ...]  # names that have a TypedDict twin


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
class Constructor:
    """The constructor of a class: its arguments, and which of them go to the base."""

    parameters: tuple[str, ...]
    arguments: tuple[str, ...]
    docstring: str


@dataclass(frozen=True)
class Namespace:
    """An object of a client that groups methods, such as `chat.completions`."""

    name: str
    cls: str
    doc: str
    root: bool
    methods: tuple[tuple[str, str], ...]  # name, and the method that it stands for
    children: tuple[tuple[str, str], ...]  # name, and its class


@dataclass(frozen=True)
class Resource:
    """A class that holds the methods of a group, such as `client.fine_tuning.jobs`."""

    path: tuple[str, ...]
    cls: str
    doc: str
    methods: tuple[Method, ...]
    children: tuple[tuple[str, str], ...]  # name, and its class


@dataclass(frozen=True)
class ResourceModule:
    """One module of resources: a group, with the groups in it."""

    kind: Kind
    module: str
    path: str
    pages: str  # module of what iterates over pages, seen from there
    sources: tuple[str, ...]
    imports: Imports
    resources: tuple[Resource, ...]  # the outermost is the first
    home: str  # the module, seen from the client
    cls: str  # class of the outermost


@dataclass(frozen=True)
class Client:
    """The module of one client."""

    kind: Kind
    path: str
    pages: str  # module of what iterates over pages, seen from there
    imports: Imports
    docstring: str
    constructor: Constructor
    namespaces: tuple[Namespace, ...]
    resources: tuple[ResourceModule, ...]
    keys: tuple[str, ...]  # statements: how the arguments prove who the caller is
    methods: tuple[Method, ...]
    services: tuple[Service, ...]


@dataclass(frozen=True)
class Fakes:
    """The module with the fakes of both clients."""

    path: str
    imports: Imports
    classes: tuple[tuple[Kind, Constructor], ...]


@dataclass(frozen=True)
class Provider:
    """One module of `providers`."""

    name: str
    module: str
    source: str
    title: str
    docs: str
    tasks: tuple[str, ...]  # methods that it serves
    imports: tuple[str, ...]  # statements
    constants: tuple[str, ...]  # statements
    functions: tuple[str, ...]
    definition: str  # expression of the Provider


@dataclass(frozen=True)
class Providers:
    """The modules of `providers`, and what is said of all of them."""

    modules: tuple[Provider, ...]
    table: tuple[str, ...]  # lines of the docstring: who serves what
    served: tuple[tuple[str, tuple[str, ...]], ...]  # method -> names of providers
    left_out: tuple[str, ...] = ()  # names of those that nobody has chosen


@dataclass(frozen=True)
class Package:
    """A package whose `__init__` exports what other modules define, or nothing at all."""

    path: str
    doc: str
    exports: tuple[tuple[str, str], ...] = ()  # name, and its module, seen from the package
    versioned: bool = False


@dataclass(frozen=True)
class Spec:
    """Everything that the templates need."""

    operations: tuple[Operation, ...]
    modules: tuple[TypeModule, ...]
    constructor: tuple[ClientArgument, ...]
    clients: tuple[Client, ...]
    fakes: Fakes
    providers: Providers
    packages: tuple[Package, ...]
    sources: tuple[str, ...]  # of what is made of all specs
    exports: tuple[tuple[str, str], ...]  # public name -> module, below the package
