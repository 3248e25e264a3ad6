"""`feature_extraction` of servers that have OpenAI's embeddings."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Script, json_reply

Make = Callable[..., Client]


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def item(index: int | None, vector: Any) -> dict[str, Any]:
    place = {} if index is None else {"index": index}
    return {"object": "embedding", **place, "embedding": vector}


def embedded(server: Script, make: Make, text: Any, answer: Any, **arguments: Any) -> Any:
    server.queue(json_reply(answer))
    client = make(base_url=f"{server.url}/v1", max_retries=0)
    return client.call("feature_extraction", text, api="openai", **arguments).tolist()


@pytest.mark.parametrize(
    "data",
    [
        [item(0, [0.5, 1]), item(1, [0.25, -1])],
        [item(1, [0.25, -1]), item(0, [0.5, 1])],
        [item(1, packed(0.25, -1)), item(0, packed(0.5, 1))],
        [item(0, [0.5, 1]), item(1, packed(0.25, -1))],
        [item(None, [0.5, 1]), item(None, [0.25, -1])],
        [item(None, [0.5, 1]), item(0, [0.25, -1])],  # not all say it: they stand where they are
    ],
    ids=["in order", "in another order", "base64", "both", "no index", "one index"],
)
def test_each_text_has_its_vector(server: Script, make_client: Make, data: Any) -> None:
    found = embedded(server, make_client, ["a", "b"], {"object": "list", "data": data}, model="m")
    assert found == [[0.5, 1.0], [0.25, -1.0]]
    assert server.seen[0].path == "/v1/embeddings"
    assert server.seen[0].json == {"model": "m", "input": ["a", "b"]}


def test_one_text_gives_one_vector(server: Script, make_client: Make) -> None:
    answer = {"data": [item(0, packed(0.5, 1))]}
    assert embedded(server, make_client, "a", answer, dimensions=2) == [[0.5, 1.0]]
    assert server.seen[0].json["dimensions"] == 2
    assert embedded(server, make_client, ["a"], answer) == [[0.5, 1.0]]


def test_bare_vectors_are_taken_too(server: Script, make_client: Make) -> None:
    assert embedded(server, make_client, ["a", "b"], [[1, 2], [3, 4]]) == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([item(0, [1, 2])], "1 vectors for 2 texts"),
        ([item(0, [1, 2]), item(1, None)], "a vector is missing"),
        ([item(0, [1, 2]), {"index": 1}], "a vector is missing"),
        ([item(0, [1, 2]), item(1, [1, None])], "holds null"),
        ([item(0, [1, 2]), item(1, "?")], "base64"),
        ([item(0, [1, 2]), item(1, packed(1, 2)[:-4])], "buffer size"),
        ([item(0, [1, 2]), item(1, [1])], "not numbers of one shape"),
        (None, "no list at data"),
    ],
    ids=["too few", "null", "none", "null inside", "no base64", "cut", "odd", "no data"],
)
def test_a_wrong_answer_is_an_error(
    server: Script, make_client: Make, data: Any, words: str
) -> None:
    with pytest.raises(ResponseDecodeError, match=words):
        embedded(server, make_client, ["a", "b"], {"data": data})


def test_what_the_format_lacks_is_named(server: Script, make_client: Make) -> None:
    client = make_client(base_url=server.url)
    with pytest.raises(ArgumentError, match="normalize: the API 'openai' does not take it"):
        client.call("feature_extraction", "a", api="openai", normalize=True)
    assert server.seen == []


def test_completions_say_their_seed(server: Script, make_client: Make) -> None:
    server.queue(json_reply({"choices": [{"text": "b", "finish_reason": "stop", "seed": 42}]}))
    client = make_client(base_url=server.url)
    found = client.call("text_generation", "a", api="openai", details=True)
    assert (found.generated_text, found.details.seed) == ("b", 42)


def test_vectors_as_base64_text(server: Script, make_client: Make) -> None:
    """In the own format, in which text-embeddings-inference and others may send them."""
    client = make_client(base_url=server.url)
    for text, answer, expected in (
        ("a", packed(0.5, -1), [0.5, -1]),
        ("a", [packed(0.5, -1)], [[0.5, -1]]),
        (["a", "b"], [packed(0.5, -1), packed(1, 2)], [[0.5, -1], [1, 2]]),
        (["a"], {"embeddings": [packed(0.5, -1)]}, [[0.5, -1]]),
    ):
        server.queue(json_reply(answer))
        found = client.call("feature_extraction", text, encoding_format="base64")
        assert found.tolist() == expected
        assert str(found.dtype) == "float32"
        assert server.seen[-1].json == {"inputs": text, "encoding_format": "base64"}
    for broken in (["?"], ["QUJD"], "no base64", [packed(1, 2), packed(1)]):
        server.queue(json_reply(broken))
        with pytest.raises(ResponseDecodeError):
            client.call("feature_extraction", ["a", "b"][: len(broken)], encoding_format="base64")
