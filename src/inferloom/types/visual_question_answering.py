# Generated from specs/tasks/visual_question_answering/
# spec sha256:fea372ab2ec6. Do not edit: change the spec, then run
# `make generate`.
"""What `visual_question_answering` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class VisualQuestionAnsweringInputData(InputModel):
    """An image and a question about it."""

    image: str
    """The image that the question is about."""
    question: str
    """The question."""


class VisualQuestionAnsweringParameters(InputModel):
    """Options of question answering on images."""

    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of answers to return, best first. The server's choice by default."""


class VisualQuestionAnsweringOutputElement(Model, essential=("answer",)):
    """One answer."""

    answer: str
    """The answer."""
    score: float | None = None
    """Score of the answer, 0 to 1. Models that write their answers give none."""


class VisualQuestionAnsweringInput(InputModel):
    """Request of question answering on images."""

    inputs: VisualQuestionAnsweringInputData
    parameters: VisualQuestionAnsweringParameters | None = None


VisualQuestionAnsweringOutput = TypeAliasType(
    "VisualQuestionAnsweringOutput", list[VisualQuestionAnsweringOutputElement]
)
