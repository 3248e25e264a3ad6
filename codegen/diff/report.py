"""A comparison as text, as JSON, and as a fragment of the changelog."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from .compare import Comparison
from .names import CLIENT
from .rules import RULES, Change
from .semver import Verdict

_WIDTH = 110
_SHOWN = 4  # symbols and tasks of one change
_ADDED = ("-added", "-positional")


def text(comparison: Comparison) -> str:
    """Return the report that people read."""
    shown = [c for c in comparison.changes if not c.follows]
    lines = [line for found in shown for line in _lines(found)]
    follow = sum(c.follows for c in comparison.changes)
    if follow:
        entries = "1 change" if follow == 1 else f"{follow} changes"
        lines += [f"{entries} of the surface follow from these.", ""]
    lines += comparison.notes
    lines.append(_verdicts(comparison))
    lines.append(_version(comparison))
    return "\n".join(lines)


def _lines(found: Change) -> Iterator[str]:
    line = f":{found.line}" if found.line else ""
    side = ", in BASE" if found.side == "base" else ""
    file = found.file if found.direction == "surface" else f"specs/{found.file}"
    yield f"{found.verdict!s:6} {found.direction:9} {file}{line} #{found.pointer}{side}"
    if found.symbols:
        yield f"    {_listed(found.symbols)}"
    if len(found.tasks) > 1:
        yield f"    in {len(found.tasks)} tasks: {_listed(found.tasks)}"
    message = f"{textwrap.shorten(found.message, 300, placeholder=' ...')}: {found.reason}"
    yield from textwrap.wrap(
        f"{message} ({found.rule})",
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield ""


def _listed(names: Iterable[str]) -> str:
    all_names = list(names)
    more = len(all_names) - _SHOWN
    return ", ".join(all_names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _verdicts(comparison: Comparison) -> str:
    if not comparison.changes:
        return "Nothing has changed."
    surface = comparison.surface_verdict
    parts = f"specs {comparison.specs_verdict}, surface {surface}"
    return f"Verdict: {comparison.verdict} ({parts})."


def _version(comparison: Comparison) -> str:
    base, head = comparison.base.version, comparison.head.version
    if base is None or head is None:
        return "Without a version on both sides, nothing announces the changes."
    if comparison.covered:
        return f"The declared version, {head} after {base}, covers it."
    return (
        f"The declared version, {head} after {base}, does not cover it: "
        f"declare {comparison.needed} or higher."
    )


def as_json(comparison: Comparison) -> str:
    """Return the report that programs read."""
    report = {
        "base": comparison.base.name,
        "head": comparison.head.name,
        "verdict": str(comparison.verdict),
        "specs": str(comparison.specs_verdict),
        "surface": str(comparison.surface_verdict),
        "version": {
            "base": comparison.base.version,
            "head": comparison.head.version,
            "needed": comparison.needed,
            "covered": comparison.covered,
        },
        "changes": [_entry(found) for found in comparison.changes],
        "notes": list(comparison.notes),
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _entry(found: Change) -> dict[str, Any]:
    return {
        "verdict": str(found.verdict),
        "rule": found.rule,
        "direction": found.direction,
        "file": found.file if found.direction == "surface" else f"specs/{found.file}",
        "pointer": found.pointer,
        "line": found.line,
        "side": found.side,
        "symbols": list(found.symbols),
        "tasks": list(found.tasks),
        "message": found.message,
        "reason": found.reason,
        "follows": found.follows,
    }


# Changelog -------------------------------------------------------------------------------------


def changelog(comparison: Comparison) -> str:
    """Return a fragment for CHANGELOG.md: what breaks first, texts in one line for each task."""
    groups: dict[str, dict[str, None]] = {
        name: {} for name in ("Breaking", "Added", "Changed", "Fixed")
    }
    for found in comparison.changes:
        if not found.follows:
            groups[_group(found)][_bullet(found)] = None
    version = comparison.head.version or "Unreleased"
    if not comparison.covered and comparison.needed:
        version = comparison.needed
    parts = [f"## {version} (unreleased)" if version != "Unreleased" else "## Unreleased"]
    for name, bullets in groups.items():
        if bullets:
            items = (
                textwrap.fill(
                    bullet,
                    130,
                    initial_indent="- ",
                    subsequent_indent="  ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                for bullet in bullets
            )
            parts.append(f"### {name}\n\n" + "\n".join(items))
    return "\n\n".join(parts)


def _group(found: Change) -> str:
    if found.verdict is Verdict.MAJOR:
        return "Breaking"
    if found.verdict is Verdict.MINOR:
        return "Added" if found.rule.endswith(_ADDED) else "Changed"
    return "Fixed"


def _bullet(found: Change) -> str:
    if found.rule in ("words", "examples"):
        what = "Examples" if found.rule == "examples" else "Texts"
        names = list(found.tasks) or [CLIENT]
        return f"{what} of {_listed(f'`{name}`' for name in names)}."
    # The first symbol is the one that callers write most often.
    subject = f"`{found.symbols[0]}`" if found.symbols else f"`{found.file}`"
    if len(found.tasks) > 1:
        subject += f" ({_listed(found.tasks)})"
    message = textwrap.shorten(found.message, 160, placeholder=" ...")
    reason = f"; {found.reason}" if found.verdict is Verdict.MAJOR else ""
    return f"{subject}: {message}{reason}."


def rules() -> str:
    """Return the table of verdicts: rule, verdict on what is sent, on what is received, text."""
    lines = []
    for name, rule in RULES.items():
        one = rule.verdicts.get("any")
        sent, received = (one, one) if one else (rule.verdicts["sent"], rule.verdicts["received"])
        assert sent is not None and received is not None
        verdicts = str(sent[0]) if one else f"{sent[0]} sent, {received[0]} received"
        lines.append(f"{name:26} {verdicts:28} {rule.text}")
    return "\n".join(lines)
