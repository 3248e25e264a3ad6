"""Overlays: patches that fit change what is compiled; those that do not say what to do."""

# ruff: noqa: E501 (a case is a row of a table)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from tests.codegen.inline import Folder

INPUT = "tasks/echo/input.json"
TEXT = "/properties/inputs"
PATCH = {
    "file": INPUT,
    "pointer": f"{TEXT}/description",
    "was": "What to repeat.",
    "now": "The words to say again.",
    "why": "Repeat is said already.",
    "link": "https://example.org/1",
}
SHOUT = {"type": "boolean", "description": "In capitals."}


def overlay(folder: Folder, *patches: Any, name: str = "overlays/ours.json") -> None:
    folder.write(name, {"patches": list(patches)})


def patch(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**PATCH, **changes}.items() if value is not ...}


def test_a_patch_changes_what_is_generated(folder: Folder) -> None:
    added = patch(pointer="/properties/shout", was=..., now=SHOUT)
    removed = patch(
        file="tasks/echo/output.json", pointer="/required", was=["echo"], now=..., remove=True
    )
    overlay(folder, PATCH, added, removed)

    assert folder.run("generate") == 0

    files = folder.files()
    assert "The words to say again." in files["client.py"]
    assert "shout: bool | None = None" in files["client.py"]
    assert "echo: str | None = None" in files["types/echo.py"]
    lock = json.loads(folder.lock.read_text())
    assert "overlays/ours.json" in lock["specs"]
    assert "overlays/ours.json" in lock["files"]["operations/echo.py"]["sources"]


def test_an_empty_folder_changes_nothing(folder: Folder) -> None:
    assert folder.run("generate") == 0
    lock = folder.lock.read_bytes()
    (folder.specs / "overlays").mkdir()

    assert folder.run("check") == 0
    assert folder.run("generate") == 0
    assert folder.lock.read_bytes() == lock


def test_check_names_the_overlay_that_changed(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder, PATCH)
    assert folder.run("generate") == 0
    overlay(folder, patch(now="The words to speak."))

    assert folder.run("check") == 1
    assert "specs/overlays/ours.json changed" in capsys.readouterr().out


def test_a_folder_of_overlays_may_lie_elsewhere(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "theirs.json").write_text(json.dumps({"patches": [PATCH]}))
    words = ["--specs", str(folder.specs), "--package", folder.name, "--out", str(folder.out)]

    assert main([*words, "generate", "--overlays", str(tmp_path / "more")]) == 0

    assert "The words to say again." in folder.files()["client.py"]


def test_two_overlays_of_one_name_are_told(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder, PATCH)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "ours.json").write_text(json.dumps({"patches": [PATCH]}))

    assert main(["--specs", str(folder.specs), "lint", "--overlays", str(tmp_path / "more")]) == 2
    assert "overlays/ours.json: folder: is the name of two overlays" in capsys.readouterr().err


FAULTS = {
    "another value": (
        patch(was="Something."),
        "/patches/0/was",
        'tasks/echo/input.json#/properties/inputs/description: expected "Something.", found "What to repeat."',
        'correct `was` to "What to repeat.", or delete the patch; its reason: Repeat is said already.',
    ),
    "upstream agrees": (patch(was="Old.", now="What to repeat."), "/patches/0/was", 'expected "Old."', "delete the patch"),
    "gone": (patch(pointer="/properties/x"), "/patches/0/was", "found nothing", "correct `pointer`"),
    "there already": (patch(was=...), "/patches/0/was", "expected nothing", 'add "was": "What to repeat."'),
    "no place": (patch(pointer="/properties/x/y", was=...), "/patches/0/pointer", "nothing that it could be added to", "point to a member"),
    "no file": (patch(file="tasks/ecco/input.json"), "/patches/0/file", "tasks/ecco/input.json is not there", "name a file"),
    "no change": (patch(now="What to repeat."), "/patches/0", "changes nothing", "`remove`"),
    "no reason": (patch(why=...), "/patches/0", "lacks the key 'why'", "add 'why'"),
    "two orders": (patch(remove=True), "/patches/0", "has now and remove", "give one of"),
    "unknown key": (patch(wos="x"), "/patches/0/wos", "unknown key", "delete it: 'was' is there already"),
    "other folder": (patch(file="meta/operation.schema.json"), "/patches/0/file", "does not match", "write text"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_patch_that_does_not_fit_is_an_error(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    patch, pointer, message, fix = FAULTS[name]
    overlay(folder, patch)

    assert folder.run("generate") == 2

    error = capsys.readouterr().err
    assert f"overlays/ours.json#{pointer}: overlay: " in error
    assert message in error
    assert fix in error
    assert not folder.out.exists()


def test_a_later_patch_sees_what_an_earlier_one_did(folder: Folder) -> None:
    overlay(folder, PATCH, name="overlays/1.json")
    overlay(folder, patch(was=PATCH["now"], now="The last word."), name="overlays/2.json")

    assert folder.run("generate") == 0
    assert "The last word." in folder.files()["client.py"]


def test_a_fault_that_an_overlay_made_names_it(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay(folder, patch(pointer=TEXT + "/default", was=..., now="hi"))

    assert folder.run("lint") == 2
    error = capsys.readouterr().err
    assert "tasks/echo/input.json#/properties/inputs/default: default-in-request" in error
    assert "(as overlays/ours.json has it)" in error
    assert "--fix" not in error


def test_repairs_leave_alone_what_an_overlay_patches(folder: Folder) -> None:
    data = json.loads((folder.specs / INPUT).read_text())
    data["properties"]["inputs"]["default"] = "hi"
    folder.write(INPUT, data)
    overlay(folder, patch(pointer=TEXT + "/default", was="hi", now="ho"))

    assert main(["--specs", str(folder.specs), "lint", "--fix"]) == 2
    assert json.loads((folder.specs / INPUT).read_text())["properties"]["inputs"]["default"] == "hi"
