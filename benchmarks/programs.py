"""Runs a program in a new interpreter and says what the whole of it cost."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Failed", "Ran", "run"]


class Failed(Exception):
    """What was to be measured did not work, or its result was not right."""


@dataclass(frozen=True)
class Ran:
    """What a program cost, in seconds, and what it printed."""

    cpu: float  # of all its threads, from start to end
    wall: float
    printed: str


def run(text: str, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a program.

    Args:
        text: Its source.
        environment: Its environment variables; none by default.

    Returns:
        Costs and output.

    Raises:
        Failed: If it ends with an error.
    """
    with tempfile.TemporaryFile() as file:
        began = time.perf_counter()
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", "-c", text],
            environment or {},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, file.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, file.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - began
        file.seek(0)
        printed = file.read().decode(errors="replace")
    if status:
        lines = printed.splitlines()
        raise Failed(lines[-1] if lines else f"its process ended with status {status}")
    return Ran(usage.ru_utime + usage.ru_stime, wall, printed)
