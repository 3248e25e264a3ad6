"""Where requests go, which model they name and which token they carry, on the wire."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from inferloom import ArgumentError, InferenceClient, InferenceTimeoutError, TokenNotFoundError
from tests.support.clients import Client
from tests.support.server import Script, json_reply

CHAT = {"choices": [{"index": 0, "message": {"content": "Hi"}}]}
TOKEN = "hf_canary"


def answers(seen: Any) -> Any:
    if seen.path == "/api/tasks":
        return json_reply(
            {
                "text-classification": {"widgetModels": ["org/classifier"]},
                "text-generation": {"widgetModels": ["org/writer"]},
            }
        )
    if "chat/completions" in seen.path:
        return json_reply(CHAT)
    return json_reply([{"label": "a", "score": 1}])


@pytest.fixture
def hosted(server: Script, monkeypatch: pytest.MonkeyPatch) -> Script:
    """The server, in the place of the hub and of the hosted API."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    server.always(answers)
    return server


def test_no_model_takes_the_recommended_one_and_asks_once(
    hosted: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client()
    client.call("text_classification", "hi")
    client.call("text_classification", "hi")
    client.call("chat_completion", [{"role": "user"}])
    assert [seen.path for seen in hosted.seen] == [
        "/api/tasks",
        "/models/org/classifier",
        "/models/org/classifier",
        "/models/org/writer/v1/chat/completions",
    ]
    assert hosted.seen[3].json["model"] == "org/writer"


def test_no_model_and_none_recommended_names_the_argument(
    hosted: Script, make_client: Callable[..., Client]
) -> None:
    with pytest.raises(ArgumentError, match="recommends none for image-classification") as caught:
        make_client().call("image_classification", b"\x89PNG")
    assert caught.value.argument == "model"


@pytest.mark.parametrize(
    ("client_model", "call_model", "path", "body_model"),
    [
        ("org/a", None, "/models/org/a/v1/chat/completions", "org/a"),
        ("org/a", "org/b", "/models/org/b/v1/chat/completions", "org/b"),
    ],
)
def test_the_method_wins_in_url_and_body(
    hosted: Script,
    make_client: Callable[..., Client],
    client_model: str,
    call_model: str | None,
    path: str,
    body_model: str,
) -> None:
    client = make_client(model=client_model)
    client.call("chat_completion", [{"role": "user"}], model=call_model)
    assert hosted.seen[0].path == path
    assert hosted.seen[0].json["model"] == body_model


def test_a_url_with_query_is_kept(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(answers)
    client = make_client(base_url=f"{server.url}/openai/v1?api-version=2")
    client.call("chat_completion", [{"role": "user"}], model="m")
    assert server.seen[0].path == "/openai/v1/chat/completions?api-version=2"
    assert server.seen[0].json["model"] == "m"


def test_a_found_token_goes_to_the_configured_endpoint_only(
    hosted: Script,
    make_client: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    make_client(model="org/a").call("text_classification", "hi")
    assert hosted.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_found_token_stays_away_from_other_servers(
    server: Script, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    server.always(answers)
    client = make_client(base_url=server.url)
    with pytest.warns(UserWarning, match="token=True"):
        client.call("text_classification", "hi")
    assert "authorization" not in server.seen[0].headers


@pytest.mark.parametrize("arguments", [{"token": TOKEN}, {"api_key": TOKEN}])
def test_a_given_token_goes_where_the_caller_points(
    server: Script, make_client: Callable[..., Client], arguments: dict[str, Any]
) -> None:
    server.always(answers)
    make_client(base_url=server.url, **arguments).call("text_classification", "hi")
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_true_takes_the_found_one_anywhere_and_false_none(
    hosted: Script, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TokenNotFoundError, match="HF_TOKEN"):
        make_client(token=True)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    make_client(base_url=f"{hosted.url}/x", token=True).call("text_classification", "hi")
    make_client(base_url=f"{hosted.url}/x", token=False).call("text_classification", "hi")
    assert hosted.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "authorization" not in hosted.seen[1].headers


def test_headers_override_and_cookies_are_sent(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.always(answers)
    client = make_client(
        base_url=server.url,
        token=TOKEN,
        headers={"Authorization": "Basic x", "User-Agent": "mine", "X-Y": "1"},
        cookies={"a": "1", "b": "2"},
    )
    client.call("text_classification", "hi")
    headers = server.seen[0].headers
    assert headers["authorization"] == "Basic x"
    assert headers["user-agent"] == "mine"
    assert headers["x-y"] == "1"
    assert headers["cookie"] == "a=1; b=2"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({"model": "m", "base_url": "http://x"}, ("`model`", "`base_url`")),
        ({"token": "t", "api_key": "k"}, ("`token`", "`api_key`")),
        ({"base_url": "localhost:80"}, ("base_url", "http://")),
        ({"headers": {"a": "b\r\nc: d"}}, ("headers", "'a'")),
        ({"headers": {"a": 1}}, ("headers", "int")),
        ({"cookies": ["a"]}, ("cookies", "list")),
        ({"proxies": {"ftp": "http://x"}}, ("proxies", "ftp")),
        ({"proxies": "x:80"}, ("proxies", "http://")),
        ({"timeout": 0}, ("timeout", "0")),
        ({"timeout": "3"}, ("timeout", "'3'")),
        ({"max_retries": -1}, ("max_retries", "-1")),
        ({"token": "a\nb"}, ("token",)),
        ({"model": 3}, ("model", "int")),
    ],
)
def test_arguments_of_the_constructor_are_checked(
    make_client: Callable[..., Client], arguments: dict[str, Any], names: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError) as caught:
        make_client(**arguments)
    for name in names:
        assert name in str(caught.value)


def test_a_secret_header_value_is_not_in_the_error(make_client: Callable[..., Client]) -> None:
    with pytest.raises(ArgumentError) as caught:
        make_client(headers={"authorization": f"Bearer {TOKEN}\n"})
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    "model", ["../../x", "a/b?c", "a/b#c", "a%2fb", "a\r\nb", "", "/a", "a/b/c"]
)
def test_a_model_id_cannot_change_the_path(
    hosted: Script, make_client: Callable[..., Client], model: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        make_client().call("text_classification", "hi", model=model)
    assert caught.value.argument == "model"
    assert hosted.seen == []


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_to_another_origin_carries_no_credential(
    server: Script, make_client: Callable[..., Client], status: int
) -> None:
    from tests.support.server import Reply, scripted

    with scripted() as other:
        other.always(answers)
        server.always(lambda seen: Reply(status, headers={"location": f"{other.url}/moved"}))
        client = make_client(
            base_url=server.url,
            token=TOKEN,
            cookies={"session": TOKEN},
            headers={"X-API-Key": TOKEN},
        )
        client.call("text_classification", "hi")
    assert other.seen[0].json == {"inputs": "hi"}
    assert TOKEN not in str(other.seen[0].headers)


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_that_would_lose_the_body_is_an_error(
    server: Script, make_client: Callable[..., Client], status: int
) -> None:
    from inferloom import StatusError
    from tests.support.server import Reply

    server.queue(Reply(status, headers={"location": "/elsewhere"}))
    with pytest.raises(StatusError, match=str(status)):
        make_client(base_url=server.url).call("text_classification", "hi")
    assert len(server.seen) == 1


def test_a_proxy_gets_the_request(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(answers)
    client = make_client(base_url="http://model.invalid/x", proxies=server.url)
    client.call("text_classification", "hi")
    assert server.seen[0].path == "http://model.invalid/x"


def test_the_environments_proxy_is_the_sync_clients_default_only(
    server: Script, monkeypatch: pytest.MonkeyPatch, make_client: Callable[..., Client]
) -> None:
    server.always(answers)
    monkeypatch.setenv("http_proxy", server.url)
    make_client(base_url="http://model.invalid/x", trust_env=True).call("text_classification", "hi")
    assert server.seen[0].path == "http://model.invalid/x"
    assert InferenceClient()._session.config.trust_env is True


def test_the_repr_shows_no_token() -> None:
    client = InferenceClient(base_url="http://x/v1", token=TOKEN)
    assert TOKEN not in repr(client)
    assert TOKEN not in repr(client._session)
    assert "http://x/v1" in repr(client)


@pytest.fixture
def silent() -> Iterator[list[tuple[str, int]]]:
    """Two addresses that do not answer: nobody accepts, and the queue is full."""
    with ExitStack() as stack:
        found: list[tuple[str, int]] = []
        for _ in range(2):
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            for _ in range(3):
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex(listener.getsockname())
            found.append(listener.getsockname())
        time.sleep(0.1)
        yield found


def resolving(monkeypatch: pytest.MonkeyPatch, addresses: list[tuple[str, int]]) -> None:
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if host != "several.example":
            return real(host, *rest, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_a_host_with_several_addresses_has_no_more_time_than_one(
    silent: list[tuple[str, int]],
    make_client: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, silent)
    client = make_client(
        base_url="http://several.example:80", engine="native", timeout=0.5, max_retries=0
    )
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        client.call("text_classification", "hi")
    assert time.monotonic() - began < 0.9


def test_the_next_address_is_tried(
    server: Script, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always(answers)
    port = int(server.url.rpartition(":")[2])
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # and nobody listens
        resolving(monkeypatch, [unused.getsockname(), ("127.0.0.1", port)])
        client = make_client(
            base_url="http://several.example:80", engine="native", timeout=30, max_retries=0
        )
        client.call("text_classification", "hi")
    assert len(server.seen) == 1
