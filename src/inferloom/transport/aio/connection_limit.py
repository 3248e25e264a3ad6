"""How many connections an asyncio client may have open at once; others wait their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..failure import no_free_connection
from .apart import within

if TYPE_CHECKING:
    from ..deadline import Deadline

__all__ = ["AsyncConnectionLimit"]


class AsyncConnectionLimit:
    """The limit of an asyncio client. Each event loop has its own; they come one after another."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}

    def of(self, loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
        """Return the free places of a loop."""
        free = self._free.get(loop)
        if free is None:
            for old in list(self._free):
                if old.is_closed():
                    self._free.pop(old, None)
            free = self._free[loop] = asyncio.Semaphore(self._size)
        return free

    async def take(self, deadline: Deadline) -> Callable[[], None]:
        """Wait for a place in the running loop; return what gives it back."""
        free = self.of(asyncio.get_running_loop())
        if free.locked():
            try:
                await within(free.acquire(), deadline.seconds(), lambda _: free.release())
            except asyncio.TimeoutError:
                raise no_free_connection() from None
        else:
            await free.acquire()
        return free.release
