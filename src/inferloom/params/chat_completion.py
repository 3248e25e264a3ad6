# Generated from specs/tasks/chat_completion/
# spec sha256:64dfc7c64237. Do not edit: change the spec, then run
# `make generate`.
"""What `chat_completion` takes and returns."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from typing_extensions import NotRequired


class ChatCompletionInputURLParam(TypedDict):
    """Where an image is."""

    url: str
    """An http(s) address that the server can reach, or a data URL with the image in base64."""


class ChatCompletionInputFunctionCallParam(TypedDict):
    """The function that was called."""

    name: str
    """The function's name."""
    arguments: NotRequired[str | dict[str, Any] | None]
    """Its arguments, as JSON text. Older servers answer with an object, or null, which may be
    sent back.
    """
    parameters: NotRequired[Any]
    """What the hub's schema calls the arguments."""
    description: NotRequired[str | None]
    """What the function does."""


class ChatCompletionInputFunctionDefinitionParam(TypedDict):
    """A function that the model may call."""

    name: str
    """The function's name."""
    description: NotRequired[str | None]
    """What it does, for the model to read."""
    parameters: NotRequired[dict[str, Any] | None]
    """JSON Schema of its arguments."""


class ChatCompletionInputFunctionNameParam(TypedDict):
    """Name of a function."""

    name: str
    """The function's name."""


class ChatCompletionInputStreamOptionsParam(TypedDict):
    """Options of a stream."""

    include_usage: NotRequired[bool]
    """Send the token counts in a last chunk without choices."""


class ChatCompletionInputResponseFormatTextParam(TypedDict):
    """Plain text."""

    type: Literal["text"]
    """Always `text`."""


class ChatCompletionInputJSONSchemaParam(TypedDict):
    """A named JSON Schema."""

    name: str
    """Name of the schema."""
    description: NotRequired[str | None]
    """What the answer is for."""
    schema: NotRequired[dict[str, Any] | None]
    """The JSON Schema."""
    strict: NotRequired[bool | None]
    """Follow the schema to the letter."""


class ChatCompletionInputResponseFormatJSONObjectParam(TypedDict):
    """Any JSON object."""

    type: Literal["json_object"]
    """Always `json_object`."""


class ChatCompletionInputResponseFormatOtherParam(TypedDict):
    """A form that this server knows, such as text-generation-inference's `json` and `regex`."""

    type: str
    """Name of the form."""
    value: NotRequired[Any]
    """The grammar, in that form."""


class ChatCompletionInputMessageChunkParam(TypedDict):
    """A part of a message. Kinds that are not listed, such as `input_audio`, are sent as they
    are.
    """

    type: NotRequired[Literal["text", "image_url"] | str]
    """Kind of the part."""
    text: NotRequired[str | None]
    """Text of a `text` part."""
    image_url: NotRequired[ChatCompletionInputURLParam | str | None]
    """Image of an `image_url` part. Some servers take the bare URL."""


class ChatCompletionInputToolCallParam(TypedDict):
    """A call that the assistant made."""

    id: NotRequired[str | None]
    """The call's id, which its result refers to. Some servers give none."""
    type: NotRequired[str | None]
    """`function`."""
    function: NotRequired[ChatCompletionInputFunctionCallParam | None]
    """The function that was called. Calls of other types have another member instead."""


class ChatCompletionInputToolParam(TypedDict):
    """A tool that the model may call."""

    type: NotRequired[str]
    """`function`."""
    function: NotRequired[ChatCompletionInputFunctionDefinitionParam]


class ChatCompletionInputToolChoiceClassParam(TypedDict):
    """The one tool to call."""

    type: NotRequired[str]
    """`function`."""
    function: NotRequired[ChatCompletionInputFunctionNameParam]


class ChatCompletionInputResponseFormatJSONSchemaParam(TypedDict):
    """JSON that follows a schema."""

    type: Literal["json_schema"]
    """Always `json_schema`."""
    json_schema: ChatCompletionInputJSONSchemaParam


class ChatCompletionInputMessageParam(TypedDict):
    """One message of the conversation. Members that are not listed are sent as they are."""

    role: str
    """Who speaks: `system`, `user`, `assistant` or `tool`."""
    content: NotRequired[
        str | list[ChatCompletionInputMessageChunkParam | str] | dict[str, Any] | float | None
    ]
    """What is said: text, or parts of text and images. What else a server answered with may be
    sent back.
    """
    name: NotRequired[str | None]
    """Name of the speaker, where several share a role."""
    tool_calls: NotRequired[list[ChatCompletionInputToolCallParam] | None]
    """Calls that the assistant made in this message."""
    tool_call_id: NotRequired[str | None]
    """In a `tool` message: the call that this is the result of."""
