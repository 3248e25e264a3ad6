"""The server itself: its language, its order, its command and its fixture."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest

from inferloom import ArgumentError
from inferloom.testing import FaultServer
from inferloom.testing.faults import Answer, Received, catalogue, main, parse
from tests.faults.judge import settle, sockets

CHAT = {"messages": [{"role": "user", "content": "hi"}]}


def post(server: FaultServer, path: str = "/", body: object = CHAT) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    try:
        connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_answers_as_usual() -> None:
    with FaultServer() as server:
        status, body = post(server, "/v1/chat/completions")
        assert status == 200
        assert json.loads(body)["choices"][0]["message"]["content"] == "You said: hi \u2713"
        assert json.loads(post(server, "/", {"inputs": "x"})[1])[0][0]["label"] == "POSITIVE"
        vectors = json.loads(post(server, "/v1/embeddings", {"input": ["a", "b"]})[1])["data"]
        assert [vector["index"] for vector in vectors] == [0, 1]
        text = json.loads(post(server, "/generate", {"inputs": "x"})[1])[0]["generated_text"]
        assert text == "You said: x \u2713"
        events = post(server, "/v1/chat/completions", {**CHAT, "stream": True})[1]
        assert events.startswith(b"data: {") and events.endswith(b"data: [DONE]\n\n")
        tokens = post(server, "/", {"inputs": "x", "stream": True})[1]
        assert b'"generated_text": "You said: x' in tokens


def test_faults_are_taken_in_order_and_recorded() -> None:
    with FaultServer(["503-loading*2", "429+retry-after=7, ok"]) as server:
        assert [post(server, f"/{n}")[0] for n in range(5)] == [503, 503, 429, 200, 200]
        assert [r.fault for r in server.requests] == [
            "503-loading", "503-loading", "429+retry-after=7", "ok", "ok",
        ]  # fmt: skip
        assert [r.path for r in server.requests] == ["/0", "/1", "/2", "/3", "/4"]
        assert server.requests[0].json == CHAT
        assert server.connections == 5
        server.use("500", repeat=True)
        assert [post(server)[0] for _ in range(3)] == [500] * 3
        server.use()
        assert post(server)[0] == 200


def test_a_list_can_begin_again() -> None:
    with FaultServer("500, ok", repeat=True) as server:
        assert [post(server)[0] for _ in range(4)] == [500, 200, 500, 200]


def test_a_chance_is_repeatable_and_about_right() -> None:
    def statuses(seed: int) -> list[int]:
        with FaultServer("500?30%", repeat=True, seed=seed) as server:
            return [post(server)[0] for _ in range(100)]

    first = statuses(1)
    assert first == statuses(1) != statuses(2)
    assert 15 <= first.count(500) <= 45


def test_an_answer_of_ones_own() -> None:
    def answer(request: Received) -> Answer:
        return Answer.of_json({"path": request.path})

    with FaultServer("ok, truncated-json", answer=answer) as server:
        assert json.loads(post(server, "/a?b=c")[1]) == {"path": "/a?b=c"}
        with pytest.raises(ValueError):
            json.loads(post(server)[1])


def test_a_fault_of_streams_leaves_other_answers_alone() -> None:
    with FaultServer("no-done") as server:
        assert post(server)[0] == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("resett", "did you mean reset"),
        ("resett", "There are: ok, reset, fin,"),
        ("reset@x", "headers, body, event2, 37% or 120b"),
        ("reset@101%", "37%"),
        ("503*0", "1 or more"),
        ("503?101%", "at most 100%"),
        ("status=9", "three digits"),
        ("status", "needs a value"),
        ("ping=3", "0.3s or 300ms"),
        ("drip=1b", "1b/0.3s"),
        ("gzip-bomb=big", "64kb"),
        ("ok=3", "takes no value"),
        ("ok@body", "takes no place"),
        ("redirect@moon", "cross-origin"),
        ("a b", "name=value@where"),
        ("error200=x", "tgi, openai"),
        ("many-headers=x", "whole number"),
        ("content-type=\u00e9", "printable"),
    ],
)
def test_what_is_no_fault_is_refused_with_what_exists(text: str, words: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(words)) as caught:
        FaultServer(text)
    assert caught.value.argument == "faults"


def example(synopsis: str) -> str:
    """Write a fault as the list shows it, with its defaults."""
    return synopsis.replace("[", "").replace("]", "")


SYNOPSES = [synopsis for entries in catalogue().values() for synopsis, _ in entries]


def test_the_list_is_complete_and_says_what_everything_does() -> None:
    assert len(SYNOPSES) == len(set(SYNOPSES)) > 90
    for entries in catalogue().values():
        for synopsis, summary in entries:
            assert summary.endswith("."), synopsis
            assert len(parse(example(synopsis))) == 1


@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_every_fault_ends_when_the_client_goes(stream: bool) -> None:
    """Whatever it sends, the server is ready for the next request, and stops at once."""
    before = sockets()
    with FaultServer() as server:
        port = int(server.url.rpartition(":")[2])
        body = json.dumps({**CHAT, "stream": stream}).encode()
        for synopsis in SYNOPSES:
            if "bomb" in synopsis:
                continue
            server.use(example(synopsis))
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.settimeout(0.03)
                with contextlib.suppress(OSError):
                    connection.sendall(
                        b"POST / HTTP/1.1\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
                    )
                    for _ in range(3):
                        connection.recv(65536)
        server.use()
        assert post(server)[0] == 200
    assert settle(before) <= before
    assert not [thread for thread in threading.enumerate() if thread.name == "fault-server"]


def command(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "inferloom.testing.faults", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_stop(number: signal.Signals) -> None:
    with command("--fault", "418", "--fault", "hang") as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        url = line.split()[-1]
        assert url.startswith("http://127.0.0.1:")
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        connection.request("POST", "/v1/chat/completions", b"{}")
        assert connection.getresponse().status == 418
        connection.close()
        assert process.stdout.readline().split(maxsplit=1)[1] == (
            "POST /v1/chat/completions (2 bytes): 418\n"
        )
        hanging = socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))
        hanging.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert "hang" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(10) == 0
        assert process.stdout.read() == "stopped after 2 requests\n"
        assert process.stderr.read() == ""
        hanging.close()


def test_the_command_lists_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listing = capsys.readouterr().out
    for synopsis in SYNOPSES:
        assert synopsis in listing
    assert main(["--fault", "resett"]) == 2
    assert "did you mean reset" in capsys.readouterr().err


def test_the_fixture_is_there_for_those_who_ask(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["inferloom.testing.pytest_plugin"]\n')
    (tmp_path / "test_it.py").write_text(
        textwrap.dedent(
            """
            from urllib.error import HTTPError
            from urllib.request import urlopen

            import pytest


            def test_it(fault_server):
                server = fault_server("503")
                with pytest.raises(HTTPError):
                    urlopen(server.url)
                assert urlopen(server.url).status == 200
                assert fault_server("500").url != server.url
            """
        )
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_it_is_stdlib_only_and_loads_no_client() -> None:
    code = (
        "import sys; import inferloom.testing.faults; "
        "print([m for m in ('pydantic', 'httpx', 'httpcore', 'pytest') if m in sys.modules])"
    )
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
