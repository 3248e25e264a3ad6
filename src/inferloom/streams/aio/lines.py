"""An answer line by line, with asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING

from ...transport.engine import AsyncReply
from ...transport.failure import Failure
from ..lines import AnyLineStream, LineDecoder

if TYPE_CHECKING:
    from typing_extensions import Self

    from ...transport.deadline import Deadline

__all__ = ["AsyncLineStream"]


class AsyncLineStream(AnyLineStream):
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
        return await anext(self._lines)

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
