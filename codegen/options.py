"""Options that several commands take, and what they stand for."""

from __future__ import annotations

import argparse
import keyword
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import upstream
from .emit import LOCK
from .lint import lint
from .load import SpecError, Specs, load


class BadCall(Exception):
    """A command line that makes no sense; nothing was written."""

    def __init__(self, argument: str, problem: str, remedy: str) -> None:
        super().__init__(f"{argument}: {problem}\n    fix: {remedy}")


_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "--specs": {
        "type": Path,
        "metavar": "DIR",
        "help": "folder of the specs (default: ./specs if it is there, else the project's own)",
    },
    "--add": {
        "type": Path,
        "action": "append",
        "metavar": "DIR",
        "help": "folder with tasks/ and common/ to add to the specs; may be repeated",
    },
    "--overlays": {
        "type": Path,
        "action": "append",
        "metavar": "DIR",
        "help": "folder with overlays, beside those in overlays/ of the specs; may be repeated",
    },
    "--package": {
        "metavar": "NAME",
        "help": f"import name of the package (default: {upstream.NAME})",
    },
    "--package-version": {
        "metavar": "VERSION",
        "help": "its __version__, which the User-Agent names (default: the compiler's)",
    },
    "--out": {
        "type": Path,
        "metavar": "DIR",
        "help": "folder of the package (default: src/NAME)",
    },
    "--lock": {
        "type": Path,
        "metavar": "FILE",
        "help": f"the lock file (default: {LOCK}, in the package's folder if that is not our own)",
    },
}


def add_options(parser: argparse.ArgumentParser, *, default: bool) -> None:
    """Give a parser the options that all commands know.

    They may stand before the command and behind it. One that a command has itself stays.

    Args:
        parser: The parser of the program, or of one of its commands.
        default: Whether to set what is not given; the parser of the program does.
    """
    for name, settings in _OPTIONS.items():
        with suppress(argparse.ArgumentError):
            value = None if default else argparse.SUPPRESS
            parser.add_argument(name, default=value, **settings)


def settle(options: argparse.Namespace) -> None:
    """Fill in what depends on other options or on the folder that the command runs in.

    Args:
        options: As they were parsed; changed in place.
    """
    options.add = options.add or []
    options.overlays = options.overlays or []
    options.default_specs = options.specs is None
    if options.default_specs:
        here = Path("specs")
        whole = (here / "client.json").is_file() and here not in options.add
        options.specs = here if whole else upstream.specs()


def read_specs(options: argparse.Namespace) -> Specs:
    """Return the specs that a command works on, checked.

    Raises:
        SpecError: If they have faults.
    """
    return linted(load(options.specs, options.add, options.overlays))


def linted(specs: Specs) -> Specs:
    """Return specs that have no faults.

    Raises:
        SpecError: If they have some.
    """
    findings = lint(specs)
    if findings:
        raise SpecError(findings)
    return specs


def package_name(name: str, argument: str = "--package") -> str:
    """Return an import name, possibly dotted.

    Raises:
        BadCall: If Python cannot import it.
    """
    for step in name.split("."):
        if not step.isidentifier() or keyword.iskeyword(step):
            raise BadCall(
                argument,
                f"{name!r} is no import name: {step!r} is "
                f"{'a keyword' if keyword.iskeyword(step) else 'no identifier'}",
                "use letters, digits and underscores, as in acme_sdk",
            )
    return name
