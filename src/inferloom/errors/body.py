"""What is in the body of an error: JSON if it is JSON, the request's id, the server's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jsonvalues import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["estimated_time", "parse_body", "request_id", "server_message"]

_GLANCED, _KEPT, _READ = 64 * 1024, 1024**2, 16 * 1024**2  # bytes of a body


def parse_body(content: bytes) -> object:
    """Return a body as JSON if it is JSON, else the start of its text, or None if it is empty."""
    if not content or content.isspace():
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
    from ..json_weight import SLACK, cost, text_cost

    left = SLACK - 2 * text_cost(content, SLACK // 2)  # the whole is a text first, and then parts
    return len(content) > _READ or left < 0 or cost(content, left) > left


def request_id(headers: Mapping[str, str], body: object = None) -> str | None:
    """Return the server's id for a request from its answer's headers, or else an error's body."""
    for name in ("x-request-id", "inference-id", "x-amzn-trace-id", "x-amz-cf-id", "cf-ray"):
        if value := headers.get(name):
            return value
    if not body:
        return None
    from .words import errors_in, one_line

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
    from .words import words_in

    return "; ".join(words_in([headers.get("x-error-message"), body])) or None
