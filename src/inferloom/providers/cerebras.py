# Generated from specs/providers/cerebras.json
# spec sha256:202ef9159c5a. Do not edit: change the spec, then run
# `make generate`.
"""Cerebras: how its tasks are asked for and answered. https://inference-docs.cerebras.ai/"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="cerebras",
    url="https://api.cerebras.ai",
    tasks={"chat_completion": ProviderTask("/v1/chat/completions")},
    variable="CEREBRAS_API_KEY",
)
