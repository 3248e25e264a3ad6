"""Headers of the caller win over every default, and a URL given to a method is another server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.clients import Client
from tests.support.server import Script, event_reply, json_reply

MakeClient = Callable[..., Client]

MESSAGES = [{"role": "user", "content": "Hi"}]
PNG = b"\x89PNG\r\n\x1a\n"
LABELS = [{"label": "a", "score": 1.0}]
CHAT = {
    "id": "1",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"}}],
}
CALLS: dict[str, tuple[str, tuple[Any, ...], dict[str, Any], Any]] = {
    "JSON": ("text_classification", ("a",), {}, LABELS),
    "a file": ("image_classification", (PNG,), {}, LABELS),
    "a file in JSON": ("image_classification", (PNG,), {"top_k": 1}, LABELS),
    "chat": ("chat_completion", (MESSAGES,), {}, CHAT),
    "post": ("post", (), {"json": {"inputs": "a"}}, LABELS),
}


@pytest.mark.parametrize("spelling", ["Content-Type", "content-type", "CONTENT-TYPE"])
@pytest.mark.parametrize("name", CALLS)
def test_the_callers_content_type_is_sent(
    name: str, spelling: str, server: Script, make_client: MakeClient
) -> None:
    method, arguments, options, answer = CALLS[name]
    server.queue(json_reply(answer))
    client = make_client(model=server.url, headers={spelling: "application/x-own"})
    client.call(method, *arguments, **options)
    assert server.seen[0].headers["content-type"] == "application/x-own"
    assert server.seen[0].body


def test_and_in_streams(server: Script, make_client: MakeClient) -> None:
    chunk = {"choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": "stop"}]}
    server.queue(event_reply([chunk, "[DONE]"]))
    client = make_client(model=server.url, headers={"Content-Type": "application/x"})
    assert len(list(client.call("chat_completion", MESSAGES, stream=True))) == 1
    assert server.seen[0].headers["content-type"] == "application/x"


def test_a_form_keeps_its_own(server: Script, make_client: MakeClient) -> None:
    """Nobody could read its parts without the mark between them."""
    server.queue(json_reply({"text": "a"}))
    client = make_client(base_url=f"{server.url}/v1", headers={"Content-Type": "application/json"})
    client.call("automatic_speech_recognition", b"fLaC" + bytes(8), api="openai", model="m")
    assert server.seen[0].headers["content-type"].startswith("multipart/form-data; boundary=")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accept", "image/jpeg"),
        ("User-Agent", "mine/1"),
        ("Authorization", "Basic x"),
        ("Accept-Encoding", "identity"),
    ],
)
def test_other_headers_of_the_caller_win(
    name: str, value: str, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(LABELS))
    client = make_client(model=server.url, headers={name: value}, token="hf_x")
    client.call("text_classification", "a")
    assert server.seen[0].headers[name.lower()] == value


# Addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("client", [{"model": "org/name"}, {"model": "http://127.0.0.1:9/v1"}])
def test_a_url_given_to_a_method_is_another_server(
    client: dict[str, Any], server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(CHAT))
    make_client(**client).call("chat_completion", MESSAGES, model=server.url)
    assert server.seen[0].json["model"] == "tgi"
    assert server.seen[0].path == "/v1/chat/completions"


def test_a_url_that_asks_for_an_id_gets_the_clients(
    server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(CHAT))
    url = f"{server.url}/{{model}}/v1"
    make_client(model="org/name").call("chat_completion", MESSAGES, model=url)
    assert server.seen[0].path == "/org/name/v1/chat/completions"


def test_a_models_id_given_to_a_method_wins(server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply(CHAT))
    client = make_client(base_url=f"{server.url}/v1")
    client.call("chat_completion", MESSAGES, model="org/other")
    assert server.seen[0].json["model"] == "org/other"
