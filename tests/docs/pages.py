"""Runs the blocks of a page in docs/ as a reader would, and compares what they print."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from tests.codegen.inline import ROOT

DOCS = ROOT / "docs"
# A block, and the block of output behind some.
BLOCK = r"^```{}\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?"
# What a line prints, where it says so itself.
PRINTED = re.compile(r"^\s*print\(.*\)  # (.+)$", re.MULTILINE)


def blocks(page: str, language: str) -> list[tuple[str, str]]:
    """Return a page's blocks, each with the output that is shown behind it, or nothing."""
    text = (DOCS / page).read_text()
    return re.findall(BLOCK.format(language), text, re.DOTALL | re.MULTILINE)


def run_shell(page: str, folder: Path, **variables: str) -> Iterator[str]:
    """Run a page's shell blocks one after the other in a folder, and yield what each has printed.

    The lines that the page shows have to be among those.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for block, shown in blocks(page, "bash"):
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            capture_output=True,
            text=True,
            cwd=folder,
            env={**os.environ, "PATH": path, **variables},
        )
        assert run.returncode == 0, f"{block}\n{run.stdout}{run.stderr}"
        for line in shown.splitlines():
            assert line in run.stdout.splitlines(), f"{line}\nis not in\n{run.stdout}"
        yield run.stdout


def run_python(page: str, containing: str = "") -> int:
    """Run a page's Python blocks in one namespace; they have to print what the page shows.

    Args:
        page: Name of the file.
        containing: Only blocks with this text.

    Returns:
        The number of blocks.
    """
    names: dict[str, object] = {"__name__": "page"}
    found = [(block, shown) for block, shown in blocks(page, "python") if containing in block]
    for block, shown in found:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(block, page, "exec"), names)
        expected = shown.splitlines() or PRINTED.findall(block)
        assert printed.getvalue().splitlines() == expected, block
    return len(found)
