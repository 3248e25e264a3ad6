# Generated from specs/tasks/translation/
# spec sha256:8ccee7387bb5. Do not edit: change the spec, then run
# `make generate`.
"""What `translation` takes and returns."""

from typing import Any, Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model

TranslationTruncationStrategy = TypeAliasType(
    "TranslationTruncationStrategy",
    Literal["do_not_truncate", "longest_first", "only_first", "only_second"],
)


class TranslationOutput(Model, essential=("translation_text",)):
    """A translation."""

    translation_text: str
    """The translated text."""


class TranslationParameters(InputModel):
    """Options of translation."""

    src_lang: str | None = None
    """Language of the text, as the model spells it, such as `en` or `eng_Latn`. For models of
    several languages; goes with `tgt_lang`.
    """
    tgt_lang: str | None = None
    """Language to translate to, as the model spells it. Goes with `src_lang`."""
    clean_up_tokenization_spaces: bool | None = None
    """Remove the spaces that some models leave before punctuation. False by default."""
    truncation: TranslationTruncationStrategy | None = None
    """How to cut a text that is too long for the model; for one text, all but `do_not_truncate`
    cut its end. `do_not_truncate` by default.
    """
    generate_parameters: dict[str, Any] | None = None
    """Options of the model's `generate` call, such as `{"max_new_tokens": 60}`. Some servers
    want them one level up; `extra_body` puts them there.
    """


class TranslationInput(InputModel):
    """Request of translation."""

    inputs: str
    """The text to translate."""
    parameters: TranslationParameters | None = None


TranslationGenerationParameters = TranslationParameters
