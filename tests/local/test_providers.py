"""Providers that the local endpoint plays, called by the real client: routes, queue, files."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, NotFoundError
from inferloom_local import Endpoint
from inferloom_local.catalogue import of_task
from tests.providers.support import PROVIDERS
from tests.support.clients import Client

MakeClient = Callable[..., Client]
CHAT = of_task("chat-completion")[0].id
EMBEDDING = of_task("feature-extraction")[0].id
SPEECH = of_task("text-to-speech")[0].id
LISTENER = of_task("automatic-speech-recognition")[0].id
CUTTER = of_task("image-segmentation")[0].id
PAINTER = of_task("image-to-image")[0].id


@pytest.fixture(autouse=True)
def routed(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint, in the place of the hub and of its router."""
    monkeypatch.setenv("HF_ENDPOINT", endpoint.url)
    monkeypatch.setenv("HF_ROUTER_ENDPOINT", f"{endpoint.url}/router")


def example_of(task: str) -> str:
    return f"inferloom/example-of-{task}"


@pytest.mark.parametrize("provider", ["groq", "together", "hf-inference", None])
def test_chat(provider: str | None, make_client: MakeClient) -> None:
    client = make_client(provider=provider, token="hf_x")
    messages = [{"role": "user", "content": "What is the capital of France?"}]
    options: dict[str, Any] = {"model": CHAT, "max_tokens": 20, "temperature": 0.0}
    result = client.call("chat_completion", messages, **options)
    assert len(result.text) > 10
    stream = client.call("chat_completion", messages, **options, stream=True)
    assert len(list(stream)) > 2


def test_completions(make_client: MakeClient) -> None:
    client = make_client(provider="featherless-ai", token="hf_x")
    prompt = "The capital of France is"
    assert client.call("text_generation", prompt, model=CHAT, max_new_tokens=4)
    assert list(client.call("text_generation", prompt, model=CHAT, max_new_tokens=4, stream=True))


def test_embeddings(make_client: MakeClient) -> None:
    ours = make_client(provider="hf-inference", token="hf_x")
    client = make_client(provider="scaleway", token="hf_x")
    texts = ["a cat", "a dog"]
    vectors = client.call("feature_extraction", texts, model=EMBEDDING)
    assert vectors.shape == (2, 384)
    own = ours.call("feature_extraction", texts, model=EMBEDDING)
    assert abs(vectors - own).max() < 1e-4


@pytest.mark.parametrize("provider", ["fal-ai", "together"])
def test_speech_is_made_and_heard(provider: str, make_client: MakeClient) -> None:
    client = make_client(provider=provider, token="hf_x")
    sound = client.call("text_to_speech", "Hello, how are you today?", model=SPEECH)
    assert sound[:4] == b"RIFF"
    heard = client.call("automatic_speech_recognition", bytes(sound), model=LISTENER)
    assert "how are you" in heard.text.lower()


def test_a_queue_with_its_file(make_client: MakeClient, cat: bytes) -> None:
    waits: list[Any] = []
    client = make_client(provider="fal-ai", token="hf_x", on_wait=waits.append)
    mask, *_ = client.call("image_segmentation", cat, model=CUTTER)
    assert mask.label == "mask"
    assert mask.mask.size == client.call("image_to_image", cat, model=PAINTER).size
    assert [wait.state for wait in waits[:2]] == ["IN_QUEUE", "IN_PROGRESS"]
    assert waits[0].position == 1
    assert waits[0].job.provider == "fal-ai"


JOBS = [
    (name, method)
    for name, spec in PROVIDERS.items()
    for method, task in spec["tasks"].items()
    if isinstance(task, dict) and ("job" in task or "request" in task)
    if method not in ("chat_completion",)
]


@pytest.mark.parametrize(("provider", "method"), JOBS)
def test_every_pair_answers_with_its_example(
    provider: str, method: str, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pace of some is seconds.
    monkeypatch.setattr("inferloom.policy.jobs.Sleep", lambda seconds: _Sleep(0.01))
    client = make_client(provider=provider, token="hf_x")
    arguments = arguments_of(method)
    result = client.call(method, **arguments, model=example_of(method.replace("_", "-")))
    assert result


def _Sleep(seconds: float) -> Any:
    from inferloom.policy.steps import Sleep

    return Sleep(seconds)


def arguments_of(method: str) -> dict[str, Any]:
    from PIL import Image

    if method.startswith("image"):
        file = io.BytesIO()
        Image.new("RGB", (8, 8)).save(file, "PNG")
        return {"image": file.getvalue()}
    if method.startswith(("audio", "automatic")):
        wav = b"RIFF$\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00@\x1f\x00\x00\x80>\x00\x00"
        return {"audio": wav + b"\x02\x00\x10\x00data\x00\x00\x00\x00"}
    return {"prompt" if "image" in method or "video" in method else "text": "a cat"}


def test_who_serves_what_here(make_client: MakeClient) -> None:
    client = make_client(token="hf_x")
    names = {entry.provider for entry in client.call("providers", CHAT)}
    assert {"groq", "together", "hf-inference"} <= names
    video = client.call("providers", example_of("text-to-video"))
    assert {entry.provider for entry in video} == {
        "fal-ai", "novita", "replicate", "together", "wavespeed",
    }  # fmt: skip


def test_models_that_are_not_there(make_client: MakeClient) -> None:
    client = make_client(provider="together", token="hf_x")
    with pytest.raises(NotFoundError):
        client.call("text_to_image", "a cat", model="acme/none")
    with pytest.raises(ArgumentError, match="does not serve it"):
        client.call("text_to_speech", "a cat", model=CHAT)


def test_what_the_hosted_service_lacks(make_client: MakeClient) -> None:
    """No provider is named: the hosted service has no such model, and the hub says who has."""
    result = make_client(token="hf_x").call(
        "text_to_video", "a cat", model=example_of("text-to-video")
    )
    assert result
