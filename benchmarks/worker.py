"""The process of one contender: it does what it is told on standard input, and says what it cost.

Requests and replies are lines of JSON. A result that is not right is an error, not a figure.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import answers
from .contenders import CONTENDERS, Contender
from .server import more_descriptors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Run = Callable[[int], None]  # does an action so many times, and checks what came of it


class Worker:
    """One contender's actions, each with a client of its own that stays open."""

    def __init__(self, contender: Contender, url: str) -> None:
        self._options = contender.options
        self._module = contender.load()
        self._url = url
        self._loop = asyncio.new_event_loop()
        self._ready: dict[tuple[str, str, int], Run] = {}

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what a request says."""
        if request["kind"] == "memory":
            return {"value": self._memory(request)}
        action, count, width = request["action"], request["count"], request["width"]
        path = request["path"] % count if "%d" in request["path"] else request["path"]
        key = (action, path, width)
        if key not in self._ready:
            self._ready[key] = self._prepare(action, path, width)
            self._ready[key](max(count // 4, width))
        run = self._ready[key]
        gc.collect()
        cpu, wall = time.process_time(), time.perf_counter()
        run(count)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        return {"cpu": round(cpu / count, 9), "wall": round(wall / count, 9)}

    def _prepare(self, action: str, path: str, width: int) -> Run:
        make = self._module.aclient if action == "async" else self._module.client
        client = make(self._url + path, **self._options)
        if action == "async":
            return lambda count: self._loop.run_until_complete(self._calls(client, count, width))
        if action == "stream":
            return lambda count: self._stream(client, int(path.rpartition("/")[2]))
        if action == "sync":
            return lambda count: self._sync(client, count)
        rows = int(path.rpartition("/")[2])
        return lambda count: self._vectors(action, client, rows, count)

    def _sync(self, client: Any, count: int) -> None:
        chat = self._module.chat
        for _ in range(count):
            answer = chat(client)
        expect(self._module.said(answer), answers.TEXT)

    async def _calls(self, client: Any, count: int, width: int) -> None:
        chat = self._module.achat
        left = count
        answer: Any = None

        async def caller() -> None:
            nonlocal left, answer
            while left > 0:
                left -= 1
                answer = await chat(client)

        await asyncio.gather(*(caller() for _ in range(width)))
        expect(self._module.said(answer), answers.TEXT)

    def _stream(self, client: Any, chunks: int) -> None:
        expect(self._module.stream(client), (chunks, answers.PIECE))

    def _vectors(self, action: str, client: Any, rows: int, count: int) -> None:
        embed = getattr(self._module, action)
        for _ in range(count):
            array = embed(client)
        expect_vectors(array, rows)

    def _memory(self, request: dict[str, Any]) -> float:
        """Return by how many MB an action raised the peak, after a small one of its kind."""
        action = request["action"]
        if action == "upload":
            client = self._module.client(self._url, **self._options)
            small, large = request["files"]
            self._upload(client, small)
            return growth(lambda: self._upload(client, large))
        run = self._prepare(action, request["path"], 1)
        self._prepare(action, "/vectors/4", 1)(2)
        return growth(lambda: run(1))

    def _upload(self, client: Any, path: str) -> None:
        text = self._module.upload(client, path)
        size = os.path.getsize(path)
        found = re.fullmatch(r"(\d+) bytes", text)
        # A multipart form has a little more.
        expect(found is not None and size <= int(found[1]) < size + 2000, True)


def expect(result: object, right: object) -> None:
    if result != right:
        raise ValueError(f"the result is wrong: {result!r:.200}, not {right!r:.200}")


def expect_vectors(array: NDArray[np.float32], rows: int) -> None:
    import numpy as np

    expect((type(array), array.shape), (np.ndarray, (rows, answers.DIMENSIONS)))
    expect(array.dtype, np.dtype(np.float32))
    for number in (0, rows - 1):
        expect(array[number].tolist(), answers.row(number).tolist())


def growth(action: Callable[[], object]) -> float:
    """Return by how many MB an action raises the process's peak of memory."""
    gc.collect()
    before = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    action()
    return max(0.0, _resident("VmHWM") - before)


def _resident(name: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def main(name: str, url: str) -> None:
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints does not mix with the replies
    more_descriptors()
    worker = Worker(next(c for c in CONTENDERS if c.name == name), url)
    for line in sys.stdin:
        try:
            reply = worker.answer(json.loads(line))
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=output, flush=True)
    os._exit(0)  # open clients need no farewell


if __name__ == "__main__":
    main(*sys.argv[1:])
