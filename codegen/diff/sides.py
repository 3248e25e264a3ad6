"""The two sides of a comparison: a git revision, a folder, or the work tree."""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .. import upstream
from ..build import build
from ..exports import reader, surface
from ..findings import SpecError
from ..ir import Spec
from ..lint import lint
from ..load import Specs, load
from ..options import BadCall
from ..pipeline import compile_package
from ..surface import SURFACE, Surface

# What must hold for specs to be compared. Of a revision no more is asked: rules get stricter with
# time, and what was released stays what it was.
STRUCTURE = frozenset({
    "client-shape", "folder", "json", "manifest-shape", "overlay", "ref-cycle",
    "ref-form", "ref-target", "schema-shape",
})  # fmt: skip
_SHOWN = 5


@dataclass(frozen=True)
class Snapshot:
    """What one side of a comparison holds.

    Attributes:
        name: How messages call it.
        specs: Its specs.
        spec: What they compile to.
        surface: What its package exports, if that is known.
        version: Version that it declares, if it declares one.
    """

    name: str
    specs: Specs
    spec: Spec
    surface: Surface | None
    version: str | None


def work_tree(options: argparse.Namespace) -> Snapshot:
    """Return what the specs on disk make, generated or not.

    Raises:
        BadCall: If they have faults.
    """
    name = "HEAD (work tree)"
    package = options.package or upstream.NAME
    parts = options.specs, options.add, options.overlays
    specs, spec = _compiled(name, *parts, package=package, strict=True)
    made = compile_package(specs, package).surface
    version = _version(options.specs.parent, package)
    return Snapshot(name, specs, spec, Surface.loads(made) if made else None, version)


def side(label: str, text: str, options: argparse.Namespace) -> Snapshot:
    """Return what a word of the command line names.

    Args:
        label: `BASE` or `HEAD`, for messages.
        text: A folder that holds `specs/`, or a git revision.
        options: Options of the command line.

    Raises:
        BadCall: If it is neither, or its specs cannot be compared.
    """
    name = f"{label} ({text})"
    folder = Path(text)
    if (folder / "specs").is_dir():
        return _folder(name, folder, options, strict=True)
    project = options.specs.resolve().parent
    commit = _git(
        project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
    )
    if commit is not None:
        with tempfile.TemporaryDirectory(prefix="codegen-diff-") as checkout:
            _extract(name, project, commit.decode().strip(), Path(checkout), options)
            return _folder(name, Path(checkout), options, strict=False)
    if folder.exists():
        raise BadCall(label, f"{text} holds no specs/", "name the folder above specs/")
    raise BadCall(
        label,
        f"{text!r} is neither a git revision of {project} nor a folder",
        "name a commit, tag or branch that was fetched, or a folder that holds specs/",
    )


def _folder(name: str, folder: Path, options: argparse.Namespace, *, strict: bool) -> Snapshot:
    package = options.package or upstream.NAME
    specs, spec = _compiled(name, folder / "specs", package=package, strict=strict)
    return Snapshot(name, specs, spec, _surface(name, folder, package), _version(folder, package))


def _compiled(
    name: str,
    folder: Path,
    additions: Iterable[Path] = (),
    overlays: Iterable[Path] = (),
    *,
    package: str,
    strict: bool,
) -> tuple[Specs, Spec]:
    try:
        specs = load(folder, additions, overlays)
        findings = lint(specs)
        fatal = [f for f in findings if strict or f.rule in STRUCTURE]
        if fatal:
            raise SpecError(fatal)
    except SpecError as error:
        raise _faulty(name, error) from None
    try:
        spec, _ = build(specs, package)
    except (LookupError, StopIteration, TypeError, ValueError) as error:
        if not findings:
            raise
        # What the linter would have refused is what the compiler stumbled over.
        raise _faulty(name, SpecError(findings)) from error
    return specs, spec


def _faulty(name: str, error: SpecError) -> BadCall:
    shown = [str(finding) for finding in error.findings[:_SHOWN]]
    more = len(error.findings) - _SHOWN
    shown += [f"and {more} more"] if more > 0 else []
    count = len(error.findings)
    problem = f"its specs have {count} fault{'s' if count > 1 else ''}:\n" + "\n".join(shown)
    return BadCall(name, problem, "mend them, or compare with another revision")


def _surface(name: str, folder: Path, package: str) -> Surface | None:
    """Return the surface of a side: as it was written down, else as its sources have it."""
    file = folder / SURFACE
    if file.is_file():
        try:
            return Surface.loads(file.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError) as error:
            raise BadCall(
                name, f"{SURFACE} cannot be read: {error}", "write it with `generate`"
            ) from None
    sources = folder / "src" / Path(*package.split("."))
    return surface(reader({}, [sources])) if (sources / "__init__.py").is_file() else None


def _version(folder: Path, package: str) -> str | None:
    """Return the version that a side declares: of its project, else of its package."""
    places = (
        (folder / "pyproject.toml", r'^\[project\]$(?:\n(?!\[).*)*?\nversion = "(.+)"$'),
        (
            folder / "src" / Path(*package.split(".")) / "transport" / "config.py",
            r'^VERSION = "(.+)"$',
        ),
    )
    for path, pattern in places:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if match := re.search(pattern, text, re.MULTILINE):
            return match[1]
    return None


# git -------------------------------------------------------------------------------------------


def _extract(
    name: str, project: Path, commit: str, into: Path, options: argparse.Namespace
) -> None:
    """Write the files of a revision that a comparison reads into a folder."""
    package = "/".join((options.package or upstream.NAME).split("."))
    specs = options.specs.resolve().name
    wanted = (specs, SURFACE, "pyproject.toml", f"src/{package}")
    listed = _git(project, "ls-tree", "-r", "-z", "--name-only", commit, "--", *wanted) or b""
    paths = [path for path in listed.decode().split("\0") if path]
    if not any(path.startswith(f"{specs}/") for path in paths):
        raise BadCall(name, f"it has no folder {specs}/", "compare with a later revision")
    there = [p for p in wanted if any(path == p or path.startswith(f"{p}/") for path in paths)]
    archive = _git(project, "archive", "--format=tar", commit, "--", *there)
    if archive is None:
        raise BadCall(name, "git cannot read it", "see what `git archive` says about it")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            path = Path(into, *Path(member.name).parts)
            if content is not None and path.resolve().is_relative_to(into.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    if specs != "specs":
        (into / specs).rename(into / "specs")


def _git(folder: Path, *words: str) -> bytes | None:
    """Return what git prints; None if it fails."""
    try:
        run = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise BadCall("BASE", "git is not installed", "install it, or compare folders") from None
    return run.stdout if run.returncode == 0 else None
