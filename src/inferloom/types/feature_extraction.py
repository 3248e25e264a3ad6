# Generated from specs/tasks/feature_extraction/
# spec sha256:6de448e753b8. Do not edit: change the spec, then run
# `make generate`.
"""What `feature_extraction` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel

FeatureExtractionInputTruncationDirection = TypeAliasType(
    "FeatureExtractionInputTruncationDirection", Literal["left", "right", "Left", "Right"]
)


FeatureExtractionInputEncodingFormat = TypeAliasType(
    "FeatureExtractionInputEncodingFormat", Literal["float", "base64"]
)


FeatureExtractionOutput = TypeAliasType("FeatureExtractionOutput", list[list[float]])


class FeatureExtractionInput(InputModel):
    """Request of feature extraction."""

    inputs: str | list[str]
    """The text, or the texts, to embed."""
    normalize: bool | None = None
    """Scale each vector to length 1. The server's choice by default."""
    prompt_name: str | None = None
    """Name of the prompt, of those in the model's configuration, to put before each text."""
    truncate: bool | None = None
    """Cut texts that are too long for the model, instead of refusing them. The server's choice
    by default.
    """
    truncation_direction: FeatureExtractionInputTruncationDirection | None = None
    """The end at which texts are cut, `right` by default."""
    dimensions: Annotated[int | None, Field(ge=1)] = None
    """Length of the vectors, for models that can shorten them. Text-embeddings-inference takes
    it.
    """
    encoding_format: FeatureExtractionInputEncodingFormat | None = None
    """How the vectors travel: as numbers, or as base64 text, which is shorter. The array is the
    same. The server's choice by default.
    """
