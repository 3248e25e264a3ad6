# Generated from specs/tasks/audio_to_audio/
# spec sha256:b7a3de0ef437. Do not edit: change the spec, then run
# `make generate`.
"""Audio to audio: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.audio_to_audio import AudioToAudioOutputElement


OPERATION = Operation(
    name="audio_to_audio",
    module="audio_to_audio",
    task="audio-to-audio",
    route=Route("task"),
    input="audio_to_audio.AudioToAudioInput",
    encoding="media",
    renamed={"inputs": "audio"},
    extra_body="parameters",
    large=True,
)
RESULT = Json("audio_to_audio.AudioToAudioOutput")


def audio_to_audio(
    audio: MediaInput, *, model: str | None = None, extra_body: Mapping[str, object] | None = None
) -> Call[list[AudioToAudioOutputElement]]:
    """Build the call that `InferenceClient.audio_to_audio` sends."""
    return bind(
        OPERATION,
        {"inputs": media(audio, argument="audio", kind="audio")},
        RESULT,
        model=model,
        extra_body=extra_body,
    )
