"""`lint`: say what is wrong with specs and, if asked, repair what leaves no choice."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..findings import Finding
from ..load import Document, assemble, read
from ..options import no_half_specs
from ..swap import swap
from . import lint
from .notes import notes
from .repair import repair
from .rules import RULES


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `lint` to the command line."""
    text = "say what is wrong with the specs"
    command = commands.add_parser("lint", help=text, description=text)
    command.set_defaults(run=_lint)
    command.add_argument(
        "--fix", action="store_true", help="repair what can be repaired without a decision"
    )
    command.add_argument("--rules", action="store_true", help="list the rules")


def _lint(options: argparse.Namespace) -> int:
    if options.rules:
        for rule in RULES.values():
            kind = f"{rule.severity}{', --fix' if rule.repairs else ''}"
            print(f"{rule.id:24} {kind:12} {rule.text}")
        return 0
    no_half_specs(options)
    documents = read(options.specs, options.add, options.overlays)
    if options.fix:
        return _fix(options.specs, documents)
    specs = assemble(options.specs, documents)
    return _report(options.specs, lint(specs), notes(specs), "nothing was written")


def _fix(root: Path, documents: Mapping[str, Document]) -> int:
    result = repair(root, documents)
    texts: dict[Path, str] = {}
    for path in result.changed:
        document = result.documents[path]
        assert document.source is not None
        texts[Path(*document.source)] = document.text
    if texts:
        swap({}, root, beside=texts)
    for finding in result.made:
        print(f"fixed {_place(finding)}: {finding.rule}: {finding.message}")
    if result.made:
        print(f"{_count(len(result.made), 'repair')} in {_count(len(result.changed), 'file')}.")
    left = [finding for finding in result.left if _is_note(finding)]
    faults = [finding for finding in result.left if not _is_note(finding)]
    return _report(root, faults, left, "they need a decision")


def _report(root: Path, faults: list[Finding], left: Iterable[Finding], ending: str) -> int:
    """Print findings, notes first, and return the exit status."""
    shown = list(left)
    for finding in shown:
        print(f"note: {finding}")
    for finding in faults:
        print(finding, file=sys.stderr)
    if faults:
        print(f"{_count(len(faults), 'fault')} in the specs; {ending}.", file=sys.stderr)
        return 2
    print(f"{root}: no faults{', ' + _count(len(shown), 'note') if shown else ''}.")
    return 0


def _place(finding: Finding) -> str:
    return f"{finding.file}#{finding.pointer}" if finding.pointer else finding.file


def _is_note(finding: Finding) -> bool:
    return RULES[finding.rule].severity == "note"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
