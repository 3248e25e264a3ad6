"""Ctrl-C at any line and cancellation at any await lose no place of the limit and no socket."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import types
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import inferloom
from inferloom import AsyncInferenceClient, InferenceClient, InferenceError, Limits
from tests.support.raw import body_of, reply
from tests.support.ways import WAYS, way_to
from tests.wire.test_lifecycle import eventually, sockets

MESSAGES: Any = [{"role": "user", "content": "hi"}]
LABEL = b'[{"label": "x", "score": 1.0}]'
EVENT = b'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n'
TRANSPORT = str(Path(inferloom.__file__).parent / "transport")
LIMITS = Limits(max_connections=1)


def serve(found: socket.socket, number: int) -> None:
    """Answer, and hang up now and then, so that connections are made as well as used again."""
    served = 0
    while (body := body_of(found)) is not None:
        served += 1
        if b'"stream"' in body:
            chunk = b"%x\r\n%s\r\n" % (len(EVENT), EVENT)
            found.sendall(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                b"transfer-encoding: chunked\r\n\r\n" + chunk * 3
            )
            last = b"data: [DONE]\n\n"
            found.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (len(last), last))
        elif b"wrong" in body:
            found.sendall(reply(b'{"error": "wrong"}', b"400 Bad"))
        elif b"hang up" in body:
            return
        else:
            found.sendall(reply(LABEL))
        if served == 2:
            return


# Ctrl-C -----------------------------------------------------------------------------------------


def call(client: InferenceClient) -> None:
    client.text_classification("hi")


def refused(client: InferenceClient) -> None:
    with suppress(InferenceError):
        client.text_classification("wrong")


def lost(client: InferenceClient) -> None:
    with suppress(InferenceError):
        client.text_classification("hang up")


def stream(client: InferenceClient) -> None:
    for _ in client.chat_completion(MESSAGES, stream=True):
        pass


def stream_that_is_left(client: InferenceClient) -> None:
    with client.chat_completion(MESSAGES, stream=True) as open_stream:
        next(open_stream)


def stream_that_is_dropped(client: InferenceClient) -> None:
    next(client.chat_completion(MESSAGES, stream=True))


class Interrupting:
    """Raises KeyboardInterrupt at the n-th line that runs below the client."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.lines = 0

    def __call__(self, frame: types.FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(TRANSPORT):
            return None
        return self._line

    def _line(self, frame: types.FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.lines += 1
            if self.lines == self.at:
                raise KeyboardInterrupt
        return self._line


ACTS = [call, refused]
if sys.version_info >= (3, 11):
    # Python 3.10 itself keeps what a handler held that a tracer raises in.
    ACTS += [lost, stream, stream_that_is_left, stream_that_is_dropped]


@pytest.mark.parametrize("way", ["direct", "tls", "forward", "tunnel"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_ctrl_c_at_any_line(
    act: Callable[[InferenceClient], None], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is raised in a finalizer reaches nobody. pytest would keep it, and all that it holds.
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)
    before = sockets()
    previous = sys.gettrace()
    with way_to(way, serve) as there:
        there.arguments["timeout"] = 20
        client = InferenceClient(**there.arguments, limits=LIMITS, max_retries=0)
        call(client)
        act(client)
        step = 1 if way == "direct" else 5  # every line once, and the other ways' own ones
        at = 1
        while True:
            tracer = Interrupting(at)
            sys.settrace(tracer)
            try:
                act(client)
            except KeyboardInterrupt:
                pass
            finally:
                sys.settrace(previous)
            if tracer.lines < at:
                break
            at += step
            quick = client.with_options(timeout=5, max_retries=1)
            quick.text_classification("hi")
        assert at > 100
        client.close()
    assert eventually(lambda: not sockets() - before)


# Cancellation -----------------------------------------------------------------------------------


class Cancelling:
    """Awaits something, and raises CancelledError at the n-th time that it waits."""

    def __init__(self, work: Coroutine[Any, Any, Any], at: int) -> None:
        self._work = work
        self._at = at
        self.waits = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        value: Any = None
        while True:
            try:
                awaited = self._work.send(value)
            except StopIteration as end:
                return end.value
            self.waits += 1
            if self.waits == self._at:
                if awaited is not None:
                    awaited.cancel()
                    awaited._asyncio_future_blocking = False
                self._work.throw(asyncio.CancelledError())
                raise AssertionError("a cancellation was forgotten")
            value = yield awaited


async def acall(client: AsyncInferenceClient) -> None:
    await client.text_classification("hi")


async def alost(client: AsyncInferenceClient) -> None:
    with suppress(InferenceError):
        await client.text_classification("hang up")


async def astream(client: AsyncInferenceClient) -> None:
    async for _ in await client.chat_completion(MESSAGES, stream=True):
        pass


async def astream_that_is_left(client: AsyncInferenceClient) -> None:
    async with await client.chat_completion(MESSAGES, stream=True) as open_stream:
        await open_stream.__anext__()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "act", [acall, alost, astream, astream_that_is_left], ids=lambda act: act.__name__
)
def test_cancellation_at_any_await(
    act: Callable[[AsyncInferenceClient], Coroutine[Any, Any, None]], way: str
) -> None:
    before = sockets()

    async def work(arguments: dict[str, Any]) -> int:
        arguments["base_url"] = arguments["base_url"].replace("127.0.0.1", "localhost")
        async with AsyncInferenceClient(**arguments, limits=LIMITS, max_retries=0) as client:
            at = 1
            while True:
                cancelling = Cancelling(act(client), at)
                with suppress(asyncio.CancelledError):
                    await cancelling
                if cancelling.waits < at:
                    return at
                at += 1
                gc.collect()
                await client.with_options(timeout=5, max_retries=1).text_classification("hi")

    with way_to(way, serve) as there:
        assert asyncio.run(work(there.arguments)) > 1
    assert eventually(lambda: not sockets() - before)


def test_cancellation_while_waiting_for_a_place() -> None:
    async def work(arguments: dict[str, Any]) -> None:
        async with AsyncInferenceClient(**arguments, limits=LIMITS) as client:
            held = await client.chat_completion(MESSAGES, stream=True)
            waiting = [asyncio.ensure_future(acall(client)) for _ in range(5)]
            await asyncio.sleep(0.05)
            for task in waiting[::2]:
                task.cancel()
            await held.close()
            await asyncio.wait(waiting, timeout=10)
            assert [task.cancelled() for task in waiting] == [True, False, True, False, True]
            assert not any(task.exception() for task in waiting[1::2])
            await asyncio.wait_for(acall(client), 10)

    with way_to("direct", serve) as there:
        asyncio.run(work(there.arguments))
