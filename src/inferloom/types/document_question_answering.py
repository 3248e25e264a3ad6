# Generated from specs/tasks/document_question_answering/
# spec sha256:c652b93f5edf. Do not edit: change the spec, then run
# `make generate`.
"""What `document_question_answering` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class DocumentQuestionAnsweringInputData(InputModel):
    """A document and a question about it."""

    image: str
    """Image of the document's page."""
    question: str
    """The question."""


class DocumentQuestionAnsweringParameters(InputModel):
    """Options of question answering on documents."""

    doc_stride: int | None = None
    """Number of tokens that two pieces share, when the page has too many words for the model and
    is split. 128 by default.
    """
    handle_impossible_answer: bool | None = None
    """Let "there is no answer" be one of the answers. False by default."""
    lang: str | None = None
    """Language of the page, for reading its words, such as `eng` or `fra`. English by default."""
    max_answer_len: Annotated[int | None, Field(ge=1)] = None
    """Longest answer, in tokens. 15 by default."""
    max_question_len: int | None = None
    """Longest question, in tokens; the rest is cut off. 64 by default."""
    max_seq_len: int | None = None
    """Longest piece of the page that the model reads at once, in tokens, the question included.
    384 by default.
    """
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of answers to return, best first. 1 by default."""
    word_boxes: list[str | list[float] | list[str | list[float]]] | None = None
    """The page's words and where they are, if you have read them already: `[word, [xmin, ymin,
    xmax, ymax]]` for each, from 0 to 1000 across the page. The server reads them by default.
    """


class DocumentQuestionAnsweringOutputElement(Model, essential=("answer",)):
    """One answer. A model that writes its answers gives nothing but the text."""

    answer: str | None
    """The answer; None if the model wrote none."""
    score: float | None = None
    """Probability of the answer, 0 to 1."""
    start: int | None = None
    """Number of the answer's first word among the words of the page, from 0."""
    end: int | None = None
    """Number of its last word."""


class DocumentQuestionAnsweringInput(InputModel):
    """Request of question answering on documents."""

    inputs: DocumentQuestionAnsweringInputData
    parameters: DocumentQuestionAnsweringParameters | None = None


DocumentQuestionAnsweringOutput = TypeAliasType(
    "DocumentQuestionAnsweringOutput", list[DocumentQuestionAnsweringOutputElement]
)
