"""What an engine on another library needs of threads: work in time, and forked processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from .apart import Begun

if TYPE_CHECKING:
    from ..deadline import Deadline

T = TypeVar("T")

__all__ = ["begin_at_home", "do_at_home", "guarded", "home", "in_time", "is_gone", "next_block"]


def in_time(work: Callable[[], T], deadline: Deadline, drop: Callable[[T], object]) -> T:
    """Do something apart and wait for it as long as a call lasts.

    Args:
        work: What to do.
        deadline: The call's; whoever works may note there that something moved.
        drop: Takes a result that came too late for anybody to have it.

    Raises:
        Failure: If the time is over. The work goes on.
    """
    begun = Begun(work, drop)
    try:
        while not begun.waited(deadline.reading()):
            pass
    finally:
        begun.leave()
    return begun.result()


def next_block(blocks: Iterator[bytes]) -> bytes:
    """Return the next block of a body, b"" at the end."""
    return next(blocks, b"")


def home() -> int:
    """Return what connections that are made now belong to: this process."""
    return os.getpid()


def is_gone(process: int) -> bool:
    """Return whether connections of a process are of no use to this one."""
    return process != os.getpid()


def do_at_home(process: int, work: Callable[[], object]) -> None:
    """Do something, if this is the process that it is for."""
    if process == os.getpid():
        work()


begin_at_home = do_at_home


def guarded(close: Callable[[], object]) -> object:
    """Do nothing: a process that ends closes its connections."""
    return None
