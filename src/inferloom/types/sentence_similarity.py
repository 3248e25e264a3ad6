# Generated from specs/tasks/sentence_similarity/
# spec sha256:725641ecd200. Do not edit: change the spec, then run
# `make generate`.
"""What `sentence_similarity` takes and returns."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel


class SentenceSimilarityInputData(InputModel):
    """One sentence and those it is compared with."""

    source_sentence: str
    """The sentence that the others are compared with."""
    sentences: Annotated[list[str], Field(min_length=1)]
    """The sentences to compare, at least one."""


SentenceSimilarityTruncationDirection = TypeAliasType(
    "SentenceSimilarityTruncationDirection", Literal["left", "right", "Left", "Right"]
)


SentenceSimilarityOutput = TypeAliasType("SentenceSimilarityOutput", list[float])


class SentenceSimilarityParameters(InputModel):
    """Options of sentence similarity; text-embeddings-inference takes them."""

    truncate: bool | None = None
    """Cut sentences that are too long for the model, instead of refusing them."""
    truncation_direction: SentenceSimilarityTruncationDirection | None = None
    """The end at which sentences are cut."""
    prompt_name: str | None = None
    """Name of the prompt, of those in the model's configuration, to put before each sentence."""


class SentenceSimilarityInput(InputModel):
    """Request of sentence similarity."""

    inputs: SentenceSimilarityInputData
    parameters: SentenceSimilarityParameters | None = None
