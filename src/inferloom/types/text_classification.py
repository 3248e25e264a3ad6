# Generated from specs/tasks/text_classification/
# spec sha256:409d3eea47ed. Do not edit: change the spec, then run
# `make generate`.
"""What `text_classification` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

TextClassificationOutputTransform = TypeAliasType(
    "TextClassificationOutputTransform", Literal["sigmoid", "softmax", "none"]
)


class TextClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """Name of the class."""
    score: float
    """Score of the class; a probability from 0 to 1 unless `function_to_apply` says otherwise."""


class TextClassificationParameters(InputModel):
    """Options of text classification."""

    function_to_apply: TextClassificationOutputTransform | None = None
    """Function that turns the model's logits into scores. The model's own choice by default."""
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of labels to return, best first. The server's choice by default."""


TextClassificationOutput = TypeAliasType(
    "TextClassificationOutput", list[TextClassificationOutputElement]
)


class TextClassificationInput(InputModel):
    """Request of text classification."""

    inputs: str
    """The text to classify."""
    parameters: TextClassificationParameters | None = None
