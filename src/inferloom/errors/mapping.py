"""Error mapping: an error status, or an error inside a stream, as one exception of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jsonvalues import is_array, is_object
from . import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    GenerationError,
    IncompleteGenerationError,
    InferenceError,
    ModelLoadingError,
    NotFoundError,
    OverloadedError,
    PermissionDeniedError,
    RateLimitError,
    RequestTooLargeError,
    ServerError,
    StatusError,
    StreamError,
    TextGenerationError,
    UnprocessableEntityError,
    ValidationError,
)
from .body import estimated_time, parse_body, request_id, server_message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["from_response", "from_stream", "is_at_fault", "is_loading"]

_BODY_IN_MESSAGE = 500  # characters of an unparsed body that a message may quote
_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: RequestTooLargeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
# text-generation-inference's `error_type` member.
_BY_ERROR_TYPE: dict[str, type[TextGenerationError]] = {
    "generation": GenerationError,
    "incomplete_generation": IncompleteGenerationError,
    "overloaded": OverloadedError,
    "validation": ValidationError,
}
# Servers that answer 500 where the request is at fault say so in words: llama.cpp (pictures, tools,
# long prompts), the chat templates that it and transformers run, LiteLLM of what stands behind it.
_AT_FAULT = (
    r"\bnot supported\b",
    r"\bunsupported\b",
    r"does not support",
    r"context (size|length|window)",
    r"(prompt|input|request|message|text)s? (is|are|has)?\s?too (long|large|many)",
    r"input is too large",
    r"failed to parse (the )?(tool|message|grammar|input|prompt|request|json|image|response)",
    r"invalid (request|input|argument|parameter|value|grammar|json|image|role)",
    r"roles must alternate",
    r"only .{1,40} roles are supported",
    r"\bBadRequestError\b",
)
_AT_FAULT_TYPES = frozenset(
    {
        "BadRequestError",
        "bad_request",
        "exceed_context_size_error",
        "invalid_request_error",
        "not_supported_error",
        "validation",
        "validation_error",
    }
)
_HINTS: dict[int, str] = {
    401: "pass token=..., or set HF_TOKEN to a valid token.",
    402: "the account has no credit left for this provider.",
    403: "the token lacks the permission to call this model.",
    404: "check the model id and the URL; the server has no such model or route.",
    405: "the URL is not an inference route; check base_url.",
    407: "the proxy wants a name and a password: http://user:password@host:port.",
    413: "send a smaller input.",
    422: "check that the model serves this task and that the arguments suit it.",
    429: "slow down, or raise max_retries with client.with_options(...).",
    503: "the server is up and cannot answer now; try again later.",
    504: "a gateway gave up waiting; stream=True keeps the connection busy.",
}


def from_response(
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    *,
    operation: str | None = None,
    url: str | None = None,
) -> StatusError:
    """Build the exception for an answer with an error status.

    Args:
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        content: The whole body.
        operation: Name of the method that was called.
        url: Where the request went; its query string is left out of the message.

    Returns:
        The exception, not raised.
    """
    body = parse_body(content)
    text = _said(body, headers)
    kind = _kind(status, body)
    where = f" from {url.split('?', 1)[0]}" if url else ""
    message = f"{status} {_reason(status)}{where}"
    message += f": {_shorten(text)}" if text else "."
    error = kind(
        message,
        hint=_stand_in_hint(text) or _HINTS.get(status),
        status=status,
        request_id=request_id(headers, body),
        server_message=text,
        body=body,
        headers=headers,
        operation=operation,
    )
    if isinstance(error, ModelLoadingError):
        error.estimated_time = estimated_time(body)
        error.hint = "the model is being loaded; raise timeout to wait for it longer."
    elif _stand_in_hint(text) is None and is_at_fault(error):
        error.hint = "the server's words say that the request is at fault, so it was sent once."
    return error


def from_stream(
    payload: object, headers: Mapping[str, str], *, operation: str | None = None
) -> InferenceError:
    """Build the exception for an error event inside a stream.

    Args:
        payload: The parsed event, or its text.
        headers: Headers of the stream's answer.
        operation: Name of the method that was called.

    Returns:
        The exception, not raised; the same class as for an error status where the event names one.
    """
    from .words import status_in

    text = _said(payload, {}) or "(it gave no reason)"
    status = status_in(payload)
    kind = _named_kind(payload) or (StreamError if status is None else _kind(status, payload))
    return kind(
        f"the server reported an error inside the stream: {_shorten(text)}",
        hint=_stand_in_hint(text) or (_HINTS.get(status) if status else None),
        status=status,
        request_id=request_id(headers, payload),
        server_message=text,
        body=payload,
        headers=headers,
        operation=operation,
    )


def _stand_in_hint(text: str | None) -> str | None:
    """Return what to do where a server does not know the name that stands in for a model's."""
    if text is None or "tgi" not in text or "model" not in text.lower():
        return None
    import re

    if not re.search(r"(?<![\w/-])tgi(?![\w/-])", text):
        return None
    return (
        "the server does not know the model `tgi`, which is what is sent where no model is given; "
        "client.list_models() says which it has: pass model=..., or "
        "client.with_options(model=...) for all calls."
    )


def _said(body: object, headers: Mapping[str, str]) -> str | None:
    """Return the server's own words; of an error of no known form, all of it."""
    text = server_message(body, headers)
    if text is None and body and (is_object(body) or is_array(body)):
        from .words import in_short

        text = in_short(body)
    return text


def is_loading(status: int | None, body: object) -> bool:
    """Return whether a 503 says that the model is being loaded.

    A server that is overloading says no such thing, nor does one that failed to load its model.
    """
    if status != 503:
        return False
    if estimated_time(body) is not None:
        return True
    import re

    text = (server_message(body, {}) or "")[:_BODY_IN_MESSAGE].lower()
    return bool(re.search(r"\bloading\b", text)) and not re.search(
        r"(fail\w*|errors?|unable|could not|cannot)(?: \w+){0,4} loading|loading(?: \S+){0,4} fail",
        text,
    )


def is_at_fault(error: StatusError) -> bool:
    """Return whether a 500 says that the request is at fault, so that it would fail again."""
    if error.status != 500:
        return False
    inner = error.body.get("error") if is_object(error.body) else None
    for holder in (inner, error.body):
        if is_object(holder):
            kinds = holder.get("type"), holder.get("error_type")
            if any(isinstance(kind, str) and kind in _AT_FAULT_TYPES for kind in kinds):
                return True
            if holder.get("code") in (400, 413, 422, "400", "413", "422"):
                return True
    import re

    text = (error.server_message or "")[:_BODY_IN_MESSAGE]
    return any(re.search(words, text, re.IGNORECASE) for words in _AT_FAULT)


def _kind(status: int, body: object) -> type[StatusError]:
    if named := _named_kind(body):
        return named
    if is_loading(status, body):
        return ModelLoadingError
    if status >= 500:
        return ServerError
    return _BY_STATUS.get(status, StatusError)


def _named_kind(body: object) -> type[TextGenerationError] | None:
    named = body.get("error_type") if is_object(body) else None
    return _BY_ERROR_TYPE.get(named) if isinstance(named, str) else None


def _reason(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def _shorten(text: str) -> str:
    return text if len(text) <= _BODY_IN_MESSAGE else text[:_BODY_IN_MESSAGE] + "…"
