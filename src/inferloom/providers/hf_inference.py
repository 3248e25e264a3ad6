# Generated from specs/providers/hf-inference.json
# spec sha256:6365610e982e. Do not edit: change the spec, then run
# `make generate`.
"""HF Inference: how its tasks are asked for and answered. https://huggingface.co/docs/inference-providers/providers/hf-inference"""

from __future__ import annotations

from ..calls.provider import Provider, ProviderTask

PROVIDER = Provider(
    name="hf-inference",
    url="https://router.huggingface.co/hf-inference",
    tasks={
        "audio_classification": ProviderTask("/models/{model}"),
        "audio_to_audio": ProviderTask("/models/{model}"),
        "automatic_speech_recognition": ProviderTask("/models/{model}"),
        "chat_completion": ProviderTask("/models/{model}/v1/chat/completions"),
        "document_question_answering": ProviderTask("/models/{model}"),
        "feature_extraction": ProviderTask("/models/{model}/pipeline/feature-extraction"),
        "fill_mask": ProviderTask("/models/{model}"),
        "image_classification": ProviderTask("/models/{model}"),
        "image_segmentation": ProviderTask("/models/{model}"),
        "image_to_image": ProviderTask("/models/{model}"),
        "image_to_text": ProviderTask("/models/{model}"),
        "object_detection": ProviderTask("/models/{model}"),
        "question_answering": ProviderTask("/models/{model}"),
        "sentence_similarity": ProviderTask("/models/{model}/pipeline/sentence-similarity"),
        "summarization": ProviderTask("/models/{model}"),
        "table_question_answering": ProviderTask("/models/{model}"),
        "tabular_classification": ProviderTask("/models/{model}"),
        "tabular_regression": ProviderTask("/models/{model}"),
        "text_classification": ProviderTask("/models/{model}"),
        "text_generation": ProviderTask("/models/{model}"),
        "text_to_audio": ProviderTask("/models/{model}"),
        "text_to_image": ProviderTask("/models/{model}"),
        "text_to_speech": ProviderTask("/models/{model}"),
        "token_classification": ProviderTask("/models/{model}"),
        "translation": ProviderTask("/models/{model}"),
        "visual_question_answering": ProviderTask("/models/{model}"),
        "zero_shot_classification": ProviderTask("/models/{model}"),
        "zero_shot_image_classification": ProviderTask("/models/{model}"),
    },
    key_optional=True,
    listed=False,
    direct=False,
)
