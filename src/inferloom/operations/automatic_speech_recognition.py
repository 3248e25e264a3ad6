# Generated from specs/tasks/automatic_speech_recognition/
# spec sha256:ee7f3009a973. Do not edit: change the spec, then run
# `make generate`.
"""Automatic speech recognition: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import BareText, FirstOfList, Json, Plain
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutput,
        AutomaticSpeechRecognitionResponseFormat,
    )
    from ..types.common import EarlyStopping


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    return present(
        {
            "file": args("inputs"),
            "language": args("parameters.language"),
            "prompt": args("parameters.prompt"),
            "response_format": args("parameters.response_format"),
            "temperature": args("parameters.generation_parameters.temperature"),
        }
    )


OPERATION = Operation(
    name="automatic_speech_recognition",
    module="automatic_speech_recognition",
    task="automatic-speech-recognition",
    route=Route("task"),
    input="automatic_speech_recognition.AutomaticSpeechRecognitionInput",
    encoding="media",
    renamed={"inputs": "audio"},
    extra_body="parameters",
    apis={
        "openai": Api(
            route=Route("openai", "/audio/transcriptions"),
            request=_openai,
            response={
                ".": ".",
                "chunks[].text": ("words[].word", "segments[].text"),
                "chunks[].timestamp.0": ("words[].start", "segments[].start"),
                "chunks[].timestamp.1": ("words[].end", "segments[].end"),
            },
            values={
                "parameters.return_timestamps": {
                    "true": {
                        "response_format": "verbose_json",
                        "timestamp_granularities[]": ["segment"],
                    },
                    "false": {},
                    '"word"': {
                        "response_format": "verbose_json",
                        "timestamp_granularities[]": ["word"],
                    },
                }
            },
            encoding="form",
            model_in_body=True,
            plain=Plain("text", "response_format", ("text", "srt", "vtt")),
        )
    },
    only={
        "parameters.language": ("openai",),
        "parameters.prompt": ("openai",),
        "parameters.response_format": ("openai",),
    },
)
RESULT = Json(
    "automatic_speech_recognition.AutomaticSpeechRecognitionOutput",
    accept={"[": FirstOfList(), '"': BareText("text")},
)


def automatic_speech_recognition(
    audio: MediaInput,
    *,
    return_timestamps: bool | Literal["word", "char"] | None = None,
    language: str | None = None,
    prompt: str | None = None,
    response_format: AutomaticSpeechRecognitionResponseFormat | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_p: float | None = None,
    typical_p: float | None = None,
    epsilon_cutoff: float | None = None,
    eta_cutoff: float | None = None,
    max_length: int | None = None,
    max_new_tokens: int | None = None,
    min_length: int | None = None,
    min_new_tokens: int | None = None,
    do_sample: bool | None = None,
    early_stopping: EarlyStopping | None = None,
    num_beams: int | None = None,
    num_beam_groups: int | None = None,
    penalty_alpha: float | None = None,
    use_cache: bool | None = None,
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[AutomaticSpeechRecognitionOutput]:
    """Build the call that `InferenceClient.automatic_speech_recognition` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(audio, argument="audio", kind="audio"),
            "parameters": given(
                {
                    "return_timestamps": return_timestamps,
                    "language": language,
                    "prompt": prompt,
                    "response_format": response_format,
                    "generation_parameters": given(
                        {
                            "temperature": temperature,
                            "top_k": top_k,
                            "top_p": top_p,
                            "typical_p": typical_p,
                            "epsilon_cutoff": epsilon_cutoff,
                            "eta_cutoff": eta_cutoff,
                            "max_length": max_length,
                            "max_new_tokens": max_new_tokens,
                            "min_length": min_length,
                            "min_new_tokens": min_new_tokens,
                            "do_sample": do_sample,
                            "early_stopping": early_stopping,
                            "num_beams": num_beams,
                            "num_beam_groups": num_beam_groups,
                            "penalty_alpha": penalty_alpha,
                            "use_cache": use_cache,
                        }
                    ),
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
