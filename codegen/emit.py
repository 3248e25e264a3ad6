"""Texts to files: headers, one ruff pass, comparison or an atomic swap, and `spec.lock`.

`check` and `generate` are one path. Both make every text in memory; then one compares, the other
writes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .load import Specs
from .render import TEMPLATES, Origin, Rendered

TOOLS = ("datamodel-code-generator", "jinja2", "ruff")
GENERATED = (
    "__init__.py",
    "client.py",
    "async_client.py",
    "testing/_examples.py",
    "testing/_clients.py",
)
GENERATED_FOLDERS = ("operations", "params", "types")
LOCK = "spec.lock"


@dataclass(frozen=True)
class Change:
    """One difference between what is on disk and what the specs say."""

    path: str
    kind: str  # "changed", "missing" or "stale"
    cause: str

    def __str__(self) -> str:
        return f"{self.kind:8} {self.path}  ({self.cause})"


@dataclass(frozen=True)
class Output:
    """All generated files of a package, and the lock that belongs to them."""

    files: Mapping[str, str]  # path below the package -> text
    lock: dict[str, Any]


def finish(specs: Specs, rendered: Iterable[Rendered], command: str) -> Output:
    """Add headers, format, and make the lock.

    Args:
        specs: Where everything came from.
        rendered: The bare texts.
        command: What regenerates them, for the headers.

    Returns:
        The final texts.

    Raises:
        RuntimeError: If ruff finds a fault that it cannot mend. Nothing has been written.
    """
    texts = {}
    origins = {}
    for file in rendered:
        texts[file.path] = f"{_header(specs, file.origin, command)}\n{file.body}"
        origins[file.path] = file.origin
    files = _format(texts)
    lock = {
        "comment": f"Written by `{command}`; do not edit.",
        "tools": {tool: version(tool) for tool in TOOLS},
        "specs": {path: doc.sha256 for path, doc in sorted(specs.documents.items())},
        "templates": {
            path.name: _sha256(path.read_bytes()) for path in sorted(TEMPLATES.glob("*.jinja"))
        },
        "files": {
            path: {
                "sha256": _sha256(text.encode()),
                "sources": list(origins[path].sources),
                "template": origins[path].template,
            }
            for path, text in sorted(files.items())
        },
    }
    return Output(files, lock)


def compare(output: Output, package: Path, lock: Path) -> list[Change]:
    """Return how a package on disk differs from what was generated. Writes nothing.

    Args:
        output: What was generated.
        package: Folder of the package.
        lock: The committed `spec.lock`.
    """
    old = _read_lock(lock)
    changes = []
    for path, text in output.files.items():
        target = package / path
        if not target.is_file():
            changes.append(Change(path, "missing", _cause(old, output.lock, path)))
        elif target.read_text(encoding="utf-8") != text:
            changes.append(Change(path, "changed", _cause(old, output.lock, path, target)))
    changes += [
        Change(path, "stale", "no spec makes this file any more")
        for path in generated_files(package)
        if path not in output.files
    ]
    if not changes and old != output.lock:
        changes.append(Change(LOCK, "changed", _lock_cause(old, output.lock)))
    return sorted(changes, key=lambda change: change.path)


def write(output: Output, package: Path, lock: Path) -> list[str]:
    """Bring a package on disk to what was generated.

    All files are written beside their targets first and then moved into place, so that a failure
    leaves the old tree or the new one.

    Args:
        output: What was generated.
        package: Folder of the package; made if it is not there.
        lock: Where `spec.lock` goes.

    Returns:
        Paths that were written or removed.
    """
    package.mkdir(parents=True, exist_ok=True)
    changed = []
    with tempfile.TemporaryDirectory(dir=package, prefix=".generate-") as staging:
        moves: list[tuple[Path, Path]] = []
        for path, text in output.files.items():
            target = package / path
            if target.is_file() and target.read_text(encoding="utf-8") == text:
                continue
            source = Path(staging, path)
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(text, encoding="utf-8")
            moves.append((source, target))
        stale = [path for path in generated_files(package) if path not in output.files]
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            changed.append(target.relative_to(package).as_posix())
        for path in stale:
            (package / path).unlink()
            changed.append(path)
    text = json.dumps(output.lock, indent=2, ensure_ascii=False) + "\n"
    if not lock.is_file() or lock.read_text(encoding="utf-8") != text:
        partial = lock.with_name(f".{lock.name}.new")
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, lock)
        changed.append(lock.name)
    return changed


def generated_files(package: Path) -> list[str]:
    """Return the files of a package that lie where only generated ones may lie."""
    found = [name for name in GENERATED if (package / name).is_file()]
    for folder in GENERATED_FOLDERS:
        found += [path.relative_to(package).as_posix() for path in (package / folder).rglob("*.py")]
    return sorted(found)


def _header(specs: Specs, origin: Origin, command: str) -> str:
    digest = hashlib.sha256()
    for path in origin.sources:
        digest.update(specs.documents[path].sha256.encode())
    folders = dict.fromkeys(
        f"specs/{path.rsplit('/', 1)[0]}/" if "/" in path else f"specs/{path}"
        for path in origin.sources
    )
    shown = list(folders) if len(folders) == 1 else ["specs/"]
    return "\n".join(
        [
            f"# Generated from {shown[0]}",
            f"# spec sha256:{digest.hexdigest()[:12]}. Do not edit: change the spec, then run",
            f"# `{command}`.",
        ]
    )


def _format(texts: Mapping[str, str]) -> dict[str, str]:
    """Run ruff once over all texts, in a folder of its own."""
    ruff = _ruff()
    with tempfile.TemporaryDirectory(prefix="codegen-") as folder:
        for path, text in texts.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        config = Path(folder, "ruff.toml")
        config.write_text(_RUFF, encoding="utf-8")
        for arguments in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
            run = subprocess.run(
                [ruff, *arguments, "--no-cache", "--config", str(config), folder],
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                shown = "\n".join((run.stdout + run.stderr).splitlines()[:20])
                raise RuntimeError(f"ruff {arguments[0]}:\n{shown}")
        return {path: Path(folder, path).read_text(encoding="utf-8") for path in texts}


# Only what puts a text in order; the rules of the repository are checked by `make check`.
_RUFF = """\
line-length = 100
target-version = "py310"
[lint]
select = ["F401", "I"]
[lint.isort]
split-on-trailing-comma = false
[format]
skip-magic-trailing-comma = true
docstring-code-format = true
"""


def _ruff() -> str:
    beside = Path(sysconfig.get_path("scripts"), "ruff.exe" if sys.platform == "win32" else "ruff")
    found = str(beside) if beside.is_file() else shutil.which("ruff")
    if found is None:
        raise RuntimeError("ruff is not installed; pip install 'inferloom[codegen]'")
    return found


def _read_lock(path: Path) -> dict[str, Any]:
    try:
        lock: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return lock


def _cause(
    old: Mapping[str, Any], new: Mapping[str, Any], path: str, target: Path | None = None
) -> str:
    entry = old.get("files", {}).get(path)
    if entry is None:
        return "a new spec makes it"
    if target is not None and _sha256(target.read_bytes()) != entry["sha256"]:
        return "it was edited by hand"
    for source in new["files"][path]["sources"]:
        if old["specs"].get(source) != new["specs"].get(source):
            return f"specs/{source} changed"
    template = new["files"][path]["template"]
    if old["templates"].get(template) != new["templates"].get(template):
        return f"template {template} changed"
    return _lock_cause(old, new)


def _lock_cause(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if not old:
        return "there is no spec.lock"
    for tool, number in new["tools"].items():
        if old.get("tools", {}).get(tool) != number:
            return f"{tool} is {number}, spec.lock says {old.get('tools', {}).get(tool)}"
    for kind, folder in (("specs", "specs/"), ("templates", "template ")):
        for name in sorted({*old.get(kind, {}), *new[kind]}):
            if old.get(kind, {}).get(name) != new[kind].get(name):
                return f"{folder}{name} changed"
    return "codegen itself changed"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
