"""Streamed chat answers that are odd in one way: their text arrives, and they are complete."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Reply, Script


def chunk(delta: Any = None, finish: Any = None, **members: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta or {}, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "choices": [choice], **members}


def choice(**members: Any) -> dict[str, Any]:
    return chunk() | {"choices": [{"index": 0, "delta": {"content": "lo"}, **members}]}


FIRST, SECOND = chunk({"role": "assistant", "content": "Hel"}), chunk({"content": "lo"})
LAST = chunk(finish="stop")

# Name: the events between FIRST and LAST; their text is "lo".
EVENTS: dict[str, list[dict[str, Any] | str]] = {
    "created is a float": [SECOND | {"created": 1757876416.566}],
    "created is text": [SECOND | {"created": "now"}],
    "id is a number": [SECOND | {"id": 5}],
    "id is null": [SECOND | {"id": None}],
    "model is an object": [SECOND | {"model": {"id": "m"}}],
    "object is missing": [{"choices": SECOND["choices"]}],
    "usage is empty": [SECOND | {"usage": {}}],
    "usage is text": [SECOND | {"usage": "2"}],
    "usage is a list": [SECOND | {"usage": []}],
    "usage has fractions": [SECOND | {"usage": {"prompt_tokens": 1.5, "total_tokens": "x"}}],
    "choices are null": [SECOND, {"choices": None, "usage": {"total_tokens": 2}}],
    "choices are empty": [{"choices": []}, SECOND],
    "choices are missing": [SECOND, {"usage": {"total_tokens": 2}}],
    "no index": [{"choices": [{"delta": {"content": "lo"}}]}],
    "index is null": [choice(index=None)],
    "content is parts": [choice(delta={"content": [{"type": "text", "text": "lo"}]})],
    "no delta": [SECOND, {"choices": [{"index": 0, "content_filter_results": {}}]}],
    "delta is null": [SECOND, choice(delta=None)],
    "delta is empty": [SECOND, choice(delta={})],
    "no finish_reason": [{"choices": [{"index": 0, "delta": {"content": "lo"}}]}],
    "finish_reason is empty": [choice(finish_reason="")],
    "role is null": [choice(delta={"role": None, "content": "lo"})],
    "role is a number": [choice(delta={"role": 1, "content": "lo"})],
    "content is null": [choice(delta={"content": None}), SECOND],
    "tool_calls is null": [choice(delta={"content": "lo", "tool_calls": None})],
    "tool_calls is empty": [choice(delta={"content": "lo", "tool_calls": []})],
    "logprobs are of another API": [choice(logprobs={"tokens": ["lo"]})],
    "logprobs is a list": [choice(logprobs=[])],
    "logprobs have odd items": [choice(logprobs={"content": [None, {"token": 3}]})],
    "a member that nobody knows": [SECOND | {"vendor": {"a": [1e300]}}],
    "error is null": [SECOND | {"error": None}],
    "half a surrogate pair": [SECOND | {"model": "\ud83d"}],
    "NaN": [json.dumps(SECOND | {"score": float("nan")})],
    "a tab inside a text": [json.dumps(SECOND | {"model": "a\tb"}).replace("\\t", "\t")],
    "an integer of 5000 digits": [json.dumps(SECOND).replace('"c1"', "9" * 5000)],
    "a member twice": [json.dumps(SECOND)[:-1] + ',"id":"c2","id":"c3"}'],
}


def body(events: list[dict[str, Any] | str]) -> bytes:
    texts = (event if isinstance(event, str) else json.dumps(event) for event in events)
    return b"".join(f"data: {text}\n\n".encode() for text in texts)


def stream(server: Script, make_client: Callable[..., Client], content: bytes) -> Any:
    server.queue(Reply(200, content, {"content-type": "text/event-stream"}))
    client = make_client(base_url=server.url)
    return client.call("chat_completion", [{"role": "user"}], stream=True)


@pytest.mark.parametrize("name", EVENTS)
def test_an_odd_chunk_arrives(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    content = body([FIRST, *EVENTS[name], LAST, "[DONE]"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = stream(server, make_client, content)
        chunks = list(found)
        assert "".join(chunk.text for chunk in chunks) == "Hello"
        assert found.outcome.state == "complete"
        for each in chunks:
            assert each == each.model_dump(exclude_unset=True, by_alias=True)
            assert json.loads(each.model_dump_json())
            assert repr(each)
            for one in each.choices:  # as typed code does
                _ = one.delta.content
        whole = found.final()
        assert whole.text == "Hello"
        assert whole.choices[0].finish_reason == "stop"


def test_indexes_that_are_text(server: Script, make_client: Callable[..., Client]) -> None:
    events = [
        {**event, "choices": [{**event["choices"][0], "index": "0"}]}
        for event in (FIRST, SECOND, LAST)
    ]
    found = stream(server, make_client, body([*events, "[DONE]"]))
    assert "".join(found.text) == "Hello"
    assert found.final().text == "Hello"


@pytest.mark.parametrize("content", [chr(0x1F600), "\ud83d", "a\ud83d", "\udc00b"])
def test_half_a_pair_in_the_text_is_replaced(
    server: Script, make_client: Callable[..., Client], content: str
) -> None:
    found = stream(server, make_client, body([chunk({"content": content}), LAST, "[DONE]"]))
    text = "".join(found.text)
    assert text == content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert found.final().text == text
    text.encode()


@pytest.mark.parametrize("odd", [{"choices": "oops"}, {"choices": [5]}, choice(delta="oops")])
def test_a_chunk_whose_text_cannot_be_found_is_refused(
    server: Script, make_client: Callable[..., Client], odd: dict[str, Any]
) -> None:
    found = stream(server, make_client, body([FIRST, odd, LAST, "[DONE]"]))
    with pytest.raises(ResponseDecodeError, match=r"event 2 .* choices.*begins"):
        list(found)
