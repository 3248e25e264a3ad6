"""Performs what the policy decides, blocking or with asyncio.

What differs between the two worlds stands here and in the engines, and nowhere else.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, TypeVar, overload

from ..errors import (
    InferenceError,
    ResponseDecodeError,
    from_stream,
    parse_body,
    request_id,
)
from .call import Call, Exchange, StreamCall
from .config import Config, Session
from .decode import decode
from .inflate import Inflate
from .narrow import is_object
from .policy import Answer, Send, Sleep, Steps, exchange
from .stream import AsyncStream, ChunkDecoder, Stream
from .wire import AsyncEngine, AsyncReply, Engine, Failure, Reply

__all__ = ["AsyncDriver", "Driver"]

T = TypeVar("T")


class Driver:
    """Performs the steps of calls, blocking."""

    def __init__(self, session: Session, engine: Engine | None = None) -> None:
        from .engine_httpx import HttpxEngine

        self._session = session
        self._engine: Engine = engine or HttpxEngine(session.config)

    def sharing(self, session: Session) -> Driver:
        """Return a driver for another session over the same connections."""
        return Driver(session, self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.close()

    @overload
    def send(self, call: Call[T]) -> T: ...
    @overload
    def send(self, call: StreamCall[T]) -> Stream[T]: ...
    def send(self, call: Call[T] | StreamCall[T]) -> T | Stream[T]:
        """Send a call and return its result, or its open stream."""
        answer = self._run(exchange(self._session, call))
        if isinstance(call, StreamCall):
            return self._stream(call, answer)
        result: T = decode(call.result, answer.content, answer.headers, call.operation.name)
        return result

    def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with what travelled around it."""
        answer = self._run(exchange(self._session, call))
        result: T = decode(call.result, answer.content, answer.headers, call.operation.name)
        return _exchange(result, answer)

    def _run(self, steps: Steps) -> Answer:
        value: Any = None
        try:
            while True:
                step = steps.send(value)
                try:
                    if isinstance(step, Sleep):
                        time.sleep(step.seconds)
                        value = None
                    else:
                        value = self._perform(step)
                except InferenceError as error:
                    # The policy knows which call it was, and adds it.
                    steps.throw(error)
        except StopIteration as stop:
            answer: Answer = stop.value
            return answer
        finally:
            steps.close()

    def _perform(self, step: Send) -> Answer | Failure:
        try:
            reply = self._engine.open(step.request, step.deadline)
            if step.stream and reply.status < 300:
                return Answer(reply.status, reply.headers, reply=(reply, step.deadline))
            try:
                content = self._body(reply)
            finally:
                reply.close()
        except Failure as failure:
            return failure
        return Answer(reply.status, reply.headers, content)

    def _body(self, reply: Reply) -> bytes:
        limit = self._session.config.limits.max_response_bytes
        inflate = Inflate(reply.headers.get("content-encoding", ""), limit)
        blocks: list[bytes] = []
        while block := reply.read():
            blocks.append(inflate(block))
        return b"".join(blocks)

    def _stream(self, call: StreamCall[T], answer: Answer) -> Stream[T]:
        reply, deadline = answer.reply
        try:
            if _is_no_stream(answer):
                raise _no_stream(call, answer, self._body(reply))
            decoder = _decoder(call, answer, self._session.config)
            return Stream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            reply.close()
            raise


class AsyncDriver:
    """Performs the steps of calls, with asyncio."""

    def __init__(self, session: Session, engine: AsyncEngine | None = None) -> None:
        from .engine_httpx import HttpxAsyncEngine

        self._session = session
        self._engine: AsyncEngine = engine or HttpxAsyncEngine(session.config)

    def sharing(self, session: Session) -> AsyncDriver:
        """Return a driver for another session over the same connections."""
        return AsyncDriver(session, self._engine)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.close()

    @overload
    async def send(self, call: Call[T]) -> T: ...
    @overload
    async def send(self, call: StreamCall[T]) -> AsyncStream[T]: ...
    async def send(self, call: Call[T] | StreamCall[T]) -> T | AsyncStream[T]:
        """Send a call and return its result, or its open stream."""
        answer = await self._run(exchange(self._session, call))
        if isinstance(call, StreamCall):
            return await self._stream(call, answer)
        result: T = decode(call.result, answer.content, answer.headers, call.operation.name)
        return result

    async def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with what travelled around it."""
        answer = await self._run(exchange(self._session, call))
        result: T = decode(call.result, answer.content, answer.headers, call.operation.name)
        return _exchange(result, answer)

    async def _run(self, steps: Steps) -> Answer:
        value: Any = None
        try:
            while True:
                step = steps.send(value)
                try:
                    if isinstance(step, Sleep):
                        await asyncio.sleep(step.seconds)
                        value = None
                    else:
                        value = await self._perform(step)
                except InferenceError as error:
                    # The policy knows which call it was, and adds it.
                    steps.throw(error)
        except StopIteration as stop:
            answer: Answer = stop.value
            return answer
        finally:
            steps.close()

    async def _perform(self, step: Send) -> Answer | Failure:
        try:
            reply = await self._engine.open(step.request, step.deadline)
            if step.stream and reply.status < 300:
                return Answer(reply.status, reply.headers, reply=(reply, step.deadline))
            try:
                content = await self._body(reply)
            finally:
                await reply.close()
        except Failure as failure:
            return failure
        return Answer(reply.status, reply.headers, content)

    async def _body(self, reply: AsyncReply) -> bytes:
        limit = self._session.config.limits.max_response_bytes
        inflate = Inflate(reply.headers.get("content-encoding", ""), limit)
        blocks: list[bytes] = []
        while block := await reply.read():
            blocks.append(inflate(block))
        return b"".join(blocks)

    async def _stream(self, call: StreamCall[T], answer: Answer) -> AsyncStream[T]:
        reply, deadline = answer.reply
        try:
            if _is_no_stream(answer):
                raise _no_stream(call, answer, await self._body(reply))
            decoder = _decoder(call, answer, self._session.config)
            return AsyncStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            await reply.close()
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


def _decoder(call: StreamCall[Any], answer: Answer, config: Config) -> ChunkDecoder:
    return ChunkDecoder(
        call.result, answer.headers, call.operation.name, config.limits.max_event_bytes
    )


def _is_no_stream(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind in ("application/json", "text/html")


def _no_stream(call: StreamCall[Any], answer: Answer, content: bytes) -> InferenceError:
    """Build the error for a server that answers a request for a stream in one piece."""
    body = parse_body(content)
    if is_object(body) and body.get("error") is not None:
        return from_stream(body, answer.headers, operation=call.operation.name)
    kind = answer.headers.get("content-type", "")
    return ResponseDecodeError(
        f"{call.operation.name}: the server answered with {kind} where a stream was asked for",
        hint="this server does not stream; call without stream=True.",
        status=answer.status,
        body=body,
        headers=answer.headers,
        request_id=request_id(answer.headers),
        operation=call.operation.name,
    )
