"""What faults may cost: time, requests and memory; and what they may never do: pass unseen."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import (
    InferenceClient,
    InferenceConnectionError,
    InferenceError,
    ServerError,
    StreamInterruptedError,
    Timeout,
)
from inferloom.policy import deliver, redirects, retry
from inferloom.policy.steps import Answer
from inferloom.testing import FaultServer
from inferloom.transport.engine import Request
from tests.faults.cases import TEXT
from tests.faults.judge import settle, sockets
from tests.support.clients import Client

MESSAGES = [{"role": "user", "content": "hi"}]


def ask(client: Client) -> Any:
    return client.call("chat_completion", MESSAGES).choices[0].message.content


def read(client: Client, got: list[str]) -> None:
    for chunk in client.call("chat_completion", MESSAGES, stream=True):
        got.append(chunk.choices[0].delta.content or "")


@pytest.mark.parametrize("how", ["fin", "reset"])
def test_an_answer_cut_at_any_byte_is_an_error(
    make_client: Callable[..., Client], how: str
) -> None:
    with FaultServer() as server:
        client = make_client(base_url=server.url, max_retries=0)
        ask(client)
        for step in range(0, 1000, 3 if how == "fin" else 60):
            server.use(f"{how}@{step / 10}%")
            with pytest.raises(InferenceConnectionError):
                ask(client)


@pytest.mark.parametrize("how", ["fin", "reset"])
def test_a_stream_cut_at_any_byte_is_an_error(make_client: Callable[..., Client], how: str) -> None:
    with FaultServer() as server:
        client = make_client(base_url=server.url, max_retries=0)
        for step in range(0, 1000, 3 if how == "fin" else 60):
            server.use(f"no-finish+{how}@{step / 10}%")
            got: list[str] = []
            with pytest.raises((InferenceConnectionError, StreamInterruptedError)):
                read(client, got)
            assert TEXT.startswith("".join(got))


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("fault", ["reset@60%", "stall", "hang", "extra-bytes", "bad-chunk", "ok"])
def test_no_socket_is_left(kind: str, fault: str) -> None:
    before = sockets()
    with FaultServer(fault, repeat=True) as server:
        client = Client(kind, base_url=server.url, timeout=0.1, max_retries=0)
        for _ in range(5):
            for work in (ask, lambda client: read(client, [])):
                with contextlib.suppress(InferenceError):
                    work(client)
        # One connection may wait for the next call; the server's end of it counts as well.
        idle = before + 4 + 2 + (3 if kind == "async" else 0)
        assert settle(idle) <= idle
        client.close()
    assert settle(before) <= before


def test_the_callers_own_time_is_not_the_servers(make_client: Callable[..., Client]) -> None:
    """Whoever works long with a chunk does not find the stream timed out."""
    with FaultServer("drip=200b/0.05s") as server:
        client = make_client(base_url=server.url, timeout=Timeout(total=0.4, idle=0.2))
        stream = client.call("chat_completion", MESSAGES, stream=True)
        time.sleep(0.5)  # before the first chunk
        got = ""
        for number, chunk in enumerate(stream):
            got += chunk.choices[0].delta.content or ""
            if number in (0, 2):
                time.sleep(0.3)
        assert got == TEXT


def test_the_pause_before_another_attempt_is_no_silence(
    make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "backoff", lambda retries: 0.4)
    with FaultServer("500+close, 500") as server:
        client = make_client(base_url=server.url, timeout=Timeout(idle=0.2))
        assert ask(client) == TEXT


@pytest.mark.parametrize("fault", ["500+retry-after-ms=0", "fin"])
def test_an_outage_is_not_multiplied_and_ends_at_once(
    make_client: Callable[..., Client], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    with FaultServer(fault, repeat=True) as server:
        client = make_client(base_url=server.url)
        for _ in range(500):
            with pytest.raises((ServerError, InferenceConnectionError)):
                ask(client)
        assert len(server.requests) <= 550
        server.use()
        assert ask(client) == TEXT


def test_three_in_ten_fail_and_almost_none_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.001)
    faults = "500+retry-after-ms=0?30%, reset?30%, 429+retry-after-ms=0?30%, fin@80%?30%"
    failed: list[InferenceError] = []
    with (
        FaultServer(faults, repeat=True, seed=1) as server,
        InferenceClient(base_url=server.url, max_retries=6) as client,
    ):

        def work() -> None:
            for _ in range(125):
                try:
                    client.chat_completion([{"role": "user", "content": "hi"}])
                except InferenceError as error:
                    failed.append(error)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.requests) > 1200
    assert len(failed) <= 2


@pytest.mark.parametrize("code", [307, 308])
def test_no_redirect_leads_from_https_to_http(code: int) -> None:
    request = Request("POST", "https://a.example/x", {"authorization": "t", "x-key": "k"}, b"{}")

    def follow(location: str) -> Request | None:
        return redirects.redirected(request, Answer(code, {"location": location}))

    assert follow("http://a.example/x") is None
    assert follow("http://b.example/x") is None
    other = follow("https://b.example/x")
    assert other is not None and not {"authorization", "x-key"} & {*other.headers}
    same = follow("/y")
    assert same is not None and same.headers == request.headers


MEMORY = """
    import asyncio, resource, sys
    from inferloom import AsyncInferenceClient, InferenceClient, InferenceError, Limits

    MB = 1024**2
    CAP = 16 * MB
    limits = Limits(max_response_bytes=CAP, max_event_bytes=CAP)
    messages = [{"role": "user", "content": "hi"}]
    url, kind = sys.argv[1:]

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def blocking():
        with InferenceClient(base_url=url, limits=limits, max_retries=0) as client:
            yield list(client.chat_completion(messages, stream=True))
            yield client.chat_completion(messages)
            for stream in (False, False, False, True, True):
                try:
                    answer = client.chat_completion(messages, stream=stream)
                    yield list(answer) if stream else answer
                except InferenceError as error:
                    yield type(error).__name__

    async def awaiting():
        async with AsyncInferenceClient(base_url=url, limits=limits, max_retries=0) as client:
            yield [chunk async for chunk in await client.chat_completion(messages, stream=True)]
            yield await client.chat_completion(messages)
            for stream in (False, False, False, True, True):
                try:
                    answer = await client.chat_completion(messages, stream=stream)
                    yield [chunk async for chunk in answer] if stream else answer
                except InferenceError as error:
                    yield type(error).__name__

    before, names = 0, []
    def note(number, outcome):
        global before
        if number == 1:
            before = peak()
        if number > 1:
            names.append(outcome)

    if kind == "sync":
        for number, outcome in enumerate(blocking()):
            note(number, outcome)
    else:
        async def main():
            number = 0
            async for outcome in awaiting():
                note(number, outcome)
                number += 1
        asyncio.run(main())
    print(peak() - before - CAP // MB, *names)
"""


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_bombs_do_not_fill_the_memory(kind: str) -> None:
    faults = [
        "ok*2",
        "gzip-bomb=256mb",
        "endless-body",
        "500+gzip-bomb=256mb",
        "gzip-bomb=256mb",
        "big-event=64mb",
    ]
    with FaultServer(faults) as server:
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(MEMORY), server.url, kind],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    over, *names = done.stdout.split()
    too_large = "ResponseTooLargeError"
    assert names == [too_large, too_large, "ServerError", too_large, too_large]
    assert int(over) <= 32, f"{over} MB above the limit"
