"""What a server said in words where it reports an error, and text that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..jsonvalues import is_array, is_object

__all__ = [
    "errors_in",
    "in_short",
    "json_in",
    "one_line",
    "readable",
    "reports_error",
    "reports_failure",
    "status_in",
    "words_in",
]

# Members that hold words, the most telling ones first; compared in lower case.
_WORDS = (
    *("error", "errors", "message", "detail", "error_description", "msg", "error_message"),
    *("errormessage", "error_msg", "err", "fault", "faultstring", "exception", "reason"),
    *("metadata", "raw"),  # OpenRouter: what the provider said
    "choices",  # one of them may hold an error
)
# What is looked at only where none of those says anything.
_OTHER_WORDS = ("details", "description", "title", "cause", "info", "status", "code", "type")
# Members that lead from an envelope to the error in it.
_ENVELOPES = ("error", "errors", "detail", "fault", "choices")
_JSON_IN_TEXT = 64 * 1024  # characters of a text that may be JSON once more
_SHOWN = 500  # characters of an error without words
_PAGE_STARTS = ("<!doctype", "<html", "<head", "<body", "<?xml", "<!--")
_PAGE_PARTS = ("title", "h1", "message", "faultstring")


def words_in(body: object) -> list[str]:
    """Return all that a parsed body says in words, each once, in the order of the body."""
    found: list[str] = []
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            inner = json_in(value)
            if inner is not None:
                waiting.append(inner)
            elif words := one_line(_text(value)):
                found.append(words)
        elif is_array(value):
            waiting += reversed(value)
        elif is_object(value):
            if "loc" in value and "msg" in value:  # one finding of FastAPI's validation
                found.append(one_line(f"{_place(value['loc'])}: {value['msg']}"))
            else:
                waiting += reversed(_members(value))
    return list(dict.fromkeys(found))


def _members(value: dict[str, Any]) -> list[Any]:
    known = {str(name).lower(): item for name, item in value.items()}
    for names in (_WORDS, _OTHER_WORDS):
        items = [known[name] for name in names if known.get(name)]
        if any(isinstance(item, (str, list, dict)) for item in items):
            return items
    return []


def _place(steps: object) -> str:
    return ".".join(str(step) for step in steps) if is_array(steps) else str(steps)


def json_in(text: str) -> Any:
    """Return the object or list that a text is as JSON; None if it is none."""
    if text.lstrip()[:1] not in ("{", "[") or len(text) > _JSON_IN_TEXT:
        return None
    import json  # only errors need it: docs/design/start_up.md

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value or None


def _text(text: str) -> str:
    """Return what a text says; of a page, its title."""
    start = text[:4096].lstrip().lower()
    if start.startswith(_PAGE_STARTS) or "<html" in start or "<title" in start:
        return next(filter(None, (_part(text, name) for name in _PAGE_PARTS)), "")
    return text


def _part(page: str, name: str) -> str:
    """Return the text of the first element of a name."""
    opening = re.search(rf"<{name}(?:\s[^<>]*)?>", page, re.IGNORECASE)
    if opening is None:
        return ""
    closing = re.compile(rf"</{name}", re.IGNORECASE).search(page, opening.end())
    if closing is None:
        return ""
    return re.sub(r"<[^<>]*>", " ", page[opening.end() : closing.start()])


def in_short(value: object) -> str | None:
    """Return an object or list as JSON, of which the start is shown if it is long."""
    import json

    try:
        text = one_line(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError):
        return None
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


# What is an error ------------------------------------------------------------------------------


def reports_error(payload: object) -> bool:
    """Return whether a parsed answer, or an event, says that it is an error."""
    if not is_object(payload):
        return is_array(payload) and bool(payload) and all(map(reports_error, payload[:2]))
    if payload.get("object") == "error" or payload.get("type") == "error":
        return True
    if any(_says_something(payload.get(name)) for name in ("error", "errors")):
        return True
    choices = payload.get("choices")
    return is_array(choices) and any(map(_is_failed, choices))


def _is_failed(choice: object) -> bool:
    if not is_object(choice):
        return False
    return choice.get("finish_reason") == "error" or _says_something(choice.get("error"))


def reports_failure(payload: object) -> bool:
    """The same of an answer that has nothing of what was asked for, which takes less."""
    if reports_error(payload):
        return True
    if not is_object(payload):
        return False
    status = payload.get("status")
    if isinstance(status, str) and status.lower() in ("error", "failed", "failure", "fail"):
        return True
    if payload.get("success") is False or status_in(payload) is not None:
        return True
    names = {str(name).lower() for name, item in payload.items() if item}
    words = {"detail", "error_message", "errormessage", "error_msg", "fault", "exception", "err"}
    return bool(names & words)


def _says_something(error: object) -> bool:
    if is_object(error):
        return any(error.values())
    return bool(error)


def errors_in(payload: object) -> Iterator[dict[str, Any]]:
    """Yield the objects that tell about an error, the outer ones first."""
    waiting = [payload]
    for _ in range(10):  # as deep as anyone wraps an error
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, str):
            value = json_in(value)
        if is_array(value):
            waiting += value[:1]
        elif is_object(value):
            yield value
            waiting += [value[name] for name in _ENVELOPES if value.get(name)]


def status_in(payload: object) -> int | None:
    """Return the error status that an error names, as a number or as its digits."""
    status = None
    for error in errors_in(payload):
        for name in ("http_status_code", "status_code", "statusCode", "status", "code"):
            value = error.get(name)
            if isinstance(value, str) and len(value) == 3 and value.isdecimal():
                value = int(value)
            if isinstance(value, int) and 400 <= value <= 599:
                status = value  # the inner one knows better
                break
    return status


# Text for people -------------------------------------------------------------------------------

# What moves a terminal's cursor, hides text, or lets it be read in another order.
_UNSEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def readable(text: str) -> str:
    """Return a text with its control characters escaped, but for tabs and line ends."""
    return re.sub(_UNSEEN, _escaped, text)


def one_line(text: str) -> str:
    """The same on one line."""
    return readable(" ".join(line for part in text.splitlines() if (line := part.strip())))


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
