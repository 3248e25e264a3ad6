"""The specs describe every path that travels, or say why not."""

from __future__ import annotations

from codegen.load import load
from tests.codegen.wire_coverage import ROOT, absent, measure


def test_every_path_is_in_a_spec() -> None:
    specs = load(ROOT / "specs")
    rows = measure(specs)
    missing = [f"{row.task} {row.part} {path}" for row in rows for path in sorted(row.missing)]
    assert missing == []


def test_every_left_out_task_has_a_reason() -> None:
    assert {name for name, reason in absent(load(ROOT / "specs")).items() if not reason} == set()
