"""The generated clients against real models: the right answers, not just answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inferloom import (
    ArgumentError,
    NotFoundError,
    TextGenerationOutput,
    UnprocessableEntityError,
)
from inferloom_local import Endpoint
from tests.support.clients import Client

CITIES = ["Rome is the capital of Italy.", "Paris is the capital of France.", "Bread is baked."]


@pytest.fixture
def client(
    endpoint: Endpoint, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> Client:
    """A client as a user of the endpoint makes one: two variables, and no model."""
    monkeypatch.setenv("HF_ENDPOINT", endpoint.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", endpoint.url)
    return make_client()


def test_the_right_city_ranks_first(client: Client) -> None:
    scores = client.call("sentence_similarity", "Where is the Eiffel tower?", CITIES)
    assert scores.index(max(scores)) == 1
    assert len(scores) == 3


def test_vectors_of_like_sentences_are_alike(client: Client) -> None:
    vectors = client.call("feature_extraction", [*CITIES, "Where is the Eiffel tower?"])
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    scores = vectors[:3] @ vectors[3]
    assert scores.argmax() == 1
    one = client.call("feature_extraction", CITIES[0])
    assert one.shape == (384,)
    assert np.allclose(one, vectors[0], atol=1e-4)


def test_the_url_of_a_model_does_for_all_that_it_does(
    endpoint: Endpoint, make_client: Callable[..., Client]
) -> None:
    client = make_client(model=f"{endpoint.url}/models/sentence-transformers/all-MiniLM-L6-v2")
    vector = client.call("feature_extraction", CITIES[0])
    near, _, far = client.call("sentence_similarity", CITIES[0], CITIES)
    embedded = client.call("create_embeddings", CITIES[0]).data[0].embedding
    assert near == pytest.approx(1, abs=1e-3) and far < near
    assert np.allclose(vector, embedded, atol=1e-4)


@pytest.mark.parametrize(
    ("text", "label"),
    [("I love this, it is wonderful!", "POSITIVE"), ("This is terrible, I hate it.", "NEGATIVE")],
)
def test_positive_is_positive(client: Client, text: str, label: str) -> None:
    best = client.call("text_classification", text, top_k=1)
    assert [element.label for element in best] == [label]
    assert best[0].score > 0.7


def test_another_model_can_be_named(client: Client) -> None:
    best = client.call("text_classification", "Das ist ein Satz.", model="adbar/py3langid")[0]
    assert best.label == "de"


def test_a_picture_gets_its_label(client: Client, cat: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(cat)
    for picture in (cat, path):
        labels = client.call("image_classification", picture)
        assert "cat" in labels[0].label.lower()
    assert len(client.call("image_classification", cat, top_k=2)) == 2


def test_what_is_spoken_is_understood(client: Client, tmp_path: Path) -> None:
    sound = client.call("text_to_speech", "The weather is very nice today.")
    assert sound.content_type == "audio/wav"
    assert sound.sampling_rate == 24000
    heard = client.call("automatic_speech_recognition", sound.save(tmp_path / "a.wav"))
    assert heard.text.strip().lower().strip(".") == "the weather is very nice today"
    assert heard.chunks is None
    timed = client.call("automatic_speech_recognition", sound, return_timestamps=True)
    assert timed.chunks[0].timestamp[0] >= 0


def ask(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text}]


def test_chat_answers_and_streams_the_same(client: Client) -> None:
    question = ask("What is the capital of France? Answer in one sentence.")
    options = {"max_tokens": 30, "temperature": 0, "seed": 1}
    whole = client.call("chat_completion", question, **options)
    text = whole.choices[0].message.content
    assert "Paris" in text
    assert whole.usage.completion_tokens <= 30
    stream = client.call(
        "chat.completions.create",
        question,
        stream=True,
        stream_options={"include_usage": True},
        **options,
    )
    chunks = list(stream)
    pieces = [c.delta.content or "" for chunk in chunks for c in chunk.choices]
    assert "".join(pieces) == text
    assert chunks[-1].usage.completion_tokens == whole.usage.completion_tokens
    assert len(pieces) > 3


def test_a_stream_can_be_left_and_the_next_call_works(client: Client) -> None:
    with client.call("chat_completion", ask("Tell a story."), stream=True) as stream:
        next(stream)
    assert client.call("chat_completion", ask("Hi"), max_tokens=2).choices


def test_text_is_continued(client: Client) -> None:
    options = {"max_new_tokens": 8, "return_full_text": False}
    text = client.call("text_generation", "One, two, three, four,", **options)
    assert "five" in text
    detailed = client.call("text_generation", "One, two, three, four,", details=True, **options)
    assert isinstance(detailed, TextGenerationOutput)
    assert detailed.generated_text == text
    assert detailed.details is not None
    assert detailed.details.finish_reason == "length"
    assert detailed.details.generated_tokens == 8
    pieces = list(client.call("text_generation", "One, two, three, four,", stream=True, **options))
    assert "".join(pieces) == text


def test_errors_are_the_servers_words(client: Client) -> None:
    with pytest.raises(NotFoundError, match="no/such-model"):
        client.call("text_classification", "hi", model="no/such-model")
    with pytest.raises(UnprocessableEntityError) as caught:
        client.call("text_classification", "hi", extra_body={"top_k": 0})
    assert caught.value.request_id
    assert "top_k" in str(caught.value)
    with pytest.raises(ArgumentError, match="top_k"):
        client.call("text_classification", "hi", top_k=0)
