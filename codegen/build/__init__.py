"""Specs to IR. Every Python name, annotation, import and docstring is decided here, once."""

from __future__ import annotations

from .. import shortcuts
from ..essential import with_essentials
from ..ir import ASYNC, SYNC, Spec
from ..load import Specs
from ..normalize import Bundle, bundles
from .annotations import PARAM
from .arguments import with_aliases
from .client_arguments import arguments_of
from .clients import client, fake_clients
from .modules import exports_of, homes_of, packages, type_modules
from .operations import operation
from .providers import providers

__all__ = ["PARAM", "build", "packages"]


def build(specs: Specs, package: str = "inferloom") -> tuple[Spec, list[Bundle]]:
    """Compile specs into the representation that the templates render.

    Args:
        specs: Documents that have passed the linter.
        package: Import name of the package, for docstring examples.

    Returns:
        The IR, and the bundles that the type generator takes.
    """
    found = with_essentials(specs, shortcuts.with_shortcuts(specs, bundles(specs)))
    found = [with_aliases(specs, bundle) for bundle in found]
    homes = homes_of(found)
    operations = tuple(operation(specs, task, package, homes) for task in specs.tasks)
    typed = tuple(type_modules(specs, found, operations))
    described = specs.client.data
    arguments = arguments_of(described["constructor"])
    exports = exports_of(described, typed)
    spec = Spec(
        operations=operations,
        modules=typed,
        constructor=arguments,
        clients=tuple(
            client(described, arguments, operations, kind, homes) for kind in (SYNC, ASYNC)
        ),
        fakes=fake_clients(arguments, homes),
        providers=providers(specs, operations),
        packages=packages(exports, operations),
        sources=(specs.client.path, *(task.operation.path for task in specs.tasks)),
        exports=exports,
    )
    return spec, found
