# Generated from specs/tasks/zero_shot_image_classification/
# spec sha256:17c63b32ee40. Do not edit: change the spec, then run
# `make generate`.
"""What `zero_shot_image_classification` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class ZeroShotImageClassificationParameters(InputModel):
    """Options of image classification with labels of one's own."""

    candidate_labels: Annotated[list[str], Field(min_length=2)]
    """Labels to choose from, at least two."""
    hypothesis_template: str | None = None
    """Sentence about the image in which `{}` stands for a label. `This is a photo of {}.` by
    default.
    """


class ZeroShotImageClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """The label, one of `candidate_labels`."""
    score: float
    """Probability of the label, 0 to 1."""


class ZeroShotImageClassificationInput(InputModel):
    """Request of image classification with labels of one's own."""

    inputs: str
    """The image to classify."""
    parameters: ZeroShotImageClassificationParameters


ZeroShotImageClassificationOutput = TypeAliasType(
    "ZeroShotImageClassificationOutput", list[ZeroShotImageClassificationOutputElement]
)
