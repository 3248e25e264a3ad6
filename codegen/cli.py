"""Command line of the compiler."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .build import build
from .emit import LOCK, Output, compare, finish, write
from .lint import RULES, lint
from .load import SpecError, Specs, load
from .render import render

COMMAND = "make generate"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: Words of the command line; those of the process by default.

    Returns:
        Exit status: 0 in order, 1 differences were found, 2 the specs or the call are wrong.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SpecError as error:
        print(error, file=sys.stderr)
        count = len(error.findings)
        print(
            f"{count} fault{'s' if count > 1 else ''} in the specs; nothing was written.",
            file=sys.stderr,
        )
        return 2
    except (OSError, RuntimeError) as error:
        print(f"codegen: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="codegen", description="Compile specs into a client.")
    parser.add_argument("--specs", type=Path, default=Path("specs"), help="folder of the specs")
    parser.add_argument("--package", default="inferloom", help="import name of the package")
    parser.add_argument("--out", type=Path, help="folder of the package (default: src/PACKAGE)")
    parser.add_argument("--lock", type=Path, default=Path(LOCK), help="the lock file")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        ("generate", _generate, "write the package"),
        ("check", _check, "say whether the package is what the specs make; write nothing"),
        ("lint", _lint, "say what is wrong with the specs"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        if name == "lint":
            command.add_argument("--rules", action="store_true", help="list the rules")
    return parser


def _generate(options: argparse.Namespace) -> int:
    output = compile_specs(options.specs, options.package)
    changed = write(output, _package(options), options.lock)
    for path in changed:
        print(f"wrote {path}")
    print(f"{len(output.files)} files from {options.specs}, {len(changed)} changed.")
    return 0


def _check(options: argparse.Namespace) -> int:
    output = compile_specs(options.specs, options.package)
    changes = compare(output, _package(options), options.lock)
    for change in changes:
        print(change)
    if changes:
        print(f"{len(changes)} files differ from the specs; run `{COMMAND}`.")
        return 1
    print(f"{len(output.files)} generated files are what {options.specs} makes.")
    return 0


def _lint(options: argparse.Namespace) -> int:
    if options.rules:
        for rule, text in RULES.items():
            print(f"{rule:32} {text}")
        return 0
    _linted(options.specs)
    print(f"{options.specs}: no faults.")
    return 0


def compile_specs(folder: Path, package: str) -> Output:
    """Compile a specs folder in memory.

    Args:
        folder: The specs.
        package: Import name of the package.

    Returns:
        All texts, formatted, with their lock.

    Raises:
        SpecError: If the specs have faults.
    """
    specs = _linted(folder)
    spec, bundles = build(specs, package)
    return finish(specs, render(spec, bundles, _version()), COMMAND)


def _linted(folder: Path) -> Specs:
    specs = load(folder)
    findings = lint(specs)
    if findings:
        raise SpecError(findings)
    return specs


def _package(options: argparse.Namespace) -> Path:
    return options.out or Path("src", options.package)


def _version() -> str:
    config = Path(__file__).parent.parent / "src" / "inferloom" / "transport" / "config.py"
    match = re.search(r'^VERSION = "(.+)"$', config.read_text(encoding="utf-8"), re.MULTILINE)
    assert match is not None
    return match.group(1)
