# Generated from specs/tasks/text_to_audio/
# spec sha256:1578d9a40063. Do not edit: change the spec, then run
# `make generate`.
"""What `text_to_audio` takes and returns."""

from ..models.base import InputModel, Model
from .common import EarlyStopping, GenerationParameters


class TextToAudioOutput(Model):
    """Sound as numbers, for servers that do not encode it."""

    audio: list[list[float]] | list[float]
    """Samples from -1 to 1, of one channel or of each channel."""
    sampling_rate: float | None = None
    """Samples per second."""


class TextToAudioParameters(InputModel):
    """Options of making sound from a text."""

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


class TextToAudioInput(InputModel):
    """Request of making sound from a text."""

    inputs: str
    """Text that says what should be heard."""
    parameters: TextToAudioParameters | None = None


TextToAudioGenerationParameters = GenerationParameters
TextToAudioEarlyStoppingEnum = EarlyStopping
