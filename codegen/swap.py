"""Write many files as if they were one: all of them are changed, or none.

A generated tree of which half is new compiles and lies, so whatever goes wrong on the way, a full
disk, a missing permission or Ctrl-C, puts everything back.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath, PureWindowsPath

LEFT_BEHIND = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".DS_Store"})
_STAGING = ".generate-"


@dataclass(frozen=True)
class Swapped:
    """What became of files: paths below the folder, and whole ones of files beside it."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.written) + len(self.deleted)

    def __str__(self) -> str:
        lines = [*(f"wrote {p}" for p in self.written), *(f"deleted {p}" for p in self.deleted)]
        return "\n".join(lines)


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, without what Python and checkers leave behind."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        left = any(part in LEFT_BEHIND or part.startswith(_STAGING) for part in parts)
        if path.is_file() and not left:
            yield path


def swap(
    texts: Mapping[str, str],
    folder: Path,
    stale: Callable[[], Iterable[str]] = tuple,  # none
    beside: Mapping[Path, str] | None = None,
) -> Swapped:
    """Write files, those that differ, and delete others; if that fails, put everything back.

    Two processes that write the same folder do so one after the other.

    Args:
        texts: Path below the folder, and text.
        folder: Made if it is not there.
        stale: Says which files of the folder to delete, when nobody else writes there any more;
            folders that they leave empty go too.
        beside: Files outside of the folder that change with it.

    Returns:
        What was written and what was deleted.

    Raises:
        OSError: If a file cannot be written; then all is as it was.
    """
    wanted = {folder / path: text.encode() for path, text in texts.items()}
    wanted |= {path: text.encode() for path, text in (beside or {}).items()}
    with ExitStack() as stack:
        made = stack.enter_context(_undone_on_failure())
        _make(folder, made)
        stack.enter_context(_alone(folder))
        staging = _Staging(stack, folder)
        moves = []
        for path in texts:
            _check_inside(folder, path)
        for target, content in wanted.items():
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder is where a file goes", str(target))
            if target.is_file() and target.read_bytes() == content:
                continue
            _make(target.parent, made)
            source = staging.beside(target)
            source.write_bytes(content)
            moves.append((source, target))
        gone = [path for path in stale() if (folder / path).is_file()]
        for path in gone:
            _check_inside(folder, path)
        away = [(folder / path, staging.beside(folder / path)) for path in gone]
        # Ends before the staging does: what was there before waits in it.
        with _undone_on_failure() as done:
            for source, target in moves:
                _replace(source, target, staging.beside(target), done)
            for target, kept in away:
                done.append(partial(_bring_back, kept, target))
                os.replace(target, kept)
    for path in gone:
        _prune((folder / path).parent, folder)
    written = [target for _, target in moves]
    inside = (t.relative_to(folder) if folder in t.parents else t for t in written)
    return Swapped(tuple(path.as_posix() for path in inside), tuple(gone))


def _check_inside(folder: Path, path: str) -> None:
    """Check that a path leads to a place in the folder, by no link.

    Raises:
        OSError: If it leads elsewhere.
    """
    steps = PurePosixPath(path).parts
    if ".." in steps or Path(path).is_absolute() or "\\" in path or PureWindowsPath(path).drive:
        raise OSError(errno.EPERM, "the path leads out of the folder", path)
    for number in range(1, len(steps)):
        above = folder.joinpath(*steps[:number])
        if above.is_symlink():
            raise OSError(errno.EPERM, "a link leads out of the folder; delete it", str(above))


class _Staging:
    """Folders for files that wait, in the file systems of those whose places they take."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder
        self._made: dict[Path, Path] = {}
        self._numbers = count()

    def beside(self, target: Path) -> Path:
        """Return a new path from which a file can be moved to a target, and back."""
        home = self._folder if self._folder in target.parents else target.parent
        if home not in self._made:
            try:
                folder = tempfile.TemporaryDirectory(dir=home, prefix=_STAGING)
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(home)) from None
            self._made[home] = Path(self._stack.enter_context(folder))
        return self._made[home] / str(next(self._numbers))


_Steps = list[Callable[[], object]]


@contextmanager
def _undone_on_failure() -> Iterator[_Steps]:
    """Give a list for steps back: should something fail, they are taken, the last one first."""
    steps: _Steps = []
    try:
        yield steps
    except BaseException:
        for step in reversed(steps):
            with suppress(OSError):  # what could not be changed needs no undoing; the rest does
                step()
        raise


def _make(folder: Path, made: _Steps) -> None:
    """Make a folder and those above it."""
    for path in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
        path.mkdir(exist_ok=True)
        made.append(path.rmdir)


def _replace(source: Path, target: Path, kept: Path, done: _Steps) -> None:
    if target.exists():
        shutil.copy2(target, kept)
        done.append(partial(os.replace, kept, target))
    else:
        done.append(partial(target.unlink, missing_ok=True))
    os.replace(source, target)


def _bring_back(kept: Path, target: Path) -> None:
    if kept.exists():
        os.replace(kept, target)


def _prune(folder: Path, root: Path) -> None:
    """Delete a folder that holds nothing but what Python left behind, and those above it."""
    while folder != root and folder.is_dir() and not any(files_below(folder)):
        shutil.rmtree(folder)
        folder = folder.parent


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process writes a folder, and keep others out."""
    try:
        import fcntl
    except ImportError:  # Windows, where a folder cannot be locked
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
