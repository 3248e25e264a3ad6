"""Who serves what, as the tables of docs/providers.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .load import Specs

PAGE = Path("docs", "providers.md")
"""The page of the repository that has them."""
_TABLES = re.compile(r"(<!-- generated from specs/providers/ -->\n).*?(<!-- end -->\n)", re.DOTALL)


def described(specs: Specs) -> Mapping[Path, str]:
    """Return the page with the tables that the specs make; nothing if there is none with a place.

    Args:
        specs: Documents that have passed the linter.
    """
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    made = "\n".join([*_by_method(specs), "", *_by_provider(specs), ""])
    text, count = _TABLES.subn(lambda found: f"{found[1]}{made}{found[2]}", page)
    return {PAGE: text} if count else {}


def _by_method(specs: Specs) -> Iterator[str]:
    yield "| method | providers |"
    yield "|---|---|"
    for task in specs.tasks:
        names = [doc.data["name"] for doc in specs.providers() if task.folder in doc.data["tasks"]]
        if names:
            shown = ", ".join(f"`{name}`" for name in names)
            yield f"| `{task.operation.data['method']}` | {shown} |"


def _by_provider(specs: Specs) -> Iterator[str]:
    yield "| provider | `provider=` | methods | own key | |"
    yield "|---|---|---|---|---|"
    for document in specs.providers():
        data = document.data
        cells = (
            f"[{data['title']}]({data['docs']})",
            f"`{data['name']}`",
            str(len(data["tasks"])),
            f"`{data['variable']}`" if "variable" in data else "",
            ", ".join(_remarks(data)),
        )
        yield f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in cells)}|"


def _remarks(data: Mapping[str, Any]) -> Iterator[str]:
    if not data.get("routed", True):
        yield "with a key of its own only"
    if not data.get("direct", True):
        yield "through the hub's router only"
    if data.get("key_optional"):
        yield "without a key, too"
