"""What an import came to: for people at a terminal, on a page, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .command import Import

_SHOWN = 12


def lines(made: Import, kept: list[str], changed: list[str], stale: list[str]) -> list[str]:
    """Return the report for a terminal."""
    return [*_lines(made, kept, changed, stale)]


def _lines(made: Import, kept: list[str], changed: list[str], stale: list[str]) -> Iterator[str]:
    total = len(made.tasks) + len(made.omitted)
    yield f"{made.document.name}: {len(made.tasks)} of {total} operations, {len(made.names)} types."
    if made.passed:
        yield f"{made.passed} operations are passed over, since --include names others."
    if made.called_back:
        count = len(made.called_back)
        yield f"{count} webhooks and callbacks are what the server calls, and become no methods."
    for task in made.tasks[:_SHOWN]:
        yield f"  {task.key}  ->  client.{task.named.qualified}(...)"
    if len(made.tasks) > _SHOWN:
        yield f"  … and {len(made.tasks) - _SHOWN} more: see imported.md"
    for left in made.omitted:
        yield f"left out: {left.key}"
        yield f"    at {left.pointer}: {left.why}"
        yield f"    to have it: {left.remedy}"
    for finding in made.document.findings[:_SHOWN]:
        yield f"{finding.rule}: {made.document.name}#{finding.pointer}: {finding.message}"
        yield f"    fix: {finding.fix}"
    if len(made.document.findings) > _SHOWN:
        yield f"… and {len(made.document.findings) - _SHOWN} findings more: see imported.md"
    for path in kept:
        gone = " It is not of the document any more." if path in stale else ""
        yield f"kept: {path} was edited by hand, and stays as it is.{gone}"
    yield f"{len(changed)} files change, {len(stale)} are gone."


def page(made: Import, kept: list[str]) -> str:
    """Return the report as a page of Markdown."""
    return "\n".join(_page(made, kept)) + "\n"


def _page(made: Import, kept: list[str]) -> Iterator[str]:
    yield f"# {made.document.name}, as it was imported"
    yield ""
    yield "To call an operation otherwise, write so into an overlay, and import again with"
    yield "`--overlay FILE`:"
    yield ""
    yield "```yaml"
    yield "operations:"
    shown = made.tasks[0] if made.tasks else None
    key = shown.key if shown else "GET /things"
    yield f'  "{key}": {{qualified: group.name}}'
    yield "```"
    yield ""
    yield "| operation | method | why | decided |"
    yield "|---|---|---|---|"
    for task in made.tasks:
        notes = "; ".join(task.notes).replace("|", "\\|")
        yield f"| `{task.key}` | `{task.named.qualified}` | {task.named.why} | {notes} |"
    if made.omitted:
        yield ""
        yield "## Left out"
        yield ""
        for left in made.omitted:
            yield f"- `{left.key}`, at `{left.pointer}`: {left.why}. To have it: {left.remedy}."
    if made.called_back:
        yield ""
        yield "## What the server calls"
        yield ""
        yield "No method is made of webhooks and callbacks, since clients do not call them:"
        yield ""
        yield from (f"- `{name}`" for name in made.called_back)
    if made.document.findings:
        yield ""
        yield "## What is wrong with the document"
        yield ""
        for finding in made.document.findings:
            said = f"{finding.message}. Fix: {finding.fix}."
            yield f"- `{finding.rule}` at `{finding.pointer}`: {said}"
    if kept:
        yield ""
        yield "## Edited by hand, and kept"
        yield ""
        yield from (f"- `{path}`" for path in kept)


def as_json(made: Import, kept: list[str], changed: list[str], stale: list[str]) -> dict[str, Any]:
    """Return the report as data."""
    return {
        "document": made.document.name,
        "operations": [
            {
                "key": task.key,
                "method": task.named.method,
                "qualified": task.named.qualified,
                "why": task.named.why,
                "notes": task.notes,
            }
            for task in made.tasks
        ],
        "left_out": [vars(left) for left in made.omitted],
        "findings": [
            {"rule": f.rule, "pointer": f.pointer, "message": f.message, "fix": f.fix}
            for f in made.document.findings
        ],
        "called_back": made.called_back,
        "types": len(made.names),
        "kept": kept,
        "changed": changed,
        "gone": stale,
    }
