"""`import-openapi`: an OpenAPI document into task folders, again and again as it changes."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..findings import Finding
from ..jsontext import pretty
from ..lint import client_members, lint
from ..lint.titles import names_taken
from ..load import Document as SpecDocument
from ..load import Specs, assemble
from ..options import BadCall
from ..swap import swap
from . import report
from .answers import answers
from .client import client, usual_servers
from .document import Document, Place
from .faults import METHODS, check_operation, check_path_item, check_root
from .layout import Layout, lay_out
from .naming import Asked, Named, name_operations
from .operations import Left, Task, task_of
from .overlays import Overlay, read_overlays
from .schemas import Types
from .source import read

RECORD = "imported.json"
REPORT = "imported.md"
_ROUNDS = 6  # of leaving out what the linter finds


@dataclass
class Omitted:
    """An operation that is not generated, and why."""

    key: str
    pointer: str
    why: str
    remedy: str


@dataclass
class Import:
    """What a document becomes.

    Attributes:
        document: The document.
        tasks: Its operations.
        omitted: Those that are not generated.
        files: Path below the specs folder, and text.
        names: Names of classes, by key.
        passed: Number of operations that `--include` passes over.
        called_back: Webhooks and callbacks, which servers call.
    """

    document: Document
    tasks: list[Task] = field(default_factory=list)
    omitted: list[Omitted] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    passed: int = 0
    called_back: list[str] = field(default_factory=list)


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import-openapi` to the command line."""
    text = "turn an OpenAPI 3 document into task folders, and follow it when it changes"
    command = commands.add_parser("import-openapi", help=text, description=text)
    command.set_defaults(run=_run)
    command.add_argument("document", type=Path, metavar="DOC", help="the document, JSON or YAML")
    command.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="PATH_OR_TAG",
        help="only operations below this path, or with this tag; may be repeated",
    )
    command.add_argument(
        "--overlay",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="names, choices and corrections of yours; may be repeated",
    )
    command.add_argument(
        "--strict", action="store_true", help="write nothing if anything is wrong or left out"
    )
    command.add_argument(
        "--check", action="store_true", help="write nothing, and say whether anything would change"
    )
    command.add_argument("--json", action="store_true", help="print the report as JSON")


def _run(options: argparse.Namespace) -> int:
    if options.default_specs:
        raise BadCall("--specs", "is missing", "name the folder that the tasks go to")
    root: Path = options.specs
    if root.exists() and not root.is_dir():
        raise BadCall("--specs", f"{root} is no folder", "name a folder")
    record = _record(root)
    overlays = [*dict.fromkeys([*map(Path, record.get("overlays", [])), *options.overlay])]
    overlays = [path for path in overlays if path in options.overlay or path.is_file()]
    include = options.include or record.get("include", [])
    made = bring(options.document, read_overlays(overlays), include, record, root)
    kept, changed, stale = _compared(root, made.files, record)
    files = {path: text for path, text in made.files.items() if path not in kept}
    files[RECORD] = pretty(_new_record(options, include, overlays, made, record, kept, stale))
    lines = report.lines(made, kept, changed, stale)
    files[REPORT] = report.page(made, kept)
    wrong = bool(made.document.findings or made.omitted)
    if options.json:
        print(json.dumps(report.as_json(made, kept, changed, stale), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines))
    if options.strict and wrong:
        print("Nothing was written.")
        return 1
    if options.check:
        return 1 if changed or stale or (root / RECORD).exists() is False else 0
    swap(files, root, lambda: [path for path in stale if path not in kept])
    return 0


def bring(
    path: Path,
    overlay: Overlay,
    include: Iterable[str] = (),
    record: Mapping[str, Any] | None = None,
    root: Path | None = None,
) -> Import:
    """Return what a document becomes.

    Args:
        path: Its file.
        overlay: What the user has decided.
        include: Paths and tags; without any, all operations are taken.
        record: What an earlier import has written down.
        root: The folder that the files go to, whose `client.json` stays as it is.

    Raises:
        BadCall: If it is no document that can be read.
    """
    record = record or {}
    data, _digest, repeated = read(path)
    document = Document(path.name, overlay.apply(data))
    for name in dict.fromkeys(repeated):
        fix = "delete one of them; the last counts"
        document.say("duplicate-key", "", f"{name!r} occurs twice in one object", fix)
    made = Import(document)
    check_root(document)
    operations = list(_operations(document))
    wanted = [op for op in operations if _is_included(op, list(include))]
    made.passed = len(operations) - len(wanted)
    if not wanted:
        what = "has no operation" if not operations else "has none that --include names"
        faults = [f"{f.pointer}: {f.message}" for f in document.findings[:1]]
        fix = faults[0] if faults and not operations else "name others"
        raise BadCall("DOC" if not operations else "--include", f"{path} {what}", fix)
    for op in wanted:
        check_operation(document, op.place)
    _check_ids(document, wanted)
    made.called_back = _called_back(document, wanted)
    known = {
        key: Named(entry["qualified"], entry["method"], entry["why"])
        for key, entry in record.get("operations", {}).items()
    }
    skipped = [op for op in wanted if overlay.of(op.key, op.id).get("skip")]
    made.omitted += [
        Omitted(op.key, op.place.pointer, "an overlay leaves it out", "delete `skip`")
        for op in skipped
    ]
    left_out = {op.key for op in skipped}
    wanted = [op for op in wanted if op.key not in left_out]
    chosen = {
        op.key: str(entry["qualified"])
        for op in wanted
        if "qualified" in (entry := overlay.of(op.key, op.id))
    }
    types = Types(document)
    asked = _asked(document, wanted, operations)
    named = name_operations(asked, known, chosen, client_members() - {"chat"})
    servers = usual_servers(document)
    for op in wanted:
        try:
            made.tasks.append(
                task_of(
                    document, types, op.key, op.place, op.shared, named[op.key], servers,
                    overlay.of(op.key, op.id),
                )
            )  # fmt: skip
        except Left as left:
            made.omitted.append(Omitted(op.key, left.pointer, left.why, left.remedy))
    described = client(document)
    own = (root or Path()) / "client.json"
    if root is not None and own.is_file():
        described = json.loads(own.read_text(encoding="utf-8"))
    taken = names_taken(SpecDocument("client.json", described, ""))
    _check_overlay(document, overlay, operations)
    known_names = {**record.get("classes", {}), **_class_names(overlay, types)}
    _laid_out(made, types, known_names, taken, described, document)
    return made


def _check_overlay(document: Document, overlay: Overlay, operations: Iterable[_Found]) -> None:
    """Note what an overlay speaks of and the document does not have."""
    there = {name for op in operations for name in (op.key, op.id)}
    absent = [f"operations.{name}" for name in overlay.operations if name not in there]
    absent += [f"classes {p}" for p in overlay.classes if document.at(p) is None]
    for what in absent:
        fix = "correct the overlay, or delete the line if upstream has none any more"
        document.say("overlay", "", f"an overlay has {what}, which the document has not", fix)


def _class_names(overlay: Overlay, types: Types) -> dict[str, str]:
    """Return the names that an overlay gives to classes, by their keys."""
    found: dict[str, str] = {}
    for pointer, name in overlay.classes.items():
        sent, received = f"input:{pointer}", f"output:{pointer}"
        found[received] = name
        both = sent in types.definitions and received in types.definitions
        found[sent] = f"{name}Input" if both and not name.endswith("Input") else name
    return found


def _laid_out(
    made: Import,
    types: Types,
    known: Mapping[str, str],
    taken: Mapping[str, str],
    described: dict[str, Any],
    document: Document,
) -> None:
    """Lay out the tasks; those that the linter finds fault with are left out, and said."""
    for _ in range(_ROUNDS):
        layout = lay_out(made.tasks, types.definitions, known, taken)
        files = {"client.json": described, **layout.files}
        specs = _specs(files)
        faults = lint(specs) if specs.tasks else []
        blamed = _blamed(faults, made.tasks, layout)
        if not blamed:
            break
        for task in list(made.tasks):
            if (fault := blamed.get(task.named.method)) is not None:
                made.tasks.remove(task)
                why = f"{fault.rule}: {fault.message} ({fault.file}#{fault.pointer})"
                made.omitted.append(Omitted(task.key, task.pointer, why, fault.fix))
    made.names = layout.names
    made.files = {path: pretty(data) for path, data in files.items()}


def _blamed(faults: list[Finding], tasks: list[Task], layout: Layout) -> dict[str, Finding]:
    """Return the tasks that faults keep from being generated."""
    found: dict[str, Finding] = {}
    for fault in faults:
        if fault.file.startswith("tasks/"):
            found.setdefault(fault.file.split("/")[1], fault)
        else:
            for method in layout.users.get(fault.file, ()):
                found.setdefault(method, fault)
    if faults and not found:
        fault = faults[0]
        raise BadCall("DOC", f"{fault.file}#{fault.pointer}: {fault.message}", fault.fix)
    return found


def _specs(files: Mapping[str, Any]) -> Specs:
    documents = {
        path: SpecDocument(path, data, hashlib.sha256(path.encode()).hexdigest())
        for path, data in files.items()
    }
    return assemble(Path("."), documents)


@dataclass(frozen=True)
class _Found:
    """An operation of a document, and the path item that it is in."""

    key: str
    id: str
    tags: tuple[str, ...]
    place: Place
    shared: Place


def _operations(document: Document) -> Iterable[_Found]:
    for path, item in document.root.members("paths"):
        if path.startswith("x-"):
            continue
        shared = document.resolved(item)
        if shared is None or not isinstance(shared.value, dict):
            document.say("path", item.pointer, f"{path} is no path item", "write an object")
            continue
        check_path_item(document, shared)
        places = [(m, shared.below(m)) for m in METHODS]
        places += [(m, p) for m, p in shared.members("additionalOperations")]
        for method, place in places:
            if place is None:
                continue
            if not isinstance(place.value, dict):
                document.say("path", place.pointer, "is no operation", "write an object")
                continue
            tags = place.value.get("tags")
            named = tuple(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else ()
            key = f"{method.upper()} {path}"
            yield _Found(key, place.text("operationId"), named, place, shared)


def _is_included(op: _Found, include: list[str]) -> bool:
    path = op.key.partition(" ")[2]
    return not include or any(
        wanted in op.tags
        or path == wanted
        or (wanted.startswith("/") and path.startswith(f"{wanted.rstrip('/')}/"))
        or wanted in (op.key, op.id)
        for wanted in include
    )


def _check_ids(document: Document, operations: Iterable[_Found]) -> None:
    seen: dict[str, str] = {}
    for op in operations:
        if op.id and seen.setdefault(op.id, op.key) != op.key:
            message = f"operationId {op.id!r} is also that of {seen[op.id]}"
            pointer = f"{op.place.pointer}/operationId"
            document.say("duplicate-id", pointer, message, "give it one of its own")


def _called_back(document: Document, operations: Iterable[_Found]) -> list[str]:
    """Return the webhooks of a document, and the callbacks of its operations."""
    found = [name for name, _ in document.root.members("webhooks") if not name.startswith("x-")]
    for op in operations:
        callbacks = op.place.members("callbacks")
        found += [f"{name} of {op.key}" for name, _ in callbacks if not name.startswith("x-")]
    return found


def _asked(
    document: Document, wanted: Iterable[_Found], operations: Iterable[_Found]
) -> list[Asked]:
    """Return what names are made from, of the operations that are wanted."""
    methods: dict[str, set[str]] = {}
    with_parameter: set[str] = set()  # paths behind which a parameter comes
    for op in operations:
        verb, _, path = op.key.partition(" ")
        methods.setdefault(path, set()).add(verb)
        with_parameter |= {path[: at.start()] for at in re.finditer(r"/\{", path)}
    found = []
    for op in wanted:
        path = op.key.partition(" ")[2]
        plain = path.partition("#")[0]
        found.append(
            Asked(
                op.key, op.id, op.tags, _lists(document, op.place),
                answers(document, op.place).is_json, frozenset(methods[path]),
                deeper=path.rstrip("/") in with_parameter,
                alone=plain == path or plain not in methods,
            )
        )  # fmt: skip
    return found


def _lists(document: Document, place: Place) -> bool:
    """Return whether an operation answers with a list, or with an object that is about one."""
    for status, entry in place.members("responses"):
        response = document.resolved(entry)
        if not status.startswith("2") or response is None:
            continue
        for name, media in response.members("content"):
            schema = media.below("schema")
            if "json" in name and schema is not None:
                return _is_list(document, schema)
    return False


def _is_list(document: Document, schema: Place, depth: int = 0) -> bool:
    found = document.resolved(schema)
    if found is None or not isinstance(found.value, dict) or depth > 8:
        return False
    if found.value.get("type") == "array":
        return True
    for word in ("allOf", "anyOf", "oneOf"):
        if any(_is_list(document, part, depth + 1) for part in found.items(word)):
            return True
    members = found.members("properties")
    lists = [n for n, m in members if (r := document.resolved(m)) and _type(r) == "array"]
    names = {"data", "items", "results", "records", "values"}
    return bool(names & {*lists}) or (len(lists) == 1 and len(members) <= 4)


def _type(place: Place) -> Any:
    return place.value.get("type") if isinstance(place.value, dict) else None


# Files -----------------------------------------------------------------------------------------


def _record(root: Path) -> dict[str, Any]:
    path = root / RECORD
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        fix = "restore it, or delete it: names that it keeps are then made anew"
        raise BadCall("--specs", f"{path} cannot be read", fix) from None
    return found if isinstance(found, dict) else {}


def _compared(
    root: Path, files: Mapping[str, str], record: Mapping[str, Any]
) -> tuple[list[str], list[str], list[str]]:
    """Return the files that somebody has edited, those that change, and those that are gone."""
    written = record.get("files", {})
    kept, changed = [], []
    for path, text in files.items():
        target = root / path
        if not target.is_file():
            changed.append(path)
            continue
        there = target.read_text(encoding="utf-8")
        if there == text:
            continue
        if path == "client.json" or written.get(path) != _sha256(there):
            kept.append(path)
        else:
            changed.append(path)
    stale = [path for path in written if path not in files and (root / path).is_file()]
    kept += [p for p in stale if written[p] != _sha256((root / p).read_text(encoding="utf-8"))]
    return kept, changed, stale


def _new_record(
    options: argparse.Namespace,
    include: Iterable[str],
    overlays: Iterable[Path],
    made: Import,
    record: Mapping[str, Any],
    kept: Iterable[str],
    stale: Iterable[str],
) -> dict[str, Any]:
    operations = dict(record.get("operations", {}))
    operations |= {
        task.key: {
            "qualified": task.named.qualified,
            "method": task.named.method,
            "why": task.named.why,
        }
        for task in made.tasks
    }
    written = record.get("files", {})
    files = {path: _sha256(text) for path, text in made.files.items()}
    files |= {path: written[path] for path in kept if path in written}
    return {
        "document": made.document.name,
        "include": list(include),
        "overlays": [str(path) for path in overlays],
        "operations": dict(sorted(operations.items())),
        "classes": dict(sorted({**record.get("classes", {}), **made.names}.items())),
        "files": dict(sorted(files.items())),
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
