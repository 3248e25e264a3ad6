# Generated from specs/tasks/video_classification/
# spec sha256:a08ed03c7f3f. Do not edit: change the spec, then run
# `make generate`.
"""What `video_classification` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

VideoClassificationOutputTransform = TypeAliasType(
    "VideoClassificationOutputTransform", Literal["sigmoid", "softmax", "none"]
)


class VideoClassificationOutputElement(Model, essential=("label", "score")):
    """One label and its score."""

    label: str
    """Name of the class."""
    score: float
    """Score of the class; a probability from 0 to 1 unless `function_to_apply` says otherwise."""


class VideoClassificationParameters(InputModel):
    """Options of video classification."""

    frame_sampling_rate: Annotated[int | None, Field(ge=1)] = None
    """Look at every n-th frame only. 1 by default, that is at all of them."""
    function_to_apply: VideoClassificationOutputTransform | None = None
    """Function that turns the model's logits into scores. The model's own choice by default."""
    num_frames: Annotated[int | None, Field(ge=1)] = None
    """Number of frames to look at. As many as the model was made for by default."""
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of labels to return, best first. The server's choice by default."""


VideoClassificationOutput = TypeAliasType(
    "VideoClassificationOutput", list[VideoClassificationOutputElement]
)


class VideoClassificationInput(InputModel):
    """Request of video classification."""

    inputs: str
    """The video to classify."""
    parameters: VideoClassificationParameters | None = None
