"""Waiting in the place of a network, blocking."""

from __future__ import annotations

import time

__all__ = ["pause"]


def pause(seconds: float = 0) -> None:
    """Wait some seconds; other threads run without being let."""
    if seconds:
        time.sleep(seconds)
