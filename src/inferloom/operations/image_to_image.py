# Generated from specs/tasks/image_to_image/
# spec sha256:d73b4b994893. Do not edit: change the spec, then run
# `make generate`.
"""Image to image: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import Bytes
from ..media.inputs import media
from ..models.plain import plain
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..models.media import Picture
    from ..params.image_to_image import ImageToImageTargetSizeParam
    from ..types.image_to_image import ImageToImageTargetSize


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    args.together("parameters.target_size.width", "parameters.target_size.height")
    return present(
        {
            "image": args("inputs"),
            "prompt": args("parameters.prompt"),
            "size": args.text(
                "{}x{}", args("parameters.target_size.width"), args("parameters.target_size.height")
            ),
            "negative_prompt": args("parameters.negative_prompt"),
            "num_inference_steps": args("parameters.num_inference_steps"),
            "guidance_scale": args("parameters.guidance_scale"),
        }
    )


OPERATION = Operation(
    name="image_to_image",
    module="image_to_image",
    task="image-to-image",
    route=Route("task"),
    input="image_to_image.ImageToImageInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
    large=True,
    retry="keyed",
    apis={
        "openai": Api(
            route=Route("openai", "/images/edits"),
            request=_openai,
            response={"image": ("data.0.b64_json?", "data.0.url", "image")},
            constants={"response_format": "b64_json"},
            encoding="form",
            model_in_body=True,
        )
    },
    headers={"accept": "image/png"},
)
RESULT = Bytes("image")


def image_to_image(
    image: MediaInput,
    prompt: str | None = None,
    *,
    negative_prompt: str | None = None,
    num_inference_steps: int | None = None,
    guidance_scale: float | None = None,
    target_size: ImageToImageTargetSizeParam
    | ImageToImageTargetSize
    | Mapping[str, object]
    | None = None,
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Picture]:
    """Build the call that `InferenceClient.image_to_image` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "num_inference_steps": num_inference_steps,
                    "guidance_scale": guidance_scale,
                    "target_size": plain(target_size),
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
