"""Specs as they come from other machines: odd bytes, odd folders, numbers and depth at the edge."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.jsonfile import DEEPEST, parse
from codegen.load import load
from tests.codegen.inline import ECHO_INPUT, Folder

INPUT = "tasks/echo/input.json"
Change = Callable[[Path], object]


def content(data: bytes, file: str = INPUT) -> Change:
    return lambda specs: (specs / file).write_bytes(data)


def recoded(encoding: str, old: str = "", new: str = "") -> Change:
    def change(specs: Path) -> None:
        text = (specs / INPUT).read_text().replace(old, new)
        (specs / INPUT).write_bytes(text.encode(encoding))

    return change


def property_of(schema: str) -> Change:
    def change(specs: Path) -> None:
        data = {**ECHO_INPUT["properties"], "x": "SCHEMA"}
        text = json.dumps({**ECHO_INPUT, "properties": data}).replace('"SCHEMA"', schema)
        (specs / INPUT).write_text(text)

    return change


def instead(make: Callable[[Path], object]) -> Change:
    def change(specs: Path) -> None:
        (specs / INPUT).unlink()
        make(specs / INPUT)

    return change


def moved(specs: Path) -> Path:
    return (specs / "tasks" / "echo").rename(specs.parent / "elsewhere")


def editors(specs: Path) -> None:
    for path in (".git/config.json", "tasks/.idea/x.json", "tasks/echo/._input.json"):
        (specs / path).parent.mkdir(exist_ok=True)
        (specs / path).write_bytes(b"\x00\xff")


DEEP = '{"description": "X.", "enum": ' + "[" * DEEPEST + "]" * DEEPEST + "}"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(recoded("utf-8-sig"), id="a byte order mark"),
        pytest.param(recoded("utf-8", "\n", "\r\n"), id="CR LF"),
        pytest.param(recoded("utf-16"), id="UTF-16"),
        pytest.param(lambda specs: (specs / "tasks" / "echo" / "README.md").touch(), id="notes"),
        pytest.param(editors, id="files of editors"),
        pytest.param(
            lambda specs: (specs / "tasks" / "echo" / "loop").symlink_to("."), id="a loop of links"
        ),
        pytest.param(
            lambda specs: (specs / "tasks" / "echo").symlink_to(moved(specs)),
            id="a linked task",
        ),
    ],
)
def test_odd_files_that_are_read(folder: Folder, change: Change) -> None:
    wanted = load(folder.specs).tasks[0].input.data
    change(folder.specs)
    (task,) = load(folder.specs).tasks
    assert task.input.data == wanted
    assert folder.run("lint") == 0


@pytest.mark.parametrize(
    ("change", "file", "message"),
    [
        pytest.param(content(b""), INPUT, "not valid JSON", id="nothing"),
        pytest.param(content(b'{"a": 1,}'), INPUT, "not valid JSON", id="a comma too many"),
        pytest.param(content(b'{"a": 1, "a": 2}'), INPUT, "'a' occurs twice", id="twice"),
        pytest.param(recoded("latin-1", "Request", "Caf\xe9"), INPUT, "not utf-8", id="latin-1"),
        pytest.param(property_of('{"minimum": NaN}'), INPUT, "NaN is no number", id="NaN"),
        pytest.param(property_of('{"minimum": -Infinity}'), INPUT, "-Infinity", id="infinity"),
        pytest.param(property_of('{"minimum": 1e999}'), INPUT, "1e999 is too large", id="1e999"),
        pytest.param(
            property_of(f'{{"minimum": {"9" * 5000}}}'), INPUT, "9... is too large", id="digits"
        ),
        pytest.param(property_of(DEEP), INPUT, f"deeper than {DEEPEST} levels", id="deep"),
        pytest.param(
            content(b"[" * 100_000 + b"]" * 100_000), INPUT, "levels", id="deeper than the stack"
        ),
        pytest.param(
            property_of('{"description": "half \\ud83d"}'), INPUT, "half a character", id="half"
        ),
        pytest.param(instead(Path.mkdir), INPUT, "no regular file", id="a folder"),
        pytest.param(instead(os.mkfifo), INPUT, "no regular file", id="a pipe"),
        pytest.param(
            instead(lambda path: path.symlink_to("nowhere")), INPUT, "No such file", id="dangling"
        ),
        pytest.param(
            instead(lambda path: path.symlink_to(path.name)), INPUT, "cannot be read", id="itself"
        ),
        pytest.param(instead(lambda path: None), INPUT, "is missing", id="missing"),
        pytest.param(
            lambda specs: shutil.copytree(specs / "tasks" / "echo", specs / "tasks" / "echo" / "x"),
            "tasks/echo/x/input.json",
            "is not a file that tasks have",
            id="too deep in the folders",
        ),
        pytest.param(
            content(b"{}", "tasks/echo.json"), "tasks/echo.json", "in no folder", id="too high"
        ),
        pytest.param(
            lambda specs: shutil.rmtree(specs / "tasks"), "tasks", "no task", id="no tasks"
        ),
        pytest.param(
            lambda specs: moved(specs).rename(specs / "tasks" / "echo-it"),
            "tasks/echo-it/operation.json#/task",
            "no name of a module",
            id="a dash",
        ),
    ],
)
@pytest.mark.parametrize("command", ["lint", "generate"])
def test_a_file_that_cannot_be_taken_is_named(
    folder: Folder,
    capsys: pytest.CaptureFixture[str],
    command: str,
    change: Change,
    file: str,
    message: str,
) -> None:
    change(folder.specs)
    assert folder.run(command) == 2
    err = capsys.readouterr().err
    assert f"{file}: " in err
    assert message in err
    assert "fix: " in err
    assert "nothing was written" in err
    assert not folder.out.exists()


def test_what_is_almost_too_deep_compiles(folder: Folder) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(DEEPEST - 10):
        schema = {"type": "array", "items": schema}
    property_of(json.dumps({**schema, "description": "X."}))(folder.specs)
    assert folder.run("generate") == 0
    assert parse("[" * DEEPEST + "]" * DEEPEST)


def test_repairs_keep_an_odd_file_readable(folder: Folder) -> None:
    untitled = {key: value for key, value in ECHO_INPUT.items() if key != "title"}
    (folder.specs / INPUT).write_bytes(json.dumps(untitled, indent=2).encode("utf-16"))
    assert main(["lint", "--fix", "--specs", str(folder.specs)]) == 0
    assert json.loads((folder.specs / INPUT).read_bytes())["title"] == "EchoInput"
