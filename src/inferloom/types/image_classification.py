# Generated from specs/tasks/image_classification/
# spec sha256:a65634ce0941. Do not edit: change the spec, then run
# `make generate`.
"""What `image_classification` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

ImageClassificationOutputTransform = TypeAliasType(
    "ImageClassificationOutputTransform", Literal["sigmoid", "softmax", "none"]
)


class ImageClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """Name of the class."""
    score: float
    """Score of the class; a probability from 0 to 1 unless `function_to_apply` says otherwise."""


class ImageClassificationParameters(InputModel):
    """Options of image classification."""

    function_to_apply: ImageClassificationOutputTransform | None = None
    """Function that turns the model's logits into scores. The model's own choice by default."""
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of labels to return, best first. The server's choice by default."""


ImageClassificationOutput = TypeAliasType(
    "ImageClassificationOutput", list[ImageClassificationOutputElement]
)


class ImageClassificationInput(InputModel):
    """Request of image classification."""

    inputs: str
    """The image to classify."""
    parameters: ImageClassificationParameters | None = None
