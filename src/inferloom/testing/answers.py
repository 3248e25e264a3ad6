"""Values to what a server would have sent, checked by what reads real answers. No I/O.

An answer is written in the operation's own format, whatever format the call asked for: the one
that a server of that API sends is the business of the examples.
"""

from __future__ import annotations

import copy
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias, TypeVar, cast

from .. import errors
from ..calls.bind import read_as
from ..calls.call import Call, StreamCall
from ..calls.decode import decode
from ..calls.encode import validator
from ..calls.results import Array, Bytes, Events, Json, Nothing, Result, Text
from ..errors import ArgumentError, InferenceError, StatusError
from ..errors.mapping import from_response, from_stream
from ..jsonvalues import is_array, is_object
from ..limits import Limits
from ..media.files import File
from ..models.plain import plain
from ..streams.chunks import ChunkDecoder
from ..transport.failure import Failure
from ._examples import EXAMPLES

__all__ = [
    "FAKE_MODEL",
    "SERVICES",
    "Answer",
    "Wire",
    "example_answer",
    "file_wire",
    "fitting",
    "method_named",
    "prepare",
    "prepare_service",
    "raw_wire",
    "service_wire",
    "status_wire",
    "tasks_wire",
    "urls_of",
]

AnyCall: TypeAlias = Call[Any] | StreamCall[Any]
Key: TypeAlias = bool | tuple[bool, ...]  # values of the switches, as `operations` has them
Own: TypeAlias = Result | Events
OwnT = TypeVar("OwnT", bound=Own)
Steps: TypeAlias = tuple[str | int, ...]

FAKE_MODEL = "fake-model"
_FILE = {"content-type": "application/octet-stream"}
_JSON = {"content-type": "application/json"}
_TEXT = {"content-type": "text/plain; charset=utf-8"}
_EVENTS = {"content-type": "text/event-stream"}
_LINES = {"content-type": "application/x-ndjson"}

# Methods beside the tasks, and what a server answers them with if nobody says otherwise.
SERVICES: Mapping[str, Any] = {
    "post": {},
    "get_model_status": {
        "loaded": True,
        "state": "Loaded",
        "compute_type": "cpu",
        "framework": "transformers",
    },
    "list_deployed_models": [
        {"model_id": FAKE_MODEL, "task": entry["task"]} for entry in EXAMPLES.values()
    ],
    "get_recommended_model": {},
    "get_endpoint_info": {"model_id": FAKE_MODEL},
    "health_check": True,
    "providers": {
        "inferenceProviderMapping": {
            "hf-inference": {
                "providerId": FAKE_MODEL,
                "task": "text-classification",
                "status": "live",
            }
        }
    },
}

_STATUS: Mapping[type[InferenceError], int] = {
    errors.BadRequestError: 400,
    errors.AuthenticationError: 401,
    errors.PermissionDeniedError: 403,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.RequestTooLargeError: 413,
    errors.UnprocessableEntityError: 422,
    errors.RateLimitError: 429,
    errors.ServerError: 500,
    errors.ModelLoadingError: 503,
    errors.ValidationError: 422,
    errors.GenerationError: 424,
    errors.IncompleteGenerationError: 500,
    errors.OverloadedError: 429,
}
_ERROR_TYPE: Mapping[type[InferenceError], str] = {
    errors.ValidationError: "validation",
    errors.GenerationError: "generation",
    errors.IncompleteGenerationError: "incomplete_generation",
    errors.OverloadedError: "overloaded",
}


@dataclass(frozen=True)
class Wire:
    """An answer as it comes from the engine.

    Attributes:
        status: HTTP status code.
        headers: Lower-case names.
        blocks: What is read, one after the other; an exception is raised by the reading.
        failure: Why there is no answer at all, or None.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    blocks: tuple[bytes | Exception, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True)
class Answer:
    """What a call is answered with.

    Attributes:
        wire: What arrives.
        result: How it is read, if not as the call says.
    """

    wire: Wire
    result: Own | None = None


class _Unfit(Exception):
    """A value is nothing that a server answers in this variant."""


# Operations and their variants -----------------------------------------------------------------


def method_named(name: str) -> str:
    """Return a method by one of its names.

    Args:
        name: `chat_completion`, or as the openai client has it, `chat.completions.create`.

    Raises:
        ArgumentError: If the clients have no such method.
    """
    if name in EXAMPLES or name in SERVICES:
        return name
    for method, entry in EXAMPLES.items():
        if name in entry["aliases"]:
            return method
    from difflib import get_close_matches

    close = get_close_matches(str(name), [*EXAMPLES, *SERVICES], 3)
    meant = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
    raise ArgumentError(
        f"operation: the clients have no method {name!r}{meant}", argument="operation"
    )


@cache
def _variants(method: str) -> Mapping[Key, Own]:
    """Return how the answers of a method are read, by the values of its switches."""
    package = __name__.rsplit(".", 2)[0]
    module = import_module(f"{package}.operations.{EXAMPLES[method]['module']}")
    several: Mapping[Key, Own] | None = getattr(module, "RESULTS", None)
    return {(): module.RESULT} if several is None else several


def _variant(call: AnyCall) -> tuple[Key, Own]:
    """Return the variant of a call, and how the operation's own format is read for it."""
    operation, bare = call.operation, _bare(call.result)
    for key, own in _variants(operation.name).items():
        read = own if call.api is None else read_as(operation.apis[call.api], own, call.body)
        if read == bare:
            return key, _like(own, call.result)
    raise ArgumentError(f"{operation.name}: this call was not made by the operation of that name")


def _bare(result: Own) -> Own:
    """Return how an answer is read without what depends on the call."""
    if isinstance(result, Json):
        return result._replace(typed=None, one=False)
    if isinstance(result, Array):
        return _uncounted(result)
    if isinstance(result, Events) and (rules := result.accumulate) is not None:
        return result._replace(accumulate=rules._replace(whole=rules.whole._replace(typed=None)))
    return result


def _uncounted(result: OwnT) -> OwnT:
    """Return how an answer is read that may have more or fewer items than a call asks for."""
    if isinstance(result, Array):
        return result._replace(rows=None)
    return result


def _like(own: Own, result: Own) -> Own:
    """Return the reading of the own format, in its one shape, for the same call."""
    if isinstance(own, Json) and isinstance(result, Json):
        return own._replace(accept={}, typed=result.typed, one=result.one)
    if isinstance(own, Array) and isinstance(result, Array):
        return own._replace(accept={})
    if isinstance(own, Events) and isinstance(result, Events) and own.accumulate is not None:
        assert result.accumulate is not None
        whole = own.accumulate.whole._replace(typed=result.accumulate.whole.typed)
        return own._replace(accumulate=own.accumulate._replace(whole=whole))
    return own


def _text(method: str, key: Key) -> Steps | None:
    """Return where the text of an answer stands, if it has one."""
    found: Steps | None = EXAMPLES[method]["texts"][list(_variants(method)).index(key)]
    return found


# Examples --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Example:
    call: AnyCall
    key: Key
    wire: Wire

    def own(self) -> Any:
        """Return the answer in the operation's own format, as plain values."""
        result = _bare(self.call.result)
        content = b"".join(block for block in self.wire.blocks if isinstance(block, bytes))
        name = self.call.operation.name
        if isinstance(result, Events):
            decoder = _decoder(result, name)
            return [json.loads(_json(chunk)) for chunk in _fed(decoder, content)]
        if isinstance(result, Json):
            result = result._replace(project=(), into=None)
        value = decode(result, content, self.wire.headers, name)
        return value if isinstance(value, bytes) else json.loads(_json(value))


@cache
def _examples(method: str) -> tuple[_Example, ...]:
    package = __name__.rsplit(".", 2)[0]
    entry = EXAMPLES[method]
    build = getattr(import_module(f"{package}.operations.{entry['module']}"), method)
    found: list[_Example] = []
    for example in entry["examples"]:
        call = build(**_python(example["arguments"]))
        wire = _recorded(call.result, example["response"])
        found.append(_Example(call, _variant(call)[0], wire))
    return tuple(found)


def _python(value: Any) -> Any:
    """Return an example's value with `{"$base64": ...}` as bytes."""
    if is_object(value):
        if set(value) == {"$base64"}:
            return b64decode(value["$base64"])
        return {key: _python(item) for key, item in value.items()}
    return [_python(item) for item in value] if is_array(value) else value


def _recorded(own: Own, response: Mapping[str, Any]) -> Wire:
    status = response.get("status", 200)
    if isinstance(own, Events) and "events" in response:
        blocks = [
            _block(own, item if isinstance(item, str) else _json(item))
            for item in response["events"]
        ]
        return Wire(status, _LINES if own.lines else _EVENTS, tuple(blocks))
    if "base64" in response:
        content = b64decode(response["base64"])
        return Wire(status, {"content-type": response["content_type"]}, (content,))
    if "text" in response:
        return Wire(status, _TEXT, (response["text"].encode(),))
    if "json" not in response:
        return Wire(status, {})
    return Wire(status, _JSON, (_json(response["json"]).encode(),))


def example_answer(call: AnyCall) -> Answer:
    """Return the answer of the spec's example that is most like a call.

    It is the example of the same request, else the first of the same variant and API, else one of
    the same variant in the operation's own format.
    """
    key, own = _variant(call)
    same = [example for example in _examples(call.operation.name) if example.key == key]
    # An array's rank depends on the call too.
    near = [e for e in same if e.call.api == call.api and _rank(e.call) == _rank(call)]
    near = near or [e for e in same if e.call.api == call.api]
    for example in near:
        if example.call.payload == call.payload:
            return Answer(example.wire)
    if near:
        return Answer(near[0].wire, _uncounted(call.result))
    return Answer(_written(own, same[0].own(), call.operation.name, key), own)


def _rank(call: AnyCall) -> bool:
    return isinstance(call.result, Array) and call.result.rows is None


# Values ----------------------------------------------------------------------------------------


def prepare(method: str, value: object) -> Mapping[Key, Answer]:
    """Return what a value is as an answer, for the variants of a method that it fits.

    Args:
        method: Name of the method.
        value: A result or plain data of its shape, bytes, a text, a list of chunks, or an error.

    Raises:
        ArgumentError: If no server answers so; it names the place.
    """
    found: dict[Key, Answer] = {}
    reasons: dict[str, None] = {}
    variants = _variants(method)
    fitting_kind = [
        key
        for key, own in variants.items()
        if isinstance(own, Events) == isinstance(value, (list, tuple))
    ]
    for key, own in variants.items():
        own = _like(own, own)
        try:
            found[key] = Answer(_written(own, value, method, key), own)
        except _Unfit as reason:
            # What is no list is not meant as a stream, and the other way round.
            if key in fitting_kind or not fitting_kind:
                reasons[str(reason)] = None
    if not found:
        raise ArgumentError(
            f"{method}: no server answers so: {'; or: '.join(reasons)}",
            argument="answer",
            operation=method,
        )
    return found


def fitting(answers: Mapping[Key, Answer], call: AnyCall) -> Answer:
    """Return the answer for the variant of a call.

    Raises:
        ArgumentError: If what was queued is an answer to another variant.
    """
    key, own = _variant(call)
    answer = answers.get(key)
    if answer is None:
        kind = "a stream" if isinstance(own, Events) else "no stream"
        raise ArgumentError(
            f"{call.operation.name}: the answer that is queued does not fit this call, which asks "
            f"for {kind} and gets {_kind(own)}",
            hint="queue a list of chunks for a stream, and a result for a call without one.",
            argument="answer",
            operation=call.operation.name,
        )
    return replace(answer, result=None if answer.result is None else own)


def _kind(own: Own) -> str:
    if isinstance(own, Bytes):
        return own.media
    if isinstance(own, Array):
        return "an array"
    if isinstance(own, (Text, Nothing)):
        return type(own).__name__.lower()
    member = f", of which {'.'.join(map(str, own.project))} is returned" if own.project else ""
    return own.type.rpartition(".")[2] + member


def _written(own: Own, value: object, method: str, key: Key) -> Wire:
    """Return the wire form of a value in a variant.

    Raises:
        _Unfit: If it is none; the reason names the place.
    """
    if isinstance(value, BaseException):
        return _error(own, value, method)
    if isinstance(own, Events):
        return _stream(own, value, method, key)
    if isinstance(own, Array):
        return _array(own, value, method)
    if isinstance(own, Nothing):
        if value is not None:
            raise _Unfit(f"nothing is answered; got {_shown(value)}")
        return Wire(204)
    if value is None and own.empty:
        return Wire(204)
    if isinstance(own, Bytes):
        return _file(own, value)
    if isinstance(own, Text):
        if not isinstance(value, str):
            raise _Unfit(f"a text is answered; got {_shown(value)}")
        return Wire(headers=_TEXT, blocks=(value.encode(),))
    return _object(own, value, method, key)


def _object(own: Json, value: object, method: str, key: Key) -> Wire:
    where = own.project or (_text(method, key) if isinstance(value, str) else None)
    text = _jsonable(value)
    if own.one_unless is not None and is_object(json.loads(text)):
        text = f"[{text}]"
    if where is not None and not (own.project and is_object(json.loads(text))):
        text = _json(_with(_template(method, key), where, json.loads(text)))
    _validate(own.type, text, "")
    return Wire(headers=_JSON, blocks=(text.encode(),))


def _array(own: Array, value: object, method: str) -> Wire:
    content = _jsonable(value).encode()
    try:
        decode(own, content, _JSON, method)
    except InferenceError as error:
        raise _Unfit(_cause(error)) from None
    return Wire(headers=_JSON, blocks=(content,))


def _file(own: Bytes, value: object) -> Wire:
    if own.media == "image" and callable(getattr(value, "getexif", None)):
        value = _picture(value)
    if not isinstance(value, (bytes, bytearray)):
        raise _Unfit(f"{own.media} is bytes; got {_shown(value)}")
    if not value:
        raise _Unfit(f"{own.media} of no bytes")
    kind = getattr(value, "content_type", None) or "application/octet-stream"
    if kind.startswith(("text/", "application/json")):
        raise _Unfit(f"{own.media} does not have the content type {kind}")
    return Wire(headers={"content-type": kind}, blocks=(bytes(value),))


def _picture(value: object) -> bytes:
    """Return the file of one of Pillow's pictures."""
    from ..media.inputs import media

    with media(value, argument="image", kind="image").open() as content:
        return b"".join(content.blocks())


def _stream(own: Events, value: object, method: str, key: Key) -> Wire:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise _Unfit(f"a stream is a list of chunks; got {_shown(value)}")
    chunks = list(cast("Sequence[object]", value))
    broken = chunks.pop() if chunks and isinstance(chunks[-1], BaseException) else None
    blocks: list[bytes | Exception] = []
    decoder = _decoder(own, method)
    texts: list[str] = []
    for number, chunk in enumerate(chunks):
        last = broken is None and number == len(chunks) - 1
        if isinstance(chunk, str):
            texts.append(chunk)
            chunk = _piece(own, texts, last, method, key)
        where = f"chunk {number}"
        if isinstance(chunk, BaseException):
            raise _Unfit(f"{where}: an error can only be the last of a stream")
        try:
            text = _jsonable(chunk)
        except _Unfit as reason:
            raise _Unfit(f"{where}: {reason}") from None
        _validate(own.type, text, where)
        block = _block(own, text)
        blocks.append(block)
        _fed(decoder, block)
    headers = _LINES if own.lines else _EVENTS
    if isinstance(broken, BaseException):
        return Wire(headers=headers, blocks=(*blocks, _break(broken, method)))
    if own.end is not None:
        end = _block(own, own.end.decode())
        blocks.append(end)
        _fed(decoder, end)
    if not decoder.complete and own.complete.field:
        field = own.complete.field
        raise _Unfit(
            f"the stream does not end: {field} is None in its last chunk (a stream that is to "
            "break off ends with StreamInterruptedError())"
        )
    return Wire(headers=headers, blocks=tuple(blocks))


def _piece(own: Events, texts: list[str], last: bool, method: str, key: Key) -> Any:
    """Return a chunk that brings the last of some texts, made after those of the examples."""
    where = own.text or own.project
    if not where:
        raise _Unfit(f"chunk {len(texts) - 1}: the chunks of this stream have no text")
    for chunk in _template(method, key, stream=True):
        if _completes(own, chunk) is last and (last or _at(chunk, where)):
            break
    else:
        raise _Unfit(f"chunk {len(texts) - 1}: no example shows how a text is streamed")
    chunk = _with(chunk, where, texts[-1])
    if own.special and _at(chunk, own.special) is not None:
        chunk = _with(chunk, own.special, False)
    whole = own.accumulate.text if own.accumulate is not None else None
    if last and whole is not None and chunk.get(whole) is not None:
        chunk[whole] = "".join(texts)
    return chunk


def _completes(own: Events, chunk: Any) -> bool:
    complete = own.complete
    items = [chunk] if complete.each is None else chunk.get(complete.each) or []
    return any(item.get(complete.field) is not None for item in items)


def _template(method: str, key: Key, stream: bool = False) -> Any:
    """Return the first example of a variant, or all chunks of all its examples."""
    found = sorted(
        (e for e in _examples(method) if e.key == key), key=lambda e: e.call.api is not None
    )
    return [chunk for e in found for chunk in e.own()] if stream else found[0].own()


def _at(value: Any, steps: Steps) -> Any:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if is_array(value) and step < len(value) else None
        else:
            value = value.get(step) if is_object(value) else None
    return value


def _with(value: Any, steps: Steps, leaf: object) -> Any:
    """Return a copy of a value with another leaf."""
    if not steps:
        return leaf
    step, *rest = steps
    inner = _with(_at(value, (step,)), tuple(rest), leaf)
    if isinstance(step, int):
        items = list(value) if is_array(value) else [None] * (step + 1)
        items[step] = inner
        return items
    return {**(value if is_object(value) else {}), step: inner}


def _fed(decoder: ChunkDecoder, content: bytes) -> list[Any]:
    """Return the chunks that some bytes of a stream complete."""
    return list(decoder.chunks(decoder.events_in(content)))


def _decoder(own: Events, method: str) -> ChunkDecoder:
    return ChunkDecoder(own, _EVENTS, method, Limits().max_event_bytes)


def _validate(reference: str, text: str, where: str) -> None:
    from pydantic_core import ValidationError

    try:
        validator(reference).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        steps = [where, ".".join(str(step) for step in first["loc"] if step != "")]
        place = ".".join(step for step in steps if step)
        found = f"; got {_shown(first['input'])}" if first["type"] != "missing" else ""
        raise _Unfit(f"{place + ': ' if place else ''}{first['msg']}{found}") from None


def _cause(error: InferenceError) -> str:
    # The message goes on with the body, which the caller has just written.
    return error.message.partition("bytes): ")[2].partition(". The body begins: ")[0]


def _jsonable(value: object) -> str:
    try:
        return _json(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise _Unfit(str(error)) from None


def _json(value: object) -> str:
    def other(item: Any) -> Any:
        if isinstance(item, (bytes, bytearray)):
            return b64encode(item).decode()
        if callable(getattr(item, "model_dump", None)):
            return plain(item)
        if callable(getattr(item, "getexif", None)):
            return b64encode(_picture(item)).decode()
        tolist = getattr(item, "tolist", None)  # numpy arrays and scalars
        if callable(tolist):
            return tolist()
        raise TypeError(f"{type(item).__name__} cannot be sent as JSON: {_shown(item)}")

    return json.dumps(
        plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=other
    )


def _event(text: str) -> bytes:
    return f"data: {text}\n\n".encode()


def _block(own: Events, text: str) -> bytes:
    """Return a chunk, or what ends a stream, as a server writes it."""
    if own.lines:
        return f"{text}\n".encode()
    name = ""
    if (own.event or own.data) and text.startswith("{"):
        chunk = json.loads(text)
        name = f"event: {chunk[own.event]}\n" if chunk.get(own.event) else ""
        text = _json(chunk[own.data]) if own.data in chunk else text
    return name.encode() + _event(text)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"


# Errors ----------------------------------------------------------------------------------------


def status_wire(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Wire:
    """Return an answer with an error status.

    Args:
        status: HTTP status code.
        body: Bytes, text, or what becomes JSON; None for none.
        headers: Headers; `content-type` is set if it is missing.

    Raises:
        ArgumentError: If it is no error status, or the body cannot be sent.
    """
    if (
        isinstance(status, bool)
        or not isinstance(cast("object", status), int)
        or not 300 <= status <= 599
    ):
        raise ArgumentError(
            f"status: {status!r} is no error status, which is a number from 300 to 599",
            argument="status",
        )
    names = {name.lower(): text for name, text in (headers or {}).items()}
    if isinstance(body, (bytes, bytearray)):
        content = bytes(body)
    elif isinstance(body, str):
        content = body.encode()
        names.setdefault("content-type", "text/plain; charset=utf-8")
    elif body is None:
        content = b""
    else:
        try:
            content = _jsonable(body).encode()
        except _Unfit as reason:
            raise ArgumentError(f"body: {reason}", argument="body") from None
        names.setdefault("content-type", "application/json")
    return Wire(status, names, (content,))


def _error(own: Own | None, error: BaseException, method: str) -> Wire:
    """Return what makes a client raise an error like this one."""
    kind = type(error).__name__
    if not isinstance(error, InferenceError):
        raise _Unfit(f"{kind} is not an InferenceError; a function can raise it")
    if isinstance(error, StatusError):
        return _status(error)
    if isinstance(error, errors.StreamError):
        if not isinstance(own, Events):
            raise _Unfit(f"{kind} comes from a stream, and this call has none")
        return Wire(headers=_EVENTS, blocks=(_break(error, method),))
    if isinstance(error, errors.InferenceConnectionError):
        return Wire(failure=Failure("connect", error.message, sent=False))
    if isinstance(error, errors.InferenceTimeoutError):
        return Wire(failure=Failure("timeout", error.message))
    if isinstance(error, errors.ResponseTooLargeError):
        return Wire(headers=_JSON, blocks=(error,))
    if isinstance(error, errors.ResponseDecodeError):
        body = error.body
        content = body if isinstance(body, str) else "" if body is None else _jsonable(body)
        return Wire(headers=_JSON, blocks=(content.encode(),))
    raise _Unfit(f"{kind} is not what an answer of a server becomes")


def _status(error: StatusError) -> Wire:
    kind = type(error)
    status = error.status or _STATUS.get(kind)
    if status is None:
        raise _Unfit(f"{kind.__name__} needs a status: {kind.__name__}(..., status=402)")
    body: Any = error.body
    if body is None:
        body = {"error": error.server_message or error.message}
        if isinstance(error, errors.ModelLoadingError):
            estimate = error.estimated_time
            body["estimated_time"] = 20.0 if estimate is None else estimate
    if is_object(body) and kind in _ERROR_TYPE:
        body = {**body, "error_type": _ERROR_TYPE[kind]}
    names = dict(error.headers)
    if error.request_id is not None:
        names.setdefault("x-request-id", error.request_id)
    try:
        wire = status_wire(status, body, names)
    except ArgumentError as reason:
        raise _Unfit(f"{kind.__name__}: {reason.message}") from None
    content = b"".join(block for block in wire.blocks if isinstance(block, bytes))
    raised = type(from_response(status, wire.headers, content))
    if raised is not kind:
        raise _Unfit(
            f"such an answer, with status {status}, is a {raised.__name__}, no {kind.__name__}"
        )
    return wire


def _break(error: BaseException, method: str) -> bytes | Exception:
    """Return what ends a stream with an error."""
    if isinstance(error, (errors.StreamInterruptedError, errors.InferenceConnectionError)):
        return Failure("closed", error.message or "the server closed the connection")
    if isinstance(error, errors.InferenceTimeoutError):
        return Failure("timeout", error.message or "no answer in time")
    if isinstance(error, errors.ResponseTooLargeError):
        return copy.copy(error)
    kind = type(error)
    if not isinstance(error, (StatusError, errors.StreamError)):
        raise _Unfit(f"{kind.__name__} is not what an event of a stream becomes")
    body: Any = error.body
    if not is_object(body):
        words = error.server_message or error.message
        body = {"error": words}
        if type(error) in _ERROR_TYPE:
            body["error_type"] = _ERROR_TYPE[type(error)]
        elif status := error.status or _STATUS.get(type(error)):
            body = {"error": {"message": words, "http_status_code": status}}
            if isinstance(error, errors.ModelLoadingError):
                body["estimated_time"] = error.estimated_time or 20.0
    raised = type(from_stream(body, {}, operation=method))
    if raised is not kind:
        raise _Unfit(f"such an event is a {raised.__name__}, no {kind.__name__}")
    return _event(_jsonable(body))


# Files -----------------------------------------------------------------------------------------


def urls_of(call: AnyCall) -> list[str]:
    """Return the URLs of the files that a client downloads before it sends a call."""
    body = call.body
    parts = (*body.parts, *(body.form or {}).values())
    return [part.url for part in parts if isinstance(part, File) and part.url]


def file_wire(method: str) -> Wire:
    """Return a file that a method's example sends, as the answer to a download."""
    for example in EXAMPLES[method]["examples"]:
        for value in example["arguments"].values():
            content = _python(value)
            if isinstance(content, bytes):
                return Wire(headers=_FILE, blocks=(content,))
    return Wire(headers=_FILE, blocks=(b"a file",))


# Methods beside the tasks ----------------------------------------------------------------------


def prepare_service(method: str, value: object) -> Wire:
    """Return what a value is as an answer to a method beside the tasks.

    Args:
        method: One of `SERVICES`.
        value: The body, as bytes, a text or what becomes JSON; lines for a raw stream; whether the
            server is well; an error.

    Raises:
        ArgumentError: If no server answers so.
    """
    try:
        if isinstance(value, BaseException):
            return _error(None, value, method)
        return raw_wire(value) if method != "health_check" else Wire(200 if value else 503)
    except _Unfit as reason:
        raise ArgumentError(
            f"{method}: no server answers so: {reason}", argument="answer", operation=method
        ) from None


def raw_wire(value: object) -> Wire:
    """Return a successful answer with a body as it is."""
    from dataclasses import asdict, is_dataclass

    if isinstance(value, (bytes, bytearray)):
        kind = getattr(value, "content_type", None) or "application/octet-stream"
        return Wire(headers={"content-type": kind}, blocks=(bytes(value),))
    if isinstance(value, str):
        return Wire(headers={"content-type": "text/plain"}, blocks=(value.encode(),))
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    return Wire(headers=_JSON, blocks=(_jsonable(value).encode(),))


def service_wire(method: str) -> Wire:
    """Return what a method beside the tasks is answered with if nothing is queued."""
    return prepare_service(method, SERVICES[method])


def tasks_wire() -> Wire:
    """Return the hub's list of tasks, each with one recommended model."""
    tasks = {entry["task"]: {"widgetModels": [FAKE_MODEL]} for entry in EXAMPLES.values()}
    return raw_wire(tasks)
