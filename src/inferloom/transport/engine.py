"""The seam between policy and engines: a request out, an answer in; no library's type crosses it.

An engine is one file that provides `Engine` and `AsyncEngine`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from .deadline import Deadline

__all__ = [
    "AsyncEngine",
    "AsyncHeld",
    "AsyncHttpClient",
    "AsyncReply",
    "Content",
    "Engine",
    "Held",
    "HttpClient",
    "Reply",
    "Request",
    "cut",
]

_PIECE = 256 * 1024


class Content(Protocol):
    """A body that can be sent again: each iteration starts at its first byte."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body in blocks."""
        ...


class Request(NamedTuple):
    """One HTTP request.

    Attributes:
        method: HTTP method.
        url: Absolute URL.
        headers: Names in lower case; `host` and framing are the engine's work, except
            `content-length`.
        content: The body.
        addresses: IP addresses to connect to, one after another until one answers, and neither
            resolve the host nor go through a proxy. The connection serves this request alone: what
            was known of the host is known of this moment. Empty for the engine's own way.
        stream: Whether the answer is wanted as it comes, piece by piece.
        foreign: Whether it goes elsewhere than the caller said: where a redirect or an answer
            leads, or to the hub. What proves who the caller is does not go there.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | Content = b""
    addresses: tuple[str, ...] = ()
    stream: bool = False
    foreign: bool = False


class Reply(Protocol):
    """An answer whose head has arrived. It must be closed."""

    status: int
    headers: Mapping[str, str]

    def read(self) -> bytes:
        """Return the next bytes as they come from the wire, b"" at the end."""
        ...

    def close(self) -> None:
        """Give the connection back if the body was read to its end, else close it."""
        ...


class Engine(Protocol):
    """What sends requests, blocking."""

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer.

        Raises:
            Failure: If no answer came.
        """
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncReply(Protocol):
    """An answer whose head has arrived. It must be closed."""

    status: int
    headers: Mapping[str, str]

    async def read(self) -> bytes:
        """Return the next bytes as they come from the wire, b"" at the end."""
        ...

    async def close(self) -> None:
        """Give the connection back if the body was read to its end, else close it."""
        ...


class AsyncEngine(Protocol):
    """What sends requests, for asyncio."""

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer.

        Raises:
            Failure: If no answer came.
        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


def cut(content: bytes) -> Iterator[bytes]:
    """Yield a body in pieces, as it might have come: what reads them holds little beside them."""
    return (content[place : place + _PIECE] for place in range(0, len(content), _PIECE))


class HttpClient(Protocol):
    """An `httpx.Client` or `httpx2.Client`."""

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        ...

    def build_request(self, method: str, url: Any) -> Any:
        """Return a request with what the client adds to each."""
        ...

    def send(self, request: Any, *, stream: bool = False) -> Any:
        """Send a request and return its response."""
        ...

    def close(self) -> None:
        """Close the connections. Only its owner does."""
        ...


class AsyncHttpClient(Protocol):
    """An `httpx.AsyncClient` or `httpx2.AsyncClient`."""

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        ...

    def build_request(self, method: str, url: Any) -> Any:
        """Return a request with what the client adds to each."""
        ...

    async def send(self, request: Any, *, stream: bool = False) -> Any:
        """Send a request and return its response."""
        ...

    async def aclose(self) -> None:
        """Close the connections. Only its owner does."""
        ...


class Held:
    """The body of an answer that was read to its end, as a reply to read again.

    Args:
        head: What has the status and the headers.
        content: The body.
    """

    def __init__(self, head: Any, content: bytes) -> None:
        self.status: int = head.status
        self.headers: Mapping[str, str] = head.headers
        self._pieces = cut(content)

    def read(self) -> bytes:
        """Return the next piece of the body, b"" at the end."""
        return next(self._pieces, b"")

    def close(self) -> None:
        """Do nothing: the connection was given back when the body was read."""


class AsyncHeld:
    """The same for asyncio."""

    def __init__(self, head: Any, content: bytes) -> None:
        self._held = Held(head, content)
        self.status, self.headers = self._held.status, self._held.headers

    async def read(self) -> bytes:
        """Return the next piece of the body, b"" at the end."""
        return self._held.read()

    async def close(self) -> None:
        """Do nothing: the connection was given back when the body was read."""
