"""The error for a request that a test has prepared no answer for."""

from __future__ import annotations

from ..errors import InferenceError

__all__ = ["UnansweredError"]


class UnansweredError(InferenceError, AssertionError):
    """Nothing was queued, or recorded, for this request.

    It is also an `AssertionError`, so that a test fails whatever the code under test catches of a
    server's errors.
    """

    __str__ = InferenceError.__str__
