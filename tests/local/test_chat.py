"""Chat and completions, OpenAI style."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

CHAT = "/v1/chat/completions"
MODEL = "HuggingFaceTB/SmolLM2-135M-Instruct"
HELLO = [{"role": "user", "content": "Say hello."}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}
CLOCK = {"type": "function", "function": {"name": "get_time", "parameters": {"type": "object"}}}


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", [CHAT, f"/models/{MODEL}{CHAT}"])
def test_chat_answers(http: httpx.Client, path: str) -> None:
    body = {"messages": HELLO, "max_tokens": 12, "temperature": 0.0, "seed": 1}
    found = ok(http.post(path, json=body))
    message = found["choices"][0]["message"]
    assert message["role"] == "assistant"
    assert message["content"].startswith("Hello")
    assert found["model"] == MODEL
    assert 0 < found["usage"]["completion_tokens"] <= 12


def test_chat_streams(http: httpx.Client) -> None:
    body = {
        "messages": HELLO,
        "max_tokens": 12,
        "temperature": 0.0,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    with http.stream("POST", CHAT, json=body) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [line.removeprefix("data: ") for line in answer.iter_lines() if line]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    assert len([delta for delta in deltas if delta.get("content")]) > 3
    assert chunks[-1]["usage"]["completion_tokens"] > 0


@pytest.mark.parametrize(
    "choice", ["required", {"type": "function", "function": {"name": "get_weather"}}]
)
def test_the_asked_tool_is_called(http: httpx.Client, choice: Any) -> None:
    tools = [WEATHER] if choice == "required" else [CLOCK, WEATHER]
    body = {
        "messages": [{"role": "user", "content": "What is the weather in Paris?"}],
        "tools": tools,
        "tool_choice": choice,
        "max_tokens": 100,
        "temperature": 0.0,
    }
    choice_made = ok(http.post(CHAT, json=body))["choices"][0]
    (call,) = choice_made["message"]["tool_calls"]
    assert call["function"]["name"] == "get_weather"
    assert json.loads(call["function"]["arguments"])["city"] == "Paris"


SCHEMA = {
    "type": "object",
    "properties": {"sunny": {"type": "boolean"}},
    "required": ["sunny"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "form",
    [
        {"type": "json_schema", "json_schema": {"name": "weather", "schema": SCHEMA}},
        {"type": "json_object", "value": SCHEMA},
        {"type": "json_schema", "value": {"name": "weather", "schema": SCHEMA}},
    ],
    ids=["openai", "tgi", "tgi-named"],
)
def test_answers_follow_a_schema(http: httpx.Client, form: Any) -> None:
    body = {"messages": HELLO, "max_tokens": 30, "temperature": 0.0, "response_format": form}
    content = ok(http.post(CHAT, json=body))["choices"][0]["message"]["content"]
    assert isinstance(json.loads(content)["sunny"], bool)


def test_stand_ins_for_the_model_are_taken_and_others_refused(http: httpx.Client) -> None:
    body = {"messages": HELLO, "max_tokens": 2}
    assert http.post(CHAT, json={**body, "model": "tgi"}).status_code == 200
    unknown = http.post(CHAT, json={**body, "model": "openai/gpt-9"})
    assert unknown.status_code == 404
    assert MODEL in unknown.json()["error"]
    deaf = http.post(f"/models/openai/whisper-tiny{CHAT}", json=body)
    assert deaf.status_code == 404
    assert "does not do chat-completion" in deaf.json()["error"]


def test_a_chat_without_messages_is_refused_by_the_spec(http: httpx.Client) -> None:
    answer = http.post(CHAT, json={"messages": "hello"})
    assert answer.status_code == 422
    assert answer.json()["pointer"] == "/messages"


def test_a_chat_that_is_too_long_is_told_so(http: httpx.Client) -> None:
    messages = [{"role": "user", "content": "word " * 4000}]
    answer = http.post(CHAT, json={"messages": messages})
    assert answer.status_code == 400
    assert "context size" in answer.json()["error"]["message"]


def test_completions(http: httpx.Client) -> None:
    body = {"prompt": "The capital of France is", "max_tokens": 3, "temperature": 0}
    found = ok(http.post("/v1/completions", json=body))
    assert found["choices"][0]["text"].strip().startswith("Paris")


def test_tokens_there_and_back(http: httpx.Client) -> None:
    tokens = ok(http.post("/tokenize", json={"content": "Hello world"}))["tokens"]
    assert ok(http.post("/detokenize", json={"tokens": tokens}))["content"] == "Hello world"
