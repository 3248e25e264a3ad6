"""An answer that comes while the request is still being sent counts, however the server ends."""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from inferloom import (
    AuthenticationError,
    BadRequestError,
    InferenceConnectionError,
    InferenceTimeoutError,
    Limits,
    RateLimitError,
    RequestTooLargeError,
    ServerError,
)
from tests.support.clients import Client
from tests.support.raw import body_of, reply
from tests.support.ways import WAYS, way_to

Make = Callable[..., Client]
MESSAGES: Any = [{"role": "user", "content": "x" * 1_000_000}] * 12
TIMES = 50


def head_of(found: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        block = found.recv(1000)
        if not block:
            break
        data += block
    return data


CLOSING = reply(b'{"error": "too large for us"}', b"413 Payload Too Large\r\nconnection: close")


def close(found: socket.socket) -> None:
    found.close()


def reset(found: socket.socket) -> None:
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    found.close()


def read_on(found: socket.socket) -> None:
    with suppress(OSError):
        while found.recv(65536):
            pass


def stop_reading(found: socket.socket) -> None:
    done.wait(20)


def half_close(found: socket.socket) -> None:
    with suppress(OSError):
        found.shutdown(socket.SHUT_WR)
    read_on(found)


def close_late(found: socket.socket) -> None:
    time.sleep(0.02)
    found.close()


done = threading.Event()
ENDS = [close, reset, read_on, stop_reading, half_close, close_late]


@pytest.fixture(autouse=True)
def ending() -> Iterator[None]:
    done.clear()
    yield
    done.set()


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_a_refusal_is_the_answer_each_time(
    end: Callable[[socket.socket], None], make_client: Make
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        head_of(found)
        found.sendall(CLOSING)
        end(found)

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0, limits=Limits(max_connections=1))
        for _ in range(TIMES):
            with pytest.raises(RequestTooLargeError, match="too large for us") as caught:
                client.call("chat_completion", MESSAGES)
            assert caught.value.status == 413
        done.set()


# A reset through a proxy is the proxy's to pass on, and what it has not passed on then is lost.
@pytest.mark.parametrize("end", [close_late, read_on, stop_reading], ids=lambda end: end.__name__)
@pytest.mark.parametrize("way", [way for way in WAYS if way != "direct"])
def test_a_refusal_by_other_ways(
    way: str, end: Callable[[socket.socket], None], make_client: Make
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        head_of(found)
        found.sendall(CLOSING)
        if end is close_late and way != "tls":
            half_close(found)
        end(found)

    with way_to(way, handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(5):
            with pytest.raises(RequestTooLargeError, match="too large for us"):
                client.call("chat_completion", MESSAGES[:3])
        done.set()


@pytest.mark.parametrize("end", [close, reset], ids=lambda end: end.__name__)
def test_a_refusal_over_tls_and_then_nothing(
    end: Callable[[socket.socket], None], make_client: Make
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        head_of(found)
        found.sendall(CLOSING)
        end(found)

    with way_to("tls", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(TIMES):
            with pytest.raises(RequestTooLargeError, match="too large for us"):
                client.call("chat_completion", MESSAGES[:3])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (b"400 Bad Request", BadRequestError),
        (b"401 Unauthorized", AuthenticationError),
        (b"429 Too Many Requests", RateLimitError),
        (b"503 Service Unavailable", ServerError),
    ],
)
def test_other_refusals(status: bytes, error: type[Exception], make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        head_of(found)
        found.sendall(reply(b'{"error": "no"}', status))

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(5):
            with pytest.raises(error):
                client.call("chat_completion", MESSAGES)


@pytest.fixture(params=["bytes", "path", "file", "no length", "form"])
def sending(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Client], Any]:
    """A call with a large body of some kind."""
    data = b"RIFF" + bytes(8_000_000)
    path = tmp_path / "sound.wav"
    path.write_bytes(data)
    kind = request.param

    def send(client: Client) -> Any:
        media: Any = data
        if kind in ("path", "form"):
            media = path
        elif kind == "file":
            media = io.BytesIO(data)
        elif kind == "no length":
            media = Piped(data)
        task = "automatic_speech_recognition"
        return client.call(task, media, **({"api": "openai"} if kind == "form" else {}))

    return send


class Piped(io.RawIOBase):
    """A file that cannot tell how long it is."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: Any) -> int:
        return self._inner.readinto(buffer)


@pytest.mark.parametrize("end", [close, stop_reading], ids=lambda end: end.__name__)
def test_bodies_of_all_kinds(
    sending: Callable[[Client], Any], end: Callable[[socket.socket], None], make_client: Make
) -> None:
    def handle(found: socket.socket, number: int) -> None:
        head_of(found)
        found.sendall(CLOSING)
        end(found)

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(5):
            with pytest.raises(RequestTooLargeError, match="too large for us"):
                sending(client)
        done.set()


def test_a_success_may_need_the_rest(make_client: Make) -> None:
    """A server may begin its answer before it has read everything, and read on."""
    got: list[int] = []

    def handle(found: socket.socket, number: int) -> None:
        while data := head_of(found):
            head, _, body = data.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split()[0])
            found.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n")
            found.sendall(b"transfer-encoding: chunked\r\n\r\n")
            left = length - len(body)
            while left:
                left -= len(found.recv(min(left, 65536)))
            got.append(length)
            text = b'[{"label": "read", "score": 1.0}]'
            found.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (len(text), text))

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        for _ in range(5):
            answer = client.call("text_classification", "x" * 5_000_000)
            assert answer[0].label == "read"
    assert len(got) == 5


def test_interim_answers_end_nothing(make_client: Make) -> None:
    def handle(found: socket.socket, number: int) -> None:
        data = head_of(found)
        for _ in range(3):
            found.sendall(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\na: b\r\n\r\n")
            time.sleep(0.02)
        head, _, body = data.partition(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length: ")[2].split()[0]) - len(body)
        while left:
            left -= len(found.recv(min(left, 65536)))
        found.sendall(reply(b'[{"label": "read", "score": 1.0}]'))

    with way_to("direct", handle) as there:
        client = make_client(**there.arguments, max_retries=0)
        assert client.call("text_classification", "x" * 5_000_000)[0].label == "read"


def test_a_server_that_hangs_up_without_a_word(make_client: Make) -> None:
    for end in (close, reset, half_close):

        def handle(
            found: socket.socket, number: int, end: Callable[[socket.socket], None] = end
        ) -> None:
            head_of(found)
            end(found)

        with way_to("direct", handle) as there:
            client = make_client(**there.arguments, max_retries=0)
            with pytest.raises(InferenceConnectionError):
                client.call("chat_completion", MESSAGES)


def test_a_server_that_neither_reads_nor_answers(make_client: Make) -> None:
    for way in ("direct", "tls", "tunnel"):

        def handle(found: socket.socket, number: int) -> None:
            head_of(found)
            done.wait(20)

        with way_to(way, handle) as there:
            there.arguments["timeout"] = 0.7
            client = make_client(**there.arguments, max_retries=0)
            began = time.monotonic()
            with pytest.raises(InferenceTimeoutError):
                client.call("chat_completion", MESSAGES)
            assert time.monotonic() - began < 4


def test_a_refused_file_is_sent_again(tmp_path: Path, make_client: Make) -> None:
    """What was refused for now goes from its first byte when it is asked for again."""
    path = tmp_path / "sound.wav"
    path.write_bytes(b"RIFF" + bytes(3_000_000))
    lengths: list[int] = []

    def handle(found: socket.socket, number: int) -> None:
        if number == 1:
            head_of(found)
            found.sendall(reply(b"{}", b"503 Busy\r\nretry-after: 0"))
            return
        body = body_of(found)
        lengths.append(len(body or b""))
        found.sendall(reply(b'{"text": "hi"}'))

    with way_to("direct", handle) as there:
        answer = make_client(**there.arguments).call("automatic_speech_recognition", path)
        assert answer.text == "hi"
    assert lengths == [3_000_004]
