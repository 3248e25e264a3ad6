# Generated from specs/tasks/text_generation/
# spec sha256:1261b39b6ecb. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from ..calls.bind import bind, given
from ..calls.call import Call, StreamCall
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation, Refusals
from ..calls.results import Accumulate, BareText, Complete, Events, FirstOfList, Json
from ..models.plain import plain
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..params.text_generation import TextGenerationInputGrammarTypeParam
    from ..types.text_generation import (
        TextGenerationInputGrammarType,
        TextGenerationOutput,
        TextGenerationStreamOutput,
    )


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    return present(
        {
            "prompt": args("inputs"),
            "max_tokens": args("parameters.max_new_tokens"),
            "temperature": args("parameters.temperature"),
            "top_p": args("parameters.top_p"),
            "top_k": args("parameters.top_k"),
            "frequency_penalty": args("parameters.frequency_penalty"),
            "repetition_penalty": args("parameters.repetition_penalty"),
            "seed": args("parameters.seed"),
            "stop": args("parameters.stop"),
            "best_of": args("parameters.best_of"),
            "echo": args("parameters.return_full_text"),
            "logprobs": args("parameters.top_n_tokens"),
            "stream": args("stream"),
        }
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
    refusals=Refusals("model_kwargs` are not used by the model: \\[([^\\]]*)\\]", "parameters"),
    apis={
        "openai": Api(
            route=Route("openai", "/completions"),
            request=_openai,
            response={
                "generated_text": "choices.0.text",
                "details.finish_reason": "choices.0.finish_reason?",
                "details.generated_tokens": "usage.completion_tokens",
                "details.seed": "choices.0.seed",
                "details.tokens[].id": ("choices.0.logprobs.content[].id", "choices.0.token_ids"),
                "details.tokens[].text": (
                    "choices.0.logprobs.content[].token",
                    "choices.0.logprobs.tokens",
                ),
                "details.tokens[].logprob": (
                    "choices.0.logprobs.content[].logprob",
                    "choices.0.logprobs.token_logprobs",
                ),
                "details.top_tokens[].[].text": (
                    "choices.0.logprobs.content[].top_logprobs[].token",
                    "choices.0.logprobs.top_logprobs[].*[].key",
                ),
                "details.top_tokens[].[].logprob": (
                    "choices.0.logprobs.content[].top_logprobs[].logprob",
                    "choices.0.logprobs.top_logprobs[].*[].value",
                ),
            },
            values={
                "parameters.details": {"true": {}, "false": {}},
                "parameters.do_sample": {"true": {}, "false": {"temperature": 0}},
            },
            model_in_body=True,
            chunk={
                "token.id": ("choices.0.logprobs.content.0.id", "choices.0.token_ids.0"),
                "token.text": "choices.0.text",
                "token.logprob": (
                    "choices.0.logprobs.content.0.logprob",
                    "choices.0.logprobs.token_logprobs.0",
                ),
                "top_tokens[].text": (
                    "choices.0.logprobs.content.0.top_logprobs[].token",
                    "choices.0.logprobs.top_logprobs.0.*[].key",
                ),
                "top_tokens[].logprob": (
                    "choices.0.logprobs.content.0.top_logprobs[].logprob",
                    "choices.0.logprobs.top_logprobs.0.*[].value",
                ),
                "details.finish_reason": "choices.0.finish_reason?",
            },
            complete=Complete(field="details"),
            end=b"[DONE]",
        )
    },
)
RESULTS: dict[tuple[bool, bool], Json | Events] = {
    (False, False): Json(
        "text_generation.TextGenerationOutput",
        accept={"[": FirstOfList(), '"': BareText("generated_text")},
        project=("generated_text",),
    ),
    (True, False): Json(
        "text_generation.TextGenerationOutput",
        accept={"[": FirstOfList(), '"': BareText("generated_text")},
    ),
    (False, True): Events(
        "text_generation.TextGenerationStreamOutput",
        complete=Complete(field="generated_text", also=("details", "finish_reason")),
        project=("token", "text"),
        text=("token", "text"),
        special=("token", "special"),
        end=b"[DONE]",
        accumulate=Accumulate(
            Json("text_generation.TextGenerationOutput", project=("generated_text",)),
            omit=("index", "token", "top_tokens"),
            text="generated_text",
        ),
    ),
    (True, True): Events(
        "text_generation.TextGenerationStreamOutput",
        complete=Complete(field="generated_text", also=("details", "finish_reason")),
        text=("token", "text"),
        special=("token", "special"),
        end=b"[DONE]",
        accumulate=Accumulate(
            Json("text_generation.TextGenerationOutput"),
            collect={"token": "details.tokens", "top_tokens": "details.top_tokens"},
            omit=("index",),
            text="generated_text",
        ),
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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[str, str]: ...


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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[TextGenerationStreamOutput, TextGenerationOutput]: ...


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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[str]
    | Call[TextGenerationOutput]
    | StreamCall[str, str]
    | StreamCall[TextGenerationStreamOutput, TextGenerationOutput]
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
    grammar: TextGenerationInputGrammarTypeParam
    | TextGenerationInputGrammarType
    | Mapping[str, object]
    | None = None,
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
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[str]
    | Call[TextGenerationOutput]
    | StreamCall[str, str]
    | StreamCall[TextGenerationStreamOutput, TextGenerationOutput]
):
    """Build the call that `InferenceClient.text_generation` sends."""
    return bind(
        OPERATION,
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
        api=api,
    )
