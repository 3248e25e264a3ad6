"""Arguments of callers whom no type checker has told: checked, with an error that names them."""

from __future__ import annotations

from .errors import ArgumentError
from .jsonvalues import shown
from .secret_texts import no_text

__all__ = [
    "kind_of",
    "require",
    "require_hidden_mapping",
    "require_mapping",
    "seconds",
    "whole",
]


def whole(argument: str, value: int) -> int:
    """Return a whole number from 0 up.

    Raises:
        ArgumentError: If it is none.
    """
    require(argument, value, int, "a whole number from 0 up")
    if isinstance(value, bool) or value < 0:
        raise ArgumentError(
            f"{argument} must be a whole number from 0 up; got {shown(value)}", argument=argument
        )
    return value


def require(argument: str, value: object, kind: type | tuple[type, ...], words: str) -> None:
    """Check the type of an argument, for callers that no type checker has told.

    Raises:
        ArgumentError: If it is of another type.
    """
    if not isinstance(value, kind):
        raise ArgumentError(
            f"{argument} must be {words}, got {shown(value)} ({type(value).__name__})",
            argument=argument,
        )


def require_mapping(argument: str, value: object, words: str) -> None:
    """Check that an argument is a mapping.

    Raises:
        ArgumentError: If it is something else.
    """
    from collections.abc import Mapping

    require(argument, value, Mapping, words)


def require_hidden_mapping(argument: str, value: object, words: str) -> None:
    """Check that an argument is a mapping; its value may be a secret and is not quoted."""
    from collections.abc import Mapping

    if not isinstance(value, Mapping):
        raise ArgumentError(
            f"{argument} must be {words}; it is {kind_of(value)}", argument=argument
        )


def kind_of(value: object) -> str:
    """Return the name of the type of what should be something else, for a message."""
    return no_text(value) or "a str"


_ENDLESS = 1e9  # seconds; not every clock takes more


def seconds(name: str, value: object) -> float | None:
    """Return one of the times of a `Timeout`; None for one that is so long that it has no end.

    Raises:
        ArgumentError: If it is no number of seconds above 0.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise ArgumentError(
            f"timeout: {name} must be a number of seconds above 0, or None; got {shown(value)}",
            argument="timeout",
        )
    return None if value >= _ENDLESS else value
