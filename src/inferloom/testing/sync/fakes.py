# Generated from testing/aio/fakes.py by codegen/twins.py
# source sha256:9461a459adbb. Do not edit: change the source, then run
# `make generate`.
"""A client without a network, blocking: all but the engine is the real client's."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from ...calls.call import Call, StreamCall
from ...calls.exchange import Exchange
from ...client_base.sync import SyncClient
from ...driver.sync import Driver
from ...policy.session import Session
from ...policy.steps import Step, Steps
from ...streams.sync.lines import LineStream
from ...streams.sync.stream import Stream
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
from .instant import InstantDriver
from .pause import pause

__all__ = ["Fake", "FakeDriver"]

T = TypeVar("T")
W = TypeVar("W")
R = TypeVar("R")


class _Reply:
    """An answer in memory."""

    def __init__(self, wire: Wire) -> None:
        if wire.failure is not None:
            raise copy.copy(wire.failure)
        self.status = wire.status
        self.headers: Mapping[str, str] = wire.headers
        self._blocks = deque(wire.blocks)

    def read(self) -> bytes:
        """Return the next block, b"" at the end, and let others run before."""
        pause()
        while self._blocks:
            block = self._blocks.popleft()
            if isinstance(block, Exception):
                raise copy.copy(block)
            if block:
                return block
        return b""

    def close(self) -> None:
        """Forget the rest."""
        self._blocks.clear()


@dataclass(frozen=True)
class _Memory:
    """An engine that answers the requests of one call."""

    conversation: Conversation | None = None

    def open(self, request: Request, deadline: Deadline) -> _Reply:
        """Answer a request."""
        assert self.conversation is not None, "a fake has nobody to send this to"
        return _Reply(self.conversation.next(request, deadline))

    def close(self) -> None:
        """There is nothing to close."""


class FakeDriver(Driver):
    """Answers each call out of a script.

    Args:
        session: The client's state.
        script: What to answer.
    """

    def __init__(self, session: Session, script: Script) -> None:
        super().__init__(without_provider(session), _Memory())
        self.script = script

    def sharing(self, session: Session) -> FakeDriver:
        """Return a driver for another session with the same script."""
        return FakeDriver(session, self.script)

    @overload
    def send(self, call: Call[T]) -> T: ...
    @overload
    def send(self, call: StreamCall[T, W]) -> Stream[T, W]: ...
    def send(self, call: Call[T] | StreamCall[T, W]) -> T | Stream[T, W]:
        """Answer a call."""
        self.script.note(call)
        talk = Conversation(self.script, call.operation.name, call)
        try:
            return self._answering(talk).send(read_as(call, talk))
        finally:
            talk.close()

    def exchange(self, call: Call[Any], *, as_url: bool = False) -> Exchange[Any]:
        """Answer a call, with what would have travelled around it."""
        self.script.note(call)
        talk = Conversation(self.script, call.operation.name, call)
        try:
            return self._answering(talk).exchange(read_as(call, talk), as_url=as_url)
        finally:
            talk.close()

    def lines(self, steps: Steps, operation: str) -> LineStream:
        """Answer a raw request, line by line."""
        talk = Conversation(self.script, method_of(steps), None)
        try:
            return self._answering(talk).lines(steps, operation)
        finally:
            talk.close()

    def run(self, steps: Generator[Step, Any, R]) -> R:
        """Answer a method beside the tasks."""
        talk = Conversation(self.script, method_of(steps), None)
        try:
            return self._answering(talk).run(steps)
        finally:
            talk.close()

    def _answering(self, talk: Conversation) -> Driver:
        return InstantDriver(self._session, _Memory(talk))


class Fake(Scripted, SyncClient):
    """What makes a sync client a fake, in front of the client itself."""

    def _configure(self, arguments: Mapping[str, Any]) -> None:
        of_api = self._key_arguments is not None
        super()._configure(arguments if of_api else without_lookup(arguments))

    def _play(self, strict: bool) -> None:
        self._driver_of = FakeDriver(self._session, Script(strict))

    @property
    def _driver(self) -> FakeDriver:
        # A pickled fake arrives without its script.
        if not isinstance(self._driver_of, FakeDriver):
            self._play(strict=False)
        assert isinstance(self._driver_of, FakeDriver)
        return self._driver_of

    @property
    def _script(self) -> Script:
        return self._driver.script
