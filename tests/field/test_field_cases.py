"""Answers and settings from the field, each over a real socket and with both clients.

The inputs are data in `tests/data/field_cases.json`; what is wanted of each is code below.
"""

from __future__ import annotations

import base64
import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from inferloom import (
    InferenceError,
    RequestTooLargeError,
    ResponseDecodeError,
    StreamInterruptedError,
)
from tests.support.clients import Client
from tests.support.raw import serving
from tests.support.server import Reply, Script, Seen, scripted

CASES = json.loads((Path(__file__).parents[1] / "data" / "field_cases.json").read_text())["cases"]
BY_ID = {case["id"]: case for case in CASES}

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
WAV = (
    b"RIFF,\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0"
    b"data\x08\0\0\0" + bytes(8)
)
BIG_MESSAGES = [{"role": "user", "content": "x" * 1_000_000}] * 30
PLACEHOLDERS = {"<70 bytes>": PNG, "<52 bytes>": WAV, "<30 MB of messages>": BIG_MESSAGES}


@dataclass
class Played:
    """What a caller saw of a case, and what the servers saw."""

    value: Any = None  # the result, or what a stream added up to
    text: str | None = None  # what a stream's `.text` gave
    state: str | None = None  # how a stream ended
    error: Exception | None = None
    requests: list[Seen] = field(default_factory=list)
    proxied: int = 0

    @property
    def message(self) -> Any:
        self.arrived()
        return self.value.choices[0].message

    def arrived(self) -> None:
        """Nothing was refused."""
        if self.error is not None:
            raise self.error

    def complete(self, text: str) -> None:
        """The stream came to its end with this text."""
        self.arrived()
        assert (self.text, self.state) == (text, "complete")
        assert self.value.text == text

    def refused(self, *words: str, kind: type[InferenceError] = InferenceError) -> None:
        """The caller got an error of this package that holds these words."""
        assert isinstance(self.error, kind), repr(self.error)
        for word in words:
            assert word in str(self.error)


def play(case: dict[str, Any], make_client: Callable[..., Client], base_url: str) -> Played:
    """Make the call of a case and note what a caller sees."""
    arguments = dict(case["arguments"])
    positional = [
        PLACEHOLDERS.get(value, value) if isinstance(value, str) else value
        for value in arguments.pop("positional")
    ]
    options = {"max_retries": 0, "trust_env": True, "timeout": 30, **case.get("client", {})}
    played = Played()
    try:
        client = make_client(base_url=base_url, **options)
        result = client.call(case["call"], *positional, **arguments)
        if not arguments.get("stream"):
            played.value = result
            return played
        try:
            played.text = "".join(result.text)
            played.value = result.final()
        finally:
            played.state = result.outcome.state
    except Exception as error:
        played.error = error
    return played


def reply(case: dict[str, Any]) -> Reply:
    answer = case["response"]
    return Reply(
        answer["status"], answer["body"].encode(), {"content-type": answer["content-type"]}
    )


# What is wanted --------------------------------------------------------------------------------

Check = Callable[[Played], None]
CHECKS: dict[str, Check] = {}


def check(case: str) -> Callable[[Check], Check]:
    def add(function: Check) -> Check:
        CHECKS[case] = function
        return function

    return add


@check("created_float")
@check("choice_no_index")
@check("max_tokens_minus")
@check("image_url_text")
@check("no_proxy_port")
def content_is_x(played: Played) -> None:
    assert played.message.content == "x"
    assert not played.proxied


@check("usage_null")
def usage_members_are_none(played: Played) -> None:
    content_is_x(played)
    usage = played.value.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (None, None, None)


@check("usage_empty_stream")
def last_usage(played: Played) -> None:
    played.complete("Hi")
    assert played.value.usage.total_tokens == 2


@check("choices_null")
def usage_of_the_last_event(played: Played) -> None:
    last_usage(played)


@check("filter_no_delta")
@check("done_space")
@check("done_cut")
@check("ping_event")
@check("keepalive_object")
def hi_and_complete(played: Played) -> None:
    played.complete("Hi")


@check("boxes_float")
def box_is_kept(played: Played) -> None:
    played.arrived()
    (found,) = played.value
    assert found.label == "cat"
    assert (found.box.xmin, found.box.ymin, found.box.xmax, found.box.ymax) == (1.5, 2.25, 3, 4)


@check("label_number")
def label_is_zero(played: Played) -> None:
    played.arrived()
    (found,) = played.value
    assert str(found.label) == "0"
    assert found.score == 0.9


@check("lone_surrogate")
def starts_with_a(played: Played) -> None:
    assert played.message.content.startswith("a ")
    played.message.content.encode()


@check("parts")
def parts_are_kept(played: Played) -> None:
    thinking, text = played.message.content
    assert thinking["thinking"][0]["text"] == "Okay"
    assert text["text"] == "42"
    assert played.value.text == "42"


@check("parts_stream")
def parts_of_a_stream(played: Played) -> None:
    played.complete("42")
    assert "Okay" in played.value.model_dump_json()


@check("finish_empty_cut")
def cut(played: Played) -> None:
    played.refused(kind=StreamInterruptedError)
    assert played.state == "truncated"


@check("blank_lines_textgen")
def text_is_x(played: Played) -> None:
    played.arrived()
    assert played.value == "x"


@check("error_field")
def context_size(played: Played) -> None:
    played.refused("the request exceeds the context size")


@check("error_object")
def context_length(played: Played) -> None:
    played.refused("maximum context length is 4096 tokens")


@check("odd_chunk_named")
def event_is_named(played: Played) -> None:
    played.refused("choices", "oops")
    assert re.search(r"\b2\b", str(played.error))


@check("angle_message")
def batch_size(played: Played) -> None:
    played.refused("<400> batch size is invalid, it should not be larger than 10")


@check("emb_order")
def by_index(played: Played) -> None:
    played.arrived()
    assert [(item.index, item.embedding) for item in played.value.data] == [
        (0, [0.0]),
        (1, [1.0]),
        (2, [2.0]),
    ]


@check("rerank_order")
def best_first(played: Played) -> None:
    played.arrived()
    assert [item.index for item in played.value] == [2, 0, 1]


@check("fe_null")
def no_vector(played: Played) -> None:
    played.refused(kind=ResponseDecodeError)


@check("audio_deltas")
def audio_is_joined(played: Played) -> None:
    audio = played.message["audio"]
    assert audio["data"] == "AAAABBBB"
    assert audio["transcript"] == "Hello"
    assert audio["id"] == "a1"


@check("citations")
def citations_once(played: Played) -> None:
    played.complete("Hi")
    assert played.value["citations"] == ["a", "b"]


@check("asr_segments")
def segments_and_words(played: Played) -> None:
    played.arrived()
    found = played.value
    assert found["text"] == "hello"
    assert found["segments"][0]["end"] == 3.5
    assert found["words"][0]["word"] == "hello"
    assert (found["language"], found["duration"]) == ("english", 8.5)


@check("asr_text")
def transcript(played: Played) -> None:
    played.arrived()
    assert played.value["text"].strip() == "hello world"


@check("asr_granularities")
def field_is_repeated(played: Played) -> None:
    played.arrived()
    (request,) = played.requests
    found = re.findall(
        rb'name="timestamp_granularities\[\]"[^\r]*(?:\r\n[^\r]+)*\r\n\r\n([^\r]*)', request.body
    )
    assert found == [b"word", b"segment"]


@check("emb_base64_refused")
def asked_for_floats_once(played: Played) -> None:
    # This server refuses them with the same words, so they are asked for once, and that is all.
    asked = [request.json.get("encoding_format") for request in played.requests]
    assert asked == ["base64", "float"]
    played.refused("encoding")


@check("socks_missing")
def socks(played: Played) -> None:
    played.refused("socks", "install")


@check("cert_file_https")
def certificates(played: Played) -> None:
    played.refused("SSL_CERT_FILE", "/nonexistent/cacert.pem")


@check("early_413_chat")
def too_large(played: Played) -> None:
    played.refused(kind=RequestTooLargeError)
    assert isinstance(played.error, RequestTooLargeError)
    assert played.error.status == 413


SENT = {  # what the server must have got, for cases that are about the request
    "max_tokens_minus": lambda body: body["max_tokens"] == -1,
    "image_url_text": lambda body: (
        body["messages"][0]["content"][0]["image_url"] == "data:image/png;base64,AAAA"
    ),
}
# The tests -------------------------------------------------------------------------------------


def test_every_case_has_a_check() -> None:
    assert set(CHECKS) == set(BY_ID)


@pytest.mark.parametrize("case", BY_ID)
def test_case(
    case: str,
    server: Script,
    make_client: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = BY_ID[case]
    path = entry["base_url path"]
    if "response" not in entry:
        with _refusing_early() as url:
            CHECKS[case](play(entry, make_client, url + path))
        return
    server.always(lambda seen: reply(entry))
    with scripted() as proxy:
        proxy.always(lambda seen: Reply(502, b"the proxy was asked"))
        for name, value in entry.get("environment", {}).items():
            value = value.replace("{proxy}", _address(proxy)).replace("{server}", _address(server))
            monkeypatch.setenv(name, value)
        if case == "socks_missing":
            for module in ("socksio", "socksio.socks5"):
                monkeypatch.setitem(sys.modules, module, None)
        url = server.url if case != "cert_file_https" else server.url.replace("http", "https")
        played = play(entry, make_client, url + path)
        played.requests = server.seen
        played.proxied = len(proxy.seen)
    CHECKS[case](played)
    if case in SENT:
        (request,) = server.seen
        assert SENT[case](request.json)


def _address(script: Script) -> str:
    return script.url.removeprefix("http://")


@contextmanager
def _refusing_early() -> Iterator[str]:
    """A server that answers 413 as soon as it has the head, and closes."""

    def handle(found: socket.socket, number: int) -> None:
        while b"\r\n\r\n" not in found.recv(65536):
            pass
        found.sendall(
            b"HTTP/1.1 413 Payload Too Large\r\ncontent-type: application/json\r\n"
            b'connection: close\r\ncontent-length: 21\r\n\r\n{"error":"too large"}'
        )

    with serving(handle) as url:
        yield url
