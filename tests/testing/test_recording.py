"""Recordings: what is replayed equals what happened, and no secret is in the file."""

from __future__ import annotations

import base64
import contextlib
import gc
import gzip
import html
import json
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    AuthenticationError,
    InferenceClient,
    InferenceError,
    StreamInterruptedError,
    UnprocessableEntityError,
)
from inferloom.operations.text_classification import text_classification
from inferloom.testing import Cassette, FakeClient, UnansweredError, record, replay
from inferloom.testing.secrets import MASK, Scrubber
from tests.generated.test_examples import MANIFESTS
from tests.support.clients import Client, Runner
from tests.support.examples import comparable, python, reply_of
from tests.support.server import Reply, Script, event_reply, json_reply

MESSAGES = [{"role": "user", "content": "Hi"}]
LABELS = [[{"label": "POSITIVE", "score": 0.5}]]
CHUNKS = [
    {"choices": [{"index": 0, "delta": {"content": "Hél"}, "finish_reason": None}]},
    {"choices": [{"index": 0, "delta": {"content": "lo"}, "finish_reason": "stop"}]},
    "[DONE]",
]
PNG = b"\x89PNG\r\n\x1a\n\x00binary"
TOKEN = "canary-b9d1f6e2"


class Wrapped(Client):
    """A recording or replaying client of either kind whose methods block."""

    def __init__(self, kind: str, wrap: Callable[[Any], Any], **arguments: Any) -> None:
        self.kind = kind
        self._runner = Runner() if kind == "async" else None
        client = AsyncInferenceClient if kind == "async" else InferenceClient
        self.inner = wrap(client(**arguments))
        self._open = True

    def close(self) -> None:
        if self._open:
            self._open = False
            super().close()


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[..., Wrapped]]:
    made: list[Wrapped] = []

    def make(wrap: Callable[[Any], Any], **arguments: Any) -> Wrapped:
        made.append(Wrapped(request.param, wrap, **arguments))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tape.json"


def outcome(work: Callable[[], Any]) -> Any:
    try:
        return comparable(work())
    except InferenceError as error:
        details = error.status, error.body, error.request_id, error.attempts, error.operation
        return type(error), error.server_message, *details


def drained(stream: Any) -> Any:
    received = []
    try:
        for chunk in stream:
            received.append(comparable(chunk))
    except InferenceError as error:
        return received, type(error), error.message, stream.outcome.state
    return received, stream.outcome.state, stream.request_id


def session(client: Wrapped) -> list[Any]:
    """What a client gets out of the server of `script`."""
    stream = {"stream": True}
    chat = "chat_completion"
    return [
        outcome(lambda: client.call("text_classification", "a", top_k=1)),
        drained(client.call(chat, MESSAGES, **stream)),
        outcome(lambda: client.call("text_to_image", "a cat")),
        outcome(lambda: client.call("image_classification", PNG)),
        outcome(
            lambda: client.call("automatic_speech_recognition", b"RIFF\xff", api="openai").text
        ),
        outcome(lambda: client.call("text_classification", "too long")),
        outcome(lambda: client.call("text_classification", "a", top_k=1)),
        drained(client.call(chat, MESSAGES, **stream)),
        outcome(lambda: client.call("post", json={"any": "thing"})),
        outcome(lambda: client.call("text_classification", "retried")),
    ]


def script(server: Script) -> None:
    server.queue(
        json_reply(LABELS, x_request_id="r-1"),
        event_reply(CHUNKS),
        Reply(body=PNG, headers={"content-type": "image/png"}),
        json_reply([{"label": "cat", "score": 0.75}]),
        json_reply({"text": "spoken"}),
        json_reply({"error": "too long"}, 422, x_request_id="r-2"),
        Reply(
            body=gzip.compress(json.dumps(LABELS).encode()),
            headers={"content-type": "application/json", "content-encoding": "gzip"},
        ),
        event_reply(CHUNKS[:1], cut=True),
        Reply(body=b"\xff\xfe no JSON", headers={"content-type": "text/plain"}),
        json_reply({"error": "down"}, 503, retry_after="0"),
        json_reply(LABELS),
    )


def test_a_replay_equals_what_was_recorded(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    script(server)
    recorded = make(lambda client: record(client, path), base_url=server.url, token=TOKEN)
    first = session(recorded)
    recorded.close()
    assert len(server.seen) == 11

    tape = Cassette(path)
    replayed = make(lambda client: replay(client, tape), base_url="http://nowhere.invalid")
    started = time.monotonic()
    assert session(replayed) == first
    assert time.monotonic() - started < 5
    tape.assert_all_used()
    assert len(server.seen) == 11
    assert first[0] == LABELS[0]
    assert first[1][1] == "complete"
    assert first[5][0] is UnprocessableEntityError
    assert first[7][1] is StreamInterruptedError


@pytest.mark.parametrize("task", MANIFESTS)
def test_every_example_survives(task: str, server: Script, path: Path) -> None:
    """The answers of all tasks are the same after a recording, and the requests are recognised."""
    manifest = MANIFESTS[task]

    def run(client: Any) -> list[Any]:
        results = []
        for example in manifest["examples"]:
            result = getattr(client, manifest["method"])(**python(example["arguments"]))
            results.append(comparable(list(result) if "events" in example["response"] else result))
        return results

    server.queue(*(reply_of(example["response"]) for example in manifest["examples"]))
    with record(InferenceClient(base_url=server.url), path) as recorded:
        first = run(recorded)
    tape = Cassette(path)
    with replay(InferenceClient(base_url="http://nowhere.invalid"), tape) as replayed:
        assert run(replayed) == first
    tape.assert_all_used()


def test_failures_are_recorded(make: Callable[..., Wrapped], path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    recorded = make(lambda c: record(c, path), base_url=url, max_retries=1)
    first = outcome(lambda: recorded.call("text_classification", "a"))
    recorded.close()
    entries = json.loads(path.read_text())["interactions"]
    assert [entry["failure"]["kind"] for entry in entries] == ["connect", "connect"]
    replayed = make(lambda c: replay(c, path), base_url=url, max_retries=1)
    assert outcome(lambda: replayed.call("text_classification", "a")) == first


def test_a_stream_that_was_left_early(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    def blocks() -> Iterator[bytes]:
        for chunk in CHUNKS[:1] * 3:
            yield f"data: {json.dumps(chunk)}\n\n".encode()
            time.sleep(0.05)

    headers = {"content-type": "text/event-stream"}
    server.queue(Reply(headers=headers, blocks=blocks()))
    recorded = make(lambda c: record(c, path), base_url=server.url)
    stream = recorded.call("chat_completion", MESSAGES, stream=True)
    next(stream)
    stream.close()
    recorded.close()
    replayed = make(lambda c: replay(c, path), base_url=server.url)
    stream = replayed.call("chat_completion", MESSAGES, stream=True)
    assert next(stream).text == "Hél"
    with pytest.raises(StreamInterruptedError, match="its caller left"):
        list(stream)


def test_the_pauses_of_a_stream(server: Script, make: Callable[..., Wrapped], path: Path) -> None:
    def blocks() -> Iterator[bytes]:
        for chunk in CHUNKS[:2]:
            yield f"data: {json.dumps(chunk)}\n\n".encode()
            time.sleep(0.2)
        yield b"data: [DONE]\n\n"

    server.queue(Reply(headers={"content-type": "text/event-stream"}, blocks=blocks()))
    recorded = make(lambda c: record(c, path), base_url=server.url)
    first = drained(recorded.call("chat_completion", MESSAGES, stream=True))
    recorded.close()
    chunks = json.loads(path.read_text())["interactions"][0]["response"]["chunks"]
    assert 0.1 < chunks[1]["after"] < 2
    for pace in (False, True):
        client = make(lambda c, pace=pace: replay(c, path, pace=pace), base_url=server.url)
        started = time.monotonic()
        assert drained(client.call("chat_completion", MESSAGES, stream=True)) == first
        assert (time.monotonic() - started > 0.3) is pace


# Secrets ---------------------------------------------------------------------------------------


def test_no_secret_is_in_the_file(server: Script, make: Callable[..., Wrapped], path: Path) -> None:
    """A server that tells everything back, in every way that it can."""
    secrets = {
        "token": TOKEN,
        "cookie": "oatmeal-raisin-cookie",
        "key": "apikey-0123456789",
        "odd": "header-that-nobody-knows",
        "password": "hunter2-hunter2",
        "query": "signed-0123456789",
        "hub": "hf_abcdefghijklmnop",
        "openai": "sk-proj-abcdefghijklmnop",
    }
    echoed = [secret for name, secret in secrets.items() if name != "odd"]
    told = " ".join([*echoed, base64.b64encode(TOKEN.encode()).decode()])
    half = f'data: {{"choices": [{{"index": 0, "delta": {{"content": "{TOKEN[:7]}'.encode()
    rest = f'{TOKEN[7:]}"}}, "finish_reason": "stop"}}]}}\n\ndata: [DONE]\n\n'.encode()
    server.queue(
        json_reply(
            [{"label": told, "score": 1}], authorization=TOKEN, x_echo=told, set_cookie=told
        ),
        Reply(headers={"content-type": "text/event-stream"}, blocks=[half, rest]),
        json_reply({"error": told, "url": "https://a.b/c?X-Amz-Signature=0badc0de&d=e"}, 401),
        Reply(body=told.encode() + b"\xff", headers={"content-type": "audio/wav"}),
        Reply(body=told.encode(), headers={"content-type": "application/json"}),
    )
    url = server.url.replace("http://", f"http://user:{secrets['password']}@")
    client = make(
        lambda c: record(c, path),
        base_url=f"{url}/v1?sig={secrets['query']}&keep=me",
        token=TOKEN,
        cookies={"session": secrets["cookie"]},
        headers={
            "x-api-key": secrets["key"],
            "x-odd": secrets["odd"],
            "user-agent": f"me {secrets['hub']} {secrets['openai']}",
        },
    )
    outcome(lambda: client.call("text_classification", f"My token is {TOKEN}, {told}"))
    drained(client.call("chat_completion", MESSAGES, stream=True))
    outcome(lambda: client.call("text_classification", "a"))
    outcome(lambda: client.call("text_to_speech", "a", extra_body={TOKEN: TOKEN}))
    outcome(lambda: client.call("automatic_speech_recognition", TOKEN.encode(), api="openai"))
    client.close()

    assert len(server.seen) == 5
    text = path.read_text()
    for name, secret in secrets.items():
        assert secret not in text, name
    assert base64.b64encode(TOKEN.encode()).decode() not in text
    assert TOKEN[:7] not in text
    assert "0badc0de" not in text
    assert "user:" not in text
    # A file that is not text is base64, which must not hide one either.
    for entry in json.loads(text)["interactions"]:
        if "base64" in entry["response"].get("body", {}):
            assert TOKEN.encode() not in base64.b64decode(entry["response"]["body"]["base64"])
    assert "keep=me" in text
    assert "d=e" in text
    assert [p.name for p in path.parent.iterdir()] == [path.name]


ODD = 'canary/ä+"7f1&c2'  # a secret that most encodings change
IN_BASE64 = [
    base64.b64encode(f"user:{ODD}".encode()).decode(),
    base64.b64encode(f"a{ODD}b".encode()).decode(),
    base64.b64encode(f"ab{ODD}".encode()).decode(),
    base64.urlsafe_b64encode(f"ab?>{ODD}~~~".encode()).decode().rstrip("="),
    base64.b64encode(json.dumps({"key": ODD}).encode()).decode(),
    base64.b64encode(json.dumps({"a": 1, "key": ODD}, ensure_ascii=False).encode()).decode(),
    base64.encodebytes(b"x" * 60 + ODD.encode() + b"y" * 100).decode(),
]
OTHERWISE = [
    ODD,
    json.dumps(ODD),
    json.dumps(ODD).replace("/", "\\/"),
    json.dumps(json.dumps({"key": ODD})),
    quote(ODD),
    quote(ODD, safe=""),
    quote(quote(ODD, safe=""), safe=""),
    quote(ODD, safe="").lower(),
    quote_plus(ODD),
    html.escape(ODD),
    ODD.encode().hex(),
    ODD.encode().hex().upper(),
]


@pytest.mark.parametrize("told", [*IN_BASE64, *OTHERWISE])
@pytest.mark.parametrize(
    "place", ["json", "events", "sound", "error", "header", "sent", "form", "gzip"]
)
def test_no_spelling_of_a_secret_is_in_the_file(
    server: Script, make: Callable[..., Wrapped], path: Path, told: str, place: str
) -> None:
    basic = base64.b64encode(f"user:{ODD}".encode()).decode()
    own = {"authorization": f"Basic {basic}", "cookie": f"session={quote(ODD)}"}
    event = (
        f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': told}}]})}\n\n".encode()
    )
    said = told.replace("\n", "") if told.isascii() else quote(told, safe="")
    replies = {
        "json": json_reply([{"label": told, "score": 1}]),
        "events": Reply(
            headers={"content-type": "text/event-stream"},
            blocks=[event[: len(event) // 2], event[len(event) // 2 :], b"data: [DONE]\n\n"],
        ),
        "sound": Reply(
            body=b"\xff\0" + told.encode() + b"\0", headers={"content-type": "audio/wav"}
        ),
        "error": Reply(400, told.encode(), {"content-type": "text/plain"}),
        "header": json_reply({}, x_error_message=said),
    }
    server.queue(replies.get(place, json_reply({"text": "x"})))
    client = make(lambda c: record(c, path), base_url=server.url, headers=own)
    method = "text_classification"
    argument: Any = "a"
    options: dict[str, Any] = {}
    if place == "events":
        method, argument, options = "chat_completion", MESSAGES, {"stream": True}
    elif place == "sound":
        method = "text_to_speech"
    elif place == "sent":
        argument = told
    elif place in ("form", "gzip"):
        data = b"\xff" + told.encode()
        method, argument = (
            "automatic_speech_recognition",
            gzip.compress(data) if place == "gzip" else data,
        )
        options = {"api": "openai"} if place == "form" else {}
    result = outcome(lambda: client.call(method, argument, **options))
    if place == "events":
        outcome(lambda: drained(result))
    client.close()
    assert "canary" not in unwrapped(path.read_bytes())


def unwrapped(content: bytes, depth: int = 4) -> str:
    """Return a text with all that can be decoded out of it."""
    text = content.decode("latin-1")
    found = [text, unquote(unquote(text)), html.unescape(text)]
    if depth:
        # Lines of base64 stand in JSON as `\\n`.
        flat = text.replace("\\n", "").replace("\n", "")
        for run in {
            *re.findall(r"[A-Za-z0-9+/_-]{8,}", text),
            *re.findall(r"[A-Za-z0-9+/_-]{8,}", flat),
        }:
            for start in range(4):
                part = run[start:].replace("-", "+").replace("_", "/")
                part = part[: len(part) // 4 * 4]
                with contextlib.suppress(ValueError):
                    inner = base64.b64decode(part)
                    if inner.startswith(b"\x1f\x8b"):
                        inner = zlib.decompressobj(31).decompress(inner)
                    found.append(unwrapped(inner, 0))
            with contextlib.suppress(ValueError):
                found.append(bytes.fromhex(run).decode("latin-1"))
    return " ".join(found)


def test_a_token_that_was_found_is_a_secret_as_well(
    server: Script, make: Callable[..., Wrapped], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    server.queue(json_reply([{"label": TOKEN, "score": 1}]))
    client = make(lambda c: record(c, path), base_url=server.url)
    assert client.call("text_classification", TOKEN)[0].label == TOKEN
    client.close()
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in path.read_text()


def test_what_was_scrubbed_equals_anything(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    server.queue(json_reply(LABELS), json_reply(LABELS))
    recorded = make(lambda c: record(c, path), base_url=f"{server.url}/?token=one", token=TOKEN)
    recorded.call("text_classification", f"my token {TOKEN}!")
    recorded.call("text_classification", "another")
    recorded.close()
    replayed = make(lambda c: replay(c, path), base_url="http://other/?token=two", token="t2-0123")
    assert replayed.call("text_classification", "my token t2-0123!") == LABELS[0]
    with pytest.raises(UnansweredError):
        replayed.call("text_classification", "your token t2-0123!")


def test_what_a_scrubber_leaves_alone() -> None:
    scrubber = Scrubber(["abc", "secret-0"])
    assert scrubber.text("abc max_tokens=5 skip-this") == "abc max_tokens=5 skip-this"
    assert scrubber.text("a secret-0 b") == f"a {MASK} b"
    url = "https://u:p@h/p?token=a&max_tokens=5&key=b#f"
    clean = f"https://{MASK}@h/p?token={MASK}&max_tokens=5&key={MASK}#f"
    assert scrubber.text(f"see {url}.") == f"see {clean}."
    assert scrubber.text(clean) == clean
    headers = {"x-generated-tokens": "5", "set-cookie": "a=b", "content-type": "a/b"}
    assert scrubber.answer_headers(headers) == {**headers, "set-cookie": MASK}
    blocks = [b"a sec", b"ret", b"-0 b", b""]
    assert scrubber.blocks(blocks) == [b"a " + MASK.encode(), b"", b" b", b""]


# The file, and requests that it does not have --------------------------------------------------


def test_the_file_is_for_people(server: Script, make: Callable[..., Wrapped], path: Path) -> None:
    server.queue(json_reply(LABELS), event_reply(CHUNKS), json_reply({"text": "spoken"}))
    client = make(lambda c: record(c, path), base_url=server.url)
    client.call("text_classification", "é")
    drained(client.call("chat_completion", MESSAGES, stream=True))
    client.call("automatic_speech_recognition", b"RIFF\xff", api="openai")
    assert not path.exists()
    client.close()
    text = path.read_text(encoding="utf-8")
    assert '"inputs": "é"' in text
    first, second, third = json.loads(text)["interactions"]
    assert first["request"]["body"] == {"json": {"inputs": "é"}}
    assert first["response"]["body"] == {"json": LABELS}
    assert "idempotency-key" not in second["request"]["headers"]
    assert "".join(chunk["text"] for chunk in second["response"]["chunks"]).count("data: ") == 3
    parts = third["request"]["body"]["form"]
    assert parts[0]["text"] == "tgi"
    assert parts[1]["base64"] == base64.b64encode(b"RIFF\xff").decode()
    assert third["request"]["headers"]["content-type"] == "multipart/form-data"


def test_repeated_requests_are_answered_in_order(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    server.queue(*(json_reply([{"label": str(n), "score": 1}]) for n in range(3)))
    recorded = make(lambda c: record(c, path), base_url=server.url)
    for _ in range(3):
        recorded.call("text_classification", "a")
    recorded.close()
    replayed = make(lambda c: replay(c, path), base_url=server.url)
    labels = [replayed.call("text_classification", "a")[0].label for _ in range(3)]
    assert labels == ["0", "1", "2"]
    with pytest.raises(UnansweredError, match=r"was recorded 3 times in .*, and is sent once more"):
        replayed.call("text_classification", "a")


def test_an_unmatched_request_shows_the_nearest(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    server.queue(json_reply(LABELS), event_reply(CHUNKS))
    recorded = make(lambda c: record(c, path), base_url=server.url)
    recorded.call("text_classification", "a", top_k=1)
    drained(recorded.call("chat_completion", MESSAGES, stream=True))
    recorded.close()
    tape = Cassette(path)
    replayed = make(lambda c: replay(c, tape), base_url=server.url)
    with pytest.raises(InferenceError) as caught:
        replayed.call("text_classification", "b", top_k=1, function_to_apply="none")
    assert isinstance(caught.value, UnansweredError)
    message = str(caught.value)
    assert "nearest is request 1 of 2, POST /," in message
    assert 'body.inputs: "a", now "b"' in message
    assert 'body.parameters.function_to_apply: missing, now "none"' in message
    with pytest.raises(UnansweredError) as caught:
        replayed.call("chat_completion", [{"role": "user", "content": "Ho"}], stream=True)
    assert 'body.messages.0.content: "Hi", now "Ho"' in str(caught.value)
    assert "POST /v1/chat/completions" in str(caught.value)
    assert tape.unused == ["POST /", "POST /v1/chat/completions"]
    with pytest.raises(AssertionError, match="not sent again:\n  POST /\n  POST /v1"):
        tape.assert_all_used()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "is not JSON"),
        ("[]", "not a recording"),
        ('{"format": "vcr", "interactions": []}', "not a recording"),
    ],
)
def test_files_that_are_no_recording(path: Path, content: str | None, words: str) -> None:
    if content is not None:
        path.write_text(content)
    with pytest.raises(ArgumentError, match=words):
        replay(InferenceClient(), path)


def test_an_entry_that_was_spoiled_by_hand(path: Path) -> None:
    request = {"method": "POST", "url": "http://a/", "body": {"json": {"inputs": "a"}}}
    entry = {"request": request, "response": {"status": "no number"}}
    path.write_text(json.dumps({"format": "inferloom cassette 1", "interactions": [entry]}))
    with pytest.raises(ArgumentError, match="POST / cannot be read"):
        replay(InferenceClient(base_url="http://a"), path).text_classification("a")


def test_the_original_client_is_as_before(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = InferenceClient(base_url=server.url, timeout=7)
    with record(client, path) as recorded:
        assert type(recorded) is InferenceClient
        assert recorded.timeout.total == 7
        other = recorded.with_options(max_retries=0)
        other.text_classification("through an option")
        assert recorded.exchange(text_classification("b")).status == 200
    client.text_classification("not recorded")
    client.close()
    assert len(json.loads(path.read_text())["interactions"]) == 2


def test_a_client_that_nobody_closed_has_recorded(server: Script, path: Path) -> None:
    server.queue(json_reply(LABELS))
    record(InferenceClient(base_url=server.url), path).text_classification("a")
    gc.collect()
    assert len(json.loads(path.read_text())["interactions"]) == 1


def test_several_clients_on_one_cassette(server: Script, path: Path) -> None:
    server.always(lambda seen: json_reply(LABELS))
    tape = Cassette(path)
    for text in "ab":
        with record(InferenceClient(base_url=server.url), tape) as client:
            client.text_classification(text)
    assert len(tape) == 2
    # The same object is read anew for a replay.
    with replay(InferenceClient(base_url=server.url), tape) as client:
        client.text_classification("b")
    assert tape.unused == ["POST /"]
    assert "2 requests" in repr(tape)


def test_fakes_are_not_recorded(path: Path) -> None:
    with pytest.raises(ArgumentError, match="a fake has no server"):
        record(FakeClient(), path)
    with pytest.raises(ArgumentError, match="a fake has no server"):
        replay(FakeClient(), path)


def test_the_recommended_model_is_part_of_a_recording(
    server: Script, make: Callable[..., Wrapped], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    server.queue(
        json_reply({"text-classification": {"widgetModels": ["org/model"]}}), json_reply(LABELS)
    )
    recorded = make(lambda c: record(c, path))
    first = recorded.call("text_classification", "a")
    recorded.close()
    monkeypatch.setenv("HF_ENDPOINT", "http://nowhere.invalid")
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", "http://nowhere.invalid")
    assert make(lambda c: replay(c, path)).call("text_classification", "a") == first


def test_a_refusal_is_replayed_without_a_token(
    server: Script, make: Callable[..., Wrapped], path: Path
) -> None:
    server.queue(json_reply({"error": "who?"}, 401))
    recorded = make(lambda c: record(c, path), base_url=server.url, token=TOKEN)
    with pytest.raises(AuthenticationError):
        recorded.call("text_classification", "a")
    recorded.close()
    replayed = make(lambda c: replay(c, path), base_url=server.url, token=False)
    with pytest.raises(AuthenticationError, match="who"):
        replayed.call("text_classification", "a")
