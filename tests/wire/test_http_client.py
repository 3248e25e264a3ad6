"""A client of httpx's or httpx2's that the caller brings: it does what it was made for."""

from __future__ import annotations

import asyncio
import copy
import os
import pickle
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

import inferloom
from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceClient,
    InferenceConnectionError,
    InferenceTimeoutError,
    Limits,
    MediaPolicy,
    RateLimitError,
    ResponseTooLargeError,
)
from inferloom.testing import FaultServer
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

LABELS = [{"label": "POSITIVE", "score": 1.0}]
MESSAGES: Any = [{"role": "user", "content": "hi"}]
URL = "http://model.example"
Handle = Callable[[Any], Any]


class Brought:
    """One of the four kinds of client, and ours that sends through it."""

    def __init__(self, library: str, kind: str) -> None:
        self.http = import_module(library)
        self.kind = kind
        self.made: list[Client] = []
        self.theirs: list[Any] = []

    def client(self, **options: Any) -> Any:
        kind = "Client" if self.kind == "sync" else "AsyncClient"
        made = getattr(self.http, kind)(**options)
        self.theirs.append(made)
        return made

    def transport(self, **options: Any) -> Any:
        name = "HTTPTransport" if self.kind == "sync" else "AsyncHTTPTransport"
        return getattr(self.http, name)(**options)

    def mock(self, handle: Handle, **options: Any) -> Any:
        return self.client(transport=self.http.MockTransport(handle), **options)

    def ours(self, http_client: Any, **options: Any) -> Client:
        options.setdefault("base_url", URL)
        made = Client(self.kind, http_client=http_client, **options)
        self.made.append(made)
        return made

    def hook(self, function: Handle) -> Any:
        if self.kind == "sync":
            return function

        async def hook(message: Any) -> Any:
            result = function(message)
            return await result if asyncio.iscoroutine(result) else result

        return hook


@pytest.fixture(params=["httpx-sync", "httpx-async", "httpx2-sync", "httpx2-async"])
def brought(request: pytest.FixtureRequest) -> Any:
    made = Brought(*request.param.split("-"))
    yield made
    for client in made.made:
        client.call("close")
    for theirs in made.theirs:
        if made.kind == "sync":
            theirs.close()
        elif made.made and (runner := made.made[0]._runner) is not None:
            runner.run(theirs.aclose())
    for client in made.made:
        client.close()


def test_a_mock(brought: Brought) -> None:
    seen: list[Any] = []

    def handle(request: Any) -> Any:
        seen.append(request)
        return brought.http.Response(200, json=LABELS)

    client = brought.ours(brought.mock(handle), token="hf_secret")
    assert client.call("text_classification", "hi") == LABELS
    (request,) = seen
    assert str(request.url) == URL
    assert request.headers["authorization"] == "Bearer hf_secret"
    assert request.headers["user-agent"].startswith("inferloom/")
    assert request.content == b'{"inputs":"hi"}'


def test_a_stream_of_a_mock(brought: Brought) -> None:
    text = b'data: {"choices": [{"index": 0, "delta": {"content": "hello"}}]}\n\ndata: [DONE]\n\n'

    def handle(request: Any) -> Any:
        return brought.http.Response(
            200, content=text, headers={"content-type": "text/event-stream"}
        )

    client = brought.ours(brought.mock(handle))
    stream = client.call("chat_completion", MESSAGES, stream=True)
    assert "".join(stream.text) == "hello"


def test_what_it_adds_is_sent(brought: Brought, server: Script) -> None:
    """Headers, cookies, parameters, a user, and hooks."""
    server.always(lambda seen: json_reply(LABELS))
    hooked: list[str] = []
    theirs = brought.client(
        headers={"x-team": "search", "user-agent": "theirs"},
        cookies={"session": "abc"},
        params={"api-version": "2"},
        auth=("me", "pass"),
        event_hooks={
            "request": [brought.hook(lambda request: hooked.append("request"))],
            "response": [brought.hook(lambda response: hooked.append("response"))],
        },
    )
    client = brought.ours(theirs, base_url=server.url, token="hf_secret")
    assert client.call("text_classification", "hi") == LABELS
    (seen,) = server.seen
    assert seen.path.endswith("?api-version=2")
    assert seen.headers["x-team"] == "search"
    assert seen.headers["cookie"] == "session=abc"
    assert seen.headers["authorization"].startswith("Basic ")
    assert seen.headers["user-agent"].startswith("inferloom/")
    assert hooked == ["request", "response"]


def test_what_proves_who_they_are_does_not_cross_origins(brought: Brought, server: Script) -> None:
    from tests.support.server import scripted

    with scripted() as other:
        other.always(lambda seen: json_reply(LABELS))
        server.always(lambda seen: Reply(307, b"", {"location": f"{other.url}/there"}))
        theirs = brought.client(
            headers={"x-api-key": "k", "authorization": "Bearer corp"},
            auth=("me", "pass"),
            follow_redirects=True,
        )
        client = brought.ours(theirs, base_url=server.url)
        assert client.call("text_classification", "hi") == LABELS
        (there,) = other.seen
        assert there.path == "/there"
        assert "authorization" not in there.headers
        assert "x-api-key" not in there.headers
        assert there.json == {"inputs": "hi"}


def test_a_redirect_within_the_origin_keeps_it(brought: Brought, server: Script) -> None:
    replies = [Reply(308, b"", {"location": "/there"}), json_reply(LABELS)]
    server.always(lambda seen: replies.pop(0))
    client = brought.ours(brought.client(auth=("me", "pass")), base_url=server.url)
    assert client.call("text_classification", "hi") == LABELS
    assert all("authorization" in seen.headers for seen in server.seen)


def test_retries_and_errors(brought: Brought) -> None:
    statuses = [503, 429, 200, 429]

    def handle(request: Any) -> Any:
        headers = {"retry-after-ms": "0", "x-should-retry": "true"}
        return brought.http.Response(statuses.pop(0), json=LABELS, headers=headers)

    client = brought.ours(brought.mock(handle))
    assert client.call("text_classification", "hi") == LABELS
    once = brought.ours(brought.mock(handle), max_retries=0)
    with pytest.raises(RateLimitError):
        once.call("text_classification", "hi")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ConnectError", InferenceConnectionError),
        ("ReadError", InferenceConnectionError),
        ("RemoteProtocolError", InferenceConnectionError),
        ("LocalProtocolError", InferenceConnectionError),
        ("ProxyError", InferenceConnectionError),
        ("UnsupportedProtocol", InferenceConnectionError),
        ("ReadTimeout", InferenceTimeoutError),
        ("PoolTimeout", InferenceTimeoutError),
        ("DecodingError", InferenceConnectionError),
        ("TooManyRedirects", InferenceConnectionError),
    ],
)
def test_no_exception_of_the_library(brought: Brought, name: str, expected: Any) -> None:
    def handle(request: Any) -> Any:
        raise getattr(brought.http, name)("words of the library")

    client = brought.ours(brought.mock(handle), max_retries=0)
    with pytest.raises(expected):
        client.call("text_classification", "hi")


def test_what_a_mock_asserts_is_seen_as_it_is(brought: Brought) -> None:
    def handle(request: Any) -> Any:
        raise AssertionError("not this one")

    with pytest.raises(AssertionError, match="not this one"):
        brought.ours(brought.mock(handle)).call("text_classification", "hi")


def test_a_hook_that_raises_for_status(brought: Brought) -> None:
    def handle(request: Any) -> Any:
        return brought.http.Response(429, json={"error": "slow down"})

    hook = brought.hook(lambda response: response.raise_for_status() and None)
    client = brought.ours(brought.mock(handle, event_hooks={"response": [hook]}), max_retries=0)
    with pytest.raises(RateLimitError, match="slow down"):
        client.call("text_classification", "hi")


def test_a_hook_that_reads_the_answer(brought: Brought, server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    hook = brought.hook(
        lambda response: response.read() if brought.kind == "sync" else response.aread()
    )
    theirs = brought.client(event_hooks={"response": [hook]})
    client = brought.ours(theirs, base_url=server.url)
    assert client.call("text_classification", "hi") == LABELS


def test_the_whole_call_has_its_time(brought: Brought) -> None:
    """Each read is quick; together they are not."""
    with FaultServer("drip=1b/0.1s@headers", repeat=True) as server:
        client = brought.ours(brought.client(), base_url=server.url, timeout=0.5, max_retries=0)
        began = time.monotonic()
        with pytest.raises(InferenceTimeoutError):
            client.call("text_classification", "hi")
        assert time.monotonic() - began < 1.5


def test_a_handler_that_sleeps(brought: Brought) -> None:
    done = threading.Event()

    def handle(request: Any) -> Any:
        done.wait(5)
        return brought.http.Response(200, json=LABELS)

    async def handle_async(request: Any) -> Any:
        await asyncio.sleep(5)
        return brought.http.Response(200, json=LABELS)

    theirs = brought.mock(handle if brought.kind == "sync" else handle_async)
    client = brought.ours(theirs, timeout=0.2, max_retries=0)
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        client.call("text_classification", "hi")
    assert time.monotonic() - began < 2
    done.set()


def test_limits_hold(brought: Brought) -> None:
    with FaultServer("gzip-bomb=64mb", repeat=True) as server:
        limits = Limits(max_response_bytes=1_000_000)
        client = brought.ours(brought.client(), base_url=server.url, limits=limits)
        with pytest.raises(ResponseTooLargeError):
            client.call("text_classification", "hi")


def test_it_stays_open(brought: Brought) -> None:
    theirs = brought.mock(lambda request: brought.http.Response(200, json=LABELS))
    client = brought.ours(theirs)
    client.call("text_classification", "hi")
    client.call("close")
    assert not theirs.is_closed
    assert client.call("text_classification", "hi") == LABELS
    (theirs.close() if brought.kind == "sync" else client._runner.run(theirs.aclose()))  # type: ignore[union-attr]
    with pytest.raises(ArgumentError, match="http_client: it is closed"):
        client.call("text_classification", "hi")
    with pytest.raises(ArgumentError, match="http_client: it is closed"):
        brought.ours(theirs)


def test_others_of_the_same_connections(brought: Brought) -> None:
    seen: list[Any] = []

    def handle(request: Any) -> Any:
        seen.append(request.headers.get("x-more"))
        return brought.http.Response(200, json=LABELS)

    client = brought.ours(brought.mock(handle))
    for other in (client.inner.with_options(headers={"x-more": "1"}), copy.copy(client.inner)):
        result = other.text_classification("hi")
        if client._runner is not None:
            result = client._runner.run(result)
        assert result == LABELS
    assert seen == ["1", None]
    with pytest.raises(ArgumentError, match="http_client: connections cannot be pickled"):
        pickle.dumps(client.inner)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"engine": "native"}, "`http_client` and `engine`"),
        ({"proxies": "http://localhost:1"}, "`http_client` and `proxies`"),
        ({"unix_socket": "/tmp/s"}, "`http_client` and `unix_socket`"),
        ({"media_policy": "untrusted"}, "`http_client` and a `media_policy`"),
        ({"media_policy": MediaPolicy(urls="public")}, "`http_client` and a `media_policy`"),
    ],
)
def test_what_it_contradicts(brought: Brought, arguments: Any, words: str) -> None:
    theirs = brought.mock(lambda request: brought.http.Response(200, json=LABELS))
    with pytest.raises(ArgumentError, match=words):
        brought.ours(theirs, **arguments)
    if "media_policy" in arguments:
        with pytest.raises(ArgumentError, match=words):
            brought.ours(theirs).inner.with_options(**arguments)


def test_its_own_engine_may_be_named(brought: Brought) -> None:
    theirs = brought.mock(lambda request: brought.http.Response(200, json=LABELS))
    client = brought.ours(theirs, engine=brought.http.__name__)
    assert client.call("text_classification", "hi") == LABELS


@pytest.mark.parametrize("value", ["http://proxy", 1, object(), inferloom])
def test_what_is_no_client(value: Any) -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(ArgumentError, match="http_client must be an httpx"):
            kind(http_client=value)


def test_the_other_kind() -> None:
    http = import_module("httpx")
    with http.Client() as sync, pytest.raises(ArgumentError, match=r"this is httpx\.Client"):
        AsyncInferenceClient(http_client=sync)
    with pytest.raises(ArgumentError, match=r"this is httpx\.AsyncClient; .* AsyncInferenceClient"):
        InferenceClient(http_client=http.AsyncClient())


def test_a_forked_process_does_not_speak_on_its_connections(server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    http = import_module("httpx")
    with http.Client() as theirs:
        client = InferenceClient(base_url=server.url, http_client=theirs)
        client.text_classification("hi")
        child = os.fork()
        if child == 0:
            refused = False
            try:
                client.text_classification("hi")
            except ArgumentError as error:
                refused = "forked" in str(error)
            finally:
                os._exit(0 if refused else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert client.text_classification("hi") == LABELS


def test_an_application_in_this_process(brought: Brought) -> None:
    if brought.kind == "sync":

        def application(environ: Any, start_response: Any) -> Any:
            start_response("200 OK", [("content-type", "application/json")])
            return [b'[{"label": "POSITIVE", "score": 1.0}]']

        transport = brought.http.WSGITransport(app=application)
    else:

        async def served(scope: Any, receive: Any, send: Any) -> None:
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            body = b'[{"label": "POSITIVE", "score": 1.0}]'
            await send({"type": "http.response.body", "body": body})

        transport = brought.http.ASGITransport(app=served)
    client = brought.ours(brought.client(transport=transport))
    assert client.call("text_classification", "hi") == LABELS
