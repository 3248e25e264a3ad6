# Generated from specs/
# spec sha256:33e8b2cb1a98. Do not edit: change the spec, then run
# `make generate`.
"""Providers of models, of which each has a module that is loaded when a call goes there first.

- fal (`fal-ai`): `image_segmentation`, `text_to_image`
- Replicate (`replicate`): `text_to_image`
- Together AI (`together`): `chat_completion`, `feature_extraction`, `text_generation`,
  `text_to_image`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

__all__ = ["NAMES", "SERVED", "ProviderName"]

ProviderName: TypeAlias = Literal["auto", "fal-ai", "replicate", "together"]
"""Name of a provider on the hub, or `auto` for the first one there that serves the model."""

NAMES: tuple[str, ...] = ("fal-ai", "replicate", "together")
"""Names of the providers, in the order of the alphabet."""

SERVED: Mapping[str, tuple[str, ...]] = {
    "chat_completion": ("together",),
    "feature_extraction": ("together",),
    "image_segmentation": ("fal-ai",),
    "text_generation": ("together",),
    "text_to_image": ("fal-ai", "replicate", "together"),
}
"""Who serves a method."""
