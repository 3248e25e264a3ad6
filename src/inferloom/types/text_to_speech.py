# Generated from specs/tasks/text_to_speech/
# spec sha256:fbb60231ab4a. Do not edit: change the spec, then run
# `make generate`.
"""What `text_to_speech` takes and returns."""

from typing import Annotated

from pydantic import Field

from ..models.base import InputModel, Model
from .common import EarlyStopping, GenerationParameters


class TextToSpeechOutput(Model):
    """Speech as numbers, for servers that do not encode it."""

    audio: list[list[float]] | list[float]
    """Samples from -1 to 1, of one channel or of each channel."""
    sampling_rate: float | None = None
    """Samples per second."""


class TextToSpeechParameters(InputModel):
    """Options of speech synthesis."""

    voice: str | None = None
    """Name of the voice; servers with one need none."""
    speed: float | None = None
    """How fast it is spoken; 1 is the voice's own speed."""
    instructions: str | None = None
    """Text that says how to speak, for models that take it."""
    response_format: str | None = None
    """Format of the sound, such as `mp3`, `wav`, `flac`, `opus`, `aac` or `pcm`. The server's
    choice by default.
    """
    generation_parameters: GenerationParameters | None = None
    """Options of the model's `generate` call."""


class TextToSpeechInput(InputModel):
    """Request of speech synthesis."""

    inputs: Annotated[str, Field(min_length=1)]
    """The text to speak."""
    parameters: TextToSpeechParameters | None = None


TextToSpeechGenerationParameters = GenerationParameters
TextToSpeechEarlyStoppingEnum = EarlyStopping
