"""The checkout: which tasks it has, and what their files say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from ..findings import Finding, SpecError
from ..options import BadCall
from ..wording import nearest, violations

PLACES = ("packages/tasks/src/tasks", "src/tasks", "")  # of the tasks, below what a caller names
SHARED = "common-definitions.json"
FILES = {
    "input.json": "input.json",
    "output.json": "output.json",
    "stream_output.json": "stream.json",
}


_METASCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)


@dataclass(frozen=True)
class UpstreamTask:
    """The schemas of one task as upstream has them, by the names that the files have here."""

    name: str
    schemas: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """The name of its folder here."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Checkout:
    """What was read."""

    tasks: tuple[UpstreamTask, ...]
    shared: Mapping[str, Any]  # definitions of all tasks
    skipped: tuple[str, ...]  # folders that hold no task's spec, and why


def read_checkout(folder: Path, only: str | None = None) -> Checkout:
    """Read the task specs of a checkout.

    Args:
        folder: The repository, its `packages/tasks`, or the folder that holds the tasks.
        only: A task, if not all are wanted.

    Raises:
        BadCall: If there are no task specs, or not that of this task.
        SpecError: If a file is not JSON, or no JSON Schema.
    """
    home = next((folder / p for p in PLACES if any((folder / p).glob("*/spec/input.json"))), None)
    if home is None:
        raise BadCall(
            "DIR",
            f"{folder} holds no <task>/spec/input.json",
            f"name a checkout of huggingface.js, or its {PLACES[0]}",
        )
    findings: list[Finding] = []
    shared = _read(home / SHARED, home, findings) if (home / SHARED).is_file() else {}
    tasks, skipped = [], []
    wanted = only.replace("_", "-") if only else None
    for spec in sorted(home.glob("*/spec")):
        name = spec.parent.name
        if wanted not in (None, name):
            continue
        schemas = {
            ours: _read(spec / theirs, home, findings)
            for theirs, ours in FILES.items()
            if (spec / theirs).is_file()
        }
        missing = [file for file in ("input.json", "output.json") if file not in schemas]
        if any("<" in str(schema.get("$id")) for schema in schemas.values()):
            skipped.append(f"{name}: a template for new tasks")
        elif missing:
            skipped.append(f"{name}: has no {' and no '.join(missing)}")
        else:
            tasks.append(UpstreamTask(name, schemas))
    if findings:
        raise SpecError(findings)
    if wanted and not tasks:
        names = [spec.parent.name for spec in home.glob("*/spec")]
        problem = skipped[0] if skipped else f"{home} has no task {wanted!r}"
        raise BadCall("--task", problem, nearest(wanted, sorted(names)))
    return Checkout(tuple(tasks), _definitions(shared), tuple(skipped))


def _definitions(document: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**document.get("definitions", {}), **document.get("$defs", {})}


def _read(path: Path, home: Path, findings: list[Finding]) -> Any:
    name = path.relative_to(home).as_posix()
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        findings.append(
            Finding("json", name, "", f"is not valid JSON: {error}", "correct the checkout")
        )
        return {}
    if not isinstance(data, dict):
        findings.append(Finding("json", name, "", "is no object", "correct the checkout"))
        return {}
    # Words of other drafts are no faults: unknown keywords may be anything.
    findings += violations("schema-shape", name, data, _METASCHEMA)
    return data
