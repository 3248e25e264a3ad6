"""Bodies come out as h11 has them, however they are cut."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferloom.transport.body import Body

HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
FIXED = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"


def connection() -> h11.Connection:
    made = h11.Connection(h11.CLIENT)
    made.send(h11.Request(method="GET", target="/", headers=[("host", "x")]))
    made.send(h11.EndOfMessage())
    return made


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in pairwise(places)]


def by_h11(data: bytes, closed: bool) -> tuple[bytes, str, bytes]:
    """The body, how it ended, and what follows it."""
    state, body = connection(), b""
    try:
        state.receive_data(data)
        if closed:
            state.receive_data(b"")
        while (event := state.next_event()) is not h11.NEED_DATA:
            if isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return body, "ended", state.trailing_data[0]
    except h11.RemoteProtocolError:
        return body, "wrong", b""
    return body, "open", b""


def by_us(parts: list[bytes], closed: bool) -> tuple[bytes, str, bytes]:
    state, body, found = connection(), b"", None
    for number, part in enumerate([*parts, *([b""] if closed else [])]):
        if found is None:
            state.receive_data(part)
            if state.next_event() is not h11.NEED_DATA:
                found = Body(h11, state)
        else:
            found.give(part)
        try:
            while found is not None and (data := found.take()):
                body += data
        except h11.RemoteProtocolError:
            return body, "wrong", b""
        if found is not None and found.ended:
            rest = state.trailing_data[0] + b"".join(parts[number + 1 :])
            return body, "ended", rest
    return body, "open", b""


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


BODIES = {
    "chunks": chunk(b"hello ") + chunk(b"world" * 9) + b"0\r\n\r\n",
    "nothing": b"0\r\n\r\n",
    "upper case, leading zeros": b"000A\r\n0123456789\r\n0\r\n\r\n",
    "an extension": chunk(b"a") + chunk(b"bc", b";name=value") + chunk(b"d") + b"0\r\n\r\n",
    "trailers": chunk(b"abc") + b"0\r\nx-checksum: 1\r\n\r\n",
    "line ends inside": chunk(b"\r\n\r\n0\r\n\r\n") + b"0\r\n\r\n",
    "another answer after it": chunk(b"abc") + b"0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    "cut in a chunk": chunk(b"abc") + b"5\r\nhel",
    "cut in a size": chunk(b"abc") + b"5",
    "cut at a chunk": chunk(b"abc"),
    "cut before the last line": chunk(b"abc") + b"0\r\n",
    "no hexadecimal": chunk(b"abc") + b"zz\r\n",
    "a sign": b"+3\r\nabc\r\n0\r\n\r\n",
    "a prefix": b"0x3\r\nabc\r\n0\r\n\r\n",
    "an underscore": b"1_0\r\n0123456789abcdef\r\n0\r\n\r\n",
    "an empty size": chunk(b"abc") + b"\r\nabc\r\n0\r\n\r\n",
    "too many digits": b"000000000000000000003\r\nabc\r\n0\r\n\r\n",
    "a longer chunk than its size": b"3\r\nabcd\r\n0\r\n\r\n",
    "a shorter chunk than its size": b"5\r\nabc\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("name", list(BODIES))
def test_every_cut_gives_what_h11_gives(name: str, closed: bool) -> None:
    data = HEAD + BODIES[name]
    expected = by_h11(data, closed)
    for place in range(len(HEAD), len(data) + 1):
        assert by_us([data[:place], data[place:]] if place < len(data) else [data], closed) == (
            expected
        )
    assert by_us([data[n : n + 1] for n in range(len(data))], closed) == expected


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_bytes_and_any_cuts(draw: Any) -> None:
    part = st.one_of(
        st.binary(min_size=1, max_size=40).map(chunk),
        st.sampled_from([b"0\r\n\r\n", b"\r\n", b"5\r\n", b"1;x\r\na\r\n", b"g\r\n"]),
        st.binary(max_size=8),
    )
    data = HEAD + b"".join(draw.draw(st.lists(part, max_size=8)))
    cuts = draw.draw(st.lists(st.integers(0, 400), max_size=6))
    closed = draw.draw(st.booleans())
    parts = [piece for piece in pieces(data, cuts) if piece]
    ours, theirs = by_us(parts, closed), by_h11(data, closed)
    # A fault is seen at once by h11 and may be seen a read later by us, never the other way.
    assert ours[:2] == theirs[:2]
    if theirs[1] == "ended":
        assert ours[2] == theirs[2]


def test_other_framings_are_left_to_h11() -> None:
    assert by_us([FIXED, b"he", b"llo"], False) == (b"hello", "ended", b"")
    assert by_us([FIXED + b"helloX"], False) == (b"hello", "ended", b"X")
    assert by_us([FIXED, b"he"], True) == (b"he", "wrong", b"")


def test_what_is_kept_does_not_grow() -> None:
    """A size without end is refused by h11, which knows a limit."""
    state = connection()
    state.receive_data(HEAD)
    state.next_event()
    found = Body(h11, state)
    with pytest.raises(h11.RemoteProtocolError):
        for _ in range(100):
            found.give(b"0" * 1024)
            found.take()
