"""What results are equal to: a member that is None is as one that is not there."""

from __future__ import annotations

from typing import Any

import pytest

from inferloom import (
    AudioToAudioOutputElement,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutputDelta,
    TextClassificationOutputElement,
    TokenClassificationOutputElement,
)

CHAT: dict[str, Any] = {
    "id": "1",
    "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hi"}}
    ],
    "usage": None,
}


def message(**members: Any) -> ChatCompletionOutputMessage:
    return ChatCompletionOutputMessage.model_validate({"role": "assistant", **members})


@pytest.mark.parametrize("more", [{"tool_calls": None}, {"vendor": None}, {"a": None, "b": None}])
def test_none_is_as_not_there(more: dict[str, Any]) -> None:
    plain, said = message(content="Hi"), message(content="Hi", **more)
    assert plain == said
    assert said == plain
    assert said == {"role": "assistant", "content": "Hi"}
    assert plain == {"role": "assistant", "content": "Hi", **more}
    assert {"role": "assistant", "content": "Hi", **more} == plain


def test_within_members_and_lists() -> None:
    inner = {**CHAT["choices"][0]["message"], "reasoning": None, "vendor": None}
    chatty = {
        **CHAT,
        "created": None,
        "choices": [{**CHAT["choices"][0], "logprobs": None, "message": inner}],
    }
    one, other = (ChatCompletionOutput.model_validate(value) for value in (CHAT, chatty))
    assert one == other == CHAT
    assert one == chatty
    assert [one] == [chatty]
    assert [chatty] == [one]


def test_what_was_said_counts() -> None:
    assert message(content="Hi") != message(content="Ho")
    assert message(content="Hi") != message(content="Hi", vendor=0)
    assert message(content="Hi") != message(content="Hi", vendor=False)
    assert message(content="") != message()
    assert message(content="Hi") != {"role": "assistant"}
    assert message(content="Hi") != "Hi"
    assert message(content="Hi") is not None
    assert message() != ChatCompletionStreamOutputDelta.model_validate({"role": "assistant"})


def test_names_are_those_of_the_wire() -> None:
    value = {"blob": "Pw==", "content-type": "audio/flac", "label": "a"}
    found = AudioToAudioOutputElement.model_validate(value)
    assert found == {**value, "blob": b"?"}
    assert found == AudioToAudioOutputElement.model_validate({**value, "vendor": None})


def test_a_member_that_is_set_later_counts() -> None:
    one = TextClassificationOutputElement(label="a", score=0.5)
    other = TextClassificationOutputElement(label="a", score=0.25)
    other.score = 0.5
    assert one == other


def test_results_cannot_be_hashed() -> None:
    """They are equal to dicts, and can be changed."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(TokenClassificationOutputElement.model_validate({"word": "a", "score": 1}))
