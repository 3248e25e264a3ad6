# Generated from specs/tasks/depth_estimation/
# spec sha256:db656eba777f. Do not edit: change the spec, then run
# `make generate`.
"""What `depth_estimation` takes and returns."""

from typing import Any

from ..models.base import InputModel
from ..models.depth import DepthModel
from ..models.media import Picture


class DepthEstimationInput(InputModel):
    """Request of depth estimation."""

    inputs: str
    """The image to estimate depths in."""
    parameters: dict[str, Any] | None = None
    """Options of the server. There are none that all servers know."""


class DepthEstimationOutput(DepthModel):
    """How far away the points of an image are."""

    depth: Picture | None = None
    """The depths as the greys of an image."""
    predicted_depth: list[list[float]] | list[list[list[float]]] | None = None
    """The depths as the model gives them, in its own unit: rows of numbers, with some servers
    inside a list of one.
    """
