# Generated from specs/tasks/text_to_audio/
# spec sha256:87213ba59a36. Do not edit: change the spec, then run
# `make generate`.
"""Text to audio: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import Bytes
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..models.media import Audio
    from ..types.common import EarlyStopping


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    return present(
        {
            "input": args("inputs"),
            "voice": args("parameters.voice"),
            "speed": args("parameters.speed"),
            "instructions": args("parameters.instructions"),
            "response_format": args("parameters.response_format"),
        }
    )


OPERATION = Operation(
    name="text_to_audio",
    module="text_to_audio",
    task="text-to-audio",
    route=Route("task"),
    input="text_to_audio.TextToAudioInput",
    renamed={"inputs": "text"},
    extra_body="parameters",
    large=True,
    retry="keyed",
    apis={
        "openai": Api(route=Route("openai", "/audio/speech"), request=_openai, model_in_body=True)
    },
    only={
        "parameters.voice": ("openai",),
        "parameters.speed": ("openai",),
        "parameters.instructions": ("openai",),
        "parameters.response_format": ("openai",),
    },
)
RESULT = Bytes("audio")


def text_to_audio(
    text: str,
    *,
    voice: str | None = None,
    speed: float | None = None,
    instructions: str | None = None,
    response_format: str | None = None,
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
) -> Call[Audio]:
    """Build the call that `InferenceClient.text_to_audio` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "parameters": given(
                {
                    "voice": voice,
                    "speed": speed,
                    "instructions": instructions,
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
