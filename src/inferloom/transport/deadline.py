"""Clocks of a call: the whole time, the time to connect and the longest silence."""

from __future__ import annotations

from time import monotonic

from .config import Timeout

__all__ = ["Deadline"]


class Deadline:
    """When a call has to end, asked before every single read and write.

    An instance travels through the HTTP library in place of a number of seconds, so that many
    short reads cannot add up to more than the whole.
    """

    __slots__ = ("_heard", "connect", "end", "events_only", "idle", "started")

    def __init__(self, timeout: Timeout) -> None:
        self.started = self._heard = monotonic()
        self.end = None if timeout.total is None else self.started + timeout.total
        self.connect = timeout.connect
        self.idle = timeout.idle
        # In a stream, bytes that are no event, such as keep-alive comments, are silence.
        self.events_only = False

    def elapsed(self) -> float:
        """Return the seconds since the call began."""
        return monotonic() - self.started

    def remaining(self) -> float | None:
        """Return the seconds that are left of the whole call; None is without end."""
        return None if self.end is None else self.end - monotonic()

    def expired(self) -> bool:
        """Return whether the whole call's time is over."""
        return self.end is not None and monotonic() >= self.end

    def heard(self) -> None:
        """Note that something of worth arrived: the silence begins anew."""
        self._heard = monotonic()

    def moved(self) -> None:
        """Note that bytes went over the wire."""
        if not self.events_only:
            self._heard = monotonic()

    def lift(self) -> None:
        """End the limit of the whole; a stream has begun."""
        self.end = None

    def seconds(self, connecting: bool = False) -> float | None:
        """Return how long the next operation on the socket may take."""
        now = monotonic()
        times = [] if self.end is None else [self.end - now]
        if connecting:
            if self.connect is not None:
                times.append(self.connect)
        elif self.idle is not None:
            times.append(self._heard + self.idle - now)
        # Never zero or less: to a socket that would mean not to block at all.
        return max(min(times), 0.001) if times else None
