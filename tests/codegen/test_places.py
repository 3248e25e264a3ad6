"""Every finding says where it is on disk: `path:line`, for people and editors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from codegen import render
from codegen.cli import main
from codegen.lint import lint, notes
from codegen.load import load
from tests.codegen.inline import ECHO_INPUT, Folder
from tests.codegen.test_lint import CASES, edited, written


def line_with(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def spoilt(folder: Folder, **words: Any) -> Path:
    schema = json.loads(json.dumps(ECHO_INPUT))
    schema["properties"]["inputs"] |= words
    folder.task("echo", input=schema)
    return folder.specs / "tasks" / "echo" / "input.json"


@pytest.mark.parametrize("command", ["lint", "check", "generate"])
def test_a_fault_is_shown_with_file_and_line(
    command: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = spoilt(folder, nullable=True)

    assert folder.run(command) == 2

    assert f"\n    at: {path}:{line_with(path, 'nullable')}\n" in capsys.readouterr().err


def test_so_are_repairs_and_notes(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.task("echo", todo={"/route": "Decide."})
    path = folder.specs / "tasks" / "echo" / "operation.json"

    assert folder.run("lint") == 0

    assert f"\n    at: {path}:{line_with(path, 'route')}\n" in capsys.readouterr().out


def test_every_fault_and_note_has_its_line(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        specs = written(edited(case.edits), tmp_path / str(number))
        for finding in [*lint(specs), *notes(specs)]:
            assert finding.file not in specs.documents or re.search(r":\d+$", finding.at or "")


BROKEN = {
    '{\n "a": 1\n "b": 2\n}': 3,
    '{\n "a": {"b": 1},\n "c": {"b": 1,\n  "b": 2}\n}': 4,
    "[\n\n": 3,
    '{\n\n "a": "\udc80"}': 3,
    "": 1,
}


@pytest.mark.parametrize("text", BROKEN)
def test_files_that_cannot_be_read_have_a_line(
    text: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder.specs / "tasks" / "echo" / "input.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    for command in ("lint", "check"):
        assert folder.run(command) == 2
        assert f"\n    at: {path}:{BROKEN[text]}\n" in capsys.readouterr().err


def test_a_manifest_that_departs_from_its_schema_and_an_overlay_have_theirs(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.task("echo", rout={})
    path = folder.specs / "tasks" / "echo" / "operation.json"
    line = line_with(path, '"rout"')
    assert folder.run("lint") == 2
    assert f"\n    at: {path}:{line}\n" in capsys.readouterr().err

    folder.task("echo")
    patch = {
        "file": "tasks/echo/input.json",
        "pointer": "/title",
        "was": "X",
        "now": "Y",
        "why": "W",
    }
    folder.write("overlays/ours.json", {"patches": [patch]})
    path = folder.specs / "overlays" / "ours.json"
    assert folder.run("check") == 2
    assert f"\n    at: {path}:{line_with(path, 'was')}\n" in capsys.readouterr().err


def test_a_fault_of_the_meta_schemas_has_its_own(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder.specs / "meta" / "operation.schema.json"
    path.write_text(path.read_text().replace('"type": "object",', '"type": "objekt",', 1))

    assert folder.run("lint") == 2

    assert f"\n    at: {path}:{line_with(path, 'objekt')}\n" in capsys.readouterr().err


TEMPLATES = {
    "\n{{ op.sumary }}": "2: the template is broken: .*no attribute 'sumary'",
    "{{ op.method }}\n\n{{ metod }}": "3: the template is broken: 'metod' is undefined",
    "{% for a in op.arguments %}\n": "1: the template is broken: Unexpected end of template",
    "\n{{ op.method | lowerr }}": "2: the template is broken: No filter named 'lowerr'",
    "\n{{ 1 / 0 }}": "2: the template is broken: ZeroDivisionError",
}


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_broken_template_names_its_line_and_what_is_wrong(
    text: str,
    folder: Folder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for path in render.TEMPLATES.iterdir():
        (templates / path.name).write_text(path.read_text())
    (templates / "operation.py.jinja").write_text(text)
    monkeypatch.setattr(render, "TEMPLATES", templates)
    render._environment.cache_clear()
    try:
        assert folder.run("generate") == 2
    finally:
        render._environment.cache_clear()

    error = capsys.readouterr().err
    assert re.search(rf"{templates}/operation\.py\.jinja:{TEMPLATES[text]}", error), error
    assert "Traceback" not in error


def test_a_missing_folder_has_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--specs", str(tmp_path / "no"), "lint"]) == 2
    assert "at:" not in capsys.readouterr().err


def test_places_are_no_part_of_what_makes_findings_equal(folder: Folder) -> None:
    spoilt(folder, nullable=True)
    first, second = lint(load(folder.specs)), lint(load(folder.specs))
    assert first == second and first[0].at == second[0].at
