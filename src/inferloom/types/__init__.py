# Generated from specs/
# spec sha256:244503649311. Do not edit: change the spec, then run
# `make generate`.
"""Pydantic models of what travels."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionInput as AutomaticSpeechRecognitionInput,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutput as AutomaticSpeechRecognitionOutput,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutputChunk as AutomaticSpeechRecognitionOutputChunk,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionParameters as AutomaticSpeechRecognitionParameters,
    )
    from .chat_completion import ChatCompletionInput as ChatCompletionInput
    from .chat_completion import ChatCompletionInputFunctionCall as ChatCompletionInputFunctionCall
    from .chat_completion import (
        ChatCompletionInputFunctionDefinition as ChatCompletionInputFunctionDefinition,
    )
    from .chat_completion import ChatCompletionInputFunctionName as ChatCompletionInputFunctionName
    from .chat_completion import ChatCompletionInputGrammarType as ChatCompletionInputGrammarType
    from .chat_completion import ChatCompletionInputJSONSchema as ChatCompletionInputJSONSchema
    from .chat_completion import ChatCompletionInputMessage as ChatCompletionInputMessage
    from .chat_completion import ChatCompletionInputMessageChunk as ChatCompletionInputMessageChunk
    from .chat_completion import (
        ChatCompletionInputMessageChunkType as ChatCompletionInputMessageChunkType,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatJSONObject as ChatCompletionInputResponseFormatJSONObject,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatJSONSchema as ChatCompletionInputResponseFormatJSONSchema,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatOther as ChatCompletionInputResponseFormatOther,
    )
    from .chat_completion import (
        ChatCompletionInputResponseFormatText as ChatCompletionInputResponseFormatText,
    )
    from .chat_completion import (
        ChatCompletionInputStreamOptions as ChatCompletionInputStreamOptions,
    )
    from .chat_completion import ChatCompletionInputTool as ChatCompletionInputTool
    from .chat_completion import ChatCompletionInputToolCall as ChatCompletionInputToolCall
    from .chat_completion import (
        ChatCompletionInputToolChoiceClass as ChatCompletionInputToolChoiceClass,
    )
    from .chat_completion import (
        ChatCompletionInputToolChoiceEnum as ChatCompletionInputToolChoiceEnum,
    )
    from .chat_completion import ChatCompletionInputURL as ChatCompletionInputURL
    from .chat_completion import ChatCompletionOutput as ChatCompletionOutput
    from .chat_completion import ChatCompletionOutputComplete as ChatCompletionOutputComplete
    from .chat_completion import (
        ChatCompletionOutputFunctionDefinition as ChatCompletionOutputFunctionDefinition,
    )
    from .chat_completion import ChatCompletionOutputLogprob as ChatCompletionOutputLogprob
    from .chat_completion import ChatCompletionOutputLogprobs as ChatCompletionOutputLogprobs
    from .chat_completion import ChatCompletionOutputMessage as ChatCompletionOutputMessage
    from .chat_completion import ChatCompletionOutputToolCall as ChatCompletionOutputToolCall
    from .chat_completion import ChatCompletionOutputTopLogprob as ChatCompletionOutputTopLogprob
    from .chat_completion import ChatCompletionOutputUsage as ChatCompletionOutputUsage
    from .chat_completion import ChatCompletionStreamOutput as ChatCompletionStreamOutput
    from .chat_completion import (
        ChatCompletionStreamOutputChoice as ChatCompletionStreamOutputChoice,
    )
    from .chat_completion import ChatCompletionStreamOutputDelta as ChatCompletionStreamOutputDelta
    from .chat_completion import (
        ChatCompletionStreamOutputDeltaToolCall as ChatCompletionStreamOutputDeltaToolCall,
    )
    from .chat_completion import (
        ChatCompletionStreamOutputFunction as ChatCompletionStreamOutputFunction,
    )
    from .common import EarlyStopping as EarlyStopping
    from .common import GenerationParameters as GenerationParameters
    from .feature_extraction import FeatureExtractionInput as FeatureExtractionInput
    from .feature_extraction import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from .feature_extraction import FeatureExtractionOutput as FeatureExtractionOutput
    from .image_classification import ImageClassificationInput as ImageClassificationInput
    from .image_classification import ImageClassificationOutput as ImageClassificationOutput
    from .image_classification import (
        ImageClassificationOutputElement as ImageClassificationOutputElement,
    )
    from .image_classification import (
        ImageClassificationOutputTransform as ImageClassificationOutputTransform,
    )
    from .image_classification import ImageClassificationParameters as ImageClassificationParameters
    from .sentence_similarity import SentenceSimilarityInput as SentenceSimilarityInput
    from .sentence_similarity import SentenceSimilarityInputData as SentenceSimilarityInputData
    from .sentence_similarity import SentenceSimilarityOutput as SentenceSimilarityOutput
    from .sentence_similarity import SentenceSimilarityParameters as SentenceSimilarityParameters
    from .sentence_similarity import (
        SentenceSimilarityTruncationDirection as SentenceSimilarityTruncationDirection,
    )
    from .text_classification import TextClassificationInput as TextClassificationInput
    from .text_classification import TextClassificationOutput as TextClassificationOutput
    from .text_classification import (
        TextClassificationOutputElement as TextClassificationOutputElement,
    )
    from .text_classification import (
        TextClassificationOutputTransform as TextClassificationOutputTransform,
    )
    from .text_classification import TextClassificationParameters as TextClassificationParameters
    from .text_generation import TextGenerationInput as TextGenerationInput
    from .text_generation import (
        TextGenerationInputGenerateParameters as TextGenerationInputGenerateParameters,
    )
    from .text_generation import TextGenerationInputGrammarType as TextGenerationInputGrammarType
    from .text_generation import (
        TextGenerationInputGrammarTypeType as TextGenerationInputGrammarTypeType,
    )
    from .text_generation import (
        TextGenerationInputJSONSchemaConfig as TextGenerationInputJSONSchemaConfig,
    )
    from .text_generation import TextGenerationOutput as TextGenerationOutput
    from .text_generation import (
        TextGenerationOutputBestOfSequence as TextGenerationOutputBestOfSequence,
    )
    from .text_generation import TextGenerationOutputDetails as TextGenerationOutputDetails
    from .text_generation import (
        TextGenerationOutputFinishReason as TextGenerationOutputFinishReason,
    )
    from .text_generation import (
        TextGenerationOutputPrefillToken as TextGenerationOutputPrefillToken,
    )
    from .text_generation import TextGenerationOutputToken as TextGenerationOutputToken
    from .text_generation import TextGenerationStreamOutput as TextGenerationStreamOutput
    from .text_generation import (
        TextGenerationStreamOutputStreamDetails as TextGenerationStreamOutputStreamDetails,
    )
    from .text_to_speech import TextToSpeechInput as TextToSpeechInput
    from .text_to_speech import TextToSpeechOutput as TextToSpeechOutput
    from .text_to_speech import TextToSpeechParameters as TextToSpeechParameters

__all__ = [
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionParameters",
    "ChatCompletionInput",
    "ChatCompletionInputFunctionCall",
    "ChatCompletionInputFunctionDefinition",
    "ChatCompletionInputFunctionName",
    "ChatCompletionInputGrammarType",
    "ChatCompletionInputJSONSchema",
    "ChatCompletionInputMessage",
    "ChatCompletionInputMessageChunk",
    "ChatCompletionInputMessageChunkType",
    "ChatCompletionInputResponseFormatJSONObject",
    "ChatCompletionInputResponseFormatJSONSchema",
    "ChatCompletionInputResponseFormatOther",
    "ChatCompletionInputResponseFormatText",
    "ChatCompletionInputStreamOptions",
    "ChatCompletionInputTool",
    "ChatCompletionInputToolCall",
    "ChatCompletionInputToolChoiceClass",
    "ChatCompletionInputToolChoiceEnum",
    "ChatCompletionInputURL",
    "ChatCompletionOutput",
    "ChatCompletionOutputComplete",
    "ChatCompletionOutputFunctionDefinition",
    "ChatCompletionOutputLogprob",
    "ChatCompletionOutputLogprobs",
    "ChatCompletionOutputMessage",
    "ChatCompletionOutputToolCall",
    "ChatCompletionOutputTopLogprob",
    "ChatCompletionOutputUsage",
    "ChatCompletionStreamOutput",
    "ChatCompletionStreamOutputChoice",
    "ChatCompletionStreamOutputDelta",
    "ChatCompletionStreamOutputDeltaToolCall",
    "ChatCompletionStreamOutputFunction",
    "EarlyStopping",
    "FeatureExtractionInput",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionOutput",
    "GenerationParameters",
    "ImageClassificationInput",
    "ImageClassificationOutput",
    "ImageClassificationOutputElement",
    "ImageClassificationOutputTransform",
    "ImageClassificationParameters",
    "SentenceSimilarityInput",
    "SentenceSimilarityInputData",
    "SentenceSimilarityOutput",
    "SentenceSimilarityParameters",
    "SentenceSimilarityTruncationDirection",
    "TextClassificationInput",
    "TextClassificationOutput",
    "TextClassificationOutputElement",
    "TextClassificationOutputTransform",
    "TextClassificationParameters",
    "TextGenerationInput",
    "TextGenerationInputGenerateParameters",
    "TextGenerationInputGrammarType",
    "TextGenerationInputGrammarTypeType",
    "TextGenerationInputJSONSchemaConfig",
    "TextGenerationOutput",
    "TextGenerationOutputBestOfSequence",
    "TextGenerationOutputDetails",
    "TextGenerationOutputFinishReason",
    "TextGenerationOutputPrefillToken",
    "TextGenerationOutputToken",
    "TextGenerationStreamOutput",
    "TextGenerationStreamOutputStreamDetails",
    "TextToSpeechInput",
    "TextToSpeechOutput",
    "TextToSpeechParameters",
]

_MODULES = {
    "AutomaticSpeechRecognitionInput": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutput": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputChunk": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionParameters": "automatic_speech_recognition",
    "ChatCompletionInput": "chat_completion",
    "ChatCompletionInputFunctionCall": "chat_completion",
    "ChatCompletionInputFunctionDefinition": "chat_completion",
    "ChatCompletionInputFunctionName": "chat_completion",
    "ChatCompletionInputGrammarType": "chat_completion",
    "ChatCompletionInputJSONSchema": "chat_completion",
    "ChatCompletionInputMessage": "chat_completion",
    "ChatCompletionInputMessageChunk": "chat_completion",
    "ChatCompletionInputMessageChunkType": "chat_completion",
    "ChatCompletionInputResponseFormatJSONObject": "chat_completion",
    "ChatCompletionInputResponseFormatJSONSchema": "chat_completion",
    "ChatCompletionInputResponseFormatOther": "chat_completion",
    "ChatCompletionInputResponseFormatText": "chat_completion",
    "ChatCompletionInputStreamOptions": "chat_completion",
    "ChatCompletionInputTool": "chat_completion",
    "ChatCompletionInputToolCall": "chat_completion",
    "ChatCompletionInputToolChoiceClass": "chat_completion",
    "ChatCompletionInputToolChoiceEnum": "chat_completion",
    "ChatCompletionInputURL": "chat_completion",
    "ChatCompletionOutput": "chat_completion",
    "ChatCompletionOutputComplete": "chat_completion",
    "ChatCompletionOutputFunctionDefinition": "chat_completion",
    "ChatCompletionOutputLogprob": "chat_completion",
    "ChatCompletionOutputLogprobs": "chat_completion",
    "ChatCompletionOutputMessage": "chat_completion",
    "ChatCompletionOutputToolCall": "chat_completion",
    "ChatCompletionOutputTopLogprob": "chat_completion",
    "ChatCompletionOutputUsage": "chat_completion",
    "ChatCompletionStreamOutput": "chat_completion",
    "ChatCompletionStreamOutputChoice": "chat_completion",
    "ChatCompletionStreamOutputDelta": "chat_completion",
    "ChatCompletionStreamOutputDeltaToolCall": "chat_completion",
    "ChatCompletionStreamOutputFunction": "chat_completion",
    "EarlyStopping": "common",
    "FeatureExtractionInput": "feature_extraction",
    "FeatureExtractionInputTruncationDirection": "feature_extraction",
    "FeatureExtractionOutput": "feature_extraction",
    "GenerationParameters": "common",
    "ImageClassificationInput": "image_classification",
    "ImageClassificationOutput": "image_classification",
    "ImageClassificationOutputElement": "image_classification",
    "ImageClassificationOutputTransform": "image_classification",
    "ImageClassificationParameters": "image_classification",
    "SentenceSimilarityInput": "sentence_similarity",
    "SentenceSimilarityInputData": "sentence_similarity",
    "SentenceSimilarityOutput": "sentence_similarity",
    "SentenceSimilarityParameters": "sentence_similarity",
    "SentenceSimilarityTruncationDirection": "sentence_similarity",
    "TextClassificationInput": "text_classification",
    "TextClassificationOutput": "text_classification",
    "TextClassificationOutputElement": "text_classification",
    "TextClassificationOutputTransform": "text_classification",
    "TextClassificationParameters": "text_classification",
    "TextGenerationInput": "text_generation",
    "TextGenerationInputGenerateParameters": "text_generation",
    "TextGenerationInputGrammarType": "text_generation",
    "TextGenerationInputGrammarTypeType": "text_generation",
    "TextGenerationInputJSONSchemaConfig": "text_generation",
    "TextGenerationOutput": "text_generation",
    "TextGenerationOutputBestOfSequence": "text_generation",
    "TextGenerationOutputDetails": "text_generation",
    "TextGenerationOutputFinishReason": "text_generation",
    "TextGenerationOutputPrefillToken": "text_generation",
    "TextGenerationOutputToken": "text_generation",
    "TextGenerationStreamOutput": "text_generation",
    "TextGenerationStreamOutputStreamDetails": "text_generation",
    "TextToSpeechInput": "text_to_speech",
    "TextToSpeechOutput": "text_to_speech",
    "TextToSpeechParameters": "text_to_speech",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
