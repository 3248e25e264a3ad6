"""The endpoint as a process beside the caller: started, awaited, and stopped again.

Standard library only, so that it can be imported where nothing is served.
"""

from __future__ import annotations

import collections
import contextlib
import http.client
import json
import os
import queue
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from inferloom_local.packages import child_environment

Progress = Callable[[str], None]

_POLL = 0.05
_STOP_LIMIT = 10.0


class EndpointNotReady(RuntimeError):
    """The endpoint ended, or was not ready within the time limit; the message ends with its log."""


@dataclass(frozen=True)
class Endpoint:
    """A running endpoint."""

    url: str
    pid: int


@contextlib.contextmanager
def running(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    chat: bool = True,
    preload: bool = False,
    specs: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    providers: Sequence[str] = (),
    time_limit: float = 60.0,
    progress: Progress | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[Endpoint]:
    """Serve the local models until the block ends.

    Port 0 takes a free one. With `chat`, the block begins when the chat model answers; `threads`
    are those of that model, one for each core by default. `providers` are those that it plays.
    `progress` is given one line a step, `env` is added to the environment. If this process is
    killed the endpoint ends by itself, and its child with it.
    """
    say = progress or (lambda line: None)
    command = [sys.executable, "-m", "inferloom_local", "serve", "--until-stdin-closes"]
    command += ["--host", host, "--port", str(port)]
    if not chat:
        command.append("--no-chat")
    if preload:
        command.append("--preload")
    if threads is not None:
        command += ["--threads", str(threads)]
    for name in providers:
        command += ["--as", name]
    if specs is not None:
        command += ["--specs", os.fspath(specs)]
    began = time.monotonic()
    say("starting the local endpoint")
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(env),
        text=True,
        encoding="utf-8",
        errors="replace",
        # Ctrl-C in a terminal goes to the whole group; this side decides when to stop the endpoint.
        start_new_session=True,
    )
    log: collections.deque[str] = collections.deque(maxlen=40)
    ready: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def keep(line: str) -> None:
        log.append(line)
        say(line)

    readers = [
        _reader(process.stderr, keep, lambda: None),
        _reader(process.stdout, ready.put, lambda: ready.put(None)),
    ]
    try:
        url = _await_ready(process, ready, began + time_limit, log)
        if chat:
            _await_chat(process, url, began + time_limit, log)
        say(f"ready at {url} after {time.monotonic() - began:.1f} s")
        yield Endpoint(url, process.pid)
    finally:
        _stop(process)
        for reader in readers:
            reader.join(timeout=1)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _reader(
    stream: IO[str] | None, each: Callable[[str], object], end: Callable[[], object]
) -> threading.Thread:
    """Drain a pipe, so that the endpoint never blocks on a full one."""

    def drain() -> None:
        if stream is not None:
            with contextlib.suppress(ValueError, OSError):
                for line in stream:
                    each(line.rstrip("\n"))
        end()

    thread = threading.Thread(target=drain, daemon=True)
    thread.start()
    return thread


def _await_ready(
    process: subprocess.Popen[str],
    lines: queue.SimpleQueue[str | None],
    deadline: float,
    log: collections.deque[str],
) -> str:
    try:
        line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise EndpointNotReady(_with_log("the endpoint did not start in time", log)) from None
    if line is None:
        code = process.wait()
        time.sleep(_POLL)  # the last lines of the log may still be in the pipe
        raise EndpointNotReady(_with_log(f"the endpoint ended with exit code {code}", log))
    return str(json.loads(line)["ready"])


def _await_chat(
    process: subprocess.Popen[str], url: str, deadline: float, log: collections.deque[str]
) -> None:
    """Wait while the chat model loads. A package that is missing is for its caller to meet."""
    # Straight to loopback, whatever proxies the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        state = "loading"
        try:
            with opener.open(f"{url}/health", timeout=5) as answer:
                state = json.load(answer)["chat"]
        except (http.client.HTTPException, OSError):
            pass  # it may be ending; the process tells below
        if state in ("ready", "missing"):
            return
        if state == "failed" or process.poll() is not None:
            raise EndpointNotReady(_with_log("the chat model could not be started", log))
        if time.monotonic() > deadline:
            raise EndpointNotReady(_with_log("the chat model did not load in time", log))
        time.sleep(_POLL)


def _with_log(message: str, log: collections.deque[str]) -> str:
    return "\n".join([message, *log])


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
