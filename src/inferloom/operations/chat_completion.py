# Generated from specs/tasks/chat_completion/
# spec sha256:97e2f6194fb2. Do not edit: change the spec, then run
# `make generate`.
"""Chat completion: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from ..calls.bind import bind
from ..calls.call import Call, StreamCall
from ..calls.operation import Operation
from ..calls.results import Accumulate, Complete, Events, Json
from ..models.plain import plain
from ..models.structured import function_tools, json_format, typed
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..models.structured import JsonSchema
    from ..models.typed import AnswerT
    from ..params.chat_completion import (
        ChatCompletionInputMessageParam,
        ChatCompletionInputResponseFormatJSONObjectParam,
        ChatCompletionInputResponseFormatJSONSchemaParam,
        ChatCompletionInputResponseFormatOtherParam,
        ChatCompletionInputResponseFormatTextParam,
        ChatCompletionInputStreamOptionsParam,
        ChatCompletionInputToolChoiceClassParam,
        ChatCompletionInputToolParam,
    )
    from ..types.chat_completion import (
        ChatCompletionInputResponseFormatJSONObject,
        ChatCompletionInputResponseFormatJSONSchema,
        ChatCompletionInputResponseFormatOther,
        ChatCompletionInputResponseFormatText,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoiceClass,
        ChatCompletionInputToolChoiceEnum,
        ChatCompletionMessage,
        ChatCompletionOutput,
        ChatCompletionStreamOutput,
    )


OPERATION = Operation(
    name="chat_completion",
    module="chat_completion",
    task="chat-completion",
    route=Route("openai", "/chat/completions"),
    input="chat_completion.ChatCompletionInput",
    listed_as="conversational",
    model_in_body=True,
    retry="keyed",
)
RESULTS: dict[bool, Json | Events] = {
    False: Json(
        "chat_completion.ChatCompletionOutput",
        filled=("choices",),
        calls=("choices", "message", "tool_calls", "function"),
    ),
    True: Events(
        "chat_completion.ChatCompletionStreamOutput",
        complete=Complete(each="choices", key="index", field="finish_reason", asked="n"),
        text=("choices", 0, "delta", "content"),
        usage="usage",
        end=b"[DONE]",
        accumulate=Accumulate(
            Json(
                "chat_completion.ChatCompletionOutput",
                filled=("choices",),
                calls=("choices", "message", "tool_calls", "function"),
            ),
            pieces=("delta",),
            join=(
                "content",
                "reasoning",
                "reasoning_content",
                "refusal",
                "arguments",
                "text",
                "thinking",
                "summary",
                "data",
                "transcript",
            ),
            once=(
                "role",
                "id",
                "type",
                "name",
                "object",
                "model",
                "status",
                "format",
                "tool_call_id",
                "finish_reason",
                "signature",
            ),
            parts={"content": "text", "thinking": "text", "thinking_blocks": "text"},
            append=(
                "content",
                "refusal",
                "tokens",
                "token_ids",
                "token_logprobs",
                "top_logprobs",
                "text_offset",
            ),
            keyed={"choices": "index"},
            calls=("tool_calls",),
            rename={"delta": "message"},
            constants={"object": "chat.completion"},
        ),
    ),
}


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
    *,
    stream: Literal[False] = False,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | Mapping[str, object]
    | JsonSchema[AnswerT]
    | type[AnswerT]
    | None = None,
    tools: Sequence[
        ChatCompletionInputToolParam
        | ChatCompletionInputTool
        | Mapping[str, object]
        | Callable[..., object]
    ]
    | None = None,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float | bool]
    | Sequence[float | Sequence[str | float | bool]]
    | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | Mapping[str, object]
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | Mapping[str, object]
    | None = None,
    tool_prompt: str | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[ChatCompletionOutput[AnswerT]]: ...


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
    *,
    stream: Literal[True],
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | Mapping[str, object]
    | JsonSchema[AnswerT]
    | type[AnswerT]
    | None = None,
    tools: Sequence[
        ChatCompletionInputToolParam
        | ChatCompletionInputTool
        | Mapping[str, object]
        | Callable[..., object]
    ]
    | None = None,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float | bool]
    | Sequence[float | Sequence[str | float | bool]]
    | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | Mapping[str, object]
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | Mapping[str, object]
    | None = None,
    tool_prompt: str | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]: ...


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
    *,
    stream: bool = False,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | Mapping[str, object]
    | JsonSchema[AnswerT]
    | type[AnswerT]
    | None = None,
    tools: Sequence[
        ChatCompletionInputToolParam
        | ChatCompletionInputTool
        | Mapping[str, object]
        | Callable[..., object]
    ]
    | None = None,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float | bool]
    | Sequence[float | Sequence[str | float | bool]]
    | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | Mapping[str, object]
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | Mapping[str, object]
    | None = None,
    tool_prompt: str | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[ChatCompletionOutput[AnswerT]]
    | StreamCall[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]
): ...


def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
    *,
    stream: bool = False,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | Mapping[str, object]
    | JsonSchema[AnswerT]
    | type[AnswerT]
    | None = None,
    tools: Sequence[
        ChatCompletionInputToolParam
        | ChatCompletionInputTool
        | Mapping[str, object]
        | Callable[..., object]
    ]
    | None = None,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float | bool]
    | Sequence[float | Sequence[str | float | bool]]
    | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | Mapping[str, object]
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | Mapping[str, object]
    | None = None,
    tool_prompt: str | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> (
    Call[ChatCompletionOutput[AnswerT]]
    | StreamCall[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]
):
    """Build the call that `InferenceClient.chat_completion` sends."""
    return bind(
        OPERATION,
        {
            "messages": plain(messages),
            "stream": stream or None,
            "response_format": json_format(response_format, argument="response_format"),
            "tools": function_tools(tools, argument="tools"),
            "frequency_penalty": frequency_penalty,
            "logit_bias": logit_bias,
            "logprobs": logprobs,
            "max_tokens": max_tokens,
            "n": n,
            "presence_penalty": presence_penalty,
            "reasoning_effort": reasoning_effort,
            "seed": seed,
            "stop": stop,
            "stream_options": plain(stream_options),
            "temperature": temperature,
            "tool_choice": plain(tool_choice),
            "tool_prompt": tool_prompt,
            "top_logprobs": top_logprobs,
            "top_p": top_p,
        },
        RESULTS[bool(stream)],
        model=model,
        extra_body=extra_body,
        typed=typed(answer=response_format, functions=tools),
    )
