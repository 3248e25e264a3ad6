"""docs/specs.md, executed in a folder with the project's specs and a small checkout of upstream."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from codegen.cli import main
from tests.codegen.inline import ROOT
from tests.codegen.test_import_hf import Checkout, grade_texts
from tests.docs.pages import DOCS, run_shell

TASK = "text_classification"


def upstream(folder: Path) -> None:
    """Write a checkout with a task that is new, and one that differs from ours in two places."""
    checkout = Checkout(folder)
    checkout.task("grade-texts", grade_texts())
    schemas = {
        name: json.loads((ROOT / "specs" / "tasks" / TASK / f"{name}.json").read_text())
        for name in ("input", "output")
    }
    parameters = schemas["input"]["$defs"]["TextClassificationParameters"]["properties"]
    parameters["truncation"] = {"type": "boolean", "description": "Whether long texts are cut."}
    parameters["top_k"]["type"] = "string"
    checkout.task(TASK.replace("_", "-"), schemas)


def test_the_page_tells_the_truth(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    for part in ("meta", f"tasks/{TASK}"):  # all of them would take seconds to compile
        shutil.copytree(ROOT / "specs" / part, specs / part)
    shutil.copy(ROOT / "specs" / "client.json", specs)
    upstream(tmp_path / "huggingface.js")

    *_, imported, openapi = run_shell("specs.md", tmp_path)

    assert imported.endswith("specs: no faults, 12 notes.\n")
    assert (specs / "upstream" / "huggingface.json").is_file()
    assert openapi == "wrote openapi.json\n"
    document = json.loads((tmp_path / "openapi.json").read_text())
    for name in (TASK, "text_ranking", "grade_texts"):
        assert f"/models/{{namespace}}/{{name}}#{name.replace('_', '-')}" in document["paths"]


@pytest.mark.parametrize("command", ["new-task", "lint", "import-hf"])
def test_every_option_of_a_command_is_on_the_page(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    own = capsys.readouterr().out.partition("[--specs DIR]")[0]
    page = (DOCS / "specs.md").read_text()
    for option in re.findall(r"--[a-z]+", own):
        assert re.search(rf"`([a-z -]+ )?{option}[ `]", page), option
