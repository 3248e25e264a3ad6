# Generated from specs/tasks/automatic_speech_recognition/
# spec sha256:56b31bee694f. Do not edit: change the spec, then run
# `make generate`.
"""What `automatic_speech_recognition` takes and returns."""

from typing import Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model
from .common import EarlyStopping, GenerationParameters

AutomaticSpeechRecognitionResponseFormat = TypeAliasType(
    "AutomaticSpeechRecognitionResponseFormat",
    Literal["json", "verbose_json", "text", "srt", "vtt"],
)


class AutomaticSpeechRecognitionOutputSegment(Model):
    """A phrase as Whisper cuts it."""

    id: int | None = None
    """Number of the segment."""
    start: float | None = None
    """Where it begins, in seconds."""
    end: float | None = None
    """Where it ends, in seconds."""
    text: str
    """What was said."""
    avg_logprob: float | None = None
    """Mean natural logarithm of its tokens' probabilities; below -1 it is likely wrong."""
    compression_ratio: float | None = None
    """How well its text can be compressed; above 2.4 it likely repeats itself."""
    no_speech_prob: float | None = None
    """Probability that nothing was said."""


class AutomaticSpeechRecognitionOutputWord(Model):
    """A word and when it was said."""

    word: str
    """The word."""
    start: float | None = None
    """Where it begins, in seconds."""
    end: float | None = None
    """Where it ends, in seconds."""


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
    language: str | None = None
    """Language of the recording, where the server tells it: a code or an English name."""
    duration: float | None = None
    """Length of the recording in seconds, where the server tells it."""
    segments: list[AutomaticSpeechRecognitionOutputSegment] | None = None
    """Phrases as Whisper cuts them, with their times and how sure it is. Servers with OpenAI's
    API send them with `verbose_json`.
    """
    words: list[AutomaticSpeechRecognitionOutputWord] | None = None
    """Words with their times. Servers with OpenAI's API send them where
    `return_timestamps="word"` asks for them.
    """


class AutomaticSpeechRecognitionParameters(InputModel):
    """Options of speech recognition."""

    return_timestamps: bool | Literal["word", "char"] | None = None
    """Return the parts of the text with their times. `True` for phrases (Whisper), `"word"` or
    `"char"` for smaller parts.
    """
    language: str | None = None
    """Language that is spoken, as a code such as `en`. The model finds out by default."""
    prompt: str | None = None
    """Text that the recording goes on from, or words that are likely in it, for their spelling."""
    response_format: AutomaticSpeechRecognitionResponseFormat | None = None
    """What the server answers with: `json` for the text, `verbose_json` for its segments and
    language too, `text`, or subtitles as `srt` or `vtt`, which are then the `text` of the
    result. The server's choice by default, which is `json`.
    """
    generation_parameters: GenerationParameters | None = None
    """Options of the model's `generate` call."""


class AutomaticSpeechRecognitionInput(InputModel):
    """Request of speech recognition."""

    inputs: str
    """The recording to transcribe."""
    parameters: AutomaticSpeechRecognitionParameters | None = None


AutomaticSpeechRecognitionGenerationParameters = GenerationParameters
AutomaticSpeechRecognitionEarlyStoppingEnum = EarlyStopping
