"""What is asked of both clients, and how servers answer: examples of specs, and habits."""

# ruff: noqa: E501

from __future__ import annotations

import base64
import io
import json
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.support.examples import python, reply_of
from tests.support.server import Reply, event_reply, json_reply

SPECS = Path(__file__).parents[2] / "specs" / "tasks"
Replies = tuple[Reply, ...]


@dataclass(frozen=True)
class Case:
    """One call of both clients.

    Attributes:
        name: What it is about.
        method: Name of the method; empty for `work`.
        arguments: By position.
        options: By name.
        replies: Answers to its requests; the last one is repeated.
        client: Arguments of the constructor; `URL` in them is the server's.
        work: What is done with a client in place of a call, in the sync one alone.
    """

    name: str
    method: str
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    replies: Replies = ()
    client: Mapping[str, Any] = field(default_factory=lambda: {"model": "URL"})
    work: Callable[[Any], Any] | None = None


def cases() -> Iterator[Case]:
    """Yield all cases; their names are unique."""
    yield from _examples()
    for method, arguments, options, replies in _habits():
        for label, reply in replies.items():
            found = reply if isinstance(reply, tuple) else (reply,)
            yield Case(f"{method}: {label}", method, arguments, options, found)
    yield from _addresses()
    yield from _headers()
    yield from _attributes()


def _examples() -> Iterator[Case]:
    """Yield the examples of the specs in their own format."""
    for path in sorted(SPECS.glob("*/operation.json")):
        manifest = json.loads(path.read_text())
        positional = [
            a.get("name", a["pointer"].rpartition("/")[2])
            for a in manifest["args"]
            if a.get("positional")
        ]
        for example in manifest["examples"]:
            options = python(example["arguments"])
            if "api" in options:
                continue
            first = tuple(options.pop(name) for name in positional if name in options)
            name = f"{manifest['method']}: example: {example['name']}"
            yield Case(name, manifest["method"], first, options, (reply_of(example["response"]),))


# How servers answer ------------------------------------------------------------------------------


def picture(form: str = "PNG", mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, (8, 6)).save(target, form)
    return target.getvalue()


PNG = picture()
TEXT = base64.b64encode(PNG).decode()
MASK = base64.b64encode(picture(mode="L")).decode()
MESSAGES = [{"role": "user", "content": "Hi"}]
TOKEN = {"id": 3, "text": " 3", "logprob": -0.25, "special": False}
TOP = {"id": 4, "text": " 4", "logprob": -0.5, "special": False}
DETAILS = {"finish_reason": "length", "generated_tokens": 1, "seed": None, "prefill": []}


def file_reply(content: bytes, kind: str) -> Reply:
    return Reply(body=content, headers={"content-type": kind})


def chat(message: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": "stop", "logprobs": None}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "system_fingerprint": "3.0",
        "choices": [{**choice, "message": message or {"role": "assistant", "content": "Hello"}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        **more,
    }


def chunk(delta: Mapping[str, Any], end: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": end, "logprobs": None}
    base = {"id": "1", "created": 1, "model": "m", "system_fingerprint": "3.0"}
    return {"object": "chat.completion.chunk", **base, "choices": [choice], **more}


def call_of(arguments: Any) -> dict[str, Any]:
    function = {"name": "f", "description": None, "arguments": arguments}
    return {"id": "0", "type": "function", "function": function}


def generated(**more: Any) -> dict[str, Any]:
    return {"index": 1, "token": TOKEN, "generated_text": None, "details": None, **more}


LAST = generated(generated_text=" 3", details=DETAILS)
LABELS = [{"label": "a", "score": 0.75}, {"label": "b", "score": 0.25}]
ANSWERS = [
    {"answer": "Clara", "score": 0.9, "start": 0, "end": 5},
    {"answer": "I", "score": 0.1, "start": 6, "end": 7},
]
TOOLS = [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {}}}]

Habit = tuple[str, tuple[Any, ...], dict[str, Any], dict[str, Reply | Replies]]


def _habits() -> Iterator[Habit]:
    yield from _texts()
    yield from _generation()
    yield from _chats()
    yield from _media()
    yield from _failures()


def _texts() -> Iterator[Habit]:
    yield "text_classification", ("a",), {}, {"nested": json_reply([LABELS])}
    yield (
        "text_classification",
        ("a",),
        {"top_k": 1, "function_to_apply": "softmax"},
        {"options": json_reply([LABELS])},
    )
    yield (
        "question_answering",
        ("q", "c"),
        {},
        {
            "one": json_reply(ANSWERS[0]),
        },
    )
    yield "question_answering", ("q", "c"), {"top_k": 2}, {"several": json_reply(ANSWERS)}
    yield (
        "question_answering",
        ("q", "c"),
        {"max_answer_len": 3},
        {"options": json_reply(ANSWERS[0])},
    )
    yield (
        "feature_extraction",
        ("a",),
        {},
        {
            "a bare vector": json_reply([0.5, 1]),
            "a list of one": json_reply([[0.5, 1]]),
            "tokens": json_reply([[[0.5, 1], [1, 2]]]),
            "a batch of one": json_reply([[[[0.5, 1], [1, 2]]]]),
        },
    )
    yield (
        "feature_extraction",
        (["a", "b"],),
        {},
        {
            "two texts": json_reply([[0.5, 1], [1, 2]]),
            "two texts of tokens": json_reply([[[0.5, 1]], [[1, 2]]]),
        },
    )
    yield "feature_extraction", (["a"],), {}, {"a list of one text": json_reply([[0.5, 1]])}
    yield (
        "feature_extraction",
        ("a",),
        {"normalize": True, "truncate": True, "prompt_name": "query"},
        {"all options": json_reply([[0.5, 1]])},
    )
    yield (
        "feature_extraction",
        ("a",),
        {"encoding_format": "float"},
        {"encoding_format": json_reply([[0.5, 1]])},
    )
    yield "feature_extraction", ("a",), {"dimensions": 2}, {"dimensions": json_reply([[0.5, 1]])}
    yield (
        "zero_shot_classification",
        ("a", ["x", "y"]),
        {},
        {
            "lists": json_reply({"sequence": "a", "labels": ["y", "x"], "scores": [0.9, 0.1]}),
            "items": json_reply([{"label": "y", "score": 0.9}, {"label": "x", "score": 0.1}]),
        },
    )
    yield (
        "zero_shot_classification",
        ("a",),
        {"labels": ["x", "y"], "multi_label": True},
        {
            "labels by name": json_reply(
                {"sequence": "a", "labels": ["y", "x"], "scores": [0.9, 0.1]}
            ),
        },
    )
    yield (
        "fill_mask",
        ("a [MASK]",),
        {},
        {"items": json_reply([{"score": 1, "token": 5, "token_str": "b", "sequence": "a b"}])},
    )
    yield (
        "token_classification",
        ("a",),
        {},
        {
            "groups": json_reply(
                [{"entity_group": "PER", "score": 1, "word": "a", "start": 0, "end": 1}]
            ),
            "entities": json_reply(
                [{"entity": "B-PER", "index": 1, "score": 1, "word": "a", "start": 0, "end": 1}]
            ),
        },
    )
    yield "summarization", ("a",), {}, {"a list": json_reply([{"summary_text": "s"}])}
    yield (
        "summarization",
        ("a",),
        {"parameters": {"max_length": 5}},
        {"parameters": json_reply([{"summary_text": "s"}])},
    )
    yield "translation", ("a",), {}, {"a list": json_reply([{"translation_text": "s"}])}
    yield (
        "translation",
        ("a",),
        {"src_lang": "en", "tgt_lang": "de"},
        {"languages": json_reply([{"translation_text": "s"}])},
    )
    yield (
        "translation",
        ("a",),
        {"src_lang": "en"},
        {"one language": json_reply([{"translation_text": "s"}])},
    )
    yield "sentence_similarity", ("a", ["b", "c"]), {}, {"floats": json_reply([0.5, 0.25])}
    table = {"a": ["1", "2"], "b": ["x", "y"]}
    yield (
        "table_question_answering",
        (table, "how many?"),
        {},
        {
            "an object": json_reply(
                {"answer": "2", "coordinates": [[0, 1]], "cells": ["2"], "aggregator": "COUNT"}
            )
        },
    )
    yield "tabular_classification", (table,), {}, {"labels": json_reply(["a", "b"])}
    yield "tabular_regression", (table,), {}, {"numbers": json_reply([1.5, 2])}


def _generation() -> Iterator[Habit]:
    text = {"generated_text": " 3"}
    yield (
        "text_generation",
        ("1 2",),
        {},
        {"a list": json_reply([text]), "an object": json_reply(text)},
    )
    yield (
        "text_generation",
        ("1 2",),
        {"do_sample": True, "temperature": 0.5, "stop": ["a"], "max_new_tokens": 3, "seed": 0},
        {"options": json_reply([text])},
    )
    yield (
        "text_generation",
        ("1 2",),
        {"stop_sequences": ["a"]},
        {"stop_sequences": json_reply([text])},
    )
    with_tokens = {**text, "details": {**DETAILS, "tokens": [TOKEN], "top_tokens": [[TOKEN, TOP]]}}
    yield (
        "text_generation",
        ("1 2",),
        {"details": True, "top_n_tokens": 2},
        {"top tokens": json_reply([with_tokens])},
    )
    best = {**DETAILS, "generated_text": " 4", "tokens": [TOP]}
    several = {**text, "details": {**DETAILS, "tokens": [TOKEN], "best_of_sequences": [best]}}
    yield (
        "text_generation",
        ("1 2",),
        {"details": True, "best_of": 2},
        {"best of": json_reply(several)},
    )
    yield (
        "text_generation",
        ("1 2",),
        {"stream": True},
        {
            "streamed texts": event_reply([generated(), LAST]),
            "streamed texts, a mark of the end": event_reply([generated(), LAST, "[DONE]"]),
        },
    )
    yield (
        "text_generation",
        ("1 2",),
        {"stream": True, "details": True},
        {
            "streamed tokens": event_reply([generated(), LAST]),
            "streamed tokens, a mark of the end": event_reply([generated(), LAST, "[DONE]"]),
            "streamed top tokens": event_reply([generated(top_tokens=[TOKEN, TOP]), LAST]),
        },
    )
    refusal = json_reply(
        {
            "error": "The following `model_kwargs` are not used by the model: ['watermark', 'stop', 'details', 'best_of', 'return_full_text', 'seed', 'decoder_input_details'] (note: typos in the generate arguments will also show up in this list)"
        },
        400,
    )
    yield (
        "text_generation",
        ("1 2",),
        {"max_new_tokens": 3, "watermark": True, "seed": 1},
        {"TGI's arguments are refused": (refusal, json_reply([text]))},
    )
    yield (
        "text_generation",
        ("1 2",),
        {"details": True, "seed": 1, "max_new_tokens": 3},
        {"details are refused": (refusal, json_reply([text]))},
    )
    yield (
        "text_generation",
        ("1 2",),
        {"stream": True, "seed": 1},
        {"a stream is refused": (refusal, event_reply([generated(), LAST]))},
    )
    for kind in ("validation", "generation", "overloaded", "incomplete_generation", "other"):
        failed = json_reply({"error": "no", "error_type": kind}, 422)
        yield "text_generation", ("1 2",), {}, {f"error_type {kind}": failed}
        yield (
            "text_generation",
            ("1 2",),
            {"stream": True},
            {
                f"error_type {kind} in a stream": event_reply(
                    [generated(), {"error": "no", "error_type": kind}]
                )
            },
        )


def _chats() -> Iterator[Habit]:
    yield (
        "chat_completion",
        (MESSAGES,),
        {},
        {
            "a text": json_reply(chat()),
            "reasoning": json_reply(
                chat({"role": "assistant", "content": "Hi", "reasoning": "hm"})
            ),
            "a null": json_reply(chat({"role": "assistant", "content": None})),
            "no fingerprint": json_reply(
                {k: v for k, v in chat().items() if k != "system_fingerprint"}
            ),
        },
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"tools": TOOLS, "tool_choice": "auto"},
        {
            "a call": json_reply(
                chat({"role": "assistant", "content": None, "tool_calls": [call_of('{"a": 1}')]})
            ),
            "a call of an old TGI": json_reply(
                chat({"role": "assistant", "content": None, "tool_calls": [call_of({"a": 1})]})
            ),
        },
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"tools": TOOLS, "tool_choice": {"function": {"name": "f"}}},
        {"a tool is chosen": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {
            "max_tokens": 5,
            "temperature": 0,
            "seed": 1,
            "stop": ["a"],
            "n": 1,
            "logprobs": True,
            "top_logprobs": 2,
            "top_p": 0.5,
            "presence_penalty": 0.5,
            "frequency_penalty": 0.5,
            "logit_bias": [0.5],
            "tool_prompt": "p",
        },
        {"options": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"response_format": {"type": "json_object"}},
        {"an object is asked for": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"response_format": {"type": "json", "value": {"properties": {}}}},
        {"TGI's format is asked for": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "a", "schema": {"type": "object"}},
            }
        },
        {"a schema is asked for": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"extra_body": {"guided": 1}},
        {"extra_body": json_reply(chat())},
    )
    yield (
        "chat_completion",
        (
            [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "a"},
                        {"type": "image_url", "image_url": {"url": "https://x.com/a.png"}},
                    ],
                }
            ],
        ),
        {},
        {"parts": json_reply(chat())},
    )
    first, last = (
        chunk({"role": "assistant", "content": "He"}),
        chunk({"role": "assistant", "content": "llo"}, "stop"),
    )
    usage = {
        **chunk({}),
        "choices": [],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    }
    yield (
        "chat_completion",
        (MESSAGES,),
        {"stream": True},
        {
            "a stream": event_reply([first, last, "[DONE]"]),
            "a stream without an end mark": event_reply([first, last]),
            "calls in a stream": event_reply(
                [
                    chunk(
                        {
                            "role": "assistant",
                            "tool_calls": [
                                {
                                    "index": 0,
                                    "id": "",
                                    "type": "function",
                                    "function": {"name": "f", "arguments": "{}"},
                                }
                            ],
                        },
                        "tool_calls",
                    ),
                    "[DONE]",
                ]
            ),
            "an error in a stream": event_reply(
                [first, {"error": "no", "error_type": "generation"}]
            ),
        },
    )
    yield (
        "chat_completion",
        (MESSAGES,),
        {"stream": True, "stream_options": {"include_usage": True}},
        {"usage": event_reply([first, last, usage, "[DONE]"])},
    )


def _media() -> Iterator[Habit]:
    flac = b"fLaC" + bytes(8)
    yield "image_classification", (PNG,), {}, {"bytes": json_reply(LABELS)}
    yield "image_classification", (PNG,), {"top_k": 1}, {"options": json_reply(LABELS)}
    yield (
        "object_detection",
        (PNG,),
        {},
        {
            "boxes": json_reply(
                [{"label": "a", "score": 1, "box": {"xmin": 0, "ymin": 0, "xmax": 1, "ymax": 1}}]
            )
        },
    )
    yield (
        "image_segmentation",
        (PNG,),
        {},
        {
            "masks": json_reply([{"label": "a", "score": 1, "mask": MASK}]),
            "no score": json_reply([{"label": "a", "score": None, "mask": MASK}]),
        },
    )
    yield (
        "image_to_text",
        (PNG,),
        {},
        {
            "a list": json_reply([{"generated_text": "a"}]),
            "an object": json_reply({"generated_text": "a"}),
        },
    )
    yield "image_to_image", (PNG,), {}, {"an image alone": file_reply(PNG, "image/png")}
    yield (
        "image_to_image",
        (PNG, "a dog"),
        {"guidance_scale": 2, "negative_prompt": "b"},
        {"a prompt": file_reply(PNG, "image/png")},
    )
    yield (
        "image_to_image",
        (PNG, "a dog"),
        {"height": 8, "width": 6},
        {"height and width": file_reply(PNG, "image/png")},
    )
    yield (
        "image_to_image",
        (PNG, "a dog"),
        {"target_size": {"height": 8, "width": 6}},
        {"a target size": file_reply(PNG, "image/png")},
    )
    yield (
        "image_to_image",
        (PNG, "a dog"),
        {"strength": 0.5},
        {"a free keyword": file_reply(PNG, "image/png")},
    )
    for form in ("PNG", "JPEG", "WEBP"):
        yield (
            "text_to_image",
            ("a cat",),
            {},
            {form: file_reply(picture(form), f"image/{form.lower()}")},
        )
    yield (
        "text_to_image",
        ("a cat",),
        {
            "height": 8,
            "width": 6,
            "num_inference_steps": 2,
            "guidance_scale": 1.5,
            "negative_prompt": "b",
        },
        {"options": file_reply(PNG, "image/png")},
    )
    yield (
        "text_to_image",
        ("a cat",),
        {"clip_skip": 2},
        {"a free keyword": file_reply(PNG, "image/png")},
    )
    yield (
        "text_to_image",
        ("a cat",),
        {"extra_body": {"clip_skip": 2}},
        {"extra_body": file_reply(PNG, "image/png")},
    )
    yield (
        "text_to_image",
        ("a cat",),
        {"seed": 1, "scheduler": "x"},
        {"seed": file_reply(PNG, "image/png")},
    )
    yield "audio_classification", (flac,), {}, {"bytes": json_reply(LABELS)}
    yield (
        "audio_to_audio",
        (flac,),
        {},
        {
            "blobs": json_reply(
                [
                    {
                        "blob": base64.b64encode(flac).decode(),
                        "content-type": "audio/flac",
                        "label": "a",
                    }
                ]
            )
        },
    )
    yield (
        "automatic_speech_recognition",
        (flac,),
        {},
        {
            "a text": json_reply({"text": "a"}),
            "pieces": json_reply({"text": "a", "chunks": [{"text": "a", "timestamp": [0, 1.5]}]}),
        },
    )
    yield "text_to_speech", ("a",), {}, {"a file": file_reply(flac, "audio/flac")}
    yield (
        "text_to_speech",
        ("a",),
        {"temperature": 0.5, "do_sample": True},
        {"options": file_reply(flac, "audio/flac")},
    )
    found = [{"answer": "a", "score": 1, "start": 0, "end": 1}]
    yield "document_question_answering", (PNG, "q"), {}, {"answers": json_reply(found)}
    yield (
        "document_question_answering",
        (PNG, "q"),
        {"top_k": 1, "lang": "en"},
        {"options": json_reply(found)},
    )
    yield (
        "visual_question_answering",
        (PNG, "q"),
        {},
        {"answers": json_reply([{"answer": "a", "score": 1}])},
    )
    yield (
        "visual_question_answering",
        (PNG, "q"),
        {"top_k": 1},
        {"options": json_reply([{"answer": "a", "score": 1}])},
    )
    yield "zero_shot_image_classification", (PNG, ["a", "b"]), {}, {"labels": json_reply(LABELS)}
    yield (
        "image_classification",
        ("no/such/file.png",),
        {},
        {"a path that does not exist": json_reply(LABELS)},
    )
    yield (
        "image_classification",
        (Path("no/such/file.png"),),
        {},
        {"a Path that does not exist": json_reply(LABELS)},
    )


def _failures() -> Iterator[Habit]:
    for status in (400, 401, 403, 404, 422, 429, 500):
        yield (
            "text_classification",
            ("a",),
            {},
            {f"status {status}": json_reply({"error": "no"}, status)},
        )
    yield (
        "chat_completion",
        (MESSAGES,),
        {},
        {"status 422": json_reply({"error": "no", "error_type": "validation"}, 422)},
    )
    yield "text_classification", ("a",), {}, {"an empty list": json_reply([[]])}


# How clients are made ----------------------------------------------------------------------------


def _addresses() -> Iterator[Case]:
    answer = (json_reply(chat()),)
    for path in ("", "/", "/v1", "/v1/", "/custom", "/v1/chat/completions", "?a=1", "/v1?a=1"):
        for word in ("model", "base_url"):
            client = {word: f"URL{path}"}
            yield Case(
                f"chat_completion: {word}={path!r}",
                "chat_completion",
                (MESSAGES,),
                {},
                answer,
                client,
            )
    yield Case(
        "chat_completion: base_url and a model",
        "chat_completion",
        (MESSAGES,),
        {"model": "org/m"},
        answer,
        {"base_url": "URL"},
    )
    yield Case(
        "chat_completion: a URL given to the method",
        "chat_completion",
        (MESSAGES,),
        {"model": "URL"},
        answer,
        {"model": "org/m"},
    )
    yield Case(
        "text_classification: a URL given to the method",
        "text_classification",
        ("a",),
        {"model": "URL/x"},
        (json_reply([LABELS]),),
        {"model": "org/m"},
    )
    yield Case(
        "text_classification: base_url",
        "text_classification",
        ("a",),
        {},
        (json_reply([LABELS]),),
        {"base_url": "URL/x"},
    )
    yield Case(
        "client: model and base_url",
        "",
        client={"model": "URL", "base_url": "URL"},
        work=lambda client: None,
    )
    yield Case(
        "client: token and api_key",
        "",
        client={"model": "URL", "token": "a", "api_key": "b"},
        work=lambda client: None,
    )


def _headers() -> Iterator[Case]:
    answer = (json_reply([LABELS]),)
    for name, headers in {
        "own": {"X-Own": "1"},
        "user-agent": {"User-Agent": "mine"},
        "content-type": {"Content-Type": "application/x-own"},
        "authorization": {"authorization": "Basic x"},
        "accept": {"Accept": "text/plain"},
    }.items():
        client = {"model": "URL", "headers": headers, "token": "hf_x"}
        yield Case(f"headers: {name}", "text_classification", ("a",), {}, answer, client)
    yield Case(
        "headers: accept of a picture",
        "text_to_image",
        ("a",),
        {},
        (file_reply(PNG, "image/png"),),
        {"model": "URL", "headers": {"Accept": "image/jpeg"}},
    )
    yield Case(
        "headers: content-type of a file",
        "image_classification",
        (PNG,),
        {},
        answer,
        {"model": "URL", "headers": {"Content-Type": "image/x-own"}},
    )
    yield Case(
        "headers: api_key",
        "text_classification",
        ("a",),
        {},
        answer,
        {"model": "URL", "api_key": "hf_x"},
    )
    yield Case(
        "headers: cookies",
        "text_classification",
        ("a",),
        {},
        answer,
        {"model": "URL", "cookies": {"a": "1"}},
    )


def _is_five(client: Any) -> bool:
    return bool(client.timeout == 5)


def _attributes() -> Iterator[Case]:
    options = {
        "model": "URL",
        "token": "hf_x",
        "timeout": 5,
        "headers": {"X-Own": "1"},
        "cookies": {"a": "1"},
    }
    for name in (
        "model",
        "token",
        "timeout",
        "cookies",
        "provider",
        "bill_to",
        "proxies",
        "trust_env",
    ):
        yield Case(
            f"attribute: {name}",
            "",
            client=options,
            work=_is_five if name == "timeout" else operator.attrgetter(name),
        )
    yield Case(
        "attribute: headers",
        "",
        client=options,
        work=lambda client: {
            k.lower(): v for k, v in client.headers.items() if k.lower() == "x-own"
        },
    )
    yield Case(
        "attribute: none of them",
        "",
        client={"model": "URL"},
        work=lambda client: [client.token, client.timeout, client.cookies],
    )
