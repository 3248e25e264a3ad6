# Generated from specs/tasks/zero_shot_object_detection/
# spec sha256:036cef1367f5. Do not edit: change the spec, then run
# `make generate`.
"""What `zero_shot_object_detection` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class ZeroShotObjectDetectionParameters(InputModel):
    """Options of object detection with labels of one's own."""

    candidate_labels: Annotated[list[str], Field(min_length=1)]
    """Names of the objects to look for, at least one."""
    threshold: float | None = None
    """Lowest score of an object to return, 0 to 1. 0.1 by default."""
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Largest number of objects to return, best first. All by default."""


class ZeroShotObjectDetectionBoundingBox(Model, essential=("xmin", "xmax", "ymin", "ymax")):
    """Where an object is, in pixels from the top left of the image."""

    xmin: int
    """Left edge."""
    xmax: int
    """Right edge."""
    ymin: int
    """Top edge."""
    ymax: int
    """Bottom edge."""


class ZeroShotObjectDetectionInput(InputModel):
    """Request of object detection with labels of one's own."""

    inputs: str
    """The image to look for objects in."""
    parameters: ZeroShotObjectDetectionParameters


class ZeroShotObjectDetectionOutputElement(Model, essential=("label", "score", "box")):
    """One object and where it is."""

    label: str
    """Label of the object, one of `candidate_labels`."""
    score: float
    """Score of the object, 0 to 1."""
    box: ZeroShotObjectDetectionBoundingBox
    """The box around the object."""


ZeroShotObjectDetectionOutput = TypeAliasType(
    "ZeroShotObjectDetectionOutput", list[ZeroShotObjectDetectionOutputElement]
)
