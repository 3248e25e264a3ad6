"""Answers line by line, as they come: bytes in, lines out, without I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import SEEK_END, BytesIO
from typing import TYPE_CHECKING

from ..errors import InferenceTimeoutError, ResponseTooLargeError, StreamInterruptedError
from ..errors.body import request_id
from ..transport.decompress import Inflate
from ..transport.failure import Failure

if TYPE_CHECKING:
    from ..transport.deadline import Deadline

__all__ = ["AnyLineStream", "LineDecoder"]


class LineDecoder:
    """Bytes of an answer in, its lines out.

    Args:
        headers: Headers of the answer, lower-case names.
        operation: Name of the method, for errors.
        limit: Largest number of bytes that one line may hold.

    Attributes:
        received: Number of lines so far.
    """

    def __init__(self, headers: Mapping[str, str], operation: str, limit: int) -> None:
        self._headers = headers
        self._operation = operation
        self._limit = limit
        self._inflate = Inflate(headers.get("content-encoding", ""))
        self._rest = BytesIO()  # of a line whose end has not arrived; it is held once
        self.received = 0

    def feed(self, data: bytes) -> Iterator[list[bytes]]:
        """Yield the lines that these bytes complete, without their ends, some at a time.

        Raises:
            ResponseTooLargeError: If a line is larger than the limit.
        """
        for piece in self._inflate.pieces(data):
            *lines, rest = piece.split(b"\n")
            found = [line.removesuffix(b"\r") for line in lines]
            if lines and self._rest.tell():
                found[0] = self._whole(lines[0])
            self._rest.write(rest)
            self._check(max(self._rest.tell(), *map(len, found), 0))
            self.received += len(found)
            yield found

    def _whole(self, last: bytes) -> bytes:
        """Return the line that ends with these bytes, without a CR before its end."""
        rest, self._rest = self._rest, BytesIO()
        rest.write(last)
        rest.seek(-1, SEEK_END)
        if rest.read() == b"\r":
            rest.truncate(rest.tell() - 1)
        return rest.getvalue()

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise ResponseTooLargeError(
                f"{self._operation}: a line of the answer is larger than {self._limit:,} bytes",
                hint="raise Limits(max_event_bytes=...) if it is meant to be.",
                headers=self._headers,
                request_id=request_id(self._headers),
                operation=self._operation,
            )

    def finish(self) -> list[bytes]:
        """Return what follows the last line end of a complete answer."""
        self._inflate.finish()
        rest = self._whole(b"") if self._rest.tell() else b""
        self.received += bool(rest)
        return [rest] if rest else []

    def broken(self, failure: Failure) -> InferenceTimeoutError | StreamInterruptedError:
        """Return the error for an answer that does not come to its end."""
        id_ = request_id(self._headers)
        if failure.kind == "timeout":
            return InferenceTimeoutError(
                f"the answer was silent for too long, after {self.received} lines "
                f"({failure.reason})",
                hint="raise the idle time: timeout=Timeout(idle=...).",
                headers=self._headers,
                request_id=id_,
                operation=self._operation,
            )
        error = StreamInterruptedError(
            f"the answer broke off after {self.received} lines: {failure.reason}",
            hint="what has arrived is incomplete; send the request again for a whole answer.",
            headers=self._headers,
            request_id=id_,
            operation=self._operation,
        )
        error.events_received = self.received
        return error


class AnyLineStream:
    """What both kinds of stream of lines hold."""

    def __init__(
        self,
        decoder: LineDecoder,
        deadline: Deadline,
        status: int,
        headers: Mapping[str, str],
        attempts: int,
    ) -> None:
        self._decoder = decoder
        self._deadline = deadline
        deadline.pause()
        self.status = status
        self.headers = headers
        self.request_id = request_id(headers)
        self.attempts = attempts

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._decoder.received} lines received>"

    def _feed(self, data: bytes) -> Iterator[bytes]:
        for lines in self._decoder.feed(data):
            if lines:
                # As for other streams, a comment that keeps the connection open is not awaited.
                if any(line.strip() and not line.startswith(b":") for line in lines):
                    self._deadline.delivered()
                else:
                    self._deadline.pause()
            yield from lines
