"""The arguments of methods: those that schemas make, and those that every method has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .. import shortcuts
from ..ir import Argument
from ..load import Document, Schema, Specs, Task
from ..normalize import Alias, Bundle, described
from .annotations import Annotated, received, taken, union
from .schemas import body_document, entries, find, follow, properties

MEDIA = ("audio", "image", "video")
_MODEL_DOC = (
    "Model id on the hub, or URL of a server. The client's model by default; if that has none, "
    "the model that the hub recommends for the task."
)
_EXTRA_DOC = (
    "Members to add to the request{where}, for what a server takes and this method does not name."
)


def arguments_of(specs: Specs, task: Task) -> tuple[Argument, ...]:
    """Return the arguments of a task's method, in the order of its signature."""
    manifest = task.operation.data
    if manifest["route"]["style"] == "api":
        extra = Argument("extra_body", "", "Mapping[str, object]", doc=_EXTRA_DOC.format(where=""))
        return (*sent(specs, task), *((extra,) if _is_open(manifest) else ()))
    model = Argument("model", "", "str", doc=_MODEL_DOC)
    if manifest["encoding"] == "none":
        return (*sent(specs, task), model)
    where = f"'s `{manifest['extra_body'][1:]}`" if "extra_body" in manifest else ""
    extra = Argument("extra_body", "", "Mapping[str, object]", doc=_EXTRA_DOC.format(where=where))
    apis = manifest.get("apis", {})
    choice = (_api(apis, manifest.get("default_api")),) if apis else ()
    return (*sent(specs, task), *choice, model, extra)


def sent(specs: Specs, task: Task) -> tuple[Argument, ...]:
    """Return the arguments whose values are in the payload."""
    manifest = task.operation.data
    flatten = manifest.get("flatten", [])
    listed = {entry["pointer"]: entry for entry in manifest["args"]}
    pointers = dict.fromkeys(listed)
    pointers |= dict.fromkeys(properties(specs, task.input, task.input.data, "", flatten))
    result = [
        _argument(specs, task, pointer, listed.get(pointer, {}))
        for pointer in pointers
        if not listed.get(pointer, {}).get("hidden") and pointer not in flatten
    ]
    # A call reads best with what it needs first.
    return tuple(sorted(result, key=lambda a: (not a.positional, not a.required)))


def _is_open(manifest: Mapping[str, Any]) -> bool:
    """Return whether the body of an API's operation has members, to which others can be added."""
    return "body" not in manifest and manifest["encoding"] in ("json", "multipart", "urlencoded")


def _argument(specs: Specs, task: Task, pointer: str, entry: Mapping[str, Any]) -> Argument:
    document, schema, required = find(specs, task.input, pointer)
    annotation = _annotation(specs, task, pointer)
    media, many, one = _media(schema)
    files = "MediaInput | Sequence[MediaInput]" if one else "Sequence[MediaInput]"
    return Argument(
        name=entry.get("name", pointer.rsplit("/", 1)[1]),
        pointer=pointer,
        annotation=(files if many else "MediaInput")
        if media
        else _accepting(entry, annotation.text),
        required=required,
        positional=entry.get("positional", False),
        switch=entry.get("switch", False),
        explicit=entry.get("explicit", False),
        media=media,
        many=many,
        models=annotation.models,
        doc=_doc(specs, document, schema, entry),
        accepts=entry.get("accepts"),
        deprecated=bool(schema.get("deprecated")),
        echoes=entry["echoes"]["answer"] if "echoes" in entry else None,
    )


def _api(apis: Mapping[str, Any], default: str | None) -> Argument:
    choices = ", ".join(json.dumps(name) for name in apis)
    listed = " ".join(f"`{json.dumps(name)}`: {api['doc']}" for name, api in apis.items())
    first = (
        f"Wire format of the server, {json.dumps(default)} by default."
        if default
        else "Wire format to use instead of the operation's own."
    )
    value = json.dumps(default) if default else None
    return Argument("api", "", f"Literal[{choices}]", doc=f"{first} {listed}", default=value)


def _annotation(specs: Specs, task: Task, pointer: str) -> Annotated:
    """Annotate an argument, without the Python types that may stand for JSON Schemas."""
    for entry in task.operation.data["args"]:
        if entry["pointer"] == pointer and "echoes" in entry:
            twins = _echoed_items(specs, task, entry).twins
            names = [*sorted(twins), entry["echoes"]["alias"]]
            return Annotated(f"Sequence[{' | '.join(names)}]", twins)
    document, schema, _ = find(specs, task.input, pointer)
    return taken(specs, document, schema)


def _accepting(entry: Mapping[str, Any], annotation: str) -> str:
    """Return an annotation with the Python types that may stand for JSON Schemas."""
    if entry.get("accepts") == "type":
        return f"{annotation} | JsonSchema[AnswerT] | type[AnswerT]"
    if entry.get("accepts") == "functions":
        return f"{annotation[:-1]} | Callable[..., object]]"
    return annotation


def _media(schema: Schema) -> tuple[str | None, bool, bool]:
    """Return what kind of file a member is, if it may be several, and if it may be one."""
    kinds = [_media_of(option) for option in (schema, *schema.get("anyOf", []))]
    lists = [_media_of(option.get("items", {})) for option in (schema, *schema.get("anyOf", []))]
    one = next(filter(None, kinds), None)
    many = next(filter(None, lists), None)
    return one or many, many is not None, one is not None


def _media_of(schema: Schema) -> str | None:
    kind = schema.get("contentMediaType")
    if not kind:
        return None
    name = str(kind).split("/", 1)[0]
    return name if name in MEDIA else "file"


def _doc(specs: Specs, document: Document, schema: Schema, entry: Mapping[str, Any]) -> str:
    doc = described(schema, str(entry.get("doc") or _description(specs, document, schema)))
    if "apis" not in entry:
        return doc
    return f"{doc} Only with {' or '.join(f'`api={json.dumps(name)}`' for name in entry['apis'])}."


def _description(specs: Specs, document: Document, schema: Schema) -> str:
    if "description" in schema:
        return str(schema["description"])
    return str(follow(specs, document, schema)[1].get("description", ""))


# What an answer brought and a request takes ------------------------------------------------------


def _echoed_items(specs: Specs, task: Task, entry: Mapping[str, Any]) -> Annotated:
    """Annotate the items of a list that may have come in an answer."""
    document, schema, _ = find(specs, task.input, entry["pointer"])
    document, schema = follow(specs, document, schema)
    items = taken(specs, document, schema["items"])
    answer = next(e for e in entries(task.operation.data) if "response" in e)
    document = body_document(task, answer["response"])
    pointer = entry["echoes"]["answer"]
    answered = received(specs, *shortcuts.follow(specs, document, document.data, pointer))
    return union([items, answered])


def with_aliases(specs: Specs, bundle: Bundle) -> Bundle:
    """Return a bundle with the names of items that a method takes and an answer may bring."""
    task = next((task for task in specs.tasks if task.folder == bundle.module), None)
    if task is None:
        return bundle
    aliases = []
    for entry in task.operation.data["args"]:
        if "echoes" not in entry:
            continue
        items = _echoed_items(specs, task, entry)
        # To a type checker a TypedDict is such a mapping, and nothing need be loaded for it.
        text = " | ".join(part for part in items.text.split(" | ") if part not in items.twins)
        aliases.append(Alias(entry["echoes"]["alias"], text, entry["echoes"]["doc"]))
    for name, target in task.operation.data.get("type_names", {}).items():
        own = target in bundle.schema["$defs"]
        aliases.append(Alias(name, target, module="" if own else "common"))
    return replace(bundle, aliases=tuple(aliases))
