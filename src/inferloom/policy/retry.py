"""Whether and when a failed request is sent again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from random import uniform

from ..errors import InferenceConnectionError, InferenceError, InferenceTimeoutError, ServerError
from ..errors.mapping import is_at_fault
from ..origins import origin
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..transport.failure import Failure
from .steps import Answer

__all__ = ["backoff", "lost", "requested_delay", "worth"]

RETRIED = frozenset({408, 409, 425, 429})
# A server that never will: it lacks the method, or this version of HTTP.
NEVER_RETRIED = frozenset({501, 505})
FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
# A server that asks for more than this is told to the caller instead of waited for.
LONGEST_HINT = 60.0
_MANY_DIGITS = 16
_LONG = 1e9  # seconds
_DATE_LENGTH = 64  # characters; a date in one of HTTP's three forms has 29 at most


def lost(
    failure: Failure, request: Request, deadline: Deadline
) -> tuple[InferenceError, float | None]:
    """Return the error for a request without an answer, and when to send it again if it is known.

    Args:
        failure: What the engine said.
        request: What was sent.
        deadline: The call's.
    """
    host = origin(request.url)[1]
    if failure.kind == "timeout" or deadline.expired():
        elapsed = deadline.elapsed()
        error: InferenceError = InferenceTimeoutError(
            f"no answer from {host} after {elapsed:.1f} s ({failure.reason})",
            hint="raise timeout, or check that the server is not overloaded.",
        )
        return error, None
    hint = {
        "connect": "check the address, and that the server is running.",
        "closed": "the server closed the connection; its log may say why.",
        "proxy": "check the proxy's address, and the user and password for it.",
    }.get(failure.kind, "the server does not speak HTTP as it should.")
    error = InferenceConnectionError(f"no answer from {host}: {failure.reason}", hint=hint)
    # The server closed an idle connection just as it was taken: nothing was processed.
    return error, 0.0 if failure.kind == "closed" and failure.reused else None


def worth(
    outcome: Failure | Answer, error: InferenceError, delay: float | None, timeouts: bool
) -> bool:
    """Return whether another attempt may help.

    Args:
        outcome: What came of the last one.
        error: The error that it is to the caller.
        delay: Seconds that the server asks to wait, or None.
        timeouts: Whether to try again what had no answer in time.
    """
    if isinstance(outcome, Failure):
        if outcome.kind == "timeout":
            # The server may be at work on it, and may charge for it: repeated on request only.
            return timeouts
        return outcome.kind in ("connect", "closed") and not isinstance(error, TimeoutError)
    wish = outcome.headers.get("x-should-retry", "").lower()
    if wish in ("true", "false"):
        return wish == "true"
    passing = outcome.status in RETRIED or 500 <= outcome.status < 600
    if outcome.status in NEVER_RETRIED or (isinstance(error, ServerError) and is_at_fault(error)):
        passing = False
    return passing and (delay is None or delay <= LONGEST_HINT)


def backoff(retries: int) -> float:
    """Return seconds to wait: at random, so that who failed together comes back apart."""
    return uniform(0, min(LONGEST_DELAY, FIRST_DELAY * 2**retries)) + 0.05


def requested_delay(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait, with some jitter on top.

    What is neither a number of seconds nor a date is no hint.
    """
    if text := headers.get("retry-after-ms"):
        seconds = _number(text, 1000)
    elif text := headers.get("retry-after"):
        seconds = _number(text, 1)
        if seconds is None:
            seconds = _until(text)
    else:
        return None
    return None if seconds is None else seconds + uniform(0, 0.1 * seconds + 0.05)


def _number(text: str, parts: int) -> float | None:
    """Return a number in its plain form as seconds; None for signs, exponents, inf and words."""
    text = text.strip()
    whole, _, fraction = text.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdecimal()):
        return None
    # More than anybody waits for is the caller's to know, and need not fit into a float.
    return float(text) / parts if len(digits) < _MANY_DIGITS else _LONG


def _until(text: str) -> float | None:
    """Return the seconds until a date in one of HTTP's forms; 0 if it is past."""
    from email.utils import parsedate_to_datetime

    if len(text) > _DATE_LENGTH:
        return None
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
