"""What the fakes of `testing` answer with, as an expression."""

from __future__ import annotations

from typing import Any

from ..load import Task
from .expressions import steps
from .schemas import entries

_PIECE = 48  # characters of a text in an example


def fake(task: Task) -> str:
    """Return the examples, without what only a server or a test needs to know of them."""
    manifest = task.operation.data
    texts = [
        steps(entry["response"]["text"]) if "text" in entry.get("response", {}) else None
        for entry in entries(manifest)
    ]
    examples = [
        {key: example[key] for key in ("name", "arguments", "response")}
        for example in manifest["examples"]
    ]
    return _split_literal(
        {
            "module": task.folder,
            "task": manifest["task"],
            "aliases": [*manifest.get("aliases", []), *filter(None, [manifest.get("qualified")])],
            "texts": texts,
            "examples": examples,
        }
    )


def _split_literal(value: Any) -> str:
    """Return a value as an expression in which long texts, such as files, have several pieces."""
    if isinstance(value, dict):
        parts = [f"{key!r}: {_split_literal(item)}" for key, item in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_split_literal, value)) + "]"
    if isinstance(value, str) and len(value) > _PIECE:
        pieces = [value[at : at + _PIECE] for at in range(0, len(value), _PIECE)]
        return "(" + " ".join(map(repr, pieces)) + ")"
    return repr(value)
