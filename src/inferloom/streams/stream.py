"""What a stream is in both clients: its outcome, and the way from an answer to its chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from ..errors import InferenceError, InferenceTimeoutError, StreamInterruptedError
from ..errors.body import request_id
from ..secret_texts import conceal
from ..transport.failure import Failure
from .chunks import ChunkDecoder

if TYPE_CHECKING:
    from ..transport.deadline import Deadline

__all__ = ["AnyStream", "Outcome", "Reading", "Usage"]

_State: TypeAlias = Literal["open", "complete", "unconfirmed", "truncated", "failed", "left"]
_DRAIN_SECONDS = 0.25


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a stream ended, or that it has not.

    Attributes:
        state: `open` while more may come; `complete`; `unconfirmed` if the end marker came and the
            reason of the end did not, as servers do that break off; `truncated` if it ended too
            early; `failed` if the server reported an error, sent what is no chunk, or fell silent;
            `left` if the caller closed it before its end.
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
        """Whether the whole answer has arrived, and the server has said so."""
        return self.state == "complete"


class Reading:
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

    def feed(self, data: bytes) -> Iterable[Any]:
        """Return the chunks that these bytes complete; what inflates to many comes bit by bit."""
        pieces = self.decoder.pieces(data)
        if isinstance(pieces, tuple):  # not compressed
            return self._fed(pieces[0])
        return chain.from_iterable(map(self._fed, pieces))

    def _fed(self, piece: bytes) -> Iterable[Any]:
        decoder, deadline = self.decoder, self._deadline
        if decoder.done:
            return ()
        events = decoder.events_of(piece)
        if not events:
            if decoder.filling:
                deadline.heard()
            return ()
        chunks = decoder.chunks(events)
        first = next(chunks, None)
        if first is None:  # heartbeats are silence
            return ()
        deadline.delivered()
        return chain((first,), chunks)

    def last(self) -> Iterator[Any]:
        """Return the chunk that is left when there are no more bytes, and judge the stream."""
        yield from self.decoder.last()
        self.decoder.finish()

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
            self.state = self._ending()

    def _ending(self) -> _State:
        if self.decoder.complete:
            return "complete"
        return "unconfirmed" if self.decoder.done else "left"

    def hurry(self) -> None:
        """Allow what follows the end marker little time."""
        self.wait()
        self._deadline.idle = _DRAIN_SECONDS
        self._deadline.heard()


class AnyStream:
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
        self._reading = Reading(decoder, deadline, headers, attempts)
        self._project = decoder.events.project
        # What a stream of texts yields for a chunk without one, which only says that it ends.
        self._blank: Any = "" if self._project == decoder.events.text else None
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
        if self._reading.state in ("complete", "unconfirmed"):
            return self._decoder.whole()
        raise self._reading.error or self._decoder.interrupted("it was closed before its end")

    def _texts_are_there(self) -> None:
        if not self._decoder.events.text:
            raise InferenceError("the chunks of this stream have no text")
