"""docs/testing.md, on faults; tests/testing executes what it says on fakes and recordings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inferloom.policy import loading, retry
from inferloom.testing import faults
from tests.docs.pages import DOCS, blocks, run_python


def test_the_examples_of_the_server_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.02)
    monkeypatch.setattr(loading, "LOADING_DELAY", 0.02)
    assert run_python("testing.md", containing="FaultServer") == 2


def test_the_examples_of_the_fixture_run(tmp_path: Path) -> None:
    conftest, test = [block for block, _ in blocks("testing.md", "python")][-2:]
    (tmp_path / "conftest.py").write_text(conftest)
    (tmp_path / "test_it.py").write_text(test)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "1 passed" in run.stdout, run.stdout + run.stderr


def test_the_language_is_the_one_that_the_module_describes() -> None:
    ((shown, _),) = blocks("testing.md", "text")
    language = [line.strip() for line in (faults.__doc__ or "").splitlines()]
    for line in shown.splitlines():
        assert line in language
    names = sum(len(entries) for entries in faults.catalogue().values())
    assert "more than 90 names" in (DOCS / "testing.md").read_text() and names > 90
