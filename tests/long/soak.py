"""Many mixed calls, some cancelled, some abandoned: `make soak` prints what grew.

Descriptors and tasks must not grow at all; memory must be flat. Calls, share of cancelled and of
abandoned ones, and the time between two readings are arguments.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from inferloom import AsyncInferenceClient, InferenceClient
from inferloom.transport.engines import DEFAULT, ENGINES

LABELS = b'[{"label":"positive","score":0.9}]'
CHUNK = b'data: {"choices":[{"index":0,"delta":{"content":"token"}}]}\n\n'
MESSAGES: list[Any] = [{"role": "user", "content": "Hi"}]
READINGS = 20


class Answers(asyncio.Protocol):
    """A server that is never the bottleneck: it answers by what the body holds."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.data = b""

    def data_received(self, data: bytes) -> None:
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, _, rest = self.data.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            if len(rest) < length:
                return
            body, self.data = rest[:length], rest[length:]
            self.answer(body)

    def answer(self, body: bytes) -> None:
        if b'"stream":true' in body:
            events = CHUNK * 20 + b"data: [DONE]\n\n"
            head = b"content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            content = b"%x\r\n%s\r\n0\r\n\r\n" % (len(events), events)
        elif b"fail" in body and random.random() < 0.5:
            self.transport.write(
                b"HTTP/1.1 503 x\r\nretry-after-ms: 1\r\ncontent-length: 2\r\n\r\n{}"
            )
            return
        else:
            head = b"content-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(LABELS)
            content = LABELS
        self.transport.write(b"HTTP/1.1 200 OK\r\n" + head + content)


def serve(ready: Connection) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Answers, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@dataclass
class Reading:
    """What the process holds after some calls."""

    calls: int
    descriptors: int
    tasks: int
    threads: int
    resident: int  # bytes


def read(calls: int, tasks: int) -> Reading:
    gc.collect()
    with open("/proc/self/statm") as file:
        resident = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return Reading(
        calls, len(os.listdir("/proc/self/fd")), tasks, threading.active_count(), resident
    )


async def one(client: AsyncInferenceClient, fate: float, options: argparse.Namespace) -> None:
    stream = random.random() < 0.3
    if stream:
        work: asyncio.Future[Any] = asyncio.ensure_future(
            client.chat_completion(MESSAGES, stream=True)
        )
    else:
        text = "fail" if random.random() < 0.02 else "hi"
        work = asyncio.ensure_future(client.text_classification(text))
    if fate < options.cancelled:
        await asyncio.sleep(random.random() * 0.002)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        return
    result = await work
    if stream:
        async for _ in result:
            if fate < options.cancelled + options.abandoned:
                return


async def asynchronous(url: str, options: argparse.Namespace) -> list[Reading]:
    readings = []
    step = options.calls // READINGS
    async with AsyncInferenceClient(base_url=url, max_retries=30, engine=options.engine) as client:
        for number in range(READINGS):
            left = step

            async def worker() -> None:
                nonlocal left
                while left > 0:
                    left -= 1
                    await one(client, random.random(), options)

            await asyncio.gather(*(worker() for _ in range(options.concurrency)))
            await asyncio.sleep(0.1)
            readings.append(read((number + 1) * step, len(asyncio.all_tasks())))
    return readings


def blocking(url: str, options: argparse.Namespace) -> list[Reading]:
    readings = []
    step = options.calls // READINGS
    with InferenceClient(base_url=url, max_retries=30, engine=options.engine) as client:
        for number in range(READINGS):
            for _ in range(step):
                if random.random() < 0.3:
                    for _ in client.chat_completion(MESSAGES, stream=True):
                        if random.random() < options.abandoned:
                            break
                else:
                    client.text_classification("fail" if random.random() < 0.02 else "hi")
            readings.append(read((number + 1) * step, 0))
    return readings


def slope(readings: list[Reading], value: Callable[[Reading], float]) -> float:
    """Return the growth for 1,000 calls, by least squares over the second half."""
    half = readings[len(readings) // 2 :]
    xs = [reading.calls / 1000 for reading in half]
    ys = [value(reading) for reading in half]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mx) ** 2 for x in xs)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / spread


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=sorted(ENGINES), default=DEFAULT)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--cancelled", type=float, default=0.05)
    parser.add_argument("--abandoned", type=float, default=0.05)
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{ours.recv()}"
    failed = False
    try:
        for name, run in (("async", asynchronous), ("sync", blocking)):
            began = time.monotonic()
            readings = run(url, options)
            result: list[Reading] = (
                readings if isinstance(readings, list) else asyncio.run(readings)
            )
            first, last = result[len(result) // 2], result[-1]
            kilobytes = slope(result, lambda reading: reading.resident / 1024)
            print(
                f"{name:5} {options.calls:,} calls in {time.monotonic() - began:.0f} s: "
                f"descriptors {first.descriptors} -> {last.descriptors}, "
                f"tasks {first.tasks} -> {last.tasks}, threads {first.threads} -> {last.threads}, "
                f"memory {last.resident / 2**20:.1f} MB, {kilobytes:+.2f} KB for 1,000 calls",
                flush=True,
            )
            grew = last.descriptors > first.descriptors + options.concurrency
            failed |= grew or last.tasks > first.tasks or kilobytes > 1
    finally:
        server.terminate()
        server.join()
    print("nothing grew" if not failed else "SOMETHING GREW")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
