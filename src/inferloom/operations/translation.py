# Generated from specs/tasks/translation/
# spec sha256:36e2384ae506. Do not edit: change the spec, then run
# `make generate`.
"""Translation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, FirstOfList, Json
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types.translation import TranslationOutput, TranslationTruncationStrategy


OPERATION = Operation(
    name="translation",
    module="translation",
    task="translation",
    route=Route("task"),
    input="translation.TranslationInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
    together=((("parameters.src_lang", "src_lang"), ("parameters.tgt_lang", "tgt_lang")),),
)
RESULT = Json(
    "translation.TranslationOutput", accept={"[": FirstOfList(), '"': BareText("translation_text")}
)


def translation(
    text: str,
    *,
    src_lang: str | None = None,
    tgt_lang: str | None = None,
    clean_up_tokenization_spaces: bool | None = None,
    truncation: TranslationTruncationStrategy | None = None,
    generate_parameters: Mapping[str, object] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[TranslationOutput]:
    """Build the call that `InferenceClient.translation` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given(
                {
                    "src_lang": src_lang,
                    "tgt_lang": tgt_lang,
                    "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                    "truncation": truncation,
                    "generate_parameters": generate_parameters,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
