"""TGI's native wire."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

MODEL = "/models/HuggingFaceTB/SmolLM2-135M-Instruct"
PROMPT = "The capital of France is"
TURN = "<|im_start|>user\nSay hi.<|im_end|>\n<|im_start|>assistant\n"


def generate(http: httpx.Client, path: str, inputs: str, **parameters: Any) -> Any:
    answer = http.post(path, json={"inputs": inputs, "parameters": parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


def stream(http: httpx.Client, path: str, inputs: str, **parameters: Any) -> list[dict[str, Any]]:
    body = {"inputs": inputs, "parameters": parameters, "stream": True}
    with http.stream("POST", path, json=body) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    # TGI writes no space after the colon, and no [DONE].
    assert all(line.startswith("data:{") for line in lines)
    return [json.loads(line.removeprefix("data:")) for line in lines]


@pytest.mark.parametrize("path", ["/", MODEL, "/text-generation"])
def test_a_list_of_one_with_the_prompt_in_front(http: httpx.Client, path: str) -> None:
    (found,) = generate(http, path, PROMPT, max_new_tokens=3)
    assert found["generated_text"].startswith(PROMPT + " Paris")
    assert "details" not in found
    (found,) = generate(http, path, PROMPT, max_new_tokens=3, return_full_text=False)
    assert found["generated_text"].startswith(" Paris")


def test_generate_answers_an_object_without_the_prompt(http: httpx.Client) -> None:
    found = generate(http, "/generate", PROMPT, max_new_tokens=3)
    assert found["generated_text"].startswith(" Paris")


def test_details(http: httpx.Client) -> None:
    found = generate(http, "/generate", PROMPT, max_new_tokens=3, details=True)
    details = found["details"]
    assert details["finish_reason"] == "length"
    assert details["generated_tokens"] == len(details["tokens"]) == 3
    assert details["prefill"] == []
    assert details["seed"] is None
    assert "".join(token["text"] for token in details["tokens"]) == found["generated_text"]
    first = details["tokens"][0]
    assert set(first) == {"id", "text", "logprob", "special"}
    assert (first["text"], first["special"]) == (" Paris", False)
    assert first["logprob"] < 0


def test_top_tokens(http: httpx.Client) -> None:
    found = generate(http, "/generate", PROMPT, max_new_tokens=2, details=True, top_n_tokens=3)
    top = found["details"]["top_tokens"]
    assert [len(each) for each in top] == [3, 3]
    assert top[0][0]["text"] == " Paris"


@pytest.mark.parametrize("path", ["/", MODEL, "/generate_stream"])
def test_the_stream_says_what_the_answer_says(http: httpx.Client, path: str) -> None:
    whole = generate(http, "/generate", PROMPT, max_new_tokens=8)["generated_text"]
    events = stream(http, path, PROMPT, max_new_tokens=8, details=True, return_full_text=False)
    assert [event["index"] for event in events] == list(range(1, 9))
    assert "".join(event["token"]["text"] for event in events) == whole
    assert all(event["generated_text"] is None for event in events[:-1])
    assert all(event["details"] is None for event in events[:-1])
    assert events[-1]["generated_text"] == whole
    assert events[-1]["details"] == {
        "finish_reason": "length",
        "generated_tokens": 8,
        "seed": None,
        "input_length": 5,
    }


def test_a_stop_sequence_ends_the_text_and_stays_in_it(http: httpx.Client) -> None:
    wanted = {"max_new_tokens": 30, "stop": [" 6, 7"], "details": True}
    found = generate(http, "/generate", "1, 2, 3, 4,", **wanted)
    assert found["generated_text"] == " 5, 6, 7"
    assert found["details"]["finish_reason"] == "stop_sequence"
    events = stream(http, "/generate_stream", "1, 2, 3, 4,", **wanted)
    assert events[-1]["generated_text"] == " 5, 6, 7"
    assert "".join(event["token"]["text"] for event in events) == " 5, 6, 7"


def test_the_end_of_the_text_is_a_special_token(http: httpx.Client) -> None:
    found = generate(http, "/generate", TURN, max_new_tokens=60, details=True)
    assert found["details"]["finish_reason"] == "eos_token"
    last = stream(http, "/generate_stream", TURN, max_new_tokens=60)[-1]
    for token in (found["details"]["tokens"][-1], last["token"]):
        assert (token["special"], token["text"]) == (True, "<|im_end|>")
    assert "<|im_end|>" not in found["generated_text"]
    assert last["generated_text"] == found["generated_text"]


def test_a_seed_repeats_a_draw(http: httpx.Client) -> None:
    def draw(**more: Any) -> Any:
        wanted = {"max_new_tokens": 12, "temperature": 1.5, "details": True, **more}
        return generate(http, "/generate", "Once upon a time", **wanted)

    first, again, other = draw(seed=7), draw(seed=7), draw(seed=8)
    assert first["generated_text"] == again["generated_text"] != other["generated_text"]
    assert first["details"]["seed"] == 7
    # Without one, the seed that was drawn is told, and repeats the text.
    free = draw()
    assert draw(seed=free["details"]["seed"])["generated_text"] == free["generated_text"]


def test_truncate_keeps_the_end_of_the_prompt(http: httpx.Client) -> None:
    prompt = "word " * 3000 + PROMPT
    found = generate(http, "/generate", prompt, max_new_tokens=2, truncate=5)
    assert found["generated_text"].startswith(" Paris")


def test_a_prompt_that_is_too_long_is_refused(http: httpx.Client) -> None:
    for path in ("/generate", "/generate_stream"):
        answer = http.post(path, json={"inputs": "word " * 3000})
        assert answer.status_code == 422
        assert answer.json()["error_type"] == "validation"
        assert "context size" in answer.json()["error"]


@pytest.mark.parametrize("as_text", [False, True])
def test_json_grammar(http: httpx.Client, as_text: bool) -> None:
    schema: Any = {
        "type": "object",
        "properties": {"age": {"type": "integer"}},
        "required": ["age"],
        "additionalProperties": False,
    }
    grammar = {"type": "json", "value": json.dumps(schema) if as_text else schema}
    found = generate(http, "/generate", "David is 35. JSON:", max_new_tokens=40, grammar=grammar)
    assert isinstance(json.loads(found["generated_text"])["age"], int)


@pytest.mark.parametrize(
    ("parameters", "pointer"),
    [
        ({"grammar": {"type": "regex", "value": "a+"}}, "/parameters/grammar"),
        ({"best_of": 2}, "/parameters/best_of"),
        ({"temperature": "hot"}, "/parameters/temperature"),
        ({"max_new_tokens": "many"}, "/parameters/max_new_tokens"),
    ],
)
def test_what_is_not_served_is_refused(
    http: httpx.Client, parameters: dict[str, Any], pointer: str
) -> None:
    answer = http.post("/generate", json={"inputs": PROMPT, "parameters": parameters})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(pointer)
