"""The wheel, installed beside nothing, and an editable install."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from codegen.cli import main
from codegen.upstream import NEEDS
from tests.codegen.inline import ROOT
from tests.codegen.isolated import bare_venv, link
from tests.codegen.test_elsewhere import write_specs

EXTRA = (
    "datamodel-code-generator",
    "jinja2",
    "jsonschema",
    "referencing",
    "ruff",
    "httpx",
    "pydantic",
)


def build(version: str, folder: Path) -> Path:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=[version])
    return Path(wheel)


class Installation:
    """A virtual environment with the wheel alone, and a folder to work in."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir(parents=True)
        self.runtime = link(folder / "runtime", "httpx", "pydantic")
        self.extra = link(folder / "extra", *EXTRA)
        python = bare_venv(folder / "venv", self.runtime)
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet",
             "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)],
            check=True,
        )  # fmt: skip
        self.bin = python.parent

    def run(self, *words: str, extra: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command as a shell finds it; ruff's own command is where the tests have it."""
        path = os.pathsep.join([str(self.bin), str(Path(sys.executable).parent)])
        return subprocess.run(
            [str(self.bin / words[0]), *words[1:]],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={"PATH": path, **({"PYTHONPATH": str(self.extra)} if extra else {})},
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("standard", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(wheel, tmp_path_factory.mktemp("installed"))


def test_the_notes_of_a_copy_name_what_the_package_needs() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    declared = re.search(r"^dependencies = \[\n(.+?)^\]$", text, re.MULTILINE | re.DOTALL)
    assert declared is not None
    assert list(NEEDS) == re.findall(r'"(.+)"', declared[1])


def test_the_wheel_holds_the_compiler_its_data_and_one_copy_of_the_specs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("codegen", "specs"):
        prefix = "inferloom_codegen" if folder == "codegen" else "inferloom_codegen/specs"
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{prefix}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert [name for name in names if name.endswith("specs/client.json")] == [
        "inferloom_codegen/specs/client.json"
    ]
    tops = {name.split("/")[0].split("-")[0] for name in names}
    assert tops == {"inferloom", "inferloom_codegen", "inferloom_local"}


def test_an_editable_install_copies_nothing_and_runs_the_repository(tmp_path: Path) -> None:
    names = zipfile.ZipFile(build("editable", tmp_path)).namelist()
    assert not [name for name in names if name.endswith((".py", ".json", ".jinja"))]
    code = "import inferloom_codegen.cli as cli; print(cli.__file__)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert run.stdout.strip() == str(ROOT / "codegen" / "cli.py"), run.stderr


def test_without_the_extra_the_command_names_it(installed: Installation) -> None:
    run = installed.run("inferloom-codegen", "lint", extra=False)
    assert run.returncode == 2
    assert "pip install 'inferloom[codegen]'" in run.stderr
    assert "Traceback" not in run.stderr
    code = "import inferloom; inferloom.InferenceClient"
    assert installed.run("python", "-c", code, extra=False).returncode == 0


def test_the_specs_are_those_of_the_folder_else_the_packaged_ones(installed: Installation) -> None:
    run = installed.run("inferloom-codegen", "lint")
    assert run.returncode == 0, run.stderr
    assert "site-packages/inferloom_codegen/specs: no faults" in run.stdout
    specs = write_specs(installed.folder / "specs")
    try:
        run = installed.run("inferloom-codegen", "lint")
        assert run.stdout.splitlines()[-1].startswith("specs: no faults")
    finally:
        specs.rename(installed.folder / "acme_specs")


def test_generate_from_the_wheel(installed: Installation, tmp_path: Path) -> None:
    write_specs(tmp_path / "mine")
    words = ["--specs", str(tmp_path / "mine"), "--package", "acme_sdk", "--out", "acme_sdk"]
    run = installed.run("inferloom-codegen", "generate", *words)
    assert run.returncode == 0, run.stderr
    code = "import acme_sdk; print(acme_sdk.InferenceClient(token=False).echo.__name__)"
    assert installed.run("python", "-c", code, extra=False).stdout == "echo\n"


def test_generate_from_the_wheel_needs_a_name(installed: Installation) -> None:
    run = installed.run("inferloom-codegen", "generate")
    assert run.returncode == 2
    assert "--package: is missing" in run.stderr


def test_vendor_from_the_wheel(installed: Installation) -> None:
    run = installed.run("inferloom-codegen", "vendor", "--tasks", "rerank", "--into", "own")
    assert run.returncode == 0, run.stderr
    assert (installed.folder / "own" / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
    code = "import own; own.InferenceClient"
    assert installed.run("python", "-c", code, extra=False).returncode == 0


HOOKS = re.findall(
    r"- id: (\S+)\n.*?  entry: ([^\n]+)\n", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.DOTALL
)


@pytest.mark.parametrize(("name", "entry"), HOOKS)
def test_hooks_run(
    installed: Installation, monkeypatch: pytest.MonkeyPatch, name: str, entry: str
) -> None:
    monkeypatch.chdir(installed.folder)
    specs = ["--specs", "hooked_specs"]
    package = [*specs, "--package", "hooked", "--out", "hooked"]
    if not Path("hooked").exists():
        write_specs(Path("hooked_specs"))
        assert main(["generate", *package]) == 0
        assert main(["vendor", "--tasks", "rerank", "--into", "hooked_copy"]) == 0
    arguments = {"check": package, "lint": specs, "vendor-verify": ["hooked_copy"]}
    words = arguments[name.removeprefix("inferloom-codegen-")]
    run = installed.run(*entry.split(), *words)
    assert run.returncode == 0, run.stdout + run.stderr


def test_there_is_a_hook_for_each_command_that_checks() -> None:
    names = [name.removeprefix("inferloom-codegen-") for name, _ in HOOKS]
    assert names == ["check", "lint", "vendor-verify"]
