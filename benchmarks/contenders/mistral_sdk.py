"""mistralai's client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mistralai.client import Mistral


def client(url: str) -> Mistral:
    from mistralai.client import Mistral

    return Mistral(server_url=url, api_key="x", timeout_ms=60_000)


def aclient(url: str) -> Mistral:
    from mistralai.client import Mistral

    return Mistral(server_url=url, api_key="x", timeout_ms=60_000)


def chat(client: Mistral) -> Any:
    return client.chat.complete(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}]
    )


async def achat(client: Mistral) -> Any:
    return await client.chat.complete_async(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}]
    )


def said(answer: Any) -> str:
    from mistralai.client.models import ChatCompletionResponse

    assert isinstance(answer, ChatCompletionResponse)
    return str(answer.choices[0].message.content)


def stream(client: Mistral) -> tuple[int, str]:
    with client.chat.stream(
        model="bench", messages=[{"role": "user", "content": "Where is Paris?"}]
    ) as events:
        for count, event in enumerate(events, 1):  # noqa: B007
            pass
    return count, str(event.data.choices[0].delta.content)
