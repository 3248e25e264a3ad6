"""How many connections a client may have open at once; further calls wait for their turn."""

from __future__ import annotations

import os
from _thread import LockType, allocate_lock
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
    """The room of a blocking client, for any number of threads. Who waits gets a place in turn.

    Nothing here holds a lock: places may be given back by finalizers, which run anywhere.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._open()

    def _open(self) -> None:
        self._places = deque(repeat(None, min(self._size, _MOST)))
        self._turns: deque[LockType] = deque()
        self._process = os.getpid()

    def enter(self, deadline: Deadline) -> None:
        """Wait for a place."""
        if self._process != os.getpid():
            # What the threads of the parent hold is never given back in a forked child.
            self._open()
        if not self._turns:
            try:
                self._places.pop()
                return
            except IndexError:
                pass
        turn = allocate_lock()
        turn.acquire()
        self._turns.append(turn)
        self._hand_over()  # what was given back meanwhile
        limit = deadline.seconds()
        try:
            if turn.acquire(timeout=-1 if limit is None else limit):
                return
        except BaseException:
            if not self._gone(turn):
                self.leave()
            raise
        if self._gone(turn):
            raise full()
        # It was handed over just now.

    def _gone(self, turn: LockType) -> bool:
        """Leave the queue; return whether no place had come."""
        try:
            self._turns.remove(turn)
        except ValueError:
            return False
        return True

    def leave(self) -> None:
        """Give a place back."""
        self._places.append(None)
        if self._turns:
            self._hand_over()

    def _hand_over(self) -> None:
        while self._turns:
            try:
                self._places.pop()
            except IndexError:
                return
            try:
                self._turns.popleft().release()
            except IndexError:  # nobody waits any more, or somebody who came after the look
                self._places.append(None)


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
            for old in list(self._free):
                if old.is_closed():
                    self._free.pop(old, None)
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
