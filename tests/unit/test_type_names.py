"""Names of huggingface_hub's types: they import, and are what answers and arguments are made of."""

from __future__ import annotations

import pytest

import inferloom
from inferloom import types
from inferloom.types.chat_completion import ChatCompletionStreamOutput
from inferloom.types.text_generation import TextGenerationStreamOutput

NAMES = """
ChatCompletionInputToolTypeClass ChatCompletionStreamOutputLogprob
ChatCompletionStreamOutputLogprobs ChatCompletionStreamOutputTopLogprob
ChatCompletionStreamOutputUsage TextGenerationStreamOutputToken
AutomaticSpeechRecognitionGenerationParameters ImageToTextGenerationParameters
TextToAudioGenerationParameters TextToSpeechGenerationParameters
SummarizationGenerationParameters TranslationGenerationParameters
AutomaticSpeechRecognitionEarlyStoppingEnum ImageToTextEarlyStoppingEnum
TextToAudioEarlyStoppingEnum TextToSpeechEarlyStoppingEnum
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_they_are_exported(name: str) -> None:
    assert getattr(inferloom, name) is getattr(types, name)
    assert name in inferloom.__all__ and name in types.__all__


def test_they_are_the_classes_of_what_comes() -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    chunk = ChatCompletionStreamOutput.model_validate({"choices": [], "usage": usage})
    assert isinstance(chunk.usage, types.ChatCompletionStreamOutputUsage)
    token = {"id": 1, "text": "a", "logprob": 0, "special": False}
    piece = TextGenerationStreamOutput.model_validate({"index": 1, "token": token})
    assert isinstance(piece.token, types.TextGenerationStreamOutputToken)


def test_they_can_be_made() -> None:
    options = types.TextToSpeechGenerationParameters(do_sample=True)
    assert options.model_dump(exclude_unset=True) == {"do_sample": True}
    tool = types.ChatCompletionInputToolTypeClass.model_validate({"function": {"name": "f"}})
    assert tool == {"function": {"name": "f"}}
