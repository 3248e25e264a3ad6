"""The items of a list that comes page by page, with asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Generic, TypeVar

from ..calls.call import Call
from .following import following, items_of

__all__ = ["AsyncPages"]

T = TypeVar("T")
P = TypeVar("P")


class AsyncPages(Generic[T, P]):
    """A list that a server hands out page by page. Iterating over it fetches what is needed.

    Nothing is sent before the first item is asked for. It can be iterated over again, which asks
    the server again. Its types are that of an item and that of a page.

    Args:
        send: What sends a call.
        call: The call of the first page.
    """

    def __init__(self, send: Callable[[Call[P]], Awaitable[P]], call: Call[P]) -> None:
        self._send = send
        self._call = call

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._call.operation.name}>"

    @property
    def call(self) -> Call[P]:
        """The call of the first page."""
        return self._call

    async def __aiter__(self) -> AsyncIterator[T]:
        """Yield the items of all pages.

        Raises:
            InferenceError: If a page cannot be had.
        """
        async for page in self.pages():
            for item in items_of(self._call, page):
                yield item

    async def pages(self) -> AsyncIterator[P]:
        """Yield the pages, as the server answers them.

        Raises:
            InferenceError: If one cannot be had.
        """
        call: Call[P] | None = self._call
        seen = 0
        while call is not None:
            page: Any = await self._send(call)
            yield page
            seen += len(items_of(call, page))
            call = following(call, page, seen)

    async def first_page(self) -> P:
        """Return the first page, as the server answers it.

        Raises:
            InferenceError: If it cannot be had.
        """
        return await self._send(self._call)
