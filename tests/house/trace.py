"""The way of one call through the files of the package: `make trace`.

A call that has been made before is made once more. A move is a call of a function that stands in
another file than the function of the package that calls it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import inferloom
from inferloom import InferenceClient
from tests.support.server import Reply, scripted

PACKAGE = str(Path(inferloom.__file__).parent)


def moves(work: Callable[[], object]) -> list[str]:
    """Return the files of the package that some work moves into, one for each move."""
    passed: list[str] = []

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(PACKAGE) and _caller(frame) != file:
            passed.append(file[len(PACKAGE) + 1 :])

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return passed


def _caller(frame: FrameType) -> str | None:
    """Return the file of the package that a function was called from, through other libraries."""
    caller = frame.f_back
    while caller is not None and not caller.f_code.co_filename.startswith(PACKAGE):
        caller = caller.f_back
    return None if caller is None else caller.f_code.co_filename


def main() -> None:
    """Print the ways of a small call and of a stream of two chunks."""
    label = b'[{"label": "POSITIVE", "score": 0.9}]'
    chunk = b'data: {"id": "c", "choices": [{"index": 0, "delta": {"content": "a"}%s}]}\n\n'
    events = chunk % b"" + chunk % b', "finish_reason": "stop"' + b"data: [DONE]\n\n"
    streamed = {"content-type": "text/event-stream"}
    with scripted() as server, InferenceClient(base_url=server.url) as client:

        def call() -> None:
            client.text_classification("hello")

        def stream() -> None:
            messages = [{"role": "user", "content": "hello"}]
            with client.chat_completion(messages, stream=True, model="m") as chunks:
                for _ in chunks:
                    pass

        for name, work, reply in (
            ("text_classification", call, Reply(200, label)),
            ("chat_completion, streamed", stream, Reply(200, events, streamed)),
        ):
            server.queue(reply, reply, reply)
            work()
            work()  # the second one uses the connection of the first
            passed = moves(work)
            print(f"{name}: {len(set(passed))} files, {len(passed)} moves")
            for file, times in Counter(passed).most_common():
                print(f"  {times:4}  {file}")


if __name__ == "__main__":
    main()
