"""What clients do beside tasks: raw requests, and questions about models and servers."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import inferloom
from inferloom import (
    ArgumentError,
    BadRequestError,
    InferenceConnectionError,
    InferenceTimeoutError,
    Limits,
    ModelStatus,
    NotFoundError,
    ResponseDecodeError,
    ResponseTooLargeError,
    StreamInterruptedError,
    TextClassificationInput,
    Timeout,
)
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, json_reply

TOKEN = "hf_canary"
PNG = b"\x89PNG\r\n\x1a\n"
STATUS: dict[str, Any] = {
    "loaded": True,
    "state": "Loaded",
    "compute_type": {"gpu": {"gpu": "a10g", "count": 1}},
    "framework": "transformers",
}
TASKS = {
    "text-classification": {"widgetModels": ["org/classifier"]},
    "text-generation": {"widgetModels": ["org/writer", "org/other"]},
    "reinforcement-learning": {"widgetModels": []},
}

Make = Callable[..., Client]


@pytest.fixture
def hosted(server: Script, monkeypatch: pytest.MonkeyPatch) -> Script:
    """The server, in the place of the hub and of the hosted API."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    return server


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


# post ------------------------------------------------------------------------------------------


def test_post_sends_json_and_returns_bytes(server: Script, make_client: Make) -> None:
    server.queue(Reply(body=b"\x00raw\xff"))
    client = make_client(
        model=server.url + "/generate", token=TOKEN, headers={"x-own": "1"}, cookies={"a": "b"}
    )
    body = {"inputs": "Ünï", "none": None, "list": [1, 2.5, True]}
    assert client.call("post", json=body) == b"\x00raw\xff"
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/generate")
    assert seen.json == body
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert seen.headers["x-own"] == "1"
    assert seen.headers["cookie"] == "a=b"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("text", "text"),
        ([1, {"a": 2}], [1, {"a": 2}]),
        ({"inputs": np.array([1.5, 2.0]), "n": np.int64(3)}, {"inputs": [1.5, 2.0], "n": 3}),
        (TextClassificationInput(inputs="a"), {"inputs": "a"}),
        ({}, {}),
    ],
)
def test_post_takes_what_is_json(
    server: Script, make_client: Make, value: object, sent: object
) -> None:
    server.queue(Reply(body=b"ok"))
    assert make_client().call("post", json=value, model=server.url) == b"ok"
    assert server.seen[0].json == sent


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": b"bytes"}, object(), "\ud800"])
def test_post_refuses_what_is_not_json(server: Script, make_client: Make, value: object) -> None:
    with pytest.raises(ArgumentError, match="json: ") as caught:
        make_client(model=server.url).call("post", json=value)
    assert caught.value.argument == "json"
    assert caught.value.operation in ("post", None)
    assert not server.seen


def files(folder: Path, url: str) -> dict[str, tuple[object, bytes, str]]:
    picture = folder / "cat.png"
    picture.write_bytes(PNG)
    table = folder / "table.csv"
    table.write_bytes(b"a,b\n")
    return {
        "bytes": (PNG, PNG, "image/png"),
        "unknown": (b"{}", b"{}", "application/octet-stream"),
        "path": (picture, PNG, "image/png"),
        "str": (str(picture), PNG, "image/png"),
        "csv": (table, b"a,b\n", "text/csv"),
        "file": (io.BytesIO(PNG), PNG, "image/png"),
        "data-uri": ("data:text/plain,hello", b"hello", "text/plain"),
        "url": (f"{url}/files/x", b"fLaC....", "audio/flac"),
    }


@pytest.mark.parametrize("name", ["bytes", "unknown", "path", "str", "csv", "file", "data-uri"])
def test_post_sends_a_file_with_its_type(
    server: Script, make_client: Make, tmp_path: Path, name: str
) -> None:
    value, content, kind = files(tmp_path, server.url)[name]
    server.queue(Reply(503, b'{"error": "busy"}', {"retry-after": "0"}), Reply(body=b"ok"))
    assert make_client(model=server.url).call("post", data=value) == b"ok"
    assert [seen.body for seen in server.seen] == [content, content]  # sent again from its start
    assert server.seen[1].headers["content-type"] == kind


def test_post_downloads_a_url_without_credentials(
    server: Script, make_client: Make, tmp_path: Path
) -> None:
    value, content, kind = files(tmp_path, server.url)["url"]
    server.queue(Reply(body=content), Reply(body=b"ok"))
    client = make_client(model=server.url + "/predict", token=TOKEN)
    assert client.call("post", data=value) == b"ok"
    download, posted = server.seen
    assert (download.method, download.path) == ("GET", "/files/x")
    assert "authorization" not in download.headers
    assert posted.body == content
    assert posted.headers["content-type"] == kind


def test_post_takes_one_body(server: Script, make_client: Make) -> None:
    client = make_client(model=server.url)
    with pytest.raises(ArgumentError, match="`json` and `data` were both given"):
        client.call("post", json={}, data=b"a")
    with pytest.raises(ArgumentError, match="pass `json` or `data`"):
        client.call("post")
    assert not server.seen


@pytest.mark.parametrize(
    ("task", "path"),
    [
        (None, "/models/org/m"),
        ("text-classification", "/models/org/m"),
        ("feature-extraction", "/models/org/m/pipeline/feature-extraction"),
        ("sentence-similarity", "/models/org/m/pipeline/sentence-similarity"),
        ("sentence_similarity", "/models/org/m/pipeline/sentence-similarity"),
        ("chat-completion", "/models/org/m/v1/chat/completions"),
        ("voice-activity-detection", "/models/org/m"),
        ("../common", "/models/org/m"),
    ],
)
def test_post_goes_where_the_task_goes(
    hosted: Script, make_client: Make, task: str | None, path: str
) -> None:
    hosted.queue(Reply(body=b"ok"))
    make_client(model="org/m").call("post", json={"inputs": "a"}, task=task)
    assert hosted.seen[0].path == path
    assert hosted.seen[0].json == {"inputs": "a"}


def test_post_without_a_model(hosted: Script, make_client: Make) -> None:
    hosted.always(lambda seen: json_reply(TASKS) if seen.path == "/api/tasks" else Reply(body=b"."))
    client = make_client()
    client.call("post", json={}, task="text-classification")
    assert [seen.path for seen in hosted.seen] == ["/api/tasks", "/models/org/classifier"]
    with pytest.raises(ArgumentError, match="there is no model") as caught:
        client.call("post", json={})
    assert caught.value.argument == "model"


def test_post_has_the_headers_of_its_task(server: Script, make_client: Make) -> None:
    server.queue(Reply(body=PNG))
    client = make_client(model=server.url)
    assert client.call("post", json={"inputs": "cat"}, task="text-to-image") == PNG
    assert server.seen[0].headers["accept"] == "image/png"


def test_post_retries_and_waits_and_names_itself_in_errors(
    server: Script, make_client: Make
) -> None:
    server.queue(
        json_reply({"error": "Model is loading", "estimated_time": 0.1}, 503),
        Reply(500, headers={"retry-after": "0"}),
        Reply(body=b"ok"),
        json_reply({"error": "no such parameter"}, 400),
    )
    client = make_client(model=server.url)
    assert client.call("post", json={}) == b"ok"
    assert len(server.seen) == 3
    with pytest.raises(BadRequestError, match="no such parameter") as caught:
        client.call("post", json={})
    assert caught.value.operation == "post"
    with pytest.raises(InferenceConnectionError):
        make_client(model=closed_port(), max_retries=0).call("post", json={})


def test_post_times_out(server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply({"error": "loading", "estimated_time": 50}, 503))
    with pytest.raises(InferenceTimeoutError):
        make_client(model=server.url, timeout=0.3).call("post", json={})


# post(stream=True) -----------------------------------------------------------------------------


def lines(*blocks: bytes, **options: Any) -> Reply:
    return Reply(headers={"content-type": "text/event-stream"}, blocks=blocks, **options)


def test_post_streams_lines_as_they_are(server: Script, make_client: Make) -> None:
    server.queue(lines(b'data: {"a"', b": 1}\n\nda", b"ta: \xe2\x80\xa8\r", b"\n: ping\nrest"))
    stream = make_client(model=server.url).call("post", json={"stream": True}, stream=True)
    assert list(stream) == [b'data: {"a": 1}', b"", b"data: \xe2\x80\xa8", b": ping", b"rest"]
    assert (stream.status, stream.attempts) == (200, 1)
    assert "5 lines received" in repr(getattr(stream, "stream", stream))
    assert list(stream) == []
    assert server.seen[0].json == {"stream": True}


@pytest.mark.parametrize("body", [b"", b"\n", b"one", b"one\n", b"one\ntwo"])
def test_post_streams_an_answer_of_known_length(
    server: Script, make_client: Make, body: bytes
) -> None:
    server.queue(Reply(body=body, headers={"content-type": "application/json"}))
    stream = make_client(model=server.url).call("post", json={}, stream=True)
    assert list(stream) == body.splitlines()


def test_post_stream_retries_before_it_begins_and_raises_errors(
    server: Script, make_client: Make
) -> None:
    server.queue(Reply(502, headers={"retry-after": "0"}), lines(b"a\n"))
    client = make_client(model=server.url)
    stream = client.call("post", json={}, stream=True)
    assert stream.attempts == 2
    assert list(stream) == [b"a"]
    server.queue(json_reply({"error": "no"}, 404))
    with pytest.raises(NotFoundError, match="no"):
        client.call("post", json={}, stream=True)


def test_post_stream_that_breaks_delivers_what_came(server: Script, make_client: Make) -> None:
    server.queue(lines(b"one\ntw", cut=True))
    stream = make_client(model=server.url).call("post", json={}, stream=True)
    assert next(stream) == b"one"
    with pytest.raises(StreamInterruptedError, match="after 1 lines") as caught:
        next(stream)
    assert caught.value.events_received == 1
    assert caught.value.operation == "post"


def test_post_stream_that_falls_silent(server: Script, make_client: Make) -> None:
    def blocks() -> Iterator[bytes]:
        import time

        yield b"one\n"
        time.sleep(1)

    server.queue(Reply(blocks=blocks()))
    client = make_client(model=server.url, timeout=Timeout(idle=0.2))
    stream = client.call("post", json={}, stream=True)
    assert next(stream) == b"one"
    with pytest.raises(InferenceTimeoutError, match="silent for too long, after 1 lines"):
        next(stream)


@pytest.mark.parametrize("beat", [b": ping\n\n", b"\n", b":\r\n", b"  \n"])
def test_what_keeps_a_post_stream_open_is_not_its_beginning(
    server: Script, make_client: Make, beat: bytes
) -> None:
    def blocks() -> Iterator[bytes]:
        import time

        for _ in range(20):
            yield beat
            time.sleep(0.1)

    server.queue(Reply(blocks=blocks()))
    stream = make_client(model=server.url, timeout=0.5).call("post", json={}, stream=True)
    with pytest.raises(InferenceTimeoutError):
        list(stream)


def test_the_last_line_of_a_post_stream_may_end_with_half_of_its_end(
    server: Script, make_client: Make
) -> None:
    server.queue(lines(b"one\r\ntwo\r"))
    stream = make_client(model=server.url).call("post", json={}, stream=True)
    assert list(stream) == [b"one", b"two"]


def test_post_stream_with_an_endless_line(server: Script, make_client: Make) -> None:
    server.queue(lines(b"a" * 60, b"b" * 60))
    client = make_client(model=server.url, limits=Limits(max_event_bytes=100))
    with pytest.raises(ResponseTooLargeError, match="a line of the answer is larger than 100"):
        list(client.call("post", json={}, stream=True))


def test_post_stream_closes_its_connection_when_left(server: Script, make_client: Make) -> None:
    left = threading.Event()

    def blocks() -> Iterator[bytes]:
        yield b"a\n"
        left.wait(30)
        yield b"b\n"

    endless = Reply(headers={"content-type": "text/event-stream"}, blocks=blocks())
    server.queue(endless, Reply(body=b"ok"), lines(b"c\n"), Reply(body=b"ok"))
    client = make_client(model=server.url)
    with client.call("post", json={}, stream=True) as stream:
        assert next(stream) == b"a"
    left.set()
    assert list(stream) == []
    client.call("post", json={})
    others = server.connections
    assert others == 2  # the answer was not read to its end
    assert list(client.call("post", json={}, stream=True)) == [b"c"]
    client.call("post", json={})
    assert server.connections == others  # that one was


# get_model_status ------------------------------------------------------------------------------


def test_model_status(hosted: Script, make_client: Make) -> None:
    hosted.queue(json_reply(STATUS), json_reply({**STATUS, "compute_type": "cpu", "more": 1}))
    client = make_client(model="org/m", headers={"x-own": "1"}, token=TOKEN)
    status = client.call("get_model_status")
    assert status == ModelStatus(**STATUS)
    assert status.compute_type["gpu"]["count"] == 1
    assert client.call("get_model_status", "org/other").compute_type == "cpu"
    assert [seen.path for seen in hosted.seen] == ["/status/org/m", "/status/org/other"]
    assert {seen.method for seen in hosted.seen} == {"GET"}
    assert hosted.seen[0].headers["x-own"] == "1"
    assert hosted.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    with pytest.raises(AttributeError):
        status.loaded = False


@pytest.mark.parametrize("url", ["http://localhost:1/x", "https://secret@example.com"])
def test_a_url_has_no_status(make_client: Make, url: str) -> None:
    for arguments, model in (({}, (url,)), ({"model": url}, ()), ({"base_url": url}, ())):
        with pytest.raises(ArgumentError, match=r"health_check\(\)") as caught:
            make_client(**arguments).call("get_model_status", *model)
        assert caught.value.argument == "model"
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize("model", [None, "", "a/b/c", "a/../b", "a?b"])
def test_status_of_no_model(hosted: Script, make_client: Make, model: str | None) -> None:
    with pytest.raises(ArgumentError, match="model") as caught:
        make_client().call("get_model_status", model)
    assert caught.value.argument == "model"
    assert not hosted.seen


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (json_reply({"error": "Model org/m does not exist"}), ResponseDecodeError, "not exist"),
        (json_reply({"error": "no such model"}, 404), NotFoundError, "no such model"),
        (json_reply({"loaded": True, "state": "x"}), ResponseDecodeError, "compute_type, framew"),
        (json_reply([1]), ResponseDecodeError, "not a JSON object"),
        (Reply(body=b"<html>"), ResponseDecodeError, "not a JSON object"),
    ],
)
def test_status_that_is_none(
    hosted: Script, make_client: Make, reply: Reply, error: type[Exception], words: str
) -> None:
    hosted.queue(reply)
    with pytest.raises(error, match=words) as caught:
        make_client(model="org/m").call("get_model_status")
    assert getattr(caught.value, "operation", None) == "get_model_status"


# list_deployed_models --------------------------------------------------------------------------


def deployed(seen: Seen) -> Reply:
    framework = seen.path.rpartition("/")[2]
    listing = {
        "transformers": [
            {"model_id": "org/b", "task": "fill-mask"},
            {"model_id": "Org/A", "task": "fill-mask"},
            {"model_id": "org/b", "task": "fill-mask"},
            {"model_id": "org/c", "task": "translation"},
        ],
        "sentence-transformers": [
            {"model_id": "org/s", "task": "sentence-similarity"},
            {"model_id": "org/t", "task": None},
        ],
        "keras": [{"model_id": "org/k", "task": "fill-mask"}],
    }
    return json_reply(listing.get(framework, []))


def test_deployed_models_of_the_main_frameworks(hosted: Script, make_client: Make) -> None:
    hosted.always(deployed)
    assert make_client(headers={"x-own": "1"}).call("list_deployed_models") == {
        "fill-mask": ["Org/A", "org/b"],
        "translation": ["org/c"],
        "feature-extraction": ["org/s", "org/t"],
        "sentence-similarity": ["org/s", "org/t"],
    }
    assert sorted(seen.path for seen in hosted.seen) == [
        "/framework/diffusers",
        "/framework/sentence-transformers",
        "/framework/text-generation-inference",
        "/framework/transformers",
    ]
    assert all(seen.headers["x-own"] == "1" for seen in hosted.seen)


@pytest.mark.parametrize(
    ("frameworks", "paths", "models"),
    [
        ("keras", ["/framework/keras"], {"fill-mask": ["org/k"]}),
        (
            ["keras", "transformers", "keras"],
            ["/framework/keras", "/framework/transformers"],
            {"fill-mask": ["Org/A", "org/b", "org/k"], "translation": ["org/c"]},
        ),
        (("a/b ?",), ["/framework/a%2Fb%20%3F"], {}),
        ([], [], {}),
    ],
)
def test_deployed_models_of_chosen_frameworks(
    hosted: Script, make_client: Make, frameworks: Any, paths: list[str], models: object
) -> None:
    hosted.always(deployed)
    assert make_client().call("list_deployed_models", frameworks) == models
    assert [seen.path for seen in hosted.seen] == paths


def test_deployed_models_of_all_frameworks(hosted: Script, make_client: Make) -> None:
    hosted.always(deployed)
    models = make_client().call("list_deployed_models", frameworks="all")
    assert models["fill-mask"] == ["Org/A", "org/b", "org/k"]
    assert len({seen.path for seen in hosted.seen}) == len(hosted.seen) == 28


@pytest.mark.parametrize("frameworks", ["", ["keras", 1]])
def test_frameworks_have_names(hosted: Script, make_client: Make, frameworks: Any) -> None:
    with pytest.raises(ArgumentError, match="frameworks") as caught:
        make_client().call("list_deployed_models", frameworks)
    assert caught.value.argument == "frameworks"
    assert not hosted.seen


@pytest.mark.parametrize("body", [{"error": "no"}, [{"model_id": "a"}], ["a"], [{"task": "x"}]])
def test_a_listing_that_is_none(hosted: Script, make_client: Make, body: object) -> None:
    hosted.queue(json_reply(body))
    with pytest.raises(ResponseDecodeError, match="list_deployed_models"):
        make_client().call("list_deployed_models", "keras")


def test_one_framework_that_fails_fails_the_listing(hosted: Script, make_client: Make) -> None:
    hosted.queue(json_reply([]), json_reply({"error": "gone"}, 404))
    with pytest.raises(NotFoundError, match="gone"):
        make_client().call("list_deployed_models")


# get_recommended_model -------------------------------------------------------------------------


def test_recommended_models_are_asked_for_once(
    hosted: Script, make_client: Make, caplog: pytest.LogCaptureFixture
) -> None:
    hosted.always(lambda seen: json_reply(TASKS))
    client = make_client()
    caplog.set_level("INFO")
    assert client.call("get_recommended_model", "text-generation") == "org/writer"
    assert client.call("get_recommended_model", task="text-classification") == "org/classifier"
    assert client.call("get_recommended_model", "chat-completion") == "org/writer"
    for unknown in ("text-generatoin", "reinforcement-learning"):
        with pytest.raises(ArgumentError, match="text-classification, text-generation") as caught:
            client.call("get_recommended_model", unknown)
        assert caught.value.argument == "task"
    assert [seen.path for seen in hosted.seen] == ["/api/tasks"]
    assert "no model given" not in caplog.text


def test_a_hub_that_knows_no_tasks(hosted: Script, make_client: Make) -> None:
    hosted.queue(json_reply([]), json_reply({"error": "no"}, 400))
    client = make_client()
    with pytest.raises(ResponseDecodeError) as caught:
        client.call("get_recommended_model", "text-generation")
    assert caught.value.operation == "get_recommended_model"
    with pytest.raises(BadRequestError):
        client.call("get_recommended_model", "text-generation")


# get_endpoint_info -----------------------------------------------------------------------------


@pytest.mark.parametrize("argument", ["model", "base_url", "method"])
@pytest.mark.parametrize(
    "path", ["", "/", "/v1", "/v1/", "/generate", "/v1/chat/completions", "/info"]
)
def test_endpoint_info(server: Script, make_client: Make, argument: str, path: str) -> None:
    info = {"model_id": "org/m", "max_total_tokens": 4096}
    server.queue(json_reply(info))
    client = make_client(
        **({} if argument == "method" else {argument: server.url + path}),
        headers={"x-own": "1"},
        cookies={"a": "b"},
        token=TOKEN,
    )
    keywords = {"model": server.url + path} if argument == "method" else {}
    assert client.call("get_endpoint_info", **keywords) == info
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.body) == ("GET", "/info", b"")
    assert seen.headers["x-own"] == "1"
    assert seen.headers["cookie"] == "a=b"
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"


def test_endpoint_info_of_a_hosted_model(hosted: Script, make_client: Make) -> None:
    hosted.queue(json_reply({}), Reply(502, headers={"retry-after": "0"}), json_reply({"a": 1}))
    client = make_client(model="org/m")
    assert client.call("get_endpoint_info") == {}
    assert client.call("get_endpoint_info", model="other") == {"a": 1}
    assert [seen.path for seen in hosted.seen] == [
        "/models/org/m/info",
        "/models/other/info",
        "/models/other/info",
    ]


def test_endpoint_info_that_is_none(server: Script, make_client: Make) -> None:
    with pytest.raises(ArgumentError, match="model=") as caught:
        make_client().call("get_endpoint_info")
    assert caught.value.argument == "model"
    client = make_client(base_url=server.url)
    server.queue(Reply(body=b"TGI"), json_reply({"error": "x"}, 404))
    with pytest.raises(ResponseDecodeError, match="not a JSON object"):
        client.call("get_endpoint_info")
    with pytest.raises(NotFoundError) as missing:
        client.call("get_endpoint_info")
    assert missing.value.operation == "get_endpoint_info"


# health_check ----------------------------------------------------------------------------------


@pytest.mark.parametrize("argument", ["model", "base_url", "method"])
@pytest.mark.parametrize("path", ["", "/v1", "/generate"])
def test_health_check(server: Script, make_client: Make, argument: str, path: str) -> None:
    server.queue(Reply())
    url = server.url + path
    client = make_client(
        **({} if argument == "method" else {argument: url}), headers={"x-own": "1"}, token=TOKEN
    )
    assert client.call("health_check", *([url] if argument == "method" else [])) is True
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("GET", "/health")
    assert seen.headers["x-own"] == "1"
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(204),
        Reply(404),
        Reply(429, headers={"retry-after": "0"}),
        Reply(500),
        json_reply({"error": "Model is loading", "estimated_time": 0.1}, 503),
    ],
)
def test_other_statuses_are_not_well_and_are_not_asked_twice(
    server: Script, make_client: Make, reply: Reply
) -> None:
    server.queue(reply, Reply())
    assert make_client(base_url=server.url).call("health_check") is False
    assert len(server.seen) == 1


def test_health_check_follows_redirects_for_a_while(server: Script, make_client: Make) -> None:
    server.queue(Reply(307, headers={"location": "/health/"}), Reply())
    client = make_client(base_url=server.url)
    assert client.call("health_check") is True
    assert [seen.path for seen in server.seen] == ["/health", "/health/"]
    server.always(lambda seen: Reply(302, headers={"location": "/health"}))
    assert client.call("health_check") is False


def test_health_check_without_a_server(server: Script, make_client: Make) -> None:
    with pytest.raises(InferenceConnectionError) as caught:
        make_client(base_url=closed_port()).call("health_check")
    assert caught.value.operation == "health_check"
    for arguments in ({"model": "org/m"}, {"base_url": server.url}):
        with pytest.raises(ArgumentError, match=r"get_model_status\(\)") as refused:
            make_client(**arguments).call("health_check", "org/m")
        assert refused.value.argument == "model"
    with pytest.raises(ArgumentError, match="there is no server"):
        make_client().call("health_check")
    assert not server.seen


def test_health_check_survives_a_connection_that_had_gone_stale(make_client: Make) -> None:
    asked: list[bytes] = []

    def serve() -> None:
        for number in range(2):
            connection, _ = listener.accept()
            with connection:
                asked.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                if number == 0:
                    connection.recv(65536)  # the next request, over which the server hangs up

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        client = make_client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert client.call("health_check") is True
        assert client.call("health_check") is True
        thread.join()
    assert len(asked) == 2


def test_health_check_times_out(make_client: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(InferenceTimeoutError):
            make_client(base_url=url, timeout=0.2).call("health_check")


# Constructor -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            {"model": "a", "base_url": "http://a"},
            "Received both `model` and `base_url` arguments. Please provide only one of them",
        ),
        (
            {"token": "a", "api_key": "b"},
            "Received both `token` and `api_key` arguments. Please provide only one of them",
        ),
    ],
)
def test_arguments_that_exclude_each_other(
    make_client: Make, arguments: dict[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        make_client(**arguments)


def test_services_are_exported() -> None:
    for name in ("ModelStatus", "InferenceApi", "RawResponse", "LineStream", "AsyncLineStream"):
        assert name in inferloom.__all__
