"""Engines that record and replay, with asyncio."""

from __future__ import annotations

from typing import TypeVar

from ...client_base.aio import AsyncClient, async_over
from ...config import Config
from ...driver.aio import AsyncDriver
from ...policy.session import Session
from ...transport.deadline import Deadline
from ...transport.engine import AsyncEngine, AsyncReply, Request
from ...transport.failure import Failure
from ..cassette import Cassette, Played, Player, Take, begin
from ..secrets import secrets_of
from .instant import AsyncInstantDriver
from .pause import pause

__all__ = ["AsyncRecordingEngine", "AsyncReplayEngine", "async_recording", "async_replaying"]

C = TypeVar("C", bound=AsyncClient)


def async_recording(client: C, tape: Cassette) -> C:
    """Return a client whose requests and answers are recorded.

    Args:
        client: A client. It stays as it is.
        tape: Where they are recorded.
    """

    def make(session: Session, driver: AsyncDriver) -> AsyncDriver:
        tape.scrubber.learn(secrets_of(session.config))
        return AsyncDriver(session, AsyncRecordingEngine(driver.engine, tape))

    return async_over(client, make)


def async_replaying(client: C, tape: Cassette, pace: bool) -> C:
    """Return a client that is answered by a recording.

    Args:
        client: A client. It stays as it is.
        tape: The recording.
        pace: Whether to take the time that it took.
    """

    def make(session: Session, driver: AsyncDriver) -> AsyncDriver:
        kind = AsyncDriver if pace else AsyncInstantDriver
        return kind(session, AsyncReplayEngine(tape, session.config, pace))

    return async_over(client, make)


class AsyncRecordingEngine:
    """Sends requests through another engine and records what comes back, with asyncio.

    Args:
        inner: What sends the requests.
        cassette: Where they are recorded. It is written when the engine is closed.
    """

    def __init__(self, inner: AsyncEngine, cassette: Cassette) -> None:
        self._inner = inner
        self._cassette = cassette

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        request, take = begin(request, self._cassette)
        try:
            reply = await self._inner.open(request, deadline)
        except Failure as failure:
            take.failure = failure
            raise
        take.begun(reply.status, reply.headers)
        return _AsyncRecordedReply(reply, take)

    async def close(self) -> None:
        """Close all connections and write the recording."""
        try:
            await self._inner.close()
        finally:
            self._cassette.save()


class _AsyncRecordedReply:
    def __init__(self, inner: AsyncReply, take: Take) -> None:
        self._inner = inner
        self._take = take
        self.status = inner.status
        self.headers = inner.headers

    async def read(self) -> bytes:
        try:
            block = await self._inner.read()
        except Failure as failure:
            self._take.failure = failure
            raise
        self._take.got(block)
        return block

    async def close(self) -> None:
        await self._inner.close()


class AsyncReplayEngine:
    """Answers requests out of a recording, with asyncio.

    Args:
        cassette: The recording.
        config: The client's configuration, whose secrets are scrubbed before requests are compared.
        pace: Whether to take the time that it took.
    """

    def __init__(self, cassette: Cassette, config: Config, pace: bool = False) -> None:
        self._player = Player(cassette, config)
        self._pace = pace

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Answer a request."""
        played = self._player.answer(request)
        await pause(played.after if self._pace else 0)
        return _AsyncPlayedReply(played, self._pace)

    async def close(self) -> None:
        """There is nothing to close."""


class _AsyncPlayedReply:
    def __init__(self, played: Played, pace: bool) -> None:
        self._blocks = list(played.blocks)
        self._failure = played.failure
        self._pace = pace
        self.status = played.status
        self.headers = played.headers

    async def read(self) -> bytes:
        if not self._blocks:
            if self._failure is not None:
                raise self._failure
            return b""
        after, block = self._blocks.pop(0)
        await pause(after if self._pace else 0)
        return block

    async def close(self) -> None:
        self._blocks.clear()
