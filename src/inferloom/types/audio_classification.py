# Generated from specs/tasks/audio_classification/
# spec sha256:20610498531c. Do not edit: change the spec, then run
# `make generate`.
"""What `audio_classification` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

AudioClassificationOutputTransform = TypeAliasType(
    "AudioClassificationOutputTransform", Literal["sigmoid", "softmax", "none"]
)


class AudioClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """Name of the class."""
    score: float
    """Score of the class; a probability from 0 to 1 unless `function_to_apply` says otherwise."""


class AudioClassificationParameters(InputModel):
    """Options of audio classification."""

    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of labels to return, best first. The server's choice by default."""
    function_to_apply: AudioClassificationOutputTransform | None = None
    """Function that turns the model's logits into scores. The model's own choice by default."""


AudioClassificationOutput = TypeAliasType(
    "AudioClassificationOutput", list[AudioClassificationOutputElement]
)


class AudioClassificationInput(InputModel):
    """Request of audio classification."""

    inputs: str
    """The recording to classify."""
    parameters: AudioClassificationParameters | None = None
