# Generated from specs/tasks/text_to_video/
# spec sha256:91dfd8970181. Do not edit: change the spec, then run
# `make generate`.
"""Text to video: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Bytes
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..models.media import Video


OPERATION = Operation(
    name="text_to_video",
    module="text_to_video",
    task="text-to-video",
    route=Route("task"),
    input="text_to_video.TextToVideoInput",
    renamed={"inputs": "prompt"},
    extra_body="parameters",
    large=True,
    retry="keyed",
)
RESULT = Bytes("video")


def text_to_video(
    prompt: str,
    *,
    guidance_scale: float | None = None,
    negative_prompt: Sequence[str] | str | None = None,
    num_frames: float | None = None,
    num_inference_steps: int | None = None,
    seed: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Video]:
    """Build the call that `InferenceClient.text_to_video` sends."""
    return bind(
        OPERATION,
        {
            "inputs": prompt,
            "parameters": given(
                {
                    "guidance_scale": guidance_scale,
                    "negative_prompt": negative_prompt,
                    "num_frames": num_frames,
                    "num_inference_steps": num_inference_steps,
                    "seed": seed,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
