"""From one page of a list to the call of the next, without I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urljoin

from ..calls.call import Call
from ..calls.encode_http import encode_http
from ..calls.http import Following
from ..errors import ResponseDecodeError
from ..jsonvalues import is_array

__all__ = ["following", "items_of"]

P = TypeVar("P")


def items_of(call: Call[Any], page: Any) -> list[Any]:
    """Return the items of a page; none where a server leaves the list out."""
    items = _at(page, _rule(call).items)
    return items if is_array(items) else []


def following(call: Call[P], page: P, seen: int) -> Call[P] | None:
    """Return the call of the page behind another one, or None if that is the last.

    Args:
        call: What brought the page.
        page: The page.
        seen: How many items there have been, those of the page included.

    Raises:
        ResponseDecodeError: If the server names the same page as the next one.
    """
    rule, items = _rule(call), items_of(call, page)
    place = call.body.place
    assert place is not None and place.given is not None
    if rule.more and _at(page, rule.more) is False:
        return None
    if rule.url:
        url = _at(page, rule.url)
        if not url or not isinstance(url, str):
            return None
        url = _joined(place.url or place.path, url)
        _check_moves(call, url, place.url)
        changed = place._replace(url=url)
        return replace(call, body=call.body._replace(place=changed))
    if rule.cursor:
        value = _at(page, rule.cursor)
    elif not items:
        return None
    elif rule.last:
        value = _at(items[-1], rule.last)
    elif rule.offset:
        value = seen
    else:
        value = int(place.given.get(rule.argument, rule.number) or 0) + 1  # type: ignore[call-overload]
    if value is None or value == "":
        return None
    _check_moves(call, value, place.given.get(rule.argument))
    given = {**place.given, rule.argument: value}
    return replace(call, body=encode_http(call.operation, given, None))


def _rule(call: Call[Any]) -> Following:
    http = call.operation.http
    assert http is not None and http.following is not None
    return http.following


def _joined(path: str, url: str) -> str:
    """Return the address of a page, relative to the one before; a path stays one."""
    if url.startswith("?"):
        return f"{path.partition('?')[0]}{url}"
    return urljoin(path, url) if "://" in path else url


def _check_moves(call: Call[Any], value: object, before: object) -> None:
    if value == before:
        name = call.operation.name
        raise ResponseDecodeError(
            f"{name}: the server names the same page as the next one again, {value!r}",
            hint="what has come so far is not the whole list.",
            operation=name,
        )


def _at(value: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        if value is None:
            return None
        value = value.get(step) if hasattr(value, "get") else getattr(value, step, None)
    return value
