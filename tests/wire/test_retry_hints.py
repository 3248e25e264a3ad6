"""What a server's words and headers mean for sending again: nothing is guessed from nonsense."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest

from inferloom import InferenceError, ModelLoadingError, ServerError, StatusError
from inferloom.errors.mapping import from_response
from inferloom.policy import retry
from tests.support.clients import Client
from tests.support.server import Script, json_reply

LABELS = [{"label": "positive", "score": 0.9}]
Make = Callable[..., Client]


def classify(client: Client) -> Any:
    return client.call("text_classification", "hi")


# Whose fault it is ------------------------------------------------------------------------------


def llama_cpp(message: str) -> Any:
    return {"error": {"code": 500, "message": message, "type": "server_error"}}


AT_FAULT: list[Any] = [
    llama_cpp("image input is not supported - hint: you may need to provide the mmproj"),
    llama_cpp("Failed to parse tools: Expected 'tools' to be an array"),
    llama_cpp("the request exceeds the available context size. try increasing the context size"),
    llama_cpp("input is too large to process. increase the physical batch size"),
    llama_cpp("Failed to parse grammar"),
    # chat templates
    {"error": "Conversation roles must alternate user/assistant/user/assistant/..."},
    {"error": {"message": "System role not supported", "type": "server_error"}},
    {"detail": "Only user and assistant roles are supported!"},
    # gateways and other servers
    {"error": {"message": "litellm.BadRequestError: no such thing", "code": "500"}},
    {"error": {"message": "wrapped", "type": "invalid_request_error", "code": 500}},
    {"error": {"message": "wrapped", "code": "400"}},
    {"error": "The prompt is too long: 9000 tokens, maximum 4096", "error_type": "unknown"},
    {"error": "bad values", "error_type": "validation_error"},
]  # fmt: skip

PASSING: list[Any] = [
    {"error": {"message": "CUDA out of memory", "type": "server_error"}},
    {"error": "unknown error"},
    {"error": {"message": "litellm.InternalServerError: Connection error.", "code": "500"}},
    {"error": "The server took too long"},
    {"error": {"message": "Failed to parse the answer of a worker"}},
    "Internal Server Error",
    {},
]


@pytest.mark.parametrize("body", AT_FAULT, ids=str)
def test_a_request_that_is_at_fault_is_sent_once(
    body: Any, server: Script, make_client: Make
) -> None:
    server.always(lambda seen: json_reply(body, 500))
    with pytest.raises(ServerError, match="at fault") as caught:
        classify(make_client(base_url=server.url))
    assert caught.value.status == 500
    assert caught.value.attempts == len(server.seen) == 1


@pytest.mark.parametrize("body", PASSING, ids=str)
def test_a_server_that_failed_is_asked_again(body: Any, server: Script, make_client: Make) -> None:
    server.queue(json_reply(body, 500, retry_after_ms="1"), json_reply(LABELS))
    assert classify(make_client(base_url=server.url)) == LABELS
    assert len(server.seen) == 2


def test_the_server_may_ask_for_it_all_the_same(server: Script, make_client: Make) -> None:
    again = json_reply(AT_FAULT[0], 500, x_should_retry="true", retry_after_ms="1")
    server.queue(again, json_reply(LABELS))
    assert classify(make_client(base_url=server.url)) == LABELS


@pytest.mark.parametrize(
    "status", [400, 401, 402, 403, 404, 405, 406, 407, 410, 413, 422, 501, 505]
)
def test_what_is_never_sent_again(status: int, server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply({"error": "no"}, status))
    with pytest.raises(StatusError) as caught:
        classify(make_client(base_url=server.url))
    assert caught.value.status == status
    assert len(server.seen) == 1


# Loading, or not --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}},
        {"error": "Model org/name is currently loading"},
        {"error": "Model is still loading, it cannot serve requests yet"},
        {"error": "Error: the model is loading"},
        {"error": "x", "estimated_time": 0},
    ],
    ids=str,
)
def test_a_model_that_loads(body: Any) -> None:
    error = from_response(503, {}, json_reply(body).body)
    assert isinstance(error, ModelLoadingError)


@pytest.mark.parametrize(
    "body",
    [
        {"error": "The server is overloading"},
        {"error": "Model is overloaded, try later"},
        {"error": "uploading the model failed"},
        {"error": "downloading weights"},
        {"error": "Failed loading model"},
        {"error": "error while loading the weights of the model"},
        {"error": "loading failed: out of memory"},
        {"error": "x", "estimated_time": True},
        {"error": "x", "estimated_time": "soon"},
        {"error": "x", "estimated_time": -1},
        {"error": "x", "estimated_time": [20]},
        {"error": "x", "estimated_time": 10**400},
    ],
    ids=lambda body: str(body)[:60],
)
def test_a_server_that_is_not_loading_a_model(body: Any, server: Script, make_client: Make) -> None:
    server.queue(json_reply(body, 503, retry_after_ms="1"))
    server.queue(json_reply(LABELS))
    waits: list[object] = []
    client = make_client(base_url=server.url, on_wait=waits.append)
    assert classify(client) == LABELS  # asked again as after any failure, and not waited for
    assert waits == []


def test_loading_is_a_word_of_the_status_503_alone() -> None:
    for status in (500, 502, 504, 429):
        error = from_response(status, {}, b'{"error": "Model x is currently loading"}')
        assert not isinstance(error, ModelLoadingError)


# How long to wait -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "inf", "-inf", "Infinity", "nan", "1e999", "1e3", "-5", "+5", "0x10", "1_0", "\u0661\u0662",
        "five", "", " ", "5s", "120, 60", "5;q=1", "1.2.3", ".",
        "Wed, 99 Oct 2099 07:28:00 GMT", "Wed, 21 Oct 99999 07:28:00 GMT", "x" * 100_000,
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_what_is_no_hint(text: str) -> None:
    assert retry.requested_delay({"retry-after": text}) is None
    if text.strip():
        assert retry.requested_delay({"retry-after-ms": text, "retry-after": "3"}) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3),
        ({"retry-after": " 3 "}, 3),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "1" + "0" * 400}, 1e9),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_a_hint(headers: dict[str, str], seconds: float) -> None:
    hint = retry.requested_delay(headers)
    assert hint is not None
    assert seconds <= hint <= 1.1 * seconds + 0.05


@pytest.mark.parametrize(("offset", "seconds"), [(-3600, 0), (100_000, 100_000)])
def test_a_date_is_a_hint(offset: float, seconds: float) -> None:
    hint = retry.requested_delay({"retry-after": formatdate(time.time() + offset, usegmt=True)})
    assert hint is not None
    assert seconds - 60 <= hint <= 1.1 * seconds + 0.05


def test_nonsense_does_not_hold_a_call_up(server: Script, make_client: Make) -> None:
    server.queue(json_reply({}, 503, retry_after="inf"), json_reply(LABELS))
    assert classify(make_client(base_url=server.url, timeout=30)) == LABELS


# Pages and character sets -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<title" * 20_000,
        "<title>" * 20_000,
        "<title " * 20_000 + ">",
        "<" * 200_000,
        "<title>" + "a" * 200_000,
        "<!doctype html><title" + " " * 200_000,
    ],
    ids=lambda page: page[:16],
)
def test_a_page_without_a_title_costs_no_time(page: str) -> None:
    """Searched for in its beginning alone: a pattern that looked further took half a minute."""
    error = from_response(502, {}, page.encode())
    assert error.status == 502
    assert len(str(error)) < 2_000


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Bad Gateway</title></head></html>",
        "<HTML><HEAD><TITLE lang='en'>\n Bad Gateway \n</TITLE></HEAD></HTML>",
        "<!doctype html>" + "<meta>" * 500 + "<title>Bad Gateway</title>",
    ],
)
def test_the_title_of_a_page_is_the_servers_word(page: str) -> None:
    assert from_response(502, {}, page.encode()).server_message == "Bad Gateway"


@pytest.mark.parametrize(
    ("charset", "sent"),
    [
        ("iso-8859-1", "latin-1"), ("Windows-1252", "cp1252"), ('"utf-16"', "utf-16"),
        ("UTF-16LE", "utf-16-le"), ("shift_jis", "shift_jis"), ("gb18030", "gb18030"),
        ("utf-8; profile=x", "utf-8"), ("utf8", "utf-8"),
    ],
)  # fmt: skip
def test_character_sets_that_are_read(
    charset: str, sent: str, server: Script, make_client: Make
) -> None:
    text = "caf\xe9" if sent not in ("shift_jis", "gb18030") else "\u30ab\u30d5\u30a7"
    body = f'[{{"label": "{text}", "score": 0.9}}]'.encode(sent)
    reply = json_reply(None)
    reply.body = body
    reply.headers["content-type"] = f"application/json; charset={charset}"
    server.queue(reply)
    assert classify(make_client(base_url=server.url))[0].label == text


@pytest.mark.parametrize(
    "charset",
    ["punycode", "idna", "unicode_escape", "zlib", "hex", "rot13", "uu", "mbcs", "x" * 9999],
)
def test_character_sets_that_are_none(charset: str, server: Script, make_client: Make) -> None:
    reply = json_reply(None)
    reply.body = b"\xff" + b"a-" * 500_000  # an hour for punycode
    reply.headers["content-type"] = f"application/json; charset={charset}"
    server.queue(reply)
    with pytest.raises(InferenceError):
        classify(make_client(base_url=server.url))
