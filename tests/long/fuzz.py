"""Random input against what reads it: `make fuzz` runs it for ten minutes.

Whatever arrives or is passed, there is a result or an error of this package. However a stream is
cut, the decoder answers the same.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from inferloom import InferenceError
from inferloom.calls.results import Events
from inferloom.operations.chat_completion import RESULTS
from inferloom.operations.text_generation import RESULTS as TEXTS
from inferloom.streams.chunks import ChunkDecoder
from inferloom.streams.sse import EventDecoder
from tests.long import subjects

# ruff: noqa: E501
PIECES = [
    b"data:", b"data: ", b"data", b"event: error", b"event:", b"id: 1", b"retry: 5", b":", b": ping",
    b"\n", b"\r", b"\r\n", b"\n\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\xff",
    b"[DONE]", b"{", b"}", b'"', b'{"error": "x"}', b'{"error": {"message": "m", "code": 429}}',
    b'{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}',
    b'{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}', b'{"choices":[]}', b"null", b"\x00",
    b"error: ", b"event: ping", b'{"type": "keepalive"}', b'{"object": "error"}', b'{"usage": {}}', b"{}",
    b'{"choices":[{"index":0,"finish_reason":""}]}', b'{"choices":null}', b'{"message": "m"}', b" ", b"\t",
]  # fmt: skip


def stream(generator: random.Random) -> bytes:
    parts = []
    for _ in range(generator.randint(1, 30)):
        piece = generator.choice(PIECES)
        if generator.random() < 0.1:
            piece = bytes(generator.randrange(256) for _ in range(generator.randint(1, 8)))
        parts.append(piece)
    return b"".join(parts)


def cut(generator: random.Random, data: bytes) -> list[bytes]:
    places = sorted(generator.randrange(len(data) + 1) for _ in range(generator.randint(0, 6)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


def events(pieces: list[bytes]) -> object:
    decoder = EventDecoder(4096)
    try:
        return [tuple(event) for piece in pieces for event in decoder.feed(piece)]
    except InferenceError as error:
        return type(error)


def chunks(pieces: list[bytes]) -> tuple[list[str], str]:
    """Return the chunks, and how the stream ended."""
    result = RESULTS[True]
    assert isinstance(result, Events)
    decoder = ChunkDecoder(result, {}, "chat_completion", 4096)
    found: list[str] = []
    try:
        for piece in pieces:
            for chunk in decoder.chunks(decoder.events_in(piece)):
                found.append(chunk.model_dump_json())
            if decoder.done:
                break
        if not decoder.done:
            found += [chunk.model_dump_json() for chunk in decoder.last()]
        decoder.finish()
    except InferenceError as error:
        return found, type(error).__name__
    return found, "complete" if decoder.complete else "unconfirmed"


# Chunks with odd members ------------------------------------------------------------------------

ODD: list[Any] = [
    None, "", 0, 1.5, True, [], {}, "x", [1], [None], {"a": 1}, [[]], "\ud83d", 1e308, "error",
    {"type": "text", "text": "q"}, [{"type": "text", "text": "q"}], {"error": "e"}, {"index": "a"},
    [{"index": None}],
]  # fmt: skip
CHAT = {
    "id": "c",
    "choices": [{
        "index": 0, "finish_reason": None, "message": {"content": "a"},
        "delta": {"role": "assistant", "content": "a", "audio": {"data": "A"}, "new": ["n"],
                  "tool_calls": [{"index": 0, "id": "x", "function": {"name": "f", "arguments": "{}"}}]},
        "logprobs": {"content": [{"token": "a"}]},
    }],
    "usage": {"prompt_tokens": 1, "total_tokens": 1},
}  # fmt: skip
TOKEN = {
    "token": {"id": 1, "text": "a", "special": False}, "generated_text": None,
    "top_tokens": [{"id": 1, "text": "a"}], "details": {"finish_reason": "length"},
}  # fmt: skip


def mutated(generator: random.Random, value: Any) -> Any:
    """Return a value some of whose members are others, or gone."""
    if generator.random() < 0.12:
        return generator.choice(ODD)
    if isinstance(value, dict):
        return {k: mutated(generator, v) for k, v in value.items() if generator.random() > 0.07}
    return [mutated(generator, v) for v in value] if isinstance(value, list) else value


def read_odd(generator: random.Random) -> str:
    """Read a stream of mutated chunks in every way; nothing but this package's errors may come."""
    operation, chunk = generator.choice([(RESULTS[True], CHAT), (TEXTS[True, True], TOKEN)])
    assert isinstance(operation, Events)
    values = [json.dumps(mutated(generator, chunk)) for _ in range(generator.randint(1, 5))]
    data = b"".join(f"data: {value}\n\n".encode() for value in [*values, "[DONE]"])
    decoder = ChunkDecoder(operation, {}, "chat_completion", 4096)
    ending = "read"
    try:
        for found in decoder.chunks(decoder.events_in(data)):
            str(found.text)
    except InferenceError as error:
        ending = type(error).__name__
    str(decoder.transcript.text)
    with suppress(InferenceError):
        decoder.usage()
    with suppress(InferenceError):
        decoder.whole()
    return ending


def cuts(generator: random.Random) -> None:
    """Streams of random bytes, whole and in pieces."""
    data = stream(generator)
    pieces = cut(generator, data)
    for left, right, what in (
        (events([data]), events(pieces), "events"),
        (chunks([data]), chunks(pieces), "chunks"),
    ):
        if left != right:
            both = json.dumps([str(left), str(right)], indent=1)
            raise AssertionError(f"{what} differ by cutting {data!r} as {pieces!r}: {both}")


SUBJECTS: dict[str, Callable[[random.Random], object]] = {
    "streams": cuts,
    "odd chunks": read_odd,
    **subjects.SUBJECTS,
}


def tried(name: str, seed: int, seconds: float) -> bool:
    """Feed a subject for a time; return whether it kept to results and errors of its own."""
    end = time.monotonic() + seconds
    endings: Counter[str] = Counter()
    found: dict[str, str] = {}
    for run in count():
        if time.monotonic() >= end:
            break
        try:
            SUBJECTS[name](random.Random(f"{seed} {name} {run}"))
            endings["a result"] += 1
        except InferenceError as error:
            endings[type(error).__name__] += 1
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            found.setdefault(kind, f"run {run}: {str(error)[:500]}")
    told = ", ".join(f"{number:,} {ending}" for ending, number in endings.most_common())
    print(f"{name}: {run:,} inputs, {len(found)} raw exceptions ({told})", flush=True)
    for kind, first in found.items():
        print(f"  {kind}, first in {first}")
        print(f"  again: --subject {name} --seed {seed}", flush=True)
    return not found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="for all subjects together")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--subject", choices=SUBJECTS, help="the only one")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**32)
    chosen = [options.subject] if options.subject else list(SUBJECTS)
    print(f"seed {seed}", flush=True)
    warnings.simplefilter("ignore")  # of the picture decoder, about what is broken
    kept = [tried(name, seed, options.seconds / len(chosen)) for name in chosen]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
