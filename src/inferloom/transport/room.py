"""How many connections a client may have open at once; further calls wait for their turn."""

from __future__ import annotations

import os
import threading
from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING

from .wire import Failure

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from .deadline import Deadline

__all__ = ["AsyncRoom", "Room"]

_MOST = 100_000  # places of a client that asked for more; no process has so many sockets


class Room:
    """The room of a blocking client, for any number of threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._open()

    def _open(self) -> None:
        # Taking a place and giving it back are single steps for the interpreter, and need no lock.
        self._places = deque(repeat(None, min(self._size, _MOST)))
        self._waiting = 0
        self._left = threading.Condition()
        self._process = os.getpid()

    def enter(self, deadline: Deadline) -> None:
        """Wait for a place."""
        if self._process != os.getpid():
            # What the threads of the parent hold is never given back in a forked child.
            self._open()
        try:
            self._places.pop()
        except IndexError:
            self._wait(deadline)

    def _wait(self, deadline: Deadline) -> None:
        with self._left:
            # From here on, whoever leaves says so.
            self._waiting += 1
            try:
                while True:
                    try:
                        self._places.pop()
                        return
                    except IndexError:
                        if not self._left.wait(deadline.seconds()) and not self._places:
                            raise full() from None
            finally:
                self._waiting -= 1

    def leave(self) -> None:
        """Give a place back."""
        self._places.append(None)
        if self._waiting:
            with self._left:
                self._left.notify()


class AsyncRoom:
    """The room of an asyncio client. Each event loop has one; they come one after another."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}

    def of(self, loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
        """Return the free places of a loop."""
        import asyncio

        free = self._free.get(loop)
        if free is None:
            for old in [old for old in self._free if old.is_closed()]:
                del self._free[old]
            free = self._free[loop] = asyncio.Semaphore(self._size)
        return free

    async def enter(self, deadline: Deadline) -> Callable[[], None]:
        """Wait for a place in the running loop; return what gives it back."""
        import asyncio

        free = self.of(asyncio.get_running_loop())
        if free.locked():
            from .asyncio_net import within

            try:
                await within(free.acquire(), deadline.seconds(), lambda _: free.release())
            except asyncio.TimeoutError:
                raise full() from None
        else:
            await free.acquire()
        return free.release


def full() -> Failure:
    """Return what a call fails with that found no place in time."""
    return Failure("timeout", "no connection became free", sent=False)
