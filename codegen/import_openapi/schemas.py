"""Schemas of a document in the form that the compiler takes: one for what is sent, one for answers.

A schema is either written where it stands or becomes a definition: objects always, and whatever has
a name in the document and says more than a type. References hold the key of a definition until all
are known; then each gets its name and its file.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeGuard

from ..attributes import attribute
from ..patterns import PatternError, translated
from .document import Document, Place
from .names import pascal, singular, words

__all__ = ["FILE", "Definition", "Direction", "Schema", "Types", "any_of", "clean", "references"]

Schema = dict[str, Any]
Direction = Literal["input", "output"]

FILE: Schema = {
    "type": "string",
    "contentEncoding": "base64",
    "contentMediaType": "application/octet-stream",
}
_KINDS = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})
_LIMITS: Mapping[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "array": ("minItems", "maxItems"),
}
_STRUCTURE = frozenset({
    "type", "properties", "items", "additionalProperties", "oneOf", "anyOf", "allOf", "enum",
    "const", "required", "prefixItems", "patternProperties", "nullable",
})  # fmt: skip
_PAIRS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_DEEPEST = 100  # schemas inside of schemas
_LONGEST_DEFAULT = 60
_MOST_BRANCHES = 500


@dataclass
class Definition:
    """A class or another type with a name.

    Attributes:
        key: What references hold for it.
        pointer: Where it stands in the document.
        direction: Whether it is sent or received.
        hint: The name that it would like to have.
        schema: What it is; None while that is being made out.
    """

    key: str
    pointer: str
    direction: Direction
    hint: str
    schema: Schema | None = None


_Union = tuple[Place, list[Place]]  # the schema that has it, and the branches


@dataclass
class _Flat:
    """What a schema and all parts of its `allOf` say together."""

    keywords: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Place] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    additional: Place | None = None
    items: Place | None = None
    unions: list[_Union] = field(default_factory=list)

    def add(self, other: _Flat) -> None:
        """Add what another part says; what it says again counts."""
        self.keywords |= other.keywords
        self.properties |= other.properties
        self.required |= other.required
        self.additional = other.additional or self.additional
        self.items = other.items or self.items
        self.unions += other.unions


class Types:
    """The types of a document, as operations ask for them.

    Args:
        document: Where they stand.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.definitions: dict[str, Definition] = {}
        self._simple: dict[str, Schema] = {}  # keys of what is written where it is used
        self._flats: dict[str, _Flat] = {}
        self._depth = 0
        self._waiting: list[tuple[Place, Definition]] = []
        # Names whose types are being made out, since the last class began.
        self._open: list[set[str]] = [set()]

    # Conversion --------------------------------------------------------------------------------

    def convert(
        self, place: Place, direction: Direction, hint: str, *, limits: bool = True
    ) -> Schema:
        """Return a schema in the compiler's form.

        Args:
            place: The schema in the document.
            direction: Whether it is sent or received.
            hint: Name of the class that it becomes, if it becomes one.
            limits: Whether lengths and so on may stand there.
        """
        if self._depth >= _DEEPEST:
            self._say(place, "deep-schema", "is nested too deeply", "give its parts names")
            return {}
        found = self._counted(place, direction, hint, limits)
        # A chain of classes may be of any length: each is made out by itself.
        while self._waiting and self._depth == 0:
            waiting, following = self._waiting.pop()
            self._counted(waiting, following.direction, following.hint, True)
        return found

    def _counted(self, place: Place, direction: Direction, hint: str, limits: bool) -> Schema:
        self._depth += 1
        try:
            return self._convert(place, direction, hint, limits)
        finally:
            self._depth -= 1

    def file_or(self, place: Place, hint: str) -> Schema:
        """Return the schema of a member of a form: a file, some files, or what it is."""
        if self._is_file(place):
            return dict(FILE)
        found = self.document.resolved(place)
        if found is not None and isinstance(found.value, dict):
            items = found.below("items")
            if items is not None and self._is_file(items):
                return {"type": "array", "items": dict(FILE)}
            for word in ("oneOf", "anyOf"):
                branches = found.items(word)
                kinds = [self.file_or(branch, hint) for branch in branches]
                if any("contentMediaType" in json.dumps(kind) for kind in kinds):
                    return {"anyOf": [dict(FILE), {"type": "array", "items": dict(FILE)}]}
        return self.convert(place, "input", hint)

    def members_of(self, place: Place) -> dict[str, Place]:
        """Return the members of an object, with the schemas that they have in the document."""
        found = self.document.resolved(place)
        return {} if found is None else self._flat(found).properties

    def _is_file(self, place: Place) -> bool:
        found = self.document.resolved(place)
        value = found.value if found else None
        if not isinstance(value, dict):
            return False
        kinds = value.get("type", "string")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        binary = value.get("format") == "binary" or "contentMediaType" in value
        return "file" in kinds or ("string" in kinds and binary)

    def ref(self, place: Place, direction: Direction, hint: str = "") -> Schema:
        """Return a reference to what has a name in the document, or all that it says."""
        key = f"{direction}:{place.pointer}"
        if key in self._simple:
            return dict(self._simple[key])
        if key in self._open[-1]:
            fix = "put it into a member of an object"
            self._say(place, "endless-type", "holds itself without a member between", fix)
            return {}
        known = self.definitions.get(key)
        if known is None:
            name = hint or pascal(place.pointer.rsplit("/", 1)[-1].replace("~1", "/"))
            known = self.definitions[key] = Definition(key, place.pointer, direction, name)
            if self._is_object(place):
                self._waiting.append((place, known))
                return {"$ref": key}
            self._open[-1].add(key)
            schema = self.convert(place, direction, name)
            self._open[-1].discard(key)
            if schema == {"$ref": key}:
                pass  # an object, which has defined itself
            elif known.schema is None and _is_simple(schema):
                del self.definitions[key]
                self._simple[key] = {k: v for k, v in schema.items() if k != "description"}
                return dict(self._simple[key])
            elif known.schema is None:
                known.schema = {"title": "", **schema}
        return {"$ref": key}

    def _is_object(self, place: Place) -> bool:
        """Return whether a schema becomes a class of its own, whatever its parts are."""
        value = place.value
        if not isinstance(value, dict) or "$ref" in value:
            return False
        if len(place.items("allOf")) == 1 and "properties" not in value:
            return False
        flat = self._flat(place)
        odd = {"nullable", "enum", "discriminator"} & flat.keywords.keys()
        is_object = flat.keywords.get("type", "object") == "object"
        return bool(flat.properties) and is_object and not odd and not _told(flat)

    def define(self, pointer: str, direction: Direction, hint: str, schema: Schema) -> Schema:
        """Make a definition of a schema that is converted already, and return the reference."""
        key = f"{direction}:{pointer}"
        known = self.definitions.setdefault(key, Definition(key, pointer, direction, hint))
        known.schema = {"title": "", **schema}
        return {"$ref": key}

    def _convert(self, place: Place, direction: Direction, hint: str, limits: bool) -> Schema:
        value = place.value
        if isinstance(value, bool):
            if not value:
                self._say(place, "never", "allows nothing", "leave it out, or say what it is")
            return {}
        if not isinstance(value, dict):
            self._say(place, "no-schema", "is no schema", "write an object")
            return {}
        if "$ref" in value and not (_STRUCTURE & value.keys() - {"nullable", "type"}):
            return self._reference(place, direction, hint)
        parts = place.items("allOf")
        if len(parts) == 1 and not (_STRUCTURE & value.keys() - {"allOf", "nullable", "type"}):
            found = self.convert(parts[0], direction, hint, limits=limits)
            found = _or_null(found) if value.get("nullable") is True else found
            return _described(found, place.text("description"))
        flat = self._flat(place)
        return self._shape(place, flat, direction, hint, limits)

    def _reference(self, place: Place, direction: Direction, hint: str) -> Schema:
        target = self.document.target(place)
        if target is None:
            return _described({}, place.text("description"))
        seen = {place.pointer}
        while isinstance(target.value, dict) and target.value.keys() == {"$ref"}:
            if target.pointer in seen:
                self._say(target, "ref-cycle", "refers to itself", "say what it is")
                return {}
            seen.add(target.pointer)
            following = self.document.target(target)
            if following is None:
                return {}
            target = following
        inside = f"{place.pointer}/".startswith(f"{target.pointer}/")
        named = inside or target.pointer.count("/") <= 3
        found = self.ref(target, direction, "" if named else hint)
        found = _or_null(found) if place.value.get("nullable") is True else found
        return _described(found, place.text("description"))

    def _flat(self, place: Place) -> _Flat:
        """Return what a schema and its parts say together; each part counts once."""
        known = self._flats.get(place.pointer)
        if known is not None:
            return known
        flat = self._flats[place.pointer] = _Flat()
        around: set[str] = set()
        done: set[str] = set()
        waiting = [(place, False)]  # a stack of our own: chains of parts may be of any length
        while waiting:
            part, parts_are_done = waiting.pop()
            if parts_are_done:
                around.discard(part.pointer)
                done.add(part.pointer)
                self._add_own(flat, part)
            elif part.pointer in around:
                self._say(part, "schema-cycle", "is a part of itself", "break the circle of allOf")
            elif isinstance(part.value, dict) and part.pointer not in done:
                around.add(part.pointer)
                target = self.document.target(part)
                parts = [*([target] if target else []), *part.items("allOf")]
                waiting += [(part, True), *((inner, False) for inner in reversed(parts))]
        return flat

    def _add_own(self, flat: _Flat, place: Place) -> None:
        """Add what a schema says itself, without its parts."""
        value = place.value
        flat.keywords |= {
            k: v for k, v in value.items() if k not in ("$ref", "allOf", "properties", "required")
        }
        properties = place.below("properties")
        if properties is not None and not isinstance(properties.value, dict):
            self._say(properties, "no-schema", "is no object of schemas", "write an object")
        flat.properties |= dict(place.members("properties"))
        required = value.get("required")
        if isinstance(required, list):
            flat.required |= dict.fromkeys(name for name in required if isinstance(name, str))
        elif required is not None and not isinstance(required, bool):
            self._say(place, "no-list", "`required` is no list of names", "write a list")
        flat.additional = place.below("additionalProperties") or flat.additional
        flat.items = place.below("items") or flat.items
        for word in ("oneOf", "anyOf"):
            if branches := place.items(word):
                flat.unions.append((place, branches))

    def _shape(
        self, place: Place, flat: _Flat, direction: Direction, hint: str, limits: bool
    ) -> Schema:
        if unions := _told(flat):
            return self._union(place, flat, unions, direction, hint)
        kinds, null = self._kinds(place, flat)
        if len(kinds) > 1 and {"array", "object"} & {*kinds}:
            branches = [
                self._of_kind(place, flat, kind, direction, f"{hint}{kind.capitalize()}", False)
                for kind in kinds
            ]
            found: Schema = {"anyOf": branches}
        elif len(kinds) > 1:
            found = {"type": kinds}
        else:
            found = self._of_kind(place, flat, kinds[0] if kinds else "", direction, hint, limits)
        found = _or_null(found) if null else found
        return _described(found, _text(flat.keywords, direction))

    def _kinds(self, place: Place, flat: _Flat) -> tuple[list[str], bool]:
        """Return the types of a schema, and whether it may be null."""
        said = flat.keywords.get("type")
        listed = said if isinstance(said, list) else [] if said is None else [said]
        kinds = [kind for kind in listed if kind in _KINDS]
        if len(kinds) < len(listed):
            odd = next(kind for kind in listed if kind not in _KINDS)
            if odd == "file":
                kinds.append("string")
            else:
                fix = f"write one of {', '.join(sorted(_KINDS))}"
                self._say(place, "unknown-type", f"type {odd!r} is none of JSON", fix)
        if not kinds:
            if flat.properties or flat.additional is not None:
                kinds = ["object"]
            elif flat.items is not None or "prefixItems" in flat.keywords:
                kinds = ["array"]
        enum = flat.keywords.get("enum")
        null = "null" in kinds or flat.keywords.get("nullable") is True
        null = null or (isinstance(enum, list) and None in enum)
        others = [kind for kind in dict.fromkeys(kinds) if kind != "null"]
        return others, null and bool(others or enum or flat.keywords.get("nullable"))

    def _of_kind(
        self,
        place: Place,
        flat: _Flat,
        kind: str,
        direction: Direction,
        hint: str,
        limits: bool,
    ) -> Schema:
        words_ = flat.keywords
        if kind == "object":
            return self._object(place, flat, direction, hint)
        if kind == "array":
            found = self._array(place, flat, direction, hint)
        elif (values := self._values(place, words_)) is not None:
            return self._enum(values, kind, direction)
        elif kind:
            found = {"type": kind}
        else:
            return {"type": "null"} if words_.get("type") == "null" else {}
        if limits and direction == "input":
            found |= self._limits(place, words_, "number" if kind == "integer" else kind)
        return found

    def _values(self, place: Place, keywords: Mapping[str, Any]) -> list[Any] | None:
        if "const" in keywords:
            values = [keywords["const"]]
        elif isinstance(keywords.get("enum"), list):
            values = [value for value in keywords["enum"] if value is not None]
        elif "enum" in keywords:
            self._say(place, "no-list", "`enum` is no list", "write a list of values")
            return None
        else:
            return None
        plain = [value for value in values if isinstance(value, (str, int))]
        unique = {(type(value), value): value for value in plain}
        return list(unique.values()) if plain and len(plain) == len(values) else None

    def _enum(self, values: list[Any], kind: str, direction: Direction) -> Schema:
        texts = all(isinstance(value, str) for value in values)
        if direction == "input":
            return {"const": values[0]} if len(values) == 1 else {"enum": values}
        if texts:
            return {"enum": values}
        kinds = dict.fromkeys("boolean" if isinstance(v, bool) else "integer" for v in values)
        return {"type": kind or next(iter(kinds))} if len(kinds) == 1 else {}

    def _limits(self, place: Place, keywords: Mapping[str, Any], kind: str) -> Schema:
        found: Schema = {}
        for word in _LIMITS.get(kind, ()):
            value = keywords.get(word)
            if word == "pattern" and isinstance(value, str):
                try:
                    translated(value)
                except PatternError as error:
                    message = f"pattern {value!r} is not checked: {error}"
                    self._say(place, "pattern", message, error.remedy)
                else:
                    found[word] = value
            elif kind == "number":
                # Beyond 64 bits nothing is compared, and NaN is not below anything.
                if _is_number(value) and abs(value) < 2**63:
                    found[word] = value
            elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63:
                found[word] = value
        for plain, exclusive in (
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ):
            if keywords.get(exclusive) is True and plain in found:  # as OpenAPI 3.0 has it
                found[exclusive] = found.pop(plain)
            elif plain in found and exclusive in found:
                del found[plain]
        if found.get("multipleOf", 1) <= 0:
            del found["multipleOf"]
        for low, high in (
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
        ):
            if low in found and high in found and found[low] > found[high]:
                self._say(place, "bounds", f"{low} is above {high}", "exchange or correct them")
                del found[low], found[high]
        return found

    def _array(self, place: Place, flat: _Flat, direction: Direction, hint: str) -> Schema:
        item = f"{hint}Item"
        several = Place(place.pointer, flat.keywords).items("prefixItems")
        if several:
            inner = [self.convert(p, direction, f"{item}{n}", limits=False)
                     for n, p in enumerate(several, 1)]  # fmt: skip
            return {"type": "array", "items": any_of(inner)}
        if flat.items is None or isinstance(flat.items.value, (bool, list)):
            return {"type": "array", "items": {}}
        return {
            "type": "array",
            "items": self.convert(flat.items, direction, _item_name(hint), limits=False),
        }

    def _object(self, place: Place, flat: _Flat, direction: Direction, hint: str) -> Schema:
        if not flat.properties:
            return self._map(place, flat, direction, hint)
        key = f"{direction}:{place.pointer}"
        known = self.definitions.setdefault(key, Definition(key, place.pointer, direction, hint))
        if known.schema is None:
            known.schema = {"title": ""}  # so that what contains itself ends
            known.schema = self._class(flat, direction, known.hint)
        return {"$ref": key}

    def _class(self, flat: _Flat, direction: Direction, hint: str) -> Schema:
        self._open.append(set())
        try:
            return self._members(flat, direction, hint)
        finally:
            self._open.pop()

    def _members(self, flat: _Flat, direction: Direction, hint: str) -> Schema:
        properties: Schema = {}
        attributes: dict[str, str] = {}
        for name, child in flat.properties.items():
            if not self._is_for(child, direction):
                continue
            if not name or unicodedata.normalize("NFKC", name) != name or not name.isprintable():
                self._say(child, "member-name", f"{name!r} cannot be a member; it is left out",
                          "send it by extra_body; answers keep it")  # fmt: skip
                continue
            schema = self.convert(child, direction, f"{hint}{pascal(name)}")
            if isinstance(child.value, dict) and child.value.get("deprecated") is True:
                schema = {**schema, "deprecated": True}
            own = attribute(name, schema)
            if attributes.setdefault(own, name) != name:
                message = f"{name!r} and {attributes[own]!r} would be one attribute; it is left out"
                self._say(child, "member-name", message, "send it by extra_body; answers keep it")
                continue
            properties[name] = schema
        required = [name for name in flat.required if name in properties]
        found: Schema = {"title": ""}
        if text := _text(flat.keywords, direction):
            found["description"] = text
        found |= {"type": "object", "properties": properties}
        if required:
            found["required"] = required
        if flat.additional is not None and flat.additional.value is not False:
            found["additionalProperties"] = True
        return found

    def _is_for(self, place: Place, direction: Direction) -> bool:
        """Return whether a member is sent, or received."""
        word = "readOnly" if direction == "input" else "writeOnly"
        found = place.value
        if isinstance(found, dict) and "$ref" in found and word not in found:
            target = self.document.resolved(place)
            found = target.value if target else found
        return not (isinstance(found, dict) and found.get(word) is True)

    def _map(self, place: Place, flat: _Flat, direction: Direction, hint: str) -> Schema:
        values: Schema = {}
        patterns = Place(place.pointer, flat.keywords).members("patternProperties")
        if flat.additional is not None and not isinstance(flat.additional.value, bool):
            values = self.convert(flat.additional, direction, f"{hint}Value", limits=False)
        elif patterns:
            several = [
                self.convert(p, direction, f"{hint}Value", limits=False) for _, p in patterns
            ]
            values = any_of(several)
        return {"type": "object", "additionalProperties": values}

    # Unions ------------------------------------------------------------------------------------

    def _union(
        self,
        place: Place,
        flat: _Flat,
        unions: list[_Union],
        direction: Direction,
        hint: str,
    ) -> Schema:
        owner, branches = unions[0]
        if len(branches) > _MOST_BRANCHES:
            self._say(owner, "union-size", f"has {len(branches)} branches", "say less")
            return {}
        base = _Flat(properties={**flat.properties}, required=flat.required)
        for other, alternatives in unions[1:]:
            message = "is a union besides another; what its branches have may be there, or not"
            self._say(other, "unions", message, "write one union")
            for alternative in alternatives:
                base.properties |= self._flat(alternative).properties
        names = self._branch_names(branches, hint)
        found: list[Schema] = []
        for branch, name in zip(branches, names, strict=True):
            if not base.properties:
                found.append(self.convert(branch, direction, name, limits=False))
                continue
            both = _Flat()
            both.add(base)
            both.add(self._flat(branch))
            if both.properties.keys() > base.properties.keys() or _refers(branch.value):
                # Other schemas may have this branch by a part that they share.
                own = branch.pointer.startswith(f"{place.pointer}/")
                shared = "" if own else f"{place.pointer}~"
                inner = Place(f"{shared}{branch.pointer}~", branch.value)
                found.append(self._object(inner, both, direction, name))
            else:
                found.append(self._shape(branch, both, direction, name, False))
        if flat.keywords.get("nullable") is True or "null" in str(flat.keywords.get("type")):
            found.append({"type": "null"})
        result = any_of(found)
        tag = owner.below("discriminator", "propertyName")
        if direction == "output" and tag is not None and "anyOf" in result:
            result = self._told_apart(result, owner, str(tag.value))
        return _described(result, _text(flat.keywords, direction))

    def _branch_names(self, branches: list[Place], hint: str) -> list[str]:
        """Return a name for each branch: its title, what its tag says, what it has, its number."""
        names: list[str] = []
        for number, branch in enumerate(branches, 1):
            value = branch.value if isinstance(branch.value, dict) else {}
            title = value.get("title")
            if isinstance(title, str) and words(title):
                name = pascal(title)
            elif tag := _tag(value):
                name = f"{hint}{pascal(tag)}"
            elif _refers(value):
                name = f"{hint}{pascal(value['$ref'].rsplit('/', 1)[-1])}"
            else:
                kind = value.get("type")
                said = kind.capitalize() if isinstance(kind, str) and kind != "object" else ""
                name = f"{hint}{said or f'Variant{number}'}"
            names.append(name if name not in names else f"{name}Variant{number}")
        return names

    def _told_apart(self, schema: Schema, owner: Place, tag: str) -> Schema:
        """Return a union with the tag that tells its branches apart, if all are objects."""
        refs = [branch.get("$ref") for branch in schema["anyOf"] if branch != {"type": "null"}]
        if None in refs or any(not self._is_class(ref) for ref in refs):
            return schema
        mapping = {}
        for value, target in owner.members("discriminator", "mapping"):
            pointer = str(target.value)
            pointer = pointer[1:] if pointer[:1] == "#" else f"/components/schemas/{pointer}"
            key = f"output:{pointer}"
            if key in refs:
                mapping[value] = {"$ref": key}
        found: Schema = {"propertyName": tag}
        if mapping:
            found["mapping"] = mapping
        return {**schema, "discriminator": found}

    def _is_class(self, key: str) -> bool:
        known = self.definitions.get(key)
        return known is not None and (known.schema or {}).get("type", "object") == "object"

    def _say(self, place: Place, rule: str, message: str, fix: str) -> None:
        self.document.say(rule, place.pointer, message, fix)


# Schemas in the compiler's form -----------------------------------------------------------------


def _is_simple(schema: Schema) -> bool:
    """Return whether a schema says no more than a type, so that a name for it says less."""
    return not schema.keys() - {"type", "description", "$ref"} and schema.get("type") != "array"


def _told(flat: _Flat) -> list[_Union]:
    """Return the unions whose branches say what there is."""
    return [u for u in flat.unions if not all(_only_demands(b.value) for b in u[1])]


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _refers(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def _only_demands(value: Any) -> bool:
    """Return whether a branch only says which members have to be there, which nobody checks."""
    return isinstance(value, dict) and not value.keys() - {
        "required",
        "not",
        "title",
        "description",
    }


def _or_null(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    if not schema or schema == {"type": "null"}:
        return schema
    if "anyOf" in schema:
        null = {"type": "null"}
        return schema if null in schema["anyOf"] else {**schema, "anyOf": [*schema["anyOf"], null]}
    kind = schema.get("type")
    if isinstance(kind, str) and kind not in ("array", "object"):
        return {**schema, "type": [kind, "null"]}
    if isinstance(kind, list):
        return {**schema, "type": [*kind, "null"]}
    limits = {word for words_ in _LIMITS.values() for word in words_}  # for which it has no place
    inner = {k: v for k, v in schema.items() if k != "description" and k not in limits}
    return _described({"anyOf": [inner, {"type": "null"}]}, schema.get("description", ""))


def any_of(branches: list[Schema]) -> Schema:
    """Return a union: without what is said twice, and nothing at all where one takes anything."""
    flat: dict[str, Schema] = {}
    for branch in branches:
        inner = {k: v for k, v in branch.items() if k != "description"}
        parts = inner["anyOf"] if inner.keys() == {"anyOf"} else [inner]
        for part in parts:
            if not part:
                return {}
            kinds = part.get("type")
            if isinstance(kinds, list) and "null" in kinds:
                rest = [kind for kind in kinds if kind != "null"]
                part = {**part, "type": rest[0] if len(rest) == 1 else rest}
                flat['{"type": "null"}'] = {"type": "null"}
            flat.setdefault(json.dumps(part, sort_keys=True), part)
    null = flat.pop('{"type": "null"}', None)
    found = list(flat.values())
    if not found:
        return {"type": "null"} if null else {}
    if len(found) == 1:
        return _or_null(found[0]) if null else found[0]
    return {"anyOf": [*found, *([null] if null else [])]}


def _described(schema: Schema, text: str) -> Schema:
    return {**schema, "description": text} if text else schema


def _text(keywords: Mapping[str, Any], direction: Direction) -> str:
    """Return what is said of a schema, with the default that a server has for it."""
    said = keywords.get("description")
    text = clean(said) if isinstance(said, str) else ""
    default = keywords.get("default")
    if direction == "input" and default is not None and not isinstance(default, (dict, list)):
        shown = json.dumps(default, ensure_ascii=False)
        if len(shown) <= _LONGEST_DEFAULT and "default" not in text.lower():
            stop = "." if text and text[-1] not in ".!?" else ""
            text = f"{text}{stop} The server's default is {clean(shown)}.".strip()
    return text


def clean(text: str) -> str:
    """Return a text that can stand in a docstring: on one line, without what nobody sees."""
    seen = "".join(c if c.isprintable() or c in "\n\t " else " " for c in text)
    return " ".join(seen.replace('"""', "'''").split())


def _tag(value: Mapping[str, Any]) -> str:
    """Return what a member says that can say one thing only."""
    properties = value.get("properties")
    for member in properties.values() if isinstance(properties, dict) else ():
        if isinstance(member, dict):
            only = member.get("const")
            enum = member.get("enum")
            if only is None and isinstance(enum, list) and len(enum) == 1:
                only = enum[0]
            if isinstance(only, str) and words(only):
                return only
    return ""


def _item_name(hint: str) -> str:
    found = words(hint)
    last = found[-1] if found else ""
    if singular(last) != last and hint.lower().endswith(last):
        return hint[: len(hint) - len(last)] + pascal(singular(last))
    return f"{hint}Item"


def references(node: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects with a reference below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)
