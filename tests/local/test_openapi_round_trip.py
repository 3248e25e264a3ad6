"""The endpoint's own document, imported: a client made of it talks to the endpoint."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from codegen.cli import main
from inferloom_local import Endpoint
from tests.apis import contract
from tests.codegen.inline import ROOT

CHAT = "HuggingFaceTB/SmolLM2-135M-Instruct"


@pytest.fixture(scope="module")
def endpoint_sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("round_trip")
    document, specs = ROOT / "docs" / "openapi.json", folder / "specs"
    assert main(["--specs", str(specs), "import-openapi", str(document), "--strict"]) == 0
    packages = contract.generate(specs, "endpoint_sdk", folder / "packages")
    with contract.imported("endpoint_sdk", packages) as package:
        yield package


def calls(client: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what a call gives, with what its result has to be like."""
    messages = [{"role": "user", "content": "Say hi."}]
    yield client.health(), lambda found: True
    yield client.info(), lambda found: found.model_id
    yield (
        client.models.text_classification("cjhutto", "vaderSentiment", inputs="I like it."),
        lambda found: "positive" in str(found).lower(),
    )
    yield (
        client.embeddings.openai(input="a cat", model="sentence-transformers/all-MiniLM-L6-v2"),
        lambda found: len(found.data) == 1,
    )
    yield (
        client.chat.completions.create(messages=messages, max_tokens=4, model=CHAT),
        lambda found: found.choices[0].message.content,
    )


def test_both_clients_talk_to_the_endpoint(endpoint: Endpoint, endpoint_sdk: ModuleType) -> None:
    client = endpoint_sdk.InferenceClient(base_url=endpoint.url, timeout=120)
    for result, is_right in calls(client):
        assert is_right(result), result

    async def talk() -> None:
        async with endpoint_sdk.AsyncInferenceClient(base_url=endpoint.url, timeout=120) as other:
            for result, is_right in calls(other):
                found = await result
                assert is_right(found), found

    asyncio.run(talk())


def test_a_stream_of_the_endpoint_is_whole(endpoint: Endpoint, endpoint_sdk: ModuleType) -> None:
    client = endpoint_sdk.InferenceClient(base_url=endpoint.url, timeout=120)
    messages = [{"role": "user", "content": "Count to three."}]
    stream = client.chat.completions.create(
        messages=messages, max_tokens=8, model=CHAT, stream=True
    )
    chunks = list(stream)
    assert len(chunks) > 1
    assert stream.outcome.complete
