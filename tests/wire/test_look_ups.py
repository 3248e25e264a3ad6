"""What the hub is asked with, and what its answers may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, InferenceApi
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, json_reply, scripted

CANARY = "canary-own-server"
OF_THE_HUB = "hf_canaryofthehub"
STATUS = {
    "loaded": True,
    "state": "Loaded",
    "compute_type": "cpu",
    "framework": "transformers",
}

Make = Callable[..., Client]

OWN: dict[str, Any] = {
    "cookies": {"session": CANARY},
    "headers": {"X-API-Key": CANARY, "X-Tenant": CANARY, "Authorization": f"Bearer {CANARY}"},
}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, server: Script) -> Script:
    """The hub, beside `server`, which serves the caller's models."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    server.always(answer)
    return server


def answer(seen: Seen) -> Reply:
    if seen.path == "/api/tasks":
        return json_reply({"text-classification": {"widgetModels": ["org/recommended"]}})
    if seen.path.startswith("/api/models/"):
        return json_reply({"pipeline_tag": "text-classification"})
    if "/status/" in seen.path:
        return json_reply(STATUS)
    if "/framework/" in seen.path:
        return json_reply([{"model_id": "org/m", "task": "fill-mask"}])
    return json_reply([{"label": "POSITIVE", "score": 0.9}])


@pytest.mark.parametrize("token", [CANARY, False, None])
def test_the_hub_gets_nothing_that_is_for_another_server(
    hub: Script, make_client: Make, token: Any
) -> None:
    client = make_client(base_url="http://own.example/", token=token, **OWN)
    assert client.call("get_recommended_model", "text-classification") == "org/recommended"
    assert CANARY not in str(hub.seen[0].headers)
    assert set(hub.seen[0].headers) <= {"host", "user-agent", "accept-encoding", "accept"}


def test_a_call_without_a_model_asks_the_hub_with_nothing_either(
    hub: Script, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted() as service:
        service.always(answer)
        monkeypatch.setenv("HF_INFERENCE_ENDPOINT", service.url)
        make_client(token=CANARY, **OWN).call("text_classification", "hi")
    assert [seen.path for seen in hub.seen] == ["/api/tasks"]
    assert CANARY not in str(hub.seen[0])
    assert service.seen[0].path == "/models/org/recommended"
    assert service.seen[0].headers["x-tenant"] == CANARY


@pytest.mark.parametrize("how", ["passed", "found", "true"])
def test_a_token_of_the_hub_is_for_the_hub(
    hub: Script, make_client: Make, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how != "passed":
        monkeypatch.setenv("HF_TOKEN", OF_THE_HUB)
    token = {"passed": OF_THE_HUB, "found": None, "true": True}[how]
    make_client(token=token, **OWN).call("get_recommended_model", "text-classification")
    assert hub.seen[0].headers["authorization"] == f"Bearer {OF_THE_HUB}"


@pytest.mark.parametrize("address", ["base_url", "model"])
@pytest.mark.parametrize(
    ("method", "arguments"),
    [("get_model_status", ("org/m",)), ("list_deployed_models", ("transformers",))],
)
def test_the_hosted_service_gets_nothing_that_is_for_another_server(
    hub: Script,
    make_client: Make,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    method: str,
    arguments: Any,
) -> None:
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", hub.url)
    own = {address: "http://own.example:8080/v1"}
    make_client(token=CANARY, **own, **OWN).call(method, *arguments)
    make_client(token=OF_THE_HUB, **own, **OWN).call(method, *arguments)
    assert CANARY not in str([seen.headers for seen in hub.seen])
    assert hub.seen[1].headers["authorization"] == f"Bearer {OF_THE_HUB}"
    # Where it is the caller's own, it is asked as it is called.
    make_client(token=CANARY, cookies={"a": "b"}).call(method, *arguments)
    assert hub.seen[2].headers["authorization"] == f"Bearer {CANARY}"
    assert hub.seen[2].headers["cookie"] == "a=b"


def test_the_legacy_client_asks_the_hub_with_its_own_tokens_only(
    hub: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", hub.url)
    for token, sent in ((CANARY, None), (OF_THE_HUB, f"Bearer {OF_THE_HUB}")):
        hub.seen.clear()
        with pytest.warns(FutureWarning), InferenceApi("org/m", token=token) as api:
            api("hi")
        assert hub.seen[0].headers.get("authorization") == sent
        assert hub.seen[1].headers["authorization"] == f"Bearer {token}"


NO_IDS = [
    "http://evil.example/m",
    "HTTPS://evil.example/m",
    "//evil.example/m",
    "../../etc/passwd",
    "org/..",
    "org/m?x=1",
    "org/m#x",
    "org/m/../../x",
    "org/a/b",
    "org/m%2f..",
    "org\\m",
    "evil.example:80/m",
    "127.0.0.1/m",
    "localhost",
    "user@evil.example",
    " org/m",
    "org/m\r\nx: y",
    "",
    "org/",
    "/m",
    "örg/m",
    "a" * 300,
    7,
    None,
    {"id": "org/m"},
]


@pytest.mark.parametrize("entry", NO_IDS, ids=lambda entry: repr(entry)[:20])
def test_what_the_hub_recommends_is_an_id(
    hub: Script, make_client: Make, monkeypatch: pytest.MonkeyPatch, entry: object
) -> None:
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", hub.url)
    hub.queue(json_reply({"text-classification": {"widgetModels": [entry]}}))
    client = make_client(token=OF_THE_HUB)
    with pytest.raises(ArgumentError, match="recommends no"):
        client.call("text_classification", "hi")
    hub.queue(json_reply({"text-classification": {"widgetModels": [entry, "gpt2"]}}))
    assert client.call("get_recommended_model", "text-classification") == "gpt2"
    assert [seen.path for seen in hub.seen] == ["/api/tasks"] * 2


@pytest.mark.parametrize("models", [{"0": "org/m"}, "org/m", 5, None, []])
def test_recommendations_of_another_shape_are_none(
    hub: Script, make_client: Make, models: object
) -> None:
    hub.queue(json_reply({"text-classification": {"widgetModels": models}}))
    with pytest.raises(ArgumentError, match="recommends no"):
        make_client().call("text_classification", "hi")


def test_a_look_up_that_is_redirected_takes_no_token_along(hub: Script, make_client: Make) -> None:
    with scripted() as other:
        other.always(answer)
        hub.queue(Reply(302, headers={"location": f"{other.url}/api/tasks"}))
        client = make_client(token=OF_THE_HUB)
        assert client.call("get_recommended_model", "text-classification") == "org/recommended"
    assert "authorization" not in other.seen[0].headers
