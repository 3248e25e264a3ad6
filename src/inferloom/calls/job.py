"""A job at a provider, as a value: what it takes to fetch its result later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .call import Call
from .given import Model
from .operation import Operation
from .results import Counts, Result

__all__ = ["Job"]


@dataclass(frozen=True, slots=True)
class Job:
    """A job that a provider has accepted, and that is paid for.

    `client.resume(job)` waits for its result and returns that. A job can be pickled; it holds no
    token and nothing of what was sent.

    Attributes:
        provider: Name of the provider.
        id: The job's id there.
        operation: What was called.
        model: The model, as the provider knows it.
        poll: Path, below the provider's base URL, that tells the job's state.
        fetch: Path that has the result; None if the answer about the state has it.
        read: How the result is read.
        counts: How many results there have to be, and may be at most.
    """

    provider: str
    id: str
    operation: Operation
    model: Model
    poll: str
    fetch: str | None
    read: Result
    counts: Counts = (None, None)

    @property
    def call(self) -> Call[Any]:
        """The call that it is of, without what was sent."""
        from .body import Body

        return Call(self.operation, Body(()), self.model.hub, None, self.read, self.counts)
