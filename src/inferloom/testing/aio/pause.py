"""Waiting in the place of a network, with asyncio."""

from __future__ import annotations

import asyncio

__all__ = ["pause"]


async def pause(seconds: float = 0) -> None:
    """Let other tasks run, for some seconds or for one turn."""
    await asyncio.sleep(seconds)
