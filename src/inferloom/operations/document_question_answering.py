# Generated from specs/tasks/document_question_answering/
# spec sha256:c9223dd84147. Do not edit: change the spec, then run
# `make generate`.
"""Document question answering: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, Json, ListRules, SingleItem
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..media.files import MediaInput
    from ..types.document_question_answering import DocumentQuestionAnsweringOutputElement


OPERATION = Operation(
    name="document_question_answering",
    module="document_question_answering",
    task="document-question-answering",
    route=Route("task"),
    input="document_question_answering.DocumentQuestionAnsweringInput",
    renamed={"inputs.image": "image", "inputs.question": "question"},
    extra_body="parameters",
)
RESULT = Json(
    "document_question_answering.DocumentQuestionAnsweringOutput",
    accept={"{": SingleItem(), '"': BareText("answer")},
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def document_question_answering(
    image: MediaInput,
    question: str,
    *,
    doc_stride: int | None = None,
    handle_impossible_answer: bool | None = None,
    lang: str | None = None,
    max_answer_len: int | None = None,
    max_question_len: int | None = None,
    max_seq_len: int | None = None,
    top_k: int | None = None,
    word_boxes: Sequence[str | Sequence[float] | Sequence[str | Sequence[float]]] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[DocumentQuestionAnsweringOutputElement]]:
    """Build the call that `InferenceClient.document_question_answering` sends."""
    return bind(
        OPERATION,
        {
            "inputs": {"image": media(image, argument="image", kind="image"), "question": question},
            "parameters": given(
                {
                    "doc_stride": doc_stride,
                    "handle_impossible_answer": handle_impossible_answer,
                    "lang": lang,
                    "max_answer_len": max_answer_len,
                    "max_question_len": max_question_len,
                    "max_seq_len": max_seq_len,
                    "top_k": top_k,
                    "word_boxes": word_boxes,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
