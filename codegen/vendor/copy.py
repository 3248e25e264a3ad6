"""A choice of tasks to the texts of a vendored folder, in memory."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from .. import upstream
from ..build import build
from ..build import packages as packages_of
from ..emit import TOOLS, finish, formatted
from ..findings import SpecError
from ..load import Specs, load
from ..options import BadCall, linted
from ..pipeline import runtime_files
from ..render import packages, render
from ..runtime import LEFT_OUT, OTHER_HALF, TESTING, file_of, module_at
from .closure import chosen, chosen_providers, optional_modules, runtime_closure, subset
from .lock import NOTES, Choice, Deviation, Lock, sha256
from .notes import notes
from .stand_ins import stand_in

COMMAND = "inferloom-codegen vendor --update"
CLIENTS = {"sync": "client.py", "async": "async_client.py"}


def compose(choice: Choice, folder: Path) -> tuple[dict[str, str], Lock]:
    """Compile what was asked for.

    Args:
        choice: What was asked for.
        folder: Where it will lie; paths of the choice are relative to it.

    Returns:
        All texts by path below the folder, without the lock, and the lock.

    Raises:
        SpecError: If the specs have faults.
        BadCall: If there is no task of a name.
    """
    everything = _specs(choice, folder)
    # What nobody has chosen cannot be in the way, neither of the names nor of the linter.
    specs = linted(_subset(everything, choice))
    texts = _package(specs, choice)
    source = upstream.upstream()
    texts["LICENSE"] = upstream.licence()
    texts[NOTES] = notes(choice, source, specs)
    lock = Lock(
        choice,
        source,
        {tool: version(tool) for tool in TOOLS},
        _locked(specs),
        {path: sha256(text.encode()) for path, text in texts.items()},
    )
    return texts, lock


def specs_behind(folder: Path, lock: Lock) -> list[Deviation]:
    """Return the specs that have changed since a copy was made of them.

    Another release of Inferloom has other specs of its own, which makes no copy of it wrong.

    Args:
        folder: The copy.
        lock: Its lock.
    """
    if lock.choice.specs is None and lock.upstream.version != upstream.version():
        return []
    try:
        everything = _specs(lock.choice, folder)
        specs = _subset(everything, lock.choice)
    except (BadCall, SpecError) as error:
        return [Deviation("behind", "its specs", f"they cannot be read any more: {error}")]
    now = _locked(specs)
    remedy = f"`{COMMAND} {shlex.quote(str(folder))}` compiles what has changed since"
    return [
        Deviation("behind", f"specs/{path}", remedy)
        for path in sorted({*now, *lock.specs})
        if now.get(path) != lock.specs.get(path)
    ]


def _subset(everything: Specs, choice: Choice) -> Specs:
    tasks = chosen(everything, choice.tasks)
    return subset(everything, tasks, chosen_providers(everything, tasks, choice.providers))


def _locked(specs: Specs) -> dict[str, str]:
    return {
        path: document.sha256
        for path, document in specs.documents.items()
        if path not in specs.meta
    }


def relative(path: Path, folder: Path) -> str:
    """Return a path as a choice keeps it: from the vendored folder, so that both can move."""
    return Path(os.path.relpath(path, folder)).as_posix()


def _specs(choice: Choice, folder: Path) -> Specs:
    def located(paths: Iterable[str]) -> list[Path]:
        return [Path(os.path.normpath(folder / path)) for path in paths]

    own = (choice.specs,) if choice.specs else ()
    (root,) = located(own) or [upstream.specs()]
    for name, paths in (("specs", own), ("add", choice.add), ("overlays", choice.overlays)):
        for path in located(paths):
            if not path.is_dir():
                # One of the two was moved without the other.
                raise BadCall(
                    f"--{name}",
                    f"{path} is not a folder; the copy in {folder} is made with it",
                    f"pass --{name} with the folder where it is now",
                )
    return load(root, located(choice.add), located(choice.overlays))


def _package(specs: Specs, choice: Choice) -> dict[str, str]:
    spec, bundles = build(specs, choice.package)
    number = upstream.version()
    left_out = {name for kind, name in CLIENTS.items() if choice.clients not in ("both", kind)}
    exporting = {file.path for file in packages(spec, number)}
    rendered = [
        file
        for file in render(spec, bundles, number)
        if file.path not in left_out
        and file.path not in exporting
        and (TESTING in choice.parts or not file.path.startswith(f"{TESTING}/"))
    ]
    code = finish(specs, rendered, COMMAND).files
    runtime = runtime_files()
    closure = runtime_closure(code, runtime, _wanted(choice, runtime), _parts(choice))
    # What the package exports is known when it is known what is in it.
    modules = {module_at(path) for path in {*code, *closure.files}}
    exports = tuple((name, module) for name, module in spec.exports if module in modules)
    names = packages(replace(spec, packages=packages_of(exports)), number)
    stand_ins = {
        path: stand_in(path, runtime[path], names, {*code, *closure.files})
        for path, names in closure.missing.items()
    }
    own = finish(specs, names, COMMAND).files
    return {**closure.files, **formatted(stand_ins), **code, **own}


def _parts(choice: Choice) -> set[str]:
    """Return the parts that are wanted without a task that needs them."""
    parts = {part for part in choice.parts if part in LEFT_OUT}
    if choice.clients != "sync":
        parts.add("async")
    if "legacy" in choice.parts:
        parts.add("media")
    if TESTING in choice.parts:
        parts.update(LEFT_OUT)
    return parts


def _wanted(choice: Choice, runtime: Mapping[str, str]) -> list[str]:
    parts = [part for part in choice.parts if part != TESTING]
    optional = optional_modules(runtime) if parts else {}
    modules = [module for part in parts for module in optional[part]]
    other = OTHER_HALF.get(choice.clients)
    paths = [file_of(module) for module in modules if other not in module.split(".")]
    if TESTING in choice.parts:
        paths += [path for path in runtime if path.startswith(f"{TESTING}/")]
    return paths
