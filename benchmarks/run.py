"""Takes the measurements: contenders take turns, and the order changes with every round."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any

from .contenders import CONTENDERS, Contender
from .measures import Measure
from .programs import Failed, run
from .server import Server

ROOT = Path(__file__).parents[1]
UPLOAD = 500_000_000  # bytes
_NOTED = ("httpcore", "httpx2", "pydantic", "pydantic_core", "numpy", "pyreqwest")


class Process:
    """A worker, as the benchmark holds it."""

    def __init__(self, contender: Contender, url: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", contender.name, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    def ask(self, **request: Any) -> dict[str, float]:
        """Let it do something.

        Raises:
            Failed: If it cannot, or the result is not right.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        reply: dict[str, Any] = json.loads(line or '{"error": "its process ended"}')
        if "error" in reply:
            raise Failed(reply["error"])
        return reply

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class Bench:
    """A server, a worker for each contender, and who is left out.

    Args:
        quick: Fewer rounds and fewer calls.
        note: Told how it goes.
    """

    def __init__(self, quick: bool, note: Callable[[str], None]) -> None:
        self._quick = quick
        self._note = note
        self._stack = ExitStack()
        self._workers: dict[str, Process] = {}
        self._left_out: dict[str, str] = {}

    def __enter__(self) -> Bench:
        cores = sorted(os.sched_getaffinity(0))
        self._pinned = len(cores) > 1
        if self._pinned:
            os.sched_setaffinity(0, {cores[0]})  # the children's as well
        self._server = self._stack.enter_context(Server(cores[1] if self._pinned else None))
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._files = []
        for name, size in (("small.wav", 1_000_000), ("large.wav", UPLOAD)):
            with open(self._folder / name, "wb") as file:
                file.truncate(size)  # no blocks on disk, all zeros to a reader
            self._files.append(str(self._folder / name))
        # No token, proxy or option of the person who runs it.
        self._environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(self._folder)}
        for contender in CONTENDERS:
            self._admit(contender)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for worker in self._workers.values():
            worker.close()
        self._stack.close()

    def _admit(self, contender: Contender) -> None:
        # Its first call, which also writes byte code and reads files that new processes will need.
        worker = Process(contender, self._server.url, self._environment)
        try:
            worker.ask(kind="live", action="sync", count=4, width=1, path="")
        except Failed as error:
            worker.close()
            self._left_out[contender.name] = str(error)
            self._note(f"without {contender.name}: {error}")
        else:
            self._workers[contender.name] = worker

    def measure(self, measures: Sequence[Measure]) -> dict[str, Any]:
        """Measure, and return what the results file has.

        Args:
            measures: What to measure, in this order.
        """
        began = time.monotonic()
        results = {}
        for measure in measures:
            if self._rounds(measure):
                results[measure.name] = self._all(measure)
                self._note(f"{time.monotonic() - began:5.0f} s  {measure.name}")
        admitted = [c for c in CONTENDERS if c.name in self._workers]
        return {
            "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "quick": self._quick,
            "seconds": round(time.monotonic() - began),
            "environment": self._described(),
            "contenders": [c.name for c in admitted],
            "left_out": self._left_out,
            "results": results,
        }

    def _rounds(self, measure: Measure) -> int:
        return measure.quick_rounds if self._quick else measure.rounds

    def _all(self, measure: Measure) -> dict[str, Any]:
        contenders = [c for c in CONTENDERS if c.name in self._workers and c.can(*measure.needs)]
        found: dict[str, Any] = {c.name: [] for c in contenders}
        for number in range(self._rounds(measure)):
            for contender in contenders if number % 2 == 0 else reversed(contenders):
                self._one(measure, contender, found)
        return found

    def _one(self, measure: Measure, contender: Contender, found: dict[str, Any]) -> None:
        samples = found[contender.name]
        if isinstance(samples, list):
            try:
                samples.append(self._sample(measure, contender))
            except Failed as error:
                found[contender.name] = {"error": str(error)}
                self._note(f"{measure.name}, {contender.name}: {error}")

    def _sample(self, measure: Measure, contender: Contender) -> dict[str, float]:
        if measure.kind == "program":
            return self._program(measure, contender)
        if measure.kind == "modules":
            return self._modules(measure, contender)
        request: dict[str, Any] = {
            "kind": measure.kind,
            "action": measure.action,
            "path": measure.path,
            "width": measure.width,
            "count": measure.quick_count if self._quick else measure.count,
            "files": self._files,
        }
        if measure.kind == "memory":
            worker = Process(contender, self._server.url, self._environment)
            try:
                return worker.ask(**request)
            finally:
                worker.close()
        worker = self._workers[contender.name]
        if measure.kind == "connections":
            streams = 10
            worker.ask(**request)
            before = self._server.connections
            for _ in range(streams):
                worker.ask(**request)
            return {"value": (self._server.connections - before) / streams}
        return worker.ask(**request)

    def _program(self, measure: Measure, contender: Contender) -> dict[str, float]:
        text = "pass"  # nothing is below the bare interpreter
        if contender.package or measure.name != "import":
            text = contender.program(self._server.url, measure.needs, measure.action)
        ran = run(text, self._environment)
        return {"cpu": ran.cpu, "wall": ran.wall}

    def _modules(self, measure: Measure, contender: Contender) -> dict[str, float]:
        text = contender.program(
            self._server.url,
            measure.needs,
            f"import sys, {contender.package or 'socket'} as _\n"
            "print(len(sys.modules))\n"
            "client(URL, **OPTIONS)\n"
            "print(len(sys.modules))",
        )
        bare = run("import sys, __future__; print(len(sys.modules))", self._environment).printed
        first, second = map(int, run(text, self._environment).printed.split())
        return {"value": first - int(bare) if measure.action == "import" else second - first}

    def _described(self) -> dict[str, Any]:
        versions = {}
        for name in (*(c.distribution or c.package for c in CONTENDERS), *_NOTED):
            try:
                versions[name] = version(name)
            except (PackageNotFoundError, ValueError):
                continue
        return {
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "pinned": self._pinned,
            "load": os.getloadavg()[0],
            "versions": versions,
        }
