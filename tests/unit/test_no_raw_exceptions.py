"""Whatever is passed, or comes from a server, there is a result or an error of this package.

What is here was found by `make fuzz`, which tries the same by chance.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import struct
from pathlib import Path
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    Audio,
    InferenceClient,
    InferenceError,
    MediaDecodeError,
    ResponseDecodeError,
    Timeout,
    Video,
)
from inferloom.calls.decode import decode
from inferloom.errors.mapping import from_response, is_at_fault
from inferloom.models.media import picture
from inferloom.operations.text_to_speech import RESULT
from tests.long.subjects import SUBJECTS

ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)
DEEP: Any = []
for _ in range(5000):
    DEEP = [DEEP]
HUGE = 10**5000
ODD = {
    "endless": ENDLESS,
    "deep": DEEP,
    "huge": HUGE,
    "half a character": "\ud800",
    "a set": {1},
    "a class": object,
    "bytes": b"\xff",
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_few_of_each_subject_of_the_fuzz_program(name: str) -> None:
    for run in range(60):
        with contextlib.suppress(InferenceError):
            SUBJECTS[name](random.Random(f"7 {name} {run}"))


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_no_argument_of_a_call_passes_as_a_raw_exception(value: Any) -> None:
    client = InferenceClient(base_url="http://127.0.0.1:9", token=False, max_retries=0)
    awaited = AsyncInferenceClient(base_url="http://127.0.0.1:9", token=False, max_retries=0)
    message = [{"role": "user", "content": "x"}]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("chat_completion", {"messages": value}),
        ("chat_completion", {"messages": [{"role": "user", "content": value}], "model": 1}),
        ("chat_completion", {"messages": message, "max_tokens": value}),
        ("chat_completion", {"messages": message, "tools": value}),
        ("chat_completion", {"messages": message, "extra_body": {"x": value}, "seed": "x"}),
        ("chat_completion", {"messages": message, "extra_body": {None: value}}),
        ("rerank", {"query": "a", "documents": value}),
        ("rerank", {"query": "a", "documents": ["b"], "api": [value]}),
        ("feature_extraction", {"text": value, "model": value}),
        ("image_classification", {"image": value, "top_k": "x"}),
        ("automatic_speech_recognition", {"audio": b"RIFF", "api": "openai", "extra_body": value}),
        (
            "automatic_speech_recognition",
            {"audio": b"RIFF", "api": "openai", "extra_body": {"language": "\ud800"}},
        ),
    ]
    for method, arguments in calls:
        with pytest.raises(ArgumentError):
            getattr(client, method)(**arguments)
        with pytest.raises(ArgumentError):
            asyncio.run(getattr(awaited, method)(**arguments))


@pytest.mark.parametrize("value", [ENDLESS, -HUGE, {1: 1}, b"x", "x y"], ids=range(5))
@pytest.mark.parametrize(
    "name",
    ["token", "timeout", "engine", "max_retries", "media_policy", "headers", "proxies", "limits"],
)
def test_no_argument_of_a_client_passes_as_a_raw_exception(name: str, value: Any) -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(ArgumentError):
            kind(base_url="http://127.0.0.1:9", **{name: value})


@pytest.mark.parametrize("value", [1e9, float("inf"), 10**400])
def test_a_time_that_no_clock_takes_is_without_end(value: float) -> None:
    assert Timeout(total=value, connect=value, idle=value) == Timeout(None, None, None)
    assert "None" in repr(InferenceClient("http://127.0.0.1:9", timeout=value))


@pytest.mark.parametrize("kind", [{}, [], {"a": 1}, 1, None])
def test_a_kind_of_error_that_is_no_text_is_none(kind: Any) -> None:
    body = {"error": {"message": "m", "type": kind, "code": kind}, "error_type": kind}
    error = from_response(500, {}, json.dumps(body).encode())
    assert not is_at_fault(error)


@pytest.mark.parametrize("rate", [-1, 0.2, 1e308, 2**31, 2**70, "x"])
@pytest.mark.parametrize("samples", [[0.5], [[0.5], [0.1]], [], [[]], [None], [1e999], [[0.5], []]])
def test_samples_of_sound_that_are_none(rate: Any, samples: list[Any]) -> None:
    content = json.dumps({"audio": samples, "sampling_rate": rate}).encode()
    with pytest.raises(ResponseDecodeError):
        decode(RESULT, content, {"content-type": "application/json"}, "text_to_speech")


def _png(width: int, height: int) -> bytes:
    size = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0" + bytes(4) + bytes(60)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        _png(60_000, 60_000),
        _png(0, 0),
        b"GIF89a",
        b"\xff\xd8\xff\xc0",
        b"BM" + bytes(40),
    ],
)
def test_a_picture_that_cannot_be_decoded(data: bytes) -> None:
    with pytest.raises(MediaDecodeError, match="cannot be decoded") as caught:
        picture(data)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff"])
def test_sound_that_cannot_be_decoded(data: bytes) -> None:
    with pytest.raises(MediaDecodeError):
        Audio(data).to_numpy()


@pytest.mark.parametrize("path", [None, 1, "a\0b", [], ENDLESS])
def test_what_is_no_path_to_save_to(path: Any, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="path"):
        Video(b"x").save(path)
