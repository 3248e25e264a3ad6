"""The base of results that hold a depth map."""

from __future__ import annotations

from .drawing import Depth
from .model import Model

__all__ = ["DepthModel"]


class DepthModel(Depth, Model):
    """An object that a server sent, with a depth map that can be drawn."""
