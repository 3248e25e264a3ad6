# Generated from specs/tasks/text_classification/
# spec sha256:87e79af83972. Do not edit: change the spec, then run
# `make generate`.
"""Text classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import FirstOfList, Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.text_classification import (
        TextClassificationOutputElement,
        TextClassificationOutputTransform,
    )


OPERATION = Operation(
    name="text_classification",
    module="text_classification",
    task="text-classification",
    route=Route("task"),
    input="text_classification.TextClassificationInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
)
RESULT = Json(
    "text_classification.TextClassificationOutput",
    accept={"[[": FirstOfList()},
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def text_classification(
    text: str,
    *,
    function_to_apply: TextClassificationOutputTransform | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[TextClassificationOutputElement]]:
    """Build the call that `InferenceClient.text_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given({"function_to_apply": function_to_apply, "top_k": top_k}),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
