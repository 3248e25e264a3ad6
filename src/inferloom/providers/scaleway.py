# Generated from specs/providers/scaleway.json
# spec sha256:43d727e96b7f. Do not edit: change the spec, then run
# `make generate`.
"""Scaleway: how its tasks are asked for and answered. https://www.scaleway.com/en/docs/generative-apis/"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="scaleway",
    url="https://api.scaleway.ai",
    tasks={
        "chat_completion": ProviderTask("/v1/chat/completions"),
        "feature_extraction": ProviderTask("/v1/embeddings", "openai"),
        "text_generation": ProviderTask("/v1/completions", "openai"),
    },
    variable="SCW_SECRET_KEY",
)
