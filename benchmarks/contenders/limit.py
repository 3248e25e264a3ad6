"""What is left when nothing is there: constant requests on a plain socket.

It speaks to the benchmark's own server only, whose short answers come whole in one read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket


def client(url: str) -> tuple[socket.socket, bytes]:
    import socket

    address, _, path = url.removeprefix("http://").partition("/")
    host, _, port = address.partition(":")
    connection = socket.create_connection((host, int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection, path.encode()


def aclient(url: str) -> Any:
    import asyncio

    host, _, port = url.removeprefix("http://").partition("/")[0].partition(":")

    class Connection(asyncio.Protocol):
        answer: asyncio.Future[bytes]

        def connection_made(self, transport: Any) -> None:
            self.write = transport.write

        def data_received(self, data: bytes) -> None:
            self.answer.set_result(data)

    class Pool:
        idle: list[Connection]

        async def take(self) -> Connection:
            if self.idle:
                return self.idle.pop()
            loop = asyncio.get_running_loop()
            return (await loop.create_connection(Connection, host, int(port)))[1]

    pool = Pool()
    pool.idle = []
    return pool


def chat(client: tuple[socket.socket, bytes]) -> Any:
    import json

    connection, _ = client
    connection.sendall(
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        b"content-length: 74\r\n\r\n"
        b'{"model":"bench","messages":[{"role":"user","content":"Where is Paris?"}]}'
    )
    data = connection.recv(65536)
    return json.loads(data[data.index(b"\r\n\r\n") + 4 :])


async def achat(client: Any) -> Any:
    import asyncio
    import json

    connection = await client.take()
    connection.answer = asyncio.get_running_loop().create_future()
    connection.write(
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        b"content-length: 74\r\n\r\n"
        b'{"model":"bench","messages":[{"role":"user","content":"Where is Paris?"}]}'
    )
    data = await connection.answer
    client.idle.append(connection)
    return json.loads(data[data.index(b"\r\n\r\n") + 4 :])


def said(answer: Any) -> str:
    text: str = answer["choices"][0]["message"]["content"]
    return text


def stream(client: tuple[socket.socket, bytes]) -> tuple[int, str]:
    import json

    connection, path = client
    body = b'{"stream":true}'
    connection.sendall(
        b"POST /%s/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n%s"
        % (path, len(body), body)
    )
    count = 0
    rest = b""
    while not rest.endswith(b"\r\n0\r\n\r\n"):
        *events, rest = (rest + connection.recv(65536)).split(b"\n\n")
        for event in events:
            data = event[event.index(b"data: ") + 6 :]
            if data != b"[DONE]":
                chunk = json.loads(data)
                count += 1
    return count, chunk["choices"][0]["delta"]["content"]
