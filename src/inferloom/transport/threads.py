"""Threads for work that may block without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["begin"]

T = TypeVar("T")


def begin(work: Callable[[], T], tell: Callable[[T | Exception], object]) -> None:
    """Begin to do something, and tell in that thread what came of it, or its exception."""
    import threading  # most clients have no such work

    def run() -> None:
        outcome: T | Exception
        try:
            outcome = work()
        except Exception as error:
            outcome = error
        tell(outcome)

    threading.Thread(target=run, name="inferloom-apart", daemon=True).start()
