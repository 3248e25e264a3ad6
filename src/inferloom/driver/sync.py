# Generated from driver/aio.py by codegen/twins.py
# source sha256:f57d57b37986. Do not edit: change the source, then run
# `make generate`.
"""Performs the steps of calls, blocking."""

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
from ..transport.engine import Engine, Held, Reply
from ..transport.failure import Failure
from .answers import addresses, answered, exchanged, late, unresolved
from .body import Body
from .streamed import chunk_decoder, is_in_one_piece, judged, largest_piece, line_decoder

if TYPE_CHECKING:
    from ..calls.exchange import Exchange
    from ..streams.sync.lines import LineStream
    from ..streams.sync.stream import Stream

__all__ = ["Driver"]

R = TypeVar("R")
T = TypeVar("T")
W = TypeVar("W")


class Driver:
    """Performs the steps of calls, blocking.

    Args:
        session: What the calls of a client share.
        engine: What sends the requests; the session's configuration chooses one by default.
    """

    def __init__(self, session: Session, engine: Engine | None = None) -> None:
        self._session = session
        self._limits = session.config.limits
        self._engine: Engine = engine or choice.engine(session.config)

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
        result: T = decoded(call, answer, self._limits)
        return result

    def exchange(self, call: Call[Any], *, as_url: bool = False) -> Exchange[Any]:
        """Send a call and return its result with what travelled around it."""
        steps = exchange(self._session, call, fetching=not as_url, decoding=False)
        answer = self.run(steps)
        if as_url:
            return exchanged(url_in(call, answer), answer, answer.body)
        outcome = outcome_of(call, answer, self._limits)
        return exchanged(outcome, answer, content_of(call, answer, self._limits))

    def lines(self, steps: Steps, operation: str) -> LineStream:
        """Perform the steps of a raw request and return its answer's lines as they come."""
        from ..streams.sync.lines import LineStream

        answer = self.run(steps)
        reply, deadline = answer.reply
        try:
            decoder = line_decoder(operation, answer, self._limits)
            return LineStream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            reply.close()
            raise

    def content(self, steps: Steps) -> bytes:
        """Perform the steps of a raw request and return its answer's body."""
        answer = self.run(steps)
        return answer.content

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
                        value = self._apart(step)
                    else:
                        import time

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
        from ..transport.sync.sockets import look_up

        try:
            limit = step.deadline.seconds(connecting=True)
            return addresses(look_up(step.host, step.port, limit))
        except (OSError, UnicodeError) as error:
            return unresolved(str(error))

    def _apart(self, step: Apart) -> Any:
        from ..transport.sync.apart import apart

        try:
            return apart(step.work, step.deadline.remaining(), step.drop)
        except TimeoutError as error:
            return late(error, step.reason)

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
        return answered(step.request, reply, content)

    def _body(self, reply: Reply, limit: int) -> bytes:
        body = Body(reply.status, reply.headers, limit)
        try:
            body.begin()
            while block := reply.read():
                body.add(block)
            return body.whole()
        except (Failure, ResponseDecodeError, ResponseTooLargeError) as error:
            return body.rest(error)

    def _stream(self, call: StreamCall[T, W], answer: Answer) -> Stream[T, W]:
        from ..streams.sync.stream import Stream

        call = answer.call or call
        reply, deadline = answer.reply
        beside = 0
        try:
            if is_in_one_piece(answer):
                content = self._body(reply, largest_piece(self._limits))
                reply.close()
                answer = judged(call, answer, content, self._limits)
                reply, beside = Held(answer, content), len(content)
            decoder = chunk_decoder(call, answer, self._limits, beside)
            return Stream(reply, decoder, deadline, answer.attempts)
        except BaseException:
            reply.close()
            raise
