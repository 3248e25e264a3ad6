"""docs/spec-changes.md: its patch applies, and its commands print what it says they print."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from codegen.cli import main
from codegen.exports import reader, surface

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "spec-changes.md").read_text()
(PATCH,) = re.findall(r"```diff\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"```console\n\$ python -m codegen (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the specs of today as release 0.1.0."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    exported = surface(reader({}, [ROOT / "src" / "inferloom"]))
    (tmp_path / "surface.json").write_text(exported.dumps())
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "0.1.0"\n')
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for words in (("init",), ("add", "."), (*identity, "commit", "-m", "x"), ("tag", "v0.1.0")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_tells_the_truth(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(COMMANDS) == 3
    subprocess.run(["git", "apply", "-"], cwd=release, input=PATCH, text=True, check=True)
    statuses = []
    for words, printed in COMMANDS:
        capsys.readouterr()
        statuses.append(main(words.split()))
        assert capsys.readouterr().out == printed
    assert statuses == [1, 1, 0]
    for words in re.findall(r"`python -m codegen (.*?)`", PAGE):
        assert main(words.split()) == 0, words
