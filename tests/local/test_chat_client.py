"""Typed answers and tool calls of a real model, whole and streamed, with both clients."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from inferloom import ChatCompletionOutput, JsonSchema
from inferloom_local import Endpoint
from tests.support.clients import Client

OPTIONS = {"max_tokens": 100, "temperature": 0, "seed": 1}


class Place(BaseModel):
    """A place on a map."""

    city: str
    kind: Literal["town", "village"]
    sunny: bool


def get_weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> str:
    """Get the weather of a city.

    Args:
        city: Name of the city.
        unit: Unit of the temperature.
    """
    return f"It is sunny in {city}."


class GetTime(BaseModel):
    """Tell what time it is."""

    zone: str = Field(description="Name of the time zone.")


@pytest.fixture
def client(
    endpoint: Endpoint, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> Client:
    monkeypatch.setenv("HF_ENDPOINT", endpoint.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", endpoint.url)
    return make_client()


def ask(client: Client, text: str, streams: bool, **arguments: Any) -> ChatCompletionOutput:
    messages = [{"role": "user", "content": text}]
    if not streams:
        whole: ChatCompletionOutput = client.call(
            "chat_completion", messages, **OPTIONS, **arguments
        )
        return whole
    stream = client.call("chat_completion", messages, stream=True, **OPTIONS, **arguments)
    final: ChatCompletionOutput = stream.final()
    assert stream.outcome.complete
    return final


both = pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])


@both
@pytest.mark.parametrize("dialect", ["openai", "tgi"])
def test_a_type_comes_back(
    client: Client, streams: bool, dialect: Literal["openai", "tgi"]
) -> None:
    form: Any = Place if dialect == "openai" else JsonSchema(Place, dialect="tgi")
    completion = ask(client, "Describe Paris as JSON.", streams, response_format=form)
    assert isinstance(completion.parsed, Place)
    assert completion.parsed == completion.parse(Place)
    assert "Paris" in completion.parsed.city


@both
def test_a_function_is_called(client: Client, streams: bool) -> None:
    completion = ask(
        client,
        "What is the weather in Paris?",
        streams,
        tools=[get_weather],
        tool_choice="required",
    )
    (call,) = completion.choices[0].message.tool_calls or []
    assert call.function.name == "get_weather"
    assert call.function.parsed["city"] == "Paris"
    assert get_weather(**call.function.parsed) == "It is sunny in Paris."
    assert completion.text in (None, "")


@both
def test_a_model_as_a_tool(client: Client, streams: bool) -> None:
    completion = ask(
        client,
        "What time is it in Paris?",
        streams,
        tools=[get_weather, GetTime],
        tool_choice={"type": "function", "function": {"name": "GetTime"}},
    )
    (call,) = completion.choices[0].message.tool_calls or []
    assert isinstance(call.function.parsed, GetTime)
    assert call.function.parse(GetTime) == call.function.parsed


def test_the_result_of_a_call_is_sent_back(client: Client) -> None:
    question = {"role": "user", "content": "What is the weather in Paris?"}
    completion = client.call(
        "chat_completion", [question], tools=[get_weather], tool_choice="required", **OPTIONS
    )
    message = completion.choices[0].message
    (call,) = message.tool_calls
    result = {
        "role": "tool",
        "tool_call_id": call.id,
        "content": get_weather(**call.function.parsed),
    }
    turn = {
        "role": "assistant",
        "content": None,
        "tool_calls": [call.model_dump(mode="json", exclude_unset=True)],
    }
    answer = client.call("chat_completion", [question, turn, result], **OPTIONS)
    assert answer.text


def test_the_whole_is_the_sum_of_the_texts(client: Client) -> None:
    question = "What is the capital of France? Answer in one sentence."
    whole = ask(client, question, False)
    stream = client.call(
        "chat_completion",
        [{"role": "user", "content": question}],
        stream=True,
        stream_options={"include_usage": True},
        **OPTIONS,
    )
    texts = list(stream.text)
    assert len(texts) > 3
    assert "".join(texts) == whole.text
    final = stream.final()
    assert final.choices[0].message == whole.choices[0].message
    assert final.choices[0].finish_reason == whole.choices[0].finish_reason
    assert final.object == whole.object
    assert stream.usage == final.usage
    assert final.usage is not None
    assert whole.usage is not None
    assert final.usage.total_tokens == whole.usage.total_tokens


def test_text_generation_adds_up(client: Client) -> None:
    options = {"max_new_tokens": 8}
    prompt = "One, two, three, four,"
    whole = client.call("text_generation", prompt, details=True, **options)
    final = client.call("text_generation", prompt, details=True, stream=True, **options).final()
    assert final.text == whole.text
    assert final.details.finish_reason == whole.details.finish_reason
    assert final.details.generated_tokens == whole.details.generated_tokens == 8
    assert client.call("text_generation", prompt, stream=True, **options).final() == whole.text


def test_many_streams_at_once_keep_apart(endpoint: Endpoint) -> None:
    from inferloom import AsyncInferenceClient

    async def one(client: AsyncInferenceClient, city: str) -> str:
        stream = await client.chat_completion(
            [{"role": "user", "content": f"Describe {city} as JSON."}],
            stream=True,
            response_format=Place,
            max_tokens=60,
            temperature=0,
        )
        place = (await stream.final()).parsed
        assert place is not None
        return place.city

    async def all_of_them() -> list[str]:
        async with AsyncInferenceClient(base_url=f"{endpoint.url}/v1") as client:
            return await asyncio.gather(*(one(client, city) for city in ("Paris", "Rome")))

    first, second = asyncio.run(all_of_them())
    assert "Paris" in first
    assert "Rome" in second
