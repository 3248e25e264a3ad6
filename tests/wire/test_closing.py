"""Leaving a client closes its open streams; who reads on is told so."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import (
    AsyncInferenceClient,
    InferenceClient,
    InferenceError,
    Limits,
    StreamInterruptedError,
)
from tests.support.clients import Client
from tests.support.raw import body_of, reply
from tests.support.ways import WAYS, way_to
from tests.wire.test_lifecycle import eventually, sockets

Make = Callable[..., Client]
MESSAGES: Any = [{"role": "user", "content": "hi"}]
EVENT = b'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n'
ENDS = {
    "chunks": (b"transfer-encoding: chunked\r\n", b"%x\r\n%s\r\n" % (len(EVENT), EVENT)),
    "the connection's end": (b"", EVENT),  # which must not be taken for the stream's
    "a length": (b"content-length: 100000\r\n", EVENT),
}


def endless(end: str, hung_up: list[int]) -> Callable[[socket.socket, int], None]:
    """Send one event of a stream, and then nothing."""

    def handle(found: socket.socket, number: int) -> None:
        while (body := body_of(found)) is not None:
            if b'"stream"' not in body:
                found.sendall(reply(b'[{"label": "x", "score": 1.0}]'))
                continue
            header, event = ENDS[end]
            kind = b"content-type: text/event-stream\r\n"
            found.sendall(b"HTTP/1.1 200 OK\r\n" + kind + header + b"\r\n" + event)
            try:
                if not found.recv(1):
                    hung_up.append(number)
            except OSError:
                hung_up.append(number)
            return

    return handle


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ENDS)
def test_a_stream_of_a_client_that_was_left(end: str, way: str) -> None:
    hung_up: list[int] = []
    before = sockets()

    async def work(arguments: dict[str, Any]) -> None:
        async with AsyncInferenceClient(**arguments, limits=Limits(max_connections=1)) as client:
            stream = await client.chat_completion(MESSAGES, stream=True)
            await stream.__anext__()
        assert await asyncio.to_thread(eventually, lambda: len(hung_up) == 1)
        began = time.monotonic()
        with pytest.raises(StreamInterruptedError, match="the client was closed"):
            await stream.__anext__()
        assert time.monotonic() - began < 1
        assert stream.outcome.state == "truncated"
        await client.text_classification("the place is free, the client goes on")
        await client.close()

    with way_to(way, endless(end, hung_up)) as there:
        asyncio.run(work(there.arguments))
        hung_up.clear()
        limits = Limits(max_connections=1)
        with InferenceClient(**there.arguments, limits=limits) as client:
            stream = client.chat_completion(MESSAGES, stream=True)
            next(stream)
        assert eventually(lambda: len(hung_up) == 1)
        began = time.monotonic()
        with pytest.raises(StreamInterruptedError, match="the client was closed"):
            next(stream)
        assert time.monotonic() - began < 1
        assert stream.outcome.state == "truncated"
        client.text_classification("the place is free, the client goes on")
        client.close()
    assert eventually(lambda: not sockets() - before)


def test_lines_of_a_client_that_was_left() -> None:
    hung_up: list[int] = []
    body = {"stream": True}
    with way_to("direct", endless("chunks", hung_up)) as there:
        with InferenceClient(**there.arguments) as client:
            lines = client.post(json=body, stream=True)
            next(lines)
        with pytest.raises(InferenceError, match="the client was closed"):
            list(lines)

        async def work() -> None:
            async with AsyncInferenceClient(**there.arguments) as client:
                lines = await client.post(json=body, stream=True)
                await lines.__anext__()
            with pytest.raises(InferenceError, match="the client was closed"):
                async for _ in lines:
                    pass

        asyncio.run(work())
        assert eventually(lambda: len(hung_up) == 2)


def test_who_waits_for_a_chunk_is_told(make_client: Make) -> None:
    """Another thread, or another task, leaves the client meanwhile."""
    hung_up: list[int] = []
    with way_to("direct", endless("the connection's end", hung_up)) as there:
        client = make_client(**there.arguments)
        stream = client.call("chat_completion", MESSAGES, stream=True)
        next(stream)
        outcome: list[Any] = []

        def read() -> None:
            try:
                outcome.append(next(stream))
            except BaseException as error:
                outcome.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.1)
        client.call("close")
        reader.join(5)
        assert not reader.is_alive()
        (error,) = outcome
        assert isinstance(error, StreamInterruptedError)
        assert "the client was closed" in str(error)


def test_copies_share_the_connections_and_their_end(make_client: Make) -> None:
    hung_up: list[int] = []
    with way_to("direct", endless("chunks", hung_up)) as there:
        client = make_client(**there.arguments)
        first = client.inner
        client.inner = first.with_options(timeout=5)
        stream = client.call("chat_completion", MESSAGES, stream=True)
        next(stream)
        client.inner = first
        client.call("close")
        with pytest.raises(StreamInterruptedError, match="the client was closed"):
            next(stream)


def test_a_stream_outlives_a_client_that_nobody_holds() -> None:
    """Nobody has left that client; its connections go with the last of its streams."""
    hung_up: list[int] = []
    before = sockets()
    with way_to("direct", endless("chunks", hung_up)) as there:
        stream = InferenceClient(**there.arguments).chat_completion(MESSAGES, stream=True)
        gc.collect()
        assert next(stream).text == "a"
        assert not hung_up
        del stream
        assert eventually(lambda: len(hung_up) == 1)

        async def work() -> None:
            client = AsyncInferenceClient(**there.arguments)
            stream = await client.chat_completion(MESSAGES, stream=True)
            del client
            gc.collect()
            assert (await stream.__anext__()).text == "a"
            del stream
            assert await asyncio.to_thread(eventually, lambda: len(hung_up) == 2)

        asyncio.run(work())
    assert eventually(lambda: not sockets() - before)


def test_a_stream_that_was_read_to_its_end_is_whole_however_the_client_ends() -> None:
    last = b"data: [DONE]\n\n"

    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            kind = b"content-type: text/event-stream\r\n"
            done = EVENT.replace(b"}]}", b',"finish_reason":"stop"}]}')
            found.sendall(b"HTTP/1.1 200 OK\r\n" + kind)
            found.sendall(b"content-length: %d\r\n\r\n" % len(EVENT + done + last))
            found.sendall(EVENT + done + last)

    with way_to("direct", handle) as there:
        with InferenceClient(**there.arguments) as client:
            stream = client.chat_completion(MESSAGES, stream=True)
            assert len(list(stream)) == 2
        assert stream.outcome.state == "complete"
        assert stream.final().choices[0].message.content == "aa"


def test_a_call_in_another_thread_is_none_of_the_streams(make_client: Make) -> None:
    """It comes to its end: closing is for what nobody waits for."""
    asked, go = threading.Event(), threading.Event()

    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            asked.set()
            go.wait(20)
            found.sendall(reply(b'[{"label": "x", "score": 1.0}]'))

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        labels: list[str] = []

        def call() -> None:
            labels.append(client.call("text_classification", "hi")[0].label)

        thread = threading.Thread(target=call)
        thread.start()
        asked.wait(20)
        client.call("close")
        go.set()
        thread.join(20)
        assert labels == ["x"]
