# Generated from specs/
# spec sha256:0422c60036d8. Do not edit: change the spec, then run
# `make generate`.
"""TypedDicts, so that a dict literal is checked."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING: bool = False  # `typing` takes long to load: docs/design/start_up.md
if TYPE_CHECKING:
    from .chat_completion import (
        ChatCompletionInputFunctionCallParam as ChatCompletionInputFunctionCallParam,
    )
    from .chat_completion import (
        ChatCompletionInputFunctionDefinitionParam as ChatCompletionInputFunctionDefinitionParam,
    )
    from .chat_completion import (
        ChatCompletionInputFunctionNameParam as ChatCompletionInputFunctionNameParam,
    )
    from .chat_completion import (
        ChatCompletionInputJSONSchemaParam as ChatCompletionInputJSONSchemaParam,
    )
    from .chat_completion import (
        ChatCompletionInputMessageChunkParam as ChatCompletionInputMessageChunkParam,
    )
    from .chat_completion import ChatCompletionInputMessageParam as ChatCompletionInputMessageParam
    from .chat_completion import (
        ChatCompletionInputResponseFormatJSONObjectParam as ChatCompletionInputResponseFormatJSONObjectParam,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatJSONSchemaParam as ChatCompletionInputResponseFormatJSONSchemaParam,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatOtherParam as ChatCompletionInputResponseFormatOtherParam,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatTextParam as ChatCompletionInputResponseFormatTextParam,
    )
    from .chat_completion import (
        ChatCompletionInputStreamOptionsParam as ChatCompletionInputStreamOptionsParam,
    )
    from .chat_completion import (
        ChatCompletionInputToolCallParam as ChatCompletionInputToolCallParam,
    )
    from .chat_completion import (
        ChatCompletionInputToolChoiceClassParam as ChatCompletionInputToolChoiceClassParam,
    )
    from .chat_completion import ChatCompletionInputToolParam as ChatCompletionInputToolParam
    from .chat_completion import ChatCompletionInputURLParam as ChatCompletionInputURLParam
    from .image_text_to_image import (
        ImageTextToImageTargetSizeParam as ImageTextToImageTargetSizeParam,
    )
    from .image_text_to_video import (
        ImageTextToVideoTargetSizeParam as ImageTextToVideoTargetSizeParam,
    )
    from .image_to_image import ImageToImageTargetSizeParam as ImageToImageTargetSizeParam
    from .image_to_video import ImageToVideoTargetSizeParam as ImageToVideoTargetSizeParam
    from .text_generation import (
        TextGenerationInputGrammarTypeParam as TextGenerationInputGrammarTypeParam,
    )
    from .text_generation import (
        TextGenerationInputJSONSchemaConfigParam as TextGenerationInputJSONSchemaConfigParam,
    )

__all__ = [
    "ChatCompletionInputFunctionCallParam",
    "ChatCompletionInputFunctionDefinitionParam",
    "ChatCompletionInputFunctionNameParam",
    "ChatCompletionInputJSONSchemaParam",
    "ChatCompletionInputMessageChunkParam",
    "ChatCompletionInputMessageParam",
    "ChatCompletionInputResponseFormatJSONObjectParam",
    "ChatCompletionInputResponseFormatJSONSchemaParam",
    "ChatCompletionInputResponseFormatOtherParam",
    "ChatCompletionInputResponseFormatTextParam",
    "ChatCompletionInputStreamOptionsParam",
    "ChatCompletionInputToolCallParam",
    "ChatCompletionInputToolChoiceClassParam",
    "ChatCompletionInputToolParam",
    "ChatCompletionInputURLParam",
    "ImageTextToImageTargetSizeParam",
    "ImageTextToVideoTargetSizeParam",
    "ImageToImageTargetSizeParam",
    "ImageToVideoTargetSizeParam",
    "TextGenerationInputGrammarTypeParam",
    "TextGenerationInputJSONSchemaConfigParam",
]

_MODULES = {
    "ChatCompletionInputFunctionCallParam": "chat_completion",
    "ChatCompletionInputFunctionDefinitionParam": "chat_completion",
    "ChatCompletionInputFunctionNameParam": "chat_completion",
    "ChatCompletionInputJSONSchemaParam": "chat_completion",
    "ChatCompletionInputMessageChunkParam": "chat_completion",
    "ChatCompletionInputMessageParam": "chat_completion",
    "ChatCompletionInputResponseFormatJSONObjectParam": "chat_completion",
    "ChatCompletionInputResponseFormatJSONSchemaParam": "chat_completion",
    "ChatCompletionInputResponseFormatOtherParam": "chat_completion",
    "ChatCompletionInputResponseFormatTextParam": "chat_completion",
    "ChatCompletionInputStreamOptionsParam": "chat_completion",
    "ChatCompletionInputToolCallParam": "chat_completion",
    "ChatCompletionInputToolChoiceClassParam": "chat_completion",
    "ChatCompletionInputToolParam": "chat_completion",
    "ChatCompletionInputURLParam": "chat_completion",
    "ImageTextToImageTargetSizeParam": "image_text_to_image",
    "ImageTextToVideoTargetSizeParam": "image_text_to_video",
    "ImageToImageTargetSizeParam": "image_to_image",
    "ImageToVideoTargetSizeParam": "image_to_video",
    "TextGenerationInputGrammarTypeParam": "text_generation",
    "TextGenerationInputJSONSchemaConfigParam": "text_generation",
}


if not TYPE_CHECKING:  # they would take any name, misspelt ones too

    def __getattr__(name: str) -> object:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
