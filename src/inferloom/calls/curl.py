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
from ..url_text import is_url, without_user
from ..urls import Route, resolve

if TYPE_CHECKING:
    from .body import Body, Field
    from .operation import Operation

__all__ = ["curl"]

_SOMEWHERE = "https://HOST/PATH"
# Content in memory is written into the command up to this many bytes, and is `FILE` beyond.
_INLINE = 16 * 1024


def curl(
    operation: Operation,
    body: Body,
    route: Route,
    api: str | None,
    *,
    model: str | None,
    accept: str | None,
    url: str | None,
) -> str:
    """Return the command that sends a call, whose parts these are; see `Call.curl`."""
    wire = operation if api is None else operation.apis[api]
    if body.elsewhere:
        from .formats import check_format

        check_format(operation, body)
    place, name = _place(route, operation.task, model, url)
    if wire.model_in_body:
        body = body.with_model(name)
    words = ["curl", *_address(place)]
    headers = {**operation.headers} if api is None else {}
    if accept is not None:
        words.insert(1, "-N")
        headers["accept"] = accept
    source = ""
    data: list[str] = []
    if body.form is not None:
        data, source = _form(body)
    elif body.raw:
        file = body.parts[0]
        assert isinstance(file, File)
        headers["content-type"] = body.content_type or _described(file)[0]
        source = "" if file.path is not None else f"{_content(file)} | "
        data = ["--data-binary", quote(f"@{_path(file)}" if file.path is not None else "@-")]
    elif body.parts:
        headers["content-type"] = body.content_type or "application/json"
        data, source = _json(body)
    if operation.http is not None and body.place is not None:
        words[1:1] = _said_by_http(operation.http.method, with_data=bool(data))
        headers |= body.place.headers
        if body.place.cookies:
            headers["cookie"] = body.place.cookies
    for name, value in headers.items():
        words += ["-H", quote(f"{name}: {value}")]
    if is_hub(place, Endpoints.from_environment()):
        words += ["-H", '"authorization: Bearer $HF_TOKEN"']
    return f"{source}{' '.join([*words, *data])}"


def _place(route: Route, task: str, model: str | None, url: str | None) -> tuple[str, str | None]:
    """Return where a client would send it, and the model's name there."""
    if route.style == "api":
        if url is None and not (route.usual or route.server):
            return f"https://HOST{route.path}", None
        base = url or route.server or route.usual
        endpoints = Endpoints.from_environment()
        target = resolve(
            route, task=task, model=None, client_model=None, base_url=base, endpoints=endpoints
        )
        assert target is not None
        return target
    # An id goes along to the server at `url`; another server's URL does not.
    named = url is not None and model is not None and not is_url(model)
    target = resolve(
        route,
        task=task,
        model=address(model if named or url is None else url),
        client_model=None,
        base_url=address(url) if named else None,
        endpoints=Endpoints.from_environment(),
    )
    return (_SOMEWHERE, None) if target is None else target


def _said_by_http(method: str, *, with_data: bool) -> list[str]:
    """Return what tells curl the method, where it would take another one."""
    if method == "HEAD":
        return ["--head"]
    return [] if method == ("POST" if with_data else "GET") else ["-X", method]


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
    fields = (body.form or {}).items()
    for name, value in ((n, v) for n, each in fields for v in _values(each)):
        if not isinstance(value, File):
            if "\0" in value or "\0" in name:
                raise ArgumentError(
                    f"{name}: a command cannot hold the character NUL", argument=name
                )
            # Not -F, to which `@` and `<` at the beginning are names of files.
            words += ["--form-string", quote(f"{name}={value}")]
            continue
        content_type, filename = _described(value)
        if value.path is None:
            source = f"{_content(value)} | "
        path = _curl_quoted(_path(value) if value.path is not None else "-")
        field = f"{name}=@{path};filename={_curl_quoted(filename)};type={content_type}"
        words += ["-F", quote(field)]
    return words, source


def _values(field: Field) -> tuple[str | File, ...]:
    return field if isinstance(field, tuple) else (field,)


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
