"""The package is plain Python: no code made at run time, nothing private of other libraries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import inferloom

PACKAGE = Path(inferloom.__file__).parent
LIBRARIES = (
    r"(?:asyncio|certifi|contextlib|dataclasses|h11|httpcore|httpx2?|pydantic|pydantic_core|socket"
    r"|ssl|sys|typing)"
)
FORBIDDEN = {
    "code made at run time": r"\b(?:exec|eval|compile)\((?<!re\.compile\()",
    "all errors hidden": r"suppress\((?:Base)?Exception\)",
    "a constructor that is replaced": r"\.__(?:init|new)__ = ",
    "a private name": rf"\b{LIBRARIES}(?:\.\w+)*\._[a-z]|^from {LIBRARIES}(?:\.\w+)* import _[a-z]",
    "fields that are made when asked": r"__dataclass_fields__ = ",
}

ALLOWED = {
    # It closes clients and answers of libraries that callers bring, which may raise anything.
    ("all errors hidden", "httpx_engine.py"),
}


def code(path: Path) -> str:
    return re.sub(r"#.*", "", path.read_text())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_is_done_by_a_trick(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = [
        f"{path.relative_to(PACKAGE)}: {match[0].strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (what, path.name) not in ALLOWED
        for match in pattern.finditer(code(path))
    ]
    assert not found, f"{what}: {', '.join(found)}"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("code made at run time", "exec(text, names)"),
        ("code made at run time", "x = eval('1')"),
        ("all errors hidden", "with suppress(Exception):"),
        ("a private name", "sys._getframe(1)"),
        ("a private name", "httpcore._sync.http11"),
        ("a private name", "from asyncio.events import _get_running_loop"),
        ("a constructor that is replaced", "cls.__init__ = made"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)
    assert not re.search(FORBIDDEN[what], "found = re.compile('a'); typing.Any; h11.Connection()")
