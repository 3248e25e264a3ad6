# Generated from pages/aio.py by codegen/twins.py
# source sha256:cb735ef08e26. Do not edit: change the source, then run
# `make generate`.
"""The items of a list that comes page by page, blocking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from ..calls.call import Call
from .following import following, items_of

__all__ = ["Pages"]

T = TypeVar("T")
P = TypeVar("P")


class Pages(Generic[T, P]):
    """A list that a server hands out page by page. Iterating over it fetches what is needed.

    Nothing is sent before the first item is asked for. It can be iterated over again, which asks
    the server again. Its types are that of an item and that of a page.

    Args:
        send: What sends a call.
        call: The call of the first page.
    """

    def __init__(self, send: Callable[[Call[P]], P], call: Call[P]) -> None:
        self._send = send
        self._call = call

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._call.operation.name}>"

    @property
    def call(self) -> Call[P]:
        """The call of the first page."""
        return self._call

    def __iter__(self) -> Iterator[T]:
        """Yield the items of all pages.

        Raises:
            InferenceError: If a page cannot be had.
        """
        for page in self.pages():
            for item in items_of(self._call, page):
                yield item

    def pages(self) -> Iterator[P]:
        """Yield the pages, as the server answers them.

        Raises:
            InferenceError: If one cannot be had.
        """
        call: Call[P] | None = self._call
        seen = 0
        while call is not None:
            page: Any = self._send(call)
            yield page
            seen += len(items_of(call, page))
            call = following(call, page, seen)

    def first_page(self) -> P:
        """Return the first page, as the server answers it.

        Raises:
            InferenceError: If it cannot be had.
        """
        return self._send(self._call)
