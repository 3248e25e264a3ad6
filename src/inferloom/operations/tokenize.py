# Generated from specs/tasks/tokenize/
# spec sha256:befd4bad0bc0. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import FirstOfList, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.tokenize import TokenizeOutputToken


def _llama_cpp(args: Given) -> Members:
    """Return the members of a body for `api="llama.cpp"`."""
    return present({"content": args("inputs"), "add_special": args("add_special_tokens")})


def _vllm(args: Given) -> Members:
    """Return the members of a body for `api="vllm"`."""
    return present({"prompt": args("inputs"), "add_special_tokens": args("add_special_tokens")})


OPERATION = Operation(
    name="tokenize",
    module="tokenize",
    task="text-generation",
    route=Route("server", "/tokenize"),
    input="tokenize.TokenizeInput",
    renamed={"inputs": "text"},
    apis={
        "llama.cpp": Api(
            route=Route("server", "/tokenize"),
            request=_llama_cpp,
            response={"id": ("id", "."), "text": "piece"},
            constants={"with_pieces": True},
            items="tokens",
            joined=("text", "bytes"),
        ),
        "vllm": Api(
            route=Route("server", "/tokenize"),
            request=_vllm,
            response={"[].id": "tokens", "[].text": "token_strs"},
            constants={"return_token_strs": True},
            model_in_body=True,
        ),
    },
)
RESULT = Json("tokenize.TokenizeOutput", accept={"[[": FirstOfList()})


def tokenize(
    text: str,
    *,
    add_special_tokens: bool | None = None,
    api: Literal["llama.cpp", "vllm"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[TokenizeOutputToken]]:
    """Build the call that `InferenceClient.tokenize` sends."""
    return bind(
        OPERATION,
        {"inputs": text, "add_special_tokens": add_special_tokens},
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
