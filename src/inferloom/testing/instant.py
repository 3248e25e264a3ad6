"""Waiting takes no time, and the clock of the call is told that it did."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from ..errors import InferenceError
from ..policy.steps import Resolve, Sleep, Step
from ..transport.deadline import Deadline

__all__ = ["instantly"]

R = TypeVar("R")

_PUBLIC = "1.1.1.1"  # an address of any host; nobody connects to it


def instantly(steps: Generator[Step, Any, R]) -> Generator[Step, Any, R]:
    """Perform the sleeps among steps without sleeping, and look up hosts without a network.

    The seconds are taken off the call's deadline, so that what runs out of time still does.

    Args:
        steps: What the policy decides.

    Returns:
        The same, with nothing but `Send`.
    """
    deadline: Deadline | None = None
    value: Any = None
    try:
        while True:
            step = steps.send(value)
            if isinstance(step, Sleep):
                if deadline is not None:
                    _pass(deadline, step.seconds)
                value = None
                continue
            if isinstance(step, Resolve):
                value = [_PUBLIC]
                continue
            deadline = step.deadline
            try:
                value = yield step
            except InferenceError as error:
                steps.throw(error)
    except StopIteration as stop:
        result: R = stop.value
        return result
    finally:
        steps.close()


def _pass(deadline: Deadline, seconds: float) -> None:
    deadline.started -= seconds
    if deadline.end is not None:
        deadline.end -= seconds
