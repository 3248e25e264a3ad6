# Generated from specs/providers/cohere.json
# spec sha256:3b552e579328. Do not edit: change the spec, then run
# `make generate`.
"""Cohere: how its tasks are asked for and answered. https://docs.cohere.com/docs/compatibility-api"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="cohere",
    url="https://api.cohere.com",
    tasks={"chat_completion": ProviderTask("/compatibility/v1/chat/completions")},
    variable="CO_API_KEY",
)
