"""Modules that a copy of this package may leave out, because none of its tasks needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import InferenceError

__all__ = ["PARTS", "optional"]

# Name of a part that a copy may leave out, and its module below the package. All that is loaded by
# name stands here.
PARTS = {
    "drawing": "transport.drawing",
    "engine_fast": "transport.engine_fast",
    "engine_httpx": "transport.engine_httpx",
    "media": "transport.media",
    "media_results": "transport.media_results",
    "schemas": "transport.schemas",
}
_PACKAGE = __name__.removesuffix(".transport.optional")


def optional(part: str, purpose: str) -> Any:
    """Import a module by name, which no tool takes for a fixed dependency.

    Args:
        part: Its name in `PARTS`.
        purpose: What it is wanted for, for the error.

    Raises:
        InferenceError: If this copy was made without it.
    """
    name = f"{_PACKAGE}.{PARTS[part]}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise InferenceError(
            f"{purpose} needs {PARTS[part].replace('.', '/')}.py, which this copy of the client "
            "leaves out",
            hint=f"VENDORED.md tells how to update the copy; add `--with {part}` there.",
        ) from None
