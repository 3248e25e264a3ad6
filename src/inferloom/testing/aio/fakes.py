"""A client without a network, with asyncio: all but the engine is the real client's."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from ...calls.call import Call, StreamCall
from ...calls.exchange import Exchange
from ...client_base.aio import AsyncClient
from ...driver.aio import AsyncDriver
from ...policy.session import Session
from ...policy.steps import Step, Steps
from ...streams.aio.lines import AsyncLineStream
from ...streams.aio.stream import AsyncStream
from ...transport.deadline import Deadline
from ...transport.engine import Request
from ..answers import Wire
from ..script import (
    Conversation,
    Script,
    Scripted,
    method_of,
    read_as,
    without_lookup,
    without_provider,
)
from .instant import AsyncInstantDriver
from .pause import pause

__all__ = ["AsyncFake", "AsyncFakeDriver"]

T = TypeVar("T")
W = TypeVar("W")
R = TypeVar("R")


class _AsyncReply:
    """An answer in memory."""

    def __init__(self, wire: Wire) -> None:
        if wire.failure is not None:
            raise copy.copy(wire.failure)
        self.status = wire.status
        self.headers: Mapping[str, str] = wire.headers
        self._blocks = deque(wire.blocks)

    async def read(self) -> bytes:
        """Return the next block, b"" at the end, and let others run before."""
        await pause()
        while self._blocks:
            block = self._blocks.popleft()
            if isinstance(block, Exception):
                raise copy.copy(block)
            if block:
                return block
        return b""

    async def close(self) -> None:
        """Forget the rest."""
        self._blocks.clear()


@dataclass(frozen=True)
class _AsyncMemory:
    """An engine that answers the requests of one call."""

    conversation: Conversation | None = None

    async def open(self, request: Request, deadline: Deadline) -> _AsyncReply:
        """Answer a request."""
        assert self.conversation is not None, "a fake has nobody to send this to"
        return _AsyncReply(self.conversation.next(request, deadline))

    async def close(self) -> None:
        """There is nothing to close."""


class AsyncFakeDriver(AsyncDriver):
    """Answers each call out of a script.

    Args:
        session: The client's state.
        script: What to answer.
    """

    def __init__(self, session: Session, script: Script) -> None:
        super().__init__(without_provider(session), _AsyncMemory())
        self.script = script

    def sharing(self, session: Session) -> AsyncFakeDriver:
        """Return a driver for another session with the same script."""
        return AsyncFakeDriver(session, self.script)

    @overload
    async def send(self, call: Call[T]) -> T: ...
    @overload
    async def send(self, call: StreamCall[T, W]) -> AsyncStream[T, W]: ...
    async def send(self, call: Call[T] | StreamCall[T, W]) -> T | AsyncStream[T, W]:
        """Answer a call."""
        self.script.note(call)
        talk = Conversation(self.script, call.operation.name, call)
        try:
            return await self._answering(talk).send(read_as(call, talk))
        finally:
            talk.close()

    async def exchange(self, call: Call[Any], *, as_url: bool = False) -> Exchange[Any]:
        """Answer a call, with what would have travelled around it."""
        self.script.note(call)
        talk = Conversation(self.script, call.operation.name, call)
        try:
            return await self._answering(talk).exchange(read_as(call, talk), as_url=as_url)
        finally:
            talk.close()

    async def lines(self, steps: Steps, operation: str) -> AsyncLineStream:
        """Answer a raw request, line by line."""
        talk = Conversation(self.script, method_of(steps), None)
        try:
            return await self._answering(talk).lines(steps, operation)
        finally:
            talk.close()

    async def run(self, steps: Generator[Step, Any, R]) -> R:
        """Answer a method beside the tasks."""
        talk = Conversation(self.script, method_of(steps), None)
        try:
            return await self._answering(talk).run(steps)
        finally:
            talk.close()

    def _answering(self, talk: Conversation) -> AsyncDriver:
        return AsyncInstantDriver(self._session, _AsyncMemory(talk))


class AsyncFake(Scripted, AsyncClient):
    """What makes an async client a fake, in front of the client itself."""

    def _configure(self, arguments: Mapping[str, Any]) -> None:
        of_api = self._key_arguments is not None
        super()._configure(arguments if of_api else without_lookup(arguments))

    def _play(self, strict: bool) -> None:
        self._driver_of = AsyncFakeDriver(self._session, Script(strict))

    @property
    def _driver(self) -> AsyncFakeDriver:
        # A pickled fake arrives without its script.
        if not isinstance(self._driver_of, AsyncFakeDriver):
            self._play(strict=False)
        assert isinstance(self._driver_of, AsyncFakeDriver)
        return self._driver_of

    @property
    def _script(self) -> Script:
        return self._driver.script
