"""What must not grow, however much there is: `make growth` prints a table of it.

CPU time of a call and of a chunk, memory of a stream, and the cost of an import.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice, product
from pathlib import Path
from statistics import median
from string import ascii_lowercase
from typing import Any

from benchmarks.programs import run
from benchmarks.server import Server, more_descriptors
from inferloom import AsyncInferenceClient, InferenceClient
from tests.faults.test_memory import MOST as MOST_ABOVE
from tests.faults.test_memory import peaks
from tests.long.parsers import PARSERS

ROOT = Path(__file__).parents[2]
MODEL = "text_classification"  # the task that copies are made of
MESSAGES: list[Any] = [{"role": "user", "content": "Where is Paris?"}]
MOST = 1.3  # times as much as where it is small


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    small: str
    large: str
    found: float
    most: float
    unit: str = "x"

    @property
    def kept(self) -> bool:
        return self.found <= self.most


# A package of many tasks -----------------------------------------------------------------------


def names() -> Iterator[str]:
    """Return words to tell copies by; a number at the end of a class name is refused."""
    return ("".join(letters) for letters in product(ascii_lowercase, repeat=3))


def copy_tasks(specs: Path, copies: int) -> None:
    """Put copies of one task into a specs folder, each with names of its own."""
    for name in islice(names(), copies):
        folder = specs / "tasks" / f"{MODEL}_{name}"
        folder.mkdir(parents=True)
        for path in (ROOT / "specs" / "tasks" / MODEL).iterdir():
            text = path.read_text()
            text = text.replace(MODEL, f"{MODEL}_{name}")
            text = text.replace("TextClassification", f"TextClassification{name.title()}")
            text = text.replace("text-classification", f"text-classification-{name}")
            (folder / path.name).write_text(text)


def make_package(folder: Path, package: str, specs: Path) -> None:
    """Compile a specs folder; what is written by hand is copied there."""
    out = folder / package
    subprocess.run(
        [
            sys.executable, "-m", "codegen", "--specs", str(specs), "--package", package,
            "--out", str(out), "--lock", str(folder / "spec.lock"), "generate",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )  # fmt: skip


# Measuring -------------------------------------------------------------------------------------


def cpu(action: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    action()
    return time.process_time() - began


def turns(rounds: int, *actions: Callable[[], float]) -> list[list[float]]:
    """Return samples of actions that take turns; what the machine does meanwhile meets all."""
    samples: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for found, action in zip(samples, actions, strict=True):
            found.append(action())
    return samples


def ratio(small: list[float], large: list[float]) -> float:
    return median(b / a for a, b in zip(small, large, strict=True))


def in_flight(server: Server, options: dict[str, Any]) -> Iterator[Line]:
    async def calls(client: AsyncInferenceClient, number: int, width: int) -> None:
        numbers = iter(range(number))

        async def caller() -> None:
            for _ in numbers:
                await client.chat_completion(MESSAGES)

        await asyncio.gather(*(caller() for _ in range(width)))

    widths = (1, 10, 100, 1000)
    with asyncio.Runner() as runner:
        client = AsyncInferenceClient(base_url=server.url, token=False, **options)

        def sample(width: int) -> float:
            return cpu(lambda: runner.run(calls(client, 1000, width))) / 1000

        for width in widths:
            sample(width)
        found = turns(7, *((lambda width=width: sample(width)) for width in widths))
        runner.run(client.close())
    for width, samples in zip(widths[1:], found[1:], strict=True):
        yield Line(
            f"CPU of a call, {width:,} in flight to 1",
            micro(median(found[0])), micro(median(samples)), ratio(found[0], samples), MOST,
        )  # fmt: skip


def life(server: Server, options: dict[str, Any]) -> Iterator[Line]:
    def hundred(client: InferenceClient) -> float:
        def calls() -> None:
            for _ in range(100):
                client.chat_completion(MESSAGES)

        return cpu(calls) / 100

    first, last = [], []
    for number in range(6):
        with InferenceClient(base_url=server.url, token=False, **options) as client:
            found = [hundred(client) for _ in range(100)]
        if number:  # the first one warms the process
            first.append(found[0])
            last.append(found[-1])
    yield Line(
        "CPU of a call, calls 9,900 to 10,000 of a client to its first 100",
        micro(median(first)), micro(median(last)), ratio(first, last), MOST,
    )  # fmt: skip


def chunks(server: Server, options: dict[str, Any]) -> Iterator[Line]:
    sizes = (1, 10, 100, 1_000, 10_000, 100_000)

    def sample(size: int) -> float:
        times = max(1, 3000 // size)

        def streams() -> None:
            for _ in range(times):
                for _ in client_of[size].chat_completion(MESSAGES, stream=True):
                    pass

        return cpu(streams) / times

    client_of = {
        size: InferenceClient(base_url=f"{server.url}/burst/{size}", token=False, **options)
        for size in sizes
    }
    for size in sizes:
        sample(size)
    found = turns(5, *((lambda size=size: sample(size)) for size in sizes))
    for client in client_of.values():
        client.close()
    # A stream of one chunk is the call; what a longer one costs beyond it is its chunks.
    each = [
        [(whole - call) / (size - 1) for call, whole in zip(found[0], samples, strict=True)]
        for size, samples in zip(sizes[1:], found[1:], strict=True)
    ]
    for size, samples in zip(sizes[2:], each[1:], strict=True):
        yield Line(
            f"CPU of a chunk, of {size:,} to of 10",
            micro(median(each[0])), micro(median(samples)), median(samples) / median(each[0]), MOST,
        )  # fmt: skip


def memory(server: Server, options: dict[str, Any]) -> Iterator[Line]:
    with InferenceClient(base_url=f"{server.url}/burst/100000", token=False, **options) as client:
        held, kept = held_by_stream(client, 10_000, 100_000)
    yield Line(
        "memory of a stream, most from chunk 10,000 to 100,000",
        mega(held[0]), mega(held[1]), (held[1] - held[0]) / 1e6, 1.0, "MB more",
    )  # fmt: skip
    yield Line(
        "memory after a stream of 100,000 chunks", "", mega(kept), kept / 1e6, 0.1, "MB more"
    )


def held_by_stream(client: InferenceClient, early: int, chunks: int) -> tuple[list[int], int]:
    """Return the bytes that a stream holds early and at most from there on, and that it leaves."""
    for _ in client.chat_completion(MESSAGES, stream=True):
        break
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        stream = client.chat_completion(MESSAGES, stream=True)
        for number in count(1):
            if next(stream, None) is None:
                break
            if number == early:
                first = tracemalloc.get_traced_memory()[0]
                tracemalloc.reset_peak()
        most = tracemalloc.get_traced_memory()[1]
        if number != chunks + 1:
            raise RuntimeError(f"{number - 1} chunks arrived instead of {chunks}")
        stream.close()
        del stream
        gc.collect()
        return [first - before, most - before], tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def tasks(number: int) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        specs = folder / "specs"
        shutil.copytree(ROOT / "specs", specs)
        known = len(list((specs / "tasks").iterdir()))
        copy_tasks(specs, number - known)
        make_package(folder, "inferloom", specs)
        for what, last in (
            ("import", "import inferloom"),
            ("import and a client", "import inferloom; inferloom.InferenceClient(token=False)"),
        ):

            def cost(path: Path, last: str = last) -> float:
                return run(f"import sys; sys.path.insert(0, {str(path)!r}); {last}").cpu

            def loaded(path: Path, last: str = last) -> float:
                text = f"import sys; sys.path.insert(0, {str(path)!r}); {last}"
                return float(run(f"{text}; print(len(sys.modules))").printed)

            places = (ROOT / "src", folder)
            few, many = (loaded(path) for path in places)
            yield Line(
                f"modules loaded, {what}, {number} tasks to {known}",
                f"{few:.0f}", f"{many:.0f}", many - few, 0, "more",
            )  # fmt: skip
            small, large = turns(11, *((lambda path=path: cost(path)) for path in places))
            # Not a ratio: the less there is beside the tasks, the more they would seem to cost.
            more = median(b - a for a, b in zip(small, large, strict=True)) / (number - known)
            yield Line(
                f"CPU of a process, {what}, {number} tasks to {known}",
                f"{median(small) * 1e3:.1f} ms", f"{median(large) * 1e3:.1f} ms",
                more * 1e6, 20, "µs a task",
            )  # fmt: skip


def parsers() -> Iterator[Line]:
    for name, (size, parse) in PARSERS.items():
        parse(size)
        samples = [partial(cpu, partial(parse, times * size)) for times in (1, 2, 4)]
        found = turns(3, *samples)
        one, two, four = map(median, found)
        yield Line(
            f"CPU of 4 times as much: {name} (2 times: {two / one:.1f} x)",
            f"{one * 1e3:.2f} ms", f"{four * 1e3:.2f} ms", four / one, 8,
        )  # fmt: skip


def micro(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def mega(size: float) -> str:
    return f"{size / 1e6:.2f} MB"


def bombs() -> Iterator[Line]:
    """Measure answers that are small on the wire, at the limits of a client that sets none."""
    for kind in ("sync", "async"):
        for name in ("small", "usual", "huge"):
            for over, ending, what in peaks(kind, name):
                yield Line(f"{what}, {kind}", "the limit", ending, float(over), MOST_ABOVE, "MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="native", help="what sends the requests")
    parser.add_argument("--tasks", type=int, default=500)
    sections = ("in-flight", "life", "chunks", "memory", "tasks", "parsers", "bombs")
    parser.add_argument("--only", choices=sections)
    arguments = parser.parse_args()
    options = {"engine": arguments.engine}
    more_descriptors()
    broken = 0
    print("| what | where it is small | where it is large | growth | at most | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    with Server() as server:
        measures: dict[str, Callable[[], Iterator[Line]]] = {
            "in-flight": partial(in_flight, server, options),
            "life": partial(life, server, options),
            "chunks": partial(chunks, server, options),
            "memory": partial(memory, server, options),
            "tasks": partial(tasks, arguments.tasks),
            "parsers": parsers,
            "bombs": bombs,
        }
        for name, measure in measures.items():
            for line in measure() if arguments.only in (None, name) else ():
                broken += not line.kept
                print(
                    f"| {line.what} | {line.small} | {line.large} | {line.found:.2f} {line.unit} "
                    f"| {line.most:g} | {'✓' if line.kept else '✗'} |",
                    flush=True,
                )
    print("all is flat" if not broken else f"{broken} BOUNDS BROKEN")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
