"""An answer to the result that a call promises."""

from __future__ import annotations

from typing import Any

from ..calls.call import Call
from ..calls.decode import decode, file_in
from ..calls.results import Bytes
from ..errors import InferenceError, MissingLibraryError, ResponseDecodeError
from ..limits import Limits
from ..secret_texts import conceal
from .steps import Answer

__all__ = ["content_of", "decoded", "outcome_of", "url_in"]


def decoded(call: Call[Any], answer: Answer, limits: Limits) -> Any:
    """Return the result that an answer holds.

    Raises:
        InferenceError: If it holds none.
    """
    call = answer.call or call
    large = call.operation.large
    most = limits.largest(large)
    try:
        name, counts = call.operation.name, call.counts
        return decode(call.result, answer.content, answer.headers, name, counts, most, large)
    except InferenceError as error:
        error.attempts, error.elapsed = answer.attempts, answer.elapsed
        error.provider, error.job = answer.provider, answer.job
        conceal(error, answer.sent)
        raise


def outcome_of(call: Call[Any], answer: Answer, limits: Limits) -> Any:
    """Return the result that an answer holds, or what is missing to make it of the answer.

    Raises:
        InferenceError: If it holds none.
    """
    try:
        return decoded(call, answer, limits)
    except MissingLibraryError as error:
        return error


def content_of(call: Call[Any], answer: Answer, limits: Limits) -> bytes:
    """Return the file that an answer with a result holds, if it is one, else the answer's body."""
    call = answer.call or call
    if not isinstance(call.result, Bytes):
        return answer.body
    most = limits.largest(call.operation.large)
    return file_in(call.result, answer.content, answer.headers, most)[0]


def url_in(call: Call[Any], answer: Answer) -> str:
    """Return where the file is that an answer is about.

    Raises:
        ResponseDecodeError: If the server sent the file, or something else.
    """
    if answer.file_url is not None:
        return answer.file_url
    raise ResponseDecodeError(
        f"{call.operation.name}: the server sent no address of a file",
        hint="it may have sent the file itself: call exchange() without result='url'.",
        status=answer.status,
        headers=answer.headers,
        operation=call.operation.name,
    )
