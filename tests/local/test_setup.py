"""The pinned list, and the commands that read it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from inferloom_local import packages, setup
from inferloom_local.catalogue import MODELS, TASKS, of_task
from inferloom_local.packages import Package, Pin, child_environment, pinned, requirements


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inferloom_local", *arguments],
        capture_output=True,
        text=True,
        env=child_environment(),
        timeout=60,
        check=False,
    )


def test_every_package_of_a_model_comes_from_somewhere() -> None:
    pins = {pin.name for pin in pinned()}
    needed = {p.name for model in MODELS for p in model.packages if not p.in_extra}
    ordinary = {re.split(r"[<>=!~ ]", line)[0] for line in requirements()}
    assert not pins & ordinary
    assert needed == pins | ordinary


def test_every_model_has_a_licence_and_every_task_a_model() -> None:
    assert all(model.licence and model.packages for model in MODELS)
    assert all(of_task(task) for task in TASKS)
    assert len({(model.id, model.task) for model in MODELS}) == len(MODELS)


def test_a_list_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# why\none==1.0  # because\n\ntwo>=2\n")
    with pytest.raises(ValueError, match=r"list\.txt:4.*two>=2"):
        pinned(path)


def test_models_lists_what_is_served(all_models: None) -> None:
    result = run("models")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len(MODELS) + 1
    assert all(model.id in line for model, line in zip(MODELS, lines[1:], strict=True))
    assert all(line.endswith("yes") for line in lines[1:])


def test_a_second_setup_is_instant(all_models: None) -> None:
    began = time.monotonic()
    result = run("setup")
    assert result.returncode == 0, result.stdout
    assert time.monotonic() - began < 3
    assert "11 of 11" in result.stdout
    assert run("setup", "--check").returncode == 0


def test_what_is_missing_is_named_and_only_that_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = [Pin("no-such-package-of-ours", "1.0"), Pin("pip", "0.0.1")]
    monkeypatch.setattr(setup, "pinned", lambda: wanted)
    monkeypatch.setattr(setup, "absent", lambda in_extra: [])
    monkeypatch.setattr(setup, "installer", lambda: [sys.executable, "-c", "print('asked')"])
    said: list[str] = []
    assert setup.check(said.append) == 1
    assert "missing  no-such-package-of-ours==1.0" in said
    assert any("pip==0.0.1 (installed:" in line for line in said)
    assert packages.setup_command() in said[-1]
    said.clear()
    setup.install(said.append)
    assert "[1/2] installing no-such-package-of-ours==1.0" in said


REFUSES = """
import sys
wanted = [name for name in sys.argv[1:] if not name.startswith("-")]
sys.exit("no build for this Python" if any("wheelless" in name for name in wanted) else 0)
"""


def test_a_package_that_cannot_be_had_costs_its_own_tasks_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list has one such package among the ordinary ones, and one among the pinned ones."""
    tried: list[tuple[str, ...]] = []
    run = setup._run

    def recorded(command: list[str], arguments: Sequence[str]) -> str | None:
        tried.append(tuple(arguments))
        return run(command, arguments)

    rows = (
        replace(MODELS[0], task="a-task", id="a/model", packages=(Package("pip", "pip"),)),
        replace(MODELS[0], task="its-task", packages=(Package("wheelless", "wheelless"),)),
    )
    monkeypatch.setattr(setup, "MODELS", rows)
    monkeypatch.setattr(setup, "requirements", lambda: ["pip>=1", "wheelless>=2"])
    monkeypatch.setattr(setup, "pinned", lambda: [Pin("wheelless-too", "3")])
    monkeypatch.setattr(setup, "installer", lambda: [sys.executable, "-c", REFUSES])
    monkeypatch.setattr(setup, "_run", recorded)
    said: list[str] = []
    assert setup.install(said.append) == 0
    assert tried == [
        ("pip>=1", "wheelless>=2"),
        ("pip>=1",),
        ("wheelless>=2",),
        ("wheelless-too==3", "--no-deps"),
    ]
    assert sum(line.endswith("no build for this Python") for line in said) == 2
    (lost,) = [line for line in said if line.startswith("not served here")]
    assert "its-task" in lost
    assert "wheelless" in lost


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ([sys.executable, "-m", "pip", "install"], ("--no-deps", "--ignore-requires-python")),
        (["/bin/uv", "pip", "install"], ("--no-deps",)),
    ],
)
def test_packages_that_are_only_read_need_no_consent_to_this_python(
    command: list[str], options: tuple[str, ...]
) -> None:
    assert setup._as_files(command) == options
