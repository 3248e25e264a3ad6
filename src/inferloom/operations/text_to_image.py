# Generated from specs/tasks/text_to_image/
# spec sha256:c181002290fd. Do not edit: change the spec, then run
# `make generate`.
"""Text to image: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..transport.call import Bytes, Call, Operation, given
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..transport.media_results import Image

OPERATION = Operation(
    name="text_to_image",
    module="text_to_image",
    task="text-to-image",
    route=Route("task"),
    input="text_to_image.TextToImageInput",
    renamed={"inputs": "prompt"},
    extra_body="parameters",
    retry="keyed",
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
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Image]:
    """Build the call that `InferenceClient.text_to_image` sends."""
    return OPERATION.call(
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
    )
