"""The specs describe every path that travels, or say why not."""

from __future__ import annotations

from codegen.load import load
from tests.codegen.wire_coverage import ROOT, measure


def test_every_path_is_in_a_spec() -> None:
    specs = load(ROOT / "specs")
    rows = measure(specs)
    assert {row.task for row in rows} == {task.operation.data["task"] for task in specs.tasks}
    missing = [f"{row.task} {row.part} {path}" for row in rows for path in sorted(row.missing)]
    assert missing == []
