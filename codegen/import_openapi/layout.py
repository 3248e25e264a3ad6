"""Tasks and types to files: each definition gets its name, and a file.

What one operation reaches alone stands in its folder. Definitions that the same operations reach
share a file in `schemas/`, so that a call loads what it needs, and files refer to each other in one
direction: what is needed by more never needs what is needed by fewer.
"""

from __future__ import annotations

import builtins
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .names import pascal, snake
from .operations import Task
from .schemas import Definition, Schema, references

__all__ = ["Layout", "lay_out"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LARGEST = 60  # classes in a file that all operations of a group share


@dataclass(frozen=True)
class Layout:
    """What is written.

    Attributes:
        files: Path below the specs folder, and content.
        names: Name of each class, by its key.
        users: Operations that reach a file of `schemas/`, by its path.
    """

    files: dict[str, Any]
    names: dict[str, str]
    users: dict[str, tuple[str, ...]]


def lay_out(
    tasks: list[Task],
    definitions: Mapping[str, Definition],
    known: Mapping[str, str],
    taken: Collection[str],
) -> Layout:
    """Return the files of tasks and of the types that they need.

    Args:
        tasks: The operations.
        definitions: All types, by their key.
        known: Names that an earlier import gave, by key; they stay.
        taken: Names that no class can have.
    """
    return _Layout(tasks, definitions, known, taken).layout()


class _Layout:
    def __init__(
        self,
        tasks: list[Task],
        definitions: Mapping[str, Definition],
        known: Mapping[str, str],
        taken: Collection[str],
    ) -> None:
        self.tasks, self.definitions, self.known = tasks, definitions, known
        self.taken = set(taken)
        self.owners: dict[str, dict[str, None]] = {}  # key -> methods
        self.parts: dict[tuple[str, str], set[str]] = {}  # method and part -> keys
        self.names: dict[str, str] = {}
        self.homes: dict[str, str] = {}  # key -> path of its file

    def layout(self) -> Layout:
        for task in self.tasks:
            for part in ("input", "output", "stream"):
                schema = getattr(task, part)
                if schema is not None:
                    found = self._reach(schema)
                    self.parts[task.named.method, part] = set(found)
                    for key in found:
                        self.owners.setdefault(key, {})[task.named.method] = None
        self._name()
        self._settle()
        files: dict[str, Any] = {}
        for task in self.tasks:
            files |= self._task_files(task)
        users: dict[str, dict[str, None]] = {}
        shared: dict[str, list[str]] = {}
        for key, home in self.homes.items():
            if home.startswith("schemas/"):
                shared.setdefault(home, []).append(key)
                users.setdefault(home, {}).update(self.owners[key])
        for home, keys in sorted(shared.items()):
            files[home] = {
                "$schema": DIALECT,
                "description": f"What {_listed(users[home])} send or receive.",
                "$defs": {self.names[key]: self._written(key, home) for key in keys},
            }
        return Layout(files, self.names, {home: tuple(found) for home, found in users.items()})

    def _reach(self, schema: Schema) -> dict[str, None]:
        found: dict[str, None] = {}
        waiting = [schema]
        while waiting:
            for node in references(waiting.pop()):
                key = node["$ref"]
                if key not in found:
                    found[key] = None
                    waiting.append(self.definitions[key].schema or {})
        return found

    # Names -------------------------------------------------------------------------------------

    def _name(self) -> None:
        used = {name for key in self.owners if (name := self.known.get(key)) is not None}
        roots = {
            schema["title"]
            for task in self.tasks
            for schema in (task.input, task.output, task.stream)
            if schema is not None and "title" in schema
        }
        members = {
            name
            for key in self.owners
            for name in (self.definitions[key].schema or {}).get("properties", {})
        }
        pointers = Counter(self.definitions[key].pointer for key in self.owners)
        self.taken |= used | roots | members
        # What is received, and what has a name in the document, goes first.
        order = sorted(
            self.owners,
            key=lambda k: (self.definitions[k].direction == "input", k.count("/")),
        )
        for key in order:
            if key in self.known and self.known[key] not in roots:
                self.names[key] = self.known[key]
                roots.add(self.known[key])
                continue
            found = self.definitions[key]
            hint = pascal(found.hint)
            both = pointers[found.pointer] > 1
            if found.direction == "input" and both:
                hint = hint if hint.endswith("Input") else f"{hint}Input"
            self.names[key] = self._free(hint, found)
            self.taken.add(self.names[key])
        self.names = {key: self.names[key] for key in self.owners}

    def _free(self, hint: str, found: Definition) -> str:
        steps = found.pointer.split("/")
        owner = pascal(steps[3].replace("~1", " ").replace("~0", " ")) if steps[3:] else ""
        way = "".join(pascal(step) for step in steps[4:] if re.search(r"[A-Za-z]", step))
        for name in (hint, f"{owner}{hint}", f"{hint}Object", f"{owner}{way}"):
            if self._fits(name):
                return name
        number = 2
        while not self._fits(f"{hint}Variant{number}"):
            number += 1
        return f"{hint}Variant{number}"

    def _fits(self, name: str) -> bool:
        if name in self.taken or hasattr(builtins, name):
            return False
        # `XParam` is the TypedDict of `X`.
        return f"{name}Param" not in self.taken and name.removesuffix("Param") not in (
            self.taken if name.endswith("Param") else ()
        )

    # Files -------------------------------------------------------------------------------------

    def _settle(self) -> None:
        heads = {task.named.method: task.named.qualified.split(".")[0] for task in self.tasks}
        groups: dict[frozenset[str], list[str]] = {}
        for key, owners in self.owners.items():
            if len(owners) == 1:
                self.homes[key] = self._own_file(key, next(iter(owners)))
            else:
                groups.setdefault(frozenset(heads[method] for method in owners), []).append(key)
        modules = {task.named.method for task in self.tasks} | {"common"}
        for group, keys in sorted(groups.items(), key=lambda pair: sorted(pair[0])):
            for part in self._split(keys):
                name = self._module(group, part, len(part) == len(keys), modules)
                modules.add(name)
                self.homes |= dict.fromkeys(part, f"schemas/{name}.json")

    def _split(self, keys: list[str]) -> list[list[str]]:
        if len(keys) <= _LARGEST:
            return [keys]
        apart: dict[frozenset[str], list[str]] = {}
        for key in keys:
            apart.setdefault(frozenset(self.owners[key]), []).append(key)
        return list(apart.values())

    def _module(
        self, group: frozenset[str], keys: list[str], whole: bool, modules: Collection[str]
    ) -> str:
        """Return a name for a file: its group's, or that of its class that most refer to."""
        if whole and len(group) == 1:
            name = snake(next(iter(group)))
        else:
            counts = Counter(dict.fromkeys(keys, 0))
            for other in self.owners:
                for node in references(self.definitions[other].schema or {}):
                    if node["$ref"] in counts:
                        counts[node["$ref"]] += 1
            name = snake(self.names[counts.most_common(1)[0][0]])
        tails = ["", "_types", "_shared"]
        for tail in tails:
            if f"{name}{tail}" not in modules:
                return f"{name}{tail}"
        number = 2
        while f"{name}_types_{number}" in modules:
            number += 1
        return f"{name}_types_{number}"

    def _own_file(self, key: str, method: str) -> str:
        for part in ("input", "output", "stream"):
            if key in self.parts.get((method, part), ()):
                return f"tasks/{method}/{part}.json"
        raise AssertionError(key)

    def _task_files(self, task: Task) -> dict[str, Any]:
        folder = f"tasks/{task.named.method}"
        found: dict[str, Any] = {f"{folder}/operation.json": task.manifest}
        for part in ("input", "output", "stream"):
            schema = getattr(task, part)
            if schema is None:
                continue
            path = f"{folder}/{part}.json"
            own = [key for key, home in self.homes.items() if home == path]
            data = {"$schema": DIALECT, **self._rewritten(schema, path)}
            if own:
                data["$defs"] = {self.names[key]: self._written(key, path) for key in own}
            found[path] = data
        return found

    def _written(self, key: str, home: str) -> Schema:
        schema = self.definitions[key].schema or {}
        return {"title": self.names[key], **self._rewritten(_without_title(schema), home)}

    def _rewritten(self, node: Any, home: str) -> Any:
        if isinstance(node, list):
            return [self._rewritten(child, home) for child in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return {**node, "$ref": self._reference(node["$ref"], home)}
        result = {name: self._rewritten(child, home) for name, child in node.items()}
        mapping = node.get("discriminator", {})
        if isinstance(mapping, dict) and "mapping" in mapping and "anyOf" in node:
            result["discriminator"]["mapping"] = {
                value: self._reference(target["$ref"], home)
                for value, target in mapping["mapping"].items()
                if target["$ref"] in self.names
            }
        return result

    def _reference(self, key: str, home: str) -> str:
        target, fragment = self.homes[key], f"#/$defs/{self.names[key]}"
        if target == home:
            return fragment
        if target.startswith("tasks/"):
            return f"{target.rpartition('/')[2]}{fragment}"
        file = target.rpartition("/")[2]
        return f"{file}{fragment}" if home.startswith("schemas/") else f"../../{target}{fragment}"


def _without_title(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "title"}


def _listed(users: Collection[str]) -> str:
    shown = [f"`{name}`" for name in list(users)[:4]]
    more = len(users) - len(shown)
    text = ", ".join(shown)
    return f"{text} and {more} more" if more else re.sub(r", (?=[^,]*$)", " and ", text)
