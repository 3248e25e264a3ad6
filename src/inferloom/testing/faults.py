"""A fault lab: a server on loopback that breaks the rules of HTTP on request.

`FaultServer` answers as a model server does (chat, its stream, labels, embeddings, generated text)
and does to each answer what a list of faults says. It is written on bare sockets, so that it can
send what no HTTP library would.

    with FaultServer(["503-loading*2", "reset@37%"]) as server:
        client = InferenceClient(base_url=server.url)

The language of faults, as in `python -m inferloom.testing.faults --list`:

    fault  = part ["+" part]... ["*" times] ["?" chance "%"]      503-loading*2   reset@37%?30%
    part   = name ["=" value] ["@" where]                          drip=1b/0.3s@body
    where  = headers | body | eventN | N% | Nb                     of the answer on the wire

Faults stand in a list, or in one text with commas between them. Each request takes the next one;
when all are taken, requests are answered as usual, or the list begins again (`repeat=True`).
`ok` is the fault that is none.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import select
import signal
import socket
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from email.utils import formatdate
from functools import cache
from http import HTTPStatus
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..errors import ArgumentError
from ..jsonvalues import is_array, is_object

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["MESSAGE", "Answer", "Fault", "FaultServer", "Received", "catalogue", "main", "parse"]

MESSAGE = "CUDA out of memory"
"""What the server says where it reports an error."""

_PING = b": ping\n\n"
_LEFTOVER = b'[[{"label": "LEFTOVER", "score": 1.0}]]'


# What travels ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Received:
    """A request as it arrived, and what was done to its answer.

    Attributes:
        number: Requests before it, plus one.
        method: HTTP method.
        path: Target with its query string.
        headers: Lower-case names.
        body: The body as far as the server read it.
        port: The port it came to; `FaultServer.other_url` has another one.
        connection: Which of the server's connections it came over, from 1.
        fault: The fault as it was written, or `ok`.
    """

    number: int
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    port: int
    connection: int
    fault: str

    @property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True)
class _Position:
    """A place in an answer on the wire."""

    unit: Literal["bytes", "percent", "headers", "body", "event"]
    amount: float = 0

    def offset(self, wire: _Wire) -> int:
        """Return the number of bytes before this place."""
        if self.unit == "percent":
            return int(len(wire.data) * self.amount / 100)
        if self.unit == "bytes":
            return int(self.amount)
        if self.unit == "headers":
            return wire.head_end // 2
        if self.unit == "body":
            return wire.head_end
        ends = wire.block_ends[: int(self.amount)]
        return ends[-1] if ends else wire.head_end


@dataclass(frozen=True)
class _Wire:
    """An answer as bytes."""

    data: bytes
    head_end: int
    block_ends: list[int]


@dataclass
class Answer:
    """What the server sends, and how. Faults change it.

    Make one with `Answer.of_json` or `Answer.of_events`, or from bytes.

    Attributes:
        blocks: The body; those of a stream are its events, and are sent one by one.
        status: HTTP status code.
        headers: Header names and values, without framing.
        stream: Whether it is an event stream.
        framing: How the end of the body is told: `content-length`, chunks, or closing.
        version: Of the protocol, as in the status line.
        head: Instead of status line and headers, if not None.
        before: Raw bytes ahead of the status line.
        after: Raw bytes behind the body.
        late: Raw bytes that follow after a pause, when the client holds the connection idle.
        length: A false `content-length`, if not None.
        tail: What ends a chunked body.
        size: Bytes that are sent at once, if not None.
        pause: Seconds between two sendings.
        from_start: Whether the head, too, is sent in such pieces.
        delay: Seconds before the first byte.
        cut: Where sending ends, if not at the end.
        then: What comes after it: the next request, a clean close, a reset, silence, a close at the
            next request, or `filler` over and over.
        filler: What is sent then.
        period: Seconds between two fillers.
        reading: Whether the request's body is read: all of it, none, or slowly.
        read_pace: Bytes and seconds of slow reading.
    """

    blocks: list[bytes] = field(default_factory=list[bytes])
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    stream: bool = False
    framing: Literal["length", "chunked", "close"] = "length"
    version: str = "HTTP/1.1"
    head: bytes | None = None
    before: bytes = b""
    after: bytes = b""
    late: bytes = b""
    length: str | None = None
    tail: bytes = b"0\r\n\r\n"
    size: int | None = None
    pause: float = 0.0
    from_start: bool = False
    delay: float = 0.0
    cut: _Position | None = None
    then: Literal["next", "close", "reset", "hang", "doom", "doom-reset", "fill"] = "next"
    filler: bytes = b""
    period: float = 0.0

    @classmethod
    def of_json(cls, value: object, status: int = 200) -> Self:
        """Return an answer in one piece."""
        data = json.dumps(value, ensure_ascii=False).encode()
        return cls([data], status, {"content-type": "application/json"})

    @classmethod
    def of_events(cls, values: Iterable[object]) -> Self:
        """Return a stream of events; texts stand as they are, all else becomes JSON."""
        blocks = [
            b"data: "
            + (v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)).encode()
            + b"\n\n"
            for v in values
        ]
        headers = {"content-type": "text/event-stream"}
        return cls(blocks, 200, headers, stream=True, framing="chunked")

    @property
    def body(self) -> bytes:
        """The body in one piece."""
        return b"".join(self.blocks)

    @body.setter
    def body(self, body: bytes) -> None:
        self.blocks = [body]

    def wire(self) -> _Wire:
        """Return the answer as it goes over the wire."""
        out = bytearray(self.before)
        out += self._head() if self.head is None else self.head
        head_end = len(out)
        ends: list[int] = []
        chunked = self.framing == "chunked" and self.head is None
        for block in self.blocks:
            if chunked and block:
                out += b"%x\r\n%b\r\n" % (len(block), block)
            else:
                out += block
            ends.append(len(out))
        if chunked:
            out += self.tail
        out += self.after
        return _Wire(bytes(out), head_end, ends)

    def _head(self) -> bytes:
        try:
            reason = HTTPStatus(self.status).phrase
        except ValueError:
            reason = "Unheard Of"
        lines = [f"{self.version} {self.status} {reason}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.framing == "chunked":
            lines.append("transfer-encoding: chunked")
        elif self.framing == "length":
            size = sum(map(len, self.blocks))
            lines.append(f"content-length: {size if self.length is None else self.length}")
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1", "replace")


# The language ----------------------------------------------------------------------------------

_Value: TypeAlias = Any  # what a kind's own parser made of a text
_Apply = Callable[[Answer, _Value, _Value, "_Scene"], None]
_Parser = Callable[[str], object]
_Only = Literal["any", "plain", "stream"]  # kind of answer that it changes
_Reading = Literal["all", "none", "slow"]  # of the request's body


@dataclass(frozen=True)
class _Scene:
    """What a fault may want to know beside the answer."""

    request: Received
    url: str
    other_url: str


@dataclass(frozen=True)
class _Kind:
    name: str
    group: str
    synopsis: str
    summary: str
    apply: _Apply
    value: _Parser | None
    default: str | None
    where: _Parser | None
    place: str | None
    only: _Only
    reading: _Reading


@dataclass(frozen=True)
class _Part:
    kind: _Kind
    value: _Value
    where: _Value


@dataclass(frozen=True)
class Fault:
    """One fault of a list.

    Attributes:
        text: As it was written, without times and chance.
        times: For how many requests it stands.
        chance: How likely it is applied, from 0 to 1; a request that is spared counts all the same.
    """

    text: str
    parts: tuple[_Part, ...]
    times: int = 1
    chance: float = 1.0

    @property
    def reading(self) -> tuple[str, tuple[int, float]]:
        """How the body of the request is read, and the pace of it."""
        for part in self.parts:
            if part.kind.reading != "all":
                return part.kind.reading, part.value or (0, 0.0)
        return "all", (0, 0.0)

    def apply(self, answer: Answer, scene: _Scene) -> bool:
        """Change an answer; return whether there was something to change."""
        applied = False
        for part in self.parts:
            if part.kind.only == "any" or (part.kind.only == "stream") is answer.stream:
                part.kind.apply(answer, part.value, part.where, scene)
                applied = True
        return applied


_KINDS: dict[str, _Kind] = {}

_FAULT = re.compile(r"(?P<parts>.*?)(?:\*(?P<times>\d+))?(?:\?(?P<chance>\d+(?:\.\d+)?)%)?")
_SYNOPSIS = re.compile(
    r"(?P<name>[a-z0-9-]+)(?:\[=(?P<value>[^\]]+)\]|=[^\[]+)?(?:\[@(?P<where>[^\]]+)\])?"
)
_PART = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)(?:=(?P<value>[^@]*))?(?:@(?P<where>.+))?")


def parse(faults: str | Iterable[str]) -> list[Fault]:
    """Read faults as they are written.

    Args:
        faults: One text, with commas between faults, or several.

    Returns:
        The faults in their order.

    Raises:
        ArgumentError: If one is not a fault. The message lists what exists.
    """
    texts = [faults] if isinstance(faults, str) else list(faults)
    return [_fault(text.strip()) for entry in texts for text in entry.split(",") if text.strip()]


def _fault(text: str) -> Fault:
    match = _FAULT.fullmatch(text)
    assert match is not None  # its parts match anything
    times, chance = int(match["times"] or 1), float(match["chance"] or 100) / 100
    if times < 1 or chance > 1:
        raise _wrong(text, "times must be 1 or more, and a chance at most 100%")
    spelling = match["parts"]
    return Fault(spelling, tuple(_part(p, text) for p in spelling.split("+")), times, chance)


def _part(text: str, whole: str) -> _Part:
    match = _PART.fullmatch(text.strip())
    if match is None:
        raise _wrong(whole, f"{text!r} is not of the form name=value@where")
    name, value, where = match["name"], match["value"], match["where"]
    if re.fullmatch(r"[1-9]\d\d", name) and value is None:
        name, value = "status", name
    kind = _KINDS.get(name)
    if kind is None:
        near = get_close_matches(name, _KINDS, 3)
        guess = f"; did you mean {' or '.join(near)}?" if near else ""
        raise _wrong(whole, f"there is no {name!r}{guess}", listed=True)
    return _Part(
        kind,
        _argument(whole, kind, "value", value, kind.value, kind.default),
        _argument(whole, kind, "place (@...)", where, kind.where, kind.place),
    )


def _argument(
    whole: str,
    kind: _Kind,
    what: str,
    text: str | None,
    parser: _Parser | None,
    default: str | None,
) -> object:
    if parser is None:
        if text is not None:
            raise _wrong(whole, f"{kind.name} takes no {what}")
        return None
    if text is None:
        if default is None:
            raise _wrong(whole, f"{kind.name} needs a {what}: {kind.synopsis}")
        text = default
    try:
        return parser(text)
    except ValueError as error:
        raise _wrong(whole, f"{text!r} is no {what} of {kind.synopsis}: {error}") from None


def _wrong(text: str, reason: str, listed: bool = False) -> ArgumentError:
    names = f" There are: {', '.join(_KINDS)}, and any status, as in 503." if listed else ""
    return ArgumentError(
        f"{text!r} is not a fault: {reason}.{names}",
        argument="faults",
        hint=f"`python -m {__package__}.faults --list` explains them.",
    )


def catalogue() -> dict[str, list[tuple[str, str]]]:
    """Return all faults: how they are written and what they do, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in _KINDS.values():
        groups.setdefault(kind.group, []).append((kind.synopsis, kind.summary))
    return groups


class _Group:
    """Enters functions into the table of faults, as a decorator; their docstrings explain them.

    A synopsis has the defaults in brackets: `drip[=1b/0.3s][@body]`. What has no brackets must be
    given, and is an example.
    """

    def __init__(self, title: str, only: _Only = "any") -> None:
        self._title = title
        self._only: _Only = only

    def __call__(
        self,
        synopsis: str,
        value: _Parser | None = None,
        *,
        where: _Parser | None = None,
        only: _Only | None = None,
        reading: _Reading = "all",
    ) -> Callable[[_Apply], _Apply]:
        match = _SYNOPSIS.fullmatch(synopsis)
        assert match is not None

        def enter(apply: _Apply) -> _Apply:
            _KINDS[match["name"]] = _Kind(
                match["name"],
                self._title,
                synopsis,
                " ".join((apply.__doc__ or "").split()),
                apply,
                value,
                match["value"],
                where,
                match["where"],
                only or self._only,
                reading,
            )
            return apply

        return enter


# Values and places


def _position(text: str) -> _Position:
    if text == "headers":
        return _Position("headers")
    if text == "body":
        return _Position("body")
    if match := re.fullmatch(r"event(\d+)", text):
        return _Position("event", int(match[1]))
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)%", text):
        if float(match[1]) <= 100:
            return _Position("percent", float(match[1]))
    elif match := re.fullmatch(r"(\d+)b", text):
        return _Position("bytes", int(match[1]))
    raise ValueError("use headers, body, event2, 37% or 120b")


def _start(text: str) -> bool:
    if text not in ("headers", "body"):
        raise ValueError("use headers or body")
    return text == "headers"


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)(b|kb|mb)", text)
    if match is None or int(match[1]) < 1:
        raise ValueError("use a size such as 1b, 64kb or 10mb")
    return int(match[1]) * {"b": 1, "kb": 1024, "mb": 1024**2}[match[2]]


def _seconds(text: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", text)
    if match is None:
        raise ValueError("use a time such as 0.3s or 300ms")
    return float(match[1]) / (1000 if match[2] == "ms" else 1)


def _pace(text: str) -> tuple[int, float]:
    size, slash, pause = text.partition("/")
    if not slash:
        raise ValueError("use a size and a time, such as 1b/0.3s")
    return _size(size), _seconds(pause)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("use a whole number")
    return int(text)


def _code(text: str) -> int:
    if not re.fullmatch(r"\d{3}", text):
        raise ValueError("use three digits")
    return int(text)


def _codes(text: str) -> tuple[int, ...]:
    return tuple(_code(part) for part in text.split("/"))


def _text(text: str) -> str:
    if not text.isprintable() or not text.isascii():
        raise ValueError("use printable ASCII")
    return text


def _one_of(*names: str) -> _Parser:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError(f"use {', '.join(names)}")
        return text

    return read


# The faults ------------------------------------------------------------------------------------


_USUAL = _Group("None")


@_USUAL("ok")
def _ok(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Answer as usual."""


_CUT = _Group("Where the answer ends")


@_CUT("reset[@0b]", where=_position)
def _reset(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """TCP reset at that place."""
    answer.cut, answer.then = where, "reset"


@_CUT("fin[@0b]", where=_position)
def _fin(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The connection is closed at that place."""
    answer.cut, answer.then = where, "close"


@_CUT("hang[@0b]", where=_position)
def _hang(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Nothing more is sent from there."""
    answer.cut, answer.then = where, "hang"


@_CUT("stall[@event1]", where=_position, only="stream")
def _stall(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A stream falls silent."""
    answer.cut, answer.then = where, "hang"


@_CUT("ping[=0.1s]", _seconds, only="stream")
def _ping(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """While a stream is silent, comments are sent."""
    _fill(answer, _PING, value)


@_CUT("ping-bytes[=0.05s]", _seconds, only="stream")
def _ping_bytes(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """While a stream is silent, comments drip byte by byte."""
    _fill(answer, b": ping\n\n", value)
    answer.size = 1


@_CUT("firehose[@event1]", where=_position, only="stream")
def _firehose(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A stream becomes comments without end, as fast as they go."""
    answer.cut = where
    _fill(answer, b": x\n\n" * 1000, 0)


@_CUT("after-done-flood", only="stream")
def _after_done_flood(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Comments without end follow a complete stream."""
    answer.tail = b""
    _fill(answer, b": x\n\n" * 1000, 0)


@_CUT("held-open", only="stream")
def _held_open(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A complete stream is not closed."""
    answer.tail, answer.then = b"", "hang"


@_CUT("endless-body", only="plain")
def _endless_body(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Blanks follow the answer without end, as fast as they go."""
    answer.framing, answer.tail = "chunked", b""
    _fill(answer, b" " * 16384, 0)


@_CUT("truncate[@60%]", where=_position)
def _truncate(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The body ends there, and the framing says that this is all."""
    room = where.offset(_Wire(answer.body, 0, list(accumulate(map(len, answer.blocks)))))
    blocks: list[bytes] = []
    for block in answer.blocks:
        blocks.append(block[:room])
        room = max(0, room - len(block))
    answer.blocks = blocks


def _fill(answer: Answer, filler: bytes, period: float) -> None:
    if answer.framing == "chunked" and answer.head is None:
        filler = b"%x\r\n%b\r\n" % (len(filler), filler)
    answer.then, answer.filler, answer.period = "fill", filler, period


_PACE = _Group("How fast it goes")


@_PACE("delay[=0.5s]", _seconds)
def _delay(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Nothing is sent for that time."""
    answer.delay = value


@_PACE("drip[=1b/0.3s][@body]", _pace, where=_start)
def _drip(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """It is sent in small pieces with a pause after each."""
    answer.size, answer.pause = value
    answer.from_start = where


@_PACE("pieces[=1b][@headers]", _size, where=_start)
def _pieces(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """It is sent in small pieces."""
    answer.size, answer.from_start = value, where


_REQUEST = _Group("What becomes of the request")


@_REQUEST("early[=close]", _one_of("close", "reset", "hang"), reading="none")
def _early(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """It is answered before its body is read; then closed, reset, or read no further."""
    answer.headers["connection"] = "close"
    answer.then = "reset" if value == "reset" else "hang" if value == "hang" else "close"


@_REQUEST("no-read", reading="none")
def _no_read(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Its body is never read, and nothing is answered."""
    answer.cut, answer.then = _Position("bytes"), "hang"


@_REQUEST("slow-read[=4kb/0.1s]", _pace, reading="slow")
def _slow_read(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Its body is read slowly."""


_STATUS = _Group("Status and redirects")


@_STATUS("status=503", _code)
def _status(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That status, with {'error': 'CUDA out of memory'}; `503` alone means the same."""
    bare = value < 200 or value in (204, 304)
    _replace(answer, value, b"" if bare else _json({"error": MESSAGE}))
    if bare:
        answer.framing = "length" if value == 304 else "close"
        answer.length = "0"
        answer.headers.pop("content-type")


@_STATUS("503-loading[=0.1]", _text)
def _loading(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """503, the model is loading, and a guess of how long (seconds, or words)."""
    words = {"huge": "1" + 400 * "0", "nan": "NaN", "infinity": "Infinity", "text": '"soon"'}
    guess = str(words.get(value, value))
    start = '{"error": "Model fault-lab is currently loading", "estimated_time": '
    _replace(answer, 503, f"{start}{guess}}}".encode())


@_STATUS("retry-after[=1]", _text)
def _retry_after(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That header: seconds, or http-date, past, far-date, bad-date, garbage, huge, empty."""
    words: dict[str, str] = {
        "http-date": formatdate(time.time() + 1.2, usegmt=True),
        "past": "Wed, 21 Oct 2015 07:28:00 GMT",
        "far-date": "Fri, 31 Dec 9999 23:59:59 GMT",
        "bad-date": "Fri, 99 Foo 20 25:61:61 GMT",
        "garbage": "soon, I hope",
        "huge": "1" + 400 * "0",
        "negative": "-5",
        "empty": "",
    }
    answer.headers["retry-after"] = str(words.get(value, value))


@_STATUS("retry-after-ms[=0]", _text)
def _retry_after_ms(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That header."""
    answer.headers["retry-after-ms"] = value


@_STATUS("should-retry[=false]", _one_of("true", "false"))
def _should_retry(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The header x-should-retry."""
    answer.headers["x-should-retry"] = value


@_STATUS(
    "redirect[=307][@same-origin]",
    _codes,
    where=_one_of("same-origin", "cross-origin", "relative", "loop", "file", "nowhere", "garbage"),
)
def _redirect(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A redirect; of several codes, each request takes another."""
    path = scene.request.path
    places = {
        "same-origin": f"{scene.url}{path}",
        "cross-origin": f"{scene.other_url}{path}",
        "relative": path,
        "loop": path,
        "file": "file:///etc/hostname",
        "nowhere": "",
        "garbage": "http://[half/an?address",
    }
    _replace(answer, value[scene.request.number % len(value)], b"")
    if where != "nowhere":
        answer.headers["location"] = places[where]


@_STATUS("html200")
def _html200(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A page, as a captive portal sends it."""
    _replace(answer, 200, b"<html><head><title>Sign in to the network</title></head></html>")
    answer.headers["content-type"] = "text/html"


@_STATUS("html")
def _html(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The body becomes a page, as a gateway sends it; for a status."""
    page = f"<html><head><title>{MESSAGE}</title></head><body>nginx</body></html>"
    _replace(answer, answer.status, page.encode())
    answer.headers["content-type"] = "text/html"


@_STATUS("error200[=tgi]", _one_of("tgi", "openai"), only="plain")
def _error200(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Success, with an error as its body: of TGI, or of OpenAI's form."""
    error: object = MESSAGE if value == "tgi" else {"message": MESSAGE, "type": "server_error"}
    answer.body = _json({"error": error})


def _replace(answer: Answer, status: int, body: bytes) -> None:
    answer.status, answer.blocks, answer.framing, answer.stream = status, [body], "length", False
    answer.headers["content-type"] = "application/json"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


_HEAD = _Group("Status line and headers")


@_HEAD("bad-status-line")
def _bad_status_line(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A status line that is none."""
    answer.head = b"HTP/1.1 two hundred OK\r\n\r\n"


@_HEAD("garbage[=binary]", _one_of("tls", "http2", "http09", "binary", "empty-lines"))
def _garbage(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """No HTTP at all: tls, http2, http09 (a body alone), binary or empty-lines."""
    heads = {
        "tls": b"\x15\x03\x01\x00\x02\x02\x28",
        "http2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18),
        "binary": bytes(range(256)) * 8,
        "empty-lines": b"\r\n" * 50,
        "http09": b"",
    }
    answer.head, answer.then = heads[value], "close"
    if value != "http09":
        answer.blocks = []


@_HEAD("bad-header[=no-colon]", _one_of("no-colon", "nul", "space", "bare-cr"))
def _bad_header(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A header line with that defect."""
    lines = {"no-colon": b"x", "nul": b"x: a\0b", "space": b"x : y", "bare-cr": b"x: a\rb"}
    answer.head = _with_line(answer, lines[value])


@_HEAD("folded-header")
def _folded_header(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A header over two lines, as old servers wrote it."""
    answer.headers = {"x-folded": "one\r\n two", **answer.headers}


@_HEAD("latin-header")
def _latin_header(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A header with letters beyond ASCII."""
    answer.headers["x-words"] = "h\xf6her"


@_HEAD("bare-lf")
def _bare_lf(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Header lines end with LF alone."""
    answer.framing = "length"
    answer.head = _raw_head(answer).replace(b"\r\n", b"\n")


@_HEAD("huge-headers[=1mb]", _size)
def _huge_headers(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """One header of that size."""
    answer.headers["x-huge"] = "y" * value


@_HEAD("many-headers[=10000]", _whole)
def _many_headers(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That many headers."""
    answer.headers.update({f"x-header-{n}": "y" * 8 for n in range(value)})


@_HEAD("1xx[=3]", _whole)
def _interim(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That many interim answers come first."""
    answer.before = (b"HTTP/1.1 100 Continue\r\n\r\n" + _HINTS) * value


@_HEAD("1xx-flood")
def _interim_flood(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Interim answers without end, and no final one."""
    answer.cut = _Position("bytes")
    answer.then, answer.filler = "fill", _HINTS * 500


@_HEAD("no-content-type")
def _no_content_type(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The header content-type is missing."""
    answer.headers.pop("content-type", None)


@_HEAD("content-type=text/plain", _text)
def _content_type(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That content type."""
    answer.headers["content-type"] = value


_HINTS = b"HTTP/1.1 103 Early Hints\r\nlink: </x.css>; rel=preload\r\n\r\n"


def _raw_head(answer: Answer) -> bytes:
    wire = answer.wire()
    return wire.data[len(answer.before) : wire.head_end]


def _with_line(answer: Answer, line: bytes) -> bytes:
    answer.framing = "length"
    status, _, rest = _raw_head(answer).partition(b"\r\n")
    return b"\r\n".join((status, line, rest))


_FRAMING = _Group("Where a body ends")


@_FRAMING("short-length")
def _short_length(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Content-length is smaller than the body."""
    answer.framing, answer.length = "length", str(len(answer.body) // 2)


@_FRAMING("long-length")
def _long_length(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Content-length is larger than the body, which then ends."""
    answer.framing, answer.length, answer.then = "length", str(len(answer.body) + 100), "close"


@_FRAMING("bad-length[=text]", _one_of("text", "negative", "two", "huge"))
def _bad_length(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Content-length is no number, negative, or there are two of them."""
    answer.framing, size = "length", len(answer.body)
    words = {
        "text": "twelve",
        "negative": "-1",
        "two": f"{size}\r\ncontent-length: {size + 5}",
        "huge": "9" * 30,
    }
    answer.length = words[value]
    if value == "huge":
        answer.then = "close"


@_FRAMING("no-length")
def _no_length(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """HTTP/1.1 without content-length or chunks: closing ends the body."""
    answer.framing, answer.then = "close", "close"


@_FRAMING("http10-close")
def _http10_close(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """HTTP/1.0: closing ends the body."""
    answer.version, answer.framing, answer.then = "HTTP/1.0", "close", "close"


@_FRAMING("close")
def _close(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """`connection: close`, and the connection is closed."""
    answer.headers["connection"], answer.then = "close", "close"


@_FRAMING("close-unsaid")
def _close_unsaid(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The connection is closed after the answer without a word."""
    answer.then = "close"


@_FRAMING("idle-close[=fin]", _one_of("fin", "reset"))
def _idle_close(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The connection is closed just as the next request arrives on it."""
    answer.then = "doom" if value == "fin" else "doom-reset"


@_FRAMING("extra-bytes[=now]", _one_of("now", "late", "text", "interim"))
def _extra_bytes(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Another answer follows unasked: at once, or late, when the client is idle; or less of one."""
    less = {"text": b"leftover", "interim": b"HTTP/1.1 100 Continue\r\n\r\n"}
    extra = less[value] if value in less else _leftover(answer)
    if value == "late":
        answer.late = extra
    else:
        answer.after += extra


@_FRAMING("chunked", only="plain")
def _chunked(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The body is sent in chunks."""
    body, answer.framing = answer.body, "chunked"
    answer.blocks = [body[:10], body[10:]]


@_FRAMING("length-and-chunked")
def _length_and_chunked(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Both framings at once, and they differ."""
    answer.framing = "chunked"
    answer.headers["content-length"] = "5"


@_FRAMING("bad-chunk")
def _bad_chunk(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A chunk size that is no number."""
    answer.framing, answer.tail = "chunked", b"zz\r\nxx\r\n0\r\n\r\n"


@_FRAMING("huge-chunk")
def _huge_chunk(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A chunk size beyond all bounds, and then nothing."""
    answer.framing, answer.tail, answer.then = "chunked", b"ffffffffffffffff\r\nx", "close"


@_FRAMING("no-last-chunk")
def _no_last_chunk(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The last chunk is missing."""
    answer.framing, answer.tail, answer.then = "chunked", b"", "close"


@_FRAMING("chunk-extensions")
def _chunk_extensions(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Chunks carry extensions, as they may."""
    answer.framing = "chunked"
    answer.tail = b'1;a=b;c="d"\r\n\n\r\n0;last\r\n\r\n'


@_FRAMING("trailers")
def _trailers(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Headers follow the last chunk, as they may."""
    answer.framing, answer.tail = "chunked", b"0\r\nx-checksum: 1\r\nx-more: 2\r\n\r\n"


def _leftover(answer: Answer) -> bytes:
    """Return an answer of the same kind that nobody asked for."""
    if answer.stream:
        other = Answer.of_events(_chat_chunks("LEFTOVER"))
    elif b'"choices"' in answer.body:
        other = Answer.of_json(_chat("LEFTOVER"))
    else:
        other = Answer([_LEFTOVER], headers={"content-type": "application/json"})
    return other.wire().data


_CODING = _Group("Compression")


@_CODING("gzip")
def _gzip(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Compressed, as was asked for."""
    _compress(answer, "gzip", zlib.MAX_WBITS | 16)


@_CODING("deflate")
def _deflate(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Compressed with deflate."""
    _compress(answer, "deflate", zlib.MAX_WBITS)


@_CODING("deflate-raw")
def _deflate_raw(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Compressed with deflate, without the zlib header, as some servers do."""
    _compress(answer, "deflate", -zlib.MAX_WBITS)


@_CODING("gzip-members")
def _gzip_members(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Gzip in several members, as it may be."""
    blocks = answer.blocks if answer.stream else [answer.body[:20], answer.body[20:]]
    answer.blocks = [_gzipped(block) for block in blocks]
    answer.headers["content-encoding"] = "gzip"


@_CODING("gzip-trailing")
def _gzip_trailing(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Bytes that are no gzip follow the compressed body."""
    _compress(answer, "gzip", zlib.MAX_WBITS | 16)
    answer.blocks.append(b"\0\0\0\0trailing")


@_CODING("gzip-broken")
def _gzip_broken(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The compressed body is damaged."""
    _compress(answer, "gzip", zlib.MAX_WBITS | 16)
    body = answer.body
    answer.body = body[:14] + bytes(byte ^ 0x5A for byte in body[14:])


@_CODING("gzip-checksum")
def _gzip_checksum(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The compressed body has a wrong checksum."""
    _compress(answer, "gzip", zlib.MAX_WBITS | 16)
    body = answer.body
    answer.body = body[:-8] + bytes(byte ^ 0x5A for byte in body[-8:-4]) + body[-4:]


@_CODING("gzip-cut[=4b]", _size)
def _gzip_cut(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """So many bytes of the compressed body are missing; of 4, only its own length is."""
    _compress(answer, "gzip", zlib.MAX_WBITS | 16)
    answer.body = answer.body[:-value]


@_CODING("gzip-lie")
def _gzip_lie(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Content-encoding says gzip, and the body is plain."""
    answer.headers["content-encoding"] = "gzip"


@_CODING("double-gzip")
def _double_gzip(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Compressed twice."""
    answer.body = _gzipped(_gzipped(answer.body))
    answer.headers["content-encoding"] = "gzip, gzip"


@_CODING("unknown-encoding")
def _unknown_encoding(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A content-encoding that nobody asked for."""
    answer.headers["content-encoding"] = "zz-top"


@_CODING("gzip-bomb[=512mb]", _size)
def _gzip_bomb(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A small body that inflates to that size."""
    if answer.stream:
        answer.blocks = [_bomb(b"data: " + b"x" * 10, value, b"\n\n")]
    else:
        answer.body = _bomb(b"[", value, b"]")
    answer.headers["content-encoding"] = "gzip"


def _compress(answer: Answer, name: str, bits: int) -> None:
    deflate = zlib.compressobj(wbits=bits)
    blocks = [deflate.compress(block) + deflate.flush(zlib.Z_SYNC_FLUSH) for block in answer.blocks]
    answer.blocks = [*blocks, deflate.flush()]
    answer.headers["content-encoding"] = name


def _gzipped(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return deflate.compress(data) + deflate.flush()


@cache
def _bomb(head: bytes, size: int, tail: bytes) -> bytes:
    """Return blanks between head and tail, compressed; the same block again and again."""
    step = 1024**2
    count = max(1, size // step)
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    start = deflate.compress(head) + deflate.flush(zlib.Z_FULL_FLUSH)
    blanks = b" " * step
    block = deflate.compress(blanks) + deflate.flush(zlib.Z_FULL_FLUSH)
    end = deflate.compress(tail) + deflate.flush()
    checksum = zlib.crc32(head)
    for _ in range(count):
        checksum = zlib.crc32(blanks, checksum)
    checksum = zlib.crc32(tail, checksum)
    length = (len(head) + count * step + len(tail)) & 0xFFFFFFFF
    header = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return header + start + block * count + end + struct.pack("<II", checksum, length)


_DOCUMENT = _Group("The JSON of an answer in one piece", "plain")


@_DOCUMENT("truncated-json")
def _truncated_json(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The JSON breaks off, and the framing says that this is all."""
    answer.body = answer.body[: len(answer.body) * 2 // 3]


@_DOCUMENT("empty", only="any")
def _empty(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """No body."""
    answer.blocks = []


@_DOCUMENT("document[=null]", _one_of("null", "object", "list", "text", "number", "true"))
def _document(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That JSON instead: null, {}, [], text, number, true."""
    words = {"object": "{}", "list": "[]", "text": '"text"', "number": "7"}
    answer.body = str(words.get(value, value)).encode()


@_DOCUMENT("nan")
def _nan(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The first number becomes NaN."""
    _number(answer, b"NaN")


@_DOCUMENT("infinity")
def _infinity(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The first number becomes Infinity."""
    _number(answer, b"Infinity")


@_DOCUMENT("huge-number[=5000]", _whole)
def _huge_number(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The first number gets that many digits."""
    _number(answer, b"9" * value)


@_DOCUMENT("deep-json[=100000]", _whole)
def _deep_json(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """JSON of that depth."""
    deep = b"[" * value + b"1" + b"]" * value
    body = answer.body
    answer.body = body[:-1] + b', "detail": ' + deep + b"}" if body.endswith(b"}") else deep


@_DOCUMENT("invalid-utf8", only="any")
def _invalid_utf8(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Bytes that are no UTF-8 stand in the text."""
    answer.blocks = [block.replace(b'": "', b'": "\xff\xfe\xc3', 3) for block in answer.blocks]


@_DOCUMENT("wrong-charset")
def _wrong_charset(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The answer is Latin-1, and says so."""
    text = answer.body.decode().replace("\u2713", "\xf6").replace("POSITIVE", "P\xd6SITIVE")
    answer.body = text.encode("latin-1")
    answer.headers["content-type"] = "application/json; charset=iso-8859-1"


@_DOCUMENT("utf16")
def _utf16(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The answer is UTF-16, with a byte order mark."""
    answer.body = answer.body.decode().encode("utf-16")


@_DOCUMENT("json-bom")
def _json_bom(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A byte order mark stands before the JSON."""
    answer.body = b"\xef\xbb\xbf" + answer.body


@_DOCUMENT("padding")
def _padding(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Blanks before and after the JSON, as some servers send to keep a line open."""
    answer.body = b"\n" * 100 + b" " * 1000 + answer.body + b"\r\n\t "


@_DOCUMENT("blank-lines[=100000]", _whole)
def _blank_lines(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """That many empty lines come before the JSON."""
    answer.body = b"\n" * value + answer.body


@_DOCUMENT("two-documents")
def _two_documents(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A second JSON document follows."""
    answer.body = answer.body + b"\n" + answer.body


_OPTIONAL = ("id", "object", "created", "model", "usage", "role", "finish_reason")


@_DOCUMENT("missing-members")
def _missing_members(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Only what the answer is about is there: ids, counts, roles and reasons are missing."""
    answer.body = _json(_without(json.loads(answer.body), _OPTIONAL))


@_DOCUMENT("unknown-members")
def _unknown_members(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Members that no client knows."""
    answer.body = _json(_with(json.loads(answer.body), "x_new", {"a": [None, 1.5]}))


@_DOCUMENT("lone-surrogate", only="any")
def _lone_surrogate(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Half of a character stands in a text, escaped."""
    answer.blocks = [
        block.replace(b'"label": "', b'"label": "\\ud83d').replace(
            b'"content": "', b'"content": "\\ud83d'
        )
        for block in answer.blocks
    ]


def _number(answer: Answer, number: bytes) -> None:
    answer.body = re.sub(rb"(?<=: )-?\d+(\.\d+)?", number, answer.body, count=1)


def _without(value: Any, names: Sequence[str]) -> Any:
    if is_object(value):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    return [_without(item, names) for item in value] if is_array(value) else value


def _with(value: Any, name: str, extra: object) -> Any:
    if is_object(value):
        return {**{k: _with(v, name, extra) for k, v in value.items()}, name: extra}
    return [_with(item, name, extra) for item in value] if is_array(value) else value


_STREAM = _Group("Events", "stream")


@_STREAM("event-error")
def _event_error(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, one of the name `error`."""
    error = b"event: error\ndata: " + _json({"message": MESSAGE}) + b"\n\n"
    answer.blocks = [*answer.blocks[:2], error, answer.blocks[-1]]


@_STREAM("error-in-stream[=openai]", _one_of("openai", "tgi", "code", "text"))
def _error_in_stream(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, an error: of OpenAI's form, TGI's, with a code, or text."""
    errors: dict[str, object] = {
        "openai": {"error": {"message": MESSAGE, "type": "server_error"}},
        "tgi": {"error": MESSAGE, "error_type": "generation"},
        "code": {"error": {"message": MESSAGE, "code": 429}},
        "text": {"error": MESSAGE},
    }
    answer.blocks = [*answer.blocks[:2], _event(errors[value]), answer.blocks[-1]]


@_STREAM("error-first")
def _error_first(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The first event is an error."""
    answer.blocks = [_event({"error": {"message": MESSAGE}})]


@_STREAM("error-field")
def _error_field(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, a field `error`, as llama.cpp sends it."""
    error = b"error: " + _json({"code": 500, "message": MESSAGE, "type": "server_error"}) + b"\n\n"
    answer.blocks = [*answer.blocks[:2], error, answer.blocks[-1]]


@_STREAM("error-object[=event2]", _one_of("event2", "first"))
def _error_object(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, or first, an error that has no member `error`, as vLLM sends it."""
    error = _event({"object": "error", "message": MESSAGE, "type": "ServerError", "code": 500})
    before = answer.blocks[:2] if value == "event2" else []
    answer.blocks = [*before, error, answer.blocks[-1]]


@_STREAM("error-last")
def _error_last(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, an error without its line ends is the last that comes."""
    error = _event({"error": {"message": MESSAGE}}).rstrip(b"\n")
    answer.blocks = [*answer.blocks[:2], error]


@_STREAM("heartbeats[=named]", _one_of("named", "object", "typed", "null", "words"))
def _heartbeats(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Before each event, one that only keeps the connection open."""
    beat = {
        "named": b"event: ping\ndata: 2026-01-01T00:00:00Z\n\n",
        "object": b"data: {}\n\n",
        "typed": b'data: {"type": "keepalive"}\n\n',
        "null": b"data: null\n\n",
        "words": b"data: [PING]\n\n",
    }[value]
    answer.blocks = [part for block in answer.blocks for part in (beat, block)]


@_STREAM("ping-events[=0.1s]", _seconds)
def _ping_events(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """While a stream is silent, events of the name `ping` are sent."""
    answer.then, answer.filler, answer.period = "fill", b"event: ping\ndata: {}\n\n", value


@_STREAM("done-spaces")
def _done_spaces(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The end marker has blanks around it."""
    answer.blocks[-1] = b"data:  [DONE] \t\n\n"


@_STREAM("no-reason[=null]", _one_of("null", "empty", "missing"))
def _no_reason(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The end marker comes, and no chunk says why; so llama-cpp-python breaks off."""
    reason = {"null": b'"finish_reason": null', "empty": b'"finish_reason": ""'}.get(
        value, b'"x": 1'
    )
    blocks = (block.replace(b'"finish_reason": "stop"', reason) for block in answer.blocks)
    answer.blocks = [block.replace(b'"finish_reason": null', reason) for block in blocks]


@_STREAM("last-chunk-bare")
def _last_chunk_bare(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The last chunk has the reason of the end and no text, as LiteLLM sends it."""
    answer.blocks[-2] = answer.blocks[-2].replace(b'"delta": {}, ', b"")


@_STREAM("done-no-space")
def _done_no_space(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Fields have no space after the colon."""
    answer.blocks = [block.replace(b"data: ", b"data:") for block in answer.blocks]


@_STREAM("no-done")
def _no_done(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The end marker is missing; the last chunk says that it is the last."""
    answer.blocks = answer.blocks[:-1]


@_STREAM("no-finish")
def _no_finish(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The stream ends cleanly, and nothing says that it is complete."""
    answer.blocks = answer.blocks[:-2]


@_STREAM("multi-line-data")
def _multi_line_data(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """JSON over two data lines."""
    answer.blocks = [block.replace(b', "', b',\ndata: "', 1) for block in answer.blocks]


@_STREAM("cr-only")
def _cr_only(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Lines end with CR."""
    answer.blocks = [block.replace(b"\n", b"\r") for block in answer.blocks]


@_STREAM("crlf")
def _crlf(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Lines end with CR LF."""
    answer.blocks = [block.replace(b"\n", b"\r\n") for block in answer.blocks]


@_STREAM("crlf-split")
def _crlf_split(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Each CR comes in one piece and its LF in the next."""
    pieces = answer.body.replace(b"\n", b"\r\n").split(b"\r\n")
    answer.blocks = [b"\n" + piece + b"\r" for piece in pieces[:-1]] + [b"\n"]
    answer.blocks[0] = answer.blocks[0][1:]
    answer.pause = 0.003


@_STREAM("bom")
def _bom(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A byte order mark stands before the first event."""
    answer.blocks[0] = b"\xef\xbb\xbf" + answer.blocks[0]


@_STREAM("u2028")
def _u2028(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Line separators of Unicode stand in the text: U+2028, U+2029, U+0085."""
    separators = "\u2028\u2029\x85\u2713".encode()
    answer.blocks = [block.replace("\u2713".encode(), separators) for block in answer.blocks]


@_STREAM("utf8-split")
def _utf8_split(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A character is cut in two by the pieces."""
    first, *others = answer.body.split("\u2713".encode())
    answer.blocks = [first + b"\xe2", *(b"\x9c\x93" + other for other in others)]
    answer.pause = 0.003


@_STREAM("empty-data")
def _empty_data(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Events without data stand between the others."""
    answer.blocks = [b"data:\n\ndata\n\n" + block for block in answer.blocks]


@_STREAM("comments")
def _comments(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Comments stand between the events."""
    answer.blocks = [b":\n: keep-alive\n\n" + block for block in answer.blocks]


@_STREAM("fields")
def _fields(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Events have id, name, retry and unknown fields."""
    extra = b"id: 7\nevent: message\nretry: 9\nx: y\nlone\n"
    answer.blocks = [extra + block for block in answer.blocks]


@_STREAM("big-event[=10mb]", _size)
def _big_event(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """One event has a text of that size."""
    mark = "\u2713".encode()
    answer.blocks = [block.replace(mark, b"y" * value + mark) for block in answer.blocks]


@_STREAM("10mb-event")
def _ten_megabytes(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """One event has a text of 10 MB."""
    _big_event(answer, 10 * 1024**2, None, scene)


@_STREAM("stream-html")
def _stream_html(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A page where a stream was asked for."""
    _html200(answer, None, None, scene)


@_STREAM("stream-html-untyped")
def _stream_html_untyped(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """A page where a stream was asked for, which says that it is a stream."""
    answer.blocks = [b"<html><head><title>Sign in</title></head></html>\n"]


@_STREAM("stream-json")
def _stream_json(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """An answer in one piece where a stream was asked for."""
    _replace(answer, 200, _json(_chat(_reply_text(scene.request))))


@_STREAM("stream-error200")
def _stream_error200(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Success, and an error in one piece where a stream was asked for."""
    _replace(answer, 200, _json({"error": MESSAGE}))


@_STREAM("usage-last")
def _usage_last(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """An event with token counts and no choices comes last."""
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    answer.blocks.insert(-1, _event({**_CHUNK, "choices": [], "usage": usage}))


@_STREAM("unknown-finish")
def _unknown_finish(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The reason of the end is one that no client knows."""
    answer.blocks = [block.replace(b'"stop"', b'"mystery"') for block in answer.blocks]


@_STREAM("unknown-fields")
def _unknown_fields(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """Chunks have members that no client knows."""
    answer.blocks = [block.replace(b"{", b'{"x_new": [1], ', 1) for block in answer.blocks]


@_STREAM("odd-event[=half]", _one_of("null", "object", "list", "text", "half", "nan"))
def _odd_event(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, one that is no chunk: null, {}, [], text, half JSON, NaN."""
    words = {
        "object": "{}",
        "list": "[]",
        "text": "hello",
        "half": '{"choices": [{"i',
        "nan": "NaN",
    }
    answer.blocks.insert(2, _event(words.get(value, value)))


@_STREAM("deep-event[=100000]", _whole)
def _deep_event(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """After two events, one that is nested that deeply."""
    answer.blocks.insert(2, b'data: {"error": ' + b"[" * value + b"]" * value + b"}\n\n")


@_STREAM("after-done")
def _after_done(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """More chunks follow the end marker."""
    answer.blocks += Answer.of_events(_chat_chunks("LEFTOVER")).blocks


@_STREAM("no-final-newline")
def _no_final_newline(answer: Answer, value: _Value, where: _Value, scene: _Scene) -> None:
    """The last event is not ended by an empty line."""
    answer.blocks[-1] = answer.blocks[-1].rstrip(b"\n")


def _event(value: object) -> bytes:
    return Answer.of_events([value]).body


# The usual answers -----------------------------------------------------------------------------

_CHUNK = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "fault-lab"}


def usual(request: Received) -> Answer:
    """Answer a request as a model server does; texts repeat what was asked.

    Args:
        request: What arrived.
    """
    body = request.json
    if not is_object(body):
        if request.method == "GET":
            model = {"id": "fault-lab", "object": "model", "created": 1, "owned_by": "nobody"}
            return Answer.of_json({"object": "list", "data": [model]})
        return Answer.of_json(_LABELS)
    streamed = body.get("stream") is True
    text = _reply_text(request)
    if "messages" in body:
        return Answer.of_events(_chat_chunks(text)) if streamed else Answer.of_json(_chat(text))
    if "input" in body:
        inputs: Any = body["input"]
        vectors = [
            {"object": "embedding", "index": n, "embedding": [0.25, -0.5, 1.0]}
            for n in range(len(inputs) if is_array(inputs) else 1)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return Answer.of_json(
            {"object": "list", "data": vectors, "model": "fault-lab", "usage": usage}
        )
    if streamed:
        return Answer.of_events(_tokens(text))
    parameters: Any = body.get("parameters")
    if request.path.endswith("/generate") or (
        is_object(parameters) and "max_new_tokens" in parameters
    ):
        return Answer.of_json([{"generated_text": text}])
    return Answer.of_json(_LABELS)


_LABELS = [[{"label": "POSITIVE", "score": 0.98}, {"label": "NEGATIVE", "score": 0.02}]]


def _reply_text(request: Received) -> str:
    body = request.json
    asked: Any = ""
    if is_object(body):
        messages: Any = body.get("messages")
        asked = body.get("inputs", "")
        if is_array(messages) and messages and is_object(messages[-1]):
            asked = messages[-1].get("content", "")
    return f"You said: {asked if isinstance(asked, str) else 'something'} \u2713"


def _chat(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "fault-lab",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    }


def _chat_chunks(text: str) -> Iterator[object]:
    def chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
        return {**_CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    words = text.split(" ")
    for word in words[:-1]:
        yield chunk({"role": "assistant", "content": f"{word} "})
    yield chunk({"role": "assistant", "content": words[-1]})
    yield chunk({}, "stop")
    yield "[DONE]"


def _tokens(text: str) -> Iterator[object]:
    words = text.split(" ")
    for number, word in enumerate(words):
        last = number == len(words) - 1
        piece = word if last else f"{word} "
        token = {"id": number, "text": piece, "logprob": -0.5, "special": False}
        details = {"finish_reason": "eos_token", "generated_tokens": len(words), "seed": None}
        yield {
            "index": number + 1,
            "token": token,
            "generated_text": text if last else None,
            "details": details if last else None,
        }


# The server ------------------------------------------------------------------------------------


class FaultServer:
    """A server on loopback that applies faults to its answers. A context manager.

    Args:
        faults: The faults, in the order of requests; see this module's text for the language.
        repeat: Begin again when all are taken, instead of answering as usual.
        seed: Of the chances, so that a run can be repeated.
        port: Port to listen on; 0 takes a free one.
        answer: What to answer in place of `usual`; faults apply to it as well.
        on_request: Called for each request, from a thread of the server.

    Attributes:
        requests: What arrived, in order.
        connections: How many connections were opened.

    Raises:
        ArgumentError: If a fault is none.
    """

    def __init__(
        self,
        faults: str | Iterable[str] = (),
        *,
        repeat: bool = False,
        seed: int = 0,
        port: int = 0,
        answer: Callable[[Received], Answer] | None = None,
        on_request: Callable[[Received], None] | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._answer = answer or usual
        self._on_request = on_request
        self._port = port
        self._listeners: list[socket.socket] = []
        self._wake: tuple[socket.socket, socket.socket] | None = None
        self._stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: set[threading.Thread] = set()
        self._queue: list[Fault] = []
        self._repeat = repeat
        self._next = 0
        self.requests: list[Received] = []
        self.connections = 0
        self.use(faults, repeat=repeat)

    def __repr__(self) -> str:
        where = self.url if self._listeners else "not started"
        return f"<{type(self).__name__} {where}, {len(self.requests)} requests>"

    def use(self, faults: str | Iterable[str] = (), *, repeat: bool = False) -> None:
        """Take other faults from the next request on; none mean that all is answered as usual.

        Args:
            faults: As for the constructor.
            repeat: As for the constructor.

        Raises:
            ArgumentError: If a fault is none.
        """
        queue = [fault for fault in parse(faults) for _ in range(fault.times)]
        with self._lock:
            self._queue, self._repeat, self._next = queue, repeat, 0

    @property
    def url(self) -> str:
        """The server's address, without a path."""
        return self._address(0)

    @property
    def other_url(self) -> str:
        """The same server at another port, which makes it another origin."""
        return self._address(1)

    def _address(self, number: int) -> str:
        if not self._listeners:
            raise RuntimeError("the server is not running; use it as a context manager")
        return f"http://127.0.0.1:{self._listeners[number].getsockname()[1]}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Listen, in a thread of its own."""
        self._listeners = [
            socket.create_server(("127.0.0.1", port), backlog=512) for port in (self._port, 0)
        ]
        self._wake = socket.socketpair()
        self._stopping.clear()
        self._thread(self._accept)

    def stop(self) -> None:
        """Close all connections, those that hang included, and end all threads."""
        if self._wake is None:
            return
        self._stopping.set()
        self._wake[1].send(b"x")
        with self._lock:
            held, threads = list(self._open), list(self._threads)
        for connection in held:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join(5)
        for end in (*self._wake, *self._listeners):
            end.close()
        self._wake, self._listeners = None, []

    def _thread(self, target: Callable[..., None], *arguments: object) -> None:
        def run() -> None:
            try:
                target(*arguments)
            finally:
                with self._lock:
                    self._threads.discard(thread)

        thread = threading.Thread(target=run, name="fault-server", daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def _accept(self) -> None:
        assert self._wake is not None
        wake, listeners = self._wake[0], list(self._listeners)
        while True:
            ready, _, _ = select.select([wake, *listeners], [], [])
            if wake in ready:
                return
            for listener in ready:
                try:
                    connection, _ = listener.accept()
                except OSError:  # gone before it was accepted
                    continue
                with self._lock:
                    self.connections += 1
                    number = self.connections
                    self._open.add(connection)
                self._thread(self._serve, connection, number, listener.getsockname()[1])

    def _serve(self, connection: socket.socket, number: int, port: int) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(connection, self._stopping)
        try:
            while self._exchange(line, number, port):
                pass
        except OSError:  # the client went away, or the server stops
            pass
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _exchange(self, line: _Line, connection: int, port: int) -> bool:
        """Answer one request; return whether another may follow."""
        head = line.head()
        if head is None:
            return False
        fault = None if line.doom else self._take()
        reading, pace = ("all", (0, 0.0)) if fault is None else fault.reading
        body = line.body(head.headers, reading, pace)
        with self._lock:
            request = Received(
                len(self.requests) + 1,
                head.method,
                head.path,
                head.headers,
                body,
                port,
                connection,
                "idle-close" if line.doom else "ok" if fault is None else fault.text,
            )
            # Its place in the list is its number, so it is taken and entered at once.
            self.requests.append(request)
        if self._on_request is not None:
            self._on_request(request)
        if line.doom:
            return line.end("reset" if line.doom == "doom-reset" else "close")
        answer = self._answer(request)
        answer.headers.setdefault("x-request-id", f"fault-{request.number}")
        if fault is not None:
            fault.apply(answer, _Scene(request, self.url, self.other_url))
        return line.send(answer)

    def _take(self) -> Fault | None:
        with self._lock:
            if self._repeat and self._queue and self._next >= len(self._queue):
                self._next = 0
            if self._next >= len(self._queue):
                return None
            fault = self._queue[self._next]
            self._next += 1
            return fault if self._random.random() < fault.chance else None


@dataclass(frozen=True)
class _Head:
    method: str
    path: str
    headers: dict[str, str]


_UNREAD = 1024**2  # bytes that a client may send ahead


class _Line:
    """One connection, from the server's end."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._socket = connection
        self._stopping = stopping
        self._held = b""
        self.doom: str | None = None

    def head(self) -> _Head | None:
        """Wait for the head of a request; None if there is none."""
        while b"\r\n\r\n" not in self._held:
            if not self._more():
                return None
        text, _, self._held = self._held.partition(b"\r\n\r\n")
        first, *lines = text.decode("latin-1").split("\r\n")
        method, _, rest = first.partition(" ")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        return _Head(method, rest.rpartition(" ")[0], headers)

    def body(self, headers: Mapping[str, str], reading: str, pace: tuple[int, float]) -> bytes:
        """Read the body of a request, as far as the fault lets it be read."""
        if reading == "none":
            return b""
        if headers.get("expect", "").lower() == "100-continue":
            self._socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return b"".join(iter(self._chunk, b""))
        size = int(headers.get("content-length") or 0)
        while len(self._held) < size:
            if reading == "slow" and not self.wait(pace[1]):
                raise ConnectionError
            if not self._more(pace[0] or 65536):
                raise ConnectionError
        data, self._held = self._held[:size], self._held[size:]
        return data

    def send(self, answer: Answer) -> bool:
        """Send an answer; return whether another request may follow."""
        wire = answer.wire()
        stop = len(wire.data) if answer.cut is None else answer.cut.offset(wire)
        if answer.delay and not self.wait(answer.delay):
            return False
        start = 0
        for end in _ends(wire, answer):
            if start >= stop:
                break
            piece = wire.data[start : min(end, stop)]
            if not piece:
                continue
            self._socket.sendall(piece)
            start += len(piece)
            if answer.pause and not self.wait(answer.pause):
                return False
        if answer.late:
            time.sleep(0.05)  # the client has read its answer by then
            self._socket.sendall(answer.late)
        if answer.then == "next":
            return True
        if answer.then in ("doom", "doom-reset"):
            self.doom = answer.then
            return True
        if answer.then == "fill":
            size = answer.size or len(answer.filler)
            while True:
                for begin in range(0, len(answer.filler), size):
                    if answer.period and not self.wait(answer.period):
                        return False
                    self._socket.sendall(answer.filler[begin : begin + size])
        return self.end(answer.then)

    def end(self, how: str) -> bool:
        """End the connection: `hang` until the client goes, `close` or `reset` it."""
        if how == "hang":
            self.wait(None)
        elif how == "reset":
            time.sleep(0.02)  # what was sent arrives before the reset overtakes it
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self._socket.shutdown(socket.SHUT_WR)
            # Unread bytes of the request would turn the close into a reset.
            self.wait(1.0)
        return False

    def wait(self, seconds: float | None) -> bool:
        """Let time pass; return whether the client is still there."""
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return True
            if len(self._held) > _UNREAD:
                # A request whose body is not to be read, so that its sender gets stuck.
                self._socket.getpeername()  # raises when the connection is gone
                if self._stopping.wait(0.02):
                    return False
                continue
            ready, _, _ = select.select([self._socket], [], [], left)
            if ready and not self._more():
                return False

    def _more(self, size: int = 65536) -> bool:
        try:
            data = self._socket.recv(size)
        except ConnectionError:
            return False
        self._held += data
        return bool(data)

    def _chunk(self) -> bytes:
        size = int(self._until(b"\r\n").split(b";")[0], 16)
        while len(self._held) < size + 2:
            if not self._more():
                raise ConnectionError
        data, self._held = self._held[:size], self._held[size + 2 :]
        return data

    def _until(self, end: bytes) -> bytes:
        while end not in self._held:
            if not self._more():
                raise ConnectionError
        data, _, self._held = self._held.partition(end)
        return data


def _ends(wire: _Wire, answer: Answer) -> Iterable[int]:
    """Return where the pieces end in which an answer is sent."""
    whole = len(wire.data)
    if answer.size is not None:
        start = 0 if answer.from_start else wire.head_end
        return [start, *range(start + answer.size, whole, answer.size), whole]
    if answer.stream:
        return [wire.head_end, *wire.block_ends, whole]
    return [whole]


# The command -----------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is told to stop.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status.
    """
    name = __spec__.name if __spec__ is not None else __name__
    parser = argparse.ArgumentParser(
        prog=f"python -m {name}",
        description="Serve answers of a model on loopback, with faults.",
        epilog="example: --fault '503-loading*2' --fault 'reset@37%%?30%%'",
    )
    parser.add_argument(
        "--fault", action="append", default=[], metavar="FAULT", help="may be given again"
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--once", action="store_true", help="then answer as usual; else repeat")
    parser.add_argument("--seed", type=int, default=0, help="of the chances")
    parser.add_argument("--list", action="store_true", help="list all faults")
    options = parser.parse_args(arguments)
    if options.list:
        print(listing())
        return 0
    ended = threading.Event()

    def end(number: int, frame: object) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        server = FaultServer(
            options.fault,
            repeat=not options.once,
            seed=options.seed,
            port=options.port,
            on_request=_report,
        )
        server.start()
    except (ArgumentError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"serving faults at {server.url}", flush=True)
    try:
        while not ended.wait(1.0):  # so that signals are seen on every platform
            pass
    finally:
        server.stop()
    print(f"stopped after {len(server.requests)} requests", flush=True)
    return 0


def listing() -> str:
    """Return the table of all faults as text."""
    lines: list[str] = []
    for title, entries in catalogue().items():
        lines.append(f"{title}:")
        lines += [f"  {synopsis:32} {summary}" for synopsis, summary in entries]
        lines.append("")
    lines += [
        "503-loading*2 stands for two requests, reset@37%?30% strikes three of ten, and",
        "503+retry-after=1 are two at once. A place is headers, body, event2, 37% or 120b: of",
        "the bytes of the whole answer.",
    ]
    return "\n".join(lines)


def _report(request: Received) -> None:
    print(
        f"{request.number:4} {request.method} {request.path} ({len(request.body)} bytes): "
        f"{request.fault}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
