"""Files that keep their reader waiting count against the call's time, and hold nothing else up."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inferloom import ArgumentError, AsyncInferenceClient, InferenceTimeoutError, Timeout
from tests.support.clients import Client
from tests.support.server import Script, json_reply

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
LABELS = [{"label": "cat", "score": 0.9}]
Make = Callable[..., Client]

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "picture"
    os.mkfifo(path)
    return path


class Slow(io.RawIOBase):
    """A file of somebody's own that has a byte every now and then."""

    def __init__(self, data: bytes, pause: float) -> None:
        self._data, self._pause = io.BytesIO(data), pause

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        time.sleep(self._pause)
        return self._data.read(min(size, 1) if size > 0 else 1)


def slow_pipe(data: bytes) -> Any:
    """The reading end of a pipe that somebody holds open after some bytes."""
    reading, writing = os.pipe()
    os.write(writing, data)
    return os.fdopen(reading, "rb"), writing


def calls(picture: Any, sound: Any) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    yield "image_classification", (picture,), {}
    yield "image_classification", (picture,), {"top_k": 2}  # base64 inside JSON
    yield "automatic_speech_recognition", (sound,), {"api": "openai"}  # a form


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_pipe_that_nobody_writes_to(
    number: int, fifo: Path, server: Script, make_client: Make
) -> None:
    name, arguments, options = list(calls(fifo, fifo))[number]
    client = make_client(base_url=server.url, timeout=0.3)
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError, match=r"(image|audio) has no content yet"):
        client.call(name, *arguments, **options)
    assert time.monotonic() - began < 2
    assert server.seen == []
    # The thread that waits is nobody's any more, and gives the file up when it gets it.
    os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_file_that_is_slow(number: int, server: Script, make_client: Make) -> None:
    file = Slow(PNG * 100, 0.02)
    name, arguments, options = list(calls(file, file))[number]
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        make_client(base_url=server.url, timeout=0.5).call(name, *arguments, **options)
    assert time.monotonic() - began < 2


def test_a_pipe_that_stops_in_the_middle(server: Script, make_client: Make) -> None:
    file, writing = slow_pipe(PNG * 200)
    try:
        began = time.monotonic()
        with pytest.raises(InferenceTimeoutError, match="no more bytes in time"):
            make_client(base_url=server.url, timeout=0.5).call("image_classification", file)
        assert time.monotonic() - began < 2
    finally:
        os.close(writing)  # ends the wait of the thread that reads
        time.sleep(0.1)
        file.close()


def test_a_pipe_that_is_written_to_is_sent(fifo: Path, server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply(LABELS))

    def write() -> None:
        with fifo.open("wb") as file:
            for _ in range(3):
                file.write(PNG)
                file.flush()
                time.sleep(0.1)

    thread = threading.Thread(target=write)
    thread.start()
    client = make_client(base_url=server.url, timeout=Timeout(total=30, idle=5))
    assert client.call("image_classification", fifo) == LABELS
    thread.join()
    assert server.seen[0].body == PNG * 3


def test_without_a_limit_it_is_waited_for(fifo: Path, server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply(LABELS))
    timer = threading.Timer(0.3, lambda: fifo.write_bytes(PNG))
    timer.start()
    assert make_client(base_url=server.url).call("image_classification", fifo) == LABELS
    timer.join()


async def test_other_tasks_go_on(fifo: Path, server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    async with AsyncInferenceClient(base_url=server.url, timeout=1) as client:
        waiting = asyncio.create_task(client.image_classification(fifo))
        began = time.monotonic()
        await asyncio.sleep(0.01)
        assert await client.image_classification(PNG) == LABELS
        assert time.monotonic() - began < 0.8
        with pytest.raises(InferenceTimeoutError):
            await waiting


def test_a_cancelled_wait_does_not_hold_the_program_up(fifo: Path) -> None:
    script = f"""
import asyncio, os
from inferloom import AsyncInferenceClient

class Slow:
    def read(self, size):
        import time
        time.sleep(60)
        return b""

async def main():
    client = AsyncInferenceClient(base_url="http://127.0.0.1:9", token=False)
    tasks = [asyncio.create_task(client.image_classification(f)) for f in ({str(fifo)!r}, Slow())]
    await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    print(await asyncio.gather(*tasks, return_exceptions=True))

asyncio.run(main())
"""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.count("CancelledError(") == 2, done.stderr
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("kind", ["folder", "missing", "empty"])
def test_what_can_be_known_is_an_argument_error(
    kind: str, tmp_path: Path, server: Script, make_client: Make
) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.write_bytes(b"")
    with pytest.raises(ArgumentError, match="image"):
        make_client(base_url=server.url, timeout=5).call("image_classification", path)
    assert server.seen == []


def test_a_file_that_fails_is_an_error_of_ours(server: Script, make_client: Make) -> None:
    class Broken:
        def read(self, size: int) -> bytes:
            raise OSError("the disk is gone")

    with pytest.raises(ArgumentError, match="the disk is gone"):
        make_client(base_url=server.url, timeout=5).call("image_classification", Broken())
