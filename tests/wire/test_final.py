"""What a stream offers beside its chunks: texts, token counts, the whole, and how it ended."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

import inferloom
from inferloom import (
    ChatCompletionOutput,
    InferenceError,
    InferenceTimeoutError,
    ResponseDecodeError,
    ServerError,
    StreamInterruptedError,
    TextGenerationOutput,
    Timeout,
)
from tests.support.clients import Client
from tests.support.server import Reply, Script, event_reply, json_reply
from tests.wire.test_streams import COMPLETE, ask, chunk, data, raw_events

USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}

# Streams as servers send them, and the same answers in one piece ----------------------------------


def delta(finish: str | None = None, **members: Any) -> dict[str, Any]:
    return {"index": 0, "delta": members, "finish_reason": finish}


def events(*choices: Any, **members: Any) -> list[Any]:
    return [
        {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", **members,
         "choices": [choice] if choice else []}
        for choice in choices
    ]  # fmt: skip


def whole(finish: str, message: dict[str, Any], **members: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    members = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", **members}
    return {**members, "choices": [choice]}


def call(id: str | None, name: str, arguments: Any) -> dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    return {"id": id, "type": "function", "function": function}


def part(index: int | None, arguments: Any, **members: Any) -> dict[str, Any]:
    found = {"index": index, "function": {"arguments": arguments}, **members}
    return {name: value for name, value in found.items() if value is not None}


def first(index: int | None, id: str, name: str, arguments: Any = "") -> dict[str, Any]:
    found = part(index, arguments, id=id, type="function")
    return {**found, "function": {"name": name, "arguments": arguments}}


HELLO = "Hello"
SERVERS = {
    "text-generation-inference": (
        [
            *events(
                {**delta(role="assistant", content="Hel"), "logprobs": None},
                {**delta(role="assistant", content="lo"), "logprobs": None},
                {**delta("stop", role="assistant", content=""), "logprobs": None},
                system_fingerprint="3.3-native",
                usage=None,
            ),
            *events(None, system_fingerprint="3.3-native", usage=USAGE),
            "[DONE]",
        ],
        whole("stop", {"content": HELLO}, system_fingerprint="3.3-native", usage=USAGE),
    ),
    "llama.cpp": (
        [
            *events(
                delta(role="assistant", content=None),
                delta(content="Hel"),
                delta(content="lo"),
                delta("stop"),
                system_fingerprint="b1",
            ),
            *events(None, system_fingerprint="b1", usage=USAGE, timings={"predicted_ms": 1.5}),
            "[DONE]",
        ],
        whole(
            "stop",
            {"content": HELLO},
            system_fingerprint="b1",
            usage=USAGE,
            timings={"predicted_ms": 1.5},
        ),
    ),
    "vLLM": (
        [
            *events(
                delta(role="assistant", content=""),
                delta(reasoning_content="Hm"),
                delta(reasoning_content="m."),
                delta(content="Hel"),
                {**delta("stop", content="lo"), "stop_reason": None},
            ),
            *events(None, usage={**USAGE, "prompt_tokens_details": {"cached_tokens": 1}}),
            "[DONE]",
        ],
        whole(
            "stop",
            {"content": HELLO, "reasoning_content": "Hmm."},
            usage={**USAGE, "prompt_tokens_details": {"cached_tokens": 1}},
        ),
    ),
    "transformers serve": (
        [
            *events(
                delta(role="assistant"),
                delta(content="Hel"),
                delta(content="lo"),
            ),
            *events(delta("stop"), usage=USAGE),
        ],
        whole("stop", {"content": HELLO}, usage=USAGE),
    ),
}
CALLS = {
    "vLLM": [
        [first(0, "a", "now")],
        [part(0, '{"zone":')],
        [part(0, ' "UTC"}')],
        [first(1, "b", "add")],
        [part(1, '{"x": 1}')],
    ],
    "text-generation-inference": [
        [first(0, "a", "now")],
        [first(0, "a", "now", '{"zone": ')],
        [first(0, "a", "now", '"UTC"}')],
        [first(1, "b", "add", '{"x": 1}')],
    ],
    "whole calls, all with index 0": [
        [first(0, "a", "now", '{"zone": "UTC"}')],
        [first(0, "b", "add", '{"x": 1}')],
    ],
    "no index": [
        [first(None, "a", "now")],
        [part(None, '{"zone": "UTC"}')],
        [first(None, "b", "add", '{"x": 1}')],
    ],
    "objects": [[first(1, "a", "now", {"zone": "UTC"}), first(2, "b", "add", {"x": 1})]],
}


@pytest.mark.parametrize("name", SERVERS)
def test_the_whole_is_what_the_server_answers_in_one_piece(
    server: Script, make_client: Callable[..., Client], name: str
) -> None:
    chunks, answer = SERVERS[name]
    client = make_client(base_url=server.url)
    server.queue(json_reply(answer), event_reply(chunks), event_reply(chunks))
    expected = client.call("chat_completion", [{"role": "user"}])
    final = ask(client).final()
    assert type(final) is ChatCompletionOutput
    assert final.choices[0].message == expected.choices[0].message
    assert final.text == HELLO
    for member in ("id", "object", "model", "usage", "choices"):
        if name not in ("text-generation-inference", "vLLM"):
            assert final[member] == expected[member]
    assert final.model_extra == expected.model_extra
    assert final.usage == expected.usage

    stream = ask(client)
    assert not stream.usage
    assert list(stream.text) == ["Hel", "lo"]
    assert stream.usage.total_tokens == 5
    assert stream.usage == expected.usage
    assert stream.final() == final
    assert stream.outcome.complete
    assert stream.outcome.text == HELLO


@pytest.mark.parametrize("dialect", CALLS)
def test_calls_are_whole_in_every_dialect(
    server: Script, make_client: Callable[..., Client], dialect: str
) -> None:
    parts = [delta(tool_calls=pieces) for pieces in CALLS[dialect]]
    chunks = events(delta(role="assistant", content=None), *parts, delta("tool_calls"))
    server.queue(event_reply([*chunks, "[DONE]"]))
    stream = ask(make_client(base_url=server.url))
    assert list(stream.text) == []
    final = stream.final()
    found = final.choices[0].message.tool_calls
    assert [(c.id, c.function.name, c.function.parsed) for c in found] == [
        ("a", "now", {"zone": "UTC"}),
        ("b", "add", {"x": 1}),
    ]
    assert all(isinstance(c.function.arguments, str) for c in found)
    assert final.text is None
    assert final.choices[0].finish_reason == "tool_calls"


class City(BaseModel):
    """A city."""

    name: str


def add(x: int) -> int:
    """Add one."""
    return x + 1


@pytest.mark.parametrize("streams", [False, True])
def test_types_of_the_call_read_the_answer(
    server: Script, make_client: Callable[..., Client], streams: bool
) -> None:
    def answer(client: Client, **arguments: Any) -> Any:
        if not streams:
            return client.call("chat_completion", [{"role": "user"}], **arguments)
        return ask(client, **arguments).final()

    client = make_client(base_url=server.url)
    text = '{"name": "Rome"}'
    replies: Any = (
        event_reply([chunk(text[:5]), chunk(text[5:], "stop"), "[DONE]"]),
        event_reply([
            {"choices": [delta(tool_calls=[first(0, "a", "add", '{"x": ')])]},
            {"choices": [delta("tool_calls", tool_calls=[part(0, '"1"}')])]},
            "[DONE]",
        ]),
        event_reply([chunk("Rome", "stop")]),
    ) if streams else (
        json_reply(whole("stop", {"content": text})),
        json_reply(whole("stop", {"content": None, "tool_calls": [call("a", "add", '{"x": "1"}')]})),
        json_reply(whole("stop", {"content": "Rome"})),
    )  # fmt: skip
    server.queue(*replies)

    completion = answer(client, response_format=City)
    assert completion.parsed == City(name="Rome")
    assert completion.parse(City).name == "Rome"
    sent = server.seen[-1].json["response_format"]["json_schema"]
    assert (sent["name"], sent["schema"]["required"]) == ("City", ["name"])

    completion = answer(client, tools=[add])
    function = completion.choices[0].message.tool_calls[0].function
    assert (function.name, add(**function.parsed)) == ("add", 2)
    assert server.seen[-1].json["tools"][0]["function"]["description"] == "Add one."

    completion = answer(client, response_format=City)
    with pytest.raises(ResponseDecodeError) as caught:
        _ = completion.parsed
    assert caught.value.body == "Rome"


def test_text_generation_adds_up_to_what_it_returns(
    server: Script, make_client: Callable[..., Client]
) -> None:
    details = {"finish_reason": "eos_token", "generated_tokens": 3, "seed": None}

    def token(text: str, special: bool = False, **members: Any) -> dict[str, Any]:
        return {"index": 1, "token": {"id": 1, "text": text, "special": special}, **members}

    chunks = [token("a"), token("b"), token("</s>", True, generated_text="ab", details=details)]
    client = make_client(base_url=server.url)
    server.queue(*(event_reply(chunks) for _ in range(4)))
    stream = client.call("text_generation", "x", stream=True)
    assert next(stream) == "a"
    assert stream.final() == "ab"
    stream = client.call("text_generation", "x", stream=True)
    assert (list(stream.text), stream.outcome.text, stream.usage) == (["a", "b"], "ab", None)
    final = client.call("text_generation", "x", stream=True, details=True).final()
    assert isinstance(final, TextGenerationOutput)
    assert final.text == final.generated_text == "ab"
    found: Any = final.details
    assert [t.text for t in found.tokens] == ["a", "b", "</s>"]
    assert found.generated_tokens == 3
    stream = client.call("text_generation", "x", stream=True, details=True)
    assert [item.text for item in stream] == ["a", "b", ""]
    server.queue(json_reply([{"generated_text": "ab", "details": details}]))
    assert client.call("text_generation", "x", details=True).text == "ab"


def test_of_several_answers_the_text_is_the_first_ones(
    server: Script, make_client: Callable[..., Client]
) -> None:
    pieces = [chunk("b", index=1), chunk("a"), chunk("B", "stop", 1), chunk("A", "stop"), "[DONE]"]
    client = make_client(base_url=server.url)
    server.queue(event_reply(pieces), event_reply(pieces))
    assert list(ask(client, n=2).text) == ["a", "A"]
    final = ask(client, n=2).final()
    assert [c.message.content for c in final.choices] == ["aA", "bB"]
    assert final.text == "aA"


# How it ended ---------------------------------------------------------------------------------


def state(stream: Any) -> tuple[str, int, bool, str]:
    outcome = stream.outcome
    return outcome.state, outcome.events, outcome.marker, outcome.text


def test_a_complete_stream(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    server.queue(event_reply(COMPLETE), event_reply(COMPLETE[:-1]))
    stream = ask(client)
    assert state(stream)[0] == "open"
    assert not stream.outcome.complete
    list(stream)
    assert state(stream) == ("complete", 3, True, "Hello")
    stream.close()
    assert stream.outcome.complete
    with ask(client) as stream:
        list(stream)
    assert state(stream) == ("complete", 3, False, "Hello")
    assert stream.outcome.error is None
    assert "complete, 3 chunks" in repr(getattr(stream, "stream", stream))


@pytest.mark.parametrize("cut", [False, True])
def test_a_truncated_stream(server: Script, make_client: Callable[..., Client], cut: bool) -> None:
    client = make_client(base_url=server.url)
    server.queue(raw_events(data(chunk("Hel")), cut=cut))
    stream = ask(client)
    with pytest.raises(StreamInterruptedError) as caught:
        stream.final()
    assert state(stream) == ("truncated", 1, False, "Hel")
    assert stream.outcome.error is caught.value
    with pytest.raises(StreamInterruptedError) as again:
        stream.final()
    assert again.value is caught.value


def test_a_failed_stream(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url, timeout=Timeout(idle=0.3))
    server.queue(
        raw_events(data(chunk("Hel")), data({"error": {"message": "no", "http_status_code": 500}})),
        raw_events(data(chunk("Hel")), data({"choices": 1})),
    )
    for kind in (ServerError, ResponseDecodeError):
        stream = ask(client)
        with pytest.raises(kind):
            stream.final()
        assert state(stream) == ("failed", 1, False, "Hel")
        assert isinstance(stream.outcome.error, kind)

    def slow() -> Any:
        import time

        yield data(chunk("Hel"))
        time.sleep(1)

    server.queue(Reply(headers={"content-type": "text/event-stream"}, blocks=slow()))
    stream = ask(client)
    with pytest.raises(InferenceTimeoutError):
        stream.final()
    assert state(stream) == ("failed", 1, False, "Hel")


def test_a_stream_that_was_left(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    blocks = [data(event) for event in COMPLETE[:-1]]
    server.queue(*(raw_events(*blocks, b"data: [DONE]\n\n") for _ in range(3)))
    with ask(client) as stream:
        next(stream)
    assert stream.outcome.state in ("left", "complete")  # by what had arrived
    stream = ask(client)
    stream.close()
    assert state(stream) == ("left", 0, False, "")
    with pytest.raises(StreamInterruptedError, match="closed before its end"):
        stream.final()
    with ask(client) as stream:
        for item in stream:
            if item.choices[0].finish_reason:
                break
    # All that was asked for has arrived, and the marker does not matter.
    assert stream.outcome.complete
    assert stream.final().text == "Hello"


def test_a_loop_over_texts_can_be_left(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    server.queue(event_reply(COMPLETE), event_reply(COMPLETE))
    with ask(client) as stream:
        for text in stream.text:
            assert text == "Hel"
            break
    assert ask(client).final().text == "Hello"


def test_chunks_that_do_not_add_up_are_an_error(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(event_reply([{"id": "c1", "choices": []}, "[DONE]"]))
    stream = ask(make_client(base_url=server.url))
    with pytest.raises(ResponseDecodeError, match="do not add up") as caught:
        stream.final()
    assert isinstance(caught.value.body, dict)
    assert json.dumps(caught.value.body)


def test_streams_without_rules_say_so() -> None:
    from inferloom.calls.results import Complete, Events
    from inferloom.limits import Timeout
    from inferloom.streams.chunks import ChunkDecoder
    from inferloom.streams.sync.stream import Stream
    from inferloom.transport.deadline import Deadline

    class Empty:
        status = 200
        headers: Mapping[str, str] = {}

        def read(self) -> bytes:
            return b""

        def close(self) -> None:
            pass

    events = Events("chat_completion.ChatCompletionStreamOutput", Complete("model"), end=b"x")
    decoder = ChunkDecoder(events, {}, "echo", 100)
    assert not list(decoder.chunks(decoder.events_in(b"data: x\n\n")))
    stream: Stream[Any] = Stream(Empty(), decoder, Deadline(Timeout()), 1)
    assert stream.outcome.text is None
    assert stream.usage is None
    with pytest.raises(InferenceError, match="have no text"):
        _ = stream.text
    with pytest.raises(InferenceError, match="nothing says how the chunks of this stream add up"):
        stream.final()


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_streams_that_are_dropped_close_their_connections(server: Script) -> None:
    """Left by `break` alone, or never begun."""
    server.always(lambda seen: event_reply(COMPLETE))
    with inferloom.InferenceClient(base_url=server.url) as client:
        counts = []
        for number in range(60):
            stream = client.chat_completion([{"role": "user"}], stream=True)
            if number % 2:
                for _ in stream:
                    break
            del stream
            counts.append(open_files())
        assert max(counts) - counts[0] < 10


def test_async_streams_that_are_dropped_close_their_connections(server: Script) -> None:
    server.always(lambda seen: event_reply(COMPLETE))

    async def drop() -> list[int]:
        counts = []
        async with inferloom.AsyncInferenceClient(base_url=server.url) as client:
            for number in range(60):
                stream = await client.chat_completion([{"role": "user"}], stream=True)
                if number % 2:
                    async for _ in stream:
                        break
                del stream
                await asyncio.sleep(0)
                counts.append(open_files())
        return counts

    counts = asyncio.run(drop())
    assert max(counts) - counts[0] < 10
