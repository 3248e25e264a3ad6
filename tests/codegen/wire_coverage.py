"""How much of what travels the specs describe: `python -m tests.codegen.wire_coverage`.

`tests/data/wire_facts.json` lists every path of every task's request, answer and stream, as read
from public specs and servers. `tests/data/wire_exclusions.json` lists those we leave out, and why.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codegen.load import Document, Schema, Specs, Task, load

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Coverage:
    """Paths of one direction of one task."""

    task: str
    part: str  # "input", "output" or "stream"
    wanted: frozenset[str]
    missing: frozenset[str]
    excluded: frozenset[str]


def measure(specs: Specs) -> list[Coverage]:
    facts = json.loads((DATA / "wire_facts.json").read_text())
    exclusions = json.loads((DATA / "wire_exclusions.json").read_text())
    tasks = {task.folder.replace("_", "-"): task for task in specs.tasks}
    result = []
    for name, parts in facts.items():
        task = tasks.get(name)
        if task is None:
            continue
        for part, document in _parts(task):
            if parts[part] is None:
                continue
            wanted = frozenset(parts[part]["paths"])
            have = set(_paths(specs, document, document.data, "", ()))
            left_out = frozenset(
                path for path in exclusions.get(name, {}).get(part, {}) if path in wanted
            )
            missing = frozenset(path for path in wanted - left_out if path not in have)
            result.append(Coverage(name, part, wanted, missing, left_out))
    return result


def absent(specs: Specs) -> dict[str, str]:
    """Return the tasks that have no spec, with the reason that is listed for it, or ''."""
    facts = json.loads((DATA / "wire_facts.json").read_text())
    exclusions = json.loads((DATA / "wire_exclusions.json").read_text())
    have = {task.folder.replace("_", "-") for task in specs.tasks}
    reasons = exclusions["tasks"]
    return {name: reasons.get(name, "") for name in facts if name not in have}


def _parts(task: Task) -> Iterator[tuple[str, Document]]:
    yield "input", task.input
    if task.output is not None:
        yield "output", task.output
    if task.stream is not None:
        yield "stream", task.stream


def _paths(
    specs: Specs, document: Document, schema: Schema, path: str, above: tuple[str, ...]
) -> Iterator[str]:
    if "$ref" in schema:
        target, pointer, found = specs.resolve(document, schema["$ref"], "")
        name = f"{target.path}#{pointer}"
        if name not in above:
            yield from _paths(specs, target, found, path, (*above, name))
        return
    if path:
        yield path
    for option in schema.get("anyOf", []):
        yield from _paths(specs, document, option, path, above)
    for name, child in schema.get("properties", {}).items():
        yield from _paths(specs, document, child, f"{path}.{name}" if path else name, above)
    if isinstance(schema.get("items"), dict):
        yield from _paths(specs, document, schema["items"], f"{path}[]", above)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _paths(specs, document, schema["additionalProperties"], f"{path}{{}}", above)


def main() -> int:
    specs = load(ROOT / "specs")
    rows = measure(specs)
    total = covered = excluded = 0
    for row in rows:
        total += len(row.wanted)
        excluded += len(row.excluded)
        covered += len(row.wanted) - len(row.missing) - len(row.excluded)
        for path in sorted(row.missing):
            print(f"not in the spec: {row.task} {row.part} {path}")
    for name, reason in absent(specs).items():
        print(f"no spec: {name}: {reason or 'NO REASON IS LISTED'}")
    print(
        f"wire coverage: {covered} of {total} paths of {len({r.task for r in rows})} tasks, "
        f"{excluded} left out with a reason."
    )
    return 1 if covered + excluded < total or "" in absent(specs).values() else 0


if __name__ == "__main__":
    sys.exit(main())
