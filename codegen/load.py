"""Read a specs folder and resolve its references, offline.

A reference is `#/$defs/Name`, `output.json#/$defs/Name` (same folder) or one to a file that tasks
share, `../../schemas/file.json#/$defs/Name`. Nothing else is followed, so no spec can reach the
network.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from . import upstream
from .findings import Finding, SpecError
from .jsonfile import json_files, odd_line, read_json
from .overlay import FOLDER, overlaid
from .pointer import at, walk
from .positions import line_of, lines

__all__ = [
    "Document",
    "Finding",
    "Schema",
    "SpecError",
    "Specs",
    "Task",
    "assemble",
    "at",
    "is_shared",
    "load",
    "located",
    "module_of",
    "read",
    "walk",
]

Schema = dict[str, Any]

COMMON = "common/"  # of one module
SCHEMAS = "schemas/"  # each file a module of its own
PROVIDERS = "providers/"
META = "meta/"
TASK_FILES = ("input.json", "output.json", "stream.json", "operation.json")


@dataclass(frozen=True)
class Document:
    """One JSON file of the specs folder."""

    path: str  # relative to the specs folder, with forward slashes
    data: Any
    sha256: str  # of the file
    text: str = ""
    source: tuple[Path, str] | None = None  # the folder that it was read from, and its path there
    patches: tuple[tuple[str, str], ...] = ()  # overlays that changed the data, and where


@dataclass(frozen=True)
class Task:
    """The documents of one task folder."""

    folder: str
    operation: Document
    input: Document
    output: Document | None
    stream: Document | None

    def schemas(self) -> Iterator[Document]:
        """Yield the task's schema documents, input first."""
        yield self.input
        yield from filter(None, (self.output, self.stream))

    def documents(self) -> Iterator[Document]:
        """Yield all documents of the task."""
        yield from self.schemas()
        yield self.operation


@dataclass(frozen=True)
class Specs:
    """All documents of a specs folder."""

    root: Path
    documents: Mapping[str, Document]
    tasks: tuple[Task, ...]
    client: Document
    meta: Mapping[str, Document] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()  # names of providers that nobody has chosen

    def shared(self) -> list[Document]:
        """Return the documents that tasks share."""
        return [doc for path, doc in self.documents.items() if is_shared(path)]

    def common(self) -> list[Document]:
        """Return those of them that make one module together."""
        return [doc for doc in self.shared() if doc.path.startswith(COMMON)]

    def providers(self) -> list[Document]:
        """Return the documents of providers, by name."""
        paths = sorted(path for path in self.documents if path.startswith(PROVIDERS))
        return [self.documents[path] for path in paths]

    def with_overlays(self, paths: Iterable[str]) -> list[str]:
        """Return paths of documents, each followed by the overlays that have patched it."""
        result: dict[str, None] = {}
        for path in paths:
            result |= dict.fromkeys([path, *(p for p, _ in self.documents[path].patches)])
        return list(result)

    def resolve(self, document: Document, ref: str, pointer: str) -> tuple[Document, str, Schema]:
        """Follow a `$ref`.

        Args:
            document: Where the reference stands.
            ref: Its value.
            pointer: JSON pointer of the reference, for the error.

        Returns:
            The document it leads to, the pointer in it, and the schema there.

        Raises:
            SpecError: If it leads nowhere, or anywhere but into the specs folder.
        """
        target, _, fragment = ref.partition("#")
        if target:
            path = _normal((PurePosixPath(document.path).parent / target).as_posix())
            found = self.documents.get(path)
            if found is None:
                raise SpecError(
                    [
                        Finding(
                            "ref-target",
                            document.path,
                            pointer,
                            f"{ref!r} names a file that is not there",
                            "name a file of the same task, or ../../schemas/<file>.json",
                        )
                    ]
                )
        else:
            found = document
        try:
            schema = at(found.data, fragment)
        except KeyError:
            raise SpecError(
                [
                    Finding(
                        "ref-target",
                        document.path,
                        pointer,
                        f"{ref!r} leads to nothing in {found.path}",
                        f"define {fragment} in {found.path}, or correct the reference",
                    )
                ]
            ) from None
        return found, fragment, schema


def load(root: Path, additions: Iterable[Path] = (), overlays: Iterable[Path] = ()) -> Specs:
    """Read a specs folder, and folders that add to it.

    Args:
        root: The folder that holds `tasks`, `common`, `meta` and `client.json`.
        additions: Folders with `tasks`, `common`, `schemas` and `providers` of their own, whose
            files are read as if they stood in the first one.
        overlays: Folders with overlays, beside those in `overlays` of the other folders.

    Returns:
        The parsed documents, with the overlays' patches made.

    Raises:
        SpecError: If a folder lacks a file that it must have or has one that it must not have, or a
            file is not JSON.
    """
    return assemble(root, read(root, additions, overlays))


def read(
    root: Path, additions: Iterable[Path] = (), overlays: Iterable[Path] = ()
) -> dict[str, Document]:
    """Read the files that `load` makes specs of, and nothing more.

    Args:
        root: As for `load`.
        additions: As for `load`.
        overlays: As for `load`.

    Raises:
        SpecError: If a file is not JSON, or there are two of one name.
    """
    findings: list[Finding] = []
    documents = _read(root, findings)
    for addition in additions:
        for name, document in _read(addition, findings).items():
            fault = None
            if not name.startswith(("tasks/", COMMON, SCHEMAS, PROVIDERS, FOLDER)):
                fault = (
                    f"is not what {addition} can add",
                    "keep tasks/, common/, schemas/, providers/ and overlays/ there, no more",
                )
            elif name in documents:
                fault = (
                    f"is in {root} and again in {addition}",
                    "give the one in the addition another name",
                )
            if fault is not None:
                findings.append(Finding("folder", name, "", *fault))
            documents.setdefault(name, document)
    for folder in overlays:
        for name, document in _read(folder, findings, FOLDER).items():
            if documents.setdefault(name, document) is not document:
                findings.append(
                    Finding("folder", name, "", "is the name of two overlays", "rename one")
                )
    if findings:
        raise SpecError(findings)
    return documents


def assemble(root: Path, documents: Mapping[str, Document]) -> Specs:
    """Make the overlays' patches and sort documents into tasks.

    Args:
        root: The specs folder, for folders of tasks that have no files.
        documents: All of them by path, as they were read.

    Raises:
        SpecError: If a document is missing or does not belong there, or a patch does not fit.
    """
    data, patches, findings = overlaid({path: doc.data for path, doc in documents.items()})
    documents = {
        path: replace(doc, data=data[path], patches=patches[path]) if path in patches else doc
        for path, doc in documents.items()
    }
    names = sorted(
        {name.split("/")[1] for name in documents if re.match(r"tasks/[^/]+/", name)}
        | {folder.name for folder in (root / "tasks").glob("[!.]*") if folder.is_dir()}
    )
    findings += [
        Finding("folder", path, "", "is in no folder of a task", "move it into one, or delete it")
        for path in documents
        if re.fullmatch(r"tasks/[^/]+", path)
    ]
    tasks = [task for name in names if (task := _task(name, documents, findings)) is not None]
    if "client.json" not in documents and not findings:
        findings.append(
            Finding(
                "folder",
                "client.json",
                "",
                "is missing",
                "add the file that describes the constructor",
            )
        )
    if findings:
        raise SpecError([located(documents, finding) for finding in findings])
    # Who has no schemas of our formats does not fall behind them.
    meta = {name: doc for name, doc in documents.items() if name.startswith(META)} or _own_meta()
    return Specs(root, documents, tuple(tasks), documents["client.json"], meta)


def is_shared(path: str) -> bool:
    """Return whether a document is one that tasks share."""
    return path.startswith((COMMON, SCHEMAS))


def module_of(document: Document) -> str:
    """Return the module of `types` that a document's definitions go to."""
    folder, name = document.path.split("/")[:2]
    return {"common": "common", "schemas": name.removesuffix(".json")}.get(folder, name)


@cache
def _own_meta() -> Mapping[str, Document]:
    folder = upstream.specs() / META
    return _read(folder, [], META)


def located(documents: Mapping[str, Document], finding: Finding) -> Finding:
    """Return a finding that says where on disk its place is, if the file is there."""
    document = documents.get(finding.file)
    if finding.at is not None or document is None or document.source is None:
        return finding
    line = line_of(lines(document.text), finding.pointer)
    return replace(finding, at=f"{Path(*document.source)}:{line or 1}")


def _read(root: Path, findings: list[Finding], prefix: str = "") -> dict[str, Document]:
    documents: dict[str, Document] = {}
    if not root.is_dir():
        holds = "overlays" if prefix else "tasks/"
        fix = f"pass the folder that holds {holds}"
        raise SpecError([Finding("folder", str(root), "", "is not a folder", fix)])
    for path in json_files(root):
        name = prefix + path.relative_to(root).as_posix()
        try:
            content, text, data = read_json(path)
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            findings.append(Finding("folder", name, "", reason, "put the file there, or delete it"))
        except ValueError as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else odd_line(path)
            message = f"is not valid JSON: {error}"
            findings.append(
                Finding("json", name, "", message, "correct the syntax", at=f"{path}:{line or 1}")
            )
        else:
            digest = hashlib.sha256(content).hexdigest()
            source = (root, name.removeprefix(prefix))
            documents[name] = Document(name, data, digest, text, source)
    return documents


def _task(name: str, documents: dict[str, Document], findings: list[Finding]) -> Task | None:
    found = {file: documents.get(f"tasks/{name}/{file}") for file in TASK_FILES}
    needed = ("input.json", "operation.json")
    missing = [file for file in needed if found[file] is None]
    unknown = [
        path
        for path in documents
        if path.startswith(f"tasks/{name}/") and path.split("/", 2)[2] not in TASK_FILES
    ]
    for file in missing:
        findings.append(
            Finding(
                "folder",
                f"tasks/{name}/{file}",
                "",
                "is missing",
                f"a task folder holds {' and '.join(needed)}, output.json if something is"
                " answered that has a type and, if it streams, stream.json",
            )
        )
    for path in unknown:
        findings.append(
            Finding("folder", path, "", "is not a file that tasks have", "move it or delete it")
        )
    if missing:
        return None
    operation, inputs = found["operation.json"], found["input.json"]
    assert operation is not None and inputs is not None
    return Task(name, operation, inputs, found["output.json"], found["stream.json"])


def _normal(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            if steps:
                steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
