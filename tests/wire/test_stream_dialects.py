"""How servers keep a stream open, end it and break it off, in every task that streams."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import inferloom
from inferloom import (
    InferenceError,
    ResponseDecodeError,
    StreamError,
    StreamInterruptedError,
    Timeout,
)
from tests.support.clients import Client
from tests.support.server import Reply, Script, event_reply, json_reply


@dataclass(frozen=True)
class Task:
    """A task that streams, as a server writes it."""

    method: str
    options: dict[str, Any]
    piece: Callable[[str], Any]
    last: Any
    whole: Any

    def ask(self, client: Client, **options: Any) -> Any:
        prompt: Any = (
            [{"role": "user", "content": "hi"}] if self.method == "chat_completion" else "hi"
        )
        return client.call(self.method, prompt, stream=True, **self.options, **options)


def chat(text: str) -> Any:
    return {
        "id": "c1",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}],
    }


def token(text: str) -> Any:
    return {
        "token": {"id": 1, "text": text, "special": False},
        "generated_text": None,
        "details": None,
    }


def completion(text: str) -> Any:
    return {"id": "c1", "choices": [{"index": 0, "text": text, "finish_reason": None}]}


STOP = {"index": 0, "finish_reason": "stop"}
TASKS = {
    "chat": Task(
        "chat_completion", {}, chat, {"id": "c1", "choices": [{**STOP, "delta": {}}]},
        {"choices": [{**STOP, "message": {"role": "assistant", "content": "Hello"}}]},
    ),
    "text": Task(
        "text_generation", {}, token,
        {"token": {"id": 2, "text": "", "special": True}, "generated_text": "Hello"},
        [{"generated_text": "Hello"}],
    ),
    "details": Task(
        "text_generation", {"details": True}, token,
        {"token": {"id": 2, "text": "", "special": True}, "generated_text": "Hello",
         "details": {"finish_reason": "eos_token", "generated_tokens": 2}},
        {"generated_text": "Hello", "details": {"finish_reason": "length", "generated_tokens": 2, "tokens": []}},
    ),
    "completions": Task(
        "text_generation", {"api": "openai"}, completion, {"id": "c1", "choices": [{**STOP, "text": ""}]},
        {"choices": [{**STOP, "text": "Hello"}]},
    ),
}  # fmt: skip


@pytest.fixture(params=TASKS)
def task(request: pytest.FixtureRequest) -> Task:
    return TASKS[request.param]


def data(value: Any) -> bytes:
    return b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n"


def events(*blocks: bytes, **options: Any) -> Reply:
    # An empty block would be the last one to HTTP.
    full = [block for block in blocks if block]
    return Reply(headers={"content-type": "text/event-stream"}, blocks=full, **options)


def read(stream: Any) -> tuple[str, str, bool]:
    """Read a stream to its end and return its text, how it ended, and whether it raised."""
    try:
        for _ in stream:
            pass
    except InferenceError:
        return stream.outcome.text, stream.outcome.state, True
    return stream.outcome.text, stream.outcome.state, False


# Heartbeats ------------------------------------------------------------------------------------

BEATS = [
    b"event: ping\ndata: {}\n\n",
    b'event: ping\ndata: {"type": "ping"}\n\n',
    b"event: ping\ndata: 2026-01-01 00:00:00\n\n",
    b"event: ping\ndata\n\n",
    b"event: keepalive\ndata: \n\n",
    b"event: keep-alive\ndata: null\n\n",
    b"event: Heartbeat\ndata: beat\n\n",
    b"event: status\ndata: in the queue\n\n",
    b'event: status\ndata: {"position": 3}\n\n',
    b"data: {}\n\n",
    b'data: {"type":"keepalive"}\n\n',
    b'data: {"type": "ping", "id": "p", "message": "still here"}\n\n',
    b'data: {"event": "heartbeat", "detail": "alive"}\n\n',
    b'data: {"id": "c1", "object": "heartbeat"}\n\n',
    b'data: {"progress": 0.5}\n\n',
    b"data: null\n\n",
    b'data: ""\n\n',
    b"data: []\n\n",
    b"data: ping\n\n",
    b"data: [PING]\n\n",
    b"data:  \t \n\n",
    b"data\n\n",
    b": OPENROUTER PROCESSING\n\n",
    b":\n\n",
    b"\n\n\n\r\n",
    b"id: 7\nretry: 1000\n\n",
]


@pytest.mark.parametrize("beat", BEATS)
def test_a_heartbeat_is_neither_a_chunk_nor_an_error(
    server: Script, make_client: Callable[..., Client], task: Task, beat: bytes
) -> None:
    server.queue(
        events(beat, data(task.piece("Hel")), beat + beat, data(task.piece("lo")), beat,
               data(task.last), beat, data(b"[DONE]"), beat)
    )  # fmt: skip
    stream = task.ask(make_client(base_url=server.url))
    assert len(list(stream)) == 3
    assert (stream.outcome.text, stream.outcome.state, stream.outcome.events) == (
        "Hello",
        "complete",
        3,
    )
    assert "type" not in json.dumps(final_of(stream), default=lambda model: dict(model))


def final_of(stream: Any) -> Any:
    whole = stream.final()
    return whole if isinstance(whole, str) else whole.model_dump(exclude_unset=True)


@pytest.mark.parametrize("beat", BEATS[:1] + BEATS[9:11] + BEATS[22:23])
def test_heartbeats_are_silence(
    server: Script, make_client: Callable[..., Client], task: Task, beat: bytes
) -> None:
    import time

    def blocks() -> Any:
        yield data(task.piece("a"))
        for _ in range(30):
            time.sleep(0.1)
            yield beat

    server.queue(Reply(headers={"content-type": "text/event-stream"}, blocks=blocks()))
    stream = task.ask(make_client(base_url=server.url, timeout=Timeout(idle=0.5)))
    next(stream)
    began = time.monotonic()
    with pytest.raises(inferloom.InferenceTimeoutError):
        next(stream)
    assert time.monotonic() - began < 1.5


def test_white_space_before_the_data_is_nothing(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    space = b" \t" * 500
    server.queue(events(*(
        b"data:" + space + json.dumps(value).encode() + space + b"\n\n"
        for value in (task.piece("Hel"), task.piece("lo"), task.last)
    )))  # fmt: skip
    assert read(task.ask(make_client(base_url=server.url))) == ("Hello", "complete", False)


# The end ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end",
    [
        b"data: [DONE]\n\n", b"data:[DONE]\n\n", b"data: [DONE] \n\n", b"data:  [DONE]\n\n",
        b"data: \t[DONE]\t\n\n", b"data: [DONE]\r\n\r\n", b"data: [DONE]\n", b"data: [DONE]",
        b"data:[DONE]", b"data: [DONE] ", b"data: [DONE]\r", b"event: done\ndata: [DONE]\n\n",
        b'data: "[DONE]"\n\n', b"data: [done]\n\n",
        b"", b": bye", b"\n", b"data: [DO",
        b"event: end\ndata: {}\n\n",
    ],
)  # fmt: skip
def test_an_end_is_an_end_however_it_is_spelt(
    server: Script, make_client: Callable[..., Client], task: Task, end: bytes
) -> None:
    server.queue(events(data(task.piece("Hel")), data(task.piece("lo")), data(task.last) + end))
    assert read(task.ask(make_client(base_url=server.url))) == ("Hello", "complete", False)


@pytest.mark.parametrize("lines", [b"\n", b"", b"\r\n"])
def test_the_last_chunk_may_lack_its_line_ends(
    server: Script, make_client: Callable[..., Client], task: Task, lines: bytes
) -> None:
    last = data(task.last).rstrip(b"\n") + lines
    server.queue(events(data(task.piece("Hel")), data(task.piece("lo")), last))
    assert read(task.ask(make_client(base_url=server.url))) == ("Hello", "complete", False)
    server.queue(events(data(task.piece("Hel")), data(task.piece("lo")).rstrip(b"\n") + lines))
    assert read(task.ask(make_client(base_url=server.url))) == ("Hello", "truncated", True)


@pytest.mark.parametrize("end", [b"data: [DONE]\n\n", b"data: [DONE] \n\n", b"data: [DONE]"])
def test_a_marker_without_a_reason_is_unconfirmed(
    server: Script, make_client: Callable[..., Client], task: Task, end: bytes
) -> None:
    server.queue(events(data(task.piece("Hel")), data(task.piece("lo")), end))
    stream = task.ask(make_client(base_url=server.url))
    assert read(stream) == ("Hello", "unconfirmed", False)
    assert stream.outcome.marker and not stream.outcome.complete and stream.outcome.error is None
    assert "unconfirmed" in repr(getattr(stream, "stream", stream))
    if task.method == "chat_completion":
        assert stream.final().choices[0].message.content == "Hello"
        assert stream.final().choices[0].finish_reason is None


def test_a_stream_of_nothing_but_the_marker_is_unconfirmed(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    server.queue(events(data(b"[DONE]")))
    assert read(task.ask(make_client(base_url=server.url))) == ("", "unconfirmed", False)


def test_a_stream_that_the_marker_ends_early_is_unconfirmed_if_one_answer_goes_on(
    server: Script, make_client: Callable[..., Client]
) -> None:
    both = {"choices": [{"index": i, "delta": {"content": "a"}} for i in (0, 1)]}
    client = make_client(base_url=server.url)
    server.queue(event_reply([both, {"choices": [{**STOP, "delta": {}}]}, "[DONE]"]))
    assert read(TASKS["chat"].ask(client, n=2)) == ("a", "unconfirmed", False)
    ends: Any = [{"choices": [{"index": i, "delta": {}, "finish_reason": "stop"}]} for i in (1, 0)]
    server.queue(event_reply([both, *ends, "[DONE]"]))
    assert read(TASKS["chat"].ask(client, n=2)) == ("a", "complete", False)


def test_an_answer_that_never_began_has_not_ended(
    server: Script, make_client: Callable[..., Client]
) -> None:
    """Without a marker, two answers that were asked for are complete when two have ended."""
    client = make_client(base_url=server.url)
    first = [chat("a"), {"choices": [{**STOP, "delta": {}}]}]
    server.queue(event_reply(first))
    assert read(TASKS["chat"].ask(client, n=2)) == ("a", "truncated", True)
    server.queue(event_reply([*first, "[DONE]"]))  # a server that knows no n
    assert read(TASKS["chat"].ask(client, n=2)) == ("a", "complete", False)


@pytest.mark.parametrize("reason", ["null", "None"])
def test_a_reason_that_is_null_in_words_ends_nothing(
    server: Script, make_client: Callable[..., Client], reason: str
) -> None:
    piece = {"choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": reason}]}
    client = make_client(base_url=server.url)
    server.queue(event_reply([piece, piece]), event_reply([piece, TASKS["chat"].last]))
    assert read(TASKS["chat"].ask(client)) == ("aa", "truncated", True)
    assert read(TASKS["chat"].ask(client)) == ("a", "complete", False)


@pytest.mark.parametrize("reason", ["", None])
@pytest.mark.parametrize("task", ["chat", "completions"], indirect=True)
def test_an_empty_reason_ends_nothing(
    server: Script, make_client: Callable[..., Client], task: Task, reason: str | None
) -> None:
    pieces = [json.loads(json.dumps(task.piece(text))) for text in ("Hel", "lo")]
    for piece in pieces:
        piece["choices"][0]["finish_reason"] = reason
    client = make_client(base_url=server.url)
    server.queue(event_reply(pieces))
    assert read(task.ask(client)) == ("Hello", "truncated", True)
    server.queue(event_reply([*pieces, "[DONE]"]))
    assert read(task.ask(client)) == ("Hello", "unconfirmed", False)
    # After the reason, an empty one takes nothing back.
    server.queue(
        event_reply(
            [
                *pieces,
                task.last,
                {"choices": [{**STOP, "delta": {}, "text": "", "finish_reason": reason}]},
            ]
        )
    )
    assert read(task.ask(client))[1:] == ("complete", False)


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("completions", {"choices": [STOP]}),
        ("completions", {"choices": [{**STOP, "text": None}]}),
        ("completions", {"id": "c1", "choices": [{"finish_reason": "length"}], "usage": {"completion_tokens": 2}}),
        ("text", {"token": {"id": 2, "text": ""}, "details": {"finish_reason": "length", "generated_tokens": 2}}),
        ("text", {"token": {"id": 2, "text": ""}, "generated_text": None, "details": {"finish_reason": "length"}}),
        ("details", {"token": {"id": 2, "text": ""}, "generated_text": None, "details": {"finish_reason": "length"}}),
        ("text", {"token": {"id": 2, "text": "", "special": True}, "generated_text": "Hello", "top_tokens": [{"id": 2, "text": "", "logprob": -1.0}]}),
    ],
)  # fmt: skip
def test_a_last_chunk_says_the_reason_and_little_else(
    server: Script, make_client: Callable[..., Client], name: str, last: Any
) -> None:
    task = TASKS[name]
    for end in ([], ["[DONE]"]):
        server.queue(event_reply([task.piece("Hel"), task.piece("lo"), last, *end]))
        stream = task.ask(make_client(base_url=server.url))
        assert read(stream) == ("Hello", "complete", False)
        whole = stream.final()
        assert (whole if isinstance(whole, str) else whole.generated_text) == "Hello"


def test_an_empty_whole_text_is_an_end_only_where_there_is_no_text(
    server: Script, make_client: Callable[..., Client]
) -> None:
    task = TASKS["text"]
    client = make_client(base_url=server.url)
    server.queue(
        event_reply([{"token": {"id": 2, "text": "</s>", "special": True}, "generated_text": ""}])
    )
    assert read(task.ask(client)) == ("", "complete", False)
    server.queue(event_reply([{**token("Hel"), "generated_text": ""}]))
    assert read(task.ask(client)) == ("Hel", "truncated", True)


def test_usage_may_follow_the_reason_and_no_marker_that(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    client = make_client(base_url=server.url)
    forms: list[dict[str, Any]] = [{"choices": []}, {"choices": None}, {}]
    for choices in forms:
        after = {"id": "c1", **choices, "usage": usage}
        server.queue(event_reply([task.piece("Hel"), task.piece("lo"), task.last, after]))
        stream = task.ask(client)
        assert read(stream) == ("Hello", "complete", False)
        if task.method == "chat_completion":
            assert stream.usage.total_tokens == 3
            assert stream.final().usage.total_tokens == 3
            assert stream.final().choices[0].message.content == "Hello"


def test_a_cut_at_any_byte_is_known(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    """With CR LF, text of several bytes, and heartbeats; whatever is complete is whole."""
    blocks = [
        b"event: ping\r\ndata: {}\r\n\r\n", data(task.piece("H\u00e9\U0001f600")), data(task.piece("lo")),
        data(task.last), data({"id": "c1", "choices": [], "usage": {"prompt_tokens": 1, "total_tokens": 1}}),
        data(b"[DONE]"),
    ]  # fmt: skip
    stream = b"".join(blocks).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    stream = stream.replace(b"\\u00e9\\ud83d\\ude00", "\u00e9\U0001f600".encode())
    ends = stream.index(json.dumps(task.last).encode()) + len(json.dumps(task.last))
    usage = stream.index(b"data: ", ends)
    full, marker = stream.index(b"\r\n", usage), stream.index(b"data: [DONE]")
    client = make_client(base_url=server.url)
    for end in range(1, len(stream), 1 if task is TASKS["chat"] else 7):
        for cut in (False, True):
            server.queue(events(stream[:end], cut=cut))
            text, state, raised = read(task.ask(client))
            assert raised is (state == "truncated")
            whole = ends <= end <= usage or full <= end <= marker or end > marker + 6
            marked = end > marker + 14  # the event has ended
            assert (state == "complete") is (marked or (whole and not cut)), (
                stream[:end][-40:],
                cut,
            )
            if state == "complete":
                assert text == "H\u00e9\U0001f600lo"


# Errors ----------------------------------------------------------------------------------------

WORDS = "CUDA out of memory"
ERRORS = [
    b'error: {"code":500,"message":"CUDA out of memory","type":"server_error"}\n\n',
    b"error: CUDA out of memory\n\n",
    b'error:{"error": {"message": "CUDA out of memory"}}\n\n',
    b'{"error": {"message": "CUDA out of memory"}}\n\n',
    b'{ "error" : "CUDA out of memory" }\n\n',
    b'data: {"object": "error", "message": "CUDA out of memory", "code": 500}\n\n',
    b'data: {"error": {"error": {"message": "CUDA out of memory"}}}\n\n',
    b'data: {"detail": {"error": "CUDA out of memory"}}\n\n',
    b'data: {"detail": "CUDA out of memory"}\n\n',
    b'data: {"error": "{\\"message\\": \\"CUDA out of memory\\"}"}\n\n',
    b'data: [{"error": {"message": "CUDA out of memory"}}]\n\n',
    b'data: {"errors": [{"message": "CUDA out of memory"}]}\n\n',
    b'data: {"status": "error", "msg": "CUDA out of memory"}\n\n',
    b'data: {"error_message": "CUDA out of memory"}\n\n',
    b'data: {"fault": {"faultstring": "CUDA out of memory"}}\n\n',
    b'data: {"code": "429", "message": "CUDA out of memory"}\n\n',
    b'data: {"type": "error", "error": {"message": "CUDA out of memory"}}\n\n',
    b'data: {"choices": [], "error": {"message": "CUDA out of memory"}}\n\n',
    b'data: {"choices": [{"index": 0, "delta": {"content": ""}, "text": "", "finish_reason": "error", "error": {"message": "CUDA out of memory"}}]}\n\n',
    b"event: error\ndata: CUDA out of memory\n\n",
    b'event: error\ndata: {"message": "CUDA out of memory"}\n\n',
    b'event: server_error\ndata: "CUDA out of memory"\n\n',
    b'event: exception\ndata: {"message": "CUDA out of memory"}\n\n',
]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("error", ERRORS)
def test_an_error_event_is_an_error_with_its_words(
    server: Script, make_client: Callable[..., Client], task: Task, error: bytes, first: bool
) -> None:
    before = [] if first else [data(task.piece("Hel"))]
    client = make_client(base_url=server.url)
    # As an event, with what follows; and as the last that came, without its line ends.
    server.queue(events(*before, error, data(b"[DONE]")), events(*before, error.rstrip()))
    for _ in range(2):
        stream = task.ask(client)
        with pytest.raises(InferenceError) as caught:
            list(stream)
        assert caught.value.server_message == WORDS and WORDS in str(caught.value)
        assert stream.outcome.state == "failed"
        assert stream.outcome.text == ("" if first else "Hel")


def test_an_error_is_known_though_the_connection_breaks(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    for error in ERRORS:
        server.queue(events(data(task.piece("Hel")), error.rstrip(), cut=True))
        with pytest.raises(InferenceError) as caught:
            list(task.ask(make_client(base_url=server.url)))
        assert caught.value.server_message == WORDS, error


@pytest.mark.parametrize("end", [b"data: [DONE]\n\n", b""])
def test_words_beside_a_stream_that_breaks_off_are_its_reason(
    server: Script, make_client: Callable[..., Client], task: Task, end: bytes
) -> None:
    said = data({"message": WORDS})
    client = make_client(base_url=server.url)
    server.queue(events(data(task.piece("Hel")), said, end))
    with pytest.raises(StreamError, match=WORDS):
        list(task.ask(client))
    # Where all comes well, they were none.
    server.queue(
        events(data(task.piece("Hel")), said, data(task.piece("lo")), data(task.last), end)
    )
    assert read(task.ask(client)) == ("Hello", "complete", False)


@pytest.mark.parametrize(
    ("odd", "where"),
    [
        (b'{"choices": "oops", "token": "oops"}', "oops"),
        (b'{"choices": [{"index": 0, "delta": {"content', "delta"),
        (b"hello there", "hello there"),
        (b'"hello there"', "hello there"),
        (b"17", "17"),
        (b"[1]", "1"),
        (b"\xff\xfe", "\\ufffd"),
        (b"esc \x1b[2J", "\\x1b"),
    ],
)
def test_an_event_that_is_no_chunk_is_named(
    server: Script, make_client: Callable[..., Client], task: Task, odd: bytes, where: str
) -> None:
    beat = b"event: ping\ndata: {}\n\n"
    server.queue(events(beat, data(task.piece("Hel")), data(odd), data(task.last), data(b"[DONE]")))
    with pytest.raises(ResponseDecodeError, match="event 3 of the stream") as caught:
        list(task.ask(make_client(base_url=server.url)))
    assert where in str(caught.value) or where.encode().decode("unicode_escape") in str(
        caught.value
    )
    assert "\x1b" not in str(caught.value)


# Answers in one piece --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["application/json", "text/event-stream", "text/plain"])
def test_an_answer_in_one_piece_is_delivered_as_one_chunk(
    server: Script, make_client: Callable[..., Client], task: Task, kind: str
) -> None:
    server.queue(Reply(200, json.dumps(task.whole).encode(), {"content-type": kind}))
    stream = task.ask(make_client(base_url=server.url))
    assert len(list(stream)) == 1
    assert (stream.outcome.text, stream.outcome.state) == ("Hello", "complete")
    whole = stream.final()
    if task.method == "chat_completion":
        assert whole.text == "Hello" and whole.choices[0].finish_reason == "stop"
    else:
        assert (whole if isinstance(whole, str) else whole.generated_text) == "Hello"


def test_a_stream_under_the_name_of_json_is_one(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    reply = events(data(task.piece("Hel")), data(task.piece("lo")), data(task.last))
    server.queue(Reply(headers={"content-type": "application/json"}, blocks=reply.blocks))
    assert read(task.ask(make_client(base_url=server.url))) == ("Hello", "complete", False)


@pytest.mark.parametrize(
    "kind", ["application/json", "text/event-stream", "text/plain", "text/html"]
)
@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"error": {"message": WORDS}}),
        json.dumps({"object": "error", "message": WORDS}),
        json.dumps({"detail": WORDS}, indent=1),
        WORDS,
        f"<html><title>{WORDS}</title></html>",
    ],
)
def test_what_is_no_stream_says_what_it_is(
    server: Script, make_client: Callable[..., Client], task: Task, kind: str, body: str
) -> None:
    server.queue(Reply(200, body.encode(), {"content-type": kind}))
    with pytest.raises(InferenceError, match=WORDS) as caught:
        list(task.ask(make_client(base_url=server.url)))
    assert caught.value.server_message == WORDS
    assert not isinstance(caught.value, StreamInterruptedError)


def test_a_stream_of_comments_alone_was_cut(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    server.queue(events(b": ping\n\n", b":\n\n", b"retry: 5\n\n", b"dat"))
    with pytest.raises(StreamInterruptedError):
        list(task.ask(make_client(base_url=server.url)))


def test_json_lines_are_no_stream(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    lines = b"".join(json.dumps(task.piece(text)).encode() + b"\n" for text in ("Hel", "lo"))
    server.queue(Reply(200, lines, {"content-type": "application/x-ndjson"}))
    with pytest.raises(ResponseDecodeError, match="Hel"):
        list(task.ask(make_client(base_url=server.url)))


def test_the_id_of_a_request_may_be_in_the_error(
    server: Script, make_client: Callable[..., Client], task: Task
) -> None:
    server.queue(
        event_reply([{"error": {"message": "m"}, "id": "gen-1"}]), json_reply({"error": "m"})
    )
    with pytest.raises(StreamError) as caught:
        list(task.ask(make_client(base_url=server.url)))
    assert caught.value.request_id == "gen-1"
