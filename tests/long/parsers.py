"""What strangers send, and what reads it: `make growth` gives each one, two and four times as much.

A parser whose time is as the square of what it reads takes sixteen times as long for four times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inferloom import ArgumentError
from inferloom.calls.decode import _plain, decode
from inferloom.calls.results import Events
from inferloom.errors.mapping import from_response
from inferloom.json_weight import cost
from inferloom.media.image_size import pixels
from inferloom.media.policy import MediaPolicy
from inferloom.models.media import Audio
from inferloom.operations.automatic_speech_recognition import automatic_speech_recognition
from inferloom.operations.chat_completion import RESULTS
from inferloom.operations.image_classification import image_classification
from inferloom.policy.content import prepare
from inferloom.policy.retry import requested_delay
from inferloom.proxy_settings import _bypassed
from inferloom.streams.accumulate import Accumulator
from inferloom.streams.lines import LineDecoder
from inferloom.streams.sse import EventDecoder
from inferloom.transport.decompress import Inflate
from inferloom.transport.failure import Failure
from inferloom.transport.http11 import Received

CHAT = RESULTS[False]
_CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
_NO_BODY = b"content-length: 0\r\n\r\n"


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

    inflate = Inflate("gzip")
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


def _received(data: bytes, read: int = 64 * 1024, head: bytes = _CHUNKED) -> None:
    """Read an answer by reads of a size."""
    answer, begun = Received("POST"), False
    data = head + data
    try:
        for place in range(0, len(data), read):
            if begun:
                answer.give(data[place : place + read])
            else:
                begun = answer.begin(data[place : place + read])
            while begun and answer.take():
                pass
    except Failure:  # what h11 finds too long
        pass


def _sent(**extra: Any) -> None:
    """Write a form with more members."""
    call = automatic_speech_recognition(b"RIFF1234WAVE", api="openai", extra_body=extra)
    with prepare(call.body, MediaPolicy()) as prepared:
        assert not isinstance(prepared.content, bytes)
        for _ in prepared.content:
            pass


def _data_url(text: str) -> None:
    try:
        call = image_classification(text)
        with prepare(call.body, MediaPolicy()) as prepared:
            for _ in prepared.content:
                pass
    except ArgumentError:
        pass


def _measured(data: bytes) -> None:
    pixels(lambda at, size: data[at : at + size])


PARSERS: dict[str, tuple[int, Callable[[int], object]]] = {
    "titles that do not end, in an error": (20_000, lambda n: _failed(b"<title" * n)),
    "tags in an error": (20_000, lambda n: _failed(b"<p>a" * n)),
    # Not smaller: what is above 64 KB is weighed before it is read, which is a step of its own.
    "errors in errors": (40_000, lambda n: _failed(b'{"error":' * n + b"1" + b"}" * n)),
    "many errors in one": (20_000, lambda n: _failed(b'{"errors":[' + b'"a",' * n + b'"b"]}')),
    "lists in lists": (100_000, lambda n: _refused(b"[" * n)),
    "digits": (50_000, lambda n: _refused(b"1" * n)),
    "punycode": (20_000, lambda n: _refused(b"a-" * n, "text/plain; charset=punycode")),
    "a date to wait for": (20_000, lambda n: requested_delay({"retry-after": "Mon, " * n})),
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
    "base64 with line breaks": (100_000, lambda n: Audio._from_base64("QUJD\n" * n)),
    "small chunks": (20_000, lambda n: _received(b"1\r\nx\r\n" * n + b"0\r\n\r\n")),
    "small chunks byte by byte": (
        5_000, lambda n: _received(b"1\r\nx\r\n" * n + b"0\r\n\r\n", 1),
    ),
    "chunks with extensions": (
        2_000, lambda n: _received(b"1;a=b\r\nx\r\n" * n + b"0\r\n\r\n"),
    ),
    "one extension byte by byte": (
        5_000, lambda n: _received(b"1;" + b"a" * n + b"\r\nx\r\n0\r\n\r\n", 1),
    ),
    "trailers": (2_000, lambda n: _received(b"0\r\n" + b"a: b\r\n" * n + b"\r\n", 64)),
    "headers of many names": (
        2_000,
        lambda n: _received(
            b"".join(b"a%d: b\r\n" % i for i in range(n)) + _NO_BODY, 1 << 30, _CHUNKED[:17]
        ),
    ),
    "headers of one name": (
        10_000, lambda n: _received(b"set-cookie: a=b\r\n" * n + _NO_BODY, 1 << 30, _CHUNKED[:17]),
    ),
    "a head byte by byte": (
        4_000, lambda n: _received(b"a: " + b"b" * n + b"\r\n" + _NO_BODY, 1, _CHUNKED[:17]),
    ),
    "a head of no HTTP": (
        20_000, lambda n: _received(b"a:b\r\n" * n + b"\1", 1 << 30, _CHUNKED[:17]),
    ),
    "heads before the head": (
        500, lambda n: _received(_CHUNKED, 1 << 30, b"HTTP/1.1 100 Continue\r\n\r\n" * n),
    ),
    "names in NO_PROXY": (5_000, lambda n: _bypassed("a.example," * n, "https", "b.example", 443)),
    "networks in NO_PROXY": (
        1_000, lambda n: _bypassed("10.0.0.0/8," * n, "https", "1.1.1.1", 443),
    ),
    "a name of NO_PROXY in another script": (
        5_000, lambda n: _bypassed("é." * n, "https", "b.example", 443),
    ),
    "digits to wait for": (20_000, lambda n: requested_delay({"retry-after": "1" * n})),
    "a date of many parts": (
        20_000,
        lambda n: requested_delay({"retry-after": "Mon, 01 Jan " + "0:" * n}),
    ),
    "comments in a date": (20_000, lambda n: requested_delay({"retry-after": "(" * n})),
    "subtitles": (20_000, lambda n: _plain(b"1\n00:00 --> 00:01\na\n\n" * n, {})),
    "a text of line ends": (200_000, lambda n: _plain(b"\n" * n, {})),
    "a text of quotation marks": (20_000, lambda n: _plain(b'"\\"' * n, {})),
    "fields of a form": (1_000, lambda n: _sent(**{f"a{i}": "b" for i in range(n)})),
    "a list in a form": (2_000, lambda n: _sent(a=["b"] * n)),
    "the name of a field": (20_000, lambda n: _sent(**{'"\r\n' * n: "b"})),
    "a data: URL": (100_000, lambda n: _data_url("data:image/png;base64," + "QUJD\n" * n)),
    "parameters of a data: URL": (50_000, lambda n: _data_url("data:image/png;" + "a=b;" * n)),
    "percent signs in a data: URL": (20_000, lambda n: _data_url("data:," + "%" * n)),
}  # fmt: skip
