"""Pictures that come back: Pillow's own objects, whole ones only, and nothing sent without it."""

from __future__ import annotations

import base64
import io
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from inferloom import Exchange, MissingLibraryError, ResponseDecodeError
from inferloom.operations.depth_estimation import depth_estimation
from inferloom.operations.image_segmentation import image_segmentation
from inferloom.operations.image_to_image import image_to_image
from inferloom.operations.text_to_image import text_to_image
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply

MakeClient = Callable[..., Client]


def file(form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (8, 6)) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 200 if mode in ("L", "1") else None).save(target, form)
    return target.getvalue()


PNG = file()
TEXT = base64.b64encode(PNG).decode()
CALLS: dict[str, tuple[tuple[Any, ...], Callable[..., Any], Any]] = {
    "text_to_image": (("a cat",), text_to_image, None),
    "image_to_image": ((PNG,), image_to_image, None),
    "image_segmentation": ((PNG,), image_segmentation, [{"label": "cat", "mask": TEXT}]),
    "depth_estimation": ((PNG,), depth_estimation, {"depth": TEXT}),
}


def answer(method: str) -> Reply:
    body = CALLS[method][2]
    headers = {"content-type": "image/png"}
    return Reply(body=PNG, headers=headers) if body is None else json_reply(body)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_is_pillows(form: str, server: Script, make_client: MakeClient) -> None:
    server.queue(Reply(body=file(form), headers={"content-type": f"image/{form.lower()}"}))
    found = make_client(model=server.url).call("text_to_image", "a cat")
    assert isinstance(found, Image.Image)
    assert (found.format, found.size) == (form, (8, 6))
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/png", "", "image/x-unheard"])
def test_what_the_server_calls_it_does_not_matter(
    kind: str, server: Script, make_client: MakeClient
) -> None:
    server.queue(Reply(body=file("JPEG"), headers={"content-type": kind}))
    assert make_client(model=server.url).call("text_to_image", "a").format == "JPEG"


def test_masks_and_depths_are_pictures(server: Script, make_client: MakeClient) -> None:
    client = make_client(model=server.url)
    server.queue(answer("image_segmentation"), answer("depth_estimation"))
    mask = client.call("image_segmentation", PNG)[0].mask
    depth = client.call("depth_estimation", PNG).depth
    for found in (mask, depth):
        assert isinstance(found, Image.Image)
        assert found.size == (8, 6)


@pytest.mark.parametrize("method", CALLS)
def test_a_cut_picture_is_no_result(method: str, server: Script, make_client: MakeClient) -> None:
    """But of depths, whose numbers may be there; what was sent in place of the picture is kept."""
    noise = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(noise, "PNG")
    cut = noise.getvalue()[:1000]
    text = base64.b64encode(cut).decode()
    client = make_client(model=server.url)
    body = CALLS[method][2]
    if body is None:
        server.queue(Reply(body=cut, headers={"content-type": "image/png"}))
    else:
        server.queue(
            json_reply(
                [{"label": "a", "mask": text}] if method != "depth_estimation" else {"depth": text}
            )
        )
    if method == "depth_estimation":
        assert client.call(method, PNG).depth == text
        return
    with pytest.raises(ResponseDecodeError, match="cannot be decoded") as caught:
        client.call(method, *CALLS[method][0])
    assert caught.value.body is not None
    assert " 0x" not in str(caught.value)  # no addresses of objects; base64 may say 0x


@pytest.mark.parametrize("method", CALLS)
def test_without_pillow_nothing_is_sent(
    method: str, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    arguments, _, _ = CALLS[method]
    with pytest.raises(MissingLibraryError) as caught:
        make_client(model=server.url).call(method, *arguments)
    assert isinstance(caught.value, ImportError)
    assert caught.value.operation == method
    assert "pip install pillow" in str(caught.value)
    assert "client.exchange(call).content" in str(caught.value)
    assert not server.seen


@pytest.mark.parametrize("method", CALLS)
def test_an_exchange_has_the_bytes_with_and_without_pillow(
    method: str, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, make, body = CALLS[method]
    client = make_client(model=server.url)
    server.queue(answer(method), answer(method))
    exchange: Exchange[Any] = client.call("exchange", make(*arguments))
    assert exchange.content == exchange.body
    if body is None:
        assert exchange.content == PNG
        assert exchange.result.size == (8, 6)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    again: Exchange[Any] = client.call("exchange", make(*arguments))
    assert again.content == exchange.content
    with pytest.raises(MissingLibraryError, match="Pillow"):
        print(again.result)


def test_the_file_in_json_is_the_content_of_an_exchange(
    server: Script, make_client: MakeClient
) -> None:
    server.queue(json_reply({"image": f"data:image/png;base64,{TEXT}"}))
    exchange = make_client(model=server.url).call("exchange", text_to_image("a cat"))
    assert exchange.content == PNG
    assert exchange.body.startswith(b'{"image"')


@pytest.mark.parametrize("method", ["text_classification", "text_to_speech"])
def test_what_is_no_picture_needs_no_pillow(
    method: str, server: Script, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    sound = Reply(body=b"fLaC", headers={"content-type": "audio/flac"})
    server.queue(sound if method == "text_to_speech" else json_reply([{"label": "a", "score": 1}]))
    assert make_client(model=server.url).call(method, "hello")
