"""Rules on what results and streams offer beside members: texts, parsed answers, sums of chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..attributes import attribute
from ..findings import Finding
from ..load import Document
from ..wording import nearest
from .method import ManifestRule, Method, Place
from .titles import names_taken

TEXT_MEMBERS = ("text", "parse", "parsed")


FUNCTION_MEMBERS = ("parse", "parsed")


USAGE_MEMBERS = ("prompt_tokens", "completion_tokens", "total_tokens")


def _shortcuts(method: Method) -> Iterator[Finding]:
    pointers: dict[str, str] = {}
    for at, _, body, streams in method.bodies():
        document = method.schema_of(body)
        if document is None or (streams and document is not method.task.stream):
            continue
        for word in ("project", "text", "special", "calls"):
            other = _renamed_step(method, document, body.get(word, ""))
            if other is not None:
                wire, attribute_name = other
                fault = f"the member {wire!r} is the attribute {attribute_name}"
                fix = f"delete {word}: callers read it from the whole answer, as .{attribute_name}"
                yield method.finding("shortcut", f"{at}/{word}", fault, fix)
        for word in ("text", "special"):
            if word not in body or method.find(document, body[word], lenient=True) is None:
                continue  # or it is reported as a pointer
            if obstacle := _obstacle(method, document, body, body[word], streams):
                yield method.finding("shortcut", f"{at}/{word}", *obstacle)
        if "text" in body:
            if pointers.setdefault(document.path, body["text"]) != body["text"]:
                fix = f"write {pointers[document.path]!r}, as the other variant does"
                yield method.finding("shortcut", f"{at}/text", "a class has one text", fix)
            for name in TEXT_MEMBERS:
                if name in document.data.get("properties", {}):
                    yield method.finding(
                        "shortcut",
                        f"{at}/text",
                        f"{document.path} has a member {name!r}, which would be hidden",
                        "delete text from the manifest",
                    )
        elif "special" in body:
            yield method.finding("shortcut", f"{at}/special", "there is no text", "delete it")
        if "calls" in body and (place := method.find(document, body["calls"], lenient=True)):
            members = method.follow(place).schema.get("properties", {})
            for name in ("name", "arguments"):
                if name not in members:
                    yield method.finding(
                        "shortcut",
                        f"{at}/calls",
                        f"the function has no {name}",
                        "point to the object that holds name and arguments",
                    )
            for name in FUNCTION_MEMBERS:
                if name in members:
                    yield method.finding(
                        "shortcut", f"{at}/calls", f"{name!r} would be hidden", "delete calls"
                    )


def _renamed_step(method: Method, document: Document, pointer: str) -> tuple[str, str] | None:
    """Return the first member on the way of a pointer whose attribute has another name."""
    steps = pointer.split("/")[1:]
    for count, step in enumerate(steps, 1):
        place = method.find(document, "/" + "/".join(steps[:count]), lenient=True)
        if place is None or step.isdigit():
            continue
        name = attribute(step, place.schema)
        if name != step:
            return step, name
    return None


def _obstacle(
    method: Method, document: Document, body: Mapping[str, Any], pointer: str, streams: bool
) -> tuple[str, str] | None:
    """Return why no property can be made of a pointer, and what to do."""
    if document.data.get("type") != "object":
        return "the answer is no object", "delete it"
    *steps, last = pointer.split("/")[1:]
    complete = body.get("complete", {})
    lists = [n for n, step in enumerate(steps) if step.isdigit()]
    if len(lists) > 1 or last.isdigit():
        return f"{pointer} goes over several lists, or to an item", "point to a text"
    if streams and lists and [*lists, steps[0]] != [1, complete.get("each")]:
        return f"{pointer} goes over a list that is not `each` of complete", "delete it"
    if streams and lists and "key" not in complete:
        return "items without a key cannot be told apart", 'add "key" to complete'
    place = Place(document, "", document.data)
    for step in steps:
        inner = method.follow(place)
        if step.isdigit():
            place = Place(inner.document, f"{inner.pointer}/items", inner.schema.get("items", {}))
        elif step not in inner.schema.get("properties", {}) or (
            step not in inner.schema.get("required", [])
        ):
            return f"{step!r} on the way to it may be missing", "make it required, or delete it"
        else:
            child = inner.schema["properties"][step]
            place = Place(inner.document, f"{inner.pointer}/properties/{step}", child)
    if last not in method.follow(place).schema.get("properties", {}):
        return f"{last!r} may be missing, or is one of several things", "delete it"
    return None


def _accepts(method: Method) -> Iterator[Finding]:
    bodies = [body for _, _, body, streams in method.bodies() if not streams]
    for argument in method.arguments:
        word = {"type": "text", "functions": "calls"}.get(argument.entry.get("accepts", ""))
        if word is None:
            continue
        schema = method.follow(argument.place).schema
        if not all(word in body for body in bodies):
            yield method.finding(
                "accepts",
                argument.at,
                f"no result tells where its {word} is",
                f'add "{word}" to each response, or delete accepts',
            )
        if word == "calls" and "array" not in str(schema.get("type")):
            yield method.finding("accepts", argument.at, "it is no list", "delete accepts")


def _echoes(method: Method) -> Iterator[Finding]:
    for argument in method.arguments:
        echoes = argument.entry.get("echoes")
        if echoes is None:
            continue
        at = f"{argument.at}/echoes"
        items = method.follow(argument.place).schema.get("items", {})
        if "$ref" not in items:
            fix = "delete echoes, or let the items refer to an object"
            yield method.finding("echoes", at, f"{argument.name!r} is no list of objects", fix)
        body = next((body for _, _, body, streams in method.bodies() if not streams), None)
        document = method.schema_of(body) if body is not None else None
        place = method.find(document, echoes["answer"], lenient=True) if document else None
        if place is None or "$ref" not in place.schema:
            yield method.finding(
                "echoes",
                f"{at}/answer",
                f"{echoes['answer']} is no object of an answer that has a name",
                "point to a member that refers to a definition",
            )
        if echoes["alias"] in _titles(method):
            fix = "write a name that no class has"
            yield method.finding("echoes", f"{at}/alias", f"{echoes['alias']} is a class", fix)


def _titles(method: Method) -> set[str]:
    """Return the names of all classes, and what client.json exports."""
    documents = method.specs.documents.values()
    schemas = [d.data for d in documents if isinstance(d.data, dict)]
    defined = [s for data in schemas for s in (data, *data.get("$defs", {}).values())]
    titles = {str(schema.get("title")) for schema in defined if isinstance(schema, dict)}
    return titles | names_taken(method.specs.client).keys()


def _accumulates(method: Method) -> Iterator[Finding]:
    entries = method.manifest.get("variants", [])
    for number, (at, when, body, streams) in enumerate(method.bodies()):
        document = method.schema_of(body)
        if not streams or document is None:
            continue
        chunk = document.data.get("properties", {})
        usage = method.find(document, body.get("usage", ""))
        members = method.follow(_present(method, usage)).schema if usage else {}
        for name in USAGE_MEMBERS if "usage" in body else ():
            if name not in members.get("properties", {}):
                yield method.finding(
                    "accumulate", f"{at}/usage", f"there is no {name}", "delete usage"
                )
        if "accumulate" not in body:
            continue
        rules = body["accumulate"]
        whole = [
            entry["response"]
            for entry in entries
            if "response" in entry
            and entry is not entries[number]
            and sum(entry["when"].get(name) != value for name, value in when.items()) == 1
        ]
        if not whole:
            yield method.finding(
                "accumulate",
                f"{at}/accumulate",
                "no variant returns the whole",
                "add a variant that differs in one switch and does not stream",
            )
        for name in (*rules.get("collect", {}), *rules.get("omit", ())):
            if name not in chunk:
                yield method.finding(
                    "accumulate",
                    f"{at}/accumulate",
                    f"a chunk has no member {name!r}",
                    nearest(name, chunk),
                )
        target = method.schema_of(whole[0]) if whole else None
        known = target.data.get("properties", {}) if target is not None else {}
        heads = [path.split(".")[0] for path in rules.get("collect", {}).values()]
        for name in (*heads, *filter(None, [rules.get("text")]), *rules.get("constants", ())):
            if target is not None and name not in known:
                yield method.finding(
                    "accumulate",
                    f"{at}/accumulate",
                    f"the whole has no member {name!r}",
                    nearest(name, known),
                )


def _present(method: Method, place: Place) -> Place:
    """Return the branch of a nullable schema that is not null."""
    place = method.follow(place)
    for branch in place.schema.get("anyOf", []):
        if branch.get("type") != "null":
            return Place(place.document, place.pointer, branch)
    return place


SHORTCUT_RULES: tuple[ManifestRule, ...] = (
    _shortcuts,
    _accepts,
    _echoes,
    _accumulates,
)
