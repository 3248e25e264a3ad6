# Generated from specs/tasks/rerank/
# spec sha256:b3daaa7b22bc. Do not edit: change the spec, then run
# `make generate`.
"""Text ranking: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Api, Operation
from ..calls.results import Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.rerank import RerankOutputElement

OPERATION = Operation(
    name="rerank",
    module="rerank",
    task="text-ranking",
    route=Route("openai", "/rerank"),
    input="rerank.RerankInput",
    apis={
        "openai": Api(
            Route("openai", "/rerank"),
            request={
                "query": "query",
                "documents": "documents",
                "top_n": "top_n",
                "return_documents": "return_documents",
            },
            response={"index": "index", "score": "relevance_score", "text": "document.text"},
            items="results",
            model_in_body=True,
        ),
        "tei": Api(
            Route("server", "/rerank"),
            request={
                "query": "query",
                "texts": "documents",
                "return_text": "return_documents",
                "raw_scores": "raw_scores",
                "truncate": "truncate",
            },
            response={"index": "index", "score": "score", "text": "text"},
            items="",
        ),
    },
)
RESULT = Json("rerank.RerankOutput", rules=ListRules(by="score", best_first=True, limit="top_n"))


def rerank(
    query: str,
    documents: Sequence[str | Mapping[str, object]],
    *,
    top_n: int | None = None,
    return_documents: bool | None = None,
    raw_scores: bool | None = None,
    truncate: bool | None = None,
    api: Literal["openai", "tei"] = "openai",
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[RerankOutputElement]]:
    """Build the call that `InferenceClient.rerank` sends."""
    return bind(
        OPERATION,
        {
            "query": query,
            "documents": documents,
            "top_n": top_n,
            "return_documents": return_documents,
            "raw_scores": raw_scores,
            "truncate": truncate,
        },
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
