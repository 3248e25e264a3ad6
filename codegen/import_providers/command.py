"""The `import-providers` command: says what changed upstream against our provider files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..load import Specs
from ..options import read_specs
from .source import UpstreamProvider, normal, read_providers


@dataclass(frozen=True)
class Difference:
    """One thing that others say of a provider otherwise than we do.

    Attributes:
        kind: `new-provider`, `gone-provider`, `url`, `new-task`, `gone-task` or `route`.
        provider: Its name.
        task: The hub's name of the task, or None.
        message: What differs.
        remedy: What to do about it.
    """

    kind: str
    provider: str
    task: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        where = self.provider if self.task is None else f"{self.provider}, {self.task}"
        return f"{where}: {self.kind}: {self.message}\n    fix: {self.remedy}"


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import-providers` to the command line."""
    text = "say what others know of providers that our files do not: names, routes, tasks"
    command = commands.add_parser("import-providers", help=text, description=text)
    command.set_defaults(run=_import)
    command.add_argument(
        "source",
        type=Path,
        metavar="SOURCE",
        help="a checkout of huggingface.js or its package of inference, or a JSON of facts",
    )
    command.add_argument("--json", action="store_true", help="print the report as JSON")


def _import(options: argparse.Namespace) -> int:
    specs = read_specs(options)
    upstream = read_providers(options.source)
    found = list(differences(specs, upstream))
    if options.json:
        print(json.dumps([asdict(difference) for difference in found], indent=2))
        return 1 if found else 0
    for difference in found:
        print(difference)
    pairs = sum(len(provider.tasks) for provider in upstream)
    print(
        f"{len(upstream)} providers with {pairs} tasks in {options.source}: "
        f"{len(found) or 'no'} difference{'' if len(found) == 1 else 's'}."
    )
    return 1 if found else 0


def differences(specs: Specs, upstream: list[UpstreamProvider]) -> Iterator[Difference]:
    """Yield what others say of providers otherwise than our files do.

    A task that a file lists under `decided` has been looked at and is not told again.

    Args:
        specs: Our specs.
        upstream: What others say.
    """
    ours = {doc.data["name"]: doc.data for doc in specs.providers()}
    folders = dict(_folders(specs))
    for theirs in upstream:
        known = ours.get(theirs.name)
        if known is None:
            tasks = ", ".join(sorted(theirs.tasks))
            yield Difference(
                "new-provider",
                theirs.name,
                None,
                f"it is at {theirs.url or 'an address that was not found'} and serves {tasks}",
                f"python -m codegen new-provider {theirs.name}",
            )
        else:
            yield from _of_provider(known, theirs, folders)
    names = {theirs.name for theirs in upstream}
    for name in ours:
        if name not in names:
            yield Difference(
                "gone-provider",
                name,
                None,
                "nobody there knows it",
                f"delete providers/{name}.json",
            )


def _of_provider(
    known: Mapping[str, Any], theirs: UpstreamProvider, folders: Mapping[str, str]
) -> Iterator[Difference]:
    name, file = theirs.name, f"providers/{theirs.name}.json"
    if theirs.url is not None and theirs.url.rstrip("/") != known["url"]:
        message = f"it is at {theirs.url}, and ours at {known['url']}"
        yield Difference("url", name, None, message, f"correct url in {file}")
    tasks, decided = known["tasks"], known.get("decided", {})
    for task, routes in theirs.tasks.items():
        folder = folders.get(task, task.replace("-", "_"))
        if folder in decided:
            continue
        if folder not in tasks:
            at = ", ".join(sorted(routes)) or "a route that was not found"
            remedy = f"add {folder} to {file}, or say under decided why not"
            if task not in folders:
                remedy = f"add the task {folder} first; then {remedy}"
            yield Difference("new-task", name, task, f"it is served at {at}", remedy)
            continue
        mine = frozenset(_paths(known, tasks[folder]))
        if routes and not routes & mine:
            message = f"it goes to {' or '.join(sorted(routes))}, and ours to {' or '.join(mine)}"
            yield Difference("route", name, task, message, f"correct path of {folder} in {file}")
    for folder in tasks:
        served = {folders.get(task, task.replace("-", "_")) for task in theirs.tasks}
        if folder not in served:
            yield Difference(
                "gone-task", name, folder, "nobody there has it", f"delete {folder} from {file}"
            )


def _folders(specs: Specs) -> Iterator[tuple[str, str]]:
    """Yield the hub's names of tasks, and the folders that they have here."""
    for task in specs.tasks:
        manifest = task.operation.data
        if "listed_as" in manifest:
            yield manifest["listed_as"], task.folder
        elif manifest["task"].replace("-", "_") == task.folder:
            yield manifest["task"], task.folder


def _paths(provider: Mapping[str, Any], task: Any) -> Iterator[str]:
    """Yield all paths that a task of ours may go to."""
    path = task if isinstance(task, str) else task["path"]
    yield from map(normal, _texts(provider, path))


def _texts(provider: Mapping[str, Any], node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif "$shared" in node:
        yield from _texts(provider, provider["shared"][node["$shared"]])
    else:
        yield from _texts(provider, node["then"])
        yield from _texts(provider, node["else"])
