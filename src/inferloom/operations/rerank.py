# Generated from specs/tasks/rerank/
# spec sha256:7b4f5cec16e1. Do not edit: change the spec, then run
# `make generate`.
"""Text ranking: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import Json, ListRules
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.rerank import RerankOutputElement


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    return present(
        {
            "query": args("query"),
            "documents": args("documents"),
            "top_n": args("top_n"),
            "return_documents": args("return_documents"),
        }
    )


def _tei(args: Given) -> Members:
    """Return the members of a body for `api="tei"`."""
    return present(
        {
            "query": args("query"),
            "texts": args("documents"),
            "return_text": args("return_documents"),
            "raw_scores": args("raw_scores"),
            "truncate": args("truncate"),
        }
    )


OPERATION = Operation(
    name="rerank",
    module="rerank",
    task="text-ranking",
    route=Route("openai", "/rerank"),
    input="rerank.RerankInput",
    apis={
        "openai": Api(
            route=Route("openai", "/rerank"),
            request=_openai,
            response={"index": "index", "score": "relevance_score", "text": "document.text"},
            items="results",
            model_in_body=True,
        ),
        "tei": Api(
            route=Route("server", "/rerank"),
            request=_tei,
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
