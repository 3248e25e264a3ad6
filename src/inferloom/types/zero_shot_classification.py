# Generated from specs/tasks/zero_shot_classification/
# spec sha256:2f0aa9f00c3b. Do not edit: change the spec, then run
# `make generate`.
"""What `zero_shot_classification` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class ZeroShotClassificationParameters(InputModel):
    """Options of text classification with labels of one's own."""

    candidate_labels: Annotated[list[str], Field(min_length=1)]
    """Labels to choose from, at least one."""
    multi_label: bool | None = None
    """Let several labels be true. Each then has a probability of its own; otherwise the
    probabilities add up to 1. False by default.
    """
    hypothesis_template: str | None = None
    """Sentence about the text in which `{}` stands for a label. `This example is {}.` by
    default.
    """


class ZeroShotClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """The label, one of `candidate_labels`."""
    score: float
    """Probability of the label, 0 to 1."""


class ZeroShotClassificationInput(InputModel):
    """Request of text classification with labels of one's own."""

    inputs: str
    """The text to classify."""
    parameters: ZeroShotClassificationParameters


ZeroShotClassificationOutput = TypeAliasType(
    "ZeroShotClassificationOutput", list[ZeroShotClassificationOutputElement]
)
