# Generated from specs/tasks/detokenize/
# spec sha256:f4f1bfcef25c. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import BareText, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _llama_cpp(args: Given) -> Members:
    """Return the members of a body for `api="llama.cpp"`."""
    return {"tokens": args("ids")}


def _vllm(args: Given) -> Members:
    """Return the members of a body for `api="vllm"`."""
    return {"tokens": args("ids")}


def _tei(args: Given) -> Members:
    """Return the members of a body for `api="tei"`."""
    return present({"ids": args("ids"), "skip_special_tokens": args("skip_special_tokens")})


OPERATION = Operation(
    name="detokenize",
    module="detokenize",
    task="text-generation",
    route=Route("server", "/detokenize"),
    input="detokenize.DetokenizeInput",
    apis={
        "llama.cpp": Api(
            route=Route("server", "/detokenize"), request=_llama_cpp, response={"text": "content"}
        ),
        "vllm": Api(
            route=Route("server", "/detokenize"),
            request=_vllm,
            response={"text": "prompt"},
            model_in_body=True,
        ),
        "tei": Api(route=Route("server", "/decode"), request=_tei, response={"text": ("0", ".")}),
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
