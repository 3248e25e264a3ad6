"""Error mapping: what the wire said, turned into one exception tree.

Every exception of this package is an `InferenceError`. Those that answer a bad request are also
`ValueError`s, those that ran out of time also `TimeoutError`s, lost connections also
`ConnectionError`s, so that code written against the standard library catches them.
"""

from __future__ import annotations

from .transport.narrow import is_array, is_object

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = [
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "GenerationError",
    "IncompleteGenerationError",
    "InferenceConnectionError",
    "InferenceError",
    "InferenceTimeoutError",
    "MediaDecodeError",
    "ModelLoadingError",
    "NotFoundError",
    "OverloadedError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTooLargeError",
    "ResponseDecodeError",
    "ResponseTooLargeError",
    "ServerError",
    "StatusError",
    "StreamError",
    "StreamInterruptedError",
    "TextGenerationError",
    "TokenNotFoundError",
    "UnprocessableEntityError",
    "ValidationError",
    "from_response",
    "from_stream",
]

_GLANCED, _KEPT, _READ = 64 * 1024, 1024**2, 16 * 1024**2  # bytes of a body
_BODY_IN_MESSAGE = 500  # characters of an unparsed body that a message may quote


class InferenceError(Exception):
    """Root of all errors that this package raises.

    Attributes:
        message: What went wrong, in one sentence, without the hint.
        hint: What to do about it, in one line, or None.
        status: HTTP status code, or None when there was no answer.
        request_id: The server's id for the request, or None.
        server_message: The server's own words, on one line and with control characters escaped, or
            None. `body` has them as they came.
        body: The parsed JSON body of the answer, its text if it is not JSON, or None.
        headers: Headers of the answer, lower-case names; empty when there was no answer.
        operation: Name of the method that was called, or None.
        attempts: How many requests were sent for this call.
        elapsed: Seconds from the start of the call to the error, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        server_message: str | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        operation: str | None = None,
        attempts: int = 0,
        elapsed: float | None = None,
    ) -> None:
        message = _readable(message)
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status
        self.request_id = request_id
        self.server_message = server_message
        self.body = body
        self.headers: Mapping[str, str] = headers or {}
        self.operation = operation
        self.attempts = attempts
        self.elapsed = elapsed

    def __str__(self) -> str:
        notes = [self.message]
        if self.request_id:
            notes.append(f"Request id: {self.request_id}.")
        if self.hint:
            notes.append(f"Hint: {self.hint}")
        return _readable("\n".join(notes))

    def __reduce__(self) -> tuple[object, ...]:
        # The default passes `args` alone and would lose every keyword.
        return _rebuild, (type(self), self.args, self.__dict__)


def _readable(text: str) -> str:
    """Return a text, which may quote a server, with its control characters escaped."""
    if text.isprintable():
        return text
    from .transport.words import readable

    return readable(text)


def _rebuild(kind: type[InferenceError], args: tuple[object, ...], state: dict[str, Any]) -> object:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ArgumentError(InferenceError, ValueError):
    """An argument cannot be used; nothing was sent.

    Attributes:
        argument: Name of the argument, or None when several are at fault.
    """

    def __init__(self, message: str, *, argument: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.argument = argument


class TokenNotFoundError(InferenceError, OSError):
    """`token=True` was asked for and no token is in the environment or on disk."""

    # OSError writes its own text from (errno, strerror); ours is the message.
    __str__ = InferenceError.__str__


class InferenceConnectionError(InferenceError, ConnectionError):
    """No answer arrived: the host is unknown, refuses, or hung up."""

    __str__ = InferenceError.__str__


class InferenceTimeoutError(InferenceError, TimeoutError):
    """A model is not available, or the request did not finish, within the given time."""

    __str__ = InferenceError.__str__


class ResponseDecodeError(InferenceError):
    """The server answered with success, but not with what the operation promises.

    `body` carries the parsed answer, or its text, so that nothing is lost.
    """


class MediaDecodeError(ResponseDecodeError, ValueError):
    """A picture or sound that a server sent cannot be decoded here; its bytes are all there."""


class ResponseTooLargeError(InferenceError):
    """An answer, or one event of a stream, is larger than the client accepts."""


class StatusError(InferenceError):
    """The server answered with an error status."""


class BadRequestError(StatusError, ValueError):
    """400: the server could not make sense of the request."""


class AuthenticationError(StatusError):
    """401: no token, or not a valid one."""


class PermissionDeniedError(StatusError):
    """403: the token is valid and may not do this."""


class NotFoundError(StatusError):
    """404: no such model or route."""


class ConflictError(StatusError):
    """409: the state of the resource forbids the request."""


class RequestTooLargeError(StatusError, ValueError):
    """413: the server does not accept a request of this size."""


class UnprocessableEntityError(StatusError, ValueError):
    """422: the server understood the request and refuses its values."""


class RateLimitError(StatusError):
    """429: too many requests."""


class ServerError(StatusError):
    """5xx: the server failed."""


class ModelLoadingError(ServerError):
    """503 while the model is being loaded.

    Attributes:
        estimated_time: Seconds until the model is ready as the server guesses, or None.
    """

    estimated_time: float | None = None


class TextGenerationError(StatusError):
    """A text generation server named the kind of its failure (`error_type`)."""


class ValidationError(TextGenerationError, UnprocessableEntityError):
    """The generation parameters are not valid for this server."""


class GenerationError(TextGenerationError):
    """The model failed while it generated."""


class IncompleteGenerationError(TextGenerationError, ServerError):
    """The generation stopped before it was complete."""


class OverloadedError(TextGenerationError, RateLimitError):
    """The server has no room for another request."""


class StreamError(InferenceError):
    """The server reported an error inside a stream that had begun with success."""


class StreamInterruptedError(StreamError, ConnectionError):
    """A stream ended before it was complete; what had arrived was delivered.

    Attributes:
        events_received: Number of chunks that arrived before the cut.
    """

    events_received: int = 0

    __str__ = InferenceError.__str__


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
    from .transport.words import status_in

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


def parse_body(content: bytes) -> object:
    """Return a body as JSON if it is JSON, else the start of its text, or None if it is empty."""
    if not content.strip():
        return None
    if len(content) > _GLANCED and _takes_much(content):
        return content[:_KEPT].decode("utf-8", "replace")
    import json

    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return content[:_KEPT].decode("utf-8", "replace")


def _takes_much(content: bytes) -> bool:
    """Return whether a body is too much to be read for the sake of an error."""
    from .transport.cost import SLACK, cost

    return len(content) > _READ or cost(content, SLACK) > SLACK


def request_id(headers: Mapping[str, str], body: object = None) -> str | None:
    """Return the server's id for a request from its answer's headers, or else an error's body."""
    for name in ("x-request-id", "x-amzn-trace-id", "x-amz-cf-id", "cf-ray"):
        if value := headers.get(name):
            return value
    if not body:
        return None
    from .transport.words import errors_in, one_line

    for error in errors_in(body):
        for name in ("request_id", "requestId", "RequestId", "id"):
            value = error.get(name)
            if value and isinstance(value, str):
                return one_line(value)
    return None


def estimated_time(body: object) -> float | None:
    """Return the seconds until a model is loaded, from a 503 body."""
    value = body.get("estimated_time") if is_object(body) else None
    # A number that no float can hold, NaN or a truth value is no guess.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
        return None
    return float(value)


def server_message(body: object, headers: Mapping[str, str]) -> str | None:
    """Find the server's own words in an error body of any known form.

    Args:
        body: Parsed JSON or text: `{"error": text | list | object}`, `{"errors": [...]}`,
            `{"detail": ...}` (FastAPI), `{"message": ...}`, the same inside each other or as JSON
            in a text, plain text, an HTML page or XML.
        headers: Answer headers; `x-error-message` comes first.

    Returns:
        One line of text with control characters escaped, or None when the server said nothing.
    """
    from .transport.words import words_in

    return "; ".join(words_in([headers.get("x-error-message"), body])) or None


def _said(body: object, headers: Mapping[str, str]) -> str | None:
    """Return the server's own words; of an error of no known form, all of it."""
    text = server_message(body, headers)
    if text is None and body and (is_object(body) or is_array(body)):
        from .transport.words import in_short

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
