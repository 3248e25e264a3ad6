"""Read a specs folder and resolve its references, offline.

A reference is `#/$defs/Name`, `output.json#/$defs/Name` (same task) or
`../../common/file.json#/$defs/Name`. Nothing else is followed, so no spec can reach the network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

Schema = dict[str, Any]

TASK_FILES = ("input.json", "output.json", "stream.json", "operation.json")


@dataclass(frozen=True)
class Finding:
    """One fault of a spec: where it is, what is wrong and how to mend it."""

    rule: str
    file: str
    pointer: str
    message: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.file}#{self.pointer}" if self.pointer else self.file
        return f"{where}: {self.rule}: {self.message}\n    fix: {self.fix}"


class SpecError(Exception):
    """Specs that cannot be compiled.

    Attributes:
        findings: The faults, each with file, pointer and remedy.
    """

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Document:
    """One JSON file of the specs folder."""

    path: str  # relative to the specs folder, with forward slashes
    data: Any
    sha256: str


@dataclass(frozen=True)
class Task:
    """The documents of one task folder."""

    folder: str
    operation: Document
    input: Document
    output: Document
    stream: Document | None

    def schemas(self) -> Iterator[Document]:
        """Yield the task's schema documents, input first."""
        yield self.input
        yield self.output
        if self.stream is not None:
            yield self.stream

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

    def common(self) -> list[Document]:
        """Return the documents that tasks share."""
        return [doc for path, doc in self.documents.items() if path.startswith("common/")]

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
                            "name a file of the same task, or ../../common/<file>.json",
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


def load(root: Path) -> Specs:
    """Read a specs folder.

    Args:
        root: The folder that holds `tasks`, `common`, `meta` and `client.json`.

    Returns:
        The parsed documents.

    Raises:
        SpecError: If the folder lacks a file that it must have, or a file is not JSON.
    """
    findings: list[Finding] = []
    documents: dict[str, Document] = {}
    if not root.is_dir():
        raise SpecError(
            [
                Finding(
                    "folder", str(root), "", "is not a folder", "pass the folder that holds tasks/"
                )
            ]
        )
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root).as_posix()
        try:
            content = path.read_bytes()
            data = json.loads(content, object_pairs_hook=_unique)
        except ValueError as error:
            findings.append(
                Finding("json", name, "", f"is not valid JSON: {error}", "correct the syntax")
            )
            continue
        documents[name] = Document(name, data, hashlib.sha256(content).hexdigest())
    tasks = (
        [
            task
            for folder in sorted((root / "tasks").iterdir())
            if folder.is_dir() and (task := _task(folder.name, documents, findings)) is not None
        ]
        if (root / "tasks").is_dir()
        else []
    )
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
        raise SpecError(findings)
    meta = {name: doc for name, doc in documents.items() if name.startswith("meta/")}
    return Specs(root, documents, tuple(tasks), documents["client.json"], meta)


def _task(name: str, documents: dict[str, Document], findings: list[Finding]) -> Task | None:
    found = {file: documents.get(f"tasks/{name}/{file}") for file in TASK_FILES}
    missing = [file for file in TASK_FILES if found[file] is None and file != "stream.json"]
    unknown = [
        path
        for path in documents
        if path.startswith(f"tasks/{name}/") and path.rsplit("/", 1)[1] not in TASK_FILES
    ]
    for file in missing:
        findings.append(
            Finding(
                "folder",
                f"tasks/{name}/{file}",
                "",
                "is missing or not valid JSON",
                f"a task folder holds {', '.join(TASK_FILES[:2])}, operation.json"
                " and, if it streams, stream.json",
            )
        )
    for path in unknown:
        findings.append(
            Finding("folder", path, "", "is not a file that tasks have", "move it or delete it")
        )
    if missing:
        return None
    operation, inputs, output = found["operation.json"], found["input.json"], found["output.json"]
    assert operation is not None and inputs is not None and output is not None
    return Task(name, operation, inputs, output, found["stream.json"])


def at(node: Any, pointer: str) -> Any:
    """Return what a JSON pointer leads to.

    Raises:
        KeyError: If it leads nowhere.
    """
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise KeyError(pointer) from None
    return node


def walk(node: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every node below a JSON value with its pointer, parents first."""
    yield pointer, node
    children: Iterator[tuple[Any, Any]]
    if isinstance(node, dict):
        children = iter(node.items())
    elif isinstance(node, list):
        children = iter(enumerate(node))
    else:
        return
    for key, child in children:
        step = str(key).replace("~", "~0").replace("/", "~1")
        yield from walk(child, f"{pointer}/{step}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the member {twice!r} occurs twice")
    return result


def _normal(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            if steps:
                steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
