"""A call as a command for a POSIX shell, with curl."""

from __future__ import annotations

import binascii
from contextlib import suppress
from shlex import quote
from typing import TYPE_CHECKING

from ..credentials import is_hub
from ..endpoints import Endpoints
from ..errors import ArgumentError
from ..media.files import DataUrl, File
from ..secret_texts import address
from ..url_text import without_user
from ..urls import Route, resolve

if TYPE_CHECKING:
    from .body import Body
    from .operation import Operation

__all__ = ["curl"]

_SOMEWHERE = "https://HOST/PATH"
# Content in memory is written into the command up to this many bytes, and is `FILE` beyond.
_INLINE = 16 * 1024


def curl(
    operation: Operation,
    body: Body,
    model: str | None,
    api: str | None,
    *,
    streams: bool,
    url: str | None,
) -> str:
    """Return the command that sends a call, whose parts these are; see `Call.curl`."""
    wire = operation if api is None else operation.apis[api]
    if body.elsewhere:
        from .formats import check_format

        check_format(operation, body)
    place, name = _place(wire.route or operation.route, operation.task, model, url)
    if wire.model_in_body:
        body = body.with_model(name)
    words = ["curl", *_address(place)]
    headers = {**operation.headers} if api is None else {}
    if streams:
        words.insert(1, "-N")
        headers["accept"] = "text/event-stream"
    source = ""
    data: list[str] = []
    if body.form is not None:
        data, source = _form(body)
    elif body.raw:
        file = body.parts[0]
        assert isinstance(file, File)
        headers["content-type"], _ = _described(file)
        source = "" if file.path is not None else f"{_content(file)} | "
        data = ["--data-binary", quote(f"@{_path(file)}" if file.path is not None else "@-")]
    elif body.parts:
        headers["content-type"] = "application/json"
        data, source = _json(body)
    for name, value in headers.items():
        words += ["-H", quote(f"{name}: {value}")]
    if is_hub(place, Endpoints.from_environment()):
        words += ["-H", '"authorization: Bearer $HF_TOKEN"']
    return f"{source}{' '.join([*words, *data])}"


def _place(route: Route, task: str, model: str | None, url: str | None) -> tuple[str, str | None]:
    """Return where a client would send it, and the model's name there."""
    client_model = None
    if url is not None:
        client_model = model
        if client_model is not None and "://" in client_model:
            client_model = None
    target = resolve(
        route,
        task=task,
        model=address(url if url is not None else model),
        client_model=client_model,
        base_url=None,
        endpoints=Endpoints.from_environment(),
    )
    return (_SOMEWHERE, None) if target is None else target


def _address(url: str) -> list[str]:
    # Brackets and braces are patterns to curl.
    return [*(["-g"] if set(url) & set("[]{}") else []), quote(url)]


def _json(body: Body) -> tuple[list[str], str]:
    """Return the words for a JSON body, and what is piped into them."""
    texts: list[bytes] = [b""]
    pieces: list[str] = []
    for part in body.parts:
        assert not isinstance(part, DataUrl)  # which only bodies for providers have
        if isinstance(part, bytes):
            texts[-1] += part
        elif (content := _in_memory(part)) is not None:
            texts[-1] += binascii.b2a_base64(content, newline=False)
        else:
            pieces.append(f"{_content(part)} | base64 | tr -d '\\n'")
            texts.append(b"")
    if not pieces:
        return ["--data-raw", quote(texts[0].decode())], ""
    printed = [f"printf %s {quote(text.decode())}" for text in texts]
    steps = [printed[0]]
    for piece, text in zip(pieces, printed[1:], strict=True):
        steps += [piece, text]
    return ["--data-binary", "@-"], f"{{ {'; '.join(steps)}; }} | "


def _form(body: Body) -> tuple[list[str], str]:
    """Return the words for a multipart form, and what is piped into them."""
    words: list[str] = []
    source = ""
    for name, value in (body.form or {}).items():
        if not isinstance(value, File):
            for text in (value,) if isinstance(value, str) else value:
                if "\0" in text or "\0" in name:
                    raise ArgumentError(
                        f"{name}: a command cannot hold the character NUL", argument=name
                    )
                # Not -F, to which `@` and `<` at the beginning are names of files.
                words += ["--form-string", quote(f"{name}={text}")]
            continue
        content_type, filename = _described(value)
        if value.path is None:
            source = f"{_content(value)} | "
        path = _curl_quoted(_path(value) if value.path is not None else "-")
        field = f"{name}=@{path};filename={_curl_quoted(filename)};type={content_type}"
        words += ["-F", quote(field)]
    return words, source


def _curl_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_memory(file: File) -> bytes | None:
    """Return content that is short enough for a command; None if it lies elsewhere."""
    if file.path is not None or file.url is not None or file.may_block:
        return None
    with file.open() as content:
        if content.size is None or content.size > _INLINE:
            return None
        return b"".join(content.blocks())


def _content(file: File) -> str:
    """Return a command that prints the content of a file."""
    if file.path is not None:
        return f"cat {quote(_path(file))}"
    if file.url is not None:
        return f"curl -sL {' '.join(_address(without_user(file.url)))}"
    content = _in_memory(file)
    if content is None:
        return "cat FILE"
    return f"echo {binascii.b2a_base64(content, newline=False).decode()} | base64 -d"


def _path(file: File) -> str:
    path = file.path or ""
    return f"./{path}" if path.startswith("-") else path


def _described(file: File) -> tuple[str, str]:
    """Return the MIME type and the name that a file is sent with, as far as they are known here."""
    if file.url is None and not file.may_block:
        # It need not be on this machine to be written about.
        with suppress(ArgumentError), file.open() as content:
            return content.content_type, content.filename
    return file.content_type or "application/octet-stream", file.kind
