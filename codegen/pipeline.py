"""Specs to an `Output`, in memory: the one path that `generate`, `check` and `vendor` take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from . import upstream
from .build import build
from .emit import MARK, Output, finish
from .exports import reader, surface
from .load import Specs
from .render import render
from .runtime import LICENCE
from .twins import twins

OWN_COMMAND = "make generate"


def compile_package(
    specs: Specs,
    package: str = upstream.NAME,
    *,
    version: str | None = None,
    runtime: bool = False,
) -> Output:
    """Compile specs in memory.

    Args:
        specs: Documents that have passed the linter.
        package: Import name of the package.
        version: What `__version__` says; the compiler's own version by default.
        runtime: Whether the hand-written files are part of it. They are in the project's own
            package already; others get a copy.

    Returns:
        All texts, formatted, with their lock.
    """
    spec, bundles = build(specs, package)
    rendered = render(spec, bundles, version or upstream.version())
    own = package == upstream.NAME
    command = OWN_COMMAND if own else f"inferloom-codegen generate --package {package}"
    copied = {**runtime_files(), LICENCE: upstream.licence()} if runtime else {}
    halves = [] if runtime else twins(runtime_files())  # a copy has them as they are
    output = finish(specs, rendered, command, copied, halves)
    if runtime:
        return output
    exported = surface(reader(output.files, [upstream.runtime()]))
    return replace(output, surface=exported.dumps())


def runtime_files() -> Mapping[str, str]:
    """Return the files of the runtime, hand-written ones and their twins: path below the package.

    Of the files that are made of specs each package has its own.
    """
    home = upstream.runtime()
    files = [home / "py.typed", *sorted(home.rglob("*.py"))]
    texts = {file.relative_to(home).as_posix(): file.read_text(encoding="utf-8") for file in files}
    return {path: text for path, text in texts.items() if not is_generated(text)}


def is_generated(text: str) -> bool:
    """Return whether a text begins as generated files do."""
    return text.startswith(MARK)


def is_own(package: Path) -> bool:
    """Return whether a folder is the project's own package, whose runtime is written there."""
    return package.resolve() == upstream.runtime().resolve()
