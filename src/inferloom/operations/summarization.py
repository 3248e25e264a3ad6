# Generated from specs/tasks/summarization/
# spec sha256:3e481c5abb6f. Do not edit: change the spec, then run
# `make generate`.
"""Summarization: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, FirstOfList, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.summarization import SummarizationOutput, SummarizationTruncationStrategy


OPERATION = Operation(
    name="summarization",
    module="summarization",
    task="summarization",
    route=Route("task"),
    input="summarization.SummarizationInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
)
RESULT = Json(
    "summarization.SummarizationOutput", accept={"[": FirstOfList(), '"': BareText("summary_text")}
)


def summarization(
    text: str,
    *,
    clean_up_tokenization_spaces: bool | None = None,
    generate_parameters: Mapping[str, object] | None = None,
    truncation: SummarizationTruncationStrategy | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[SummarizationOutput]:
    """Build the call that `InferenceClient.summarization` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given(
                {
                    "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                    "generate_parameters": generate_parameters,
                    "truncation": truncation,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
