"""The benchmark's own parts: its command, its tables and what they do to the pages."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measures import FIGURES, MEASURES
from benchmarks.plots import plot
from benchmarks.report import BEGIN, END, broken, cost, main, markdown, ratio, verdict

ROOT = Path(__file__).parents[2]
PAGE = f"before\n{BEGIN}\nold\n{END}\nafter\n"


def samples(*microseconds: float) -> list[dict[str, float]]:
    return [{"cpu": value / 1e6, "wall": value / 1e6} for value in microseconds]


RESULTS: dict[str, Any] = {
    "date": "2026-01-02T03:04:05+00:00",
    "quick": False,
    "seconds": 1,
    "environment": {
        "python": "3.11.7", "system": "Linux x86_64", "cores": 2, "pinned": True, "load": 0.1,
        "versions": {"httpx": "0.28.1"},
    },
    "contenders": ["httpx", "openai", "inferloom"],
    "left_out": {"inferloom, fast": "TypeError: no such engine"},
    "results": {
        # The machine was three times as slow in the last round, for both.
        "sync": {
            "httpx": samples(100, 200, 600),
            "openai": {"error": "ValueError: the result is wrong"},
            "inferloom": samples(50, 110, 300),
        },
        "async-1": {"httpx": samples(100), "inferloom": samples(90)},
        "async-32": {"httpx": samples(400), "inferloom": samples(90)},
        "connections": {"httpx": [{"value": 0.0}], "inferloom": [{"value": 1.0}]},
    },
}  # fmt: skip
BY_NAME = {measure.name: measure for measure in MEASURES}


def test_a_ratio_is_of_samples_that_were_taken_together() -> None:
    assert cost(RESULTS, BY_NAME["sync"], "inferloom") == pytest.approx(110)
    assert ratio(RESULTS, BY_NAME["sync"], "inferloom") == pytest.approx(0.5)
    assert ratio(RESULTS, BY_NAME["sync"], "openai") is None


@pytest.mark.parametrize(
    ("measure", "met"), [("sync", True), ("async-1", False), ("connections", False)]
)
def test_targets_are_of_this_package_only(measure: str, met: bool) -> None:
    assert verdict(RESULTS, BY_NAME[measure], "inferloom") is met
    assert verdict(RESULTS, BY_NAME[measure], "httpx") is None


def test_the_tables_say_what_failed_and_who_was_left_out() -> None:
    text = markdown(RESULTS)
    assert "| small chat call, sync | 1.00 | failed | 0.50 ✓ | 0.6 |" in text
    assert "Failed: small chat call, sync, openai: ValueError: the result is wrong" in text
    assert "Left out: inferloom, fast (TypeError: no such engine)." in text
    assert "2026-01-02, Python 3.11.7" in text
    assert broken(RESULTS), "which the exit status tells"


def test_a_figure_is_svg() -> None:
    drawing = plot(FIGURES[0], RESULTS)
    assert drawing is not None
    lines = ElementTree.fromstring(drawing).findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2
    assert plot(FIGURES[1], RESULTS) is None, "nothing of it was measured"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/speed.md"):
        (tmp_path / name).write_text(PAGE)
    return tmp_path


def write(folder: Path, results: Any) -> int:
    path = folder / "results.json"
    path.write_text(results if isinstance(results, str) else json.dumps(results))
    return main([str(path), "--write", "--root", str(folder)])


def test_the_pages_get_the_tables(folder: Path) -> None:
    assert write(folder, RESULTS) == 0
    for name in ("README.md", "docs/speed.md"):
        text = (folder / name).read_text()
        assert text.startswith(f"before\n{BEGIN}\n") and text.endswith(f"{END}\nafter\n")
        assert "old" not in text
        assert "| small chat call, sync | 1.00 |" in text
    before = (folder / "README.md").read_text()
    assert write(folder, RESULTS) == 0
    assert (folder / "README.md").read_text() == before


@pytest.mark.parametrize(
    ("results", "message"),
    [
        ("{", "it is no results file"),
        ("{}", "it is no results file"),
        ("[]", "it is no results file"),
        ({**RESULTS, "quick": True}, "too rough"),
    ],
)
def test_a_wrong_file_changes_no_page(
    folder: Path, results: Any, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(folder, copy.deepcopy(results)) == 2
    error = capsys.readouterr().err
    assert message in error and "results.json" in error
    assert (folder / "README.md").read_text() == PAGE


def test_a_page_without_its_marks_leaves_both_as_they_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "docs/speed.md").write_text("no marks\n")
    assert write(folder, RESULTS) == 2
    assert "docs/speed.md" in capsys.readouterr().err
    assert (folder / "README.md").read_text() == PAGE


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "benchmarks", "--quick", *arguments)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_measures_and_checks_the_results() -> None:
    run = bench("--only", "connections")
    assert run.returncode == 0, run.stderr
    heads, values = (
        [cell.strip() for cell in line.split("|")]
        for line in run.stdout.splitlines()
        if line.startswith(("| measure", "| new connections"))
    )
    assert dict(zip(heads, values, strict=True))["inferloom"] == "0 ✓"
    assert "Failed" not in run.stdout


def test_an_unknown_measure_is_refused() -> None:
    run = bench("--only", "nothing")
    assert run.returncode == 2
    assert "no measure 'nothing'" in run.stderr
