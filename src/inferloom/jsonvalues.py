"""What a value is: in words that type checkers follow, and in words for people."""

from __future__ import annotations

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import TypeIs

__all__ = ["is_array", "is_object", "shown"]


def is_object(value: object) -> TypeIs[dict[str, Any]]:
    """Return whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeIs[list[Any]]:
    """Return whether a value is a JSON array."""
    return isinstance(value, list)


def shown(value: object) -> str:
    """Return what a caller passed, for a message: its repr, not much of it, whatever it is."""
    try:
        text = repr(value)
    except Exception:  # a list that holds itself, a number of thousands of digits, a caller's own
        return f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 80  # characters
