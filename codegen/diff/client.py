"""Compare what `client.json` says: the constructor, the services, and the exported names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..exported import exported
from ..load import Document, Specs
from ..pointer import pointer_to
from ..services import services
from .annotations import relation
from .manifests import changed
from .names import CLIENT
from .rules import Found, change

_Steps = tuple[str | int, ...]


def compare_clients(base: Specs, head: Specs, found: Found) -> None:
    """Compare what `client.json` says on both sides.

    Args:
        base: The specs before.
        head: The specs after.
        found: Takes the changes.
    """
    _Client(base.client, head.client, found).compare()


class _Client:
    def __init__(self, base: Document, head: Document, found: Found) -> None:
        self.old, self.new, self.path, self.found = base.data, head.data, head.path, found

    def report(
        self, rule: str, pointer: str, message: str, symbols: Iterable[str], **more: Any
    ) -> None:
        self.found.add(
            change(rule, "manifest", self.path, pointer, message, symbols=tuple(symbols), **more)
        )

    def compare(self) -> None:
        for key in ("summary", "description"):
            if self.old.get(key) != self.new.get(key):
                self.report("words", f"/{key}", f"`{key}` is changed", [CLIENT])
        self._constructor()
        self._services()
        self._exports()

    def _constructor(self) -> None:
        self._arguments(self.old["constructor"], self.new["constructor"], ("constructor",), CLIENT)

    def _services(self) -> None:
        before = {s["name"]: (i, s) for i, s in enumerate(services(self.old))}
        after = {s["name"]: (i, s) for i, s in enumerate(services(self.new))}
        for name, (index, old) in before.items():
            symbol, where = f"{CLIENT}.{name}", pointer_to("services", index)
            if name in after:
                index, new = after[name]
                self._service(old, new, ("services", index), symbol)
            else:
                message = f"`{name}` is removed"
                self.report("symbol-removed", where, message, [symbol], side="base")
        for name, (index, _) in after.items():
            if name not in before:
                where, message = pointer_to("services", index), f"`{name}` is added"
                self.report("symbol-added", where, message, [f"{CLIENT}.{name}"])

    def _service(
        self, old: Mapping[str, Any], new: Mapping[str, Any], steps: _Steps, symbol: str
    ) -> None:
        where = (*steps, "arguments")
        self._arguments(old["arguments"], new["arguments"], where, symbol)
        results = [(s["returns"]["annotation"], s.get("lines")) for s in (old, new)]
        if results[0] != results[1]:
            pointer = pointer_to(*steps, "returns")
            (before, _), (after, _) = results
            message = f"returns {before}, now {after}"
            self.report("type-changed", pointer, message, [symbol], role="received")
        for key in ("summary", "description", "raises", "example"):
            if old.get(key) != new.get(key):
                self.report("words", pointer_to(*steps, key), f"`{key}` is changed", [symbol])
        if old["returns"]["doc"] != new["returns"]["doc"]:
            pointer = pointer_to(*steps, "returns", "doc")
            self.report("words", pointer, "what it returns is said otherwise", [symbol])

    def _arguments(
        self,
        olds: Iterable[Mapping[str, Any]],
        news: Iterable[Mapping[str, Any]],
        steps: _Steps,
        holder: str,
    ) -> None:
        before = {a["name"]: (i, a) for i, a in enumerate(olds)}
        after = {a["name"]: (i, a) for i, a in enumerate(news)}
        for name, (index, old) in before.items():
            symbol, where = f"{holder}({name}=)", pointer_to(*steps, index)
            if name not in after:
                message = f"`{name}` is removed"
                self.report("argument-removed", where, message, [symbol], side="base")
            else:
                self._argument(old, after[name][1], pointer_to(*steps, after[name][0]), symbol)
        for name, (index, new) in after.items():
            if name not in before:
                rule = "argument-added" if "default" in new else "argument-added-required"
                where = pointer_to(*steps, index)
                self.report(rule, where, f"`{name}` is added", [f"{holder}({name}=)"])
        old_order = [n for n, (_, a) in before.items() if a.get("positional") and n in after]
        new_order = [n for n, (_, a) in after.items() if a.get("positional")]
        if new_order[: len(old_order)] != old_order and set(old_order) <= set(new_order):
            message = f"the order is {', '.join(new_order)} now"
            self.report("argument-reordered", pointer_to(*steps), message, [holder])

    def _argument(
        self, old: Mapping[str, Any], new: Mapping[str, Any], pointer: str, symbol: str
    ) -> None:
        name, symbols = new["name"], [symbol]
        if old.get("positional", False) != new.get("positional", False):
            rule = "argument-positional" if new.get("positional") else "argument-by-name-only"
            self.report(rule, pointer, f"`{name}` {rule.partition('-')[2]}", symbols)
        for key in ("default", "async_default"):
            if old.get(key) == new.get(key):
                continue
            rule = "argument-default"
            if key == "default" and (key in old) != (key in new):
                rule = "argument-made-optional" if key in new else "argument-made-required"
            message = f"`{name}`: {changed(key, old.get(key), new.get(key))}"
            self.report(rule, pointer, message, symbols)
        rules = {"wider": "type-widened", "narrower": "type-narrowed", "other": "type-changed"}
        for before, after in dict.fromkeys(
            (_annotation(old, key), _annotation(new, key)) for key in _ANNOTATIONS
        ):
            if before != after:
                how = relation(before, after)
                message = f"`{name}`: {before} is now {after}"
                role = "any" if how == "same" else "sent"
                self.report(rules.get(how, "spelling"), pointer, message, symbols, role=role)
        if old["doc"] != new["doc"]:
            self.report("words", f"{pointer}/doc", f"the text of `{name}` is changed", symbols)

    def _exports(self) -> None:
        before = {name: pointer for pointer, name in exported(self.old)}
        after = {name: pointer for pointer, name in exported(self.new)}
        for name in dict.fromkeys((*before, *after)):
            if name not in after:
                message = f"`{name}` is removed"
                self.report("symbol-removed", before[name], message, [name], side="base")
            elif name not in before:
                self.report("symbol-added", after[name], f"`{name}` is added", [name])


_ANNOTATIONS = ("annotation", "async_annotation")


def _annotation(argument: Mapping[str, Any], key: str) -> str:
    """Return the annotation of an argument in the sync client, or in the async one."""
    return str(argument.get(key, argument["annotation"]))
