"""A word to callers of methods and arguments that a spec has deprecated."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import currentframe
from warnings import warn

from .narrow import is_object

__all__ = ["warn_deprecated"]


def warn_deprecated(
    operation: str, note: str, deprecated: Mapping[str, str], members: Mapping[str, object]
) -> None:
    """Warn of what is deprecated, the method or an argument that was given, at the caller's line.

    Args:
        operation: Name of the method.
        note: What is said of the method, if it is deprecated itself; else empty.
        deprecated: Wire path of the arguments, and their names.
        members: The payload.
    """
    if note:
        warn(f"{operation}: {note}", DeprecationWarning, stacklevel=_callers_level())
    for path, name in deprecated.items():
        node: object = members
        for step in path.split("."):
            node = node.get(step) if is_object(node) else None
        if node is not None:
            text = f"{operation}: the argument {name} is deprecated; its documentation says more"
            warn(text, DeprecationWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """Return how many frames the caller's line is above the function that warns."""
    package = __name__.rsplit(".", 2)[0]
    frame, level = currentframe(), 0
    while frame is not None and _is_within(frame.f_globals.get("__name__", ""), package):
        frame, level = frame.f_back, level + 1
    return level


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
