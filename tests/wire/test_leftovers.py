"""An answer never reaches another call, whichever way a server is reached."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from inferloom import (
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    Limits,
    RateLimitError,
    StatusError,
    StreamInterruptedError,
    Timeout,
)
from inferloom.transport.aio import native as aio_native
from inferloom.transport.sync import native as sync_native
from tests.support.clients import Client
from tests.support.raw import body_of, proxying, reply, trusting
from tests.support.ways import WAYS, way_to

Make = Callable[..., Client]
MESSAGES: Any = [{"role": "user", "content": "hi"}]


def labels(text: object) -> bytes:
    return b'[{"label": "%s", "score": 1.0}]' % str(text).encode()


OWN = labels("own")
STALE = reply(labels("stale"))
JSON = b"content-type: application/json\r\n"
LENGTH = b"content-length: %d\r\n" % len(OWN)
CHUNKED = b"transfer-encoding: chunked\r\n"
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(OWN), OWN)

# What a server says to one request, and more.
LEFTOVERS = {
    "another answer": reply(OWN) + STALE,
    "another answer after chunks": OK + JSON + CHUNKED + b"\r\n" + CHUNKS + STALE,
    "a few bytes": reply(OWN) + b"\r\n",
    "a length and chunks": OK + JSON + LENGTH + CHUNKED + b"\r\n" + CHUNKS,
    "chunks and a length": OK + JSON + CHUNKED + b"content-length: 5\r\n\r\n" + CHUNKS,
    "close": OK + JSON + LENGTH + b"connection: close\r\n\r\n" + OWN,
    "close, for proxies": OK + JSON + LENGTH + b"proxy-connection: close\r\n\r\n" + OWN,
    "an interim answer after it": reply(OWN) + b"HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n" + JSON + LENGTH + b"\r\n" + OWN,
    "trailers, and more": OK + JSON + CHUNKED + b"\r\n" + CHUNKS[:-2] + b"a: b\r\n\r\n" + STALE,
    "no content, with a length": b"HTTP/1.1 204 No\r\n" + LENGTH + b"\r\n",
    "no content, with chunks": b"HTTP/1.1 204 No\r\n" + CHUNKED + b"\r\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", LEFTOVERS)
def test_a_connection_with_more_on_it_is_not_used_again(
    name: str, way: str, make_client: Make
) -> None:
    numbers: list[int] = []

    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            numbers.append(number)
            found.sendall(LEFTOVERS[name])

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(3):
            with suppress(InferenceError) if "no content" in name else _nothing():
                assert client.call("text_classification", "hi")[0].label == "own"
    assert len(numbers) == len(set(numbers)) == 3


@pytest.mark.parametrize("way", WAYS)
def test_a_connection_serves_one_call_after_another(way: str, make_client: Make) -> None:
    """A thousand connections are none too many to be kept, but one is enough."""
    numbers: list[int] = []

    def handle(found: socket.socket, number: int) -> None:
        while (body := body_of(found)) is not None:
            numbers.append(number)
            found.sendall(reply(labels(body[-12:-2].decode())))

    with way_to(way, handle) as there:
        client = make_client(**there.arguments)
        for number in range(20):
            text = f"number {number:03}"
            assert client.call("text_classification", text)[0].label == text
        assert numbers == [1] * 20
        if there.proxy is not None and "socks" not in way:
            assert len(there.proxy.heads) == 1


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_between_two_calls_is_no_answer(way: str, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            found.sendall(reply(OWN))
            time.sleep(0.02)
            found.sendall(STALE)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(3):
            assert client.call("text_classification", "hi")[0].label == "own"
            time.sleep(0.2)


@pytest.mark.parametrize("way", ["direct", "forward", "tls", "tunnel"])
def test_an_answer_that_comes_before_the_request(
    way: str, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A success is none; that the server takes nobody just now may be said at once."""
    said = [STALE, reply(b"{}", b"429 Too Many Requests")]
    sync, loop = sync_native.NativeEngine._connect, aio_native._LoopPool._connect

    def slowly(*arguments: Any) -> Any:
        made = sync(*arguments)
        time.sleep(0.1)  # so that what is said at once has come
        return made

    async def slowly_in_a_loop(*arguments: Any) -> Any:
        made = await loop(*arguments)
        await asyncio.sleep(0.1)
        return made

    monkeypatch.setattr(sync_native.NativeEngine, "_connect", slowly)
    monkeypatch.setattr(aio_native._LoopPool, "_connect", slowly_in_a_loop)

    def handle(found: socket.socket, number: int) -> None:
        found.sendall(said[0])
        body_of(found)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        if way != "forward":  # where the proxy waits for the request as well
            with pytest.raises(InferenceConnectionError, match="before it was asked"):
                client.call("text_classification", "hi")
        said.pop(0)
        with pytest.raises(RateLimitError):
            client.call("text_classification", "hi")


@pytest.mark.parametrize("way", WAYS)
def test_two_lengths_that_differ_are_refused(way: str, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        found.sendall(OK + JSON + LENGTH + b"content-length: 3\r\n\r\n" + OWN)

    with way_to(way, handle) as there, pytest.raises(InferenceConnectionError, match="Length"):
        make_client(**there.arguments, max_retries=0).call("text_classification", "hi")


# The end of TLS ---------------------------------------------------------------------------------


def end(found: socket.socket, clean: bool) -> None:
    """Say that nothing follows, or only hang up."""
    if isinstance(found, ssl.SSLSocket) and clean:
        found.settimeout(1)
        with suppress(OSError):
            found.unwrap()
    with suppress(OSError):
        found.shutdown(socket.SHUT_RDWR)


SECURE = [way for way, (secure, _) in WAYS.items() if secure]


@pytest.mark.parametrize("way", SECURE)
@pytest.mark.parametrize("clean", [False, True])
def test_a_body_without_a_length_ends_with_tls(way: str, clean: bool, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        found.sendall(OK + JSON + b"\r\n" + OWN)
        end(found, clean)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        if clean:
            assert client.call("text_classification", "hi")[0].label == "own"
        else:
            with pytest.raises(InferenceConnectionError, match="close_notify"):
                client.call("text_classification", "hi")


@pytest.mark.parametrize("way", SECURE)
@pytest.mark.parametrize("said", [reply(OWN), OK + JSON + CHUNKED + b"\r\n" + CHUNKS])
def test_a_body_that_says_its_end_needs_no_other(way: str, said: bytes, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        found.sendall(said)
        end(found, clean=False)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(3):
            assert client.call("text_classification", "hi")[0].label == "own"
            time.sleep(0.05)


@pytest.mark.parametrize("way", SECURE)
def test_a_stream_that_tls_ends_without_a_word_is_cut(way: str, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        event = b'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n'
        found.sendall(OK + b"content-type: text/event-stream\r\n\r\n" + event)
        end(found, clean=False)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        with pytest.raises(StreamInterruptedError, match="close_notify"):
            list(client.call("chat_completion", MESSAGES, stream=True))


def test_an_error_without_an_end_is_the_error(make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        found.sendall(b'HTTP/1.1 400 Bad\r\n\r\n{"error": "the words"}')
        end(found, clean=False)

    with way_to("tls", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        with pytest.raises(StatusError, match="the words"):
            client.call("text_classification", "hi")


# Proxies ----------------------------------------------------------------------------------------


def echo_head(found: socket.socket, heads: list[bytes]) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        block = found.recv(65536)
        if not block:
            return
        data += block
    heads.append(data)
    found.sendall(reply(OWN))


@pytest.mark.parametrize("way", [way for way, (_, proxy) in WAYS.items() if proxy])
def test_the_user_of_a_proxy_is_known_to_nobody_behind_it(way: str, make_client: Make) -> None:
    heads: list[bytes] = []
    with way_to(way, lambda found, number: echo_head(found, heads)) as there:
        assert there.proxy is not None
        url = there.arguments.pop("proxies").replace("://", "://me:p%40ss%3A@")
        client = make_client(**there.arguments, proxies=url, token="hf_mine")
        assert client.call("text_classification", "hi")[0].label == "own"
        if "socks" in way:
            assert there.proxy.heads[0] == b"\x01\x02me\x05p@ss:"
        else:
            sent = rb"[Pp]roxy-[Aa]uthorization: Basic bWU6cEBzczo="
            assert re.search(sent, there.proxy.heads[0])
        forwarded = way in ("forward", "secure proxy")
        assert forwarded or b"roxy-authorization" not in heads[0].lower()
        assert b"hf_mine" in heads[0]
        assert forwarded or b"hf_mine" not in there.proxy.heads[-1]


@pytest.mark.parametrize(
    ("status", "attempts", "words"),
    [(b"407 Who", 1, "407.*user"), (b"403 No", 1, "403"), (b"502 Bad", 3, "502")],
)
def test_a_proxy_that_makes_no_tunnel(
    status: bytes, attempts: int, words: str, make_client: Make
) -> None:
    with way_to("tunnel", lambda found, number: None) as there:
        assert there.proxy is not None
        there.proxy.refusal = b"HTTP/1.1 %s\r\ncontent-length: 0\r\n\r\n" % status
        client = make_client(**there.arguments, max_retries=2)
        with pytest.raises(InferenceConnectionError, match=words):
            client.call("text_classification", "hi")
        assert len(there.proxy.heads) == attempts


@pytest.mark.parametrize("way", ["tunnel", "tls in tls", "socks", "socks and tls"])
def test_a_proxy_that_says_more_than_that_there_is_a_tunnel(way: str, make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            found.sendall(reply(OWN))

    with way_to(way, handle) as there:
        assert there.proxy is not None
        there.proxy.rest = STALE
        client = make_client(**there.arguments, max_retries=0)
        with pytest.raises(InferenceConnectionError):
            client.call("text_classification", "hi")
        there.proxy.rest = b""
        assert client.call("text_classification", "hi")[0].label == "own"


def test_a_proxy_that_is_slow_on_purpose_has_no_more_time_than_connecting(
    make_client: Make,
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        found.sendall(reply(OWN))

    with way_to("tunnel", handle) as there:
        assert there.proxy is not None
        there.proxy.drip = 0.2
        there.arguments["timeout"] = Timeout(total=20, connect=0.5)
        began = time.monotonic()
        with pytest.raises(InferenceConnectionError, match="in time"):
            make_client(**there.arguments, max_retries=0).call("text_classification", "hi")
        assert time.monotonic() - began < 3


def test_one_proxy_to_two_servers_keeps_their_connections_apart(make_client: Make) -> None:
    def server(name: str) -> Callable[[socket.socket, int], None]:
        def handle(found: socket.socket, number: int) -> None:
            while body_of(found) is not None:
                found.sendall(reply(labels(name)))

        return handle

    with (
        way_to("tls", server("one")) as one,
        way_to("direct", server("two")) as two,
        proxying() as proxy,
    ):
        client = make_client(proxies=proxy.url, ssl_context=trusting(), timeout=20)
        for _ in range(3):
            for name, way in (("one", one), ("two", two)):
                url = way.arguments["base_url"]
                assert client.call("text_classification", "x", model=url)[0].label == name
        assert len(proxy.heads) == 2


@pytest.mark.parametrize("way", ["tls", "tunnel", "socks and tls"])
def test_a_handshake_that_drips_has_no_more_time_than_connecting(
    way: str, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        with suppress(OSError):
            found.recv(10000)
            for byte in b"\x16\x03\x03\x40\x00" + bytes(1000):
                found.sendall(bytes([byte]))
                time.sleep(0.1)

    class Silent:
        def wrap_socket(self, found: socket.socket, server_side: bool) -> socket.socket:
            return found

    monkeypatch.setattr("tests.support.ways.with_certificate", Silent)
    with way_to(way, handle) as there:
        there.arguments["timeout"] = 0.7
        began = time.monotonic()
        client = make_client(**there.arguments, max_retries=0, limits=Limits(max_connections=1))
        for _ in range(2):
            with pytest.raises(InferenceTimeoutError):
                client.call("text_classification", "hi")
        assert time.monotonic() - began < 4


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None: ...
