"""Options that several commands take, and what they stand for."""

from __future__ import annotations

import argparse
import keyword
import re
import sys
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


HERE = Path("specs")  # what is compiled unless somebody says otherwise
# Names by which the package would find itself where its runtime looks for something else.
_IMPORTED = frozenset({"httpx", "pydantic", *sys.stdlib_module_names})


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
        "help": "folder with tasks/, common/ and providers/ to add to the specs; may be repeated",
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
        "help": "folder of the package (default: src/NAME); of `openapi`, the file",
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
        whole = (HERE / "client.json").is_file() and HERE not in options.add
        options.specs = HERE if whole else upstream.specs()


def no_half_specs(options: argparse.Namespace) -> None:
    """Make sure that specs which lie in the current folder are not passed over in silence.

    Raises:
        BadCall: If there are some that lack a part, and nobody says which specs are meant.
    """
    lost = (HERE / "tasks").is_dir() and HERE not in options.add
    if options.default_specs and options.specs != HERE and lost:
        raise BadCall(
            "--specs",
            f"{HERE} has tasks/ but no client.json",
            f"copy client.json and meta/ from {upstream.specs()}; or, if it adds to the specs of"
            f" {upstream.NAME}, write --add {HERE}",
        )


def read_specs(options: argparse.Namespace) -> Specs:
    """Return the specs that a command works on, checked.

    Raises:
        SpecError: If they have faults.
        BadCall: If it is unclear which are meant.
    """
    no_half_specs(options)
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
    if name in _IMPORTED and argument == "--package":  # else it is a folder, in a package perhaps
        raise BadCall(
            argument,
            f"{name!r} is the name of a module that the package itself imports",
            "choose another name, as in acme_sdk",
        )
    return name


def package_version(version: str | None) -> str | None:
    """Return the version of a package, which also goes into a header.

    Raises:
        BadCall: If it is none.
    """
    if version is not None and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+!_-]*", version):
        raise BadCall("--package-version", f"{version!r} is no version", "write one such as 1.4.0")
    return version


def outside_of_specs(options: argparse.Namespace, argument: str, path: Path) -> None:
    """Make sure that what is written is not read again as a spec.

    Raises:
        BadCall: If the path is inside the specs.
    """
    for used in (options.specs, *options.add, *options.overlays):
        if path.resolve().is_relative_to(used.resolve()):
            raise BadCall(argument, f"{path} is inside the specs, {used}", "name another place")
