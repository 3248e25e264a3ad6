"""Chunks of a stream to the whole that they are pieces of. Pure; how they add up is data.

Objects are merged. A list that is sent again is kept once, and what is new in it is added. A text
below a member of `pieces`, such as a delta, is a piece of one text, unless it repeats; of other
values the last one stays. A server that says nothing (null, an empty text) takes nothing back.
Members that nobody knows are kept.
"""

from __future__ import annotations

import json
import re
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..calls.remap import remap
from ..calls.results import Accumulate, Events
from ..errors.body import parse_body
from ..jsonvalues import is_array, is_object

__all__ = ["Accumulator", "Transcript", "as_chunk"]

_NOTHING: Any = object()
_BATCH = 1024  # events that are kept as they came; more are packed, to five bytes each
_LONG, _MOST = 1024, 1024**2  # bytes of an event that counts, and of all of those that are kept
_STATEMENT = 8  # characters of a text that is hardly repeated at the start of the next by chance


class _Pieces(list[str]):
    """A text that is not joined yet, so that a long one is not copied for each piece."""

    _read = 0  # pieces that were looked at
    _depth = 0  # of braces that are open
    _quoted = _escaped = _closed = _broken = False

    def joined(self) -> str:
        return "".join(self)

    def is_object(self) -> bool:
        """Return whether the text is one JSON object; each piece is looked at once."""
        while self._read < len(self):
            self._look_at(self[self._read])
            self._read += 1
        if self._depth or self._quoted or not self._closed or self._broken:
            return False
        try:
            return is_object(json.loads("".join(self)))
        except (ValueError, RecursionError):
            self._broken = True  # as it will be, whatever follows
            return False

    def _look_at(self, piece: str) -> None:
        if not piece:
            return
        rest = piece[1:] if self._escaped else piece
        for mark in _MARKS.findall(rest):
            if mark == '"':
                self._quoted = not self._quoted
            elif mark in "{}" and not self._quoted:
                self._depth += 1 if mark == "{" else -1
                self._closed = True
        self._escaped = (len(rest) - len(rest.rstrip("\\"))) % 2 == 1


_MARKS = re.compile(r'\\.|["{}]', re.DOTALL)


class _Said(_Pieces):
    """The same under a name that nobody knows: pieces, or one text over and over."""

    def joined(self) -> str:
        first, last = self[0], self[-1]
        repeats = all(text == first for text in self) and any(map(str.isalnum, first))
        if len(self) == 1 or repeats:
            return first
        if len(self) > 2 and last == "".join(self[:-1]):  # all of it once more, at the end
            return last
        grows = all(later.startswith(earlier) for earlier, later in pairwise(self))
        if grows and last != first and (len(self) > 2 or len(first) >= _STATEMENT):
            return last
        return "".join(self)


class _Parts(list[Any]):
    """A content that consists of parts."""


class _Items(list[Any]):
    """A list of which each chunk may bring all, or what is new."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def take(self, items: list[Any]) -> None:
        """Add what is new."""
        numbers = all(isinstance(item, (int, float)) for item in items)
        if numbers and self and not (len(items) > 1 and items == self[: len(items)]):
            self += items  # of which the same may come twice
            return
        keys = [json.dumps(item, sort_keys=True) for item in items]
        self += [i for i, key in zip(items, keys, strict=True) if key not in self._known]
        self._known.update(keys)


class _Keyed(list[Any]):
    """Items that are told apart by a member, and each by its value."""

    def __init__(self, items: Iterable[Any], key: str) -> None:
        super().__init__(items)
        self._key = key
        self._known = {self._told(i, n): i for n, i in enumerate(self) if is_object(i)}

    def of(self, piece: dict[str, Any], position: int) -> dict[str, Any]:
        """Return the item that a piece belongs to, which may be a new one."""
        told = self._told(piece, position)
        if told not in self._known:
            self._known[told] = {}
            self.append(self._known[told])
        return self._known[told]

    def _told(self, item: dict[str, Any], place: int) -> Any:
        return _hashable(_number(item, self._key, place))


class _Calls(list[dict[str, Any]]):
    """Calls in the order that they began in, and where they are by index and id."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[int, int] = {}
        self._with: dict[tuple[str, Any], list[int]] = {}

    def last(self, name: str, value: object) -> dict[str, Any] | None:
        """Return the last call whose member has a value."""
        places = self._with.get((name, _hashable(value)), [])
        while places:
            call = self[places[-1]]
            if call.get(name) == value:
                return call
            places.pop()  # it had none yet, and has one now
        return None

    def begin(self, call: dict[str, Any]) -> None:
        """Take a call that begins."""
        self._places[id(call)] = len(self)
        self.append(call)

    def note(self, call: dict[str, Any], name: str) -> None:
        """Note what the member of a call has become."""
        places = self._with.setdefault((name, _hashable(call.get(name))), [])
        insort(places, self._places[id(call)])


def _number(item: dict[str, Any], key: str, place: int) -> Any:
    number = item.get(key)
    return place if number is None else number


def _hashable(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else repr(value)


class Accumulator:
    """Adds up the chunks of one stream.

    Args:
        rules: How they add up.
    """

    def __init__(self, rules: Accumulate) -> None:
        self._rules = rules
        self._apart = {*rules.collect, *rules.omit}
        self._snapshots = {new: old for old, new in rules.rename.items()}
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
        if not is_array(node.get(steps[-1])):
            node[steps[-1]] = []
        node[steps[-1]].append(value)

    def _merge(
        self, target: dict[str, Any], new: Mapping[str, Any], pieces: bool = False
    ) -> dict[str, Any]:
        """Add an object to what there is of it.

        Args:
            target: What there is.
            new: What comes.
            pieces: Whether its texts are pieces.
        """
        rules, snapshots = self._rules, self._snapshots
        whole = not pieces and bool(rules.pieces)  # its texts are
        for key, value in new.items():
            if key in snapshots and is_object(value):
                continue
            name = rules.rename.get(key, key)
            old = target.get(name)
            if value is None:
                target.setdefault(name, None)
            elif isinstance(value, str) and not isinstance(old, _Parts):
                if isinstance(old, _Pieces):
                    if value:
                        old.append(value)
                elif not old or (value and not isinstance(old, (dict, list))):
                    target[name] = value if whole else self._text(name, old, value, pieces)
            elif isinstance(value, (dict, list)) or isinstance(old, _Parts):
                target[name] = self._merged(name, old, value, pieces or key in rules.pieces)
            elif isinstance(old, _Pieces):  # a number among texts
                old.append(json.dumps(value))
            elif pieces and name in rules.join and isinstance(old, (int, float)):
                target[name] = _Pieces([json.dumps(old), json.dumps(value)])
            elif not old or not isinstance(old, (dict, list)):
                target[name] = value
        for key, piece in snapshots.items():
            if is_object(new.get(key)):
                if not is_object(target.get(key)):
                    target[key] = {}
                self._merge_snapshot(target[key], new[key], piece in new)
        return target

    def _text(self, name: str, old: Any, value: str, pieces: bool) -> Any:
        """Return the first text of a member, or the next one if it is said in one piece."""
        rules = self._rules
        if name in rules.join and (pieces or not rules.pieces):
            number = isinstance(old, (int, float))
            return _Pieces([json.dumps(old), value] if number else [value])
        return _Said([value]) if pieces and name not in rules.once else value

    def _merged(self, name: str, old: Any, value: Any, pieces: bool) -> Any:
        """Return an object, a list or parts with what comes."""
        rules = self._rules
        if name in rules.parts and pieces:
            return self._merge_parts(old, value, rules.parts[name])
        if name in rules.calls and is_object(value):
            value = [value]
        if is_object(value):
            return self._merge(old if is_object(old) else {}, value, pieces)
        items: list[Any] = old if is_array(old) and not isinstance(old, _Pieces) else []
        if name in rules.append:
            items += value
            return items
        if name in rules.keyed or name in rules.calls:
            objects = [item for item in value if is_object(item)]
            if name in rules.keyed:
                return self._merge_items(items, objects, rules.keyed[name], pieces)
            return self._merge_calls(old if isinstance(old, _Calls) else _Calls(), objects)
        if pieces and value and all(map(_is_numbered, value)):
            return self._merge_items(items, value, "index", pieces)
        known = old if isinstance(old, _Items) else _Items()
        known.take(value)
        return known

    def _merge_items(
        self, items: list[Any], new: list[Any], key: str, pieces: bool = False
    ) -> _Keyed:
        keyed = items if isinstance(items, _Keyed) else _Keyed(items, key)
        for position, piece in enumerate(new):
            self._merge(keyed.of(piece, position), piece, pieces)
        return keyed

    def _merge_parts(self, old: Any, value: Any, kind: str) -> _Parts:
        """Add to a content in parts; neighbours of one kind are pieces of one part."""
        parts = old if isinstance(old, _Parts) else _Parts()
        text = old.joined() if isinstance(old, _Pieces) else ""
        if isinstance(old, (int, float)):
            text = json.dumps(old)
        if text:
            parts.append({"type": kind, kind: _Pieces([text])})
        for part in value if is_array(value) else [value]:
            if isinstance(part, str):
                part = {"type": kind, kind: part}
            if not is_object(part):
                parts.append(part)
            elif parts and self._continues(parts[-1], part):
                self._merge(parts[-1], part, pieces=True)
            else:
                parts.append(self._merge({}, part, pieces=True))
        return parts

    def _continues(self, part: Any, more: dict[str, Any]) -> bool:
        rules = self._rules
        return is_object(part) and all(
            name in rules.join
            or name in rules.parts
            or None in (value, part.get(name))
            or self._finished(part[name]) == value
            for name, value in more.items()
        )

    def _merge_snapshot(self, target: dict[str, Any], new: Mapping[str, Any], beside: bool) -> None:
        """Take a member as it is in the whole: all of it so far, or more of it.

        Args:
            target: What there is.
            new: What comes.
            beside: Whether the pieces come beside it.
        """
        for name, value in new.items():
            old = target.get(name)
            if old in (None, "", [], {}):
                self._merge(target, {name: value}, pieces=True)
            elif not isinstance(value, str):
                if not beside and self._finished(old, name) != value:
                    self._merge(target, {name: value}, pieces=True)
            elif isinstance(old, _Pieces):
                text = old.joined()
                if value.startswith(text):
                    old[:] = [value]
                elif not beside and not text.startswith(value):
                    old.append(value)

    def _merge_calls(self, calls: _Calls, pieces: list[dict[str, Any]]) -> _Calls:
        for position, piece in enumerate(pieces):
            call: dict[str, Any] | None = _owner(
                calls, piece, position if len(pieces) > 1 else None
            )
            if call is None:
                call = {}
                if _name(piece) is None and calls and _is_whole(calls[-1]):
                    call["function"] = {"name": _name(calls[-1])}  # it was named when it began
                calls.begin(call)
            known = {name: call.get(name, _NOTHING) for name in ("index", "id")}
            self._merge_call(call, piece)
            for name, value in known.items():
                if value is not call.get(name):
                    calls.note(call, name)
        return calls

    def _merge_call(self, call: dict[str, Any], piece: dict[str, Any]) -> None:
        # A server that numbers or names a call anew in each piece has said it in the first.
        said = {name for name in ("index", "id") if call.get(name) not in (None, "")}
        piece = {name: value for name, value in piece.items() if name not in said}
        arguments, below = _arguments(piece), bool(self._rules.pieces)
        if is_object(arguments):
            arguments = json.dumps(arguments, ensure_ascii=False, separators=(",", ":"))
        elif not str(arguments).startswith("{") or not _is_empty(call):
            self._merge(call, piece, below)
            return
        # All of them at once, or in place of an object that only kept it for them.
        self._merge(call, {**piece, "function": {**_function(piece), "arguments": None}}, below)
        call["function"] = {**_function(call), "arguments": _Pieces([str(arguments)])}

    def _finished(self, value: Any, name: str = "") -> Any:
        rules = self._rules
        if isinstance(value, _Pieces):
            return value.joined()
        if is_object(value):
            return {key: self._finished(item, key) for key, item in value.items()}
        if is_array(value):
            if key := rules.keyed.get(name) or ("index" if name in rules.calls else None):
                value = _in_order(value, key)
            items = [self._finished(item) for item in value]
            if isinstance(value, _Calls) or name in rules.calls:
                for item in filter(is_object, items):
                    item.pop("index", None)
            return items
        return value


def _is_numbered(item: object) -> bool:
    return is_object(item) and isinstance(item.get("index"), int)


def _in_order(items: list[Any], key: str) -> list[Any]:
    numbers = [item.get(key) if is_object(item) else None for item in items]
    if all(isinstance(n, int) for n in numbers) and len(set(numbers)) == len(numbers):
        return sorted(items, key=lambda item: int(item[key]))
    return items


# Calls -----------------------------------------------------------------------------------------
#
# A call travels as {index, id, type, function: {name, arguments}}, and its later pieces should have
# its index and no more than the next part of the arguments. Servers leave the index out, or say 0
# for each call; repeat the id or the name, or make a new id for each piece; send whole calls.


def _owner(calls: _Calls, piece: Mapping[str, Any], position: int | None) -> dict[str, Any] | None:
    """Return the call that a piece belongs to; None if it starts a new one.

    Args:
        calls: The calls so far.
        piece: The piece.
        position: Its place in the chunk, if that has several.
    """
    index, identity = piece.get("index"), piece.get("id") or None
    there = None if index is None else calls.last("index", index)
    if identity is not None:
        same = calls.last("id", identity)
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
        there = calls.last("index", None)
    return None if there is None or _begins(there, piece) else there


def _name(piece: Mapping[str, Any]) -> str | None:
    return _function(piece).get("name") or None


def _function(piece: Mapping[str, Any]) -> dict[str, Any]:
    function = piece.get("function")
    return function if is_object(function) else {}


def _begins(call: Mapping[str, Any], piece: Mapping[str, Any]) -> bool:
    """Return whether a piece that names a function is of another call than this one."""
    name, known = _name(piece), _name(call)
    if name is None or known is None:
        return False
    return name != known or (_brings(piece) and _is_whole(call))


def _arguments(piece: Mapping[str, Any]) -> Any:
    return _function(piece).get("arguments")


def _brings(piece: Mapping[str, Any]) -> bool:
    return _arguments(piece) not in (None, "")


def _is_empty(call: Mapping[str, Any]) -> bool:
    pieces = _arguments(call)
    return isinstance(pieces, _Pieces) and len(pieces) < 4 and pieces.joined() == "{}"


def _is_whole(call: Mapping[str, Any]) -> bool:
    pieces = _arguments(call)
    return isinstance(pieces, _Pieces) and pieces.is_object()


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
        self._long = 0  # bytes of those kept that are long
        self._pieces: list[str] = []
        self._usage: dict[str, Any] | None = None
        self._idle = not (events.accumulate or events.text or events.usage)
        self._sum = None if events.accumulate is None else Accumulator(events.accumulate)

    def keep(self, data: bytes) -> None:
        """Take the data of the next event."""
        if self._idle:
            return
        if len(data) > _LONG:
            self._make_room(len(data))
        self._kept.append(data)
        if len(self._kept) >= _BATCH or self._long > _MOST:
            self._pack()

    def _make_room(self, size: int) -> None:
        if self._long + size > _MOST and self._kept:
            self._pack()
        self._long += size

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
        self._kept, self._long = [], 0

    def _unpacked(self) -> Iterator[bytes]:
        from zlib import decompress

        packed, kept = self._packed, self._kept
        self._packed, self._kept, self._long = [], [], 0
        for batch in packed:
            yield from decompress(batch).split(b"\0")
        yield from kept

    def _catch_up(self) -> None:
        from pydantic_core import from_json

        from ..models.answers import text_of

        events = self._events
        for data in self._unpacked():
            try:
                chunk = from_json(data)
            except ValueError:  # not every reader takes it, and one has
                chunk = parse_body(data)
            if events.remap:
                chunk = remap(chunk, events.remap)
            if not is_object(chunk):
                continue
            if self._sum is not None:
                self._sum.add(chunk)
            if events.text and not _follow(chunk, events.special):
                piece = _follow(chunk, events.text, events.complete.key)
                if piece and (text := text_of(piece)):
                    self._pieces.append(text)
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
            objects = [item for item in items if is_object(item)]
            value = next(
                (i for n, i in enumerate(objects) if _number(i, key or "", n) == step), None
            )
        else:
            value = value.get(step) if is_object(value) else None
    return value if found else None
