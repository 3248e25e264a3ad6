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
_LONG: Final = 1024**2  # bytes of a line that is not held twice
_ROOM: Final = 64 * 1024**2  # bytes that are laid out for one
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
        "_kept",
        "_limit",
        "_line",
        "_long",
        "_name",
        "_over",
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
        self._long = False  # whether that line is so long that it is no longer held there
        self._kept = False  # whether what comes of it is data
        self._over = 0  # bytes of it that are not kept
        self._data: list[bytes] = []  # data lines of the event at hand
        # Lines before those, if they are many or long: it hands its bytes over without a copy.
        self._packed: BytesIO | None = None
        self._size = 0  # bytes that both were on the wire: many lines of nothing are much, too
        self._name = ""
        self._id: str | None = None
        self._retry: int | None = None

    @property
    def pending(self) -> bool:
        """Whether an event or a line has begun and not ended.

        The rules discard it when the stream ends; the caller may want to report a cut connection.
        """
        return bool(self._line or self._data or self._packed or self._name or self._head)

    @property
    def begun(self) -> bool:
        """Whether an event has begun, or a line that is no comment."""
        if self._data or self._packed or self._name:
            return True
        return bool(self._line and self._line[0] != _COLON)

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
        if self._line or self._data or self._name or self._packed:
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
        if self._long:
            self._end_long()
        elif self._line:
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
            start = end + 1
            if self._long:
                self._go_on(line)
                self._end_long()
                continue
            if self._line:
                self._line += line
                line = bytes(self._line)
                self._line.clear()
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
            self._take(value, len(line))
        elif name == b"event":
            self._name = value.decode("utf-8", "replace")
        elif name == b"error":
            self._name = "error"
            self._take(value, len(line))
        elif name == b"id":
            if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
        elif name.replace(b" ", b"") == b'{"error"':
            self._name = "error"
            self._take(line, len(line))
        elif name == b"retry" and value.isdigit() and len(value) <= _RETRY_DIGITS:
            self._retry = int(value)

    def _take(self, value: bytes, size: int) -> None:
        data = self._data
        data.append(value)
        self._size += size + 1
        if len(data) > _MANY:
            self._pack()

    def _pack(self) -> BytesIO:
        """Write the lines so far one after the other; return where more may be written."""
        packed = self._packed
        if packed is None:
            # Address space, not memory: a buffer that grows bit by bit leaves holes behind it.
            packed = self._packed = BytesIO(bytes(min(self._limit, _ROOM)))
        elif self._data:
            packed.write(b"\n")
        packed.write(b"\n".join(self._data))
        self._data.clear()
        return packed

    def _unpacked(self) -> bytes:
        """Return the lines that are written, which are handed over without a copy."""
        packed, self._packed = self._pack(), None
        packed.truncate()
        return packed.getvalue()

    def _dispatch(self, events: list[Event]) -> None:
        if self._data or self._packed is not None:
            if self._packed is not None:
                data = self._unpacked()
            else:
                data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
                self._data.clear()
            name = self._name or "message"
            events.append(_new_event(Event, (data, name, self._id, self._retry)))
            self._size = 0
        self._name = ""

    def _hold(self, tail: bytes) -> None:
        """Keep a part of a line whose end has not arrived."""
        if self._long:
            self._go_on(tail)
        elif tail:
            self._line += tail
            self._check(len(self._line))
            if len(self._line) > _LONG:
                self._begin_long()

    # Long lines: data is written where the event's data is, so that each byte is held once.

    def _begin_long(self) -> None:
        line = self._line
        self._long = True
        name, _, value = bytes(line).partition(b":")
        if name in (b"data", b"error"):
            rest = value.removeprefix(b" ")
        elif name.replace(b" ", b"") == b'{"error"':
            rest = bytes(line)
        else:  # a comment, or a name of such length, which says nothing
            self._over = len(line)
            return
        if name != b"data":
            self._name = "error"
        first = not self._data and self._packed is None
        packed = self._pack()
        if not first:
            packed.write(b"\n")
        self._kept = True
        self._go_on(rest)

    def _go_on(self, part: bytes) -> None:
        if self._kept and self._packed is not None:
            self._size += len(part)
            self._check(0)
            self._packed.write(part)
        else:
            self._over += len(part)
            self._check(self._over)

    def _end_long(self) -> None:
        self._size += self._kept
        self._line.clear()
        self._long = self._kept = False
        self._over = 0

    def _check(self, more: int) -> None:
        if self._size + more > self._limit:
            raise ResponseTooLargeError(
                f"One event of the stream is larger than the limit of {self._limit} bytes."
            )
