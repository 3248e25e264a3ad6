# Generated from specs/providers/ovhcloud.json
# spec sha256:e6b0f5a645f7. Do not edit: change the spec, then run
# `make generate`.
"""OVHcloud: how its tasks are asked for and answered. https://endpoints.ai.cloud.ovh.net/"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="ovhcloud",
    url="https://oai.endpoints.kepler.ai.cloud.ovh.net",
    tasks={
        "chat_completion": ProviderTask("/v1/chat/completions"),
        "text_generation": ProviderTask("/v1/completions", "openai"),
    },
    variable="OVH_AI_ENDPOINTS_ACCESS_TOKEN",
)
