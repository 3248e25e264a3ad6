"""A driver for tests, with asyncio."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from ...driver.aio import AsyncDriver
from ...policy.session import Session
from ...policy.steps import Step
from ..instant import instantly

__all__ = ["AsyncInstantDriver"]

R = TypeVar("R")


class AsyncInstantDriver(AsyncDriver):
    """A driver that does not sleep between retries, or while a model loads."""

    def sharing(self, session: Session) -> AsyncInstantDriver:
        """Return a driver for another session over the same engine."""
        return type(self)(session, self._engine)

    async def run(self, steps: Generator[Step, Any, R]) -> R:
        """Perform steps to their end and return what they return."""
        return await super().run(instantly(steps))
