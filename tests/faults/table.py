"""Print the table of fault cases for this package and, where they are installed, for its peers.

    python -m tests.faults.table [--peers PYTHON] [--engine NAME] [--case TEXT] [--json]

It passes who returns the right data or raises a typed exception of the SDK, in time, without losing
anything silently; what passes by itself has to succeed by default. `--peers` names an interpreter
that has huggingface_hub and openai; they need other libraries than this package does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import importlib.util
import json
import logging
import os
import platform
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inferloom.testing.faults import FaultServer
from tests.faults.cases import CASES, Case
from tests.faults.judge import Outcome, observe, prompt, right, words

GRACE = 1.0
MEMORY = 4 * 1024**3
PATIENCE = 8.0  # for a case without a timeout

Work = Callable[[Case, str, Outcome], None]


@dataclass
class Contender:
    """A client under test.

    Attributes:
        name: Its name and version.
        work: Calls the server at a URL and notes what arrives.
        typed: Whether an exception is one that the SDK documents.
    """

    name: str
    work: Work
    typed: Callable[[BaseException], bool]
    labels: bool = True


def verdict(contender: Contender, case: Case) -> tuple[str, str, float]:
    """Return how a contender did in a case: `pass`, or what went wrong, and details."""
    if case.labels and not contender.labels:
        return "n/a", "", 0.0
    with FaultServer("" if case.warm else case.faults, repeat=case.repeat) as server:
        outcome = Outcome()

        def run() -> None:
            nonlocal outcome

            def work(found: Outcome) -> None:
                nonlocal outcome
                outcome = found
                if case.warm:
                    server.use(f"{case.faults}, ok")
                contender.work(case, server.url, found)

            outcome = observe(work)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        limit = PATIENCE if case.timeout is None else case.timeout + 7
        thread.join(limit)
        if thread.is_alive():
            return "hang", f"> {limit:.1f} s", limit
    seconds = outcome.seconds
    error = outcome.error
    if case.timeout is not None and seconds > case.timeout + GRACE:
        return "late", f"{seconds:.1f} s, timeout {case.timeout} s", seconds
    if error is None:
        if right(case, outcome):
            return "pass", "right", seconds
        got = outcome.labels if case.labels else outcome.text
        return "wrong", f"got {got!r:.60}", seconds
    if not contender.typed(error):
        return "raw", words(error), seconds
    if case.transient or case.expect == "right":
        return "fails", words(error), seconds
    return "pass", words(error), seconds


def alone(contender: Contender, case: Case) -> tuple[str, str, float]:
    """Judge in a process of its own: a call that hangs, or fills the memory, harms no other."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with open(writing, "w") as pipe:
            json.dump(verdict(contender, case), pipe)
        os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    mark, detail, seconds = json.loads(text or '["raw", "the process died", 0.0]')
    return mark, detail, seconds


def messages(case: Case) -> list[Any]:
    return [{"role": "user", "content": prompt(case)}]


def note(outcome: Outcome, chunk: Any) -> None:
    if outcome.text is None:
        outcome.text = ""
    if chunk.choices:
        outcome.text += chunk.choices[0].delta.content or ""


def note_labels(outcome: Outcome, found: Any) -> None:
    outcome.labels = [(item.label, item.score) for item in found]


def ours(kind: str, engine: str) -> Contender:
    import inferloom

    def options(case: Case) -> dict[str, Any]:
        limits = inferloom.Limits(**case.limits) if case.limits else None
        made: dict[str, Any] = {"timeout": case.timeout, "limits": limits, "engine": engine}
        if case.retries is not None:
            made["max_retries"] = case.retries
        return made

    def blocking(case: Case, url: str, outcome: Outcome) -> None:
        with inferloom.InferenceClient(base_url=url, **options(case)) as client:
            for _ in range(1 + case.warm):
                if case.labels:
                    note_labels(outcome, client.text_classification(prompt(case)))
                elif case.stream:
                    outcome.text = ""
                    for chunk in client.chat_completion(messages(case), stream=True):
                        note(outcome, chunk)
                else:
                    answer = client.chat_completion(messages(case))
                    outcome.text = answer.choices[0].message.content

    async def awaiting(case: Case, url: str, outcome: Outcome) -> None:
        async with inferloom.AsyncInferenceClient(base_url=url, **options(case)) as client:
            for _ in range(1 + case.warm):
                if case.labels:
                    note_labels(outcome, await client.text_classification(prompt(case)))
                elif case.stream:
                    outcome.text = ""
                    async for chunk in await client.chat_completion(messages(case), stream=True):
                        note(outcome, chunk)
                else:
                    answer = await client.chat_completion(messages(case))
                    outcome.text = answer.choices[0].message.content

    def run_async(case: Case, url: str, outcome: Outcome) -> None:
        asyncio.run(awaiting(case, url, outcome))

    return Contender(
        f"inferloom, {kind}, {engine}",
        blocking if kind == "sync" else run_async,
        lambda error: isinstance(error, inferloom.InferenceError),
    )


def huggingface_hub() -> Contender:
    hub: Any = importlib.import_module("huggingface_hub")
    errors = importlib.import_module("huggingface_hub.errors")

    typed = tuple(
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, Exception) and "hub" in kind.__module__
    )

    def work(case: Case, url: str, outcome: Outcome) -> None:
        client = hub.InferenceClient(
            base_url=None if case.labels else f"{url}/v1",
            model=url if case.labels else None,
            timeout=case.timeout,
        )
        for _ in range(1 + case.warm):
            if case.labels:
                note_labels(outcome, client.text_classification(prompt(case)))
            elif case.stream:
                outcome.text = ""
                for chunk in client.chat_completion(messages(case), stream=True):
                    note(outcome, chunk)
            else:
                outcome.text = client.chat_completion(messages(case)).choices[0].message.content

    return Contender(
        f"huggingface_hub {hub.__version__}", work, lambda error: isinstance(error, typed)
    )


def openai() -> Contender:
    sdk: Any = importlib.import_module("openai")

    def work(case: Case, url: str, outcome: Outcome) -> None:
        given: dict[str, Any] = {} if case.timeout is None else {"timeout": case.timeout}
        with sdk.OpenAI(base_url=f"{url}/v1", api_key="none", **given) as client:
            create: Any = client.chat.completions.create
            for _ in range(1 + case.warm):
                if case.stream:
                    outcome.text = ""
                    for chunk in create(model="m", messages=messages(case), stream=True):
                        note(outcome, chunk)
                else:
                    answer = create(model="m", messages=messages(case))
                    outcome.text = answer.choices[0].message.content

    return Contender(
        f"openai {sdk.__version__}",
        work,
        lambda error: isinstance(error, sdk.OpenAIError),
        labels=False,
    )


def contenders(only: str, engine: str) -> list[Contender]:
    """Return the clients that can run under this interpreter."""
    found: list[Contender] = []
    if only != "peers":
        found += [ours("sync", engine), ours("async", engine)]
    if only != "ours":
        for module, make in (("huggingface_hub", huggingface_hub), ("openai", openai)):
            if importlib.util.find_spec(module):
                found.append(make())
    return found


Column = dict[str, tuple[str, str, float]]


def columns(only: str, wanted: str, engine: str) -> dict[str, Column]:
    result: dict[str, Column] = {}
    for contender in contenders(only, engine):
        column = result[contender.name] = {}
        for case in (Case("", "ok"), Case("", "ok", stream=True), Case("", "ok", labels=True)):
            verdict(contender, case)  # so that no case has to wait for imports
        for case in CASES:
            if wanted in case.name:
                column[case.name] = alone(contender, case)
                print(".", end="", file=sys.stderr, flush=True)
        print(f" {contender.name}", file=sys.stderr)
    return result


def markdown(table: dict[str, Column]) -> str:
    names = list(table)
    lines = [f"| case | faults | {' | '.join(names)} |", "|---|---|" + "---|" * len(names)]
    for case in CASES:
        if case.name not in table[names[0]]:
            continue
        cells = []
        for name in names:
            mark, detail, seconds = table[name][case.name]
            cell = {"pass": "ok", "n/a": "n/a"}.get(mark, f"**{mark}** {detail}")
            if case.timeout is not None and mark == "pass":
                cell += f" {seconds:.2f} s"
            cells.append(cell)
        shown = [cell.replace("|", "\\|").replace("\n", " ") for cell in cells]
        lines.append(f"| {case.name} | `{case.faults}` | {' | '.join(shown)} |")
    lines.append("")
    for name in names:
        marks = [mark for mark, _, _ in table[name].values() if mark != "n/a"]
        failed = {mark: marks.count(mark) for mark in marks if mark != "pass"}
        over = [
            seconds - case.timeout
            for case in CASES
            if case.timeout and (found := table[name].get(case.name))
            for mark, detail, seconds in [found]
            if mark == "pass" and "Timeout" in detail
        ]
        worst = f"; deadlines overrun by at most {max(over) * 1000:.0f} ms" if over else ""
        lines.append(f"- {name}: {marks.count('pass')} of {len(marks)} {failed or ''}{worst}")
    return "\n".join(lines)


def outage(engine: Any, calls: int = 1000) -> str:
    """Return how many requests the calls of one client become when every one fails."""
    import inferloom

    lines = []
    for fault in ("500+retry-after-ms=0", "reset"):
        with FaultServer(fault, repeat=True) as server:
            with inferloom.InferenceClient(base_url=server.url, engine=engine) as client:
                for _ in range(calls):
                    with contextlib.suppress(inferloom.InferenceError):
                        client.chat_completion([{"role": "user", "content": "hi"}])
            sent = len(server.requests)
        lines.append(f"- outage `{fault}`: {calls} calls, {sent} requests, x{sent / calls:.3f}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has them")
    parser.add_argument("--only", choices=["ours", "peers", "all"], default="ours")
    parser.add_argument("--engine", choices=["native", "httpx", "httpx2"], default="native")
    parser.add_argument("--case", default="", metavar="TEXT", help="cases with this in their name")
    parser.add_argument("--json", action="store_true", help="for another run of this script")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    os.environ["NO_PROXY"] = "127.0.0.1"
    os.environ.pop("HF_TOKEN", None)
    # A client without a limit of its own would read an endless answer until the machine is full.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    table = columns(options.only, options.case, options.engine)
    if options.json:
        print(json.dumps(table))
        return 0
    if options.peers:
        command = [options.peers, "-m", "tests.faults.table", "--only", "peers", "--json"]
        done = subprocess.run(
            [*command, "--case", options.case],
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
        )
        table.update(json.loads(done.stdout))
    print(f"Python {platform.python_version()}, {len(CASES)} cases\n")
    print(markdown(table))
    if options.only != "peers" and not options.case:
        print(outage(options.engine))
    return 0


if __name__ == "__main__":
    sys.exit(main())
