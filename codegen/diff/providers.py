"""Compare providers: who is there, what each serves, where, and in which format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import wire
from ..build.providers import task_of
from ..ir import Operation
from ..load import Document
from ..pointer import pointer_to
from .manifests import ELSEWHERE, WORDS, Key, changed
from .names import CLIENT, argument
from .rules import Found, change
from .sides import Snapshot

NAME = "ProviderName"  # the type of names, which follows

PROVIDER: dict[str, Key | None] = {
    "$schema": WORDS,
    "name": ELSEWHERE,  # that of the file
    "title": WORDS,
    "docs": WORDS,
    "url": Key("provider-address"),
    "bases": Key("provider-address"),
    "key": Key("provider-address"),
    "key_optional": ELSEWHERE,
    "listed": Key("provider-listed"),
    "routed": ELSEWHERE,
    "direct": ELSEWHERE,
    "variable": Key("provider-variable", "provider-opened", "provider-variable"),
    "headers": Key("provider-request"),
    "media_types": Key("provider-request"),
    "shared": ELSEWHERE,  # it shows in the tasks
    "job": ELSEWHERE,
    "jobs": ELSEWHERE,
    "tasks": ELSEWHERE,
    "decided": WORDS,
    "todo": WORDS,
}
TASK: dict[str, Key | None] = {
    "path": Key("provider-address"),
    "base": Key("provider-address"),
    "api": Key("provider-request"),
    "job": Key("provider-job"),
    "encoding": Key("provider-request"),
    "constants": Key("provider-request"),
    "values": Key("provider-request"),
    "refuse": ELSEWHERE,
    "request": Key("provider-request"),
    "response": Key("provider-answer"),
    "items": Key("provider-answer"),
    "order": Key("provider-answer"),
    "example": Key("examples"),
}
# Ways to call it, and whether there is one if nobody says so.
_WAYS: Mapping[str, tuple[bool, str]] = {
    "routed": (True, "through the hub's router"),
    "direct": (True, "with a key of its own"),
    "key_optional": (False, "without a key"),
}


def compare_providers(base: Snapshot, head: Snapshot, found: Found) -> None:
    """Compare the providers of both sides.

    Args:
        base: The side before.
        head: The side after.
        found: Takes the changes.
    """
    old, new = _by_name(base), _by_name(head)
    for name in sorted({*old, *new}):
        if name not in new:
            _tell(found, "provider-removed", old[name], "", f"`{name}` is removed", side="base")
        elif name not in old:
            _tell(found, "provider-added", new[name], "", f"`{name}` is added")
        else:
            _Providers(base, head, old[name], new[name], found).compare()


def _by_name(snapshot: Snapshot) -> dict[str, Document]:
    return {str(document.data["name"]): document for document in snapshot.specs.providers()}


def _tell(
    found: Found,
    rule: str,
    document: Document,
    pointer: str,
    message: str,
    symbols: Iterable[str] = (),
    **more: Any,
) -> None:
    default = (f"{CLIENT}(provider='{document.data['name']}')", NAME)
    symbols = tuple(symbols) or default
    new = change(rule, "manifest", document.path, pointer, message, symbols=symbols, **more)
    found.add(new)


class _Providers:
    def __init__(
        self, base: Snapshot, head: Snapshot, old: Document, new: Document, found: Found
    ) -> None:
        self.base, self.head, self.found = base, head, found
        self.old, self.new = old, new

    def compare(self) -> None:
        before, after = self.old.data, self.new.data
        self._keys(PROVIDER, before, after, "")
        for key, (default, words) in _WAYS.items():
            was, is_ = (bool(data.get(key, default)) for data in (before, after))
            if was != is_:
                rule = "provider-opened" if is_ else "provider-closed"
                where = self._side(key in after, f"/{key}")
                self._tell(rule, f"it can{'' if is_ else 'not'} be called {words}", **where)
        old, new = (
            {name: task_of(entry) for name, entry in data["tasks"].items()}
            for data in (before, after)
        )
        for name in dict.fromkeys((*old, *new)):
            pointer = pointer_to("tasks", name)
            more: dict[str, Any] = {"pointer": pointer, "task": name}
            if name not in new:
                message = f"`{name}` is not served any more"
                self._tell("served-removed", message, self._symbols(name), side="base", **more)
            elif name not in old:
                self._tell("served-added", f"`{name}` is served", self._symbols(name), **more)
            else:
                self._task(name, self._whole(old[name], before), self._whole(new[name], after))

    def _whole(self, task: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        """Return a task with the parts that it names in their places."""
        whole = dict(task)
        for key in ("path", "request"):
            if key in task:
                whole[key] = wire.expanded(task[key], data.get("shared", {}))
        if "job" in task:
            name = task["job"]
            whole["job"] = data["job"] if name is True else data["jobs"][name]
        return whole

    def _task(self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        pointer = pointer_to("tasks", name)
        self._keys(TASK, old, new, pointer, self._symbols(name), task=name)
        operation = next((o for o in self.head.spec.operations if o.module == name), None)
        if operation is None:
            return
        before, after = _taken(old, operation), _taken(new, operation)
        for given in (a.name for a in operation.arguments if a.pointer):
            if (given in before) == (given in after):
                continue
            rule = "served-argument-added" if given in after else "served-argument-removed"
            verb = "is taken" if given in after else "is refused"
            symbols = [argument(operation.method, given), *self._symbols(name)]
            self._tell(rule, f"`{given}` {verb}", symbols, pointer=pointer, task=name)

    def _symbols(self, folder: str) -> list[str]:
        operations = [*self.head.spec.operations, *self.base.spec.operations]
        method = next((o.method for o in operations if o.module == folder), folder)
        return [f"{CLIENT}(provider='{self.new.data['name']}').{method}"]

    def _keys(
        self,
        table: Mapping[str, Key | None],
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        pointer: str,
        symbols: Iterable[str] = (),
        **more: Any,
    ) -> None:
        """Compare the keys of an object that a table has rules for."""
        for name in dict.fromkeys((*old, *new)):
            key = table.get(name, Key("unknown-key"))
            before, after = old.get(name), new.get(name)
            if key is not None and before != after:
                where = self._side(name in new, f"{pointer}/{name}")
                rule = key.rule(before, after)
                self._tell(rule, changed(name, before, after), symbols, **where, **more)

    def _side(self, in_head: bool, pointer: str) -> dict[str, Any]:
        return {"pointer": pointer, "side": "head" if in_head else "base"}

    def _tell(
        self, rule: str, message: str, symbols: Iterable[str] = (), *, pointer: str, **more: Any
    ) -> None:
        _tell(self.found, rule, self.new, pointer, message, symbols, **more)


def _taken(task: Mapping[str, Any], operation: Operation) -> set[str]:
    """Return the arguments that a task takes at a provider."""
    names = {argument_.name for argument_ in operation.arguments if argument_.pointer}
    refused = set(task.get("refuse", ()))
    request = task.get("request")
    if request is not None and wire.rest_of(request) is None:
        placed = {found.place.argument for found in wire.found(request)}
        names = {name for name in names if name in placed}
    return names - refused
