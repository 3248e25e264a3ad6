"""Hostile strings as media, on real sockets: what is looked up, connected to, read and sent."""

from __future__ import annotations

import asyncio
import base64
import gzip
import io
import socket
import socketserver
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    InferenceClient,
    InferenceConnectionError,
    InferenceTimeoutError,
    MediaPolicy,
    ResponseTooLargeError,
)
from inferloom.transport import tls
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, json_reply, scripted

LABELS = [{"label": "cat", "score": 0.9}]
CERTIFICATE = Path(__file__).parents[1] / "data" / "pictures.example.pem"  # and its key, of nobody
PRIVATE = "10.1.2.3"

# What strangers may do where this machine's first loopback address is the public internet.
PUBLIC = replace(
    MediaPolicy.untrusted(),
    schemes=("http", "https"),
    ports=None,
    networks=("127.0.0.1",),
)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(2)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


PNG = png(1, 1)
BOMB = png(60_000, 60_000)
PICTURE = Reply(body=PNG, headers={"content-type": "image/png"})


def to(location: str, status: int = 302) -> Reply:
    return Reply(status, headers={"location": location})


@pytest.fixture
def pictures() -> Iterator[Script]:
    """The server of a stranger; `server` is that of the model."""
    with scripted() as script:
        script.always(lambda seen: PICTURE)
        yield script


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Host to the answers that its name server gives, one after another; the last one stays."""
    table: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in table:
            return real(host, port, *args, **kwargs)
        found = table[host][: lookups[host] + 1][-1]
        lookups[host] += 1
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address in found
        ]

    lookups.clear()
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return table


lookups: Counter[str] = Counter()


def port(script: Script) -> int:
    return int(script.url.rpartition(":")[2])


@pytest.fixture
def refused(server: Script) -> Callable[..., str]:
    """Call with something that is refused, and return what the error says."""

    def call(client: Client, value: object, **options: Any) -> str:
        with pytest.raises(ArgumentError) as caught:
            client.call("image_classification", value, **options)
        assert caught.value.argument == "image"
        assert caught.value.operation == "image_classification"
        assert server.seen == [], "nothing is sent to the model"
        return str(caught.value)

    return call


@pytest.fixture
def client(server: Script, make_client: Callable[..., Client]) -> Client:
    server.always(lambda seen: json_reply(LABELS))
    return make_client(base_url=server.url, max_retries=0, media_policy=PUBLIC)


# One argument -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "/etc/passwd",
        "../secret",
        "http://127.0.0.1:{port}/a.png",
        "https://127.0.0.1:{port}/a.png",
        "https://127.0.0.1/a.png",
        "https://2130706433/a.png",
        "https://localhost/a.png",
        "https://[::1]/a.png",
        "https://169.254.169.254/latest/meta-data/",
        "data:image/png;base64," + base64.b64encode(BOMB).decode(),
        "data:image/svg+xml,<svg/>",
        BOMB,
        io.BytesIO(BOMB),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value[:30],
)
def test_untrusted_in_one_argument(
    server: Script,
    pictures: Script,
    make_client: Callable[..., Client],
    refused: Callable[..., str],
    value: Any,
) -> None:
    if isinstance(value, str):
        value = value.replace("{port}", str(port(pictures)))
    client = make_client(base_url=server.url, media_policy="untrusted")
    assert "media_policy forbids" in refused(client, value)
    assert "media_policy forbids" in refused(client, value, top_k=1)  # as base64 in JSON
    assert pictures.seen == []
    assert pictures.connections == 0


def test_untrusted_sends_what_is_harmless(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url, media_policy="untrusted")
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    data = "data:image/png;base64," + base64.b64encode(PNG).decode()
    for value in (PNG, data, path, io.BytesIO(PNG)):
        assert client.call("image_classification", value) == LABELS
    assert [seen.body for seen in server.seen] == [PNG] * 4


def test_a_policy_for_some_of_the_calls(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    client = make_client(base_url=server.url)
    careful = client.inner.with_options(media_policy="untrusted")
    client.call("image_classification", str(path))
    client.inner, inner = careful, client.inner
    with pytest.raises(ArgumentError):
        client.call("image_classification", str(path))
    client.inner = inner
    client.call("image_classification", str(path))
    assert len(server.seen) == 2


def test_nothing_at_all_is_sent_for_what_is_refused(
    server: Script, make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the question which model to take."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    client = make_client(media_policy="untrusted")
    for value in ("/etc/passwd", "https://127.0.0.1/"):
        with pytest.raises(ArgumentError, match="media_policy"):
            client.call("image_classification", value)
    assert server.seen == []


@pytest.mark.parametrize(
    ("method", "arguments", "argument"),
    [
        ("post", {"data": "/etc/passwd", "model": "{url}"}, "data"),
        ("automatic_speech_recognition", {"audio": "/etc/passwd"}, "audio"),
        ("automatic_speech_recognition", {"audio": "/etc/passwd", "api": "openai"}, "audio"),
        ("visual_question_answering", {"image": "/etc/passwd", "question": "?"}, "image"),
        ("video_classification", {"video": "/etc/passwd"}, "video"),
    ],
)
def test_every_way_to_send_a_file(
    server: Script,
    make_client: Callable[..., Client],
    method: str,
    arguments: dict[str, Any],
    argument: str,
) -> None:
    client = make_client(base_url=server.url, media_policy="untrusted")
    values = {name: value.replace("{url}", server.url) for name, value in arguments.items()}
    with pytest.raises(ArgumentError, match="media_policy forbids") as caught:
        client.call(method, **values)
    assert caught.value.argument == argument
    assert server.seen == []


def test_trusted_is_as_ever(
    server: Script, pictures: Script, make_client: Callable[..., Client]
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    for policy in (None, "trusted", MediaPolicy()):
        client = make_client(base_url=server.url, media_policy=policy)
        client.call("image_classification", f"{pictures.url}/a.png")
        client.call("image_classification", BOMB)
    assert len(server.seen) == 6


# Names ------------------------------------------------------------------------------------------


def test_the_host_is_resolved_once_and_the_address_kept(
    client: Client, pictures: Script, names: dict[str, list[list[str]]]
) -> None:
    """A name server that answers otherwise a moment later is not asked again."""
    names["pictures.example"] = [["127.0.0.1"], [PRIVATE]]
    url = f"http://pictures.example:{port(pictures)}/a.png"
    assert client.call("image_classification", url) == LABELS
    assert lookups == {"pictures.example": 1}
    assert pictures.seen[0].headers["host"] == f"pictures.example:{port(pictures)}"


@pytest.mark.parametrize(
    "answers",
    [
        [[PRIVATE], ["127.0.0.1"]],
        [["127.0.0.1", PRIVATE]],
        [["::1", "127.0.0.1"]],
        [["127.0.0.2"]],
        [["169.254.169.254"]],
        [["::ffff:127.0.0.2"]],
        [["fe80::1%2"]],
        [["0.0.0.0"]],
        [[]],
    ],
)
def test_a_host_that_is_not_public_is_not_connected_to(
    client: Client,
    pictures: Script,
    names: dict[str, list[list[str]]],
    refused: Callable[..., str],
    answers: list[list[str]],
) -> None:
    names["pictures.example"] = answers
    message = refused(client, f"http://pictures.example:{port(pictures)}/a.png")
    assert "not public" in message
    assert "networks=" in message, "and how to allow it"
    assert PRIVATE not in message
    assert pictures.connections == 0


def test_a_retry_keeps_to_the_address(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    names: dict[str, list[list[str]]],
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    names["pictures.example"] = [["127.0.0.1"], [PRIVATE]]
    pictures.queue(Reply(503), PICTURE)
    client = make_client(base_url=server.url, media_policy=PUBLIC)
    client.call("image_classification", f"http://pictures.example:{port(pictures)}/a.png")
    assert len(pictures.seen) == 2
    assert lookups["pictures.example"] == 1


def test_the_next_address_is_tried(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    names: dict[str, list[list[str]]],
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    policy = replace(PUBLIC, networks=("127.0.0.0/8", "::1"))
    names["pictures.example"] = [["::1", "127.0.0.2", "127.0.0.1"]]
    client = make_client(base_url=server.url, media_policy=policy)
    client.call("image_classification", f"http://pictures.example:{port(pictures)}/a.png")
    assert len(pictures.seen) == 1


def test_a_name_in_unicode(
    client: Client, pictures: Script, names: dict[str, list[list[str]]]
) -> None:
    names["xn--bcher-kva.example"] = [["127.0.0.1"]]
    client.call("image_classification", f"http://b\u00fccher.example:{port(pictures)}/a.png")
    assert pictures.seen[0].headers["host"] == f"xn--bcher-kva.example:{port(pictures)}"


def test_a_path_in_unicode(client: Client, pictures: Script) -> None:
    client.call("image_classification", f"{pictures.url}/b\u00fccher/a%20b.png?\u00e4=[1]&b=%3d")
    assert pictures.seen[0].path == "/b%C3%BCcher/a%20b.png?%C3%A4=[1]&b=%3d"


def test_a_name_that_nobody_knows(client: Client, refused: Callable[..., str]) -> None:
    assert "cannot be read" in refused(client, "http://nobody.invalid/a.png")


def test_a_connection_to_an_address_serves_no_other_request(
    client: Client, server: Script, pictures: Script, names: dict[str, list[list[str]]]
) -> None:
    """Also none that is for the very same origin: the name may mean another address by now."""
    names["pictures.example"] = [["127.0.0.1"]]
    url = f"http://pictures.example:{port(pictures)}"
    pictures.always(lambda seen: PICTURE if seen.method == "GET" else json_reply(LABELS))
    for _ in range(3):
        client.call("image_classification", f"{url}/a.png")
        client.call("image_classification", f"{url}/a.png", model=f"{url}/model")
    downloads = len([seen for seen in pictures.seen if seen.method == "GET"])
    assert downloads == 6
    assert pictures.connections == downloads + 1, "one is kept, the model's"


# TLS --------------------------------------------------------------------------------------------


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, list[str | None], list[Any]]]:
    """A server with the certificate of pictures.example: its port, names asked for, locations."""
    asked: list[str | None] = []
    locations: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            location = locations.pop(0) if locations else None
            self.send_response(302 if location else 200)
            if location:
                self.send_header("location", location)
            self.send_header("content-length", "0" if location else str(len(PNG)))
            self.end_headers()
            self.wfile.write(b"" if location else PNG)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, address: Any) -> None:
            pass

        def get_request(self) -> Any:
            found, address = super().get_request()
            return context.wrap_socket(found, server_side=True, do_handshake_on_connect=False), (
                address
            )

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda found, name, context: asked.append(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    tls._made.clear()  # with the TLS context of the process
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port, asked, locations
        finally:
            server.shutdown()
            thread.join()
            tls._made.clear()


def test_tls_is_with_the_host_and_not_with_the_address(
    client: Client,
    secure: tuple[int, list[str | None], list[Any]],
    names: dict[str, list[list[str]]],
    refused: Callable[..., str],
    server: Script,
) -> None:
    port, asked, _ = secure
    names["pictures.example"] = names["other.example"] = [["127.0.0.1"]]
    assert "verify" in refused(client, f"https://other.example:{port}/a.png").lower()
    assert "verify" in refused(client, f"https://127.0.0.1:{port}/a.png").lower()
    assert client.call("image_classification", f"https://pictures.example:{port}/a.png") == LABELS
    assert asked == ["other.example", None, "pictures.example"]
    assert server.seen[0].body == PNG


def test_a_redirect_from_https_to_http_is_refused(
    client: Client,
    secure: tuple[int, list[str | None], list[Any]],
    names: dict[str, list[list[str]]],
    refused: Callable[..., str],
    pictures: Script,
) -> None:
    port, _, locations = secure
    names["pictures.example"] = [["127.0.0.1"]]
    locations.append(f"{pictures.url}/a.png")
    assert "https to http" in refused(client, f"https://pictures.example:{port}/a.png")
    assert pictures.seen == []
    locations.append("/b.png")
    assert client.call("image_classification", f"https://pictures.example:{port}/a.png") == LABELS


# Redirects --------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(client: Client, pictures: Script, status: int) -> None:
    pictures.queue(to("/b", status), to("c.png?d", status), to(f"{pictures.url}/e", status))
    client.call("image_classification", f"{pictures.url}/a/a.png")
    assert [seen.path for seen in pictures.seen] == ["/a/a.png", "/b", "/c.png?d", "/e"]
    assert {seen.method for seen in pictures.seen} == {"GET"}


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "http://localhost.example:{port}/",
        "http://2130706434:{port}/",
        "http://0x7f.2:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.example/",
        "http://user:secret@127.0.0.1:{port}/",
        "//127.0.0.2:{port}/",
        "http:\\\\127.0.0.2:{port}/",
        "file:///etc/passwd",
        "gopher://127.0.0.2:{port}/_",
        "http://[",
        "http://a b/",
        "http://a..b/",
    ],
)
@pytest.mark.parametrize("hops", [0, 2])
def test_no_redirect_leads_inside(
    client: Client,
    pictures: Script,
    names: dict[str, list[list[str]]],
    refused: Callable[..., str],
    location: str,
    hops: int,
) -> None:
    names["localhost.example"] = [["127.0.0.2"]]
    names["metadata.example"] = [["169.254.169.254"]]
    pictures.queue(*[to("/next")] * hops, to(location.replace("{port}", str(port(pictures)))))
    message = refused(client, f"{pictures.url}/a.png")
    assert any(w in message for w in ("media_policy forbids", "cannot be read", "no valid host"))
    assert "secret" not in message
    assert len(pictures.seen) == hops + 1


def test_every_hop_is_resolved_anew(
    client: Client,
    pictures: Script,
    names: dict[str, list[list[str]]],
    refused: Callable[..., str],
) -> None:
    names["pictures.example"] = [["127.0.0.1"], ["127.0.0.1"], [PRIVATE]]
    pictures.always(lambda seen: to("/again"))
    assert "not public" in refused(client, f"http://pictures.example:{port(pictures)}/a.png")
    assert len(pictures.seen) == 2
    assert lookups["pictures.example"] == 3


def test_a_redirect_without_end(
    client: Client, pictures: Script, refused: Callable[..., str]
) -> None:
    pictures.always(lambda seen: to("/again"))
    assert "more than 5 times" in refused(client, f"{pictures.url}/a.png")
    assert len(pictures.seen) == 6


def test_a_download_says_nothing_about_the_caller(
    server: Script, pictures: Script, make_client: Callable[..., Client]
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    pictures.queue(to("/b"), to(f"{server.url}/c"), PICTURE)
    server.queue(PICTURE)
    client = make_client(
        base_url=server.url,
        token="hf_canary",
        cookies={"a": "hf_canary"},
        headers={"x-key": "hf_canary"},
        media_policy=PUBLIC,
    )
    client.call("image_classification", f"{pictures.url}/a.png")
    downloads = [*pictures.seen, server.seen[0]]
    assert len(downloads) == 3
    for seen in downloads:
        assert "hf_canary" not in str(seen)
        # Beside how long the connection stays, which httpx says.
        assert set(seen.headers) - {"connection"} == {"host", "user-agent"}
    assert "hf_canary" in server.seen[1].headers["authorization"]


# Proxies ----------------------------------------------------------------------------------------


def test_a_proxy_would_resolve_the_host_so_it_is_not_asked(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    names: dict[str, list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    names["pictures.example"] = [["127.0.0.1"]]
    monkeypatch.setenv("http_proxy", pictures.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    url = f"http://pictures.example:{port(pictures)}/a.png"
    client = make_client(base_url=server.url, trust_env=True, media_policy=PUBLIC)
    with pytest.raises(ArgumentError, match="through_proxy='allow'"):
        client.call("image_classification", url)
    assert pictures.seen == []
    policy = replace(PUBLIC, through_proxy="allow")
    client = make_client(base_url=server.url, trust_env=True, media_policy=policy)
    client.call("image_classification", url)
    assert pictures.seen[0].path == url
    for local in ("http://localhost/a.png", f"http://{PRIVATE}/a.png", "http://x.internal/"):
        with pytest.raises(ArgumentError, match="not public"):
            client.call("image_classification", local)
    client = make_client(base_url=server.url, trust_env=False, media_policy=PUBLIC)
    client.call("image_classification", url)
    assert [seen.path for seen in pictures.seen] == [url, "/a.png"]
    assert lookups["pictures.example"] == 1


# Sizes ------------------------------------------------------------------------------------------


def test_a_download_that_says_it_is_too_large_is_not_read(
    server: Script, make_client: Callable[..., Client], refused: Callable[..., str]
) -> None:
    left: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n")
            connection.settimeout(10)
            left.append(connection.recv(1))  # nothing: the client has hung up

    policy = replace(PUBLIC, max_bytes=100_000, max_seconds=3)
    client = make_client(base_url=server.url, media_policy=policy)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        message = refused(client, f"http://127.0.0.1:{listener.getsockname()[1]}/a.png")
        thread.join()
    assert "larger than 100,000 bytes" in message
    assert left == [b""]


@pytest.mark.parametrize("encoding", ["chunked", "gzip"])
def test_a_download_without_end_is_broken_off(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    refused: Callable[..., str],
    encoding: str,
) -> None:
    sent = 0

    def blocks() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 65536
            yield bytes(65536)

    if encoding == "gzip":
        packed = gzip.compress(bytes(50_000_000))
        assert len(packed) < 100_000
        pictures.queue(Reply(body=packed, headers={"content-encoding": "gzip"}))
    else:
        pictures.queue(Reply(blocks=blocks()))
    client = make_client(base_url=server.url, media_policy=replace(PUBLIC, max_bytes=100_000))
    assert "larger than 100,000 bytes" in refused(client, f"{pictures.url}/a.png")
    assert sent < 20_000_000


def test_the_clients_own_limit_is_still_there(
    server: Script, make_client: Callable[..., Client], pictures: Script
) -> None:
    from inferloom import Limits

    client = make_client(
        base_url=server.url, media_policy=PUBLIC, limits=Limits(max_response_bytes=10)
    )
    with pytest.raises(ResponseTooLargeError, match="10 bytes"):
        client.call("image_classification", f"{pictures.url}/a.png")
    assert server.seen == []


def test_sizes_count_for_whatever_is_sent(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    refused: Callable[..., str],
    tmp_path: Path,
) -> None:
    def answer(data: bytes, seen: Seen) -> Reply:
        return Reply(body=data)

    policy = MediaPolicy(max_bytes=len(PNG), max_pixels=100)
    client = make_client(base_url=server.url, media_policy=policy)
    for data, words in ((PNG + b"!", "larger than"), (png(10, 11), "110 pixels; 100 are")):
        path = tmp_path / "a.png"
        path.write_bytes(data)
        pictures.always(partial(answer, data))
        for value in (
            data,
            bytearray(data),
            io.BytesIO(data),
            path,
            str(path),
            "data:image/png;base64," + base64.b64encode(data).decode(),
            f"{pictures.url}/a.png",
        ):
            assert words in refused(client, value)
            assert words in refused(client, value, top_k=1)
    server.always(lambda seen: json_reply(LABELS))
    path.write_bytes(png(10, 10))
    for value in (PNG, io.BytesIO(PNG), path, str(path)):
        client.call("image_classification", value)


def test_a_pipe_is_broken_off(server: Script, make_client: Callable[..., Client]) -> None:
    class Pipe(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return PNG.ljust(size, b"\0")

    client = make_client(base_url=server.url, media_policy=MediaPolicy(max_bytes=1_000_000))
    for options in ({}, {"top_k": 1}):
        with pytest.raises(ArgumentError, match="larger than 1,000,000 bytes"):
            client.call("image_classification", Pipe(), **options)
    assert not [seen for seen in server.seen if b"\r\n0\r\n" in seen.body]


@pytest.mark.parametrize(
    ("method", "allowed"), [("image_classification", False), ("audio_classification", True)]
)
def test_pictures_without_a_known_size_are_refused(
    server: Script, make_client: Callable[..., Client], method: str, allowed: bool
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url, media_policy="untrusted")
    if allowed:
        client.call(method, b"fLaC and so on")
        return
    with pytest.raises(ArgumentError, match="PNG, JPEG"):
        client.call(method, b"P6 60000 60000 255\n")
    assert server.seen == []


# Times ------------------------------------------------------------------------------------------


def test_a_download_that_drips_ends_in_time(
    server: Script,
    make_client: Callable[..., Client],
    pictures: Script,
    refused: Callable[..., str],
) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"."

    pictures.always(lambda seen: Reply(blocks=drops()))
    client = make_client(base_url=server.url, media_policy=replace(PUBLIC, max_seconds=0.4))
    began = time.monotonic()
    assert "max_seconds" in refused(client, f"{pictures.url}/a.png")
    assert time.monotonic() - began < 2


def test_the_calls_own_time_counts_as_well(
    server: Script, make_client: Callable[..., Client], pictures: Script
) -> None:
    def slowly(seen: Seen) -> Reply:
        time.sleep(2)
        return PICTURE

    pictures.always(slowly)
    client = make_client(base_url=server.url, media_policy=PUBLIC, timeout=0.3)
    began = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        client.call("image_classification", f"{pictures.url}/a.png")
    assert time.monotonic() - began < 1.5
    assert server.seen == []


def test_a_stranger_has_no_model_that_loads(
    client: Client, pictures: Script, refused: Callable[..., str]
) -> None:
    """A client waits for its own model without end, if it has no timeout."""
    loading = {"error": "Model x is currently loading", "estimated_time": 0.1}
    pictures.always(lambda seen: json_reply(loading, 503))
    assert "cannot be read" in refused(client, f"{pictures.url}/a.png")
    assert len(pictures.seen) == 1


@pytest.fixture
def slow_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that does not answer until the test is over."""
    over = threading.Event()
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "slow.example":
            over.wait(10)
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    over.set()


@pytest.mark.usefixtures("slow_names")
@pytest.mark.parametrize("own", [False, True], ids=["timeout", "max_seconds"])
def test_a_name_server_that_is_slow_on_purpose(
    server: Script, make_client: Callable[..., Client], own: bool
) -> None:
    policy = replace(PUBLIC, max_seconds=0.3 if own else None)
    client = make_client(
        base_url=server.url, media_policy=policy, timeout=None if own else 0.3, max_retries=0
    )
    began = time.monotonic()
    with pytest.raises(ArgumentError if own else InferenceTimeoutError):
        client.call("image_classification", "http://slow.example/a.png")
    assert time.monotonic() - began < 1.5
    assert server.seen == []


@pytest.mark.usefixtures("slow_names")
def test_resolving_does_not_hold_up_the_loop(server: Script) -> None:
    async def work() -> tuple[int, float]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.01)
                ticks += 1

        policy = replace(PUBLIC, max_seconds=0.5)
        async with AsyncInferenceClient(base_url=server.url, media_policy=policy) as client:
            ticking = asyncio.create_task(tick())
            calls = [
                client.image_classification("http://slow.example/a.png", model=server.url)
                for _ in range(64)  # more than the loop has threads
            ]
            began = time.monotonic()
            errors = await asyncio.gather(*calls, return_exceptions=True)
            # The loop's own threads are still free for others.
            await asyncio.to_thread(int)
            spent = time.monotonic() - began
            ticking.cancel()
        assert all(isinstance(error, ArgumentError) for error in errors)
        return ticks, spent

    ticks, spent = asyncio.run(work())
    assert ticks > 10
    assert spent < 3


def test_a_cancelled_call_forgets_its_question(
    server: Script, slow_names: None, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        client = AsyncInferenceClient(base_url=server.url, media_policy=PUBLIC)
        call = asyncio.create_task(client.image_classification("http://slow.example/a.png"))
        await asyncio.sleep(0.05)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await client.close()

    asyncio.run(work())
    assert "slow.example" not in caplog.text


# Folders ----------------------------------------------------------------------------------------


def test_a_folder_of_uploads(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG + b"secret")
    (folder / "link.png").symlink_to(secret)
    client = make_client(base_url=server.url, media_policy=MediaPolicy(paths=folder))
    for options in ({}, {"top_k": 1}):
        client.call("image_classification", f"{folder}/a.png", **options)
        for path in (secret, folder / "link.png", folder / ".." / "secret.png", folder):
            with pytest.raises(ArgumentError, match="media_policy forbids") as caught:
                client.call("image_classification", str(path), **options)
            assert caught.value.argument == "image"
        with pytest.raises(ArgumentError, match="does not exist"):
            client.call("image_classification", f"{folder}/missing.png", **options)
    assert len(server.seen) == 2
    client.call("image_classification", secret)  # code has named it
    assert len(server.seen) == 3


def test_a_retry_sends_the_same_file(
    server: Script, make_client: Callable[..., Client], tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    server.queue(json_reply({}, 500), json_reply(LABELS))
    client = make_client(base_url=server.url, media_policy=MediaPolicy(paths=tmp_path))
    client.call("image_classification", str(tmp_path / "a.png"))
    assert [seen.body for seen in server.seen] == [PNG, PNG]


def test_the_policy_is_asked_where_the_call_is_sent(server: Script) -> None:
    """A call that was made elsewhere, and pickled, is no way around it."""
    import pickle

    from inferloom.operations.image_classification import image_classification

    for value, words in (("/etc/passwd", "paths"), (Path("/etc/hostname"), None)):
        call = pickle.loads(pickle.dumps(image_classification(value)))
        client = InferenceClient(base_url=server.url, media_policy="untrusted")
        with pytest.raises(ArgumentError) as caught:
            client.send(call)
        client.close()
        assert (words or "pixels") in str(caught.value)
    assert server.seen == []


# A client of a socket on this machine -----------------------------------------------------------


@pytest.fixture
def unix(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A server on a socket of this machine that knows secrets: its path, and what was asked for."""
    path = str(tmp_path / "s")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("content-length") or 0))
            body = b'[{"label": "cat", "score": 0.9}]' if self.command == "POST" else PNG
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
        daemon_threads = True

        def get_request(self) -> tuple[socket.socket, Any]:
            request, _ = super().get_request()
            return request, ("local", 0)

    with Server(path, Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield path, asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("policy", [PUBLIC, None], ids=["untrusted", "trusted"])
@pytest.mark.parametrize("address", ["base_url", "model"])
@pytest.mark.parametrize("host", ["api.example", "API.EXAMPLE"])
def test_no_picture_comes_through_the_clients_socket(
    unix: tuple[str, list[str]],
    make_client: Callable[..., Client],
    names: dict[str, list[list[str]]],
    pictures: Script,
    policy: MediaPolicy | None,
    address: str,
    host: str,
) -> None:
    path, asked = unix
    names["api.example"] = [["127.0.0.1"]]
    at = port(pictures)
    arguments = {address: f"http://api.example:{at}/"}
    client = make_client(unix_socket=path, media_policy=policy, **arguments)
    url = f"http://{host}:{at}/containers/json"
    assert client.call("image_classification", url) == LABELS
    # Also where a connection of the socket is idle, and by a redirect.
    pictures.queue(to(f"http://{host}:{at}/info"))
    assert client.call("image_classification", f"{pictures.url}/a.png") == LABELS
    assert asked == ["POST /", "POST /"]
    assert [seen.path for seen in pictures.seen] == ["/containers/json", "/a.png", "/info"]


@pytest.mark.parametrize("policy", ["untrusted", PUBLIC])
def test_a_socket_does_not_make_its_host_public(
    unix: tuple[str, list[str]], make_client: Callable[..., Client], policy: Any
) -> None:
    path, asked = unix
    for base in ("https://localhost", "http://docker", "https://127.0.0.2", "http://[::1]"):
        client = make_client(
            base_url=base, unix_socket=path, media_policy=policy, max_retries=0, timeout=10
        )
        with pytest.raises((ArgumentError, InferenceConnectionError)):
            client.call("image_classification", f"{base}/containers/json")
    assert asked == []


# What a stranger's type becomes -----------------------------------------------------------------

TYPES = [
    "image/png\r\nx-evil: 1",
    "image/png%0d%0ax-evil: 1",
    "image/png\nx-evil: 1",
    'image/png"; filename="/etc/x',
    "image/<script>",
    "image/png x-evil",
    "image/\u00e9",
    "image/png\0",
    "x-evil",
    "/",
    "image/",
]


@pytest.mark.parametrize("declared", TYPES)
@pytest.mark.parametrize("parameters", ["", ";charset=x\r\nx-evil: 1", ";x-evil=1"])
@pytest.mark.parametrize("task", ["raw", "form", "json"])
def test_the_type_of_a_data_url_adds_no_header(
    server: Script,
    make_client: Callable[..., Client],
    declared: str,
    parameters: str,
    task: str,
) -> None:
    server.always(lambda seen: json_reply({"text": "x"} if task == "form" else LABELS))
    client = make_client(base_url=server.url, media_policy=replace(PUBLIC, max_pixels=None))
    unknown = base64.b64encode(b"unknown content").decode()
    value = f"data:{declared}{parameters};base64,{unknown}"
    if task == "raw":
        client.call("image_classification", value)
    elif task == "form":
        client.call("automatic_speech_recognition", value, api="openai", model="m")
    else:
        client.call("image_classification", value, top_k=1)
    seen = server.seen[0]
    assert "evil" not in str(seen.headers) and b"evil" not in seen.body
    kinds = {"raw": "image/jpeg", "json": "application/json"}
    if task in kinds:
        assert seen.headers["content-type"] == kinds[task]
    else:
        head = seen.body.partition(b"unknown content")[0].split(b"\r\n\r\n")[-2]
        assert head.endswith(b"content-type: audio/flac")


@pytest.mark.parametrize(
    "declared", ["image/webp", "IMAGE/WEBP", "image/webp; q=1", " image/webp "]
)
def test_the_type_of_a_data_url_counts(
    server: Script, make_client: Callable[..., Client], declared: str
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    make_client(base_url=server.url).call("image_classification", f"data:{declared},unknown")
    assert server.seen[0].headers["content-type"] == "image/webp"


@pytest.mark.parametrize("declared", ["image/png, text/html", "image/png x", "text/html", "image/"])
def test_the_type_of_a_download_adds_no_header(
    client: Client, server: Script, make_client: Callable[..., Client], declared: str
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    with scripted() as pictures:
        pictures.always(lambda seen: Reply(200, b"unknown", {"content-type": declared}))
        client = make_client(base_url=server.url)
        client.call("image_classification", f"{pictures.url}/a")
    assert server.seen[0].headers["content-type"] == "image/jpeg"


class Named(io.BytesIO):
    def __init__(self, name: str) -> None:
        super().__init__(b"unknown content")
        self.name = name


@pytest.mark.parametrize(
    "name",
    [
        'a"; x-evil="1.wav',
        "a\r\nx-evil: 1.wav",
        "a\nx.wav",
        "a\0.wav",
        "../../etc/x.wav",
        "\udcff.wav",
    ],
)
def test_the_name_of_a_file_adds_no_header(
    server: Script, make_client: Callable[..., Client], name: str
) -> None:
    server.always(lambda seen: json_reply({"text": "x"}))
    client = make_client(base_url=server.url)
    client.call("automatic_speech_recognition", Named(name), api="openai", model="m")
    head = server.seen[0].body.partition(b"unknown content")[0].split(b"\r\n\r\n")[-2]
    boundary, disposition, kind = head.split(b"\r\n")[-3:]
    assert boundary.startswith(b"--") and kind == b"content-type: audio/wav"
    assert disposition.count(b'"') == 4 and b"/" not in disposition
