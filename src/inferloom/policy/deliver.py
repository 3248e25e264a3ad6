"""One request, until it succeeds, may not be repeated, or the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ArgumentError, InferenceError, ModelLoadingError
from ..errors.mapping import from_response
from ..limits import Wait
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..transport.failure import Failure
from .loading import loading_delay, never_loaded
from .log import say
from .redirects import MAX_REDIRECTS, in_the_open, location, redirected
from .retry import backoff, lost, requested_delay, worth
from .session import Session
from .steps import Delivery, Send, Sleep

if TYPE_CHECKING:
    from ..media.policy import MediaPolicy

__all__ = ["deliver"]


def deliver(
    session: Session,
    request: Request,
    deadline: Deadline,
    stream: bool,
    name: str,
    repeatable: bool,
    download: MediaPolicy | None = None,
    large: bool = False,
) -> Delivery:
    """Send a request until it succeeds, may not be repeated, or the time is over.

    Args:
        session: The client's state.
        request: What to send.
        deadline: When to give up.
        stream: Leave the body of a success unread.
        name: What it is, for messages and the log.
        repeatable: Whether a failed request may be sent again.
        download: The policy that applies, if this is a GET from a server that is not the caller's.
            Its redirects are returned, and a model that it may be loading is not waited for.
        large: Whether the answer is large by nature.

    Returns:
        The successful answer.

    Raises:
        InferenceError: What the last attempt came to.
    """
    config = session.config
    attempts = retries = redirects = waits = 0
    most = config.limits.largest(large or download is not None)
    if download and download.max_bytes is not None:
        most = min(most, download.max_bytes)
    error: InferenceError | None = None
    while True:
        attempts += 1
        deadline.heard()  # the pause before another attempt was no silence of the server
        try:
            outcome = yield Send(request, deadline, stream, most)
        except InferenceError as unusable:
            unusable.attempts = attempts
            spent = isinstance(unusable, ArgumentError) and not isinstance(request.content, bytes)
            if error is not None and spent:
                # A file that cannot be sent again; what the server said is worth more.
                raise error from unusable
            raise
        if isinstance(outcome, Failure):
            error, delay = lost(outcome, request, deadline)
        elif outcome.status < 300 or (download and location(request, outcome)):
            session.budget.refund(retries)
            outcome.attempts, outcome.elapsed = attempts, deadline.elapsed()
            outcome.url, outcome.sent = request.url, request.headers
            return outcome  # type: ignore[no-any-return]
        elif (moved := redirected(request, outcome)) and redirects < MAX_REDIRECTS:
            redirects += 1
            request = moved
            continue
        else:
            error = from_response(
                outcome.status, outcome.headers, outcome.content, operation=name, url=request.url
            )
            if in_the_open(request, outcome):
                error.hint = "it redirects from https to http, which is not followed; use https://."
            delay = requested_delay(outcome.headers)
            if isinstance(error, ModelLoadingError) and not download:
                waits += 1
                wait = loading_delay(error, delay, waits)
                left = deadline.remaining()
                if left is not None and wait >= left:
                    raise never_loaded(error, request, deadline, attempts) from error
                say("%s: the model is loading; asking again in %.1f s", name, wait)
                if config.on_wait is not None:
                    config.on_wait(
                        Wait(name, wait, deadline.elapsed(), error.estimated_time, waits)
                    )
                yield Sleep(wait)
                continue
        error.attempts = attempts
        retryable = repeatable and retries < config.max_retries
        retryable = retryable and worth(outcome, error, delay, config.retry_timeouts)
        if not retryable or deadline.expired() or not session.budget.take():
            raise error
        if delay is None:
            delay = backoff(retries)
        left = deadline.remaining()
        if left is not None and delay >= left:
            raise error
        retries += 1
        say(
            "%s: %s; retry %d of %d in %.2f s",
            name,
            error.message.split("\n")[0],
            retries,
            config.max_retries,
            delay,
        )
        yield Sleep(delay)
