# Generated from testing/aio/recording.py by codegen/twins.py
# source sha256:8e84d3a9ba84. Do not edit: change the source, then run
# `make generate`.
"""Engines that record and replay, blocking."""

from __future__ import annotations

from typing import TypeVar

from ...client_base.sync import SyncClient, over
from ...config import Config
from ...driver.sync import Driver
from ...policy.session import Session
from ...transport.deadline import Deadline
from ...transport.engine import Engine, Reply, Request
from ...transport.failure import Failure
from ..cassette import Cassette, Played, Player, Take, begin
from ..secrets import secrets_of
from .instant import InstantDriver
from .pause import pause

__all__ = ["RecordingEngine", "ReplayEngine", "recording", "replaying"]

C = TypeVar("C", bound=SyncClient)


def recording(client: C, tape: Cassette) -> C:
    """Return a client whose requests and answers are recorded.

    Args:
        client: A client. It stays as it is.
        tape: Where they are recorded.
    """

    def make(session: Session, driver: Driver) -> Driver:
        tape.scrubber.learn(secrets_of(session.config))
        return Driver(session, RecordingEngine(driver.engine, tape))

    return over(client, make)


def replaying(client: C, tape: Cassette, pace: bool) -> C:
    """Return a client that is answered by a recording.

    Args:
        client: A client. It stays as it is.
        tape: The recording.
        pace: Whether to take the time that it took.
    """

    def make(session: Session, driver: Driver) -> Driver:
        kind = Driver if pace else InstantDriver
        return kind(session, ReplayEngine(tape, session.config, pace))

    return over(client, make)


class RecordingEngine:
    """Sends requests through another engine and records what comes back, blocking.

    Args:
        inner: What sends the requests.
        cassette: Where they are recorded. It is written when the engine is closed.
    """

    def __init__(self, inner: Engine, cassette: Cassette) -> None:
        self._inner = inner
        self._cassette = cassette

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        request, take = begin(request, self._cassette)
        try:
            reply = self._inner.open(request, deadline)
        except Failure as failure:
            take.failure = failure
            raise
        take.begun(reply.status, reply.headers)
        return _RecordedReply(reply, take)

    def close(self) -> None:
        """Close all connections and write the recording."""
        try:
            self._inner.close()
        finally:
            self._cassette.save()


class _RecordedReply:
    def __init__(self, inner: Reply, take: Take) -> None:
        self._inner = inner
        self._take = take
        self.status = inner.status
        self.headers = inner.headers

    def read(self) -> bytes:
        try:
            block = self._inner.read()
        except Failure as failure:
            self._take.failure = failure
            raise
        self._take.got(block)
        return block

    def close(self) -> None:
        self._inner.close()


class ReplayEngine:
    """Answers requests out of a recording, blocking.

    Args:
        cassette: The recording.
        config: The client's configuration, whose secrets are scrubbed before requests are compared.
        pace: Whether to take the time that it took.
    """

    def __init__(self, cassette: Cassette, config: Config, pace: bool = False) -> None:
        self._player = Player(cassette, config)
        self._pace = pace

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Answer a request."""
        played = self._player.answer(request)
        pause(played.after if self._pace else 0)
        return _PlayedReply(played, self._pace)

    def close(self) -> None:
        """There is nothing to close."""


class _PlayedReply:
    def __init__(self, played: Played, pace: bool) -> None:
        self._blocks = list(played.blocks)
        self._failure = played.failure
        self._pace = pace
        self.status = played.status
        self.headers = played.headers

    def read(self) -> bytes:
        if not self._blocks:
            if self._failure is not None:
                raise self._failure
            return b""
        after, block = self._blocks.pop(0)
        pause(after if self._pace else 0)
        return block

    def close(self) -> None:
        self._blocks.clear()
