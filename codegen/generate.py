"""`generate` and `check`: one path with one difference, whether anything is written."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from . import upstream
from .emit import LOCK, Output, compare, strangers, write
from .openapi import command as openapi
from .options import BadCall, package_name, read_specs
from .pipeline import OWN_COMMAND, compile_package, is_own

_SHOWN_STRANGERS = 5
_SHOWN_DIFF = 200  # lines, over all files


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `generate` and `check` to the command line."""
    for name, run, text in (
        ("generate", _generate, "write the package"),
        ("check", _check, "say whether the package is what the specs make; write nothing"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)


def _generate(options: argparse.Namespace) -> int:
    folder, lock, output = _compiled(options)
    documents = openapi.described(options, folder)
    unknown = strangers(output, folder, lock)
    if unknown:
        more = len(unknown) - _SHOWN_STRANGERS
        raise BadCall(
            "--out",
            f"{folder} holds files that were not generated and would be lost: "
            f"{', '.join(unknown[:_SHOWN_STRANGERS])}{f' and {more} more' if more > 0 else ''}",
            "name a new or empty folder, or move them elsewhere",
        )
    changed = [*write(output, folder, lock), *openapi.write(documents)]
    for path in changed:
        print(f"wrote {path}")
    print(f"{len(output.texts())} files from {options.specs}, {len(changed)} changed.")
    return 0


def _check(options: argparse.Namespace) -> int:
    folder, lock, output = _compiled(options)
    command = _command(options)
    changes = compare(output, folder, lock, command)
    changes += openapi.compare(openapi.described(options, folder), command)
    lines = 0
    for change in changes:
        print(change)
        print(f"    fix: {change.remedy}")
        if lines < _SHOWN_DIFF:
            for line in change.diff:
                print(f"    {line}")
        lines += len(change.diff)
    if changes:
        files = "1 file differs" if len(changes) == 1 else f"{len(changes)} files differ"
        print(f"{files} from the specs; run `{command}`.")
        return 1
    print(f"{len(output.texts())} generated files are what {options.specs} makes.")
    return 0


def _compiled(options: argparse.Namespace) -> tuple[Path, Path, Output]:
    """Return the folder of the package, its lock, and what belongs into them."""
    if options.package is None and not upstream.in_repository():
        raise BadCall("--package", "is missing", "name the package to write, as in acme_sdk")
    package = package_name(options.package or upstream.NAME)
    folder: Path = options.out or Path("src", *package.split("."))
    for used in (options.specs, *options.add):
        if folder.resolve().is_relative_to(used.resolve()):
            raise BadCall("--out", f"{folder} is inside the specs, {used}", "name another folder")
    if folder.exists() and not folder.is_dir():
        raise BadCall("--out", f"{folder} is a file", "name a folder")
    own = is_own(folder)
    lock: Path = options.lock or (Path(LOCK) if own else folder / LOCK)
    specs = read_specs(options)
    output = compile_package(specs, package, version=options.package_version, runtime=not own)
    return folder, lock, output


def _command(options: argparse.Namespace) -> str:
    words: list[str] = []
    for name in ("specs", "add", "overlays", "package", "package_version", "out", "lock"):
        value = getattr(options, name)
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                words += [f"--{name.replace('_', '-')}", str(item)]
    own = is_own(options.out or Path("src", upstream.NAME)) and not options.package
    return OWN_COMMAND if own else shlex.join(["inferloom-codegen", "generate", *words])
