"""Streams on the wire: complete or an error, never a silent loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import inferloom
from inferloom import (
    ResponseDecodeError,
    StreamError,
    StreamInterruptedError,
    Timeout,
)
from tests.support.clients import Client
from tests.support.server import Reply, Script, event_reply, json_reply


def chunk(content: str | None = None, finish: str | None = None, index: int = 0) -> dict[str, Any]:
    delta = {} if content is None else {"content": content}
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish}]}


COMPLETE = [chunk("Hel"), chunk("lo"), chunk(finish="stop"), "[DONE]"]


def ask(client: Client, **options: Any) -> Any:
    return client.call("chat_completion", [{"role": "user"}], stream=True, **options)


def texts(stream: Any) -> list[str | None]:
    return [item.choices[0].delta.content for item in stream]


def raw_events(*blocks: bytes, **options: Any) -> Reply:
    return Reply(headers={"content-type": "text/event-stream"}, blocks=blocks, **options)


def data(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def test_chunks_arrive_and_the_connection_is_used_again(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    for _ in range(3):
        server.queue(event_reply(COMPLETE))
        assert texts(ask(client)) == ["Hel", "lo", None]
    assert server.connections == 1


def test_the_stream_tells_status_and_request_id(
    server: Script, make_client: Callable[..., Client]
) -> None:
    reply = event_reply(COMPLETE)
    reply.headers["x-request-id"] = "r-1"
    server.queue(json_reply({}, 500), reply)
    stream = ask(make_client(base_url=server.url))
    assert (stream.status, stream.request_id, stream.attempts) == (200, "r-1", 2)
    stream.close()


def test_leaving_early_closes_the_connection(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(event_reply(COMPLETE), event_reply(COMPLETE))
    with ask(client) as stream:
        assert next(stream).choices[0].delta.content == "Hel"
    with pytest.raises(StopIteration):
        next(stream)
    assert texts(ask(client)) == ["Hel", "lo", None]


@pytest.mark.parametrize("cut", [False, True], ids=["clean end", "broken connection"])
def test_a_cut_at_any_byte_is_never_a_silent_success(
    server: Script, make_client: Callable[..., Client], cut: bool
) -> None:
    whole = b"".join(data(event) for event in (chunk("Hel"), chunk("lo"), chunk(finish="stop")))
    client = make_client(base_url=server.url)
    # Only line ends follow the last brace: what ends in good order there has said everything.
    for end in range(1, len(whole) if cut else whole.rindex(b"}") + 1):
        server.queue(raw_events(whole[:end], cut=cut))
        stream = ask(client)
        got = []
        with pytest.raises(StreamInterruptedError) as caught:
            for item in stream:
                got.append(item.choices[0].delta.content)
        assert got == ["Hel", "lo", None][: len(got)]
        assert caught.value.events_received == len(got)


def test_every_answer_has_to_end(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    server.queue(event_reply([chunk("a", index=0), chunk("b", index=1), chunk(finish="stop")]))
    with pytest.raises(StreamInterruptedError):
        list(ask(client, n=2))
    both = [chunk(finish="stop"), chunk(finish="length", index=1)]
    server.queue(event_reply([chunk("a", index=0), chunk("b", index=1), *both]))
    assert len(list(ask(client, n=2))) == 4


@pytest.mark.parametrize(
    "block",
    [
        b"data:" + json.dumps(chunk("a")).encode() + b"\r\n\r\n",
        b": keep-alive\n\ndata: " + json.dumps(chunk("a")).encode() + b"\n\n",
        b"\xef\xbb\xbfdata: " + json.dumps(chunk("a")).encode() + b"\n\n",
        b'data: {"choices": [{"index": 0,\ndata: "delta": {"content": "a"}}]}\n\n',
        b"data:\n\nevent: message\nid: 3\nretry: 5\ndata: "
        + json.dumps(chunk("a")).encode()
        + b"\n\n",
    ],
)
def test_every_spelling_of_an_event(
    server: Script, make_client: Callable[..., Client], block: bytes
) -> None:
    server.queue(raw_events(block, b"data:[DONE]\n\n"))
    assert texts(ask(make_client(base_url=server.url))) == ["a"]


def test_line_separators_in_text_are_text(
    server: Script, make_client: Callable[..., Client]
) -> None:
    text = "a\u2028b\u0085c\u00e9\U0001f600"
    block = b"data: " + json.dumps(chunk(text), ensure_ascii=False).encode() + b"\n\n"
    pieces = [block[i : i + 1] for i in range(len(block))]
    server.queue(raw_events(*pieces, data(chunk(finish="stop"))))
    assert texts(ask(make_client(base_url=server.url))) == [text, None]


@pytest.mark.parametrize(
    ("block", "message", "name"),
    [
        (data({"error": {"message": "boom", "http_status_code": 500}}), "boom", "ServerError"),
        (data({"error": "boom", "error_type": "overloaded"}), "boom", "OverloadedError"),
        (data({"error": {"message": "boom", "code": 429}}), "boom", "RateLimitError"),
        (data({"error": "boom"}), "boom", "StreamError"),
        (b'event: error\ndata: {"message": "boom"}\n\n', "boom", "StreamError"),
        (b"event: error\ndata: boom\n\n", "boom", "StreamError"),
    ],
)
def test_errors_inside_a_stream_are_typed_and_come_after_what_arrived(
    server: Script, make_client: Callable[..., Client], block: bytes, message: str, name: str
) -> None:
    server.queue(raw_events(data(chunk("a")) + block + b"data: [DONE]\n\n"))
    stream = ask(make_client(base_url=server.url))
    assert next(stream).choices[0].delta.content == "a"
    with pytest.raises(getattr(inferloom, name)) as caught:
        next(stream)
    assert caught.value.server_message == message


def test_an_event_of_another_kind_is_an_error(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(raw_events(b"data: {\n\n"))
    with pytest.raises(ResponseDecodeError):
        list(ask(make_client(base_url=server.url)))
    server.queue(raw_events(data({"choices": 1})))
    with pytest.raises(ResponseDecodeError) as caught:
        list(ask(make_client(base_url=server.url)))
    assert caught.value.body == {"choices": 1}


def test_a_server_that_does_not_stream_says_so(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(json_reply({"choices": []}))
    with pytest.raises(ResponseDecodeError, match="does not stream"):
        ask(client)
    server.queue(json_reply({"label": "a", "score": 1}))
    with pytest.raises(ResponseDecodeError, match="does not stream"):
        ask(client)
    server.queue(json_reply({"error": "no"}))
    with pytest.raises(StreamError, match="no"):
        ask(client)
    server.queue(Reply(body=b"<html>", headers={"content-type": "text/html"}))
    with pytest.raises(ResponseDecodeError):
        ask(client)


def test_a_status_before_the_stream(server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(json_reply({"error": {"message": "no"}}, 401))
    with pytest.raises(inferloom.AuthenticationError, match="no"):
        ask(make_client(base_url=server.url))


def test_comments_do_not_count_as_an_answer(
    server: Script, make_client: Callable[..., Client]
) -> None:
    import time

    def blocks() -> Any:
        yield data(chunk("a"))
        for _ in range(50):
            time.sleep(0.1)
            yield b": ping\n\n"

    server.queue(Reply(headers={"content-type": "text/event-stream"}, blocks=blocks()))
    stream = ask(make_client(base_url=server.url, timeout=Timeout(idle=0.5)))
    next(stream)
    start = time.monotonic()
    with pytest.raises(inferloom.InferenceTimeoutError):
        next(stream)
    assert time.monotonic() - start < 0.9


def test_the_whole_limit_ends_with_the_first_chunk(
    server: Script, make_client: Callable[..., Client]
) -> None:
    import time

    def blocks() -> Any:
        for event in COMPLETE:
            yield data(event) if event != "[DONE]" else b"data: [DONE]\n\n"
            time.sleep(0.2)

    server.queue(Reply(headers={"content-type": "text/event-stream"}, blocks=blocks()))
    assert texts(ask(make_client(base_url=server.url, timeout=0.3))) == ["Hel", "lo", None]


def test_text_generation_streams_texts_or_tokens(
    server: Script, make_client: Callable[..., Client]
) -> None:
    def token(text: str, whole: str | None = None) -> dict[str, Any]:
        return {"index": 1, "token": {"id": 1, "text": text}, "generated_text": whole}

    client = make_client(base_url=server.url)
    server.queue(event_reply([token("a"), token("b", "ab")]))
    assert list(client.call("text_generation", "x", stream=True)) == ["a", "b"]
    server.queue(event_reply([token("a"), token("b", "ab")]))
    tokens = list(client.call("text_generation", "x", stream=True, details=True))
    assert [item.token.text for item in tokens] == ["a", "b"]
    server.queue(event_reply([token("a")]))
    with pytest.raises(StreamInterruptedError):
        list(client.call("text_generation", "x", stream=True))


def test_a_stream_outlives_the_client_that_made_it(server: Script) -> None:
    import gc

    server.queue(event_reply(COMPLETE))
    stream = inferloom.InferenceClient(base_url=server.url).chat_completion(
        [{"role": "user"}], stream=True
    )
    gc.collect()
    assert texts(stream) == ["Hel", "lo", None]
