"""The command as a process: interrupted, read by half, and under a locale that knows only ASCII."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from codegen import cli
from tests.codegen.inline import ECHO_INPUT, ROOT, Folder

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


def start(folder: Folder, *words: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "codegen", "--specs", str(folder.specs), *words],
        cwd=folder.out.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_json_is_utf_8_whatever_the_locale(folder: Folder) -> None:
    said = {**ECHO_INPUT["properties"]["inputs"], "description": "Größe 😀."}
    folder.write("tasks/echo/input.json", {**ECHO_INPUT, "properties": {"inputs": said}})
    out, err = start(folder, "openapi", **ASCII).communicate()
    assert err == b""
    assert "Größe 😀." in out.decode()
    assert json.loads(out)["openapi"]


def test_whoever_reads_may_stop_reading(folder: Folder) -> None:
    run = start(folder, "openapi")
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    assert run.wait() == 128 + signal.SIGPIPE
    assert run.stderr.read() == b""
    run.stderr.close()


@pytest.mark.parametrize("command", ["generate", "lint", "openapi"])
def test_an_interrupt(
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    def interrupted(path: Path) -> bytes:
        raise KeyboardInterrupt  # as the signal does, which background jobs of a shell ignore

    monkeypatch.setattr(Path, "read_bytes", interrupted)
    assert cli.main(["--specs", str(folder.specs), "--package", "x", command]) == 130
    assert capsys.readouterr().err == "Interrupted. Nothing was written.\n"
