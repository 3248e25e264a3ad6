# Generated from specs/tasks/object_detection/
# spec sha256:d1c3ef49dbd4. Do not edit: change the spec, then run
# `make generate`.
"""Object detection: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..models.drawing import Detections
    from ..types.object_detection import ObjectDetectionOutputElement


OPERATION = Operation(
    name="object_detection",
    module="object_detection",
    task="object-detection",
    route=Route("task"),
    input="object_detection.ObjectDetectionInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
)
RESULT = Json("object_detection.ObjectDetectionOutput", into="Detections")


def object_detection(
    image: MediaInput,
    *,
    threshold: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Detections[ObjectDetectionOutputElement]]:
    """Build the call that `InferenceClient.object_detection` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given({"threshold": threshold}),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
