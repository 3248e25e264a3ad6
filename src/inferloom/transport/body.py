"""Bodies of answers, taken out of h11 by whole reads.

httpcore yields each HTTP chunk by itself, through h11's state machine and four generators. A stream
that sends every event as a chunk of its own pays for them at every event; here it pays once for all
that has arrived. h11 still reads whatever is not a plain chunk, and judges how a body ends.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Body"]

_HEXADECIMAL = b"0123456789abcdefABCDEF"
_LONGEST_SIZE = 20  # digits of the size of a chunk, as in h11
_END = b"\r\n"


class Body:
    """The body that an h11 connection receives, from after its head.

    Args:
        h11: The module.
        state: The connection, which has yielded the head of an answer.
    """

    def __init__(self, h11: Any, state: Any) -> None:
        self._h11 = h11
        self._state = state
        self._error: Exception | None = None
        self.ended = False
        self._left = 0  # bytes of the chunk at hand, with its line end
        self._held = b""  # of a line whose end has not arrived
        self._ready: list[bytes] = []
        # h11 has no public way to be relieved of a body, so its parts are looked at by name.
        buffer: Any = getattr(state, "_receive_buffer", None)
        reader = type(getattr(state, "_reader", None)).__name__
        self._plain = reader == "ChunkedReader" and hasattr(buffer, "maybe_extract_at_most")
        if self._plain:
            self.give(bytes(buffer.maybe_extract_at_most(len(buffer)) or b""), at_once=True)

    def take(self) -> bytes:
        """Return what has arrived; b"" if more has to be read, or at the end.

        Raises:
            h11.RemoteProtocolError: If the body is not as it should be.
        """
        parts, self._ready = self._ready, []
        if self._error is not None and not parts:
            raise self._error
        if not self._plain and self._error is None:
            self._events(parts)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def give(self, data: bytes, at_once: bool = False) -> None:
        """Take bytes of the connection; b"" is its end.

        Args:
            data: The bytes.
            at_once: Whether they came with the head, so that none is no end.
        """
        if not self._plain:
            self._state.receive_data(data)
        elif data or at_once:
            self._chunks(self._held + data if self._held else data)
        else:
            self._leave_to_h11(self._held)
            self._state.receive_data(b"")

    def _events(self, parts: list[bytes]) -> None:
        need, data = self._h11.NEED_DATA, self._h11.Data
        try:
            while (event := self._state.next_event()) is not need:
                if type(event) is not data:
                    self.ended = True
                    return
                parts.append(bytes(event.data))
        except self._h11.RemoteProtocolError as error:
            # What came before the fault is delivered first.
            self._error = error
            if not parts:
                raise

    def _chunks(self, data: bytes) -> None:
        """Take plain chunks apart, up to the first thing that is none."""
        place, end, left = 0, len(data), self._left
        ready, self._held = self._ready, b""
        while place < end:
            if left:
                stop = place + left
                if stop <= end:  # all of it
                    if left > 2:
                        ready.append(data[place : stop - 2])
                    if data[stop - 2 : stop] != _END:
                        self._broken(data[stop - 2 : stop])
                        return
                    place, left = stop, 0
                    continue
                had = min(left - 2, end - place)
                if had > 0:
                    ready.append(data[place : place + had])
                    place, left = place + had, left - had
                if left == 2 and place < end:
                    self._held = data[place:]
                    if self._held != _END[:1]:
                        self._broken(self._held)
                break
            line = data.find(_END, place, place + _LONGEST_SIZE + 2)
            if line < 0 and end - place <= _LONGEST_SIZE:
                self._held = data[place:]
                break
            size = data[place:line] if line >= 0 else b""
            if not size or size.translate(None, _HEXADECIMAL) or not (number := int(size, 16)):
                # The last chunk, an extension, or a mistake.
                self._leave_to_h11(data[place:])
                return
            place, left = line + 2, number + 2
        self._left = left

    def _broken(self, found: bytes) -> None:
        # Not for h11 to judge: what follows a chunk too long for its size may look like a size.
        self._error = self._h11.RemoteProtocolError(
            f"malformed chunk footer: {found!r} (expected {_END!r})"
        )

    def _leave_to_h11(self, data: bytes) -> None:
        self._plain = False
        if data:
            self._state.receive_data(data)
