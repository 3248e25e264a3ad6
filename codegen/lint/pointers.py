"""The rule that every pointer of a manifest leads to something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..essential import field_at
from ..findings import Finding
from ..load import Document
from ..wording import nearest
from .method import Method


def pointers(method: Method) -> Iterator[Finding]:
    """Check that all pointers lead somewhere."""
    manifest, task = method.manifest, method.task
    places: list[tuple[str, Document, str, bool]] = [
        (f"/args/{index}/pointer", task.input, entry["pointer"], False)
        for index, entry in enumerate(manifest["args"])
    ]
    for index, pointer in enumerate(manifest.get("flatten", [])):
        places.append((f"/flatten/{index}", task.input, pointer, False))
    if "extra_body" in manifest:
        places.append(("/extra_body", task.input, manifest["extra_body"], False))
    if "refusals" in manifest:
        places.append(("/refusals/of", task.input, manifest["refusals"]["of"], False))
    for at, _, body, _ in method.bodies():
        document = method.schema_of(body)
        if body.get("kind") in ("bytes", "text", "none"):
            continue
        if document is None:
            names = ", ".join(doc.path.rsplit("/", 1)[1] for doc in task.schemas())
            yield method.finding(
                "schema-file",
                f"{at}/schema",
                f"{body.get('schema', 'output.json')!r} is not in the folder",
                f"write one of {names}, or add the file",
            )
            continue
        for word, target, lenient in (
            ("project", document, False),
            ("text", document, True),
            ("special", document, True),
            ("calls", document, True),
            ("usage", document, False),
            ("count", task.input, False),
            ("one_unless", task.input, False),
        ):
            if word in body:
                places.append((f"{at}/{word}", target, body[word], lenient))
        for index, entry in enumerate(body.get("essential", ())):
            place = f"{at}/essential/{index}"
            if isinstance(entry, str):
                yield from _essential(method, place, document, entry)
                continue
            for number, pointer in enumerate(entry):
                yield from _essential(method, f"{place}/{number}", document, pointer)
        if "list" in body:
            yield from _list(method, f"{at}/list", document, body["list"])
        if "field" in body.get("complete", {}):
            yield from _complete(method, f"{at}/complete", document, body["complete"])
    for at, document, pointer, lenient in places:
        if method.find(document, pointer, lenient=lenient) is None:
            yield _lost(method, at, document, pointer)


def _essential(method: Method, at: str, document: Document, pointer: str) -> Iterator[Finding]:
    if method.find(document, pointer.replace("*", "0"), lenient=True) is None:
        yield _lost(method, at, document, pointer.replace("*", "0"))
        return
    try:
        field_at(method.specs, document, pointer)
        if pointer.endswith("/0") and pointer.count("/") != 2:
            raise LookupError(pointer)
    except LookupError:
        yield method.finding(
            "pointer",
            at,
            f"{pointer} is no member of an object",
            "end with a member, or with `/0` behind a list of the answer that is never empty",
        )


def _list(
    method: Method, at: str, document: Document, rules: Mapping[str, str]
) -> Iterator[Finding]:
    for word in ("count", "limit"):
        if word in rules and method.find(method.task.input, rules[word]) is None:
            yield _lost(method, f"{at}/{word}", method.task.input, rules[word])
    items = f"{rules.get('at', '')}/0"
    if method.find(document, items, lenient=True) is None:
        yield method.finding(
            "pointer", at, f"there is no list in {document.path}", 'name it with "at", or delete it'
        )
        return
    for word in ("by", "within"):
        pointer = f"{items}/{rules.get(word)}"
        if word in rules and method.find(document, pointer, lenient=True) is None:
            yield _lost(method, f"{at}/{word}", document, pointer)


def _lost(method: Method, at: str, document: Document, pointer: str) -> Finding:
    step, names = method.names_at(document, pointer)
    if not names and method.find(document, pointer, lenient=True):
        fix = "point to a property of plain objects: lists and unions cannot be followed here"
    else:
        fix = f"for {step!r}, {nearest(step, names)}"
    return method.finding("pointer", at, f"{pointer} leads to nothing in {document.path}", fix)


def _complete(
    method: Method, at: str, document: Document, complete: Mapping[str, str]
) -> Iterator[Finding]:
    prefix = ""
    if "each" in complete:
        prefix = f"/{complete['each']}/0"
        if method.find(document, prefix, lenient=True) is None:
            yield _lost(method, f"{at}/each", document, f"/{complete['each']}")
            return
    for word in ("field", "key"):
        if word in complete:
            pointer = f"{prefix}/{complete[word]}"
            if method.find(document, pointer, lenient=True) is None:
                yield _lost(method, f"{at}/{word}", document, pointer)
    for word, target in (("also", document), ("count", method.task.input)):
        if word in complete and method.find(target, complete[word], lenient=True) is None:
            yield _lost(method, f"{at}/{word}", target, complete[word])
