"""Answers to results, from bytes, whatever shape of them a server prefers."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ..by_name import load
from ..errors import ResponseDecodeError, ResponseTooLargeError
from ..errors.body import parse_body, request_id, server_message
from ..errors.words import json_in, reports_error, reports_failure
from ..extras import import_numpy
from ..json_weight import SLACK, SMALL, fits
from ..jsonvalues import is_array, is_object
from .charset import named_charset
from .encode import type_of, validator
from .listing import arrange
from .remap import Paths, read, remap
from .results import (
    Array,
    BareText,
    Bytes,
    Columns,
    Counts,
    FirstOfList,
    Groups,
    Items,
    Json,
    Member,
    Nothing,
    Result,
    Shape,
    SingleItem,
    Text,
)

__all__ = ["attached", "decode", "file_in", "require_items", "snippet", "step_into", "why"]

_SNIPPET = 200
_MISFITS = (ValueError, KeyError, IndexError, TypeError, RecursionError, OverflowError)
_OPENING = re.compile(rb"[ \t\r\n]*(\S)[ \t\r\n]*(\S?)")


def decode(
    result: Result,
    content: bytes,
    headers: Mapping[str, str],
    operation: str,
    counts: Counts = (None, None),
    limit: int = 1024**3,
    large: bool = False,
) -> Any:
    """Decode the body of a successful answer.

    Args:
        result: How the operation's answers are read.
        content: The whole body.
        headers: Answer headers, lower-case names.
        operation: Name of the method, for errors.
        counts: How many results there have to be, and may be at most.
        limit: Bytes that the body and, with some more, its values may take.
        large: Whether answers are large by nature; those that are JSON hold files as base64.

    Returns:
        What the method returns.

    Raises:
        ResponseTooLargeError: If it holds so many values that they would take more.
        ResponseDecodeError: If the body is not what the operation promises. It carries the body.
    """
    try:
        return _decoded(result, content, headers, counts, limit, large)
    except _MISFITS as error:
        reason = why(error)
    # Here the error is gone, with all that was made of the body before it.
    for other in _spellings(result, content, headers):
        with suppress(*_MISFITS):
            return _decoded(result, other, headers, counts, limit - len(content), large)
    raise _failure(reason, content, headers, operation)


def _decoded(
    result: Result,
    content: bytes,
    headers: Mapping[str, str],
    counts: Counts,
    limit: int,
    large: bool,
) -> Any:
    if isinstance(result, Nothing):
        return None
    if not content and not isinstance(result, Array) and result.empty:
        return None
    if isinstance(result, Text):
        return _text(content, headers)
    if isinstance(result, Json):
        # Base64 is text first, then that text as bytes, then what it says.
        beside = 2 * len(content) if large else 0
        _afford(content, limit, beside if result.plain is None else _as_text(content))
        if result.plain is not None and (text := _plain(content, headers)) is not None:
            return validator(result.type).validate_python({result.plain: text})
        if b'"error"' in content and _is_error(result, content):
            raise ValueError("it reports an error")
        value = _json(result, content)
        require_items(result, value)
        if result.rules is not None:
            arrange(result.rules, value, counts)
        value = attached(result, value)
        if result.one:
            if not value:
                raise ValueError("the list is empty where one result was expected")
            return value[0]
        return value if result.into is None else _into(result.into, value)
    if isinstance(result, Array):
        return _array(result, content, limit)
    return _bytes(result, content, headers, limit)


def _text(content: bytes, headers: Mapping[str, str]) -> str:
    """Return the text that a body is; of no named or known encoding, what is UTF-8 in it."""
    return content.decode(named_charset(headers.get("content-type", "")) or "utf-8", "replace")


def _as_text(content: bytes) -> int:
    """Return about how many bytes a text takes, and once more without its line end."""
    return len(content) * (2 if content.isascii() else 8)


def _plain(content: bytes, headers: Mapping[str, str]) -> str | None:
    """Return the text that a body is; None if it is JSON, or a page of a web site."""
    charset = named_charset(headers.get("content-type", "")) or "utf-8"
    text = content.decode(charset, "replace").removeprefix("\ufeff")
    start = text[:64].lstrip().lower()
    if start.startswith(("<!doctype", "<html")):
        return None
    if start[:1] in ("{", "[", '"'):
        value = parse_body(content)
        if is_object(value) or (is_array(value) and any(map(is_object, value))):
            return None
        if start[0] == '"' and isinstance(value, str):  # text in JSON, or in quotation marks
            text = value
    # A line loses its end; a file of subtitles stays as it is.
    line = text.rstrip("\r\n")
    return text if "\n" in line else line


def _afford(content: bytes, limit: int, beside: int = 0) -> None:
    """Refuse JSON that would take too much memory as values.

    Args:
        content: The body.
        limit: Bytes that it and its values may take, with some more.
        beside: Bytes of what else is held while it is read.

    Raises:
        ResponseTooLargeError: If it would.
    """
    left = limit + SLACK - len(content) - beside
    if len(content) > SMALL and not fits(content, left):
        raise _too_large(limit + SLACK)


def _too_large(most: int) -> ResponseTooLargeError:
    return ResponseTooLargeError(
        f"the answer holds so much that its values would take more than {most:,} bytes",
        hint="raise Limits(max_response_bytes=...) if it is meant to.",
    )


def _is_error(result: Json, content: bytes) -> bool:
    """Return whether an answer says that it is an error, and no type has a place for that."""
    known = getattr(type_of(result.type), "model_fields", ())
    return "error" not in known and reports_error(parse_body(content))


def _spellings(result: Result, content: bytes, headers: Mapping[str, str]) -> Iterator[bytes]:
    """Yield what an answer may be meant to say, the likeliest first."""
    from . import mend  # good answers need no json: docs/design/start_up.md

    text = _as_utf8(content, headers)
    if text is not None:
        yield text
    mended = mend.mended(text or content)
    if mended is not None:
        yield mended
        if isinstance(result, Json):
            yield from mend.regrouped(mended, not isinstance(type_of(result.type), type))


def _as_utf8(content: bytes, headers: Mapping[str, str]) -> bytes | None:
    """Return JSON that is in another encoding as UTF-8; None if nothing says that it is."""
    if content.startswith(codecs.BOM_UTF8):
        return content[len(codecs.BOM_UTF8) :]
    charset = named_charset(headers.get("content-type", ""))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    if charset is None or charset in ("utf-8", "utf8", "ascii", "us-ascii"):
        return None
    try:
        return content.decode(charset).encode()
    except (LookupError, ValueError):
        return None


def _into(name: str, items: list[Any]) -> Any:
    return getattr(load("drawing", name), name)(items)


def attached(result: Json, value: Any) -> Any:
    """Return what a method returns of a decoded answer, with the types that the caller gave."""
    if result.typed is not None:
        from ..models.answers import attach

        attach(value, result.calls, result.typed)
    return step_into(value, result.project)


def require_items(result: Json, value: Any) -> None:
    """Raise ValueError if nothing is there that has what the caller asked for."""
    for name in result.filled:
        if not getattr(value, name):
            raise ValueError(f"{name} is empty")
    for names in result.one_of:
        for item in value if is_array(value) else [value]:
            if all(getattr(item, name) is None for name in names):
                raise ValueError(f"there is no {' and no '.join(names)}")


def step_into(value: Any, steps: tuple[str | int, ...]) -> Any:
    """Follow attribute names and list positions from a decoded value."""
    for step in steps:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def _json(result: Json, content: bytes) -> Any:
    shape = _shape(result.accept, content)
    if isinstance(shape, BareText):
        return validator(result.type).validate_python(_bare(result, shape, content))
    if result.remap:
        return validator(result.type).validate_python(_remapped(result, shape, content))
    if shape is None:
        return validator(result.type).validate_json(content)
    if isinstance(shape, SingleItem):
        return validator(result.type).validate_json(b"[" + content + b"]")
    if isinstance(shape, FirstOfList):
        items = validator(f"list[{result.type}]").validate_json(content)
        if not items:
            raise ValueError("the list is empty where one result was expected")
        return items[0]
    return validator(result.type).validate_python(_reshape(shape, content))


def _shape(accept: Mapping[str, Shape], content: bytes) -> Shape | None:
    if not accept:
        return None
    found = _OPENING.match(content)
    if found is None:
        return None
    first, second = (part.decode("latin-1") for part in found.groups())
    return accept.get(first + second) or accept.get(first)


def _bare(result: Json, shape: BareText, content: bytes) -> Any:
    """Return the result that a text is, in the operation's own format."""
    from pydantic_core import from_json

    text = from_json(content)
    if not isinstance(text, str) or not text:
        raise ValueError("the text is empty")
    found: dict[str, Any] = {shape.name: text}
    inner = json_in(text)
    if reports_error(inner):
        raise ValueError("it reports an error")
    if is_object(inner) and shape.name in inner:  # JSON that was made JSON once more
        found = inner
    return found if isinstance(type_of(result.type), type) else [found]


def _remapped(result: Json, shape: Shape | None, content: bytes) -> Any:
    """Return an answer in another format as the operation's own."""
    from pydantic_core import from_json

    value = from_json(content)
    if isinstance(shape, Items):
        found: Any = _items(shape, result.remap, value)
    else:
        found = remap(value, result.remap)
    if result.joined is not None and is_array(found):
        _join(found, *result.joined)
    return found


def _items(shape: Items, paths: Paths, value: Any) -> list[Any]:
    """Return the items of an answer in another format as those of the operation's own."""
    items = read(value, shape.path)
    if not is_array(items):
        raise ValueError(f"there is no list at {shape.path or 'the top'}")
    if shape.order is not None:
        places = [read(item, shape.order) for item in items]
        if all(isinstance(place, int) for place in places):
            items = [items[n] for n in sorted(range(len(items)), key=places.__getitem__)]
    return [remap(item, paths) for item in items]


def _join(items: list[Any], member: str, kept: str) -> None:
    """Make texts of what came as the values of bytes.

    A character whose bytes are split over several items stands in the last of them, so that all
    texts one after the other are the whole.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    last: dict[str, Any] | None = None
    for item in items:
        piece = item.get(member)
        if is_array(piece) and all(isinstance(b, int) and 0 <= b < 256 for b in piece):
            item[kept] = piece
            item[member] = decoder.decode(bytes(piece))
            last = item
        elif isinstance(piece, str) and last is not None:
            last[member] += decoder.decode(b"", final=True)
            decoder.reset()
            last = None
    if last is not None:
        last[member] += decoder.decode(b"", final=True)


def _reshape(shape: Shape, content: bytes) -> Any:
    from pydantic_core import from_json

    value = from_json(content)
    if isinstance(shape, Member):
        return value[shape.name]
    if isinstance(shape, Groups):
        return [{**item, shape.number: n} for n, items in enumerate(value) for item in items]
    assert isinstance(shape, Columns)
    columns = [value[name] for name in shape.fields.values()]
    return [dict(zip(shape.fields, row, strict=True)) for row in zip(*columns, strict=True)]


def _array(result: Array, content: bytes, limit: int) -> Any:
    from pydantic_core import from_json

    np = import_numpy()
    shape = _shape(result.accept, content)
    value: Any = _rows(content, np, limit) if shape is None else None
    if not value:
        _afford(content, limit)
        if isinstance(shape, Items):
            items = _items(shape, {"row": result.remap["."]}, from_json(content))
            value = [_row(item.get("row"), np) for item in items]
        else:
            value = from_json(content) if shape is None else _reshape(shape, content)
            value = _of_base64(value, np)
    if b"null" in content and _has_null(value):
        raise ValueError("a vector holds null where a number belongs")
    try:
        array = np.array(value, dtype=np.float32)
    except ValueError:
        raise ValueError(
            "the lists are not numbers of one shape (texts of different lengths, from a model that "
            "does not pool? send them one by one)"
        ) from None
    if array.ndim == 0:
        raise ValueError("a single number is no vector")
    if array.size == 0 and result.rows != 0:
        raise ValueError("the vectors are empty")
    if result.rows is not None:
        # A server may send the one vector bare, and vectors of tokens as one batch of texts.
        batch = array[0] if array.ndim == 4 and len(array) == 1 else array
        found = 1 if array.ndim == 1 else len(batch)
        if found != result.rows:
            raise ValueError(f"there are {found} vectors for {result.rows} texts")
    return array


def _row(vector: Any, np: Any) -> Any:
    """Return a vector; one that came as a text is float32 numbers in base64."""
    if vector is None:
        raise ValueError("a vector is missing")
    if not isinstance(vector, str):
        return vector
    from base64 import b64decode

    return np.frombuffer(b64decode(vector, validate=True), dtype="<f4")


def _of_base64(value: Any, np: Any) -> Any:
    """Return vectors whose numbers may be base64 text."""
    if is_array(value) and value and isinstance(value[0], str):
        return [_row(vector, np) for vector in value]
    return _row(value, np) if isinstance(value, str) else value


def _has_null(value: Any) -> bool:
    if is_array(value):
        return any(map(_has_null, value))
    return value is None


_LARGE = 64 * 1024
_LONGEST_ROW = 4 * 1024**2  # bytes; as numbers of Python, a row takes many times its size
_ARRAY, _NUMBER = 160, 4  # bytes of a small array, and of each number in it
_ROWS = re.compile(rb"\s*\[\s*(?=\[\s*[-0-9])")
_ROW = re.compile(rb"(\[[^\[\]]*\])\s*([,\]])\s*")


def _rows(content: bytes, np: Any, limit: int) -> list[Any] | None:
    """Decode a large list of lists of numbers row by row; None if it is something else.

    As a whole it would be Python numbers first, which take five times the memory of its text.
    """
    from pydantic_core import from_json

    head = _ROWS.match(content) if len(content) > _LARGE else None
    if head is None or b"null" in content:
        return None
    numbers = content.count(b",") + 1
    if content.count(b"[") * _ARRAY + 2 * numbers * _NUMBER > limit + SLACK - len(content):
        return None
    rows: list[Any] = []
    place = head.end()
    view = memoryview(content)
    while row := _ROW.match(content, place):
        if row.end() - place > _LONGEST_ROW:
            return None
        try:
            rows.append(np.array(from_json(bytes(view[row.start(1) : row.end(1)])), np.float32))
        except (TypeError, ValueError):
            return None  # whose message is about the whole
        place = row.end()
        if row[2] == b"]":
            return rows if place == len(content) else None
    return None


def _bytes(result: Bytes, content: bytes, headers: Mapping[str, str], limit: int) -> Any:
    content, kind = file_in(result, content, headers, limit)
    results = load("media_results", result.media)
    if result.media == "image":
        return results.picture(content)
    name = "Binary" if result.media == "file" else result.media.capitalize()
    return getattr(results, name)(content, content_type=kind or None)


def file_in(
    result: Bytes, content: bytes, headers: Mapping[str, str], limit: int
) -> tuple[bytes, str]:
    """Return the file that an answer is or holds, and its MIME type, empty if nothing says it.

    Args:
        result: How the operation's answers are read.
        content: The whole body.
        headers: Answer headers, lower-case names.
        limit: Bytes that the body and the file may take.

    Raises:
        ValueError: There is none.
        ResponseTooLargeError: They would take more.
    """
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if result.media != "file" and (kind == "application/json" or kind.startswith("text/")):
        _afford(content, limit, beside=len(content))
        content, kind = _embedded(result, content)
    if not content and result.media != "file":
        raise ValueError("the body is empty")
    if 2 * len(content) > limit + SLACK:  # the result is a copy
        raise _too_large(limit + SLACK)
    return content, kind


def _embedded(result: Bytes, content: bytes) -> tuple[bytes, str]:
    """Return bytes that a server sent inside JSON: base64 text, or samples of sound."""
    from base64 import b64decode

    from pydantic_core import from_json

    value = from_json(content)
    if is_object(value) and result.remap:
        value = remap(value, result.remap)
    if is_object(value):
        inner = value.get(result.media)
        if result.media == "audio" and is_array(inner):
            return _wav(inner, int(value.get("sampling_rate") or 16000)), "audio/wav"
        value = inner
        del inner
    if not isinstance(value, str):
        raise ValueError(f"the body is JSON and holds no {result.media}")
    # Each step lets go of what the one before it made: it may be hundreds of megabytes.
    head, _, value = value.rpartition(",")  # a data URL has its type in front
    value = value.encode("ascii")
    kind = head.removeprefix("data:").split(";")[0]
    return b64decode(value, validate=True), kind or ("image/png" if result.media == "image" else "")


def _wav(samples: list[Any], rate: int) -> bytes:
    """Write samples from -1 to 1, of one channel or as a list of channels, as a 16-bit WAV."""
    import io
    import sys
    import wave
    from array import array

    channels: list[Any] = samples if samples and is_array(samples[0]) else [samples]
    if not 0 < rate < 2**31 or len(channels) > 2**15:
        raise ValueError("no sound has such a sampling rate or so many channels")
    frames = array("h")
    for frame in zip(*channels, strict=True):
        frames.extend(round(max(-1.0, min(1.0, value)) * 32767) for value in frame)
    if sys.byteorder == "big":
        frames.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames.tobytes())
    return target.getvalue()


def _failure(
    reason: str, content: bytes, headers: Mapping[str, str], operation: str
) -> ResponseDecodeError:
    kind = headers.get("content-type", "no content type")
    hint = "check that the URL is an inference route and that the model serves this task."
    body = parse_body(content)
    said = _said(body, kind)
    if said is not None:
        reason = f"it reports an error: {said}"
    return ResponseDecodeError(
        f"{operation}: the server answered with success, but not with what this operation returns "
        f"({kind}, {len(content)} bytes): {reason}. The body begins: {snippet(content)}",
        hint=hint,
        status=200,
        server_message=said,
        body=body,
        headers=headers,
        request_id=request_id(headers, body if said else None),
        operation=operation,
    )


def snippet(content: bytes) -> str:
    """Return the start of what came, as a message may quote it."""
    start = content[:_SNIPPET].decode("utf-8", "replace")
    return f"{start!r}{'…' if len(content) > _SNIPPET else ''}"


def _said(body: object, kind: str) -> str | None:
    """Return what a server says in place of a result; None if it says nothing in words."""
    if isinstance(body, str):  # no JSON, or a text in JSON
        telling = kind.startswith("text/") and body.lstrip()[:1] not in ("{", "[")
        telling = telling or reports_failure(json_in(body))
    else:
        telling = reports_failure(body)
        telling = telling or (is_object(body) and isinstance(body.get("message"), str))
    return server_message(body, {}) if telling else None


def why(error: Exception) -> str:
    """Return why something could not be decoded, and where in it."""
    from pydantic_core import ValidationError

    if isinstance(error, ValidationError):
        # Without the input, which would be copied and may be hundreds of megabytes.
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"] if step != "")
        return f"{where}: {first['msg']}" if where else first["msg"]
    if isinstance(error, KeyError):
        return f"the member {error} is missing"
    return str(error)
