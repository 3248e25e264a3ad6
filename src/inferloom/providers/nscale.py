# Generated from specs/providers/nscale.json
# spec sha256:5632b751dd89. Do not edit: change the spec, then run
# `make generate`.
"""Nscale: how its tasks are asked for and answered. https://docs.nscale.com/"""

from __future__ import annotations

from ..calls.given import Given, Members, present
from ..calls.operation import Api
from ..calls.provider import Provider, ProviderTask


def _text_to_image(args: Given) -> Members:
    """Return the members of a body for `text_to_image`."""
    args.together("parameters.width", "parameters.height")
    return present(
        {
            "model": args.model.id,
            "prompt": args("inputs"),
            "size": args.text("{}x{}", args("parameters.width"), args("parameters.height")),
        }
    )


PROVIDER = Provider(
    name="nscale",
    url="https://inference.api.nscale.com",
    tasks={
        "chat_completion": ProviderTask("/v1/chat/completions"),
        "text_to_image": ProviderTask(
            "/v1/images/generations",
            Api(
                _text_to_image,
                rest="",
                refuse=("num_inference_steps",),
                response={"image": ("data.0.b64_json?", "data.0.url")},
                constants={"response_format": "b64_json"},
            ),
        ),
    },
)
