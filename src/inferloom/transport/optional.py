"""Modules that a copy of this package may leave out, because none of its tasks needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import InferenceError

__all__ = ["optional"]


def optional(module: str, purpose: str) -> Any:
    """Import a module of this folder by name, which no tool takes for a fixed dependency.

    Args:
        module: Its name.
        purpose: What it is wanted for, for the error.

    Raises:
        InferenceError: If this copy was made without it.
    """
    name = f"{__package__}.{module}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise InferenceError(
            f"{purpose} needs transport/{module}.py, which this copy of the client leaves out",
            hint=f"VENDORED.md tells how to update the copy; add `--with {module}` there.",
        ) from None
