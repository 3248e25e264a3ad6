"""Starting, stopping, and what is left behind: nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from inferloom_local import Endpoint, EndpointNotReady, running
from inferloom_local.packages import child_environment

pytestmark = [
    pytest.mark.usefixtures("packages"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes in /proc"),
]

SERVE = [sys.executable, "-m", "inferloom_local", "serve", "--port", "0"]
DIRECT: Any = {"trust_env": False, "timeout": 60}
"""Past any proxy, and patient: other tests may have the machine busy."""

CHAT = {"messages": [{"role": "user", "content": "Tell a story."}]}


def children(parent: int) -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                # pid (name) state ppid ...; the name may hold anything.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent and fields[0] != "Z":
                    found.add(int(entry.name))
    return found


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(holds: Callable[[], bool], within: float = 8.0) -> bool:
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def health(url: str) -> str:
    return str(httpx.get(f"{url}/health", **DIRECT).json()["chat"])


def start() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        SERVE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=child_environment(),
        start_new_session=True,
    )
    assert process.stdout is not None
    with process.stdout:
        return process, str(json.loads(process.stdout.readline())["ready"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly(number: signal.Signals) -> None:
    began = time.monotonic()
    process, url = start()
    assert time.monotonic() - began < 5
    # While the chat model loads, a client is told to come again.
    loading = httpx.post(f"{url}/v1/chat/completions", json=CHAT, **DIRECT)
    if loading.status_code == 503:
        assert "currently loading" in loading.json()["error"]
        assert loading.json()["estimated_time"] > 0
    assert eventually(lambda: health(url) == "ready")
    offspring = children(process.pid)
    assert offspring
    # To the whole group, as Ctrl-C in a terminal does.
    os.killpg(process.pid, number)
    assert process.wait(10) == 0
    assert not any(map(alive, offspring))
    with pytest.raises(httpx.TransportError):
        health(url)


def test_who_waits_for_the_model_need_not_come_again() -> None:
    process, url = start()
    headers = {"x-wait-for-model": "1"}
    body = {**CHAT, "max_tokens": 2}
    answer = httpx.post(f"{url}/v1/chat/completions", json=body, headers=headers, **DIRECT)
    assert answer.status_code == 200
    process.terminate()
    assert process.wait(10) == 0


def test_stopping_while_the_chat_model_loads_leaves_nothing() -> None:
    process, _ = start()
    assert eventually(lambda: bool(children(process.pid)))
    offspring = children(process.pid)
    process.terminate()
    assert process.wait(10) == 0
    assert eventually(lambda: not any(map(alive, offspring)))


def test_a_killed_endpoint_takes_its_child_along() -> None:
    process, url = start()
    assert eventually(lambda: health(url) == "ready")
    offspring = children(process.pid)
    process.kill()
    process.wait()
    assert eventually(lambda: not any(map(alive, offspring)))


HOLDER = """
import sys, time
from inferloom_local import running
with running(threads=1) as endpoint:
    print(endpoint.pid, flush=True)
    time.sleep(60)
"""


def test_a_killed_caller_of_running_leaves_nothing() -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True, env=child_environment()
    )
    assert holder.stdout is not None
    with holder.stdout:
        pid = int(holder.stdout.readline())
    family = {pid} | children(pid)
    assert len(family) > 1
    holder.kill()
    holder.wait()
    assert eventually(lambda: not any(map(alive, family)))


def test_running_stops_what_it_started() -> None:
    steps: list[str] = []
    with running(threads=1, progress=steps.append) as endpoint:
        family = {endpoint.pid} | children(endpoint.pid)
        assert health(endpoint.url) == "ready"
    assert len(family) > 1
    assert not any(map(alive, family))
    assert any("ready at" in step for step in steps)


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(
            [*SERVE[:-1], str(port)],
            capture_output=True,
            text=True,
            env=child_environment(),
            timeout=20,
            check=False,
        )
        assert result.returncode == 2
        assert f"127.0.0.1:{port}" in result.stderr
        assert "--port" in result.stderr
        assert "Traceback" not in result.stderr
        with pytest.raises(EndpointNotReady, match="--port"), running(port=port):
            pass


def test_specs_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(EndpointNotReady, match="text-classification"), running(specs=tmp_path):
        pass


def test_a_time_limit() -> None:
    with pytest.raises(EndpointNotReady, match="in time"), running(time_limit=0.05):
        pass


def test_a_dead_chat_model_comes_back(endpoint: Endpoint) -> None:
    (child,) = children(endpoint.pid)
    os.kill(child, signal.SIGKILL)
    assert eventually(lambda: bool(children(endpoint.pid) - {child}))
    assert eventually(lambda: health(endpoint.url) == "ready")
    url = f"{endpoint.url}/v1/chat/completions"
    answer = httpx.post(url, json={**CHAT, "max_tokens": 2}, **DIRECT)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/generate_stream", "/generate"])
def test_a_client_that_leaves_frees_its_slot(endpoint: Endpoint, path: str) -> None:
    """Eight long generations on four slots would take minutes; left alone, they hold up nobody."""
    if path == "/v1/chat/completions":
        body: dict[str, object] = {**CHAT, "stream": True, "max_tokens": 2000, "ignore_eos": True}
    else:
        parameters = {"max_new_tokens": 2000, "temperature": 1.0}
        body = {"inputs": "A very long story:", "parameters": parameters}
    with httpx.Client(base_url=endpoint.url, trust_env=False, timeout=0.4) as client:
        for _ in range(8):
            with suppress(httpx.ReadTimeout), client.stream("POST", path, json=body) as answer:
                if path == "/generate":
                    answer.read()
                else:
                    next(answer.iter_bytes())
    url = f"{endpoint.url}/v1/chat/completions"
    short = httpx.post(url, json={**CHAT, "max_tokens": 2}, **DIRECT)
    assert short.status_code == 200, "within the client's time limit, which the eight would exceed"
