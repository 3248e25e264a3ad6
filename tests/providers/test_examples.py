"""Contract tests of all pairs of provider and task, from the examples of their specs.

Both clients, by way of the router and with a key of the provider's own, over a real socket.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from inferloom.by_name import operation
from tests.providers.support import CDN, FILES, PROVIDERS, Hub, listing, provider_at
from tests.support.clients import Client
from tests.support.examples import comparable, form_of, python, reply_of
from tests.support.server import Script, Seen

CASES = [
    pytest.param(name, method, routed, id=f"{name}-{method}-{'routed' if routed else 'direct'}")
    for name, spec in PROVIDERS.items()
    for method, task in spec["tasks"].items()
    for routed in (True, False)
    if (spec.get("routed", True) if routed else spec.get("direct", True))
]
CUT = "\x00"


def here(value: Any, url: str) -> Any:
    """Return a part of an example with the files at this machine."""
    return json.loads(json.dumps(value).replace(CDN, f"{url}{FILES}"))


@pytest.mark.parametrize(("name", "method", "routed"), CASES)
def test_pair(
    name: str,
    method: str,
    routed: bool,
    server: Script,
    make_client: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = PROVIDERS[name]
    task = spec["tasks"][method]
    example = here(task["example"], server.url)
    hub_task = operation(method).hub_task
    entry = listing(name, example["provider_id"], hub_task)
    if "adapter" in example:
        entry[name] |= {"adapter": "lora", "adapterWeightsPath": example["adapter"]}
    hub = Hub(monkeypatch, server, {example["model"]: entry})
    for step in example["exchange"]:
        server.queue(reply_of(step["response"]))
    direct = f"{server.url}/direct"
    with provider_at(monkeypatch, name, direct) as provider:
        client = make_client(
            provider=name,
            token="hf_secret" if routed else "secret",
            bill_to="acme" if routed else None,
            headers={"x-mine": "1"},
        )
        arguments = python(example["arguments"])
        result = client.call(method, model=example["model"], **arguments)

    assert comparable(result) == comparable(python(example["result"]))
    listed = spec.get("listed", True)
    assert [seen.path.partition("?")[0] for seen in hub.asked] == (
        [f"/api/models/{example['model']}"] if listed else []
    )
    base = f"/router/{name}" if routed else "/direct"
    queue = f"/{task['base']}" if isinstance(task, dict) and "base" in task else ""
    assert len(server.seen) == len(example["exchange"])
    for seen, step in zip(server.seen, example["exchange"], strict=True):
        verb, path = next((v, p) for v, p in step["request"].items() if v in ("GET", "POST"))
        assert seen.method == verb
        if path.startswith(server.url):
            check_file(seen, path.removeprefix(server.url))
            continue
        if not routed and queue:
            path = queue + path.replace("?" + spec["bases"][task["base"]].get("query", CUT), "")
        assert seen.path == base + path
        check_headers(seen, spec, routed, provider.key)
        check_body(seen, step["request"])


def check_file(seen: Seen, path: str) -> None:
    assert seen.path == path
    for header in ("authorization", "x-mine", "x-hf-bill-to", "prefer", "cookie"):
        assert header not in seen.headers


def check_headers(seen: Seen, spec: dict[str, Any], routed: bool, key: str) -> None:
    expected = "Bearer hf_secret" if routed else key.replace("{key}", "secret")
    assert seen.headers["authorization"] == expected
    assert seen.headers.get("x-hf-bill-to") == ("acme" if routed else None)
    assert seen.headers["x-mine"] == "1"
    for header, value in spec.get("headers", {}).items():
        assert seen.headers[header] == value


def check_body(seen: Seen, request: dict[str, Any]) -> None:
    if "form" in request:
        assert form_of(seen) == python(request["form"])
    elif "json" in request:
        assert seen.json == request["json"]
        if "model" in request["json"]:
            assert seen.body.startswith(b'{"model":')
    elif "base64" in request:
        assert seen.body == base64.b64decode(request["base64"])
        assert seen.headers["content-type"] == request["content_type"]
    else:
        assert seen.body == b""
