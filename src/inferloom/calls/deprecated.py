"""A word to callers of methods and arguments that a spec has deprecated."""

from __future__ import annotations

from collections.abc import Mapping
from warnings import warn

from ..callers import stacklevel
from ..jsonvalues import is_object

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
        warn(f"{operation}: {note}", DeprecationWarning, stacklevel=stacklevel())
    for path, name in deprecated.items():
        node: object = members
        for step in path.split("."):
            node = node.get(step) if is_object(node) else None
        if node is not None:
            text = f"{operation}: the argument {name} is deprecated; its documentation says more"
            warn(text, DeprecationWarning, stacklevel=stacklevel())
