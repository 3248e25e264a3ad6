# Generated from specs/tasks/token_classification/
# spec sha256:dcdf6f03871c. Do not edit: change the spec, then run
# `make generate`.
"""What `token_classification` takes and returns."""

from typing import Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

TokenClassificationAggregationStrategy = TypeAliasType(
    "TokenClassificationAggregationStrategy", Literal["none", "simple", "first", "average", "max"]
)


class TokenClassificationOutputElement(Model, essential=("score", "word")):
    """One labelled part: an entity, or a token with the strategy `none`."""

    entity_group: str | None = None
    """Label of an entity, such as `PER` or `LOC`."""
    entity: str | None = None
    """Label of a token, such as `B-PER`."""
    score: float
    """Probability of the label, 0 to 1."""
    index: int | None = None
    """Number of a token in the model's view of the text."""
    word: str
    """The part's text, as the tokenizer spells it."""
    start: int | None = None
    """Where it begins in the text, in characters from 0. None if the tokenizer does not know."""
    end: int | None = None
    """Where it ends, as the end of a Python slice. None if the tokenizer does not know."""


class TokenClassificationParameters(InputModel):
    """Options of token classification."""

    aggregation_strategy: TokenClassificationAggregationStrategy | None = None
    """How tokens become entities: `none` returns each token; `simple` joins neighbours of one
    label; `first`, `average` and `max` also keep words whole, by the label of the first
    token, of the average or of the token with the best score. The server's choice by default.
    """
    ignore_labels: list[str] | None = None
    """Labels to leave out. `["O"]`, the label of words that are no entity, by default."""
    stride: int | None = None
    """Number of tokens that two pieces share, when the text is too long for the model. Without
    it such a text is cut off. Not with the strategy `none`.
    """


TokenClassificationOutput = TypeAliasType(
    "TokenClassificationOutput", list[TokenClassificationOutputElement]
)


class TokenClassificationInput(InputModel):
    """Request of token classification."""

    inputs: str
    """The text to label."""
    parameters: TokenClassificationParameters | None = None
