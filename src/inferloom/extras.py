"""Libraries that come with extras of the package; they are imported on use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import InferenceError

__all__ = ["import_numpy", "import_pillow", "numpy_of_results"]


def import_numpy() -> Any:
    """Return numpy; an ImportError says how to get it."""
    try:
        return import_module("numpy")
    except ImportError as error:
        raise _not_installed("numpy", "numpy") from error


def numpy_of_results() -> Any:
    """Return numpy for a method whose result is an array.

    Raises:
        InferenceError: If it is not installed.
    """
    try:
        return import_numpy()
    except ImportError:
        raise InferenceError(
            "this method returns a numpy array, and numpy is not installed",
            hint="pip install numpy",
        ) from None


def import_pillow() -> Any:
    """Return `PIL.Image`; an ImportError says how to get it."""
    try:
        return import_module("PIL.Image")
    except ImportError as error:
        raise _not_installed("Pillow", "pillow") from error


def _not_installed(library: str, distribution: str) -> ImportError:
    return ImportError(
        f"{library} is needed for this and is not installed. Run: pip install {distribution}"
    )
