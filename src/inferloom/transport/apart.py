"""Work that may block without end, in a thread of its own that nobody has to wait for.

The threads of an event loop are few, and `asyncio.run` waits for them at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

__all__ = ["awaited_apart", "begin_apart", "done_apart"]


def begin_apart(work: Callable[[], T], tell: Callable[[T | Exception], object]) -> None:
    """Begin to do something, and tell in that thread what came of it, or its exception."""
    import threading

    def run() -> None:
        outcome: T | Exception
        try:
            outcome = work()
        except Exception as error:
            outcome = error
        tell(outcome)

    threading.Thread(target=run, name="inferloom-apart", daemon=True).start()


def done_apart(work: Callable[[], T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Do something apart and wait for it.

    Args:
        work: What to do.
        limit: Seconds to wait; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        TimeoutError: If the time is over. The work goes on.
    """
    import threading

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

    begin_apart(work, tell)
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


async def awaited_apart(
    work: Callable[[], T], limit: float | None, drop: Callable[[T], object]
) -> T:
    """Do the same while the event loop goes on.

    Raises:
        TimeoutError: If the time is over. The work goes on.
    """
    import asyncio

    from .asyncio_net import within

    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(outcome: Any) -> None:
        if future.done():  # cancelled: nobody waits any more
            if not isinstance(outcome, Exception):
                drop(outcome)
        elif isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    def tell(outcome: Any) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, outcome)
            return
        if not isinstance(outcome, Exception):
            drop(outcome)

    begin_apart(work, tell)
    try:
        return await within(future, limit, drop)
    except asyncio.TimeoutError:
        raise TimeoutError from None
