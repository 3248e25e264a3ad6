# Generated from specs/tasks/detokenize/
# spec sha256:5abb05b00db2. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Api, Operation
from ..calls.results import BareText, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPERATION = Operation(
    name="detokenize",
    module="detokenize",
    task="text-generation",
    route=Route("server", "/detokenize"),
    input="detokenize.DetokenizeInput",
    apis={
        "llama.cpp": Api(
            Route("server", "/detokenize"), request={"tokens": "ids"}, response={"text": "content"}
        ),
        "vllm": Api(
            Route("server", "/detokenize"),
            request={"tokens": "ids"},
            response={"text": "prompt"},
            model_in_body=True,
        ),
        "tei": Api(
            Route("server", "/decode"),
            request={"ids": "ids", "skip_special_tokens": "skip_special_tokens"},
            response={"text": ("0", ".")},
        ),
    },
)
RESULT = Json("detokenize.DetokenizeOutput", accept={'"': BareText("text")}, project=("text",))


def detokenize(
    ids: Sequence[int],
    *,
    skip_special_tokens: bool | None = None,
    api: Literal["llama.cpp", "vllm", "tei"] = "llama.cpp",
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[str]:
    """Build the call that `InferenceClient.detokenize` sends."""
    return bind(
        OPERATION,
        {"ids": ids, "skip_special_tokens": skip_special_tokens},
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
