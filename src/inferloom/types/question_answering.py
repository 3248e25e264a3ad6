# Generated from specs/tasks/question_answering/
# spec sha256:d08d7be2efe4. Do not edit: change the spec, then run
# `make generate`.
"""What `question_answering` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class QuestionAnsweringInputData(InputModel):
    """A question and the text that holds its answer."""

    question: str
    """The question."""
    context: str
    """The text that holds the answer."""


class QuestionAnsweringParameters(InputModel):
    """Options of question answering."""

    align_to_words: bool | None = None
    """Let answers begin and end with whole words, where the language has spaces between words.
    True by default.
    """
    doc_stride: int | None = None
    """Number of tokens that two pieces share, when the text is too long for the model and is
    split. 128 by default, or half of `max_seq_len` if that is less.
    """
    handle_impossible_answer: bool | None = None
    """Let "there is no answer" be one of the answers, as an empty text. False by default."""
    max_answer_len: Annotated[int | None, Field(ge=1)] = None
    """Longest answer, in tokens. 15 by default."""
    max_question_len: int | None = None
    """Longest question, in tokens; the rest is cut off. 64 by default."""
    max_seq_len: int | None = None
    """Longest piece of text that the model reads at once, in tokens, the question included. 384
    by default.
    """
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of answers to return, best first. 1 by default."""


class QuestionAnsweringOutputElement(Model, essential=("answer",)):
    """One answer and its place in the text."""

    answer: str
    """The answer, a part of the text."""
    score: float
    """Probability of the answer, 0 to 1."""
    start: int
    """Where the answer begins in the text, in characters from 0."""
    end: int
    """Where it ends, as the end of a Python slice."""


class QuestionAnsweringInput(InputModel):
    """Request of question answering."""

    inputs: QuestionAnsweringInputData
    parameters: QuestionAnsweringParameters | None = None


QuestionAnsweringOutput = TypeAliasType(
    "QuestionAnsweringOutput", list[QuestionAnsweringOutputElement]
)
