# Generated from specs/tasks/audio_classification/
# spec sha256:7650c255008c. Do not edit: change the spec, then run
# `make generate`.
"""Audio classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.audio_classification import (
        AudioClassificationOutputElement,
        AudioClassificationOutputTransform,
    )


OPERATION = Operation(
    name="audio_classification",
    module="audio_classification",
    task="audio-classification",
    route=Route("task"),
    input="audio_classification.AudioClassificationInput",
    encoding="media",
    renamed={"inputs": "audio"},
    extra_body="parameters",
)
RESULT = Json(
    "audio_classification.AudioClassificationOutput",
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def audio_classification(
    audio: MediaInput,
    *,
    top_k: int | None = None,
    function_to_apply: AudioClassificationOutputTransform | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[AudioClassificationOutputElement]]:
    """Build the call that `InferenceClient.audio_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(audio, argument="audio", kind="audio"),
            "parameters": given({"top_k": top_k, "function_to_apply": function_to_apply}),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
