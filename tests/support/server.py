"""A scripted HTTP server on a real socket: it answers what a test queued and records what came."""

from __future__ import annotations

import json
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """An answer to give."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    blocks: Iterable[bytes] | None = None  # sent one by one, chunked
    cut: bool = False  # close the connection after the blocks, without the last chunk


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    names = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"content-type": "application/json", **names})


def event_reply(events: Iterable[Any], **options: Any) -> Reply:
    blocks = [
        f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n".encode()
        for event in events
    ]
    return Reply(headers={"content-type": "text/event-stream"}, blocks=blocks, **options)


class Script:
    """The server's state: queued answers and recorded requests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.seen: list[Seen] = []
        self.connections = 0
        self._replies: deque[Reply | Callable[[Seen], Reply]] = deque()
        self._default: Callable[[Seen], Reply] | None = None

    def queue(self, *replies: Reply | Callable[[Seen], Reply]) -> None:
        self._replies.extend(replies)

    def always(self, reply: Callable[[Seen], Reply]) -> None:
        self._default = reply

    def next(self, seen: Seen) -> Reply:
        if self._replies:
            reply = self._replies.popleft()
        elif self._default is not None:
            reply = self._default
        else:
            return json_reply({"error": "the test queued no answer"}, 418)
        return reply if isinstance(reply, Reply) else reply(seen)


@contextmanager
def scripted(tls: ssl.SSLContext | None = None) -> Iterator[Script]:
    script: Script

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            script.connections += 1

        def answer(self) -> None:
            if self.headers.get("transfer-encoding") == "chunked":
                try:
                    body = b"".join(self._chunks())
                except ValueError:  # the client broke off
                    self.close_connection = True
                    return
            else:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
            seen = Seen(
                self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body
            )
            script.seen.append(seen)
            reply = script.next(seen)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status == 204 or self.command == "HEAD":
                self.end_headers()
                return
            if reply.blocks is None:
                if "content-length" not in reply.headers:
                    self.send_header("content-length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
                return
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for block in reply.blocks:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))
                self.wfile.flush()
            if reply.cut:
                self.close_connection = True
            else:
                self.wfile.write(b"0\r\n\r\n")

        do_POST = do_GET = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer
        do_QUERY = do_TRACE = answer

        def _chunks(self) -> Iterator[bytes]:
            while size := int(self.rfile.readline().strip(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        def log_message(self, format: str, *args: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        script = Script(f"{scheme}://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
