"""An answer that is one text, bare: JSON without a member to name it by."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ResponseDecodeError
from tests.field.test_odd_answers import MANIFESTS, ask, responses
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

SOUND = b"RIFF1234WAVE"


def bare(manifest: dict[str, Any]) -> str | None:
    """Return the member that a bare text is."""
    shapes = next(responses(manifest)).get("accept", [])
    return next((shape["member"] for shape in shapes if shape["shape"] == "text"), None)


TASKS = {name: member for name, m in MANIFESTS.items() if (member := bare(m)) is not None}


def text_of(name: str, found: Any) -> str:
    one = found[0] if isinstance(found, list) else found
    text = one if isinstance(one, str) else getattr(one, TASKS[name])
    assert isinstance(text, str)
    return text


def test_every_task_whose_answer_is_a_text_takes_it_bare() -> None:
    assert set(TASKS) == {
        *("automatic_speech_recognition", "translation", "summarization", "text_generation"),
        *("image_to_text", "detokenize", "question_answering", "document_question_answering"),
        *("visual_question_answering", "table_question_answering"),
    }


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'"hello"', "hello"),
        (b' \n "hello"\r\n', "hello"),
        (b'\xef\xbb\xbf"hello"', "hello"),
        ('"h\u00e9llo"'.encode("utf-16"), "h\u00e9llo"),
        (b'"a \\ud83d"', "a \ufffd"),
        (b'"a\nb"', "a\nb"),
        (b'"7"', "7"),
        (b'"null"', "null"),
        (b'"{ no JSON"', "{ no JSON"),
        (b'"[1, 2]"', "[1, 2]"),
        (b'"the \\"error\\" was mine"', 'the "error" was mine'),
        (b'"' + b"a" * 200_000 + b'"', "a" * 200_000),
    ],
    ids=range(12),
)
def test_a_bare_text_is_the_text(
    name: str, content: bytes, text: str, server: Script, make_client: Callable[..., Client]
) -> None:
    assert text_of(name, ask(name, content, server, make_client)) == text


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "text/json", None])
def test_it_is_told_by_what_it_is(
    name: str, kind: str | None, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(Reply(200, b'"hello"', {"content-type": kind} if kind else {}))
    found = ask(name, b"unused", server, make_client)
    assert text_of(name, found) == "hello"


@pytest.mark.parametrize("name", [n for n in TASKS if "question" not in n])
@pytest.mark.parametrize("content", [b'["hello"]', b'[["hello"]]'])
def test_a_text_in_a_list_of_one(
    name: str, content: bytes, server: Script, make_client: Callable[..., Client]
) -> None:
    assert text_of(name, ask(name, content, server, make_client)) == "hello"


@pytest.mark.parametrize("name", TASKS)
def test_an_answer_that_was_made_json_twice(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    twice = json.dumps(json.dumps({TASKS[name]: "hello", "score": 0.5})).encode()
    assert text_of(name, ask(name, twice, server, make_client)) == "hello"


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize(
    "content",
    [
        *(b'""', b'[""]', b"null", b"[null]", b"7", b"[7]", b"true", b'["a", "b"]', b"{}"),
        *(b'"cut', b"hello", b'"a" "b"', b'{"a": "hello"}'),
        b'"{\\"error\\": \\"no such model\\"}"',
    ],
)
def test_what_is_no_text_is_refused(
    name: str, content: bytes, server: Script, make_client: Callable[..., Client]
) -> None:
    with pytest.raises(ResponseDecodeError):
        print(ask(name, content, server, make_client))


@pytest.mark.parametrize("name", TASKS)
def test_an_error_as_json_in_a_text_says_its_words(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    with pytest.raises(ResponseDecodeError, match="it reports an error: no such model") as caught:
        ask(name, json.dumps('{"error": "no such model"}').encode(), server, make_client)
    assert caught.value.server_message == "no such model"


@pytest.mark.parametrize("name", [n for n, m in MANIFESTS.items() if n not in TASKS])
def test_other_tasks_have_no_bare_text(
    name: str, server: Script, make_client: Callable[..., Client]
) -> None:
    with pytest.raises(ResponseDecodeError):
        ask(name, "hello!", server, make_client)


def test_a_bare_transcript_where_no_format_was_asked_for(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    for options in ({}, {"api": "openai", "model": "w"}):
        server.queue(json_reply("hello"))
        heard = client.call("automatic_speech_recognition", SOUND, **options)
        assert (heard.text, heard.chunks) == ("hello", None)


def test_a_format_with_more_than_a_text_is_not_a_bare_one(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    for asked in ({"response_format": "verbose_json"}, {"return_timestamps": True}):
        server.queue(json_reply("hello"))
        with pytest.raises(ResponseDecodeError):
            client.call("automatic_speech_recognition", SOUND, api="openai", model="w", **asked)


def test_a_bare_text_of_openai_style_completions(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(json_reply("hello"), json_reply("hello"))
    assert client.call("text_generation", "x", api="openai") == "hello"
    found = client.call("text_generation", "x", api="openai", details=True)
    assert (found.text, found.details) == ("hello", None)
