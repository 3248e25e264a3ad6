"""Objects of callers as plain values of JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..errors import ArgumentError

__all__ = ["plain"]

_PLAIN = frozenset({str, bytes, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """Replace objects by what they hold, so that only what was given is sent.

    Objects are the models of this package, of openai, and others that pydantic makes: a message of
    an answer is sent as it came. Of dataclasses, such as huggingface_hub's, nobody can tell what
    was given; there it is what is not None.

    Raises:
        ArgumentError: If a list holds itself, or an object something that is no JSON.
    """
    if type(value) in _PLAIN:
        return value
    try:
        return _plain(value)
    except (RecursionError, ValueError) as error:  # pydantic's own are ValueErrors
        deep = isinstance(error, RecursionError)
        reason = "it holds itself, or is nested too deeply" if deep else str(error)
        raise ArgumentError(
            f"an argument, a {type(value).__name__}, cannot be sent: {reason}"
        ) from None


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if _is_record(value):
        return {name: item for name, item in _members(value).items() if item is not None}
    if isinstance(value, (dict, Mapping)):  # the first is found quicker
        members = cast("Mapping[str, Any]", value)
        return {
            key: item if type(item) in _PLAIN else _plain(item) for key, item in members.items()
        }
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [item if type(item) in _PLAIN else _plain(item) for item in items]
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        # What came in an answer may be of other types than were promised; it is sent as it came.
        return dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    return value


def _is_record(value: object) -> bool:
    """Return whether a value is an instance of a dataclass."""
    kind = type(value)
    return kind is not dict and kind is not type and hasattr(kind, "__dataclass_fields__")


def _members(record: Any) -> dict[str, Any]:
    """Return what an instance of a dataclass holds; huggingface_hub's hold more, as dicts."""
    from dataclasses import fields

    members: dict[str, Any] = {field.name: getattr(record, field.name) for field in fields(record)}
    if isinstance(record, dict):
        members = {**cast("dict[str, Any]", record), **members}
    return {name: _plain(member) for name, member in members.items()}
