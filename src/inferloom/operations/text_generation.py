# Generated from specs/tasks/text_generation/
# spec sha256:b3fb02a71145. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from ..transport.call import (
    Call,
    Complete,
    Events,
    FirstOfList,
    Json,
    Operation,
    StreamCall,
    given,
    plain,
)
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..params.text_generation import TextGenerationInputGrammarTypeParam
    from ..types.text_generation import (
        TextGenerationInputGrammarType,
        TextGenerationOutput,
        TextGenerationStreamOutput,
    )

OPERATION = Operation(
    name="text_generation",
    module="text_generation",
    task="text-generation",
    route=Route("task"),
    input="text_generation.TextGenerationInput",
    renamed={"inputs": "prompt"},
    extra_body="parameters",
    retry="keyed",
)
RESULTS: dict[tuple[bool, bool], Json | Events] = {
    (False, False): Json(
        "text_generation.TextGenerationOutput",
        accept={"[": FirstOfList()},
        project=("generated_text",),
    ),
    (True, False): Json("text_generation.TextGenerationOutput", accept={"[": FirstOfList()}),
    (False, True): Events(
        "text_generation.TextGenerationStreamOutput",
        complete=Complete(field="generated_text"),
        project=("token", "text"),
    ),
    (True, True): Events(
        "text_generation.TextGenerationStreamOutput",
        complete=Complete(field="generated_text"),
        text=("token", "text"),
    ),
}


@overload
def text_generation(
    prompt: str,
    *,
    details: Literal[False] = False,
    stream: Literal[False] = False,
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[str]: ...


@overload
def text_generation(
    prompt: str,
    *,
    details: Literal[True],
    stream: Literal[False] = False,
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[TextGenerationOutput]: ...


@overload
def text_generation(
    prompt: str,
    *,
    details: Literal[False] = False,
    stream: Literal[True],
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[str]: ...


@overload
def text_generation(
    prompt: str,
    *,
    details: Literal[True],
    stream: Literal[True],
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[TextGenerationStreamOutput]: ...


@overload
def text_generation(
    prompt: str,
    *,
    details: bool = False,
    stream: bool = False,
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[str]
    | Call[TextGenerationOutput]
    | StreamCall[str]
    | StreamCall[TextGenerationStreamOutput]
): ...


def text_generation(
    prompt: str,
    *,
    details: bool = False,
    stream: bool = False,
    adapter_id: str | None = None,
    best_of: int | None = None,
    decoder_input_details: bool | None = None,
    do_sample: bool | None = None,
    frequency_penalty: float | None = None,
    grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
    max_new_tokens: int | None = None,
    repetition_penalty: float | None = None,
    return_full_text: bool | None = None,
    seed: int | None = None,
    stop: Sequence[str] | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_n_tokens: int | None = None,
    top_p: float | None = None,
    truncate: int | None = None,
    typical_p: float | None = None,
    watermark: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[str]
    | Call[TextGenerationOutput]
    | StreamCall[str]
    | StreamCall[TextGenerationStreamOutput]
):
    """Build the call that `InferenceClient.text_generation` sends."""
    return OPERATION.call(
        {
            "inputs": prompt,
            "parameters": given(
                {
                    "details": details or None,
                    "adapter_id": adapter_id,
                    "best_of": best_of,
                    "decoder_input_details": decoder_input_details,
                    "do_sample": do_sample,
                    "frequency_penalty": frequency_penalty,
                    "grammar": plain(grammar),
                    "max_new_tokens": max_new_tokens,
                    "repetition_penalty": repetition_penalty,
                    "return_full_text": return_full_text,
                    "seed": seed,
                    "stop": stop,
                    "temperature": temperature,
                    "top_k": top_k,
                    "top_n_tokens": top_n_tokens,
                    "top_p": top_p,
                    "truncate": truncate,
                    "typical_p": typical_p,
                    "watermark": watermark,
                }
            ),
            "stream": stream or None,
        },
        RESULTS[bool(details), bool(stream)],
        model=model,
        extra_body=extra_body,
    )
