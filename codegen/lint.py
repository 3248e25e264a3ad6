"""Check specs before they are compiled, so that a fault is named where it was written.

Rules run in the order in which they lean on each other: the shape of the files, then the schemas,
then the manifests, then their examples. What leans on a broken file waits until that is mended.
"""

from __future__ import annotations

import base64
import binascii
import builtins
import copy
import itertools
import json
import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal
from urllib.parse import quote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .load import Document, Finding, Schema, SpecError, Specs, Task, walk
from .normalize import VECTOR, references

RULES: dict[str, str] = {
    # Shape of the files
    "client-shape": "client.json follows meta/client.schema.json; unknown keys are errors.",
    "client-name": "An argument of the constructor, and an exported name, occurs once.",
    "manifest-shape": "operation.json follows meta/operation.schema.json; unknown keys are errors.",
    "meta-schema": "The schemas of our own formats are there and are JSON Schemas.",
    "schema-shape": "A schema is valid JSON Schema 2020-12, written with objects all the way down.",
    # Words of the schemas
    "old-draft": "Schemas state draft 2020-12 and use its words: $defs, not definitions.",
    "openapi-keyword": "OpenAPI's words mean nothing in JSON Schema: nullable, example and so on.",
    "unsupported-keyword": "A schema uses the keywords that the compiler understands, no others.",
    "keyword-type": "A keyword fits the type beside it: minLength is for strings, not for arrays.",
    "bounds": "One lower and one upper limit at most, and the lower one is not above the upper.",
    "ref-sibling": "Only a description stands beside $ref.",
    "union-sibling": "Only title and description stand beside anyOf.",
    "required-unknown": "What `required` names is one of the properties.",
    "default-type": 'A default has the type of its schema: true, not "true".',
    "default-in-request": "Requests have no defaults: they are never sent, so the text says them.",
    "dropped-in-response": "Responses have no limits or defaults: what is received is not checked.",
    "closed-in-response": "What a server may extend is open: enums of text in responses, no const.",
    "enum-value": "Enums list strings, integers or booleans; null is a branch of its own.",
    "nested-constraint": "Limits stand on properties and definitions, where they need no name.",
    "media-schema": "A file is a base64 string that is the value of an argument.",
    # References
    "ref-form": "$ref names a definition of the same task or of common/, by a relative path.",
    "ref-target": "$ref leads to a definition that exists.",
    "ref-cycle": "A definition that contains itself does so through a property.",
    "unused-definition": "Every definition is reached from a request or a response.",
    "direction-mix": "A definition is sent or received, not both: the classes differ.",
    # Names and texts
    "missing-title": "Roots and definitions have a title, which is the name of the class.",
    "common-root": "A file in common/ holds definitions and nothing beside them.",
    "title-mismatch": "A definition's title is its key in $defs.",
    "title-name": "Class names are PascalCase, without a number at the end, and new to Python.",
    "title-taken": "Class names differ from the other names that the package exports or imports.",
    "duplicate-title": "Class names are exported flat, so each occurs once in all specs.",
    "inline-object": "An object with properties is a definition, so that its class has a name.",
    "property-name": "A property's name becomes an attribute that hides nothing.",
    "missing-description": "Roots, definitions and properties have a description.",
    # Manifests
    "task-name": "Folder and method are the task's id with underscores.",
    "method-taken": "A method has a name that no other method or member of the clients has.",
    "alias-taken": "An alias is new, and its parts collide with no method, member or keyword.",
    "schema-file": "The schema of a response or stream is a file of the folder.",
    "stream-file": "stream.json is there if, and only if, a variant streams.",
    "pointer": "Every pointer of a manifest leads to something.",
    "flatten": "What is flattened is an object with properties, and so is all above it.",
    "arg-name": "An argument has a name that Python and the generated code allow.",
    "arg-collision": "Two arguments differ in name and pointer, and from model and extra_body.",
    "arg-overlap": "No argument is part of another.",
    "arg-required": "What a request must have is an argument.",
    "arg-order": "Required arguments are positional and come before optional ones.",
    "media-encoding": "A media encoding has one file, the whole of /inputs.",
    "switch": "A switch is an optional boolean, given by name.",
    "variants": "Variants cover each combination of the switches once, all False first.",
    "apis": "Another wire format takes members of the payload, and an example shows it.",
    "presence": "at_least_one and together name optional arguments.",
    "renamed": "An old name leads to an argument, and is none itself.",
    "extra-body": "extra_body is taken by an object that is a member of the payload.",
    "model-in-body": "The model's id goes into the body of OpenAI-style requests only.",
    "route": "A path goes with the route styles that have one.",
    "response-options": "A response has the options that its kind uses, no others.",
    "accept": "An accepted shape is described in full and fits the result.",
    "shortcut": "text, special and calls lead to what a property can be made of, once per class.",
    "accepts": "An argument that takes Python types is of a method whose results tell them.",
    "accumulate": "Chunks add up to what a variant returns, in terms of members that are there.",
    "deprecated": "Status and note of a deprecation come together.",
    "header-name": "Names of headers are lower-case.",
    # Examples
    "example-name": "Examples of a task have names of their own.",
    "example-arguments": "An example passes arguments that the method has, all it must have.",
    "example-request": "An example's request is what its arguments make, and fits the schema.",
    "example-response": "An example's response is of the variant's kind and fits the schema.",
    "example-result": "An example's result is of the variant's kind and fits the schema.",
    "example-variants": "Every variant has an example.",
    "example-base64": "Bytes are valid base64.",
}

Direction = Literal["input", "output"]

# Names ------------------------------------------------------------------------------------------

CLIENT_MEMBERS = frozenset({
    "base_url", "chat", "close", "exchange", "get_endpoint_info", "get_model_status",
    "get_recommended_model", "headers", "health_check", "list_deployed_models", "map", "model",
    "post", "send", "stream", "timeout", "token", "with_options",
})  # fmt: skip
ALIAS_HEADS = frozenset({"chat"})  # members that are there to hold aliases
# What the generated functions have in scope where arguments are used.
ARGUMENT_NAMES_TAKEN = frozenset({
    "self", "model", "extra_body", "bool", "function_tools", "given", "json_format", "media",
    "plain", "typed",
})  # fmt: skip
# What `transport.model.Model` offers beside pydantic's own members, which the generator avoids.
MODEL_MEMBERS = frozenset({"get", "items", "keys", "values"})
# What the generated modules import beside exported names.
IMPORTED_NAMES = frozenset({
    "Accumulate", "Annotated", "Any", "AnyUrl", "Array", "BaseModel", "Bytes", "Callable",
    "Columns", "Complete", "ConfigDict", "Events", "Field", "FirstOfList", "FunctionModel",
    "InputModel", "Json", "Literal", "Mapping", "MediaInput", "Member", "Model", "NDArray",
    "NotRequired", "Operation", "Optional", "Required", "RootModel", "Route", "Sequence",
    "SingleItem", "TextModel", "TypeAliasType", "TypedDict", "Union",
})  # fmt: skip
PARAM = "Param"  # suffix of the TypedDict twins

# Keywords ---------------------------------------------------------------------------------------

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BY_TYPE: dict[str, tuple[str, ...]] = {
    "string": (
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "contentEncoding",
        "contentMediaType",
    ),
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
TYPE_OF = {word: kind for kind, words in BY_TYPE.items() for word in words}
ANYWHERE = ("$comment", "$ref", "title", "description", "type", "anyOf", "enum", "const", "default")
AT_ROOT = ("$schema", "$defs")
KEYWORDS = frozenset({*ANYWHERE, *AT_ROOT, *TYPE_OF})
LIMITS = tuple(
    word
    for word in TYPE_OF
    if word.startswith(("min", "max", "exclusive", "multiple")) or word == "pattern"
)
DROPPED = (*LIMITS, "format", "uniqueItems")
COUNTERPARTS = {
    ("minLength", "array"): "minItems",
    ("maxLength", "array"): "maxItems",
    ("minItems", "string"): "minLength",
    ("maxItems", "string"): "maxLength",
    ("minLength", "number"): "minimum",
    ("maxLength", "number"): "maximum",
    ("minimum", "string"): "minLength",
    ("maximum", "string"): "maxLength",
    ("minimum", "array"): "minItems",
    ("maximum", "array"): "maxItems",
}
OPENAPI = {
    "nullable": 'write "type": ["<type>", "null"], or anyOf with {"type": "null"}',
    "discriminator": "delete it; anyOf tries the branches, and a const tells them apart",
    "example": "delete it and put the value into an example of operation.json",
    "readOnly": "delete it",
    "writeOnly": "delete it",
    "xml": "delete it",
    "externalDocs": "delete it and name the page in `docs` of operation.json",
}
OLD = {
    "definitions": "rename it to $defs",
    "id": "delete it; files are told apart by their path",
    "dependencies": "delete it",
}
INSTEAD = {
    "oneOf": "write anyOf",
    "allOf": "write one object with all the properties",
    "deprecated": "say so in the description",
    "examples": "put them into the examples of operation.json",
    "prefixItems": "write items, with anyOf for items of several types",
    "patternProperties": "write additionalProperties",
}
MEDIA = ("audio", "image", "video")
_TYPE_NAMES = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    type(None): "null",
    list: "array",
    dict: "object",
}


def lint(specs: Specs) -> list[Finding]:
    """Check specs.

    Args:
        specs: Documents as they were read; they may be faulty in any way.

    Returns:
        All faults, by file and place. Faults that others hide are found once those are mended.
    """
    findings = [*_shapes(specs)]
    misshapen = {finding.file for finding in findings}
    findings += _references(specs, misshapen)
    broken = {f.file for f in findings if f.rule in ("schema-shape", "ref-cycle", *_REF_RULES)}
    common_broken = any(path.startswith("common/") for path in broken)
    documents = [doc for doc in _schema_documents(specs) if doc.path not in misshapen]
    findings += _definitions(specs, documents, whole=not broken)
    reached = _reach(specs, documents)
    instances = Instances(documents, reached)
    for document in documents:
        for node in nodes(document, reached):
            for schema_rule in SCHEMA_RULES:
                findings += schema_rule(node)
            if not broken:
                findings += _defaults(node, instances)
    if any(finding.rule == "meta-schema" for finding in findings):
        misshapen |= {task.operation.path for task in specs.tasks}  # nobody has checked them
    readable = [task for task in specs.tasks if task.operation.path not in misshapen]
    findings += _methods(readable)
    for task in readable:
        if not common_broken and not any(document.path in broken for document in task.schemas()):
            findings += _manifest(specs, task, instances)
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (f.file, _natural(f.pointer), f.rule, f.message))


def _natural(pointer: str) -> list[str]:
    return [step.zfill(6) if step.isdigit() else step for step in pointer.split("/")]


def _pointer(*steps: object) -> str:
    return "".join("/" + str(s).replace("~", "~0").replace("/", "~1") for s in steps)


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy for a name that is not known."""
    names = [str(k) for k in known]
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"write {close[0]!r}"
    return f"write one of {', '.join(names)}" if names else "delete it"


# Shape of the files -----------------------------------------------------------------------------


def _schema_documents(specs: Specs) -> list[Document]:
    return [*specs.common(), *(doc for task in specs.tasks for doc in task.schemas())]


def _shapes(specs: Specs) -> Iterator[Finding]:
    metaschema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    manifests = [task.operation for task in specs.tasks]
    for rule, name, documents in (
        ("client-shape", "meta/client.schema.json", [specs.client]),
        ("manifest-shape", "meta/operation.schema.json", manifests),
    ):
        meta = specs.meta.get(name)
        if meta is None:
            yield Finding("meta-schema", name, "", "is missing", "restore it from the repository")
            continue
        if faults := list(_violations("meta-schema", meta, metaschema)):
            yield from faults
            continue
        validator = Draft202012Validator(meta.data)
        for document in documents:
            yield from _violations(rule, document, validator)
    yield from _client_names(specs.client)
    for document in _schema_documents(specs):
        if not isinstance(document.data, dict):
            yield Finding(
                "schema-shape", document.path, "", "is not an object", "write a JSON Schema object"
            )
            continue
        faults = [*_violations("schema-shape", document, metaschema)]
        yield from faults or _odd_schemas(document)


def _client_names(client: Document) -> Iterator[Finding]:
    data = client.data
    if not isinstance(data, dict):
        return
    places: list[tuple[str, str, object]] = []
    arguments = data.get("constructor")
    for index, entry in enumerate(arguments if isinstance(arguments, list) else []):
        if isinstance(entry, dict):
            places.append(
                ("constructor", _pointer("constructor", index, "name"), entry.get("name"))
            )
    exports = data.get("exports")
    for module, names in exports.items() if isinstance(exports, dict) else ():
        for index, name in enumerate(names if isinstance(names, list) else []):
            places.append(("exports", _pointer("exports", module, index), name))
    seen: dict[tuple[str, str], str] = {}
    for part, pointer, name in places:
        first = seen.setdefault((part, str(name)), pointer)
        if first != pointer:
            yield Finding(
                "client-name", client.path, pointer, f"{name!r} is also at {first}", "delete one"
            )


def _odd_schemas(document: Document) -> Iterator[Finding]:
    """Find what the metaschema allows and the compiler does not."""
    for pointer, schema in _subschemas(document.data):
        if not isinstance(schema, dict):
            yield Finding(
                "schema-shape",
                document.path,
                pointer,
                f"the schema is {json.dumps(schema)}",
                'write {"description": ...} for any value, or delete the property',
            )
            continue
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            try:
                re.compile(pattern)
            except re.error as error:
                yield Finding(
                    "schema-shape",
                    document.path,
                    f"{pointer}/pattern",
                    f"{pattern!r} is not a regular expression: {error}",
                    "correct the pattern",
                )


def _violations(rule: str, document: Document, validator: Draft202012Validator) -> list[Finding]:
    """Report in plain words where a document departs from a schema."""
    findings = []
    for error in validator.iter_errors(document.data):
        for pointer, message, fix in _plain(error):
            findings.append(Finding(rule, document.path, pointer, message, fix))
    return findings


def _plain(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Say what a validation error means: pointer, message and fix."""
    pointer = _pointer(*error.absolute_path)
    expected, instance = error.validator_value, error.instance
    text = _short(instance)
    match error.validator:
        case "additionalProperties" if isinstance(error.schema, dict) and not expected:
            known = sorted(error.schema.get("properties", {}))
            for key in sorted(set(instance) - set(known)):
                yield f"{pointer}{_pointer(key)}", f"unknown key {key!r}", _nearest(key, known)
        case "required":
            for key in expected:
                if key not in instance:
                    yield pointer, f"lacks the key {key!r}", f"add {key!r}"
        case "oneOf" if not isinstance(instance, dict):
            pass  # its type is reported
        case "oneOf" if all(set(branch) == {"required"} for branch in expected):
            names = [name for branch in expected for name in branch["required"]]
            found = [name for name in names if name in instance]
            problem = f"has {' and '.join(found)}" if found else f"has none of {', '.join(names)}"
            yield pointer, problem, f"give one of {', '.join(names)}"
        case "type":
            kinds = expected if isinstance(expected, str) else " or ".join(expected)
            yield pointer, f"{text} is not of type {kinds}", f"write a value of type {kinds}"
        case "anyOf" if pointer.endswith("/type") and isinstance(instance, str):
            yield pointer, f"{text} is not a type", _nearest(instance, _TYPE_NAMES.values())
        case "enum":
            yield pointer, f"{text} is not a known value", _nearest(str(instance), expected)
        case "const":
            yield pointer, f"{text} is not {_short(expected)}", f"write {_short(expected)}"
        case "pattern":
            yield (
                pointer,
                f"{text} does not match {expected}",
                f"write text that matches {expected}",
            )
        case "minItems" | "minProperties":
            yield pointer, f"{text} has too few members", f"give at least {expected}"
        case "minLength":
            yield pointer, "is empty", "write a text"
        case _:
            yield pointer, error.message[:200], f"follow {error.validator}: {_short(expected)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


# Nodes ------------------------------------------------------------------------------------------


def _subschemas(schema: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a schema and those inside it; names of properties are no keywords."""
    yield pointer, schema
    if not isinstance(schema, dict):
        return
    for word in ("properties", "$defs"):
        members = schema.get(word)
        for name, child in members.items() if isinstance(members, dict) else ():
            yield from _subschemas(child, pointer + _pointer(word, name))
    for word in ("items", "additionalProperties"):
        child = schema.get(word)
        if isinstance(child, dict) or (word == "items" and child is not None):
            yield from _subschemas(child, f"{pointer}/{word}")
    branches = schema.get("anyOf")
    for index, child in enumerate(branches if isinstance(branches, list) else ()):
        yield from _subschemas(child, f"{pointer}/anyOf/{index}")


Definition = tuple[str, str]  # path of the document, pointer of the definition; "" is the root


@dataclass(frozen=True)
class Node:
    """A schema of a document, with what rules ask about its surroundings."""

    document: Document
    pointer: str
    schema: Schema
    direction: Direction | None  # None: in a shared definition that nobody uses

    @property
    def steps(self) -> list[str]:
        """The steps of the pointer."""
        return self.pointer.split("/")[1:]

    @property
    def is_root(self) -> bool:
        """Whether it is a whole file."""
        return not self.pointer

    @property
    def is_definition(self) -> bool:
        """Whether it stands in $defs."""
        return len(self.steps) == 2 and self.steps[0] == "$defs"

    @property
    def is_property(self) -> bool:
        """Whether it is the value of a property."""
        return len(self.steps) >= 2 and self.steps[-2] == "properties" and len(self.steps) % 2 == 0

    @property
    def types(self) -> list[str]:
        """What `type` lists."""
        kinds = self.schema.get("type", [])
        return [kinds] if isinstance(kinds, str) else list(kinds)

    def finding(self, rule: str, message: str, fix: str, *steps: object) -> Finding:
        """Name a fault of this schema, or of what is below it by some steps."""
        return Finding(rule, self.document.path, self.pointer + _pointer(*steps), message, fix)


def nodes(document: Document, reached: Mapping[Definition, set[Direction]]) -> Iterator[Node]:
    """Yield all schemas of a document."""
    for pointer, schema in _subschemas(document.data):
        if isinstance(schema, dict):
            yield Node(document, pointer, schema, _direction(document, pointer, reached))


def _direction(
    document: Document, pointer: str, reached: Mapping[Definition, set[Direction]]
) -> Direction | None:
    if not document.path.startswith("common/"):
        return "input" if document.path.endswith("/input.json") else "output"
    found = reached.get((document.path, _home(pointer)), set())
    return "input" if "input" in found else "output" if found else None


def _home(pointer: str) -> str:
    """Return the pointer of the definition that a pointer lies in."""
    return "/".join(pointer.split("/")[:3]) if pointer.startswith("/$defs/") else ""


# Words of the schemas ---------------------------------------------------------------------------


def _old_draft(node: Node) -> Iterator[Finding]:
    if node.is_root and node.schema.get("$schema") != DIALECT:
        found = node.schema.get("$schema")
        message = f"$schema is {found!r}" if found else "$schema is missing"
        yield node.finding("old-draft", message, f'write "$schema": "{DIALECT}"', "$schema")
    for word in OLD.keys() & node.schema.keys():
        yield node.finding("old-draft", f"{word} is of an older draft", OLD[word], word)


def _keywords(node: Node) -> Iterator[Finding]:
    for word in node.schema:
        if word in OPENAPI:
            yield node.finding("openapi-keyword", f"{word} is OpenAPI's", OPENAPI[word], word)
        elif word in OLD or word == "$id" or (word in KEYWORDS and word not in AT_ROOT):
            continue
        elif word not in AT_ROOT or not node.is_root:
            where = "below the root" if word in AT_ROOT else "by the compiler"
            fix = INSTEAD.get(word) or (
                f"move it to the root of {node.document.path}"
                if word in AT_ROOT
                else _nearest(word, sorted(KEYWORDS))
            )
            yield node.finding(
                "unsupported-keyword", f"{word} is not understood {where}", fix, word
            )


def _keyword_type(node: Node) -> Iterator[Finding]:
    if {"$ref", "anyOf"} & node.schema.keys():
        return  # another rule's matter
    kinds = {"number" if kind == "integer" else kind for kind in node.types}
    for word in node.schema:
        fitting = TYPE_OF.get(word)
        if fitting is None or fitting in kinds:
            continue
        if not kinds:
            yield node.finding(
                "keyword-type", f"{word} stands without a type", f'add "type": "{fitting}"', word
            )
            continue
        counterparts = [c for kind in sorted(kinds) if (c := COUNTERPARTS.get((word, kind)))]
        yield node.finding(
            "keyword-type",
            f"{word} has no effect on type {' or '.join(node.types)}",
            f"write {counterparts[0]}" if counterparts else "delete it",
            word,
        )


def _bounds(node: Node) -> Iterator[Finding]:
    for plain, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if plain in node.schema and exclusive in node.schema:
            yield node.finding(
                "bounds",
                f"{plain} stands beside {exclusive}",
                f"keep the stricter one and delete the other; for {node.schema[plain]} and"
                f" {node.schema[exclusive]} that is {_stricter(node.schema, plain, exclusive)}",
                plain,
            )
    for low, high in (
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("exclusiveMinimum", "exclusiveMaximum"),
    ):
        if low in node.schema and high in node.schema and node.schema[low] > node.schema[high]:
            yield node.finding(
                "bounds",
                f"{low} {node.schema[low]} is above {high} {node.schema[high]}",
                "exchange or correct them",
                low,
            )


def _stricter(schema: Schema, plain: str, exclusive: str) -> str:
    looser = schema[exclusive] < schema[plain]
    if plain == "maximum":
        looser = schema[exclusive] > schema[plain]
    return plain if looser else exclusive


def _siblings(node: Node) -> Iterator[Finding]:
    for main, rule, allowed in (
        ("$ref", "ref-sibling", ("description",)),
        ("anyOf", "union-sibling", ("title", "description", "default")),
    ):
        if main not in node.schema:
            continue
        for word in node.schema:
            if word not in (main, "$comment", *allowed) and not (word in AT_ROOT and node.is_root):
                yield node.finding(rule, f"{word} stands beside {main}", _moved(main, word), word)


def _moved(main: str, word: str) -> str:
    if main == "$ref":
        return f"delete {word}, or write it in the definition that $ref names"
    if word == "type":
        return "delete it; the branches have types"
    return f"write {word} into the branches of anyOf that it is meant for"


def _required(node: Node) -> Iterator[Finding]:
    properties = node.schema.get("properties", {})
    for index, name in enumerate(node.schema.get("required", [])):
        if name not in properties:
            yield node.finding(
                "required-unknown",
                f"required names {name!r}, which is no property",
                _nearest(name, properties),
                "required",
                index,
            )


def _defaults(node: Node, instances: Instances) -> Iterator[Finding]:
    """Judge defaults: of a wrong type anywhere, of any type where they would do nothing."""
    if "default" not in node.schema or "$ref" in node.schema:
        return
    value = node.schema["default"]
    if not instances.problems(node.document, node.pointer, value):
        yield from _default_at_all(node, value)
        return
    fix = f"say the default in the description: {_unquoted(value)}, and delete it here"
    if node.direction == "output":
        fix = "delete it: what is received gets no defaults"
    yield node.finding(
        "default-type", f"the default {_short(value)} does not fit its own schema", fix, "default"
    )


def _default_at_all(node: Node, value: object) -> Iterator[Finding]:
    if node.direction == "output":
        yield node.finding(
            "dropped-in-response", "a default would be dropped", "delete it", "default"
        )
    else:
        yield node.finding(
            "default-in-request",
            f"the default {_short(value)} is never sent",
            f"delete it and write in the description: {_short(value)} by default",
            "default",
        )


def _unquoted(value: object) -> str:
    """Return what a default that was written as text was meant to be."""
    if isinstance(value, str):
        try:
            return _short(json.loads(value))
        except ValueError:
            pass
    return _short(value)


def _dropped(node: Node) -> Iterator[Finding]:
    if node.direction != "output":
        return
    for word in DROPPED:
        if word in node.schema:
            yield node.finding(
                "dropped-in-response",
                f"{word} would be dropped: responses are not checked",
                f"delete {word}, and say it in the description if it helps the reader",
                word,
            )
    if node.schema.get("additionalProperties") is False:
        yield node.finding(
            "dropped-in-response",
            "additionalProperties: false would be dropped",
            "delete it: members that servers add are kept",
            "additionalProperties",
        )


def _closed(node: Node) -> Iterator[Finding]:
    if node.direction != "output":
        return
    values = node.schema.get("enum")
    if values is not None and not all(isinstance(value, str) for value in values):
        yield node.finding(
            "closed-in-response",
            "an enum that holds other values than text stays closed",
            f"write {_open(values)}; list the values in the description",
            "enum",
        )
    if "const" in node.schema:
        yield node.finding(
            "closed-in-response",
            "a const refuses every new value of the server",
            f"write {_open([node.schema['const']])}; say the value in the description",
            "const",
        )


def _open(values: list[Any]) -> str:
    kinds = list(dict.fromkeys(_TYPE_NAMES[type(value)] for value in values))
    return f'"type": {json.dumps(kinds[0] if len(kinds) == 1 else kinds)}'


def _enum_values(node: Node) -> Iterator[Finding]:
    if node.direction == "output":
        return
    for index, value in enumerate(node.schema.get("enum", [])):
        if value is None:
            yield node.finding(
                "enum-value",
                "null is listed in an enum",
                'write anyOf: [{"enum": [...]}, {"type": "null"}]',
                "enum",
                index,
            )
        elif not isinstance(value, str | int):
            yield node.finding(
                "enum-value",
                f"{_short(value)} cannot be a Literal of Python",
                'write "type": "number" and list the values in the description'
                if isinstance(value, float)
                else "describe the value by a schema in anyOf",
                "enum",
                index,
            )


def _nested_constraint(node: Node) -> Iterator[Finding]:
    """Find limits for which the generator would invent a name, such as `Inputs` or `StopItem`."""
    if node.direction == "output":
        return
    container = {"array", "object"} & set(node.types) and "null" in node.types
    if (node.is_root or node.is_definition or node.is_property) and not container:
        return
    for word in LIMITS:
        if word in node.schema:
            yield node.finding(
                "nested-constraint",
                f"{word} here would give a class that nobody named",
                "move the schema to a titled definition in $defs and refer to it, or say the limit"
                " in the description and delete it",
                word,
            )


def _media_schema(node: Node) -> Iterator[Finding]:
    kind = node.schema.get("contentMediaType")
    if kind is None:
        if "contentEncoding" in node.schema:
            yield node.finding(
                "media-schema",
                "contentEncoding stands without contentMediaType",
                'add "contentMediaType": "image/*", or audio or video',
                "contentEncoding",
            )
        return
    if node.schema.get("contentEncoding") != "base64":
        yield node.finding(
            "media-schema",
            "contentMediaType stands without base64",
            'add "contentEncoding": "base64"',
            "contentMediaType",
        )
    if kind == VECTOR:
        if node.direction == "input":
            yield node.finding(
                "media-schema",
                "vectors are for answers",
                "delete contentMediaType and contentEncoding",
                "contentMediaType",
            )
        return
    if str(kind).split("/")[0] not in MEDIA:
        yield node.finding(
            "media-schema",
            f"{kind!r} is no kind of media that arguments can be",
            f"write {' or '.join(f'{m}/*' for m in MEDIA)}",
            "contentMediaType",
        )
    if node.types != ["string"] or not node.is_property:
        yield node.finding(
            "media-schema",
            "only a property that is a plain string can be a file",
            'write "type": "string" and the two keywords on the property itself',
            "contentMediaType",
        )


# Names and texts --------------------------------------------------------------------------------


def _inline_object(node: Node) -> Iterator[Finding]:
    if "properties" in node.schema and not node.is_root and not node.is_definition:
        yield node.finding(
            "inline-object",
            "an object with properties has no name of its own here",
            'move it to "$defs" under its class name and write {"$ref": "#/$defs/<Name>"}',
        )


def _property_names(node: Node) -> Iterator[Finding]:
    python_names: dict[str, str] = {}
    for name in node.schema.get("properties", {}):
        if not name or name.startswith("_"):
            problem = "a name that is empty or begins with an underscore is lost on the way"
        elif name in MODEL_MEMBERS:
            problem = f"{name!r} hides the method of that name that all results have"
        else:
            first = python_names.setdefault(re.sub(r"\W", "_", name), name)
            if first == name:
                continue
            problem = f"{name!r} and {first!r} would be one attribute"
        yield node.finding(
            "property-name",
            problem,
            "leave the property out: members that the schema does not name can be sent by"
            " extra_body, and are kept in responses",
            "properties",
            name,
        )


def _descriptions(node: Node) -> Iterator[Finding]:
    inherits = node.is_property and "$ref" in node.schema
    named = node.is_root or node.is_definition or node.is_property
    if named and not inherits and not str(node.schema.get("description", "")).strip():
        what = "property" if node.is_property else "definition" if node.is_definition else "file"
        yield node.finding(
            "missing-description",
            f"the {what} has no description",
            "add a description; it becomes the docstring",
        )


SchemaRule = Callable[[Node], Iterable[Finding]]
SCHEMA_RULES: tuple[SchemaRule, ...] = (
    _old_draft,
    _keywords,
    _keyword_type,
    _bounds,
    _siblings,
    _required,
    _dropped,
    _closed,
    _enum_values,
    _nested_constraint,
    _media_schema,
    _inline_object,
    _property_names,
    _descriptions,
)


def _definitions(specs: Specs, documents: list[Document], *, whole: bool) -> Iterator[Finding]:
    """Check names across files and, if all references lead somewhere, what they reach."""
    yield from _titles(specs, documents)
    if not whole:
        return
    reached = _reach(specs, documents)
    for document in documents:
        for name in document.data.get("$defs", {}):
            pointer = _pointer("$defs", name)
            found = reached.get((document.path, pointer), set())
            if not found:
                yield Finding(
                    "unused-definition",
                    document.path,
                    pointer,
                    f"nothing refers to {name}",
                    "delete it, or refer to it",
                )
            elif len(found) == 2 or _against(document, found):
                yield Finding(
                    "direction-mix",
                    document.path,
                    pointer,
                    f"{name} is used in requests and in responses",
                    f"define it twice, as {name} and with another name for the other direction",
                )


def _against(document: Document, found: set[Direction]) -> bool:
    """Whether a definition of a task's request is used in a response, or the other way round."""
    if document.path.startswith("common/"):
        return False
    return found != {"input" if document.path.endswith("/input.json") else "output"}


def _titles(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    taken = _exported(specs.client)
    first: dict[str, str] = {}
    titled: dict[str, tuple[Document, str]] = {}
    for document in documents:
        if document.path.startswith("common/"):
            for word in document.data.keys() - {"$schema", "$defs", "description", "$comment"}:
                yield Finding(
                    "common-root",
                    document.path,
                    _pointer(word),
                    f"{word} stands beside $defs",
                    "delete it, or move it into a definition",
                )
        else:
            yield from _title(document, "", document.data, None, taken)
            titled.setdefault(str(document.data.get("title")), (document, ""))
        entries = [("", document.data), *document.data.get("$defs", {}).items()]
        for key, schema in entries:
            pointer = _pointer("$defs", key) if key else ""
            if key:
                yield from _title(document, pointer, schema, key, taken)
            name = str(schema.get("title", ""))
            if not name or (not key and document.path.startswith("common/")):
                continue
            titled.setdefault(name, (document, pointer))
            place = f"{document.path}#{pointer}"
            if first.setdefault(name, place) != place:
                yield Finding(
                    "duplicate-title",
                    document.path,
                    f"{pointer}/title",
                    f"{name} is also the title at {first[name]}",
                    f"give it a name of its own, such as {_proposed(document, name)};"
                    " if both are the same thing, define it once in common/",
                )
    for name, (document, pointer) in titled.items():
        if name.endswith(PARAM) and name.removesuffix(PARAM) in titled:
            yield Finding(
                "title-taken",
                document.path,
                f"{pointer}/title",
                f"{name} is the TypedDict of {name.removesuffix(PARAM)}",
                f"write another name, such as {name}eters",
            )


def _title(
    document: Document, pointer: str, schema: Schema, key: str | None, taken: Mapping[str, str]
) -> Iterator[Finding]:
    """Check the title of a root or a definition."""
    title = schema.get("title")
    if not isinstance(title, str) or not title:
        file = document.path.rsplit("/", 1)[1].removesuffix(".json")
        name = key or _proposed(document, file)
        what = "definition" if key else "file"
        yield Finding(
            "missing-title",
            document.path,
            pointer,
            f"the {what} has no title",
            f'add "title": "{name}"',
        )
        return
    place = f"{pointer}/title"
    if key is not None and title != key:
        yield Finding(
            "title-mismatch",
            document.path,
            place,
            f"{title!r} is not its key in $defs",
            f'write "title": "{key}", or rename the key to {title}',
        )
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", title):
        problem = "is not PascalCase"
    elif title[-1].isdigit():
        problem = "ends in a number"
    elif keyword.iskeyword(title) or hasattr(builtins, title):
        problem = "is a name of Python"
    else:
        problem = ""
    if problem:
        yield Finding(
            "title-name",
            document.path,
            place,
            f"{title!r} {problem}",
            f"write a name such as {_proposed(document, title)}",
        )
    elif title in taken:
        yield Finding(
            "title-taken",
            document.path,
            place,
            f"{title} is already {taken[title]}",
            f"write a name such as {_proposed(document, title)}",
        )


def _proposed(document: Document, name: str) -> str:
    """Return a class name in the style of a task's other classes."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    pascal = "".join(word[0].upper() + word[1:] for word in words).rstrip("0123456789")
    folder = document.path.split("/")[-2]
    prefix = "".join(part.title() for part in re.split(r"[_\W]+", folder))
    pascal = pascal or "Value"
    return pascal + "Value" if pascal.startswith(prefix) else prefix + pascal


def _exported(client: Document) -> dict[str, str]:
    taken = dict.fromkeys(IMPORTED_NAMES, "imported by the generated code")
    exports = client.data.get("exports") if isinstance(client.data, dict) else None
    for module, names in exports.items() if isinstance(exports, dict) else ():
        for name in names if isinstance(names, list) else ():
            taken[str(name)] = f"exported from {module} by client.json"
    return taken


# References -------------------------------------------------------------------------------------

_REF_RULES = ("ref-form", "ref-target")


def _references(specs: Specs, misshapen: set[str]) -> Iterator[Finding]:
    documents = [doc for doc in _schema_documents(specs) if doc.path not in misshapen]
    broken = False
    for document in documents:
        for pointer, node in walk(document.data):
            if not isinstance(node, dict):
                continue
            if isinstance(node.get("$id"), str):
                yield Finding(
                    "ref-form",
                    document.path,
                    f"{pointer}/$id",
                    "$id gives the file another address",
                    "delete it; references are relative paths",
                )
            ref = node.get("$ref")
            if isinstance(ref, str):
                problem = _reference(specs, document, ref, f"{pointer}/$ref")
                broken = broken or problem is not None
                yield from [problem] if problem else []
    if not broken and not misshapen & {doc.path for doc in _schema_documents(specs)}:
        yield from _cycles(specs, documents)


def _reference(specs: Specs, document: Document, ref: str, pointer: str) -> Finding | None:
    def form(message: str, fix: str) -> Finding:
        return Finding("ref-form", document.path, pointer, message, fix)

    file, _, fragment = ref.partition("#")
    name = fragment.rsplit("/", 1)[-1]
    if re.match(r"[a-z][a-z0-9+.-]*:|/", file, re.IGNORECASE):
        return form(f"{ref!r} is not a relative path", f"write {_where(specs, document, name)!r}")
    if not re.fullmatch(r"/\$defs/[^/]+", fragment):
        if fragment in ("", "/"):
            return form(
                f"{ref!r} refers to a whole file",
                "move the schema to a definition in $defs and refer to that",
            )
        return form(f"{ref!r} is not a definition", f"write {_where(specs, document, name)!r}")
    in_common = document.path.startswith("common/")
    own = r"[^/]+\.json" if in_common else r"(input|output|stream)\.json"
    shared = r"(?!)" if in_common else r"\.\./\.\./common/[^/]+\.json"
    if file and not re.fullmatch(rf"{own}|{shared}", file):
        return form(
            f"{ref!r} leaves the task",
            f"move {name} to common/ and write {_where(specs, document, name)!r}",
        )
    try:
        _, _, schema = specs.resolve(document, ref, pointer)
    except SpecError as error:
        return _nowhere(specs, document, error.findings[0], name)
    if not isinstance(schema, dict):
        return Finding(
            "ref-target", document.path, pointer, f"{ref!r} leads to no schema", "define it"
        )
    return None


def _nowhere(specs: Specs, document: Document, found: Finding, name: str) -> Finding:
    where = _where(specs, document, name)
    if not where.endswith(f".json#/$defs/{name}"):
        close = get_close_matches(name, _defs(document), n=1)
        where = f"#/$defs/{close[0]}" if close else ""
    fix = f"write {where!r}, or {found.fix}" if where else found.fix
    return Finding("ref-target", found.file, found.pointer, found.message, fix)


def _where(specs: Specs, document: Document, name: str) -> str:
    """Return the reference that leads from a document to a definition."""
    for other in [document, *specs.documents.values()]:
        if name not in _defs(other):
            continue
        if other is document:
            return f"#/$defs/{name}"
        file = other.path.rsplit("/", 1)[1]
        if other.path.rsplit("/", 1)[0] == document.path.rsplit("/", 1)[0]:
            return f"{file}#/$defs/{name}"
        if other.path.startswith("common/"):
            return f"../../common/{file}#/$defs/{name}"
    return f"#/$defs/{name}"


def _defs(document: Document) -> Mapping[str, Any]:
    """Return the definitions of a document that may be misshapen."""
    found = document.data.get("$defs") if isinstance(document.data, dict) else None
    return found if isinstance(found, dict) else {}


def _cycles(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    done: set[Definition] = set()
    for document in documents:
        for name in document.data.get("$defs", {}):
            start = (document.path, _pointer("$defs", name))
            path = _cycle(specs, start, start, set()) if start not in done else None
            if path:
                done |= set(path)
                names = " → ".join(pointer.rsplit("/", 1)[1] for _, pointer in [*path, start])
                yield Finding(
                    "ref-cycle",
                    *start,
                    f"the definition contains itself: {names}",
                    "make one of them an object that holds the next in a property",
                )


def _cycle(
    specs: Specs, start: Definition, here: Definition, seen: set[Definition]
) -> list[Definition] | None:
    """Return the definitions on a way back to `start` that leads through no property."""
    seen.add(here)
    document = specs.documents[here[0]]
    _, _, schema = specs.resolve(document, f"#{here[1]}", "")
    bare = {word: value for word, value in schema.items() if word != "properties"}
    for ref in references(bare):
        target, pointer, _ = specs.resolve(document, ref, "")
        following = (target.path, pointer)
        if following == start:
            return [here]
        if following not in seen and (path := _cycle(specs, start, following, seen)):
            return [here, *path]
    return None


def _reach(specs: Specs, documents: list[Document]) -> dict[Definition, set[Direction]]:
    """Return the definitions that requests and responses reach, with the directions."""
    reached: dict[Definition, set[Direction]] = {}

    def visit(document: Document, schema: Any, direction: Direction) -> None:
        for ref in references(schema):
            try:
                target, pointer, found = specs.resolve(document, ref, "")
            except SpecError:
                continue
            directions = reached.setdefault((target.path, pointer), set())
            if direction not in directions:
                directions.add(direction)
                visit(target, found, direction)

    for document in documents:
        if document.path.startswith("tasks/"):
            root = {word: value for word, value in document.data.items() if word != "$defs"}
            visit(document, root, "input" if document.path.endswith("/input.json") else "output")
    return reached


# Values against schemas -------------------------------------------------------------------------


class Instances:
    """Validates values against the schemas of a specs folder."""

    _BASE = "https://specs.invalid/"

    def __init__(
        self, documents: Iterable[Document], reached: Mapping[Definition, set[Direction]]
    ) -> None:
        resources = [
            (self._BASE + document.path, DRAFT202012.create_resource(_opened(document, reached)))
            for document in documents
        ]
        self._registry: Registry[Any] = Registry().with_resources(resources)

    def problems(self, document: Document, pointer: str, value: object) -> tuple[str, str] | None:
        """Return where and how a value departs from a schema, or None if it fits."""
        schema = {"$ref": f"{self._BASE}{document.path}#{quote(pointer)}"}
        validator = Draft202012Validator(schema, registry=self._registry)
        error = best_match(validator.iter_errors(value))
        if error is None:
            return None
        return next(((p, m) for p, m, _ in _plain(error)), ("", error.message))


def _opened(document: Document, reached: Mapping[Definition, set[Direction]]) -> Any:
    """Return a schema in which the enums of responses take any text, as the compiled types do."""
    data = copy.deepcopy(document.data)
    for node in nodes(Document(document.path, data, ""), reached):
        values = node.schema.get("enum")
        if node.direction == "output" and values and all(isinstance(v, str) for v in values):
            del node.schema["enum"]
            node.schema["type"] = "string"
    return data


# Manifests --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A schema that a pointer of a manifest leads to."""

    document: Document
    pointer: str
    schema: Schema
    required: bool = True


@dataclass(frozen=True)
class Argument:
    """An argument of a method, as far as it could be made out."""

    name: str
    pointer: str
    at: str  # pointer in the manifest, or of the list if the argument is not in it
    entry: Mapping[str, Any]
    place: Place

    @property
    def switch(self) -> bool:
        """Whether it selects the variant."""
        return bool(self.entry.get("switch"))

    @property
    def media(self) -> bool:
        """Whether it is a file."""
        return "contentMediaType" in self.place.schema


@dataclass(frozen=True)
class Method:
    """What the rules of manifests and examples ask about a task."""

    specs: Specs
    task: Task
    arguments: tuple[Argument, ...]

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The content of operation.json."""
        data: Mapping[str, Any] = self.task.operation.data
        return data

    @property
    def required(self) -> list[Argument]:
        """The arguments that every call has."""
        return [argument for argument in self.arguments if argument.place.required]

    def bodies(self) -> Iterator[tuple[str, Mapping[str, bool], Mapping[str, Any], bool]]:
        """Yield pointer, switch values, response or stream, and whether it streams."""
        if "response" in self.manifest:
            yield "/response", {}, self.manifest["response"], False
        for index, entry in enumerate(self.manifest.get("variants", [])):
            word = "stream" if "stream" in entry else "response"
            yield f"/variants/{index}/{word}", entry["when"], entry[word], word == "stream"

    def schema_of(self, body: Mapping[str, Any]) -> Document | None:
        """Return the document that describes a response or a chunk."""
        name = body.get("schema", "output.json")
        return next((d for d in self.task.schemas() if d.path.endswith(f"/{name}")), None)

    def find(self, document: Document, pointer: str, *, lenient: bool = False) -> Place | None:
        """Follow a pointer through properties; leniently, through lists and unions too."""
        places = [Place(document, "", document.data)]
        for step in pointer.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            places = [p for place in places for p in self._into(place, step, lenient)]
        return places[0] if places else None

    def follow(self, place: Place) -> Place:
        """Resolve a reference."""
        while "$ref" in place.schema:
            found = self.specs.resolve(place.document, place.schema["$ref"], "")
            place = Place(*found, required=place.required)
        return place

    def _into(self, place: Place, step: str, lenient: bool) -> Iterator[Place]:
        required = place.required
        place = self.follow(place)
        schema, pointer = place.schema, place.pointer
        if step in schema.get("properties", {}):
            required = required and step in schema.get("required", [])
            child = schema["properties"][step]
            yield Place(place.document, pointer + _pointer("properties", step), child, required)
        if lenient and step.isdigit() and "items" in schema:
            yield Place(place.document, f"{pointer}/items", schema["items"])
        if lenient:
            for index, branch in enumerate(schema.get("anyOf", [])):
                option = Place(place.document, f"{pointer}/anyOf/{index}", branch)
                yield from self._into(option, step, lenient)

    def names_at(self, document: Document, pointer: str) -> tuple[str, list[str]]:
        """Return the first step of a pointer that fails, and the properties there are instead."""
        steps = pointer.split("/")[1:]
        for count in range(len(steps)):
            if self.find(document, _pointer(*steps[: count + 1]), lenient=True) is None:
                place = self.find(document, _pointer(*steps[:count]), lenient=True)
                schema = self.follow(place).schema if place else {}
                return steps[count], list(schema.get("properties", {}))
        return steps[-1], []

    def finding(self, rule: str, pointer: str, message: str, fix: str) -> Finding:
        """Name a fault of the manifest."""
        return Finding(rule, self.task.operation.path, pointer, message, fix)


def _manifest(specs: Specs, task: Task, instances: Instances) -> list[Finding]:
    """Run the rules of one manifest."""
    method = Method(specs, task, ())
    findings = [*_pointers(method)]
    method = Method(specs, task, tuple(_arguments(method)))
    for rule in MANIFEST_RULES:
        findings += rule(method)
    if not any(finding.rule in EXAMPLES_NEED for finding in findings):
        findings += _examples(method, instances)
    return findings


def _arguments(method: Method) -> Iterator[Argument]:
    """Yield the arguments, those that are listed first."""
    flatten = method.manifest.get("flatten", [])
    listed: set[str] = set()
    for index, entry in enumerate(method.manifest["args"]):
        pointer = entry["pointer"]
        place = method.find(method.task.input, pointer)
        listed.add(pointer)
        if place is None or entry.get("hidden") or pointer in flatten:
            continue
        name = entry.get("name", pointer.rsplit("/", 1)[1])
        yield Argument(name, pointer, f"/args/{index}", entry, place)
    for pointer in _unlisted(method, "", flatten):
        place = method.find(method.task.input, pointer)
        if pointer not in listed and place is not None:
            yield Argument(_last(pointer), pointer, "/args", {}, place)


def _last(pointer: str) -> str:
    return pointer.rsplit("/", 1)[1].replace("~1", "/").replace("~0", "~")


def _unlisted(method: Method, pointer: str, flatten: list[str]) -> Iterator[str]:
    place = method.find(method.task.input, pointer)
    properties = method.follow(place).schema.get("properties", {}) if place else {}
    for name in properties:
        path = pointer + _pointer(name)
        if path in flatten:
            # Pointers of a request are finite even if its types are recursive: flatten lists them.
            yield from _unlisted(method, path, flatten)
        else:
            yield path


# Manifests: names -------------------------------------------------------------------------------


def _methods(tasks: list[Task]) -> Iterator[Finding]:
    """Check the names of methods and aliases against each other."""
    methods: dict[str, str] = {}
    for task in tasks:
        name, path = task.operation.data["method"], task.operation.path
        problem = f"{name} is a member of the clients" if name in CLIENT_MEMBERS else ""
        if keyword.iskeyword(name):
            problem = f"{name} is a keyword of Python"
        if methods.setdefault(name, path) != path:
            problem = f"{name} is also the method of {methods[name]}"
        if problem:
            yield Finding(
                "method-taken",
                path,
                "/method",
                problem,
                f"write {task.folder!r}, the folder's name",
            )
    yield from _aliases(tasks, methods)


def _aliases(tasks: list[Task], methods: Mapping[str, str]) -> Iterator[Finding]:
    aliases: dict[str, str] = {}
    for task in tasks:
        for index, alias in enumerate(task.operation.data.get("aliases", [])):
            head, *rest = alias.split(".")
            problem = ""
            if alias in aliases:
                problem = f"is also an alias of {aliases[alias]}"
            elif head in methods or head in CLIENT_MEMBERS - ALIAS_HEADS:
                problem = f"begins with {head}, a method or member of the clients"
            elif parts := [part for part in (head, *rest) if keyword.iskeyword(part)]:
                problem = f"holds {parts[0]}, a keyword of Python"
            elif inner := [
                a
                for a in aliases
                if f"{a}.".startswith(f"{alias}.") or f"{alias}.".startswith(f"{a}.")
            ]:
                problem = f"is part of {inner[0]}, or that of it"
            aliases.setdefault(alias, task.operation.path)
            if problem:
                yield Finding(
                    "alias-taken",
                    task.operation.path,
                    f"/aliases/{index}",
                    f"{alias!r} {problem}",
                    "delete it, or choose a first part that nothing else has",
                )


def _task_name(method: Method) -> Iterator[Finding]:
    folder, manifest = method.task.folder, method.manifest
    wanted = manifest["task"].replace("-", "_")
    # Only a hub task's own route has the task in its address.
    if folder != wanted and manifest["route"]["style"] in ("task", "pipeline"):
        yield method.finding(
            "task-name",
            "/task",
            f"the folder is {folder!r}, not {wanted!r}",
            f"rename the folder to {wanted}, or write {folder.replace('_', '-')!r}",
        )
    elif folder == "common":
        yield method.finding(
            "task-name", "/task", "common is the module of shared types", "choose another task id"
        )
    if manifest["method"] != folder:
        yield method.finding(
            "task-name",
            "/method",
            f"{manifest['method']!r} is not the folder's name",
            f"write {folder!r}",
        )


def _argument_names(method: Method) -> Iterator[Finding]:
    for argument in method.arguments:
        name = argument.name
        if name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_"):
            if name not in ARGUMENT_NAMES_TAKEN - {"model", "extra_body"}:
                continue
            problem = f"{name!r} is a name that the generated code uses"
        else:
            problem = f"{name!r} is no name for an argument"
        proposal = re.sub(r"\W", "_", name).strip("_").lower() or "value"
        if not re.match(r"[a-z]", proposal) or proposal == name or keyword.iskeyword(proposal):
            proposal = f"{_snake(argument.pointer.split('/')[-2] or 'the')}_{proposal}"
        yield method.finding(
            "arg-name",
            argument.at,
            problem,
            f'write {{"pointer": "{argument.pointer}", "name": "{proposal}"}} in args',
        )


def _snake(text: str) -> str:
    return re.sub(r"\W", "_", text).strip("_").lower() or "the"


def _collisions(method: Method) -> Iterator[Finding]:
    names: dict[str, str] = {}
    pointers: set[str] = set()
    for index, entry in enumerate(method.manifest["args"]):
        if entry["pointer"] in pointers:
            yield method.finding(
                "arg-collision",
                f"/args/{index}/pointer",
                f"{entry['pointer']} is listed twice",
                "delete one of the entries",
            )
        pointers.add(entry["pointer"])
    for argument in method.arguments:
        if argument.name in ("model", "extra_body"):
            yield method.finding(
                "arg-collision",
                argument.at,
                f"{argument.name!r} is an argument of every method",
                f'write {{"pointer": "{argument.pointer}", "hidden": true}} in args',
            )
        elif names.setdefault(argument.name, argument.pointer) != argument.pointer:
            yield method.finding(
                "arg-collision",
                argument.at,
                f"{argument.name!r} is the name of {names[argument.name]} and {argument.pointer}",
                f'give one another name: {{"pointer": "{argument.pointer}", "name":'
                f' "{_snake(argument.pointer)}"}}',
            )


# Manifests: pointers ----------------------------------------------------------------------------


def _pointers(method: Method) -> Iterator[Finding]:
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
    for at, _, body, streams in method.bodies():
        document = method.schema_of(body)
        if document is None:
            names = ", ".join(doc.path.rsplit("/", 1)[1] for doc in task.schemas())
            yield method.finding(
                "schema-file",
                f"{at}/schema",
                f"{body['schema']!r} is not in the folder",
                f"write one of {names}, or add the file",
            )
            continue
        for word, target, lenient in (
            ("project", document, False),
            ("text", document, True),
            ("special", document, True),
            ("calls", document, True),
            ("usage", document, False),
            ("single", task.input, False),
        ):
            if word in body:
                places.append((f"{at}/{word}", target, body[word], lenient))
        if streams:
            yield from _complete(method, f"{at}/complete", document, body["complete"])
    for at, document, pointer, lenient in places:
        if method.find(document, pointer, lenient=lenient) is None:
            yield _lost(method, at, document, pointer)


def _lost(method: Method, at: str, document: Document, pointer: str) -> Finding:
    step, names = method.names_at(document, pointer)
    if not names and method.find(document, pointer, lenient=True):
        fix = "point to a property of plain objects: lists and unions cannot be followed here"
    else:
        fix = f"for {step!r}, {_nearest(step, names)}"
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


def _flatten(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    for index, pointer in enumerate(flatten):
        place = method.find(method.task.input, pointer)
        if place is None:
            continue
        schema = method.follow(place).schema
        parent = pointer.rsplit("/", 1)[0]
        if schema.get("type") != "object" or "properties" not in schema:
            yield method.finding(
                "flatten",
                f"/flatten/{index}",
                f"{pointer} is no plain object with properties",
                "delete it from flatten, or let the property refer to an object without anyOf",
            )
        if parent and parent not in flatten:
            yield method.finding(
                "flatten",
                f"/flatten/{index}",
                f"{parent}, which holds it, is not flattened",
                f"add {parent!r} to flatten",
            )


def _overlap(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    for index, entry in enumerate(method.manifest["args"]):
        if entry["pointer"] in flatten:
            yield method.finding(
                "arg-overlap",
                f"/args/{index}",
                f"{entry['pointer']} is flattened, so no argument",
                "delete it from args or from flatten",
            )
    for outer, inner in itertools.permutations(method.arguments, 2):
        if inner.pointer.startswith(f"{outer.pointer}/"):
            yield method.finding(
                "arg-overlap",
                inner.at,
                f"{inner.pointer} is part of the argument {outer.name!r}",
                f"add {outer.pointer!r} to flatten",
            )


def _required_arguments(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    reached = [argument.pointer for argument in method.arguments]
    hidden = {e["pointer"]: i for i, e in enumerate(method.manifest["args"]) if e.get("hidden")}
    for pointer in _unlisted(method, "", flatten):
        place = method.find(method.task.input, pointer)
        if place is None or not place.required:
            continue
        if method.manifest.get("model_in_body") and pointer == "/model":
            continue
        if not any(p == pointer or p.startswith(f"{pointer}/") for p in reached):
            at = f"/args/{hidden[pointer]}/hidden" if pointer in hidden else "/args"
            yield method.finding(
                "arg-required",
                at,
                f"{pointer} is required, and no argument gives it",
                f'write {{"pointer": "{pointer}", "positional": true}} in args',
            )


def _argument_order(method: Method) -> Iterator[Finding]:
    optional = ""
    for argument in method.arguments:
        positional = bool(argument.entry.get("positional"))
        if argument.place.required and not positional:
            name = (
                f', "name": "{argument.name}"' if argument.name != _last(argument.pointer) else ""
            )
            yield method.finding(
                "arg-order",
                argument.at,
                f"{argument.name!r} is required and not positional",
                f'write {{"pointer": "{argument.pointer}"{name}, "positional": true}}',
            )
        elif argument.place.required and optional:
            yield method.finding(
                "arg-order",
                argument.at,
                f"{argument.name!r} is required and stands behind {optional!r}, which is optional",
                f"move it before {optional!r}",
            )
        elif positional and not argument.place.required:
            optional = optional or argument.name


def _apis(method: Method) -> Iterator[Finding]:
    default = method.manifest.get("default_api")
    if default is not None and default not in method.manifest.get("apis", {}):
        yield method.finding(
            "apis",
            "/default_api",
            f"{default!r} is none of apis",
            _nearest(default, method.manifest.get("apis", {})),
        )
    shown = {example["arguments"].get("api") for example in method.manifest["examples"]}
    for name, api in method.manifest.get("apis", {}).items():
        at = f"/apis/{name}"
        if name not in shown and name != default:
            yield method.finding(
                "apis", at, "no example shows it", f'add an example with "api": {json.dumps(name)}'
            )
        for target, source in api["request"].items():
            pointer = "/" + source.replace("[]", "").replace(".", "/")
            if method.find(method.task.input, pointer) is None:
                yield method.finding(
                    "apis",
                    f"{at}/request/{target}",
                    f"{source!r} is nothing in the payload",
                    "write a path of input.json, steps parted by dots",
                )


def _presence(method: Method) -> Iterator[Finding]:
    optional = {a.pointer for a in method.arguments if not a.place.required}
    groups = {"/at_least_one": method.manifest.get("at_least_one", [])}
    for index, group in enumerate(method.manifest.get("together", [])):
        groups[f"/together/{index}"] = group
    for at, pointers in groups.items():
        for index, pointer in enumerate(pointers):
            if pointer not in optional:
                yield method.finding(
                    "presence",
                    f"{at}/{index}",
                    f"{pointer} is no optional argument",
                    _nearest(pointer, optional),
                )


def _renamed(method: Method) -> Iterator[Finding]:
    names = {argument.name for argument in method.arguments}
    for old, new in method.manifest.get("renamed", {}).items():
        if old in names:
            yield method.finding(
                "renamed",
                f"/renamed/{old}",
                f"{old!r} is an argument",
                "delete the entry, or rename the argument",
            )
        if new != "*" and new.partition(".")[0] not in names:
            yield method.finding(
                "renamed",
                f"/renamed/{old}",
                f"there is no argument {new.partition('.')[0]!r}",
                _nearest(new.partition(".")[0], names),
            )


def _extra_body(method: Method) -> Iterator[Finding]:
    pointer = method.manifest.get("extra_body")
    place = method.find(method.task.input, pointer or "")
    if not pointer or place is None:
        return
    if pointer.count("/") != 1 or method.follow(place).schema.get("type") != "object":
        yield method.finding(
            "extra-body",
            "/extra_body",
            f"{pointer} is no object directly in the payload",
            "write '/parameters', or delete it so that the payload itself takes the members",
        )


# Manifests: requests ----------------------------------------------------------------------------


def _media_encoding(method: Method) -> Iterator[Finding]:
    files = [argument for argument in method.arguments if argument.media]
    if method.manifest["encoding"] == "media":
        found = ", ".join(a.pointer for a in files) or "none"
        if [a.pointer for a in files] != ["/inputs"] or not files[0].place.required:
            yield method.finding(
                "media-encoding",
                "/encoding",
                f"media needs one required file, at /inputs; there is {found}",
                'write "json": files then travel as base64'
                if files
                else 'write "json", or add contentEncoding and contentMediaType to /inputs',
            )
    reached = {argument.pointer for argument in method.arguments}
    for node in nodes(method.task.input, {}):
        if "contentMediaType" in node.schema and node.is_property:
            places = [
                p
                for p in reached
                if (place := method.find(method.task.input, p))
                and (place.document, place.pointer) == (node.document, node.pointer)
            ]
            if not places:
                yield node.finding(
                    "media-schema",
                    "a file that is no argument of the method is never encoded",
                    f'add its pointer to "args" in {method.task.operation.path},'
                    " and the object that holds it to flatten",
                    "contentMediaType",
                )


def _switches(method: Method) -> Iterator[Finding]:
    for argument in method.arguments:
        if not argument.switch:
            continue
        if method.follow(argument.place).schema.get("type") != "boolean":
            problem, fix = "is not boolean", 'write "type": "boolean" in the schema'
        elif argument.place.required:
            problem, fix = "is required", "delete it from `required` in the schema"
        elif argument.entry.get("positional"):
            problem, fix = "is positional", "delete positional"
        else:
            continue
        yield method.finding("switch", argument.at, f"the switch {argument.name!r} {problem}", fix)


def _variants(method: Method) -> Iterator[Finding]:
    switches = [argument.name for argument in method.arguments if argument.switch]
    entries = method.manifest.get("variants", [])
    if switches and not entries:
        yield method.finding(
            "variants",
            "/response",
            f"{', '.join(switches)} selects nothing",
            "write variants, or delete switch",
        )
        return
    seen: dict[tuple[bool, ...], int] = {}
    for index, entry in enumerate(entries):
        when = entry["when"]
        if list(when) != switches:  # results are looked up by the values in this order
            yield method.finding(
                "variants",
                f"/variants/{index}/when",
                f"names {', '.join(when) or 'nothing'}; the switches are, in order,"
                f" {', '.join(switches) or 'none'}",
                f"give each switch one value: {_values(switches, itertools.repeat(False))}",
            )
            return
        values = tuple(when[name] for name in switches)
        if seen.setdefault(values, index) != index:
            yield method.finding(
                "variants",
                f"/variants/{index}/when",
                f"is the same as that of entry {seen[values]}",
                "delete one, or change its values",
            )
        if index == 0 and any(values):
            yield method.finding(
                "variants",
                "/variants/0/when",
                "the first variant is the default",
                f"put {_values(switches, itertools.repeat(False))} first",
            )
    for values in itertools.product((False, True), repeat=len(switches)):
        if entries and values not in seen:
            yield method.finding(
                "variants",
                "/variants",
                f"nothing is said about {_values(switches, values)}",
                f'add an entry with "when": {_values(switches, values)}',
            )


def _values(names: list[str], values: Iterable[bool]) -> str:
    return json.dumps(dict(zip(names, values, strict=False)))


def _model_in_body(method: Method) -> Iterator[Finding]:
    if method.manifest.get("model_in_body") and method.manifest["route"]["style"] != "openai":
        yield method.finding(
            "model-in-body",
            "/model_in_body",
            f"a route of style {method.manifest['route']['style']!r} has the model in its URL",
            "delete it",
        )


def _route(method: Method) -> Iterator[Finding]:
    style, path = method.manifest["route"]["style"], method.manifest["route"].get("path")
    if style in ("task", "pipeline") and path is not None:
        yield method.finding(
            "route",
            "/route/path",
            f"style {style!r} has no path",
            'delete it, or write style "server"',
        )
    if style in ("openai", "server") and path is None:
        yield method.finding(
            "route",
            "/route",
            f"style {style!r} needs a path",
            'add "path", such as "/chat/completions"',
        )


def _headers(method: Method) -> Iterator[Finding]:
    for name in method.manifest.get("headers", {}):
        if name != name.lower():
            yield method.finding(
                "header-name",
                f"/headers{_pointer(name)}",
                f"{name!r} is not lower-case",
                f"write {name.lower()!r}",
            )


def _deprecation(method: Method) -> Iterator[Finding]:
    deprecated = method.manifest.get("status") == "deprecated"
    if deprecated and "deprecated" not in method.manifest:
        yield method.finding(
            "deprecated",
            "/status",
            "a deprecated task says nothing about it",
            'add "deprecated": {"since": ..., "use_instead": ...}',
        )
    if not deprecated and "deprecated" in method.manifest:
        yield method.finding(
            "deprecated",
            "/deprecated",
            "the task's status is not deprecated",
            'write "status": "deprecated"',
        )


# Manifests: responses ---------------------------------------------------------------------------

_KIND_OPTIONS = {
    "json": {"schema", "accept", "draws", "project", "text", "calls"},
    "array": {"schema", "accept", "single"},
    "bytes": {"schema", "media"},
}


def _stream_file(method: Method) -> Iterator[Finding]:
    streams = [(at, body) for at, _, body, streaming in method.bodies() if streaming]
    if not streams and method.task.stream is not None:
        yield Finding(
            "stream-file",
            method.task.stream.path,
            "",
            "no variant of operation.json streams",
            'delete the file, or add a variant with "stream"',
        )
    for at, body in streams:
        if method.task.stream is None or body["schema"] != "stream.json":
            yield method.finding(
                "stream-file",
                f"{at}/schema",
                "the chunks are not described by stream.json",
                'write "stream.json", and add the file if it is missing',
            )


def _response_options(method: Method) -> Iterator[Finding]:
    for at, _, body, streams in method.bodies():
        if streams:
            if "key" in body["complete"] and "each" not in body["complete"]:
                yield method.finding(
                    "response-options",
                    f"{at}/complete/key",
                    "key tells items of `each` apart",
                    'add "each", the list that holds them, or delete key',
                )
            continue
        kind = body["kind"]
        for word in sorted(body.keys() - _KIND_OPTIONS[kind] - {"kind", "returns"}):
            kinds = [k for k, words in _KIND_OPTIONS.items() if word in words]
            yield method.finding(
                "response-options",
                f"{at}/{word}",
                f"kind {kind!r} does not use {word}",
                f"delete it, or write kind {' or '.join(map(repr, kinds))}",
            )
        if kind == "bytes" and "media" not in body:
            yield method.finding(
                "response-options", at, "kind 'bytes' needs media", f"add one of {', '.join(MEDIA)}"
            )
        document = method.schema_of(body)
        if kind == "array" and document is not None and document.data.get("type") != "array":
            yield method.finding(
                "response-options", f"{at}/kind", f"{document.path} is no array", 'write "json"'
            )
        if "draws" in body and document is not None:
            wanted = "object" if body["draws"] == "depth" else "array"
            if document.data.get("type") != wanted:
                yield method.finding(
                    "response-options",
                    f"{at}/draws",
                    f"{body['draws']} are drawn of an {wanted}, and {document.path} is none",
                    "delete it, or correct it",
                )
        if "single" in body and not _may_be_string(method, body["single"]):
            yield method.finding(
                "response-options",
                f"{at}/single",
                f"{body['single']} is never one string directly in the payload",
                "write '/inputs', or delete it",
            )


def _may_be_string(method: Method, pointer: str) -> bool:
    place = method.find(method.task.input, pointer)
    if place is None:
        return True  # reported as a pointer
    schema = method.follow(place).schema
    options = [schema, *schema.get("anyOf", [])]
    return pointer.count("/") == 1 and any("string" in str(o.get("type")) for o in options)


def _accept(method: Method) -> Iterator[Finding]:
    for at, _, body, _ in method.bodies():
        opened: set[str] = set()
        for index, entry in enumerate(body.get("accept", [])):
            place = f"{at}/accept/{index}"
            shape, opens = entry["shape"], entry["opens"]
            if opens in opened:
                yield method.finding(
                    "accept", f"{place}/opens", f"{opens!r} is listed twice", "delete one"
                )
            opened.add(opens)
            if opens.startswith("[") != (shape in ("first_of_list", "groups")):
                yield method.finding(
                    "accept",
                    f"{place}/opens",
                    f"{shape} cannot open with {opens!r}",
                    'write "[" or "[["' if shape == "first_of_list" else 'write "{"',
                )
            for word, needing in SHAPE_OPTIONS:
                if (shape == needing) != (word in entry):
                    has = "lacks" if shape == needing else "does not use"
                    yield method.finding(
                        "accept",
                        place,
                        f"{shape} {has} {word}",
                        f"{'add' if shape == needing else 'delete'} {word}",
                    )
            yield from _accepted_result(method, f"{place}/shape", body, entry)


def _accepted_result(
    method: Method, at: str, body: Mapping[str, Any], entry: Mapping[str, Any]
) -> Iterator[Finding]:
    """Check that a shape can lead to the result that the schema describes."""
    document, shape = method.schema_of(body), entry["shape"]
    if document is None:
        return
    is_list = document.data.get("type") == "array"
    if shape in ("single_item", "columns", "groups") and not is_list:
        yield method.finding(
            "accept", at, f"{shape} is for results that are lists", "delete the entry"
        )
    if shape in ("first_of_list", "groups") and is_list and entry["opens"] != "[[":
        yield method.finding(
            "accept",
            at,
            f"a list is the result itself and opens with {entry['opens']!r} too",
            'write "opens": "[["',
        )
    fields = [entry["index"]] if "index" in entry else list(entry.get("columns", {}))
    if is_list and fields:
        items = method.follow(Place(document, "/items", document.data.get("items", {}))).schema
        for name in fields:
            if name not in items.get("properties", {}):
                yield method.finding(
                    "accept",
                    at,
                    f"the items have no field {name!r}",
                    _nearest(name, items.get("properties", {})),
                )


# Manifests: what classes and streams offer beside members ----------------------------------------

TEXT_MEMBERS = ("text", "parse", "parsed")
FUNCTION_MEMBERS = ("parse", "parsed")
USAGE_MEMBERS = ("prompt_tokens", "completion_tokens", "total_tokens")


def _shortcuts(method: Method) -> Iterator[Finding]:
    pointers: dict[str, str] = {}
    for at, _, body, streams in method.bodies():
        document = method.schema_of(body)
        if document is None or (streams and document is not method.task.stream):
            continue
        for word in ("text", "special"):
            if word not in body or method.find(document, body[word], lenient=True) is None:
                continue  # or it is reported as a pointer
            if problem := _obstacle(method, document, body, body[word], streams):
                yield method.finding("shortcut", f"{at}/{word}", *problem)
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
                    _nearest(name, chunk),
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
                    _nearest(name, known),
                )


def _present(method: Method, place: Place) -> Place:
    """Return the branch of a nullable schema that is not null."""
    place = method.follow(place)
    for branch in place.schema.get("anyOf", []):
        if branch.get("type") != "null":
            return Place(place.document, place.pointer, branch)
    return place


ManifestRule = Callable[[Method], Iterable[Finding]]
SHAPE_OPTIONS = (("member", "member"), ("columns", "columns"), ("index", "groups"))
MANIFEST_RULES: tuple[ManifestRule, ...] = (
    _task_name,
    _argument_names,
    _collisions,
    _flatten,
    _overlap,
    _required_arguments,
    _argument_order,
    _apis,
    _presence,
    _renamed,
    _extra_body,
    _media_encoding,
    _switches,
    _variants,
    _model_in_body,
    _route,
    _headers,
    _deprecation,
    _stream_file,
    _response_options,
    _accept,
    _shortcuts,
    _accepts,
    _accumulates,
)


# Examples ---------------------------------------------------------------------------------------

# Examples say little while these are broken.
EXAMPLES_NEED = (
    "pointer",
    "schema-file",
    "stream-file",
    "variants",
    "arg-name",
    "arg-collision",
    "arg-overlap",
    "flatten",
    "switch",
    "response-options",
)

Example = Mapping[str, Any]


def _examples(method: Method, instances: Instances) -> Iterator[Finding]:
    names: set[str] = set()
    shown: set[str] = set()
    for index, example in enumerate(method.manifest["examples"]):
        at = f"/examples/{index}"
        if example["name"] in names:
            yield method.finding(
                "example-name",
                f"{at}/name",
                f"{example['name']!r} names another example too",
                "say what is special about this one",
            )
        names.add(example["name"])
        faults = [*_example_bytes(method, at, example)]
        yield from faults
        if faults:
            continue
        yield from _example_arguments(method, at, example)
        if "api" in example["arguments"] or "default_api" in method.manifest:
            shown.update(place for place, _, _, _ in method.bodies())
            continue  # another wire format, which has no schema; the contract tests run it
        yield from _example_request(method, at, example, instances)
        for place, when, body, streams in method.bodies():
            if all(bool(example["arguments"].get(n, False)) is v for n, v in when.items()):
                shown.add(place)
                answer = _example_events if streams else _example_response
                yield from answer(method, at, example, body, instances)
    for place, when, _, _ in method.bodies():
        if place not in shown:
            yield method.finding(
                "example-variants",
                place.rsplit("/", 1)[0] if when else place,
                "no example shows it",
                f"add an example with the arguments {json.dumps(when)}",
            )


def _example_bytes(method: Method, at: str, example: Example) -> Iterator[Finding]:
    places = [
        (pointer, node["$base64"])
        for part in ("arguments", "result")
        for pointer, node in walk(example[part], f"{at}/{part}")
        if isinstance(node, dict) and node.keys() == {"$base64"}
    ]
    for part in ("request", "response"):
        if "base64" in example[part]:
            places.append((f"{at}/{part}/base64", example[part]["base64"]))
    for pointer, text in places:
        try:
            base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            yield method.finding(
                "example-base64", pointer, f"is not base64: {error}", "encode the bytes anew"
            )


def _example_arguments(method: Method, at: str, example: Example) -> Iterator[Finding]:
    known = [argument.name for argument in method.arguments]
    for name in example["arguments"]:
        if name not in (*known, "model", "extra_body", "api"):
            yield method.finding(
                "example-arguments",
                f"{at}/arguments{_pointer(name)}",
                f"{method.manifest['method']} has no argument {name!r}",
                _nearest(name, known),
            )
    for argument in method.required:
        if argument.name not in example["arguments"]:
            yield method.finding(
                "example-arguments",
                f"{at}/arguments",
                f"{argument.name!r} is required and missing",
                f"add {argument.name!r}",
            )
    for argument in method.arguments:
        value = example["arguments"].get(argument.name)
        is_bytes = isinstance(value, dict) and value.keys() == {"$base64"}
        if value is not None and is_bytes != argument.media:
            yield method.finding(
                "example-arguments",
                f"{at}/arguments{_pointer(argument.name)}",
                f"{argument.name!r} {'is a file' if argument.media else 'is no file'}",
                'write {"$base64": "..."}' if argument.media else "write the value as JSON",
            )


def _example_request(
    method: Method, at: str, example: Example, instances: Instances
) -> Iterator[Finding]:
    request = example["request"]
    if method.manifest["encoding"] == "none":
        if request != {"method": "GET"}:
            yield method.finding(
                "example-request", f"{at}/request", "a GET has no body", 'write {"method": "GET"}'
            )
        return
    payload = _payload(method, example["arguments"])
    raw = method.manifest["encoding"] == "media" and payload.keys() == {"inputs"}
    wanted = ("base64", "content_type") if raw else ("json",)
    for word in sorted(request.keys() - set(wanted)):
        yield method.finding(
            "example-request",
            f"{at}/request/{word}",
            "the file alone is the body" if raw else "the body is JSON",
            f"write {' and '.join(wanted)} instead",
        )
    for word in wanted:
        if word not in request:
            yield method.finding("example-request", f"{at}/request", f"lacks {word}", f"add {word}")
    if raw and request.get("base64", payload["inputs"]) != payload["inputs"]:
        yield method.finding(
            "example-request", f"{at}/request/base64", "is not the file of the arguments", "copy it"
        )
    if raw or "json" not in request:
        return
    body = request["json"]
    if method.manifest.get("model_in_body") and isinstance(body, dict):
        body = {name: value for name, value in body.items() if name != "model"}
    if problem := instances.problems(method.task.input, "", body):
        pointer, message = problem
        yield method.finding(
            "example-request",
            f"{at}/request/json{pointer}",
            message,
            f"correct the example, or {method.task.input.path}",
        )
    elif (place := _difference(payload, body)) is not None:
        yield method.finding(
            "example-request",
            f"{at}/request/json{place}",
            "is not what the arguments make",
            f"they make {json.dumps(payload, ensure_ascii=False)}",
        )


def _payload(method: Method, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON that a call with these arguments sends."""
    payload: dict[str, Any] = dict(method.manifest.get("defaults", {}))

    def put(pointer: str, value: Any) -> None:
        node = payload
        *parents, last = pointer.split("/")[1:]
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = value

    for argument in method.arguments:
        value = arguments.get(argument.name)
        if value is None or (argument.switch and value is False):
            continue
        put(argument.pointer, value["$base64"] if _is_bytes(value) else value)
    extra = arguments.get("extra_body")
    for name, value in extra.items() if isinstance(extra, dict) else ():
        put(f"{method.manifest.get('extra_body', '')}{_pointer(name)}", value)
    return payload


def _is_bytes(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"$base64"}


def _difference(left: Any, right: Any, pointer: str = "") -> str | None:
    """Return where two JSON values differ, or None."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in {**left, **right}:
            if name not in left or name not in right:
                return pointer + _pointer(name)
            found = _difference(left[name], right[name], pointer + _pointer(name))
            if found is not None:
                return found
        return None
    return None if json.dumps(left) == json.dumps(right) else pointer


def _example_response(
    method: Method, at: str, example: Example, body: Mapping[str, Any], instances: Instances
) -> Iterator[Finding]:
    response, kind = example["response"], body["kind"]
    allowed = {"json", "base64", "content_type"} if kind == "bytes" else {"json"}
    if not response.keys() & (allowed - {"content_type"}) or response.keys() - allowed:
        yield method.finding(
            "example-response",
            f"{at}/response",
            f"a response of kind {kind!r} is not {' and '.join(sorted(response))}",
            f"write {' or '.join(sorted(allowed - {'content_type'}))}",
        )
        return
    result = f"{at}/result"
    if kind == "bytes":
        if not _is_bytes(example["result"]):
            yield method.finding(
                "example-result", result, "the method returns bytes", 'write {"$base64": "..."}'
            )
        return
    try:
        value = _reshaped(body, response["json"])
    except (LookupError, TypeError) as error:
        yield method.finding(
            "example-response",
            f"{at}/response/json",
            f"has not the shape that `accept` says: {error!r}",
            "correct the example, or accept",
        )
        return
    if kind == "array":
        for place, rule, numbers in (
            (f"{at}/response/json", "example-response", value),
            (result, "example-result", example["result"]),
        ):
            if not _numbers(numbers):
                yield method.finding(
                    rule, place, "is not a list of numbers, or of such lists", "write numbers"
                )
        return
    document = method.schema_of(body)
    if document is not None:
        yield from _fits(
            method, "example-response", f"{at}/response/json", document, "", value, instances
        )
        yield from _projected(method, result, document, body, [example["result"]], instances)


def _example_events(
    method: Method, at: str, example: Example, body: Mapping[str, Any], instances: Instances
) -> Iterator[Finding]:
    document = method.schema_of(body)
    if example["response"].keys() != {"events"} or not isinstance(example["result"], list):
        part = "result" if example["response"].keys() == {"events"} else "response"
        yield method.finding(
            f"example-{part}",
            f"{at}/{part}",
            "the arguments select a stream",
            'write {"events": [...]}' if part == "response" else "write the list of chunks",
        )
        return
    if document is None:
        return
    for index, event in enumerate(example["response"]["events"]):
        if not isinstance(event, str):
            place = f"{at}/response/events/{index}"
            yield from _fits(method, "example-response", place, document, "", event, instances)
    yield from _projected(method, f"{at}/result", document, body, example["result"], instances)
    if "final" in example:
        yield from _example_final(method, at, example, instances)


def _example_final(
    method: Method, at: str, example: Example, instances: Instances
) -> Iterator[Finding]:
    """Check what the chunks add up to: that it is what the variant without a stream returns."""
    given = {a.name: bool(example["arguments"].get(a.name)) for a in method.arguments if a.switch}
    for _, when, body, streams in method.bodies():
        differ = sum(when.get(name) != value for name, value in given.items())
        document = method.schema_of(body)
        if not streams and differ == 1 and document is not None:
            place = f"{at}/final"
            yield from _projected(method, place, document, body, [example["final"]], instances)


def _projected(
    method: Method,
    at: str,
    document: Document,
    body: Mapping[str, Any],
    results: list[Any],
    instances: Instances,
) -> Iterator[Finding]:
    place = method.find(document, body.get("project", ""))
    for value in map(_as_text, results):
        if place is not None:
            yield from _fits(
                method, "example-result", at, place.document, place.pointer, value, instances
            )


def _as_text(value: Any) -> Any:
    """Return a result with its files as base64 text, as they travel."""
    if _is_bytes(value):
        return value["$base64"]
    if isinstance(value, dict):
        return {name: _as_text(item) for name, item in value.items()}
    return [_as_text(item) for item in value] if isinstance(value, list) else value


def _fits(
    method: Method,
    rule: str,
    at: str,
    document: Document,
    pointer: str,
    value: object,
    instances: Instances,
) -> Iterator[Finding]:
    if problem := instances.problems(document, pointer, value):
        where, message = problem
        yield method.finding(
            rule,
            at,
            f"{where}: {message}" if where else message,
            f"correct the example, or {document.path}",
        )


def _reshaped(body: Mapping[str, Any], value: Any) -> Any:
    """Return the result that an accepted shape holds, as the decoder does."""
    shapes = {entry["opens"]: entry for entry in body.get("accept", [])}
    opening = json.dumps(value)[:2]
    entry = shapes.get(opening) or shapes.get(opening[:1])
    if entry is None:
        return value
    match entry["shape"]:
        case "first_of_list":
            return value[0]
        case "single_item":
            return [value]
        case "member":
            return value[entry["member"]]
        case "groups":
            return [{**item, entry["index"]: n} for n, items in enumerate(value) for item in items]
        case _:
            columns = [value[name] for name in entry["columns"].values()]
            return [
                dict(zip(entry["columns"], row, strict=False))
                for row in zip(*columns, strict=False)
            ]


def _numbers(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    return all(_numbers(v) if isinstance(v, list) else type(v) in (int, float) for v in value)
