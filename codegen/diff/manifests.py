"""Compare what manifests say: methods, arguments, routes, results, streams."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..ir import Argument
from ..pointer import pointer_to
from ..wording import deprecation
from .kinds import Place
from .names import CLIENT, argument
from .rules import Found, change
from .schemas import Side


@dataclass(frozen=True)
class Key:
    """Rules for a key of a manifest: where it was added, removed, or has another value."""

    changed: str
    added: str = ""
    removed: str = ""

    def rule(self, old: Any, new: Any) -> str:
        """Return the rule that a change of its value falls under."""
        if old is None:
            return self.added or self.changed
        return (self.removed or self.changed) if new is None else self.changed


WORDS = Key("words")
SHORTCUT = Key("shortcut-changed", "shortcut-added", "shortcut-removed")
ELSEWHERE = None  # a function of its own compares it

OPERATION: dict[str, Key | None] = {
    "$schema": WORDS,
    "task": Key("task-id"),
    "listed_as": Key("task-listed"),
    "method": Key("method-renamed"),
    "summary": WORDS,
    "description": WORDS,
    "docs": WORDS,
    "status": ELSEWHERE,
    "deprecated": ELSEWHERE,
    "foreign": WORDS,
    "aliases": ELSEWHERE,
    "args": ELSEWHERE,
    "flatten": ELSEWHERE,  # it shows in the arguments
    "renamed": ELSEWHERE,
    "at_least_one": ELSEWHERE,
    "together": ELSEWHERE,
    "extra_body": Key("extra-body"),
    "route": Key("route"),
    "parameters": Key("request"),
    "body": Key("request"),
    "body_required": Key("request"),
    "content_type": Key("encoding"),
    "qualified": Key("method-renamed"),
    "pages": Key("response"),
    "stream": ELSEWHERE,
    "model_in_body": Key("request"),
    "headers": Key("request"),
    "encoding": Key("encoding"),
    "defaults": Key("sent-defaults"),
    "fallbacks": Key("request"),
    "refusals": Key("request"),
    "type_names": ELSEWHERE,
    "retry": Key("retry"),
    "large_answers": Key("large-answers"),
    "apis": ELSEWHERE,
    "default_api": Key("api-default"),
    "response": ELSEWHERE,
    "variants": ELSEWHERE,
    "examples": Key("examples"),
    "todo": WORDS,
}
RESPONSE: dict[str, Key | None] = {
    "kind": Key("response"),
    "schema": Key("response"),
    "media": Key("response"),
    "empty": Key("response"),
    "accept": ELSEWHERE,
    "essential": Key("essential"),
    "list": Key("list-rules"),
    "project": Key("projection"),
    "count": Key("list-rules"),
    "one_unless": Key("projection"),
    "draws": SHORTCUT,
    "text": SHORTCUT,
    "calls": SHORTCUT,
    "returns": WORDS,
}
STREAM: dict[str, Key | None] = {
    "schema": Key("response"),
    "essential": Key("essential"),
    "project": Key("projection"),
    "text": SHORTCUT,
    "special": SHORTCUT,
    "usage": SHORTCUT,
    "accumulate": Key("sum-changed", "sum-added", "sum-removed"),
    "end": Key("framing"),
    "framing": Key("framing"),
    "event": Key("framing"),
    "data": Key("framing"),
    "complete": Key("framing"),
    "returns": WORDS,
}
API: dict[str, Key | None] = {
    "doc": WORDS,
    "route": Key("api-changed"),
    "model_in_body": Key("api-changed"),
    "encoding": Key("api-changed"),
    "constants": Key("api-changed"),
    "values": Key("api-changed", "api-member-added", "api-member-removed"),
    "plain": Key("api-changed", "api-member-added", "api-member-removed"),
    "joined": Key("api-changed", "api-member-added", "api-member-removed"),
    "request": ELSEWHERE,
    "response": ELSEWHERE,
    "items": Key("api-changed"),
    "order": Key("api-changed"),
    "stream": Key("api-changed", "api-member-added", "api-member-removed"),
}
# An entry of `args`; all but the text is compared as the argument that it makes.
ARGUMENT: dict[str, Key | None] = {
    "pointer": ELSEWHERE,
    "name": ELSEWHERE,
    "positional": ELSEWHERE,
    "switch": ELSEWHERE,
    "explicit": Key("request"),
    "hidden": ELSEWHERE,
    "apis": Key("presence-tightened", "presence-tightened", "presence-loosened"),
    "accepts": ELSEWHERE,
    "echoes": ELSEWHERE,
    "doc": WORDS,
}
DEFAULTS = {
    "large_answers": False,
    "retry": "safe",
    "model_in_body": False,
}  # what a key that is not there means


def compare_manifests(base: Side, head: Side, found: Found) -> None:
    """Compare the manifests of a task on both sides.

    Args:
        base: The task before.
        head: The task after.
        found: Takes the changes.
    """
    _Manifests(base, head, found).compare()


class _Manifests:
    def __init__(self, base: Side, head: Side, found: Found) -> None:
        self.base, self.head, self.found = base, head, found
        self.old: Mapping[str, Any] = base.task.operation.data
        self.new: Mapping[str, Any] = head.task.operation.data
        self.method = f"{CLIENT}.{head.operation.name}"

    def report(
        self, rule: str, pointer: str, message: str, symbols: Iterable[str] = (), **more: Any
    ) -> None:
        document = self.head.task.operation
        self.found.add(
            change(
                rule,
                "manifest",
                document.path,
                pointer,
                message,
                symbols=tuple(symbols) or (self.method,),
                task=self.head.task.folder,
                **more,
            )
        )

    def compare(self) -> None:
        self._keys(OPERATION, self.old, self.new, "")
        self._status()
        self._names("alias", "aliases", lambda alias: f"{CLIENT}.{alias}")
        self._arguments()
        self._order()
        self._old_names()
        self._presence()
        self._apis()
        self._bodies()

    def _keys(
        self,
        table: Mapping[str, Key | None],
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        pointer: str,
        symbols: Iterable[str] = (),
    ) -> None:
        """Compare the keys of an object that a table has rules for."""
        for name in dict.fromkeys((*old, *new)):
            key = table.get(name, Key("unknown-key"))
            before, after = (m.get(name, DEFAULTS.get(name)) for m in (old, new))
            if key is None or before == after:
                continue
            rule = key.rule(before, after)
            where = self._side(name in new, f"{pointer}/{name}")
            self.report(rule, message=changed(name, before, after), symbols=symbols, **where)

    def _side(self, in_head: bool, pointer: str) -> dict[str, Any]:
        return {"pointer": pointer, "side": "head" if in_head else "base"}

    def _status(self) -> None:
        before, after = (m.get("status", "stable") for m in (self.old, self.new))
        if before != after:
            rule = "deprecated" if after == "deprecated" else "status"
            where = self._side("status" in self.new, "/status")
            note = f" ({deprecation(self.new)})" if after == "deprecated" else ""
            self.report(rule, message=f"it was {before} and is {after} now{note}", **where)
        elif self.old.get("deprecated") != self.new.get("deprecated"):
            self.report("words", "/deprecated", "the note of the deprecation is changed")

    def _names(self, rule: str, key: str, shown: Any) -> None:
        before, after = self.old.get(key, []), self.new.get(key, [])
        for name in after:
            if name not in before:
                pointer = pointer_to(key, after.index(name))
                self.report(f"{rule}-added", pointer, f"`{name}` is added", [shown(name)])
        for name in before:
            if name not in after:
                pointer = pointer_to(key, before.index(name))
                message = f"`{name}` is removed"
                self.report(f"{rule}-removed", pointer, message, [shown(name)], side="base")

    # Arguments ---------------------------------------------------------------------------------

    def _arguments(self) -> None:
        before, after = _by_pointer(self.base), _by_pointer(self.head)
        for pointer in dict.fromkeys((*before, *after)):
            old, new = before.get(pointer), after.get(pointer)
            if old is not None and new is not None:
                self._argument(old, new)
            elif new is not None and _is_property(self.base, pointer):
                self._shown(new)
            elif old is not None and _is_property(self.head, pointer):
                self._hidden(old)
        listed, relisted = _listed(self.old), _listed(self.new)
        for pointer in dict.fromkeys((*listed, *relisted)):
            if pointer not in after:
                continue
            was, entry = listed.get(pointer, (0, {}))[1], relisted.get(pointer, (0, {}))[1]
            if pointer not in before:  # a new argument asks nothing of older calls
                was = {**was, "apis": entry.get("apis")}
            if any(entry.get(key) != was.get(key) for key in ("doc", "apis")):
                self._keys(
                    ARGUMENT,
                    was,
                    entry,
                    self._place(self.head, pointer),
                    [self._symbol(after[pointer])],
                )

    def _symbol(self, argument_: Argument) -> str:
        return argument(self.head.operation.name, argument_.name)

    def _place(self, side: Side, pointer: str) -> str:
        """Return the pointer of the entry for an argument, or of the list where it has none."""
        listed = _listed(side.task.operation.data)
        return pointer_to("args", listed[pointer][0]) if pointer in listed else "/args"

    def _argument(self, old: Argument, new: Argument) -> None:
        symbols, where = [self._symbol(new)], self._place(self.head, new.pointer)
        if old.name != new.name:
            kept = dict(self.head.operation.renamed).get(old.name) == new.name
            rule = "argument-renamed-kept" if kept else "argument-renamed"
            both = [*symbols, argument(self.head.operation.name, old.name)]
            self.report(rule, where, f"`{old.name}` is now `{new.name}`", both)
        if old.positional != new.positional:
            rule = "argument-positional" if new.positional else "argument-by-name-only"
            how = "may be passed by position" if new.positional else "is passed by name only"
            self.report(rule, where, f"`{new.name}` {how}", symbols)
        if old.switch != new.switch:
            message = f"`{new.name}` is {'a' if new.switch else 'no'} switch now"
            self.report("switch", where, message, symbols)
        if old.accepts != new.accepts:
            rule = "accepts-removed" if old.accepts else "accepts-added"
            self.report(rule, where, changed("accepts", old.accepts, new.accepts), symbols)
        if old.echoes != new.echoes:
            rule = "accepts-removed" if old.echoes else "accepts-added"
            self.report(rule, where, changed("echoes", old.echoes, new.echoes), symbols)

    def _shown(self, new: Argument) -> None:
        rule = "argument-added-required" if new.required else "argument-added"
        where = self._place(self.head, new.pointer)
        self.report(rule, where, f"`{new.name}` is an argument now", [self._symbol(new)])

    def _hidden(self, old: Argument) -> None:
        symbols = [argument(self.base.operation.name, old.name)]
        where, rule = self._place(self.base, old.pointer), "argument-removed"
        message = f"`{old.name}` is no argument any more"
        if old.name in dict(self.head.operation.renamed):
            rule, message = "argument-renamed-kept", f"{message}; it is taken still"
        self.report(rule, where, message, symbols, side="base")

    def _order(self) -> None:
        before = [a.pointer for a in self.base.operation.arguments if a.positional]
        after = [a.pointer for a in self.head.operation.arguments if a.positional]
        common = [pointer for pointer in before if pointer in after]
        # What is new may only stand behind them.
        if after[: len(common)] != common:
            names = {a.pointer: a.name for a in self.head.operation.arguments}
            shown = ", ".join(names[pointer] for pointer in after)
            self.report("argument-reordered", "/args", f"the order is {shown} now")

    def _old_names(self) -> None:
        before, after = self.old.get("renamed", {}), self.new.get("renamed", {})
        for name in dict.fromkeys((*before, *after)):
            symbols = [argument(self.head.operation.name, name)]
            pointer = pointer_to("renamed", name)
            if name not in after:
                message = f"the old name `{name}` is not taken any more"
                self.report("old-name-removed", pointer, message, symbols, side="base")
            elif name not in before:
                if name in {a.name for a in self.base.operation.arguments}:
                    continue  # told with the argument
                self.report("old-name-added", pointer, f"the old name `{name}` is taken", symbols)
            elif before[name] != after[name]:
                message = changed(name, before[name], after[name])
                self.report("old-name-changed", pointer, message, symbols)

    def _presence(self) -> None:
        for key in ("at_least_one", "together"):
            before, after = self.old.get(key), self.new.get(key)
            if before == after:
                continue
            # One of more arguments is less of a demand, all of more arguments is more of one.
            looser = after is None
            if before is not None and after is not None:
                small, large = (before, after) if key == "at_least_one" else (after, before)
                looser = all(item in large for item in small)
            rule = "presence-loosened" if looser else "presence-tightened"
            where = self._side(after is not None, f"/{key}")
            self.report(rule, message=changed(key, before, after), **where)

    # The wire ----------------------------------------------------------------------------------

    def _apis(self) -> None:
        before, after = self.old.get("apis", {}), self.new.get("apis", {})
        symbols = [argument(self.head.operation.name, "api")]
        for name in dict.fromkeys((*before, *after)):
            pointer = pointer_to("apis", name)
            if name not in after:
                self.report("api-removed", pointer, f"`{name}` is removed", symbols, side="base")
            elif name not in before:
                self.report("api-added", pointer, f"`{name}` is added", symbols)
            else:
                self._api(before[name], after[name], pointer, symbols)

    def _api(
        self, old: Mapping[str, Any], new: Mapping[str, Any], pointer: str, symbols: list[str]
    ) -> None:
        self._keys(API, old, new, pointer, symbols)
        key = Key("api-changed", "api-member-added", "api-member-removed")
        for part in ("request", "response"):
            before, after = old.get(part, {}), new.get(part, {})
            table = dict.fromkeys((*before, *after), key)
            self._keys(table, before, after, f"{pointer}/{part}", symbols)

    def _bodies(self) -> None:
        before, after = dict(_bodies(self.old)), dict(_bodies(self.new))
        for when, (pointer, new) in after.items():
            if when not in before:
                if when <= {a.name for a in self.base.operation.arguments}:
                    self.report("response", pointer, f"there is a result for {_calls(when)}")
                continue
            was, old = before[when]
            streams = pointer.endswith("/stream")
            if streams != was.endswith("/stream"):
                self.report("response", pointer, f"it {'streams' if streams else 'is whole'} now")
                continue
            self._keys(STREAM if streams else RESPONSE, old, new, pointer)
            self._shapes(old.get("accept", []), new.get("accept", []), pointer)
        for when, (pointer, _) in before.items():
            if when not in after and when <= {a.name for a in self.head.operation.arguments}:
                message = f"there is no result for {_calls(when)} any more"
                self.report("response", pointer, message, side="base")

    def _shapes(self, old: list[Any], new: list[Any], pointer: str) -> None:
        for shape in new:
            if shape not in old:
                where = f"{pointer}/accept/{new.index(shape)}"
                self.report("shape-added", where, f"{_compact(shape)} is accepted")
        for shape in old:
            if shape not in new:
                where = f"{pointer}/accept/{old.index(shape)}"
                message = f"{_compact(shape)} is not accepted any more"
                self.report("shape-removed", where, message, side="base")


def _by_pointer(side: Side) -> dict[str, Argument]:
    return {a.pointer: a for a in side.operation.arguments if a.pointer}


def _is_property(side: Side, pointer: str) -> bool:
    """Return whether a payload has a property, as an argument or not."""
    place = Place(side.specs, side.task.input, "", side.task.input.data)
    for step in pointer.split("/")[1:]:
        properties = place.resolved().schema.get("properties", {})
        if step not in properties:
            return False
        place = place.resolved().below("properties", step)
    return True


def _listed(manifest: Mapping[str, Any]) -> dict[str, tuple[int, Mapping[str, Any]]]:
    return {entry["pointer"]: (index, entry) for index, entry in enumerate(manifest["args"])}


def _bodies(
    manifest: Mapping[str, Any],
) -> Iterator[tuple[frozenset[str], tuple[str, Mapping[str, Any]]]]:
    """Yield the switches that select a result, and its pointer and description."""
    if "response" in manifest:
        yield frozenset(), ("/response", manifest["response"])
    if "stream" in manifest:
        yield frozenset(), ("/stream", manifest["stream"])
    for index, entry in enumerate(manifest.get("variants", [])):
        when = frozenset(name for name, value in entry["when"].items() if value)
        part = "stream" if "stream" in entry else "response"
        yield when, (f"/variants/{index}/{part}", entry[part])


def _calls(when: frozenset[str]) -> str:
    """Return which calls switches select."""
    return ", ".join(f"{name}=True" for name in sorted(when)) or "plain calls"


def _compact(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def changed(name: str, old: Any, new: Any) -> str:
    """Return how the value of a key has changed, in words."""
    if isinstance(old, (dict, list)) or isinstance(new, (dict, list)) or name in _TEXTS:
        verb = "added" if old is None else "removed" if new is None else "changed"
        return f"`{name}` is {verb}"
    if old is None:
        return f"`{name}` is {_compact(new)} now"
    after = "not given" if new is None else _compact(new)
    return f"`{name}` was {_compact(old)} and is {after} now"


_TEXTS = frozenset({"summary", "description", "docs", "doc", "returns"})
