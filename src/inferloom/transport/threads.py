"""Threads for work that may block without end, each of which does one thing after another."""

from __future__ import annotations

import os
from _thread import allocate_lock
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

__all__ = ["begin"]

T = TypeVar("T")

_KEPT = 10.0  # seconds that a thread waits for more work

_idle: deque[_Thread] = deque()


class _Thread:
    """A thread that does one thing after another: to start one takes longer than a request."""

    def __init__(self) -> None:
        import threading

        self._given = allocate_lock()
        self._given.acquire()
        self._work: Callable[[], Any] | None = None
        self._tell: Callable[[Any], object] | None = None
        threading.Thread(
            target=self._run, name=f"{__name__.split('.')[0]}-apart", daemon=True
        ).start()

    def begin(self, work: Callable[[], Any], tell: Callable[[Any], object]) -> None:
        self._work, self._tell = work, tell
        self._given.release()

    def _run(self) -> None:
        while self._given.acquire(timeout=_KEPT) or not self._dismissed():
            work, tell = self._work, self._tell
            if work is None or tell is None:  # taken, and not told yet what to do
                continue
            self._work = self._tell = None
            outcome: Any
            try:
                outcome = work()
            except BaseException as error:
                outcome = error
            _idle.append(self)  # before it is told, for whoever has more to do then
            tell(outcome)
            del work, tell, outcome  # which may hold a connection

    def _dismissed(self) -> bool:
        try:
            _idle.remove(self)
        except ValueError:  # taken in this moment
            return False
        return True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # the threads are the parent's


def begin(work: Callable[[], T], tell: Callable[[T | BaseException], object]) -> None:
    """Begin to do something, and tell in that thread what came of it, or its exception."""
    try:
        thread = _idle.pop()
    except IndexError:
        thread = _Thread()
    # What a tracer keeps for the caller it finds here as well.
    thread.begin(partial(copy_context().run, work), tell)
