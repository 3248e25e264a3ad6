"""How many connections a blocking client may have open at once; others wait their turn."""

from __future__ import annotations

import os
from _thread import allocate_lock
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING
from weakref import ref

from ..failure import no_free_connection

if TYPE_CHECKING:
    from weakref import ReferenceType

    from ..deadline import Deadline

    Held = list["_Place"]  # one place, or none any more

__all__ = ["ConnectionLimit"]

_LOOK = 1.0  # seconds after which who waits looks for a place unasked
_MOST = 100_000  # places of a client that asked for more; no process has so many sockets


class _Place:
    """The right to have one connection open.

    One that nobody holds any more goes back by itself. So none is lost with a call that is
    interrupted, wherever that happens.
    """

    __slots__ = ("_limit", "process")

    def __init__(self, room: ReferenceType[ConnectionLimit], process: int) -> None:
        self._limit = room
        self.process = process

    def __del__(self) -> None:
        room = self._limit()
        if room is not None and self.process == os.getpid():
            room.leave([_Place(self._limit, self.process)])


class ConnectionLimit:
    """The limit of a blocking client, for any number of threads. Who waits gets a place in turn.

    Nothing here holds a lock: places may be given back by finalizers, which run anywhere.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._open()

    def _open(self) -> None:
        me: ReferenceType[ConnectionLimit] = ref(self)
        self._process = os.getpid()
        places = min(self._size, _MOST)
        self._places = deque(_Place(me, self._process) for _ in range(places))
        self._turns: deque[_Turn] = deque()

    def enter(self, deadline: Deadline) -> Held:
        """Wait for a place; return what `leave` gives back."""
        if self._process != os.getpid():
            # What the threads of the parent hold is never given back in a forked child.
            self._open()
        if not self._turns:
            try:
                return [self._places.pop()]
            except IndexError:
                pass
        turn = _Turn()
        limit = deadline.seconds()
        ends = None if limit is None else monotonic() + limit
        try:
            while not turn.held:
                if turn not in self._turns:
                    self._turns.append(turn)
                self._hand_over()  # what was given back meanwhile
                left = _LOOK if ends is None else min(ends - monotonic(), _LOOK)
                if left <= 0:
                    raise no_free_connection()
                # A thread that is interrupted just before it wakes this one never will.
                turn.lock.acquire(timeout=left)
            return [turn.held.pop()]
        finally:
            with suppress(ValueError):
                self._turns.remove(turn)
            while turn.held:
                self.leave(turn.held)

    def leave(self, held: Held) -> None:
        """Give a place back; again is nothing."""
        try:
            place = held.pop()
        except IndexError:
            return
        if place.process == self._process:
            self._places.append(place)
            if self._turns:
                self._hand_over()

    def take(self, deadline: Deadline) -> Callable[[], None]:
        """Wait for a place; return what gives it back."""
        return partial(self.leave, self.enter(deadline))

    def _hand_over(self) -> None:
        while self._turns:
            try:
                place = self._places.pop()
            except IndexError:
                return
            try:
                turn = self._turns.popleft()
            except IndexError:  # nobody waits any more, or somebody who came after the look
                self._places.append(place)
            else:
                turn.held.append(place)
                turn.lock.release()


class _Turn:
    """One who waits for a place."""

    __slots__ = ("held", "lock")

    def __init__(self) -> None:
        self.held: Held = []
        self.lock = allocate_lock()
        self.lock.acquire()
