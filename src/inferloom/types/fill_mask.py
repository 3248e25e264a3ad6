# Generated from specs/tasks/fill_mask/
# spec sha256:2793fa40d84c. Do not edit: change the spec, then run
# `make generate`.
"""What `fill_mask` takes and returns."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class FillMaskParameters(InputModel):
    """Options of filling a mask."""

    targets: list[str] | str | None = None
    """Words to choose from. The whole vocabulary by default; of a word that is not in it, the
    first token counts.
    """
    top_k: Annotated[int | None, Field(ge=1)] = None
    """Number of words to return, best first. 5 by default."""


class FillMaskOutputElement(Model, essential=("score", "token_str")):
    """One word for the mask."""

    sequence: str
    """The text with the word in it."""
    score: float
    """Probability of the word, 0 to 1."""
    token: int
    """Number of the word's token in the vocabulary."""
    token_str: str
    """The word."""
    mask_index: int | None = None
    """Which of several masks the word is for, from 0. None if there is one."""


class FillMaskInput(InputModel):
    """Request of filling a mask."""

    inputs: str
    """The text, with the model's mask token, such as `[MASK]` or `<mask>`, in place of one word."""
    parameters: FillMaskParameters | None = None


FillMaskOutput = TypeAliasType("FillMaskOutput", list[FillMaskOutputElement])
