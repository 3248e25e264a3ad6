"""Text generation by `/v1/completions`: what that API takes and TGI does not, and its details."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from inferloom import ArgumentError
from tests.support.clients import Client
from tests.support.server import Script, event_reply, json_reply

LEGACY = {
    "text_offset": [0, 2],
    "tokens": [" a", " b"],
    "token_logprobs": [-0.5, None],
    "top_logprobs": [{" a": -0.5, " c": -1.5}, {" b": -0.1}],
}
CHAT_LIKE = {
    "content": [
        {
            "id": 7,
            "token": " a",
            "bytes": [32, 97],
            "logprob": -0.5,
            "top_logprobs": [
                {"id": 7, "token": " a", "logprob": -0.5},
                {"id": 8, "token": " c", "logprob": -1.5},
            ],
        },
        {"id": 9, "token": " b", "logprob": None, "top_logprobs": []},
    ]
}


def completion(**choice: Any) -> dict[str, Any]:
    entry = {"index": 0, "text": " a b", "finish_reason": "stop", **choice}
    return {"object": "text_completion", "choices": [entry], "usage": {"completion_tokens": 2}}


def generate(client: Client, **options: Any) -> Any:
    return client.call("text_generation", "x", api="openai", model="m", **options)


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"temperature": 0}, {"temperature": 0}),
        ({"temperature": 0.0}, {"temperature": 0.0}),
        ({"temperature": 1.5, "top_p": 1}, {"temperature": 1.5, "top_p": 1}),
        ({"top_p": 0}, {"top_p": 0}),
        ({"top_k": 0}, {"top_k": 0}),
        ({"top_k": -1, "seed": -1}, {"top_k": -1, "seed": -1}),
        ({"max_new_tokens": -1}, {"max_tokens": -1}),
        ({"max_new_tokens": 0}, {"max_tokens": 0}),
        ({"do_sample": False}, {"temperature": 0}),
        ({"do_sample": True, "temperature": 0.5}, {"temperature": 0.5}),
        ({"do_sample": False, "temperature": 0.0}, {"temperature": 0}),
        ({"details": True}, {}),
        ({"details": False}, {}),
        ({"details": True, "top_n_tokens": 0}, {"logprobs": 0}),
        ({"details": True, "top_n_tokens": 5}, {"logprobs": 5}),
        ({"return_full_text": True}, {"echo": True}),
    ],
)
def test_what_is_sent(
    options: dict[str, Any],
    sent: dict[str, Any],
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    server.queue(json_reply(completion()))
    generate(make_client(base_url=server.url), **options)
    assert server.seen[0].json == {"model": "m", "prompt": "x", **sent}


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"temperature": "0"}, "temperature"),
        ({"temperature": True}, "temperature"),
        ({"top_p": 1.5}, "top_p"),
        ({"top_k": 0.5}, "top_k"),
        ({"repetition_penalty": 0}, "repetition_penalty"),
        ({"do_sample": False, "temperature": 0.5}, "do_sample"),
        ({"watermark": True}, "watermark"),
    ],
)
def test_what_is_refused(
    options: dict[str, Any], name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    with pytest.raises(ArgumentError) as caught:
        generate(make_client(base_url=server.url), **options)
    assert caught.value.argument == name
    assert str(caught.value).startswith(name)
    assert server.seen == []


@pytest.mark.parametrize(
    ("logprobs", "ids"), [(LEGACY, [None, None]), (CHAT_LIKE, [7, 9])], ids=["legacy", "chat-like"]
)
def test_tokens_and_their_alternatives_are_details(
    logprobs: Any, ids: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(completion(logprobs=logprobs)))
    made = generate(make_client(base_url=server.url), details=True, top_n_tokens=2)
    assert made.generated_text == made.text == " a b"
    assert (made.details.finish_reason, made.details.generated_tokens) == ("stop", 2)
    assert [(t.id, t.text, t.logprob) for t in made.details.tokens] == [
        (ids[0], " a", -0.5),
        (ids[1], " b", None),
    ]
    first = [(t.text, t.logprob) for t in made.details.top_tokens[0]]
    assert first == [(" a", -0.5), (" c", -1.5)]


@pytest.mark.parametrize(
    "odd",
    [
        {"logprobs": None},
        {"logprobs": {}},
        {"logprobs": {"content": None}},
        {"logprobs": {"tokens": [" a"], "token_logprobs": [-0.5, -0.25], "top_logprobs": None}},
        {"logprobs": {"tokens": " a b", "token_logprobs": 3, "top_logprobs": [3, None]}},
        {"logprobs": {"content": [None, {}]}},
        {"finish_reason": None},
        {"finish_reason": ""},
    ],
)
def test_odd_details_cost_no_text(
    odd: dict[str, Any], server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(completion(**odd)))
    made = generate(make_client(base_url=server.url), details=True)
    assert made.generated_text == " a b"
    assert made.details.generated_tokens == 2


def test_without_usage_and_reason_there_are_no_details(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"choices": [{"text": "a"}]}))
    assert generate(make_client(base_url=server.url), details=True).details is None


def chunk(text: str, reason: str | None = None, logprobs: Any = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "text": text, "finish_reason": reason, "logprobs": logprobs}]}


@pytest.mark.parametrize("style", ["legacy", "chat-like"])
def test_a_stream_with_details(
    style: str, server: Script, make_client: Callable[..., Client]
) -> None:
    if style == "legacy":
        first: Any = {key: cast("list[Any]", value)[:1] for key, value in LEGACY.items()}
        ids: list[int | None] = [None, None]
    else:
        content: Any = CHAT_LIKE["content"]
        first, ids = {"content": content[:1]}, [7, None]
    events = [chunk(" a", None, first), chunk(" b", "length"), {"choices": [], "usage": {}}]
    client = make_client(base_url=server.url)
    server.queue(event_reply([*events, "[DONE]"]), event_reply([*events, "[DONE]"]))
    stream = generate(client, stream=True, details=True, top_n_tokens=2)
    chunks = list(stream)
    assert [(c.token.id, c.token.text, c.token.logprob) for c in chunks] == [
        (ids[0], " a", -0.5),
        (ids[1], " b", None),
    ]
    assert [t.text for t in chunks[0].top_tokens] == [" a", " c"]
    assert chunks[-1].details.finish_reason == "length"
    assert stream.outcome.complete

    whole = generate(client, stream=True, details=True, top_n_tokens=2).final()
    assert whole.generated_text == " a b"
    assert whole.details.finish_reason == "length"
    assert [token.text for token in whole.details.tokens] == [" a", " b"]


def test_a_stream_of_temperature_0(server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(event_reply([chunk("a"), chunk("b", "stop"), "[DONE]"]))
    stream = generate(make_client(base_url=server.url), stream=True, temperature=0)
    assert list(stream) == ["a", "b"]
    assert server.seen[0].json == {"model": "m", "prompt": "x", "temperature": 0, "stream": True}
