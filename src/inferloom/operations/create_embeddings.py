# Generated from specs/tasks/create_embeddings/
# spec sha256:6d4616ca6658. Do not edit: change the spec, then run
# `make generate`.
"""Feature extraction: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Fallback, Operation
from ..calls.results import Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.create_embeddings import CreateEmbeddingsEncodingFormat, CreateEmbeddingsOutput


OPERATION = Operation(
    name="create_embeddings",
    module="create_embeddings",
    task="feature-extraction",
    route=Route("openai", "/embeddings"),
    input="create_embeddings.CreateEmbeddingsInput",
    model_in_body=True,
    large=True,
    defaults={"encoding_format": "base64"},
    fallbacks={
        "encoding_format": Fallback("float", ("base64", "encoding_format", "encoding format"))
    },
)
RESULT = Json(
    "create_embeddings.CreateEmbeddingsOutput", rules=ListRules(at="data", by="index", each="input")
)


def create_embeddings(
    input: str | Sequence[str] | Sequence[int] | Sequence[Sequence[int]],
    *,
    dimensions: int | None = None,
    encoding_format: CreateEmbeddingsEncodingFormat | None = None,
    user: str | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[CreateEmbeddingsOutput]:
    """Build the call that `InferenceClient.create_embeddings` sends."""
    return bind(
        OPERATION,
        {
            "input": input,
            "dimensions": dimensions,
            "encoding_format": encoding_format,
            "user": user,
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
