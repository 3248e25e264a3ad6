"""Files in and files out, on the wire."""

from __future__ import annotations

import base64
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import inferloom
from inferloom import ArgumentError, Audio
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LABELS = [{"label": "cat", "score": 0.9}]


def file(path: Path) -> Any:
    path.write_bytes(PNG)
    return path


@pytest.mark.parametrize(
    "value",
    [
        lambda tmp: PNG,
        lambda tmp: bytearray(PNG),
        lambda tmp: memoryview(PNG),
        lambda tmp: io.BytesIO(PNG),
        lambda tmp: file(tmp / "a.jpg"),
        lambda tmp: str(file(tmp / "a")),
        lambda tmp: "data:image/jpeg;base64," + base64.b64encode(PNG).decode(),
    ],
    ids=["bytes", "bytearray", "memoryview", "file object", "path", "str", "data URL"],
)
def test_every_kind_of_input_is_sent_with_its_type(
    server: Script, make_client: Callable[..., Client], tmp_path: Path, value: Callable[[Path], Any]
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url)
    assert client.call("image_classification", value(tmp_path)) == LABELS
    assert server.seen[0].body == PNG
    assert server.seen[0].headers["content-type"] == "image/png", "by content, not by name"
    assert server.seen[0].headers["content-length"] == str(len(PNG))
    client.call("image_classification", value(tmp_path), top_k=1)
    assert server.seen[1].json == {
        "inputs": base64.b64encode(PNG).decode(),
        "parameters": {"top_k": 1},
    }


def test_a_url_is_downloaded_without_credentials(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(Reply(body=PNG, headers={"content-type": "image/png"}), json_reply(LABELS))
    client = make_client(base_url=server.url, token="hf_canary", cookies={"a": "hf_canary"})
    client.call("image_classification", f"{server.url}/cat.png")
    download, call = server.seen
    assert (download.method, download.path) == ("GET", "/cat.png")
    assert "hf_canary" not in str(download.headers)
    assert call.body == PNG
    assert "hf_canary" in call.headers["authorization"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (lambda tmp: b"", "empty"),
        (lambda tmp: tmp / "missing.png", "exist"),
        (lambda tmp: tmp, "directory"),
        (lambda tmp: (tmp / "empty").touch() or tmp / "empty", "empty"),
        (lambda tmp: 3, "int"),
        (lambda tmp: io.StringIO("x"), "text"),
        (lambda tmp: "http://127.0.0.1:9/cat.png", "URL cannot be read"),
    ],
    ids=["no bytes", "missing", "directory", "empty file", "number", "text file", "dead URL"],
)
def test_a_file_that_cannot_be_read_is_named_before_anything_is_sent(
    server: Script,
    make_client: Callable[..., Client],
    tmp_path: Path,
    value: Callable[[Path], Any],
    words: str,
) -> None:
    client = make_client(base_url=server.url, max_retries=0)
    with pytest.raises(ArgumentError, match=words) as caught:
        client.call("image_classification", value(tmp_path))
    assert caught.value.argument == "image"
    assert server.seen == []


def test_a_retry_sends_the_same_bytes(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    client = make_client(base_url=server.url)
    for value in (io.BytesIO(PNG), file(tmp_path / "a.png")):
        server.queue(json_reply({}, 500), json_reply(LABELS))
        client.call("image_classification", value)
    assert [seen.body for seen in server.seen] == [PNG] * 4


class Pipe(io.RawIOBase):
    """A picture that can be read once."""

    def __init__(self) -> None:
        self.rest = PNG

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = len(self.rest) if size < 0 else size
        data, self.rest = self.rest[:size], self.rest[size:]
        return data


def test_a_pipe_is_sent_once_and_the_servers_error_is_told(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.always(lambda seen: json_reply({"error": "CUDA out of memory"}, 503))
    client = make_client(base_url=server.url)
    with pytest.raises(inferloom.StatusError, match="CUDA out of memory") as caught:
        client.call("image_classification", Pipe())
    assert isinstance(caught.value.__cause__, inferloom.ArgumentError)
    assert "cannot be rewound" in str(caught.value.__cause__)
    assert len(server.seen) == 1


def test_a_pipe_is_sent_in_chunks(server: Script, make_client: Callable[..., Client]) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url)
    client.call("image_classification", Pipe())
    assert server.seen[0].body == PNG
    assert server.seen[0].headers["transfer-encoding"] == "chunked"
    client.call("image_classification", Pipe(), top_k=1)
    assert server.seen[1].json["inputs"] == base64.b64encode(PNG).decode()


@pytest.mark.parametrize("options", [{}, {"top_k": 1}], ids=["raw", "base64"])
def test_a_large_file_is_never_read_whole(
    make_client: Callable[..., Client], tmp_path: Path, options: dict[str, Any]
) -> None:
    import json as jsonlib
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    size = 50_000_000
    path = tmp_path / "large.png"
    with path.open("wb") as target:
        target.write(PNG)
        target.truncate(size)
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            left = int(self.headers["content-length"])
            received.append(left)
            while left:
                left -= len(self.rfile.read(min(left, 65536)))
            body = jsonlib.dumps(LABELS).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        client = make_client(base_url=f"http://127.0.0.1:{server.server_port}")
        tracemalloc.start()
        try:
            assert client.call("image_classification", path, **options) == LABELS
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        thread.join()
    assert received[0] >= size
    assert peak < 8_000_000


def test_sound_comes_back_as_bytes_that_can_be_saved(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    server.queue(Reply(body=b"fLaC123", headers={"content-type": "audio/flac"}))
    sound = make_client(base_url=server.url).call("text_to_speech", "Hi")
    assert isinstance(sound, Audio)
    assert sound == b"fLaC123"
    assert sound.content_type == "audio/flac"
    assert sound.save(tmp_path / "a.flac").read_bytes() == b"fLaC123"


def test_empty_sound_is_an_error(server: Script, make_client: Callable[..., Client]) -> None:
    from inferloom import ResponseDecodeError

    server.queue(Reply(body=b"", headers={"content-type": "audio/flac"}))
    with pytest.raises(ResponseDecodeError, match="empty"):
        make_client(base_url=server.url).call("text_to_speech", "Hi")
