# Generated from specs/
# spec sha256:0422c60036d8. Do not edit: change the spec, then run
# `make generate`.
"""Pydantic models of what travels."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING: bool = False  # `typing` takes long to load: docs/design/start_up.md
if TYPE_CHECKING:
    from .audio_classification import AudioClassificationInput as AudioClassificationInput
    from .audio_classification import AudioClassificationOutput as AudioClassificationOutput
    from .audio_classification import (
        AudioClassificationOutputElement as AudioClassificationOutputElement,
    )
    from .audio_classification import (
        AudioClassificationOutputTransform as AudioClassificationOutputTransform,
    )
    from .audio_classification import AudioClassificationParameters as AudioClassificationParameters
    from .audio_to_audio import AudioToAudioInput as AudioToAudioInput
    from .audio_to_audio import AudioToAudioOutput as AudioToAudioOutput
    from .audio_to_audio import AudioToAudioOutputElement as AudioToAudioOutputElement
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionEarlyStoppingEnum as AutomaticSpeechRecognitionEarlyStoppingEnum,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionGenerationParameters as AutomaticSpeechRecognitionGenerationParameters,
    )
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
        AutomaticSpeechRecognitionOutputSegment as AutomaticSpeechRecognitionOutputSegment,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutputWord as AutomaticSpeechRecognitionOutputWord,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionParameters as AutomaticSpeechRecognitionParameters,
    )
    from .automatic_speech_recognition import (
        AutomaticSpeechRecognitionResponseFormat as AutomaticSpeechRecognitionResponseFormat,
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
    from .chat_completion import (
        ChatCompletionInputToolTypeClass as ChatCompletionInputToolTypeClass,
    )
    from .chat_completion import ChatCompletionInputURL as ChatCompletionInputURL
    from .chat_completion import ChatCompletionMessage as ChatCompletionMessage
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
    from .chat_completion import (
        ChatCompletionStreamOutputLogprob as ChatCompletionStreamOutputLogprob,
    )
    from .chat_completion import (
        ChatCompletionStreamOutputLogprobs as ChatCompletionStreamOutputLogprobs,
    )
    from .chat_completion import (
        ChatCompletionStreamOutputTopLogprob as ChatCompletionStreamOutputTopLogprob,
    )
    from .chat_completion import ChatCompletionStreamOutputUsage as ChatCompletionStreamOutputUsage
    from .common import EarlyStopping as EarlyStopping
    from .common import GenerationParameters as GenerationParameters
    from .create_embeddings import CreateEmbeddingsEncodingFormat as CreateEmbeddingsEncodingFormat
    from .create_embeddings import CreateEmbeddingsInput as CreateEmbeddingsInput
    from .create_embeddings import CreateEmbeddingsOutput as CreateEmbeddingsOutput
    from .create_embeddings import Embedding as Embedding
    from .create_embeddings import EmbeddingsUsage as EmbeddingsUsage
    from .depth_estimation import DepthEstimationInput as DepthEstimationInput
    from .depth_estimation import DepthEstimationOutput as DepthEstimationOutput
    from .detokenize import DetokenizeInput as DetokenizeInput
    from .detokenize import DetokenizeOutput as DetokenizeOutput
    from .document_question_answering import (
        DocumentQuestionAnsweringInput as DocumentQuestionAnsweringInput,
    )
    from .document_question_answering import (
        DocumentQuestionAnsweringInputData as DocumentQuestionAnsweringInputData,
    )
    from .document_question_answering import (
        DocumentQuestionAnsweringOutput as DocumentQuestionAnsweringOutput,
    )
    from .document_question_answering import (
        DocumentQuestionAnsweringOutputElement as DocumentQuestionAnsweringOutputElement,
    )
    from .document_question_answering import (
        DocumentQuestionAnsweringParameters as DocumentQuestionAnsweringParameters,
    )
    from .feature_extraction import FeatureExtractionInput as FeatureExtractionInput
    from .feature_extraction import (
        FeatureExtractionInputEncodingFormat as FeatureExtractionInputEncodingFormat,
    )
    from .feature_extraction import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from .feature_extraction import FeatureExtractionOutput as FeatureExtractionOutput
    from .fill_mask import FillMaskInput as FillMaskInput
    from .fill_mask import FillMaskOutput as FillMaskOutput
    from .fill_mask import FillMaskOutputElement as FillMaskOutputElement
    from .fill_mask import FillMaskParameters as FillMaskParameters
    from .image_classification import ImageClassificationInput as ImageClassificationInput
    from .image_classification import ImageClassificationOutput as ImageClassificationOutput
    from .image_classification import (
        ImageClassificationOutputElement as ImageClassificationOutputElement,
    )
    from .image_classification import (
        ImageClassificationOutputTransform as ImageClassificationOutputTransform,
    )
    from .image_classification import ImageClassificationParameters as ImageClassificationParameters
    from .image_segmentation import ImageSegmentationInput as ImageSegmentationInput
    from .image_segmentation import ImageSegmentationOutput as ImageSegmentationOutput
    from .image_segmentation import ImageSegmentationOutputElement as ImageSegmentationOutputElement
    from .image_segmentation import ImageSegmentationParameters as ImageSegmentationParameters
    from .image_segmentation import ImageSegmentationSubtask as ImageSegmentationSubtask
    from .image_text_to_image import ImageTextToImageInput as ImageTextToImageInput
    from .image_text_to_image import ImageTextToImageOutput as ImageTextToImageOutput
    from .image_text_to_image import ImageTextToImageParameters as ImageTextToImageParameters
    from .image_text_to_image import ImageTextToImageTargetSize as ImageTextToImageTargetSize
    from .image_text_to_video import ImageTextToVideoInput as ImageTextToVideoInput
    from .image_text_to_video import ImageTextToVideoOutput as ImageTextToVideoOutput
    from .image_text_to_video import ImageTextToVideoParameters as ImageTextToVideoParameters
    from .image_text_to_video import ImageTextToVideoTargetSize as ImageTextToVideoTargetSize
    from .image_to_image import ImageToImageInput as ImageToImageInput
    from .image_to_image import ImageToImageOutput as ImageToImageOutput
    from .image_to_image import ImageToImageParameters as ImageToImageParameters
    from .image_to_image import ImageToImageTargetSize as ImageToImageTargetSize
    from .image_to_text import ImageToTextEarlyStoppingEnum as ImageToTextEarlyStoppingEnum
    from .image_to_text import ImageToTextGenerationParameters as ImageToTextGenerationParameters
    from .image_to_text import ImageToTextInput as ImageToTextInput
    from .image_to_text import ImageToTextOutput as ImageToTextOutput
    from .image_to_text import ImageToTextParameters as ImageToTextParameters
    from .image_to_video import ImageToVideoInput as ImageToVideoInput
    from .image_to_video import ImageToVideoOutput as ImageToVideoOutput
    from .image_to_video import ImageToVideoParameters as ImageToVideoParameters
    from .image_to_video import ImageToVideoTargetSize as ImageToVideoTargetSize
    from .list_models import ListModelsInput as ListModelsInput
    from .list_models import ListModelsOutput as ListModelsOutput
    from .list_models import ModelCard as ModelCard
    from .object_detection import ObjectDetectionBoundingBox as ObjectDetectionBoundingBox
    from .object_detection import ObjectDetectionInput as ObjectDetectionInput
    from .object_detection import ObjectDetectionOutput as ObjectDetectionOutput
    from .object_detection import ObjectDetectionOutputElement as ObjectDetectionOutputElement
    from .object_detection import ObjectDetectionParameters as ObjectDetectionParameters
    from .question_answering import QuestionAnsweringInput as QuestionAnsweringInput
    from .question_answering import QuestionAnsweringInputData as QuestionAnsweringInputData
    from .question_answering import QuestionAnsweringOutput as QuestionAnsweringOutput
    from .question_answering import QuestionAnsweringOutputElement as QuestionAnsweringOutputElement
    from .question_answering import QuestionAnsweringParameters as QuestionAnsweringParameters
    from .rerank import RerankInput as RerankInput
    from .rerank import RerankOutput as RerankOutput
    from .rerank import RerankOutputElement as RerankOutputElement
    from .sentence_similarity import SentenceSimilarityInput as SentenceSimilarityInput
    from .sentence_similarity import SentenceSimilarityInputData as SentenceSimilarityInputData
    from .sentence_similarity import SentenceSimilarityOutput as SentenceSimilarityOutput
    from .sentence_similarity import SentenceSimilarityParameters as SentenceSimilarityParameters
    from .sentence_similarity import (
        SentenceSimilarityTruncationDirection as SentenceSimilarityTruncationDirection,
    )
    from .summarization import (
        SummarizationGenerationParameters as SummarizationGenerationParameters,
    )
    from .summarization import SummarizationInput as SummarizationInput
    from .summarization import SummarizationOutput as SummarizationOutput
    from .summarization import SummarizationParameters as SummarizationParameters
    from .summarization import SummarizationTruncationStrategy as SummarizationTruncationStrategy
    from .table_question_answering import Padding as Padding
    from .table_question_answering import TableQuestionAnsweringInput as TableQuestionAnsweringInput
    from .table_question_answering import (
        TableQuestionAnsweringInputData as TableQuestionAnsweringInputData,
    )
    from .table_question_answering import (
        TableQuestionAnsweringOutputElement as TableQuestionAnsweringOutputElement,
    )
    from .table_question_answering import (
        TableQuestionAnsweringParameters as TableQuestionAnsweringParameters,
    )
    from .tabular_classification import TabularClassificationInput as TabularClassificationInput
    from .tabular_classification import (
        TabularClassificationInputData as TabularClassificationInputData,
    )
    from .tabular_classification import TabularClassificationOutput as TabularClassificationOutput
    from .tabular_regression import TabularRegressionInput as TabularRegressionInput
    from .tabular_regression import TabularRegressionInputData as TabularRegressionInputData
    from .tabular_regression import TabularRegressionOutput as TabularRegressionOutput
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
    from .text_generation import TextGenerationStreamOutputToken as TextGenerationStreamOutputToken
    from .text_to_audio import TextToAudioEarlyStoppingEnum as TextToAudioEarlyStoppingEnum
    from .text_to_audio import TextToAudioGenerationParameters as TextToAudioGenerationParameters
    from .text_to_audio import TextToAudioInput as TextToAudioInput
    from .text_to_audio import TextToAudioOutput as TextToAudioOutput
    from .text_to_audio import TextToAudioParameters as TextToAudioParameters
    from .text_to_image import TextToImageInput as TextToImageInput
    from .text_to_image import TextToImageOutput as TextToImageOutput
    from .text_to_image import TextToImageParameters as TextToImageParameters
    from .text_to_speech import TextToSpeechEarlyStoppingEnum as TextToSpeechEarlyStoppingEnum
    from .text_to_speech import TextToSpeechGenerationParameters as TextToSpeechGenerationParameters
    from .text_to_speech import TextToSpeechInput as TextToSpeechInput
    from .text_to_speech import TextToSpeechOutput as TextToSpeechOutput
    from .text_to_speech import TextToSpeechParameters as TextToSpeechParameters
    from .text_to_video import TextToVideoInput as TextToVideoInput
    from .text_to_video import TextToVideoOutput as TextToVideoOutput
    from .text_to_video import TextToVideoParameters as TextToVideoParameters
    from .token_classification import (
        TokenClassificationAggregationStrategy as TokenClassificationAggregationStrategy,
    )
    from .token_classification import TokenClassificationInput as TokenClassificationInput
    from .token_classification import TokenClassificationOutput as TokenClassificationOutput
    from .token_classification import (
        TokenClassificationOutputElement as TokenClassificationOutputElement,
    )
    from .token_classification import TokenClassificationParameters as TokenClassificationParameters
    from .tokenize import TokenizeInput as TokenizeInput
    from .tokenize import TokenizeOutput as TokenizeOutput
    from .tokenize import TokenizeOutputToken as TokenizeOutputToken
    from .translation import TranslationGenerationParameters as TranslationGenerationParameters
    from .translation import TranslationInput as TranslationInput
    from .translation import TranslationOutput as TranslationOutput
    from .translation import TranslationParameters as TranslationParameters
    from .translation import TranslationTruncationStrategy as TranslationTruncationStrategy
    from .video_classification import VideoClassificationInput as VideoClassificationInput
    from .video_classification import VideoClassificationOutput as VideoClassificationOutput
    from .video_classification import (
        VideoClassificationOutputElement as VideoClassificationOutputElement,
    )
    from .video_classification import (
        VideoClassificationOutputTransform as VideoClassificationOutputTransform,
    )
    from .video_classification import VideoClassificationParameters as VideoClassificationParameters
    from .visual_question_answering import (
        VisualQuestionAnsweringInput as VisualQuestionAnsweringInput,
    )
    from .visual_question_answering import (
        VisualQuestionAnsweringInputData as VisualQuestionAnsweringInputData,
    )
    from .visual_question_answering import (
        VisualQuestionAnsweringOutput as VisualQuestionAnsweringOutput,
    )
    from .visual_question_answering import (
        VisualQuestionAnsweringOutputElement as VisualQuestionAnsweringOutputElement,
    )
    from .visual_question_answering import (
        VisualQuestionAnsweringParameters as VisualQuestionAnsweringParameters,
    )
    from .zero_shot_classification import ZeroShotClassificationInput as ZeroShotClassificationInput
    from .zero_shot_classification import (
        ZeroShotClassificationOutput as ZeroShotClassificationOutput,
    )
    from .zero_shot_classification import (
        ZeroShotClassificationOutputElement as ZeroShotClassificationOutputElement,
    )
    from .zero_shot_classification import (
        ZeroShotClassificationParameters as ZeroShotClassificationParameters,
    )
    from .zero_shot_image_classification import (
        ZeroShotImageClassificationInput as ZeroShotImageClassificationInput,
    )
    from .zero_shot_image_classification import (
        ZeroShotImageClassificationOutput as ZeroShotImageClassificationOutput,
    )
    from .zero_shot_image_classification import (
        ZeroShotImageClassificationOutputElement as ZeroShotImageClassificationOutputElement,
    )
    from .zero_shot_image_classification import (
        ZeroShotImageClassificationParameters as ZeroShotImageClassificationParameters,
    )
    from .zero_shot_object_detection import (
        ZeroShotObjectDetectionBoundingBox as ZeroShotObjectDetectionBoundingBox,
    )
    from .zero_shot_object_detection import (
        ZeroShotObjectDetectionInput as ZeroShotObjectDetectionInput,
    )
    from .zero_shot_object_detection import (
        ZeroShotObjectDetectionOutput as ZeroShotObjectDetectionOutput,
    )
    from .zero_shot_object_detection import (
        ZeroShotObjectDetectionOutputElement as ZeroShotObjectDetectionOutputElement,
    )
    from .zero_shot_object_detection import (
        ZeroShotObjectDetectionParameters as ZeroShotObjectDetectionParameters,
    )

__all__ = [
    "AudioClassificationInput",
    "AudioClassificationOutput",
    "AudioClassificationOutputElement",
    "AudioClassificationOutputTransform",
    "AudioClassificationParameters",
    "AudioToAudioInput",
    "AudioToAudioOutput",
    "AudioToAudioOutputElement",
    "AutomaticSpeechRecognitionEarlyStoppingEnum",
    "AutomaticSpeechRecognitionGenerationParameters",
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionOutputSegment",
    "AutomaticSpeechRecognitionOutputWord",
    "AutomaticSpeechRecognitionParameters",
    "AutomaticSpeechRecognitionResponseFormat",
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
    "ChatCompletionInputToolTypeClass",
    "ChatCompletionInputURL",
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
    "CreateEmbeddingsEncodingFormat",
    "CreateEmbeddingsInput",
    "CreateEmbeddingsOutput",
    "DepthEstimationInput",
    "DepthEstimationOutput",
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
    "FeatureExtractionInput",
    "FeatureExtractionInputEncodingFormat",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionOutput",
    "FillMaskInput",
    "FillMaskOutput",
    "FillMaskOutputElement",
    "FillMaskParameters",
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
    "ImageTextToVideoInput",
    "ImageTextToVideoOutput",
    "ImageTextToVideoParameters",
    "ImageTextToVideoTargetSize",
    "ImageToImageInput",
    "ImageToImageOutput",
    "ImageToImageParameters",
    "ImageToImageTargetSize",
    "ImageToTextEarlyStoppingEnum",
    "ImageToTextGenerationParameters",
    "ImageToTextInput",
    "ImageToTextOutput",
    "ImageToTextParameters",
    "ImageToVideoInput",
    "ImageToVideoOutput",
    "ImageToVideoParameters",
    "ImageToVideoTargetSize",
    "ListModelsInput",
    "ListModelsOutput",
    "ModelCard",
    "ObjectDetectionBoundingBox",
    "ObjectDetectionInput",
    "ObjectDetectionOutput",
    "ObjectDetectionOutputElement",
    "ObjectDetectionParameters",
    "Padding",
    "QuestionAnsweringInput",
    "QuestionAnsweringInputData",
    "QuestionAnsweringOutput",
    "QuestionAnsweringOutputElement",
    "QuestionAnsweringParameters",
    "RerankInput",
    "RerankOutput",
    "RerankOutputElement",
    "SentenceSimilarityInput",
    "SentenceSimilarityInputData",
    "SentenceSimilarityOutput",
    "SentenceSimilarityParameters",
    "SentenceSimilarityTruncationDirection",
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
    "TokenClassificationAggregationStrategy",
    "TokenClassificationInput",
    "TokenClassificationOutput",
    "TokenClassificationOutputElement",
    "TokenClassificationParameters",
    "TokenizeInput",
    "TokenizeOutput",
    "TokenizeOutputToken",
    "TranslationGenerationParameters",
    "TranslationInput",
    "TranslationOutput",
    "TranslationParameters",
    "TranslationTruncationStrategy",
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
    "AudioClassificationInput": "audio_classification",
    "AudioClassificationOutput": "audio_classification",
    "AudioClassificationOutputElement": "audio_classification",
    "AudioClassificationOutputTransform": "audio_classification",
    "AudioClassificationParameters": "audio_classification",
    "AudioToAudioInput": "audio_to_audio",
    "AudioToAudioOutput": "audio_to_audio",
    "AudioToAudioOutputElement": "audio_to_audio",
    "AutomaticSpeechRecognitionEarlyStoppingEnum": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionGenerationParameters": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionInput": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutput": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputChunk": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputSegment": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputWord": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionParameters": "automatic_speech_recognition",
    "AutomaticSpeechRecognitionResponseFormat": "automatic_speech_recognition",
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
    "ChatCompletionInputToolTypeClass": "chat_completion",
    "ChatCompletionInputURL": "chat_completion",
    "ChatCompletionMessage": "chat_completion",
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
    "ChatCompletionStreamOutputLogprob": "chat_completion",
    "ChatCompletionStreamOutputLogprobs": "chat_completion",
    "ChatCompletionStreamOutputTopLogprob": "chat_completion",
    "ChatCompletionStreamOutputUsage": "chat_completion",
    "CreateEmbeddingsEncodingFormat": "create_embeddings",
    "CreateEmbeddingsInput": "create_embeddings",
    "CreateEmbeddingsOutput": "create_embeddings",
    "DepthEstimationInput": "depth_estimation",
    "DepthEstimationOutput": "depth_estimation",
    "DetokenizeInput": "detokenize",
    "DetokenizeOutput": "detokenize",
    "DocumentQuestionAnsweringInput": "document_question_answering",
    "DocumentQuestionAnsweringInputData": "document_question_answering",
    "DocumentQuestionAnsweringOutput": "document_question_answering",
    "DocumentQuestionAnsweringOutputElement": "document_question_answering",
    "DocumentQuestionAnsweringParameters": "document_question_answering",
    "EarlyStopping": "common",
    "Embedding": "create_embeddings",
    "EmbeddingsUsage": "create_embeddings",
    "FeatureExtractionInput": "feature_extraction",
    "FeatureExtractionInputEncodingFormat": "feature_extraction",
    "FeatureExtractionInputTruncationDirection": "feature_extraction",
    "FeatureExtractionOutput": "feature_extraction",
    "FillMaskInput": "fill_mask",
    "FillMaskOutput": "fill_mask",
    "FillMaskOutputElement": "fill_mask",
    "FillMaskParameters": "fill_mask",
    "GenerationParameters": "common",
    "ImageClassificationInput": "image_classification",
    "ImageClassificationOutput": "image_classification",
    "ImageClassificationOutputElement": "image_classification",
    "ImageClassificationOutputTransform": "image_classification",
    "ImageClassificationParameters": "image_classification",
    "ImageSegmentationInput": "image_segmentation",
    "ImageSegmentationOutput": "image_segmentation",
    "ImageSegmentationOutputElement": "image_segmentation",
    "ImageSegmentationParameters": "image_segmentation",
    "ImageSegmentationSubtask": "image_segmentation",
    "ImageTextToImageInput": "image_text_to_image",
    "ImageTextToImageOutput": "image_text_to_image",
    "ImageTextToImageParameters": "image_text_to_image",
    "ImageTextToImageTargetSize": "image_text_to_image",
    "ImageTextToVideoInput": "image_text_to_video",
    "ImageTextToVideoOutput": "image_text_to_video",
    "ImageTextToVideoParameters": "image_text_to_video",
    "ImageTextToVideoTargetSize": "image_text_to_video",
    "ImageToImageInput": "image_to_image",
    "ImageToImageOutput": "image_to_image",
    "ImageToImageParameters": "image_to_image",
    "ImageToImageTargetSize": "image_to_image",
    "ImageToTextEarlyStoppingEnum": "image_to_text",
    "ImageToTextGenerationParameters": "image_to_text",
    "ImageToTextInput": "image_to_text",
    "ImageToTextOutput": "image_to_text",
    "ImageToTextParameters": "image_to_text",
    "ImageToVideoInput": "image_to_video",
    "ImageToVideoOutput": "image_to_video",
    "ImageToVideoParameters": "image_to_video",
    "ImageToVideoTargetSize": "image_to_video",
    "ListModelsInput": "list_models",
    "ListModelsOutput": "list_models",
    "ModelCard": "list_models",
    "ObjectDetectionBoundingBox": "object_detection",
    "ObjectDetectionInput": "object_detection",
    "ObjectDetectionOutput": "object_detection",
    "ObjectDetectionOutputElement": "object_detection",
    "ObjectDetectionParameters": "object_detection",
    "Padding": "table_question_answering",
    "QuestionAnsweringInput": "question_answering",
    "QuestionAnsweringInputData": "question_answering",
    "QuestionAnsweringOutput": "question_answering",
    "QuestionAnsweringOutputElement": "question_answering",
    "QuestionAnsweringParameters": "question_answering",
    "RerankInput": "rerank",
    "RerankOutput": "rerank",
    "RerankOutputElement": "rerank",
    "SentenceSimilarityInput": "sentence_similarity",
    "SentenceSimilarityInputData": "sentence_similarity",
    "SentenceSimilarityOutput": "sentence_similarity",
    "SentenceSimilarityParameters": "sentence_similarity",
    "SentenceSimilarityTruncationDirection": "sentence_similarity",
    "SummarizationGenerationParameters": "summarization",
    "SummarizationInput": "summarization",
    "SummarizationOutput": "summarization",
    "SummarizationParameters": "summarization",
    "SummarizationTruncationStrategy": "summarization",
    "TableQuestionAnsweringInput": "table_question_answering",
    "TableQuestionAnsweringInputData": "table_question_answering",
    "TableQuestionAnsweringOutputElement": "table_question_answering",
    "TableQuestionAnsweringParameters": "table_question_answering",
    "TabularClassificationInput": "tabular_classification",
    "TabularClassificationInputData": "tabular_classification",
    "TabularClassificationOutput": "tabular_classification",
    "TabularRegressionInput": "tabular_regression",
    "TabularRegressionInputData": "tabular_regression",
    "TabularRegressionOutput": "tabular_regression",
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
    "TextGenerationStreamOutputToken": "text_generation",
    "TextToAudioEarlyStoppingEnum": "text_to_audio",
    "TextToAudioGenerationParameters": "text_to_audio",
    "TextToAudioInput": "text_to_audio",
    "TextToAudioOutput": "text_to_audio",
    "TextToAudioParameters": "text_to_audio",
    "TextToImageInput": "text_to_image",
    "TextToImageOutput": "text_to_image",
    "TextToImageParameters": "text_to_image",
    "TextToSpeechEarlyStoppingEnum": "text_to_speech",
    "TextToSpeechGenerationParameters": "text_to_speech",
    "TextToSpeechInput": "text_to_speech",
    "TextToSpeechOutput": "text_to_speech",
    "TextToSpeechParameters": "text_to_speech",
    "TextToVideoInput": "text_to_video",
    "TextToVideoOutput": "text_to_video",
    "TextToVideoParameters": "text_to_video",
    "TokenClassificationAggregationStrategy": "token_classification",
    "TokenClassificationInput": "token_classification",
    "TokenClassificationOutput": "token_classification",
    "TokenClassificationOutputElement": "token_classification",
    "TokenClassificationParameters": "token_classification",
    "TokenizeInput": "tokenize",
    "TokenizeOutput": "tokenize",
    "TokenizeOutputToken": "tokenize",
    "TranslationGenerationParameters": "translation",
    "TranslationInput": "translation",
    "TranslationOutput": "translation",
    "TranslationParameters": "translation",
    "TranslationTruncationStrategy": "translation",
    "VideoClassificationInput": "video_classification",
    "VideoClassificationOutput": "video_classification",
    "VideoClassificationOutputElement": "video_classification",
    "VideoClassificationOutputTransform": "video_classification",
    "VideoClassificationParameters": "video_classification",
    "VisualQuestionAnsweringInput": "visual_question_answering",
    "VisualQuestionAnsweringInputData": "visual_question_answering",
    "VisualQuestionAnsweringOutput": "visual_question_answering",
    "VisualQuestionAnsweringOutputElement": "visual_question_answering",
    "VisualQuestionAnsweringParameters": "visual_question_answering",
    "ZeroShotClassificationInput": "zero_shot_classification",
    "ZeroShotClassificationOutput": "zero_shot_classification",
    "ZeroShotClassificationOutputElement": "zero_shot_classification",
    "ZeroShotClassificationParameters": "zero_shot_classification",
    "ZeroShotImageClassificationInput": "zero_shot_image_classification",
    "ZeroShotImageClassificationOutput": "zero_shot_image_classification",
    "ZeroShotImageClassificationOutputElement": "zero_shot_image_classification",
    "ZeroShotImageClassificationParameters": "zero_shot_image_classification",
    "ZeroShotObjectDetectionBoundingBox": "zero_shot_object_detection",
    "ZeroShotObjectDetectionInput": "zero_shot_object_detection",
    "ZeroShotObjectDetectionOutput": "zero_shot_object_detection",
    "ZeroShotObjectDetectionOutputElement": "zero_shot_object_detection",
    "ZeroShotObjectDetectionParameters": "zero_shot_object_detection",
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
