"""The two sides of a comparison: a git revision, a folder, or the work tree."""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .. import upstream
from ..build import build
from ..exports import reader, surface
from ..findings import SpecError
from ..ir import Spec
from ..lint import lint
from ..load import Specs, load
from ..options import HERE, BadCall
from ..pipeline import compile_package
from ..surface import SURFACE, Surface

# What must hold for specs to be compared. Of a revision no more is asked: rules get stricter with
# time, and what was released stays what it was.
STRUCTURE = frozenset({
    "client-shape", "folder", "json", "manifest-shape", "overlay", "ref-cycle",
    "provider-shape", "ref-form", "ref-target", "schema-shape",
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


@dataclass(frozen=True)
class _Places:
    """Where the parts of a side lie.

    Attributes:
        home: The project; it may have a version and the sources of a package.
        specs: The specs.
        add: Folders that add to them.
        overlays: Folders with overlays of them.
    """

    home: Path
    specs: Path
    add: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()


def work_tree(options: argparse.Namespace) -> Snapshot:
    """Return what the specs on disk make, generated or not.

    Raises:
        BadCall: If they have faults.
    """
    name = "HEAD (work tree)"
    package = options.package or upstream.NAME
    places = _here(options)
    specs, spec = _compiled(name, places, package=package, strict=True)
    made = compile_package(specs, package).surface
    version = _version(places.home, package)
    return Snapshot(name, specs, spec, Surface.loads(made) if made else None, version)


def side(label: str, text: str, options: argparse.Namespace) -> Snapshot:
    """Return what a word of the command line names.

    Args:
        label: `BASE` or `HEAD`, for messages.
        text: A folder that is, holds or adds to specs, or a git revision.
        options: Options of the command line.

    Raises:
        BadCall: If it is neither, or its specs cannot be compared.
    """
    name = f"{label} ({text})"
    folder = Path(text)
    here = _here(options)
    places = _inside(folder, here)
    if places is not None:
        return _snapshot(name, places, options, strict=True)
    commit = _git(
        here.home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
    )
    if commit is not None:
        with tempfile.TemporaryDirectory(prefix="codegen-diff-") as checkout:
            places = _extract(name, here, commit.decode().strip(), Path(checkout), options)
            return _snapshot(name, places, options, strict=False)
    if folder.exists():
        raise BadCall(label, f"{text} holds no specs/ and no tasks/", "name a folder of specs")
    raise BadCall(
        label,
        f"{text!r} is neither a git revision of {here.home} nor a folder",
        "name a commit, tag or branch that was fetched, or a folder that holds specs/",
    )


def _here(options: argparse.Namespace) -> _Places:
    """Return what the command line names; the project is that of whoever writes the specs."""
    add = tuple(path.resolve() for path in options.add)
    overlays = tuple(path.resolve() for path in options.overlays)
    specs: Path = options.specs.resolve()
    chosen = not options.default_specs or options.specs == HERE
    written = (specs,) if chosen else (*add, *overlays, specs)
    return _Places(written[0].parent, specs, add, overlays)


def _inside(folder: Path, here: _Places) -> _Places | None:
    """Return the places in a folder; None if it has no specs."""
    for specs in (folder / "specs", folder / here.specs.name):
        if specs.is_dir():
            return _Places(folder, specs)
    if not (folder / "tasks").is_dir():
        return None
    if (folder / "client.json").is_file():
        return _Places(folder, folder)
    return _Places(folder, here.specs, (folder,), here.overlays)  # an addition, as --add names them


def _snapshot(name: str, places: _Places, options: argparse.Namespace, *, strict: bool) -> Snapshot:
    package = options.package or upstream.NAME
    specs, spec = _compiled(name, places, package=package, strict=strict)
    exported = _surface(name, places.home, package)
    return Snapshot(name, specs, spec, exported, _version(places.home, package))


def _compiled(name: str, places: _Places, *, package: str, strict: bool) -> tuple[Specs, Spec]:
    try:
        specs = load(places.specs, places.add, places.overlays)
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
        (folder / "src" / Path(*package.split(".")) / "__init__.py", r'^__version__ = "(.+)"$'),
    )
    for path, pattern in places:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if match := re.search(pattern, text, re.MULTILINE):
            return match[1]
    return None


# git -------------------------------------------------------------------------------------------


def _extract(
    name: str, here: _Places, commit: str, into: Path, options: argparse.Namespace
) -> _Places:
    """Write the files of a revision that a comparison reads into a folder; return where they lie.

    What is not the project's, as installed specs are, is the same at all revisions.
    """
    package = "/".join((options.package or upstream.NAME).split("."))
    _archived(here.home, commit, (SURFACE, "pyproject.toml", f"src/{package}"), into)
    specs = here.specs
    if specs.parent == here.home:
        specs = into / "specs"
        if not _archived(here.home, commit, (here.specs.name,), into, here.specs.name, "specs"):
            raise BadCall(
                name, f"it has no folder {here.specs.name}/", "compare with a later revision"
            )
    layers: dict[Path, Path] = {}
    for number, path in enumerate((*here.add, *here.overlays)):
        layers[path] = into / f"layer{number}"
        layers[path].mkdir()  # what the revision does not have adds nothing
        _archived(path.parent, commit, (path.name,), into, path.name, layers[path].name)
    return _Places(
        into, specs, tuple(layers[p] for p in here.add), tuple(layers[p] for p in here.overlays)
    )


def _archived(
    project: Path,
    commit: str,
    wanted: tuple[str, ...],
    into: Path,
    folder: str = "",
    renamed: str = "",
) -> bool:
    """Write those of some paths that a revision has into a folder.

    Args:
        project: Where the paths are seen from.
        commit: The revision.
        wanted: The paths.
        into: The folder.
        folder: The first step of all paths, if it is to have another name.
        renamed: That name.

    Returns:
        Whether there is any.
    """
    listed = _git(project, "ls-tree", "-r", "-z", "--name-only", commit, "--", *wanted) or b""
    paths = [path for path in listed.decode().split("\0") if path]
    there = [p for p in wanted if any(path == p or path.startswith(f"{p}/") for path in paths)]
    archive = _git(project, "archive", "--format=tar", commit, "--", *there) if there else None
    if archive is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            first, *rest = Path(member.name).parts
            path = Path(into, renamed if folder and first == folder else first, *rest)
            if content is not None and path.resolve().is_relative_to(into.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    return True


def _git(folder: Path, *words: str) -> bytes | None:
    """Return what git prints; None if it fails."""
    try:
        run = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise BadCall("BASE", "git is not installed", "install it, or compare folders") from None
    return run.stdout if run.returncode == 0 else None
