# Generated from specs/tasks/token_classification/
# spec sha256:8484e3510e25. Do not edit: change the spec, then run
# `make generate`.
"""Token classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.token_classification import (
        TokenClassificationAggregationStrategy,
        TokenClassificationOutputElement,
    )


OPERATION = Operation(
    name="token_classification",
    module="token_classification",
    task="token-classification",
    route=Route("task"),
    input="token_classification.TokenClassificationInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
)
RESULT = Json(
    "token_classification.TokenClassificationOutput", one_of=(("entity_group", "entity"),)
)


def token_classification(
    text: str,
    *,
    aggregation_strategy: TokenClassificationAggregationStrategy | None = None,
    ignore_labels: Sequence[str] | None = None,
    stride: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[TokenClassificationOutputElement]]:
    """Build the call that `InferenceClient.token_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given(
                {
                    "aggregation_strategy": aggregation_strategy,
                    "ignore_labels": ignore_labels,
                    "stride": stride,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
