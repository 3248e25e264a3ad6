"""Speech and pictures by OpenAI's routes: what is sent, and the forms in which files come."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, Audio, ResponseDecodeError
from tests.support.clients import Client
from tests.support.examples import comparable
from tests.support.server import Reply, Script, json_reply, scripted

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
TEXT = base64.b64encode(PNG).decode()
PICTURE = Reply(body=PNG, headers={"content-type": "image/png"})


def draw(client: Client, **options: Any) -> Any:
    return client.call("text_to_image", "a cat", api="openai", model="m", **options)


def edit(client: Client, **options: Any) -> Any:
    return client.call("image_to_image", PNG, "a dog", api="openai", model="m", **options)


@pytest.mark.parametrize("method", ["text_to_speech", "text_to_audio"])
def test_speech(method: str, server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(Reply(body=b"ID3sound", headers={"content-type": "audio/mpeg"}))
    client = make_client(base_url=f"{server.url}/v1")
    options = {"voice": "alloy", "speed": 1, "instructions": "calm", "response_format": "mp3"}
    heard = client.call(method, "hi", api="openai", model="kokoro", **options)
    assert isinstance(heard, Audio)
    assert (bytes(heard), heard.content_type) == (b"ID3sound", "audio/mpeg")
    assert server.seen[0].path == "/v1/audio/speech"
    assert server.seen[0].json == {"model": "kokoro", "input": "hi", **options}


@pytest.mark.parametrize("method", ["text_to_speech", "text_to_audio"])
def test_what_the_other_format_lacks_is_named(
    method: str, server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    with pytest.raises(ArgumentError, match="voice: only api='openai' takes it"):
        client.call(method, "hi", voice="alloy")
    with pytest.raises(ArgumentError, match="num_beams: the API 'openai' does not take it"):
        client.call(method, "hi", api="openai", num_beams=2)
    assert server.seen == []


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"error": {"message": "no such voice"}}),
        json_reply({"audio": None}),
        Reply(body=b"", headers={"content-type": "audio/mpeg"}),
        Reply(body=b"no such voice", headers={"content-type": "text/plain"}),
    ],
)
def test_what_is_no_sound_is_none(
    reply: Reply, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(reply)
    with pytest.raises(ResponseDecodeError):
        make_client(base_url=server.url).call("text_to_speech", "hi", api="openai")


@pytest.mark.parametrize("make", [draw, edit])
@pytest.mark.parametrize(
    "body",
    [
        {"created": 1, "data": [{"b64_json": TEXT}]},
        {"data": [{"b64_json": TEXT, "url": None, "revised_prompt": "a fat cat"}]},
        {"data": [{"b64_json": f"data:image/png;base64,{TEXT}"}]},
        {"data": [{"url": f"data:image/png;base64,{TEXT}", "b64_json": ""}]},
        {"data": [{"b64_json": TEXT}, {"b64_json": "AAAA"}]},
        {"image": TEXT},
        PICTURE,
    ],
)
def test_pictures(make: Any, body: Any, server: Script, make_client: Callable[..., Client]) -> None:
    server.queue(body if isinstance(body, Reply) else json_reply(body))
    picture = make(make_client(base_url=f"{server.url}/v1"))
    assert comparable(picture) == comparable(PNG)
    (request,) = server.seen
    route = "generations" if make is draw else "edits"
    assert request.path == f"/v1/images/{route}"
    assert request.headers["accept"] == "*/*"


@pytest.mark.parametrize("make", [draw, edit])
@pytest.mark.parametrize("kind", ["image/png", "binary/octet-stream", "application/octet-stream"])
def test_a_picture_at_a_url_is_downloaded_without_the_token(
    make: Any, kind: str, server: Script, make_client: Callable[..., Client]
) -> None:
    with scripted() as other:
        url = f"{other.url}/out/1.png?sig=abc"
        server.queue(json_reply({"data": [{"url": url}]}))
        other.queue(Reply(body=PNG, headers={"content-type": kind}))
        client = make_client(base_url=server.url, token="secret", headers={"x-own": "1"})
        picture = make(client)
    assert comparable(picture) == comparable(PNG)
    (request,) = other.seen
    assert (request.method, request.path) == ("GET", "/out/1.png?sig=abc")
    assert "authorization" not in request.headers
    assert "x-own" not in request.headers


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, b"gone"),
        Reply(body=b"", headers={"content-type": "image/png"}),
        Reply(body=b"<html>sign in</html>", headers={"content-type": "text/html"}),
    ],
)
def test_a_picture_that_is_not_there_is_told(
    reply: Reply, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"data": [{"url": f"{server.url}/out.png"}]}), reply)
    with pytest.raises(ResponseDecodeError) as caught:
        draw(make_client(base_url=server.url, max_retries=0))
    assert caught.value.operation == "text_to_image"


def test_downloads_follow_the_media_policy(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"data": [{"url": f"{server.url}/out.png"}]}))
    client = make_client(base_url=server.url, media_policy="untrusted", max_retries=0)
    with pytest.raises(ResponseDecodeError, match="https"):
        draw(client)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"data": []},
        {"data": [{}]},
        {"data": [{"b64_json": None, "url": None}]},
        {"data": [{"url": "ftp://h/x.png"}]},
        {"data": [{"b64_json": "no base64!"}]},
        {"data": None},
        [],
    ],
)
def test_what_is_no_picture_is_none(
    body: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(body))
    with pytest.raises(ResponseDecodeError):
        draw(make_client(base_url=server.url))
    assert len(server.seen) == 1


def test_size_is_width_and_height(server: Script, make_client: Callable[..., Client]) -> None:
    client = make_client(base_url=server.url)
    with pytest.raises(ArgumentError, match="height is missing: width and height are given toge"):
        draw(client, width=512)
    assert server.seen == []
    server.queue(PICTURE, PICTURE)
    draw(client, width=512, height=256, seed=0)
    assert server.seen[0].json["size"] == "512x256"
    assert server.seen[0].json["seed"] == 0
    edit(client, target_size={"width": 64, "height": 32})
    assert b'name="size"\r\n\r\n64x32\r\n' in server.seen[1].body


def test_response_format_can_be_left_out_or_changed(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    server.queue(*[PICTURE] * 4)
    for make in (draw, edit):
        make(client, extra_body={"response_format": None, "n": 1})
        make(client, extra_body={"response_format": "url"})
    assert "response_format" not in server.seen[0].json
    assert json.loads(server.seen[1].body)["response_format"] == "url"
    assert b"response_format" not in server.seen[2].body
    assert b'name="response_format"\r\n\r\nurl\r\n' in server.seen[3].body
