# Generated from specs/tasks/automatic_speech_recognition/
# spec sha256:6146d6dee984. Do not edit: change the spec, then run
# `make generate`.
"""What `automatic_speech_recognition` takes and returns."""

from typing import Literal

from ..transport.model import InputModel, Model
from .common import GenerationParameters


class AutomaticSpeechRecognitionOutputChunk(Model):
    """A part of the text and when it was said."""

    text: str
    """The part's text."""
    timestamp: list[float | None]
    """Start and end in seconds. The end is None when the recording is cut off."""


class AutomaticSpeechRecognitionOutput(Model, essential=("text",)):
    """What was said."""

    text: str
    """The whole text."""
    chunks: list[AutomaticSpeechRecognitionOutputChunk] | None = None
    """Parts of the text with their times, when `return_timestamps` asked for them."""


class AutomaticSpeechRecognitionParameters(InputModel):
    """Options of speech recognition."""

    return_timestamps: bool | Literal["word", "char"] | None = None
    """Return the parts of the text with their times. `True` for phrases (Whisper), `"word"` or
    `"char"` for smaller parts.
    """
    generation_parameters: GenerationParameters | None = None
    """Options of the model's `generate` call."""


class AutomaticSpeechRecognitionInput(InputModel):
    """Request of speech recognition."""

    inputs: str
    """The recording to transcribe."""
    parameters: AutomaticSpeechRecognitionParameters | None = None
