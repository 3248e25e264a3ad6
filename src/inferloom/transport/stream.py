"""Streams of chunks: one decoder without I/O, and an iterator for each kind of client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..errors import (
    InferenceError,
    InferenceTimeoutError,
    ResponseDecodeError,
    StreamInterruptedError,
    from_stream,
    parse_body,
    request_id,
)
from .call import Events
from .decode import step_into
from .encode import validator
from .inflate import Inflate
from .narrow import is_object
from .sse import Event, EventDecoder
from .wire import AsyncReply, Failure, Reply

if TYPE_CHECKING:
    from typing_extensions import Self

    from .deadline import Deadline

__all__ = ["AsyncStream", "ChunkDecoder", "Stream"]

T = TypeVar("T")


class ChunkDecoder:
    """Bytes of a stream in, chunks out; knows when a stream is complete.

    Attributes:
        done: The end marker has arrived; what follows is of no interest.
        received: Number of chunks so far.
    """

    def __init__(
        self, events: Events, headers: Mapping[str, str], operation: str, max_event: int
    ) -> None:
        self._events = events
        self._headers = headers
        self._operation = operation
        self._inflate = Inflate(headers.get("content-encoding", ""), None)
        self._decoder = EventDecoder(max_event)
        self._validate = validator(events.type).validate_json
        self._open: set[Any] = set()
        self._ended = False
        self.done = False
        self.received = 0

    def feed(self, data: bytes) -> list[Any]:
        """Return the chunks that these bytes complete.

        Raises:
            InferenceError: If an event reports an error or is not a chunk.
        """
        chunks: list[Any] = []
        for event in self._decoder.feed(self._inflate(data)):
            if self.done:
                break
            if not event.data:
                continue
            if event.data == self._events.end:
                self.done = True
                break
            try:
                chunk = self._chunk(event)
            except InferenceError as error:
                if not chunks:
                    raise
                # What came before the fault is delivered first.
                chunks.append(error)
                break
            chunks.append(chunk)
        return chunks

    @property
    def pending(self) -> bool:
        """Whether a part of an event is held."""
        return self._decoder.pending

    def finish(self, reason: str | None = None) -> None:
        """Judge a stream that has no more bytes.

        Args:
            reason: Why there are none, if the connection broke.

        Raises:
            StreamInterruptedError: If it is not complete.
        """
        if self.done or (reason is None and self._complete() and not self._decoder.pending):
            return
        if reason is None:
            reason = "the server ended it without its last event"
        error = StreamInterruptedError(
            f"the stream broke off after {self.received} chunks: {reason}",
            hint="what has arrived is incomplete; send the call again for a whole answer.",
            headers=self._headers,
            request_id=request_id(self._headers),
            operation=self._operation,
        )
        error.events_received = self.received
        raise error

    def _chunk(self, event: Event) -> Any:
        data = event.data
        if event.event == "error" or b'"error"' in data:
            payload = parse_body(data)
            if event.event == "error" or (is_object(payload) and payload.get("error") is not None):
                raise from_stream(payload, self._headers, operation=self._operation)
        try:
            chunk = self._validate(data)
        except ValueError as error:
            raise ResponseDecodeError(
                f"{self._operation}: an event of the stream is not what this operation yields: "
                f"{str(error).splitlines()[0]}",
                body=parse_body(data),
                headers=self._headers,
                request_id=request_id(self._headers),
                operation=self._operation,
            ) from None
        self.received += 1
        self._note(chunk)
        return step_into(chunk, self._events.project)

    def _note(self, chunk: Any) -> None:
        complete = self._events.complete
        if complete.each is None:
            self._ended = getattr(chunk, complete.field) is not None
            return
        for item in getattr(chunk, complete.each):
            key = getattr(item, complete.key) if complete.key else None
            if getattr(item, complete.field) is None:
                self._open.add(key)
            else:
                self._open.discard(key)
                self._ended = True

    def _complete(self) -> bool:
        return self._ended and not self._open


class _Stream:
    """What both kinds of stream hold.

    Attributes:
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.
    """

    def __init__(
        self,
        decoder: ChunkDecoder,
        deadline: Deadline,
        status: int,
        headers: Mapping[str, str],
        attempts: int,
    ) -> None:
        self._decoder = decoder
        self._deadline = deadline
        deadline.events_only = True
        self.status = status
        self.headers = headers
        self.request_id = request_id(headers)
        self.attempts = attempts

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._decoder.received} chunks received>"

    def _feed(self, data: bytes) -> list[Any]:
        chunks = self._decoder.feed(data)
        if chunks:
            self._deadline.lift()
        if chunks or (self._decoder.pending and not data.startswith(b":")):
            self._deadline.heard()
        return chunks

    def _broken(self, failure: Failure) -> None:
        if failure.kind == "timeout":
            raise InferenceTimeoutError(
                f"the stream was silent for too long, after {self._decoder.received} chunks "
                f"({failure.reason})",
                hint="raise the idle time: timeout=Timeout(idle=...).",
                headers=self.headers,
                request_id=self.request_id,
            )
        self._decoder.finish(failure.reason)


class Stream(_Stream, Generic[T]):
    """An answer that arrives in chunks. Iterate over it once, or leave it early.

    It is a context manager; leaving it, or the loop's end, closes the connection or gives it back.

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
        reply: Reply,
        decoder: ChunkDecoder,
        deadline: Deadline,
        attempts: int,
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._chunks = self._iterate()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        """Return the next chunk."""
        return next(self._chunks)

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
        """Close the connection, unless the stream was read to its end."""
        self._chunks.close()
        self._reply.close()

    def _iterate(self) -> Generator[T, None, None]:
        try:
            while not self._decoder.done:
                try:
                    data = self._reply.read()
                except Failure as failure:
                    self._broken(failure)
                    break
                if not data:
                    self._decoder.finish()
                    return
                chunks = self._feed(data)
                for chunk in chunks:
                    if isinstance(chunk, InferenceError):
                        raise chunk
                    yield chunk
            self._drain()
        finally:
            self._reply.close()

    def _drain(self) -> None:
        """Read what follows the end marker, so that the connection can be used again."""
        self._deadline.idle = _DRAIN_SECONDS
        self._deadline.heard()
        try:
            while self._reply.read():
                pass
        except Failure:
            pass


class AsyncStream(_Stream, Generic[T]):
    """An answer that arrives in chunks. Iterate over it once, or leave it early.

    It is a context manager; leaving it, or the loop's end, closes the connection or gives it back.

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
        self._chunks = self._iterate()

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        """Return the next chunk."""
        return await self._chunks.__anext__()

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
        """Close the connection, unless the stream was read to its end."""
        await self._chunks.aclose()
        await self._reply.close()

    async def _iterate(self) -> AsyncGenerator[T, None]:
        try:
            while not self._decoder.done:
                try:
                    data = await self._reply.read()
                except Failure as failure:
                    self._broken(failure)
                    break
                if not data:
                    self._decoder.finish()
                    return
                chunks = self._feed(data)
                for chunk in chunks:
                    if isinstance(chunk, InferenceError):
                        raise chunk
                    yield chunk
            await self._drain()
        finally:
            await self._reply.close()

    async def _drain(self) -> None:
        """Read what follows the end marker, so that the connection can be used again."""
        self._deadline.idle = _DRAIN_SECONDS
        self._deadline.heard()
        try:
            while await self._reply.read():
                pass
        except Failure:
            pass


_DRAIN_SECONDS = 0.25
