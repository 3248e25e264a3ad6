"""The README and all pages: what they link to, list and tell to run is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.codegen.inline import ROOT
from tests.docs.pages import DOCS

README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(DOCS.rglob("*.md")),
]
TARGETS = re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return what a page's headings are linked to by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(), re.MULTILINE):
        assert target in TARGETS, target


def test_the_readme_lists_all_pages_and_targets_and_folders_that_are_there() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \|$", README.read_text(), re.MULTILINE)
    after = {head: rows[rows.index(head) + 1 :] for head in ("page", "`make`", "folder")}
    pages = re.findall(r"\((docs/.+?\.md)\)", " ".join(after["page"]))
    assert sorted(pages) == sorted(f"docs/{page.name}" for page in DOCS.glob("*.md"))
    made = after["`make`"][: after["`make`"].index("folder")]
    assert sorted(re.findall(r"`([a-z-]+)`", " ".join(made))) == sorted(TARGETS)
    for row in after["folder"]:
        first, *others = re.findall(r"`(.+?)`", row)
        assert (ROOT / first).exists(), first
        for other in others:
            assert any((folder / other).exists() for folder in (ROOT, (ROOT / first).parent)), other
