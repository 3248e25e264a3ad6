# Generated from specs/tasks/image_text_to_video/
# spec sha256:56dec9cf6bd6. Do not edit: change the spec, then run
# `make generate`.
"""What `image_text_to_video` takes and returns."""

from __future__ import annotations

from typing import TypedDict


class ImageTextToVideoTargetSizeParam(TypedDict):
    """Size of the result."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
