# Generated from specs/tasks/tabular_regression/
# spec sha256:4aef5072d463. Do not edit: change the spec, then run
# `make generate`.
"""Tabular regression: arguments to a checked call. Nothing here does I/O."""

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
    name="tabular_regression",
    module="tabular_regression",
    task="tabular-regression",
    route=Route("task"),
    input="tabular_regression.TabularRegressionInput",
    renamed={"inputs.data": "table"},
    extra_body="parameters",
)
RESULT = Json("tabular_regression.TabularRegressionOutput", rules=ListRules(each="inputs.data"))


def tabular_regression(
    table: Mapping[str, Sequence[str]],
    *,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[float]]:
    """Build the call that `InferenceClient.tabular_regression` sends."""
    return bind(OPERATION, {"inputs": {"data": table}}, RESULT, model=model, extra_body=extra_body)
