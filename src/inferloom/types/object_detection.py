# Generated from specs/tasks/object_detection/
# spec sha256:9d25e7ac7d00. Do not edit: change the spec, then run
# `make generate`.
"""What `object_detection` takes and returns."""

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class ObjectDetectionParameters(InputModel):
    """Options of object detection."""

    threshold: float | None = None
    """Lowest score of an object to return, 0 to 1. The server's choice by default."""


class ObjectDetectionBoundingBox(Model, essential=("xmin", "xmax", "ymin", "ymax")):
    """Where an object is, in pixels from the top left of the image."""

    xmin: int
    """Left edge."""
    xmax: int
    """Right edge."""
    ymin: int
    """Top edge."""
    ymax: int
    """Bottom edge."""


class ObjectDetectionInput(InputModel):
    """Request of object detection."""

    inputs: str
    """The image to look for objects in."""
    parameters: ObjectDetectionParameters | None = None


class ObjectDetectionOutputElement(Model, essential=("label", "score", "box")):
    """One object and where it is."""

    label: str
    """Name of what the object is."""
    score: float
    """Score of the object, 0 to 1."""
    box: ObjectDetectionBoundingBox
    """The box around the object."""


ObjectDetectionOutput = TypeAliasType("ObjectDetectionOutput", list[ObjectDetectionOutputElement])
