# Generated from specs/providers/featherless-ai.json
# spec sha256:e5e8bd21ae26. Do not edit: change the spec, then run
# `make generate`.
"""Featherless AI: how its tasks are asked for and answered. https://featherless.ai/docs"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="featherless-ai",
    url="https://api.featherless.ai",
    tasks={
        "chat_completion": ProviderTask("/v1/chat/completions"),
        "text_generation": ProviderTask("/v1/completions", "openai"),
    },
)
