"""What we send unasked and a server refuses is replaced, once; what is missing is said first."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import AsyncInferenceClient, BadRequestError, InferenceError, StatusError
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, json_reply

Make = Callable[..., Client]
FLOATS = {"data": [{"index": 0, "embedding": [0.5, 1.0]}]}
PACKED = {"data": [{"index": 0, "embedding": "AAAAPwAAgD8="}]}

# vLLM, FastChat, Infinity, a validator that lists what it takes, and one that knows no such member.
REFUSALS: list[tuple[int, Any]] = [
    (
        400,
        {"object": "error", "message": "base64 encoding is not currently supported", "code": 400},
    ),
    (400, {"error": {"message": "Encoding format base64 is not supported", "param": None}}),
    (422, {"detail": [{"loc": ["body", "encoding_format"], "msg": "Input should be 'float'"}]}),
    (422, {"error": "unknown field `encoding_format`, expected one of `input`, `model`"}),
    (500, {"error": {"message": "unsupported parameter: encoding_format"}}),
    (501, {"message": "BASE64 not implemented"}),
]


def formats(server: Script) -> list[Any]:
    return [seen.json.get("encoding_format") for seen in server.seen]


def only_floats(status: int, body: Any) -> Callable[[Seen], Reply]:
    def answer(seen: Seen) -> Reply:
        if seen.json.get("encoding_format") == "base64":
            return json_reply(body, status)
        return json_reply(FLOATS)

    return answer


@pytest.mark.parametrize(("status", "body"), REFUSALS, ids=str)
def test_a_server_that_refuses_base64_is_asked_for_floats_and_remembered(
    status: int, body: Any, server: Script, make_client: Make
) -> None:
    server.always(only_floats(status, body))
    client = make_client(base_url=server.url)
    for _ in range(3):
        result = client.call("create_embeddings", "x", dimensions=2)
        assert list(result.data[0].embedding) == [0.5, 1.0]
    assert formats(server) == ["base64", "float", "float", "float"]
    assert [seen.json["input"] for seen in server.seen] == ["x"] * 4
    # The text may say the same words.
    tricky = 'a "encoding_format":"base64" text'
    client.call("create_embeddings", tricky)
    assert server.seen[-1].json == {"model": "tgi", "encoding_format": "float", "input": tricky}


def test_what_is_remembered_holds_for_one_address_and_model(
    server: Script, make_client: Make
) -> None:
    server.always(only_floats(*REFUSALS[0]))
    client = make_client(base_url=server.url)
    client.call("create_embeddings", "x")
    client.call("create_embeddings", "x", model="other")
    assert formats(server) == ["base64", "float", "base64", "float"]
    if client.kind == "sync":  # clients of one client know what it knows
        client.inner.with_options(timeout=5).create_embeddings("x")
        assert formats(server)[4:] == ["float"]


def test_a_server_that_takes_base64_is_asked_for_nothing_else(
    server: Script, make_client: Make
) -> None:
    server.always(lambda seen: json_reply(PACKED))
    client = make_client(base_url=server.url)
    for _ in range(2):
        assert list(client.call("create_embeddings", "x").data[0].embedding) == [0.5, 1.0]
    assert formats(server) == ["base64"] * 2


@pytest.mark.parametrize(
    "given",
    [{"encoding_format": "base64"}, {"extra_body": {"encoding_format": "base64"}}],
    ids=["argument", "extra_body"],
)
def test_what_the_caller_asked_for_is_not_replaced(
    given: dict[str, Any], server: Script, make_client: Make
) -> None:
    server.always(only_floats(*REFUSALS[0]))
    with pytest.raises(BadRequestError, match="base64"):
        make_client(base_url=server.url).call("create_embeddings", "x", **given)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"error": "the input is empty"}),
        (401, {"error": "base64 is for members only"}),
        (404, {"error": "no encoding_format here"}),
        (413, {"error": "base64 too large"}),
    ],
    ids=str,
)
def test_other_refusals_are_the_callers(
    status: int, body: Any, server: Script, make_client: Make
) -> None:
    server.always(lambda seen: json_reply(body, status))
    with pytest.raises(StatusError):
        make_client(base_url=server.url).call("create_embeddings", "x")
    assert len(server.seen) == 1


def test_a_second_refusal_is_the_answer(server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply({"error": "bad encoding_format"}, 400))
    with pytest.raises(BadRequestError, match="bad encoding_format"):
        make_client(base_url=server.url).call("create_embeddings", "x")
    assert formats(server) == ["base64", "float"]


async def test_many_at_a_time(server: Script) -> None:
    server.always(only_floats(*REFUSALS[0]))
    async with AsyncInferenceClient(base_url=server.url) as client:
        results = await asyncio.gather(*(client.create_embeddings(str(n)) for n in range(8)))
        await client.create_embeddings("late")
    assert all(list(each.data[0].embedding) == [0.5, 1.0] for each in results)
    assert formats(server)[-1] == "float"
    assert json.loads(server.seen[-1].body)["input"] == "late"


# What is missing here ---------------------------------------------------------------------------


def test_numpy_that_is_missing_is_said_before_anything_is_sent(
    server: Script, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always(lambda seen: json_reply([[0.5]]))
    client = make_client(base_url=server.url)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(InferenceError, match="pip install numpy") as caught:
        client.call("feature_extraction", "x")
    assert caught.value.operation == "feature_extraction"
    assert server.seen == []
