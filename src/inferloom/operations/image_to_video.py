# Generated from specs/tasks/image_to_video/
# spec sha256:159c7d207d48. Do not edit: change the spec, then run
# `make generate`.
"""Image to video: arguments to a checked call. Nothing here does I/O."""

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
    from ..models.media import Video
    from ..params.image_to_video import ImageToVideoTargetSizeParam
    from ..types.image_to_video import ImageToVideoTargetSize


OPERATION = Operation(
    name="image_to_video",
    module="image_to_video",
    task="image-to-video",
    route=Route("task"),
    input="image_to_video.ImageToVideoInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
    large=True,
    retry="keyed",
)
RESULT = Bytes("video")


def image_to_video(
    image: MediaInput,
    *,
    prompt: str | None = None,
    negative_prompt: str | None = None,
    num_frames: float | None = None,
    num_inference_steps: int | None = None,
    guidance_scale: float | None = None,
    seed: int | None = None,
    target_size: ImageToVideoTargetSizeParam
    | ImageToVideoTargetSize
    | Mapping[str, object]
    | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Video]:
    """Build the call that `InferenceClient.image_to_video` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {
                    "prompt": prompt,
                    "negative_prompt": negative_prompt,
                    "num_frames": num_frames,
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
