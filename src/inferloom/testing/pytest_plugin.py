"""A pytest fixture that makes fault servers.

It is for those who ask for it: `pytest_plugins = ["inferloom.testing.pytest_plugin"]` in the
`conftest.py` at the top of the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest

from .faults import Answer, FaultServer, Received

__all__ = ["MakeFaultServer", "fault_server"]


class MakeFaultServer(Protocol):
    """Starts a server; the fixture stops it when the test is over."""

    def __call__(
        self,
        faults: str | Iterable[str] = (),
        *,
        repeat: bool = False,
        seed: int = 0,
        answer: Callable[[Received], Answer] | None = None,
    ) -> FaultServer:
        """Start a server with faults, as `FaultServer` takes them."""
        ...


@pytest.fixture
def fault_server() -> Iterator[MakeFaultServer]:
    """Make servers that misbehave.

    Example:
        server = fault_server("503-loading*2, reset@37%")
    """
    with ExitStack() as stack:

        def make(
            faults: str | Iterable[str] = (),
            *,
            repeat: bool = False,
            seed: int = 0,
            answer: Callable[[Received], Answer] | None = None,
        ) -> FaultServer:
            server = FaultServer(faults, repeat=repeat, seed=seed, answer=answer)
            return stack.enter_context(server)

        yield make
