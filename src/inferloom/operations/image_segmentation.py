# Generated from specs/tasks/image_segmentation/
# spec sha256:04e21479c1d5. Do not edit: change the spec, then run
# `make generate`.
"""Image segmentation: arguments to a checked call. Nothing here does I/O."""

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
    from ..models.drawing import Segments
    from ..types.image_segmentation import ImageSegmentationOutputElement, ImageSegmentationSubtask


OPERATION = Operation(
    name="image_segmentation",
    module="image_segmentation",
    task="image-segmentation",
    route=Route("task"),
    input="image_segmentation.ImageSegmentationInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
    large=True,
)
RESULT = Json("image_segmentation.ImageSegmentationOutput", into="Segments", pictures=True)


def image_segmentation(
    image: MediaInput,
    *,
    mask_threshold: float | None = None,
    overlap_mask_area_threshold: float | None = None,
    subtask: ImageSegmentationSubtask | None = None,
    threshold: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[Segments[ImageSegmentationOutputElement]]:
    """Build the call that `InferenceClient.image_segmentation` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {
                    "mask_threshold": mask_threshold,
                    "overlap_mask_area_threshold": overlap_mask_area_threshold,
                    "subtask": subtask,
                    "threshold": threshold,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
