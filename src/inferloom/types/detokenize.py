# Generated from specs/tasks/detokenize/
# spec sha256:82f772cbd681. Do not edit: change the spec, then run
# `make generate`.
"""What `detokenize` takes and returns."""

from ..models.base import InputModel, Model


class DetokenizeInput(InputModel):
    """Request of a text."""

    ids: list[int]
    """Numbers of the tokens, in order."""
    skip_special_tokens: bool | None = None
    """Leave special tokens out of the text. The server's choice by default."""


class DetokenizeOutput(Model, essential=("text",)):
    """The text of some tokens."""

    text: str
    """The text."""
