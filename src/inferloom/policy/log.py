"""A word to the package's own logger."""

from __future__ import annotations

__all__ = ["say"]


def say(words: str, *values: object) -> None:
    """Log a line at INFO, for whoever listens to the logger of the whole package."""
    from logging import getLogger  # few calls have something to say: docs/design/start_up.md

    getLogger(__name__.split(".")[0]).info(words, *values)
