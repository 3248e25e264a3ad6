"""What has arrived to what the caller gets: an answer, its result, and the exchange around it."""

from __future__ import annotations

from typing import Any, TypeVar

from ..calls.call import Call, Exchange
from ..calls.decode import decode
from ..errors import InferenceError
from ..errors.body import request_id
from ..limits import Limits
from ..policy.steps import Answer
from ..secret_texts import conceal, concealed, secrets_in
from ..transport.engine import AsyncReply, Reply, Request
from ..transport.failure import Failure

__all__ = ["addresses", "answered", "decoded", "exchanged", "late", "unresolved"]

T = TypeVar("T")


def answered(request: Request, reply: Reply | AsyncReply, content: bytes) -> Answer:
    """Return an answer whose body has been read."""
    headers = reply.headers
    if reply.status >= 400 and (secrets := secrets_in(request.headers)):
        # Some servers say which token they refuse.
        headers, content = concealed(dict(headers), secrets), concealed(content, secrets)
    return Answer(reply.status, headers, content)


def decoded(call: Call[Any], answer: Answer, limits: Limits) -> Any:
    """Return the result that an answer holds.

    Raises:
        InferenceError: If it holds none.
    """
    large = call.operation.large
    most = limits.largest(large)
    try:
        name, counts = call.operation.name, call.counts
        return decode(call.result, answer.content, answer.headers, name, counts, most, large)
    except InferenceError as error:
        error.attempts, error.elapsed = answer.attempts, answer.elapsed
        conceal(error, answer.sent)
        raise


def exchanged(result: T, answer: Answer) -> Exchange[T]:
    """Return a result with what travelled around it."""
    return Exchange(
        result=result,
        status=answer.status,
        headers=answer.headers,
        url=answer.url,
        request_id=request_id(answer.headers),
        attempts=answer.attempts,
        elapsed=answer.elapsed,
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
