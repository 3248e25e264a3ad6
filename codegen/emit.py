"""Texts to files: headers, one ruff pass, comparison or a swap, and `spec.lock`.

`check` and `generate` are one path. Both make every text in memory; then one compares, the other
writes.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .guard import guard
from .load import PROVIDERS, Specs
from .render import TEMPLATES, Origin, Rendered
from .surface import SURFACE
from .swap import Swapped, files_below, swap
from .twins import HERE, NAME, Twin, digest_of_rules, is_twin

TOOLS = ("datamodel-code-generator", "jinja2", "ruff")
GENERATED = (
    "__init__.py",
    "client.py",
    "async_client.py",
    "testing/_examples.py",
    "testing/_clients.py",
)
GENERATED_FOLDERS = ("operations", "params", "providers", "resources", "types")
LOCK = "spec.lock"
# What a lock keeps of the command line, so that the next one need not say it again.
OPTIONS: Mapping[str, tuple[type, ...]] = {
    "package": (str,),
    "version": (str, type(None)),
    "specs": (str, type(None)),  # None: the installed ones
    "add": (list,),
    "overlays": (list,),
}
NO_LOCK = f"there is no {LOCK} that can be read"
MARK = "# Generated from specs/"  # how every generated file begins
_DIFF_LINES = 16
_SHOWN_SOURCES = 3


@dataclass(frozen=True)
class Change:
    """One difference between what is on disk and what the specs say."""

    path: str
    kind: str  # "changed", "missing" or "stale"
    cause: str
    remedy: str
    diff: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind:8} {self.path}  ({self.cause})"


@dataclass(frozen=True)
class Output:
    """All files of a package, and the lock that belongs to them."""

    files: Mapping[str, str]  # path below the package -> text
    lock: dict[str, Any]
    copied: Mapping[str, str] = field(default_factory=dict)  # hand-written ones, if they go along
    surface: str | None = None  # what the package exports, in the form of surface.json

    def texts(self) -> Mapping[str, str]:
        """Return what is generated and what is copied."""
        return {**self.copied, **self.files}


def finish(
    specs: Specs,
    rendered: Iterable[Rendered],
    command: str,
    copied: Mapping[str, str] | None = None,
    twins: Iterable[Twin] = (),
) -> Output:
    """Add headers, format, and make the lock.

    Args:
        specs: Where everything came from.
        rendered: The bare texts.
        command: What regenerates them, for the headers.
        copied: Hand-written files that go along, by path below the package.
        twins: Sync halves of hand-written files.

    Returns:
        The final texts.

    Raises:
        SpecError: If one of them holds code that no template writes.
        RuntimeError: If ruff finds a fault that it cannot mend. Nothing has been written.
    """
    texts = {}
    origins = {}
    for file in rendered:
        texts[file.path] = f"{_header(specs, file.origin, command)}\n{file.body}"
        origins[file.path] = file.origin
    guard(texts, {path: origin.sources for path, origin in origins.items()})
    halves = {}
    for twin in twins:
        texts[twin.path] = twin.text(command)
        origins[twin.path] = Origin((twin.source,), NAME)
        halves[twin.source] = twin.digest
    files = formatted(texts)
    templates = {
        path.name: _sha256(path.read_bytes()) for path in sorted(TEMPLATES.glob("*.jinja"))
    }
    if halves:
        templates[NAME] = digest_of_rules()
    lock = {
        "comment": f"Written by `{command}`; do not edit.",
        "tools": {tool: version(tool) for tool in TOOLS},
        "specs": {path: doc.sha256 for path, doc in sorted(specs.documents.items())},
        "templates": templates,
        "files": {
            path: {
                "sha256": _sha256(text.encode()),
                "sources": _sources(specs, origins[path]),
                "template": origins[path].template,
            }
            for path, text in sorted(files.items())
        },
    }
    if halves:
        lock["halves"] = dict(sorted(halves.items()))
    if copied:
        lock["copied"] = {path: _sha256(text.encode()) for path, text in sorted(copied.items())}
    return Output(files, lock, copied or {})


def _sources(specs: Specs, origin: Origin) -> list[str]:
    if origin.template == NAME:
        return list(origin.sources)
    return specs.with_overlays(origin.sources)


def compare(output: Output, package: Path, lock: Path, command: str) -> list[Change]:
    """Return how a package on disk differs from what was generated. Writes nothing.

    Args:
        output: What was generated.
        package: Folder of the package.
        lock: The committed `spec.lock`.
        command: What writes the package, for the remedies.
    """
    old = _read_lock(lock)
    run = f"run `{command}` and commit what it writes"
    changes = []
    for path, text in output.texts().items():
        target = package / path
        if not target.is_file():
            changes.append(Change(path, "missing", _cause(old, output.lock, path), run))
            continue
        found = target.read_bytes()
        if found != text.encode():
            remedy = run
            if _wrong_ends(found, output.lock, path):
                line = f"{package.as_posix()}/** text eol=lf"
                remedy = f"write `{line}` in .gitattributes, then {run}"
            elif _edited(old, path, found):
                remedy = f"{_instead(output.lock, path)}; `{command}` undoes the edit"
            cause = _cause(old, output.lock, path, found)
            diff = tuple(_diff(path, found.decode("utf-8", "replace"), text))
            changes.append(Change(path, "changed", cause, remedy, diff))
    for path in claimed(package, output):
        if path not in output.texts():
            remedy = f"run `{command}`, which deletes it"
            if not _is_ours(package / path, old, path):
                remedy = "move it elsewhere: the folder is the compiler's"
            changes.append(Change(path, "stale", "no spec makes this file any more", remedy))
    exported = lock.with_name(SURFACE)
    if output.surface is not None and output.surface != _text(exported):
        kind = "changed" if exported.is_file() else "missing"
        cause = "what the package exports differs from what it says"
        diff = tuple(_diff(SURFACE, _text(exported), output.surface))
        changes.append(Change(SURFACE, kind, cause, run, diff))
    # The same package may be made by other options: of other folders, say.
    if not changes and {**old, "options": None} != {**output.lock, "options": None}:
        changes.append(Change(lock.name, "changed", _lock_cause(old, output.lock), run))
    return sorted(changes, key=lambda change: change.path)


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        old.splitlines(),
        new.splitlines(),
        f"{path} (on disk)",
        f"{path} (generated)",
        n=1,
        lineterm="",
    )
    shown = list(lines)
    yield from shown[:_DIFF_LINES]
    if len(shown) > _DIFF_LINES:
        yield f"… and {len(shown) - _DIFF_LINES} more lines"


def _instead(lock: Mapping[str, Any], path: str) -> str:
    entry = lock["files"].get(path)
    if entry is None:
        return "change the runtime where it was copied from"
    if entry["template"] == NAME:
        return f"make the change in {entry['sources'][0]}, of which it is the twin, or in {HERE}"
    sources = dict.fromkeys(map(_shown, entry["sources"]))
    where = next(iter(sources)) if len(sources) == 1 else "specs/"
    return f"make the change in {where} or in the template {entry['template']}"


def strangers(output: Output, package: Path, lock: Path) -> list[str]:
    """Return the files that writing a package would destroy and that no compiler has written.

    A package that carries its runtime is written into a folder of its own: at the first time,
    every file there is a stranger.

    Args:
        output: What was generated.
        package: Folder of the package.
        lock: Its `spec.lock`.
    """
    old = _read_lock(lock)
    touched = {*output.texts(), *claimed(package, output)}
    if output.copied and not old:
        touched |= {path.relative_to(package).as_posix() for path in files_below(package)}
        touched.discard(lock.name)
    return sorted(
        path
        for path in touched
        if (package / path).is_file()
        and not _is_ours(package / path, old, path)
        and (package / path).read_bytes() != output.texts().get(path, "").encode()
    )


def is_lock(path: Path) -> bool:
    """Return whether a file is a `spec.lock`."""
    return bool(_read_lock(path))


def locked_options(path: Path) -> Mapping[str, Any]:
    """Return the options that a lock keeps; none if it keeps none, or none that make sense."""
    found = _read_lock(path).get("options")
    if not isinstance(found, dict) or found.keys() != OPTIONS.keys():
        return {}
    if not all(isinstance(found[name], types) for name, types in OPTIONS.items()):
        return {}
    return found if all(isinstance(p, str) for p in found["add"] + found["overlays"]) else {}


def _is_ours(path: Path, old: Mapping[str, Any], name: str) -> bool:
    if name in old.get("files", {}) or name in old.get("copied", {}):
        return True
    text = path.read_bytes().decode("utf-8", "replace")
    return text.startswith(MARK) or is_twin(text)


def write(
    output: Output, package: Path, lock: Path, documents: Mapping[Path, str] | None = None
) -> Swapped:
    """Bring a package on disk to what was generated.

    Args:
        output: What was generated.
        package: Folder of the package; made if it is not there.
        lock: Where `spec.lock` goes.
        documents: Files outside of the package that change with it.

    Returns:
        What was written and what was deleted.

    Raises:
        OSError: If a file cannot be written; then all is as it was.
    """
    text = json.dumps(output.lock, indent=2, ensure_ascii=False) + "\n"
    beside = {**(documents or {}), lock: text}
    if output.surface is not None:
        beside[lock.with_name(SURFACE)] = output.surface

    def stale() -> list[str]:
        return [path for path in claimed(package, output) if path not in output.texts()]

    return swap(output.texts(), package, stale, beside)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def claimed(package: Path, output: Output) -> list[str]:
    """Return the files of a package that lie where only the compiler's may lie."""
    folders = [*GENERATED_FOLDERS, *{path.split("/")[0] for path in output.copied if "/" in path}]
    found = {name for name in GENERATED if (package / name).is_file()}
    for folder in folders:
        paths = (package / folder).rglob("*.py")
        found |= {path.relative_to(package).as_posix() for path in paths}
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        if name not in found and is_twin(path.read_bytes().decode("utf-8", "replace")):
            found.add(name)
    return sorted(found)


def _header(specs: Specs, origin: Origin, command: str) -> str:
    digest = hashlib.sha256()
    for path in specs.with_overlays(origin.sources):
        digest.update(specs.documents[path].sha256.encode())
    folders = dict.fromkeys(map(_shown, origin.sources))
    shown = list(folders) if len(folders) == 1 else ["specs/"]
    return "\n".join(
        [
            f"{MARK}{shown[0].removeprefix('specs/')}",
            f"# spec sha256:{digest.hexdigest()[:12]}. Do not edit: change the spec, then run",
            f"# `{command}`.",
        ]
    )


def _shown(source: str) -> str:
    """Return a spec as a reader looks for it: a task is a folder, a provider a file."""
    if source.startswith(PROVIDERS) or "/" not in source:
        return f"specs/{source}"
    return f"specs/{source.rsplit('/', 1)[0]}/"


def formatted(texts: Mapping[str, str]) -> dict[str, str]:
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
select = ["I"]
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
    """Return a lock; an empty one if there is none, or none that makes sense."""
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    parts = ("tools", "specs", "templates", "files")
    if not isinstance(lock, dict) or not all(isinstance(lock.get(p), dict) for p in parts):
        return {}
    entries = lock["files"].values()
    return lock if all(isinstance(e, dict) and "sha256" in e for e in entries) else {}


def _edited(old: Mapping[str, Any], path: str, found: bytes) -> bool:
    entry = old.get("files", {}).get(path, {}).get("sha256") or old.get("copied", {}).get(path)
    return entry is not None and _sha256(found) != entry


def _wrong_ends(found: bytes, new: Mapping[str, Any], path: str) -> bool:
    entry = new["files"].get(path, {}).get("sha256") or new.get("copied", {}).get(path)
    return b"\r\n" in found and _sha256(found.replace(b"\r\n", b"\n")) == entry


def _cause(
    old: Mapping[str, Any], new: Mapping[str, Any], path: str, found: bytes | None = None
) -> str:
    """Return why a file is not what was generated: all that `spec.lock` can tell."""
    if not old:
        return NO_LOCK
    causes = []
    if found is not None and _wrong_ends(found, new, path):
        return "its lines end in CR LF, as git may make them"
    if path in new.get("copied", {}):
        if path not in old.get("copied", {}):
            return "the runtime has a new file"
        if found is not None and _edited(old, path, found):
            causes.append("it was edited by hand")
        if old["copied"][path] != new["copied"][path]:
            causes.append("the runtime that is installed differs")
        return "; ".join(causes) or "it was deleted"
    if path not in old.get("files", {}):
        return "a new spec makes it"
    if found is not None and _edited(old, path, found):
        causes.append("it was edited by hand")
    entry = new["files"][path]
    if old["files"][path]["sha256"] != entry["sha256"]:
        causes += [
            f"{_place(source)} changed"
            for source in entry["sources"]
            if _digest(old, source) != _digest(new, source)
        ][:_SHOWN_SOURCES]
        template = entry["template"]
        if old["templates"].get(template) != new["templates"].get(template):
            causes.append(HERE if template == NAME else f"template {template}")
            causes[-1] += " changed"
        causes = causes or [_lock_cause(old, new)]
    return "; ".join(causes) or "it was deleted"


def _lock_cause(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if not old:
        return NO_LOCK
    for tool, number in new["tools"].items():
        if old.get("tools", {}).get(tool) != number:
            return f"{tool} is {number}, spec.lock says {old.get('tools', {}).get(tool)}"
    for kind, folder in (("specs", "specs/"), ("templates", "template "), ("halves", "")):
        before, now = old.get(kind, {}), new.get(kind, {})
        for name in sorted({*before, *now}):
            if before.get(name) != now.get(name):
                return f"{folder}{name} changed"
    return "codegen itself changed"


def _digest(lock: Mapping[str, Any], source: str) -> object:
    return {**lock["specs"], **lock.get("halves", {})}.get(source)


def _place(source: str) -> str:
    return source if source.endswith(".py") else f"specs/{source}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
