"""Chat answers that are odd in one way: what the caller asked for is in them, so they arrive."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ChatCompletionOutput, ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Reply, Script


def answer(**members: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}
    return {"id": "c1", "object": "chat.completion", "created": 1, "choices": [choice], **members}


def choice(**members: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": "x"}
    return answer(choices=[{"index": 0, "message": message, "finish_reason": "stop", **members}])


def message(**members: Any) -> dict[str, Any]:
    return choice(message={"role": "assistant", "content": "x", **members})


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in names}


TEXT = {"type": "text", "text": "x"}
CALL = {"id": "1", "type": "function", "function": {"name": "now", "arguments": "{}"}}

# Name: body, as a value or as text, where `.text` is "x".
BODIES: dict[str, dict[str, Any] | list[Any] | str | bytes] = {
    # members of the answer
    "created is a float": answer(created=1757876416.566),
    "created is text": answer(created="2024-05-01T10:00:00Z"),
    "created is null": answer(created=None),
    "created is huge": answer(created=10**30),
    "id is a number": answer(id=7),
    "id is an object": answer(id={"value": "c1"}),
    "id is missing": without(answer(), "id"),
    "object is null": answer(object=None),
    "object is a list": answer(object=["chat.completion"]),
    "model is an object": answer(model={"id": "m", "owner": "o"}),
    "model is a flag": answer(model=False),
    "fingerprint is a number": answer(system_fingerprint=44709),
    "usage is empty": answer(usage={}),
    "usage is text": answer(usage="14 tokens"),
    "usage is a list": answer(usage=[14, 2, 16]),
    "usage is a number": answer(usage=16),
    "usage members are null": answer(usage={"prompt_tokens": None, "total_tokens": None}),
    "usage members are fractions": answer(usage={"prompt_tokens": 14.5, "total_tokens": 16.5}),
    "usage members are text": answer(usage={"prompt_tokens": "n/a", "completion_tokens": "2"}),
    "usage lacks a total": answer(usage={"prompt_tokens": 14}),
    "only choices": {"choices": answer()["choices"]},
    "a member that nobody knows": answer(vendor={"": [None, {"a": 1e300}]}),
    "members named like ours": answer(text="theirs", parsed=1, model_dump=2, _typed=3),
    "error is null": answer(error=None),
    # members of a choice
    "index is missing": answer(choices=[without(choice()["choices"][0], "index")]),
    "index is null": choice(index=None),
    "index is text": choice(index="0"),
    "index is a fraction": choice(index=0.5),
    "index is a word": choice(index="first"),
    "finish_reason is missing": answer(choices=[{"message": {"content": "x"}}]),
    "finish_reason is a number": choice(finish_reason=1),
    "finish_reason is an object": choice(finish_reason={"type": "stop", "stop": "\n"}),
    "finish_reason is new": choice(finish_reason="guillotine"),
    "logprobs is empty": choice(logprobs={}),
    "logprobs is a list": choice(logprobs=[]),
    "logprobs of another API": choice(logprobs={"tokens": ["x"], "token_logprobs": [-0.1]}),
    "logprobs have odd items": choice(logprobs={"content": [{"token": 7, "logprob": "-"}, None]}),
    "top_logprobs is an object": choice(
        logprobs={"content": [{"token": "x", "logprob": -1, "top_logprobs": {"x": -1}}]}
    ),
    # members of the message
    "role is missing": choice(message={"content": "x"}),
    "role is null": message(role=None),
    "role is a number": message(role=1),
    "tool_calls is null": message(tool_calls=None),
    "tool_calls is empty": message(tool_calls=[]),
    "tool_calls is an object": message(tool_calls={}),
    "tool_calls is text": message(tool_calls=""),
    "tool_calls hold null": message(tool_calls=[None, CALL]),
    "a call without an id": message(tool_calls=[without(CALL, "id", "type")]),
    "a call with a number as id": message(tool_calls=[{**CALL, "id": 0}]),
    "a call without a function": message(tool_calls=[without(CALL, "function")]),
    "a function that is null": message(tool_calls=[{**CALL, "function": None}]),
    "a function that is text": message(tool_calls=[{**CALL, "function": "now"}]),
    "arguments are an object": message(
        tool_calls=[{**CALL, "function": {"name": "now", "arguments": {"a": [1]}}}]
    ),
    "arguments are null": message(
        tool_calls=[{**CALL, "function": {"name": "now", "arguments": None}}]
    ),
    "arguments are a list": message(
        tool_calls=[{**CALL, "function": {"name": "now", "arguments": [1]}}]
    ),
    "a function has no name": message(tool_calls=[{"function": {"arguments": "{}"}}]),
    "refusal is a flag": message(refusal=False),
    "reasoning is an object": message(reasoning={"effort": "high", "summary": []}),
    "reasoning_content is a list": message(reasoning_content=["a", "b"]),
    "audio is empty": message(audio={}),
    "function_call of old": message(function_call={"name": "now", "arguments": "{}"}),
    # content
    "one part": message(content=[TEXT]),
    "two parts": message(content=[{"type": "text", "text": ""}, TEXT]),
    "a part of another kind": message(content=[{"type": "image", "image": {"url": "u"}}, TEXT]),
    "a part that is null": message(content=[None, TEXT]),
    "a part that is text": message(content=["x"]),
    "a part that is not in a list": message(content=TEXT),
    "output_text": message(content=[{"type": "output_text", "text": "x", "annotations": []}]),
    "a thinking part": message(content=[{"type": "thinking", "thinking": "hm"}, TEXT]),
    # the choices
    "a second choice that is odd": answer(
        choices=[*answer()["choices"], {"index": None, "message": {"content": None}}]
    ),
    "two choices out of order": answer(
        choices=[*answer()["choices"], {"index": 0, "message": {"content": "y"}}]
    ),
    # the body
    "in a list": [answer()],
    "spaces in front": "\r\n \t\n" + json.dumps(answer()),
    "lines behind": json.dumps(answer()) + "\n\n",
    "a mark of UTF-8": b"\xef\xbb\xbf" + json.dumps(answer()).encode(),
    "UTF-16": json.dumps(answer()).encode("utf-16"),
    "NaN and Infinity": '{"choices":[{"message":{"content":"x"}}],"a":NaN,"b":-Infinity}',
    "a member twice": '{"choices":null,"choices":[{"message":{"content":"y","content":"x"}}]}',
    "half a surrogate pair beside the text": json.dumps(answer(model="\ud83d")),
    "half a surrogate pair in a name": json.dumps(answer(**{"\udc00": 1})),
    "bytes that are no UTF-8": json.dumps(answer(model="?")).encode().replace(b"?", b"\xe9"),
    "a tab inside a text": json.dumps(answer(model="a\tb")).replace("\\t", "\t"),
    "an integer of 5000 digits": json.dumps(answer()).replace(
        '"created": 1', f'"created": {"9" * 5000}'
    ),
    "deep nesting": json.dumps(answer(deep=json.loads("[" * 120 + "]" * 120))),
}


def test_there_are_enough() -> None:
    assert len(BODIES) > 51


@pytest.mark.parametrize("name", BODIES)
def test_an_odd_answer_arrives(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    body = BODIES[name]
    if not isinstance(body, bytes):
        body = (body if isinstance(body, str) else json.dumps(body)).encode()
    server.queue(Reply(200, body, {"content-type": "application/json"}))
    client = make_client(base_url=server.url)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = client.call("chat_completion", [{"role": "user", "content": "hi"}])
        assert found.text == "x"
        _is_whole(found)


def _is_whole(found: ChatCompletionOutput) -> None:
    """All that one does with an answer works for odd ones."""
    assert found == found.model_dump(exclude_unset=True, by_alias=True)
    assert json.loads(found.model_dump_json())
    assert repr(pickle.loads(pickle.dumps(found))) == repr(copy.deepcopy(found)) == repr(found)
    assert repr(found).startswith("ChatCompletionOutput(")
    assert dict(found).keys() == found.keys()
    again = ChatCompletionOutput.model_validate_json(found.model_dump_json(exclude_unset=True))
    assert again.text == found.text
    for each in found.choices:
        for call in each.message.tool_calls or ():
            getattr(call, "function", None)


ODD_CONTENT: dict[str, tuple[Any, str | None]] = {
    "a number": (42, "42"),
    "a fraction": (0.5, "0.5"),
    "a flag": (True, "true"),
    "an object": ({"answer": 42}, '{"answer":42}'),
    "null": (None, None),
    "no parts": ([], None),
    "only thoughts": ([{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}], None),
    "several texts": ([{"type": "text", "text": "4"}, {"type": "text", "text": "2"}], "42"),
    "a text that is an object": ([{"type": "text", "text": {"value": "x"}}, "y"], "y"),
}


@pytest.mark.parametrize("name", ODD_CONTENT)
def test_content_that_is_no_text(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    content, text = ODD_CONTENT[name]
    server.queue(Reply(200, json.dumps(message(content=content)).encode()))
    found = make_client(base_url=server.url).call("chat_completion", [{"role": "user"}])
    assert found.text == text
    assert found.choices[0].message.content == content
    assert found.model_dump()["choices"][0]["message"]["content"] == content
    _is_whole(found)


REFUSED: dict[str, Any] = {
    "nothing": {},
    "no choices": without(answer(), "choices"),
    "choices are null": answer(choices=None),
    "choices are empty": answer(choices=[]),
    "choices are text": answer(choices="oops"),
    "a choice that is null": answer(choices=[None]),
    "a choice without a message": answer(choices=[{"index": 0}]),
    "a message that is null": choice(message=None),
    "a message that is a list": choice(message=[]),
    "a list of nothing": [],
    "text": "x",
    "a number": 5,
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_answer_without_a_message_is_refused(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(Reply(200, json.dumps(REFUSED[name]).encode()))
    with pytest.raises(ResponseDecodeError) as caught:
        make_client(base_url=server.url).call("chat_completion", [{"role": "user"}])
    assert caught.value.body == REFUSED[name]
