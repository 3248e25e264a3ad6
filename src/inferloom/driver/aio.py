"""Performs the steps of calls, with asyncio."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..calls.call import Call, StreamCall
from ..errors import InferenceError, ResponseDecodeError, ResponseTooLargeError
from ..policy.exchange import exchange
from ..policy.results import content_of, decoded, outcome_of, url_in
from ..policy.session import Session
from ..policy.steps import Answer, Apart, Resolve, Send, Step, Steps
from ..transport import choice
from ..transport.engine import AsyncEngine, AsyncHeld, AsyncReply
from ..transport.failure import Failure
from .answers import addresses, answered, exchanged, late, unresolved
from .body import Body
from .streamed import chunk_decoder, is_in_one_piece, judged, largest_piece, line_decoder

if TYPE_CHECKING:
    from ..calls.exchange import Exchange
    from ..streams.aio.lines import AsyncLineStream
    from ..streams.aio.stream import AsyncStream

__all__ = ["AsyncDriver"]

R = TypeVar("R")
T = TypeVar("T")
W = TypeVar("W")


class AsyncDriver:
    """Performs the steps of calls, with asyncio.

    Args:
        session: What the calls of a client share.
        engine: What sends the requests; the session's configuration chooses one by default.
    """

    def __init__(self, session: Session, engine: AsyncEngine | None = None) -> None:
        self._session = session
        self._limits = session.config.limits
        self._engine: AsyncEngine = engine or choice.async_engine(session.config)

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
        result: T = decoded(call, answer, self._limits)
        return result

    async def exchange(self, call: Call[Any], *, as_url: bool = False) -> Exchange[Any]:
        """Send a call and return its result with what travelled around it."""
        steps = exchange(self._session, call, fetching=not as_url, decoding=False)
        answer = await self.run(steps)
        if as_url:
            return exchanged(url_in(call, answer), answer, answer.body)
        outcome = outcome_of(call, answer, self._limits)
        return exchanged(outcome, answer, content_of(call, answer, self._limits))

    async def lines(self, steps: Steps, operation: str) -> AsyncLineStream:
        """Perform the steps of a raw request and return its answer's lines as they come."""
        from ..streams.aio.lines import AsyncLineStream

        answer = await self.run(steps)
        reply, deadline = answer.reply
        try:
            decoder = line_decoder(operation, answer, self._limits)
            return AsyncLineStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            await reply.close()
            raise

    async def content(self, steps: Steps) -> bytes:
        """Perform the steps of a raw request and return its answer's body."""
        answer = await self.run(steps)
        return answer.content

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
                        value = await self._apart(step)
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
        from ..transport.aio.sockets import look_up

        try:
            limit = step.deadline.seconds(connecting=True)
            return addresses(await look_up(step.host, step.port, limit))
        except (OSError, UnicodeError) as error:
            return unresolved(str(error))

    async def _apart(self, step: Apart) -> Any:
        from ..transport.aio.apart import apart

        try:
            return await apart(step.work, step.deadline.remaining(), step.drop)
        except TimeoutError as error:
            return late(error, step.reason)

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
        return answered(step.request, reply, content)

    async def _body(self, reply: AsyncReply, limit: int) -> bytes:
        body = Body(reply.status, reply.headers, limit)
        try:
            body.begin()
            while block := await reply.read():
                body.add(block)
            return body.whole()
        except (Failure, ResponseDecodeError, ResponseTooLargeError) as error:
            return body.rest(error)

    async def _stream(self, call: StreamCall[T, W], answer: Answer) -> AsyncStream[T, W]:
        from ..streams.aio.stream import AsyncStream

        call = answer.call or call
        reply, deadline = answer.reply
        beside = 0
        try:
            if is_in_one_piece(answer):
                content = await self._body(reply, largest_piece(self._limits))
                await reply.close()
                answer = judged(call, answer, content, self._limits)
                reply, beside = AsyncHeld(answer, content), len(content)
            decoder = chunk_decoder(call, answer, self._limits, beside)
            return AsyncStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            await reply.close()
            raise
