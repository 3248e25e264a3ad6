# Generated from specs/common/
# spec sha256:f93d065220b7. Do not edit: change the spec, then run
# `make generate`.
"""Types that several tasks share."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from ..models.base import EXACT, InputModel

EarlyStopping = TypeAliasType("EarlyStopping", Annotated[Literal["never", True, False], EXACT])


class GenerationParameters(InputModel):
    """Options of the model's `generate` call, as transformers names them."""

    temperature: float | None = None
    """Sharpness of the distribution that tokens are drawn from; below 1 is sharper."""
    top_k: int | None = None
    """Draw from the k most likely tokens only."""
    top_p: float | None = None
    """Draw from the smallest set of tokens whose probabilities add up to this, 0 to 1."""
    typical_p: float | None = None
    """Draw from tokens about as surprising as the model expects, up to this probability mass, 0
    to 1.
    """
    epsilon_cutoff: float | None = None
    """Drop tokens whose probability is below this."""
    eta_cutoff: float | None = None
    """Drop tokens below a bound that follows the entropy of the distribution."""
    max_length: int | None = None
    """Largest number of tokens, prompt included. `max_new_tokens` goes before it."""
    max_new_tokens: int | None = None
    """Largest number of tokens to generate."""
    min_length: int | None = None
    """Smallest number of tokens, prompt included."""
    min_new_tokens: int | None = None
    """Smallest number of tokens to generate."""
    do_sample: bool | None = None
    """Draw tokens at random; otherwise the most likely one is taken."""
    early_stopping: EarlyStopping | None = None
    """When a beam search ends: `True` as soon as there are enough candidates, `False` by a
    heuristic, `"never"` when no better one is possible.
    """
    num_beams: int | None = None
    """Number of beams of a beam search; 1 is none."""
    num_beam_groups: int | None = None
    """Number of groups that the beams are split into, so that they differ more."""
    penalty_alpha: float | None = None
    """Weight of the penalty for repetition in contrastive search."""
    use_cache: bool | None = None
    """Keep the attention states of earlier tokens, for speed."""
