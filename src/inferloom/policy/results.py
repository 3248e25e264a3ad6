"""An answer to the result that a call promises."""

from __future__ import annotations

from typing import Any

from ..calls.call import Call
from ..calls.decode import decode
from ..errors import InferenceError
from ..limits import Limits
from ..secret_texts import conceal
from .steps import Answer

__all__ = ["decoded"]


def decoded(call: Call[Any], answer: Answer, limits: Limits) -> Any:
    """Return the result that an answer holds.

    Raises:
        InferenceError: If it holds none.
    """
    call = answer.call or call
    large = call.operation.large
    most = limits.largest(large)
    try:
        name, counts = call.operation.name, call.counts
        return decode(call.result, answer.content, answer.headers, name, counts, most, large)
    except InferenceError as error:
        error.attempts, error.elapsed = answer.attempts, answer.elapsed
        error.provider, error.job = answer.provider, answer.job
        conceal(error, answer.sent)
        raise
