"""What an answer may take of memory: its limit and 32 MB, whatever it is made of."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.faults.bombs import TABLES, WARM_UP, Bomb

ROOT = Path(__file__).parents[2]
MOST = 32  # MB above the limit
NO_MORE: Mapping[str, str] = {}

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the peak of memory is told by Linux"
)


class _Handler(BaseHTTPRequestHandler):
    table: dict[str, Bomb]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        host, path = self.headers["host"], self.path
        if self.bomb.how == "file":
            self.answer(b'{"data":[{"url":"http://%s%s"}]}' % (host.encode(), path.encode()))
        else:
            self.do_GET()

    def do_GET(self) -> None:
        bomb = self.bomb
        more = {"content-type": bomb.kind, "content-encoding": bomb.encoding}
        self.answer(packed(bomb), bomb.status, more)

    @property
    def bomb(self) -> Bomb:
        return [*dict(WARM_UP).values(), *self.table.values()][int(self.path.split("/")[1])]

    def answer(self, body: bytes, status: int = 200, headers: Mapping[str, str] = NO_MORE) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None: ...


@cache
def packed(bomb: Bomb) -> bytes:
    return bomb.packed()


@contextmanager
def serving(table: str) -> Iterator[str]:
    """Answer with the bombs of a table."""
    handler = type("Handler", (_Handler,), {"table": TABLES[table]})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def peaks(kind: str, table: str) -> list[list[str]]:
    """Return MB above the limit, the ending, and the name of each bomb of a table."""
    with serving(table) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.bombs", kind, url, table],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[2] for row in rows] == list(TABLES[table])
    return rows


# What is left out takes minutes: `make growth` has it.
@pytest.mark.parametrize(
    ("kind", "table"), [("sync", "small"), ("sync", "usual"), ("async", "usual")]
)
def test_no_bomb_fills_the_memory(kind: str, table: str) -> None:
    assert [row for row in peaks(kind, table) if int(row[0]) > MOST] == []
