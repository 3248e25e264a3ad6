"""Compare the schemas of a task, in the direction in which values travel.

Two schemas are walked side by side from their roots, references followed, so that a definition is
matched by where it is used and not by its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..attributes import attribute
from ..ir import Operation
from ..load import Document, Schema, Specs, Task
from ..pointer import pointer_to
from .kinds import Alternative, Place, alternatives, classes, covered, is_plain, paired
from .names import argument
from .rules import ROLES, Direction, Found, Role, change

_OTHER_LIMITS = ("pattern", "format", "multipleOf", "uniqueItems")
_COUNTS = (("minLength", "maxLength"), ("minItems", "maxItems"))


@dataclass(frozen=True)
class Side:
    """A task as one side has it.

    Attributes:
        specs: All specs of the side.
        task: The task.
        operation: What the task compiles to.
        classes: Names of all classes of the side.
    """

    specs: Specs
    task: Task
    operation: Operation
    classes: frozenset[str]


def compare_schemas(base: Side, head: Side, found: Found) -> None:
    """Compare the schemas of a task on both sides.

    Args:
        base: The task before.
        head: The task after.
        found: Takes the changes.
    """
    documents: dict[Direction, tuple[Document | None, Document | None]] = {
        "input": (base.task.input, head.task.input),
        "output": (base.task.output, head.task.output),
        "stream": (base.task.stream, head.task.stream),
    }
    for direction, (old, new) in documents.items():
        if old is not None and new is not None:
            walk = Walk(base, head, direction, found)
            roots = Place(base.specs, old, "", old.data), Place(head.specs, new, "", new.data)
            walk.compare(*roots, (), "" if direction == "input" else None)


class Walk:
    """Compares the schemas of one document of a task."""

    def __init__(self, base: Side, head: Side, direction: Direction, found: Found) -> None:
        self.old, self.new = base.operation, head.operation
        self.before, self.after = base.classes, head.classes
        self.renamed = dict(head.operation.renamed)
        self.direction = direction
        self.task = head.task.folder
        self.found = found
        self.objects: set[tuple[str, str, str, str]] = set()

    @property
    def sent(self) -> bool:
        """Whether callers send what is compared."""
        return ROLES[self.direction] == "sent"

    def report(
        self,
        rule: str,
        place: Place,
        pointer: str,
        message: str,
        symbols: Iterable[str],
        *,
        side: Literal["base", "head"] = "head",
        role: Role | None = None,
    ) -> None:
        """Add a change; `pointer` goes on from the place."""
        self.found.add(
            change(
                rule,
                self.direction,
                place.document.path,
                place.pointer + pointer,
                message,
                symbols=tuple(symbols),
                task=self.task,
                side=side,
                role=role,
            )
        )

    def compare(self, old: Place, new: Place, owners: tuple[str, ...], path: str | None) -> None:
        """Compare two schemas.

        Args:
            old: Before.
            new: After.
            owners: What callers know the value as.
            path: Its pointer in the payload, as far as arguments may have it.
        """
        self._words(old, new, owners)
        before, after = old.resolved(), new.resolved()
        if after.name:
            # Of an enum, callers see where it is used; of a class, the class.
            owners = (after.name, *(() if "properties" in after.schema else owners))
        if before.name and after.name and (before, after) != (old, new):
            self._words(before, after, owners)
        self._name(before, after)
        if before.schema.get("default") != after.schema.get("default"):
            message = f"the default {_change(before.schema, after.schema, 'default')}"
            self.report("default-changed", after, "/default", message, owners)
        self._alternatives(list(alternatives(before)), list(alternatives(after)), new, owners, path)

    def _words(self, old: Place, new: Place, owners: tuple[str, ...]) -> None:
        if old.schema.get("description") != new.schema.get("description"):
            self.report("words", new, "/description", "the description is changed", owners)
        if old.schema.get("deprecated", False) != new.schema.get("deprecated", False):
            rule = "member-deprecated" if new.schema.get("deprecated") else "words"
            message = f"it is {'' if new.schema.get('deprecated') else 'not '}deprecated"
            self.report(rule, new, "/deprecated", message, owners)

    def _name(self, old: Place, new: Place) -> None:
        if old.name == new.name:
            return
        if old.name is None:
            message = f"what had no name is `{new.name}`"
            self.report("class-added", new, "", message, [str(new.name)])
        elif new.name is None:
            message = f"`{old.name}` is written where it is used"
            self.report("class-removed", old, "", message, [old.name], side="base")
        else:
            message = f"`{old.name}` is now `{new.name}`"
            self.report("class-renamed", new, "", message, [old.name, new.name])

    # Unions ------------------------------------------------------------------------------------

    def _alternatives(
        self,
        old: list[Alternative],
        new: list[Alternative],
        place: Place,
        owners: tuple[str, ...],
        path: str | None,
    ) -> None:
        removed, added = [], []
        for before, after in paired(old, new):
            if before is not None and after is not None:
                self._alternative(before, after, old, new, owners, path)
            elif before is not None:
                removed.append(before)
            elif after is not None:
                added.append(after)
        lost = [a for a in removed if not covered(a, new)]
        gained = [a for a in added if not covered(a, old)]
        if lost and gained:
            message = f"{_listed(lost)} is now {_listed(gained)}"
            self.report("type-changed", place, "", message, owners)
            return
        for alternative in gained:
            is_variant = alternative.kind == "object" and any(a.kind == "object" for a in old)
            rule = "variant-added-closed" if is_variant else "type-widened"
            self.report(rule, place, "", f"it may be {alternative} now", owners)
        for alternative in lost:
            is_variant = alternative.kind == "object" and any(a.kind == "object" for a in new)
            rule = "variant-removed" if is_variant else "type-narrowed"
            self.report(rule, place, "", f"it may not be {alternative} any more", owners)
        for alternative in added:
            if alternative not in gained and not covered(alternative, removed):
                self.report("variant-added", place, "", f"it may be {alternative} now", owners)
        for alternative in removed:
            if alternative not in lost and not covered(alternative, added):
                message = f"{alternative} is not named any more"
                self.report("value-hint-removed", place, "", message, owners)

    def _alternative(
        self,
        old: Alternative,
        new: Alternative,
        all_old: list[Alternative],
        all_new: list[Alternative],
        owners: tuple[str, ...],
        path: str | None,
    ) -> None:
        before, after = old.place, new.place
        if after.name and after.name not in owners:
            owners = (after.name, *(() if old.kind == "object" else owners))
        self._name(before, after)
        if before.name and after.name:
            self._words(before, after, (after.name,))
        if old.values is not None or new.values is not None:
            self._values(old, new, all_old, all_new, owners)
        self._limits(before, after, owners)
        if old.kind == "array":
            items = before.schema.get("items"), after.schema.get("items")
            if items != (None, None):
                self.compare(_items(before), _items(after), owners, None)
        if old.kind == "object":
            self._object(before, after, owners, path)

    def _values(
        self,
        old: Alternative,
        new: Alternative,
        all_old: list[Alternative],
        all_new: list[Alternative],
        owners: tuple[str, ...],
    ) -> None:
        place, pointer = new.place, "/const" if "const" in new.place.schema else "/enum"
        received_open = not self.sent and (old.open or new.open)
        if old.values is None or new.values is None:
            listed = new.values is not None
            plain = is_plain(new.kind, all_new if listed else all_old)
            rule = "type-narrowed" if listed else "type-widened"
            if plain or received_open:
                rule = "value-added" if listed else "value-hint-removed"
            what = f"only {new}" if listed else f"any {new.kind}, not only {old}"
            self.report(rule, place, "", f"it may be {what} now", owners)
            return
        for value in sorted(new.values - old.values):
            is_open = self.sent or received_open or is_plain(old.kind, all_old)
            rule = "value-added" if is_open else "value-added-closed"
            self.report(rule, place, pointer, f"the value {value} is added", owners)
        for value in sorted(old.values - new.values):
            rule = "value-hint-removed" if is_plain(new.kind, all_new) else "value-removed"
            self.report(rule, place, pointer, f"the value {value} is removed", owners)

    # Objects -----------------------------------------------------------------------------------

    def _object(self, old: Place, new: Place, owners: tuple[str, ...], path: str | None) -> None:
        key = (old.document.path, old.pointer, new.document.path, new.pointer)
        if key in self.objects:
            return
        self.objects.add(key)
        before, after = old.schema.get("properties", {}), new.schema.get("properties", {})
        for name in {**before, **after}:
            inner = None if path is None else path + pointer_to(name)
            symbols = (*self._arguments(inner), *_field(new if name in after else old, name))
            if name not in after:
                self._removed(old, name, symbols, inner)
            elif name not in before:
                self._added(new, name, symbols, inner)
            else:
                must, had_to = (name in p.schema.get("required", []) for p in (new, old))
                if must != had_to:
                    rule = "made-required" if must else "made-optional"
                    message = f"`{name}` is {'required' if must else 'optional'} now"
                    self.report(rule, new, pointer_to("properties", name), message, symbols)
                pair = old.below("properties", name), new.below("properties", name)
                self.compare(*pair, symbols or owners, inner)
        self._others(old, new, owners)

    def _arguments(self, path: str | None) -> Iterator[str]:
        """Yield the argument that a value of the payload is, before and after."""
        if path is None:
            return
        for operation in (self.new, self.old):
            for candidate in operation.arguments:
                if candidate.pointer == path:
                    yield argument(operation.method, candidate.name)
                    return

    def _removed(self, old: Place, name: str, symbols: tuple[str, ...], path: str | None) -> None:
        named = next((a.name for a in self.old.arguments if a.pointer == path), None)
        pointer = pointer_to("properties", name)
        if named is not None and named in self.renamed:
            message = f"`{name}` is removed; `{named}` is taken for `{self.renamed[named]}`"
            self.report(
                "argument-renamed-kept", old, pointer, message, symbols, side="base", role="any"
            )
            return
        symbols = (*symbols, *sorted(classes(old.below("properties", name)) - self.after))
        message = f"`{name}` is removed"
        self.report("property-removed", old, pointer, message, symbols, side="base")

    def _added(self, new: Place, name: str, symbols: tuple[str, ...], path: str | None) -> None:
        required = name in new.schema.get("required", [])
        rule = "property-added-required" if required else "property-added"
        named = next((a.name for a in self.new.arguments if a.pointer == path), None)
        if named is not None and named in self._renamed_now():
            rule = "property-added"
        symbols = (*symbols, *sorted(classes(new.below("properties", name)) - self.before))
        message = f"{'required' if required else 'optional'} `{name}` is added"
        self.report(rule, new, pointer_to("properties", name), message, symbols)

    def _renamed_now(self) -> set[str]:
        """Return the arguments that replace one of the same task, whose name is taken still."""
        before = {a.name for a in self.old.arguments}
        return {new for old, new in self.renamed.items() if old in before}

    def _others(self, old: Place, new: Place, owners: tuple[str, ...]) -> None:
        """Compare what is said of members that have no property."""
        before, after = _additional(old), _additional(new)
        if isinstance(before, dict) and isinstance(after, dict):
            pair = old.below("additionalProperties"), new.below("additionalProperties")
            self.compare(*pair, owners, None)
        elif before != after:
            pointer = "/additionalProperties"
            if after is False:
                self.report("members-closed", new, pointer, "other members are refused", owners)
            elif before is False or after is True:
                self.report("members-opened", new, pointer, "other members are accepted", owners)
            else:
                message = "values of other members have a type"
                self.report("type-narrowed", new, pointer, message, owners)

    # Limits ------------------------------------------------------------------------------------

    def _limits(self, old: Place, new: Place, owners: tuple[str, ...]) -> None:
        for low, high in _COUNTS:
            self._bound(old, new, low, owners, upper=False)
            self._bound(old, new, high, owners, upper=True)
        self._bound(old, new, "minimum", owners, upper=False)
        self._bound(old, new, "maximum", owners, upper=True)
        for word in _OTHER_LIMITS:
            before, after = old.schema.get(word), new.schema.get(word)
            if before != after:
                rule = "limit-loosened" if after in (None, False) else "limit-tightened"
                message = f"`{word}` {_change(old.schema, new.schema, word)}"
                self.report(rule, new, f"/{word}", message, owners)

    def _bound(
        self, old: Place, new: Place, word: str, owners: tuple[str, ...], *, upper: bool
    ) -> None:
        before, after = _limit(old.schema, word, upper), _limit(new.schema, word, upper)
        if before == after:
            return
        tightened = before is None or (after is not None and (after < before) == upper)
        rule = "limit-tightened" if tightened else "limit-loosened"
        shown = next(w for w in (word, _exclusive(word)) if w in {**old.schema, **new.schema})
        if shown not in new.schema and _exclusive(word) in new.schema:
            shown = _exclusive(word)
        message = f"`{shown}` {_change(old.schema, new.schema, shown)}"
        self.report(rule, new, f"/{shown}", message, owners)


def _listed(alternatives: Iterable[Alternative]) -> str:
    return " or ".join(str(alternative) for alternative in alternatives)


def _field(place: Place, name: str) -> Iterator[str]:
    if place.name:
        schema = place.schema.get("properties", {}).get(name, {})
        yield f"{place.name}.{attribute(name, schema)}"


def _items(place: Place) -> Place:
    if "items" in place.schema:
        return place.below("items")
    return Place(place.specs, place.document, f"{place.pointer}/items", {})


def _additional(place: Place) -> Any:
    """Return what is said of other members; objects with properties refuse them if we send them."""
    schema = place.schema
    return schema.get("additionalProperties", "properties" not in schema)


def _exclusive(word: str) -> str:
    return f"exclusive{word[0].upper()}{word[1:]}"


def _limit(schema: Schema, word: str, upper: bool) -> tuple[float, int] | None:
    """Return a bound in an order in which tighter lower bounds are greater, upper ones smaller."""
    bounds = [(schema[word], 0)] if word in schema else []
    if (exclusive := _exclusive(word)) in schema:
        bounds.append((schema[exclusive], -1 if upper else 1))
    if not bounds:
        return None
    return min(bounds) if upper else max(bounds)


def _change(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> str:
    before, after = json.dumps(old.get(key)), json.dumps(new.get(key))
    if key not in old:
        return f"{after} is added"
    return f"{before} is removed" if key not in new else f"{before} is now {after}"
