"""JSON that no strict reader takes, as JSON that every reader takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..jsonvalues import is_array, is_object

__all__ = ["mended", "regrouped"]

_LARGEST = 1024 * 1024  # bytes; as Python values, JSON takes many times its size
_LONGEST = 4300  # digits of an integer that Python reads, since that takes quadratic time


def mended(content: bytes) -> bytes | None:
    """Return JSON that a strict reader refuses as JSON that it takes; None if it is none.

    Half a surrogate pair and bytes that are no UTF-8 become U+FFFD, line breaks inside a text
    become escapes, and a number that is too large becomes infinite.
    """
    if len(content) > _LARGEST:
        return None
    try:
        text = content.decode("utf-8", "replace")
        return _dumped(json.loads(text, strict=False, parse_int=_integer))
    except (ValueError, RecursionError):
        return None


def regrouped(content: bytes, wants_list: bool) -> Iterator[bytes]:
    """Yield an answer that is a list where one object is expected, or the reverse, as expected."""
    if len(content) > _LARGEST:
        return
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return
    if wants_list and is_object(value):
        yield _dumped([value])
    while is_array(value) and len(value) == 1 and (is_array(value[0]) or not wants_list):
        value = value[0]
        yield _dumped(value)


def _dumped(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    # UTF-16 is where halves of pairs meet or are found to be alone.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST else float(digits)
