# Generated from specs/tasks/image_to_video/
# spec sha256:03e6f32b3a94. Do not edit: change the spec, then run
# `make generate`.
"""What `image_to_video` takes and returns."""

from __future__ import annotations

from typing import TypedDict


class ImageToVideoTargetSizeParam(TypedDict):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
