"""Runs a case against a client, and says whether what came of it is right."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.cases import HUGE, PROMPT, Case


@dataclass
class Outcome:
    """What came of a call.

    Attributes:
        text: All text that arrived, or None.
        labels: Labels and scores, or None.
        error: What was raised.
        seconds: How long it took.
        state: What the stream says of its end, if it says it.
    """

    text: str | None = None
    labels: list[tuple[str, float]] | None = None
    error: BaseException | None = None
    seconds: float = 0.0
    state: str | None = None


def prompt(case: Case) -> str:
    return "x" * case.size if case.size else PROMPT


def observe(work: Callable[[Outcome], None]) -> Outcome:
    """Run a call that writes into an outcome what arrives."""
    outcome = Outcome()
    start = time.monotonic()
    try:
        work(outcome)
    except Exception as error:
        outcome.error = error
    outcome.seconds = time.monotonic() - start
    return outcome


def right(case: Case, outcome: Outcome) -> bool:
    """Whether the data is what the server meant."""
    if outcome.error is not None:
        return False
    if case.labels:
        if not outcome.labels or len(outcome.labels) != 2:
            return False
        label, score = outcome.labels[0]
        if "nan" in case.faults:  # which is not the best, nor the worst
            return math.isnan(dict(outcome.labels).get("POSITIVE", 0.0))
        if "infinity" in case.faults:
            return label == "POSITIVE" and math.isinf(score)
        return label in ("POSITIVE", "P\xd6SITIVE") and score == 0.98
    # Half a character may be kept as it is, or marked; and who has no limit on events may return a
    # large one.
    text = (outcome.text or "").replace("\ud83d", "").replace("\ufffd", "")
    return text == case.text or ("10mb-event" in case.faults and text == HUGE)


def sockets() -> int:
    """Count the sockets that this process has open."""
    count = 0
    for entry in Path("/proc/self/fd").iterdir():
        try:
            count += os.readlink(entry).startswith("socket:")
        except OSError:  # the listing's own descriptor
            continue
    return count


def settle(least: int, seconds: float = 2.0) -> int:
    """Return the number of sockets, once it is down to `least` or does not get there."""
    until = time.monotonic() + seconds
    while (count := sockets()) > least and time.monotonic() < until:
        time.sleep(0.01)
    return count


def words(error: Any) -> str:
    return f"{type(error).__name__}: {error}".split("\n")[0][:160]
