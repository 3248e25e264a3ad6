"""`import-hf`: the task specs of a checkout of huggingface.js, in our form or beside ours."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import upstream
from ..findings import Finding, SpecError
from ..jsontext import pretty, rewrite
from ..lint import lint
from ..lint.repair import repair
from ..load import Document, Specs, assemble, read
from ..options import BadCall
from ..overlay import FOLDER
from ..patch import apply_all
from ..swap import swap
from .compare import Difference, compare
from .convert import Change, convert
from .sketch import sketch
from .source import Checkout, UpstreamTask, read_checkout

# Differences that somebody has looked at and decided against; below the specs folder.
SEEN = "upstream/huggingface.json"


@dataclass
class Imported:
    """What became of one task.

    Attributes:
        name: Its id.
        known: Whether we have it.
        repairs: What was repaired to bring it into our form.
        differences: Where it differs from ours, if we have it: those that nobody has seen yet.
        passed: Differences that somebody has seen.
        faults: What the linter says of it, if we do not have it.
        texts: Files to write, by path below the specs folder.
        diff: What writing them changes.
    """

    name: str
    known: bool
    repairs: list[Change]
    differences: list[Difference] = field(default_factory=list)
    passed: list[Difference] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    diff: list[str] = field(default_factory=list)

    @property
    def decisions(self) -> list[Difference]:
        """The differences that need a person."""
        return [difference for difference in self.differences if not difference.edits]


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import-hf` to the command line."""
    text = "bring the task specs of a huggingface.js checkout into our form, or compare them"
    command = commands.add_parser("import-hf", help=text, description=text)
    command.set_defaults(run=_import)
    command.add_argument("checkout", type=Path, metavar="DIR", help="the checkout")
    command.add_argument(
        "--into", type=Path, metavar="DIR", help="specs folder to compare with (default: --specs)"
    )
    command.add_argument("--task", metavar="NAME", help="this task only")
    command.add_argument(
        "--write",
        action="store_true",
        help="write new tasks that are clean, or the one that --task names, and take over what"
        " needs no decision",
    )
    command.add_argument(
        "--seen",
        action="store_true",
        help=f"write the differences that are left to {SEEN}, so that later runs pass over them",
    )
    command.add_argument("--json", action="store_true", help="print the report as JSON")


def _import(options: argparse.Namespace) -> int:
    checkout = read_checkout(options.checkout, options.task)
    root: Path = options.into or options.specs
    if not (root / "client.json").is_file():
        remedy = "name a specs folder: at least client.json and meta/, as in specs/ of the project"
        raise BadCall("--into" if options.into else "--specs", f"{root} has no client.json", remedy)
    if (
        (options.write or options.seen)
        and root == upstream.specs()
        and not upstream.in_repository()
    ):
        raise BadCall("--specs", "is missing", "name a specs folder of your own")
    documents = read(root)
    specs = assemble(root, documents)
    seen = _seen(root)
    results = bring(checkout, specs, documents, seen)
    texts: dict[str, str] = {}
    if options.write:
        for result in results:
            if result.known or not result.faults or options.task:
                texts |= result.texts
    if options.seen:
        texts[SEEN] = pretty({"seen": _now_seen(results, seen, taken=options.write)})
    written = list(swap(texts, root).written) if texts else []
    if options.json:
        print(json.dumps(_as_json(results, checkout, written), indent=2, ensure_ascii=False))
    else:
        for line in _report(results, checkout, in_full=bool(options.task)):
            print(line)
        if not options.write and any(result.texts for result in results):
            print("No spec was written; --write does it.")
        for path in written:
            print(f"wrote {root / path}")
    if options.write or options.seen:
        return 0
    return 1 if any(result.texts or result.differences for result in results) else 0


def bring(
    checkout: Checkout, specs: Specs, documents: Mapping[str, Document], seen: frozenset[str]
) -> list[Imported]:
    """Bring the tasks of a checkout into our form and compare those that we have.

    Args:
        checkout: What was read.
        specs: Our specs.
        documents: Their documents as they were read.
        seen: Differences to pass over.
    """
    known = {
        name: document.path
        for document in specs.common()
        for name in document.data.get("$defs", {})
    }
    ours = {task.folder for task in specs.tasks}
    drafts, changes = _converted(checkout, specs, known)
    # All at once: names of classes have to differ between tasks, too. Overlays are about our files.
    wanted = {task.folder for task in checkout.tasks}
    base = {
        path: document
        for path, document in documents.items()
        if not path.startswith(("tasks/", FOLDER))
        or (path.startswith("tasks/") and path.split("/")[1] not in wanted)
    }
    repaired = repair(specs.root, {**base, **drafts})
    after = {**repaired.documents, **_manifests(checkout, repaired.documents, ours)}
    findings = lint(assemble(specs.root, after))
    results = []
    for task in checkout.tasks:
        folder = f"tasks/{task.folder}/"
        made = [f for f in repaired.made if f.file.startswith(folder)]
        result = Imported(
            task.name,
            task.folder in ours,
            [
                *(change for change in changes if change.file.startswith(folder)),
                *(
                    Change(f.file, f.pointer, f"{f.rule}: {f.fix}")
                    for f in made
                    if f.rule != "layout"
                ),
            ],
        )
        theirs = {p: d for p, d in after.items() if p.startswith(folder)}
        if result.known:
            _compare(result, specs, documents, theirs, task, seen)
        else:
            result.faults = [finding for finding in findings if finding.file.startswith(folder)]
            result.texts = {path: pretty(document.data) for path, document in theirs.items()}
        results.append(result)
    return results


def _manifests(
    checkout: Checkout, documents: Mapping[str, Document], ours: Collection[str]
) -> dict[str, Document]:
    """Return the manifests of new tasks, whose examples need schemas that are in order."""
    data = {path: document.data for path, document in documents.items()}
    return {
        path: _document(path, sketch(task, data))
        for task in checkout.tasks
        if task.folder not in ours
        for path in (f"tasks/{task.folder}/operation.json",)
    }


def _converted(
    checkout: Checkout, specs: Specs, known: Mapping[str, str]
) -> tuple[dict[str, Document], list[Change]]:
    """Return the tasks in our form, with our manifests where there are some."""
    drafts: dict[str, Document] = {}
    changes: list[Change] = []
    for task in checkout.tasks:
        converted = convert(task, checkout.shared, known)
        changes += converted.changes
        for path, data in converted.documents.items():
            drafts[path] = _document(path, data)
        operation = f"tasks/{task.folder}/operation.json"
        if operation in specs.documents:
            drafts[operation] = specs.documents[operation]
        else:
            common = {document.path: document.data for document in specs.common()}
            drafts[operation] = _document(
                operation, sketch(task, {**common, **converted.documents})
            )
    return drafts, changes


def _document(path: str, data: Any) -> Document:
    text = pretty(data)
    return Document(path, data, hashlib.sha256(text.encode()).hexdigest(), text)


def _compare(
    result: Imported,
    specs: Specs,
    documents: Mapping[str, Document],
    theirs: Mapping[str, Document],
    task: UpstreamTask,
    seen: frozenset[str],
) -> None:
    """Fill in how a task that we have differs, and the texts with what can be taken over."""
    found = compare(specs, theirs, task.folder)
    result.differences = [difference for difference in found if str(difference) not in seen]
    result.passed = [difference for difference in found if str(difference) in seen]
    texts: dict[str, str] = {}
    for index, difference in enumerate(result.differences):
        if not difference.edits:
            continue
        tried = _taken_over(specs.root, documents, texts, difference)
        if isinstance(tried, str):
            result.differences[index] = Difference(
                difference.file, difference.path, difference.what, (), tried
            )
        else:
            texts = tried
    result.texts = texts
    for path, text in texts.items():
        old = documents[path].text.splitlines(keepends=True)
        lines = difflib.unified_diff(old, text.splitlines(keepends=True), path, path, n=2)
        result.diff += [line.rstrip("\n") for line in lines]


def _taken_over(
    root: Path, documents: Mapping[str, Document], texts: Mapping[str, str], difference: Difference
) -> dict[str, str] | str:
    """Return our files with one more difference taken over, or why it is a decision after all."""
    now = {**documents, **{path: _reread(documents[path], text) for path, text in texts.items()}}
    files = dict.fromkeys(edit.file for edit in difference.edits)
    data = apply_all({file: now[file].data for file in files}, difference.edits)
    if data is None:
        return "another difference is about the same place"
    made = {file: rewrite(now[file].text, data[file]) for file in files}
    after = {**now, **{file: _reread(now[file], text) for file, text in made.items()}}
    before = set(lint(assemble(root, now)))
    try:
        faults = [fault for fault in lint(assemble(root, after)) if fault not in before]
    except SpecError as error:
        faults = error.findings  # an overlay expects what is there now
    return f"it would break {faults[0].rule}: {faults[0].message}" if faults else {**texts, **made}


def _reread(document: Document, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(document.path, json.loads(text), digest, text, document.source)


# Report -----------------------------------------------------------------------------------------


def _seen(root: Path) -> frozenset[str]:
    path = root / SEEN
    if not path.is_file():
        return frozenset()
    data = json.loads(path.read_bytes())
    return frozenset(map(str, data.get("seen", []))) if isinstance(data, dict) else frozenset()


def _task_of(line: str) -> str:
    """Return the task that a line of the file is about; it begins with the path of a schema."""
    return line.split("/")[1].replace("_", "-")


def _now_seen(results: list[Imported], seen: frozenset[str], *, taken: bool) -> list[str]:
    """Return the differences to pass over from now on; those that are gone are forgotten."""
    names = {result.name for result in results}
    now = {line for line in seen if _task_of(line) not in names}
    for result in results:
        now |= {str(d) for d in (result.decisions if taken else result.differences)}
        now |= {str(d) for d in result.passed}
    return sorted(now)


def _report(results: list[Imported], checkout: Checkout, *, in_full: bool) -> Iterator[str]:
    for result in results:
        yield f"{result.name}: {_summary(result)}"
        # What it took to read a task that is as ours interests nobody.
        for change in result.repairs if in_full or not result.known else ():
            yield f"  repaired {change.file}#{change.pointer}: {change.what}"
        for difference in result.differences:
            word = "take over" if difference.edits else "decide   "
            yield f"  {word} {difference}" + (
                f" ({difference.why_not})" if difference.why_not else ""
            )
        for fault in result.faults:
            yield "  decide    " + str(fault).replace("\n", "\n  ")
        yield from (f"    {line}" for line in result.diff)
    for line in checkout.skipped:
        yield f"skipped {line}"
    new = [result for result in results if not result.known]
    clean = [result for result in new if not result.faults]
    taken = sum(len(r.differences) - len(r.decisions) for r in results)
    left = sum(len(r.decisions) + len(r.faults) for r in results)
    fresh = f"{len(new)} of them new and {len(clean)} of these clean" if new else "none of them new"
    yield (
        f"{len(results)} tasks, {fresh};"
        f" {sum(len(r.repairs) for r in results)} repairs, {taken} differences to take over,"
        f" {left} decisions."
    )


def _summary(result: Imported) -> str:
    if not result.known:
        faults = len(result.faults)
        return (
            f"new, {'clean' if not faults else f'{faults} faults'}; {len(result.repairs)} repairs"
        )
    if not result.differences:
        return "as ours"
    left = len(result.decisions)
    return f"{len(result.differences) - left} differences to take over, {left} to decide"


def _as_json(results: list[Imported], checkout: Checkout, written: list[str]) -> dict[str, Any]:
    return {
        "tasks": [
            {
                "task": result.name,
                "known": result.known,
                "repairs": [vars(change) for change in result.repairs],
                "differences": [
                    {
                        "file": difference.file,
                        "path": difference.path,
                        "what": difference.what,
                        "decision": difference.why_not or None,
                    }
                    for difference in result.differences
                ],
                "faults": [
                    {
                        key: getattr(fault, key)
                        for key in ("rule", "file", "pointer", "message", "fix")
                    }
                    for fault in result.faults
                ],
                "diff": result.diff,
            }
            for result in results
        ],
        "skipped": list(checkout.skipped),
        "written": written,
    }
