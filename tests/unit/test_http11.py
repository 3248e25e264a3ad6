"""Answers come out as h11 has them, however they are cut."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferloom import ArgumentError
from inferloom.transport.engine import Request
from inferloom.transport.failure import Failure
from inferloom.transport.http11 import Framing, Received, request_head

HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in pairwise(places)]


def by_h11(data: bytes, closed: bool, method: str = "GET") -> tuple[object, bytes, str, bool]:
    """The same, by h11 alone."""
    state = h11.Connection(h11.CLIENT, max_incomplete_event_size=100 * 1024)
    state.send(h11.Request(method=method, target="/", headers=[("host", "x")]))
    state.send(h11.EndOfMessage())
    body, head = b"", None
    try:
        if data:
            state.receive_data(data)
        if closed:
            state.receive_data(b"")
        while (event := state.next_event()) is not h11.NEED_DATA:
            if isinstance(event, h11.Response):
                fields: dict[str, str] = {}
                for raw, value in event.headers:
                    name = raw.decode("latin-1")
                    text = value.decode("latin-1")
                    fields[name] = f"{fields[name]}, {text}" if name in fields else text
                head = (event.status_code, fields)
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                again = state.our_state is h11.DONE and state.their_state is h11.DONE
                return head, body, "ended", again and not state.trailing_data[0]
            elif not isinstance(event, h11.InformationalResponse):
                return head, body, "wrong", False  # closed before an answer
    except h11.RemoteProtocolError:
        return head, body, "wrong", False
    return head, body, "open", False


def by_us(parts: list[bytes], closed: bool, method: str = "GET") -> tuple[object, bytes, str, bool]:
    """The head, the body, how it ended, and whether the connection can serve again."""
    found, body, begun = Received(method), b"", False
    for part in [*parts, *([b""] if closed else [])]:
        try:
            if begun:
                found.give(part)
            else:
                begun = found.begin(part)
            while begun and (data := found.take()):
                body += data
        except Failure:
            return head_of(found) if begun else None, body, "wrong", False
        if found.ended:
            return head_of(found), body, "ended", found.reusable
    return head_of(found) if begun else None, body, "open", False


def head_of(found: Received) -> object:
    # h11 writes the one value that it knows in lower case.
    lower = {k: v.lower() if k == "transfer-encoding" else v for k, v in found.headers.items()}
    return found.status, lower


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


OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"content-length: 5\r\n"
HEADS = {
    "plain": OK + LENGTH + b"\r\nhello",
    "names and values": OK + b"X-A:b\r\nX-B: \t c d \t\r\nX-C:\r\n" + LENGTH + b"\r\nhello",
    "a name twice": OK + b"set-cookie: a\r\nSet-Cookie: b\r\n" + LENGTH + b"\r\nhello",
    "latin-1": OK + b"x-name: \xe9\r\n" + LENGTH + b"\r\nhello",
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\nhello",
    "an empty reason": b"HTTP/1.1 200 \r\n" + LENGTH + b"\r\nhello",
    "a reason in latin-1": b"HTTP/1.1 404 Not \xe9\r\n" + LENGTH + b"\r\nhello",
    "an error": b"HTTP/1.1 503 Busy\r\n" + LENGTH + b"\r\nhello",
    "nothing": OK + b"content-length: 0\r\n\r\n",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "no content, with a length": b"HTTP/1.1 204 No Content\r\n" + LENGTH + b"\r\n",
    "not modified": b"HTTP/1.1 304 Not Modified\r\n" + LENGTH + b"\r\n",
    "until the end": OK + b"\r\nhello",
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n" + LENGTH + b"\r\nhello",
    "HTTP/2": b"HTTP/2 200 OK\r\n" + LENGTH + b"\r\nhello",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n\r\n",
    "interim": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\na: b\r\n\r\n"
    + OK + LENGTH + b"\r\nhello",
    "close": OK + LENGTH + b"Connection: Close\r\n\r\nhello",
    "close among others": OK + LENGTH + b"connection: a, close\r\n\r\nhello",
    "keep": OK + LENGTH + b"connection: keep-alive\r\n\r\nhello",
    "too much": OK + LENGTH + b"\r\nhello!",
    "the next answer": OK + LENGTH + b"\r\nhello" + OK + LENGTH + b"\r\nhello",
    "too little": OK + LENGTH + b"\r\nhel",
    "a length twice": OK + LENGTH + LENGTH + b"\r\nhello",
    "two lengths": OK + LENGTH + b"content-length: 6\r\n\r\nhello!",
    "a list of lengths": OK + b"content-length: 5, 5\r\n\r\nhello",
    "a sign": OK + b"content-length: +5\r\n\r\nhello",
    "less than nothing": OK + b"content-length: -5\r\n\r\nhello",
    "no number": OK + b"content-length: five\r\n\r\nhello",
    "an empty length": OK + b"content-length:\r\n\r\nhello",
    "a long length": OK + b"content-length: 000000000000000000005\r\n\r\nhello",
    "superscript": OK + b"content-length: \xb2\r\n\r\nhello",
    "length and chunks": OK + LENGTH + b"transfer-encoding: chunked\r\n\r\n" + chunk(b"a")
    + b"0\r\n\r\n",
    "chunks": OK + b"Transfer-Encoding: Chunked\r\n\r\n" + chunk(b"a") + b"0\r\n\r\n",
    "chunks twice": OK + b"transfer-encoding: chunked\r\n" * 2 + b"\r\n" + chunk(b"a"),
    "another coding": OK + b"transfer-encoding: gzip, chunked\r\n\r\n" + chunk(b"a"),
    "a space before the colon": OK + b"content-length : 5\r\n\r\nhello",
    "a space before the name": OK + b" content-length: 5\r\n\r\nhello",
    "a folded line": OK + b"x-a: b\r\n  c\r\n" + LENGTH + b"\r\nhello",
    "no colon": OK + b"nonsense\r\n" + LENGTH + b"\r\nhello",
    "no name": OK + b": nonsense\r\n" + LENGTH + b"\r\nhello",
    "a null": OK + b"x-a: \0\r\n" + LENGTH + b"\r\nhello",
    "a lone carriage return": OK + b"x-a: b\rc\r\n" + LENGTH + b"\r\nhello",
    "bare line ends": b"HTTP/1.1 200 OK\ncontent-length: 5\n\nhello",
    "one bare line end": OK + b"x-a: b\n" + LENGTH + b"\r\nhello",
    "bare line ends, and others in the body": b"HTTP/1.1 200 OK\ncontent-length: 5\n\nh\r\n\r\n",
    "a head of 90 kB": OK + b"x-a: " + b"b" * 90_000 + b"\r\n" + LENGTH + b"\r\nhello",
    "an empty line first": b"\r\n" + OK + LENGTH + b"\r\nhello",
    "close, and more": OK + LENGTH * 2 + b"connection: close\r\n\r\nhello!",
    "nothing at all": b"",
}  # fmt: skip


def compare(parts: list[bytes], closed: bool, method: str = "GET") -> None:
    ours, theirs = by_us(parts, closed, method), by_h11(b"".join(parts), closed, method)
    assert ours[:3] == theirs[:3]
    # What follows an answer may be on its way, so a connection can look usable and not be.
    assert ours[3] <= theirs[3] or len(parts) > 1


# Two readers may see their ends at two places, so nothing is read after them, whatever h11 says.
DISTRUSTED = {"length and chunks", "no content, with a length", "not modified"}


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", list(HEADS))
def test_every_cut_of_an_answer_gives_what_h11_gives(name: str, method: str, closed: bool) -> None:
    data = HEADS[name]
    places = range(1, len(data)) if len(data) < 1000 else (1, 50, 70_000, len(data) - 3)
    compare([data] if data else [], closed, method)
    again = by_us([data] if data else [], closed, method)[3]
    assert again == (name not in DISTRUSTED and by_h11(data, closed, method)[3])
    for place in places:
        compare([data[:place], data[place:]], closed, method)
    if len(data) < 1000:
        compare([data[n : n + 1] for n in range(len(data))], closed, method)


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("name", list(BODIES))
def test_every_cut_of_chunks_gives_what_h11_gives(name: str, closed: bool) -> None:
    data = HEAD + BODIES[name]
    for place in range(len(HEAD), len(data) + 1):
        compare([data[:place], data[place:]] if place < len(data) else [data], closed)
    compare([data[n : n + 1] for n in range(len(data))], closed)


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
    compare([piece for piece in pieces(data, cuts) if piece], draw.draw(st.booleans()))


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_any_heads_and_any_cuts(draw: Any) -> None:
    line = st.one_of(
        st.sampled_from([
            LENGTH, b"transfer-encoding: chunked\r\n", b"connection: close\r\n", b"a: b\r\n",
            b"A:\tb \r\n", b" c\r\n", b"\r\n", b"\n", b"\r", b"content-length: 5", b"x", b": ",
        ]),
        st.binary(max_size=6),
    )  # fmt: skip
    first = st.sampled_from([
        OK, OK, OK, b"HTTP/1.1 404 Not Found\r\n", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.1 204\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK, b"HTTP/1.1 999 \r\n", b"",
    ])  # fmt: skip
    data = draw.draw(first) + b"".join(draw.draw(st.lists(line, max_size=6)))
    data += b"\r\n" + draw.draw(st.sampled_from([b"hello", chunk(b"a") + b"0\r\n\r\n", b""]))
    cuts = draw.draw(st.lists(st.integers(0, 400), max_size=4))
    compare([piece for piece in pieces(data, cuts) if piece], draw.draw(st.booleans()))


@pytest.mark.parametrize("size", [1, 1 << 20], ids=["h11", "whole"])
def test_values_of_one_name_are_joined_in_order(size: int) -> None:
    head = b"HTTP/1.1 200 OK\r\nA: 1\r\nb: x\r\na: 2\r\nB: y\r\nA:\t3 \r\ncontent-length: 0\r\n\r\n"
    answer = Received("GET")
    for at in range(0, len(head), size):
        begun = answer.begin(head[at : at + size])
    assert begun
    assert answer.headers == {"a": "1, 2, 3", "b": "x, y", "content-length": "0"}


def test_what_is_kept_does_not_grow() -> None:
    """A size without end is refused, and so is a head."""
    found = Received("GET")
    assert found.begin(HEAD)
    with pytest.raises(Failure, match=r"chunk|too long"):
        for _ in range(200):
            found.give(b"0" * 1024)
            found.take()
    found = Received("GET")
    with pytest.raises(Failure, match="too long"):
        for _ in range(200):
            assert not found.begin(b"HTTP/1.1 200 OK\r\nx: " + b"0" * 1024)


@pytest.mark.parametrize("value", ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\u20ac"], ids=repr)
def test_a_value_cannot_become_a_header(value: str) -> None:
    request = Request("POST", "http://h/", {"content-type": value}, b"")
    with pytest.raises(ArgumentError, match="headers"):
        request_head(request, "h", "/")


def test_a_request() -> None:
    request = Request("POST", "http://h/", {"a": "b", "c": "\xe9"}, b"")
    assert request_head(request, "h:1", "/p?q") == (
        b"POST /p?q HTTP/1.1\r\nHost: h:1\r\na: b\r\nc: \xe9\r\n\r\n"
    )
    own = Request("GET", "http://h/", {"host": "other"})
    assert request_head(own, "h", "/") == b"GET / HTTP/1.1\r\nhost: other\r\n\r\n"


def test_a_body_of_unknown_length() -> None:
    framing = Framing(Request("POST", "http://h/", {"transfer-encoding": "chunked"}))
    sent = [framing.block(block) for block in (b"hello", b"", b"world" * 4)] + [framing.end()]
    assert b"".join(sent) == b"5\r\nhello\r\n14\r\n" + b"world" * 4 + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize("length", [4, 6])
def test_a_body_has_the_length_that_was_announced(length: int) -> None:
    framing = Framing(Request("POST", "http://h/", {"content-length": str(length)}))
    with pytest.raises(Failure, match="changed its size"):
        framing.block(b"hello")
        framing.end()
