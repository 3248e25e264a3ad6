"""What an answer may take of memory: its limit and 32 MB, whatever it is made of."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.faults.bombs import BOMBS

ROOT = Path(__file__).parents[2]
MOST = 32  # MB above the limit

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the peak of memory is told by Linux"
)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        bomb = list(BOMBS.values())[int(self.path.split("/")[1])]
        body = bomb.packed()
        self.send_response(bomb.status)
        for name, value in (
            ("content-type", bomb.kind),
            ("content-encoding", bomb.encoding),
            ("content-length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_no_bomb_fills_the_memory(kind: str, url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.bombs", kind, url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[2] for row in rows] == list(BOMBS)
    assert [row for row in rows if int(row[0]) > MOST] == []
