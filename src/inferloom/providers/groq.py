# Generated from specs/providers/groq.json
# spec sha256:1e565bb8c3a2. Do not edit: change the spec, then run
# `make generate`.
"""Groq: how its tasks are asked for and answered. https://console.groq.com/docs"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="groq",
    url="https://api.groq.com",
    tasks={"chat_completion": ProviderTask("/openai/v1/chat/completions")},
    variable="GROQ_API_KEY",
)
