"""A company's private task, an addition to the installed specs: new-task, explain, diff, vendor."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.cli import main

INPUT = "layer/tasks/triage/input.json"


def git(*words: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a layer of one task, and a copy of it from before a change."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["new-task", "triage", "--add", "layer"]) == 0, "it makes the folder"
    shutil.copytree("layer", "old/layer")
    git("init", "--quiet")
    git("add", "layer")
    git("commit", "--quiet", "--message", "x")
    for file in Path("layer").rglob("*.json"):
        file.write_text(file.read_text().replace("max_length", "length"))
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["old/layer", "layer"], id="two folders"),
        pytest.param(["old/layer", "--add", "layer"], id="a folder and the work tree"),
        pytest.param(["HEAD", "--add", "layer"], id="a revision and the work tree"),
    ],
)
def test_diff_of_an_addition(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    capsys.readouterr()
    assert main(["diff", *words]) == 1
    out = capsys.readouterr().out
    assert (
        "tasks/triage/input.json:17 #/$defs/TriageParameters/properties/max_length, in BASE" in out
    )
    assert "InferenceClient.triage(max_length=)" in out
    assert "Verdict: major (specs major" in out


def test_diff_with_a_revision_that_does_not_have_the_addition_yet(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree("layer", "other")
    shutil.rmtree("layer")
    capsys.readouterr()
    main(["diff", "HEAD", "--add", "other"])
    assert "InferenceClient.triage" in capsys.readouterr().out


def test_explain_names_the_file_of_the_addition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["explain", "triage.length", "--add", "layer", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["file"] == INPUT
    assert '"length"' in Path(found["file"]).read_text().splitlines()[found["line"] - 1]
    assert {e["file"] for e in found["examples"]} == {"layer/tasks/triage/operation.json"}


def vendored(project: Path) -> Path:
    folder = Path("my app", "llm")
    words = ["--tasks", "triage", "--into", str(folder), "--package", "app.llm"]
    assert main(["vendor", *words, "--add", "layer"]) == 0
    return folder


def test_remedies_can_be_pasted_into_a_shell(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = vendored(project)
    (folder / "arguments.py").unlink()
    assert main(["vendor", "--verify", str(folder)]) == 1
    assert "`inferloom-codegen vendor --update 'my app/llm'` brings" in capsys.readouterr().out


def test_an_addition_that_has_moved_away_is_named_with_the_option(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = vendored(project)
    os.rename("layer", "moved")
    assert main(["vendor", "--update", str(folder)]) == 2
    assert "--add: layer is not a folder" in capsys.readouterr().err
    assert main(["vendor", "--update", str(folder), "--add", "moved"]) == 0


def test_what_an_update_deletes_is_not_said_to_be_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = vendored(project)
    assert main(["vendor", "--update", str(folder), "--tasks", "rerank"]) == 0
    out = capsys.readouterr().out
    assert "wrote operations/rerank.py" in out
    assert "deleted operations/triage.py" in out


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda options: options.update(tasks="triage"), "tasks is no list"),
        (lambda options: options.update(add=[3]), "add holds 3, which is no text"),
        (lambda options: options.update(clients="none"), "not one of both, sync, async"),
        (lambda options: options.pop("parts"), "parts"),
    ],
)
def test_a_lock_that_makes_no_sense_is_named(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[dict[str, object]], object],
    reason: str,
) -> None:
    folder = vendored(project)
    lock = json.loads((folder / "vendor.lock").read_text())
    change(lock["options"])
    (folder / "vendor.lock").write_text(json.dumps(lock))
    assert main(["vendor", "--update", str(folder)]) == 2
    err = capsys.readouterr().err
    assert "vendor.lock cannot be read" in err
    assert reason in err
