"""Sync halves from async ones: a table of words, and a check that each of its rules is used.

Where blocking code is asyncio's without `async` and `await`, only the async half is written by
hand. See docs/design/twins.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .runtime import TWINS

NAME = "twins.py"  # in the place of a template's
HERE = f"codegen/{NAME}"
_MARK = re.compile(r"# Generated from \S+\.py by codegen/")  # how every twin begins

# What stands in an async half, and what in its twin; taken line by line, in this order. In code,
# comments and docstrings alike: a text that the rules do not fit is better put otherwise.
RULES: tuple[tuple[str, str], ...] = (
    # Words
    (r"\ban (`?)Async(?=[B-DF-HJ-NP-TV-Z])", r"a \1"),
    (r"\ban async client\b", "a sync client"),
    (r"\bwith asyncio\b", "blocking"),
    (r"\bawaits\b", "waits for"),
    # Statements and expressions
    (r"\basync (?=(def|for|with)\b)", ""),
    (r"\bawait ", ""),
    (r"\banext\(", "next("),
    (r"\.aclose\(", ".close("),
    (r"\basyncio\.sleep\b", "time.sleep"),
    (r"\bimport asyncio\b", "import time"),
    # Names
    (r"\b__a(enter|exit|iter|next)__\b", r"__\1__"),
    (r"\bAsyncGenerator\[(.+), None\]", r"Generator[\1, None, None]"),
    (r"\bAwaitable\[(\w+)\]", r"\1"),
    (r"\bAwaitable, ", ""),
    (r"\bhttp\.AsyncClient\b", "http.Client"),
    (r"\bAsyncClient\b", "SyncClient"),
    (r"\baiter_raw\b", "iter_raw"),
    (r"\b(_?)Async(?=[A-Z])", r"\1"),
    (r"\basync_(?=[a-z])", ""),
    (r"\baio\b", "sync"),
)  # fmt: skip

_LEFT = re.compile(r"\w*(?:async|await|\baio\b|__a(?:enter|exit|iter|next)__)\w*", re.IGNORECASE)


class TwinError(RuntimeError):
    """A twin cannot be made; the message says of which line and what to do."""


@dataclass(frozen=True)
class Twin:
    """The sync half of a file, before ruff has formatted it.

    Attributes:
        path: Where it lies, below the package.
        source: Path of the async half, below the package.
        digest: What tells whether that has changed.
        body: The text, without header.
    """

    path: str
    source: str
    digest: str
    body: str

    def text(self, command: str) -> str:
        """Return the whole text.

        Args:
            command: What makes it again, for its header.
        """
        return (
            f"# Generated from {self.source} by {HERE}\n"
            f"# source sha256:{self.digest[:12]}. Do not edit: change the source, then run\n"
            f"# `{command}`.\n{self.body}"
        )


def twins(texts: Mapping[str, str]) -> list[Twin]:
    """Make all twins.

    Args:
        texts: Path below the package, and text, of the files in `TWINS` and of any others.

    Raises:
        TwinError: If a source is missing, a rule is not used, or a twin would speak of asyncio.
    """
    used: set[str] = set()
    made = []
    for source in TWINS:
        if source not in texts:
            raise TwinError(
                f"codegen/runtime.py: {source} is in TWINS and not there; correct either"
            )
        body = _twin(source, texts[source], used)
        made.append(Twin(path_of_twin(source), source, _sha256(texts[source]), body))
    for pattern, _ in RULES:
        if pattern not in used:
            raise TwinError(f"{HERE}: no async half needs the rule {pattern!r}; delete it")
    return made


def path_of_twin(path: str) -> str:
    """Return where the twin of a file lies, below the package."""
    return re.sub(r"\baio\b", "sync", path)


def is_twin(text: str) -> bool:
    """Return whether a text begins as twins do."""
    return _MARK.match(text) is not None


def digest_of_rules() -> str:
    """Return what tells whether the table has changed."""
    return _sha256(repr(RULES))


def _twin(path: str, text: str, used: set[str]) -> str:
    lines = list(_translated(text, used))
    for number, line in enumerate(lines, 1):
        if left := _LEFT.search(line):
            raise TwinError(
                f"{path}:{number}: the twin would still say {left[0]!r}; put the line otherwise, "
                f"or add a rule to {HERE}"
            )
    return "\n".join(lines) + "\n"


def _translated(text: str, used: set[str]) -> Iterator[str]:
    for line in text.splitlines():
        for pattern, replacement in RULES:
            line, count = re.subn(pattern, replacement, line)
            if count:
                used.add(pattern)
        yield line


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
