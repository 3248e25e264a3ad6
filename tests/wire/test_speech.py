"""Transcripts as speech servers send them: JSON of three kinds, plain text, subtitles."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, ResponseDecodeError
from inferloom.operations.automatic_speech_recognition import automatic_speech_recognition
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, json_reply

SOUND = b"RIFF1234WAVE"
SRT = "1\n00:00:00,000 --> 00:00:01,000\nhello\n\n2\n00:00:01,000 --> 00:00:02,000\nworld\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n"
WHOLE = {
    "task": "transcribe",
    "language": "english",
    "duration": 8.5,
    "text": "hello world",
    "segments": [
        {"id": 0, "start": 0.0, "end": 3.5, "text": " hello", "avg_logprob": -0.3, "tokens": [1]},
        {"id": 1, "start": 3.5, "end": None, "text": " world"},
    ],
}


def text_reply(body: str, kind: str | None = "text/plain; charset=utf-8") -> Reply:
    return Reply(body=body.encode(), headers={"content-type": kind} if kind else {})


def transcribe(client: Client, **options: Any) -> Any:
    return client.call("automatic_speech_recognition", SOUND, api="openai", model="w", **options)


def fields(request: Seen) -> list[tuple[str, str]]:
    """Return the text fields of a form, in order."""
    found = re.findall(rb'; name="([^"]*)"\r\n\r\n([^\r]*)\r\n', request.body)
    return [(name.decode(), value.decode()) for name, value in found]


def test_segments_language_and_duration_are_in_the_result(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(WHOLE))
    heard = transcribe(make_client(base_url=server.url), response_format="verbose_json")
    assert (heard.text, heard.language, heard.duration) == ("hello world", "english", 8.5)
    assert [(s.start, s.end, s.text) for s in heard.segments] == [
        (0.0, 3.5, " hello"),
        (3.5, None, " world"),
    ]
    assert heard.segments[0].avg_logprob == -0.3
    assert heard.segments[0]["tokens"] == [1]
    assert heard["task"] == "transcribe"
    assert [(c.text, c.timestamp) for c in heard.chunks] == [
        (" hello", [0.0, 3.5]),
        (" world", [3.5, None]),
    ]


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (True, [("response_format", "verbose_json"), ("timestamp_granularities[]", "segment")]),
        ("word", [("response_format", "verbose_json"), ("timestamp_granularities[]", "word")]),
        (False, []),
        (None, []),
    ],
)
def test_return_timestamps_asks_for_segments_or_words(
    asked: Any, sent: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"text": "hi"}))
    transcribe(make_client(base_url=server.url), return_timestamps=asked)
    assert fields(server.seen[0]) == [("model", "w"), *sent]


def test_what_return_timestamps_cannot_mean_is_named(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    with pytest.raises(ArgumentError, match="return_timestamps: this API takes True or False or"):
        transcribe(client, return_timestamps="char")
    with pytest.raises(ArgumentError, match=r"return_timestamps: True needs response_format='ver"):
        transcribe(client, return_timestamps=True, response_format="srt")
    with pytest.raises(ArgumentError, match="response_format"):
        transcribe(client, response_format="docx")
    assert server.seen == []


def test_what_only_openai_takes_is_not_sent_elsewhere(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    for name, value in [("language", "en"), ("prompt", "x"), ("response_format", "srt")]:
        with pytest.raises(ArgumentError, match=f"{name}: only api='openai' takes it"):
            client.call("automatic_speech_recognition", SOUND, **{name: value})
    assert server.seen == []


def test_words_are_the_chunks_where_they_were_asked_for(
    server: Script, make_client: Callable[..., Client]
) -> None:
    words = [{"word": "hello", "start": 0.0, "end": 0.5}, {"word": "world", "start": 0.5, "end": 1}]
    server.queue(json_reply({**WHOLE, "words": words}))
    heard = transcribe(make_client(base_url=server.url), return_timestamps="word")
    assert [word.word for word in heard.words] == ["hello", "world"]
    assert [chunk.text for chunk in heard.chunks] == ["hello", "world"]
    assert len(heard.segments) == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"segments": None, "words": None},
        {"segments": [], "words": []},
        {"segments": "none"},
        {"segments": [{"id": "a", "start": "0", "end": "3.5"}]},
        {"segments": [None]},
        {"language": None, "duration": "8.5"},
        {"duration": {}, "words": [{"text": "x"}]},
        {"chunks": [{"text": "of its own", "timestamp": [0, 1]}]},
        {"usage": {"type": "duration", "seconds": 3}, "x_groq": {"id": "r"}},
    ],
)
def test_what_is_odd_beside_the_text_costs_nothing_of_it(
    odd: dict[str, Any], server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"text": "hello", **odd}))
    heard = transcribe(make_client(base_url=server.url), response_format="verbose_json")
    assert heard.text == "hello"
    for name in odd:
        assert name in heard


def test_durations_as_text_are_numbers(server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(json_reply({"text": "hello", "duration": "8.5"}))
    assert transcribe(make_client(base_url=server.url)).duration == 8.5


@pytest.mark.parametrize("given", ["argument", "extra_body"])
@pytest.mark.parametrize(
    ("form", "reply", "text"),
    [
        ("text", text_reply("hello world\n"), "hello world"),
        ("text", text_reply(" hello\n world\n"), " hello\n world\n"),
        ("text", text_reply("hello", None), "hello"),
        ("text", text_reply("hello", "application/json"), "hello"),
        ("text", json_reply("hello\n"), "hello"),
        ("text", json_reply({"text": "hello"}), "hello"),
        ("text", text_reply('{"text": "hello"}'), "hello"),
        ("text", text_reply("[BLANK_AUDIO]\n"), "[BLANK_AUDIO]"),
        ("text", text_reply('"Hello," he said.\n'), '"Hello," he said.'),
        ("text", text_reply("42\n"), "42"),
        ("text", text_reply("null"), "null"),
        ("text", text_reply("{ this is no JSON"), "{ this is no JSON"),
        ("text", text_reply(""), ""),
        ("text", text_reply("\n"), ""),
        ("text", json_reply(""), ""),
        ("text", text_reply("\ufeffhello"), "hello"),
        (
            "text",
            Reply(
                body="é".encode("latin-1"),
                headers={"content-type": "text/plain; charset=iso-8859-1"},
            ),
            "é",
        ),
        ("srt", text_reply(SRT), SRT),
        ("srt", text_reply(SRT, "application/x-subrip"), SRT),
        ("srt", json_reply(SRT), SRT),
        ("srt", json_reply({"text": SRT}), SRT),
        ("vtt", text_reply(VTT, "text/vtt"), VTT),
        ("vtt", text_reply(VTT.replace("\n", "\r\n"), "text/vtt"), VTT.replace("\n", "\r\n")),
    ],
)
def test_text_and_subtitles_are_the_text(
    given: str,
    form: str,
    reply: Reply,
    text: str,
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    server.queue(reply)
    asked: dict[str, Any] = {"response_format": form}
    client = make_client(base_url=server.url)
    heard = transcribe(client, **(asked if given == "argument" else {"extra_body": asked}))
    assert heard.text == text


@pytest.mark.parametrize(
    ("form", "reply"),
    [
        ("text", text_reply("<!DOCTYPE html><title>Sign in</title>", "text/html")),
        ("text", text_reply("\n <html><body>Sign in</body></html>")),
        ("text", json_reply({"error": {"message": "no such model"}})),
        ("text", json_reply([{"error": "no such model"}])),
        ("srt", json_reply({"detail": "no such format"})),
        ("json", text_reply("upstream timed out")),
        ("verbose_json", json_reply("hello")),
        ("json", text_reply("")),
    ],
)
def test_what_is_no_transcript_is_none(
    form: str, reply: Reply, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(reply)
    with pytest.raises(ResponseDecodeError):
        transcribe(make_client(base_url=server.url), response_format=form)


def test_an_empty_transcript_is_an_answer(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(json_reply({"text": ""}), json_reply({"text": "", "segments": [], "duration": 0}))
    assert transcribe(client).text == ""
    assert transcribe(client, response_format="verbose_json").segments == []
    server.queue(json_reply({"text": ""}), json_reply([{"text": ""}]))
    assert client.call("automatic_speech_recognition", SOUND).text == ""
    assert client.call("automatic_speech_recognition", SOUND).text == ""


def test_lists_are_repeated_fields_and_none_is_no_field(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"text": "x"}))
    extra = {
        "timestamp_granularities[]": ["word", "segment"],
        "include[]": ("logprobs",),
        "hotwords": [],
        "vad_filter": True,
        "beam_size": 5,
        "options": {"a": [1]},
        "limits": [1, 2.5, None],
        "language": None,
        "prompt": "",
    }
    transcribe(make_client(base_url=server.url), extra_body=extra)
    assert fields(server.seen[0]) == [
        ("model", "w"),
        ("timestamp_granularities[]", "word"),
        ("timestamp_granularities[]", "segment"),
        ("include[]", "logprobs"),
        ("vad_filter", "true"),
        ("beam_size", "5"),
        ("options", '{"a":[1]}'),
        ("limits", "1"),
        ("limits", "2.5"),
        ("limits", "null"),
        ("prompt", ""),
    ]
    assert server.seen[0].headers["content-length"] == str(len(server.seen[0].body))


def test_curl_repeats_a_field_too() -> None:
    extra = {"timestamp_granularities[]": ["word", "@segment"]}
    call = automatic_speech_recognition(SOUND, api="openai", model="http://h/v1", extra_body=extra)
    words = shlex.split(call.curl())
    found = [b for a, b in itertools.pairwise(words) if a == "--form-string"]
    assert found[1:] == ["timestamp_granularities[]=word", "timestamp_granularities[]=@segment"]


def test_what_cannot_be_a_field_is_named(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    for value in (float("nan"), [object()], {"a": {1, object()}}):
        with pytest.raises(ArgumentError, match="odd"):
            transcribe(client, extra_body={"odd": value})
    assert server.seen == []


@pytest.mark.parametrize(
    ("body", "chunks"),
    [
        ({"text": "a", "chunks": [{"text": "a", "timestamp": [0, None]}]}, [("a", [0.0, None])]),
        ([{"text": "a", "chunks": [{"text": "a", "timestamp": [0, 1]}]}], [("a", [0.0, 1.0])]),
        ({"text": "", "chunks": []}, []),
    ],
)
def test_chunks_of_hosted_models(
    body: Any, chunks: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(body))
    client = make_client(base_url=server.url)
    heard = client.call("automatic_speech_recognition", SOUND, return_timestamps=True)
    assert [(c.text, c.timestamp) for c in heard.chunks] == chunks
