"""Text in: embeddings, similarity, sentiment, language, zero-shot labels."""

from __future__ import annotations

import base64
import math
import struct
from typing import Any

import httpx
import pytest

MINILM = "sentence-transformers/all-MiniLM-L6-v2"


def post(http: httpx.Client, path: str, body: Any) -> Any:
    answer = http.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cosine(a: list[float], b: list[float]) -> float:
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def test_the_right_city_ranks_first(http: httpx.Client) -> None:
    cities = ["Paris", "Berlin", "Madrid", "Rome"]
    inputs = {"source_sentence": "the capital of Spain", "sentences": cities}
    scores = post(http, f"/models/{MINILM}/pipeline/sentence-similarity", {"inputs": inputs})
    assert len(scores) == len(cities)
    assert cities[scores.index(max(scores))] == "Madrid"


def test_the_bare_model_url_does_what_the_model_is_for(http: httpx.Client) -> None:
    inputs = {"source_sentence": "a dog", "sentences": ["a puppy", "a tax return"]}
    near, far = post(http, f"/models/{MINILM}", {"inputs": inputs})
    assert near > far + 0.3
    # What else it does is told apart by the body.
    vector = post(http, f"/models/{MINILM}", {"inputs": "a dog"})
    assert vector == post(
        http, f"/models/{MINILM}/pipeline/feature-extraction", {"inputs": "a dog"}
    )


def test_a_text_gives_a_vector_and_a_list_gives_a_list(http: httpx.Client) -> None:
    path = f"/models/{MINILM}/pipeline/feature-extraction"
    one = post(http, path, {"inputs": "a dog"})
    two = post(http, path, {"inputs": ["a dog", "a much longer text about something else"]})
    assert len(one) == 384
    assert sum(x * x for x in one) == pytest.approx(1, abs=1e-4)
    assert [len(vector) for vector in two] == [384, 384]
    # Padding beside a longer text changes nothing.
    assert two[0] == pytest.approx(one, abs=1e-5)


def test_vectors_are_those_of_sentence_transformers(http: httpx.Client) -> None:
    """The first numbers that sentence-transformers gives for this text with this model."""
    vector = post(http, "/feature-extraction", {"inputs": "hello"})
    assert vector[:3] == pytest.approx([-0.06277, 0.05496, 0.05216], abs=1e-4)


def test_embedding_parameters_count_inside_and_beside(http: httpx.Client) -> None:
    plain = post(http, "/feature-extraction", {"inputs": "a dog", "normalize": False})
    inside = post(
        http, "/feature-extraction", {"inputs": "a dog", "parameters": {"normalize": False}}
    )
    short = post(http, "/feature-extraction", {"inputs": "a dog", "dimensions": 8})
    assert plain == inside
    assert sum(x * x for x in plain) > 2
    assert len(short) == 8
    assert sum(x * x for x in short) == pytest.approx(1, abs=1e-4)


def test_long_texts_are_cut_at_the_asked_end_or_refused(http: httpx.Client) -> None:
    text = "dogs " * 300 + "taxes " * 300
    dogs, left, right = post(http, "/feature-extraction", {"inputs": ["dogs", text, text]})[:1] + [
        post(http, "/feature-extraction", {"inputs": text, "truncation_direction": end})
        for end in ("left", "right")
    ]
    assert cosine(dogs, right) > cosine(dogs, left)
    refused = http.post("/feature-extraction", json={"inputs": text, "truncate": False})
    assert refused.status_code == 422
    assert "256" in refused.json()["error"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("positive", "POSITIVE"),
        ("I love this", "POSITIVE"),
        ("This is the worst meal I ever had", "NEGATIVE"),
        ("not good at all", "NEGATIVE"),
    ],
)
def test_sentiment(http: httpx.Client, text: str, label: str) -> None:
    ((best, other),) = post(http, "/text-classification", {"inputs": text})
    assert best["label"] == label
    assert best["score"] > 0.6
    assert best["score"] + other["score"] == pytest.approx(1)


def test_top_k_and_function_to_apply(http: httpx.Client) -> None:
    parameters = {"top_k": 1, "function_to_apply": "none"}
    ((best,),) = post(http, "/text-classification", {"inputs": "superb", "parameters": parameters})
    assert best["label"] == "POSITIVE"
    assert best["score"] != pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Wie geht es dir heute?", "de"), ("Où est la bibliothèque ?", "fr"), ("How are you?", "en")],
)
def test_language_with_a_model_that_the_caller_names(
    http: httpx.Client, text: str, language: str
) -> None:
    ((best, _),) = post(
        http, "/models/adbar/py3langid", {"inputs": text, "parameters": {"top_k": 2}}
    )
    assert best["label"] == language


def test_zero_shot_labels(http: httpx.Client) -> None:
    parameters = {"candidate_labels": ["cooking", "sport", "politics"]}
    text = "She scored in the last minute of the match"
    found = post(http, "/zero-shot-classification", {"inputs": text, "parameters": parameters})
    assert found[0]["label"] == "sport"
    assert sum(each["score"] for each in found) == pytest.approx(1)


def test_openai_embeddings_in_both_encodings(http: httpx.Client) -> None:
    body = {"input": ["a dog", "a cat"], "model": MINILM}
    floats = post(http, "/v1/embeddings", body)
    packed = post(http, "/v1/embeddings", {**body, "encoding_format": "base64"})
    assert floats["model"] == MINILM
    assert [each["index"] for each in floats["data"]] == [0, 1]
    assert floats["usage"] == {"prompt_tokens": 8, "total_tokens": 8}
    for plain, coded in zip(floats["data"], packed["data"], strict=True):
        numbers = struct.unpack("<384f", base64.b64decode(coded["embedding"]))
        assert list(numbers) == pytest.approx(plain["embedding"])


def test_openai_embeddings_below_a_model_and_shortened(http: httpx.Client) -> None:
    body = {"input": "a dog", "dimensions": 16}
    found = post(http, f"/models/{MINILM}/v1/embeddings", body)
    assert len(found["data"][0]["embedding"]) == 16
    wrong = http.post("/v1/embeddings", json={"input": [], "model": "tgi"})
    assert (wrong.status_code, wrong.json()["error_type"]) == (422, "validation")
