"""Waiting for a model that is being loaded."""

from __future__ import annotations

from random import uniform

from ..errors import InferenceTimeoutError, ModelLoadingError
from ..transport.deadline import Deadline
from ..transport.engine import Request

__all__ = ["loading_delay", "never_loaded"]

LOADING_DELAY = 1.0
LONGEST_LOADING_DELAY = 30.0


def loading_delay(error: ModelLoadingError, hint: float | None, waits: int) -> float:
    """Return the seconds until the server is asked again."""
    # The estimate is often wrong in both directions, so it only sets the pace.
    guess = hint if hint is not None else error.estimated_time
    pace = LOADING_DELAY * 1.5**waits if guess is None else max(guess / 2, LOADING_DELAY / 2)
    return min(pace, LONGEST_LOADING_DELAY) * uniform(0.8, 1.2)


def never_loaded(
    error: ModelLoadingError, request: Request, deadline: Deadline, attempts: int
) -> InferenceTimeoutError:
    """Return the error for a model that took too long."""
    estimate = error.estimated_time
    guess = f"; the server expects {estimate:.0f} s more" if estimate else ""
    return InferenceTimeoutError(
        f"the model at {request.url.split('?')[0]} was not loaded within the timeout, "
        f"{deadline.elapsed():.1f} s after the start{guess}",
        hint="raise timeout to wait longer; None waits without end.",
        status=error.status,
        request_id=error.request_id,
        server_message=error.server_message,
        body=error.body,
        headers=error.headers,
        attempts=attempts,
    )
