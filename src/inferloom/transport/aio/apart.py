"""Work that may block without end, in a thread of its own, while the event loop goes on.

The threads of an event loop are few, and `asyncio.run` waits for them at its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from ..threads import begin

__all__ = ["abandon", "apart", "within"]

T = TypeVar("T")


async def apart(work: Callable[[], T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Do something in a thread of its own and wait for it.

    Args:
        work: What to do.
        limit: Seconds to wait; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        TimeoutError: If the time is over. The work goes on.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(outcome: Any) -> None:
        if future.done():  # cancelled: nobody waits any more
            if not isinstance(outcome, BaseException):
                drop(outcome)
        elif isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    def tell(outcome: Any) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, outcome)
            return
        if not isinstance(outcome, BaseException):
            drop(outcome)

    begin(work, tell)
    try:
        return await within(future, limit, drop)
    except asyncio.TimeoutError:
        raise TimeoutError from None


async def within(work: Awaitable[T], limit: float | None, drop: Callable[[T], object]) -> T:
    """Await something for some time.

    `asyncio.wait_for` of Python before 3.12 forgets that it was cancelled if the result comes in
    the same moment.

    Args:
        work: What to await; it is cancelled if the time is over.
        limit: Seconds; None is without end.
        drop: Called with a result that came too late for anybody to have it.

    Raises:
        asyncio.TimeoutError: If the time is over.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait((task,), timeout=limit)
        if task.done():
            return task.result()
    except asyncio.CancelledError:
        abandon(task, drop)
        raise
    abandon(task, drop)
    raise asyncio.TimeoutError


def abandon(task: asyncio.Future[T], drop: Callable[[T], object]) -> None:
    """Cancel a task; a result that it has nevertheless is dropped."""

    def late(done: asyncio.Future[T]) -> None:
        if not done.cancelled() and done.exception() is None:
            drop(done.result())

    task.cancel()
    task.add_done_callback(late)
