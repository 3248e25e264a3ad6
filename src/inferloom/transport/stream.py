"""Streams of chunks: one decoder without I/O, and an iterator for each kind of client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from typing_extensions import TypeVar as DefaultTypeVar

from ..errors import (
    InferenceError,
    InferenceTimeoutError,
    ResponseDecodeError,
    StreamInterruptedError,
    from_stream,
    parse_body,
    request_id,
)
from .accumulate import Transcript
from .call import Events
from .decode import attached, require_items, step_into
from .encode import validator
from .hidden import conceal
from .inflate import Inflate
from .narrow import is_object
from .record import dataclass
from .remap import remap
from .sse import Event, EventDecoder
from .wire import AsyncReply, Failure, Reply

if TYPE_CHECKING:
    from typing_extensions import Self

    from .deadline import Deadline

__all__ = ["AsyncStream", "ChunkDecoder", "Outcome", "Stream", "Usage"]

T = TypeVar("T")
# What a stream adds up to; not needed to say what it yields.
W = DefaultTypeVar("W", default=Any)

_State = Literal["open", "complete", "truncated", "failed", "left"]


class Usage(Protocol):
    """Token counts of a call."""

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the prompt."""
        ...

    @property
    def completion_tokens(self) -> int | None:
        """Tokens that were generated."""
        ...

    @property
    def total_tokens(self) -> int:
        """Sum of both."""
        ...


@dataclass(frozen=True)
class Outcome:
    """How a stream ended, or that it has not.

    Attributes:
        state: `open` while more may come; `complete`; `truncated` if it ended too early; `failed`
            if the server reported an error, sent what is no chunk, or fell silent; `left` if the
            caller closed it before its end.
        events: Number of chunks that have arrived.
        marker: Whether the server sent its end marker. Some have none.
        text: What has arrived of the text; None for a stream of something else.
        error: What the iteration raised, or None.
    """

    state: _State
    events: int
    marker: bool
    text: str | None
    error: InferenceError | None = None

    @property
    def complete(self) -> bool:
        """Whether the whole answer has arrived."""
        return self.state == "complete"


class ChunkDecoder:
    """Bytes of a stream in, chunks out; knows when a stream is complete.

    Attributes:
        done: The end marker has arrived; what follows is of no interest.
        received: Number of chunks so far.
        operation: Name of the method, for errors.
        events: How they are read.
        transcript: What they were.
        sent: Headers of the request, whose secrets no error repeats.
    """

    sent: Mapping[str, str] = {}

    def __init__(
        self, events: Events, headers: Mapping[str, str], operation: str, max_event: int
    ) -> None:
        self._events = events
        self._headers = headers
        self.operation = operation
        self._inflate = Inflate(headers.get("content-encoding", ""), None)
        self._decoder = EventDecoder(max_event)
        self._decode = self._remapped if events.remap else validator(events.type).validate_json
        self._open: set[Any] = set()
        self._ended = False
        self.events = events
        self.transcript = Transcript(events)
        self._keep = self.transcript.keep
        self._fault: InferenceError | None = None
        self.done = False
        self.received = 0

    def events_in(self, data: bytes) -> list[Event]:
        """Return the events that these bytes complete, without those that say nothing.

        Raises:
            InferenceError: If there are none, and the bytes are no stream of events.
        """
        found: list[Event] = []
        try:
            for piece in self._inflate.pieces(data):
                found += self._decoder.feed(piece)
        except InferenceError as error:
            if not found:
                raise
            self._fault = error  # what came before it is delivered first
        if self._events.remap:
            return [event for event in found if event.data and not self._is_aside(event)]
        return [event for event in found if event.data]

    def chunks(self, events: Iterable[Event]) -> Iterator[Any]:
        """Decode events, each when it is asked for: many at a time would keep the collector busy.

        Raises:
            InferenceError: If an event reports an error or is not a chunk.
        """
        end = self._events.end
        for event in events:
            if event.data == end:
                self.done = True
                return
            yield self._chunk(event)
        if self._fault is not None:
            raise self._fault

    @property
    def filling(self) -> bool:
        """Whether a part of an event is held that is more than a comment."""
        return self._decoder.filling

    def finish(self, reason: str | None = None) -> None:
        """Judge a stream that has no more bytes.

        Args:
            reason: Why there are none, if the connection broke.

        Raises:
            StreamInterruptedError: If it is not complete.
        """
        if self.done or (reason is None and self.complete and not self._decoder.pending):
            return
        raise self.interrupted(reason)

    def interrupted(self, reason: str | None = None) -> StreamInterruptedError:
        """Return the error for a stream that is not complete.

        Args:
            reason: Why, if the server did not just end it.
        """
        if reason is None:
            reason = "the server ended it without its last event"
        error = StreamInterruptedError(
            f"the stream broke off after {self.received} chunks: {reason}",
            hint="what has arrived is incomplete; send the call again for a whole answer.",
            headers=self._headers,
            request_id=request_id(self._headers),
            operation=self.operation,
        )
        error.events_received = self.received
        return error

    def _chunk(self, event: Event) -> Any:
        data = event.data
        if event.event == "error" or b'"error"' in data:
            payload = parse_body(data)
            if event.event == "error" or (is_object(payload) and payload.get("error") is not None):
                raise from_stream(payload, self._headers, operation=self.operation)
        try:
            chunk = self._decode(data)
        except ValueError as error:
            raise ResponseDecodeError(
                f"{self.operation}: an event of the stream is not what this operation yields: "
                f"{str(error).splitlines()[0]}",
                body=parse_body(data),
                headers=self._headers,
                request_id=request_id(self._headers),
                operation=self.operation,
            ) from None
        self.received += 1
        self._note(chunk)
        self._keep(data)
        return chunk

    def whole(self) -> Any:
        """Return what the chunks add up to.

        Raises:
            InferenceError: If they add up to nothing, or not to what this operation returns.
        """
        rules = self.events.accumulate
        if rules is None:
            raise InferenceError(f"{self.operation}: the chunks of this stream do not add up")
        whole = self.transcript.whole()
        try:
            value = validator(rules.whole.type).validate_python(whole)
            require_items(rules.whole, value)
        except ValueError as error:
            raise ResponseDecodeError(
                f"{self.operation}: the chunks of the stream do not add up to what this operation "
                f"returns: {str(error).splitlines()[0]}",
                body=whole,
                headers=self._headers,
                request_id=request_id(self._headers),
                operation=self.operation,
            ) from None
        return attached(rules.whole, value)

    def usage(self) -> Any:
        """Return the token counts that were told last, or None."""
        chunk = self.transcript.usage
        if chunk is None:
            return None
        assert self.events.usage is not None
        return getattr(validator(self.events.type).validate_python(chunk), self.events.usage)

    def _is_aside(self, event: Event) -> bool:
        """Return whether an event of another format has nothing that this operation yields."""
        if event.event == "error" or b'"error"' in event.data:
            return False
        try:
            from pydantic_core import from_json

            return not remap(from_json(event.data), self._events.remap)
        except ValueError:
            return False  # which the decoding will say

    def _remapped(self, data: bytes) -> Any:
        from pydantic_core import from_json

        own = remap(from_json(data), self._events.remap)
        return validator(self._events.type).validate_python(own)

    def _note(self, chunk: Any) -> None:
        complete = self._events.complete
        if complete.each is None:
            self._ended = getattr(chunk, complete.field) is not None
            return
        key_name, field, unended = complete.key, complete.field, self._open
        for item in getattr(chunk, complete.each):
            key = getattr(item, key_name) if key_name else None
            if getattr(item, field) is None:
                unended.add(key)
            else:
                unended.discard(key)
                self._ended = True

    @property
    def complete(self) -> bool:
        """Whether all that was asked for has arrived, whatever may follow."""
        return self.done or (self._ended and not self._open)


class _Reading:
    """The way from an answer to its chunks. It does not know the stream, which can so be dropped.

    Attributes:
        state: How the stream ended, if it did.
        error: What it ended with.
    """

    def __init__(
        self, decoder: ChunkDecoder, deadline: Deadline, headers: Mapping[str, str], attempts: int
    ) -> None:
        self.decoder = decoder
        self._attempts = attempts
        self._deadline = deadline
        deadline.events_only = True
        deadline.pause()
        self._headers = headers
        self.state: _State = "open"
        self.error: InferenceError | None = None

    def feed(self, data: bytes) -> Iterator[Any]:
        """Return the chunks that these bytes complete."""
        events = self.decoder.events_in(data)
        if events:
            self._deadline.lift()
        if events or self.decoder.filling:
            self._deadline.heard()
        if events:
            self._deadline.pause()
        return self.decoder.chunks(events)

    def wait(self) -> None:
        """Let the clocks go on; they stand still while the caller works with a chunk."""
        self._deadline.resume()

    def broken(self, failure: Failure) -> None:
        """Judge a stream whose connection failed."""
        if failure.kind == "timeout":
            raise InferenceTimeoutError(
                f"the stream was silent for too long, after {self.decoder.received} chunks "
                f"({failure.reason})",
                hint="raise the idle time: timeout=Timeout(idle=...).",
                headers=self._headers,
                request_id=request_id(self._headers),
            )
        self.decoder.finish(failure.reason)

    def ended(self, error: BaseException | None = None) -> None:
        """Note why no more chunks come; the first reason counts."""
        if self.state != "open":
            return
        if isinstance(error, InferenceError):
            conceal(error, self.decoder.sent)
            error.operation = error.operation or self.decoder.operation
            error.attempts = error.attempts or self._attempts
            self.error = error
            self.state = "truncated" if isinstance(error, StreamInterruptedError) else "failed"
        elif isinstance(error, Exception):
            self.state = "failed"
        else:
            self.state = "complete" if self.decoder.complete else "left"

    def hurry(self) -> None:
        """Allow what follows the end marker little time."""
        self.wait()
        self._deadline.idle = _DRAIN_SECONDS
        self._deadline.heard()


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
        self._reading = _Reading(decoder, deadline, headers, attempts)
        self._project = decoder.events.project
        self.status = status
        self.headers = headers
        self.request_id = request_id(headers)
        self.attempts = attempts

    def __repr__(self) -> str:
        received = self._decoder.received
        return f"<{type(self).__name__} {self._reading.state}, {received} chunks received>"

    @property
    def outcome(self) -> Outcome:
        """How the stream ended, or that it is open, with what has arrived of its text."""
        decoder, reading = self._decoder, self._reading
        text = decoder.transcript.text
        return Outcome(reading.state, decoder.received, decoder.done, text, reading.error)

    @property
    def usage(self) -> Usage | None:
        """The token counts that the server told last; None if it told none so far.

        Many servers tell them at the end, and only if they are asked to.
        """
        usage: Usage | None = self._decoder.usage()
        return usage

    def _whole(self) -> Any:
        if self._reading.state == "complete":
            return self._decoder.whole()
        raise self._reading.error or self._decoder.interrupted("it was closed before its end")

    def _texts_are_there(self) -> None:
        if not self._decoder.events.text:
            raise InferenceError("the chunks of this stream have no text")


class Stream(_Stream, Generic[T, W]):
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
        reply: Reply,
        decoder: ChunkDecoder,
        deadline: Deadline,
        attempts: int,
    ) -> None:
        super().__init__(decoder, deadline, reply.status, reply.headers, attempts)
        self._reply = reply
        self._chunks = _chunks(reply, self._reading)

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        """Return the next chunk."""
        chunk: T = next(self._chunks)
        if self._project:
            chunk = step_into(chunk, self._project)
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


def _chunks(reply: Reply, reading: _Reading) -> Generator[Any, None, None]:
    try:
        while not reading.decoder.done:
            reading.wait()
            try:
                data = reply.read()
            except Failure as failure:
                reading.broken(failure)
                break
            if not data:
                reading.decoder.finish()
                return
            yield from reading.feed(data)
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


class AsyncStream(_Stream, Generic[T, W]):
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
        self._chunks = _async_chunks(reply, self._reading)

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        """Return the next chunk."""
        chunk: T = await self._chunks.__anext__()
        if self._project:
            chunk = step_into(chunk, self._project)
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


async def _async_chunks(reply: AsyncReply, reading: _Reading) -> AsyncGenerator[Any, None]:
    try:
        while not reading.decoder.done:
            reading.wait()
            try:
                data = await reply.read()
            except Failure as failure:
                reading.broken(failure)
                break
            if not data:
                reading.decoder.finish()
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


_DRAIN_SECONDS = 0.25
