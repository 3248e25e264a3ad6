"""Examples of specs as what goes over the wire: answers to give, bodies to compare, results."""

from __future__ import annotations

import base64
import io
from email import message_from_bytes
from typing import Any

import PIL.Image
from PIL.Image import Image

from tests.support.server import Reply, Seen, event_reply, json_reply

__all__ = ["comparable", "form_of", "pixels", "python", "reply_of"]


def python(value: Any) -> Any:
    """Return an example's value with `{"$base64": ...}` as bytes."""
    if isinstance(value, dict):
        if set(value) == {"$base64"}:
            return base64.b64decode(value["$base64"])
        return {key: python(item) for key, item in value.items()}
    if isinstance(value, list):
        return [python(item) for item in value]
    return value


def comparable(value: Any) -> Any:
    """Return a result as plain Python values."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "model_dump"):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return pixels(value)
    if isinstance(value, Image):
        return _seen(value)
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [comparable(item) for item in value]
    return value


def pixels(value: bytes) -> Any:
    """Return the pixels of the file of a picture, and other bytes as they are."""
    try:
        return _seen(PIL.Image.open(io.BytesIO(value)))
    except PIL.UnidentifiedImageError:
        return bytes(value)


def _seen(picture: Image) -> Any:
    return picture.mode, picture.size, picture.tobytes()


def reply_of(response: dict[str, Any]) -> Reply:
    if "events" in response:
        return event_reply(response["events"])
    if "base64" in response:
        return Reply(
            body=base64.b64decode(response["base64"]),
            headers={"content-type": response["content_type"]},
        )
    if "text" in response:
        kind = "text/plain; charset=utf-8"
        return Reply(body=response["text"].encode(), headers={"content-type": kind})
    return json_reply(response["json"])


def form_of(request: Seen) -> dict[str, Any]:
    """Read a multipart form with the standard library's own parser."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    form: dict[str, Any] = {}
    for part in message_from_bytes(head + request.body).walk():
        name = part.get_param("name", header="content-disposition")
        if name is not None:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            value = content if part.get_filename() else content.decode()
            if str(name).endswith("[]"):
                form.setdefault(str(name), []).append(value)
            else:
                form[str(name)] = value
    return form
