# Generated from specs/tasks/question_answering/
# spec sha256:e9728330a09f. Do not edit: change the spec, then run
# `make generate`.
"""Question answering: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, Json, ListRules, SingleItem
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.question_answering import QuestionAnsweringOutputElement


OPERATION = Operation(
    name="question_answering",
    module="question_answering",
    task="question-answering",
    route=Route("task"),
    input="question_answering.QuestionAnsweringInput",
    renamed={"inputs.question": "question", "inputs.context": "context"},
    extra_body="parameters",
)
RESULT = Json(
    "question_answering.QuestionAnsweringOutput",
    accept={"{": SingleItem(), '"': BareText("answer")},
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
    one_unless="parameters.top_k",
)


@overload
def question_answering(
    question: str,
    context: str,
    *,
    align_to_words: bool | None = None,
    doc_stride: int | None = None,
    handle_impossible_answer: bool | None = None,
    max_answer_len: int | None = None,
    max_question_len: int | None = None,
    max_seq_len: int | None = None,
    top_k: None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[QuestionAnsweringOutputElement]: ...


@overload
def question_answering(
    question: str,
    context: str,
    *,
    align_to_words: bool | None = None,
    doc_stride: int | None = None,
    handle_impossible_answer: bool | None = None,
    max_answer_len: int | None = None,
    max_question_len: int | None = None,
    max_seq_len: int | None = None,
    top_k: int,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[QuestionAnsweringOutputElement]]: ...


@overload
def question_answering(
    question: str,
    context: str,
    *,
    align_to_words: bool | None = None,
    doc_stride: int | None = None,
    handle_impossible_answer: bool | None = None,
    max_answer_len: int | None = None,
    max_question_len: int | None = None,
    max_seq_len: int | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]]: ...


def question_answering(
    question: str,
    context: str,
    *,
    align_to_words: bool | None = None,
    doc_stride: int | None = None,
    handle_impossible_answer: bool | None = None,
    max_answer_len: int | None = None,
    max_question_len: int | None = None,
    max_seq_len: int | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]]:
    """Build the call that `InferenceClient.question_answering` sends."""
    return bind(
        OPERATION,
        {
            "inputs": {"question": question, "context": context},
            "parameters": given(
                {
                    "align_to_words": align_to_words,
                    "doc_stride": doc_stride,
                    "handle_impossible_answer": handle_impossible_answer,
                    "max_answer_len": max_answer_len,
                    "max_question_len": max_question_len,
                    "max_seq_len": max_seq_len,
                    "top_k": top_k,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
