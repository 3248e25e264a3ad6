"""Other wire formats of an operation, and results that can be drawn."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, Detections, ResponseDecodeError, Segments
from inferloom.operations.automatic_speech_recognition import automatic_speech_recognition
from tests.support.clients import Client
from tests.support.server import Script, json_reply

RERANKED = {"results": [{"index": 0, "relevance_score": 0.5}]}


def test_an_argument_that_the_api_lacks_is_named(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    with pytest.raises(ArgumentError, match="watermark: the API 'openai' does not take it"):
        client.call("text_generation", "hi", api="openai", watermark=True)
    with pytest.raises(ArgumentError, match="api: 'opnai' is not known; there is 'openai'"):
        client.call("text_generation", "hi", api="opnai")
    with pytest.raises(ArgumentError, match="top_p"):
        client.call("text_generation", "hi", api="openai", top_p=2)
    assert server.seen == []


def test_the_model_and_extra_members_go_into_the_body(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(RERANKED))
    client = make_client(base_url=f"{server.url}/v1")
    client.call("rerank", "q", ["d"], model="m", extra_body={"priority": 1})
    assert server.seen[0].path == "/v1/rerank"
    assert server.seen[0].json == {"model": "m", "query": "q", "documents": ["d"], "priority": 1}


def test_a_form_is_sent_again_after_a_failure(
    server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({}, 500), json_reply({"text": "hello"}))
    client = make_client(base_url=server.url)
    heard = client.call(
        "automatic_speech_recognition", io.BytesIO(b"RIFF1234WAVE"), api="openai", model="whisper"
    )
    assert heard.text == "hello"
    first, second = server.seen
    assert first.body == second.body
    assert b'name="model"\r\n\r\nwhisper\r\n' in first.body
    assert b'filename="' in first.body and b"content-type: audio/wav\r\n" in first.body
    assert first.headers["content-length"] == str(len(first.body))


def test_a_file_name_cannot_break_out_of_its_header() -> None:
    call = automatic_speech_recognition(
        b"x", api="openai", extra_body={'a"\r\nevil: 1': "b"}, model="http://h/v1"
    )
    from inferloom import MediaPolicy
    from inferloom.policy.content import prepare

    with prepare(call.body, MediaPolicy()) as prepared:
        assert not isinstance(prepared.content, bytes)
        body = b"".join(prepared.content)
    assert b"evil: 1\r\n" not in body
    assert b'name="a%22%0D%0Aevil: 1"' in body


def test_an_answer_in_another_format_is_an_error(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url)
    bodies: list[Any] = [{}, {"results": 3}, [], {"results": [{"index": 0}]}]
    for body in bodies:
        server.queue(json_reply(body))
        with pytest.raises(ResponseDecodeError) as caught:
            client.call("rerank", "q", ["d"])
        assert caught.value.body == body


def test_boxes_can_be_drawn(server: Script, make_client: Callable[..., Client]) -> None:
    image = pytest.importorskip("PIL.Image")
    picture = image.new("RGB", (40, 30), "white")
    box = {"xmin": 5, "ymin": 5, "xmax": 20, "ymax": 20}
    server.queue(json_reply([{"label": "cat", "score": 0.9, "box": box}]))
    found = make_client(base_url=server.url).call("object_detection", picture)
    assert isinstance(found, Detections)
    assert found[0].box.xmax == 20
    drawn = found.draw(picture)
    assert drawn.size == (40, 30)
    assert drawn.getpixel((5, 15)) != (255, 255, 255)
    assert drawn.getpixel((35, 28)) == (255, 255, 255)


def test_masks_are_pictures_and_can_be_drawn(
    server: Script, make_client: Callable[..., Client]
) -> None:
    image = pytest.importorskip("PIL.Image")
    picture = image.new("RGB", (8, 8), "white")
    mask = image.new("L", (8, 8), 0)
    mask.paste(255, (0, 0, 4, 8))
    buffer = io.BytesIO()
    mask.save(buffer, "PNG")
    text = base64.b64encode(buffer.getvalue()).decode()
    server.queue(json_reply([{"label": "left", "score": None, "mask": text}]))
    found = make_client(base_url=server.url).call("image_segmentation", picture)
    assert isinstance(found, Segments)
    assert isinstance(found[0].mask, image.Image)
    assert found[0].mask.size == (8, 8)
    drawn = found.draw(picture, labels=False)
    assert drawn.getpixel((1, 4)) != drawn.getpixel((6, 4)) == (255, 255, 255)
