"""Who serves a call: named, `auto`, or none named. What the hub is asked, and how often."""

from __future__ import annotations

import base64
import logging
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceClient,
    NotFoundError,
    StatusError,
)
from tests.providers.support import PROVIDERS, Hub, listing, provider_at
from tests.support.clients import Client
from tests.support.examples import comparable
from tests.support.server import Script, event_reply, json_reply

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
MakeClient = Callable[..., Client]
B64 = json_reply({"data": [{"b64_json": base64.b64encode(PNG).decode()}]})
CHAT = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "Hi."}, "finish_reason": "stop"}
    ],
}


def served(*entries: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        found |= entry
    return found


IMAGE = "text-to-image"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, server: Script) -> Hub:
    return Hub(monkeypatch, server, {})


# `auto` ----------------------------------------------------------------------------------------


def test_auto_takes_the_first_entry_that_fits(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = served(
        listing("unheard-of", "x", IMAGE),  # a provider that we do not know
        listing("fal-ai", "y", "image-to-image"),  # another task
        listing("nscale", "z", IMAGE, status="error"),  # the hub's check failed
        listing("together", "flux", IMAGE),
    )
    server.queue(B64)
    client = make_client(provider="auto", token="hf_x")
    assert comparable(client.call("text_to_image", "a cat", model="acme/flux")) == comparable(PNG)
    assert server.seen[0].path == "/router/together/v1/images/generations"
    assert server.seen[0].json["model"] == "flux"


def test_auto_takes_one_in_error_rather_than_none(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = listing("nscale", "z", IMAGE, status="error")
    server.queue(B64)
    client = make_client(provider="auto", token="hf_x")
    with pytest.warns(UserWarning, match="acme/flux at nscale is in the status 'error'"):
        client.call("text_to_image", "a cat", model="acme/flux")


@pytest.mark.parametrize("mapping", [{}, None, []])
def test_auto_and_nobody(mapping: Any, hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/flux"] = mapping
    client = make_client(provider="auto", token="hf_x")
    with pytest.raises(ArgumentError, match="the hub lists no provider for it"):
        client.call("text_to_image", "a cat", model="acme/flux")
    assert server.seen == []


def test_auto_chat_goes_to_the_router_without_a_look_up(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(CHAT))
    client = make_client(provider="auto", token="hf_x", bill_to="acme")
    client.call("chat_completion", [{"role": "user", "content": "Hi"}], model="acme/chat:fastest")
    (seen,) = server.seen
    assert seen.path == "/router/v1/chat/completions"
    assert seen.json["model"] == "acme/chat:fastest"
    assert seen.headers["x-hf-bill-to"] == "acme"
    assert hub.asked == []


def test_auto_chat_takes_no_key_of_a_provider(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    client = make_client(provider="auto", token="sk-1")
    with pytest.raises(ArgumentError, match="name the provider that this key is of"):
        client.call("chat_completion", [{"role": "user", "content": "Hi"}], model="acme/chat")
    assert server.seen == []


@pytest.mark.parametrize("given", [{"token": "sk-1"}, {"headers": {"Authorization": "Key sk-1"}}])
def test_a_key_of_a_provider_goes_to_nobody_that_is_chosen(
    given: Any, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = listing("together", "flux", IMAGE)
    client = make_client(provider="auto", **given)
    with pytest.raises(ArgumentError, match="name the provider that this key is of"):
        client.call("text_to_image", "a cat", model="acme/flux")
    server.queue(not_served())
    with pytest.raises(NotFoundError):
        make_client(**given).call("text_to_image", "a cat", model="acme/flux")
    assert hub.asked == []
    assert [seen.path for seen in server.seen] == ["/router/hf-inference/models/acme/flux"]


def test_auto_may_be_the_hosted_service(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/flux"] = listing("hf-inference", "acme/flux", IMAGE)
    server.queue(json_reply({"image": base64.b64encode(PNG).decode()}))
    client = make_client(provider="auto", token="hf_x")
    client.call("text_to_image", "a cat", model="acme/flux")
    assert server.seen[0].path == "/router/hf-inference/models/acme/flux"


# A named provider ------------------------------------------------------------------------------


def test_one_look_up_serves_all_calls_of_a_client(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = served(
        listing("together", "a", IMAGE), listing("nscale", "b", IMAGE)
    )
    client = make_client(provider="together", token="hf_x", model="acme/flux")
    for _ in range(3):
        server.queue(B64)
        client.call("text_to_image", "a cat")
    assert len(hub.asked) == 1
    assert hub.asked[0].headers["authorization"] == "Bearer hf_x"
    assert "x-hf-bill-to" not in hub.asked[0].headers


def test_failed_look_ups_are_not_kept(hub: Hub, server: Script, make_client: MakeClient) -> None:
    client = make_client(provider="together", token="hf_x", model="acme/flux")
    with pytest.raises(NotFoundError, match="the hub has no model 'acme/flux'"):
        client.call("text_to_image", "a cat")
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    server.queue(B64)
    client.call("text_to_image", "a cat")


def test_both_forms_of_the_answer(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/flux"] = [
        {"provider": "together", "providerId": "wrong", "task": "image-to-image", "status": "live"},
        {"provider": "together", "providerId": "right", "task": IMAGE, "status": "live"},
    ]
    server.queue(B64)
    make_client(provider="together", token="hf_x").call("text_to_image", "a", model="acme/flux")
    assert server.seen[0].json["model"] == "right"


def test_who_does_not_serve_a_model_is_told_who_does(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = served(
        listing("fal-ai", "a", IMAGE), listing("together", "b", "image-to-image")
    )
    client = make_client(provider="together", token="hf_x")
    with pytest.raises(ArgumentError) as info:
        client.call("text_to_image", "a cat", model="acme/flux")
    assert info.value.argument == "provider"
    assert "fal-ai (text-to-image), together (image-to-image)" in str(info.value)
    assert server.seen == []


def test_chat_models_are_not_for_text_generation(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/chat"] = listing("together", "a", "conversational")
    client = make_client(provider="together", token="hf_x")
    with pytest.raises(ArgumentError, match="call chat_completion"):
        client.call("text_generation", "Once", model="acme/chat")


def test_a_staging_entry_is_warned_of(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE, status="staging")
    server.queue(B64)
    with pytest.warns(UserWarning, match="members of the provider's organisation"):
        make_client(provider="together", token="hf_x").call("text_to_image", "a", model="acme/flux")


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_a_task_that_is_not_offered(name: str, server: Script, make_client: MakeClient) -> None:
    method, arguments = "rerank", {"query": "q", "documents": ["d"]}
    client = make_client(provider=name, token="hf_x" if name != "openai" else "sk-1")
    with pytest.raises(ArgumentError, match=f"{name} does not serve rerank; it serves "):
        client.call(method, **arguments, model="acme/m")
    assert server.seen == []


def test_names_of_providers_are_checked() -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(ArgumentError, match="did you mean 'fal-ai'") as info:
            kind(provider="fal")  # type: ignore[arg-type]
        assert info.value.argument == "provider"
        with pytest.raises(ArgumentError, match="there are auto, baseten"):
            kind(provider="zzzz")  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="the name of a provider"):
            kind(provider=1)  # type: ignore[arg-type]


def test_an_address_and_a_provider_exclude_each_other(
    server: Script, make_client: MakeClient
) -> None:
    for arguments in ({"base_url": server.url}, {"model": server.url}):
        with pytest.raises(ArgumentError, match="pass only one of them"):
            make_client(provider="fal-ai", **arguments)
    client = make_client(provider="fal-ai", token="hf_x")
    with pytest.raises(ArgumentError) as info:
        client.call("text_to_image", "a cat", model=server.url)
    assert info.value.argument == "model"


def test_api_and_a_provider_exclude_each_other(hub: Hub, make_client: MakeClient) -> None:
    client = make_client(provider="together", token="hf_x")
    with pytest.raises(ArgumentError) as info:
        client.call("text_to_image", "a cat", model="acme/flux", api="openai")
    assert info.value.argument == "api"


def test_router_suffixes_are_for_auto_chat(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    for provider in ("together", "auto"):
        client = make_client(provider=provider, token="hf_x")
        with pytest.raises(ArgumentError, match="':cheapest' is for chat"):
            client.call("text_to_image", "a cat", model="acme/flux:cheapest")
    with pytest.raises(ArgumentError, match="':cheapest' is for chat"):
        make_client(provider="together", token="hf_x").call(
            "chat_completion", [{"role": "user", "content": "Hi"}], model="acme/chat:cheapest"
        )
    assert server.seen == hub.asked == []


# None ------------------------------------------------------------------------------------------


def not_served(status: int = 404) -> Any:
    return json_reply(
        {"error": "Model acme/flux is not supported by provider hf-inference."}, status
    )


@pytest.mark.parametrize("status", [400, 404])
def test_what_the_hosted_service_lacks_goes_to_who_has_it(
    status: int,
    hub: Hub,
    server: Script,
    make_client: MakeClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hub.mappings["acme/flux"] = served(
        listing("hf-inference", "acme/flux", IMAGE), listing("together", "a", IMAGE)
    )
    server.queue(not_served(status), B64, B64)
    client = make_client(token="hf_x", model="acme/flux")
    with caplog.at_level(logging.INFO, "inferloom"):
        assert comparable(client.call("text_to_image", "a cat")) == comparable(PNG)
    assert "hf-inference does not serve acme/flux; calling together" in caplog.text
    assert comparable(client.call("text_to_image", "a cat")) == comparable(PNG)
    assert [seen.path for seen in server.seen] == [
        "/router/hf-inference/models/acme/flux",
        "/router/together/v1/images/generations",
        "/router/together/v1/images/generations",
    ]
    assert len(hub.asked) == 1


def test_what_nobody_has_is_the_first_error_and_asked_once(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/flux"] = {}
    server.queue(not_served(), not_served())
    client = make_client(token="hf_x", model="acme/flux")
    for _ in range(2):
        with pytest.raises(NotFoundError, match="not supported by provider hf-inference"):
            client.call("text_to_image", "a cat")
    assert len(hub.asked) == 1


def test_a_hub_that_cannot_be_asked_leaves_the_first_error(
    server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_ROUTER_ENDPOINT", f"{server.url}/router")
    client = make_client(token="hf_x", model="acme/flux", max_retries=0)
    for _ in range(2):  # the hub is asked again, as it may be well by then
        server.queue(not_served(), json_reply({"error": "down"}, 503))
        with pytest.raises(NotFoundError, match="not supported by provider hf-inference") as info:
            client.call("text_to_image", "a cat")
        assert "down" in str(info.value.hint)
    assert len(server.seen) == 4


def test_other_errors_ask_nobody(hub: Hub, server: Script, make_client: MakeClient) -> None:
    client = make_client(token="hf_x", model="acme/flux", max_retries=0)
    for status in (401, 422, 500):
        server.queue(json_reply({"error": "no"}, status))
        with pytest.raises(StatusError):
            client.call("text_to_image", "a cat")
    assert hub.asked == []


def test_no_look_up_where_none_is_due(hub: Hub, server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply([{"label": "a", "score": 1.0}]), json_reply(CHAT))
    client = make_client(token="hf_x", model="acme/m")
    client.call("text_classification", "x")
    client.call("chat_completion", [{"role": "user", "content": "Hi"}])
    local = make_client(base_url=server.url)
    server.queue(json_reply({"error": "not found"}, 404))
    with pytest.raises(NotFoundError):
        local.call("text_to_image", "a cat")
    assert hub.asked == []


def test_a_private_service_has_everything(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", f"{server.url}/own")
    for provider in (None, "auto"):
        server.queue(not_served())
        with pytest.raises(NotFoundError):
            make_client(provider=provider, token="hf_x").call(
                "text_to_image", "a cat", model="acme/flux"
            )
    assert [seen.path for seen in server.seen] == ["/own/models/acme/flux"] * 2
    assert hub.asked == []


# Keys ------------------------------------------------------------------------------------------


def test_no_token_at_all(hub: Hub, server: Script, make_client: MakeClient) -> None:
    for token in (None, False):
        client = make_client(provider="together", token=token)
        with pytest.raises(ArgumentError, match="pass a token of Hugging Face") as info:
            client.call("text_to_image", "a cat", model="acme/flux")
        assert info.value.argument == "token"
    assert server.seen == hub.asked == []


def test_the_hosted_service_wants_no_token(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply([{"label": "a", "score": 1.0}]))
    make_client(provider="hf-inference").call("text_classification", "x", model="acme/m")
    assert "authorization" not in server.seen[0].headers
    assert server.seen[0].path == "/router/hf-inference/models/acme/m"


@pytest.mark.parametrize("token", ["hf_x", None])
def test_openai_takes_no_token_of_hugging_face(
    token: str | None,
    hub: Hub,
    server: Script,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_found")
    with pytest.raises(ArgumentError, match="pass a key of openai"):
        make_client(provider="openai", token=token).call(
            "chat_completion", [{"role": "user", "content": "Hi"}], model="gpt-5"
        )
    assert server.seen == []


def test_a_token_that_is_found_is_routed_whatever_it_looks_like(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    monkeypatch.setenv("HF_TOKEN", "eyJhbGciOi.oidc")
    for token in (None, True):
        server.queue(B64)
        make_client(provider="together", token=token).call("text_to_image", "a", model="acme/flux")
    for seen in server.seen:
        assert seen.path.startswith("/router/together/")
        assert seen.headers["authorization"] == "Bearer eyJhbGciOi.oidc"


def test_a_key_of_a_provider_goes_there_and_not_to_the_hub(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    server.queue(B64)
    with provider_at(monkeypatch, "together", f"{server.url}/direct"):
        client = make_client(provider="together", token="key-1", bill_to="acme")
        with pytest.warns(UserWarning, match="bill_to is for calls by way of the hub's router"):
            client.call("text_to_image", "a cat", model="acme/flux")
    assert server.seen[0].path == "/direct/v1/images/generations"
    assert server.seen[0].headers["authorization"] == "Bearer key-1"
    assert "x-hf-bill-to" not in server.seen[0].headers
    assert "authorization" not in hub.asked[0].headers


def test_keys_of_the_environment_are_read_when_asked(
    hub: Hub, server: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    monkeypatch.setenv("TOGETHER_API_KEY", "key-2")
    with provider_at(monkeypatch, "together", f"{server.url}/direct"):
        with pytest.raises(ArgumentError, match="token: together wants one"):
            InferenceClient(provider="together").text_to_image("a", model="acme/flux")
        server.queue(B64)
        client = InferenceClient.from_env(provider="together", model="acme/flux")
        assert comparable(client.text_to_image("a cat")) == comparable(PNG)
    assert server.seen[0].headers["authorization"] == "Bearer key-2"
    assert "key-2" not in repr(client) + str(pickle.dumps(client))


def test_who_is_charged(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    server.queue(B64)
    with pytest.warns(UserWarning, match="bill_to is taken"):
        client = make_client(
            provider="together", token="hf_x", bill_to="one", headers={"X-HF-Bill-To": "two"}
        )
    client.call("text_to_image", "a cat", model="acme/flux")
    assert server.seen[0].headers["x-hf-bill-to"] == "one"
    with pytest.raises(ArgumentError, match="bill_to"):
        make_client(bill_to="a b")


# Streams, pickles, lists -----------------------------------------------------------------------


def test_text_generation_streams_by_a_provider(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/base"] = listing("together", "base", "text-generation")
    chunks: list[Any] = [
        {"choices": [{"index": 0, "text": text, "finish_reason": None}]}
        for text in ("Once", " upon")
    ]
    chunks[-1]["choices"][0]["finish_reason"] = "stop"
    server.queue(event_reply([*chunks, "[DONE]"]))
    client = make_client(provider="together", token="hf_x")
    stream = client.call("text_generation", "x", model="acme/base", stream=True, max_new_tokens=5)
    assert list(stream) == ["Once", " upon"]
    assert server.seen[0].json == {"model": "base", "prompt": "x", "max_tokens": 5, "stream": True}


def test_chat_streams_by_a_provider(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/chat"] = listing("groq", "chat-1", "conversational")
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}],
    }
    server.queue(event_reply([chunk, "[DONE]"]))
    client = make_client(provider="groq", token="hf_x")
    stream = client.call(
        "chat_completion", [{"role": "user", "content": None}], model="acme/chat", stream=True
    )
    assert [c.choices[0].delta.content for c in stream] == ["Hi"]
    assert server.seen[0].json["messages"] == [{"role": "user", "content": None}]  # as written
    assert server.seen[0].json["model"] == "chat-1"


def test_a_pickled_client_keeps_its_provider() -> None:
    client = pickle.loads(pickle.dumps(InferenceClient(provider="together", bill_to="acme")))
    assert client._session.config.provider == "together"
    assert client._session.config.bill_to == "acme"


def test_the_list_of_providers(hub: Hub, server: Script, make_client: MakeClient) -> None:
    hub.mappings["acme/chat"] = served(
        listing("groq", "a", "conversational"),
        listing("unheard-of", "b", "conversational", status="error"),
    )
    told = {
        "provider": "groq",
        "status": "live",
        "context_length": 8192,
        "pricing": {"input": 0.1, "output": 0.2},
        "is_free": False,
        "supports_tools": True,
        "first_token_latency_ms": 120,
        "throughput": 400.5,
    }
    server.queue(json_reply({"data": {"id": "acme/chat", "providers": [told]}}))
    client = make_client(token="hf_x")
    first, second = client.call("providers", "acme/chat")
    assert (first.provider, first.id, first.status, first.task) == (
        "groq",
        "a",
        "live",
        "conversational",
    )
    assert (first.context_length, first.input_price, first.output_price) == (8192, 0.1, 0.2)
    assert (first.supports_tools, first.supports_structured_output) == (True, None)
    assert (first.first_token_latency, first.throughput) == (0.12, 400.5)
    assert (second.provider, second.status, second.output_price) == ("unheard-of", "error", None)
    assert server.seen[0].path == "/router/v1/models/acme/chat"


def test_other_options_of_the_same_connections(
    hub: Hub, server: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.mappings["acme/flux"] = listing("together", "a", IMAGE)
    server.queue(B64)
    client = InferenceClient(token="hf_x", model="acme/flux").with_options(provider="together")
    assert comparable(client.text_to_image("a cat")) == comparable(PNG)
    with pytest.raises(ArgumentError, match="not known"):
        client.with_options(provider="none")  # type: ignore[arg-type]
    exchange = None
    server.queue(B64)
    from inferloom.operations.text_to_image import text_to_image

    exchange = client.exchange(text_to_image("a cat"))
    assert exchange.provider == "together"
    assert comparable(exchange.result) == comparable(exchange.content) == comparable(PNG)
    assert (exchange.content, exchange.body[:7]) == (PNG, b'{"data"')


def test_a_fake_asks_nobody_who_serves_a_call() -> None:
    from inferloom.testing import FakeClient

    fake = FakeClient(provider="together", token="hf_x")
    assert fake.text_to_image("a cat", model="acme/flux")
    with pytest.raises(ArgumentError, match="not known"):
        FakeClient(provider="none")  # type: ignore[arg-type]


def test_headers_of_no_sense_beside_bill_to() -> None:
    for headers in ({1: "a"}, 5, [("a", "b")]):
        with pytest.raises(ArgumentError, match="headers"):
            InferenceClient(bill_to="acme", headers=headers)  # type: ignore[arg-type]


def test_importing_the_package_loads_no_provider() -> None:
    code = (
        "import sys, inferloom\n"
        "c = inferloom.InferenceClient(token='hf_x')\n"
        "print([m for m in sys.modules if m.startswith('inferloom.providers')])\n"
        "c = inferloom.InferenceClient(provider='groq', token='hf_x')\n"
        "print([m for m in sys.modules if m.startswith('inferloom.providers')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "['inferloom.providers']"]
