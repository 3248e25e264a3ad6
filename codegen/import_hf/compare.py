"""Upstream's schemas beside ours: what differs, and what of it can be taken over as it is.

Only what travels is compared: names, types, values, what is required. Titles, texts and where the
definitions stand are ours.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..load import Document, Schema, SpecError, Specs
from ..normalize import references
from ..patch import ABSENT, Edit, found
from ..pointer import at, pointer_to

_FILES = ("input.json", "output.json", "stream.json")
_NUMBERS = frozenset({"integer", "number"})


@dataclass(frozen=True)
class Difference:
    """One thing that upstream says otherwise.

    Attributes:
        file: Our file.
        path: The member on the wire: steps parted by slashes, `*` for the items of a list.
        what: Upstream's side and ours.
        edits: What takes it over, where that is no decision.
        why_not: Why it is one.
    """

    file: str
    path: str
    what: str
    edits: tuple[Edit, ...] = ()
    why_not: str = ""

    def __str__(self) -> str:
        return f"{self.file} {self.path or '/'}: {self.what}"


@dataclass(frozen=True)
class _Member:
    """A member of a message, with all that unions say about it taken together."""

    document: Document
    pointer: str  # of its schema, where it is first described
    schema: Schema
    types: frozenset[str]
    values: tuple[Any, ...] | None  # of an enum
    values_at: tuple[Document, str] | None  # where the enum stands
    required: bool
    owner: tuple[Document, str] | None  # the object that has it


def compare(specs: Specs, theirs: Mapping[str, Document], folder: str) -> list[Difference]:
    """Compare a task of ours with upstream's version in our form.

    Args:
        specs: Ours.
        theirs: Documents of upstream's version, common/ included.
        folder: The task.
    """
    result: list[Difference] = []
    other = Specs(specs.root, {**specs.documents, **theirs}, (), specs.client)
    for name in _FILES:
        path = f"tasks/{folder}/{name}"
        if path not in theirs:
            continue
        if path not in specs.documents:
            result.append(
                Difference(
                    path, "", "upstream has the file", why_not="a task that streams has variants"
                )
            )
            continue
        new, old = _members(other, theirs[path]), _members(specs, specs.documents[path])
        sends = name == "input.json"
        for step, member in new.items():
            if step in old:
                result += _changed(path, step, member, old[step], sends)
            elif step.rpartition("/")[0] in old or "/" not in step[1:]:
                result.append(_added(path, step, member, old, sends, other, specs))
        for step in old:
            if step not in new and (step.rpartition("/")[0] in new or "/" not in step[1:]):
                why = "servers may still take or send it"
                result.append(Difference(path, step, "upstream does not have it", why_not=why))
    return result


# Members ----------------------------------------------------------------------------------------


def _members(specs: Specs, root: Document) -> dict[str, _Member]:
    """Return the members of a message by their path on the wire."""
    found: dict[str, _Member] = {}

    def visit(
        document: Document, pointer: str, schema: Schema, path: str, above: tuple[str, ...]
    ) -> None:
        for branch_document, branch_pointer, branch in _branches(specs, document, pointer, schema):
            key = f"{branch_document.path}#{branch_pointer}"
            if key in above:
                continue  # a definition inside itself
            inside = (*above, key)
            required = branch.get("required", [])
            for name, child in branch.get("properties", {}).items():
                place = branch_pointer + pointer_to("properties", name)
                step = f"{path}/{name}"
                member = _member(specs, branch_document, place, child, name in required)
                member = _with_owner(member, (branch_document, branch_pointer))
                found[step] = _joined(found[step], member) if step in found else member
                visit(branch_document, place, child, step, inside)
            if isinstance(branch.get("items"), dict):
                place = f"{branch_pointer}/items"
                step = f"{path}/*"
                member = _member(specs, branch_document, place, branch["items"], True)
                found[step] = _joined(found[step], member) if step in found else member
                visit(branch_document, place, branch["items"], step, inside)

    found[""] = _member(specs, root, "", root.data, True)
    visit(root, "", root.data, "", ())
    return found


def _branches(
    specs: Specs,
    document: Document,
    pointer: str,
    schema: Schema,
    above: tuple[tuple[str, str], ...] = (),
) -> Iterator[tuple[Document, str, Schema]]:
    """Yield what a schema may be, references followed and unions taken apart."""
    if (document.path, pointer) in above:
        return  # a reference to itself
    above = (*above, (document.path, pointer))
    if isinstance(schema.get("$ref"), str):
        try:
            yield from _branches(specs, *specs.resolve(document, schema["$ref"], pointer), above)
        except SpecError:
            yield document, pointer, {}
        return
    unions = [
        (w, schema[w]) for w in ("anyOf", "oneOf", "allOf") if isinstance(schema.get(w), list)
    ]
    for word, branches in unions:
        for index, branch in enumerate(branches):
            if isinstance(branch, dict):
                yield from _branches(specs, document, f"{pointer}/{word}/{index}", branch, above)
    if not unions or "properties" in schema:
        yield document, pointer, schema


def _member(
    specs: Specs, document: Document, pointer: str, schema: Schema, required: bool
) -> _Member:
    types: set[str] = set()
    values: list[Any] = []
    places: list[tuple[Document, str]] = []
    is_open = False
    for where, place, branch in _branches(specs, document, pointer, schema):
        listed = branch.get("enum", [branch["const"]] if "const" in branch else None)
        if listed is not None:
            values += [value for value in listed if value is not None]
            places.append((where, f"{place}/enum"))
            types |= {_type(value) for value in listed}
            continue
        kinds = branch.get("type", "object" if "properties" in branch else [])
        listed_kinds = {kinds} if isinstance(kinds, str) else set(kinds)
        is_open = is_open or bool(listed_kinds - {"null", "object", "array"}) or not listed_kinds
        types |= listed_kinds or {"any"}
    closed = places and not is_open
    at_once = places[0] if closed and len(places) == 1 else None
    return _Member(
        document,
        pointer,
        schema,
        frozenset(types),
        tuple(values) if closed else None,
        at_once,
        required,
        None,
    )


def _type(value: Any) -> str:
    return {bool: "boolean", int: "integer", float: "number", type(None): "null"}.get(
        type(value), "string"
    )


def _with_owner(member: _Member, owner: tuple[Document, str]) -> _Member:
    return _Member(**{**member.__dict__, "owner": owner})


def _joined(first: _Member, second: _Member) -> _Member:
    """Take the same member of two branches of a union together."""
    both = None
    if first.values is not None and second.values is not None:
        both = tuple(dict.fromkeys([*first.values, *second.values]))
    return _Member(
        **{
            **first.__dict__,
            "types": first.types | second.types,
            "values": both,
            "values_at": first.values_at if first.values_at == second.values_at else None,
            "required": first.required and second.required,
        }
    )


# Differences ------------------------------------------------------------------------------------


def _changed(path: str, step: str, new: _Member, old: _Member, sends: bool) -> Iterator[Difference]:
    theirs, ours = _known(new.types), _known(old.types)
    if theirs and ours and not _compatible(theirs, ours):
        what = f"upstream has type {_list(theirs)}, we have {_list(ours)}"
        yield Difference(path, step, what, why_not="a type is what callers rely on")
    if "null" in new.types and "null" not in old.types and ours and not sends:
        what = "upstream may send null"
        yield _null(path, step, what, old)
    if new.values is not None and old.values is not None:
        yield from _values(path, step, new.values, old)
    # An answer may lack what upstream requires: what is received is not checked so closely.
    if new.required != old.required and step and (sends or old.required):
        side = "requires it, we do not" if new.required else "does not require it, we do"
        yield Difference(
            path, step, f"upstream {side}", why_not="the signature or the type changes"
        )


def _known(types: frozenset[str]) -> frozenset[str]:
    """Return types without null, and nothing where a schema says nothing."""
    return frozenset() if "any" in types else types - {"null"}


def _compatible(theirs: frozenset[str], ours: frozenset[str]) -> bool:
    if theirs & _NUMBERS and ours & _NUMBERS:  # every integer is a number
        theirs, ours = theirs - _NUMBERS | {"number"}, ours - _NUMBERS | {"number"}
    return theirs <= ours


def _null(path: str, step: str, what: str, old: _Member) -> Difference:
    schema, place = old.schema, old.document.path
    if place != path:
        return Difference(path, step, what, why_not=f"{place} is shared by several tasks")
    if isinstance(schema.get("type"), str):
        now = {**schema, "type": [schema["type"], "null"]}
    elif isinstance(schema.get("type"), list):
        now = {**schema, "type": [*schema["type"], "null"]}
    elif "$ref" in schema:
        rest = {word: value for word, value in schema.items() if word != "$ref"}
        now = {"anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}], **rest}
    elif isinstance(schema.get("anyOf"), list):
        now = {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    else:
        return Difference(path, step, what, why_not="there is no type to add it to")
    return Difference(path, step, what, (Edit(place, old.pointer, schema, now),))


def _values(path: str, step: str, theirs: tuple[Any, ...], old: _Member) -> Iterator[Difference]:
    assert old.values is not None
    more = [value for value in theirs if value not in old.values]
    fewer = [value for value in old.values if value not in theirs]
    if more:
        what = f"upstream also has {_list(more)}"
        if old.values_at is None or old.values_at[0].path != path:
            yield Difference(
                path, step, what, why_not="the values stand in several places or files"
            )
        else:
            document, pointer = old.values_at
            values = found(document.data, pointer)
            edit = Edit(path, pointer, values, [*values, *more]) if values is not ABSENT else None
            yield Difference(
                path, step, what, (edit,) if edit else (), "" if edit else "it is a const"
            )
    if fewer:
        what = f"upstream does not have {_list(fewer)}"
        yield Difference(path, step, what, why_not="servers may still take or send it")


def _added(
    path: str,
    step: str,
    new: _Member,
    old: Mapping[str, _Member],
    sends: bool,
    theirs: Specs,
    ours: Specs,
) -> Difference:
    kind = "requires" if new.required and sends else "has"
    what = f"upstream {kind} it"
    name = step.rpartition("/")[2]
    siblings = [m for s, m in old.items() if s.rpartition("/")[0] == step.rpartition("/")[0]]
    parent = old.get(step.rpartition("/")[0])
    owners = {(m.owner[0].path, m.owner[1]): m.owner for m in siblings if m.owner}
    if not owners and parent is not None:
        branches = _branches(ours, parent.document, parent.pointer, parent.schema)
        owners = {(d.path, p): (d, p) for d, p, s in branches if "properties" in s}
    if name == "*" or len(owners) != 1:
        return Difference(path, step, what, why_not="it is no plain member of one object")
    ((place, pointer), (document, _)) = next(iter(owners.items()))
    if place != path:
        return Difference(path, step, what, why_not=f"{place} is shared by several tasks")
    if kind == "requires":
        return Difference(path, step, what, why_not="calls that work now would stop working")
    if not str(_described(theirs, new)).strip():
        return Difference(path, step, what, why_not="upstream describes it nowhere")
    taken = _definitions(theirs, new.document, new.schema)
    known = document.data.get("$defs", {})
    for title, schema in taken.items():
        if title in known and known[title] != schema:
            return Difference(path, step, what, why_not=f"our {title} is another one")
    edits = [Edit(path, f"{pointer}{pointer_to('properties', name)}", ABSENT, new.schema)]
    missing = {title: schema for title, schema in taken.items() if title not in known}
    if missing and not known:
        edits.append(Edit(path, "/$defs", ABSENT, missing))
    else:
        edits += [Edit(path, pointer_to("$defs", t), ABSENT, s) for t, s in missing.items()]
    return Difference(path, step, what, tuple(edits))


def _described(specs: Specs, member: _Member) -> Any:
    if "description" in member.schema:
        return member.schema["description"]
    branches = [s for _, _, s in _branches(specs, member.document, member.pointer, member.schema)]
    return branches[0].get("description", "") if branches else ""


def _definitions(specs: Specs, document: Document, schema: Schema) -> dict[str, Schema]:
    """Return the definitions of the same file that a schema needs."""
    result: dict[str, Schema] = {}
    pending = [schema]
    while pending:
        for ref in references(pending.pop()):
            name = ref.removeprefix("#/$defs/")
            if ref.startswith("#/$defs/") and name not in result:
                result[name] = copy.deepcopy(at(document.data, ref[1:]))
                pending.append(result[name])
    return result


def _list(values: Any) -> str:
    return ", ".join(map(str, sorted(values, key=str)))
