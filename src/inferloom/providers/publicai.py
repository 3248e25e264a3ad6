# Generated from specs/providers/publicai.json
# spec sha256:3449715297c7. Do not edit: change the spec, then run
# `make generate`.
"""Public AI: how its tasks are asked for and answered. https://platform.publicai.co/docs"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="publicai",
    url="https://api.publicai.co",
    tasks={"chat_completion": ProviderTask("/v1/chat/completions")},
)
