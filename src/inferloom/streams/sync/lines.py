# Generated from streams/aio/lines.py by codegen/twins.py
# source sha256:9cd3302f065f. Do not edit: change the source, then run
# `make generate`.
"""An answer line by line, blocking."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from ...transport.engine import Reply
from ...transport.failure import Failure
from ..lines import AnyLineStream, LineDecoder

if TYPE_CHECKING:
    from typing_extensions import Self

    from ...transport.deadline import Deadline

__all__ = ["LineStream"]


class LineStream(AnyLineStream):
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
                for line in self._feed(data):
                    yield line
            for line in self._decoder.finish():
                yield line
        finally:
            self._reply.close()
