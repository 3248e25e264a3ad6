# Generated from specs/tasks/sentence_similarity/
# spec sha256:c6f1fd2bd7b7. Do not edit: change the spec, then run
# `make generate`.
"""Sentence similarity: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules, Member
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types.sentence_similarity import SentenceSimilarityTruncationDirection


OPERATION = Operation(
    name="sentence_similarity",
    module="sentence_similarity",
    task="sentence-similarity",
    route=Route("pipeline"),
    input="sentence_similarity.SentenceSimilarityInput",
    renamed={"inputs.source_sentence": "sentence", "inputs.sentences": "other_sentences"},
    extra_body="parameters",
)
RESULT = Json(
    "sentence_similarity.SentenceSimilarityOutput",
    accept={"{": Member("similarities")},
    rules=ListRules(each="inputs.sentences"),
)


def sentence_similarity(
    sentence: str,
    other_sentences: Sequence[str],
    *,
    truncate: bool | None = None,
    truncation_direction: SentenceSimilarityTruncationDirection | None = None,
    prompt_name: str | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[float]]:
    """Build the call that `InferenceClient.sentence_similarity` sends."""
    return bind(
        OPERATION,
        {
            "inputs": {"source_sentence": sentence, "sentences": other_sentences},
            "parameters": given(
                {
                    "truncate": truncate,
                    "truncation_direction": truncation_direction,
                    "prompt_name": prompt_name,
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
