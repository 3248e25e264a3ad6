# Generated from specs/tasks/summarization/
# spec sha256:53abbd2d4452. Do not edit: change the spec, then run
# `make generate`.
"""What `summarization` takes and returns."""

from typing import Any, Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

SummarizationTruncationStrategy = TypeAliasType(
    "SummarizationTruncationStrategy",
    Literal["do_not_truncate", "longest_first", "only_first", "only_second"],
)


class SummarizationOutput(Model, essential=("summary_text",)):
    """A summary."""

    summary_text: str
    """The summary."""


class SummarizationParameters(InputModel):
    """Options of summarization."""

    clean_up_tokenization_spaces: bool | None = None
    """Remove the spaces that some models leave before punctuation. False by default."""
    generate_parameters: dict[str, Any] | None = None
    """Options of the model's `generate` call, such as `{"max_new_tokens": 60}`. Some servers
    want them one level up; `extra_body` puts them there.
    """
    truncation: SummarizationTruncationStrategy | None = None
    """How to cut a text that is too long for the model; for one text, all but `do_not_truncate`
    cut its end. `do_not_truncate` by default.
    """


class SummarizationInput(InputModel):
    """Request of summarization."""

    inputs: str
    """The text to shorten."""
    parameters: SummarizationParameters | None = None


SummarizationGenerationParameters = SummarizationParameters
