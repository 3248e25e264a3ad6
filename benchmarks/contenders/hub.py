"""huggingface_hub's InferenceClient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from huggingface_hub import AsyncInferenceClient, InferenceClient
    from numpy.typing import NDArray


def client(url: str) -> InferenceClient:
    from huggingface_hub import InferenceClient

    # A model id would make it ask the hub for its providers first; chat goes to /v1 below the URL.
    return InferenceClient(model=url, token="x", timeout=60)


def aclient(url: str) -> AsyncInferenceClient:
    from huggingface_hub import AsyncInferenceClient

    return AsyncInferenceClient(model=url, token="x", timeout=60)


def chat(client: InferenceClient) -> Any:
    return client.chat_completion([{"role": "user", "content": "Where is Paris?"}])


async def achat(client: AsyncInferenceClient) -> Any:
    return await client.chat_completion([{"role": "user", "content": "Where is Paris?"}])


def said(answer: Any) -> str:
    from huggingface_hub import ChatCompletionOutput

    assert isinstance(answer, ChatCompletionOutput)
    return str(answer.choices[0].message.content)


def stream(client: InferenceClient) -> tuple[int, str]:
    messages = [{"role": "user", "content": "Where is Paris?"}]
    for count, chunk in enumerate(client.chat_completion(messages, stream=True), 1):  # noqa: B007
        pass
    return count, str(chunk.choices[0].delta.content)


def embed(client: InferenceClient) -> NDArray[np.float32]:
    return client.feature_extraction(["text"])  # type: ignore[arg-type, unused-ignore]


def upload(client: InferenceClient, path: str) -> str:
    return str(client.automatic_speech_recognition(path).text)
