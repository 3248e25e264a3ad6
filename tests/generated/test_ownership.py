"""Every file is wholly generated or wholly written by hand."""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "inferloom"
FILES = json.loads((ROOT / "spec.lock").read_text())["files"]


def sources() -> list[str]:
    return sorted(
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def test_every_file_has_one_owner() -> None:
    for path in sources():
        says_so = (PACKAGE / path).read_bytes().startswith(b"# Generated from")
        assert (path in FILES) is says_so, f"{path} is neither in spec.lock nor written by hand"
    assert set(FILES) <= set(sources())


def test_generated_files_are_what_the_lock_says_and_say_so_themselves() -> None:
    for path, entry in FILES.items():
        text = (PACKAGE / path).read_text()
        assert hashlib.sha256(text.encode()).hexdigest() == entry["sha256"], path
        source = "specs/" if entry["template"].endswith(".jinja") else entry["sources"][0]
        assert text.startswith(f"# Generated from {source}"), path
        assert "`make generate`" in text, path


def test_hand_written_files_name_no_task() -> None:
    """What differs by task is data in specs/."""
    tasks = {path.name for path in (ROOT / "specs" / "tasks").iterdir()}
    for path in sources():
        if path in FILES or not path.endswith(".py"):
            continue
        tree = ast.parse((PACKAGE / path).read_text())
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & tasks, path


def test_the_package_imports_itself_by_relative_names_only() -> None:
    """So that it can be vendored under another name."""
    for path in sources():
        if not path.endswith(".py"):
            continue
        for node in ast.walk(ast.parse((PACKAGE / path).read_text())):
            if isinstance(node, ast.Import):
                assert not any(alias.name.startswith("inferloom") for alias in node.names), path
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert not (node.module or "").startswith("inferloom"), path
