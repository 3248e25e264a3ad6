"""What an engine on another library needs of asyncio: work in time, and loops that end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from .apart import abandon

if TYPE_CHECKING:
    from ..deadline import Deadline

T = TypeVar("T")

__all__ = ["begin_at_home", "do_at_home", "guarded", "home", "in_time", "is_gone", "next_block"]

_begun: set[asyncio.Future[Any]] = set()  # a loop holds its tasks by weak references only


async def in_time(
    work: Callable[[], Awaitable[T]], deadline: Deadline, drop: Callable[[T], Awaitable[object]]
) -> T:
    """Await something as long as a call lasts.

    Args:
        work: Returns what to await; it is cancelled if the time is over.
        deadline: The call's; whoever works may note there that something moved.
        drop: Takes a result that came too late for anybody to have it.

    Raises:
        Failure: If the time is over.
    """
    task = asyncio.ensure_future(work())
    try:
        while not task.done():
            await asyncio.wait((task,), timeout=deadline.reading())
    except BaseException:
        abandon(task, lambda late: _begin(drop(late)))
        raise
    try:
        return task.result()
    finally:
        del task  # else an exception would hold itself, and what it has open


async def next_block(blocks: Iterator[bytes]) -> bytes:
    """Return the next block of a body, b"" at the end; a file is read in a thread."""
    return await asyncio.to_thread(next, blocks, b"")


def home() -> asyncio.AbstractEventLoop:
    """Return what connections that are made now belong to: their event loop."""
    return asyncio.get_running_loop()


def is_gone(loop: asyncio.AbstractEventLoop) -> bool:
    """Return whether connections of a loop are of no use any more."""
    return loop.is_closed()


async def do_at_home(
    loop: asyncio.AbstractEventLoop, work: Callable[[], Awaitable[object]]
) -> None:
    """Do something in a loop, if it is still there; in another one than this, begin it."""
    if loop is asyncio.get_running_loop():
        await work()
    else:
        begin_at_home(loop, work)


def begin_at_home(loop: asyncio.AbstractEventLoop, work: Callable[[], Awaitable[object]]) -> None:
    """Begin something in a loop, from any thread, if the loop is still there."""
    with suppress(RuntimeError):  # it has ended
        loop.call_soon_threadsafe(lambda: _begin(work()))


def _begin(work: Awaitable[object]) -> None:
    task = asyncio.ensure_future(work)
    _begun.add(task)
    task.add_done_callback(_begun.discard)


async def guarded(close: Callable[[], Awaitable[object]]) -> AsyncGenerator[None, None]:
    """See to it that something is closed before the running event loop is.

    A loop closes the asynchronous generators that were begun in it, which is the only notice that
    it gives: `asyncio.run` does so on its way out.
    """

    async def until_the_loop_ends() -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await close()

    guard = until_the_loop_ends()
    await guard.__anext__()
    return guard
