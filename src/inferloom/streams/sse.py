"""Server-sent events from bytes, to the WHATWG event-stream rules, pushed in and never awaited.

`EventDecoder.feed` takes the pieces as the network cuts them and returns the events they complete.
Beyond the rules, a field `error` (llama.cpp) is the data of an event of that name, and so is a bare
line `{"error": ...}`, which what stands before a server may put into its stream.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Final, NamedTuple, cast

from ..errors import ResponseTooLargeError

__all__ = ["Event", "EventDecoder", "is_heartbeat"]

_BOM: Final = b"\xef\xbb\xbf"
_COLON: Final = 0x3A  # a line that begins with it is a comment
_MANY: Final = 4096  # lines of one event; a line takes more than its text
_RETRY_DIGITS: Final = 15  # more milliseconds than anyone waits, and `int` stays cheap


# Names of events that only keep a connection open, in lower case and without marks between words.
_HEARTBEATS = frozenset({"ping", "pong", "keepalive", "heartbeat", "noop"})


def is_heartbeat(name: object) -> bool:
    """Return whether what calls itself so is there to keep the connection open."""
    if not name or not isinstance(name, str) or len(name) > 20:
        return False
    return "".join(filter(str.isalpha, name)).lower() in _HEARTBEATS


class Event(NamedTuple):
    """One dispatched event.

    Attributes:
        data: The `data` lines, joined by a line feed; empty for a bare `data:` line.
        event: The event's name.
        id: The stream's last event id so far, or None when it never gave one.
        retry: The stream's reconnection time so far in milliseconds, or None.
    """

    data: bytes
    event: str = "message"
    id: str | None = None
    retry: int | None = None


# `Event(...)` runs a Python-level `__new__`; this is the C call below it, at half the cost.
_new_event = cast(
    "Callable[[type[Event], tuple[bytes, str, str | None, int | None]], Event]",
    tuple.__new__,  # pyright: ignore[reportUnknownMemberType]
)


class EventDecoder:
    """Incremental decoder of one event stream.

    Args:
        max_event_size: Largest number of bytes that one event may hold.
    """

    __slots__ = (
        "_data",
        "_head",
        "_id",
        "_limit",
        "_line",
        "_name",
        "_packed",
        "_retry",
        "_size",
        "_skip_lf",
    )

    def __init__(self, max_event_size: int = 64 * 1024 * 1024) -> None:
        self._limit = max_event_size
        self._head: bytes | None = b""  # start of the stream, until a BOM is ruled in or out
        self._skip_lf = False  # the last piece ended in CR: an LF now belongs to it
        self._line = bytearray()  # a line whose end has not arrived
        self._data: list[bytes] = []  # data lines of the event at hand
        self._packed: BytesIO | None = None  # lines before those, if they are many
        self._size = 0  # bytes in both, joined
        self._name = ""
        self._id: str | None = None
        self._retry: int | None = None

    @property
    def pending(self) -> bool:
        """Whether an event or a line has begun and not ended.

        The rules discard it when the stream ends; the caller may want to report a cut connection.
        """
        return bool(self._line or self._data or self._name or self._head)

    @property
    def begun(self) -> bool:
        """Whether an event has begun, or a line that is no comment."""
        return bool(self._data or self._name or (self._line and self._line[0] != _COLON))

    @property
    def filling(self) -> bool:
        """The same, if it is not known to be a heartbeat."""
        named = is_heartbeat(self._name) or self._line.startswith(b"event:")
        return self.begun and not named

    def feed(self, data: bytes) -> list[Event]:
        """Return the events that these bytes complete.

        Raises:
            ResponseTooLargeError: One event is larger than `max_event_size`. The decoder is of no
                use after that.
        """
        if self._head is not None:
            data = self._without_bom(data)
        if self._skip_lf and data:
            self._skip_lf = False
            if data[0] == 0x0A:
                data = data[1:]
        if b"\r" in data:
            # With LF as the only line end, all that follows is a search for one byte. A CR at the
            # end of a piece ends its line at once: waiting for an LF could stall the stream.
            self._skip_lf = data[-1] == 0x0D
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        events: list[Event] = []
        if self._line or self._data or self._name:
            data = self._finish(data, events)
        if data:
            self._whole(data, events)
        return events

    def flush(self) -> list[Event]:
        """Return the event that was open when the stream ended, if there is one.

        By the rules it is lost. Its data may be whole all the same: some servers leave out the last
        line ends.
        """
        events: list[Event] = []
        if self._line:
            self._field(bytes(self._line))
            self._line.clear()
        self._dispatch(events)
        return events

    def _without_bom(self, data: bytes) -> bytes:
        head = (self._head or b"") + data
        if len(head) < len(_BOM) and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head.removeprefix(_BOM)

    def _finish(self, data: bytes, events: list[Event]) -> bytes:
        """Complete the event that earlier pieces began; return what follows it."""
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            line = data[start:end]
            if self._line:
                self._line += line
                line = bytes(self._line)
                self._line.clear()
            start = end + 1
            if line:
                self._field(line)
            else:
                self._dispatch(events)
                return data[start:]
        self._hold(data[start:] if start else data)
        return b""

    def _whole(self, data: bytes, events: list[Event]) -> None:
        """Decode bytes that start between two events."""
        end = data.rfind(b"\n\n")
        if end >= 0:
            body = data[:end]
            if not self._plain(body, events):
                for block in body.split(b"\n\n"):
                    if not self._plain(block, events):
                        self._fields(block.split(b"\n"), events)
                        self._dispatch(events)
            data = data[end + 2 :]
        if data:
            *lines, tail = data.split(b"\n")
            self._fields(lines, events)
            self._hold(tail)

    def _plain(self, body: bytes, events: list[Event]) -> bool:
        """Decode a run of events that are one `data: ` line each; False if there are others."""
        if len(body) > self._limit or not body.startswith(b"data: "):
            return False
        values = body[6:].split(b"\n\ndata: ")
        if body.count(b"\n") != 2 * (len(values) - 1):
            return False
        new, kind, last_id, retry = _new_event, Event, self._id, self._retry
        events += [new(kind, (value, "message", last_id, retry)) for value in values]
        return True

    def _fields(self, lines: Iterable[bytes], events: list[Event]) -> None:
        for line in lines:
            if line:
                self._field(line)
            else:
                self._dispatch(events)

    def _field(self, line: bytes) -> None:
        self._check(len(line))
        end = line.find(b":")
        if end < 0:
            end = len(line)
        # Not cut off twice: a long line is copied each time.
        name, value = line[:end], line[end + (2 if line[end + 1 : end + 2] == b" " else 1) :]
        if name == b"data":
            self._take(value)
        elif name == b"event":
            self._name = value.decode("utf-8", "replace")
        elif name == b"error":
            self._name = "error"
            self._take(value)
        elif name == b"id":
            if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
        elif name.replace(b" ", b"") == b'{"error"':
            self._name = "error"
            self._data.append(line)
            self._size += len(line) + 1
        elif name == b"retry" and value.isdigit() and len(value) <= _RETRY_DIGITS:
            self._retry = int(value)

    def _take(self, value: bytes) -> None:
        data = self._data
        data.append(value)
        self._size += len(value) + 1
        if len(data) > _MANY:
            self._packed = self._packed or BytesIO()
            self._packed.write(b"\n".join(data[:-1]) + b"\n")
            del data[:-1]

    def _dispatch(self, events: list[Event]) -> None:
        if self._data:
            data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
            if self._packed is not None:
                self._packed.write(data)
                data, self._packed = self._packed.getvalue(), None
            name = self._name or "message"
            events.append(_new_event(Event, (data, name, self._id, self._retry)))
            self._data.clear()
            self._size = 0
        self._name = ""

    def _hold(self, tail: bytes) -> None:
        if tail:
            self._line += tail
            self._check(len(self._line))

    def _check(self, more: int) -> None:
        if self._size + more > self._limit:
            raise ResponseTooLargeError(
                f"One event of the stream is larger than the limit of {self._limit} bytes."
            )
