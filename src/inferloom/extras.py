"""Libraries that come with extras of the package; they are imported on use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import MissingLibraryError

__all__ = ["import_numpy", "import_pillow"]


def import_numpy() -> Any:
    """Return numpy.

    Raises:
        MissingLibraryError: If it is not installed.
    """
    return _imported("numpy", "numpy", "numpy")


def import_pillow(otherwise: str = "") -> Any:
    """Return `PIL.Image`.

    Args:
        otherwise: What can be done without it, for the hint.

    Raises:
        MissingLibraryError: If it is not installed.
    """
    return _imported("PIL.Image", "Pillow", "pillow", otherwise)


def _imported(module: str, library: str, distribution: str, otherwise: str = "") -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibraryError(
            f"{library} is needed for this and is not installed",
            hint=f"pip install {distribution}{otherwise}",
        ) from error
