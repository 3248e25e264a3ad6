"""`generate` and `check`: one path with one difference, whether anything is written."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from . import upstream, who_serves
from .emit import LOCK, Change, Output, compare, is_lock, locked_options, strangers, write
from .load import load
from .openapi import command as openapi
from .options import BadCall, outside_of_specs, package_name, package_version, read_specs
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
    documents = _documents(options, folder)
    unknown = strangers(output, folder, lock)
    if unknown:
        more = len(unknown) - _SHOWN_STRANGERS
        raise BadCall(
            "--out",
            f"{folder} holds files that were not generated and would be lost: "
            f"{', '.join(unknown[:_SHOWN_STRANGERS])}{f' and {more} more' if more > 0 else ''}",
            "name a new or empty folder, or move them elsewhere",
        )
    changed = write(output, folder, lock, documents)
    if changed:
        print(changed)
    print(f"{len(output.texts())} files in {folder} from {_sources(options)}", end="")
    print(f", {len(changed)} changed.")
    return 0


def _check(options: argparse.Namespace) -> int:
    folder, lock, output = _compiled(options)
    command = _command(options)
    if folder.exists():
        changes = compare(output, folder, lock, command)
        changes += compared(_documents(options, folder), command)
    else:
        cause, remedy = "nothing was generated there yet", f"run `{command}`, or correct --out"
        changes = [Change(folder.as_posix(), "missing", cause, remedy)]
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
    print(f"{len(output.texts())} generated files are what {_sources(options)} makes.")
    return 0


def _documents(options: argparse.Namespace, package: Path) -> Mapping[Path, str]:
    """Return the pages that are made of the specs; only the project's own package keeps some."""
    if not is_own(package):
        return {}
    specs = load(options.specs, options.add, options.overlays)
    return {**openapi.described(options, specs), **who_serves.described(specs)}


def compared(documents: Mapping[Path, str], command: str) -> list[Change]:
    """Return how pages on disk differ from what was made. Writes nothing.

    Args:
        documents: What was made.
        command: What writes them, for the remedy.
    """
    changes = []
    for path, made in documents.items():
        remedy = f"run `{command}` and commit what it writes"
        if not path.is_file():
            changes.append(Change(path.as_posix(), "missing", "it is made from all specs", remedy))
        elif path.read_text(encoding="utf-8") != made:
            cause = "the specs, the version or the compiler changed, or it was edited by hand"
            changes.append(Change(path.as_posix(), "changed", cause, remedy))
    return changes


def _compiled(options: argparse.Namespace) -> tuple[Path, Path, Output]:
    """Return the folder of the package, its lock, and what belongs into them."""
    if options.package is None and options.out is not None:
        options.package = locked_options(options.lock or options.out / LOCK).get("package")
    if options.package is None and not upstream.in_repository():
        raise BadCall("--package", "is missing", "name the package to write, as in acme_sdk")
    package = package_name(upstream.NAME if options.package is None else options.package)
    folder: Path = options.out or Path("src", *package.split("."))
    own = is_own(folder)
    lock: Path = options.lock or (Path(LOCK) if own else folder / LOCK)
    _recall(options, lock)
    version = package_version(options.package_version)
    outside_of_specs(options, "--out", folder)
    outside_of_specs(options, "--lock", lock)
    if folder.exists() and not folder.is_dir():
        raise BadCall("--out", f"{folder} is a file", "name a folder")
    # One of the right name may be broken, by a merge say; writing it anew is what mends it.
    if lock.exists() and not (lock.is_file() and (lock.name == LOCK or is_lock(lock))):
        raise BadCall("--lock", f"{lock} is there and is no lock file", "name another file")
    output = compile_package(read_specs(options), package, version=version, runtime=not own)
    if not own:
        kept = _kept(options, package, lock)
        output = replace(output, lock={**output.lock, "options": kept})
    return folder, lock, output


def _recall(options: argparse.Namespace, lock: Path) -> None:
    """Take from the lock what the command line leaves out: where the specs are, and the version.

    Without that, the command in the head of each file would compile other specs.
    """
    kept = locked_options(lock)
    if not kept:
        return
    if options.package_version is None:
        options.package_version = kept["version"]
    if options.default_specs and not options.add and not options.overlays:

        def located(path: str) -> Path:
            return Path(os.path.relpath(lock.parent / path))

        if kept["specs"] is None:
            options.specs = upstream.specs()
        else:
            options.specs, options.default_specs = located(kept["specs"]), False
        options.add = [located(path) for path in kept["add"]]
        options.overlays = [located(path) for path in kept["overlays"]]


def _kept(options: argparse.Namespace, package: str, lock: Path) -> dict[str, object]:
    """Return what the lock keeps of the command line; paths are seen from its folder."""

    def relative(paths: Iterable[Path]) -> list[str]:
        return [Path(os.path.relpath(path, lock.parent)).as_posix() for path in paths]

    installed = options.specs == upstream.specs()
    return {
        "package": package,
        "version": options.package_version,
        "specs": None if installed else relative([options.specs])[0],
        "add": relative(options.add),
        "overlays": relative(options.overlays),
    }


def _sources(options: argparse.Namespace) -> str:
    return " with ".join(str(path) for path in (options.specs, *options.add, *options.overlays))


def _command(options: argparse.Namespace) -> str:
    words: list[str] = []
    for name in ("specs", "add", "overlays", "package", "package_version", "out", "lock"):
        if name == "specs" and options.default_specs:
            continue  # a path into an installation is nobody else's
        value = getattr(options, name)
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                words += [f"--{name.replace('_', '-')}", str(item)]
    own = is_own(options.out or Path("src", upstream.NAME)) and not options.package
    return OWN_COMMAND if own else shlex.join(["inferloom-codegen", "generate", *words])
