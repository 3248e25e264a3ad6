# Generated from specs/providers/openai.json
# spec sha256:2584606944d2. Do not edit: change the spec, then run
# `make generate`.
"""OpenAI: how its tasks are asked for and answered. https://platform.openai.com/docs/api-reference"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="openai",
    url="https://api.openai.com",
    tasks={"chat_completion": ProviderTask("/v1/chat/completions")},
    listed=False,
    routed=False,
    variable="OPENAI_API_KEY",
)
