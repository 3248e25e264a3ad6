# Generated from specs/tasks/text_to_image/
# spec sha256:c6c851ba42a3. Do not edit: change the spec, then run
# `make generate`.
"""Text to image: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import Bytes
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..models.media import Picture


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    args.together("parameters.width", "parameters.height")
    return present(
        {
            "prompt": args("inputs"),
            "size": args.text("{}x{}", args("parameters.width"), args("parameters.height")),
            "negative_prompt": args("parameters.negative_prompt"),
            "num_inference_steps": args("parameters.num_inference_steps"),
            "guidance_scale": args("parameters.guidance_scale"),
            "seed": args("parameters.seed"),
        }
    )


OPERATION = Operation(
    name="text_to_image",
    module="text_to_image",
    task="text-to-image",
    route=Route("task"),
    input="text_to_image.TextToImageInput",
    renamed={"inputs": "prompt"},
    extra_body="parameters",
    large=True,
    retry="keyed",
    apis={
        "openai": Api(
            route=Route("openai", "/images/generations"),
            request=_openai,
            response={"image": ("data.0.b64_json?", "data.0.url", "image")},
            constants={"response_format": "b64_json"},
            model_in_body=True,
        )
    },
    headers={"accept": "image/png"},
)
RESULT = Bytes("image")


def text_to_image(
    prompt: str,
    *,
    negative_prompt: str | None = None,
    height: int | None = None,
    width: int | None = None,
    num_inference_steps: int | None = None,
    guidance_scale: float | None = None,
    scheduler: str | None = None,
    seed: int | None = None,
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Picture]:
    """Build the call that `InferenceClient.text_to_image` sends."""
    return bind(
        OPERATION,
        {
            "inputs": prompt,
            "parameters": given(
                {
                    "negative_prompt": negative_prompt,
                    "height": height,
                    "width": width,
                    "num_inference_steps": num_inference_steps,
                    "guidance_scale": guidance_scale,
                    "scheduler": scheduler,
                    "seed": seed,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
