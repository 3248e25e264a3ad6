"""Chunks of a stream to the whole that they are pieces of. Pure; how they add up is data.

Objects are merged, lists are put one behind the other, of other values the last one stays. A server
that says nothing (null, an empty text) takes nothing back. Members that nobody knows are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .call import Accumulate, Events
from .narrow import is_array, is_object
from .remap import remap

__all__ = ["Accumulator", "Transcript", "as_chunk"]

_BATCH = 1024  # events that are kept as they came; more are packed, to five bytes each


class _Pieces(list[str]):
    """A text that is not joined yet, so that a long one is not copied for each piece."""


class Accumulator:
    """Adds up the chunks of one stream.

    Args:
        rules: How they add up.
    """

    def __init__(self, rules: Accumulate) -> None:
        self._rules = rules
        self._apart = {*rules.collect, *rules.omit}
        self._whole: dict[str, Any] = {}

    def add(self, chunk: Mapping[str, Any]) -> None:
        """Take the next chunk, which is left as it is."""
        if self._apart:
            for name, path in self._rules.collect.items():
                if chunk.get(name) is not None:
                    self._collect(path.split("."), chunk[name])
            chunk = {name: value for name, value in chunk.items() if name not in self._apart}
        self._merge(self._whole, chunk)

    def whole(self) -> dict[str, Any]:
        """Return the sum so far."""
        whole: dict[str, Any] = self._finished(self._whole)
        for name, value in self._rules.constants.items():
            if name in whole:
                whole[name] = value
        return whole

    def _collect(self, steps: list[str], value: Any) -> None:
        node = self._whole
        for step in steps[:-1]:
            if not is_object(node.get(step)):
                node[step] = {}
            node = node[step]
        node.setdefault(steps[-1], []).append(value)

    def _merge(self, target: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        rules = self._rules
        for key, value in new.items():
            name = rules.rename.get(key, key)
            old = target.get(name)
            if value is None or (value == "" and old):
                target.setdefault(name, value)
            elif is_object(value):
                target[name] = self._merge(old if is_object(old) else {}, value)
            elif is_array(value):
                items = target[name] = old if is_array(old) else []
                if name in rules.keyed:
                    self._merge_items(items, value, rules.keyed[name])
                elif name in rules.calls:
                    self._merge_calls(items, value)
                else:
                    items += value
            elif isinstance(value, str) and name in rules.join:
                if isinstance(old, _Pieces):
                    old.append(value)
                else:
                    target[name] = _Pieces([value])
            else:
                target[name] = value
        return target

    def _merge_items(self, items: list[Any], pieces: list[Any], key: str) -> None:
        for position, piece in enumerate(pieces):
            number = piece.get(key, position)
            item = next((item for item in items if item.get(key, position) == number), None)
            if item is None:
                items.append(item := {})
            self._merge(item, piece)

    def _merge_calls(self, calls: list[dict[str, Any]], pieces: list[dict[str, Any]]) -> None:
        for position, piece in enumerate(pieces):
            call: dict[str, Any] | None = _owner(
                calls, piece, position if len(pieces) > 1 else None
            )
            if call is None:
                call = {}
                if _name(piece) is None and calls and _is_whole(calls[-1]):
                    call["function"] = {"name": _name(calls[-1])}  # it was named when it began
                calls.append(call)
            self._merge_call(call, piece)

    def _merge_call(self, call: dict[str, Any], piece: dict[str, Any]) -> None:
        # A server that numbers or names a call anew in each piece has said it in the first.
        said = {name for name in ("index", "id") if call.get(name) not in (None, "")}
        piece = {name: value for name, value in piece.items() if name not in said}
        arguments = _arguments(piece)
        if is_object(arguments):
            import json  # only here and below, for what few servers send

            arguments = json.dumps(arguments, ensure_ascii=False, separators=(",", ":"))
        elif not str(arguments).startswith("{") or _text(call) != "{}":
            self._merge(call, piece)
            return
        # All of them at once, or in place of an object that only kept it for them.
        self._merge(call, {**piece, "function": {**piece["function"], "arguments": None}})
        call["function"]["arguments"] = _Pieces([str(arguments)])

    def _finished(self, value: Any, name: str = "") -> Any:
        rules = self._rules
        if isinstance(value, _Pieces):
            return "".join(value)
        if is_object(value):
            return {key: self._finished(item, key) for key, item in value.items()}
        if is_array(value):
            if key := rules.keyed.get(name) or ("index" if name in rules.calls else None):
                value = _in_order(value, key)
            items = [self._finished(item) for item in value]
            if name in rules.calls:
                items = [{k: v for k, v in item.items() if k != "index"} for item in items]
            return items
        return value


def _in_order(items: list[Any], key: str) -> list[Any]:
    numbers = [item.get(key) for item in items]
    if all(isinstance(n, int) for n in numbers) and len(set(numbers)) == len(numbers):
        return sorted(items, key=lambda item: int(item[key]))
    return items


# Calls -----------------------------------------------------------------------------------------
#
# A call travels as {index, id, type, function: {name, arguments}}, and its later pieces should have
# its index and no more than the next part of the arguments. Servers leave the index out, or say 0
# for each call; repeat the id or the name, or make a new id for each piece; send whole calls.


def _owner(
    calls: list[dict[str, Any]], piece: Mapping[str, Any], position: int | None
) -> dict[str, Any] | None:
    """Return the call that a piece belongs to; None if it starts a new one.

    Args:
        calls: The calls so far.
        piece: The piece.
        position: Its place in the chunk, if that has several.
    """
    index, identity = piece.get("index"), piece.get("id") or None
    there = None if index is None else _last(calls, "index", index)
    if identity is not None:
        same = _last(calls, "id", identity)
        if same is not None and same is not there and there is not None:
            # An id that several calls have tells less than the index.
            same = there if there.get("id") == identity else same
        if same is not None:
            return None if _begins(same, piece) else same
        if there is None:
            return None if index is not None or _name(piece) or not calls else calls[-1]
        if there.get("id"):
            return None if _name(piece) else there
    elif index is None:
        if position is not None:
            there = calls[position] if position < len(calls) else None
        else:
            there = calls[-1] if calls else None
        if there is not None and _brings(piece) and _is_whole(there):
            return None  # what is whole takes no more
    elif there is None and not _name(piece):
        there = _last(calls, "index", None)
    return None if there is None or _begins(there, piece) else there


def _last(calls: list[dict[str, Any]], name: str, value: object) -> dict[str, Any] | None:
    return next((call for call in reversed(calls) if call.get(name) == value), None)


def _name(piece: Mapping[str, Any]) -> str | None:
    function = piece.get("function")
    return (function.get("name") or None) if is_object(function) else None


def _begins(call: Mapping[str, Any], piece: Mapping[str, Any]) -> bool:
    """Return whether a piece that names a function is of another call than this one."""
    name, known = _name(piece), _name(call)
    if name is None or known is None:
        return False
    return name != known or (_brings(piece) and _is_whole(call))


def _arguments(piece: Mapping[str, Any]) -> Any:
    function = piece.get("function")
    return function.get("arguments") if is_object(function) else None


def _brings(piece: Mapping[str, Any]) -> bool:
    return _arguments(piece) not in (None, "")


def _text(call: Mapping[str, Any]) -> str:
    return "".join(_arguments(call) or ())


def _is_whole(call: Mapping[str, Any]) -> bool:
    import json

    text = _text(call)
    try:
        return text.rstrip().endswith("}") and is_object(json.loads(text))
    except ValueError:
        return False


# The other way round ---------------------------------------------------------------------------


def as_chunk(whole: Any, events: Events) -> dict[str, Any]:
    """Return an answer that came in one piece as the one chunk that it would be.

    Raises:
        ValueError: If it is no answer.
    """
    if is_array(whole) and len(whole) == 1:
        whole = whole[0]
    if not is_object(whole):
        raise ValueError("it is no object")
    rules = events.accumulate
    if rules is None or events.remap:
        return whole
    chunk = dict(whole)
    names = {new: old for old, new in rules.rename.items()}
    for name in rules.keyed:
        items = chunk.get(name)
        if is_array(items):
            chunk[name] = [{names.get(key, key): item[key] for key in item} for item in items]
    if rules.text is not None and chunk.get(rules.text) is not None:
        piece: Any = chunk[rules.text]
        for step in reversed(events.text):
            piece = {step: piece}
        return {**piece, **chunk}
    return chunk


# What a stream remembers -----------------------------------------------------------------------


class Transcript:
    """What a stream has sent so far. It is kept as it came and added up when somebody asks.

    Args:
        events: How the stream is read.
    """

    def __init__(self, events: Events) -> None:
        self._events = events
        self._kept: list[bytes] = []
        self._packed: list[bytes] = []
        self._pieces: list[str] = []
        self._usage: dict[str, Any] | None = None
        self._idle = not (events.accumulate or events.text or events.usage)
        self._sum = None if events.accumulate is None else Accumulator(events.accumulate)

    def keep(self, data: bytes) -> None:
        """Take the data of the next event."""
        if self._idle:
            return
        self._kept.append(data)
        if len(self._kept) >= _BATCH:
            self._pack()

    @property
    def text(self) -> str | None:
        """The text so far; None if the stream has none by nature."""
        if not self._events.text:
            return None
        self._catch_up()
        return "".join(self._pieces)

    @property
    def usage(self) -> dict[str, Any] | None:
        """The last chunk that told token counts."""
        self._catch_up()
        return self._usage

    def whole(self) -> dict[str, Any]:
        """Return the sum of all chunks."""
        self._catch_up()
        assert self._sum is not None and self._events.accumulate is not None
        whole = self._sum.whole()
        name = self._events.accumulate.text
        if name is not None and whole.get(name) is None:
            whole[name] = "".join(self._pieces)
        return whole

    def _pack(self) -> None:
        """Make what is kept small: chunks are alike, and most streams are never asked for it."""
        from zlib import compress

        # An event has no line end of its own: its lines were joined, and JSON needs none.
        self._packed.append(compress(b"\0".join(self._kept), 1))
        self._kept = []

    def _unpacked(self) -> Iterator[bytes]:
        from zlib import decompress

        packed, kept = self._packed, self._kept
        self._packed, self._kept = [], []
        for batch in packed:
            yield from decompress(batch).split(b"\0")
        yield from kept

    def _catch_up(self) -> None:
        from pydantic_core import from_json

        events = self._events
        for data in self._unpacked():
            chunk = from_json(data)
            if events.remap:
                chunk = remap(chunk, events.remap)
            if self._sum is not None:
                self._sum.add(chunk)
            if events.text and not _follow(chunk, events.special):
                piece = _follow(chunk, events.text, events.complete.key)
                if piece:
                    self._pieces.append(piece)
            if events.usage is not None and _tells(chunk.get(events.usage)):
                self._usage = chunk


def _tells(usage: object) -> bool:
    return is_object(usage) and any(value is not None for value in usage.values())


def _follow(value: Any, steps: Iterable[str | int], key: str | None = None) -> Any:
    """Follow steps as far as they lead; None beyond. A number is the item's, if items have one."""
    found = False
    for step in steps:
        found = True
        if isinstance(step, int):
            items = value if is_array(value) else []
            value = next((i for n, i in enumerate(items) if i.get(key or "", n) == step), None)
        else:
            value = value.get(step) if is_object(value) else None
    return value if found else None
