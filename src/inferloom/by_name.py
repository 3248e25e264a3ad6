"""Modules that a copy of this package may leave out, because none of its tasks needs them."""

from __future__ import annotations

from importlib import import_module

from .errors import InferenceError

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["PACKAGE", "PARTS", "load", "operation"]

PACKAGE = __name__.rpartition(".")[0]
"""The name of this package, which in a copy is another one."""

# Name of a part that a copy may leave out, and its module below the package. All that is loaded by
# name stands here.
PARTS = {
    "drawing": "models.drawing",
    "httpx_engine": "transport.httpx_engine",
    "media": "media.inputs",
    "media_results": "models.media",
    "native": "transport.native",
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
        raise InferenceError(
            f"{purpose} needs {PARTS[part].replace('.', '/')}.py, which this copy of the client "
            "leaves out",
            hint=f"VENDORED.md tells how to update the copy; add `--with {part}` there.",
        ) from None


def operation(module: str) -> Any:
    """Return the operation of a module below `operations`.

    Raises:
        ModuleNotFoundError: If there is none of that name.
    """
    return import_module(f"{PACKAGE}.operations.{module}").OPERATION
