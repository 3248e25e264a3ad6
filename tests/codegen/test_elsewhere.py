"""Somebody else's specs: a whole package of another name, and what `check` says of it."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from codegen import runtime
from codegen.cli import main
from codegen.vendor.lock import sha256
from tests.codegen.inline import ECHO_INPUT, ECHO_OPERATION, ECHO_OUTPUT, ROOT
from tests.codegen.isolated import call_all, link, mypy
from tests.support.server import Script, json_reply

PICTURE_INPUT: dict[str, Any] = {
    **ECHO_INPUT,
    "title": "DescribeInput",
    "properties": {
        "inputs": {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "image/*",
            "description": "The picture.",
        }
    },
}
DESCRIBE: dict[str, Any] = {
    "task": "describe",
    "method": "describe",
    "summary": "Describe a picture.",
    "args": [{"pointer": "/inputs", "name": "image", "positional": True}],
    "encoding": "media",
    "examples": [
        {
            "name": "a picture",
            "arguments": {"image": {"$base64": "iVBORw0KGgo="}},
            "request": {"base64": "iVBORw0KGgo=", "content_type": "image/png"},
            "response": {"json": {"echo": "a cat"}},
            "result": {"echo": "a cat"},
        }
    ],
}


def write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=2))


def write_specs(folder: Path) -> Path:
    """Write the specs of a company with two tasks of its own."""
    shutil.copytree(ROOT / "specs" / "meta", folder / "meta")
    shutil.copy(ROOT / "specs" / "client.json", folder)
    for task, inputs, operation in (
        ("echo", ECHO_INPUT, {}),
        ("describe", PICTURE_INPUT, DESCRIBE),
    ):
        title = f"{task.title()}Output"
        write(folder / "tasks" / task / "input.json", inputs)
        write(folder / "tasks" / task / "output.json", {**ECHO_OUTPUT, "title": title})
        write(folder / "tasks" / task / "operation.json", {**ECHO_OPERATION, **operation})
    return folder


def words(folder: Path, command: str, package: str = "acme_sdk") -> list[str]:
    options = ["--specs", "acme_specs", "--package", package, "--package-version", "2.5.0"]
    return [command, *options, "--out", str(folder)]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with specs and the package that they compile to."""
    folder = tmp_path_factory.mktemp("acme")
    write_specs(folder / "acme_specs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(words(Path("acme_sdk"), "generate")) == 0
    return folder


@pytest.fixture
def acme(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for one test to change; the current folder is its parent."""
    folder = Path(shutil.copytree(generated, tmp_path / "acme"))
    monkeypatch.chdir(folder)
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


# A whole package -------------------------------------------------------------------------------


def test_the_package_is_whole_and_its_own(generated: Path, server: Script, tmp_path: Path) -> None:
    for _ in range(2):
        server.queue(json_reply({"echo": "hi"}), json_reply({"echo": "a cat"}))
    site = link(tmp_path / "site", "httpx", "pydantic")
    work = [["echo", {"text": "hi"}], ["describe", {"image": {"$base64": "iVBORw0KGgo="}}]]
    results = call_all(site, generated, "acme_sdk", server.url, work)
    assert results["sync"] == results["async"] == [{"echo": "hi"}, {"echo": "a cat"}]
    assert {seen.headers["user-agent"].split()[0] for seen in server.seen} == {"acme_sdk/2.5.0"}
    assert server.seen[1].body == b"\x89PNG\r\n\x1a\n"
    assert not [p for p in (generated / "acme_sdk").rglob("*.py") if "classification" in p.name]
    licence = generated / "acme_sdk" / runtime.LICENCE
    assert licence.read_text() == (ROOT / "LICENSE").read_text()


def test_it_passes_mypy_strict(generated: Path) -> None:
    assert mypy(generated, "acme_sdk").startswith("Success: ")


def test_it_has_fakes_of_its_own(generated: Path) -> None:
    code = "from acme_sdk.testing import FakeClient; print(FakeClient().echo('x').echo)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=generated
    )
    assert run.stdout == "hi\n", run.stderr


def test_docstrings_and_headers_name_the_package(generated: Path) -> None:
    client = (generated / "acme_sdk" / "client.py").read_text()
    assert ">>> from acme_sdk import InferenceClient" in client
    assert "# `inferloom-codegen generate --package acme_sdk`." in client


def test_a_dotted_package_has_its_folder_below_src(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--specs", "acme_specs", "--package", "acme.models"]
    assert main(["generate", *arguments]) == 0
    assert (acme / "src" / "acme" / "models" / "spec.lock").is_file()
    assert main([*arguments, "check"]) == 0, "options may stand before the command, too"


def test_an_addition_is_a_layer_over_the_specs(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = acme / "acme_specs" / "tasks" / "describe"
    shutil.move(extra, acme / "more" / "tasks" / "describe")
    assert main([*words(Path("acme_sdk"), "check"), "--add", "more"]) == 0
    assert main(words(Path("acme_sdk"), "check")) == 1


def test_the_command_that_files_name_in_their_head_is_enough(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = acme / "acme_specs" / "tasks" / "describe"
    shutil.move(extra, acme / "more" / "tasks" / "describe")
    sources = ["--specs", "acme_specs", "--add", "more", "--package-version", "2.5.0"]
    assert main(["generate", "--package", "acme_sdk", *sources]) == 0
    before = snapshot(acme / "src")
    head = (acme / "src" / "acme_sdk" / "client.py").read_text().splitlines()[2]
    command = head.removeprefix("# `inferloom-codegen ").removesuffix("`.")

    assert main(command.split()) == 0
    assert main(["check", "--out", "src/acme_sdk"]) == 0
    assert snapshot(acme / "src") == before
    # What the command line says of the specs counts as a whole.
    assert main(["check", "--package", "acme_sdk", "--specs", "acme_specs"]) == 1
    # Both may move together.
    shutil.copytree(acme, acme / "moved here")
    shutil.rmtree("more")
    assert main(["check", "--out", "moved here/src/acme_sdk"]) == 0


# What check says -------------------------------------------------------------------------------

SDK = Path("acme_sdk")


def edit(path: str, old: str, new: str) -> Callable[[], None]:
    def change() -> None:
        text = Path(path).read_text()
        assert old in text
        Path(path).write_text(text.replace(old, new))

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            edit("acme_sdk/client.py", "Repeat a text.", "Mine."),
            [
                "changed  client.py  (it was edited by hand)",
                "make the change in specs/ or in the template client.py.jinja",
                '-        """Mine.',
                '+        """Repeat a text.',
            ],
        ),
        (
            edit("acme_sdk/types/echo.py", "What was repeated.", "Mine."),
            ["make the change in specs/tasks/echo/ or in the template types.py.jinja"],
        ),
        (
            edit("acme_sdk/streams/sse.py", "from __future__", "# mine\nfrom __future__"),
            ["changed  streams/sse.py  (it was edited by hand)", "-# mine"],
        ),
        (
            edit("acme_specs/tasks/echo/operation.json", "Repeat a text.", "Say it."),
            [
                "changed  async_client.py  (specs/tasks/echo/operation.json changed)",
                "fix: run `inferloom-codegen generate --specs acme_specs",
                '+        """Say it.',
            ],
        ),
        (
            lambda: (SDK / "urls.py").unlink(),
            ["missing  urls.py  (it was deleted)"],
        ),
        (
            lambda: (SDK / "types" / "old.py").write_text("# Generated from specs/\n"),
            ["stale    types/old.py  (no spec makes this file any more)", "which deletes it"],
        ),
        (
            lambda: (SDK / "types" / "mine.py").write_text("x = 1\n"),
            ["stale    types/mine.py", "move it elsewhere"],
        ),
        (
            lambda: (SDK / "spec.lock").unlink(),
            ["changed  spec.lock  (there is no spec.lock"],
        ),
        (
            lambda: (SDK / "spec.lock").write_text("<<<<<<< HEAD\n"),
            ["changed  spec.lock  (there is no spec.lock that can be read)"],
        ),
        (
            lambda: (SDK / "spec.lock").write_text("[1]"),
            ["changed  spec.lock  (there is no spec.lock that can be read)"],
        ),
        (
            lambda: (SDK / "client.py").write_bytes(
                (SDK / "client.py").read_bytes().replace(b"\n", b"\r\n")
            ),
            ["changed  client.py  (its lines end in CR LF", "`acme_sdk/** text eol=lf`"],
        ),
    ],
)
def test_check_names_cause_and_remedy_and_writes_nothing(
    acme: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[], object],
    expected: list[str],
) -> None:
    change()
    before = snapshot(acme)
    assert main(words(SDK, "check")) == 1
    out = capsys.readouterr().out
    for part in expected:
        assert part in out
    assert snapshot(acme) == before


@pytest.mark.parametrize(
    ("section", "name", "cause"),
    [
        ("templates", "client.py.jinja", "template client.py.jinja changed"),
        ("tools", "ruff", f"ruff is {version('ruff')}, spec.lock says 0"),
        ("specs", "client.json", "specs/client.json changed"),
    ],
)
def test_check_tells_templates_tools_and_specs_apart(
    acme: Path, capsys: pytest.CaptureFixture[str], section: str, name: str, cause: str
) -> None:
    """The lock and the client are those of an earlier state."""
    lock = json.loads((SDK / "spec.lock").read_text())
    lock[section][name] = "0"
    client = SDK / "client.py"
    client.write_text(client.read_text().replace("Repeat a text.", "Old."))
    lock["files"]["client.py"]["sha256"] = sha256(client.read_bytes())
    write(SDK / "spec.lock", lock)
    assert main(words(SDK, "check")) == 1
    assert f"changed  client.py  ({cause})" in capsys.readouterr().out


def test_check_cuts_a_long_difference(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (SDK / "client.py").write_text("x\n" * 500)
    assert main(words(SDK, "check")) == 1
    out = capsys.readouterr().out
    assert len(out.splitlines()) < 30
    assert "more lines" in out


def test_check_needs_no_git_and_no_network(acme: Path) -> None:
    code = """
import socket, sys
def refuse(*arguments): raise AssertionError("no network")
socket.socket.connect = socket.getaddrinfo = refuse
from codegen import runtime
from codegen.cli import main
sys.exit(main(sys.argv[1:]))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, *words(SDK, "check")],
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        cwd=acme,
    )
    assert run.returncode == 0, run.stderr


# Bad specs and bad calls -----------------------------------------------------------------------


def task(folder: str = "echo", **changes: Any) -> Callable[[Path], None]:
    """Change documents of a task: `input`, `output` or `operation`, member by member."""

    def change(specs: Path) -> None:
        for file, members in changes.items():
            path = specs / "tasks" / folder / f"{file}.json"
            write(path, {**json.loads(path.read_text()), **copy.deepcopy(members)})

    return change


TEXT = {"type": "string", "description": "A text."}
NODE = {"title": "Node", "description": "A node.", "$ref": "#/$defs/Node"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            task(
                input={
                    "$defs": {"Node": {**NODE}},
                    "properties": {"inputs": {"$ref": "#/$defs/Node", "description": "A node."}},
                }
            ),
            "tasks/echo/input.json#/$defs/Node",
        ),
        (
            task(output={"properties": {"items": TEXT}, "required": []}),
            "tasks/echo/output.json#/properties/items",
        ),
        (
            task(operation={"args": [{"pointer": "/inputs", "name": "class", "positional": True}]}),
            "tasks/echo/operation.json#/args/0: ",
        ),
        (task("describe", operation={"method": "echo"}), "tasks/echo/operation.json#/method"),
    ],
    ids=["cyclic $ref", "shadows a member", "keyword", "one method twice"],
)
def test_a_bad_spec_is_named_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], None],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    change(write_specs(tmp_path / "acme_specs"))
    before = snapshot(tmp_path)
    for command in (
        words(Path("out"), "generate"),
        ["vendor", "--specs", "acme_specs", "--tasks", "all", "--into", "out"],
    ):
        assert main(command) == 2
        err = capsys.readouterr().err
        assert expected in err
        assert "fix: " in err
        assert "nothing was written" in err
    assert snapshot(tmp_path) == before


def test_check_of_nothing_says_so_in_a_line(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(Path("other"), "check")) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "missing  other  (nothing was generated there yet)"
    assert len(out) == 3


def test_a_command_names_no_path_of_the_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--package", "acme_sdk"]) == 1
    assert "run `inferloom-codegen generate --package acme_sdk`" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["generate --package acme_sdk", "lint", "new-task x"])
def test_specs_without_a_client_are_not_passed_over(
    acme: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (acme / "acme_specs" / "client.json").unlink()
    (acme / "acme_specs").rename("specs")
    before = snapshot(acme)
    assert main(command.split()) == 2
    err = capsys.readouterr().err
    assert "--specs: specs has tasks/ but no client.json" in err
    assert "--add specs" in err
    assert snapshot(acme) == before


def test_an_openapi_document_never_lands_in_the_specs(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(acme)
    assert main(["openapi", "--specs", "acme_specs", "--out", "acme_specs/client.json"]) == 2
    assert "--out: acme_specs/client.json is inside the specs" in capsys.readouterr().err
    assert snapshot(acme) == before


def test_a_failure_on_the_way_leaves_the_package_as_it_was(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("acme_specs/tasks/echo/input.json", "What to repeat", "What to say")()
    (SDK / "types" / "echo.py").unlink()
    (SDK / "types" / "echo.py").mkdir()
    before = snapshot(acme)
    assert main(words(SDK, "generate")) == 2
    err = capsys.readouterr().err
    assert "acme_sdk/types/echo.py: a folder is where a file goes" in err
    assert "Nothing was written" in err
    assert snapshot(acme) == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--package", "9x"], "--package: '9x' is no import name"),
        (["--package", "acme.import"], "'import' is a keyword"),
        (["--out", "acme_specs/out"], "--out: acme_specs/out is inside the specs"),
        (["--out", "dirty"], "--out: dirty holds files that were not generated and would be lost"),
        (["--out", "acme_specs/client.json"], "is inside the specs"),
        (["--out", "file"], "--out: file is a file"),
        (["--specs", "nowhere"], "nowhere: folder: is not a folder"),
        (["--package", ""], "--package: '' is no import name"),
        (["--package", "httpx"], "a module that the package itself imports"),
        (["--package", "typing"], "a module that the package itself imports"),
        (["--package-version", ""], "--package-version: '' is no version"),
        (["--package-version", '1"\nimport os'], "is no version"),
        (["--lock", "file"], "--lock: file is there and is no lock file"),
        (["--lock", "dirty"], "--lock: dirty is there and is no lock file"),
        (["--lock", "acme_specs/client.json"], "--lock: acme_specs/client.json is inside"),
    ],
)
def test_a_bad_call_is_named_and_nothing_is_written(
    acme: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    (acme / "dirty").mkdir()
    (acme / "dirty" / "mine.py").write_text("x = 1\n")
    (acme / "file").write_text("")
    before = snapshot(acme)
    assert main([*words(Path("acme_sdk"), "generate"), *arguments]) == 2
    err = capsys.readouterr().err
    assert expected in err
    assert "fix: " in err
    assert snapshot(acme) == before


def test_generate_never_deletes_what_it_has_not_written(
    acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (SDK / "types" / "mine.py").write_text("x = 1\n")
    (SDK / "notes.txt").write_text("Not in the way.\n")
    assert main(words(SDK, "generate")) == 2
    assert "types/mine.py" in capsys.readouterr().err
    (SDK / "types" / "mine.py").unlink()
    assert main(words(SDK, "generate")) == 0
    assert (SDK / "notes.txt").is_file()
