"""Modules that a copy of this package may leave out, because none of its tasks needs them."""

from __future__ import annotations

from importlib import import_module

from .errors import InferenceError

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from typing import Any

__all__ = ["PACKAGE", "PARTS", "left_out", "load", "operation", "provider", "providers"]

PACKAGE = __name__.rpartition(".")[0]
"""The name of this package, which in a copy is another one."""

# Name of a part that a copy may leave out, and its module below the package. All that is loaded by
# name stands here.
PARTS = {
    "async_httpx_engine": "transport.aio.httpx_engine",
    "async_native": "transport.aio.native",
    "drawing": "models.drawing",
    "httpx_engine": "transport.sync.httpx_engine",
    "media": "media.inputs",
    "media_results": "models.media",
    "native": "transport.sync.native",
    "schemas": "models.structured",
}


def load(part: str, purpose: str) -> Any:
    """Import a module by name, which no tool takes for a fixed dependency.

    Args:
        part: Its name in `PARTS`.
        purpose: What it is wanted for, for the error.

    Raises:
        InferenceError: If this copy was made without it.
    """
    name = f"{PACKAGE}.{PARTS[part]}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if not name.startswith(f"{error.name}"):
            raise
        path = f"{PARTS[part].replace('.', '/')}.py"
        raise left_out(path, f"--with {part}", purpose) from None


def left_out(path: str, option: str, purpose: str = "this") -> InferenceError:
    """Return the error for a module that a copy was made without.

    Args:
        path: Its path.
        option: What has to be said to the compiler to have it.
        purpose: What it is wanted for.
    """
    return InferenceError(
        f"{purpose} needs {path}, which this copy of the client leaves out",
        hint=f"VENDORED.md tells how to update the copy; add `{option}` there.",
    )


def providers() -> Any:
    """Return the package with the names of all providers, and what they serve.

    Raises:
        InferenceError: If this copy was made without it.
    """
    found = import_module(f"{PACKAGE}.providers")
    if not found.NAMES:
        raise left_out("providers/", "--providers NAME", "provider=...")
    return found


def provider(name: str) -> Any:
    """Return the provider of a name on the hub.

    Raises:
        InferenceError: If this copy was made without it.
    """
    module = name.replace("-", "_")
    if name in providers().LEFT_OUT:
        raise left_out(f"providers/{module}.py", f"--providers {name}", f"provider={name!r}")
    return import_module(f"{PACKAGE}.providers.{module}").PROVIDER


def operation(module: str) -> Any:
    """Return the operation of a module below `operations`.

    Raises:
        ModuleNotFoundError: If there is none of that name.
    """
    return import_module(f"{PACKAGE}.operations.{module}").OPERATION
