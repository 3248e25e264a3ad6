# Generated from specs/tasks/image_text_to_image/
# spec sha256:8be56b763bb6. Do not edit: change the spec, then run
# `make generate`.
"""Image text to image: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Bytes
from ..media.inputs import media
from ..models.plain import plain
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..models.media import Picture
    from ..params.image_text_to_image import ImageTextToImageTargetSizeParam
    from ..types.image_text_to_image import ImageTextToImageTargetSize


OPERATION = Operation(
    name="image_text_to_image",
    module="image_text_to_image",
    task="image-text-to-image",
    route=Route("task"),
    input="image_text_to_image.ImageTextToImageInput",
    renamed={"inputs": "image"},
    extra_body="parameters",
    large=True,
    retry="keyed",
    at_least_one=(("inputs", "image"), ("parameters.prompt", "prompt")),
    headers={"accept": "image/png"},
)
RESULT = Bytes("image")


def image_text_to_image(
    image: MediaInput | None = None,
    *,
    prompt: str | None = None,
    negative_prompt: str | None = None,
    num_inference_steps: int | None = None,
    guidance_scale: float | None = None,
    seed: int | None = None,
    target_size: ImageTextToImageTargetSizeParam
    | ImageTextToImageTargetSize
    | Mapping[str, object]
    | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Picture]:
    """Build the call that `InferenceClient.image_text_to_image` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image") if image is not None else None,
            "parameters": given(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "num_inference_steps": num_inference_steps,
                    "guidance_scale": guidance_scale,
                    "seed": seed,
                    "target_size": plain(target_size),
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
