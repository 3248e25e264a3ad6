"""Rewrite schemas into bundles that the type generator turns into the classes we want.

One bundle per task: a JSON document with nothing but `$defs`. What we send is strict, so enums stay
closed and limits stay. What we receive is lenient, so enums are opened, limits dropped and unknown
members allowed: a server's new value must not break a client.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .load import TASK_FILES, Document, Schema, Specs, Task, is_shared, module_of
from .patterns import translated
from .tags import Tag, closed, open_union, tags_of

Direction = Literal["input", "output"]

LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "format",
)
# Stand for the modules of the classes, until finishing.py names them.
BASE = "__base__"
DEPTH = "__depth__"
MEDIA = "__media__"
RESULT_CLASSES = {"audio": "Audio", "file": "Binary", "image": "Picture", "video": "Video"}
# Embeddings: base64 of little-endian float32 numbers, or the numbers in a list.
VECTOR = "application/vnd.float32"
ANNOTATIONS = ("contentEncoding", "contentMediaType", "title", "examples", "default", "deprecated")


@dataclass(frozen=True)
class Alias:
    """A name for what an argument takes."""

    name: str
    text: str  # what it stands for: a union, or a class
    doc: str = ""
    module: str | None = None  # of another name of a class: where that is, empty for here


@dataclass(frozen=True)
class Bundle:
    """The definitions of one module."""

    module: str
    sources: tuple[str, ...]
    schema: Schema
    directions: dict[str, Direction]
    docs: dict[tuple[str, str], str]
    bases: dict[str, str] = field(default_factory=dict)  # classes with a base of their own
    members: dict[str, str] = field(default_factory=dict)  # source to add at the end of a class
    # Keywords of classes, with the members that they name.
    keywords: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()


def result_class(kind: str) -> str:
    """Return the class that a file inside a JSON answer becomes."""
    return "Vector" if kind == VECTOR else RESULT_CLASSES[kind.split("/")[0]]


def definitions(document: Document) -> Iterator[tuple[str, str, Schema]]:
    """Yield the name, pointer and schema of all definitions of a document, its root included."""
    root = document.data
    if "title" in root:
        yield root["title"], "", {k: v for k, v in root.items() if k not in ("$defs", "$schema")}
    for name, schema in root.get("$defs", {}).items():
        yield name, f"/$defs/{name}", schema


def bundles(specs: Specs) -> list[Bundle]:
    """Return the bundle of shared definitions, if there are any, and one for each task."""
    tags = tags_of(specs)
    directions = shared_directions(specs)
    modules: dict[str, list[Document]] = {}
    for document in specs.shared():
        modules.setdefault(module_of(document), []).append(document)
    result = [_bundle(name, found, directions, tags) for name, found in modules.items()]
    result += [_task_bundle(task, tags) for task in specs.tasks]
    return [bundle for bundle in result if bundle.schema["$defs"]]


def _bundle(
    module: str,
    documents: list[Document],
    directions: Mapping[tuple[str, str], Direction],
    tags: Mapping[str, Tag],
) -> Bundle:
    schemas: dict[str, Schema] = {}
    used: dict[str, Direction] = {}
    docs: dict[tuple[str, str], str] = {}
    for document in documents:
        for name, _, schema in definitions(document):
            used[name] = directions.get((document.path, name), "output")
            schemas[name] = _normal(name, schema, used[name], module, tags)
            docs |= _docs(name, schema)
    sources = tuple(document.path for document in documents)
    return Bundle(module, sources, {"$defs": schemas}, used, docs)


def shared_directions(specs: Specs) -> dict[tuple[str, str], Direction]:
    """Return the direction of each shared definition that a task reaches: by path and name."""
    found: dict[tuple[str, str], Direction] = {}

    def visit(document: Document, node: Any, direction: Direction) -> None:
        waiting = [(document, node)]  # a chain of definitions may be of any length
        while waiting:
            document, node = waiting.pop()
            for ref in references(node):
                target, pointer, schema = specs.resolve(document, ref, "")
                place = (target.path, pointer.rsplit("/", 1)[1])
                if is_shared(target.path) and place not in found:
                    found[place] = direction
                    waiting.append((target, schema))

    for task in specs.tasks:
        for document in task.schemas():
            visit(document, document.data, "input" if document is task.input else "output")
    return found


def references(node: Any) -> Iterator[str]:
    """Yield all `$ref`s below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def _task_bundle(task: Task, tags: Mapping[str, Tag]) -> Bundle:
    schemas: dict[str, Schema] = {}
    directions: dict[str, Direction] = {}
    docs: dict[tuple[str, str], str] = {}
    for document in task.schemas():
        direction: Direction = "input" if document is task.input else "output"
        for name, _, schema in definitions(document):
            schemas[name] = _normal(name, schema, direction, task.folder, tags)
            directions[name] = direction
            docs |= _docs(name, schema)
    sources = tuple(document.path for document in task.schemas())
    response = task.operation.data.get("response", {})
    bases = {}
    if response.get("draws") == "depth" and task.output is not None:
        bases[task.output.data["title"]] = f"{DEPTH}.DepthModel"
    return Bundle(task.folder, sources, {"$defs": schemas}, directions, docs, bases)


def _docs(name: str, schema: Schema) -> dict[tuple[str, str], str]:
    return {
        (name, field): text
        for field, value in schema.get("properties", {}).items()
        if isinstance(value, dict) and (text := described(value, value.get("description", "")))
    }


def described(schema: Schema, text: str) -> str:
    """Return what is said of a property, that it is deprecated first; empty if there is nothing."""
    return f"Deprecated. {text}".strip() if schema.get("deprecated") else text


def _normal(
    name: str, schema: Schema, direction: Direction, module: str, tags: Mapping[str, Tag]
) -> Schema:
    if direction == "output":
        schema = _tagged(closed(schema, tags[name]) if name in tags else schema, tags)
    result: Schema = _rewrite(copy.deepcopy(schema), direction, module)
    # The class docstring stays; the descriptions of fields become attribute docstrings later on,
    # which IDEs show and the import does not pay for.
    if "description" in schema and result.get("type") == "object":
        result["description"] = schema["description"]
    return result


def _tagged(node: Any, tags: Mapping[str, Tag]) -> Any:
    if isinstance(node, list):
        return [_tagged(child, tags) for child in node]
    if not isinstance(node, dict):
        return node
    result = {key: _tagged(child, tags) for key, child in node.items()}
    return open_union(result, tags) if isinstance(result.get("anyOf"), list) else result


def _rewrite(node: Any, direction: Direction, module: str) -> Any:
    if isinstance(node, list):
        return [_rewrite(child, direction, module) for child in node]
    if not isinstance(node, dict):
        return node
    result: Schema = {}
    if direction == "output" and (kind := _file_kind(node)) is not None:
        # A file inside a JSON answer becomes bytes that know what they are.
        return {"type": "string", "customTypePath": f"{MEDIA}.{result_class(kind)}"}
    for key, value in node.items():
        if key in ANNOTATIONS or key in ("description", "discriminator"):
            continue  # tags that tell branches apart are closed already
        if direction == "output" and key in LIMITS:
            continue
        if key == "properties":
            result[key] = {n: _rewrite(v, direction, module) for n, v in value.items()}
        elif key == "$ref":
            result[key] = _relocate(value, module)
        elif key in ("enum", "const"):
            result[key] = value
        elif key == "pattern" and isinstance(value, str):
            result[key] = translated(value)
        else:
            result[key] = _rewrite(value, direction, module)
    if direction == "output":
        if result.get("additionalProperties") is False:
            del result["additionalProperties"]
        if "properties" in result and result.get("additionalProperties") is True:
            del result["additionalProperties"]  # the base class allows it
        if "enum" in result and all(isinstance(value, str) for value in result["enum"]):
            values = result.pop("enum")
            result["anyOf"] = [{"enum": values}, {"type": "string"}]
    return _nullable(result)


def _file_kind(node: Schema) -> str | None:
    kind = node.get("contentMediaType")
    if kind is None and any(o.get("contentMediaType") == VECTOR for o in node.get("anyOf", [])):
        kind = VECTOR  # its other spellings are read by the same class
    return kind


def _nullable(node: Schema) -> Schema:
    """Spell `type: [T, null]` with members of T as an anyOf, which the generator reads better."""
    kinds = node.get("type")
    if not isinstance(kinds, list) or "null" not in kinds:
        return node
    others = [kind for kind in kinds if kind != "null"]
    if len(others) == 1 and others[0] in ("array", "object"):
        inner = {**node, "type": others[0]}
        return {"anyOf": [inner, {"type": "null"}]}
    return node


def _relocate(ref: str, module: str) -> str:
    target, _, fragment = ref.partition("#")
    if "common/" in target and module != "common":
        return f"common.json#{fragment}"
    if "schemas/" in target:
        return f"{target.rpartition('/')[2]}#{fragment}"
    if module == "common" or not target:
        return f"#{fragment}"
    if target not in TASK_FILES:  # beside a file of schemas/
        return f"{target}#{fragment}"
    if not fragment:  # the root of a sibling file is a definition of the same bundle
        raise ValueError(f"{ref!r}: refer to a definition, not to a whole file")
    return f"#{fragment}"
