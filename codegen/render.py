"""IR to source texts: one template for each kind of file, and no decision."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from . import runtime, types
from .ir import Client, Kind, Method, ResourceModule, Spec
from .normalize import Bundle

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
        *_resources(spec),
        *_types(spec, bundles),
        *_params(spec, bundles),
        *packages(spec, version),
        *_providers(spec),
        *_testing(spec),
    ]


def packages(spec: Spec, version: str) -> Iterator[Rendered]:
    """Render the modules that export what the others define.

    Args:
        spec: The IR.
        version: Version of the package.
    """
    for package in spec.packages:
        number = version if package.versioned else None
        yield _file(package.path, "package.py.jinja", spec.sources, package=package, version=number)


def _operations(spec: Spec) -> Iterator[Rendered]:
    for op in spec.operations:
        yield _file(f"operations/{op.module}.py", "operation.py.jinja", op.sources, op=op)


def _clients(spec: Spec) -> Iterator[Rendered]:
    for client in spec.clients:
        methods = [_method(m, client.kind, "self", ".operations", client) for m in client.methods]
        values = {"client": client, "kind": client.kind, "methods": methods}
        yield _file(client.path, "client.py.jinja", spec.sources, **values)


def _method(
    method: Method, kind: Kind, client: str, operations: str, home: Client | ResourceModule
) -> str:
    """Render one method that sends the call of an operation.

    Args:
        method: The method.
        kind: The client that it is of.
        client: Expression of the client.
        operations: The package of operations, seen from where the method stands.
        home: Where it stands.
    """
    values = {"client": client, "operations": operations, "pages": home.pages}
    return _rendered("method.py.jinja", method=method, kind=kind, **values)


def _resources(spec: Spec) -> Iterator[Rendered]:
    for client in spec.clients:
        for module in client.resources:
            resources = [
                (
                    resource,
                    [
                        _method(m, client.kind, "self._client", "...operations", module)
                        for m in resource.methods
                    ],
                )
                for resource in module.resources
            ]
            values = {"module": module, "kind": client.kind, "resources": resources}
            yield _file(module.path, "resources.py.jinja", module.sources, **values)


def _types(spec: Spec, bundles: list[Bundle]) -> Iterator[Rendered]:
    sources = types.models(bundles)
    for module in spec.modules:
        values = {"doc": module.doc, "source": sources[module.name]}
        yield _file(f"types/{module.name}.py", "types.py.jinja", module.sources, **values)


def _params(spec: Spec, bundles: list[Bundle]) -> Iterator[Rendered]:
    wanted = {name for module in spec.modules for name in module.params}
    sources = types.typed_dicts(bundles, wanted, "Param")
    for module in spec.modules:
        if module.params:
            values = {"doc": module.doc, "source": sources[module.name]}
            yield _file(f"params/{module.name}.py", "types.py.jinja", module.sources, **values)


def _providers(spec: Spec) -> Iterator[Rendered]:
    sources = tuple(module.source for module in spec.providers.modules) or spec.sources[:1]
    values = {"providers": spec.providers, "names": [m.name for m in spec.providers.modules]}
    path = runtime.path_of("ProviderName")
    yield _file(path, "providers.py.jinja", sources, **values)
    for module in spec.providers.modules:
        path = f"providers/{module.module}.py"
        yield _file(path, "provider.py.jinja", (module.source,), provider=module)


def _testing(spec: Spec) -> Iterator[Rendered]:
    path = f"{runtime.TESTING}/_examples.py"
    yield _file(path, "examples.py.jinja", spec.sources, operations=spec.operations)
    yield _file(spec.fakes.path, "fakes.py.jinja", spec.sources[:1], fakes=spec.fakes)


# Templates -------------------------------------------------------------------------------------


def _file(path: str, template: str, sources: tuple[str, ...], **values: Any) -> Rendered:
    text = _rendered(template, header="", **values)
    return Rendered(path, Origin(sources, template), text.lstrip("\n"))


def _rendered(template: str, **values: Any) -> str:
    try:
        return _environment().get_template(template).render(**values)
    except jinja2.TemplateSyntaxError as error:
        raise _broken(error.filename or TEMPLATES / template, error.lineno, error) from error
    except Exception as error:
        steps = traceback.extract_tb(error.__traceback__)
        line = next((s for s in reversed(steps) if s.filename.endswith(".jinja")), None)
        if line is None:
            raise
        raise _broken(line.filename, line.lineno, error) from error


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _broken(file: str | Path, line: int | None, error: Exception) -> RuntimeError:
    """Say where a template is broken, and how."""
    words = str(error) if isinstance(error, jinja2.TemplateError) else repr(error)
    return RuntimeError(f"{file}:{line}: the template is broken: {words}")
