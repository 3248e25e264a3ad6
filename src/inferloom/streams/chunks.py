"""Bytes of a stream in, chunks out, without I/O."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import attrgetter
from typing import Any

from ..calls.decode import attached, require_items, snippet, why
from ..calls.encode import type_of, validator
from ..calls.mend import mended
from ..calls.remap import remap
from ..calls.results import Events
from ..errors import (
    InferenceError,
    ResponseDecodeError,
    ResponseTooLargeError,
    StreamInterruptedError,
)
from ..errors.body import parse_body, request_id, server_message
from ..errors.mapping import from_stream
from ..errors.words import reports_error, reports_failure
from ..json_weight import SLACK, SMALL, fits
from ..jsonvalues import is_array, is_object
from ..transport.decompress import Inflate
from .accumulate import Transcript, as_chunk
from .json_lines import LineDecoder
from .sse import Event, EventDecoder, is_heartbeat

__all__ = ["ChunkDecoder"]

_MISFITS = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
_FIELDS = (b"data", b"event", b"id", b"retry", b"error")
_USUAL_END = b"[DONE]"
_NO_REASONS = ("null", "none", "None")  # that an answer ends, as some servers write null
_LARGEST_START = 4 * 1024**2  # bytes of an answer in one piece
_LOOKED_AT = 4096  # bytes at both ends of what may be no stream


class ChunkDecoder:
    """Bytes of a stream in, chunks out; knows when a stream is complete.

    Args:
        events: How they are read.
        headers: Headers of the answer, lower-case names.
        operation: Name of the method, for errors.
        max_event: Largest number of bytes that one event may hold.
        beside: Bytes of the answer that are held meanwhile.

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
        self,
        events: Events,
        headers: Mapping[str, str],
        operation: str,
        max_event: int,
        beside: int = 0,
    ) -> None:
        self._headers = headers
        self.operation = operation
        self._inflate = Inflate(headers.get("content-encoding", ""))
        self._decoder = LineDecoder(max_event) if events.lines else EventDecoder(max_event)
        self._most = max_event + SLACK - beside
        self._decode = self._remapped if events.remap else validator(events.type).validate_json
        # Without a word on what ends the stream, it is whole when its body is.
        self._by_body = not events.complete.field and events.end is None
        self._end_mark = events.end or (_USUAL_END if self._by_body else None)
        self._text = attrgetter(".".join(map(str, events.text)) or "__class__")
        self._ended = False
        self._open: set[Any] = set()  # answers that have begun and not ended
        self._closed: set[Any] = set()
        self.events = events
        self.transcript = Transcript(events)
        self._keep = self.transcript.keep
        self._fault: InferenceError | None = None
        self._passed = 0  # events that are no chunks
        self._words: Any = None  # the last of them that said something
        self._start: bytearray | None = bytearray()  # of what may be no stream, until an event came
        self._cut = False
        self._answer: Any = None  # which came in one piece
        self.done = False
        self.received = 0

    def events_in(self, data: bytes) -> list[Event]:
        """Return the events that these bytes complete, without those that have no data.

        Raises:
            InferenceError: If there are none, and the bytes are no stream of events.
        """
        found: list[Event] = []
        try:
            for piece in self.pieces(data):
                found += self.events_of(piece)
        except InferenceError as error:
            if not found:
                raise
            self._fault = error  # what came before it is delivered first
        return found

    def pieces(self, data: bytes) -> Iterable[bytes]:
        """Return what these bytes are when they are inflated, one after the other."""
        return self._inflate.pieces(data)

    def events_of(self, piece: bytes) -> list[Event]:
        """Return the events that inflated bytes complete, without those that have no data."""
        found = self._decoder.feed(piece)
        if self._start is not None:
            self._begin(piece, bool(found))
        return [event for event in found if event.data or event.event != "message"]

    def chunks(self, events: Iterable[Event]) -> Iterator[Any]:
        """Decode events, each when it is asked for: many at a time would keep the collector busy.

        Raises:
            InferenceError: If an event reports an error or is not a chunk.
        """
        end = self._end_mark
        for event in events:
            if event.data == end:
                self._end()
                return
            chunk = self._chunk(event)
            if chunk is not None:
                yield chunk
            elif self.done:
                return
        if self._fault is not None:
            raise self._fault

    @property
    def filling(self) -> bool:
        """Whether a part of an event is held that is more than a comment or a heartbeat."""
        return self._decoder.filling

    @property
    def complete(self) -> bool:
        """Whether each answer has ended, whatever may follow."""
        return self._ended and not self._open

    def last(self) -> Iterator[Any]:
        """Decode the event that a stream left open which ended in good order.

        Raises:
            InferenceError: If it reports an error or is not a chunk, or if all that came is none.
        """
        begun = self._decoder.begun
        for event in self._decoder.flush():
            end, data = self._end_mark or b"", event.data.strip()
            if data and end.startswith(data):
                if data == end:
                    self._end()
                return
            if event.event == "message" and isinstance(parse_body(data), (str, type(None))):
                self._cut = True
            elif (chunk := self._chunk(event)) is not None:
                yield chunk
            return
        self._cut = begun
        if self._start:
            yield from self._whole_answer(bytes(self._start))

    def finish(self, reason: str | None = None) -> None:
        """Judge a stream that has no more bytes.

        Args:
            reason: Why there are none, if the connection broke.

        Raises:
            StreamInterruptedError: If it is not complete.
        """
        if self.done:
            return
        self._ended = self._ended or (self._by_body and reason is None)
        if reason is None and not self._cut and not self._decoder.pending and self._is_all():
            return
        for event in self._decoder.flush():  # half an event may still be a whole error
            if not self._passes(event):
                self._pass_over(event)
        if self._words is not None:
            raise self._reported(self._words)
        raise self.interrupted(reason)

    def _is_all(self) -> bool:
        if not self.complete or 0 < len(self._closed) < self.events.expected:
            return False
        try:
            self._inflate.finish()
        except InferenceError:
            return False
        return True

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
        """Return an event's chunk; None if it has none."""
        data = event.data
        if len(data) > SMALL:
            self._afford(data)
        if (event.event != "message" or b'"error"' in data) and self._passes(event):
            self._passed += 1
            return None
        if self.events.event or self.events.data:
            data = self._framed(event)
        try:
            chunk = self._decode(data)
        except _MISFITS as error:
            try:
                data = mended(data) or b""
                chunk = self._decode(data)
            except _MISFITS:
                self._pass_over(event, error)
                return None
        if not self._note(chunk) and self._pass_over(event):
            return None
        self.received += 1
        self._keep(data)
        return chunk

    def _framed(self, event: Event) -> bytes:
        """Return the data of an event with its name beside it, as the chunk's type has them."""
        value = parse_body(event.data)
        frame = {self.events.data, self.events.event, "id", "retry"}
        if self.events.data and not (
            is_object(value) and {self.events.data} <= value.keys() <= frame
        ):
            value = {self.events.data: value}
        if self.events.event and is_object(value):
            value = {self.events.event: event.event, **value}
        return json.dumps(value).encode()

    def _afford(self, data: bytes) -> None:
        if not fits(data, self._most - len(data)):
            raise ResponseTooLargeError(
                f"{self.operation}: an event of the stream holds so much that its values would "
                f"take more than {self._most:,} bytes",
                hint="raise Limits(max_event_bytes=...) if it is meant to.",
                headers=self._headers,
                request_id=request_id(self._headers),
                operation=self.operation,
            )

    def _note(self, chunk: Any) -> bool:
        """Note which answers a chunk ends; return whether it brings anything of one."""
        complete = self.events.complete
        if not complete.field:
            return True
        if complete.each is None:
            ends, text = getattr(chunk, complete.field), self._text(chunk)
            ended = ends is not None
            if ends == "":  # the whole text may be empty, but not where this chunk has some of it
                ended = not chunk.text
            elif not ended and complete.also:
                ended = bool(_reached(chunk, complete.also))
            self._ended = ended or (self._ended and not chunk.text)
            return ended or text is not None
        key_name, field, unended = complete.key, complete.field, self._open
        items = getattr(chunk, complete.each)
        if not items:
            return False
        for item in items:
            key = getattr(item, key_name) if key_name else None
            if type(key) is not int:
                key = _key(key, item, items)
            if (ends := getattr(item, field)) and ends not in _NO_REASONS:
                unended.discard(key)
                self._closed.add(key)
                self._ended = True
            elif key not in unended and key not in self._closed:
                unended.add(key)
        return True

    # Events that are no chunks ---------------------------------------------------------------

    def _end(self) -> None:
        self.done = True
        self._ended = self._ended or not self.events.complete.field
        if self._words is not None and not self.complete:
            raise self._reported(self._words)

    def _passes(self, event: Event) -> bool:
        """Return whether an event is no chunk by its name.

        Raises:
            InferenceError: If it reports an error.
        """
        if is_heartbeat(event.event):
            return True
        payload = parse_body(event.data)
        if _names_error(event.event) or reports_error(payload):
            raise self._reported(payload)
        return False

    def _pass_over(self, event: Event, misfit: Exception | None = None) -> bool:
        """Return whether an event has nothing of a chunk.

        Args:
            event: The event.
            misfit: Why it could not be decoded, if it could not.

        Raises:
            InferenceError: If it reports an error, or should be a chunk and is none.
        """
        text = event.data.strip()
        if self._end_mark and text.strip(b'" \t').upper() == self._end_mark.upper():
            self._end()
            return True
        payload = parse_body(text)
        if self._is_chunk(event, payload):
            if misfit is None:
                return False
            raise self._unlike(event, payload, misfit)
        self._passed += 1
        if is_object(payload) and not is_heartbeat(payload.get("type") or payload.get("event")):
            if reports_failure(payload):
                raise self._reported(payload)
            if isinstance(payload.get("message"), str):
                self._words = payload
            if "type" not in payload and not payload.keys().isdisjoint(self._members()):
                self._keep(mended(text) or b"{}")
        return True

    def _is_chunk(self, event: Event, payload: object) -> bool:
        """Return whether an event is meant to be a chunk: has anything that makes one."""
        if is_object(payload):
            complete, members = self.events.complete, self.events.remap
            if not members and not complete.field:
                return True
            if not members:
                names = {complete.each or complete.field, *self.events.text[:1]}
                return not names.isdisjoint(payload)
            sources = {
                re.split(r"[.\[?]", path)[0]
                for source in members.values()
                for path in ([source] if isinstance(source, str) else source)
            }
            odd = [name for name in sources if not is_array(payload.get(name) or [])]
            return bool(odd or remap(payload, members))
        if event.event != "message" or not payload:
            return False
        return not is_heartbeat(payload)

    def _members(self) -> Iterable[str]:
        """Return the names of the members that a chunk may have on the wire."""
        if self.events.remap:
            return ()
        fields = type_of(self.events.type).model_fields
        return {info.alias or name for name, info in fields.items()}

    def _reported(self, payload: object) -> InferenceError:
        return from_stream(payload, self._headers, operation=self.operation)

    def _unlike(self, event: Event, payload: object, misfit: Exception) -> ResponseDecodeError:
        number = self.received + self._passed + 1
        return self._misread(
            f"event {number} of the stream is not what this operation yields: {why(misfit)}. "
            f"It begins: {snippet(event.data)}",
            payload,
        )

    def _misread(
        self, message: str, body: object, hint: str | None = None, words: str | None = None
    ) -> ResponseDecodeError:
        return ResponseDecodeError(
            f"{self.operation}: {message}",
            hint=hint,
            server_message=words,
            body=body,
            headers=self._headers,
            request_id=request_id(self._headers),
            operation=self.operation,
        )

    # Answers that are no streams -------------------------------------------------------------

    def _begin(self, piece: bytes, is_stream: bool) -> None:
        """Keep the start of an answer until it turns out to be a stream."""
        if is_stream or self._start is None:
            self._start = None
        elif len(self._start) < _LARGEST_START:
            self._start += piece[: _LARGEST_START - len(self._start)]

    def _whole_answer(self, content: bytes) -> Iterator[Any]:
        """Return what came in one piece where a stream was asked for as its one chunk.

        Raises:
            InferenceError: If it is no answer of this operation; none if it is an empty stream.
        """
        if _may_be_stream(content.removeprefix(BOM_UTF8)):
            return
        body = parse_body(content)
        if reports_failure(body):
            raise self._reported(body)
        chunk, data = None, b""
        with suppress(*_MISFITS):
            data = json.dumps(as_chunk(body, self.events)).encode()
            chunk = self._decode(data)
        if chunk is None or not self._note(chunk):
            kind = self._headers.get("content-type", "no content type")
            raise self._misread(
                f"the server answered with {kind} where a stream was asked for. "
                f"The body begins: {snippet(content)}",
                body,
                "this server does not stream; call without stream=True.",
                server_message(body, {}) if isinstance(body, str) else None,
            )
        self._cut, self._ended = False, True
        self._open.clear()
        if not self.events.remap:
            self._answer = body[0] if is_array(body) else body
        self.received += 1
        self._keep(data)
        yield chunk

    def whole(self) -> Any:
        """Return what the chunks add up to.

        Raises:
            InferenceError: If they add up to nothing, or not to what this operation returns.
        """
        rules = self.events.accumulate
        if rules is None:
            folder = self.events.type.partition(".")[0]
            raise InferenceError(
                f"{self.operation}: final(): nothing says how the chunks of this stream add up; "
                "iterate over it, or, in specs of your own, write `accumulate` into the variant's "
                f"`stream` in tasks/{folder}/operation.json and generate again"
            )
        whole = self._answer or self.transcript.whole()
        try:
            value = validator(rules.whole.type).validate_python(whole)
            require_items(rules.whole, value)
        except _MISFITS as error:
            raise ResponseDecodeError(
                f"{self.operation}: the chunks of the stream do not add up to what this operation "
                f"returns: {why(error)}",
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
        if each := self.events.complete.each:
            nothing: list[object] = []
            chunk = {**chunk, each: nothing}  # which may be missing where usage is told
        try:
            told = validator(self.events.type).validate_python(chunk)
        except ValueError:  # something beside the counts is odd
            return None
        return getattr(told, self.events.usage)

    def _remapped(self, data: bytes) -> Any:
        from pydantic_core import from_json

        own = remap(from_json(data), self.events.remap)
        if not own:
            raise ValueError("it has nothing of a chunk")
        _with_text(own, self.events.text)
        return validator(self.events.type).validate_python(own)


def _may_be_stream(content: bytes) -> bool:
    """Return whether what has no event may be of a stream: comments, and fields without data."""
    lines = content[:_LOOKED_AT].splitlines()
    if len(content) > _LOOKED_AT:
        lines += content[-_LOOKED_AT:].splitlines()[1:]
    return all(map(_is_field, lines))


def _is_field(line: bytes) -> bool:
    """Return whether a line may be of a stream, or the start of one that may."""
    name = line.partition(b":")[0].strip()
    return any(field.startswith(name) for field in _FIELDS)


def _with_text(chunk: dict[str, Any], steps: tuple[str | int, ...]) -> None:
    """Give an empty text to a chunk without one, such as one that only says why it ends."""
    if not steps or any(isinstance(step, int) for step in steps):
        return
    *way, name = steps
    node: Any = chunk
    for step in way:
        node = node.setdefault(step, {})
    node.setdefault(name, "")


def _key(key: object, item: Any, items: list[Any]) -> object:
    """Return what tells an item apart: its place, for servers that have one answer only."""
    if isinstance(key, (int, str)):
        return key
    return next(place for place, other in enumerate(items) if other is item)


def _reached(value: Any, steps: Iterable[str]) -> Any:
    for step in steps:
        value = getattr(value, step, None)
    return value


def _names_error(name: str) -> bool:
    name = name.lower()
    return "error" in name or "exception" in name or name.startswith("fail")
