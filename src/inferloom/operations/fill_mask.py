# Generated from specs/tasks/fill_mask/
# spec sha256:60a595a0085a. Do not edit: change the spec, then run
# `make generate`.
"""Fill mask: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Groups, Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.fill_mask import FillMaskOutputElement


OPERATION = Operation(
    name="fill_mask",
    module="fill_mask",
    task="fill-mask",
    route=Route("task"),
    input="fill_mask.FillMaskInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
)
RESULT = Json(
    "fill_mask.FillMaskOutput",
    accept={"[[": Groups("mask_index")},
    rules=ListRules(by="score", best_first=True, within="mask_index", limit="parameters.top_k"),
)


def fill_mask(
    text: str,
    *,
    targets: Sequence[str] | str | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[FillMaskOutputElement]]:
    """Build the call that `InferenceClient.fill_mask` sends."""
    return bind(
        OPERATION,
        {"inputs": text, "parameters": given({"targets": targets, "top_k": top_k})},
        RESULT,
        model=model,
        extra_body=extra_body,
    )
