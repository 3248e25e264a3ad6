"""Which engine a client takes, and what each of them can be asked for."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import re
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import httpx
import pytest

import inferloom
from inferloom import ArgumentError
from inferloom.operations.text_classification import text_classification
from inferloom.transport import engines
from inferloom.transport.tls import process_context
from tests.support.clients import Client
from tests.support.server import Script, json_reply

Make = Callable[..., Client]

CERTIFICATE = Path(__file__).parents[1] / "data" / "pictures.example.pem"
LABELS = [{"label": "POSITIVE", "score": 1.0}]
DOCS = Path(__file__).parents[2] / "docs" / "engines.md"


@pytest.fixture(params=list(engines.ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


class Answer(BaseHTTPRequestHandler):
    """Any request is answered with labels."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = b'[{"label": "POSITIVE", "score": 1.0}]'
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.send_header("x-host", self.headers["host"])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def address_string(self) -> str:
        return ""


@pytest.fixture
def unix(tmp_path: Path) -> Iterator[str]:
    """The path of a socket that a server answers on."""

    class Server(socketserver.ThreadingUnixStreamServer):
        daemon_threads = True
        block_on_close = False

    path = str(tmp_path / "s")
    with Server(path, Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield path
        server.shutdown()
        thread.join()


@pytest.fixture
def secure() -> Iterator[str]:
    """The URL of a server with a certificate that nobody has signed."""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that does not trust it hangs up

        def get_request(self) -> Any:
            found, address = super().get_request()
            return context.wrap_socket(
                found, server_side=True, do_handshake_on_connect=False
            ), address

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Server(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


# The choice -------------------------------------------------------------------------------------


def test_each_can_be_named(engine: str, server: Script, make_client: Make) -> None:
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url, engine=engine)
    assert client.call("text_classification", "hi") == LABELS
    # The libraries have names of their own for a host.
    (seen,) = server.seen
    assert "python-httpx" not in seen.headers["user-agent"]


@pytest.mark.parametrize("variable", [None, "SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_tls_is_what_httpx_makes_it(
    variable: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made without it, since it takes long to load; whatever it does there is to be done here."""
    for each in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(each, raising=False)
    if variable is not None:
        value = CERTIFICATE if variable == "SSL_CERT_FILE" else tmp_path
        monkeypatch.setenv(variable, str(value))
    ours, theirs = process_context(), httpx.create_ssl_context()
    for member in (
        "verify_mode", "check_hostname", "options", "minimum_version", "maximum_version",
        "verify_flags", "post_handshake_auth", "keylog_filename", "security_level",
    ):  # fmt: skip
        assert getattr(ours, member) == getattr(theirs, member), member
    assert type(ours) is type(theirs)
    assert ours.get_ca_certs() == theirs.get_ca_certs()
    assert ours.get_ciphers() == theirs.get_ciphers()


def test_threads_come_and_go(engine: str, server: Script) -> None:
    """In a process of its own: a native library can crash it."""
    server.always(lambda seen: json_reply(LABELS))
    script = f"""
import threading
import inferloom
client = inferloom.InferenceClient(base_url={server.url!r}, engine={engine!r}, token=False)
answers = []
for _ in range(5):
    call = lambda: answers.append(client.text_classification("hi")[0].label)
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
assert answers == ["POSITIVE"] * 5, answers
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_not_installed_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = engines.find_spec

    def find_spec(name: str, path: Sequence[str] | None = None) -> ModuleSpec | None:
        return None if name == "httpx2" else found(name, path)

    monkeypatch.setattr(engines, "find_spec", find_spec)
    monkeypatch.delitem(sys.modules, "httpx2", raising=False)
    with pytest.raises(ArgumentError, match=r"pip install httpx2"):
        inferloom.AsyncInferenceClient(engine="httpx2")


def test_nothing_of_httpx_is_loaded_for_the_native_engine(server: Script) -> None:
    server.always(lambda seen: json_reply(LABELS))
    script = f"""
import sys
import inferloom
inferloom.InferenceClient(base_url={server.url!r}, token=False).text_classification("hi")
print([name for name in ("httpx", "httpx2", "httpcore", "h11", "asyncio") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_an_unknown_name() -> None:
    with pytest.raises(ArgumentError, match="'requests' is not known; there is 'native'"):
        inferloom.InferenceClient(engine="requests")  # type: ignore[arg-type]


# What each can ----------------------------------------------------------------------------------


def test_a_unix_socket(engine: str, unix: str, make_client: Make) -> None:
    client = make_client(base_url="http://tei.internal", unix_socket=unix, engine=engine)
    for _ in range(3):
        assert client.call("text_classification", "hi") == LABELS


def test_a_unix_socket_is_for_the_clients_own_server(
    unix: str, server: Script, make_client: Make
) -> None:
    server.always(lambda seen: json_reply([{"label": "OTHER", "score": 1.0}]))
    client = make_client(model="http://tei.internal", unix_socket=unix)
    assert client.call("text_classification", "hi") == LABELS
    (other,) = client.call("text_classification", "hi", model=server.url)
    assert other.label == "OTHER"


def test_a_unix_socket_that_is_not_there(tmp_path: Path, make_client: Make) -> None:
    path = str(tmp_path / "none")
    client = make_client(base_url="http://localhost", unix_socket=path, max_retries=0)
    with pytest.raises(inferloom.InferenceConnectionError, match="No such file"):
        client.call("text_classification", "hi")


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_a_failed_call_had_open_waits_for_no_collector(
    engine: str, tmp_path: Path, make_client: Make
) -> None:
    path = str(tmp_path / "none")
    client = make_client(
        base_url="http://localhost", unix_socket=path, max_retries=0, engine=engine
    )

    def call() -> int:
        with pytest.raises(inferloom.InferenceConnectionError):
            client.call("text_classification", "hi")
        return len(os.listdir("/proc/self/fd"))

    call()
    gc.collect()
    gc.disable()
    try:
        before = call()
        assert [call() for _ in range(5)][-1] <= before
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "pass the server's address as well"),
        ({"model": "org/name"}, "pass the server's address as well"),
        ({"base_url": "http://localhost", "proxies": "http://p"}, "not reached through a proxy"),
    ],
)
def test_a_unix_socket_needs_an_address(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as caught:
        inferloom.InferenceClient(unix_socket="/tmp/s", **arguments)
    assert caught.value.argument == "unix_socket"


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=CERTIFICATE)
    context.check_hostname = False  # it is that of pictures.example
    return context


def test_authorities_of_ones_own(engine: str, secure: str, make_client: Make) -> None:
    client = make_client(base_url=secure, ssl_context=trusting(), engine=engine)
    assert client.call("text_classification", "hi") == LABELS


def test_nobody_is_trusted_unasked(engine: str, secure: str, make_client: Make) -> None:
    client = make_client(base_url=secure, engine=engine, max_retries=0)
    with pytest.raises(inferloom.InferenceConnectionError, match=r"(?i)certificate"):
        client.call("text_classification", "hi")


def test_a_pickled_client_is_without_the_context(secure: str) -> None:
    client = inferloom.InferenceClient(base_url=secure, ssl_context=trusting(), max_retries=0)
    copy = pickle.loads(pickle.dumps(client))
    with copy, pytest.raises(inferloom.InferenceConnectionError, match=r"(?i)certificate"):
        copy.text_classification("hi")


def test_a_forked_process_goes_on(engine: str, server: Script) -> None:
    """On connections of its own, and in threads of its own."""
    server.always(lambda seen: json_reply(LABELS))
    with inferloom.InferenceClient(base_url=server.url, engine=engine, timeout=10) as client:  # type: ignore[arg-type]
        client.text_classification("hi")
        child = os.fork()
        if child == 0:
            right = False
            try:
                right = client.text_classification("hi") == LABELS
            finally:
                os._exit(0 if right else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        child = os.fork()
        if child == 0:
            right = False
            try:
                with inferloom.InferenceClient(base_url=server.url, engine=engine) as new:  # type: ignore[arg-type]
                    right = new.text_classification("hi") == LABELS
            finally:
                os._exit(0 if right else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert client.text_classification("hi") == LABELS


def test_a_call_costs_no_more_among_many(engine: str, server: Script) -> None:
    """All begin at once, over connections that wait: httpx's own pool is no list for so many."""
    server.always(lambda seen: json_reply(LABELS))

    async def cost(width: int) -> float:
        options: Any = {"base_url": server.url, "engine": engine, "timeout": 60}
        async with inferloom.AsyncInferenceClient(**options) as client:
            for _ in range(3):
                began = time.process_time()
                calls = [client.text_classification("hi") for _ in range(width)]
                assert await asyncio.gather(*calls) == [LABELS] * width
            return (time.process_time() - began) / width

    few = asyncio.run(cost(10))
    assert asyncio.run(cost(150)) < 5 * few
    assert server.connections <= 160


def test_the_page_has_each_engine() -> None:
    head, *_ = re.findall(r"^\| +\|(.+)\|$", DOCS.read_text(), re.MULTILINE)
    assert [cell.strip(" `") for cell in head.split("|")] == list(engines.ENGINES)


def test_a_header_that_is_not_utf_8_costs_no_other(engine: str, server: Script) -> None:
    reply = json_reply(LABELS, x_name="caf\xe9", x_request_id="r1")
    server.always(lambda seen: reply)
    with inferloom.InferenceClient(base_url=server.url, engine=engine) as client:  # type: ignore[arg-type]
        found = client.exchange(text_classification("hi"))
    assert found.result[0].label == "POSITIVE"
    assert found.request_id == "r1"
    assert found.headers.get("x-name") == "caf\xe9"
