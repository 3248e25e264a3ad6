"""The time of a call is the whole call's: names, addresses, handshakes, turns, and what drips."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from inferloom import (
    AsyncInferenceClient,
    InferenceClient,
    InferenceConnectionError,
    InferenceTimeoutError,
    Limits,
    Timeout,
)
from tests.support.clients import Client
from tests.support.raw import body_of, proxying, reply, serving
from tests.support.server import Script, json_reply
from tests.support.ways import way_to
from tests.wire.test_addresses import resolving, silent

__all__ = ["silent"]  # a fixture

Make = Callable[..., Client]
LABELS = [{"label": "x", "score": 1.0}]
LABEL = b'[{"label": "x", "score": 1.0}]'
MESSAGES: Any = [{"role": "user", "content": "hi"}]


def took(began: float) -> float:
    return time.monotonic() - began


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A name server that says nothing of *.slow.example until the event is set."""
    go = threading.Event()
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if isinstance(host, bytes):
            host = host.decode()
        if host.endswith("slow.example"):
            go.wait(30)
            raise socket.gaierror(-2, "Name or service not known")
        if host.endswith("bad.example"):
            raise socket.gaierror(-2, "Name or service not known")
        if host.endswith("odd.example"):
            raise UnicodeError("label empty or too long")
        if host.endswith("none.example"):
            return []
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return go


# Names ------------------------------------------------------------------------------------------


def test_names_that_are_not_resolved_stop_nobody(
    names: threading.Event, server: Script, make_client: Make
) -> None:
    """More of them than any pool has threads."""
    server.always(lambda seen: json_reply(LABELS))
    outcomes: list[type[BaseException]] = []
    client = make_client(engine="native", timeout=1, max_retries=0)

    def ask(number: int) -> None:
        try:
            client.call("text_classification", "hi", model=f"http://{number}.slow.example")
        except BaseException as error:
            outcomes.append(type(error))

    began = time.monotonic()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    port = server.url.rpartition(":")[2]
    for _ in range(3):
        url = f"http://localhost:{port}"
        assert client.call("text_classification", "hi", model=url) == LABELS
    assert took(began) < 0.9
    for thread in threads:
        thread.join()
    assert took(began) < 4
    assert outcomes == [InferenceTimeoutError] * 60
    names.set()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_program_ends_though_a_name_is_being_looked_up(kind: str) -> None:
    script = f"""
import asyncio, socket, threading, time
real = socket.getaddrinfo
def getaddrinfo(host, *rest, **named):
    if host == "slow.example":
        time.sleep(30)
    return real(host, *rest, **named)
socket.getaddrinfo = getaddrinfo
from inferloom import *
def ask(client):
    return client.text_classification("hi", model="http://slow.example")
if {kind!r} == "sync":
    try:
        ask(InferenceClient(timeout=0.3, max_retries=0))
    except InferenceTimeoutError:
        print("timeout")
else:
    async def work():
        try:
            await ask(AsyncInferenceClient(timeout=0.3, max_retries=0))
        except InferenceTimeoutError:
            print("timeout")
    asyncio.run(work())
"""
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("timeout\n", "")
    assert took(began) < 15


@pytest.mark.parametrize("name", ["bad.example", "odd.example", "none.example", "a" * 70 + ".b"])
def test_names_that_are_none(names: threading.Event, name: str, make_client: Make) -> None:
    client = make_client(timeout=20, max_retries=0)
    with pytest.raises(InferenceConnectionError):
        client.call("text_classification", "hi", model=f"http://{name}")
    with proxying() as proxy:
        url = proxy.url.replace("127.0.0.1", name)
        if len(name) < 64:
            client = make_client(base_url="http://127.0.0.1:9", proxies=url, max_retries=0)
            with pytest.raises(InferenceConnectionError):
                client.call("text_classification", "hi")


def test_the_name_of_a_proxy_has_no_more_time(names: threading.Event, make_client: Make) -> None:
    for target in ("http://127.0.0.1:9", "https://127.0.0.1:9"):
        client = make_client(
            base_url=target, proxies="http://slow.example:1", timeout=0.4, max_retries=0
        )
        began = time.monotonic()
        with pytest.raises(InferenceTimeoutError):
            client.call("text_classification", "hi")
        assert took(began) < 2
    names.set()


# Addresses --------------------------------------------------------------------------------------


def test_an_address_that_does_not_answer_leaves_time_for_the_next(
    silent: list[tuple[str, int]],
    server: Script,
    make_client: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    resolving(monkeypatch, [*silent, ("127.0.0.1", int(server.url.rpartition(":")[2]))])
    client = make_client(
        base_url="http://several.example:80",
        engine="native",
        timeout=Timeout(total=20, connect=1.5),
        max_retries=0,
    )
    began = time.monotonic()
    assert client.call("text_classification", "hi") == LABELS
    assert took(began) < 3


def test_connecting_ends_with_its_own_time(
    silent: list[tuple[str, int]], make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, silent * 3)
    client = make_client(
        base_url="http://several.example:80",
        engine="native",
        timeout=Timeout(total=20, connect=0.4),
        max_retries=0,
    )
    began = time.monotonic()
    with pytest.raises(InferenceConnectionError):
        client.call("text_classification", "hi")
    assert took(began) < 2


# What drips -------------------------------------------------------------------------------------

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
DRIPS = {
    "the head": b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 100,
    "interim answers": b"HTTP/1.1 100 Continue\r\n\r\n" * 20,
    "the size of a chunk": HEAD + b"transfer-encoding: chunked\r\n\r\n" + b"01;" + b"a" * 100,
    "chunks": HEAD + b"transfer-encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 100,
    "trailers": HEAD + b"transfer-encoding: chunked\r\n\r\n0\r\n" + b"a: b\r\n" * 100,
    "the body": HEAD + b"content-length: 1000\r\n\r\n" + b" " * 200,
    "a body without a length": HEAD + b"\r\n" + b" " * 200,
    "an error": b"HTTP/1.1 400 Bad\r\ncontent-length: 1000\r\n\r\n" + b"a" * 200,
    "blank lines": b"\r\n" * 100,
}  # fmt: skip


@pytest.mark.parametrize("way", ["direct", "tls", "forward", "tunnel"])
@pytest.mark.parametrize("what", DRIPS)
def test_what_drips_ends_with_the_call(what: str, way: str, make_client: Make) -> None:
    said = DRIPS[what]

    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        with suppress(OSError):
            found.sendall(said[:60])
            for byte in said[60:]:
                time.sleep(0.05)
                found.sendall(bytes([byte]))

    with way_to(way, handle) as there:
        there.arguments["timeout"] = Timeout(total=0.6, idle=0.4)
        client = make_client(**there.arguments, max_retries=0)
        began = time.monotonic()
        with pytest.raises((InferenceTimeoutError, InferenceConnectionError)) as caught:
            client.call("text_classification", "hi")
        assert took(began) < 2
        refused = what in ("blank lines", "the size of a chunk")  # by the reader, before its time
        assert refused or isinstance(caught.value, InferenceTimeoutError)


# Turns ------------------------------------------------------------------------------------------


def test_waiting_for_a_connection_is_part_of_the_call(make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        while (body := body_of(found)) is not None:
            if b'"stream"' in body:
                kind = b"content-type: text/event-stream\r\n"
                found.sendall(b"HTTP/1.1 200 OK\r\n" + kind + b"\r\ndata: {}\n\n")
                continue
            found.sendall(reply(LABEL))

    with way_to("direct", handle) as there:
        there.arguments["timeout"] = 0.5
        client = make_client(**there.arguments, limits=Limits(max_connections=1))
        stream = client.call("chat_completion", MESSAGES, stream=True)
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(InferenceTimeoutError, match="no connection became free"):
                client.call("text_classification", "hi")
            assert 0.4 < took(began) < 2
        stream.close()
        assert client.call("text_classification", "hi") == LABELS


def test_a_slow_server_does_not_stop_the_others(make_client: Make, server: Script) -> None:
    """Of asyncio, all of it in one loop: nothing in a call blocks."""
    server.always(lambda seen: json_reply(LABELS))

    async def work(url: str) -> float:
        async with AsyncInferenceClient(engine="native", timeout=1, max_retries=0) as client:
            slow = [
                asyncio.ensure_future(client.text_classification("x" * 3_000_000, model=url))
                for _ in range(10)
            ]
            await asyncio.sleep(0.05)
            began = time.monotonic()
            for _ in range(10):
                await client.text_classification("hi", model=server.url)
            needed = took(began)
            await asyncio.wait(slow)
            assert all(isinstance(task.exception(), InferenceTimeoutError) for task in slow)
            return needed

    with serving(lambda found, number: time.sleep(2)) as url:
        assert asyncio.run(work(url)) < 0.8


def test_a_client_without_limits_of_time_still_connects(server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    never = Timeout(total=None, connect=None, idle=None)
    url = server.url.replace("127.0.0.1", "localhost")
    assert InferenceClient(base_url=url, timeout=never).text_classification("hi") == LABELS

    async def work() -> None:
        async with AsyncInferenceClient(base_url=url, timeout=never) as client:
            assert await client.text_classification("hi") == LABELS

    asyncio.run(work())
