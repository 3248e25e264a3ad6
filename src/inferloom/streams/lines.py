"""Answers line by line, as they come: one decoder without I/O, and an iterator for each client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
from io import SEEK_END, BytesIO
from types import TracebackType
from typing import TYPE_CHECKING

from ..errors import InferenceTimeoutError, ResponseTooLargeError, StreamInterruptedError
from ..errors.body import request_id
from ..transport.decompress import Inflate
from ..transport.engine import AsyncReply, Reply
from ..transport.failure import Failure

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..transport.deadline import Deadline

__all__ = ["AsyncLineStream", "LineDecoder", "LineStream"]


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
        self._inflate = Inflate(headers.get("content-encoding", ""), None)
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


class _LineStream:
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
                self._deadline.pause()
                # As for other streams: the whole call's time ends with the first of what is
                # awaited, and a comment that keeps the connection open is none.
                if any(line.strip() and not line.startswith(b":") for line in lines):
                    self._deadline.lift()
            yield from lines


class LineStream(_LineStream):
    """An answer as lines of bytes, without their ends. Iterate over it once, or leave it early.

    It is a context manager; leaving it, or the loop's end, closes the connection or gives it back.

    Attributes:
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.

    Raises:
        StreamInterruptedError: From the iteration, if the connection breaks before the end.
        InferenceTimeoutError: From the iteration, if the server is silent for too long.
    """

    def __init__(
        self, reply: Reply, decoder: LineDecoder, deadline: Deadline, attempts: int
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._lines = self._iterate()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """Return the next line."""
        return next(self._lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, unless the answer was read to its end."""
        self._lines.close()
        self._reply.close()

    def _iterate(self) -> Generator[bytes, None, None]:
        try:
            while True:
                self._deadline.resume()
                try:
                    data = self._reply.read()
                except Failure as failure:
                    raise self._decoder.broken(failure) from failure
                if not data:
                    break
                yield from self._feed(data)
            yield from self._decoder.finish()
        finally:
            self._reply.close()


class AsyncLineStream(_LineStream):
    """An answer as lines of bytes, without their ends. Iterate over it once, or leave it early.

    It is a context manager; leaving it, or the loop's end, closes the connection or gives it back.

    Attributes:
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.

    Raises:
        StreamInterruptedError: From the iteration, if the connection breaks before the end.
        InferenceTimeoutError: From the iteration, if the server is silent for too long.
    """

    def __init__(
        self, reply: AsyncReply, decoder: LineDecoder, deadline: Deadline, attempts: int
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._lines = self._iterate()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        """Return the next line."""
        return await self._lines.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connection, unless the answer was read to its end."""
        await self._lines.aclose()
        await self._reply.close()

    async def _iterate(self) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                self._deadline.resume()
                try:
                    data = await self._reply.read()
                except Failure as failure:
                    raise self._decoder.broken(failure) from failure
                if not data:
                    break
                for line in self._feed(data):
                    yield line
            for line in self._decoder.finish():
                yield line
        finally:
            await self._reply.close()
