"""The table of fault cases, as data: what the server does, what is called, what must come of it.

The standard library is all that it needs, so that the same cases run against other clients too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PROMPT = "hi"
TEXT = f"You said: {PROMPT} \u2713"
MESSAGE = "CUDA out of memory"

RIGHT = "right"
DECODE = "ResponseDecodeError"
CLOSED = "InferenceConnectionError"
BROKEN = "StreamInterruptedError"
LATE = "InferenceTimeoutError"
LARGE = "ResponseTooLargeError"
SERVER = "ServerError"

Limits = dict[str, int]


@dataclass(frozen=True)
class Case:
    """One call against one server.

    Attributes:
        name: Unique.
        faults: What the server does, in the order of requests.
        expect: `right`, or the names of the errors that are right instead.
        stream: Whether a stream is asked for.
        labels: Whether labels are asked for, not a chat.
        message: What the error must tell of the server's own words, or the answer's text.
        timeout: Of the client, in seconds.
        repeat: Whether the faults go on without end.
        retries: Of the client, if not its default.
        limits: Of the client.
        requests: How many must have arrived, if it matters.
        partial: A text that must have arrived before the error.
        size: Bytes of the prompt, if large.
        transient: Whether it passes by itself, so that a client has to succeed.
        warm: Whether a call goes before, over the same connection.
        state: What the stream has to say of its end, where that is more than success and failure.
    """

    name: str
    faults: str
    expect: str | tuple[str, ...] = RIGHT
    stream: bool = False
    labels: bool = False
    message: str | None = None
    timeout: float | None = None
    repeat: bool = False
    retries: int | None = None
    limits: Limits = field(default_factory=dict)
    requests: int | None = None
    partial: str | None = None
    size: int = 0
    transient: bool = False
    warm: bool = False
    state: str | None = None

    @property
    def errors(self) -> tuple[str, ...]:
        expected = (self.expect,) if isinstance(self.expect, str) else self.expect
        return tuple(name for name in expected if name != RIGHT)

    @property
    def may_succeed(self) -> bool:
        return self.expect == RIGHT or RIGHT in self.expect

    @property
    def text(self) -> str:
        """The right answer of a chat."""
        return self.message if self.message and self.expect == RIGHT else TEXT


def plain(name: str, faults: str, expect: str | tuple[str, ...] = RIGHT, **more: Any) -> Case:
    return Case(name, faults, expect, **more)


def stream(name: str, faults: str, expect: str | tuple[str, ...] = RIGHT, **more: Any) -> Case:
    return Case(f"stream: {name}", faults, expect, stream=True, **more)


def labels(name: str, faults: str, expect: str | tuple[str, ...] = RIGHT, **more: Any) -> Case:
    return Case(f"labels: {name}", faults, expect, labels=True, **more)


NOW = "+retry-after-ms=0"
SEPARATED = TEXT.replace("\u2713", "\u2028\u2029\x85\u2713")
HUGE = TEXT.replace("\u2713", "y" * 10 * 1024**2 + "\u2713")

CASES = [
    # Nothing is wrong, or only unusual ------------------------------------------------------
    plain("ok", "ok"),
    plain("body in chunks", "chunked"),
    plain("chunk extensions", "chunk-extensions"),
    plain("trailers", "trailers"),
    plain("byte by byte", "pieces=1b"),
    plain("headers byte by byte", "pieces=1b@headers"),
    plain("connection: close", "close"),
    plain("HTTP/1.0, no length", "http10-close"),
    plain("HTTP/1.1, no length", "no-length"),
    plain("three interim answers", "1xx=3"),
    plain("1,000 headers", "many-headers=1000"),
    plain("header of 32 kB", "huge-headers=32kb"),
    plain("folded header", "folded-header"),
    plain("Latin-1 header", "latin-header"),
    plain("header lines end with LF", "bare-lf"),
    plain("no content type", "no-content-type"),
    plain("content type text/plain", "content-type=text/plain"),
    plain("gzip", "gzip"),
    plain("gzip of two members", "gzip-members"),
    plain("deflate", "deflate"),
    plain("deflate without its header", "deflate-raw", (RIGHT, DECODE)),
    plain("blanks around the JSON", "padding"),
    plain("100,000 empty lines before the JSON", "blank-lines"),
    labels("100,000 empty lines before the JSON", "blank-lines"),
    plain("unknown members", "unknown-members"),
    plain("JSON nested 50 deep", "deep-json=50"),
    plain("JSON with a byte order mark", "json-bom", (RIGHT, DECODE)),
    plain("UTF-16", "utf16", (RIGHT, DECODE)),
    plain("slow, within the timeout", "delay=300ms", timeout=2),
    labels("ok", "ok"),
    labels("NaN as a score", "nan", (RIGHT, DECODE)),
    labels("Infinity as a score", "infinity", (RIGHT, DECODE)),
    # It passes by itself ---------------------------------------------------------------------
    plain("503 loading, twice", "503-loading*2", transient=True, requests=3),
    plain("503 loading, five times", "503-loading=0.05*5", transient=True, requests=6),
    plain("503 loading, guess is text", "503-loading=text+retry-after=0", transient=True),
    plain(
        "503 loading, guess of 400 digits",
        "503-loading=huge+retry-after=0",
        transient=True,
    ),
    plain("503 loading, guess is NaN", "503-loading=nan+retry-after=0", transient=True),
    plain("503 loading, guess is negative", "503-loading=-5+retry-after=0", transient=True),
    *(
        plain(f"{status}, then well", f"{status}{NOW}", transient=True, requests=2)
        for status in (408, 409, 425, 429, 500, 502, 503, 504)
    ),
    plain("500 twice, then well", f"500{NOW}*2", transient=True, requests=3),
    plain("429, retry-after=1", "429+retry-after=1", transient=True),
    plain("429, retry-after is a date", "429+retry-after=http-date", transient=True),
    plain("429, retry-after is past", "429+retry-after=past", transient=True),
    plain("429, retry-after is garbage", "429+retry-after=garbage", transient=True),
    plain("429, retry-after is no date", "429+retry-after=bad-date", transient=True),
    plain("429, retry-after is negative", "429+retry-after=negative", transient=True),
    plain("429, retry-after is NaN", "429+retry-after=nan", transient=True),
    plain("429, retry-after is empty", "429+retry-after=empty", transient=True),
    plain("502 with a page", f"502+html{NOW}", transient=True),
    plain("500 with an unknown encoding", f"500+unknown-encoding{NOW}", transient=True),
    plain("500 with a broken gzip", f"500+gzip-broken{NOW}", transient=True),
    plain("500 that breaks off", f"500{NOW}+fin@99%", transient=True),
    plain("reset before the answer", "reset", transient=True, requests=2),
    plain("closed before the answer", "fin", transient=True, requests=2),
    plain("reset twice", "reset*2", transient=True, requests=3),
    plain("reset inside the headers", "reset@headers", transient=True),
    plain("reset at 37%", "reset@37%", transient=True),
    plain("reset at 90%", "reset@90%", transient=True),
    plain("closed inside the body", "fin@90%", transient=True),
    plain("shorter than content-length", "long-length", transient=True),
    plain("last chunk is missing", "no-last-chunk", transient=True),
    plain("idle connection closed as it is used", "idle-close", transient=True, warm=True),
    plain("idle connection reset as it is used", "idle-close=reset", transient=True, warm=True),
    plain("idle connection closed unsaid", "close-unsaid", transient=True, warm=True),
    # An error that tells the server's words ---------------------------------------------------
    *(
        plain(f"{status}", f"{status}", kind, message=MESSAGE, requests=1)
        for status, kind in (
            (400, "BadRequestError"),
            (401, "AuthenticationError"),
            (402, "StatusError"),
            (403, "PermissionDeniedError"),
            (404, "NotFoundError"),
            (413, "RequestTooLargeError"),
            (422, "UnprocessableEntityError"),
        )
    ),
    plain("status 418", "status=418", "StatusError", message=MESSAGE),
    plain("status 999", "status=999", (SERVER, CLOSED)),
    plain("status 101", "status=101", (RIGHT, DECODE, CLOSED, "StatusError")),
    plain("status 204", "status=204", DECODE),
    plain("status 304", "status=304", "StatusError"),
    plain("500 for ever", f"500{NOW}", SERVER, repeat=True, message=MESSAGE, requests=3),
    plain(
        "500, should not be retried", "500+should-retry=false", SERVER, message=MESSAGE, requests=1
    ),
    plain(
        "429, retry-after=3600",
        "429+retry-after=3600",
        "RateLimitError",
        message=MESSAGE,
        requests=1,
    ),
    plain(
        "429, retry-after is huge",
        "429+retry-after=huge",
        "RateLimitError",
        message=MESSAGE,
        requests=1,
    ),
    plain(
        "429, retry-after is in the year 9999",
        "429+retry-after=far-date",
        "RateLimitError",
        message=MESSAGE,
        requests=1,
    ),
    plain("400 with a page", "400+html", "BadRequestError", message=MESSAGE),
    plain("400 without a body", "400+empty", "BadRequestError"),
    plain("400 as 900 nested lists", "400+deep-json=900", "BadRequestError", message=MESSAGE),
    plain("400 as 100,000 nested lists", "400+deep-json", "BadRequestError"),
    plain("400, no UTF-8", "400+invalid-utf8", "BadRequestError"),
    plain("400 gzipped", "400+gzip", "BadRequestError", message=MESSAGE),
    plain("400 with an unknown encoding", "400+unknown-encoding", "BadRequestError"),
    plain("400 with a broken gzip", "400+gzip-broken", "BadRequestError"),
    plain("400 that breaks off", "400+fin@99%", "BadRequestError", requests=1),
    plain("400 with bytes left over", "400+extra-bytes", "BadRequestError", message=MESSAGE),
    plain("200 with an error", "error200", DECODE, message=MESSAGE),
    plain("200 with OpenAI's error", "error200=openai", DECODE, message=MESSAGE),
    labels("200 with an error", "error200", DECODE, message=MESSAGE),
    # Success that is none --------------------------------------------------------------------
    plain("captive portal", "html200", DECODE),
    plain("truncated JSON", "truncated-json", DECODE),
    plain("empty body", "empty", DECODE),
    *(
        plain(f"{word} as the body", f"document={word}", DECODE)
        for word in ("null", "object", "list", "text", "number", "true")
    ),
    labels("null as the body", "document=null", DECODE),
    labels("truncated JSON", "truncated-json", DECODE),
    plain("two documents", "two-documents", DECODE),
    plain("missing members", "missing-members"),
    plain("number of 5,000 digits", "huge-number", (RIGHT, DECODE)),
    plain("JSON nested 100,000 deep", "deep-json", DECODE),
    labels("JSON nested 100,000 deep", "deep-json", DECODE),
    plain("no UTF-8", "invalid-utf8", (RIGHT, DECODE)),
    plain("half a character, escaped", "lone-surrogate", (RIGHT, DECODE)),
    labels("Latin-1 that says so", "wrong-charset", (RIGHT, DECODE)),
    # Compression -----------------------------------------------------------------------------
    plain("gzip, damaged", "gzip-broken", DECODE),
    plain("gzip, wrong checksum", "gzip-checksum", DECODE),
    plain("gzip, cut in the text", "gzip-cut=30b", DECODE),
    plain("gzip, cut after the text", "gzip-cut", DECODE),
    plain("gzip that is none", "gzip-lie", DECODE),
    plain("gzip, twice", "double-gzip", (RIGHT, DECODE)),
    plain("gzip with bytes behind it", "gzip-trailing", (RIGHT, DECODE)),
    plain("unknown encoding", "unknown-encoding", DECODE),
    plain("gzip bomb", "gzip-bomb=64mb", LARGE, limits={"max_response_bytes": 1_000_000}),
    plain(
        "endless body",
        "endless-body",
        (LARGE, LATE),
        limits={"max_response_bytes": 1_000_000},
        timeout=5,
    ),
    # Bytes that are not HTTP, or too much of it ------------------------------------------------
    plain("bad status line", "bad-status-line", CLOSED),
    plain("TLS on a plain port", "garbage=tls", CLOSED),
    plain("HTTP/2", "garbage=http2", CLOSED),
    plain("a body without a head", "garbage=http09", (RIGHT, CLOSED)),
    plain("binary garbage", "garbage=binary", CLOSED),
    plain("empty lines only", "garbage=empty-lines", CLOSED, retries=0),
    plain("header without a colon", "bad-header=no-colon", (RIGHT, CLOSED)),
    plain("header with a NUL", "bad-header=nul", (RIGHT, CLOSED)),
    plain("header with a bare CR", "bad-header=bare-cr", (RIGHT, CLOSED)),
    plain("header of 1 MB", "huge-headers", CLOSED),
    plain("10,000 headers", "many-headers", CLOSED),
    plain("interim answers without end", "1xx-flood", (CLOSED, LATE), timeout=2),
    plain("interim answers without end, no timeout", "1xx-flood", CLOSED),
    plain("content-length is text", "bad-length", CLOSED),
    plain("content-length is negative", "bad-length=negative", CLOSED),
    plain("two content-lengths", "bad-length=two", CLOSED),
    plain("content-length of 30 digits", "bad-length=huge", CLOSED),
    plain("length and chunks", "length-and-chunked", (RIGHT, CLOSED)),
    plain("bad chunk size", "bad-chunk", CLOSED),
    plain("huge chunk size", "huge-chunk", (RIGHT, CLOSED)),
    # Bytes left over: they must never answer the next call ------------------------------------
    plain("longer than content-length", "short-length", DECODE),
    plain("another answer behind it", "extra-bytes"),
    plain("another answer behind it, late", "extra-bytes=late"),
    plain("words behind it", "extra-bytes=text"),
    plain("an interim answer behind it", "extra-bytes=interim"),
    plain("length and chunks, and another answer", "length-and-chunked+extra-bytes"),
    plain("chunks, and another answer", "chunked+extra-bytes"),
    plain("204, and another answer", "status=204+extra-bytes", DECODE),
    labels("another answer behind it", "extra-bytes"),
    labels("longer than content-length", "short-length", DECODE),
    # Redirects -------------------------------------------------------------------------------
    *(
        plain(f"{code} to {where}", f"redirect={code}@{where}")
        for code in (307, 308)
        for where in ("same-origin", "cross-origin", "relative")
    ),
    *(
        plain(f"{code} on a POST", f"redirect={code}@same-origin", "StatusError", requests=1)
        for code in (301, 302, 303)
    ),
    plain("redirect loop", "redirect@loop", "StatusError", repeat=True),
    plain("redirect to a file", "redirect@file", "StatusError"),
    plain("redirect to nowhere", "redirect@nowhere", "StatusError"),
    plain("redirect to no address", "redirect@garbage", "StatusError"),
    # Time ------------------------------------------------------------------------------------
    plain("no answer", "hang", LATE, timeout=0.5, repeat=True),
    plain("hangs inside the headers", "hang@headers", LATE, timeout=0.5, repeat=True),
    plain("hangs before the body", "hang@body", LATE, timeout=0.5, repeat=True),
    plain("hangs inside the body", "hang@90%", LATE, timeout=0.5, repeat=True),
    plain("body drips", "drip=1b/0.1s", LATE, timeout=0.5, repeat=True),
    plain("headers drip", "drip=1b/0.1s@headers", LATE, timeout=0.5, repeat=True),
    # Whichever limit comes first: that of the time, or that of the size.
    plain("endless body, short timeout", "endless-body", (LATE, LARGE), timeout=0.5, repeat=True),
    plain("model never loads", "503-loading=30", LATE, timeout=0.5, repeat=True),
    plain("500s, short timeout", "500+delay=200ms", (SERVER, LATE), timeout=0.5, repeat=True),
    plain("request is not read", "no-read", LATE, timeout=0.5, repeat=True, size=30_000_000),
    plain(
        "request is read slowly",
        "slow-read=64kb/0.05s",
        LATE,
        timeout=0.5,
        repeat=True,
        size=30_000_000,
    ),
    *(
        plain(
            f"{words}, {code} before it is read, then {end}", f"{code}+early={end}", error, **more
        )
        for code, error in (
            (400, "BadRequestError"),
            (401, "AuthenticationError"),
            (413, "RequestTooLargeError"),
            (429, "RateLimitError"),
            (503, SERVER),
        )
        for end in ("close", "reset", "hang")
        for words, more in (
            ("small", {"retries": 0}),
            ("large", {"retries": 0, "size": 30_000_000}),
        )
    ),
    stream("large, 413 before it is read", "413+early", "RequestTooLargeError", size=30_000_000),
    # Streams: nothing is wrong, or only unusual ------------------------------------------------
    stream("ok", "ok"),
    stream("fields without a space", "done-no-space"),
    stream("no end marker", "no-done"),
    stream("end marker with blanks", "done-spaces"),
    *(
        stream(f"heartbeats, {kind}", f"heartbeats={kind}")
        for kind in ("named", "object", "typed", "null", "words")
    ),
    stream("last chunk without a delta", "last-chunk-bare"),
    *(
        stream(f"end marker, reason is {kind}", f"no-reason={kind}", state="unconfirmed")
        for kind in ("null", "empty", "missing")
    ),
    stream("JSON over two lines", "multi-line-data"),
    stream("CR", "cr-only"),
    stream("CR LF", "crlf"),
    stream("CR and LF apart", "crlf-split"),
    stream("byte order mark", "bom"),
    stream("line separators in the text", "u2028", message=SEPARATED),
    stream("character cut in two", "utf8-split"),
    stream("events without data", "empty-data"),
    stream("comments", "comments"),
    stream("id, event and retry", "fields"),
    stream("byte by byte", "pieces=1b"),
    stream("usage comes last", "usage-last"),
    stream("unknown finish_reason", "unknown-finish"),
    stream("unknown members", "unknown-fields"),
    stream("held open after the end", "held-open", timeout=5),
    stream("flood after the end", "after-done-flood", timeout=5),
    stream("chunks after the end", "after-done"),
    stream("last line has no end", "no-final-newline", (RIGHT, BROKEN)),
    stream("gzip", "gzip"),
    stream("gzip in members", "gzip-members"),
    stream("HTTP/1.0, no length", "http10-close"),
    stream("no content type", "no-content-type"),
    stream("event of 10 MB", "10mb-event", message=HUGE),
    stream("slower than the timeout, but steadily", "drip=150b/0.08s", timeout=0.4),
    # Streams: it passes by itself --------------------------------------------------------------
    stream("503 loading, twice", "503-loading*2", transient=True),
    stream("429, then well", f"429{NOW}", transient=True),
    stream("reset before the answer", "reset", transient=True),
    stream("closed before the answer", "fin", transient=True),
    stream("idle connection closed as it is used", "idle-close", transient=True, warm=True),
    stream("another answer behind it", "extra-bytes"),
    # Streams: errors ---------------------------------------------------------------------------
    stream("401", "401", "AuthenticationError", message=MESSAGE),
    stream("error event", "event-error", "StreamError", message=MESSAGE, partial="You said: "),
    stream(
        "OpenAI's error", "error-in-stream", "StreamError", message=MESSAGE, partial="You said: "
    ),
    stream(
        "TGI's error",
        "error-in-stream=tgi",
        "GenerationError",
        message=MESSAGE,
        partial="You said: ",
    ),
    stream(
        "error with a code",
        "error-in-stream=code",
        "RateLimitError",
        message=MESSAGE,
        partial="You said: ",
    ),
    stream(
        "error as text",
        "error-in-stream=text",
        "StreamError",
        message=MESSAGE,
        partial="You said: ",
    ),
    stream("error comes first", "error-first", "StreamError", message=MESSAGE),
    stream("error in a field", "error-field", SERVER, message=MESSAGE, partial="You said: "),
    stream("error as an object", "error-object", SERVER, message=MESSAGE, partial="You said: "),
    stream("error as an object, first", "error-object=first", SERVER, message=MESSAGE),
    stream(
        "error without its line ends",
        "error-last",
        "StreamError",
        message=MESSAGE,
        partial="You said: ",
    ),
    *(
        stream(f"clean end, reason is {kind}", f"no-reason={kind}+no-done", BROKEN, partial=TEXT)
        for kind in ("null", "empty")
    ),
    stream("200 with an error in one piece", "stream-error200", "StreamError", message=MESSAGE),
    stream("clean end, not complete", "no-finish", BROKEN, partial=TEXT),
    stream("clean end, in an event", "truncate@40%", BROKEN),
    stream("clean end, after an event", "truncate@event2", BROKEN, partial="You said: "),
    stream("no event at all", "empty", BROKEN),
    stream("reset after an event", "reset@event1", BROKEN, partial="You "),
    stream("reset inside an event", "reset@60%", BROKEN),
    stream("closed inside a chunk", "fin@60%", BROKEN),
    stream("closed after an event", "fin@event2", BROKEN, partial="You said: "),
    stream("last chunk is missing", "no-finish+no-last-chunk", BROKEN),
    stream("bad chunk size", "no-finish+bad-chunk", BROKEN),
    stream("HTTP/1.0, cut", "http10-close+truncate@event2", BROKEN, partial="You said: "),
    stream("gzip, damaged", "gzip-broken", DECODE),
    stream("gzip, cut", "gzip-cut=60b", (BROKEN, DECODE)),
    stream("gzip bomb", "gzip-bomb=64mb", LARGE, limits={"max_event_bytes": 1_000_000}),
    stream("event above the limit", "10mb-event", LARGE, limits={"max_event_bytes": 1_000_000}),
    stream("page", "stream-html", DECODE),
    stream("page that says that it is a stream", "stream-html-untyped", (BROKEN, DECODE)),
    stream("answer in one piece", "stream-json"),
    stream("captive portal", "html200", DECODE),
    stream("half JSON", "odd-event=half", DECODE, partial="You said: "),
    stream("null event", "odd-event=null"),
    stream("{} event", "odd-event=object"),
    stream("text event", "odd-event=text", DECODE, partial="You said: "),
    stream("NaN event", "odd-event=nan", DECODE, partial="You said: "),
    stream("event nested 100,000 deep", "deep-event", ("StreamError", DECODE)),
    stream("event nested 900 deep", "deep-event=900", ("StreamError", DECODE)),
    stream("no UTF-8", "invalid-utf8", (RIGHT, DECODE)),
    stream("half a character, escaped", "lone-surrogate", (RIGHT, DECODE)),
    # Streams: time -----------------------------------------------------------------------------
    stream("no answer", "hang", LATE, timeout=0.5, repeat=True),
    stream("no event", "hang@body", LATE, timeout=0.5, repeat=True),
    stream("stalls after an event", "stall", LATE, timeout=0.5, partial="You "),
    stream("stalls inside an event", "hang@50%", LATE, timeout=0.5),
    stream("stalls and pings", "stall+ping", LATE, timeout=0.5, partial="You "),
    stream("stalls and sends ping events", "stall+ping-events", LATE, timeout=0.5, partial="You "),
    stream("pings come first", "stall@event0+ping", LATE, timeout=0.5, repeat=True),
    stream("stalls and pings byte by byte", "stall+ping-bytes", LATE, timeout=0.5),
    stream("comments without end", "firehose", LATE, timeout=0.5, partial="You "),
    stream("first event drips", "drip=1b/0.1s", LATE, timeout=0.5, repeat=True),
]
