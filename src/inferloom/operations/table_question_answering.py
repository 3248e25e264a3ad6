# Generated from specs/tasks/table_question_answering/
# spec sha256:56b57f39c7af. Do not edit: change the spec, then run
# `make generate`.
"""Table question answering: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, FirstOfList, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.table_question_answering import Padding, TableQuestionAnsweringOutputElement


OPERATION = Operation(
    name="table_question_answering",
    module="table_question_answering",
    task="table-question-answering",
    route=Route("task"),
    input="table_question_answering.TableQuestionAnsweringInput",
    renamed={"inputs.table": "table", "inputs.query": "query"},
    extra_body="parameters",
)
RESULT = Json(
    "table_question_answering.TableQuestionAnsweringOutputElement",
    accept={"[": FirstOfList(), '"': BareText("answer")},
)


def table_question_answering(
    table: Mapping[str, Sequence[str]],
    query: str,
    *,
    padding: Padding | None = None,
    sequential: bool | None = None,
    truncation: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[TableQuestionAnsweringOutputElement]:
    """Build the call that `InferenceClient.table_question_answering` sends."""
    return bind(
        OPERATION,
        {
            "inputs": {"table": table, "query": query},
            "parameters": given(
                {"padding": padding, "sequential": sequential, "truncation": truncation}
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
