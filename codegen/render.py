"""IR to source texts: one function for each kind of file."""

from __future__ import annotations

import textwrap
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from . import runtime, types
from .ir import Argument, ClientArgument, Operation, Spec
from .normalize import Bundle

WIDTH = 100
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Origin:
    """What a generated file says about itself."""

    sources: tuple[str, ...]
    template: str


@dataclass(frozen=True)
class Rendered:
    """One file, before ruff has formatted it."""

    path: str  # relative to the package
    origin: Origin
    body: str  # without header


@dataclass(frozen=True)
class _Operation:
    """An operation with the few texts that depend on the client it is rendered for."""

    op: Operation

    def __getattr__(self, name: str) -> Any:
        return getattr(self.op, name)

    @property
    def title(self) -> str:
        return self.op.task.replace("-", " ").capitalize()

    @property
    def results(self) -> str:
        variants = self.op.variants
        if not variants[0].when:
            return f"RESULT = {variants[0].decoder}"
        entries = []
        for variant in variants:
            values = tuple(value for _, value in variant.when)
            key = repr(values if len(values) > 1 else values[0])
            entries.append(f"{key}: {variant.decoder},")
        key_type = (
            "bool"
            if len(variants[0].when) == 1
            else (f"tuple[{', '.join('bool' for _ in variants[0].when)}]")
        )
        return f"RESULTS: dict[{key_type}, Json | Events] = {{{' '.join(entries)}}}"

    @property
    def renamed_literal(self) -> str:
        return repr(dict(self.op.renamed))

    @property
    def apis(self) -> bool:
        return any(argument.name == "api" for argument in self.op.arguments)

    @property
    def extra(self) -> str:
        return "extra_body" if any(a.name == "extra_body" for a in self.op.arguments) else "None"

    @property
    def builder_doc(self) -> str:
        first = f"Build the call that `InferenceClient.{self.op.method}` sends."
        note = ["", *_wrap(self.op.deprecated, 4), ""] if self.op.deprecated else []
        return _escaped([first, *note])

    def docstring(self, prefix: str, wait: str) -> str:
        return _escaped(_method_doc(self.op, prefix, wait))


@dataclass(frozen=True)
class Namespace:
    """An object of the client that groups methods, such as `chat.completions`."""

    name: str
    cls: str
    doc: str
    root: bool
    methods: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, str], ...]


def render(spec: Spec, bundles: list[Bundle], version: str) -> list[Rendered]:
    """Render all files of the package.

    Args:
        spec: The IR.
        bundles: What the type generator takes.
        version: Version of the package.

    Returns:
        The files, without header and not formatted.
    """
    return [
        *_operations(spec),
        *_clients(spec),
        *_types(spec, bundles),
        *_params(spec, bundles),
        *packages(spec, version),
        *_testing(spec),
    ]


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _render(template: str, path: str, **values: Any) -> str:
    """Render a file; the template asks for names of the runtime by `imports`, as seen from it."""

    def imports(*names: str) -> str:
        return "\n".join(runtime.imports(names, path))

    try:
        text = _environment().get_template(template).render(header="", imports=imports, **values)
    except jinja2.TemplateSyntaxError as error:
        raise _broken(error.filename or TEMPLATES / template, error.lineno, error) from error
    except Exception as error:
        steps = traceback.extract_tb(error.__traceback__)
        line = next((s for s in reversed(steps) if s.filename.endswith(".jinja")), None)
        if line is None:
            raise
        raise _broken(line.filename, line.lineno, error) from error
    return text.lstrip("\n")


def _broken(file: str | Path, line: int | None, error: Exception) -> RuntimeError:
    """Say where a template is broken, and how."""
    words = str(error) if isinstance(error, jinja2.TemplateError) else repr(error)
    return RuntimeError(f"{file}:{line}: the template is broken: {words}")


def _operations(spec: Spec) -> Iterator[Rendered]:
    template = "operation.py.jinja"
    for op in spec.operations:
        path = f"operations/{op.module}.py"
        body = _render(template, path, op=_Operation(op))
        yield Rendered(path, Origin(op.sources, template), body)
    doc = '"""One module for each operation: arguments to a checked `Call`, without I/O."""\n'
    yield Rendered("operations/__init__.py", Origin(spec.client_sources, "package.py.jinja"), doc)


def _clients(spec: Spec) -> Iterator[Rendered]:
    template = "client.py.jinja"
    for prefix in ("", "Async"):
        path = "async_client.py" if prefix else "client.py"
        body = _render(
            template,
            path,
            kind="async" if prefix else "sync",
            P=prefix,
            A=prefix or "Sync",
            D="async " if prefix else "",
            W="await " if prefix else "",
            client_doc=_escaped("\n".join(_wrap(t, 4)) + "\n" for t in spec.client_doc).rstrip(),
            constructor=list(_constructor(spec.constructor, bool(prefix))),
            constructor_names=[argument.name for argument in spec.constructor],
            constructor_doc=_escaped(_constructor_doc(spec.constructor)),
            namespaces=_namespaces(spec.operations),
            operations=[_Operation(op) for op in spec.operations],
            type_names=sorted({name for op in spec.operations for name in op.type_names}),
            param_names=sorted({name for op in spec.operations for name in op.param_names}),
        )
        yield Rendered(path, Origin(spec.client_sources, template), body)


def _types(spec: Spec, bundles: list[Bundle]) -> Iterator[Rendered]:
    sources = types.models(bundles)
    for module in spec.modules:
        path = f"types/{module.name}.py"
        body = _render("types.py.jinja", path, module=module, source=sources[module.name])
        yield Rendered(path, Origin(module.sources, "types.py.jinja"), body)


def _params(spec: Spec, bundles: list[Bundle]) -> Iterator[Rendered]:
    wanted = {name for module in spec.modules for name in module.params}
    sources = types.typed_dicts(bundles, wanted, "Param")
    for module in spec.modules:
        if module.params:
            path = f"params/{module.name}.py"
            body = _render("types.py.jinja", path, module=module, source=sources[module.name])
            yield Rendered(path, Origin(module.sources, "types.py.jinja"), body)


def packages(spec: Spec, version: str) -> Iterator[Rendered]:
    """Render the modules that export what the others define.

    Args:
        spec: The IR.
        version: Version of the package.
    """
    template = "package.py.jinja"
    kinds = [
        ("__init__.py", "", "A typed client for machine-learning inference over HTTP.", version),
        ("types/__init__.py", "types.", "Pydantic models of what travels.", None),
        ("params/__init__.py", "params.", "TypedDicts, so that a dict literal is checked.", None),
    ]
    for path, prefix, doc, number in kinds:
        exports = [
            (name, module.removeprefix(prefix))
            for name, module in spec.exports
            if module.startswith(prefix)
        ]
        if not exports:  # no argument of any task is an object
            continue
        body = _render(template, path, doc=doc, exports=exports, version=number)
        yield Rendered(path, Origin(spec.client_sources, template), body)


_STRICT = ClientArgument(
    name="strict",
    annotation="bool",
    default="False",
    positional=False,
    doc="Whether a call that nothing is queued for is an `UnansweredError`, instead of being "
    "answered with the example.",
)


def _testing(spec: Spec) -> Iterator[Rendered]:
    template = "examples.py.jinja"
    path = "testing/_examples.py"
    body = _render(template, path, operations=spec.operations)
    yield Rendered(path, Origin(spec.client_sources, template), body)
    template = "fakes.py.jinja"
    path = "testing/_clients.py"
    arguments = (*spec.constructor, _STRICT)
    body = _render(
        template,
        path,
        kinds=[(prefix, list(_constructor(arguments, bool(prefix)))) for prefix in ("", "Async")],
        constructor_names=[argument.name for argument in spec.constructor],
        constructor_doc=_escaped(_constructor_doc(arguments)),
    )
    yield Rendered(path, Origin(("client.json",), template), body)


# Constructor and namespaces --------------------------------------------------------------------


def _constructor(arguments: Iterable[ClientArgument], is_async: bool) -> Iterator[str]:
    starred = False
    for argument in arguments:
        if not argument.positional and not starred:
            starred = True
            yield "*"
        annotation, default = argument.annotation, argument.default
        if is_async:
            annotation = argument.async_annotation or annotation
            default = argument.async_default or default
        yield f"{argument.name}: {annotation}" + (f" = {default}" if default else "")


def _constructor_doc(arguments: Iterable[ClientArgument]) -> Iterator[str]:
    yield "Make a client; nothing is sent and no connection is opened."
    yield ""
    yield "Args:"
    for argument in arguments:
        yield from _entry(argument.name, _with_default(argument), 8)
    yield ""
    yield "Raises:"
    yield from _entry(
        "ArgumentError", "If two arguments exclude each other or one has no sense.", 8
    )
    yield from _entry("TokenNotFoundError", "If `token=True` and there is no token.", 8)


def _with_default(argument: ClientArgument) -> str:
    if argument.default in (None, "None"):
        return argument.doc
    if argument.async_default:
        return f"{argument.doc} {argument.default} by default in the sync client, " + (
            f"{argument.async_default} in the async one."
        )
    return f"{argument.doc} {argument.default} by default."


def _namespaces(operations: Iterable[Operation]) -> list[Namespace]:
    methods: dict[tuple[str, ...], dict[str, str]] = {}
    children: dict[tuple[str, ...], dict[str, None]] = {}
    for op in operations:
        for alias in op.aliases:
            *path, name = alias
            methods.setdefault(tuple(path), {})[name] = op.method
            for end in range(1, len(path)):
                children.setdefault(tuple(path[:end]), {})[path[end]] = None
    paths = sorted({*methods, *children})
    return [
        Namespace(
            name=path[-1],
            cls="".join(step.capitalize() for step in path),
            doc=f"Methods under the names that the openai client has: `{'.'.join(path)}`.",
            root=len(path) == 1,
            methods=tuple(methods.get(path, {}).items()),
            children=tuple(
                (name, "".join(step.capitalize() for step in (*path, name)))
                for name in children.get(path, {})
            ),
        )
        for path in paths
    ]


# Docstrings ------------------------------------------------------------------------------------


def _method_doc(op: Operation, prefix: str, wait: str) -> Iterator[str]:
    yield op.summary
    if op.deprecated:
        yield ""
        yield from _wrap(op.deprecated, 8)
    for paragraph in op.description:
        yield ""
        yield from _wrap(paragraph, 8)
    if op.docs:
        yield ""
        yield from _wrap(f"Wire format: {op.docs}", 8)
    yield ""
    yield "Args:"
    for argument in op.arguments:
        if doc := _argument_doc(argument):  # schemas of somebody else may say nothing
            yield from _entry(argument.name, doc, 8)
    yield ""
    yield "Returns:"
    for variant in op.variants:
        yield from _wrap(variant.returns, 12, "    ")
    yield ""
    yield "Raises:"
    for name, reason in _raises(op):
        yield from _entry(name, reason, 8)
    yield ""
    yield "Example:"
    for line in op.example:
        text = line.replace("{Async}", prefix).replace("{await}", wait)
        yield from (f"    {part}" for part in _example_line(text))


def _argument_doc(argument: Argument) -> str:
    if not argument.media:
        return argument.doc
    forms = "Bytes, a path, a URL, an open binary file, or what Pillow and numpy make: "
    return f"{argument.doc} {forms}see `MediaInput`.".lstrip()


def _raises(op: Operation) -> Iterator[tuple[str, str]]:
    yield "ArgumentError", "If an argument does not fit; nothing was sent."
    yield "InferenceTimeoutError", "If the model is not available, or not done, in time."
    yield "StatusError", "If the server answers with an error; the subclass tells which."
    yield "InferenceConnectionError", "If no answer arrives."
    yield "ResponseDecodeError", "If the answer is not what this method returns."
    if any(variant.streams for variant in op.variants):
        yield "StreamError", "From the iteration over a stream that fails or breaks off."


def _escaped(lines: Iterable[str]) -> str:
    """Return lines as they are written between the quotes of a docstring."""
    return "\n".join(lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _entry(name: str, text: str, indent: int) -> Iterator[str]:
    yield from _wrap(f"{name}: {text}", indent + 4, "    ", "        ")


def _wrap(text: str, indent: int, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH - indent + len(first),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _example_line(line: str) -> list[str]:
    """Break a long line of output; ruff breaks the lines of code as an interpreter takes them."""
    room = WIDTH - 12
    if len(line) <= room or line.startswith(">>> "):
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.wrap(
        line, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
