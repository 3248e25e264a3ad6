"""httpx as it is used without an SDK; what all ratios are to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx
    import numpy as np
    from numpy.typing import NDArray


def client(url: str) -> httpx.Client:
    import httpx

    return httpx.Client(base_url=url, headers={"authorization": "Bearer x"}, timeout=60)


def aclient(url: str) -> httpx.AsyncClient:
    import httpx

    return httpx.AsyncClient(base_url=url, headers={"authorization": "Bearer x"}, timeout=60)


def chat(client: httpx.Client) -> Any:
    body = {"model": "bench", "messages": [{"role": "user", "content": "Where is Paris?"}]}
    return client.post("/v1/chat/completions", json=body).json()


async def achat(client: httpx.AsyncClient) -> Any:
    body = {"model": "bench", "messages": [{"role": "user", "content": "Where is Paris?"}]}
    return (await client.post("/v1/chat/completions", json=body)).json()


def said(answer: Any) -> str:
    assert type(answer) is dict
    text: str = answer["choices"][0]["message"]["content"]
    return text


def stream(client: httpx.Client) -> tuple[int, str]:
    import json

    body = {
        "model": "bench",
        "messages": [{"role": "user", "content": "Where is Paris?"}],
        "stream": True,
    }
    count = 0
    with client.stream("POST", "/v1/chat/completions", json=body) as response:
        for line in response.iter_lines():
            if line.startswith("data: ") and line != "data: [DONE]":
                chunk = json.loads(line[6:])
                count += 1
    return count, chunk["choices"][0]["delta"]["content"]


def embed(client: httpx.Client) -> NDArray[np.float32]:
    import numpy as np

    return np.array(client.post("", json={"inputs": ["text"]}).json(), dtype=np.float32)


def embed_base64(client: httpx.Client) -> NDArray[np.float32]:
    from base64 import b64decode

    import numpy as np

    body = {"model": "bench", "input": ["text"], "encoding_format": "base64"}
    data = client.post("/v1/embeddings", json=body).json()["data"]
    return np.stack([np.frombuffer(b64decode(item["embedding"]), np.float32) for item in data])


def upload(client: httpx.Client, path: str) -> str:
    with open(path, "rb") as file:
        text: str = client.post("", content=file).json()["text"]
        return text
