"""A stream of chunks, with asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from typing_extensions import TypeVar as DefaultTypeVar

from ...calls.decode import step_into
from ...transport.engine import AsyncReply
from ...transport.failure import Failure
from ..chunks import ChunkDecoder
from ..stream import AnyStream, Reading

if TYPE_CHECKING:
    from typing_extensions import Self

    from ...transport.deadline import Deadline

__all__ = ["AsyncStream"]

T = TypeVar("T")
# What a stream adds up to; not needed to say what it yields.
W = DefaultTypeVar("W", default=Any)


class AsyncStream(AnyStream, Generic[T, W]):
    """An answer that arrives in chunks. Iterate over it once, or leave it early.

    It is a context manager; leaving it, or the loop's end, closes the connection or gives it back.
    Its types are that of a chunk and that of the whole, which `final` returns.

    Attributes:
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.

    Raises:
        StreamInterruptedError: From the iteration, if the stream ends before it is complete.
        StreamError: From the iteration, if the server reports an error inside the stream.
    """

    def __init__(
        self,
        reply: AsyncReply,
        decoder: ChunkDecoder,
        deadline: Deadline,
        attempts: int,
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._chunks = _chunks(reply, self._reading)

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        """Return the next chunk."""
        chunk: T = await anext(self._chunks)
        if self._project and (chunk := step_into(chunk, self._project)) is None:
            chunk = self._blank
        return chunk

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def text(self) -> AsyncIterator[str]:
        """The rest of the stream as pieces of text; of several answers, the first one's."""
        self._texts_are_there()
        return (piece async for chunk in self._chunks if (piece := chunk.text))

    async def final(self) -> W:
        """Read the rest and return the whole, as the same call without a stream returns it.

        Of a stream whose outcome is `unconfirmed` it returns what has arrived.

        Raises:
            StreamInterruptedError: If the stream ends, or was closed, before it is complete.
            StreamError: If the server reports an error inside the stream.
        """
        async for _ in self._chunks:
            pass
        whole: W = self._whole()
        return whole

    async def close(self) -> None:
        """Close the connection, unless the stream was read to its end."""
        await self._chunks.aclose()
        self._reading.ended()
        await self._reply.close()


async def _chunks(reply: AsyncReply, reading: Reading) -> AsyncGenerator[Any, None]:
    try:
        while not reading.decoder.done:
            reading.wait()
            try:
                data = await reply.read()
            except Failure as failure:
                reading.broken(failure)
                break
            if not data:
                for chunk in reading.last():
                    yield chunk
                return
            for chunk in reading.feed(data):
                yield chunk
        # What follows the end marker is read, so that the connection can be used again.
        reading.hurry()
        with suppress(Failure):
            while await reply.read():
                pass
    except BaseException as error:
        reading.ended(error)
        raise
    finally:
        reading.ended()
        await reply.close()
