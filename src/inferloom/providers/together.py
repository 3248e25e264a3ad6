# Generated from specs/providers/together.json
# spec sha256:b1f4518bce51. Do not edit: change the spec, then run
# `make generate`.
"""Together AI: how its tasks are asked for and answered. https://docs.together.ai/reference"""

from __future__ import annotations

from ..calls.given import Given, Members, present
from ..calls.operation import Api
from ..calls.provider import Provider, ProviderTask


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    return present(
        {
            "model": args.model.id,
            "prompt": args("inputs"),
            "steps": args("parameters.num_inference_steps"),
        }
    )


PROVIDER = Provider(
    name="together",
    url="https://api.together.xyz",
    tasks={
        "chat_completion": ProviderTask("/v1/chat/completions"),
        "feature_extraction": ProviderTask("/v1/embeddings", "openai"),
        "text_generation": ProviderTask("/v1/completions", "openai"),
        "text_to_image": ProviderTask(
            "/v1/images/generations",
            Api(
                _text_to_image,
                rest="",
                response={"image": ("data.0.b64_json?", "data.0.url")},
                constants={"response_format": "base64"},
            ),
        ),
    },
    variable="TOGETHER_API_KEY",
)
