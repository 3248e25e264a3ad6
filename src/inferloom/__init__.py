# Generated from specs/
# spec sha256:244503649311. Do not edit: change the spec, then run
# `make generate`.
"""A typed client for machine-learning inference over HTTP."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .async_client import AsyncInferenceClient as AsyncInferenceClient
    from .client import InferenceClient as InferenceClient
    from .errors import ArgumentError as ArgumentError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ConflictError as ConflictError
    from .errors import GenerationError as GenerationError
    from .errors import IncompleteGenerationError as IncompleteGenerationError
    from .errors import InferenceConnectionError as InferenceConnectionError
    from .errors import InferenceError as InferenceError
    from .errors import InferenceTimeoutError as InferenceTimeoutError
    from .errors import ModelLoadingError as ModelLoadingError
    from .errors import NotFoundError as NotFoundError
    from .errors import OverloadedError as OverloadedError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import RateLimitError as RateLimitError
    from .errors import RequestTooLargeError as RequestTooLargeError
    from .errors import ResponseDecodeError as ResponseDecodeError
    from .errors import ResponseTooLargeError as ResponseTooLargeError
    from .errors import ServerError as ServerError
    from .errors import StatusError as StatusError
    from .errors import StreamError as StreamError
    from .errors import StreamInterruptedError as StreamInterruptedError
    from .errors import TextGenerationError as TextGenerationError
    from .errors import TokenNotFoundError as TokenNotFoundError
    from .errors import UnprocessableEntityError as UnprocessableEntityError
    from .errors import ValidationError as ValidationError
    from .params.chat_completion import (
        ChatCompletionInputFunctionCallParam as ChatCompletionInputFunctionCallParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputFunctionDefinitionParam as ChatCompletionInputFunctionDefinitionParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputFunctionNameParam as ChatCompletionInputFunctionNameParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputJSONSchemaParam as ChatCompletionInputJSONSchemaParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputMessageChunkParam as ChatCompletionInputMessageChunkParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputMessageParam as ChatCompletionInputMessageParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputResponseFormatJSONObjectParam as ChatCompletionInputResponseFormatJSONObjectParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputResponseFormatJSONSchemaParam as ChatCompletionInputResponseFormatJSONSchemaParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputResponseFormatOtherParam as ChatCompletionInputResponseFormatOtherParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputResponseFormatTextParam as ChatCompletionInputResponseFormatTextParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputStreamOptionsParam as ChatCompletionInputStreamOptionsParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputToolCallParam as ChatCompletionInputToolCallParam,
    )
    from .params.chat_completion import (
        ChatCompletionInputToolChoiceClassParam as ChatCompletionInputToolChoiceClassParam,
    )
    from .params.chat_completion import ChatCompletionInputToolParam as ChatCompletionInputToolParam
    from .params.chat_completion import ChatCompletionInputURLParam as ChatCompletionInputURLParam
    from .params.text_generation import (
        TextGenerationInputGrammarTypeParam as TextGenerationInputGrammarTypeParam,
    )
    from .params.text_generation import (
        TextGenerationInputJSONSchemaConfigParam as TextGenerationInputJSONSchemaConfigParam,
    )
    from .transport.call import Call as Call
    from .transport.call import Exchange as Exchange
    from .transport.call import StreamCall as StreamCall
    from .transport.config import Limits as Limits
    from .transport.config import Timeout as Timeout
    from .transport.media_results import Audio as Audio
    from .transport.media_results import Image as Image
    from .transport.media_results import Video as Video
    from .transport.stream import AsyncStream as AsyncStream
    from .transport.stream import Stream as Stream
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionInput as AutomaticSpeechRecognitionInput,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutput as AutomaticSpeechRecognitionOutput,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutputChunk as AutomaticSpeechRecognitionOutputChunk,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionParameters as AutomaticSpeechRecognitionParameters,
    )
    from .types.chat_completion import ChatCompletionInput as ChatCompletionInput
    from .types.chat_completion import (
        ChatCompletionInputFunctionCall as ChatCompletionInputFunctionCall,
    )
    from .types.chat_completion import (
        ChatCompletionInputFunctionDefinition as ChatCompletionInputFunctionDefinition,
    )
    from .types.chat_completion import (
        ChatCompletionInputFunctionName as ChatCompletionInputFunctionName,
    )
    from .types.chat_completion import (
        ChatCompletionInputGrammarType as ChatCompletionInputGrammarType,
    )
    from .types.chat_completion import (
        ChatCompletionInputJSONSchema as ChatCompletionInputJSONSchema,
    )
    from .types.chat_completion import ChatCompletionInputMessage as ChatCompletionInputMessage
    from .types.chat_completion import (
        ChatCompletionInputMessageChunk as ChatCompletionInputMessageChunk,
    )
    from .types.chat_completion import (
        ChatCompletionInputMessageChunkType as ChatCompletionInputMessageChunkType,
    )
    from .types.chat_completion import (
        ChatCompletionInputResponseFormatJSONObject as ChatCompletionInputResponseFormatJSONObject,
    )
    from .types.chat_completion import (
        ChatCompletionInputResponseFormatJSONSchema as ChatCompletionInputResponseFormatJSONSchema,
    )
    from .types.chat_completion import (
        ChatCompletionInputResponseFormatOther as ChatCompletionInputResponseFormatOther,
    )
    from .types.chat_completion import (
        ChatCompletionInputResponseFormatText as ChatCompletionInputResponseFormatText,
    )
    from .types.chat_completion import (
        ChatCompletionInputStreamOptions as ChatCompletionInputStreamOptions,
    )
    from .types.chat_completion import ChatCompletionInputTool as ChatCompletionInputTool
    from .types.chat_completion import ChatCompletionInputToolCall as ChatCompletionInputToolCall
    from .types.chat_completion import (
        ChatCompletionInputToolChoiceClass as ChatCompletionInputToolChoiceClass,
    )
    from .types.chat_completion import (
        ChatCompletionInputToolChoiceEnum as ChatCompletionInputToolChoiceEnum,
    )
    from .types.chat_completion import ChatCompletionInputURL as ChatCompletionInputURL
    from .types.chat_completion import ChatCompletionOutput as ChatCompletionOutput
    from .types.chat_completion import ChatCompletionOutputComplete as ChatCompletionOutputComplete
    from .types.chat_completion import (
        ChatCompletionOutputFunctionDefinition as ChatCompletionOutputFunctionDefinition,
    )
    from .types.chat_completion import ChatCompletionOutputLogprob as ChatCompletionOutputLogprob
    from .types.chat_completion import ChatCompletionOutputLogprobs as ChatCompletionOutputLogprobs
    from .types.chat_completion import ChatCompletionOutputMessage as ChatCompletionOutputMessage
    from .types.chat_completion import ChatCompletionOutputToolCall as ChatCompletionOutputToolCall
    from .types.chat_completion import (
        ChatCompletionOutputTopLogprob as ChatCompletionOutputTopLogprob,
    )
    from .types.chat_completion import ChatCompletionOutputUsage as ChatCompletionOutputUsage
    from .types.chat_completion import ChatCompletionStreamOutput as ChatCompletionStreamOutput
    from .types.chat_completion import (
        ChatCompletionStreamOutputChoice as ChatCompletionStreamOutputChoice,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputDelta as ChatCompletionStreamOutputDelta,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputDeltaToolCall as ChatCompletionStreamOutputDeltaToolCall,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputFunction as ChatCompletionStreamOutputFunction,
    )
    from .types.common import EarlyStopping as EarlyStopping
    from .types.common import GenerationParameters as GenerationParameters
    from .types.feature_extraction import FeatureExtractionInput as FeatureExtractionInput
    from .types.feature_extraction import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from .types.feature_extraction import FeatureExtractionOutput as FeatureExtractionOutput
    from .types.image_classification import ImageClassificationInput as ImageClassificationInput
    from .types.image_classification import ImageClassificationOutput as ImageClassificationOutput
    from .types.image_classification import (
        ImageClassificationOutputElement as ImageClassificationOutputElement,
    )
    from .types.image_classification import (
        ImageClassificationOutputTransform as ImageClassificationOutputTransform,
    )
    from .types.image_classification import (
        ImageClassificationParameters as ImageClassificationParameters,
    )
    from .types.sentence_similarity import SentenceSimilarityInput as SentenceSimilarityInput
    from .types.sentence_similarity import (
        SentenceSimilarityInputData as SentenceSimilarityInputData,
    )
    from .types.sentence_similarity import SentenceSimilarityOutput as SentenceSimilarityOutput
    from .types.sentence_similarity import (
        SentenceSimilarityParameters as SentenceSimilarityParameters,
    )
    from .types.sentence_similarity import (
        SentenceSimilarityTruncationDirection as SentenceSimilarityTruncationDirection,
    )
    from .types.text_classification import TextClassificationInput as TextClassificationInput
    from .types.text_classification import TextClassificationOutput as TextClassificationOutput
    from .types.text_classification import (
        TextClassificationOutputElement as TextClassificationOutputElement,
    )
    from .types.text_classification import (
        TextClassificationOutputTransform as TextClassificationOutputTransform,
    )
    from .types.text_classification import (
        TextClassificationParameters as TextClassificationParameters,
    )
    from .types.text_generation import TextGenerationInput as TextGenerationInput
    from .types.text_generation import (
        TextGenerationInputGenerateParameters as TextGenerationInputGenerateParameters,
    )
    from .types.text_generation import (
        TextGenerationInputGrammarType as TextGenerationInputGrammarType,
    )
    from .types.text_generation import (
        TextGenerationInputGrammarTypeType as TextGenerationInputGrammarTypeType,
    )
    from .types.text_generation import (
        TextGenerationInputJSONSchemaConfig as TextGenerationInputJSONSchemaConfig,
    )
    from .types.text_generation import TextGenerationOutput as TextGenerationOutput
    from .types.text_generation import (
        TextGenerationOutputBestOfSequence as TextGenerationOutputBestOfSequence,
    )
    from .types.text_generation import TextGenerationOutputDetails as TextGenerationOutputDetails
    from .types.text_generation import (
        TextGenerationOutputFinishReason as TextGenerationOutputFinishReason,
    )
    from .types.text_generation import (
        TextGenerationOutputPrefillToken as TextGenerationOutputPrefillToken,
    )
    from .types.text_generation import TextGenerationOutputToken as TextGenerationOutputToken
    from .types.text_generation import TextGenerationStreamOutput as TextGenerationStreamOutput
    from .types.text_generation import (
        TextGenerationStreamOutputStreamDetails as TextGenerationStreamOutputStreamDetails,
    )
    from .types.text_to_speech import TextToSpeechInput as TextToSpeechInput
    from .types.text_to_speech import TextToSpeechOutput as TextToSpeechOutput
    from .types.text_to_speech import TextToSpeechParameters as TextToSpeechParameters

__all__ = [
    "ArgumentError",
    "AsyncInferenceClient",
    "AsyncStream",
    "Audio",
    "AuthenticationError",
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionParameters",
    "BadRequestError",
    "Call",
    "ChatCompletionInput",
    "ChatCompletionInputFunctionCall",
    "ChatCompletionInputFunctionCallParam",
    "ChatCompletionInputFunctionDefinition",
    "ChatCompletionInputFunctionDefinitionParam",
    "ChatCompletionInputFunctionName",
    "ChatCompletionInputFunctionNameParam",
    "ChatCompletionInputGrammarType",
    "ChatCompletionInputJSONSchema",
    "ChatCompletionInputJSONSchemaParam",
    "ChatCompletionInputMessage",
    "ChatCompletionInputMessageChunk",
    "ChatCompletionInputMessageChunkParam",
    "ChatCompletionInputMessageChunkType",
    "ChatCompletionInputMessageParam",
    "ChatCompletionInputResponseFormatJSONObject",
    "ChatCompletionInputResponseFormatJSONObjectParam",
    "ChatCompletionInputResponseFormatJSONSchema",
    "ChatCompletionInputResponseFormatJSONSchemaParam",
    "ChatCompletionInputResponseFormatOther",
    "ChatCompletionInputResponseFormatOtherParam",
    "ChatCompletionInputResponseFormatText",
    "ChatCompletionInputResponseFormatTextParam",
    "ChatCompletionInputStreamOptions",
    "ChatCompletionInputStreamOptionsParam",
    "ChatCompletionInputTool",
    "ChatCompletionInputToolCall",
    "ChatCompletionInputToolCallParam",
    "ChatCompletionInputToolChoiceClass",
    "ChatCompletionInputToolChoiceClassParam",
    "ChatCompletionInputToolChoiceEnum",
    "ChatCompletionInputToolParam",
    "ChatCompletionInputURL",
    "ChatCompletionInputURLParam",
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
    "ConflictError",
    "EarlyStopping",
    "Exchange",
    "FeatureExtractionInput",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionOutput",
    "GenerationError",
    "GenerationParameters",
    "Image",
    "ImageClassificationInput",
    "ImageClassificationOutput",
    "ImageClassificationOutputElement",
    "ImageClassificationOutputTransform",
    "ImageClassificationParameters",
    "IncompleteGenerationError",
    "InferenceClient",
    "InferenceConnectionError",
    "InferenceError",
    "InferenceTimeoutError",
    "Limits",
    "ModelLoadingError",
    "NotFoundError",
    "OverloadedError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTooLargeError",
    "ResponseDecodeError",
    "ResponseTooLargeError",
    "SentenceSimilarityInput",
    "SentenceSimilarityInputData",
    "SentenceSimilarityOutput",
    "SentenceSimilarityParameters",
    "SentenceSimilarityTruncationDirection",
    "ServerError",
    "StatusError",
    "Stream",
    "StreamCall",
    "StreamError",
    "StreamInterruptedError",
    "TextClassificationInput",
    "TextClassificationOutput",
    "TextClassificationOutputElement",
    "TextClassificationOutputTransform",
    "TextClassificationParameters",
    "TextGenerationError",
    "TextGenerationInput",
    "TextGenerationInputGenerateParameters",
    "TextGenerationInputGrammarType",
    "TextGenerationInputGrammarTypeParam",
    "TextGenerationInputGrammarTypeType",
    "TextGenerationInputJSONSchemaConfig",
    "TextGenerationInputJSONSchemaConfigParam",
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
    "Timeout",
    "TokenNotFoundError",
    "UnprocessableEntityError",
    "ValidationError",
    "Video",
]

_MODULES = {
    "ArgumentError": "errors",
    "AsyncInferenceClient": "async_client",
    "AsyncStream": "transport.stream",
    "Audio": "transport.media_results",
    "AuthenticationError": "errors",
    "AutomaticSpeechRecognitionInput": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutput": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputChunk": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionParameters": "types.automatic_speech_recognition",
    "BadRequestError": "errors",
    "Call": "transport.call",
    "ChatCompletionInput": "types.chat_completion",
    "ChatCompletionInputFunctionCall": "types.chat_completion",
    "ChatCompletionInputFunctionCallParam": "params.chat_completion",
    "ChatCompletionInputFunctionDefinition": "types.chat_completion",
    "ChatCompletionInputFunctionDefinitionParam": "params.chat_completion",
    "ChatCompletionInputFunctionName": "types.chat_completion",
    "ChatCompletionInputFunctionNameParam": "params.chat_completion",
    "ChatCompletionInputGrammarType": "types.chat_completion",
    "ChatCompletionInputJSONSchema": "types.chat_completion",
    "ChatCompletionInputJSONSchemaParam": "params.chat_completion",
    "ChatCompletionInputMessage": "types.chat_completion",
    "ChatCompletionInputMessageChunk": "types.chat_completion",
    "ChatCompletionInputMessageChunkParam": "params.chat_completion",
    "ChatCompletionInputMessageChunkType": "types.chat_completion",
    "ChatCompletionInputMessageParam": "params.chat_completion",
    "ChatCompletionInputResponseFormatJSONObject": "types.chat_completion",
    "ChatCompletionInputResponseFormatJSONObjectParam": "params.chat_completion",
    "ChatCompletionInputResponseFormatJSONSchema": "types.chat_completion",
    "ChatCompletionInputResponseFormatJSONSchemaParam": "params.chat_completion",
    "ChatCompletionInputResponseFormatOther": "types.chat_completion",
    "ChatCompletionInputResponseFormatOtherParam": "params.chat_completion",
    "ChatCompletionInputResponseFormatText": "types.chat_completion",
    "ChatCompletionInputResponseFormatTextParam": "params.chat_completion",
    "ChatCompletionInputStreamOptions": "types.chat_completion",
    "ChatCompletionInputStreamOptionsParam": "params.chat_completion",
    "ChatCompletionInputTool": "types.chat_completion",
    "ChatCompletionInputToolCall": "types.chat_completion",
    "ChatCompletionInputToolCallParam": "params.chat_completion",
    "ChatCompletionInputToolChoiceClass": "types.chat_completion",
    "ChatCompletionInputToolChoiceClassParam": "params.chat_completion",
    "ChatCompletionInputToolChoiceEnum": "types.chat_completion",
    "ChatCompletionInputToolParam": "params.chat_completion",
    "ChatCompletionInputURL": "types.chat_completion",
    "ChatCompletionInputURLParam": "params.chat_completion",
    "ChatCompletionOutput": "types.chat_completion",
    "ChatCompletionOutputComplete": "types.chat_completion",
    "ChatCompletionOutputFunctionDefinition": "types.chat_completion",
    "ChatCompletionOutputLogprob": "types.chat_completion",
    "ChatCompletionOutputLogprobs": "types.chat_completion",
    "ChatCompletionOutputMessage": "types.chat_completion",
    "ChatCompletionOutputToolCall": "types.chat_completion",
    "ChatCompletionOutputTopLogprob": "types.chat_completion",
    "ChatCompletionOutputUsage": "types.chat_completion",
    "ChatCompletionStreamOutput": "types.chat_completion",
    "ChatCompletionStreamOutputChoice": "types.chat_completion",
    "ChatCompletionStreamOutputDelta": "types.chat_completion",
    "ChatCompletionStreamOutputDeltaToolCall": "types.chat_completion",
    "ChatCompletionStreamOutputFunction": "types.chat_completion",
    "ConflictError": "errors",
    "EarlyStopping": "types.common",
    "Exchange": "transport.call",
    "FeatureExtractionInput": "types.feature_extraction",
    "FeatureExtractionInputTruncationDirection": "types.feature_extraction",
    "FeatureExtractionOutput": "types.feature_extraction",
    "GenerationError": "errors",
    "GenerationParameters": "types.common",
    "Image": "transport.media_results",
    "ImageClassificationInput": "types.image_classification",
    "ImageClassificationOutput": "types.image_classification",
    "ImageClassificationOutputElement": "types.image_classification",
    "ImageClassificationOutputTransform": "types.image_classification",
    "ImageClassificationParameters": "types.image_classification",
    "IncompleteGenerationError": "errors",
    "InferenceClient": "client",
    "InferenceConnectionError": "errors",
    "InferenceError": "errors",
    "InferenceTimeoutError": "errors",
    "Limits": "transport.config",
    "ModelLoadingError": "errors",
    "NotFoundError": "errors",
    "OverloadedError": "errors",
    "PermissionDeniedError": "errors",
    "RateLimitError": "errors",
    "RequestTooLargeError": "errors",
    "ResponseDecodeError": "errors",
    "ResponseTooLargeError": "errors",
    "SentenceSimilarityInput": "types.sentence_similarity",
    "SentenceSimilarityInputData": "types.sentence_similarity",
    "SentenceSimilarityOutput": "types.sentence_similarity",
    "SentenceSimilarityParameters": "types.sentence_similarity",
    "SentenceSimilarityTruncationDirection": "types.sentence_similarity",
    "ServerError": "errors",
    "StatusError": "errors",
    "Stream": "transport.stream",
    "StreamCall": "transport.call",
    "StreamError": "errors",
    "StreamInterruptedError": "errors",
    "TextClassificationInput": "types.text_classification",
    "TextClassificationOutput": "types.text_classification",
    "TextClassificationOutputElement": "types.text_classification",
    "TextClassificationOutputTransform": "types.text_classification",
    "TextClassificationParameters": "types.text_classification",
    "TextGenerationError": "errors",
    "TextGenerationInput": "types.text_generation",
    "TextGenerationInputGenerateParameters": "types.text_generation",
    "TextGenerationInputGrammarType": "types.text_generation",
    "TextGenerationInputGrammarTypeParam": "params.text_generation",
    "TextGenerationInputGrammarTypeType": "types.text_generation",
    "TextGenerationInputJSONSchemaConfig": "types.text_generation",
    "TextGenerationInputJSONSchemaConfigParam": "params.text_generation",
    "TextGenerationOutput": "types.text_generation",
    "TextGenerationOutputBestOfSequence": "types.text_generation",
    "TextGenerationOutputDetails": "types.text_generation",
    "TextGenerationOutputFinishReason": "types.text_generation",
    "TextGenerationOutputPrefillToken": "types.text_generation",
    "TextGenerationOutputToken": "types.text_generation",
    "TextGenerationStreamOutput": "types.text_generation",
    "TextGenerationStreamOutputStreamDetails": "types.text_generation",
    "TextToSpeechInput": "types.text_to_speech",
    "TextToSpeechOutput": "types.text_to_speech",
    "TextToSpeechParameters": "types.text_to_speech",
    "Timeout": "transport.config",
    "TokenNotFoundError": "errors",
    "UnprocessableEntityError": "errors",
    "ValidationError": "errors",
    "Video": "transport.media_results",
}

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
