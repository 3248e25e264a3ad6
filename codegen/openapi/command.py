"""The `openapi` command, and the document that the repository keeps beside its package."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from .. import upstream
from ..load import Specs
from ..options import BadCall, outside_of_specs, package_version, read_specs
from ..swap import swap
from .document import text

KEPT = Path("docs", "openapi.json")
"""Where the repository has it, for readers and for the local endpoint."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `openapi` to the command line."""
    summary = "write the specs as an OpenAPI 3.1 document"
    command = commands.add_parser(
        "openapi",
        help=summary,
        description=f"{summary}: to the file that --out names, else to the standard output",
    )
    command.set_defaults(run=_run)


def described(options: argparse.Namespace, specs: Specs) -> Mapping[Path, str]:
    """Return the document that the project's own package keeps.

    Args:
        options: Options of the command line.
        specs: Documents that have passed the linter.
    """
    return {KEPT: text(specs, _version(options))}


def _run(options: argparse.Namespace) -> int:
    out: Path | None = options.out
    if out is not None and out.is_dir():
        raise BadCall("--out", f"{out} is a folder", "name a file, such as openapi.json")
    if out is not None:
        outside_of_specs(options, "--out", out)
    made = text(read_specs(options), _version(options))
    if out is None:
        sys.stdout.write(made)
        return 0
    changed = swap({out.name: made}, out.parent)
    print(f"wrote {out}" if changed else f"{out} is up to date")
    return 0


def _version(options: argparse.Namespace) -> str:
    return package_version(options.package_version) or upstream.version()
