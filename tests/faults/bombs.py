"""Answers that are small on the wire and large in memory, and a process that asks for them.

As a program it reads each once and prints how far it went above the limit, in MB.
"""

from __future__ import annotations

import asyncio
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inferloom import AsyncInferenceClient, InferenceClient, InferenceError, Limits

MB = 1024**2
CAP = 8 * MB
MESSAGES: list[Any] = [{"role": "user", "content": "hi"}]
JSON, EVENTS = "application/json", "text/event-stream"


@dataclass(frozen=True)
class Bomb:
    """An answer: bytes that repeat until there are so many.

    Attributes:
        how: What is called.
        size: Bytes when it is inflated.
        piece: What repeats.
        head: What comes before.
        tail: What comes after.
        kind: Its content type.
        status: Its status.
        encoding: Its `content-encoding`.
    """

    how: str
    size: int
    piece: bytes
    head: bytes = b""
    tail: bytes = b""
    kind: str = JSON
    status: int = 200
    encoding: str = "gzip"

    def packed(self) -> bytes:
        """Return the body as it travels."""
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        found = [packer.compress(self.head)]
        block = self.piece * max(1, MB // len(self.piece))
        for _ in range(max(1, self.size // len(block))):
            found.append(packer.compress(block))
        found += [packer.compress(self.tail), packer.flush()]
        return b"".join(found)


_MORE = b'{"choices":[{"index":0,"message":{"role":"assistant","content":"x"}}],"more":['
BOMBS = {
    "a long text": Bomb("chat", 64 * MB, b"x", b'"', b'"'),
    "empty lists that are no choices": Bomb("chat", 7 * MB, b"[],", b'{"choices":[', b"[]]}"),
    "empty objects that are no choices": Bomb("chat", 7 * MB, b"{},", b'{"choices":[', b"{}]}"),
    "few megabytes of objects": Bomb("chat", 3 * MB, b"{},", b'{"choices":[', b"{}]}"),
    "calls that are empty": Bomb(
        "chat", 3 * MB, b"{},", b'{"choices":[{"message":{"content":"x","tool_calls":[', b"{}]}}]}"
    ),
    "lists in a member that nobody knows": Bomb("chat", 7 * MB, b"[],", _MORE, b"1]}"),
    "numbers in a member that nobody knows": Bomb("chat", 7 * MB, b"0.1,", _MORE, b"1]}"),
    "texts in a member that nobody knows": Bomb("chat", 7 * MB, b'"ab",', _MORE, b"1]}"),
    "an error in many objects": Bomb("chat", 7 * MB, b'{"a":1},', b'{"error":[', b"1]}"),
    "no end of lists in lists": Bomb("chat", 7 * MB, b"["),
    "a page": Bomb("chat", 7 * MB, b"<p>", kind="text/html"),
    "an error without end": Bomb("chat", 64 * MB, b"x", status=500),
    "an error of many objects": Bomb("chat", MB, b'{"a":1},', b"[", b"1]", status=500),
    "packed twice": Bomb("chat", 7 * MB, b"x", encoding="gzip, gzip"),
    "rows of one number": Bomb("vectors", 7 * MB, b"[1],", b"[", b"[1]]"),
    "one row": Bomb("vectors", 7 * MB, b"1,", b"[[", b"1]]"),
    "numbers": Bomb("vectors", 7 * MB, b"0.1,", b"[", b"1]"),
    "vectors that are none": Bomb("embeddings", 7 * MB, b"{},", b'{"data":[', b"{}]}"),
    "labels that are none": Bomb("labels", 7 * MB, b"[],", b"[", b"[]]"),
    "samples": Bomb("speech", 7 * MB, b"0.1,", b'{"audio":[', b"1]}"),
    "a picture in JSON": Bomb("picture", 64 * MB, b"A", b'"', b'"'),
    "lines that are empty": Bomb("lines", 24 * MB, b"\n", kind="text/plain"),
    "short lines": Bomb("lines", 24 * MB, b"abc\n", kind="text/plain"),
    "a line without end": Bomb("lines", 24 * MB, b"a", kind="text/plain"),
    "data that is empty": Bomb("stream", 24 * MB, b"data:\n", kind=EVENTS),
    "data in short lines": Bomb("stream", 24 * MB, b"data: 1\n", kind=EVENTS),
    "data in short lines that ends": Bomb("stream", 7 * MB, b"data: 1\n", b"", b"\n", EVENTS),
    "comments": Bomb("stream", 24 * MB, b":\n", kind=EVENTS),
    "a field without end": Bomb("stream", 24 * MB, b"d", kind=EVENTS),
    "a name without end": Bomb("stream", 24 * MB, b"x", b"event: ", kind=EVENTS),
    "heartbeats": Bomb("stream", 24 * MB, b"event: ping\ndata: {}\n\n", kind=EVENTS),
    "chunks of nothing": Bomb("stream", 24 * MB, b'data: {"choices":[]}\n\n', kind=EVENTS),
    "an event of lists": Bomb("stream", 7 * MB, b"[],", b'data: {"choices":[', b"1]}\n\n", EVENTS),
    "an event of objects": Bomb("stream", MB, b"{},", b'data: {"choices":[', b"1]}\n\n", EVENTS),
    "no stream but lists": Bomb("stream", 7 * MB, b"[],", b"[", b"1]", EVENTS),
    "no stream but JSON": Bomb("stream", 7 * MB, b"{},", b"[", b"1]"),
}  # fmt: skip


def ask(client: Any, how: str) -> Any:
    """Return what a call returns that is answered with a bomb; in async, to be awaited."""
    calls: dict[str, Callable[[], Any]] = {
        "chat": lambda: client.chat_completion(MESSAGES),
        "stream": lambda: client.chat_completion(MESSAGES, stream=True),
        "vectors": lambda: client.feature_extraction(["a", "b"]),
        "embeddings": lambda: client.create_embeddings(["a", "b"]),
        "labels": lambda: client.text_classification("a"),
        "speech": lambda: client.text_to_speech("a"),
        "picture": lambda: client.text_to_image("a"),
        "lines": lambda: client.post(json={}, stream=True),
    }
    return calls[how]()


async def awaited(base: str) -> None:
    limits = Limits(max_response_bytes=CAP, max_event_bytes=CAP)
    for number, (name, bomb) in enumerate(BOMBS.items()):
        async with AsyncInferenceClient(
            base_url=f"{base}/{number}", limits=limits, max_retries=0
        ) as client:
            begin()
            ending = "a result"
            try:
                answer = await ask(client, bomb.how)
                if bomb.how in ("stream", "lines"):
                    async for _ in answer:
                        pass
                del answer
            except InferenceError as error:
                ending = type(error).__name__
            told(name, ending)


def blocked(base: str) -> None:
    limits = Limits(max_response_bytes=CAP, max_event_bytes=CAP)
    for number, (name, bomb) in enumerate(BOMBS.items()):
        with InferenceClient(base_url=f"{base}/{number}", limits=limits, max_retries=0) as client:
            begin()
            ending = "a result"
            try:
                answer = ask(client, bomb.how)
                for _ in answer if bomb.how in ("stream", "lines") else ():
                    pass
                del answer
            except InferenceError as error:
                ending = type(error).__name__
            told(name, ending)


_before = 0


def _status(name: str) -> int:
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith(name))


def begin() -> None:
    """Measure from here."""
    global _before
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # what was the peak so far is forgotten
    _before = _status("VmRSS")


def told(name: str, ending: str) -> None:
    """Print how much more memory than the limit was taken."""
    print(f"{_status('VmHWM') - _before - CAP // MB}\t{ending}\t{name}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "sync":
        blocked(sys.argv[2])
    else:
        asyncio.run(awaited(sys.argv[2]))
