"""Everything that differs between two sides, with verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..load import Specs
from ..normalize import definitions
from ..positions import line_of, lines
from .client import compare_clients
from .manifests import compare_manifests
from .names import CLIENT
from .providers import compare_providers
from .rules import Change, Found, change
from .schemas import Side, compare_schemas
from .semver import Verdict, covers, needed
from .sides import Snapshot
from .surfaces import compare_surfaces


@dataclass(frozen=True)
class Comparison:
    """The result of a comparison.

    Attributes:
        base: The side before.
        head: The side after.
        changes: What has changed: in the specs, then in the surface.
        notes: What could not be compared.
    """

    base: Snapshot
    head: Snapshot
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    @property
    def specs_verdict(self) -> Verdict:
        """The highest verdict on the specs."""
        return _highest(c for c in self.changes if c.direction != "surface")

    @property
    def surface_verdict(self) -> Verdict:
        """The highest verdict on the surface."""
        return _highest(c for c in self.changes if c.direction == "surface")

    @property
    def verdict(self) -> Verdict:
        """The higher of both."""
        return max(self.specs_verdict, self.surface_verdict)

    @property
    def needed(self) -> str | None:
        """The lowest version that HEAD may declare, if BASE declares one."""
        return needed(self.base.version, self.verdict) if self.base.version else None

    @property
    def covered(self) -> bool:
        """Whether the declared version announces the changes."""
        if self.base.version is None or self.head.version is None:
            return self.verdict is Verdict.NONE
        return covers(self.base.version, self.head.version, self.verdict)


def compare(base: Snapshot, head: Snapshot) -> Comparison:
    """Compare two sides.

    Args:
        base: The side before.
        head: The side after.
    """
    changes = sorted(
        compare_specs(base, head), key=lambda c: (-c.verdict, c.file, c.pointer, c.message)
    )
    notes = []
    surface: list[Change] = []
    if base.surface is not None and head.surface is not None:
        surface = compare_surfaces(base.surface, head.surface, changes)
        surface.sort(key=lambda c: (-c.verdict, c.pointer, c.message))
    else:
        without = " and ".join(s.name for s in (base, head) if s.surface is None)
        notes.append(f"{without}: no surface.json and no sources, so only the specs were compared.")
    for snapshot in (base, head):
        if snapshot.version is None:
            notes.append(f"{snapshot.name}: no version is declared in pyproject.toml.")
    return Comparison(base, head, (*changes, *surface), tuple(notes))


def compare_specs(base: Snapshot, head: Snapshot) -> list[Change]:
    """Compare the specs of two sides; each change is there once, with all tasks that it reaches.

    Args:
        base: The side before.
        head: The side after.
    """
    found = Found()
    compare_clients(base.specs, head.specs, found)
    compare_providers(base, head, found)
    old, new = _tasks(base), _tasks(head)
    for folder in sorted({*old, *new}):
        if folder not in new:
            found.add(_whole("task-removed", old[folder], "base"))
        elif folder not in old:
            found.add(_whole("task-added", new[folder], "head"))
        else:
            compare_schemas(old[folder], new[folder], found)
            compare_manifests(old[folder], new[folder], found)
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    return [
        _with_line(c, base if c.side == "base" else head, numbers) for c in found.changes.values()
    ]


def _tasks(snapshot: Snapshot) -> dict[str, Side]:
    specs, operations = snapshot.specs, {op.module: op for op in snapshot.spec.operations}
    names = frozenset(name for module in snapshot.spec.modules for name in module.names)
    return {task.folder: Side(specs, task, operations[task.folder], names) for task in specs.tasks}


def _whole(rule: str, side: Side, which: str) -> Change:
    names = [name for document in side.task.schemas() for name, _, _ in definitions(document)]
    method = f"{CLIENT}.{side.operation.method}"
    new = change(
        rule,
        "manifest",
        side.task.operation.path,
        "",
        f"`{side.operation.method}`, for {side.operation.task}, is {rule.partition('-')[2]}",
        symbols=(method, *names),
        task=side.task.folder,
    )
    return replace(new, side="base") if which == "base" else new


def _with_line(
    found: Change, snapshot: Snapshot, numbers: dict[tuple[str, str], dict[str, int]]
) -> Change:
    key = (found.side, found.file)
    if key not in numbers:
        numbers[key] = _lines(snapshot.specs, found.file)
    return replace(found, line=line_of(numbers[key], found.pointer))


def _lines(specs: Specs, file: str) -> dict[str, int]:
    document = specs.documents.get(file)
    return lines(document.text) if document is not None and document.text else {}


def _highest(changes: Iterable[Change]) -> Verdict:
    return max((c.verdict for c in changes), default=Verdict.NONE)
