# Generated from specs/tasks/zero_shot_object_detection/
# spec sha256:bf5ef9b99967. Do not edit: change the spec, then run
# `make generate`.
"""Zero shot object detection: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..media.files import MediaInput
    from ..models.drawing import Detections
    from ..types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement


OPERATION = Operation(
    name="zero_shot_object_detection",
    module="zero_shot_object_detection",
    task="zero-shot-object-detection",
    route=Route("task"),
    input="zero_shot_object_detection.ZeroShotObjectDetectionInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
)
RESULT = Json(
    "zero_shot_object_detection.ZeroShotObjectDetectionOutput",
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
    into="Detections",
)


def zero_shot_object_detection(
    image: MediaInput,
    candidate_labels: Sequence[str],
    *,
    threshold: float | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Detections[ZeroShotObjectDetectionOutputElement]]:
    """Build the call that `InferenceClient.zero_shot_object_detection` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {"candidate_labels": candidate_labels, "threshold": threshold, "top_k": top_k}
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
