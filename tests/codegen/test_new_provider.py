"""`new-provider`: what it writes has no fault, compiles, and is served."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.load import load
from codegen.new_provider import DECISIONS
from codegen.pipeline import compile_package
from tests.codegen.inline import ROOT, Folder

PARTS = ("meta", "providers", "client.json", *(
    f"tasks/{task}"
    for task in ("chat_completion", "feature_extraction", "text_generation", "text_to_image")
))  # fmt: skip


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """Some of the project's specs: all of them would take seconds to compile."""
    target = tmp_path / "specs"
    for part in PARTS:
        source = ROOT / "specs" / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        else:
            shutil.copy(source, target)
    for file in (target / "providers").glob("*.json"):
        data = json.loads(file.read_text())
        data["tasks"] = {k: v for k, v in data["tasks"].items() if f"tasks/{k}" in PARTS}
        text = json.dumps(data["tasks"])
        shared = data.get("shared", {})
        data["shared"] = {k: v for k, v in shared.items() if json.dumps({"$shared": k}) in text}
        if '"job"' not in text:
            data.pop("job", None)
        if file.stem in ("together", "replicate"):
            file.write_text(json.dumps(data))
        else:
            file.unlink()
    return target


def new_provider(specs: Path, *words: str) -> int:
    return main(["--specs", str(specs), "new-provider", *words])


def written(specs: Path, name: str) -> Any:
    return json.loads((specs / "providers" / f"{name}.json").read_text())


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ([], {"text_to_image"}),
        (["--like", "openai"], {"chat_completion", "text_generation", "feature_extraction"}),
        (["--like", "replicate"], {"text_to_image"}),
        (["--like", "together"], {part[6:] for part in PARTS if part.startswith("tasks/")}),
    ],
    ids=["picture", "openai", "replicate", "together"],
)
def test_it_compiles_at_once(
    words: list[str], tasks: set[str], specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_provider(specs, "acme-ai", *words) == 0
    printed = capsys.readouterr().out
    assert f"wrote {specs / 'providers' / 'acme-ai.json'}" in printed
    assert all(text in printed for text in DECISIONS.values())
    assert main(["--specs", str(specs), "lint"]) == 0
    assert "no faults" in capsys.readouterr().out

    files = compile_package(load(specs)).files
    module = files["providers/acme_ai.py"]
    assert 'name="acme-ai"' in module and 'url="https://api.acme-ai.example"' in module
    assert 'variable="ACME_AI_API_KEY"' in module
    assert '"acme-ai"' in files["providers/__init__.py"]
    assert set(written(specs, "acme-ai")["tasks"]) == tasks
    assert all(f'"{task}": ProviderTask(' in module for task in tasks)


def test_every_decision_is_a_note_until_it_is_taken(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_provider(specs, "acme")
    capsys.readouterr()
    main(["--specs", str(specs), "lint"])
    notes = capsys.readouterr().out
    for pointer, text in DECISIONS.items():
        assert f"note: providers/acme.json#{pointer}: todo: {text}" in notes


def test_foreign_specs_get_a_provider_of_what_they_have(folder: Folder) -> None:
    for words in ([], ["--like", "openai"]):
        assert main(["--specs", str(folder.specs), "new-provider", "acme", *words]) == 0
        assert written(folder.specs, "acme")["tasks"] == {"echo": "/{model}"}
        assert folder.run("lint") == 0
        (folder.specs / "providers" / "acme.json").unlink()


def test_it_is_written_to_an_addition(specs: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert main(["--specs", str(specs), "--add", str(own), "new-provider", "acme"]) == 0
    assert (own / "providers" / "acme.json").is_file()
    assert main(["--specs", str(specs), "--add", str(own), "lint"]) == 0
    assert "providers/acme.py" in compile_package(load(specs, [own])).files


@pytest.mark.parametrize(
    ("words", "problem", "remedy"),
    [
        (["Acme_AI"], "is no name of a provider", "as in acme-ai"),
        (["acme--ai"], "is no name of a provider", "as in acme-ai"),
        (["auto"], "stands for whom the hub lists first", "another name"),
        (["together"], "is there already", "change providers/together.json"),
        (["acme", "--like", "togehter"], "is no provider", "write 'together'"),
    ],
    ids=lambda words: str(words[-1]) if isinstance(words, list) else "",
)
def test_a_call_that_makes_no_sense(
    words: list[str], problem: str, remedy: str, specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(specs.rglob("*"))
    assert new_provider(specs, *words) == 2
    printed = capsys.readouterr().err
    assert problem in printed and remedy in printed
    assert sorted(specs.rglob("*")) == before
