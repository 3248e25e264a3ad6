"""The one table of models: task, model id, packages, licence, and the class that serves it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import cast

from inferloom_local import packages as p
from inferloom_local.packages import Package
from inferloom_local.pipeline import Pipeline

GENERATIVE = frozenset({"chat-completion", "text-generation"})
"""Served by llama.cpp in a child process; the other tasks run in this one."""

BINARY = frozenset(
    {
        "audio-classification",
        "automatic-speech-recognition",
        "image-classification",
        "image-segmentation",
        "image-to-image",
    }
)
"""Tasks whose input is a picture or sound: the raw body, or base64 inside JSON."""

SPECIFIED = frozenset(
    {
        "automatic-speech-recognition",
        "chat-completion",
        "feature-extraction",
        "image-classification",
        "sentence-similarity",
        "text-classification",
        "text-generation",
        "text-to-speech",
    }
)
"""Tasks that may not be served without their spec. The others are checked once they have one."""


class Unknown(LookupError):
    """No such model or task; the message names what there is."""


@dataclass(frozen=True)
class Model:
    """One row: a model id serving one task."""

    task: str
    id: str
    packages: tuple[Package, ...]
    licence: str
    framework: str
    """As the hub's `/status` and `/framework` spell it; not what runs here."""
    served_by: str | None = None
    """`module:Class` below `inferloom_local.models`; None for llama.cpp's."""

    @property
    def weights(self) -> str:
        """Rows with the same weights share them, and take turns."""
        return self.packages[0].name

    @property
    def missing(self) -> tuple[Package, ...]:
        """What of its packages is not installed."""
        return tuple(package for package in self.packages if not package.installed)

    def load(self) -> Pipeline:
        """Import its class and build it; this is where the weights are read."""
        if self.served_by is None:
            raise TypeError(f"{self.id} is served by llama.cpp")
        module, _, name = self.served_by.partition(":")
        found = getattr(importlib.import_module(f"inferloom_local.models.{module}"), name)
        return cast(Pipeline, found())


_SMOLLM2 = "HuggingFaceTB/SmolLM2-135M-Instruct"
_MINILM = "sentence-transformers/all-MiniLM-L6-v2"
_LLAMA = (p.SMOLLM2, p.XLLAMACPP)
_ENCODER = (p.MINILM, p.NUMPY, p.SAFETENSORS, p.TOKENIZERS)
_U2NETP = (p.U2NETP, p.NUMPY, p.ONNXRUNTIME, p.PILLOW)

MODELS: tuple[Model, ...] = (
    # The first row of a task is its default; the first row of an id is what its bare URL does.
    Model("text-generation", _SMOLLM2, _LLAMA, "Apache-2.0", "text-generation-inference"),
    Model("chat-completion", _SMOLLM2, _LLAMA, "Apache-2.0", "text-generation-inference"),
    Model(
        "sentence-similarity",
        _MINILM,
        _ENCODER,
        "Apache-2.0",
        "sentence-transformers",
        "minilm:SentenceSimilarity",
    ),
    Model(
        "feature-extraction",
        _MINILM,
        _ENCODER,
        "Apache-2.0",
        "sentence-transformers",
        "minilm:FeatureExtraction",
    ),
    Model(
        "zero-shot-classification",
        # An id of its own: a client posts zero-shot requests to the bare model URL.
        "inferloom/all-MiniLM-L6-v2-zero-shot",
        _ENCODER,
        "Apache-2.0",
        "transformers",
        "minilm:ZeroShotClassification",
    ),
    Model(
        "text-classification",
        "cjhutto/vaderSentiment",
        (p.VADER, p.NUMPY),
        "MIT",
        "transformers",
        "vader:Sentiment",
    ),
    Model(
        "text-classification",
        "adbar/py3langid",
        (p.LANGID, p.NUMPY),
        "BSD-3-Clause",
        "transformers",
        "langid:Language",
    ),
    Model(
        "image-classification",
        "google/efficientnet-lite0",
        (p.EFFICIENTNET, p.IMAGENET, p.NUMPY, p.ONNX, p.ONNXRUNTIME, p.PILLOW),
        "Apache-2.0",
        "transformers",
        "efficientnet:ImageClassification",
    ),
    Model(
        "image-segmentation",
        "xuebinqin/u2netp",
        _U2NETP,
        "Apache-2.0",
        "transformers",
        "u2net:Segmentation",
    ),
    Model(
        "image-to-image",
        "xuebinqin/u2netp-background-removal",
        _U2NETP,
        "Apache-2.0",
        "diffusers",
        "u2net:BackgroundRemoval",
    ),
    Model(
        "automatic-speech-recognition",
        "openai/whisper-tiny",
        (p.WHISPER, p.FASTER_WHISPER, p.AV, p.NUMPY),
        "MIT",
        "transformers",
        "whisper:SpeechRecognition",
    ),
    Model(
        "text-to-speech",
        "maureesewilliams/hibari",
        (p.HIBARI, p.NUMPY, p.ONNXRUNTIME),
        "Apache-2.0",
        "transformers",
        "speech:TextToSpeech",
    ),
    Model(
        "audio-classification",
        "snakers4/silero-vad",
        (p.SILERO, p.AV, p.NUMPY, p.ONNXRUNTIME),
        "MIT",
        "transformers",
        "silero:SpeechOrNot",
    ),
)

TASKS: tuple[str, ...] = tuple(dict.fromkeys(model.task for model in MODELS))
MODEL_IDS: tuple[str, ...] = tuple(dict.fromkeys(model.id for model in MODELS))
CHAT_MODEL = _SMOLLM2
EMBEDDING_MODEL = _MINILM


def of_task(task: str) -> list[Model]:
    """The models of a task, its default first."""
    found = [model for model in MODELS if model.task == task]
    if not found:
        raise Unknown(f"Task {task} is not served here. Tasks: {', '.join(sorted(TASKS))}.")
    return found


def of_id(model_id: str) -> list[Model]:
    """What a model id does here, its main task first."""
    found = [model for model in MODELS if model.id == model_id]
    if not found:
        raise Unknown(f"Model {model_id} is not served here. Models: {', '.join(MODEL_IDS)}.")
    return found


def find(model_id: str, task: str) -> Model:
    """The row of this model for this task."""
    rows = of_id(model_id)
    of_task(task)
    for model in rows:
        if model.task == task:
            return model
    raise Unknown(
        f"Model {model_id} does not do {task}, but {', '.join(model.task for model in rows)}. "
        f"Models for {task}: {', '.join(model.id for model in of_task(task))}."
    )
