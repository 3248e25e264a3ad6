"""Contract tests: every example of every manifest, over a real socket, for both clients."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.clients import Client
from tests.support.server import Reply, Script, event_reply, json_reply

SPECS = Path(__file__).parents[2] / "specs"
MANIFESTS = {
    path.parent.name: json.loads(path.read_text())
    for path in sorted(SPECS.glob("tasks/*/operation.json"))
}
CASES = [
    pytest.param(manifest, example, id=f"{task}-{example['name'].replace(' ', '_')}")
    for task, manifest in MANIFESTS.items()
    for example in manifest["examples"]
]
PATHS = {"openai": "/v1", "task": "", "pipeline": ""}


def python(value: Any) -> Any:
    """Return an example's value with `{"$base64": ...}` as bytes."""
    if isinstance(value, dict):
        if set(value) == {"$base64"}:
            return base64.b64decode(value["$base64"])
        return {key: python(item) for key, item in value.items()}
    if isinstance(value, list):
        return [python(item) for item in value]
    return value


def comparable(value: Any) -> Any:
    """Return a result as plain Python values."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "model_dump"):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [comparable(item) for item in value]
    return value


def reply_of(response: dict[str, Any]) -> Reply:
    if "events" in response:
        return event_reply(response["events"])
    if "base64" in response:
        return Reply(
            body=base64.b64decode(response["base64"]),
            headers={"content-type": response["content_type"]},
        )
    return json_reply(response["json"])


@pytest.mark.parametrize(("manifest", "example"), CASES)
def test_example(
    manifest: dict[str, Any],
    example: dict[str, Any],
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    server.queue(reply_of(example["response"]))
    client = make_client(base_url=server.url)

    result = client.call(manifest["method"], **python(example["arguments"]))
    if "events" in example["response"]:
        result = list(result)

    (request,) = server.seen
    route = manifest["route"]
    assert request.method == "POST"
    assert request.path == (PATHS[route["style"]] + route.get("path", "") or "/")
    expected = example["request"]
    if "json" in expected:
        assert request.json == expected["json"]
        assert request.headers["content-type"] == "application/json"
    else:
        assert request.body == base64.b64decode(expected["base64"])
        assert request.headers["content-type"] == expected["content_type"]
    for name, value in manifest.get("headers", {}).items():
        assert request.headers[name] == value
    assert comparable(result) == python(example["result"])


def test_aliases_are_the_same_method(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    for manifest in MANIFESTS.values():
        for alias in manifest.get("aliases", []):
            target: Any = client.inner
            for step in alias.split("."):
                target = getattr(target, step)
            assert target == getattr(client.inner, manifest["method"])
