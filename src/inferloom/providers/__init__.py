# Generated from specs/
# spec sha256:b7114b207eac. Do not edit: change the spec, then run
# `make generate`.
"""Providers of models, of which each has a module that is loaded when a call goes there first.

- Baseten (`baseten`): `chat_completion`
- Cerebras (`cerebras`): `chat_completion`
- Cohere (`cohere`): `chat_completion`
- DeepInfra (`deepinfra`): `automatic_speech_recognition`, `chat_completion`,
  `feature_extraction`, `text_generation`, `text_to_image`, `text_to_speech`
- fal (`fal-ai`): `audio_to_audio`, `automatic_speech_recognition`, `image_segmentation`,
  `image_text_to_image`, `image_text_to_video`, `image_to_image`, `image_to_video`,
  `text_to_audio`, `text_to_image`, `text_to_speech`, `text_to_video`
- Featherless AI (`featherless-ai`): `chat_completion`, `text_generation`
- Fireworks AI (`fireworks-ai`): `chat_completion`
- Groq (`groq`): `chat_completion`
- HF Inference (`hf-inference`): `audio_classification`, `audio_to_audio`,
  `automatic_speech_recognition`, `chat_completion`, `document_question_answering`,
  `feature_extraction`, `fill_mask`, `image_classification`, `image_segmentation`,
  `image_to_image`, `image_to_text`, `object_detection`, `question_answering`,
  `sentence_similarity`, `summarization`, `table_question_answering`, `tabular_classification`,
  `tabular_regression`, `text_classification`, `text_generation`, `text_to_audio`,
  `text_to_image`, `text_to_speech`, `token_classification`, `translation`,
  `visual_question_answering`, `zero_shot_classification`, `zero_shot_image_classification`
- Novita AI (`novita`): `chat_completion`, `image_text_to_video`, `text_generation`,
  `text_to_video`
- Nscale (`nscale`): `chat_completion`, `text_to_image`
- OpenAI (`openai`): `chat_completion`
- OVHcloud (`ovhcloud`): `chat_completion`, `text_generation`
- Public AI (`publicai`): `chat_completion`
- Replicate (`replicate`): `automatic_speech_recognition`, `image_to_image`, `text_to_image`,
  `text_to_speech`, `text_to_video`
- Scaleway (`scaleway`): `chat_completion`, `feature_extraction`, `text_generation`
- Together AI (`together`): `automatic_speech_recognition`, `chat_completion`,
  `feature_extraction`, `image_to_image`, `image_to_video`, `text_generation`, `text_to_image`,
  `text_to_speech`, `text_to_video`
- WaveSpeedAI (`wavespeed`): `image_text_to_image`, `image_text_to_video`, `image_to_image`,
  `image_to_video`, `text_to_image`, `text_to_video`
- Z.ai (`zai-org`): `chat_completion`, `image_to_text`, `text_to_image`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

__all__ = ["LEFT_OUT", "NAMES", "SERVED", "ProviderName"]

ProviderName: TypeAlias = Literal[
    "auto",
    "baseten",
    "cerebras",
    "cohere",
    "deepinfra",
    "fal-ai",
    "featherless-ai",
    "fireworks-ai",
    "groq",
    "hf-inference",
    "novita",
    "nscale",
    "openai",
    "ovhcloud",
    "publicai",
    "replicate",
    "scaleway",
    "together",
    "wavespeed",
    "zai-org",
]
"""Name of a provider on the hub, or `auto` for the first one there that serves the model."""

NAMES: tuple[str, ...] = (
    "baseten",
    "cerebras",
    "cohere",
    "deepinfra",
    "fal-ai",
    "featherless-ai",
    "fireworks-ai",
    "groq",
    "hf-inference",
    "novita",
    "nscale",
    "openai",
    "ovhcloud",
    "publicai",
    "replicate",
    "scaleway",
    "together",
    "wavespeed",
    "zai-org",
)
"""Names of the providers, in the order of the alphabet."""

LEFT_OUT: tuple[str, ...] = ()
"""Names of providers that a copy of this package is without."""

SERVED: Mapping[str, tuple[str, ...]] = {
    "audio_classification": ("hf-inference",),
    "audio_to_audio": ("fal-ai", "hf-inference"),
    "automatic_speech_recognition": (
        "deepinfra",
        "fal-ai",
        "hf-inference",
        "replicate",
        "together",
    ),
    "chat_completion": (
        "baseten",
        "cerebras",
        "cohere",
        "deepinfra",
        "featherless-ai",
        "fireworks-ai",
        "groq",
        "hf-inference",
        "novita",
        "nscale",
        "openai",
        "ovhcloud",
        "publicai",
        "scaleway",
        "together",
        "zai-org",
    ),
    "document_question_answering": ("hf-inference",),
    "feature_extraction": ("deepinfra", "hf-inference", "scaleway", "together"),
    "fill_mask": ("hf-inference",),
    "image_classification": ("hf-inference",),
    "image_segmentation": ("fal-ai", "hf-inference"),
    "image_text_to_image": ("fal-ai", "wavespeed"),
    "image_text_to_video": ("fal-ai", "novita", "wavespeed"),
    "image_to_image": ("fal-ai", "hf-inference", "replicate", "together", "wavespeed"),
    "image_to_text": ("hf-inference", "zai-org"),
    "image_to_video": ("fal-ai", "together", "wavespeed"),
    "object_detection": ("hf-inference",),
    "question_answering": ("hf-inference",),
    "sentence_similarity": ("hf-inference",),
    "summarization": ("hf-inference",),
    "table_question_answering": ("hf-inference",),
    "tabular_classification": ("hf-inference",),
    "tabular_regression": ("hf-inference",),
    "text_classification": ("hf-inference",),
    "text_generation": (
        "deepinfra",
        "featherless-ai",
        "hf-inference",
        "novita",
        "ovhcloud",
        "scaleway",
        "together",
    ),
    "text_to_audio": ("fal-ai", "hf-inference"),
    "text_to_image": (
        "deepinfra",
        "fal-ai",
        "hf-inference",
        "nscale",
        "replicate",
        "together",
        "wavespeed",
        "zai-org",
    ),
    "text_to_speech": ("deepinfra", "fal-ai", "hf-inference", "replicate", "together"),
    "text_to_video": ("fal-ai", "novita", "replicate", "together", "wavespeed"),
    "token_classification": ("hf-inference",),
    "translation": ("hf-inference",),
    "visual_question_answering": ("hf-inference",),
    "zero_shot_classification": ("hf-inference",),
    "zero_shot_image_classification": ("hf-inference",),
}
"""Who serves a method."""
