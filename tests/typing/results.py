"""What a type checker says each method returns. Checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import assert_type

from inferloom import (
    AsyncInferenceClient,
    AsyncStream,
    Audio,
    AutomaticSpeechRecognitionOutput,
    Call,
    ChatCompletionInputMessage,
    ChatCompletionInputMessageParam,
    ChatCompletionOutput,
    ChatCompletionStreamOutput,
    Exchange,
    ImageClassificationOutputElement,
    InferenceClient,
    Stream,
    StreamCall,
    TextClassificationOutputElement,
    TextGenerationOutput,
    TextGenerationStreamOutput,
)
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.text_classification import text_classification


def sync(client: InferenceClient, flag: bool) -> None:
    assert_type(client.automatic_speech_recognition(b""), AutomaticSpeechRecognitionOutput)
    assert_type(client.feature_extraction("a"), NDArray[np.float32])
    assert_type(client.feature_extraction(["a"], normalize=True), NDArray[np.float32])
    assert_type(client.image_classification(Path("a.png")), list[ImageClassificationOutputElement])
    assert_type(client.sentence_similarity("a", ["b"]), list[float])
    assert_type(client.text_classification("a", top_k=1), list[TextClassificationOutputElement])
    assert_type(client.text_to_speech("a"), Audio)

    assert_type(client.text_generation("a"), str)
    assert_type(client.text_generation("a", details=True), TextGenerationOutput)
    assert_type(client.text_generation("a", stream=True), Stream[str])
    assert_type(
        client.text_generation("a", stream=True, details=True), Stream[TextGenerationStreamOutput]
    )
    assert_type(
        client.text_generation("a", stream=flag, details=flag),
        str | TextGenerationOutput | Stream[str] | Stream[TextGenerationStreamOutput],
    )

    messages: list[ChatCompletionInputMessageParam] = [{"role": "user", "content": "Hi"}]
    assert_type(client.chat_completion(messages), ChatCompletionOutput)
    assert_type(client.chat_completion(messages, stream=False), ChatCompletionOutput)
    assert_type(client.chat_completion(messages, stream=True), Stream[ChatCompletionStreamOutput])
    assert_type(
        client.chat_completion(messages, stream=flag),
        ChatCompletionOutput | Stream[ChatCompletionStreamOutput],
    )
    assert_type(client.chat.completions.create(messages), ChatCompletionOutput)
    assert_type(
        client.chat.completions.create(messages, stream=True), Stream[ChatCompletionStreamOutput]
    )
    # A literal, models and a mixture of both.
    client.chat_completion([{"role": "user", "content": [{"type": "text", "text": "Hi"}]}])
    client.chat_completion([ChatCompletionInputMessage(role="user", content="Hi")])
    client.chat_completion([*messages, ChatCompletionInputMessage(role="user", content="Hi")])


async def asynchronous(client: AsyncInferenceClient, flag: bool) -> None:
    assert_type(await client.automatic_speech_recognition(b""), AutomaticSpeechRecognitionOutput)
    assert_type(await client.feature_extraction("a"), NDArray[np.float32])
    assert_type(await client.image_classification("a.png"), list[ImageClassificationOutputElement])
    assert_type(await client.sentence_similarity("a", ["b"]), list[float])
    assert_type(await client.text_classification("a"), list[TextClassificationOutputElement])
    assert_type(await client.text_to_speech("a"), Audio)

    assert_type(await client.text_generation("a"), str)
    assert_type(await client.text_generation("a", details=True), TextGenerationOutput)
    assert_type(await client.text_generation("a", stream=True), AsyncStream[str])
    assert_type(
        await client.text_generation("a", stream=True, details=True),
        AsyncStream[TextGenerationStreamOutput],
    )
    assert_type(
        await client.text_generation("a", stream=flag, details=flag),
        str | TextGenerationOutput | AsyncStream[str] | AsyncStream[TextGenerationStreamOutput],
    )

    assert_type(
        await client.chat_completion([{"role": "user", "content": "Hi"}]), ChatCompletionOutput
    )
    stream = await client.chat_completion([{"role": "user", "content": "Hi"}], stream=True)
    assert_type(stream, AsyncStream[ChatCompletionStreamOutput])
    async for chunk in stream:
        assert_type(chunk, ChatCompletionStreamOutput)
        assert_type(chunk.choices[0].delta.content, str | None)
    assert_type(
        await client.chat_completion([{"role": "user"}], stream=flag),
        ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput],
    )
    assert_type(
        await client.chat.completions.create([{"role": "user"}], stream=True),
        AsyncStream[ChatCompletionStreamOutput],
    )


def calls(client: InferenceClient) -> None:
    call = text_classification("a")
    assert_type(call, Call[list[TextClassificationOutputElement]])
    assert_type(client.send(call), list[TextClassificationOutputElement])
    assert_type(client.exchange(call), Exchange[list[TextClassificationOutputElement]])
    streamed = chat_completion([{"role": "user"}], stream=True)
    assert_type(streamed, StreamCall[ChatCompletionStreamOutput])
    assert_type(client.stream(streamed), Stream[ChatCompletionStreamOutput])
    assert_type(client.with_options(timeout=3), InferenceClient)


def results(output: TextClassificationOutputElement, completion: ChatCompletionOutput) -> None:
    assert_type(output.label, str)
    assert_type(output.score, float)
    assert_type(output["label"], Any)
    assert_type(completion.choices[0].message.content, str | None)
    if completion.usage is not None:
        assert_type(completion.usage.total_tokens, int)


def wrong(client: InferenceClient, texts: Sequence[str]) -> None:
    client.text_classification(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification("a", topk=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification("a", function_to_apply="tanh")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification(texts)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
