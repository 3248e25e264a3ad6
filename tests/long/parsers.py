"""What strangers send, and what reads it: `make growth` gives each one, two and four times as much.

A parser whose time is as the square of what it reads takes sixteen times as long for four times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inferloom.errors import from_response
from inferloom.operations.chat_completion import RESULTS
from inferloom.transport.accumulate import Accumulator
from inferloom.transport.call import Events
from inferloom.transport.cost import cost
from inferloom.transport.decode import decode
from inferloom.transport.inflate import Inflate
from inferloom.transport.lines import LineDecoder
from inferloom.transport.media_results import Audio, Image
from inferloom.transport.pixels import pixels
from inferloom.transport.policy import _hint
from inferloom.transport.sse import EventDecoder

CHAT = RESULTS[False]


def _refused(content: bytes, kind: str = "application/json") -> None:
    try:
        decode(CHAT, content, {"content-type": kind}, "x")  # type: ignore[arg-type]
    except ValueError:
        pass
    except Exception as error:
        if type(error).__module__.split(".")[0] != "inferloom":
            raise


def _failed(content: bytes) -> None:
    str(from_response(500, {}, content))


def _events(piece: bytes, size: int) -> None:
    decoder = EventDecoder()
    for _ in range(size):
        decoder.feed(piece)


def _lines(piece: bytes, size: int) -> None:
    decoder = LineDecoder({}, "x", 1 << 30)
    for _ in range(size):
        list(decoder.feed(piece))


def _inflated(size: int) -> None:
    import gzip

    inflate = Inflate("gzip", None)
    for byte in gzip.compress(b"x" * size):
        inflate(bytes((byte,)))


def _calls(size: int, **piece: Any) -> None:
    events = RESULTS[True]
    assert isinstance(events, Events) and events.accumulate is not None
    total = Accumulator(events.accumulate)
    for number in range(size):
        named = {key: number if value is None else value for key, value in piece.items()}
        call = {**named, "function": {"arguments": '{"a":1},'}}
        total.add({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]})
    total.whole()


def _measured(data: bytes) -> None:
    pixels(lambda at, size: data[at : at + size])


PARSERS: dict[str, tuple[int, Callable[[int], object]]] = {
    "titles that do not end, in an error": (20_000, lambda n: _failed(b"<title" * n)),
    "tags in an error": (20_000, lambda n: _failed(b"<p>a" * n)),
    "errors in errors": (20_000, lambda n: _failed(b'{"error":' * n + b"1" + b"}" * n)),
    "many errors in one": (20_000, lambda n: _failed(b'{"errors":[' + b'"a",' * n + b'"b"]}')),
    "lists in lists": (100_000, lambda n: _refused(b"[" * n)),
    "digits": (50_000, lambda n: _refused(b"1" * n)),
    "punycode": (20_000, lambda n: _refused(b"a-" * n, "text/plain; charset=punycode")),
    "a date to wait for": (20_000, lambda n: _hint({"retry-after": "Mon, " * n})),
    "escapes, weighed": (100_000, lambda n: cost(b'"\\\\\\"{' * n, 0)),
    "one line of an event stream in pieces": (20_000, lambda n: _events(b"data", n)),
    "lines of one event": (20_000, lambda n: _events(b"data: 1\n", n)),
    "one line in pieces": (20_000, lambda n: _lines(b"abc", n)),
    "a compressed body byte by byte": (3_000_000, _inflated),
    "calls by index": (2_000, lambda n: _calls(n, index=None)),
    "calls by id": (2_000, lambda n: _calls(n, id=None)),
    "pieces of a call without index": (2_000, lambda n: _calls(n)),
    "chunks of a WAV file": (20_000, lambda n: Audio(b"RIFF\0\0\0\0WAVE" + b"xxxx\0\0\0\0" * n)),
    "its sampling rate": (
        20_000, lambda n: Audio(b"RIFF\0\0\0\0WAVE" + b"xxxx\0\0\0\0" * n).sampling_rate,
    ),
    "blocks of a GIF": (5_000, lambda n: _measured(b"GIF89a" + bytes(7) + b"!\0\1\0\0" * n)),
    "segments of a JPEG": (1_000, lambda n: _measured(b"\xff\xd8\xff\xe0\0\2" * n)),
    "base64 with line breaks": (100_000, lambda n: Image._from_base64("QUJD\n" * n)),
}  # fmt: skip
