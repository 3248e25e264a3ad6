"""The exceptions of this package, as one tree.

Every one is an `InferenceError`. Those that answer a bad request are also `ValueError`s, those that ran
out of time also `TimeoutError`s, lost connections also `ConnectionError`s, so that code written
against the standard library catches them.
"""

from __future__ import annotations

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = [
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FileAccessError",
    "FileForbiddenError",
    "FileIsFolderError",
    "FileMissingError",
    "GenerationError",
    "IncompleteGenerationError",
    "InferenceConnectionError",
    "InferenceError",
    "InferenceTimeoutError",
    "JobCancelledError",
    "JobFailedError",
    "MediaDecodeError",
    "MissingLibraryError",
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
]


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
        provider: Name of the provider that was called, or None.
        job: The job that the provider had accepted before, or None: `client.resume(job)` fetches
            what it comes to.
    """

    provider: str | None = None
    job: Any = None

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
    from .words import readable

    return readable(text)


def _rebuild(kind: type[InferenceError], args: tuple[object, ...], state: dict[str, Any]) -> object:
    # Of several bases `kind.__new__` is the first one's, which does not make an OSError.
    error = (OSError if issubclass(kind, OSError) else kind).__new__(kind, *args)
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


class FileAccessError(ArgumentError, OSError):
    """A path was given for a file, and it cannot be opened; nothing was sent."""

    # OSError writes its own text from (errno, strerror); ours is the message.
    __str__ = InferenceError.__str__


class FileMissingError(FileAccessError, FileNotFoundError):
    """There is no such file."""


class FileIsFolderError(FileAccessError, IsADirectoryError):
    """The path is that of a folder."""


class FileForbiddenError(FileAccessError, PermissionError):
    """The file may not be read."""


class JobFailedError(InferenceError):
    """A provider accepted a job, and it came to no result.

    Attributes:
        state: The state of the job, as the provider names it.
    """

    def __init__(self, message: str, *, state: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.state = state


class JobCancelledError(JobFailedError):
    """A job at a provider was cancelled there."""


class TokenNotFoundError(InferenceError, OSError):
    """`token=True` was asked for and no token is in the environment or on disk."""

    # OSError writes its own text from (errno, strerror); ours is the message.
    __str__ = InferenceError.__str__


class MissingLibraryError(InferenceError, ImportError):
    """A library is not installed that a result, or what is done with one, needs.

    Nothing is sent if it is the result of a method that needs it.
    """

    # ImportError, too, has a text of its own.
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
