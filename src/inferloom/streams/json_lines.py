"""Lines of JSON from bytes, pushed in and never awaited: the same as `sse` for such streams."""

from __future__ import annotations

from ..errors import ResponseTooLargeError
from .sse import Event

__all__ = ["LineDecoder"]


class LineDecoder:
    """Incremental decoder of a stream with a chunk on each line.

    Args:
        max_event_size: Largest number of bytes that one line may hold.
    """

    __slots__ = ("_limit", "_line")

    def __init__(self, max_event_size: int = 64 * 1024 * 1024) -> None:
        self._limit = max_event_size
        self._line = bytearray()  # whose end has not arrived

    @property
    def pending(self) -> bool:
        """Whether a line has begun and not ended."""
        return bool(self._line.strip())

    begun = pending
    filling = pending

    def feed(self, data: bytes) -> list[Event]:
        """Return the lines that these bytes complete; empty ones keep a connection open.

        Raises:
            ResponseTooLargeError: One line is larger than `max_event_size`. The decoder is of no
                use after that.
        """
        first, *lines = data.split(b"\n")
        self._line += first
        found: list[Event] = []
        for line in lines:
            found += self.flush()
            self._line += line
        if len(self._line) > self._limit:
            raise ResponseTooLargeError(
                f"One line of the stream is larger than the limit of {self._limit} bytes."
            )
        return found

    def flush(self) -> list[Event]:
        """Return the line at hand; servers leave out the end of the last one."""
        line = bytes(self._line).strip().removeprefix(b"data:").strip()
        self._line.clear()
        return [Event(line)] if line else []
