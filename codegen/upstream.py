"""Where the compiler finds what it works from: the specs, the hand-written runtime, the licence.

In an installation they lie beside it; in the repository, where they are kept.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from .runtime import path_of

NAME = "inferloom"
LICENCE = "Apache-2.0"
# As in pyproject.toml.
NEEDS = (
    "certifi>=2023.7.22",
    "h11>=0.14,<1",
    "httpx>=0.27,<1",
    "pydantic>=2.11,<3",
    "pydantic-core>=2.33",
    "typing-extensions>=4.12",
)
HOME = Path(__file__).parent
_ROOT = HOME.parent


@dataclass(frozen=True)
class Upstream:
    """The release, or the working tree, that texts come from."""

    version: str
    commit: str | None  # None if nothing tells it


def in_repository() -> bool:
    """Return whether this is the repository's compiler, and not an installed one."""
    return (_ROOT / "specs" / "client.json").is_file() and runtime().is_dir()


def specs() -> Path:
    """Return the folder of the project's own specs."""
    packaged = HOME / "specs"
    return packaged if packaged.is_dir() else _ROOT / "specs"


def runtime() -> Path:
    """Return the folder of the `inferloom` package, whose hand-written files others copy."""
    beside = _ROOT / NAME
    return beside if beside.is_dir() else _ROOT / "src" / NAME


def licence() -> str:
    """Return the text of the project's licence.

    Raises:
        FileNotFoundError: If the installation has lost it.
    """
    path = _ROOT / "LICENSE"
    if in_repository() and path.is_file():
        return path.read_text(encoding="utf-8")
    text = metadata.distribution(NAME).read_text("licenses/LICENSE")
    if text is None:
        raise FileNotFoundError(f"the installed {NAME} has no licenses/LICENSE; install it again")
    return text


@cache
def version() -> str:
    """Return the version of the runtime."""
    text = (runtime() / path_of("VERSION")).read_text(encoding="utf-8")
    match = re.search(r'^VERSION = "(.+)"$', text, re.MULTILINE)
    assert match is not None
    return match.group(1)


def upstream() -> Upstream:
    """Return what is known of where the texts come from. A tree with changes has no commit."""
    return Upstream(version(), _head() if in_repository() else _installed())


def _head() -> str | None:
    try:
        head, changes = (
            subprocess.run(
                ["git", "-C", str(_ROOT), *words], capture_output=True, text=True, check=True
            ).stdout.strip()
            for words in (
                ("rev-parse", "HEAD"),
                ("status", "--porcelain", "--", "codegen", "specs", "src", "LICENSE"),
            )
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return None if changes else head


def _installed() -> str | None:
    """Return the commit that pip wrote down, if it installed from a repository."""
    text = metadata.distribution(NAME).read_text("direct_url.json")
    found = json.loads(text).get("vcs_info", {}).get("commit_id") if text else None
    return str(found) if found else None
