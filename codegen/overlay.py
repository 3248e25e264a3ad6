"""Overlays: patches of specs that others own, each with its reason, applied before linting.

A patch says what it expects to find. When upstream has changed that, it stops fitting and says so,
where a copy of the file would silently stay behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .findings import Finding
from .patch import ABSENT, Edit, apply, found, same
from .wording import short

FOLDER = "overlays/"
META = "meta/overlay.schema.json"


def overlaid(
    documents: Mapping[str, Any],
) -> tuple[dict[str, Any], dict[str, tuple[tuple[str, str], ...]], list[Finding]]:
    """Apply the overlays among some documents to the others.

    Args:
        documents: Data by path; those in `overlays/` are applied in this order.

    Returns:
        All data with the patches made; which overlays patched a document, and at which pointers;
        and what is wrong with the overlays.
    """
    result = dict(documents)
    made: dict[str, tuple[tuple[str, str], ...]] = {}
    findings: list[Finding] = []
    for path, data in documents.items():
        if not path.startswith(FOLDER):
            continue
        faults = _misshapen(path, data, documents)
        findings += faults
        for index, patch in enumerate([] if faults else data["patches"]):
            edit = edit_of(patch)
            fault = _misfit(path, index, patch, edit, result)
            if fault is None:
                result[edit.file] = apply(result[edit.file], edit)
                made[edit.file] = (*made.get(edit.file, ()), (path, edit.pointer))
            else:
                findings.append(fault)
    return result, made, findings


def edit_of(patch: Mapping[str, Any]) -> Edit:
    """Return the change that a patch of an overlay describes."""
    return Edit(patch["file"], patch["pointer"], patch.get("was", ABSENT), patch.get("now", ABSENT))


def _misshapen(path: str, data: Any, documents: Mapping[str, Any]) -> list[Finding]:
    from .formats import misshapen  # few specs have overlays

    return misshapen("overlay", META, documents, {path: data})


def _misfit(
    path: str, index: int, patch: Mapping[str, Any], edit: Edit, documents: Mapping[str, Any]
) -> Finding | None:
    """Return why a patch cannot be made, and what to do."""
    at = f"/patches/{index}"
    place = f"{edit.file}#{edit.pointer}"
    if edit.file not in documents:
        return Finding(
            "overlay",
            path,
            f"{at}/file",
            f"{edit.file} is not there",
            "delete the patch, or name a file of the specs",
        )
    if same(edit.was, edit.now):
        return Finding(
            "overlay", path, at, "changes nothing", "write another value as `now`, or `remove`"
        )
    data = documents[edit.file]
    if not edit.fits(data):
        there = found(data, edit.pointer)
        if same(there, edit.now):
            fix = "the specs say so by themselves now: delete the patch"
        elif edit.was is ABSENT:
            fix = f'delete the patch if it is no longer needed, or add "was": {_value(there)}'
        elif there is ABSENT:
            fix = "find where the value has gone and correct `pointer`, or delete the patch"
        else:
            fix = (
                f"look at what changed, then correct `was` to {_value(there)}, or delete the patch"
            )
        message = f"{place}: expected {_value(edit.was)}, found {_value(there)}"
        return Finding("overlay", path, f"{at}/was", message, f"{fix}; its reason: {patch['why']}")
    try:
        apply(data, edit)
    except (KeyError, TypeError):
        return Finding(
            "overlay",
            path,
            f"{at}/pointer",
            f"{place}: there is nothing that it could be added to",
            "point to a member of an object, or to an item of a list",
        )
    return None


def _value(value: Any) -> str:
    return "nothing" if value is ABSENT else short(value)
