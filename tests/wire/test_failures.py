"""What goes wrong on the wire, and what the caller sees of it."""

from __future__ import annotations

import copy
import pickle
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import inferloom
from inferloom import (
    ArgumentError,
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    ModelLoadingError,
    RateLimitError,
    ResponseDecodeError,
    ResponseTooLargeError,
    ServerError,
    StatusError,
    Timeout,
)
from inferloom.policy import retry
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

LABELS = [{"label": "positive", "score": 0.9}]


def classify(client: Client) -> Any:
    return client.call("text_classification", "hi")


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Run a function for each connection; it may break every rule of HTTP."""
    listeners: list[socket.socket] = []

    def listen(handle: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=run, args=(connection,), daemon=True).start()

        def run(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65536)
                    handle(connection)
                except OSError:
                    pass

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield listen
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.mark.parametrize(
    ("status", "name", "also"),
    [
        (400, "BadRequestError", ValueError),
        (401, "AuthenticationError", StatusError),
        (403, "PermissionDeniedError", StatusError),
        (404, "NotFoundError", StatusError),
        (409, "ConflictError", StatusError),
        (413, "RequestTooLargeError", ValueError),
        (422, "UnprocessableEntityError", ValueError),
        (429, "RateLimitError", StatusError),
        (418, "StatusError", StatusError),
        (500, "ServerError", StatusError),
        (503, "ServerError", StatusError),
    ],
)
def test_a_status_is_a_class(
    server: Script, make_client: Callable[..., Client], status: int, name: str, also: type
) -> None:
    server.queue(json_reply({"error": "the reason"}, status, x_request_id="r-7"))
    kind: type[StatusError] = getattr(inferloom, name)
    with pytest.raises(kind) as caught:
        classify(make_client(base_url=server.url, max_retries=0))
    error = caught.value
    assert isinstance(error, also)
    assert type(error).__name__ == name
    assert error.status == status
    assert error.server_message == "the reason"
    assert error.request_id == "r-7"
    assert error.body == {"error": "the reason"}
    assert error.operation == "text_classification"
    assert error.attempts == 1
    assert "the reason" in str(error) and "r-7" in str(error)


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ('{"error": "text"}', "application/json", "text"),
        ('{"error": ["a", "b"]}', "application/json", "a; b"),
        ('{"error": {"message": "openai", "type": "x"}}', "application/json", "openai"),
        ('{"detail": "fastapi"}', "application/json", "fastapi"),
        ('{"detail": [{"loc": ["body", "n"], "msg": "bad"}]}', "application/json", "body.n: bad"),
        ('{"message": "flat", "code": 422}', "application/json", "flat"),
        ("plain words", "text/plain", "plain words"),
        ("<html><head><title>Bad Gateway</title></head></html>", "text/html", "Bad Gateway"),
        ('["a", "b"]', "application/json", "a; b"),
        ("null", "application/json", None),
        ("", "text/plain", None),
        ("\ufffd", "text/plain", "\ufffd"),
    ],
)
def test_the_servers_words_are_kept_whatever_their_form(
    server: Script, make_client: Callable[..., Client], body: str, kind: str, message: str | None
) -> None:
    server.queue(Reply(400, body.encode(), {"content-type": kind}))
    with pytest.raises(StatusError) as caught:
        classify(make_client(base_url=server.url))
    assert caught.value.server_message == message


@pytest.mark.parametrize(
    ("error_type", "name"),
    [
        ("generation", "GenerationError"),
        ("incomplete_generation", "IncompleteGenerationError"),
        ("overloaded", "OverloadedError"),
        ("validation", "ValidationError"),
    ],
)
def test_text_generation_inference_names_its_errors(
    server: Script, make_client: Callable[..., Client], error_type: str, name: str
) -> None:
    server.queue(json_reply({"error": "x", "error_type": error_type}, 422))
    with pytest.raises(getattr(inferloom, name)) as caught:
        make_client(base_url=server.url).call("text_generation", "hi")
    assert isinstance(caught.value, inferloom.TextGenerationError)


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(
    server: Script, make_client: Callable[..., Client], status: int
) -> None:
    server.queue(json_reply({"error": "x"}, status), json_reply(LABELS))
    assert classify(make_client(base_url=server.url)) == LABELS
    assert len(server.seen) == 2
    assert server.seen[0].body == server.seen[1].body


def test_retries_are_bounded(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(lambda seen: json_reply({"error": "x"}, 500))
    with pytest.raises(ServerError) as caught:
        classify(make_client(base_url=server.url, max_retries=1))
    assert caught.value.attempts == len(server.seen) == 2


def test_the_idempotency_key_is_kept_over_attempts_and_new_for_each_call(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({}, 500))
    answer = {"choices": [{"index": 0, "message": {"content": "Hi"}}]}
    server.always(lambda seen: json_reply(answer))
    client = make_client(base_url=server.url)
    client.call("chat_completion", [{"role": "user"}])
    client.call("chat_completion", [{"role": "user"}])
    keys = [seen.headers["idempotency-key"] for seen in server.seen]
    assert keys[0] == keys[1] != keys[2]


def test_the_server_decides_how_long_and_whether(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(json_reply({}, 429, retry_after="0.3"), json_reply(LABELS))
    start = time.monotonic()
    classify(client)
    assert time.monotonic() - start >= 0.3
    server.queue(json_reply({}, 503, x_should_retry="false"))
    with pytest.raises(ServerError):
        classify(client)
    server.queue(json_reply({}, 429, retry_after="3600"))
    start = time.monotonic()
    with pytest.raises(RateLimitError):
        classify(client)
    assert time.monotonic() - start < 1, "longer than anybody waits: told at once"


def test_an_outage_is_not_amplified(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(lambda seen: json_reply({}, 500, retry_after_ms="0"))
    client = make_client(base_url=server.url)
    for _ in range(400):
        with pytest.raises(ServerError):
            classify(client)
    assert len(server.seen) <= 400 * 1.1


def test_a_loading_model_is_waited_for(server: Script, make_client: Callable[..., Client]) -> None:
    loading = {"error": "Model x is currently loading", "estimated_time": 0.2}
    for _ in range(4):
        server.queue(json_reply(loading, 503))
    server.queue(json_reply(LABELS))
    client = make_client(base_url=server.url, max_retries=0)
    assert classify(client) == LABELS
    assert len(server.seen) == 5


def test_a_model_that_is_not_loaded_in_time(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.always(lambda seen: json_reply({"error": "loading", "estimated_time": 30}, 503))
    start = time.monotonic()
    with pytest.raises(InferenceTimeoutError, match="not loaded") as caught:
        classify(make_client(base_url=server.url, timeout=0.5))
    assert time.monotonic() - start < 1
    assert isinstance(caught.value, TimeoutError)
    assert isinstance(caught.value.__cause__, ModelLoadingError)
    assert caught.value.__cause__.estimated_time == 30


def test_nobody_listens(make_client: Callable[..., Client]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(InferenceConnectionError, match=r"127\.0\.0\.1") as caught:
        classify(make_client(base_url=f"http://127.0.0.1:{port}", max_retries=0))
    assert isinstance(caught.value, ConnectionError)
    assert "running" in str(caught.value)


def test_an_unknown_host(make_client: Callable[..., Client]) -> None:
    with pytest.raises(InferenceConnectionError, match=r"model\.invalid"):
        classify(make_client(base_url="http://model.invalid", max_retries=0))


Listen = Callable[[Callable[[socket.socket], None]], str]


def test_the_server_hangs_up_before_it_answers(
    raw: Listen, make_client: Callable[..., Client]
) -> None:
    attempts: list[int] = []

    def handle(connection: socket.socket) -> None:
        attempts.append(1)
        if len(attempts) < 3:
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")

    assert classify(make_client(base_url=raw(handle))) == []
    assert len(attempts) == 3


def hang(connection: socket.socket) -> None:
    time.sleep(5)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
    for _ in range(50):
        connection.sendall(b"y")
        time.sleep(0.1)


def drip_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    for _ in range(50):
        connection.sendall(b"[")
        time.sleep(0.1)


@pytest.mark.parametrize("handle", [hang, drip_headers, drip_body])
def test_a_timeout_is_the_whole_call(
    raw: Listen, make_client: Callable[..., Client], handle: Callable[[socket.socket], None]
) -> None:
    start = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        classify(make_client(base_url=raw(handle), timeout=0.5))
    assert time.monotonic() - start < 0.75


def test_the_longest_silence_can_be_set_alone(
    raw: Listen, make_client: Callable[..., Client]
) -> None:
    start = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        classify(make_client(base_url=raw(hang), timeout=Timeout(idle=0.3)))
    assert time.monotonic() - start < 0.6


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n[]\r\n",
        b"HTTP/1.1 2",
        b"nonsense\r\n\r\n",
    ],
)
def test_an_answer_that_breaks_off_is_an_error(
    raw: Listen, make_client: Callable[..., Client], answer: bytes
) -> None:
    url = raw(lambda connection: connection.sendall(answer))
    with pytest.raises(InferenceConnectionError):
        classify(make_client(base_url=url, max_retries=0))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><title>Login</title></html>", "text/html"),
        (b'[{"label": "a", "sco', "application/json"),
        (b"", "application/json"),
        (b'{"label": "a"}', "application/json"),
        (b"[NaN", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
    ],
)
def test_a_success_that_is_not_the_result_is_an_error_with_the_body(
    server: Script, make_client: Callable[..., Client], body: bytes, kind: str
) -> None:
    server.queue(Reply(body=body, headers={"content-type": kind}))
    with pytest.raises(ResponseDecodeError) as caught:
        classify(make_client(base_url=server.url))
    error = caught.value
    assert "text_classification" in str(error)
    assert kind in str(error)
    if body.isascii() and body:
        assert error.body is not None


def test_a_body_larger_than_the_limit(server: Script, make_client: Callable[..., Client]) -> None:
    import gzip

    limits = inferloom.Limits(max_response_bytes=100_000)
    client = make_client(base_url=server.url, limits=limits)
    server.queue(Reply(body=b" " * 200_000, headers={"content-type": "application/json"}))
    with pytest.raises(ResponseTooLargeError):
        classify(client)
    bomb = gzip.compress(b" " * 50_000_000)
    server.queue(
        Reply(body=bomb, headers={"content-type": "application/json", "content-encoding": "gzip"})
    )
    with pytest.raises(ResponseTooLargeError):
        classify(client)


def test_compressed_answers(server: Script, make_client: Callable[..., Client]) -> None:
    import gzip
    import json
    import zlib

    client = make_client(base_url=server.url)
    data = json.dumps(LABELS).encode()
    for name, body in (("gzip", gzip.compress(data)), ("deflate", zlib.compress(data))):
        server.queue(
            Reply(body=body, headers={"content-type": "application/json", "content-encoding": name})
        )
        assert classify(client) == LABELS


def test_errors_survive_pickling_and_copying(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"error": "x", "estimated_time": 5}, 503, x_request_id="r"))
    with pytest.raises(InferenceError) as caught:
        classify(make_client(base_url=server.url, timeout=0.2))
    for error in (
        caught.value,
        caught.value.__cause__,
        ArgumentError("m", argument="a"),
        inferloom.TokenNotFoundError("m"),
        inferloom.StreamInterruptedError("m"),
    ):
        for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert type(twin) is type(error)
            assert str(twin) == str(error)
            assert twin.__dict__ == error.__dict__


def test_one_sync_client_for_many_threads(server: Script) -> None:
    server.always(lambda seen: json_reply([{"label": seen.json["inputs"], "score": 1}]))
    wrong: list[str] = []
    with inferloom.InferenceClient(base_url=server.url) as client:

        def work(name: str) -> None:
            for number in range(20):
                text = f"{name}-{number}"
                if client.text_classification(text)[0].label != text:
                    wrong.append(text)

        threads = [threading.Thread(target=work, args=(str(n),)) for n in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert len(server.seen) == 320
    assert server.connections <= 16


def test_a_wait_is_told(server: Script, make_client: Callable[..., Client]) -> None:
    waits: list[inferloom.Wait] = []
    loading = {"error": "Model x is currently loading", "estimated_time": 0.2}
    server.queue(json_reply(loading, 503), json_reply(loading, 503), json_reply(LABELS))
    assert classify(make_client(base_url=server.url, on_wait=waits.append)) == LABELS
    assert [(wait.operation, wait.estimated_time, wait.number) for wait in waits] == [
        ("text_classification", 0.2, 1),
        ("text_classification", 0.2, 2),
    ]
    assert all(wait.seconds > 0 for wait in waits)


def test_a_request_that_may_be_at_work_is_repeated_on_request_only(
    raw: Listen, make_client: Callable[..., Client]
) -> None:
    attempts: list[int] = []

    def handle(connection: socket.socket) -> None:
        attempts.append(1)
        if len(attempts) % 2:
            time.sleep(1)
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")

    url = raw(handle)
    with pytest.raises(InferenceTimeoutError):
        classify(make_client(base_url=url, timeout=Timeout(idle=0.2)))
    assert len(attempts) == 1
    attempts.append(0)
    client = make_client(base_url=url, timeout=Timeout(idle=0.2), retry_timeouts=True)
    assert classify(client) == []
    assert len(attempts) == 4


@pytest.mark.parametrize(
    ("status", "requests"),
    [
        *((status, 1) for status in (400, 404, 413, 422, 501, 505)),
        *((status, 2) for status in (408, 409, 425, 429, 500, 502, 503, 504, 507, 529, 599)),
    ],
)
def test_which_statuses_are_retried(
    server: Script,
    make_client: Callable[..., Client],
    status: int,
    requests: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    server.always(lambda seen: json_reply({"error": "no"}, status))
    with pytest.raises(inferloom.StatusError):
        make_client(base_url=server.url, max_retries=1).call("text_classification", "hi")
    assert len(server.seen) == requests
