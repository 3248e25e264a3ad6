# Generated from specs/providers/fireworks-ai.json
# spec sha256:31b01fdc3899. Do not edit: change the spec, then run
# `make generate`.
"""Fireworks AI: how its tasks are asked for and answered. https://docs.fireworks.ai/"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="fireworks-ai",
    url="https://api.fireworks.ai",
    tasks={"chat_completion": ProviderTask("/inference/v1/chat/completions")},
    variable="FIREWORKS_API_KEY",
)
