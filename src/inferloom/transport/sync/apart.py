"""Work that may block without end, in a thread of its own that nobody has to wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ..threads import begin

__all__ = ["apart"]

T = TypeVar("T")


def apart(work: Callable[[], T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Do something in a thread of its own and wait for it.

    Args:
        work: What to do.
        limit: Seconds to wait; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        TimeoutError: If the time is over. The work goes on.
    """
    lock = threading.Lock()
    told = threading.Event()
    outcomes: list[Any] = []
    waiting = True

    def tell(outcome: Any) -> None:
        with lock:
            outcomes.append(outcome)
            wanted = waiting
        told.set()
        if not wanted and not isinstance(outcome, Exception):
            drop(outcome)

    begin(work, tell)
    try:
        told.wait(limit)
    finally:  # an interrupt of the keyboard, too, leaves nobody who would take the result
        with lock:
            waiting = False
    if not outcomes:
        raise TimeoutError
    (outcome,) = outcomes
    if isinstance(outcome, Exception):
        raise outcome
    result: T = outcome
    return result
