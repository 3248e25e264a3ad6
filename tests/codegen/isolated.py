"""Python environments without pip: folders of links to some of the installed distributions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from tests.codegen.inline import ROOT

CHILD = Path(__file__).parent / "contract_child.py"


def closure(*names: str) -> list[Distribution]:
    """Return installed distributions with all that they require."""
    found: dict[str, Distribution] = {}
    queue = list(names)
    while queue:
        name = re.split(r"[^A-Za-z0-9._-]", queue.pop().strip(), maxsplit=1)[0].lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another Python or platform
            continue
        queue += [r for r in found[name].requires or [] if "extra ==" not in r]
    return list(found.values())


def link(folder: Path, *names: str) -> Path:
    """Make a folder in which these distributions can be imported, and nothing else."""
    folder.mkdir(parents=True)
    for found in closure(*names):
        for top in {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}:
            target = folder / top
            if not target.exists():
                target.symlink_to(Path(str(found.locate_file(top))))
    return folder


def bare_venv(folder: Path, *paths: Path) -> Path:
    """Make a virtual environment without pip that imports from some folders; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "paths.pth").write_text("\n".join(map(str, paths)) + "\n")
    return folder / "bin" / "python"


def call_all(site: Path, app: Path, name: str, url: str, work: list[Any]) -> dict[str, list[Any]]:
    """Call methods of both clients of a package, where only `site` and `app` can be imported.

    Args:
        site: What is installed.
        app: What the package is in.
        name: Its import name.
        url: Base URL of the server.
        work: Method and arguments of each call.

    Returns:
        The results in order, for `sync` and for `async`.
    """
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", str(CHILD), str(site), str(app), name, url],
        input=json.dumps(work),
        capture_output=True,
        text=True,
        cwd=app,
    )
    assert run.returncode == 0, run.stderr
    results: dict[str, list[Any]] = json.loads(run.stdout)
    return results


def mypy(app: Path, *packages: str, python: Path | None = None) -> str:
    """Run mypy --strict on packages in a folder; return what it says, its last line if all is well.

    Args:
        app: The folder.
        packages: Import names.
        python: Whose libraries they may use.
    """
    words = [word for name in packages for word in ("-p", name)]
    if python is not None:
        words += ["--python-executable", str(python)]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", *words,
         "--cache-dir", str(ROOT / ".mypy_cache" / "vendored")],
        capture_output=True,
        text=True,
        cwd=app,
    )  # fmt: skip
    return run.stdout.strip() if run.returncode else run.stdout.strip().splitlines()[-1]
