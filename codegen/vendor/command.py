"""The `vendor` command: write, verify and update vendored folders."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from .. import upstream
from ..options import BadCall, outside_of_specs, package_name
from ..pipeline import runtime_files
from ..runtime import TESTING
from ..swap import files_below, swap
from .closure import optional_modules
from .copy import compose, relative, specs_behind
from .lock import LOCK, Choice, Lock, has_other_line_ends, read_lock, sha256, verify

_SHOWN = 5
_NONE = "none"  # of the providers, where an update is to leave them out


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `vendor` to the command line."""
    text = "write some tasks of the client into a folder of another package"
    command = commands.add_parser("vendor", help=text, description=text)
    command.set_defaults(run=_vendor)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--into", type=Path, metavar="DIR", help="write a copy into a new folder")
    what.add_argument("--verify", type=Path, metavar="DIR", help="compare a copy with its lock")
    what.add_argument("--update", type=Path, metavar="DIR", help="write a copy anew")
    command.add_argument("--tasks", metavar="A,B", help="names of tasks, or all")
    command.add_argument(
        "--providers",
        metavar="A,B",
        help="names of providers that the copy can call, or all (default: none)",
    )
    clients = command.add_mutually_exclusive_group()
    for kind in ("sync", "async"):
        clients.add_argument(
            f"--{kind}-only",
            dest="clients",
            action="store_const",
            const=kind,
            help=f"leave the other client than the {kind} one out",
        )
    command.add_argument(
        "--with",
        dest="parts",
        action="append",
        metavar="PART",
        help="also copy a part of the runtime that no task needs, such as streams or httpx_engine",
    )
    command.add_argument(
        "--testing",
        dest="parts",
        action="append_const",
        const=TESTING,
        help="short for --with testing: fakes, recordings and the fault server",
    )
    command.add_argument(
        "--force", action="store_true", help="with --update: overwrite local edits"
    )


def _vendor(options: argparse.Namespace) -> int:
    if options.verify:
        return _verify(options.verify)
    if options.update:
        return _update(options)
    return _write(options)


def _verify(folder: Path) -> int:
    lock = read_lock(folder, "--verify")
    deviations = verify(folder, lock)
    for deviation in deviations:
        print(deviation)
    if deviations:
        files = "1 file is" if len(deviations) == 1 else f"{len(deviations)} files are"
        print(f"{files} not what {folder / LOCK} says.")
    else:
        print(f"{len(lock.files)} files of {folder} are what its {LOCK} says.")
    behind = specs_behind(folder, lock)
    for deviation in behind:
        print(deviation)
    if (release := upstream.version()) != lock.upstream.version:
        print(f"The copy is of inferloom {lock.upstream.version}; {release} is installed.")
    return 1 if deviations or behind else 0


def _write(options: argparse.Namespace) -> int:
    folder: Path = options.into
    if options.tasks is None:
        raise BadCall("--tasks", "is missing", "name the tasks to vendor, or all")
    package = package_name(
        folder.resolve().name if options.package is None else options.package,
        "--into" if options.package is None else "--package",
    )
    choice = _chosen(options, Choice((), package), folder)
    if folder.exists() and not folder.is_dir():
        raise BadCall("--into", f"{folder} is a file", "name a folder")
    if (folder / LOCK).is_file():
        raise BadCall(
            "--into",
            f"{folder} is a vendored copy already",
            f"update it: inferloom-codegen vendor --update {shlex.quote(str(folder))}",
        )
    strangers = [path.relative_to(folder).as_posix() for path in files_below(folder)]
    if strangers:
        raise BadCall(
            "--into",
            f"{folder} holds files that are not from here: {_listed(strangers)}",
            "name a new or empty folder",
        )
    texts, lock = compose(choice, folder)
    swap({**texts, LOCK: lock.text()}, folder)
    _report(texts, lock, folder)
    return 0


def _update(options: argparse.Namespace) -> int:
    folder: Path = options.update
    old = read_lock(folder, "--update")
    choice = _chosen(options, old.choice, folder)
    texts, lock = compose(choice, folder)
    edited = _edited(folder, old, texts)
    if edited and not options.force:
        raise BadCall(
            "--update",
            f"local changes would be lost: {_listed(edited)}",
            "move them out of the folder, or overwrite them with --force",
        )
    stale = [path for path in old.files if path not in texts and (folder / path).is_file()]
    inside = {path.relative_to(folder).as_posix() for path in files_below(folder)}
    changed = swap(
        {**texts, LOCK: lock.text()}, folder, lambda: [path for path in stale if path in inside]
    )
    if changed:
        print(changed)
    _report(texts, lock, folder)
    return 0


def _edited(folder: Path, old: Lock, texts: Mapping[str, str]) -> list[str]:
    """Return the files that an update would change or delete and that somebody has written in."""
    found = []
    for path in sorted({*texts, *old.files}):
        file = folder / path
        if not file.is_file():
            continue
        content = file.read_bytes()
        wanted, locked = texts.get(path), old.files.get(path)
        if sha256(content) == locked or (locked and has_other_line_ends(content, locked)):
            continue
        if wanted is None or content != wanted.encode():
            found.append(path)
    return found


def _chosen(options: argparse.Namespace, choice: Choice, folder: Path) -> Choice:
    """Return a choice with what the command line says of it."""
    if options.tasks is not None:
        names = (name.strip() for name in options.tasks.split(","))
        choice = replace(choice, tasks=tuple(dict.fromkeys(name for name in names if name)))
        if not choice.tasks:
            raise BadCall("--tasks", "names no task", "name the tasks to vendor, or all")
    if options.providers is not None:
        names = (name.strip() for name in options.providers.split(","))
        named = tuple(sorted({name for name in names if name} - {_NONE}))
        choice = replace(choice, providers=named)
    if options.package is not None:
        choice = replace(choice, package=package_name(options.package))
    if options.clients:
        choice = replace(choice, clients=options.clients)
    if options.parts:
        known = sorted([*optional_modules(runtime_files()), TESTING])
        for part in options.parts:
            if part not in known:
                raise BadCall(
                    "--with", f"there is no part {part!r}", f"take one of {', '.join(known)}"
                )
        choice = replace(choice, parts=tuple(sorted({*choice.parts, *options.parts})))
    if TESTING in choice.parts and choice.clients != "both":
        raise BadCall(
            f"--{choice.clients}-only",
            "the fakes of --testing are of both clients",
            "leave one of the two out",
        )
    # ./specs is the default of a project that has specs of its own; here it is what --add names.
    if not options.default_specs:
        choice = replace(choice, specs=relative(options.specs, folder))
    if options.add:
        choice = replace(choice, add=tuple(relative(path, folder) for path in options.add))
    if options.overlays:
        paths = tuple(relative(path, folder) for path in options.overlays)
        choice = replace(choice, overlays=paths)
    outside_of_specs(options, "--into", folder)
    return choice


def _listed(paths: list[str]) -> str:
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _report(texts: Mapping[str, str], lock: Lock, folder: Path) -> None:
    size = sum(len(text.encode()) for text in texts.values())
    runtime = len(texts.keys() & runtime_files().keys())
    count = sum(path.startswith("operations/") for path in texts) - 1
    tasks = "1 task" if count == 1 else f"{count} tasks"
    print(
        f"{tasks} of inferloom {lock.upstream.version} in {folder}: {len(texts)} files, "
        f"{size / 1024:.0f} KiB, {runtime} of them of the runtime."
    )
