"""`VENDORED.md`: the provenance of a vendored folder, for whoever finds it."""

from __future__ import annotations

import shlex

from ..load import Specs
from ..upstream import LICENCE, NAME, NEEDS, Upstream
from .lock import Choice

_TEXT = """\
# Vendored code

This folder was written by `inferloom-codegen vendor`. Do not edit it: `vendor.lock` has a hash of
every file, and an update refuses to overwrite edits.

| | |
|---|---|
| upstream | {name} {version} |
| commit | {commit} |
| licence | {licence}, in `LICENSE` |
| tasks | {tasks} |
| providers | {providers} |
| options | {options} |
| specs | {specs} |
| needs | Python 3.10, {needs} |

Files that begin with `# Generated from specs/` are compiled from the specs of these tasks alone.
The others are the runtime of {name} {version}, byte for byte; modules that none of the tasks needs
are left out, and where others import such a module, a few lines stand in its place that say which
option of an update adds it. All imports are relative, so the folder can be moved. Two copies in one
process are two packages: classes and exceptions of one are unknown to the other.

With the compiler (`pip install 'inferloom[codegen]'`), in the folder above this one:

```sh
inferloom-codegen vendor --verify {folder}    # is anything edited, missing or left over?
inferloom-codegen vendor --update {folder}    # the same choice, from the installed release
{again}    # another choice
```
"""


def _providers(specs: Specs) -> str:
    names = [f"`{document.data['name']}`" for document in specs.providers()]
    return ", ".join(names) or "none"


def notes(choice: Choice, source: Upstream, specs: Specs) -> str:
    """Return the text of `VENDORED.md`.

    Args:
        choice: What was asked for.
        source: Where the texts come from.
        specs: What was compiled.
    """
    folder = choice.package.rsplit(".", 1)[-1]
    tasks = ",".join(task.folder for task in specs.tasks)
    again = shlex.join(["inferloom-codegen", "vendor", "--update", folder, "--tasks", "a,b"])
    words = [f"--package {choice.package}"]
    if choice.clients != "both":
        words.append(f"--{choice.clients}-only")
    words += [f"--with {part}" for part in choice.parts]
    layers = [choice.specs or f"those of {NAME}", *choice.add, *choice.overlays]
    return _TEXT.format(
        name=NAME,
        version=source.version,
        commit=source.commit or f"none is known; as release {source.version} was installed",
        licence=LICENCE,
        needs=", ".join(f"`{name}`" for name in NEEDS),
        tasks=", ".join(f"`{name}`" for name in tasks.split(",")),
        providers=_providers(specs),
        options=f"`{' '.join(words)}`",
        specs=", then ".join(layers),
        folder=folder,
        again=again,
    )
