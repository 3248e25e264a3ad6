"""What a type checker says of fakes and recordings. Checked by mypy and pyright, never run."""
# pyright: strict

from __future__ import annotations

from PIL import Image
from typing_extensions import assert_type

from inferloom import (
    AsyncInferenceClient,
    AsyncStream,
    ChatCompletionOutput,
    ChatCompletionStreamOutput,
    InferenceClient,
    RateLimitError,
    Stream,
    TextClassificationOutputElement,
)
from inferloom.testing import AsyncFakeClient, Cassette, FakeClient, record, replay


def classify(client: InferenceClient) -> list[TextClassificationOutputElement]:
    return client.text_classification("a")


def fakes() -> None:
    fake = FakeClient("org/model", strict=True, timeout=5)
    assert_type(fake.text_classification("a"), list[TextClassificationOutputElement])
    assert_type(fake.text_to_image("a"), Image.Image)
    assert_type(fake.chat_completion([]), ChatCompletionOutput)
    assert_type(fake.chat.completions.create([]), ChatCompletionOutput)
    assert_type(
        fake.chat_completion([], stream=True),
        Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(fake.with_options(timeout=5), FakeClient)
    assert_type(classify(fake), list[TextClassificationOutputElement])
    fake.queue("text_classification", [{"label": "a", "score": 1}], RateLimitError("slow"))
    fake.queue("chat.completions.create", lambda call: call.model)
    fake.queue_error("chat_completion", status=429, body={"error": "a"}, headers={}, times=1)
    assert_type(fake.calls[0].model, str | None)
    assert_type(fake.calls[0].operation.name, str)


async def async_fakes() -> None:
    async with AsyncFakeClient(strict=True) as fake:
        assert_type(await fake.text_classification("a"), list[TextClassificationOutputElement])
        assert_type(
            await fake.chat_completion([], stream=True),
            AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
        )
        assert_type(fake.with_options(timeout=5), AsyncFakeClient)


def recordings(client: InferenceClient, other: AsyncInferenceClient) -> None:
    cassette = Cassette("a.json")
    assert_type(record(client, "a.json"), InferenceClient)
    assert_type(replay(client, cassette, pace=True), InferenceClient)
    assert_type(record(other, cassette), AsyncInferenceClient)
    assert_type(replay(other, "a.json"), AsyncInferenceClient)
    assert_type(cassette.unused, list[str])
