# Generated from specs/tasks/rerank/
# spec sha256:8f009ed8586f. Do not edit: change the spec, then run
# `make generate`.
"""What `rerank` takes and returns."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class RerankInput(InputModel):
    """Request of reranking."""

    query: str
    """What is asked."""
    documents: list[str | dict[str, Any]]
    """The texts to rank; some servers also take objects, such as `{"text": ...}`."""
    top_n: Annotated[int | None, Field(ge=0)] = None
    """Number of documents to return, best first. All by default; 0 is all for vLLM."""
    return_documents: bool | None = None
    """Return the texts too."""
    raw_scores: bool | None = None
    """Return the model's own scores, not mapped to 0 to 1."""
    truncate: bool | None = None
    """Cut texts that are too long for the model, instead of refusing them."""


class RerankOutputElement(Model, essential=("index", "score")):
    """One document's rank."""

    index: int
    """Which of the documents it is, from 0."""
    score: float
    """How well it answers; higher is better."""
    text: str | None = None
    """The document, if it was asked for."""


RerankOutput = TypeAliasType("RerankOutput", list[RerankOutputElement])
