"""What clients do beside tasks, against the local endpoint and its real models."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from inferloom import ArgumentError, InferenceApi, ModelStatus, NotFoundError
from inferloom_local import Endpoint
from inferloom_local.catalogue import MODELS, of_task
from tests.support.clients import Client

CLASSIFIER = of_task("text-classification")[0]


@pytest.fixture(autouse=True)
def hosted(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint, in the place of the hub and of the hosted API."""
    monkeypatch.setenv("HF_ENDPOINT", endpoint.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", endpoint.url)


@pytest.fixture
def client(hosted: None, make_client: Callable[..., Client]) -> Client:
    return make_client()


def test_post_is_the_task_without_its_types(client: Client) -> None:
    body = client.call("post", json={"inputs": "I love this!"}, task="text-classification")
    (best, *_) = client.call("text_classification", "I love this!")
    first = json.loads(body)
    while isinstance(first, list):
        first = first[0]
    assert first["label"] == best.label


def test_post_goes_to_the_pipeline_of_its_task(client: Client) -> None:
    body = client.call("post", json={"inputs": "a"}, task="feature-extraction")
    vector = client.call("feature_extraction", "a")
    assert json.loads(body)[:3] == pytest.approx(list(vector[:3]), abs=1e-4)


def test_post_sends_a_file(client: Client, cat: bytes) -> None:
    body = client.call("post", data=cat, task="image-classification")
    assert "label" in json.loads(body)[0]


def test_post_streams_lines(client: Client) -> None:
    payload = {"inputs": "Once", "parameters": {"max_new_tokens": 3}, "stream": True}
    lines = list(client.call("post", json=payload, task="text-generation", stream=True))
    events = [json.loads(line[5:]) for line in lines if line.startswith(b"data:")]
    assert len(events) == 3
    assert events[-1]["generated_text"]


def test_model_status(client: Client) -> None:
    client.call("text_classification", "a", model=CLASSIFIER.id)
    assert client.call("get_model_status", CLASSIFIER.id) == ModelStatus(
        loaded=True, state="Loaded", compute_type="cpu", framework=CLASSIFIER.framework
    )
    with pytest.raises(NotFoundError):
        client.call("get_model_status", "nobody/nothing")


def test_deployed_models(client: Client) -> None:
    models = client.call("list_deployed_models", "all")
    own = {model.id for model in MODELS}
    assert {name for names in models.values() for name in names} <= own
    framework = CLASSIFIER.framework
    assert CLASSIFIER.id in client.call("list_deployed_models", framework)["text-classification"]


def test_recommended_models(client: Client) -> None:
    assert client.call("get_recommended_model", "text-classification") == CLASSIFIER.id
    with pytest.raises(ArgumentError, match="text-classification"):
        client.call("get_recommended_model", "reinforcement-learning")


def test_endpoint_info_and_health(
    client: Client, endpoint: Endpoint, make_client: Callable[..., Client]
) -> None:
    info = client.call("get_endpoint_info", model=CLASSIFIER.id)
    assert (info["model_id"], info["router"]) == (CLASSIFIER.id, "inferloom_local")
    server = make_client(base_url=endpoint.url + "/v1")
    assert server.call("get_endpoint_info")["max_total_tokens"] > 0
    assert server.call("health_check") is True
    assert client.call("health_check", endpoint.url + "/nowhere") is False


def test_the_legacy_client() -> None:
    with pytest.warns(FutureWarning, match="text_classification"):
        api = InferenceApi(CLASSIFIER.id)
    with api:
        assert api.task == "text-classification"
        answer = api("I love this!")
        while isinstance(answer, list):
            answer = answer[0]
        assert answer["score"] > 0.5
        assert "error" in api()
        assert api("Fine.", raw_response=True).status_code == 200
