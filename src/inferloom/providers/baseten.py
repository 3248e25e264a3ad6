# Generated from specs/providers/baseten.json
# spec sha256:12736b869ef4. Do not edit: change the spec, then run
# `make generate`.
"""Baseten: how its tasks are asked for and answered. https://docs.baseten.co/"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="baseten",
    url="https://inference.baseten.co",
    tasks={"chat_completion": ProviderTask("/v1/chat/completions")},
    variable="BASETEN_API_KEY",
)
