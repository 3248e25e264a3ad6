"""The pages on the compiler, executed block by block as a reader would."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from codegen.cli import main
from tests.codegen.inline import ROOT
from tests.codegen.test_elsewhere import write_specs
from tests.docs.pages import DOCS, run_shell
from tests.support.server import Script, json_reply


def test_vendoring(tmp_path: Path, server: Script) -> None:
    server.queue(json_reply([{"label": "urgent", "score": 0.9}]))
    vendored, called, private, _, updated, published = run_shell(
        "vendoring.md", tmp_path, SERVER=server.url
    )

    assert "2 tasks of inferloom" in vendored
    assert called == "True\n"
    assert server.seen[0].json == {"inputs": "It burns!", "parameters": {"top_k": 1}}
    assert server.seen[0].headers["user-agent"].startswith("acme._vendor.llm/")
    assert "3 tasks of inferloom" in private
    assert "local changes would be lost: client.py" in updated
    assert "exit status 2" in updated
    for name in ("VENDORED.md", "LICENSE", "vendor.lock", "operations/moderation.py"):
        assert f"acme/_vendor/llm/{name}" in published
    (wheel,) = (tmp_path / "dist").iterdir()
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        "from acme._vendor.llm import InferenceClient; print(InferenceClient.moderation.__name__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path / "installed"
    )
    assert run.stdout == "moderation\n", run.stderr


def test_the_hooks_and_parts_that_the_page_names_exist() -> None:
    text = (DOCS / "vendoring.md").read_text()
    hooks = re.findall(r"- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text())
    assert set(re.findall(r"inferloom-codegen-[a-z-]+", text)) == set(hooks)


def test_codegen(tmp_path: Path) -> None:
    write_specs(tmp_path / "my_specs")
    generated, checked = run_shell("codegen.md", tmp_path)
    assert "Repeat a text." in generated
    assert "exit status 1" in checked


@pytest.mark.parametrize("page", ["codegen.md", "vendoring.md"])
def test_every_option_that_a_page_names_exists(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ([], ["vendor"], ["lint"]):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
    shown = capsys.readouterr().out
    text = (DOCS / page).read_text()
    for option in set(re.findall(r"`(--[a-z-]+)", text)):
        assert option in shown, option


def test_every_command_is_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    assert len(commands) >= 9
    rows = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "codegen.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(commands)
