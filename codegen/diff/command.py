"""The command `diff`."""

from __future__ import annotations

import argparse

from ..options import BadCall
from .compare import compare
from .report import as_json, changelog, rules, text
from .semver import release
from .sides import Snapshot, side, work_tree

_HELP = "say what changed between two versions of the specs, and which version it needs"
_DETAILS = (
    "BASE and HEAD are git revisions; folders that hold specs/ and may hold surface.json; or "
    "folders of specs themselves, those that --add takes included. "
    "Nothing is checked out. Exit status: 0 if the declared version covers the changes, 1 if it "
    "does not, 2 if a side cannot be read."
)


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `diff` to the command line."""
    command = commands.add_parser("diff", help=_HELP, description=f"{_HELP}. {_DETAILS}")
    command.add_argument("base", metavar="BASE", nargs="?", help="before; BASE..HEAD works too")
    command.add_argument("head", metavar="HEAD", nargs="?", help="after (default: the work tree)")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for programs")
    form.add_argument("--changelog", action="store_true", help="as a fragment for CHANGELOG.md")
    form.add_argument("--rules", action="store_true", help="list the rules and their verdicts")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.rules:
        print(rules())
        return 0
    base, head = _words(options)
    before = _versioned(side("BASE", base, options))
    after = _versioned(side("HEAD", head, options) if head else work_tree(options))
    comparison = compare(before, after)
    form = as_json if options.json else changelog if options.changelog else text
    print(form(comparison))
    return 0 if comparison.covered else 1


def _words(options: argparse.Namespace) -> tuple[str, str | None]:
    base, head = options.base, options.head
    if base is None:
        raise BadCall(
            "BASE", "is missing", "name a git revision, such as the last tag, or a folder"
        )
    if head is None and ".." in base and not base.startswith((".", "/")):
        base, _, head = base.partition("..")
    if not base or head == "":
        raise BadCall("BASE..HEAD", "one of the two is empty", "write both, or BASE alone")
    return base, head


def _versioned(snapshot: Snapshot) -> Snapshot:
    if snapshot.version is not None:
        try:
            release(snapshot.version)
        except ValueError as error:
            raise BadCall(snapshot.name, str(error), "correct it in pyproject.toml") from None
    return snapshot
