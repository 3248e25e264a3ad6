"""Connections: who gets which answer, whose turn it is, and what is left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceClient,
    InferenceConnectionError,
    InferenceTimeoutError,
    Limits,
    RequestTooLargeError,
    Timeout,
)
from inferloom.transport.deadline import Deadline
from inferloom.transport.engine import Request
from tests.support.clients import Client
from tests.support.raw import body_of, proxying, reply, serving
from tests.support.server import Script, Seen, json_reply

Make = Callable[..., Client]

CERTIFICATE = Path(__file__).parents[1] / "data" / "pictures.example.pem"
MESSAGES: Any = [{"role": "user", "content": "hi"}]


def labels(text: object) -> bytes:
    return b'[{"label": "%s", "score": 1.0}]' % str(text).encode()


def echo(seen: Seen) -> Any:
    return json_reply([{"label": seen.json["inputs"], "score": 1.0}])


@pytest.mark.parametrize("through_proxy", [False, True])
def test_two_processes_after_a_fork_get_their_own_answers(
    through_proxy: bool, server: Script
) -> None:
    server.always(echo)
    where = "http://model.invalid/x" if through_proxy else server.url
    proxies = server.url if through_proxy else None
    with InferenceClient(base_url=where, proxies=proxies, engine="native", timeout=20) as client:
        client.text_classification("first")
        child = os.fork()
        me = "parent" if child else "child"
        wrong = 0
        for number in range(40):
            with_number = f"{me} {number}"
            wrong += client.text_classification(with_number)[0].label != with_number
        if not child:
            os._exit(wrong)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert wrong == 0


def test_an_answer_that_was_open_at_a_fork_leaves_its_connection_to_the_parent(
    server: Script,
) -> None:
    server.always(echo)
    client = InferenceClient(base_url=server.url, engine="native", timeout=20)
    engine = client._driver.engine

    def answer(text: str) -> Any:
        content = b'{"inputs": "%s"}' % text.encode()
        headers = {"content-length": str(len(content))}
        request = Request("POST", server.url, headers, content)
        return engine.open(request, Deadline(Timeout(total=20)))

    reply = answer("first")
    while reply.read():
        pass
    child = os.fork()
    me = "parent" if child else "child"
    wrong = 0
    try:
        if not child:
            client.text_classification("first of this process")
        reply.close()
        for number in range(40):
            text = f"{me} {number}"
            wrong += client.text_classification(text)[0].label != text
    finally:
        if not child:
            os._exit(wrong)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert wrong == 0


def test_what_arrived_while_the_loop_was_busy_is_no_answer() -> None:
    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            found.sendall(reply(labels(f"right {number}")))
            if number == 1:
                time.sleep(0.05)
                found.sendall(reply(labels("stale")))

    async def work(url: str) -> list[str]:
        async with AsyncInferenceClient(base_url=url, engine="native", timeout=20) as client:
            first = await client.text_classification("1")
            time.sleep(0.2)
            second = await client.text_classification("2")
            return [first[0].label, second[0].label]

    with serving(handle) as url:
        assert asyncio.run(work(url)) == ["right 1", "right 2"]


def test_a_connection_that_was_closed_while_the_loop_stood_still_costs_no_retry() -> None:
    def handle(found: socket.socket, number: int) -> None:
        body_of(found)
        found.sendall(reply(labels(number)))

    loop = asyncio.new_event_loop()
    try:
        with serving(handle) as url:
            client = AsyncInferenceClient(base_url=url, engine="native", max_retries=0, timeout=20)
            for number in (1, 2):
                answer = loop.run_until_complete(client.text_classification("hi"))
                assert answer[0].label == str(number)
                time.sleep(0.05)
            loop.run_until_complete(client.close())
    finally:
        loop.close()


def test_a_stream_that_is_garbage_takes_no_connection_with_it(server: Script) -> None:
    """The collector ends a stream and its socket at once, in any order."""

    def handle(found: socket.socket, number: int) -> None:
        events = b'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n'
        while (body := body_of(found)) is not None:
            if b"stream" not in body:
                found.sendall(reply(labels("x")))
                continue
            found.sendall(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(events), events)
            )

    def leave(client: InferenceClient) -> None:
        try:
            for _ in client.chat_completion(MESSAGES, stream=True):
                raise ValueError("the caller's")
        except ValueError as error:
            kept = error  # frame -> error -> traceback -> frame
            assert kept

    with serving(handle) as url, InferenceClient(base_url=url, engine="native") as client:
        gc.freeze()  # what is there already need not be looked at twenty times
        try:
            for _ in range(20):
                leave(client)
                gc.collect()
                assert client.text_classification("x")[0].label == "x"
        finally:
            gc.unfreeze()


def test_whoever_waits_gets_a_turn(server: Script) -> None:
    """Threads that call without a pause do not take all of the connections."""
    server.always(echo)
    limits = Limits(max_connections=2)
    ends = time.monotonic() + 1.5
    with InferenceClient(base_url=server.url, engine="native", limits=limits) as client:

        def work(place: int) -> None:
            while time.monotonic() < ends:
                client.text_classification("hi")
                calls[place] += 1

        calls = [0] * 8
        threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert min(calls) > max(calls) / 3, calls


def test_closing_while_calls_run(server: Script) -> None:
    """Calls may fail then, as calls fail, and no other way."""
    server.always(echo)
    ends = time.monotonic() + 1
    wrong: list[BaseException] = []
    with InferenceClient(base_url=server.url, engine="native", timeout=20) as client:

        def work(act: Callable[[], object]) -> None:
            while time.monotonic() < ends:
                try:
                    act()
                except InferenceConnectionError:
                    pass
                except BaseException as error:
                    wrong.append(error)

        acts = [lambda: client.text_classification("hi")] * 6 + [client.close] * 2
        threads = [threading.Thread(target=work, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong


@pytest.fixture
def untrusted() -> Iterator[int]:
    """The port of a server whose certificate is for another host."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    def handle(found: socket.socket, number: int) -> None:
        with context.wrap_socket(found, server_side=True) as secure:
            while body_of(secure) is not None:
                secure.sendall(reply(labels("secure")))

    with serving(handle) as url:
        yield int(url.rpartition(":")[2])


def test_tunnels_in_which_tls_fails_are_not_kept(untrusted: int, make_client: Make) -> None:
    context = ssl.create_default_context(cafile=CERTIFICATE)
    with proxying() as proxy:
        client = make_client(
            base_url=f"https://other.example:{untrusted}",
            proxies=proxy.url,
            ssl_context=context,
            limits=Limits(max_connections=2),
            max_retries=0,
            timeout=20,
        )
        for _ in range(5):
            with pytest.raises(InferenceConnectionError, match=r"(?i)certificate"):
                client.call("text_classification", "hi")
        right = f"https://pictures.example:{untrusted}"
        assert client.call("text_classification", "hi", model=right)[0].label == "secure"


def test_an_early_answer_to_a_large_body(make_client: Make) -> None:
    """The server has answered and reads on; the answer counts, and nothing is left."""

    def handle(found: socket.socket, number: int) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            data += found.recv(1000)
        found.sendall(reply(b"{}", b"413 Too Large\r\nconnection: close"))
        found.shutdown(socket.SHUT_WR)
        while found.recv(65536):
            pass

    with serving(handle) as url:
        client = make_client(
            base_url=url,
            engine="native",
            limits=Limits(max_connections=1),
            max_retries=0,
            timeout=20,
        )
        for _ in range(20):
            with pytest.raises(RequestTooLargeError):
                client.call("text_classification", "x" * 4_000_000)


@pytest.mark.parametrize("name", ["content-length", "Transfer-Encoding"])
def test_how_a_body_is_sent_is_no_header_of_the_callers(name: str) -> None:
    with pytest.raises(ArgumentError, match="leave it out"):
        InferenceClient(headers={name: "chunked"})
    with pytest.raises(ArgumentError, match="leave it out"):
        InferenceClient().with_options(headers={name: "5"})


@pytest.mark.parametrize(
    "header",
    [
        {"a:b": "x"}, {"a\tb": "x"}, {"(x)": "x"}, {"\x7f": "x"}, {"": "x"},
        {"a": "\x01"}, {"a": "\x7f"}, {"a": "b\r\nc: d"},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_header_is_not_sent(header: dict[str, str]) -> None:
    with pytest.raises(ArgumentError, match="headers"):
        InferenceClient(headers=header)


def test_a_header_of_the_callers_own_host(server: Script, make_client: Make) -> None:
    server.always(echo)
    make_client(base_url=server.url, headers={"Host": "other.example"}, engine="native").call(
        "text_classification", "hi"
    )
    assert server.seen[0].headers["host"] == "other.example"


def test_the_user_and_password_of_a_url(server: Script, make_client: Make) -> None:
    server.always(echo)
    url = server.url.replace("http://", "http://user:p%40ss@")
    for token, expected in ((None, "Basic dXNlcjpwQHNz"), ("mine", "Bearer mine")):
        make_client(base_url=url, token=token).call("text_classification", "hi")
        assert server.seen[-1].headers["authorization"] == expected


def test_a_context_that_offers_http_2(make_client: Make) -> None:
    offered = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    offered.load_cert_chain(CERTIFICATE)
    offered.set_alpn_protocols(["h2", "http/1.1"])

    def handle(found: socket.socket, number: int) -> None:
        with offered.wrap_socket(found, server_side=True) as secure:
            secure.recv(1000)

    with serving(handle) as url:
        context = ssl.create_default_context(cafile=CERTIFICATE)
        context.check_hostname = False
        context.set_alpn_protocols(["h2", "http/1.1"])
        client = make_client(
            base_url=url.replace("http://", "https://"),
            ssl_context=context,
            max_retries=0,
            timeout=20,
        )
        with pytest.raises(InferenceConnectionError, match="set_alpn_protocols"):
            client.call("text_classification", "hi")


def test_idle_connections_are_closed_when_their_time_is_over() -> None:
    closed: list[int] = []
    meet = threading.Barrier(5)

    def handle(found: socket.socket, number: int) -> None:
        while body_of(found) is not None:
            if number <= 5:
                meet.wait(20)  # so that there are five
            found.sendall(reply(labels("x")))
        closed.append(number)

    with serving(handle) as url:
        client = InferenceClient(base_url=url, engine="native", limits=Limits(keepalive=0.1))
        threads = [
            threading.Thread(target=client.text_classification, args=("hi",)) for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        time.sleep(0.2)
        client.text_classification("hi")
        time.sleep(0.1)
        assert sorted(closed) == [1, 2, 3, 4, 5]
        client.close()


def test_a_name_server_that_is_slow_does_not_hold_a_call(
    make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def slow(host: Any, *rest: Any, **named: Any) -> Any:
        if host == "slow.example":
            time.sleep(3)
            raise socket.gaierror("unknown")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    client = make_client(base_url="http://slow.example", engine="native", timeout=0.3)
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        client.call("text_classification", "hi")
    assert time.monotonic() - began < 2


def test_a_slow_reader_is_not_a_silent_one(make_client: Make) -> None:
    """Each part of a large body that is taken ends the silence."""

    def handle(found: socket.socket, number: int) -> None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        data = b""
        while b"\r\n\r\n" not in data:
            data += found.recv(1000)
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        left = length - len(body)
        while left:
            block = found.recv(min(left, 262_144))
            left -= len(block)
            time.sleep(0.02)
        found.sendall(reply(labels("read")))

    with serving(handle) as url:
        client = make_client(
            base_url=url, engine="native", max_retries=0, timeout=Timeout(total=60, idle=1)
        )
        answer = client.call("text_classification", "x" * 10_000_000)
    assert answer[0].label == "read"


def test_one_async_client_in_the_loops_of_many_threads(server: Script) -> None:
    server.always(echo)
    client = AsyncInferenceClient(base_url=server.url, engine="native", timeout=20)
    wrong: list[BaseException] = []

    def work(place: int) -> None:
        try:
            for number in range(20):
                text = f"{place} {number}"
                assert asyncio.run(client.text_classification(text))[0].label == text
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
