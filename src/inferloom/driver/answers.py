"""What has arrived to what the caller gets: an answer, its result, and the exchange around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import InferenceError, MissingLibraryError
from ..errors.body import request_id
from ..policy.steps import Answer
from ..secret_texts import concealed, secrets_in
from ..transport.engine import AsyncReply, Reply, Request
from ..transport.failure import Failure

if TYPE_CHECKING:
    from ..calls.exchange import Exchange

__all__ = ["addresses", "answered", "exchanged", "late", "unresolved"]

T = TypeVar("T")


def answered(request: Request, reply: Reply | AsyncReply, content: bytes) -> Answer:
    """Return an answer whose body has been read."""
    headers = reply.headers
    if reply.status >= 400 and (secrets := secrets_in(request.headers)):
        # Some servers say which token they refuse.
        headers, content = concealed(dict(headers), secrets), concealed(content, secrets)
    return Answer(reply.status, headers, content)


def exchanged(outcome: T | MissingLibraryError, answer: Answer, content: bytes) -> Exchange[T]:
    """Return a result with what travelled around it."""
    from ..calls.exchange import Exchange  # few callers ask for it

    return Exchange(
        outcome=outcome,
        status=answer.status,
        headers=answer.headers,
        url=answer.url,
        request_id=request_id(answer.headers),
        attempts=answer.attempts,
        elapsed=answer.elapsed,
        content=content,
        body=answer.body,
        file_url=answer.file_url,
        provider=answer.provider,
        job=answer.job,
    )


def addresses(entries: list[Any]) -> list[str]:
    """Return the addresses among the entries of `getaddrinfo`, each once."""
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def unresolved(reason: str) -> Failure:
    """Return the failure of a name that has no address."""
    return Failure("connect", reason, sent=False)


def late(error: TimeoutError, reason: str) -> Failure:
    """Return the failure of work that took too long, unless the work has said so itself.

    Raises:
        InferenceError: What the work raised.
    """
    if isinstance(error, InferenceError):
        raise error
    return Failure("timeout", reason, sent=False)
