"""Arguments under the names that the seed had are taken, with a warning."""

from __future__ import annotations

import base64
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, InferenceClient
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

TEXT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
PNG = base64.b64decode(TEXT)
IMAGE = Reply(body=PNG, headers={"content-type": "image/png"})


@pytest.mark.parametrize(
    ("method", "arguments", "reply", "payload"),
    [
        (
            "zero_shot_classification",
            {"text": "a", "labels": ["x", "y"]},
            json_reply([]),
            {"inputs": "a", "parameters": {"candidate_labels": ["x", "y"]}},
        ),
        (
            "summarization",
            {"text": "a", "parameters": {"truncation": "only_first"}},
            json_reply([{"summary_text": "a"}]),
            {"inputs": "a", "parameters": {"truncation": "only_first"}},
        ),
        (
            "summarization",
            {"text": "a", "parameters": {"max_length": 5, "truncation": "only_first"}},
            json_reply([{"summary_text": "a"}]),
            {"inputs": "a", "parameters": {"truncation": "only_first", "max_length": 5}},
        ),
        (
            "summarization",
            {"text": "a", "parameters": {"min_length": 1}, "extra_body": {"max_length": 5}},
            json_reply([{"summary_text": "a"}]),
            {"inputs": "a", "parameters": {"min_length": 1, "max_length": 5}},
        ),
        (
            "text_generation",
            {"prompt": "a", "stop_sequences": ["x"]},
            json_reply({"generated_text": "a"}),
            {"inputs": "a", "parameters": {"stop": ["x"]}},
        ),
        (
            "text_generation",
            {"prompt": "a", "stop_sequences": ["x"], "stop": ["y"]},
            json_reply({"generated_text": "a"}),
            {"inputs": "a", "parameters": {"stop": ["y"]}},
        ),
        (
            "image_to_image",
            {"image": PNG, "height": 4, "width": 5},
            Reply(body=PNG, headers={"content-type": "image/png"}),
            {
                "inputs": TEXT,
                "parameters": {"target_size": {"width": 5, "height": 4}},
            },
        ),
    ],
)
def test_old_names(
    server: Script,
    make_client: Callable[..., Client],
    method: str,
    arguments: dict[str, Any],
    reply: Reply,
    payload: dict[str, Any],
) -> None:
    server.queue(reply)
    client = make_client(base_url=server.url)
    with pytest.warns(DeprecationWarning, match=rf"{method}: the argument \w+ is now called"):
        client.call(method, **arguments)
    assert server.seen[0].json == payload


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("text_to_image", ("a",)), ("image_to_image", (PNG, "a")), ("image_to_video", (PNG,))],
)
def test_free_keywords_are_extra_members(
    server: Script, make_client: Callable[..., Client], method: str, arguments: tuple[Any, ...]
) -> None:
    server.queue(IMAGE)
    client = make_client(base_url=server.url)
    options = {"clip_skip": 2, "strength": None, "seed": 1} | {"extra_body": {"a": 1}}
    if method == "image_to_image":
        del options["seed"]
    with pytest.warns(DeprecationWarning, match=rf"{method}: the argument \w+ belongs into"):
        client.call(method, *arguments, **options)
    sent = server.seen[0].json["parameters"]
    assert (sent["clip_skip"], sent["a"], "strength" in sent) == (2, 1, False)


def test_other_methods_take_no_free_keywords() -> None:
    with pytest.raises(TypeError, match="clip_skip"):
        InferenceClient().text_to_video("a", clip_skip=2)  # type: ignore[call-arg]


def test_the_signature_has_the_new_names_only() -> None:
    assert "labels" not in inspect.signature(InferenceClient.zero_shot_classification).parameters
    with pytest.raises(TypeError, match="label"):
        InferenceClient().zero_shot_classification("a", ["b"], label=1)  # type: ignore[call-arg]
    with (
        pytest.warns(DeprecationWarning),
        pytest.raises(ArgumentError, match="parameters must be a mapping"),
    ):
        InferenceClient().summarization("a", parameters=3)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("method", "arguments", "name"),
    [
        ("translation", {"text": "a", "src_lang": "en"}, "tgt_lang"),
        ("translation", {"text": "a", "tgt_lang": "en"}, "src_lang"),
        ("image_text_to_image", {}, "image"),
        (
            "zero_shot_image_classification",
            {"image": PNG, "candidate_labels": ["a"]},
            "candidate_labels",
        ),
        ("table_question_answering", {"table": {"a": [1]}, "query": "?"}, "table"),
        ("question_answering", {"question": "?", "context": 3}, "context"),
    ],
)
def test_what_a_schema_cannot_say_is_checked_too(
    server: Script,
    make_client: Callable[..., Client],
    method: str,
    arguments: dict[str, Any],
    name: str,
) -> None:
    with pytest.raises(ArgumentError) as caught:
        make_client(base_url=server.url).call(method, **arguments)
    assert caught.value.argument == name
    assert name in str(caught.value)
    assert server.seen == []
