# Generated from specs/tasks/visual_question_answering/
# spec sha256:95178c203b4c. Do not edit: change the spec, then run
# `make generate`.
"""Visual question answering: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, Json, ListRules, SingleItem
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.visual_question_answering import VisualQuestionAnsweringOutputElement


OPERATION = Operation(
    name="visual_question_answering",
    module="visual_question_answering",
    task="visual-question-answering",
    route=Route("task"),
    input="visual_question_answering.VisualQuestionAnsweringInput",
    renamed={"inputs.image": "image", "inputs.question": "question"},
    extra_body="parameters",
)
RESULT = Json(
    "visual_question_answering.VisualQuestionAnsweringOutput",
    accept={"{": SingleItem(), '"': BareText("answer")},
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def visual_question_answering(
    image: MediaInput,
    question: str,
    *,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[VisualQuestionAnsweringOutputElement]]:
    """Build the call that `InferenceClient.visual_question_answering` sends."""
    return bind(
        OPERATION,
        {
            "inputs": {"image": media(image, argument="image", kind="image"), "question": question},
            "parameters": given({"top_k": top_k}),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
