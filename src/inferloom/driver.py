"""Performs what the policy decides, blocking or with asyncio.

What differs between the two worlds stands here and in the engines, and nowhere else.
"""

from __future__ import annotations

import io
import time
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .calls.call import Call, Exchange, StreamCall
from .calls.decode import decode
from .config import Config, Limits
from .errors import InferenceError, ResponseDecodeError, ResponseTooLargeError
from .errors.body import request_id
from .policy.exchange import exchange
from .policy.session import Session
from .policy.steps import Answer, Apart, Resolve, Send, Step, Steps
from .record import replace
from .secret_texts import conceal, concealed, secrets_in
from .transport import engines
from .transport.decompress import Inflate, check_size
from .transport.engine import AsyncEngine, AsyncHeld, AsyncReply, Engine, Held, Reply, Request, cut
from .transport.failure import Failure

if TYPE_CHECKING:
    from .streams.lines import AsyncLineStream, LineDecoder, LineStream
    from .streams.stream import AsyncStream, ChunkDecoder, Stream

__all__ = ["AsyncDriver", "Driver"]

R = TypeVar("R")
T = TypeVar("T")
W = TypeVar("W")


class Driver:
    """Performs the steps of calls, blocking."""

    def __init__(self, session: Session, engine: Engine | None = None) -> None:
        self._session = session
        self._engine: Engine = engine or engines.engine(session.config)

    @property
    def engine(self) -> Engine:
        """What sends the requests."""
        return self._engine

    def sharing(self, session: Session) -> Driver:
        """Return a driver for another session over the same connections."""
        return Driver(session, self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.close()

    @overload
    def send(self, call: Call[T]) -> T: ...
    @overload
    def send(self, call: StreamCall[T, W]) -> Stream[T, W]: ...
    def send(self, call: Call[T] | StreamCall[T, W]) -> T | Stream[T, W]:
        """Send a call and return its result, or its open stream."""
        answer = self.run(exchange(self._session, call))
        if isinstance(call, StreamCall):
            return self._stream(call, answer)
        result: T = _decoded(call, answer, self._session.config.limits)
        return result

    def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with what travelled around it."""
        answer = self.run(exchange(self._session, call))
        result: T = _decoded(call, answer, self._session.config.limits)
        return _exchange(result, answer)

    def lines(self, steps: Steps, operation: str) -> LineStream:
        """Perform the steps of a raw request and return its answer's lines as they come."""
        from .streams.lines import LineStream

        answer = self.run(steps)
        reply, deadline = answer.reply
        try:
            decoder = _line_decoder(operation, answer, self._session.config)
            return LineStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            reply.close()
            raise

    def run(self, steps: Generator[Step, Any, R]) -> R:
        """Perform steps to their end and return what they return."""
        value: Any = None
        try:
            while True:
                step = steps.send(value)
                try:
                    if isinstance(step, Send):
                        value = self._perform(step)
                    elif isinstance(step, Resolve):
                        value = self._resolve(step)
                    elif isinstance(step, Apart):
                        value = _apart(step)
                    else:
                        time.sleep(step.seconds)
                        value = None
                except InferenceError as error:
                    # The policy knows which call it was, and adds it.
                    steps.throw(error)
        except StopIteration as stop:
            result: R = stop.value
            return result
        finally:
            steps.close()

    def _resolve(self, step: Resolve) -> list[str] | Failure:
        from .transport.sync.sockets import look_up

        try:
            limit = step.deadline.seconds(connecting=True)
            return _addresses(look_up(step.host, step.port, limit))
        except (OSError, UnicodeError) as error:
            return _unresolved(str(error))

    def _perform(self, step: Send) -> Answer | Failure:
        try:
            reply = self._engine.open(step.request, step.deadline)
            if step.stream and reply.status < 300:
                return Answer(reply.status, reply.headers, reply=(reply, step.deadline))
            try:
                content = self._body(reply, step.max_bytes)
            finally:
                reply.close()
        except Failure as failure:
            return failure
        return _answer(step.request, reply, content)

    def _body(self, reply: Reply, limit: int) -> bytes:
        body = _Body(reply.status, reply.headers, limit)
        try:
            body.begin()
            while block := reply.read():
                body.add(block)
            return body.whole()
        except (Failure, ResponseDecodeError, ResponseTooLargeError) as error:
            return body.rest(error)

    def _stream(self, call: StreamCall[T, W], answer: Answer) -> Stream[T, W]:
        from .streams.stream import Stream

        reply, deadline = answer.reply
        beside = 0
        try:
            if _is_in_one_piece(answer):
                content = self._body(reply, _largest_piece(self._session.config.limits))
                reply.close()
                answer = _judged(call, answer, content, self._session.config)
                reply, beside = Held(answer, content), len(content)
            decoder = _decoder(call, answer, self._session.config, beside)
            return Stream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            reply.close()
            raise


class AsyncDriver:
    """Performs the steps of calls, with asyncio."""

    def __init__(self, session: Session, engine: AsyncEngine | None = None) -> None:
        self._session = session
        self._engine: AsyncEngine = engine or engines.async_engine(session.config)

    @property
    def engine(self) -> AsyncEngine:
        """What sends the requests."""
        return self._engine

    def sharing(self, session: Session) -> AsyncDriver:
        """Return a driver for another session over the same connections."""
        return AsyncDriver(session, self._engine)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.close()

    @overload
    async def send(self, call: Call[T]) -> T: ...
    @overload
    async def send(self, call: StreamCall[T, W]) -> AsyncStream[T, W]: ...
    async def send(self, call: Call[T] | StreamCall[T, W]) -> T | AsyncStream[T, W]:
        """Send a call and return its result, or its open stream."""
        answer = await self.run(exchange(self._session, call))
        if isinstance(call, StreamCall):
            return await self._stream(call, answer)
        result: T = _decoded(call, answer, self._session.config.limits)
        return result

    async def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with what travelled around it."""
        answer = await self.run(exchange(self._session, call))
        result: T = _decoded(call, answer, self._session.config.limits)
        return _exchange(result, answer)

    async def lines(self, steps: Steps, operation: str) -> AsyncLineStream:
        """Perform the steps of a raw request and return its answer's lines as they come."""
        from .streams.lines import AsyncLineStream

        answer = await self.run(steps)
        reply, deadline = answer.reply
        try:
            decoder = _line_decoder(operation, answer, self._session.config)
            return AsyncLineStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            await reply.close()
            raise

    async def run(self, steps: Generator[Step, Any, R]) -> R:
        """Perform steps to their end and return what they return."""
        value: Any = None
        try:
            while True:
                step = steps.send(value)
                try:
                    if isinstance(step, Send):
                        value = await self._perform(step)
                    elif isinstance(step, Resolve):
                        value = await self._resolve(step)
                    elif isinstance(step, Apart):
                        value = await _apart_async(step)
                    else:
                        import asyncio

                        await asyncio.sleep(step.seconds)
                        value = None
                except InferenceError as error:
                    # The policy knows which call it was, and adds it.
                    steps.throw(error)
        except StopIteration as stop:
            result: R = stop.value
            return result
        finally:
            steps.close()

    async def _resolve(self, step: Resolve) -> list[str] | Failure:
        from .transport.aio.sockets import look_up

        try:
            limit = step.deadline.seconds(connecting=True)
            return _addresses(await look_up(step.host, step.port, limit))
        except (OSError, UnicodeError) as error:
            return _unresolved(str(error))

    async def _perform(self, step: Send) -> Answer | Failure:
        try:
            reply = await self._engine.open(step.request, step.deadline)
            if step.stream and reply.status < 300:
                return Answer(reply.status, reply.headers, reply=(reply, step.deadline))
            try:
                content = await self._body(reply, step.max_bytes)
            finally:
                await reply.close()
        except Failure as failure:
            return failure
        return _answer(step.request, reply, content)

    async def _body(self, reply: AsyncReply, limit: int) -> bytes:
        body = _Body(reply.status, reply.headers, limit)
        try:
            body.begin()
            while block := await reply.read():
                body.add(block)
            return body.whole()
        except (Failure, ResponseDecodeError, ResponseTooLargeError) as error:
            return body.rest(error)

    async def _stream(self, call: StreamCall[T, W], answer: Answer) -> AsyncStream[T, W]:
        from .streams.stream import AsyncStream

        reply, deadline = answer.reply
        beside = 0
        try:
            if _is_in_one_piece(answer):
                content = await self._body(reply, _largest_piece(self._session.config.limits))
                await reply.close()
                answer = _judged(call, answer, content, self._session.config)
                reply, beside = AsyncHeld(answer, content), len(content)
            decoder = _decoder(call, answer, self._session.config, beside)
            return AsyncStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            await reply.close()
            raise


def _addresses(entries: list[Any]) -> list[str]:
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def _apart(step: Apart) -> Any:
    from .transport.sync.apart import apart

    try:
        return apart(step.work, step.deadline.remaining(), step.drop)
    except TimeoutError as error:
        if isinstance(error, InferenceError):
            raise
        return Failure("timeout", step.reason, sent=False)


async def _apart_async(step: Apart) -> Any:
    from .transport.aio.apart import apart

    try:
        return await apart(step.work, step.deadline.remaining(), step.drop)
    except TimeoutError as error:
        if isinstance(error, InferenceError):
            raise
        return Failure("timeout", step.reason, sent=False)


def _unresolved(reason: str) -> Failure:
    return Failure("connect", reason, sent=False)


class _Body:
    """A body as it arrives. Of an error's body a part is enough: its status says what happened."""

    def __init__(self, status: int, headers: Mapping[str, str], limit: int) -> None:
        self._headers = headers
        self._limit = limit
        self._failed = status >= 300
        self._first = b""
        self._content: io.BytesIO | None = None  # which, unlike joined blocks, holds each byte once

    def begin(self) -> None:
        """Look at the headers; refuse a body that says that it is too large."""
        most = self._limit
        if self._failed:
            most = min(most, _LARGEST_ERROR)
        elif (length := self._headers.get("content-length", "")).isdecimal():
            check_size(int(length[:20]), most)
        self._inflate = Inflate(self._headers.get("content-encoding", ""), most)

    def add(self, block: bytes) -> None:
        """Take what has arrived."""
        for piece in self._inflate.pieces(block):
            if self._content is not None:
                self._content.write(piece)
            elif self._first:
                self._content = io.BytesIO(self._first)
                self._content.seek(0, io.SEEK_END)
                self._first = b""
                self._content.write(piece)
            else:
                self._first = piece  # and often the last

    def whole(self) -> bytes:
        """Return the body, which has no more bytes."""
        self._inflate.finish()
        return self._first if self._content is None else self._content.getvalue()

    def rest(self, error: Failure | InferenceError) -> bytes:
        """Return what there is of an error's body that has no proper end."""
        if not self._failed or (isinstance(error, Failure) and error.kind == "timeout"):
            raise error
        return self._first if self._content is None else self._content.getvalue()


_LARGEST_ERROR = 1024**2


def _answer(request: Request, reply: Reply | AsyncReply, content: bytes) -> Answer:
    headers = reply.headers
    if reply.status >= 400 and (secrets := secrets_in(request.headers)):
        # Some servers say which token they refuse.
        headers, content = concealed(dict(headers), secrets), concealed(content, secrets)
    return Answer(reply.status, headers, content)


def _decoded(call: Call[Any], answer: Answer, limits: Limits) -> Any:
    large = call.operation.large
    most = limits.largest(large)
    try:
        name, counts = call.operation.name, call.counts
        return decode(call.result, answer.content, answer.headers, name, counts, most, large)
    except InferenceError as error:
        error.attempts, error.elapsed = answer.attempts, answer.elapsed
        conceal(error, answer.sent)
        raise


def _exchange(result: T, answer: Answer) -> Exchange[T]:
    return Exchange(
        result=result,
        status=answer.status,
        headers=answer.headers,
        url=answer.url,
        request_id=request_id(answer.headers),
        attempts=answer.attempts,
        elapsed=answer.elapsed,
    )


def _largest_piece(limits: Limits) -> int:
    """Return the largest answer in one piece where a stream is wanted: it is like one event."""
    return min(limits.max_response_bytes, limits.max_event_bytes)


def _decoder(
    call: StreamCall[Any], answer: Answer, config: Config, beside: int = 0
) -> ChunkDecoder:
    from .streams.stream import ChunkDecoder

    decoder = ChunkDecoder(
        call.result, answer.headers, call.operation.name, config.limits.max_event_bytes, beside
    )
    decoder.sent = answer.sent
    return decoder


def _line_decoder(operation: str, answer: Answer, config: Config) -> LineDecoder:
    from .streams.lines import LineDecoder

    return LineDecoder(answer.headers, operation, config.limits.max_event_bytes)


def _is_in_one_piece(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind in ("application/json", "text/html")


def _judged(call: StreamCall[Any], answer: Answer, content: bytes, config: Config) -> Answer:
    """Return an answer in one piece, where a stream was asked for, as one that can be decoded.

    Raises:
        InferenceError: If it is neither what was asked for nor a stream under a wrong name.
    """
    headers = {name: v for name, v in answer.headers.items() if name != "content-encoding"}
    answer = replace(answer, headers=headers)
    decoder = _decoder(call, answer, config)
    try:
        if not any(map(decoder.events_of, cut(content))):
            list(decoder.last())
            decoder.finish()
    except InferenceError as error:
        conceal(error, answer.sent)
        error.attempts = answer.attempts
        raise
    return answer
