# Generated from specs/
# spec sha256:0422c60036d8. Do not edit: change the spec, then run
# `make generate`.
"""A typed client for machine-learning inference over HTTP."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING: bool = False  # `typing` takes long to load: docs/design/start_up.md
if TYPE_CHECKING:
    from .async_client import AsyncInferenceClient as AsyncInferenceClient
    from .calls.call import Call as Call
    from .calls.call import StreamCall as StreamCall
    from .calls.exchange import Exchange as Exchange
    from .calls.job import Job as Job
    from .client import InferenceClient as InferenceClient
    from .compat.inference_api import InferenceApi as InferenceApi
    from .compat.inference_api import RawResponse as RawResponse
    from .errors import ArgumentError as ArgumentError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ConflictError as ConflictError
    from .errors import FileAccessError as FileAccessError
    from .errors import FileForbiddenError as FileForbiddenError
    from .errors import FileIsFolderError as FileIsFolderError
    from .errors import FileMissingError as FileMissingError
    from .errors import GenerationError as GenerationError
    from .errors import IncompleteGenerationError as IncompleteGenerationError
    from .errors import InferenceConnectionError as InferenceConnectionError
    from .errors import InferenceError as InferenceError
    from .errors import InferenceTimeoutError as InferenceTimeoutError
    from .errors import JobCancelledError as JobCancelledError
    from .errors import JobFailedError as JobFailedError
    from .errors import MediaDecodeError as MediaDecodeError
    from .errors import MissingLibraryError as MissingLibraryError
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
    from .limits import Limits as Limits
    from .limits import Timeout as Timeout
    from .limits import Wait as Wait
    from .media.policy import MediaPolicy as MediaPolicy
    from .models.drawing import Detections as Detections
    from .models.drawing import Segments as Segments
    from .models.media import Audio as Audio
    from .models.media import Video as Video
    from .models.structured import JsonSchema as JsonSchema
    from .models.vectors import Vector as Vector
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
    from .params.image_text_to_image import (
        ImageTextToImageTargetSizeParam as ImageTextToImageTargetSizeParam,
    )
    from .params.image_text_to_video import (
        ImageTextToVideoTargetSizeParam as ImageTextToVideoTargetSizeParam,
    )
    from .params.image_to_image import ImageToImageTargetSizeParam as ImageToImageTargetSizeParam
    from .params.image_to_video import ImageToVideoTargetSizeParam as ImageToVideoTargetSizeParam
    from .params.text_generation import (
        TextGenerationInputGrammarTypeParam as TextGenerationInputGrammarTypeParam,
    )
    from .params.text_generation import (
        TextGenerationInputJSONSchemaConfigParam as TextGenerationInputJSONSchemaConfigParam,
    )
    from .policy.services import ModelProvider as ModelProvider
    from .policy.services import ModelStatus as ModelStatus
    from .providers import ProviderName as ProviderName
    from .streams.aio.lines import AsyncLineStream as AsyncLineStream
    from .streams.aio.stream import AsyncStream as AsyncStream
    from .streams.stream import Outcome as Outcome
    from .streams.stream import Usage as Usage
    from .streams.sync.lines import LineStream as LineStream
    from .streams.sync.stream import Stream as Stream
    from .types.audio_classification import AudioClassificationInput as AudioClassificationInput
    from .types.audio_classification import AudioClassificationOutput as AudioClassificationOutput
    from .types.audio_classification import (
        AudioClassificationOutputElement as AudioClassificationOutputElement,
    )
    from .types.audio_classification import (
        AudioClassificationOutputTransform as AudioClassificationOutputTransform,
    )
    from .types.audio_classification import (
        AudioClassificationParameters as AudioClassificationParameters,
    )
    from .types.audio_to_audio import AudioToAudioInput as AudioToAudioInput
    from .types.audio_to_audio import AudioToAudioOutput as AudioToAudioOutput
    from .types.audio_to_audio import AudioToAudioOutputElement as AudioToAudioOutputElement
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionEarlyStoppingEnum as AutomaticSpeechRecognitionEarlyStoppingEnum,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionGenerationParameters as AutomaticSpeechRecognitionGenerationParameters,
    )
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
        AutomaticSpeechRecognitionOutputSegment as AutomaticSpeechRecognitionOutputSegment,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutputWord as AutomaticSpeechRecognitionOutputWord,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionParameters as AutomaticSpeechRecognitionParameters,
    )
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionResponseFormat as AutomaticSpeechRecognitionResponseFormat,
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
    from .types.chat_completion import (
        ChatCompletionInputToolTypeClass as ChatCompletionInputToolTypeClass,
    )
    from .types.chat_completion import ChatCompletionInputURL as ChatCompletionInputURL
    from .types.chat_completion import ChatCompletionMessage as ChatCompletionMessage
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
    from .types.chat_completion import (
        ChatCompletionStreamOutputLogprob as ChatCompletionStreamOutputLogprob,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputLogprobs as ChatCompletionStreamOutputLogprobs,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputTopLogprob as ChatCompletionStreamOutputTopLogprob,
    )
    from .types.chat_completion import (
        ChatCompletionStreamOutputUsage as ChatCompletionStreamOutputUsage,
    )
    from .types.common import EarlyStopping as EarlyStopping
    from .types.common import GenerationParameters as GenerationParameters
    from .types.create_embeddings import (
        CreateEmbeddingsEncodingFormat as CreateEmbeddingsEncodingFormat,
    )
    from .types.create_embeddings import CreateEmbeddingsInput as CreateEmbeddingsInput
    from .types.create_embeddings import CreateEmbeddingsOutput as CreateEmbeddingsOutput
    from .types.create_embeddings import Embedding as Embedding
    from .types.create_embeddings import EmbeddingsUsage as EmbeddingsUsage
    from .types.depth_estimation import DepthEstimationInput as DepthEstimationInput
    from .types.depth_estimation import DepthEstimationOutput as DepthEstimationOutput
    from .types.detokenize import DetokenizeInput as DetokenizeInput
    from .types.detokenize import DetokenizeOutput as DetokenizeOutput
    from .types.document_question_answering import (
        DocumentQuestionAnsweringInput as DocumentQuestionAnsweringInput,
    )
    from .types.document_question_answering import (
        DocumentQuestionAnsweringInputData as DocumentQuestionAnsweringInputData,
    )
    from .types.document_question_answering import (
        DocumentQuestionAnsweringOutput as DocumentQuestionAnsweringOutput,
    )
    from .types.document_question_answering import (
        DocumentQuestionAnsweringOutputElement as DocumentQuestionAnsweringOutputElement,
    )
    from .types.document_question_answering import (
        DocumentQuestionAnsweringParameters as DocumentQuestionAnsweringParameters,
    )
    from .types.feature_extraction import FeatureExtractionInput as FeatureExtractionInput
    from .types.feature_extraction import (
        FeatureExtractionInputEncodingFormat as FeatureExtractionInputEncodingFormat,
    )
    from .types.feature_extraction import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from .types.feature_extraction import FeatureExtractionOutput as FeatureExtractionOutput
    from .types.fill_mask import FillMaskInput as FillMaskInput
    from .types.fill_mask import FillMaskOutput as FillMaskOutput
    from .types.fill_mask import FillMaskOutputElement as FillMaskOutputElement
    from .types.fill_mask import FillMaskParameters as FillMaskParameters
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
    from .types.image_segmentation import ImageSegmentationInput as ImageSegmentationInput
    from .types.image_segmentation import ImageSegmentationOutput as ImageSegmentationOutput
    from .types.image_segmentation import (
        ImageSegmentationOutputElement as ImageSegmentationOutputElement,
    )
    from .types.image_segmentation import ImageSegmentationParameters as ImageSegmentationParameters
    from .types.image_segmentation import ImageSegmentationSubtask as ImageSegmentationSubtask
    from .types.image_text_to_image import ImageTextToImageInput as ImageTextToImageInput
    from .types.image_text_to_image import ImageTextToImageOutput as ImageTextToImageOutput
    from .types.image_text_to_image import ImageTextToImageParameters as ImageTextToImageParameters
    from .types.image_text_to_image import ImageTextToImageTargetSize as ImageTextToImageTargetSize
    from .types.image_text_to_video import ImageTextToVideoInput as ImageTextToVideoInput
    from .types.image_text_to_video import ImageTextToVideoOutput as ImageTextToVideoOutput
    from .types.image_text_to_video import ImageTextToVideoParameters as ImageTextToVideoParameters
    from .types.image_text_to_video import ImageTextToVideoTargetSize as ImageTextToVideoTargetSize
    from .types.image_to_image import ImageToImageInput as ImageToImageInput
    from .types.image_to_image import ImageToImageOutput as ImageToImageOutput
    from .types.image_to_image import ImageToImageParameters as ImageToImageParameters
    from .types.image_to_image import ImageToImageTargetSize as ImageToImageTargetSize
    from .types.image_to_text import ImageToTextEarlyStoppingEnum as ImageToTextEarlyStoppingEnum
    from .types.image_to_text import (
        ImageToTextGenerationParameters as ImageToTextGenerationParameters,
    )
    from .types.image_to_text import ImageToTextInput as ImageToTextInput
    from .types.image_to_text import ImageToTextOutput as ImageToTextOutput
    from .types.image_to_text import ImageToTextParameters as ImageToTextParameters
    from .types.image_to_video import ImageToVideoInput as ImageToVideoInput
    from .types.image_to_video import ImageToVideoOutput as ImageToVideoOutput
    from .types.image_to_video import ImageToVideoParameters as ImageToVideoParameters
    from .types.image_to_video import ImageToVideoTargetSize as ImageToVideoTargetSize
    from .types.list_models import ListModelsInput as ListModelsInput
    from .types.list_models import ListModelsOutput as ListModelsOutput
    from .types.list_models import ModelCard as ModelCard
    from .types.object_detection import ObjectDetectionBoundingBox as ObjectDetectionBoundingBox
    from .types.object_detection import ObjectDetectionInput as ObjectDetectionInput
    from .types.object_detection import ObjectDetectionOutput as ObjectDetectionOutput
    from .types.object_detection import ObjectDetectionOutputElement as ObjectDetectionOutputElement
    from .types.object_detection import ObjectDetectionParameters as ObjectDetectionParameters
    from .types.question_answering import QuestionAnsweringInput as QuestionAnsweringInput
    from .types.question_answering import QuestionAnsweringInputData as QuestionAnsweringInputData
    from .types.question_answering import QuestionAnsweringOutput as QuestionAnsweringOutput
    from .types.question_answering import (
        QuestionAnsweringOutputElement as QuestionAnsweringOutputElement,
    )
    from .types.question_answering import QuestionAnsweringParameters as QuestionAnsweringParameters
    from .types.rerank import RerankInput as RerankInput
    from .types.rerank import RerankOutput as RerankOutput
    from .types.rerank import RerankOutputElement as RerankOutputElement
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
    from .types.summarization import (
        SummarizationGenerationParameters as SummarizationGenerationParameters,
    )
    from .types.summarization import SummarizationInput as SummarizationInput
    from .types.summarization import SummarizationOutput as SummarizationOutput
    from .types.summarization import SummarizationParameters as SummarizationParameters
    from .types.summarization import (
        SummarizationTruncationStrategy as SummarizationTruncationStrategy,
    )
    from .types.table_question_answering import Padding as Padding
    from .types.table_question_answering import (
        TableQuestionAnsweringInput as TableQuestionAnsweringInput,
    )
    from .types.table_question_answering import (
        TableQuestionAnsweringInputData as TableQuestionAnsweringInputData,
    )
    from .types.table_question_answering import (
        TableQuestionAnsweringOutputElement as TableQuestionAnsweringOutputElement,
    )
    from .types.table_question_answering import (
        TableQuestionAnsweringParameters as TableQuestionAnsweringParameters,
    )
    from .types.tabular_classification import (
        TabularClassificationInput as TabularClassificationInput,
    )
    from .types.tabular_classification import (
        TabularClassificationInputData as TabularClassificationInputData,
    )
    from .types.tabular_classification import (
        TabularClassificationOutput as TabularClassificationOutput,
    )
    from .types.tabular_regression import TabularRegressionInput as TabularRegressionInput
    from .types.tabular_regression import TabularRegressionInputData as TabularRegressionInputData
    from .types.tabular_regression import TabularRegressionOutput as TabularRegressionOutput
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
    from .types.text_generation import (
        TextGenerationStreamOutputToken as TextGenerationStreamOutputToken,
    )
    from .types.text_to_audio import TextToAudioEarlyStoppingEnum as TextToAudioEarlyStoppingEnum
    from .types.text_to_audio import (
        TextToAudioGenerationParameters as TextToAudioGenerationParameters,
    )
    from .types.text_to_audio import TextToAudioInput as TextToAudioInput
    from .types.text_to_audio import TextToAudioOutput as TextToAudioOutput
    from .types.text_to_audio import TextToAudioParameters as TextToAudioParameters
    from .types.text_to_image import TextToImageInput as TextToImageInput
    from .types.text_to_image import TextToImageOutput as TextToImageOutput
    from .types.text_to_image import TextToImageParameters as TextToImageParameters
    from .types.text_to_speech import TextToSpeechEarlyStoppingEnum as TextToSpeechEarlyStoppingEnum
    from .types.text_to_speech import (
        TextToSpeechGenerationParameters as TextToSpeechGenerationParameters,
    )
    from .types.text_to_speech import TextToSpeechInput as TextToSpeechInput
    from .types.text_to_speech import TextToSpeechOutput as TextToSpeechOutput
    from .types.text_to_speech import TextToSpeechParameters as TextToSpeechParameters
    from .types.text_to_video import TextToVideoInput as TextToVideoInput
    from .types.text_to_video import TextToVideoOutput as TextToVideoOutput
    from .types.text_to_video import TextToVideoParameters as TextToVideoParameters
    from .types.token_classification import (
        TokenClassificationAggregationStrategy as TokenClassificationAggregationStrategy,
    )
    from .types.token_classification import TokenClassificationInput as TokenClassificationInput
    from .types.token_classification import TokenClassificationOutput as TokenClassificationOutput
    from .types.token_classification import (
        TokenClassificationOutputElement as TokenClassificationOutputElement,
    )
    from .types.token_classification import (
        TokenClassificationParameters as TokenClassificationParameters,
    )
    from .types.tokenize import TokenizeInput as TokenizeInput
    from .types.tokenize import TokenizeOutput as TokenizeOutput
    from .types.tokenize import TokenizeOutputToken as TokenizeOutputToken
    from .types.translation import (
        TranslationGenerationParameters as TranslationGenerationParameters,
    )
    from .types.translation import TranslationInput as TranslationInput
    from .types.translation import TranslationOutput as TranslationOutput
    from .types.translation import TranslationParameters as TranslationParameters
    from .types.translation import TranslationTruncationStrategy as TranslationTruncationStrategy
    from .types.video_classification import VideoClassificationInput as VideoClassificationInput
    from .types.video_classification import VideoClassificationOutput as VideoClassificationOutput
    from .types.video_classification import (
        VideoClassificationOutputElement as VideoClassificationOutputElement,
    )
    from .types.video_classification import (
        VideoClassificationOutputTransform as VideoClassificationOutputTransform,
    )
    from .types.video_classification import (
        VideoClassificationParameters as VideoClassificationParameters,
    )
    from .types.visual_question_answering import (
        VisualQuestionAnsweringInput as VisualQuestionAnsweringInput,
    )
    from .types.visual_question_answering import (
        VisualQuestionAnsweringInputData as VisualQuestionAnsweringInputData,
    )
    from .types.visual_question_answering import (
        VisualQuestionAnsweringOutput as VisualQuestionAnsweringOutput,
    )
    from .types.visual_question_answering import (
        VisualQuestionAnsweringOutputElement as VisualQuestionAnsweringOutputElement,
    )
    from .types.visual_question_answering import (
        VisualQuestionAnsweringParameters as VisualQuestionAnsweringParameters,
    )
    from .types.zero_shot_classification import (
        ZeroShotClassificationInput as ZeroShotClassificationInput,
    )
    from .types.zero_shot_classification import (
        ZeroShotClassificationOutput as ZeroShotClassificationOutput,
    )
    from .types.zero_shot_classification import (
        ZeroShotClassificationOutputElement as ZeroShotClassificationOutputElement,
    )
    from .types.zero_shot_classification import (
        ZeroShotClassificationParameters as ZeroShotClassificationParameters,
    )
    from .types.zero_shot_image_classification import (
        ZeroShotImageClassificationInput as ZeroShotImageClassificationInput,
    )
    from .types.zero_shot_image_classification import (
        ZeroShotImageClassificationOutput as ZeroShotImageClassificationOutput,
    )
    from .types.zero_shot_image_classification import (
        ZeroShotImageClassificationOutputElement as ZeroShotImageClassificationOutputElement,
    )
    from .types.zero_shot_image_classification import (
        ZeroShotImageClassificationParameters as ZeroShotImageClassificationParameters,
    )
    from .types.zero_shot_object_detection import (
        ZeroShotObjectDetectionBoundingBox as ZeroShotObjectDetectionBoundingBox,
    )
    from .types.zero_shot_object_detection import (
        ZeroShotObjectDetectionInput as ZeroShotObjectDetectionInput,
    )
    from .types.zero_shot_object_detection import (
        ZeroShotObjectDetectionOutput as ZeroShotObjectDetectionOutput,
    )
    from .types.zero_shot_object_detection import (
        ZeroShotObjectDetectionOutputElement as ZeroShotObjectDetectionOutputElement,
    )
    from .types.zero_shot_object_detection import (
        ZeroShotObjectDetectionParameters as ZeroShotObjectDetectionParameters,
    )

__all__ = [
    "ArgumentError",
    "AsyncInferenceClient",
    "AsyncLineStream",
    "AsyncStream",
    "Audio",
    "AudioClassificationInput",
    "AudioClassificationOutput",
    "AudioClassificationOutputElement",
    "AudioClassificationOutputTransform",
    "AudioClassificationParameters",
    "AudioToAudioInput",
    "AudioToAudioOutput",
    "AudioToAudioOutputElement",
    "AuthenticationError",
    "AutomaticSpeechRecognitionEarlyStoppingEnum",
    "AutomaticSpeechRecognitionGenerationParameters",
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionOutputSegment",
    "AutomaticSpeechRecognitionOutputWord",
    "AutomaticSpeechRecognitionParameters",
    "AutomaticSpeechRecognitionResponseFormat",
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
    "ChatCompletionInputToolTypeClass",
    "ChatCompletionInputURL",
    "ChatCompletionInputURLParam",
    "ChatCompletionMessage",
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
    "ChatCompletionStreamOutputLogprob",
    "ChatCompletionStreamOutputLogprobs",
    "ChatCompletionStreamOutputTopLogprob",
    "ChatCompletionStreamOutputUsage",
    "ConflictError",
    "CreateEmbeddingsEncodingFormat",
    "CreateEmbeddingsInput",
    "CreateEmbeddingsOutput",
    "DepthEstimationInput",
    "DepthEstimationOutput",
    "Detections",
    "DetokenizeInput",
    "DetokenizeOutput",
    "DocumentQuestionAnsweringInput",
    "DocumentQuestionAnsweringInputData",
    "DocumentQuestionAnsweringOutput",
    "DocumentQuestionAnsweringOutputElement",
    "DocumentQuestionAnsweringParameters",
    "EarlyStopping",
    "Embedding",
    "EmbeddingsUsage",
    "Exchange",
    "FeatureExtractionInput",
    "FeatureExtractionInputEncodingFormat",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionOutput",
    "FileAccessError",
    "FileForbiddenError",
    "FileIsFolderError",
    "FileMissingError",
    "FillMaskInput",
    "FillMaskOutput",
    "FillMaskOutputElement",
    "FillMaskParameters",
    "GenerationError",
    "GenerationParameters",
    "ImageClassificationInput",
    "ImageClassificationOutput",
    "ImageClassificationOutputElement",
    "ImageClassificationOutputTransform",
    "ImageClassificationParameters",
    "ImageSegmentationInput",
    "ImageSegmentationOutput",
    "ImageSegmentationOutputElement",
    "ImageSegmentationParameters",
    "ImageSegmentationSubtask",
    "ImageTextToImageInput",
    "ImageTextToImageOutput",
    "ImageTextToImageParameters",
    "ImageTextToImageTargetSize",
    "ImageTextToImageTargetSizeParam",
    "ImageTextToVideoInput",
    "ImageTextToVideoOutput",
    "ImageTextToVideoParameters",
    "ImageTextToVideoTargetSize",
    "ImageTextToVideoTargetSizeParam",
    "ImageToImageInput",
    "ImageToImageOutput",
    "ImageToImageParameters",
    "ImageToImageTargetSize",
    "ImageToImageTargetSizeParam",
    "ImageToTextEarlyStoppingEnum",
    "ImageToTextGenerationParameters",
    "ImageToTextInput",
    "ImageToTextOutput",
    "ImageToTextParameters",
    "ImageToVideoInput",
    "ImageToVideoOutput",
    "ImageToVideoParameters",
    "ImageToVideoTargetSize",
    "ImageToVideoTargetSizeParam",
    "IncompleteGenerationError",
    "InferenceApi",
    "InferenceClient",
    "InferenceConnectionError",
    "InferenceError",
    "InferenceTimeoutError",
    "Job",
    "JobCancelledError",
    "JobFailedError",
    "JsonSchema",
    "Limits",
    "LineStream",
    "ListModelsInput",
    "ListModelsOutput",
    "MediaDecodeError",
    "MediaPolicy",
    "MissingLibraryError",
    "ModelCard",
    "ModelLoadingError",
    "ModelProvider",
    "ModelStatus",
    "NotFoundError",
    "ObjectDetectionBoundingBox",
    "ObjectDetectionInput",
    "ObjectDetectionOutput",
    "ObjectDetectionOutputElement",
    "ObjectDetectionParameters",
    "Outcome",
    "OverloadedError",
    "Padding",
    "PermissionDeniedError",
    "ProviderName",
    "QuestionAnsweringInput",
    "QuestionAnsweringInputData",
    "QuestionAnsweringOutput",
    "QuestionAnsweringOutputElement",
    "QuestionAnsweringParameters",
    "RateLimitError",
    "RawResponse",
    "RequestTooLargeError",
    "RerankInput",
    "RerankOutput",
    "RerankOutputElement",
    "ResponseDecodeError",
    "ResponseTooLargeError",
    "Segments",
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
    "SummarizationGenerationParameters",
    "SummarizationInput",
    "SummarizationOutput",
    "SummarizationParameters",
    "SummarizationTruncationStrategy",
    "TableQuestionAnsweringInput",
    "TableQuestionAnsweringInputData",
    "TableQuestionAnsweringOutputElement",
    "TableQuestionAnsweringParameters",
    "TabularClassificationInput",
    "TabularClassificationInputData",
    "TabularClassificationOutput",
    "TabularRegressionInput",
    "TabularRegressionInputData",
    "TabularRegressionOutput",
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
    "TextGenerationStreamOutputToken",
    "TextToAudioEarlyStoppingEnum",
    "TextToAudioGenerationParameters",
    "TextToAudioInput",
    "TextToAudioOutput",
    "TextToAudioParameters",
    "TextToImageInput",
    "TextToImageOutput",
    "TextToImageParameters",
    "TextToSpeechEarlyStoppingEnum",
    "TextToSpeechGenerationParameters",
    "TextToSpeechInput",
    "TextToSpeechOutput",
    "TextToSpeechParameters",
    "TextToVideoInput",
    "TextToVideoOutput",
    "TextToVideoParameters",
    "Timeout",
    "TokenClassificationAggregationStrategy",
    "TokenClassificationInput",
    "TokenClassificationOutput",
    "TokenClassificationOutputElement",
    "TokenClassificationParameters",
    "TokenNotFoundError",
    "TokenizeInput",
    "TokenizeOutput",
    "TokenizeOutputToken",
    "TranslationGenerationParameters",
    "TranslationInput",
    "TranslationOutput",
    "TranslationParameters",
    "TranslationTruncationStrategy",
    "UnprocessableEntityError",
    "Usage",
    "ValidationError",
    "Vector",
    "Video",
    "VideoClassificationInput",
    "VideoClassificationOutput",
    "VideoClassificationOutputElement",
    "VideoClassificationOutputTransform",
    "VideoClassificationParameters",
    "VisualQuestionAnsweringInput",
    "VisualQuestionAnsweringInputData",
    "VisualQuestionAnsweringOutput",
    "VisualQuestionAnsweringOutputElement",
    "VisualQuestionAnsweringParameters",
    "Wait",
    "ZeroShotClassificationInput",
    "ZeroShotClassificationOutput",
    "ZeroShotClassificationOutputElement",
    "ZeroShotClassificationParameters",
    "ZeroShotImageClassificationInput",
    "ZeroShotImageClassificationOutput",
    "ZeroShotImageClassificationOutputElement",
    "ZeroShotImageClassificationParameters",
    "ZeroShotObjectDetectionBoundingBox",
    "ZeroShotObjectDetectionInput",
    "ZeroShotObjectDetectionOutput",
    "ZeroShotObjectDetectionOutputElement",
    "ZeroShotObjectDetectionParameters",
]

_MODULES = {
    "ArgumentError": "errors",
    "AsyncInferenceClient": "async_client",
    "AsyncLineStream": "streams.aio.lines",
    "AsyncStream": "streams.aio.stream",
    "Audio": "models.media",
    "AudioClassificationInput": "types.audio_classification",
    "AudioClassificationOutput": "types.audio_classification",
    "AudioClassificationOutputElement": "types.audio_classification",
    "AudioClassificationOutputTransform": "types.audio_classification",
    "AudioClassificationParameters": "types.audio_classification",
    "AudioToAudioInput": "types.audio_to_audio",
    "AudioToAudioOutput": "types.audio_to_audio",
    "AudioToAudioOutputElement": "types.audio_to_audio",
    "AuthenticationError": "errors",
    "AutomaticSpeechRecognitionEarlyStoppingEnum": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionGenerationParameters": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionInput": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutput": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputChunk": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputSegment": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputWord": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionParameters": "types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionResponseFormat": "types.automatic_speech_recognition",
    "BadRequestError": "errors",
    "Call": "calls.call",
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
    "ChatCompletionInputToolTypeClass": "types.chat_completion",
    "ChatCompletionInputURL": "types.chat_completion",
    "ChatCompletionInputURLParam": "params.chat_completion",
    "ChatCompletionMessage": "types.chat_completion",
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
    "ChatCompletionStreamOutputLogprob": "types.chat_completion",
    "ChatCompletionStreamOutputLogprobs": "types.chat_completion",
    "ChatCompletionStreamOutputTopLogprob": "types.chat_completion",
    "ChatCompletionStreamOutputUsage": "types.chat_completion",
    "ConflictError": "errors",
    "CreateEmbeddingsEncodingFormat": "types.create_embeddings",
    "CreateEmbeddingsInput": "types.create_embeddings",
    "CreateEmbeddingsOutput": "types.create_embeddings",
    "DepthEstimationInput": "types.depth_estimation",
    "DepthEstimationOutput": "types.depth_estimation",
    "Detections": "models.drawing",
    "DetokenizeInput": "types.detokenize",
    "DetokenizeOutput": "types.detokenize",
    "DocumentQuestionAnsweringInput": "types.document_question_answering",
    "DocumentQuestionAnsweringInputData": "types.document_question_answering",
    "DocumentQuestionAnsweringOutput": "types.document_question_answering",
    "DocumentQuestionAnsweringOutputElement": "types.document_question_answering",
    "DocumentQuestionAnsweringParameters": "types.document_question_answering",
    "EarlyStopping": "types.common",
    "Embedding": "types.create_embeddings",
    "EmbeddingsUsage": "types.create_embeddings",
    "Exchange": "calls.exchange",
    "FeatureExtractionInput": "types.feature_extraction",
    "FeatureExtractionInputEncodingFormat": "types.feature_extraction",
    "FeatureExtractionInputTruncationDirection": "types.feature_extraction",
    "FeatureExtractionOutput": "types.feature_extraction",
    "FileAccessError": "errors",
    "FileForbiddenError": "errors",
    "FileIsFolderError": "errors",
    "FileMissingError": "errors",
    "FillMaskInput": "types.fill_mask",
    "FillMaskOutput": "types.fill_mask",
    "FillMaskOutputElement": "types.fill_mask",
    "FillMaskParameters": "types.fill_mask",
    "GenerationError": "errors",
    "GenerationParameters": "types.common",
    "ImageClassificationInput": "types.image_classification",
    "ImageClassificationOutput": "types.image_classification",
    "ImageClassificationOutputElement": "types.image_classification",
    "ImageClassificationOutputTransform": "types.image_classification",
    "ImageClassificationParameters": "types.image_classification",
    "ImageSegmentationInput": "types.image_segmentation",
    "ImageSegmentationOutput": "types.image_segmentation",
    "ImageSegmentationOutputElement": "types.image_segmentation",
    "ImageSegmentationParameters": "types.image_segmentation",
    "ImageSegmentationSubtask": "types.image_segmentation",
    "ImageTextToImageInput": "types.image_text_to_image",
    "ImageTextToImageOutput": "types.image_text_to_image",
    "ImageTextToImageParameters": "types.image_text_to_image",
    "ImageTextToImageTargetSize": "types.image_text_to_image",
    "ImageTextToImageTargetSizeParam": "params.image_text_to_image",
    "ImageTextToVideoInput": "types.image_text_to_video",
    "ImageTextToVideoOutput": "types.image_text_to_video",
    "ImageTextToVideoParameters": "types.image_text_to_video",
    "ImageTextToVideoTargetSize": "types.image_text_to_video",
    "ImageTextToVideoTargetSizeParam": "params.image_text_to_video",
    "ImageToImageInput": "types.image_to_image",
    "ImageToImageOutput": "types.image_to_image",
    "ImageToImageParameters": "types.image_to_image",
    "ImageToImageTargetSize": "types.image_to_image",
    "ImageToImageTargetSizeParam": "params.image_to_image",
    "ImageToTextEarlyStoppingEnum": "types.image_to_text",
    "ImageToTextGenerationParameters": "types.image_to_text",
    "ImageToTextInput": "types.image_to_text",
    "ImageToTextOutput": "types.image_to_text",
    "ImageToTextParameters": "types.image_to_text",
    "ImageToVideoInput": "types.image_to_video",
    "ImageToVideoOutput": "types.image_to_video",
    "ImageToVideoParameters": "types.image_to_video",
    "ImageToVideoTargetSize": "types.image_to_video",
    "ImageToVideoTargetSizeParam": "params.image_to_video",
    "IncompleteGenerationError": "errors",
    "InferenceApi": "compat.inference_api",
    "InferenceClient": "client",
    "InferenceConnectionError": "errors",
    "InferenceError": "errors",
    "InferenceTimeoutError": "errors",
    "Job": "calls.job",
    "JobCancelledError": "errors",
    "JobFailedError": "errors",
    "JsonSchema": "models.structured",
    "Limits": "limits",
    "LineStream": "streams.sync.lines",
    "ListModelsInput": "types.list_models",
    "ListModelsOutput": "types.list_models",
    "MediaDecodeError": "errors",
    "MediaPolicy": "media.policy",
    "MissingLibraryError": "errors",
    "ModelCard": "types.list_models",
    "ModelLoadingError": "errors",
    "ModelProvider": "policy.services",
    "ModelStatus": "policy.services",
    "NotFoundError": "errors",
    "ObjectDetectionBoundingBox": "types.object_detection",
    "ObjectDetectionInput": "types.object_detection",
    "ObjectDetectionOutput": "types.object_detection",
    "ObjectDetectionOutputElement": "types.object_detection",
    "ObjectDetectionParameters": "types.object_detection",
    "Outcome": "streams.stream",
    "OverloadedError": "errors",
    "Padding": "types.table_question_answering",
    "PermissionDeniedError": "errors",
    "ProviderName": "providers",
    "QuestionAnsweringInput": "types.question_answering",
    "QuestionAnsweringInputData": "types.question_answering",
    "QuestionAnsweringOutput": "types.question_answering",
    "QuestionAnsweringOutputElement": "types.question_answering",
    "QuestionAnsweringParameters": "types.question_answering",
    "RateLimitError": "errors",
    "RawResponse": "compat.inference_api",
    "RequestTooLargeError": "errors",
    "RerankInput": "types.rerank",
    "RerankOutput": "types.rerank",
    "RerankOutputElement": "types.rerank",
    "ResponseDecodeError": "errors",
    "ResponseTooLargeError": "errors",
    "Segments": "models.drawing",
    "SentenceSimilarityInput": "types.sentence_similarity",
    "SentenceSimilarityInputData": "types.sentence_similarity",
    "SentenceSimilarityOutput": "types.sentence_similarity",
    "SentenceSimilarityParameters": "types.sentence_similarity",
    "SentenceSimilarityTruncationDirection": "types.sentence_similarity",
    "ServerError": "errors",
    "StatusError": "errors",
    "Stream": "streams.sync.stream",
    "StreamCall": "calls.call",
    "StreamError": "errors",
    "StreamInterruptedError": "errors",
    "SummarizationGenerationParameters": "types.summarization",
    "SummarizationInput": "types.summarization",
    "SummarizationOutput": "types.summarization",
    "SummarizationParameters": "types.summarization",
    "SummarizationTruncationStrategy": "types.summarization",
    "TableQuestionAnsweringInput": "types.table_question_answering",
    "TableQuestionAnsweringInputData": "types.table_question_answering",
    "TableQuestionAnsweringOutputElement": "types.table_question_answering",
    "TableQuestionAnsweringParameters": "types.table_question_answering",
    "TabularClassificationInput": "types.tabular_classification",
    "TabularClassificationInputData": "types.tabular_classification",
    "TabularClassificationOutput": "types.tabular_classification",
    "TabularRegressionInput": "types.tabular_regression",
    "TabularRegressionInputData": "types.tabular_regression",
    "TabularRegressionOutput": "types.tabular_regression",
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
    "TextGenerationStreamOutputToken": "types.text_generation",
    "TextToAudioEarlyStoppingEnum": "types.text_to_audio",
    "TextToAudioGenerationParameters": "types.text_to_audio",
    "TextToAudioInput": "types.text_to_audio",
    "TextToAudioOutput": "types.text_to_audio",
    "TextToAudioParameters": "types.text_to_audio",
    "TextToImageInput": "types.text_to_image",
    "TextToImageOutput": "types.text_to_image",
    "TextToImageParameters": "types.text_to_image",
    "TextToSpeechEarlyStoppingEnum": "types.text_to_speech",
    "TextToSpeechGenerationParameters": "types.text_to_speech",
    "TextToSpeechInput": "types.text_to_speech",
    "TextToSpeechOutput": "types.text_to_speech",
    "TextToSpeechParameters": "types.text_to_speech",
    "TextToVideoInput": "types.text_to_video",
    "TextToVideoOutput": "types.text_to_video",
    "TextToVideoParameters": "types.text_to_video",
    "Timeout": "limits",
    "TokenClassificationAggregationStrategy": "types.token_classification",
    "TokenClassificationInput": "types.token_classification",
    "TokenClassificationOutput": "types.token_classification",
    "TokenClassificationOutputElement": "types.token_classification",
    "TokenClassificationParameters": "types.token_classification",
    "TokenNotFoundError": "errors",
    "TokenizeInput": "types.tokenize",
    "TokenizeOutput": "types.tokenize",
    "TokenizeOutputToken": "types.tokenize",
    "TranslationGenerationParameters": "types.translation",
    "TranslationInput": "types.translation",
    "TranslationOutput": "types.translation",
    "TranslationParameters": "types.translation",
    "TranslationTruncationStrategy": "types.translation",
    "UnprocessableEntityError": "errors",
    "Usage": "streams.stream",
    "ValidationError": "errors",
    "Vector": "models.vectors",
    "Video": "models.media",
    "VideoClassificationInput": "types.video_classification",
    "VideoClassificationOutput": "types.video_classification",
    "VideoClassificationOutputElement": "types.video_classification",
    "VideoClassificationOutputTransform": "types.video_classification",
    "VideoClassificationParameters": "types.video_classification",
    "VisualQuestionAnsweringInput": "types.visual_question_answering",
    "VisualQuestionAnsweringInputData": "types.visual_question_answering",
    "VisualQuestionAnsweringOutput": "types.visual_question_answering",
    "VisualQuestionAnsweringOutputElement": "types.visual_question_answering",
    "VisualQuestionAnsweringParameters": "types.visual_question_answering",
    "Wait": "limits",
    "ZeroShotClassificationInput": "types.zero_shot_classification",
    "ZeroShotClassificationOutput": "types.zero_shot_classification",
    "ZeroShotClassificationOutputElement": "types.zero_shot_classification",
    "ZeroShotClassificationParameters": "types.zero_shot_classification",
    "ZeroShotImageClassificationInput": "types.zero_shot_image_classification",
    "ZeroShotImageClassificationOutput": "types.zero_shot_image_classification",
    "ZeroShotImageClassificationOutputElement": "types.zero_shot_image_classification",
    "ZeroShotImageClassificationParameters": "types.zero_shot_image_classification",
    "ZeroShotObjectDetectionBoundingBox": "types.zero_shot_object_detection",
    "ZeroShotObjectDetectionInput": "types.zero_shot_object_detection",
    "ZeroShotObjectDetectionOutput": "types.zero_shot_object_detection",
    "ZeroShotObjectDetectionOutputElement": "types.zero_shot_object_detection",
    "ZeroShotObjectDetectionParameters": "types.zero_shot_object_detection",
}

__version__ = "0.1.0"


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
