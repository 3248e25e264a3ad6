"""Verdicts on changes, and the version that a verdict asks for."""

from __future__ import annotations

import re
from enum import IntEnum


class Verdict(IntEnum):
    """How much a change asks of callers; the highest of several counts."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


def release(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version; marks of pre-releases do not count.

    Raises:
        ValueError: If it does not begin with three numbers.
    """
    match = re.match(r"(\d+)\.(\d+)\.(\d+)(?:[-+.]?[a-z0-9.+-]*)$", version)
    if match is None:
        raise ValueError(f"{version!r} is no version of three numbers, such as 1.4.0")
    return int(match[1]), int(match[2]), int(match[3])


def needed(base: str, verdict: Verdict) -> str:
    """Return the lowest version that may follow `base` with changes of a verdict.

    Before 1.0 the second number says what breaks, and the third all the rest.

    Args:
        base: Version before the changes.
        verdict: The verdict on them.
    """
    major, minor, patch = release(base)
    if verdict is Verdict.NONE:
        return f"{major}.{minor}.{patch}"
    if verdict is Verdict.MAJOR:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if verdict is Verdict.MINOR and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def covers(base: str, head: str, verdict: Verdict) -> bool:
    """Return whether going from one version to another announces changes of a verdict."""
    return release(head) >= release(needed(base, verdict))
