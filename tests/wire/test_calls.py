"""Calls are values: they can be inspected, printed, pickled, sent later, and sent in full."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from inferloom import ArgumentError, Call, StreamCall
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.text_classification import text_classification
from inferloom.operations.text_generation import text_generation
from tests.support.clients import Client
from tests.support.server import Script, json_reply

LABELS = [{"label": "positive", "score": 0.9}]


def test_a_call_can_be_inspected() -> None:
    call = text_classification("hi", top_k=1)
    assert isinstance(call, Call)
    assert call.payload == {"inputs": "hi", "parameters": {"top_k": 1}}
    assert call.operation.task == "text-classification"
    streamed = text_generation("hi", stream=True)
    assert isinstance(streamed, StreamCall)
    assert streamed.payload == {"inputs": "hi", "stream": True}


def test_extra_body_goes_where_the_manifest_says_and_wins() -> None:
    call = text_classification("hi", top_k=1, extra_body={"top_k": 2, "truncation": True})
    assert call.payload == {"inputs": "hi", "parameters": {"top_k": 2, "truncation": True}}
    chat = chat_completion([{"role": "user"}], extra_body={"min_p": 0.1})
    assert chat.payload == {"messages": [{"role": "user"}], "min_p": 0.1}
    with pytest.raises(ArgumentError, match="extra_body"):
        text_classification("hi", extra_body=[1])  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="x: a object cannot be sent as JSON"):
        text_classification("hi", extra_body={"x": object()})


def test_a_call_prints_as_curl_without_a_token() -> None:
    text = text_classification("it's", model="http://localhost:8080/x").curl()
    assert text.startswith("curl http://localhost:8080/x ")
    assert "'content-type: application/json'" in text
    assert "authorization" not in text
    assert """'{"inputs":"it'"'"'s"}'""" in text


def test_a_call_survives_pickling_and_stays_small(
    server: Script, make_client: Callable[..., Client]
) -> None:
    call = text_classification("hi", top_k=1)
    data = pickle.dumps(call)
    assert len(data) < 650
    copy = pickle.loads(data)
    assert copy == call
    assert copy.operation is call.operation
    server.queue(json_reply(LABELS))
    client = make_client(base_url=server.url)
    assert client.call("send", copy) == LABELS


def test_a_call_can_be_sent_twice(server: Script, make_client: Callable[..., Client]) -> None:
    call = text_classification("hi")
    client = make_client(base_url=server.url)
    server.queue(json_reply(LABELS), json_reply(LABELS))
    assert client.call("send", call) == client.call("send", call)
    assert server.seen[0].body == server.seen[1].body
    assert server.connections == 1


def test_exchange_tells_what_travelled(server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(json_reply({}, 503), json_reply(LABELS, x_request_id="r-1"))
    client = make_client(base_url=f"{server.url}/x?version=1")
    exchange = client.call("exchange", text_classification("hi"))
    assert exchange.result == LABELS
    assert exchange.status == 200
    assert exchange.headers["x-request-id"] == exchange.request_id == "r-1"
    assert exchange.attempts == 2
    assert exchange.url == f"{server.url}/x?version=1"
    assert 0 < exchange.elapsed < 10


def test_options_of_one_call(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url, headers={"X-A": "1"})
    client.call("text_classification", "hi")
    other = client.inner.with_options(headers={"X-B": "2"}, timeout=3, max_retries=0)
    assert other.timeout.total == 3
    result = other.text_classification("hi")
    if client.kind == "async":
        assert client._runner is not None
        client._runner.run(result)
    assert "x-b" not in server.seen[0].headers
    assert server.seen[1].headers["x-a"] == "1"
    assert server.seen[1].headers["x-b"] == "2"
    assert server.connections == 1, "both share the connections"
    with pytest.raises(ArgumentError, match="max_retries"):
        client.inner.with_options(max_retries=-1)


def test_models_are_taken_where_dicts_are(
    server: Script, make_client: Callable[..., Client]
) -> None:
    from inferloom import ChatCompletionInputMessage

    completion = {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi", "x": None}}]
    }
    server.always(lambda seen: json_reply(completion))
    client = make_client(base_url=server.url)
    question = ChatCompletionInputMessage(role="user", content="Hi")
    answer = client.call("chat_completion", [question]).choices[0].message
    client.call("chat_completion", [question, answer, {"role": "user", "content": "And?"}])
    assert server.seen[1].json["messages"] == [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hi", "x": None},
        {"role": "user", "content": "And?"},
    ]
