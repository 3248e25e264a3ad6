# Generated from specs/tasks/video_classification/
# spec sha256:7d7dde5bd9b8. Do not edit: change the spec, then run
# `make generate`.
"""Video classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.video_classification import (
        VideoClassificationOutputElement,
        VideoClassificationOutputTransform,
    )


OPERATION = Operation(
    name="video_classification",
    module="video_classification",
    task="video-classification",
    route=Route("task"),
    input="video_classification.VideoClassificationInput",
    encoding="media",
    renamed={"inputs": "video"},
    extra_body="parameters",
)
RESULT = Json(
    "video_classification.VideoClassificationOutput",
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def video_classification(
    video: MediaInput,
    *,
    frame_sampling_rate: int | None = None,
    function_to_apply: VideoClassificationOutputTransform | None = None,
    num_frames: int | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[VideoClassificationOutputElement]]:
    """Build the call that `InferenceClient.video_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(video, argument="video", kind="video"),
            "parameters": given(
                {
                    "frame_sampling_rate": frame_sampling_rate,
                    "function_to_apply": function_to_apply,
                    "num_frames": num_frames,
                    "top_k": top_k,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
