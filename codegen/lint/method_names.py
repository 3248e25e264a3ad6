"""Rules on the names of tasks, methods and aliases."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping

from ..findings import Finding
from ..load import Task, module_of
from .method import ManifestRule, Method
from .taken import ALIAS_HEADS, client_members

_FOLDER = r"[a-z][a-z0-9_]*"


def methods(tasks: list[Task]) -> Iterator[Finding]:
    """Check the names of methods and aliases against each other."""
    methods: dict[str, str] = {}
    for task in tasks:
        name, path = task.operation.data["method"], task.operation.path
        problem = ""
        if name in client_members() and "qualified" not in task.operation.data:
            problem = f"{name} is a member of the clients"
        if keyword.iskeyword(name):
            problem = f"{name} is a keyword of Python"
        if methods.setdefault(name, path) != path:
            problem = f"{name} is also the method of {methods[name]}"
        if problem:
            yield Finding(
                "method-taken",
                path,
                "/method",
                problem,
                f"write {task.folder!r}, the folder's name"
                if name != task.folder
                else "rename the task: its folder, its id and its method",
            )
    yield from _aliases(tasks, methods)


def _aliases(tasks: list[Task], methods: Mapping[str, str]) -> Iterator[Finding]:
    aliases: dict[str, str] = {}
    whole = {task.operation.path for task in tasks if "qualified" not in task.operation.data}
    own = {name for name, path in methods.items() if path in whole}
    for task in tasks:
        data = task.operation.data
        names = {f"/aliases/{index}": alias for index, alias in enumerate(data.get("aliases", []))}
        if "qualified" in data:
            names["/qualified"] = data["qualified"]
        for at, alias in names.items():
            head, *rest = alias.split(".")
            problem = ""
            if alias in aliases:
                problem = f"is also an alias of {aliases[alias]}"
            elif head in own or head in client_members() - ALIAS_HEADS:
                problem = f"begins with {head}, a method or member of the clients"
            elif parts := [part for part in (head, *rest) if keyword.iskeyword(part)]:
                problem = f"holds {parts[0]}, a keyword of Python"
            elif inner := [
                a
                for a in aliases
                if f"{a}.".startswith(f"{alias}.") or f"{alias}.".startswith(f"{a}.")
            ]:
                problem = f"is part of {inner[0]}, or that of it"
            aliases.setdefault(alias, task.operation.path)
            if problem:
                yield Finding(
                    "alias-taken",
                    task.operation.path,
                    at,
                    f"{alias!r} {problem}",
                    "delete it, or choose a first part that nothing else has",
                )


def _task_name(method: Method) -> Iterator[Finding]:
    folder, manifest = method.task.folder, method.manifest
    wanted = manifest["task"].replace("-", "_")
    if not re.fullmatch(_FOLDER, folder):
        # It names modules; what else would be said of it follows from that.
        problem = f"the folder {folder!r} is no name of a module"
        yield method.finding("task-name", "/task", problem, f"rename the folder to {wanted}")
        return
    # Only a hub task's own route has the task in its address.
    if folder != wanted and manifest["route"]["style"] in ("task", "pipeline"):
        yield method.finding(
            "task-name",
            "/task",
            f"the folder is {folder!r}, not {wanted!r}",
            f"rename the folder to {wanted}, or write {folder.replace('_', '-')!r}",
        )
    elif folder in {module_of(document) for document in method.specs.shared()}:
        problem = f"{folder} is a module of shared types"
        yield method.finding("task-name", "/task", problem, "choose another task id")
    if manifest["method"] != folder:
        yield method.finding(
            "task-name",
            "/method",
            f"{manifest['method']!r} is not the folder's name",
            f"write {folder!r}",
            method.edit("/method", folder),
        )


METHOD_NAME_RULES: tuple[ManifestRule, ...] = (_task_name,)
