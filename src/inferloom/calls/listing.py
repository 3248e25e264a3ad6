"""Lists in answers as they are promised: as many items as asked for, in the right order."""

from __future__ import annotations

from operator import ge
from typing import TYPE_CHECKING, Any

from ..jsonvalues import is_array

if TYPE_CHECKING:
    from .results import Counts, ListRules

__all__ = ["arrange"]


def arrange(rules: ListRules, value: Any, counts: Counts) -> None:
    """Put the list of an answer in order, and cut it where more came than was asked for.

    Args:
        rules: What is promised.
        value: The decoded answer.
        counts: How many items there have to be, and may be at most.

    Raises:
        ValueError: If there are more or fewer items than inputs, or if nothing tells their order.
    """
    items = getattr(value, rules.at) if rules.at else value
    if not is_array(items):
        return
    number, most = counts
    if number is not None and len(items) != number:
        raise ValueError(f"there are {len(items)} results for {number} inputs")
    if rules.by is not None:
        if rules.best_first:
            _best_first(items, rules.by, rules.within)
        else:
            _by_place(items, rules.by)
    if most is not None and len(items) > most:
        _cut(items, most, rules.within)


def _by_place(items: list[Any], by: str) -> None:
    if [getattr(item, by) for item in items] == list(range(len(items))):
        return  # as nearly always
    places = [_number(item, by) for item in items]
    told = {place for place in places if place is not None}
    if len(told) == len(items):
        items.sort(key=lambda item: getattr(item, by))
    elif len(told) > 1 and any(p not in (None, at) for at, p in enumerate(places)):
        raise ValueError(f"{by} of the items tells no order: {', '.join(map(str, places))}")


def _best_first(items: list[Any], by: str, within: str | None) -> None:
    scores = [getattr(item, by) for item in items]
    if not within and all(type(score) is float for score in scores):
        if all(map(ge, scores, scores[1:])):
            return  # as nearly always
    elif any(_number(item, by) is None for item in items):
        return

    def rank(item: Any) -> tuple[float, bool, float]:
        score: float = getattr(item, by)
        return _group(item, within), score != score, -score  # what is no number comes last

    items.sort(key=rank)


def _cut(items: list[Any], most: int, within: str | None) -> None:
    if within is None:
        del items[most:]
        return
    counts: dict[float, int] = {}
    kept: list[Any] = []
    for item in items:
        group = _group(item, within)
        counts[group] = counts.get(group, 0) + 1
        if counts[group] <= most:
            kept.append(item)
    items[:] = kept


def _group(item: Any, within: str | None) -> float:
    return 0 if within is None else _number(item, within) or 0


def _number(item: Any, name: str) -> float | None:
    value: object = getattr(item, name, None)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
