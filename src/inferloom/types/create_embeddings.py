# Generated from specs/tasks/create_embeddings/
# spec sha256:bb914fd70f7c. Do not edit: change the spec, then run
# `make generate`.
"""What `create_embeddings` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model
from ..models.vectors import Vector

CreateEmbeddingsEncodingFormat = TypeAliasType(
    "CreateEmbeddingsEncodingFormat", Literal["base64", "float"]
)


class Embedding(Model, essential=("embedding",)):
    """The embedding of one text."""

    object: str | None = None
    """`embedding`."""
    index: int
    """Which text it is of, from 0."""
    embedding: Vector
    """The vector, shape `(dimensions,)`: a sequence of floats. `embedding.to_numpy()` and
    `numpy.asarray(embedding)` make no copy.
    """


class EmbeddingsUsage(Model):
    """Token counts of a call."""

    prompt_tokens: int | None = None
    """Tokens of the texts."""
    total_tokens: int | None = None
    """The same."""


class CreateEmbeddingsInput(InputModel):
    """Request of embeddings, OpenAI style."""

    input: str | list[str] | list[int] | list[list[int]]
    """The text or texts to embed, or their tokens."""
    dimensions: Annotated[int | None, Field(ge=1)] = None
    """Length of the vectors, for models that can shorten them."""
    encoding_format: CreateEmbeddingsEncodingFormat | None = None
    """How the vectors travel: `base64` by default, which is smaller and faster, or `float`. The
    result is the same.
    """
    user: str | None = None
    """Id of the end user, which some servers log."""


class CreateEmbeddingsOutput(Model, essential=("data",)):
    """Embeddings of texts."""

    object: str | None = None
    """`list`."""
    data: list[Embedding]
    """One entry for each text, in their order."""
    model: str | None = None
    """The model that made them."""
    usage: EmbeddingsUsage | None = None
    """Token counts."""
