"""Repairs: make the edits that findings bring, until none is left that can be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..findings import Finding, SpecError
from ..jsontext import rewrite
from ..load import Document, Specs, assemble
from ..patch import apply_all
from . import lint
from .notes import notes

_ROUNDS = 100  # a repair uncovers others; more than this many times means that two undo each other


@dataclass(frozen=True)
class Repaired:
    """What was repaired, and what was not.

    Attributes:
        made: The findings that were mended, in this order.
        left: The faults and notes that are left.
        documents: All documents as they are now.
        changed: Paths of those that changed.
    """

    made: tuple[Finding, ...]
    left: tuple[Finding, ...]
    documents: Mapping[str, Document]
    changed: tuple[str, ...]


def repair(root: Path, read: Mapping[str, Document]) -> Repaired:
    """Repair what can be repaired without a decision. Writes nothing.

    Args:
        root: The specs folder.
        read: Its documents as they were read: overlays are not repaired into what they patch.

    Raises:
        SpecError: If a document is missing, or an overlay does not fit.
    """
    now = dict(read)
    made: list[Finding] = []
    for _ in range(_ROUNDS):
        findings = _findings(assemble(root, now))
        before = len(made)
        for finding in findings:
            after = _mended(root, now, finding)
            if after is not None:
                now, made = after, [*made, finding]
        if len(made) == before:
            break
    left = _findings(assemble(root, now))
    changed = tuple(path for path in now if now[path].text != read[path].text)
    return Repaired(tuple(made), tuple(left), now, changed)


def _findings(specs: Specs) -> list[Finding]:
    return [*lint(specs), *notes(specs)]


def _mended(
    root: Path, documents: dict[str, Document], finding: Finding
) -> dict[str, Document] | None:
    """Return documents with the edits of a finding made, or None if they cannot be made."""
    if not finding.repair:
        return None
    files = dict.fromkeys(edit.file for edit in finding.repair)
    data: dict[str, Any] = {file: documents[file].data for file in files}
    edited = apply_all(data, finding.repair)
    if edited is None:
        return None  # an earlier repair or an overlay has changed the place
    result = dict(documents)
    for file in files:
        text = rewrite(documents[file].text, edited[file])
        if text == documents[file].text:
            return None
        digest = hashlib.sha256(text.encode()).hexdigest()
        result[file] = replace(documents[file], data=edited[file], text=text, sha256=digest)
    if any(path.startswith("overlays/") for path in result):
        try:
            assemble(root, result)
        except SpecError:
            return None  # an overlay expects what the repair would change
    return result
