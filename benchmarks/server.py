"""A server that is never the bottleneck: a process of its own, prebuilt answers, keep-alive.

What it answers depends on the path. In front of a route may stand `/burst/N` or `/paced/N` (a
stream of N chunks, all at once or one each millisecond) and `/vectors/N` (N embeddings).
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import IO

from . import answers

ROOT = Path(__file__).parents[1]
PACE = 0.001  # seconds between the events of a paced stream
_KEPT = 64 * 1024  # bytes of a request that are looked at; the rest is counted

_NUMBER = re.compile(rb"/(burst|paced|vectors)/(\d+)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_STREAM = re.compile(rb'"stream": *true')
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\n"
_LAST = b"0\r\n\r\n"


def _whole(body: bytes) -> bytes:
    return b"%scontent-length: %d\r\n\r\n%s" % (_HEAD % b"application/json", len(body), body)


def _chunked(block: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(block), block)


_COMPLETION = _whole(answers.dumps(answers.COMPLETION))
_LABELS = _whole(answers.dumps([{"label": "positive", "score": 0.9}]))
_MESSAGE = _whole(answers.dumps(answers.MESSAGE))
_STREAM_HEAD = _HEAD % b"text/event-stream" + b"transfer-encoding: chunked\r\n\r\n"


@cache
def _events(count: int, messages: bool) -> list[bytes]:
    blocks = (answers.message_events if messages else answers.chat_events)(count)
    return [_chunked(block) for block in blocks]


@lru_cache(maxsize=8)
def _burst(count: int, messages: bool) -> bytes:
    return b"".join([_STREAM_HEAD, *_events(count, messages), _LAST])


@cache
def _vectors(rows: int, base64: bool) -> bytes:
    return _whole((answers.vectors_as_base64 if base64 else answers.vectors_as_json)(rows))


@lru_cache(maxsize=1000)
def _parsed(head: bytes) -> tuple[bytes, int | None]:
    """Return the path of a request and the length of its body, None if that is chunked."""
    length = _LENGTH.search(head)
    path = head.partition(b" ")[2].partition(b" ")[0]
    if length is None and _CHUNKED.search(head):
        return path, None
    return path, int(length[1]) if length else 0


@lru_cache(maxsize=1000)
def _fixed(path: bytes) -> bytes | None:
    """Return the answer of a path that has always the same; None for the others."""
    if path.endswith(b"/messages"):
        return _MESSAGE
    if path.endswith(b"/chat/completions"):
        return _COMPLETION
    if path.endswith(b"/labels"):
        return _LABELS
    return None


class Connection(asyncio.Protocol):
    """One connection, request by request."""

    count = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        Connection.count += 1
        self._transport = transport
        self._data = bytearray()  # what is not looked at yet
        self._head = b""  # of the request that is arriving
        self._body = bytearray()  # its beginning
        self._size = 0  # of its body so far
        self._left: int | None = 0  # bytes of the body, or of its chunk, that are to come
        self._chunked = False

    def connection_lost(self, exc: Exception | None) -> None:
        self._head = b""

    def data_received(self, data: bytes) -> None:
        if not self._head and not self._data:
            # Nearly always a request comes whole, and its head is one of a few.
            end = data.find(b"\r\n\r\n")
            path, length = _parsed(data[:end])
            if end > 0 and length == len(data) - end - 4:
                self._answer(path, data[end + 4 :], length)
                return
        if self._left and len(data) <= self._left and not self._data:
            self._take(data)  # the middle of a large body
        else:
            self._data += data
        while self._step():
            pass

    def _step(self) -> bool:
        """Look at what has arrived; return whether there may be more to see."""
        if not self._head:
            end = self._data.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._head = bytes(self._data[:end])
            del self._data[: end + 4]
            self._left = _parsed(self._head)[1]
            self._chunked = self._left is None
        if self._left and self._data:
            part = bytes(self._data[: self._left])
            del self._data[: self._left]
            self._take(part)
        if self._left:
            return False
        if self._chunked and not self._next_chunk():
            return False
        if self._left:
            return bool(self._data)
        head, body, size = self._head, bytes(self._body), self._size
        self._head, self._size = b"", 0
        self._body.clear()
        self._answer(_parsed(head)[0], body, size)
        return bool(self._data)

    def _take(self, part: bytes) -> None:
        assert self._left is not None
        self._left -= len(part)
        self._size += len(part)
        if len(self._body) < _KEPT:
            self._body += part

    def _next_chunk(self) -> bool:
        """Read the line that says how long the next chunk is; False if it is not there yet."""
        if self._left == 0 and self._data.startswith(b"\r\n"):
            del self._data[:2]
            self._left = None
        end = self._data.find(b"\r\n")
        if self._left == 0 or end < 0:
            return False
        size = int(self._data[:end], 16)
        if size == 0:
            if len(self._data) < end + 4:
                return False
            del self._data[: end + 4]
            self._left, self._chunked = 0, False
            return True
        del self._data[: end + 2]
        self._left = size
        return True

    def _answer(self, path: bytes, body: bytes, size: int) -> None:
        fixed = _fixed(path)
        if fixed is not None and not _STREAM.search(body):
            self._transport.write(fixed)
            return
        found = _NUMBER.match(path)
        kind, number = (found[1], int(found[2])) if found else (b"", 0)
        if kind == b"burst":
            self._transport.write(_burst(number, fixed is _MESSAGE))
        elif kind == b"paced":
            self._transport.write(_STREAM_HEAD)
            self._pace(_events(number, fixed is _MESSAGE), 0)
        elif kind == b"vectors":
            self._transport.write(_vectors(number, path.endswith(b"/embeddings")))
        else:
            self._transport.write(_whole(answers.dumps({"text": f"{size} bytes"})))

    def _pace(self, blocks: list[bytes], position: int) -> None:
        if self._transport.is_closing():
            return
        if position == len(blocks):
            self._transport.write(_LAST)
            return
        self._transport.write(blocks[position])
        loop = asyncio.get_running_loop()
        loop.call_later(PACE, self._pace, blocks, position + 1)


def serve(core: int | None) -> None:
    """Serve until standard input ends; say the port, and the count whenever a line comes in."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    more_descriptors()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=4096)
        print(server.sockets[0].getsockname()[1], flush=True)
        ended = asyncio.Event()

        def asked() -> None:
            lines = os.read(0, 4096)
            if not lines:
                ended.set()
            for _ in range(lines.count(b"\n")):
                print(Connection.count, flush=True)

        loop.add_reader(0, asked)
        await ended.wait()

    asyncio.run(run())


def more_descriptors() -> None:
    """Allow as many open sockets as the system lets a process have."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Server:
    """The server's process, as the benchmark holds it."""

    def __init__(self, core: int | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", json.dumps(core)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.url = f"http://127.0.0.1:{int(self._line())}"

    @property
    def connections(self) -> int:
        """How many connections were opened so far."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        output: IO[str] | None = self._process.stdout
        assert output is not None
        line = output.readline()
        if not line:
            raise RuntimeError("the benchmark's server has ended")
        return line

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
