# Generated from specs/tasks/tokenize/
# spec sha256:42c8ef5722aa. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Api, Operation
from ..calls.results import FirstOfList, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.tokenize import TokenizeOutputToken

OPERATION = Operation(
    name="tokenize",
    module="tokenize",
    task="text-generation",
    route=Route("server", "/tokenize"),
    input="tokenize.TokenizeInput",
    renamed={"inputs": "text"},
    apis={
        "llama.cpp": Api(
            Route("server", "/tokenize"),
            request={"content": "inputs", "add_special": "add_special_tokens"},
            response={"id": ("id", "."), "text": "piece"},
            constants={"with_pieces": True},
            items="tokens",
            joined=("text", "bytes"),
        ),
        "vllm": Api(
            Route("server", "/tokenize"),
            request={"prompt": "inputs", "add_special_tokens": "add_special_tokens"},
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
