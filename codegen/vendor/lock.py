"""`vendor.lock`: what a vendored folder holds and where it came from, and whether it still does."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..options import BadCall
from ..swap import files_below
from ..upstream import Upstream

LOCK = "vendor.lock"
NOTES = "VENDORED.md"
CLIENTS = ("both", "sync", "async")
_FORMAT = 1


@dataclass(frozen=True)
class Choice:
    """What was asked for.

    Attributes:
        tasks: Folders of tasks, or `all`.
        package: Import name of the copy, for its docstrings.
        clients: One of `CLIENTS`.
        parts: Optional modules of the runtime, and `testing`.
        specs: The specs, relative to the copy; None for the project's own.
        add: Folders that add to them, likewise.
        overlays: Folders with overlays of them, likewise.
        providers: Names of providers, or `all`.
    """

    tasks: tuple[str, ...]
    package: str
    clients: str = "both"
    parts: tuple[str, ...] = ()
    specs: str | None = None
    add: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lock:
    """The content of `vendor.lock`."""

    choice: Choice
    upstream: Upstream
    tools: Mapping[str, str]
    specs: Mapping[str, str]  # path below the specs -> sha256
    files: Mapping[str, str]  # path below the folder -> sha256

    def text(self) -> str:
        """Return the lock as it is written."""
        data = {
            "comment": f"Written by `inferloom-codegen vendor`; {NOTES} tells how to update.",
            "format": _FORMAT,
            "upstream": asdict(self.upstream),
            "options": asdict(self.choice),
            "tools": dict(self.tools),
            "specs": dict(sorted(self.specs.items())),
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def read_lock(folder: Path, argument: str) -> Lock:
    """Read the lock of a vendored folder.

    Args:
        folder: The folder.
        argument: The argument that names it, for errors.

    Raises:
        BadCall: If there is none, or if it is no lock.
    """
    path = folder / LOCK
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadCall(
            argument,
            f"{folder} has no {LOCK}, so it is no vendored copy",
            "name the folder that `vendor --into` has written",
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(argument, path, str(error)) from None
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise _unreadable(argument, path, f"its format is not {_FORMAT}")
    try:
        return Lock(
            _choice(data["options"]),
            Upstream(**data["upstream"]),
            dict(data["tools"]),
            dict(data["specs"]),
            dict(data["files"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable(argument, path, f"{type(error).__name__}: {error}") from None


def _choice(options: Mapping[str, Any]) -> Choice:
    def texts(name: str) -> tuple[str, ...]:
        if not isinstance(options[name], list):
            raise TypeError(f"{name} is no list")
        return tuple(text(name, item) for item in options[name])

    def text(name: str, value: object) -> str:
        if not isinstance(value, str):
            raise TypeError(f"{name} holds {value!r}, which is no text")
        return value

    if options["clients"] not in CLIENTS:
        raise ValueError(f"clients is {options['clients']!r}, not one of {', '.join(CLIENTS)}")
    return Choice(
        tasks=texts("tasks"),
        package=text("package", options["package"]),
        clients=options["clients"],
        parts=texts("parts"),
        specs=None if options["specs"] is None else text("specs", options["specs"]),
        add=texts("add"),
        overlays=texts("overlays"),
        providers=texts("providers") if "providers" in options else (),
    )


def _unreadable(argument: str, path: Path, reason: str) -> BadCall:
    return BadCall(
        argument,
        f"{path} cannot be read ({reason})",
        "take it from your version control, or vendor anew into an empty folder",
    )


def sha256(content: bytes) -> str:
    """Return the hash that locks state."""
    return hashlib.sha256(content).hexdigest()


def has_other_line_ends(content: bytes, digest: str) -> bool:
    """Return whether a file is what was locked but for CR LF, as git makes it on some machines."""
    return b"\r\n" in content and sha256(content.replace(b"\r\n", b"\n")) == digest


@dataclass(frozen=True)
class Deviation:
    """A file of a vendored folder that is not as its lock says."""

    kind: str  # "edited", "changed", "missing", "stale" or "behind"
    path: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.kind:8} {self.path}\n    fix: {self.remedy}"


def verify(folder: Path, lock: Lock) -> list[Deviation]:
    """Compare a vendored folder with its lock.

    Args:
        folder: The folder.
        lock: Its lock.

    Returns:
        Every file that differs, is missing, or is not in the lock.
    """
    present = {path.relative_to(folder).as_posix() for path in files_below(folder)} - {LOCK}
    update = f"inferloom-codegen vendor --update {shlex.quote(str(folder))}"
    found = []
    for path, digest in lock.files.items():
        if path not in present:
            found.append(Deviation("missing", path, f"`{update}` brings it back"))
            continue
        content = (folder / path).read_bytes()
        if has_other_line_ends(content, digest):
            line = f"{folder.as_posix()}/** text eol=lf"
            remedy = f"write `{line}` in .gitattributes, then run `{update}`"
            found.append(Deviation("changed", f"{path}  (its lines end in CR LF)", remedy))
        elif sha256(content) != digest:
            remedy = f"keep the change in a module of your own; `{update} --force` undoes it here"
            found.append(Deviation("edited", path, remedy))
    found += [
        Deviation("stale", path, f"delete it, or keep it outside of {folder}")
        for path in present - {*lock.files}
    ]
    return sorted(found, key=lambda deviation: deviation.path)
