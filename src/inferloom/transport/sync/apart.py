"""Work that may block without end, in a thread that nobody has to wait for."""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Callable
from typing import Generic, TypeVar

from ..threads import begin

__all__ = ["Begun", "apart"]

T = TypeVar("T")


class Begun(Generic[T]):
    """Work that was begun apart, for one thread that waits for it.

    Args:
        work: What to do.
        drop: Called with a result that came too late for anybody to have it.
    """

    def __init__(self, work: Callable[[], T], drop: Callable[[T], object]) -> None:
        self._drop = drop
        self._lock = allocate_lock()
        self._told = allocate_lock()
        self._told.acquire()
        self._outcomes: list[T | BaseException] = []
        self._wanted = True
        begin(work, self._tell)

    def _tell(self, outcome: T | BaseException) -> None:
        with self._lock:
            self._outcomes.append(outcome)
            wanted = self._wanted
        self._told.release()
        if not wanted and not isinstance(outcome, BaseException):
            self._drop(outcome)

    def waited(self, limit: float | None) -> bool:
        """Wait for some seconds; return whether it is done."""
        return self._told.acquire(timeout=-1 if limit is None else max(limit, 0))

    def leave(self) -> None:
        """Want no result any more that is not there yet."""
        with self._lock:
            self._wanted = False

    def result(self) -> T:
        """Return what came of it, or raise it."""
        outcome = self._outcomes.pop()
        if not isinstance(outcome, BaseException):
            return outcome
        try:
            raise outcome
        finally:
            del (
                outcome
            )  # else it would hold itself, and what it has open, until the collector comes


def apart(work: Callable[[], T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Do something in a thread of its own and wait for it.

    Args:
        work: What to do.
        limit: Seconds to wait; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        TimeoutError: If the time is over. The work goes on.
    """
    begun = Begun(work, drop)
    try:
        if not begun.waited(limit):
            raise TimeoutError
    finally:  # an interrupt of the keyboard, too, leaves nobody who would take the result
        begun.leave()
    return begun.result()
