"""Nothing that authenticates the caller is shown: not by errors, nor by what tracebacks hold."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import copy
import dataclasses
import logging
import os
import pickle
import signal
import socket
import ssl
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceApi,
    InferenceClient,
    InferenceError,
    MediaPolicy,
)
from inferloom.testing import FakeClient
from tests.support.clients import Client
from tests.support.raw import serving
from tests.support.server import Reply, Script, Seen, json_reply

TOKEN = "canarytoken81"
COOKIE = "canarycookie82"
KEY = "canarykey83"
PASSWORD = "canarypass84"
PROXY = "canaryproxy85"
CANARIES = (TOKEN, COOKIE, KEY, PASSWORD, PROXY)
LABELS = [{"label": "POSITIVE", "score": 0.9}]
OWN = Path(__file__)

SECRETS: dict[str, Any] = {
    "token": TOKEN,
    "cookies": {"session": COOKIE},
    "headers": {"X-API-Key": KEY},
    "max_retries": 0,
    "timeout": 10,
}

Make = Callable[..., Client]


def told(error: BaseException) -> Iterator[str]:
    """Yield all that an error may be shown as: its texts, its state, and the locals of frames."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        waiting += [found.__cause__, found.__context__]
        yield f"{found} {found!r} {vars(found)!r} {found.args!r}"
        with contextlib.suppress(Exception):
            yield pickle.dumps(found).decode("latin-1")
        yield from frames(found.__traceback__)
    shown = traceback.TracebackException.from_exception(error, capture_locals=False)
    yield "".join(shown.format())


def frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
        name = frame.f_code.co_filename
        if (
            "/tests/" in name
            or "/_pytest/" in name
            or name.endswith("/concurrent/futures/_base.py")
        ):
            continue
        for local, value in frame.f_locals.items():
            try:
                shown = repr(value)
            except AttributeError:  # half a client
                shown = repr(vars(value))
            yield f"{name}:{frame.f_lineno} {frame.f_code.co_name} {local} = {shown}"


def assert_hidden(error: BaseException) -> None:
    encoded = [base64.b64encode(f"user:{PASSWORD}".encode()).decode().rstrip("=")]
    shown = [text for text in told(error) if any(c in text for c in (*CANARIES, *encoded))]
    assert not shown, "\n".join(text[:300] for text in shown[:5])


def fails(client: Client, method: str, *arguments: Any, **options: Any) -> InferenceError:
    with pytest.raises(InferenceError) as caught:
        result = client.call(method, *arguments, **options)
        for _ in result:  # a stream
            pass
    assert_hidden(caught.value)
    return caught.value


def with_user(url: str, password: str = PASSWORD) -> str:
    return url.replace("://", f"://user:{password}@")


# Calls that fail --------------------------------------------------------------------------------


@pytest.fixture(params=["token", "basic"])
def client(request: pytest.FixtureRequest, server: Script, make_client: Make) -> Client:
    arguments = dict(SECRETS)
    if request.param == "basic":
        del arguments["token"]
        return make_client(base_url=with_user(server.url), **arguments)
    return make_client(base_url=server.url, **arguments)


def echo(seen: Seen, status: int = 401, **more: Any) -> Reply:
    return json_reply({"error": f"wrong: {seen.headers}", "sent": seen.headers, **more}, status)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 429, 500, 503, 504, 599])
def test_a_server_that_repeats_what_it_was_sent(
    client: Client, server: Script, status: int
) -> None:
    server.always(lambda seen: echo(seen, status))
    error = fails(client, "text_classification", "hi")
    assert "wrong: {" in str(error)
    fails(client, "chat_completion", [{"role": "user", "content": "hi"}], stream=True)
    fails(client, "get_endpoint_info")
    fails(client, "post", json={"inputs": "hi"})
    assert TOKEN in str(server.seen[0].headers) or "Basic" in str(server.seen[0].headers)


def test_words_in_a_header_and_in_other_spellings(client: Client, server: Script) -> None:
    def reply(seen: Seen) -> Reply:
        sent = seen.headers["authorization"]
        return Reply(401, f"<title>{sent}</title>".encode(), {"x-error-message": f"bad {sent}"})

    server.always(reply)
    fails(client, "text_classification", "hi")


def test_a_success_that_repeats_what_it_was_sent(client: Client, server: Script) -> None:
    server.always(lambda seen: echo(seen, 200))
    for arguments in ({}, {"stream": True}):
        with pytest.raises(InferenceError) as caught:
            for _ in client.call(
                "chat_completion", [{"role": "user", "content": "x"}], **arguments
            ):
                pass
        assert not any(c in str(caught.value) for c in CANARIES)
        assert not any(c in repr(vars(caught.value)) for c in CANARIES)


def test_a_stream_that_repeats_what_it_was_sent(client: Client, server: Script) -> None:
    def reply(seen: Seen) -> Reply:
        event = f'data: {{"error": "{seen.headers["authorization"]} {seen.headers["cookie"]}"}}\n\n'
        return Reply(200, headers={"content-type": "text/event-stream"}, blocks=[event.encode()])

    server.always(reply)
    with pytest.raises(InferenceError) as caught:
        for _ in client.call("chat_completion", [{"role": "user", "content": "x"}], stream=True):
            pass
    assert not any(c in str(caught.value) for c in CANARIES)
    assert not any(c in repr(vars(caught.value)) for c in CANARIES)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"nonsense"),
        json_reply({"unexpected": 1}),
        Reply(200, b"\x1f\x8b", {"content-encoding": "gzip", "content-type": "application/json"}),
        Reply(307, headers={"location": "http://127.0.0.1:1/x"}),
        Reply(302, headers={"location": "/x"}),
        Reply(
            200, headers={"content-type": "text/event-stream"}, blocks=[b"data: {}\n\n"], cut=True
        ),
        Reply(200, headers={"content-type": "text/event-stream"}, blocks=[b"data: no\n\n"]),
    ],
    ids=["text", "json", "gzip", "redirect", "lost body", "cut", "no chunk"],
)
@pytest.mark.parametrize("method", ["text_classification", "get_endpoint_info"])
def test_answers_that_are_none(client: Client, server: Script, reply: Reply, method: str) -> None:
    server.always(lambda seen: reply)
    arguments = ("hi",) if method == "text_classification" else ()
    if "event-stream" in str(reply.headers):
        fails(client, "chat_completion", [{"role": "user", "content": "hi"}], stream=True)
    elif reply.body == b"" or method == "text_classification" or reply.body[:1] != b"{":
        fails(client, method, *arguments)


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[", b"SSH-2.0\r\n\r\n", None],
    ids=["closed", "cut", "garbage", "silent"],
)
def test_connections_that_break(make_client: Make, answer: bytes | None) -> None:
    def handle(found: socket.socket, number: int) -> None:
        found.recv(65536)
        if answer is None:
            found.recv(65536)
            return
        found.sendall(answer)

    with serving(handle) as url:
        arguments = {**SECRETS, "timeout": 0.3} if answer is None else SECRETS
        fails(make_client(base_url=url, **arguments), "text_classification", "hi")
        fails(make_client(base_url=with_user(url), **arguments), "text_classification", "hi")
        big = "x" * 3_000_000
        fails(make_client(base_url=url, **arguments), "text_classification", big)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1", "http://no.such.host.invalid", "https://127.0.0.1:1/x?code=" + KEY],
)
def test_servers_that_are_not_there(make_client: Make, address: str) -> None:
    for url in (address, with_user(address)):
        fails(make_client(base_url=url, **SECRETS), "text_classification", "hi")
        fails(make_client(model=url, **SECRETS), "health_check")


def test_tls_that_fails(server: Script, make_client: Make) -> None:
    url = server.url.replace("http:", "https:")
    fails(make_client(base_url=url, **SECRETS), "text_classification", "hi")
    context = ssl.create_default_context()
    client = make_client(base_url=with_user(url), ssl_context=context, **SECRETS)
    fails(client, "text_classification", "hi")


@pytest.mark.parametrize("scheme", ["http", "socks5", "https"])
@pytest.mark.parametrize("target", ["http://own.example", "https://own.example"])
def test_proxies_that_fail(make_client: Make, scheme: str, target: str) -> None:
    def handle(found: socket.socket, number: int) -> None:
        found.recv(65536)
        found.sendall(b"HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n")

    with serving(handle) as url:
        for proxy in (url, "http://127.0.0.1:1"):
            address = with_user(proxy.replace("http", scheme, 1), PROXY)
            for proxies in (address, {"all": address}):
                client = make_client(base_url=target, proxies=proxies, **SECRETS)
                fails(client, "text_classification", "hi")


def test_a_proxy_of_the_environment(make_client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", with_user("http://127.0.0.1:1", PROXY))
    client = make_client(base_url="http://own.example", trust_env=True, **SECRETS)
    fails(client, "text_classification", "hi")


# Arguments --------------------------------------------------------------------------------------


def test_arguments_that_are_wrong(server: Script, make_client: Make) -> None:
    for url in (server.url, with_user(server.url)):
        client = make_client(base_url=url, **SECRETS)
        fails(client, "text_classification", 7)
        fails(client, "text_classification", "hi", model="../x")
        fails(client, "image_classification", "/no/such/file")
        fails(client, "image_classification", "https://[")
        fails(client, "post")
        fails(client, "get_model_status")
        with pytest.raises(ArgumentError) as caught:
            client.inner.with_options(timeout=-1, headers={"X-Other": KEY})
        assert_hidden(caught.value)


@pytest.mark.parametrize("kind", [InferenceClient, AsyncInferenceClient, FakeClient])
@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": -1},
        {"max_retries": "x"},
        {"limits": 3, "engine": "none"},
        {"media_policy": "none"},
        {"base_url": f"ftp://user:{PASSWORD}@host/"},
        {"base_url": f"user:{PASSWORD}@host:80"},
        {"base_url": f"http://user:{PASSWORD}@", "engine": "none"},
        {"model": "a", "base_url": f"http://user:{PASSWORD}@host/"},
        {"api_key": KEY},
        {"token": f"{TOKEN}\n{TOKEN}"},
        {"token": [TOKEN]},
        {"token": TOKEN.encode()},
        {"token": None, "api_key": [KEY]},
        {"headers": {"x": f"{KEY}\n"}},
        {"headers": {"x": [KEY]}},
        {"headers": [KEY]},
        {"headers": KEY},
        {"cookies": [COOKIE]},
        {"cookies": {"session": f"{COOKIE}\r\n"}},
        {"proxies": [f"http://user:{PROXY}@host"]},
        {"proxies": f"ftp://user:{PROXY}@host"},
        {"proxies": {"ftp": f"http://user:{PROXY}@host"}},
        {"proxies": {"http": f"user:{PROXY}@host"}},
        {"unix_socket": "/tmp/s", "proxies": f"http://user:{PROXY}@host"},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_constructors_that_fail(kind: type[Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(InferenceError) as caught:
        kind(**{**SECRETS, **wrong})
        raise InferenceError("it was made")  # which only some of the arguments allow
    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "password", ["pa/ss", "pa?ss", "pa#ss", "pa@ss", "pa%ss", "pa:ss", "pa ss", "[pass", "pa\\ss"]
)
def test_passwords_that_end_a_host_elsewhere(make_client: Make, password: str) -> None:
    password = password.replace("pa", PASSWORD)
    client = make_client(base_url=f"http://user:{password}@127.0.0.1:1/x", max_retries=0)
    error = fails(client, "text_classification", "hi")
    assert "ss" not in str(error).partition("127.0.0.1")[0].replace("address", "")


@pytest.mark.filterwarnings("ignore:InferenceApi is a legacy interface")
def test_an_environment_with_a_password(
    make_client: Make, monkeypatch: pytest.MonkeyPatch, server: Script
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", with_user(server.url))
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", with_user(server.url))
    server.always(lambda seen: echo(seen, 401))
    client = make_client(max_retries=0)
    fails(client, "text_classification", "hi", model="org/m")
    fails(client, "get_model_status", "org/m")
    fails(client, "get_recommended_model", "fill-mask")
    assert all(seen.headers["authorization"].startswith("Basic ") for seen in server.seen)
    assert PASSWORD not in repr(client.inner._session)
    with pytest.raises(InferenceError) as caught:
        InferenceApi("org/m", token=TOKEN)
    assert_hidden(caught.value)


# What is shown without an error -----------------------------------------------------------------


def clients() -> list[Any]:
    arguments = {
        **SECRETS,
        "base_url": f"http://user:{PASSWORD}@host/x?key={KEY}",
        "proxies": {"http": f"http://user:{PROXY}@proxy"},
    }
    sync = InferenceClient(**arguments)
    by_model = InferenceClient(**{**arguments, "base_url": None, "model": arguments["base_url"]})
    others = [AsyncInferenceClient(**arguments), FakeClient(**arguments), by_model]
    return [sync, sync.with_options(timeout=3, headers={"X-Other": KEY}), *others]


@pytest.mark.parametrize("number", range(5))
def test_a_client_shows_nothing(number: int) -> None:
    client = clients()[number]
    config = client._session.config
    shown = [
        repr(client),
        str(client),
        repr(vars(client)),
        repr(config),
        repr(vars(config)),
        repr(config.members()),
        repr(client._session),
        repr(copy.copy(client).__dict__),
        repr(vars(copy.deepcopy(config))),
        repr(client.__reduce__()),
        pickle.dumps(client.with_options(timeout=5)).decode("latin-1") if number != 3 else "",
    ]
    assert "host" in shown[0]
    # The key in the address is a part of where the server is, and a pickled client needs it.
    shown = [text.replace(f"host/x?key={KEY}", "") for text in shown]
    for text in shown:
        assert not [canary for canary in CANARIES if canary in text], text[:500]
    assert f":{PASSWORD}@" in (client.base_url or client.model)


def test_copies_authenticate_still(server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = InferenceClient(base_url=with_user(server.url), headers={"X-API-Key": KEY})
    for made in (client, copy.copy(client), copy.deepcopy(client), client.with_options(timeout=3)):
        made.text_classification("hi")
    expected = "Basic " + base64.b64encode(f"user:{PASSWORD}".encode()).decode()
    assert {seen.headers["authorization"] for seen in server.seen} == {expected}
    assert {seen.headers["x-api-key"] for seen in server.seen} == {KEY}
    client.close()


def test_a_call_shows_no_password(server: Script, make_client: Make) -> None:
    from inferloom.operations.text_classification import text_classification

    server.always(lambda seen: json_reply(LABELS))
    call = text_classification("hi", model=with_user(server.url))
    members = repr({field.name: getattr(call, field.name) for field in dataclasses.fields(call)})
    for text in (repr(call), pickle.dumps(call).decode("latin-1"), members, call.curl()):
        assert PASSWORD not in text
    client = make_client()
    client.call("send", call)
    exchange = client.call("exchange", call)
    assert PASSWORD not in repr(exchange)
    assert all(seen.headers["authorization"].startswith("Basic ") for seen in server.seen)


def test_the_log_shows_nothing(
    client: Client, server: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.queue(
        lambda seen: echo(seen, 503, estimated_time=0.01),
        lambda seen: json_reply({"error": str(seen.headers)}, 500, retry_after_ms="1"),
    )
    server.always(lambda seen: json_reply(LABELS))
    client = Client(client.kind, **{**SECRETS, "max_retries": 3}, base_url=with_user(server.url))
    client.call("text_classification", "hi")
    client.close()
    assert len(caplog.records) >= 2
    for record in caplog.records:
        text = f"{record.getMessage()} {record.args!r} {vars(record)!r}"
        assert not [canary for canary in CANARIES if canary in text], text


def test_a_download_shows_nothing(server: Script, make_client: Make) -> None:
    client = make_client(base_url=server.url, media_policy=MediaPolicy(), **SECRETS)
    fails(client, "image_classification", "http://127.0.0.1:1/a.png")


# Calls that somebody ends ------------------------------------------------------------------------


def silent(found: socket.socket, number: int) -> None:
    while found.recv(65536):  # head and body may come one after the other
        pass


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("user", [False, True])
def test_a_call_that_is_cancelled(stream: bool, user: bool) -> None:
    async def cancelled(url: str) -> BaseException:
        client = AsyncInferenceClient(base_url=with_user(url) if user else url, **SECRETS)
        messages: Any = [{"role": "user", "content": "hi"}]
        call = asyncio.ensure_future(client.chat_completion(messages, stream=stream))
        await asyncio.sleep(0.2)
        call.cancel()
        outcomes: list[Any] = await asyncio.gather(call, return_exceptions=True)
        outcome = outcomes[0]
        await client.close()
        assert isinstance(outcome, asyncio.CancelledError)
        return outcome

    with serving(silent) as url:
        assert_hidden(asyncio.run(cancelled(url)))


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C interrupts; a job in the background starts with it ignored."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.parametrize("user", [False, True])
def test_a_call_that_is_interrupted(user: bool, ctrl_c: None) -> None:
    with serving(silent) as url:
        client = InferenceClient(base_url=with_user(url) if user else url, **SECRETS)
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt) as caught:
            client.text_classification("hi")
        assert_hidden(caught.value)
        client.close()
