# Generated from streams/aio/stream.py by codegen/twins.py
# source sha256:6e6980b0ae20. Do not edit: change the source, then run
# `make generate`.
"""A stream of chunks, blocking."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from typing_extensions import TypeVar as DefaultTypeVar

from ...calls.decode import step_into
from ...transport.engine import Reply
from ...transport.failure import Failure
from ..chunks import ChunkDecoder
from ..stream import AnyStream, Reading

if TYPE_CHECKING:
    from typing_extensions import Self

    from ...transport.deadline import Deadline

__all__ = ["Stream"]

T = TypeVar("T")
# What a stream adds up to; not needed to say what it yields.
W = DefaultTypeVar("W", default=Any)


class Stream(AnyStream, Generic[T, W]):
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
        self, reply: Reply, decoder: ChunkDecoder, deadline: Deadline, attempts: int
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._chunks = _chunks(reply, self._reading)

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        """Return the next chunk."""
        chunk: T = next(self._chunks)
        if self._project and (chunk := step_into(chunk, self._project)) is None:
            chunk = self._blank
        return chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def text(self) -> Iterator[str]:
        """The rest of the stream as pieces of text; of several answers, the first one's."""
        self._texts_are_there()
        return (piece for chunk in self._chunks if (piece := chunk.text))

    def final(self) -> W:
        """Read the rest and return the whole, as the same call without a stream returns it.

        Of a stream whose outcome is `unconfirmed` it returns what has arrived.

        Raises:
            StreamInterruptedError: If the stream ends, or was closed, before it is complete.
            StreamError: If the server reports an error inside the stream.
        """
        for _ in self._chunks:
            pass
        whole: W = self._whole()
        return whole

    def close(self) -> None:
        """Close the connection, unless the stream was read to its end."""
        self._chunks.close()
        self._reading.ended()
        self._reply.close()


def _chunks(reply: Reply, reading: Reading) -> Generator[Any, None, None]:
    try:
        while not reading.decoder.done:
            reading.wait()
            try:
                data = reply.read()
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
            while reply.read():
                pass
    except BaseException as error:
        reading.ended(error)
        raise
    finally:
        reading.ended()
        reply.close()
