"""The base of results that hold a depth map."""

from __future__ import annotations

from .base import Model
from .drawing import Depth

__all__ = ["DepthModel"]


class DepthModel(Depth, Model):
    """An object that a server sent, with a depth map that can be drawn."""
