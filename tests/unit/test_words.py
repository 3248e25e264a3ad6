"""What a server said, whatever envelope it is in; and text that people may be shown."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import inferloom
from inferloom import InferenceError
from inferloom.errors.body import server_message
from inferloom.errors.mapping import from_response, from_stream
from inferloom.errors.words import readable, reports_error

RAW = '{"error": {"message": "prompt is too long"}}'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"object": "error", "message": "m", "type": "BadRequestError", "code": 400}, "m"),
        ({"error": {"error": {"message": "m"}}}, "m"),
        ({"error": {"error": {"error": "m"}}}, "m"),
        ({"detail": {"error": {"message": "m"}}}, "m"),
        ({"detail": [{"error": "m"}]}, "m"),
        ({"detail": [{"loc": "n", "msg": "bad"}]}, "n: bad"),
        ({"error": '{"message": "m"}'}, "m"),
        ({"error": ' [{"message": "m"}]'}, "m"),
        ({"message": json.dumps(json.dumps({"error": "m"}))}, '"{\\"error\\": \\"m\\"}"'),
        ({"errors": {"message": "m"}}, "m"),
        ({"errors": [{"message": "m"}, {"message": "n"}]}, "m; n"),
        ({"errors": {"n": ["must be positive"]}}, '{"errors": {"n": ["must be positive"]}}'),
        ({"status": "error", "msg": "m"}, "m"),
        ({"error_message": "m"}, "m"),
        ({"errorMessage": "m", "errorType": "T"}, "m"),
        ({"Message": "m"}, "m"),
        ({"__type": "ThrottlingException", "message": "m"}, "m"),
        ({"fault": {"faultstring": "m", "detail": {"errorcode": "x"}}}, "m"),
        ({"error": {"status": "RESOURCE_EXHAUSTED", "message": "m", "details": [{"@type": "t"}]}}, "m"),
        ([{"error": {"code": 429, "message": "m", "status": "RESOURCE_EXHAUSTED"}}], "m"),
        ({"error": {"root_cause": [{"type": "t"}], "type": "t", "reason": "m"}}, "m"),
        ({"type": "about:blank", "title": "T", "detail": "m"}, "m"),
        ({"type": "about:blank", "title": "T"}, "T; about:blank"),
        ({"error": {"code": "model_not_found"}}, "model_not_found"),
        ({"error": True, "reason": "m"}, "m"),
        ({"error": {"message": "Provider returned error", "metadata": {"raw": RAW}}},
         "Provider returned error; prompt is too long"),
        ({"choices": [{"error": {"message": "m"}}]}, "m"),
        ({"reasons": "not a form that anybody knows"}, '{"reasons": "not a form that anybody knows"}'),
        ("<|im_start|> is not allowed", "<|im_start|> is not allowed"),
        ({"error": "<400> batch size is invalid"}, "<400> batch size is invalid"),
        ({"error": "<think> is no token"}, "<think> is no token"),
        ({"error": "<html><head><title>Bad\nGateway</title></head></html>"}, "Bad Gateway"),
        ("<?xml version='1.0'?><Error><Code>X</Code><Message>Access Denied</Message></Error>",
         "Access Denied"),
        ("<html><body><h1>502 <b>Bad</b> Gateway</h1></body></html>", "502  Bad  Gateway"),
        ({"error": "a\r\nb\n\nc"}, "a b c"),
        ({"error": "red \x1b[31m, \u202egnp.exe, \x00, \u2028x"}, "red \\x1b[31m, \\u202egnp.exe, \\x00, x"),
        ({"error": "half \ud83d"}, "half \\ud83d"),
        ({}, None),
        ([], None),
    ],
)  # fmt: skip
def test_the_words_arrive_from_any_envelope(body: Any, words: str | None) -> None:
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    error = from_response(400, {}, content)
    assert error.server_message == words
    if words is not None:
        assert words in str(error)
        assert from_stream(body, {}).server_message == words
    assert error.body == (body or None if isinstance(body, str) else json.loads(content))


@pytest.mark.parametrize(
    ("payload", "status", "kind"),
    [
        ({"error": {"message": "m", "code": "429"}}, 429, "RateLimitError"),
        ({"error": {"message": "m", "status": "RESOURCE_EXHAUSTED", "code": 429}}, 429, "RateLimitError"),
        ({"error": {"error": {"message": "m", "code": 400}}}, 400, "BadRequestError"),
        ({"detail": {"error": {"status_code": 401}}}, 401, "AuthenticationError"),
        ({"error": '{"message": "m", "code": 404}'}, 404, "NotFoundError"),
        ([{"error": {"code": 403}}], 403, "PermissionDeniedError"),
        ({"choices": [{"error": {"message": "m", "code": 502}}]}, 502, "ServerError"),
        ({"error": {"message": "m", "code": "rate_limit_exceeded"}}, None, "StreamError"),
        ({"error": {"message": "m", "code": True}}, None, "StreamError"),
        ({"error": "m", "error_type": ["odd"]}, None, "StreamError"),
    ],
)  # fmt: skip
def test_the_status_of_an_error_event_is_found(payload: Any, status: int | None, kind: str) -> None:
    error = from_stream(payload, {})
    assert error.status == status
    assert type(error) is getattr(inferloom, kind)


@pytest.mark.parametrize(
    ("payload", "is_one"),
    [
        ({"error": None}, False),
        ({"error": ""}, False),
        ({"error": {}}, False),
        ({"error": {"message": None, "code": 0}}, False),
        ({"errors": []}, False),
        ({"choices": [{"finish_reason": "stop", "error": None}]}, False),
        ({"choices": [{"finish_reason": "error"}]}, True),
        ({"error": False}, False),
        ({"error": {"code": 500}}, True),
        ({"object": "error"}, True),
        ({"type": "error", "error": {"type": "overloaded_error"}}, True),
        ([], False),
        (None, False),
    ],
)
def test_what_is_an_error(payload: Any, is_one: bool) -> None:
    assert reports_error(payload) is is_one


def test_the_id_of_a_request_is_in_the_headers_or_in_the_body() -> None:
    body = b'{"error": {"message": "m", "request_id": "r-2"}, "id": ["no text"]}'
    assert from_response(400, {"x-request-id": "r-1"}, body).request_id == "r-1"
    assert from_response(400, {}, body).request_id == "r-2"
    assert from_stream({"error": "m", "id": "gen-3\n"}, {}).request_id == "gen-3"


def test_text_for_people_keeps_its_lines_and_its_letters() -> None:
    text = "a\tb\nपशु 👩\u200d🔬 é"
    assert readable(text) == text
    error = InferenceError("one\x1b]0;title\x07", request_id="r\u202e")
    for shown in (str(error), error.message, repr(error), error.args[0]):
        assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
    assert "\\x1b]0;title\\x07" in str(error)


@pytest.mark.parametrize(
    "text",
    ["<title" * 1000, "<title>" * 1000, "<" * 8000, "<html>" + " " * 8000, "<title " + "a" * 8000,
     "[" * 8000, '{"a":' * 2000, "\x1b" * 8000],
)  # fmt: skip
def test_words_are_found_in_linear_time(text: str) -> None:
    def seconds(times: int) -> float:
        began = time.perf_counter()
        server_message({"error": text * times}, {})
        return time.perf_counter() - began

    seconds(1)
    assert seconds(16) < max(0.05, 100 * min(seconds(1) for _ in range(5)))
