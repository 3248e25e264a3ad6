# Generated from specs/tasks/chat_completion/
# spec sha256:2aa7c93fd255. Do not edit: change the spec, then run
# `make generate`.
"""Chat completion: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from ..transport.call import Call, Complete, Events, Json, Operation, StreamCall, plain
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        ChatCompletionInputMessage,
        ChatCompletionInputResponseFormatJSONObject,
        ChatCompletionInputResponseFormatJSONSchema,
        ChatCompletionInputResponseFormatOther,
        ChatCompletionInputResponseFormatText,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoiceClass,
        ChatCompletionInputToolChoiceEnum,
        ChatCompletionOutput,
        ChatCompletionStreamOutput,
    )

OPERATION = Operation(
    name="chat_completion",
    module="chat_completion",
    task="chat-completion",
    route=Route("openai", "/chat/completions"),
    input="chat_completion.ChatCompletionInput",
    model_in_body=True,
    retry="keyed",
)
RESULTS: dict[bool, Json | Events] = {
    False: Json("chat_completion.ChatCompletionOutput"),
    True: Events(
        "chat_completion.ChatCompletionStreamOutput",
        complete=Complete(each="choices", key="index", field="finish_reason"),
        text=("choices", 0, "delta", "content"),
        end=b"[DONE]",
    ),
}


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
    *,
    stream: Literal[False] = False,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float] | Sequence[float] | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | None = None,
    tool_prompt: str | None = None,
    tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[ChatCompletionOutput]: ...


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
    *,
    stream: Literal[True],
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float] | Sequence[float] | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | None = None,
    tool_prompt: str | None = None,
    tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> StreamCall[ChatCompletionStreamOutput]: ...


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
    *,
    stream: bool = False,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float] | Sequence[float] | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | None = None,
    tool_prompt: str | None = None,
    tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[ChatCompletionOutput] | StreamCall[ChatCompletionStreamOutput]: ...


def chat_completion(
    messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
    *,
    stream: bool = False,
    frequency_penalty: float | None = None,
    logit_bias: Mapping[str, float] | Sequence[float] | None = None,
    logprobs: bool | None = None,
    max_tokens: int | None = None,
    n: int | None = None,
    presence_penalty: float | None = None,
    reasoning_effort: str | None = None,
    response_format: ChatCompletionInputResponseFormatTextParam
    | ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchemaParam
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObjectParam
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOtherParam
    | ChatCompletionInputResponseFormatOther
    | None = None,
    seed: int | None = None,
    stop: Sequence[str] | str | None = None,
    stream_options: ChatCompletionInputStreamOptionsParam
    | ChatCompletionInputStreamOptions
    | None = None,
    temperature: float | None = None,
    tool_choice: ChatCompletionInputToolChoiceEnum
    | ChatCompletionInputToolChoiceClassParam
    | ChatCompletionInputToolChoiceClass
    | str
    | None = None,
    tool_prompt: str | None = None,
    tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
    top_logprobs: int | None = None,
    top_p: float | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[ChatCompletionOutput] | StreamCall[ChatCompletionStreamOutput]:
    """Build the call that `InferenceClient.chat_completion` sends."""
    return OPERATION.call(
        {
            "messages": plain(messages),
            "stream": stream or None,
            "frequency_penalty": frequency_penalty,
            "logit_bias": logit_bias,
            "logprobs": logprobs,
            "max_tokens": max_tokens,
            "n": n,
            "presence_penalty": presence_penalty,
            "reasoning_effort": reasoning_effort,
            "response_format": plain(response_format),
            "seed": seed,
            "stop": stop,
            "stream_options": plain(stream_options),
            "temperature": temperature,
            "tool_choice": plain(tool_choice),
            "tool_prompt": tool_prompt,
            "tools": plain(tools),
            "top_logprobs": top_logprobs,
            "top_p": top_p,
        },
        RESULTS[bool(stream)],
        model=model,
        extra_body=extra_body,
    )
