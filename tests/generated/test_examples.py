"""Contract tests: every example of every manifest, over a real socket, for both clients."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.clients import Client
from tests.support.examples import comparable, form_of, python, reply_of
from tests.support.server import Script

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
PATHS = {"openai": "/v1", "task": "", "pipeline": "", "server": ""}


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
    api = example["arguments"].get("api", manifest.get("default_api"))
    route = manifest["route"] if api is None else manifest["apis"][api]["route"]
    expected = example["request"]
    assert request.method == expected.get("method", "POST")
    assert request.path == (PATHS[route["style"]] + route.get("path", "") or "/")
    if "method" in expected:
        assert request.body == b""
    elif "form" in expected:
        assert form_of(request) == python(expected["form"])
    elif "json" in expected:
        assert request.json == expected["json"]
        assert request.headers["content-type"] == "application/json"
    else:
        assert request.body == base64.b64decode(expected["base64"])
        assert request.headers["content-type"] == expected["content_type"]
    for name, value in manifest.get("headers", {}).items():
        assert (request.headers[name] == value) is (api is None)
    assert comparable(result) == comparable(python(example["result"]))


FINAL_CASES = [
    pytest.param(manifest, example, id=f"{task}-{example['name'].replace(' ', '_')}")
    for task, manifest in MANIFESTS.items()
    for example in manifest["examples"]
    if "final" in example
]


@pytest.mark.parametrize(("manifest", "example"), FINAL_CASES)
def test_what_a_stream_adds_up_to(
    manifest: dict[str, Any],
    example: dict[str, Any],
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    client = make_client(base_url=server.url)
    for started in (False, True):
        server.queue(reply_of(example["response"]))
        stream = client.call(manifest["method"], **python(example["arguments"]))
        if started:
            next(stream)
        assert comparable(stream.final()) == comparable(python(example["final"]))
        assert stream.outcome.complete


def test_aliases_are_the_same_method(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    for manifest in MANIFESTS.values():
        for alias in manifest.get("aliases", []):
            target: Any = client.inner
            for step in alias.split("."):
                target = getattr(target, step)
            assert target == getattr(client.inner, manifest["method"])
