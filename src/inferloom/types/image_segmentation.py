# Generated from specs/tasks/image_segmentation/
# spec sha256:567d1b97036e. Do not edit: change the spec, then run
# `make generate`.
"""What `image_segmentation` takes and returns."""

from typing import Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model
from ..models.media import Picture

ImageSegmentationSubtask = TypeAliasType(
    "ImageSegmentationSubtask", Literal["instance", "panoptic", "semantic"]
)


class ImageSegmentationOutputElement(Model, essential=("label", "mask")):
    """One part of an image."""

    label: str
    """Name of what the part shows."""
    mask: Picture
    """Image of one channel, as large as the input, white where the part is and black elsewhere."""
    score: float | None = None
    """Score of the part, 0 to 1. None in semantic segmentation."""


class ImageSegmentationParameters(InputModel):
    """Options of image segmentation."""

    mask_threshold: float | None = None
    """Probability from which a pixel belongs to a mask, 0 to 1. The server's choice by default."""
    overlap_mask_area_threshold: float | None = None
    """Drop masks of which a smaller share than this, 0 to 1, is left where they do not overlap
    with others. The server's choice by default.
    """
    subtask: ImageSegmentationSubtask | None = None
    """What to find: `instance` for single objects, `semantic` for kinds of things, `panoptic`
    for both. By default the first of `panoptic`, `instance` and `semantic` that the model can
    do.
    """
    threshold: float | None = None
    """Lowest score of a mask to return, 0 to 1. The server's choice by default."""


ImageSegmentationOutput = TypeAliasType(
    "ImageSegmentationOutput", list[ImageSegmentationOutputElement]
)


class ImageSegmentationInput(InputModel):
    """Request of image segmentation."""

    inputs: str
    """The image to divide."""
    parameters: ImageSegmentationParameters | None = None
