"""`InferenceApi`, the legacy client, on the wire."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from inferloom import (
    ArgumentError,
    InferenceApi,
    InferenceError,
    NotFoundError,
    RawResponse,
    ResponseDecodeError,
    ServerError,
    TokenNotFoundError,
)
from tests.support.server import Reply, Script, json_reply

TOKEN = "hf_canary"
Make = Callable[..., InferenceApi]


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def hosted(server: Script, monkeypatch: pytest.MonkeyPatch) -> Script:
    """The server, in the place of the hub and of the hosted API."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    return server


@pytest.fixture
def make(hosted: Script) -> Iterator[Make]:
    """Make clients of a model whose task is fill-mask; only what comes after is recorded."""
    made: list[InferenceApi] = []

    def build(*arguments: Any, tag: str | None = "fill-mask", **keywords: Any) -> InferenceApi:
        hosted.queue(json_reply({"id": "org/m", "pipeline_tag": tag}))
        with pytest.warns(FutureWarning, match="InferenceApi is a legacy interface"):
            made.append(InferenceApi(*(arguments or ("org/m",)), **keywords))
        hosted.seen.clear()
        return made[-1]

    yield build
    for api in made:
        api.close()


# Construction ----------------------------------------------------------------------------------


def test_the_task_is_looked_up(hosted: Script) -> None:
    hosted.queue(json_reply({"pipeline_tag": "text-classification"}))
    with pytest.warns(FutureWarning) as caught, InferenceApi("org/m", token=TOKEN) as api:
        assert api.task == "text-classification"
        assert api.api_url == f"{hosted.url}/pipeline/text-classification/org/m"
        assert api.options == {"wait_for_model": True, "use_gpu": False}
        assert TOKEN not in str(api.headers)
        assert repr(api) == (
            f"InferenceApi(api_url='{hosted.url}/pipeline/text-classification/org/m', "
            "task='text-classification', options={'wait_for_model': True, 'use_gpu': False})"
        )
    (seen,) = hosted.seen
    assert (seen.method, seen.path) == ("GET", "/api/models/org/m")
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    (warning,) = caught
    assert "InferenceClient(model='org/m').text_classification(...)" in str(warning.message)
    assert warning.filename == __file__


@pytest.mark.parametrize(
    ("task", "method"),
    [
        ("fill-mask", "fill_mask"),
        ("image-to-text", "image_to_text"),
        ("conversational", "chat_completion"),
        ("text2text-generation", "text_generation"),
        ("voice-activity-detection", r"post\(json=..., task='voice-activity-detection'\)"),
    ],
)
def test_the_warning_names_the_new_method(hosted: Script, task: str, method: str) -> None:
    hosted.queue(json_reply({"pipeline_tag": task}))
    with pytest.warns(FutureWarning, match=rf"InferenceClient\(model='org/m'\)\.{method}"):
        InferenceApi("org/m").close()


def test_another_task_than_the_models_own(
    make: Make, hosted: Script, caplog: pytest.LogCaptureFixture
) -> None:
    assert make("org/m", task="fill-mask").task == "fill-mask"
    assert not caplog.records
    assert make("org/m", "feature-extraction").task == "feature-extraction"
    assert "called for feature-extraction; its own task is fill-mask" in caplog.text
    assert make("org/m", "summarization", tag=None).task == "summarization"
    assert make("org/m", tag="image-to-text", task="image-to-text").task == "image-to-text"


@pytest.mark.filterwarnings("ignore:InferenceApi is a legacy interface")
def test_tasks_that_cannot_be(hosted: Script) -> None:
    hosted.always(lambda seen: json_reply({"pipeline_tag": "fill-mask"}))
    with pytest.raises(ValueError, match=r"Invalid task 'sing'.*text-classification") as caught:
        InferenceApi("org/m", task="sing")
    assert getattr(caught.value, "argument", None) == "task"
    hosted.always(lambda seen: json_reply({"pipeline_tag": None}))
    with pytest.raises(ArgumentError, match="names no task for org/m"):
        InferenceApi("org/m")


@pytest.mark.filterwarnings("ignore:InferenceApi is a legacy interface")
@pytest.mark.parametrize(
    "repo_id", ["", "a/b/c", "../a", "https://localhost/x", "localhost:80", None]
)
def test_repo_ids_that_are_none(hosted: Script, repo_id: Any) -> None:
    with pytest.raises(ArgumentError, match="repo_id") as caught:
        InferenceApi(repo_id)
    assert caught.value.argument == "repo_id"
    assert not hosted.seen


@pytest.mark.filterwarnings("ignore:InferenceApi is a legacy interface")
def test_look_ups_that_fail(hosted: Script) -> None:
    hosted.queue(json_reply({"error": "Repository not found"}, 404))
    with pytest.raises(NotFoundError, match="Repository not found") as caught:
        InferenceApi("org/m")
    assert caught.value.operation == "InferenceApi"
    hosted.queue(json_reply([]))
    with pytest.raises(ResponseDecodeError, match="does not describe a model"):
        InferenceApi("org/m")
    with pytest.raises(TokenNotFoundError):
        InferenceApi("org/m", token=True)


def test_look_ups_are_retried_and_follow_renames(hosted: Script) -> None:
    hosted.queue(
        Reply(502, headers={"retry-after": "0"}),
        Reply(307, headers={"location": "/api/models/org/new"}),
        json_reply({"pipeline_tag": "fill-mask"}),
    )
    with pytest.warns(FutureWarning), InferenceApi("org/old", token=TOKEN) as api:
        assert api.task == "fill-mask"
    assert [seen.path for seen in hosted.seen][1:] == ["/api/models/org/old", "/api/models/org/new"]
    assert hosted.seen[2].headers["authorization"] == f"Bearer {TOKEN}"


def test_without_a_private_service_calls_go_to_the_router(
    server: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    server.queue(json_reply({"pipeline_tag": "fill-mask"}))
    with pytest.warns(FutureWarning), InferenceApi("org/m") as api:
        router = "https://router.huggingface.co/hf-inference"
        assert api.api_url == f"{router}/pipeline/fill-mask/org/m"


# Calls -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "keywords", "sent"),
    [
        (("a [MASK]",), {}, {"inputs": "a [MASK]"}),
        (({"q": 1}, {"top_k": 2}), {}, {"inputs": {"q": 1}, "parameters": {"top_k": 2}}),
        ((), {"inputs": ["a", "b"]}, {"inputs": ["a", "b"]}),
        ((), {"params": {"top_k": 2}}, {"parameters": {"top_k": 2}}),
        ((), {}, {}),
    ],
)
def test_what_is_sent(
    make: Make, hosted: Script, arguments: Any, keywords: Any, sent: dict[str, Any]
) -> None:
    api = make("org/m", None, TOKEN, True)
    hosted.queue(json_reply([{"score": 1}], content_type="application/json; charset=utf-8"))
    assert api(*arguments, **keywords) == [{"score": 1}]
    (seen,) = hosted.seen
    assert (seen.method, seen.path) == ("POST", "/pipeline/fill-mask/org/m")
    assert seen.json == {"options": {"wait_for_model": True, "use_gpu": True}, **sent}
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"


def test_options_and_headers_can_be_changed(make: Make, hosted: Script) -> None:
    api = make()
    api.options["use_cache"] = False
    api.headers["X-Own"] = "1"
    hosted.queue(json_reply([]))
    api("a")
    assert hosted.seen[0].json["options"]["use_cache"] is False
    assert hosted.seen[0].headers["x-own"] == "1"
    assert hosted.seen[0].headers["user-agent"].startswith("inferloom/")


def test_inputs_that_are_not_json_are_named(make: Make, hosted: Script) -> None:
    with pytest.raises(ArgumentError, match="inputs: ") as caught:
        make()(inputs={"image": b"bytes"})
    assert caught.value.argument == "inputs"
    assert not hosted.seen


def test_a_file_is_sent_as_it_is(make: Make, hosted: Script) -> None:
    api = make()
    hosted.queue(json_reply([]))
    api(data=png())
    assert hosted.seen[0].body == png()
    assert hosted.seen[0].headers["content-type"] == "image/png"
    cases: list[dict[str, Any]] = [{"inputs": "a"}, {"params": {}}]
    for others in cases:
        with pytest.raises(ArgumentError, match=f"`data` and `{next(iter(others))}`"):
            api(data=b"a", **others)
    assert len(hosted.seen) == 1


def test_errors_in_json_are_returned(make: Make, hosted: Script) -> None:
    api = make()
    hosted.queue(json_reply({"error": ["Error in `inputs`: field required"]}, 400))
    assert "error" in api()
    hosted.queue(Reply(500, b"[]", {"content-type": "application/json", "x-should-retry": "false"}))
    assert api("a") == []


def test_errors_that_may_pass_are_retried(make: Make, hosted: Script) -> None:
    api = make()
    hosted.queue(
        json_reply({"error": "loading", "estimated_time": 0.1}, 503),
        json_reply({"error": "busy"}, 429, retry_after="0"),
        json_reply([1]),
    )
    assert api("a") == [1]
    hosted.always(lambda seen: json_reply({"error": "busy"}, 429, retry_after="0"))
    assert api("a") == {"error": "busy"}


def test_errors_in_other_words_are_raised(make: Make, hosted: Script) -> None:
    api = make()
    html = {"content-type": "text/html", "x-should-retry": "false"}
    hosted.always(lambda seen: Reply(502, b"<title>Bad</title>", html))
    with pytest.raises(ServerError, match="502"):
        api("a")
    raw = api("a", raw_response=True)
    assert (raw.status_code, raw.text) == (502, "<title>Bad</title>")
    hosted.always(lambda seen: Reply(404, png(), {"content-type": "image/png"}))
    with pytest.raises(NotFoundError):
        api("a")


def test_images_are_decoded(make: Make, hosted: Script) -> None:
    api = make(tag="text-to-image")
    hosted.queue(Reply(body=png(), headers={"content-type": "image/png"}))
    assert api("red").size == (3, 2)
    hosted.queue(Reply(body=b"no image", headers={"content-type": "image/png"}))
    with pytest.raises(ResponseDecodeError, match="raw_response=True"):
        api("red")


def test_images_need_pillow(make: Make, hosted: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    api = make(tag="text-to-image")
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    hosted.queue(Reply(body=b"\x89PNG", headers={"content-type": "image/png"}))
    with pytest.raises(ImportError, match=r"pip install pillow"):
        api("red")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"fLaC", {"content-type": "audio/flac"}),
        (b"x", {}),
        (b"{", {"content-type": "application/json"}),
    ],
)
def test_other_answers_are_to_be_taken_raw(
    make: Make, hosted: Script, body: bytes, headers: dict[str, str]
) -> None:
    api = make()
    hosted.always(lambda seen: Reply(body=body, headers=headers))
    with pytest.raises(ResponseDecodeError, match="raw_response=True") as caught:
        api("a")
    assert caught.value.operation == "InferenceApi"
    raw = api("a", raw_response=True)
    assert isinstance(raw, RawResponse)
    assert (raw.status_code, raw.content) == (200, body)
    assert raw.headers.get("Content-Type") == headers.get("content-type")


def test_raw_responses(make: Make, hosted: Script) -> None:
    api = make()
    hosted.queue(
        Reply(body="é".encode("latin-1"), headers={"content-type": "text/plain; charset=latin-1"}),
        Reply(body=b'{"a": "\xc3\xa9"}', headers={"content-type": "text/plain; charset=nonsense"}),
        json_reply({"error": "x"}, 400),
    )
    raw = api("a", raw_response=True)
    assert raw.text == "é"
    assert "Content-TYPE" in raw.headers
    assert dict(raw.headers)["content-type"] == "text/plain; charset=latin-1"
    raw = api("a", None, None, True)
    assert raw.text == '{"a": "é"}'
    assert raw.json() == {"a": "é"}
    raw = api(raw_response=True)
    assert (raw.status_code, raw.json()) == (400, {"error": "x"})
    assert repr(raw) == "<RawResponse(400, application/json, 14 bytes)>"
    with pytest.raises(ValueError, match="Expecting"):
        RawResponse(200, {}, b"<").json()


def test_the_token_is_nowhere_to_be_seen(make: Make, hosted: Script) -> None:
    api = make("org/m", token=TOKEN)
    hosted.queue(Reply(401, b"no", {"content-type": "text/plain"}))
    with pytest.raises(InferenceError) as caught:
        api("a")
    shown = [repr(api), str(vars(api)), str(api.headers), str(caught.value), repr(caught.value)]
    assert not [text for text in shown if TOKEN in text]


def test_importing_it_warns_of_nothing() -> None:
    code = "import warnings; warnings.simplefilter('error'); from inferloom import InferenceApi"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("repo", ["org/m", "https://h/m", "../a"])
def test_it_warns_before_it_refuses(repo: str, hosted: Script) -> None:
    hosted.queue(json_reply({"id": "org/m"}))
    with pytest.warns(FutureWarning, match="legacy interface"), pytest.raises(ValueError):
        InferenceApi(repo, token=TOKEN)
