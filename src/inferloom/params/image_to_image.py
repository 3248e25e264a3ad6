# Generated from specs/tasks/image_to_image/
# spec sha256:f02d6360ae2e. Do not edit: change the spec, then run
# `make generate`.
"""What `image_to_image` takes and returns."""

from __future__ import annotations

from typing import TypedDict


class ImageToImageTargetSizeParam(TypedDict):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
