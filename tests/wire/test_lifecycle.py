"""Nothing is left open: after calls that were cancelled, abandoned or never finished."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

import inferloom
from inferloom import AsyncInferenceClient, InferenceClient, InferenceTimeoutError
from tests.support.server import Reply, Script, event_reply, json_reply

LABELS = [{"label": "positive", "score": 0.9}]
CHUNK = {"choices": [{"index": 0, "delta": {"content": "a"}}]}
MESSAGES: list[Any] = [{"role": "user", "content": "Hi"}]


def sockets() -> set[str]:
    """Return the sockets that this process has open."""
    gc.collect()
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


def eventually(check: Callable[[], bool], within: float = 5) -> bool:
    end = time.monotonic() + within
    while not check():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def answers(seen: Any) -> Reply:
    if b'"stream":true' in seen.body:
        return event_reply([CHUNK] * 50 + ["[DONE]"])
    return json_reply(LABELS)


@pytest.fixture
def quiet(server: Script) -> Script:
    server.always(answers)
    return server


def test_one_async_client_over_many_event_loops(quiet: Script) -> None:
    """The connections of a loop are closed with it, and nothing is said about closed loops."""
    client = AsyncInferenceClient(base_url=quiet.url)
    before = sockets()

    async def work() -> None:
        assert await client.text_classification("hi") == LABELS
        async for _ in await client.chat_completion(MESSAGES, stream=True):
            break

    for _ in range(20):
        asyncio.run(work())
    # The server's side of a connection is in this process too, and closes a moment later.
    assert eventually(lambda: len(sockets() - before) == 0)
    assert eventually(lambda: len(sockets() - before) <= 6)
    asyncio.run(client.close())
    assert eventually(lambda: len(sockets() - before) == 0)


def test_an_async_client_that_is_never_closed(quiet: Script) -> None:
    before = sockets()

    async def work() -> None:
        client = AsyncInferenceClient(base_url=quiet.url)
        await client.text_classification("hi")
        del client
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(work())
    assert eventually(lambda: not sockets() - before)


def test_a_sync_client_that_is_never_closed(quiet: Script) -> None:
    before = sockets()
    InferenceClient(base_url=quiet.url).text_classification("hi")
    assert eventually(lambda: not sockets() - before)


@pytest.mark.parametrize("begun", [False, True])
def test_abandoned_streams(quiet: Script, begun: bool) -> None:
    before = sockets()
    client = InferenceClient(base_url=quiet.url)
    for _ in range(10):
        stream = client.chat_completion(MESSAGES, stream=True)
        if begun:
            next(stream)
        del stream
    client.close()
    assert eventually(lambda: not sockets() - before)

    async def work() -> None:
        async with AsyncInferenceClient(base_url=quiet.url) as other:
            for _ in range(10):
                stream = await other.chat_completion(MESSAGES, stream=True)
                if begun:
                    await stream.__anext__()
                del stream
            gc.collect()
            await asyncio.sleep(0.05)
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(work())
    assert eventually(lambda: not sockets() - before)


def test_cancelled_calls(server: Script) -> None:
    cancelled = threading.Event()

    def slow(seen: Any) -> Reply:
        cancelled.wait(30)
        return answers(seen)

    server.always(slow)
    before = sockets()

    async def work() -> None:
        async with AsyncInferenceClient(base_url=server.url) as client:
            for stream in (False, True):
                for delay in (0, 0.001, 0.05):
                    call = asyncio.ensure_future(client.chat_completion(MESSAGES, stream=stream))
                    await asyncio.sleep(delay)
                    call.cancel()
                    with pytest.raises(asyncio.CancelledError):
                        await call
            cancelled.set()
            server.always(answers)
            assert await client.text_classification("hi") == LABELS
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(work())
    assert eventually(lambda: not sockets() - before)


def test_no_cancellation_is_forgotten(server: Script) -> None:
    """Whenever it comes: while a connection is made, waited for, or about to bring an answer."""
    server.always(answers)
    before = sockets()

    async def work() -> int:
        kept = 0
        limits = inferloom.Limits(max_connections=1)
        for turn in range(400):
            async with AsyncInferenceClient(base_url=server.url, limits=limits) as client:
                calls = [asyncio.ensure_future(client.text_classification("hi")) for _ in range(2)]
                for _ in range(turn % 20):
                    await asyncio.sleep(0)
                ends = {call: call.cancel() for call in calls}
                for call, asked in ends.items():
                    outcome = (await asyncio.gather(call, return_exceptions=True))[0]
                    kept += asked and not isinstance(outcome, asyncio.CancelledError)
        return kept

    assert asyncio.run(work()) == 0
    assert eventually(lambda: not sockets() - before)


def test_a_cancelled_stream(quiet: Script) -> None:
    before = sockets()

    async def read(client: AsyncInferenceClient) -> None:
        async for _ in await client.chat_completion(MESSAGES, stream=True):
            await asyncio.sleep(10)

    async def work() -> None:
        async with AsyncInferenceClient(base_url=quiet.url) as client:
            task = asyncio.ensure_future(read(client))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(work())
    assert eventually(lambda: not sockets() - before)


def test_failed_calls_leave_no_socket() -> None:
    before = sockets()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = InferenceClient(
            base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=0.05
        )
        for _ in range(5):
            with pytest.raises(InferenceTimeoutError):
                client.text_classification("hi")
    assert not sockets() - before


def test_many_async_calls_at_once(quiet: Script) -> None:
    async def work() -> int:
        limits = inferloom.Limits(max_connections=8)
        async with AsyncInferenceClient(base_url=quiet.url, limits=limits) as client:
            calls = [client.text_classification("hi") for _ in range(200)]
            return len(await asyncio.gather(*calls))

    assert asyncio.run(work()) == 200
    assert quiet.connections <= 8


def test_32_threads_wait_their_turn(quiet: Script) -> None:
    client = InferenceClient(base_url=quiet.url, limits=inferloom.Limits(max_connections=4))
    done: list[int] = []
    busy: list[int] = []
    at_once: list[int] = []

    def counted(seen: Any) -> Reply:
        busy.append(1)
        at_once.append(len(busy))
        time.sleep(0.001)
        busy.pop()
        return answers(seen)

    quiet.always(counted)

    def work() -> None:
        for _ in range(10):
            client.text_classification("hi")
        done.append(1)

    threads = [threading.Thread(target=work) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    assert len(done) == 32
    assert max(at_once) <= 4
    assert quiet.connections <= 4


def test_a_full_pool_is_a_timeout(server: Script) -> None:
    def slow(seen: Any) -> Reply:
        time.sleep(1)
        return answers(seen)

    server.always(slow)
    limits = inferloom.Limits(max_connections=1)
    with InferenceClient(base_url=server.url, limits=limits) as client:
        thread = threading.Thread(target=client.text_classification, args=("hi",))
        thread.start()
        assert eventually(lambda: len(server.seen) == 1)
        with pytest.raises(InferenceTimeoutError, match="no connection became free"):
            client.with_options(timeout=0.2).text_classification("hi")
        thread.join()


def test_a_fork_does_not_share_connections(quiet: Script) -> None:
    script = f"""
import os
from inferloom import InferenceClient
client = InferenceClient(base_url={quiet.url!r})
client.text_classification("parent")
children = []
for number in range(3):
    pid = os.fork()
    if pid == 0:
        ok = all(client.text_classification("child")[0].label == "positive" for _ in range(5))
        os._exit(0 if ok else 1)
    children.append(pid)
assert all(client.text_classification("parent")[0].label == "positive" for _ in range(5))
for pid in children:
    assert os.waitpid(pid, 0)[1] == 0
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)
    assert quiet.connections == 4
    assert len(quiet.seen) == 1 + 3 * 5 + 5


def test_a_pickled_client_works_without_the_token(quiet: Script) -> None:
    client = InferenceClient(
        base_url=quiet.url,
        token="hf_canary",
        headers={"X-API-Key": "hf_canary", "Accept-Language": "de"},
        cookies={"a": "hf_canary"},
        proxies={"https": "http://user:hf_canary@proxy.example"},
        timeout=3,
    )
    data = pickle.dumps(client)
    assert b"hf_canary" not in data
    twin = pickle.loads(data)
    assert twin.timeout.total == 3
    assert twin.text_classification("hi") == LABELS
    assert "authorization" not in quiet.seen[0].headers
    assert quiet.seen[0].headers["accept-language"] == "de"
    assert isinstance(pickle.loads(pickle.dumps(AsyncInferenceClient())), AsyncInferenceClient)


def test_nothing_is_said_at_the_end_of_the_process(quiet: Script) -> None:
    script = f"""
import asyncio
from inferloom import AsyncInferenceClient, InferenceClient
sync = InferenceClient(base_url={quiet.url!r})
sync.text_classification("hi")
stream = sync.chat_completion([{{"role": "user"}}], stream=True)
next(stream)
client = AsyncInferenceClient(base_url={quiet.url!r})
async def work():
    global other
    await client.text_classification("hi")
    other = await client.chat_completion([{{"role": "user"}}], stream=True)
    await other.__anext__()
asyncio.run(work())
"""
    run = subprocess.run(
        [sys.executable, "-W", "always", "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
