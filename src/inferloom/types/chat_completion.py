# Generated from specs/tasks/chat_completion/
# spec sha256:64dfc7c64237. Do not edit: change the spec, then run
# `make generate`.
"""What `chat_completion` takes and returns."""

from collections.abc import Mapping
from typing import Annotated, Any, Generic, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from ..models.answers import AnswerT_co, FunctionModel, TextModel, text_of
from ..models.base import InputModel, Model

ChatCompletionInputMessageChunkType = TypeAliasType(
    "ChatCompletionInputMessageChunkType", Literal["text", "image_url"]
)


class ChatCompletionInputURL(InputModel):
    """Where an image is."""

    model_config = ConfigDict(extra="allow")
    url: str
    """An http(s) address that the server can reach, or a data URL with the image in base64."""


class ChatCompletionInputFunctionCall(InputModel):
    """The function that was called."""

    model_config = ConfigDict(extra="allow")
    name: str
    """The function's name."""
    arguments: str | dict[str, Any] | None = None
    """Its arguments, as JSON text. Older servers answer with an object, or null, which may be
    sent back.
    """
    parameters: Any | None = None
    """What the hub's schema calls the arguments."""
    description: str | None = None
    """What the function does."""


class ChatCompletionInputFunctionDefinition(InputModel):
    """A function that the model may call."""

    model_config = ConfigDict(extra="allow")
    name: str
    """The function's name."""
    description: str | None = None
    """What it does, for the model to read."""
    parameters: dict[str, Any] | None = None
    """JSON Schema of its arguments."""


ChatCompletionInputToolChoiceEnum = TypeAliasType(
    "ChatCompletionInputToolChoiceEnum", Literal["auto", "none", "required"]
)


class ChatCompletionInputFunctionName(InputModel):
    """Name of a function."""

    model_config = ConfigDict(extra="allow")
    name: str
    """The function's name."""


class ChatCompletionInputStreamOptions(InputModel):
    """Options of a stream."""

    model_config = ConfigDict(extra="allow")
    include_usage: bool | None = None
    """Send the token counts in a last chunk without choices."""


class ChatCompletionInputResponseFormatText(InputModel):
    """Plain text."""

    type: Literal["text"]
    """Always `text`."""


class ChatCompletionInputJSONSchema(InputModel):
    """A named JSON Schema."""

    model_config = ConfigDict(extra="allow")
    name: str
    """Name of the schema."""
    description: str | None = None
    """What the answer is for."""
    schema_: Annotated[dict[str, Any] | None, Field(alias="schema")] = None
    """The JSON Schema. On the wire, `schema`."""
    strict: bool | None = None
    """Follow the schema to the letter."""


class ChatCompletionInputResponseFormatJSONObject(InputModel):
    """Any JSON object."""

    model_config = ConfigDict(extra="allow")
    type: Literal["json_object"]
    """Always `json_object`."""


class ChatCompletionInputResponseFormatOther(InputModel):
    """A form that this server knows, such as text-generation-inference's `json` and `regex`."""

    model_config = ConfigDict(extra="allow")
    type: str
    """Name of the form."""
    value: Any | None = None
    """The grammar, in that form."""


class ChatCompletionOutputFunctionDefinition(FunctionModel):
    """The function to call."""

    name: str
    """The function's name."""
    arguments: str | dict[str, Any] | None = None
    """Its arguments as JSON text; an object on older servers."""
    description: str | None = None
    """What the function does."""


class ChatCompletionOutputUsage(Model):
    """Token counts of a call."""

    prompt_tokens: int
    """Tokens of the messages."""
    completion_tokens: int | None = None
    """Tokens that were generated."""
    total_tokens: int
    """Sum of both."""


class ChatCompletionOutputTopLogprob(Model):
    """A token that was likely at a place."""

    token: str
    """The token's text."""
    logprob: float | None = None
    """Natural logarithm of its probability."""


class ChatCompletionStreamOutputFunction(Model):
    """New piece of a function call."""

    name: str | None = None
    """The function's name; only in the first piece on most servers."""
    arguments: str | dict[str, Any] | None = None
    """New part of its arguments' JSON text."""


class ChatCompletionInputMessageChunk(InputModel):
    """A part of a message. Kinds that are not listed, such as `input_audio`, are sent as they
    are.
    """

    model_config = ConfigDict(extra="allow")
    type: ChatCompletionInputMessageChunkType | str | None = None
    """Kind of the part."""
    text: str | None = None
    """Text of a `text` part."""
    image_url: ChatCompletionInputURL | str | None = None
    """Image of an `image_url` part. Some servers take the bare URL."""


class ChatCompletionInputToolCall(InputModel):
    """A call that the assistant made."""

    model_config = ConfigDict(extra="allow")
    id: str | None = None
    """The call's id, which its result refers to. Some servers give none."""
    type: str | None = None
    """`function`."""
    function: ChatCompletionInputFunctionCall | None = None
    """The function that was called. Calls of other types have another member instead."""


class ChatCompletionInputTool(InputModel):
    """A tool that the model may call."""

    model_config = ConfigDict(extra="allow")
    type: str | None = None
    """`function`."""
    function: ChatCompletionInputFunctionDefinition | None = None


class ChatCompletionInputToolChoiceClass(InputModel):
    """The one tool to call."""

    model_config = ConfigDict(extra="allow")
    type: str | None = None
    """`function`."""
    function: ChatCompletionInputFunctionName | None = None


class ChatCompletionInputResponseFormatJSONSchema(InputModel):
    """JSON that follows a schema."""

    type: Literal["json_schema"]
    """Always `json_schema`."""
    json_schema: ChatCompletionInputJSONSchema


class ChatCompletionOutputToolCall(Model):
    """A call that the model asks for."""

    id: str | None = None
    """Id to send the result with."""
    type: str | None = None
    """`function`."""
    function: ChatCompletionOutputFunctionDefinition
    """The function to call."""


class ChatCompletionOutputLogprob(Model):
    """A token and its log probability."""

    token: str
    """The token's text."""
    logprob: float | None = None
    """Natural logarithm of its probability."""
    top_logprobs: list[ChatCompletionOutputTopLogprob] | None = None
    """The most likely tokens at this place, as many as `top_logprobs` asked for."""


class ChatCompletionStreamOutputDeltaToolCall(Model):
    """New piece of a call."""

    index: int | None = None
    """Which call the piece belongs to; some servers leave it out."""
    id: str | None = None
    """Id of the call; only in its first piece on most servers."""
    type: str | None = None
    """`function`."""
    function: ChatCompletionStreamOutputFunction | None = None
    """The function to call."""


class ChatCompletionInputMessage(InputModel):
    """One message of the conversation. Members that are not listed are sent as they are."""

    model_config = ConfigDict(extra="allow")
    role: str
    """Who speaks: `system`, `user`, `assistant` or `tool`."""
    content: str | list[ChatCompletionInputMessageChunk | str] | dict[str, Any] | float | None = (
        None
    )
    """What is said: text, or parts of text and images. What else a server answered with may be
    sent back.
    """
    name: str | None = None
    """Name of the speaker, where several share a role."""
    tool_calls: list[ChatCompletionInputToolCall] | None = None
    """Calls that the assistant made in this message."""
    tool_call_id: str | None = None
    """In a `tool` message: the call that this is the result of."""


ChatCompletionInputGrammarType = TypeAliasType(
    "ChatCompletionInputGrammarType",
    ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObject
    | ChatCompletionInputResponseFormatOther,
)


class ChatCompletionOutputMessage(Model):
    """The message that the model wrote."""

    role: str | None = None
    """`assistant`."""
    content: str | None = None
    """The text; None when the model called tools instead."""
    reasoning: str | None = None
    """What a reasoning model thought, on servers that keep it apart."""
    reasoning_content: str | None = None
    """The same, as vLLM and llama.cpp name it."""
    tool_call_id: str | None = None
    """Id of the call that the message belongs to."""
    tool_calls: list[ChatCompletionOutputToolCall] | None = None
    """Calls that the model asks for."""


class ChatCompletionOutputLogprobs(Model):
    """Log probabilities of the generated tokens."""

    content: list[ChatCompletionOutputLogprob] | None = None
    """One entry for each token of the content."""


class ChatCompletionStreamOutputDelta(Model):
    """New piece of a message."""

    role: str | None = None
    """`assistant`; only in the first chunk on most servers."""
    content: str | None = None
    """New text."""
    reasoning: str | None = None
    """New thought of a reasoning model, on servers that keep it apart."""
    reasoning_content: str | None = None
    """The same, as vLLM and llama.cpp name it."""
    tool_call_id: str | None = None
    """Id of the call that the message belongs to."""
    tool_calls: list[ChatCompletionStreamOutputDeltaToolCall] | None = None
    """New pieces of calls, to be joined by `index`."""


class ChatCompletionInput(InputModel):
    """Request of a chat completion."""

    messages: Annotated[list[ChatCompletionInputMessage], Field(min_length=1)]
    """The conversation so far, oldest message first."""
    frequency_penalty: float | None = None
    """Penalty for tokens by how often they occurred, usually -2 to 2."""
    logit_bias: dict[str, float | bool] | list[float | list[str | float | bool]] | None = None
    """Token id to bias, usually -100 to 100. Llama.cpp also takes a list of pairs, and `False`
    for a token that must not come; a bare list of numbers is what the hub's schema says.
    """
    logprobs: bool | None = None
    """Return the log probabilities of the generated tokens."""
    max_tokens: int | None = None
    """Largest number of tokens to generate. The server's choice by default; -1 is no limit for
    llama.cpp and LM Studio.
    """
    model: str | None = None
    """Model to use, where the server serves several."""
    n: Annotated[int | None, Field(ge=0)] = None
    """Number of answers to generate, 1 by default."""
    presence_penalty: float | None = None
    """Penalty for tokens that occurred at all, usually -2 to 2."""
    reasoning_effort: str | None = None
    """How long a reasoning model may think: `none`, `minimal`, `low`, `medium`, `high` or what
    the server knows.
    """
    response_format: ChatCompletionInputGrammarType | None = None
    """Form of the answer: text, any JSON object, or JSON that follows a schema."""
    seed: int | None = None
    """Seed of the random draws, for repeatable answers."""
    stop: list[str] | str | None = None
    """Texts that end the answer, usually at most 4; they are not part of it."""
    stream: bool | None = None
    """Return the answer piece by piece while it is generated."""
    stream_options: ChatCompletionInputStreamOptions | None = None
    """Options of the stream."""
    temperature: float | None = None
    """Sharpness of the distribution that tokens are drawn from, usually 0 to 2; 0 takes the most
    likely token.
    """
    tool_choice: (
        ChatCompletionInputToolChoiceEnum | ChatCompletionInputToolChoiceClass | str | None
    ) = None
    """Whether tools are called: `auto` by the model's judgement, `none`, `required`, or the one
    that is named.
    """
    tool_prompt: str | None = None
    """Text put before the description of the tools. Text-generation-inference takes it."""
    tools: list[ChatCompletionInputTool] | None = None
    """Functions that the model may call."""
    top_logprobs: int | None = None
    """Number of most likely tokens to return at each place, 0 to 20 for most servers; -1 is all
    of them for vLLM. Needs `logprobs`.
    """
    top_p: Annotated[float | None, Field(ge=0.0, le=1.0)] = None
    """Draw from the smallest set of tokens whose probabilities add up to this."""


class ChatCompletionOutputComplete(Model, essential=("message",)):
    """One answer."""

    index: int
    """Place of the answer in the list."""
    message: ChatCompletionOutputMessage
    """The message."""
    finish_reason: (
        Literal[
            "stop",
            "length",
            "tool_calls",
            "content_filter",
            "stop_sequence",
            "eos_token",
            "function_call",
        ]
        | str
        | None
    ) = None
    """Why the answer ended."""
    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities, if they were asked for."""


class ChatCompletionStreamOutputChoice(Model, checked=("delta",)):
    """What is new in one answer."""

    index: int
    """Place of the answer in the list."""
    delta: ChatCompletionStreamOutputDelta
    """The new piece of the message."""
    finish_reason: (
        Literal[
            "stop",
            "length",
            "tool_calls",
            "content_filter",
            "stop_sequence",
            "eos_token",
            "function_call",
        ]
        | str
        | None
    ) = None
    """Why the answer ended; None while it goes on."""
    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities, if they were asked for."""


class ChatCompletionOutput(TextModel[AnswerT_co], Generic[AnswerT_co], essential=("choices",)):
    """A chat completion."""

    id: str | None = None
    """The server's id of the completion; empty on some servers."""
    object: str | None = None
    """`chat.completion`."""
    created: int | None = None
    """When it was made, in seconds since 1970."""
    model: str | None = None
    """The model that answered."""
    choices: list[ChatCompletionOutputComplete]
    """The answers, as many as `n` asked for."""
    usage: ChatCompletionOutputUsage | None = None
    """Token counts."""
    system_fingerprint: str | None = None
    """Which build of the server answered."""

    @property
    def text(self) -> str | None:
        """The answer's text, `choices[0].message.content`; None if there is none."""
        return text_of(self.choices[0].message.content) if self.choices else None


class ChatCompletionStreamOutput(Model, checked=("choices",)):
    """One piece of a streamed chat completion."""

    id: str | None = None
    """The server's id of the completion, the same in every chunk."""
    object: str | None = None
    """`chat.completion.chunk`."""
    created: int | None = None
    """When it was made, in seconds since 1970."""
    model: str | None = None
    """The model that answers."""
    choices: list[ChatCompletionStreamOutputChoice]
    """What is new in each answer. Empty in a chunk that brings the token counts."""
    usage: ChatCompletionOutputUsage | None = None
    """Token counts, in a last chunk."""
    system_fingerprint: str | None = None
    """Which build of the server answers."""

    @property
    def text(self) -> str:
        """The new text of the first answer; empty if there is none."""
        for item in self.choices:
            if item.index in (0, None):
                return text_of(item.delta.content) or ""
        return ""


ChatCompletionMessage = TypeAliasType(
    "ChatCompletionMessage",
    ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, object],
)
"""What may stand in a conversation: a dict, a message, or a message of an answer."""
ChatCompletionStreamOutputUsage = ChatCompletionOutputUsage
ChatCompletionStreamOutputLogprobs = ChatCompletionOutputLogprobs
ChatCompletionStreamOutputLogprob = ChatCompletionOutputLogprob
ChatCompletionStreamOutputTopLogprob = ChatCompletionOutputTopLogprob
ChatCompletionInputToolTypeClass = ChatCompletionInputToolChoiceClass
