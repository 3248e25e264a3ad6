"""One task's schemas in our form, as far as that is this source's own business.

What any schema may have wrong is left to the linter's repairs; here is what only this source has:
its addresses, its shared definitions, its comments, its objects without names.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..lint.titles import derived_title
from ..load import Document, Schema
from ..normalize import references
from ..pointer import at, pointer_to, steps_of, walk
from .source import FILES, UpstreamTask

_COMMON = re.compile(r".*common-definitions\.json#/(?:definitions|\$defs)/([^/]+)$")
_OWN = re.compile(r"/inference/schemas/([^/]+)/([a-z_]+\.json)#(.*)$")
_EXAMPLES = ("example", "examples")
_COUNTERPARTS = {"minLength": "minItems", "maxLength": "maxItems"}
_MEDIA = re.compile(r"\b(audio|image|video)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """One repair: where it was made, and what it was."""

    file: str
    pointer: str
    what: str


@dataclass
class Converted:
    """A task in our form."""

    task: UpstreamTask
    documents: dict[str, Any]  # by path below the specs folder
    changes: list[Change] = field(default_factory=list)


@dataclass
class _Draft:
    """A schema file that is being rewritten."""

    path: str
    data: Any
    prefix: str  # of the task's class names
    foreign: frozenset[str]  # definitions that other files of the task refer to
    changes: list[Change]

    def changed(self, pointer: str, what: str) -> None:
        """Note a repair."""
        self.changes.append(Change(self.path, pointer, what))

    @property
    def definitions(self) -> dict[str, Any]:
        """The definitions, which are made if there are none."""
        found: dict[str, Any] = self.data.setdefault("$defs", {})
        return found

    def schemas(self) -> Iterator[tuple[str, Schema]]:
        """Yield all objects that are schemas, parents first; names of members are none."""
        for pointer, node in list(walk(self.data)):
            steps = steps_of(pointer)
            is_map = bool(steps) and steps[-1] in ("properties", "$defs")
            if isinstance(node, dict) and not (is_map and not _is_name(steps)):
                yield pointer, node


def _is_name(steps: list[str]) -> bool:
    """Whether the last step is the name of a property, even if it reads like a keyword."""
    return len(steps) > 1 and steps[-2] in ("properties", "$defs") and not _is_name(steps[:-1])


def class_prefix(name: str) -> str:
    """Return what the names of a task's classes begin with."""
    return "".join(word.title() for word in name.split("-"))


def convert(task: UpstreamTask, shared: Mapping[str, Any], known: Mapping[str, str]) -> Converted:
    """Rewrite the schemas of a task.

    Args:
        task: As it was read.
        shared: Definitions of all tasks upstream.
        known: Definitions that our common/ has: name and path.

    Returns:
        The schemas, without operation.json; they may have faults that the linter finds.
    """
    changes: list[Change] = []
    documents = {}
    for file, schema in task.schemas.items():
        path = f"tasks/{task.folder}/{file}"
        foreign = _foreign(task, file)
        draft = _Draft(path, copy.deepcopy(schema), class_prefix(task.name), foreign, changes)
        if "definitions" in draft.data and "$defs" not in draft.data:
            draft.data["$defs"] = draft.data.pop("definitions")
            draft.changed("/$defs", "renamed from definitions")
        _booleans(draft)
        _addresses(draft, task, shared, known)
        for step in _STEPS:
            step(draft)
        documents[path] = draft.data
    return Converted(task, documents, changes)


def _foreign(task: UpstreamTask, file: str) -> frozenset[str]:
    """Return the definitions of a file that other files of its task refer to."""
    theirs = {ours: upstream for upstream, ours in FILES.items()}[file]
    others = [schema for other, schema in task.schemas.items() if other != file]
    refs = [ref for schema in others for ref in references(schema)]
    return frozenset(ref.rsplit("/", 1)[-1] for ref in refs if f"/{theirs}#" in f"/{ref}")


# References -------------------------------------------------------------------------------------


def _addresses(
    draft: _Draft, task: UpstreamTask, shared: Mapping[str, Any], known: Mapping[str, str]
) -> None:
    """Make references relative, and take over what they lead to in the shared file."""
    pending = list(draft.schemas())
    while pending:
        pointer, schema = pending.pop(0)
        ref = schema.get("$ref")
        if not isinstance(ref, str):
            continue
        own, common = _OWN.match(ref), _COMMON.match(ref)
        if common and common[1] in known:
            path = known[common[1]]
            schema["$ref"] = f"../../{path}#/$defs/{common[1]}"
            draft.changed(f"{pointer}/$ref", f"refers to our {path}, not to {ref}")
        elif common and common[1] in shared:
            name = _shared_name(draft, pointer, schema, common[1])
            if name not in draft.definitions:
                taken = {**copy.deepcopy(shared[common[1]]), "title": name}
                draft.definitions[name] = taken
                pending += _within(pointer_to("$defs", name), taken)
            schema["$ref"] = f"#/$defs/{name}"
            draft.changed(f"{pointer}/$ref", f"{common[1]} was shared; taken over as {name}")
        elif own and own[1] == task.name and own[2] in FILES:
            file = FILES[own[2]]
            here = "" if draft.path.endswith(f"/{file}") else file
            schema["$ref"] = f"{here}#{own[3].replace('/definitions/', '/$defs/')}"
            draft.changed(f"{pointer}/$ref", f"relative, not {ref}")
        elif ref.startswith("#/definitions/"):
            schema["$ref"] = ref.replace("#/definitions/", "#/$defs/", 1)


def _within(pointer: str, schema: Any) -> list[tuple[str, Schema]]:
    return [(p, node) for p, node in walk(schema, pointer) if isinstance(node, dict)]


def _shared_name(draft: _Draft, pointer: str, schema: Schema, name: str) -> str:
    """Return the name that a task's own copy of a shared definition gets."""
    title = schema.get("title")
    if isinstance(title, str):
        return title
    root = draft.data.get("title")
    if pointer == "/items" and isinstance(root, str):
        return f"{root}Element"
    return f"{draft.prefix}{name}"


def _siblings(draft: _Draft) -> None:
    """Delete types beside references to what has that type."""
    for pointer, schema in draft.schemas():
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/") and "type" in schema:
            try:
                target = at(draft.data, ref[1:])
            except KeyError:
                continue
            if isinstance(target, dict) and target.get("type") == schema["type"]:
                draft.changed(f"{pointer}/type", "deleted: the reference has it")
                del schema["type"]


def _prune(draft: _Draft) -> None:
    """Delete definitions that nothing refers to."""
    definitions = draft.data.get("$defs")
    if not isinstance(definitions, dict):
        return
    reached = {name for name in definitions if name in draft.foreign}
    pending = [{word: node for word, node in draft.data.items() if word != "$defs"}]
    pending += [definitions[name] for name in reached]
    while pending:
        for ref in references(pending.pop()):
            name = ref.rsplit("/", 1)[-1]
            if ref.startswith("#/$defs/") and name in definitions and name not in reached:
                reached.add(name)
                pending.append(definitions[name])
    for name in [name for name in definitions if name not in reached]:
        draft.changed(pointer_to("$defs", name), "deleted: nothing refers to it")
        del definitions[name]
    if not definitions:
        del draft.data["$defs"]


# Words ------------------------------------------------------------------------------------------


def _booleans(draft: _Draft) -> None:
    """Write the schema of any value as an object, and leave out members that no value fits."""
    for pointer, schema in draft.schemas():
        for word in ("properties", "$defs"):
            members = schema.get(word, {})
            for name in [name for name, member in members.items() if isinstance(member, bool)]:
                place = f"{pointer}/{word}{pointer_to(name)}"
                draft.changed(place, "any value" if members[name] else "deleted: no value fits")
                if members.pop(name):
                    members[name] = {}
        if schema.get("items") is True or schema.get("items") is False:
            draft.changed(f"{pointer}/items", "deleted: it says nothing of the items")
            del schema["items"]


def _examples(draft: _Draft) -> None:
    """Delete examples of single values: those of operation.json are of whole calls."""
    for pointer, schema in draft.schemas():
        for word in _EXAMPLES:
            if word in schema:
                draft.changed(f"{pointer}/{word}", f"deleted: {schema.pop(word)!r}")


def _comments(draft: _Draft) -> None:
    """Read the comment that says that a text is a file, and give others their keyword."""
    for pointer, schema in draft.schemas():
        comment = schema.get("comment")
        if not isinstance(comment, str):
            continue
        del schema["comment"]
        kind = _MEDIA.search(f"{schema.get('description', '')} {draft.path}".replace("_", " "))
        if comment == "type=binary" and schema.get("type") == "string" and kind:
            media = f"{kind[1].lower()}/*"
            _put(schema, {"contentEncoding": "base64", "contentMediaType": media}, after="type")
            draft.changed(f"{pointer}/comment", f"said in keywords: base64, {media}")
        else:
            schema["$comment"] = comment
            draft.changed(f"{pointer}/comment", "renamed to $comment")


def _put(schema: Schema, members: Schema, after: str) -> None:
    items = list(schema.items())
    schema.clear()
    for word, value in items:
        schema[word] = value
        if word == after:
            schema.update(members)


def _lengths(draft: _Draft) -> None:
    """Give limits of lists the keywords that lists have."""
    for pointer, schema in draft.schemas():
        for word, counterpart in _COUNTERPARTS.items():
            if schema.get("type") == "array" and word in schema and counterpart not in schema:
                schema[counterpart] = schema.pop(word)
                draft.changed(f"{pointer}/{word}", f"renamed to {counterpart}")


def _descriptions(draft: _Draft) -> None:
    """Trim descriptions, and give definitions the one that stands where they are referred to."""
    users: dict[str, list[tuple[str, str]]] = {}
    for pointer, schema in draft.schemas():
        text = schema.get("description")
        if isinstance(text, str) and text != text.strip():
            schema["description"] = text.strip()
            draft.changed(f"{pointer}/description", "trimmed")
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/$defs/"):
            place = pointer.removesuffix("/items")
            text = (
                "One item of the answer." if not place else at(draft.data, place).get("description")
            )
            users.setdefault(ref.rsplit("/", 1)[-1], []).append((place, str(text or "")))
    for name, definition in draft.data.get("$defs", {}).items():
        described = [(place, text) for place, text in users.get(name, []) if text]
        if isinstance(definition, dict) and not definition.get("description") and described:
            place, definition["description"] = described[0]
            what = f"taken from {place}" if place else "said that it is an item"
            draft.changed(f"{pointer_to('$defs', name)}/description", what)


def _required(draft: _Draft) -> None:
    """Give members that are required by a camel-case name the name that they have."""
    for pointer, schema in draft.schemas():
        properties, required = schema.get("properties"), schema.get("required")
        if not isinstance(properties, dict) or not isinstance(required, list):
            continue
        for index, name in enumerate(required):
            snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(name)).lower()
            if name not in properties and snake in properties:
                required[index] = snake
                draft.changed(f"{pointer}/required/{index}", f"{snake}, not {name}")


# Names ------------------------------------------------------------------------------------------


def _prefixes(draft: _Draft) -> None:
    """Give the definitions names that no other task has."""
    definitions = draft.data.get("$defs", {})
    renames = {
        name: draft.prefix + name
        for name in definitions
        if not name.startswith(draft.prefix) and name not in draft.foreign
    }
    if not renames:
        return
    for old, new in renames.items():
        draft.changed(
            pointer_to("$defs", new), f"renamed from {old}: names are shared by all tasks"
        )
    draft.data["$defs"] = {renames.get(name, name): node for name, node in definitions.items()}
    for new in renames.values():
        if isinstance(draft.data["$defs"][new], dict):
            draft.data["$defs"][new]["title"] = new
    for _, schema in draft.schemas():
        name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        if name in renames:
            schema["$ref"] = f"#/$defs/{renames[name]}"


def _objects(draft: _Draft) -> None:
    """Make objects that stand in properties and lists definitions, named after their place."""
    for pointer, schema in draft.schemas():
        steps = steps_of(pointer)
        if "properties" not in schema or not steps or (len(steps) == 2 and steps[0] == "$defs"):
            continue
        name = schema.get("title") or derived_title(Document("", draft.data, ""), pointer)
        if not isinstance(name, str) or name in draft.definitions:
            continue
        draft.definitions[name] = {"title": name, **schema}
        schema.clear()
        schema["$ref"] = f"#/$defs/{name}"
        draft.changed(pointer, f"made a definition, {name}")


def _branches(draft: _Draft) -> None:
    """Name the objects of a union after what tells them apart, and make them definitions."""
    for pointer, schema in draft.schemas():
        for word in ("anyOf", "oneOf"):
            branches = schema.get(word)
            if not isinstance(branches, list):
                continue
            for index, branch in enumerate(branches):
                if not isinstance(branch, dict) or "properties" not in branch:
                    continue
                name = branch.get("title") or _branch_name(draft, pointer, branch)
                if name is None or name in draft.definitions:
                    continue
                draft.definitions[name] = {"title": name, **branch}
                branches[index] = {"$ref": f"#/$defs/{name}"}
                draft.changed(f"{pointer}/{word}/{index}", f"made a definition, {name}")


def _branch_name(draft: _Draft, pointer: str, branch: Schema) -> str | None:
    steps = steps_of(pointer)
    owner = steps[1] if steps[:1] == ["$defs"] else str(draft.data.get("title"))
    inside = [step for step in steps[2 if steps[:1] == ["$defs"] else 0 :] if step != "properties"]
    words = [step for step in inside if step not in ("items", "anyOf", "oneOf")]
    for schema in branch["properties"].values():
        values = schema.get("enum", [schema["const"]] if "const" in schema else [])
        if len(values) == 1 and isinstance(values[0], str):
            return owner + "".join(_pascal(word) for word in [*words, values[0]])
    required = branch.get("required") or list(branch["properties"])
    return owner + "".join(_pascal(word) for word in [*words, required[0]]) if required else None


def _order(draft: _Draft) -> None:
    """Put keywords in our order: classes begin with their names, the rest ends in descriptions."""
    for pointer, schema in draft.schemas():
        steps = steps_of(pointer)
        is_class = not steps or (len(steps) == 2 and steps[0] == "$defs")
        first = ("$schema", "title", "description", "type") if is_class else ("type",)
        last = ("required", "$defs") if is_class else ("description",)
        middle = [word for word in schema if word not in (*first, *last)]
        ordered = {word: schema[word] for word in (*first, *middle, *last) if word in schema}
        schema.clear()
        schema.update(ordered)


def _pascal(text: str) -> str:
    return "".join(w[0].upper() + w[1:] for w in re.findall(r"[A-Za-z0-9]+", text))


_STEPS: tuple[Callable[[_Draft], None], ...] = (
    _examples,
    _comments,
    _lengths,
    _required,
    _siblings,
    _branches,
    _objects,
    _prune,
    _prefixes,
    _descriptions,
    _order,
)
