"""This package, on any of its engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inferloom import AsyncInferenceClient, InferenceClient


def client(url: str, **options: Any) -> InferenceClient:
    from inferloom import InferenceClient

    return InferenceClient(base_url=url, token="x", timeout=60, **options)


def aclient(url: str, **options: Any) -> AsyncInferenceClient:
    from inferloom import AsyncInferenceClient

    return AsyncInferenceClient(base_url=url, token="x", timeout=60, **options)


def chat(client: InferenceClient) -> Any:
    return client.chat_completion([{"role": "user", "content": "Where is Paris?"}])


async def achat(client: AsyncInferenceClient) -> Any:
    return await client.chat_completion([{"role": "user", "content": "Where is Paris?"}])


def said(answer: Any) -> str:
    from inferloom import ChatCompletionOutput

    assert isinstance(answer, ChatCompletionOutput)
    return str(answer.choices[0].message.content)


def stream(client: InferenceClient) -> tuple[int, str]:
    messages: list[Any] = [{"role": "user", "content": "Where is Paris?"}]
    for count, chunk in enumerate(client.chat_completion(messages, stream=True), 1):  # noqa: B007
        pass
    return count, str(chunk.choices[0].delta.content)


def _texts(client: InferenceClient) -> list[str]:
    """Return as many texts as the server at `/vectors/N` has vectors: fewer answers are refused."""
    where = str(client.base_url or client.model).partition("/vectors/")[2]
    return ["text"] * int(where.partition("/")[0])


def embed(client: InferenceClient) -> NDArray[np.float32]:
    return client.feature_extraction(_texts(client))


def embed_base64(client: InferenceClient) -> NDArray[np.float32]:
    import numpy as np

    data = client.create_embeddings(_texts(client), model="bench").data
    return np.stack([item.embedding.to_numpy() for item in data])


def upload(client: InferenceClient, path: str) -> str:
    return client.automatic_speech_recognition(path).text
