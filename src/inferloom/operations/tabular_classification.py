# Generated from specs/tasks/tabular_classification/
# spec sha256:0270a23de838. Do not edit: change the spec, then run
# `make generate`.
"""Tabular classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


OPERATION = Operation(
    name="tabular_classification",
    module="tabular_classification",
    task="tabular-classification",
    route=Route("task"),
    input="tabular_classification.TabularClassificationInput",
    renamed={"inputs.data": "table"},
    extra_body="parameters",
)
RESULT = Json(
    "tabular_classification.TabularClassificationOutput", rules=ListRules(each="inputs.data")
)


def tabular_classification(
    table: Mapping[str, Sequence[str]],
    *,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[str | int | float]]:
    """Build the call that `InferenceClient.tabular_classification` sends."""
    return bind(OPERATION, {"inputs": {"data": table}}, RESULT, model=model, extra_body=extra_body)
