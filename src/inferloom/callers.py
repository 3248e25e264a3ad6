"""Which line a warning is about: the one of the caller's that came into this package."""

from __future__ import annotations

__all__ = ["stacklevel"]

_PACKAGE = __name__.rpartition(".")[0]


def stacklevel() -> int:
    """Return the `stacklevel` of that line, as seen from the function that calls this one."""
    from inspect import currentframe  # few calls have a warning, and it takes long to load

    frame, level = currentframe(), 0
    while frame is not None and _is_within(frame.f_globals.get("__name__", "")):
        frame, level = frame.f_back, level + 1
    return max(level, 1)


def _is_within(module: str) -> bool:
    return module == _PACKAGE or module.startswith(f"{_PACKAGE}.")
