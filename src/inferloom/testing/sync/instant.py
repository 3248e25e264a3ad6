# Generated from testing/aio/instant.py by codegen/twins.py
# source sha256:040672ef01c7. Do not edit: change the source, then run
# `make generate`.
"""A driver for tests, blocking."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from ...driver.sync import Driver
from ...policy.session import Session
from ...policy.steps import Step
from ..instant import instantly

__all__ = ["InstantDriver"]

R = TypeVar("R")


class InstantDriver(Driver):
    """A driver that does not sleep between retries, or while a model loads."""

    def sharing(self, session: Session) -> InstantDriver:
        """Return a driver for another session over the same engine."""
        return type(self)(session, self._engine)

    def run(self, steps: Generator[Step, Any, R]) -> R:
        """Perform steps to their end and return what they return."""
        return super().run(instantly(steps))
