# Generated from specs/tasks/tokenize/
# spec sha256:be3ef6561b69. Do not edit: change the spec, then run
# `make generate`.
"""What `tokenize` takes and returns."""

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class TokenizeInput(InputModel):
    """Request of tokens."""

    inputs: str
    """The text to split."""
    add_special_tokens: bool | None = None
    """Add the tokens that the model expects around a text. The server's choice by default."""


class TokenizeOutputToken(Model, essential=("id",)):
    """One token."""

    id: int
    """Number of the token in the vocabulary."""
    text: str | None = None
    """The token's text, where the server tells it. A character that is split over tokens is the
    text of the last of them, so that all texts make the whole.
    """
    bytes: list[int] | None = None
    """The token's bytes, where they are no whole characters (llama.cpp)."""
    start: int | None = None
    """Where the token begins in the text."""
    stop: int | None = None
    """Where it ends."""
    special: bool | None = None
    """Whether it is a special token."""


TokenizeOutput = TypeAliasType("TokenizeOutput", list[TokenizeOutputToken])
