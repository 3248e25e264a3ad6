# Generated from specs/tasks/image_text_to_image/
# spec sha256:471776d57212. Do not edit: change the spec, then run
# `make generate`.
"""What `image_text_to_image` takes and returns."""

from __future__ import annotations

from typing import TypedDict


class ImageTextToImageTargetSizeParam(TypedDict):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
