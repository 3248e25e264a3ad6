"""Clocks of a call: the whole time, the time to connect and the longest silence."""

from __future__ import annotations

from time import monotonic

from ..limits import Timeout

__all__ = ["Deadline"]


class Deadline:
    """When a call has to end, asked before every single read and write.

    An instance travels through the HTTP library in place of a number of seconds, so that many
    short reads cannot add up to more than the whole.
    """

    __slots__ = ("_heard", "_paused", "connect", "end", "events_only", "idle", "started")

    def __init__(self, timeout: Timeout) -> None:
        self.started = self._heard = monotonic()
        self.end = None if timeout.total is None else self.started + timeout.total
        self.connect = timeout.connect
        self.idle = timeout.idle
        # In a stream, bytes that are no event, such as keep-alive comments, are silence.
        self.events_only = False
        self._paused: float | None = None

    def elapsed(self) -> float:
        """Return the seconds since the call began."""
        return monotonic() - self.started

    def remaining(self) -> float | None:
        """Return the seconds that are left of the whole call; None is without end."""
        return None if self.end is None else self.end - monotonic()

    def expired(self) -> bool:
        """Return whether the whole call's time is over."""
        return self.end is not None and monotonic() >= self.end

    def reaching(self) -> Deadline:
        """Return the clock of all that it takes to reach the server: names, addresses, handshakes.

        However many steps there are, and however slow each of them is, their time is one.
        """
        return Deadline(Timeout(total=self.seconds(connecting=True), connect=None, idle=None))

    def heard(self) -> None:
        """Note that something of worth arrived: the silence begins anew."""
        self._heard = monotonic()

    def moved(self) -> None:
        """Note that bytes went over the wire."""
        if not self.events_only:
            self._heard = monotonic()

    def reading(self) -> float | None:
        """Return how long the next read may take.

        A socket that always has bytes never waits, and so never times out by itself.

        Raises:
            Failure: If the time is over.
        """
        end = self.end
        if self.idle is not None:
            silence = self._heard + self.idle
            end = silence if end is None or silence < end else end
        if end is None:
            return None
        left = end - monotonic()
        if left <= 0:
            from .failure import Failure

            raise Failure("timeout", "the time is over")
        return left

    def pause(self) -> None:
        """Stop the clocks: the caller has what there is, and does something else."""
        self._paused = monotonic()

    def delivered(self) -> None:
        """Stop the clocks, and end the limit of the whole: the caller has what was awaited."""
        self.end = None
        self._heard = self._paused = monotonic()

    def resume(self) -> None:
        """Let the clocks go on: the caller waits again."""
        if self._paused is not None:
            pause, self._paused = monotonic() - self._paused, None
            self._heard += pause
            if self.end is not None:
                self.end += pause

    def seconds(self, connecting: bool = False) -> float | None:
        """Return how long the next operation on the socket may take."""
        now = monotonic()
        left = None if self.end is None else self.end - now
        own = self.connect
        if not connecting:
            own = None if self.idle is None else self._heard + self.idle - now
        if left is None or (own is not None and own < left):
            left = own
        # Never zero or less: to a socket that would mean not to block at all.
        return left if left is None or left > 0.001 else 0.001
