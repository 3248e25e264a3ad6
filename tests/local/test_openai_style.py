"""OpenAI-style methods against real models."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from inferloom_local import Endpoint
from tests.support.clients import Client

MINILM = "sentence-transformers/all-MiniLM-L6-v2"


@pytest.fixture
def client(endpoint: Endpoint, make_client: Callable[..., Client]) -> Client:
    return make_client(base_url=f"{endpoint.url}/v1")


def test_models_are_listed(client: Client) -> None:
    assert MINILM in [model.id for model in client.call("models.list")]


def test_embeddings_are_the_same_in_both_encodings(client: Client) -> None:
    texts = ["Paris is in France.", "Bread is baked."]
    compact = client.call("embeddings.create", texts, model=MINILM)
    wide = client.call("embeddings.create", texts, model=MINILM, encoding_format="float")
    assert [item.index for item in compact.data] == [0, 1]
    for left, right in zip(compact.data, wide.data, strict=True):
        assert len(left.embedding) == 384
        assert np.allclose(left.embedding.to_numpy(), right.embedding.to_numpy(), atol=1e-6)
    assert compact.usage.total_tokens > 0


def test_completions(client: Client) -> None:
    options = {"max_new_tokens": 8, "api": "openai", "temperature": 0.01}
    text = client.call("text_generation", "One, two, three, four,", **options)
    assert "five" in text
    pieces = list(client.call("text_generation", "One, two, three, four,", stream=True, **options))
    assert "".join(pieces) == text
    assert len(pieces) > 2


def test_tokens_there_and_back(client: Client) -> None:
    tokens = client.call("tokenize", "Hello there", api="llama.cpp")
    assert "".join(token.text or "" for token in tokens) == "Hello there"
    assert client.call("detokenize", [token.id for token in tokens]) == "Hello there"
