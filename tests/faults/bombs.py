"""Answers that are small on the wire and large in memory, and a process that asks for them.

As a program it reads each of a table once and prints how far it went above the limit, in MB.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inferloom import AsyncInferenceClient, InferenceClient, InferenceError, Limits
from inferloom.operations.chat_completion import chat_completion

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
        packer = zlib.compressobj(1, zlib.DEFLATED, 15 if self.encoding == "deflate" else 31)
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


_TEXT = b'{"choices":[{"index":0,"message":{"role":"assistant","content":"'
_PIECE = b'data: {"choices":[{"index":0,"delta":{"content":"'
_END_OF_PIECE = b'"},"finish_reason":"stop"}]}'
_ROW = b"[" + b"1.5," * 1023 + b"1.5]"
_WIDE = "\N{GRINNING FACE}".encode()
# For a client that has set no limits.
USUAL = {
    "half a gigabyte of JSON": Bomb("chat", 512 * MB, b'{"a":"b"},', b"[", b"1]"),
    "half a gigabyte of an error": Bomb("chat", 512 * MB, b'{"a":1},', b"[", b"1]", status=500),
    "an event of text": Bomb("stream", 41 * MB, b"x", _PIECE, _END_OF_PIECE + b"\n\n", EVENTS),
    "an event without end": Bomb("stream", 41 * MB, b"x", _PIECE, _END_OF_PIECE, EVENTS),
    "an event that is too large": Bomb("stream", 63 * MB, b"x", _PIECE, _END_OF_PIECE, EVENTS),
    "an event with line ends": Bomb(
        "stream", 27 * MB, b"x" * 62 + b"\\n", _PIECE, _END_OF_PIECE + b"\r\n\r\n", EVENTS
    ),
    "an event with one wide character": Bomb(
        "stream", 30 * MB, b"x", _PIECE, _WIDE + _END_OF_PIECE + b"\n\n", EVENTS
    ),
    "an event of two lines": Bomb(
        "stream", 41 * MB, b"x", _PIECE, b'"}}],\ndata: "a":1}\n\n', EVENTS
    ),
    "an event of many lines": Bomb("stream", 80 * MB, b"data:" + b"x" * 99 + b"\n", kind=EVENTS),
    "events of 16 megabytes": Bomb(
        "stream", 128 * MB, _PIECE + b"x" * (16 * MB) + b'"}}]}\n\n', kind=EVENTS
    ),
    "an event that is an error": Bomb(
        "stream", 63 * MB, b"x", b'data: {"error":"', b'"}\n\n', EVENTS
    ),
    "a line that is an error": Bomb("stream", 63 * MB, b"x", b'{"error":"', b'"}\n\n', EVENTS),
    "half a gigabyte of data": Bomb("stream", 512 * MB, b"x", b"data: ", kind=EVENTS),
    "a long name": Bomb("stream", 63 * MB, b"x", b"event: ", b"\ndata: {}\n\n", EVENTS),
    "a long comment": Bomb("stream", 63 * MB, b"x", b":", b"\ndata: {}\n\n", EVENTS),
    "half a gigabyte of a stream that is JSON": Bomb("stream", 512 * MB, b"[],", b"[", b"1]"),
    "a stream under another name": Bomb("stream", 200 * MB, b'data: {"choices":[]}\n\n'),
    "a line": Bomb("lines", 63 * MB, b"x", b"", b"\r\n", "application/x-ndjson"),
    "a line without its end": Bomb("lines", 63 * MB, b"x", kind="application/x-ndjson"),
    "a line that is too long": Bomb("lines", 512 * MB, b"x", kind="application/x-ndjson"),
}  # fmt: skip
# The same; they take a minute.
HUGE = {
    "half a gigabyte of deflated JSON": Bomb(
        "chat", 512 * MB, b'{"a":"b"},', b"[", b"1]", encoding="deflate"
    ),
    "half a gigabyte to an exchange": Bomb("exchange", 512 * MB, b"[],", b"[", b"1]"),
    "a text of a quarter": Bomb("chat", 250 * MB, b"x", _TEXT, b'"}}]}'),
    "a text of an eighth": Bomb("chat", 130 * MB, b"x", _TEXT, b'"}}]}'),
    "a text with line ends": Bomb("chat", 90 * MB, b"x" * 62 + b"\\n", _TEXT, b'"}}]}'),
    "a text with one wide character": Bomb("chat", 90 * MB, b"x", _TEXT, _WIDE + b'"}}]}'),
    "a text to be labelled as an error": Bomb("chat", 15 * MB, b"x", b'{"error":"', _WIDE + b'"}'),
    "no JSON after a byte order mark": Bomb("chat", 120 * MB, b"x", b'\xef\xbb\xbf{"a":"', b'"}'),
    "half of a plain text": Bomb("words", 128 * MB, b"word ", tail=b"\n", kind="text/plain"),
    "a third of a plain text": Bomb("words", 90 * MB, b"word ", tail=b"\n", kind="text/plain"),
    "plain text for a recording": Bomb(
        "words", 250 * MB, b"word ", tail=b"\n", kind="text/plain; charset=utf-8"
    ),
    "a picture": Bomb("picture", 512 * MB, b"\0", kind="image/png"),
    "a large picture": Bomb("picture", 900 * MB, b"\0", kind="image/png"),
    "a picture in JSON": Bomb("picture", 512 * MB, b"A", b'{"image":"', b'"}'),
    "a picture in less JSON": Bomb("picture", 250 * MB, b"A", b'{"image":"', b'"}'),
    "masks": Bomb("masks", 255 * MB, b"A", b'[{"label":"a","score":1,"mask":"', b'"}]'),
    "large masks": Bomb("masks", 500 * MB, b"A", b'[{"label":"a","score":1,"mask":"', b'"}]'),
    "a picture at a URL": Bomb("file", 512 * MB, b"\0", kind="image/png"),
    "a large picture at a URL": Bomb("file", 900 * MB, b"\0", kind="image/png"),
    "a video": Bomb("video", 600 * MB, b"\0", kind="video/mp4"),
    "vectors": Bomb("vectors", 300 * MB, _ROW + b",", b"[", _ROW + b"]"),
    "long vectors": Bomb("vectors", 700 * MB, _ROW.replace(b".5", b"") + b",", b"[", b"1]"),
    "models": Bomb("models", 512 * MB, b'{"id":"a"},', b'{"data":[', b"1]}"),
    "what it is": Bomb("post", 200 * MB, b"x", kind="text/plain"),
    "half a gigabyte of empty data": Bomb("stream", 512 * MB, b"data:\n", kind=EVENTS),
}  # fmt: skip
# What a client loads when it is used is none of an answer's memory.
WARM_UP = [
    ("a small answer", Bomb("chat", 1, b" ", _TEXT, b'"}}]}')),
    ("a small stream", Bomb("stream", 1, b" ", _PIECE, _END_OF_PIECE + b"\n\n", EVENTS)),
    ("a small list", Bomb("vectors", 1, b" ", b"[[1],[1]]")),
    ("a few lines", Bomb("lines", 1, b"\n", kind="text/plain")),
]
TABLES = {"small": BOMBS, "usual": USUAL, "huge": HUGE}


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
        "exchange": lambda: client.exchange(chat_completion(MESSAGES)),
        "words": lambda: client.automatic_speech_recognition(
            b"RIFF", api="openai", response_format="text"
        ),
        "masks": lambda: client.image_segmentation(b"GIF89a"),
        "video": lambda: client.text_to_video("a"),
        "file": lambda: client.text_to_image("a", api="openai"),
        "models": client.list_models,
        "post": lambda: client.post(json={}),
    }
    return calls[how]()


def limits(table: str) -> Limits:
    """Return the limits that a table is meant for."""
    if table == "small":
        return Limits(max_response_bytes=CAP, max_event_bytes=CAP)
    return Limits()


def cap(table: str, how: str) -> int:
    """Return the limit of an answer in MB."""
    own = limits(table)
    if how in ("stream", "lines"):
        return own.max_event_bytes // MB
    large = how in ("vectors", "embeddings", "speech", "picture", "masks", "video", "file")
    return own.largest(large) // MB


async def awaited(base: str, table: str) -> None:
    for number, (name, bomb) in enumerate([*WARM_UP, *TABLES[table].items()]):
        async with AsyncInferenceClient(
            base_url=f"{base}/{number}", limits=limits(table), max_retries=0
        ) as client:
            begin()
            ending = "a result"
            try:
                answer = await ask(client, bomb.how)
                if bomb.how in ("stream", "lines"):
                    async for _ in answer:
                        del _
                del answer
            except InferenceError as error:
                ending = type(error).__name__
            told(name, ending, cap(table, bomb.how))


def blocked(base: str, table: str) -> None:
    for number, (name, bomb) in enumerate([*WARM_UP, *TABLES[table].items()]):
        with InferenceClient(
            base_url=f"{base}/{number}", limits=limits(table), max_retries=0
        ) as client:
            begin()
            ending = "a result"
            try:
                answer = ask(client, bomb.how)
                for _ in answer if bomb.how in ("stream", "lines") else ():
                    del _
                del answer
            except InferenceError as error:
                ending = type(error).__name__
            told(name, ending, cap(table, bomb.how))


_before = 0


def _status(name: str) -> int:
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith(name))


def begin() -> None:
    """Measure from here."""
    global _before
    gc.collect()
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # what was the peak so far is forgotten
    _before = _status("VmRSS")


def told(name: str, ending: str, most: int) -> None:
    """Print how much more memory than the limit was taken."""
    if name not in dict(WARM_UP):
        print(f"{_status('VmHWM') - _before - most}\t{ending}\t{name}", flush=True)


if __name__ == "__main__":
    kind, url, table = sys.argv[1:]
    if kind == "sync":
        blocked(url, table)
    else:
        asyncio.run(awaited(url, table))
