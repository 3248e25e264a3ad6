"""The modules of both clients, and of their fakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import runtime
from ..ir import ASYNC, SYNC, Client, ClientArgument, Constructor, Fakes, Kind, Namespace, Operation
from . import docstrings
from .client_arguments import parameters
from .imports import Homes, imports, is_known, names_in, names_of
from .resources import pages_of, resource_modules
from .services import services_of

_STRICT = ClientArgument(
    name="strict",
    annotation="bool",
    default="False",
    positional=False,
    doc="Whether a call that nothing is queued for is an `UnansweredError`, instead of being "
    "answered with the example.",
)
_HIDING = "Unshown"  # holds the arguments of a constructor, which a traceback may show
_RENAMING = "renamed"


def client(
    described: Mapping[str, Any],
    arguments: tuple[ClientArgument, ...],
    operations: tuple[Operation, ...],
    kind: Kind,
    homes: Homes,
) -> Client:
    """Describe the module of a client.

    Args:
        described: What `client.json` says.
        arguments: Those of the constructor.
        operations: All operations.
        kind: Which client.
        homes: Where the classes are that specs make.
    """
    methods = tuple(
        op.asynchronous if kind is ASYNC else op.sync for op in operations if len(op.qualified) < 2
    )
    resources = tuple(resource_modules(operations, kind, homes))
    constructor = _constructor(arguments, arguments, kind)
    path = runtime.path_of(f"{kind.prefix}InferenceClient")
    services = services_of(described, path, kind)
    functions = [*(m.function for m in methods), *(s.function for s in services)]
    code = {kind.base, _HIDING}
    if any(method.renamed for method in methods):
        code.add(_RENAMING)
    annotations = {*names_in(functions), *_known(constructor)}
    within = {m.cls: f"resources.{_folder(kind)}.{m.module}" for m in resources}
    return Client(
        kind=kind,
        path=path,
        pages=pages_of(kind, path),
        imports=imports(path, {**homes, **within}, code, {*annotations, *within}),
        docstring=docstrings.client((described["summary"], *described.get("description", []))),
        constructor=constructor,
        namespaces=tuple(_namespaces(operations)),
        resources=resources,
        keys=tuple(_keys(described)),
        methods=methods,
        services=services,
    )


def _folder(kind: Kind) -> str:
    return "aio" if kind is ASYNC else "sync"


def _keys(described: Mapping[str, Any]) -> Iterator[str]:
    """Yield the statements that say how the arguments prove who the caller is."""
    if "auth" not in described:
        return
    rules, arguments = [], []
    for entry in described["auth"]:
        if entry["scheme"] == "basic":
            names = [entry["username"], entry["password"]]
            rules.append(("header", "authorization", f"Basic {{{names[0]}}}:{{{names[1]}}}"))
        else:
            names = [entry["argument"]]
            bearer = entry["scheme"] == "bearer"
            form = f"{'Bearer ' if bearer else ''}{{{names[0]}}}"
            place = "header" if bearer else entry["in"]
            name = "authorization" if bearer else entry["name"]
            rules.append((place, name.lower() if place == "header" else name, form))
        arguments += names
    yield f"_keys = {tuple(rules)!r}"
    yield f"_key_arguments = {tuple(dict.fromkeys(arguments))!r}"


def fake_clients(arguments: tuple[ClientArgument, ...], homes: Homes) -> Fakes:
    """Describe the module with the fakes of both clients."""
    path = f"{runtime.TESTING}/_clients.py"
    kinds = (SYNC, ASYNC)
    classes = tuple((kind, _constructor((*arguments, _STRICT), arguments, kind)) for kind in kinds)
    bases = {f"{kind.prefix}{name}" for kind in kinds for name in ("Fake", "InferenceClient")}
    annotations = {name for _, constructor in classes for name in _known(constructor)}
    found = imports(path, homes, {_HIDING, *bases}, annotations, with_typing=True)
    return Fakes(path, found, classes)


def _constructor(
    arguments: tuple[ClientArgument, ...], configuring: tuple[ClientArgument, ...], kind: Kind
) -> Constructor:
    return Constructor(
        parameters=tuple(parameters(arguments, kind)),
        arguments=tuple(argument.name for argument in configuring),
        docstring=docstrings.constructor(arguments),
    )


def _known(constructor: Constructor) -> set[str]:
    """Return the names in the annotations of a constructor.

    Of an older revision, which `diff` reads, one may be gone; the linter finds it otherwise.
    """
    return {name for name in names_of(constructor.parameters) if is_known(name)}


def _namespaces(operations: Iterable[Operation]) -> Iterator[Namespace]:
    """Yield the objects that aliases make, such as `chat.completions`."""
    methods: dict[tuple[str, ...], dict[str, str]] = {}
    children: dict[tuple[str, ...], dict[str, None]] = {}
    for op in operations:
        for alias in op.aliases:
            holder, name = alias[:-1], alias[-1]
            methods.setdefault(holder, {})[name] = op.method
            for end in range(1, len(holder)):
                children.setdefault(holder[:end], {})[holder[end]] = None
    for path in sorted({*methods, *children}):
        yield Namespace(
            name=path[-1],
            cls=_class(path),
            doc=f"Methods under the names that the openai client has: `{'.'.join(path)}`.",
            root=len(path) == 1,
            methods=tuple(methods.get(path, {}).items()),
            children=tuple((name, _class((*path, name))) for name in children.get(path, {})),
        )


def _class(path: Iterable[str]) -> str:
    return "".join(step.capitalize() for step in path)
