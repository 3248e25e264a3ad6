"""What some server takes is sent: unusual values, odd messages, and what came in an answer."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel, ConfigDict

from inferloom import (
    ArgumentError,
    ChatCompletionInputMessage,
    ChatCompletionOutputMessage,
)
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.feature_extraction import feature_extraction
from inferloom.operations.rerank import rerank
from inferloom.operations.sentence_similarity import sentence_similarity
from inferloom.operations.text_generation import text_generation
from tests.support.clients import Client
from tests.support.server import Script, event_reply, json_reply

USER = {"role": "user", "content": "hi"}


@pytest.mark.parametrize(
    "given",
    [
        {"max_tokens": -1},
        {"max_tokens": 0},
        {"seed": -1},
        {"seed": -(2**31)},
        {"temperature": -1},
        {"temperature": 5.5},
        {"n": 0},
        {"top_logprobs": -1, "logprobs": True},
        {"stop": ["a", "b", "c", "d", "e", "f"]},
        {"stop": []},
        {"stop": "\n"},
        {"logit_bias": {"15043": -100}},
        {"logit_bias": {"15043": False}},
        {"logit_bias": [[15043, 1.0], ["Hello", False]]},
        {"logit_bias": [0.5, 1]},
        {"frequency_penalty": -7, "presence_penalty": 9.5},
        {"reasoning_effort": "xhigh"},
        {"tool_choice": {"type": "function", "function": {"name": "f"}, "allowed": None}},
        {"tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "auto"}}},
        {"tools": [{"type": "web_search"}, {"function": {"name": "f", "strict": None}}]},
        {"tools": []},
        {"response_format": {"type": "regex", "value": "a+"}},
        {"stream_options": {"include_usage": True, "chunk_include_usage": False}},
    ],
)
def test_values_of_chat_that_some_server_takes(given: dict[str, Any]) -> None:
    assert chat_completion([USER], **given).payload == {"messages": [USER], **given}


@pytest.mark.parametrize(
    "given",
    [
        {"max_new_tokens": -1},
        {"seed": -1},
        {"top_k": -1},
        {"top_k": 0},
        {"temperature": 0},
        {"top_p": 0},
        {"truncate": -1},
        {"frequency_penalty": -3.5},
        {"stop": ["a", "b", "c", "d", "e"]},
    ],
)
def test_values_of_text_generation_that_some_server_takes(given: dict[str, Any]) -> None:
    assert text_generation("a", **given).payload == {"inputs": "a", "parameters": given}


def test_other_values_that_some_server_takes() -> None:
    assert rerank("q", ["a"], top_n=0).payload["top_n"] == 0
    documents = [{"text": "a"}, {"image": "https://h/a.png"}]
    assert rerank("q", documents).payload["documents"] == documents
    left: Any = "Left"  # as text-embeddings-inference had it before 1.9
    assert feature_extraction("a", truncation_direction=left).payload == {
        "inputs": "a",
        "truncation_direction": "Left",
    }
    sent = sentence_similarity("a", ["b"], truncation_direction="Right").payload
    assert sent["parameters"] == {"truncation_direction": "Right"}


def test_all_of_a_list_is_no_cut(server: Script, make_client: Callable[..., Client]) -> None:
    ranks = [{"index": number, "relevance_score": 0.5 - number / 10} for number in range(3)]
    server.queue(json_reply({"results": ranks}))
    client = make_client(base_url=server.url)
    assert len(client.call("rerank", "q", ["a", "b", "c"], top_n=0)) == 3
    assert server.seen[0].json["top_n"] == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"max_tokens": "many"}, "max_tokens"),
        ({"max_tokens": 1.5}, "max_tokens"),
        ({"temperature": "hot"}, "temperature"),
        ({"top_p": 1.5}, "top_p"),
        ({"n": -1}, "n"),
        ({"stop": 3}, "stop"),
        ({"logit_bias": {"a": "b"}}, "logit_bias"),
        ({"logprobs": "yes"}, "logprobs"),
    ],
)
def test_what_no_server_takes_is_still_refused(given: dict[str, Any], name: str) -> None:
    with pytest.raises(ArgumentError, match=rf"^{name}\b") as caught:
        chat_completion([USER], **given)
    assert caught.value.argument == name


MESSAGES: list[dict[str, Any]] = [
    {"role": "user", "content": [{"type": "image_url", "image_url": "data:image/png;base64,AA"}]},
    {
        "role": "user",
        "content": [{"type": "image_url", "image_url": {"url": "u", "detail": "low"}}],
    },
    {
        "role": "user",
        "content": [{"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}],
    },
    {
        "role": "user",
        "content": [{"type": "video_url", "video_url": "https://h/v.mp4"}, "and a text"],
    },
    {"role": "user", "content": [{"type": "image", "image": None, "min_pixels": 4}]},
    {"role": "user", "content": [{"image_url": "https://h/a.png"}, {"text": "no type"}]},
    {"role": "user", "content": []},
    {"role": "user", "content": {"type": "text", "text": "an object"}},
    {"role": "developer", "content": "x", "cache_control": {"type": "ephemeral"}},
    {"role": "assistant", "content": 42},
    {"role": "assistant", "content": None, "refusal": None, "audio": None, "function_call": None},
    {"role": "assistant", "content": None, "tool_calls": None, "reasoning_content": "hm"},
    {"role": "assistant", "content": "", "tool_calls": []},
    {
        "role": "assistant",
        "tool_calls": [{"id": None, "type": None, "function": {"name": "f", "arguments": None}}],
    },
    {"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]},
    {
        "role": "assistant",
        "tool_calls": [{"id": "1", "type": "custom", "custom": {"name": "f", "input": "x"}}],
    },
    {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": None}]},
    {
        "role": "assistant",
        "content": [{"type": "thinking", "thinking": [{"type": "text", "text": "a"}]}],
    },
    {"role": "tool", "content": "12", "tool_call_id": None, "name": None},
]


@pytest.mark.parametrize("message", MESSAGES, ids=range(len(MESSAGES)))
def test_a_dict_is_sent_as_it_is_nulls_included(
    message: dict[str, Any], server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(answer({"role": "assistant", "content": "x"})))
    client = make_client(base_url=server.url)
    client.call("chat_completion", [USER, message])
    assert server.seen[0].json == {"model": "tgi", "messages": [USER, message]}
    call = chat_completion([message], stream=True)
    assert call.payload["messages"] == [message]


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        ([], "messages: "),
        ("hi", "messages: "),
        (USER, "messages: "),
        ([USER, "hi"], "messages.1: "),
        ([{"content": "hi"}], "messages.0.role: is missing"),
        ([{"role": 1}], "messages.0.role: "),
        ([{"role": "user", "content": True}], "messages.0.content: "),
        ([{"role": "user", "content": [3]}], "messages.0.content.0"),
        ([{"role": "user", "content": [{"type": "image_url", "image_url": 3}]}], "image_url"),
        ([{"role": "assistant", "tool_calls": ["f"]}], "messages.0.tool_calls.0: "),
        ([{"role": "assistant", "tool_calls": [{"function": {}}]}], "function.name: is missing"),
    ],
)
def test_what_is_no_conversation_is_refused(messages: Any, place: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        chat_completion(messages)
    assert place in str(caught.value)
    assert caught.value.argument == "messages"


# What came in an answer ------------------------------------------------------------------------

# As vLLM and OpenAI write it, with all that is null.
NOISY = {
    "role": "assistant",
    "content": "hello",
    "refusal": None,
    "annotations": None,
    "audio": None,
    "function_call": None,
    "tool_calls": None,
    "reasoning": None,
    "reasoning_content": "I say hello",
}
CALLING = {
    "role": "assistant",
    "content": None,
    "refusal": None,
    "tool_calls": [
        {"id": None, "type": "function", "function": {"name": "now", "arguments": None}},
        {"id": "b", "type": "function", "function": {"name": "now", "arguments": {"zone": "UTC"}}},
    ],
}


def answer(message: Mapping[str, Any]) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


@pytest.mark.parametrize(
    "message",
    [
        NOISY,
        CALLING,
        {"role": "assistant", "content": ""},
        {"role": "assistant", "content": [{"type": "text", "text": "in parts"}]},
        {"role": "assistant", "content": None, "reasoning_details": [{"text": "a", "index": 0}]},
    ],
)
def test_an_answer_is_sent_back_as_it_came(
    message: dict[str, Any], server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(answer(message)), json_reply(answer(message)))
    client = make_client(base_url=server.url)
    history: list[Any] = [USER]
    history.append(client.call("chat_completion", history).choices[0].message)
    history.append({"role": "tool", "content": "12:00", "tool_call_id": None})
    client.call("chat_completion", history)
    assert server.seen[1].json["messages"] == [USER, message, history[-1]]


def test_what_a_stream_adds_up_to_is_sent_back(
    server: Script, make_client: Callable[..., Client]
) -> None:
    pieces = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": "hel"}}]},
        {"choices": [{"index": 0, "delta": {"content": "lo", "refusal": None}}]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    server.queue(event_reply([*pieces, "[DONE]"]), json_reply(answer(NOISY)))
    client = make_client(base_url=server.url)
    message = client.call("chat_completion", [USER], stream=True).final().choices[0].message
    client.call("chat_completion", [USER, message])
    sent = {"role": "assistant", "content": "hello", "refusal": None}
    assert server.seen[1].json["messages"][1] == sent


def test_models_of_this_package_send_what_they_were_given() -> None:
    given = ChatCompletionInputMessage(role="user", content="hi")
    more = ChatCompletionInputMessage.model_validate({"role": "user", "content": None, "x": 1})
    assert chat_completion([given, more]).payload["messages"] == [
        {"role": "user", "content": "hi"},
        {"role": "user", "content": None, "x": 1},
    ]


class OpenAILike(BaseModel):
    """How openai declares what it decodes."""

    model_config = ConfigDict(extra="allow")
    role: str
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None


@dataclass
class HubLike(dict[str, Any]):
    """How huggingface_hub declares what it decodes: a dict too, null where nothing was."""

    role: str
    content: str | None = None
    tool_call_id: str | None = None
    tool_calls: list[Any] | None = None
    kind: ClassVar[str] = "message"

    def __post_init__(self) -> None:
        self.update(role=self.role, content=self.content, tool_call_id=None, tool_calls=None)


@dataclass(frozen=True)
class Part:
    type: str
    text: str | None = None
    image_url: str | None = None


@dataclass
class Spoken:
    role: str
    content: list[Part] = field(default_factory=list)


def test_objects_of_other_libraries_are_sent_as_messages() -> None:
    hub = HubLike("assistant", "yes")
    hub.update(reasoning="because", audio=None)
    messages: list[Any] = [
        OpenAILike.model_validate(NOISY),
        OpenAILike.model_validate(CALLING),
        hub,
        HubLike(
            "assistant", tool_calls=[{"id": "1", "function": {"name": "f", "arguments": "{}"}}]
        ),
        Spoken("user", [Part("text", "a"), Part("image_url", image_url="https://h/a.png")]),
    ]
    assert chat_completion(messages).payload["messages"] == [
        NOISY,
        CALLING,
        {"role": "assistant", "content": "yes", "reasoning": "because"},
        {
            "role": "assistant",
            "tool_calls": [{"id": "1", "function": {"name": "f", "arguments": "{}"}}],
        },
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "a"},
                {"type": "image_url", "image_url": "https://h/a.png"},
            ],
        },
    ]


def test_the_real_messages_of_huggingface_hub_are_sent() -> None:
    hub = pytest.importorskip("huggingface_hub")
    message = hub.ChatCompletionOutputMessage.parse_obj_as_instance(NOISY)
    calling = hub.ChatCompletionOutputMessage.parse_obj_as_instance(
        {
            "role": "assistant",
            "tool_calls": [
                {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
            ],
        }
    )
    sent = chat_completion([message, calling]).payload["messages"]
    assert sent[0] == {"role": "assistant", "content": "hello", "reasoning_content": "I say hello"}
    assert sent[1]["tool_calls"] == [
        {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    ]
    assert None not in [value for key, value in sent[1].items() if key != "content"]


def test_an_answer_of_another_type_than_promised_is_sent_as_it_came() -> None:
    message = ChatCompletionOutputMessage.model_construct(role="assistant", content={"a": 1})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call = chat_completion([message])
    assert call.payload["messages"] == [{"role": "assistant", "content": {"a": 1}}]
