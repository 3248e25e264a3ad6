"""What a call does on the wire, without doing it: the steps, and what comes back.

Everything that decides is a generator. It yields `Send`, `Sleep`, `Resolve` and `Apart`, is told
what came of them, and returns the outcome. A sync and an async driver perform the steps, so both
clients decide alike.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..url_text import redacted

__all__ = ["Answer", "Apart", "Delivery", "Resolve", "Send", "Sleep", "Step", "Steps"]


class Send(NamedTuple):
    """Send a request. The driver answers with an `Answer` or a `Failure`.

    Attributes:
        request: What to send.
        deadline: When to give up.
        stream: Leave the body of a success unread.
        max_bytes: Largest body to read.
    """

    request: Request
    deadline: Deadline
    stream: bool = False
    max_bytes: int = 1024**3


class Sleep(NamedTuple):
    """Wait for a number of seconds."""

    seconds: float


class Resolve(NamedTuple):
    """Look up the IP addresses of a host. The driver answers with a list or a `Failure`.

    Attributes:
        host: Name in ASCII, or an address.
        port: The port that is to be connected to.
        deadline: When to give up.
    """

    host: str
    port: int
    deadline: Deadline


@dataclass(slots=True, eq=False, repr=False)
class Answer:
    """What came back.

    Attributes:
        status: HTTP status code.
        headers: Lower-case names.
        content: The whole body; empty for a stream that is still open.
        reply: The open answer of a stream, else None.
        url: Where the request went.
        sent: Headers of the request.
        attempts: Requests sent for this call so far.
        elapsed: Seconds since the call began.
        call: The call as it was sent, if a provider has another format; None for the call as it is.
        raw: The body as the server sent it, if `content` is made of it.
        file_url: Where the server said that the file is.
        provider: Name of the provider that answered.
        job: The job whose result it is.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    reply: Any = None
    url: str = ""
    sent: Mapping[str, str] = field(default_factory=dict[str, str])
    attempts: int = 1
    elapsed: float = 0.0
    call: Any = None
    raw: bytes | None = None
    file_url: str | None = None
    provider: str | None = None
    job: Any = None

    @property
    def body(self) -> bytes:
        """The body as the server sent it."""
        return self.content if self.raw is None else self.raw

    def __repr__(self) -> str:
        # Without its content, which may repeat what was sent.
        return f"<Answer {self.status} of {redacted(self.url)}, {len(self.content):,} bytes>"


class Apart(NamedTuple):
    """Do what may block. The driver answers with what it returns, or with a `Failure`.

    Attributes:
        work: What to do, in a thread of its own.
        drop: What to do with a result that came too late.
        deadline: When to give up.
        reason: What was waited for, for people.
    """

    work: Callable[[], Any]
    drop: Callable[[Any], object]
    deadline: Deadline
    reason: str


Step = Send | Sleep | Resolve | Apart
Steps = Generator[Step, Any, Answer]
Delivery = Generator[Send | Sleep, Any, Answer]
