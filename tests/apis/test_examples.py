"""Contract tests of a generated API: each example, over a real socket, for both clients."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from tests.apis import contract, library
from tests.support.examples import python
from tests.support.server import Script

CASES = [
    pytest.param(parts["operation"], example, id=f"{task}-{example['name'].replace(' ', '_')}")
    for task, parts in library.TASKS.items()
    for example in parts["operation"]["examples"]
]


@pytest.mark.parametrize("kind", ["InferenceClient", "AsyncInferenceClient"])
@pytest.mark.parametrize(("manifest", "example"), CASES)
def test_example(
    manifest: dict[str, Any],
    example: dict[str, Any],
    kind: str,
    library_sdk: ModuleType,
    server: Script,
) -> None:
    server.queue(contract.reply_of(manifest, example["response"]))
    client = getattr(library_sdk, kind)(base_url=f"{server.url}/v1")

    result = contract.call(client, manifest, python(example["arguments"]))

    (seen,) = server.seen
    contract.check(manifest, example, seen, result, "/v1")
