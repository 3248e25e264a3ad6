# Generated from specs/providers/deepinfra.json
# spec sha256:49b1ca2e4ea5. Do not edit: change the spec, then run
# `make generate`.
"""DeepInfra: how its tasks are asked for and answered. https://deepinfra.com/docs"""

from __future__ import annotations

from ..calls.given import Given, Members
from ..calls.operation import Api
from ..calls.provider import Provider, ProviderTask


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    return {"model": args.model.id, "prompt": args("inputs")}


PROVIDER = Provider(
    name="deepinfra",
    url="https://api.deepinfra.com",
    tasks={
        "automatic_speech_recognition": ProviderTask("/v1/openai/audio/transcriptions", "openai"),
        "chat_completion": ProviderTask("/v1/openai/chat/completions"),
        "feature_extraction": ProviderTask("/v1/openai/embeddings", "openai"),
        "text_generation": ProviderTask("/v1/openai/completions", "openai"),
        "text_to_image": ProviderTask(
            "/v1/openai/images/generations",
            Api(
                _text_to_image,
                rest="",
                response={"image": ("data.0.b64_json?", "data.0.url")},
                constants={"response_format": "b64_json"},
            ),
        ),
        "text_to_speech": ProviderTask("/v1/openai/audio/speech", "openai"),
    },
    variable="DEEPINFRA_API_KEY",
)
