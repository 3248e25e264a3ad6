"""How a list goes on, read from the names of parameters and members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .schemas import Schema

__all__ = ["pages"]

_LISTS = ("data", "items", "results", "records", "entries", "values", "list")
_CURSORS = {
    "after": ("last_id", "next_cursor", "after", "end_cursor", "next"),
    "after_id": ("last_id", "next_cursor"),
    "starting_after": ("last_id", "next_cursor"),
    "cursor": ("next_cursor", "cursor_next", "nextCursor", "next", "end_cursor"),
    "page_token": ("next_page_token", "nextPageToken"),
    "pageToken": ("nextPageToken", "next_page_token"),
    "next_token": ("next_token", "nextToken"),
    "continuation_token": ("continuation_token", "next_token"),
    "page": ("next_page",),
}
_MORE = ("has_more", "hasMore", "has_next", "hasNext", "more")
_NUMBERS = ("page", "page_number", "pageNumber", "page_no")
_OFFSETS = ("offset", "skip")
_URLS = ("next", "next_url", "next_page_url", "nextLink")


def pages(
    parameters: Mapping[str, Schema], answer: Schema, resolved: Callable[[Schema], Schema]
) -> dict[str, Any] | None:
    """Return what a manifest says of pages, or None if nothing tells that there are any.

    Args:
        parameters: Those of the query: pointer in the input, and schema.
        answer: Schema of the answer.
        resolved: Follows references.
    """
    answer = resolved(answer)
    if answer.get("type") == "array":
        members: Mapping[str, Schema] = {}
        items = ""
    else:
        members = answer.get("properties", {})
        lists = [n for n, schema in members.items() if resolved(schema).get("type") == "array"]
        named = [name for name in _LISTS if name in lists]
        if not (named or len(lists) == 1):
            return None
        items = f"/{(named or lists)[0]}"
    found = _next(parameters, members, items, answer, resolved)
    if found is None:
        return None
    result: dict[str, Any] = {"items": items, "next": found}
    more = next((name for name in _MORE if name in members), None)
    if more is not None:
        result["more"] = f"/{more}"
    return result


def _next(
    parameters: Mapping[str, Schema],
    members: Mapping[str, Schema],
    items: str,
    answer: Schema,
    resolved: Callable[[Schema], Schema],
) -> dict[str, Any] | None:
    by_name = {pointer[1:]: pointer for pointer in parameters}
    for name, answers in _CURSORS.items():
        if name not in by_name:
            continue
        for member in answers:
            if member in members:
                return {"argument": by_name[name], "from": f"/{member}"}
        if name.startswith(("after", "starting_after")):
            inner = resolved(members[items[1:]] if items else answer).get("items", {})
            if "id" in resolved(inner).get("properties", {}):
                return {"argument": by_name[name], "item": "/id"}
    if items and any(name in members for name in _URLS):
        name = next(name for name in _URLS if name in members)
        if resolved(members[name]).get("type") in ("string", ["string", "null"]):
            return {"url": f"/{name}"}
    for name in _NUMBERS:
        if name in by_name and _is_number(parameters[by_name[name]], resolved):
            text = str(parameters[by_name[name]].get("description", ""))
            zero = resolved(parameters[by_name[name]]).get("minimum") == 0 or "default is 0" in text
            return {"argument": by_name[name], "number": 0 if zero else 1}
    for name in _OFFSETS:
        if name in by_name and _is_number(parameters[by_name[name]], resolved):
            return {"argument": by_name[name], "offset": True}
    return None


def _is_number(schema: Schema, resolved: Callable[[Schema], Schema]) -> bool:
    return "integer" in str(resolved(schema).get("type"))
