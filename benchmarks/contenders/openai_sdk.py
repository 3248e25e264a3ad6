"""openai's client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from openai import AsyncOpenAI, OpenAI


def client(url: str) -> OpenAI:
    from openai import OpenAI

    return OpenAI(base_url=f"{url}/v1", api_key="x", timeout=60)


def aclient(url: str) -> AsyncOpenAI:
    from openai import AsyncOpenAI

    return AsyncOpenAI(base_url=f"{url}/v1", api_key="x", timeout=60)


def chat(client: OpenAI) -> Any:
    return client.chat.completions.create(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}]
    )


async def achat(client: AsyncOpenAI) -> Any:
    return await client.chat.completions.create(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}]
    )


def said(answer: Any) -> str:
    from openai.types.chat import ChatCompletion

    assert isinstance(answer, ChatCompletion)
    return str(answer.choices[0].message.content)


def stream(client: OpenAI) -> tuple[int, str]:
    chunks = client.chat.completions.create(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}], stream=True
    )
    for count, chunk in enumerate(chunks, 1):  # noqa: B007
        pass
    return count, str(chunk.choices[0].delta.content)


def embed_base64(client: OpenAI) -> NDArray[np.float32]:
    import numpy as np

    # It asks for base64 by itself, and returns lists.
    data = client.embeddings.create(model="bench", input=["text"]).data
    return np.array([item.embedding for item in data], dtype=np.float32)


def upload(client: OpenAI, path: str) -> str:
    with open(path, "rb") as file:
        return str(client.audio.transcriptions.create(model="bench", file=file).text)
