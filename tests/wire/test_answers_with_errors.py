"""A success that is an error says so; a success behind white space is one."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Reply, Script

MESSAGES = [{"role": "user", "content": "hi"}]
CHOICE = {"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}


def json_body(body: str | bytes, kind: str = "application/json") -> Reply:
    content = body if isinstance(body, bytes) else body.encode()
    return Reply(200, content, {"content-type": kind})


@pytest.mark.parametrize("space", ["\n" * 70, " \t\r\n" * 20_000], ids=["70", "80,000"])
@pytest.mark.parametrize(
    ("method", "arguments", "body", "result"),
    [
        ("text_generation", ("p",), '[{"generated_text": "x"}]', "x"),
        ("text_generation", ("p",), '{"generated_text": "x"}', "x"),
        ("text_classification", ("p",), '[[{"label": "a", "score": 0.5}]]', [{"label": "a", "score": 0.5}]),
        ("text_classification", ("p",), '[{"label": "a", "score": 0.5}]', [{"label": "a", "score": 0.5}]),
        ("sentence_similarity", ("p", ["q"]), '{"similarities": [0.5]}', [0.5]),
        ("zero_shot_classification", ("p", ["a"]), '{"sequence": "p", "labels": ["a"], "scores": [0.5]}',
         [{"label": "a", "score": 0.5}]),
    ],
)  # fmt: skip
def test_white_space_before_json_is_nothing(
    server: Script, make_client: Callable[..., Client], space: str, method: str,
    arguments: tuple[Any, ...], body: str, result: Any,
) -> None:  # fmt: skip
    spaced = body[:1] + space + body[1:]
    server.queue(json_body(space + body), json_body(space + spaced + space))
    client = make_client(base_url=server.url)
    for _ in range(2):
        found = client.call(method, *arguments)
        assert [dict(i) if hasattr(i, "keys") else i for i in found] == result or found == result


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "out of memory"}},
        {"error": "out of memory"},
        {"object": "error", "message": "out of memory", "code": 500},
        {"choices": [CHOICE], "error": {"message": "out of memory"}},
        {"choices": [{**CHOICE, "error": {"message": "out of memory", "code": 502}}]},
        {"choices": [CHOICE], "error": "out of memory"},
        {"detail": "out of memory"},
        {"status": "error", "msg": "out of memory"},
        {"message": "out of memory"},
        [{"error": {"message": "out of memory"}}],
        "out of memory",
        "<html><title>out of memory</title></html>",
    ],
)
def test_an_error_in_a_success_is_one(
    server: Script, make_client: Callable[..., Client], body: Any
) -> None:
    text = isinstance(body, str)
    server.queue(json_body(body, "text/html") if text else json_body(json.dumps(body)))
    with pytest.raises(ResponseDecodeError) as caught:
        make_client(base_url=server.url).call("chat_completion", MESSAGES)
    assert caught.value.server_message == "out of memory"
    assert "out of memory" in str(caught.value)
    assert caught.value.body == body


def test_an_answer_that_broke_off_in_the_model_is_no_success(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_body(json.dumps({"choices": [{**CHOICE, "finish_reason": "error"}]})))
    with pytest.raises(ResponseDecodeError, match="reports an error"):
        make_client(base_url=server.url).call("chat_completion", MESSAGES)


@pytest.mark.parametrize(
    "more",
    [
        {"error": None},
        {"error": ""},
        {"error": {}},
        {"errors": []},
        {"error": {"code": 0, "message": ""}},
        {"note": '"error"'},
        {"timings": {"error": "none"}},
    ],
)
def test_no_error_is_none(
    server: Script, make_client: Callable[..., Client], more: dict[str, Any]
) -> None:
    choice = {**CHOICE, "message": {"role": "assistant", "content": '{"error": "x"}'}}
    server.queue(json_body(json.dumps({"choices": [choice], **more})))
    answer = make_client(base_url=server.url).call("chat_completion", MESSAGES)
    assert answer.text == '{"error": "x"}'


def test_a_label_may_be_error(server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(json_body('[[{"label": "error", "score": 0.5}]]'))
    found = make_client(base_url=server.url).call("text_classification", "x")
    assert found[0].label == "error"
