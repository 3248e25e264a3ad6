"""What other clients get wrong with providers, and what is right."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inferloom import ArgumentError, ResponseDecodeError
from inferloom.errors import BadRequestError, StatusError
from tests.providers.support import FILES, Hub, listing, provider_at
from tests.support.clients import Client
from tests.support.examples import comparable
from tests.support.server import Reply, Script, json_reply

MakeClient = Callable[..., Client]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
WAV = base64.b64decode("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA==")
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x21" + b"\x00" * 40
OGG = b"OggS\x00\x02" + b"\x00" * 40
IMAGE = json_reply({"data": [{"b64_json": base64.b64encode(PNG).decode()}]})


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, server: Script) -> Hub:
    hub = Hub(monkeypatch, server, {})
    hub.mappings["acme/m"] = [
        {"provider": name, "providerId": id_, "task": task, "status": "live"}
        for name, id_, task in (
            ("fal-ai", "fal-ai/whisper", "automatic-speech-recognition"),
            ("fal-ai", "fal-ai/flux-2/edit", "image-text-to-image"),
            ("fal-ai", "fal-ai/kontext", "image-to-image"),
            ("fal-ai", "fal-ai/kokoro", "text-to-speech"),
            ("nscale", "flux", "text-to-image"),
            ("together", "flux", "text-to-image"),
            ("together", "kokoro", "text-to-speech"),
            ("together", "e5", "feature-extraction"),
            ("together", "base", "text-generation"),
            ("together", "black-forest-labs/FLUX.1-kontext", "image-to-image"),
            ("together", "flux.1-kontext-dev", "image-to-image"),
            ("zai-org", "cogview", "text-to-image"),
            ("zai-org", "glm-ocr", "image-to-text"),
            ("replicate", "acme/m:abc", "automatic-speech-recognition"),
            ("wavespeed", "acme/edit", "image-text-to-image"),
            ("cerebras", "chat", "conversational"),
        )
    ]
    return hub


def client_of(make_client: MakeClient, provider: str, **arguments: Any) -> Client:
    return make_client(provider=provider, token="hf_x", model="acme/m", **arguments)


def data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


# Media -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["bytes", "path", "str", "file", "tuple"])
def test_media_of_all_kinds(
    given: str, hub: Hub, server: Script, make_client: MakeClient, tmp_path: Path
) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(WAV)
    audio: Any = {
        "bytes": WAV,
        "path": path,
        "str": str(path),
        "file": io.BytesIO(WAV),
        "tuple": WAV,
    }[given]
    server.queue(json_reply({"text": "A MAN"}))
    result = client_of(make_client, "fal-ai").call("automatic_speech_recognition", audio)
    assert result.text == "A MAN"
    assert server.seen[0].json == {"audio_url": data_url("audio/x-wav", WAV)}


def test_pictures_of_pillow(hub: Hub, server: Script, make_client: MakeClient) -> None:
    from PIL import Image

    server.queue(IMAGE)
    picture = Image.new("RGB", (2, 2))
    client_of(make_client, "together").call("image_to_image", picture, prompt="x")
    assert server.seen[0].json["reference_images"][0].startswith("data:image/png;base64,iVBOR")


def test_a_url_goes_as_it_is(hub: Hub, server: Script, make_client: MakeClient) -> None:
    url = f"{server.url}{FILES}/speech.wav?a=1&b=%20"
    server.queue(json_reply({"text": "A MAN"}))
    client_of(make_client, "fal-ai").call("automatic_speech_recognition", url)
    assert server.seen[0].json == {"audio_url": url}
    assert len(server.seen) == 1  # it was not downloaded


def test_types_come_from_the_bytes_and_odd_ones_are_refused(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    client = client_of(make_client, "fal-ai")
    server.queue(json_reply({"text": "x"}))
    client.call("automatic_speech_recognition", MP3)
    assert server.seen[0].json["audio_url"].startswith("data:audio/mpeg;base64,")
    with pytest.raises(ArgumentError, match="audio/ogg is not taken there") as info:
        client.call("automatic_speech_recognition", OGG)
    assert info.value.argument == "audio"
    assert len(server.seen) == 1


def test_without_a_picture(
    hub: Hub, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fal's route without a picture is one segment up for those with a key, and one is sent."""
    submitted = json_reply({"detail": "no"}, 400)
    for token, path in (
        ("hf_x", "/router/fal-ai/fal-ai/flux-2/edit?_subdomain=queue"),
        ("key", "/direct/queue/fal-ai/flux-2"),
    ):
        server.seen.clear()
        server.queue(submitted)
        with provider_at(monkeypatch, "fal-ai", f"{server.url}/direct"):
            client = make_client(provider="fal-ai", token=token, model="acme/m", max_retries=0)
            with pytest.raises(BadRequestError, match="no"):
                client.call("image_text_to_image", prompt="a tiger")
        assert server.seen[0].path == path
        assert server.seen[0].json == {"prompt": "a tiger"}


def test_a_picture_of_one_pixel_stands_for_none(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply({"message": "no"}, 400))
    with pytest.raises(BadRequestError, match="no"):
        client_of(make_client, "wavespeed").call("image_text_to_image", prompt="a tiger")
    assert server.seen[0].json["image"].startswith("iVBORw0KGgo")


# Requests --------------------------------------------------------------------------------------


def test_what_a_provider_cannot_take_is_refused_by_name(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    for provider, method, arguments, name in (
        ("nscale", "text_to_image", {"num_inference_steps": 5}, "num_inference_steps"),
        ("zai-org", "image_to_text", {"max_new_tokens": 5}, "max_new_tokens"),
    ):
        first = PNG if method == "image_to_text" else "a cat"
        with pytest.raises(ArgumentError, match=f"{provider} does not take it") as info:
            client_of(make_client, provider).call(method, first, **arguments)
        assert info.value.argument == name
    assert server.seen == []


@pytest.mark.parametrize("provider", ["zai-org", "nscale"])
def test_half_of_a_size_is_refused(
    provider: str, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    with pytest.raises(ArgumentError, match="height is missing") as info:
        client_of(make_client, provider).call("text_to_image", "a cat", width=512)
    assert info.value.argument == "height"
    assert server.seen == []


def test_what_has_a_place_is_never_replaced(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(IMAGE)
    client_of(make_client, "together").call(
        "text_to_image",
        "a cat",
        extra_body={"model": "another", "prompt": "a dog", "response_format": "url", "n": 2},
    )
    assert server.seen[0].json == {
        "model": "flux",
        "prompt": "a cat",
        "response_format": "url",
        "n": 2,
    }


def test_the_model_of_a_chat_is_never_replaced(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply({"message": "no"}, 400))
    with pytest.raises(BadRequestError):
        client_of(make_client, "cerebras").call(
            "chat_completion",
            [{"role": "user", "content": "Hi"}],
            extra_body={"model": "another", "top_k": 3},
        )
    assert server.seen[0].json == {
        "model": "chat",
        "messages": [{"role": "user", "content": "Hi"}],
        "top_k": 3,
    }


def test_completions_rename_and_send_no_null(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    answer = {"choices": [{"text": " upon", "finish_reason": "stop"}]}
    client = client_of(make_client, "together")
    for arguments, sent in (
        ({}, {}),
        ({"max_new_tokens": 5}, {"max_tokens": 5}),
        ({"details": True}, {}),
        (
            {"typical_p": 0.5, "extra_body": {"logit_bias": {}}},
            {"typical_p": 0.5, "logit_bias": {}},
        ),
    ):
        server.seen.clear()
        server.queue(json_reply(answer))
        result = client.call("text_generation", "Once", **arguments)
        assert getattr(result, "generated_text", result) == " upon"
        assert server.seen[0].json == {"model": "base", "prompt": "Once", **sent}


def test_kontext_takes_its_picture_elsewhere(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    for id_, member in (
        ("flux.1-kontext", "image_url"),
        ("flux.2-dev", "reference_images"),
    ):
        hub.mappings["acme/k"] = listing("together", id_, "image-to-image")
        server.seen.clear()
        server.queue(IMAGE)
        client = make_client(provider="together", token="hf_x")
        client.call("image_to_image", PNG, model="acme/k")
        assert {"image_url", "reference_images"} & server.seen[0].json.keys() == {member}
        assert server.seen[0].json["prompt"] == ""


@pytest.mark.parametrize(
    ("provider", "id_", "sent"),
    [
        (
            "fal-ai",
            "fal-ai/lora",
            {
                "loras": [{"path": "{hub}/acme/lora/resolve/main/w.safetensors", "scale": 1}],
                "model_name": "stabilityai/stable-diffusion-xl-base-1.0",
            },
        ),
        (
            "fal-ai",
            "fal-ai/flux-lora",
            {"loras": [{"path": "{hub}/acme/lora/resolve/main/w.safetensors", "scale": 1}]},
        ),
        ("wavespeed", "flux-lora", {"loras": [{"path": "acme/lora", "scale": 1}]}),
        ("replicate", "acme/lora", {"lora_weights": "https://huggingface.co/acme/lora"}),
    ],
)
def test_adapters(
    provider: str,
    id_: str,
    sent: dict[str, Any],
    hub: Hub,
    server: Script,
    make_client: MakeClient,
) -> None:
    hub.mappings["acme/lora"] = listing(
        provider, id_, "text-to-image", adapter="lora", adapterWeightsPath="w.safetensors"
    )
    server.queue(json_reply({"error": "enough"}, 400))
    with pytest.raises(BadRequestError):
        make_client(provider=provider, token="hf_x").call("text_to_image", "a", model="acme/lora")
    body = server.seen[0].json
    body = body.get("input", body)
    expected = {"prompt": "a", **sent}
    assert body == (
        expected
        if "loras" not in sent
        else {
            **expected,
            "loras": [
                {**lora, "path": lora["path"].replace("{hub}", server.url)}
                for lora in sent["loras"]
            ],
        }
    )


# Answers ---------------------------------------------------------------------------------------


def test_embeddings_in_the_order_of_their_index(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(
        json_reply(
            {
                "data": [
                    {"index": 1, "embedding": [0.0, 1.0]},
                    {"index": 0, "embedding": [1.0, 0.0]},
                ]
            }
        )
    )
    result = client_of(make_client, "together").call("feature_extraction", ["a", "b"])
    assert result.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert server.seen[0].json == {"model": "e5", "input": ["a", "b"]}


def test_json_is_no_sound(hub: Hub, server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply({"error": {"message": "voice is required"}}))
    with pytest.raises(ResponseDecodeError, match="voice is required"):
        client_of(make_client, "together").call("text_to_speech", "Hello")


@pytest.mark.parametrize("where", ["url", "data", "base64"])
def test_files_in_all_forms(where: str, hub: Hub, server: Script, make_client: MakeClient) -> None:
    item: dict[str, Any] = {
        "url": {"url": f"{server.url}{FILES}/a.png"},
        "data": {"url": data_url("image/png", PNG)},
        "base64": {"b64_json": base64.b64encode(PNG).decode()},
    }[where]
    server.queue(json_reply({"data": [item]}), Reply(200, PNG, {"content-type": "binary/x"}))
    result = client_of(make_client, "together").call("text_to_image", "a cat")
    assert comparable(result) == comparable(PNG)


def test_other_schemes_are_not_fetched(
    hub: Hub, server: Script, make_client: MakeClient, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(PNG)
    for url in (f"file://{secret}", str(secret), "ftp://x/y"):
        server.queue(json_reply({"data": [{"url": url}]}))
        with pytest.raises(ResponseDecodeError):
            client_of(make_client, "together").call("text_to_image", "a cat")


def test_files_are_under_the_media_policy(
    hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply({"data": [{"url": f"{server.url}{FILES}/a.png"}]}))
    client = client_of(make_client, "together", media_policy="untrusted")
    with pytest.raises(ResponseDecodeError, match="the image is at"):
        client.call("text_to_image", "a cat")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "output",
    [
        "A MAN",
        ["A MAN"],
        {"transcription": "A MAN"},
        {"translation": "A MAN"},
        {"txt_file": "{url}"},
    ],
)
def test_words_in_all_forms(output: Any, hub: Hub, server: Script, make_client: MakeClient) -> None:
    if isinstance(output, dict) and "txt_file" in output:
        output = {"txt_file": f"{server.url}{FILES}/a.txt"}
    server.queue(
        json_reply(
            {"id": "p", "status": "succeeded", "output": output, "urls": {"get": "https://x/v1/p"}}
        ),
        Reply(200, b"A MAN", {"content-type": "text/plain"}),
    )
    result = client_of(make_client, "replicate").call("automatic_speech_recognition", WAV)
    assert result.text == "A MAN"
    assert server.seen[0].json["version"] == "abc"
    assert server.seen[0].headers["prefer"] == "wait"


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (
            400,
            {"message": "unknown member store", "type": "x", "code": "wrong_api_format"},
            "store",
        ),
        (402, {"error": "You have exceeded your monthly included credits"}, "monthly included"),
        (404, {"error": "Model not supported by provider cerebras"}, "not supported"),
        (422, {"detail": [{"loc": ["body", "x"], "msg": "field required"}]}, "field required"),
        (
            422,
            {"title": "Bad", "detail": "version does not exist", "status": 422},
            "does not exist",
        ),
        (400, {"error": {"message": "context too long", "type": "invalid"}}, "context too long"),
    ],
)
def test_the_words_of_errors(
    status: int, body: Any, words: str, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply(body, status, inference_id="inf-1"))
    with pytest.raises(StatusError, match=words) as info:
        client_of(make_client, "cerebras").call(
            "chat_completion", [{"role": "user", "content": "Hi"}]
        )
    assert info.value.provider == "cerebras"
    assert info.value.request_id == "inf-1"


@pytest.mark.parametrize("id_", ["../../../secret", "/abs", "a?b=c", "a#b", "x&y"])
def test_ids_that_lead_elsewhere(
    id_: str, hub: Hub, server: Script, make_client: MakeClient
) -> None:
    hub.mappings["acme/evil"] = listing("fal-ai", id_, "text-to-image")
    with pytest.raises(ResponseDecodeError, match="which is no id"):
        make_client(provider="fal-ai", token="hf_x").call("text_to_image", "a", model="acme/evil")
    assert server.seen == []
