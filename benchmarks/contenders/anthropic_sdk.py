"""anthropic's client, on its own wire format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anthropic import Anthropic, AsyncAnthropic


def client(url: str) -> Anthropic:
    from anthropic import Anthropic

    return Anthropic(base_url=url, api_key="x", timeout=60)


def aclient(url: str) -> AsyncAnthropic:
    from anthropic import AsyncAnthropic

    return AsyncAnthropic(base_url=url, api_key="x", timeout=60)


def chat(client: Anthropic) -> Any:
    return client.messages.create(
        model="bench",
        max_tokens=100,
        messages=[{"role": "user", "content": "Where is Paris?"}],
    )


async def achat(client: AsyncAnthropic) -> Any:
    return await client.messages.create(
        model="bench",
        max_tokens=100,
        messages=[{"role": "user", "content": "Where is Paris?"}],
    )


def said(answer: Any) -> str:
    from anthropic.types import Message

    assert isinstance(answer, Message)
    return str(answer.content[0].text)


def stream(client: Anthropic) -> tuple[int, str]:
    count = 0
    text = ""
    for event in client.messages.create(
        model="bench",
        max_tokens=100,
        messages=[{"role": "user", "content": "Where is Paris?"}],
        stream=True,
    ):
        if event.type == "content_block_delta":
            count += 1
            text = event.delta.text
    return count, text
