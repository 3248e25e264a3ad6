"""How long a call may take, and how much a client accepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .arguments import require, seconds
from .errors import ArgumentError
from .jsonvalues import shown

__all__ = ["Limits", "Timeout", "Wait", "times"]

_LARGEST, _LARGEST_FILE = 256 * 1024**2, 1024**3  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Timeout:
    """How long a call may take, in seconds; None, or more than 30 years, is without end.

    Attributes:
        total: The whole call: connecting, retries, waiting for a loading model, and the answer. For
            a stream it ends with the first event.
        connect: Reaching the server, each time.
        idle: The longest silence while an answer is awaited or read. Comments that keep a stream
            open do not count as an answer.

    A number in its place is both the whole and the longest silence, which is what limits a stream
    once it has begun.
    """

    total: float | None = None
    connect: float | None = 10.0
    idle: float | None = 600.0

    def __post_init__(self) -> None:
        for name in ("total", "connect", "idle"):
            object.__setattr__(self, name, seconds(name, getattr(self, name)))

    def __eq__(self, other: object) -> bool:
        """Compare with another one, or with a number that would be one."""
        if isinstance(other, (int, float)):
            return self.total == self.idle == other
        return isinstance(other, Timeout) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self.total)

    def _parts(self) -> tuple[float | None, ...]:
        return self.total, self.connect, self.idle


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a client accepts.

    Attributes:
        max_connections: Connections open at once, over all servers; further calls wait their turn.
        keepalive: Seconds that an idle connection is kept.
        max_response_bytes: Largest answer that is read into memory, after decompression, and
            with 32 MB beside it the most that an answer and its values may take there. Left at its
            default, tasks that answer with pictures, sound, video or vectors have 1 GB.
        max_event_bytes: Largest event of a stream, and line of `post(stream=True)`; the same holds
            for its values.
    """

    max_connections: int = 1000
    keepalive: float = 60.0
    max_response_bytes: int = _LARGEST
    max_event_bytes: int = 64 * 1024**2

    def __post_init__(self) -> None:
        for name in ("max_connections", "max_response_bytes", "max_event_bytes"):
            value = getattr(self, name)
            require(f"Limits: {name}", value, int, "a whole number above 0")
            if isinstance(value, bool) or value < 1:
                raise ArgumentError(
                    f"Limits: {name} must be a whole number above 0; got {shown(value)}",
                    argument="limits",
                )
        keepalive = self.keepalive
        require("Limits: keepalive", keepalive, (int, float), "a number of seconds from 0 up")
        if not keepalive >= 0:
            raise ArgumentError(
                f"Limits: keepalive must be a number of seconds from 0 up; got {shown(keepalive)}",
                argument="limits",
            )

    def largest(self, large: bool) -> int:
        """Return the largest answer of an operation.

        Args:
            large: Whether its answers are large by nature.
        """
        own = self.max_response_bytes
        return _LARGEST_FILE if large and own == _LARGEST else own


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait for a model that is being loaded, or for a job at a provider.

    Attributes:
        operation: Name of the method that waits.
        seconds: How long until the server is asked again.
        elapsed: Seconds since the call began.
        estimated_time: Seconds until the model is ready, as the server guesses, or None.
        number: How many waits this call has had, this one included.
        state: State of the job, as the provider names it; None for a model.
        position: How many jobs are before it in the queue, if the provider says it.
        logs: Lines that the job has written so far, if the provider shows them.
        job: The job, or None.
    """

    operation: str
    seconds: float
    elapsed: float
    estimated_time: float | None
    number: int
    state: str | None = None
    position: int | None = None
    logs: tuple[str, ...] = ()
    job: Any = None


def times(timeout: float | Timeout | None) -> Timeout:
    """Return a `Timeout` for what a caller may pass as one."""
    if isinstance(timeout, Timeout):
        return timeout
    if timeout is None:
        return Timeout()
    # A stream lasts longer than the whole; what a number limits there is its longest silence.
    return Timeout(total=timeout, idle=timeout)
