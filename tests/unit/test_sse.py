"""The event-stream decoder against the WHATWG rules, however the bytes are cut."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferloom.errors import ResponseTooLargeError
from inferloom.streams.sse import Event, EventDecoder, is_heartbeat

BOM = b"\xef\xbb\xbf"


def decode(*pieces: bytes, limit: int = 1 << 20) -> list[Event]:
    decoder = EventDecoder(limit)
    return [event for piece in pieces for event in decoder.feed(piece)]


def by_the_book(stream: bytes) -> list[Event]:
    """The rules, read aloud: whole stream, line by line, no cleverness."""
    lines = stream.removeprefix(BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    events: list[Event] = []
    data, name, last_id, retry = b"", "", None, None
    for line in lines[:-1]:
        if line == b"":
            if data:
                events.append(Event(data[:-1], name or "message", last_id, retry))
            data, name = b"", ""
            continue
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data += value + b"\n"
        elif field == b"event":
            name = value.decode("utf-8", "replace")
        elif field.replace(b" ", b"") == b'{"error"':
            data += line + b"\n"
            name = "error"
        elif field == b"error":  # not in the book, but in llama.cpp
            data += value + b"\n"
            name = "error"
        elif field == b"id" and b"\0" not in value:
            last_id = value.decode("utf-8", "replace")
        elif field == b"retry" and len(value) in range(1, 16) and set(value) <= set(b"0123456789"):
            retry = int(value)
    return events


def d(*data: str) -> list[Event]:
    return [Event(text.encode()) for text in data]


# (id, stream, events). The first group follows the cases of web-platform-tests/eventsource.
TABLE: list[tuple[str, bytes, list[Event]]] = [
    ("format-bom", BOM + b"data:1\n\n\xef\xbb\xbfdata:2\n\ndata:3\n\n", d("1", "3")),
    ("format-bom-2", BOM + BOM + b"data:1\n\ndata:2\n\ndata:3\n\n", d("2", "3")),
    (
        "format-comments",
        b"data:1\n:" + b"x" * 2048 + b"\ndata:2\n:\ndata:3\n:data:fail\n:"
        b"data:4\ndata:5\n\n",
        d("1\n2\n3\n5"),
    ),
    ("format-data-before-final-empty-line", b"retry:1000\ndata:test1\n\nid:test\ndata:test2",
     [Event(b"test1", retry=1000)]),
    ("format-field-data", b"data:\n\ndata\ndata\n\ndata:test\n\n", d("", "\n", "test")),
    ("format-field-event", b"event:test\ndata:x\n\ndata:x\n\n", [Event(b"x", "test"), Event(b"x")]),
    ("format-field-event-empty", b"event: \ndata:data\n\n", d("data")),
    ("format-field-id", b"id:1\ndata:1\n\ndata:2\n\nid\ndata:3\n\n",
     [Event(b"1", id="1"), Event(b"2", id="1"), Event(b"3", id="")]),
    ("format-field-id-null", b"id: a\0b\ndata:x\n\n", d("x")),
    ("format-field-id-null-keeps", b"id:1\nid:2\0\ndata:x\n\n", [Event(b"x", id="1")]),
    ("format-field-parsing",
     b"data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:"
     b"\r\n data:32\ndata:4\n\n", d("\0\n 2\n1\n3\n\n4")),
    ("format-field-retry", b"retry:3000\ndata:x\n\n", [Event(b"x", retry=3000)]),
    ("format-field-retry-bogus", b"retry:3000\nretry:1000x\ndata:x\n\n",
     [Event(b"x", retry=3000)]),
    ("format-field-retry-empty", b"retry\ndata:test\n\n", d("test")),
    ("format-field-retry-sign", b"retry:-1\nretry:+2\nretry: 1 \ndata:x\n\n", d("x")),
    ("format-field-retry-not-ascii", "retry:\u0661\u0662\ndata:x\n\n".encode(), d("x")),
    ("format-field-retry-endless", b"retry:" + b"9" * 5000 + b"\ndata:x\n\n", d("x")),
    ("format-field-unknown",
     b"data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\n\n", d("test\n")),
    ("format-leading-space", b"data:\ttest\rdata: \ndata:test\n\n", d("\ttest\n\ntest")),
    ("format-newlines", b"data:test\r\ndata\ndata:test\r\n\r", d("test\n\ntest")),
    ("format-null-character", b"data:\0\n\n\n\n", d("\0")),
    ("format-utf-8", "data:ok\u2026\n\n".encode(), d("ok\u2026")),
    # The examples of the specification itself.
    ("spec-stocks", b"data: YHOO\ndata: +2\ndata: 10\n\n", d("YHOO\n+2\n10")),
    ("spec-four-blocks",
     b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
     [Event(b"first event", id="1"), Event(b"second event", id="")]),
    ("spec-empty-data", b"data\n\ndata\ndata\n\ndata:", d("", "\n")),
    ("spec-space", b"data:test\n\ndata: test\n\n", d("test", "test")),
    # What inference servers send.
    ("tgi", b'data:{"token":1}\n\ndata:{"token":2}\n\n', d('{"token":1}', '{"token":2}')),
    ("openai", b"data: {}\n\ndata: [DONE]\n\n", d("{}", "[DONE]")),
    ("keep-alive", b":\n\n: ping\n\ndata: {}\n\n:\n\n", d("{}")),
    ("keep-alive-inside", b"data: a\n: ping\n\n", d("a")),
    ("crlf", b"data: a\r\n\r\ndata: b\r\n\r\n", d("a", "b")),
    ("cr", b"data: a\r\rdata: b\r\r", d("a", "b")),
    ("mixed-ends", b"data: a\r\n\ndata: b\n\r\ndata: c\r\n\r", d("a", "b", "c")),
    ("cr-crlf", b"data: a\r\r\ndata: b\r\n\n", d("a", "b")),
    ("named-error", b'event: error\ndata: {"message":"x"}\n\n',
     [Event(b'{"message":"x"}', "error")]),
    ("error-field", b'error: {"message":"x"}\n\ndata: y\n\n',
     [Event(b'{"message":"x"}', "error"), Event(b"y")]),
    ("error-field-no-space", b"error:x\r\n\r\n", [Event(b"x", "error")]),
    ("error-field-with-data", b"error: x\ndata: y\n\n", [Event(b"x\ny", "error")]),
    ("bare-error", b'data: a\n\n{"error": "x: y"}\n\n{ "error" :1}\n\n',
     [Event(b"a"), Event(b'{"error": "x: y"}', "error"), Event(b'{ "error" :1}', "error")]),
    ("bare-json-is-nothing", b'{"errors": 1}\n\n{"message": "error"}\n\n', []),
    ("errors-is-no-field", b"errors: x\n\n", []),
    ("not-line-ends", "data: a\u2028b\u2029c\u0085d\x0b\x0c\x1ce\n\n".encode(),
     d("a\u2028b\u2029c\u0085d\x0b\x0c\x1ce")),
    ("latin-1-nel", b"data: a\x85b\n\n", [Event(b"a\x85b")]),
    ("colon-in-value", b"data: a:b: c\n\n", d("a:b: c")),
    ("data-prefix-in-value", b"data: data: x\n\n", d("data: x")),
    ("case-matters", b"Data: x\nDATA: y\n\n", []),
    ("leading-space-is-a-name", b" data: x\n\n", []),
    ("only-blank-lines", b"\n\n\n\n\r\r\r\n", []),
    ("blank-lines-between", b"data: a\n\n\n\n\ndata: b\n\n", d("a", "b")),
    ("no-data", b"event: ping\n\ndata: x\n\n", d("x")),
    ("id-without-data", b"id: 7\n\ndata: x\n\n", [Event(b"x", id="7")]),
    ("retry-without-data", b"retry: 7\n\ndata: x\n\n", [Event(b"x", retry=7)]),
    ("id-in-mid-run", b"data: a\n\nid: 1\ndata: b\n\ndata: c\n\n",
     [Event(b"a"), Event(b"b", id="1"), Event(b"c", id="1")]),
    ("bad-utf-8-name", b"event: \xff\ndata: x\n\n", [Event(b"x", "\ufffd")]),
    ("bom-inside", b"data: \xef\xbb\xbfx\n\n", [Event(BOM + b"x")]),
    ("half-bom", b"\xef\xbbdata: x\n\ndata: y\n\n", d("y")),
    ("no-events", b"", []),
    ("plain-json-body", b'{"error":"overloaded"}', []),
]  # fmt: skip
STREAMS = [pytest.param(stream, events, id=name) for name, stream, events in TABLE]


@pytest.mark.parametrize(("stream", "events"), STREAMS)
def test_table(stream: bytes, events: list[Event]) -> None:
    assert decode(stream) == events
    assert by_the_book(stream) == events


@pytest.mark.parametrize(("stream", "events"), STREAMS)
def test_every_cut(stream: bytes, events: list[Event]) -> None:
    for cut in range(len(stream) + 1):
        assert decode(stream[:cut], stream[cut:]) == events
    assert decode(*(stream[i : i + 1] for i in range(len(stream)))) == events


_ATOMS = st.sampled_from([
    b"\n", b"\r", b"\r\n", b"\n\n", b"data", b":", b" ", b"data: {}", b"data:x", b"\n\ndata: y",
    b"id: 1", b"id", b"event: e", b"retry: 5", b": c", BOM, b"\xef", b"\0", b"\xe2\x80\xa8",
])  # fmt: skip
_STREAM = st.lists(_ATOMS, max_size=40).map(b"".join) | st.binary(max_size=60)


@given(_STREAM, st.lists(st.integers(0, 400), max_size=8))
def test_cuts_do_not_matter(stream: bytes, cuts: list[int]) -> None:
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[start:end] for start, end in pairwise(edges)]
    assert decode(*pieces) == by_the_book(stream)


@given(_STREAM, st.integers(1, 40), st.integers(1, 9))
def test_limit_does_not_depend_on_cuts(stream: bytes, limit: int, step: int) -> None:
    def outcome(*pieces: bytes) -> list[Event] | None:
        try:
            return decode(*pieces, limit=limit)
        except ResponseTooLargeError:
            return None

    pieces = [stream[i : i + step] for i in range(0, len(stream), step)]
    assert outcome(*pieces) == outcome(stream)


def test_event_is_dispatched_at_a_cr_without_waiting_for_lf() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r\n\r") == d("a")
    assert not decoder.pending
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\ndata: b\n\n") == d("b")


@pytest.mark.parametrize("step", [1, 3, 100])
@pytest.mark.parametrize(
    ("stream", "last"),
    [
        (b"data: a\n\ndata: b", [Event(b"b")]),
        (b"data: a\n\ndata: b\n", [Event(b"b")]),
        (b"data: a\n\ndata: b\r", [Event(b"b")]),
        (b"data: a\n\ndata: b\nda", [Event(b"b")]),
        (b"event: error\ndata: b\ndata: c", [Event(b"b\nc", "error")]),
        (b"error: b", [Event(b"b", "error")]),
        (b"data", [Event(b"")]),
        (b"data: a\n\n", []),
        (b"data: a\n\n: ping", []),
        (b"event: ping", []),
        (b"dat", []),
        (b"", []),
    ],
)
def test_what_was_open_at_the_end(stream: bytes, last: list[Event], step: int) -> None:
    decoder = EventDecoder()
    for at in range(0, len(stream), step):
        decoder.feed(stream[at : at + step])
    assert decoder.flush() == last
    assert not decoder.pending
    assert decoder.flush() == []


@pytest.mark.parametrize(
    ("stream", "begun", "filling"),
    [
        (b"data: a", True, True),
        (b"data: a\n", True, True),
        (b": ping", False, False),
        (b"event: ping\nda", True, False),
        (b"event: pi", True, False),
        (b"event: message\ndata: a", True, True),
        (b"data: a\n\n", False, False),
    ],
)
def test_heartbeats_fill_nothing(stream: bytes, begun: bool, filling: bool) -> None:
    decoder = EventDecoder()
    decoder.feed(stream)
    assert (decoder.begun, decoder.filling) == (begun, filling)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("ping", True), ("PING", True), ("keepalive", True), ("keep-alive", True),
        ("keep_alive", True), ("heartbeat", True), ("[PING]", True), (": ping", True),
        ("heart-beat", True), ("noop", True),
        ("message", False), ("", False), (None, False), ({}, False), ("ping pong ping", False),
        ("p" * 1000, False),
    ],
)  # fmt: skip
def test_what_calls_itself_a_heartbeat(name: object, is_one: bool) -> None:
    assert is_heartbeat(name) is is_one


@pytest.mark.parametrize(
    ("stream", "pending"),
    [
        (b"", False),
        (b"data: a\n\n", False),
        (b"data: a\r\n\r", False),
        (b"data: a\n\n: ping\n", False),
        (b"id: 1\nretry: 5\n", False),
        (b"data: a\n\nd", True),
        (b"data: a\n", True),
        (b"data\n", True),
        (b"event: error\n", True),
        (b"\xef\xbb", True),
        (BOM, False),
    ],
)
def test_pending(stream: bytes, pending: bool) -> None:
    decoder = EventDecoder()
    decoder.feed(stream)
    assert decoder.pending is pending


@pytest.mark.parametrize(
    "stream",
    [
        b"data: " + b"x" * 100 + b"\n\n",
        b"data: " + b"x" * 100,
        b"x" * 101,
        b"data: 123456789\n" * 12,
        b"data\n" * 120,
        b"data: ok\n\ndata: " + b"x" * 100 + b"\n\n",
        b": " + b"x" * 100,
    ],
)
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_too_large(stream: bytes, step: int) -> None:
    with pytest.raises(ResponseTooLargeError, match="100 bytes"):
        decode(*(stream[i : i + step] for i in range(0, len(stream), step)), limit=100)


def test_limit_is_per_event() -> None:
    stream = (b"data: " + b"x" * 90 + b"\n\n") * 50 + (b": comment\n" * 50)
    assert len(decode(stream, limit=100)) == 50


@pytest.mark.parametrize("step", [97, 4096, 65536])
@pytest.mark.parametrize("line", [b"data: " + b"x" * 10_000_000 + b"\n", b"data: x\n" * 1_000_000])
def test_large_event_takes_linear_time(line: bytes, step: int) -> None:
    pieces = [line[i : i + step] for i in range(0, len(line), step)]
    start = time.perf_counter()
    (event,) = decode(*pieces, b"\n", limit=1 << 30)
    assert time.perf_counter() - start < 10  # quadratic: minutes
    assert len(event.data) >= 1_999_999


def test_bytes_one_by_one() -> None:
    stream = b"data: " + b"x" * 100_000 + b"\n\n"
    start = time.perf_counter()
    (event,) = decode(*(stream[i : i + 1] for i in range(len(stream))))
    assert time.perf_counter() - start < 5
    assert event.data == b"x" * 100_000


@pytest.mark.parametrize("size", [1000, 65536, 300_000, 2**22])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_long_lines_are_read_like_others(size: int, end: bytes) -> None:
    long = b"x: y" * 300_000
    lines = [
        *(b"data: " + long, b"", b"data:a", b"data: " + long, b"data: " + long, b"data:", b""),
        *(b"event: e", b"data:" + long, b"data", b"", b": " + long, b"data: b", b""),
        *(b"data", b"data:" + long, b"", b"error: " + long, b"", b'{"error": "' + long, b""),
        *(b"unknown: " + long, b"data: c", b"", b"data: a", long, b"data: " + long, b"id: 1", b""),
        *(b"data: " + long, b"data: d"),
    ]
    stream = end.join(lines) + end
    decoder = EventDecoder()
    found: list[Event] = []
    for place in range(0, len(stream), size):
        found += decoder.feed(stream[place : place + size])
        assert decoder.pending or stream[:place].endswith(end)
    assert found == by_the_book(stream)
    assert decoder.begun
    (last,) = decoder.flush()
    assert last.data == long.removeprefix(b" ") + b"\nd"
    assert not decoder.pending


@pytest.mark.parametrize("start", [b"data: ", b"x", b": ", b"event: ", b'{"error": "'])
@pytest.mark.parametrize("line", [b"", b"data: a\n"])
def test_a_long_line_counts_to_the_limit(start: bytes, line: bytes) -> None:
    decoder = EventDecoder(3 * 2**20)
    with pytest.raises(ResponseTooLargeError):
        decoder.feed(line)
        decoder.feed(start)
        for _ in range(60):
            decoder.feed(b"x" * 65536)


def test_lines_of_nothing_count_to_the_limit() -> None:
    decoder = EventDecoder(60_000)
    with pytest.raises(ResponseTooLargeError):
        for _ in range(101):
            decoder.feed(b"data:\n" * 100)
