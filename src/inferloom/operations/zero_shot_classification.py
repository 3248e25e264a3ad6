# Generated from specs/tasks/zero_shot_classification/
# spec sha256:26780a295137. Do not edit: change the spec, then run
# `make generate`.
"""Zero shot classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Columns, Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.zero_shot_classification import ZeroShotClassificationOutputElement


OPERATION = Operation(
    name="zero_shot_classification",
    module="zero_shot_classification",
    task="zero-shot-classification",
    route=Route("task"),
    input="zero_shot_classification.ZeroShotClassificationInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
)
RESULT = Json(
    "zero_shot_classification.ZeroShotClassificationOutput",
    accept={"{": Columns({"label": "labels", "score": "scores"})},
    rules=ListRules(by="score", best_first=True),
)


def zero_shot_classification(
    text: str,
    candidate_labels: Sequence[str],
    *,
    multi_label: bool | None = None,
    hypothesis_template: str | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[ZeroShotClassificationOutputElement]]:
    """Build the call that `InferenceClient.zero_shot_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given(
                {
                    "candidate_labels": candidate_labels,
                    "multi_label": multi_label,
                    "hypothesis_template": hypothesis_template,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
