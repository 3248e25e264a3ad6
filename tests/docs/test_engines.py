"""docs/engines.md: clients that callers bring, and mocks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.docs.pages import blocks, run_python


def test_the_examples_run(tmp_path: Path) -> None:
    found = [block for block, _ in blocks("engines.md", "python")]
    (fixture,) = [block for block in found if "httpx_mock" in block]
    head = "from inferloom import InferenceClient\n\n\n"
    (tmp_path / "test_it.py").write_text(head + fixture)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "1 passed" in run.stdout, run.stdout + run.stderr
    assert run_python("engines.md", containing="httpx.") == 3
