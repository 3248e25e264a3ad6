"""A call as a curl command: run by a shell, it sends what the client sends."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inferloom import ArgumentError, InferenceClient
from inferloom.calls.call import Call, StreamCall
from inferloom.operations.automatic_speech_recognition import automatic_speech_recognition
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.feature_extraction import feature_extraction
from inferloom.operations.image_classification import image_classification
from inferloom.operations.list_models import list_models
from inferloom.operations.text_classification import text_classification
from inferloom.operations.visual_question_answering import visual_question_answering
from tests.support.server import Script, Seen, event_reply, json_reply

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
HOSTILE = [
    "it's", 'a "quoted" text', "$HOME `id` $(id) \\ %s %n", "two\nlines\r\n\tand a tab",
    "\u00e9\u30ab\U0001f600", "@/etc/passwd", "<file", "; type=x", "--next -K x", "nul \0 byte",
    "!history", "",
]  # fmt: skip
USER: Any = [{"role": "user", "content": "hi"}]
has_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def run(command: str, folder: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, env={"PATH": os.environ["PATH"]}
    )
    assert done.returncode == 0, done.stderr


def sent(seen: Seen) -> dict[str, Any]:
    """What of a request is the same for both; the boundary of a form is not."""
    kind = seen.headers.get("content-type", "")
    boundary = kind.partition("boundary=")[2]
    body = seen.body.replace(boundary.encode(), b"BOUNDARY") if boundary else seen.body
    if boundary:
        parts = [part.strip(b"\r\n") for part in body.split(b"--BOUNDARY")]
        return {"path": seen.path, "kind": kind.partition(";")[0], "parts": _parts(parts)}
    if kind == "application/json":
        return {"path": seen.path, "kind": kind, "json": json.loads(body)}
    return {"path": seen.path, "kind": kind, "body": body}


def _parts(parts: list[bytes]) -> set[tuple[str, bytes]]:
    found = set()
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        if head and head != b"--":
            lines = sorted(line.lower() for line in head.decode().splitlines())
            found.add(("\n".join(lines), content))
    return found


def compare(call: Call[Any] | StreamCall[Any], server: Script, folder: Path) -> dict[str, Any]:
    """Send a call with the client and with curl, and return what both sent."""
    reply = event_reply(["[DONE]"]) if isinstance(call, StreamCall) else json_reply({})
    server.always(lambda seen: reply)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with InferenceClient(model=server.url, token=False) as client:
            if isinstance(call, StreamCall):
                client.stream(call).close()
            else:
                with pytest.raises(Exception):  # noqa: B017 - an empty object is no answer
                    client.send(call)
        run(call.curl(server.url), folder)
    finally:
        os.chdir(before)
    ours, theirs = server.seen[-2:]
    assert sent(theirs) == sent(ours)
    for name in ("accept", "authorization"):
        assert theirs.headers.get(name) == ours.headers.get(name), name
    return sent(theirs)


@has_curl
@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_texts_arrive_as_they_are(text: str, server: Script, tmp_path: Path) -> None:
    assert compare(text_classification(text), server, tmp_path)["json"]["inputs"] == text
    assert compare(text_classification(text, top_k=1), server, tmp_path)


@has_curl
def test_chats_and_streams(server: Script, tmp_path: Path) -> None:
    found = compare(chat_completion(USER, max_tokens=3), server, tmp_path)
    assert found["path"] == "/v1/chat/completions"
    assert found["json"]["model"] == "tgi"
    call = chat_completion(USER, stream=True)
    assert call.curl(server.url).startswith("curl -N ")
    compare(call, server, tmp_path)
    named = chat_completion(USER, model="org/name").curl(server.url)
    assert '"model":"org/name"' in named


@has_curl
@pytest.mark.parametrize(
    "name", ["cat.png", 'a cat\'s "best".png', "-cat.png", "@cat", "c;at,1.png"]
)
@pytest.mark.parametrize("options", [{}, {"top_k": 1}], ids=["raw", "in JSON"])
def test_files_that_are_named(
    name: str, options: dict[str, Any], server: Script, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(PNG)
    call = image_classification(Path(name), **options)
    compare(call, server, tmp_path)


@has_curl
def test_content_in_memory_and_behind_a_url(server: Script, tmp_path: Path) -> None:
    compare(image_classification(PNG), server, tmp_path)
    compare(image_classification(PNG, top_k=1), server, tmp_path)
    compare(visual_question_answering(PNG, "what's this?"), server, tmp_path)
    assert "cat FILE | curl " in image_classification(PNG + bytes(20_000)).curl()
    assert "curl -sL https://example.com/x.png | curl " in (
        image_classification("https://user:word@example.com/x.png").curl()
    )


@has_curl
@pytest.mark.parametrize("text", [text for text in HOSTILE if text and "\0" not in text], ids=repr)
def test_forms(text: str, server: Script, tmp_path: Path) -> None:
    sound = tmp_path / "a;b.wav"
    sound.write_bytes(b"RIFF\x24\0\0\0WAVEfmt " + bytes(40))
    for file in (Path(sound.name), sound.read_bytes()):
        call = automatic_speech_recognition(file, api="openai", extra_body={"prompt": text})
        found = compare(call, server, tmp_path)
        assert text.encode() in {content for _, content in found["parts"]}


@has_curl
def test_questions_without_a_body(server: Script, tmp_path: Path) -> None:
    assert compare(list_models(), server, tmp_path)["path"] == "/v1/models"


def test_a_file_that_is_not_here_is_named_all_the_same(tmp_path: Path) -> None:
    text = image_classification(tmp_path / "elsewhere.png").curl("http://localhost/x")
    assert f"--data-binary @{tmp_path}/elsewhere.png" in text


def test_a_nul_in_a_form_is_named() -> None:
    call = automatic_speech_recognition(b"RIFF", api="openai", extra_body={"prompt": "a\0b"})
    with pytest.raises(ArgumentError, match="prompt"):
        call.curl()


# Where a token goes ------------------------------------------------------------------------------

TOKEN = '-H "authorization: Bearer $HF_TOKEN"'


@pytest.mark.parametrize(
    ("url", "hub"),
    [
        (None, True),
        ("https://router.huggingface.co/hf-inference/models/a", True),
        ("https://x.us-east-1.aws.endpoints.huggingface.cloud", True),
        ("http://router.huggingface.co/x", False),
        ("http://localhost:8080/x", False),
        ("https://huggingface.co.evil.com/x", False),
        ("https://evilhuggingface.co/x", False),
        ("https://huggingface.co@evil.com/x", False),
    ],
)
def test_a_token_only_for_where_it_would_go(url: str | None, hub: bool) -> None:
    text = feature_extraction("hi", model="org/name").curl(url)
    assert (TOKEN in text) == hub
    assert "evil.com" not in text or "@evil" not in text


def test_the_address_is_the_one_that_a_client_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    text = feature_extraction("hi", model="org/name").curl()
    hosted = (
        "https://router.huggingface.co/hf-inference/models/org/name/pipeline/feature-extraction"
    )
    assert f" {hosted} " in text
    assert "https://HOST/PATH" in text_classification("hi").curl()
    assert TOKEN not in text_classification("hi").curl()
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", "http://localhost:1234")
    text = feature_extraction("hi", model="org/name").curl()
    assert "http://localhost:1234/models/org/name/pipeline/feature-extraction" in text
    assert TOKEN in text  # it is the user's own endpoint


def test_a_password_in_an_address_is_not_printed() -> None:
    text = text_classification("hi").curl("https://user:secret@example.com/x?a[]=1")
    assert "secret" not in text
    assert "-g 'https://example.com/x?a[]=1'" in text


@pytest.mark.parametrize("url", ["-K/etc/passwd", "file:///etc/passwd", "ftp://x", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ArgumentError):
        text_classification("hi").curl(url)


def test_nothing_is_read_that_nobody_named(tmp_path: Path) -> None:
    """A text that begins as curl's names of files do is a text."""
    make: Callable[..., Call[Any]] = text_classification
    for text in ("@secret", "<secret"):
        words = shlex.split(make(text).curl("http://localhost/x"))
        assert words[words.index("--data-raw") + 1] == json.dumps({"inputs": text}).replace(" ", "")
