"""Many files are written as one: whatever goes wrong, all of them change or none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from codegen.swap import swap
from tests.codegen.inline import ROOT

OLD = {"a.py": "1", "types/b.py": "1", "types/c.py": "1", "same.py": "0"}
NEW = {"a.py": "2", "types/b.py": "2", "params/d.py": "2", "same.py": "0"}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else "/"
        for path in folder.rglob("*")
    }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with the old files, and a lock beside it."""
    swap(OLD, tmp_path / "package")
    (tmp_path / "spec.lock").write_text("1")
    return tmp_path / "package"


def update(package: Path) -> Any:
    beside = {package.parent / "spec.lock": "2", package.parent / "docs" / "new.json": "2"}
    return swap(NEW, package, lambda: ["types/c.py"], beside)


def test_what_differs_is_written_and_what_is_stale_deleted(package: Path) -> None:
    changed = update(package)
    assert changed.deleted == ("types/c.py",)
    assert changed.written[:3] == ("a.py", "types/b.py", "params/d.py")
    assert {k: v for k, v in tree(package).items() if v != "/"} == NEW
    assert (package.parent / "spec.lock").read_text() == "2"
    assert str(changed).endswith("new.json\ndeleted types/c.py")
    assert not update(package).written


def test_folders_that_are_left_empty_go_too(package: Path) -> None:
    (package / "types" / "__pycache__").mkdir()
    swap({"a.py": "1"}, package, lambda: ["types/b.py", "types/c.py"])
    assert not (package / "types").exists()


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("step", range(6))
def test_a_failure_at_any_step_leaves_all_as_it_was(
    package: Path, monkeypatch: pytest.MonkeyPatch, step: int, error: type[BaseException]
) -> None:
    calls = Counter[str]()
    replace = os.replace

    def failing(source: Any, target: Any) -> None:
        calls["replace"] += 1
        if calls["replace"] == step + 1:
            raise error
        replace(source, target)

    before = tree(package.parent)
    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(error):
        update(package)
    assert tree(package.parent) == before


def test_a_folder_in_the_place_of_a_file_is_named_before_anything_is_written(
    package: Path,
) -> None:
    (package / "params" / "d.py").mkdir(parents=True)
    before = tree(package.parent)
    with pytest.raises(IsADirectoryError, match=r"params/d\.py"):
        update(package)
    assert tree(package.parent) == before


def test_two_processes_do_not_mix(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from codegen.swap import swap\n"
        "for n in range(30): swap({f'{i}.py': f'{sys.argv[1]} {n}' for i in range(9)}, Path('out'))"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for name in ("one", "two")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert len(set(tree(tmp_path / "out").values())) == 1
    assert len(list((tmp_path / "out").iterdir())) == 9
