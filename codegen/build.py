"""Specs to IR. Every Python name, annotation and docstring line is decided here, once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import shortcuts
from .essential import never_empty, one_of, with_essentials
from .exported import exported
from .ir import Argument, ClientArgument, Operation, Overload, Spec, TypeModule, Variant
from .load import Document, Schema, Specs, Task
from .normalize import RESULT_CLASSES, VECTOR, Alias, Bundle, bundles, described, references
from .runtime import known, module_of
from .tags import open_union, tags_in
from .wording import deprecation, sentence

PARAM = "Param"  # suffix of TypedDict twins
# A dict in a variable: checkers know it as a dict[str, str] or the like, which is no TypedDict.
ANY_OBJECT = "Mapping[str, object]"

_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_MEDIA_EXAMPLES = {"audio": "speech.flac", "image": "cat.png", "video": "clip.mp4"}
_RESULT_EXAMPLES = {"audio": "sound.wav", "image": "picture.png", "video": "film.mp4"}
_DRAWN = {"boxes": "Detections", "masks": "Segments"}  # lists that can be drawn
_PIECE = 48  # characters of a text in an example
_SHAPES = {"first_of_list": "FirstOfList()", "single_item": "SingleItem()"}

MODEL_DOC = (
    "Model id on the hub, or URL of a server. The client's model by default; if that has none, "
    "the model that the hub recommends for the task."
)
EXTRA_DOC = (
    "Members to add to the request{where}, for what a server takes and this method does not name."
)


@dataclass
class Annotated:
    """An annotation and the names that it needs."""

    text: str
    types: set[tuple[str, str]] = field(default_factory=set)  # module and name
    params: set[tuple[str, str]] = field(default_factory=set)

    @property
    def models(self) -> bool:
        """Whether values may hold instances of generated models."""
        return bool(self.params)


def build(specs: Specs, package: str = "inferloom") -> tuple[Spec, list[Bundle]]:
    """Compile specs into the representation that the templates render.

    Args:
        specs: Documents that have passed the linter.
        package: Import name of the package, for docstring examples.

    Returns:
        The IR, and the bundles that the type generator takes.
    """
    found = with_essentials(specs, shortcuts.with_shortcuts(specs, bundles(specs)))
    found = [_with_aliases(specs, bundle) for bundle in found]
    operations = tuple(_operation(specs, task, package) for task in specs.tasks)
    twins = _twins(specs, operations)
    modules = tuple(_module(specs, bundle, twins) for bundle in found)
    constructor = tuple(_client_argument(entry) for entry in specs.client.data["constructor"])
    client = specs.client.data
    spec = Spec(
        package=package,
        operations=operations,
        modules=modules,
        constructor=constructor,
        client_doc=(client["summary"], *client.get("description", [])),
        client_sources=("client.json", *(task.operation.path for task in specs.tasks)),
        exports=_exports(client, modules),
    )
    return spec, found


def _exports(
    client: Mapping[str, Any], modules: Iterable[TypeModule]
) -> tuple[tuple[str, str], ...]:
    # Of an older revision, which `diff` reads, a name may be gone; the linter finds it otherwise.
    names = {name: module_of(name) for _, name in exported(client) if name in known()}
    for module in modules:
        names |= dict.fromkeys(module.names, f"types.{module.name}")
        names |= dict.fromkeys(module.params, f"params.{module.name}")
    return tuple(sorted(names.items()))


def _client_argument(entry: Mapping[str, Any]) -> ClientArgument:
    return ClientArgument(
        name=entry["name"],
        annotation=entry["annotation"],
        default=entry.get("default"),
        positional=entry.get("positional", False),
        doc=entry["doc"],
        async_annotation=entry.get("async_annotation"),
        async_default=entry.get("async_default"),
    )


# Operations ------------------------------------------------------------------------------------


def _operation(specs: Specs, task: Task, package: str) -> Operation:
    manifest = task.operation.data
    arguments = tuple(_arguments(specs, task))
    switches = tuple(argument.name for argument in arguments if argument.switch)
    variants = tuple(_variants(specs, task, switches))
    model = Argument("model", "", "str", False, False, False, None, False, MODEL_DOC)
    where = f"'s `{manifest['extra_body'][1:]}`" if "extra_body" in manifest else ""
    extra = Argument(
        "extra_body",
        "",
        "Mapping[str, object]",
        False,
        False,
        False,
        None,
        False,
        EXTRA_DOC.format(where=where),
    )
    apis = manifest.get("apis", {})
    choice = _api_argument(apis, manifest.get("default_api")) if apis else ()
    everything = (*arguments, *choice, model, extra)
    if manifest["encoding"] == "none":
        everything = (*arguments, model)
    names = [_argument_annotation(specs, task, a.pointer) for a in arguments]
    results = [_result(specs, task, entry) for entry in _variant_entries(manifest)]
    signature = Overload(_parameters(everything), variants)
    return Operation(
        method=manifest["method"],
        module=task.folder,
        task=manifest["task"],
        sources=tuple(document.path for document in task.documents()),
        aliases=tuple(tuple(alias.split(".")) for alias in manifest.get("aliases", [])),
        summary=manifest["summary"],
        description=tuple(manifest.get("description", "").split("\n\n"))
        if manifest.get("description")
        else (),
        docs=manifest.get("docs"),
        deprecated=sentence(deprecation(manifest)),
        arguments=everything,
        variants=variants,
        overloads=_overloads(everything, variants, switches),
        signature=signature,
        definition=_definition(task, arguments),
        payload=_payload(arguments),
        decoder=_pick(variants, switches),
        typed=_typed(arguments),
        renamed=tuple(manifest.get("renamed", {}).items()),
        forward=tuple(a.name if a.positional else f"{a.name}={a.name}" for a in everything),
        type_names=tuple(sorted({n for a in (*names, *results) for n in a.types})),
        param_names=tuple(sorted({n for a in names for n in a.params})),
        example=tuple(_example(specs, task, arguments, package)),
        fake=_fake(task),
    )


def _api_argument(apis: Mapping[str, Any], default: str | None) -> tuple[Argument, ...]:
    choices = ", ".join(json.dumps(name) for name in apis)
    listed = " ".join(f"`{json.dumps(name)}`: {api['doc']}" for name, api in apis.items())
    first = (
        f"Wire format of the server, {json.dumps(default)} by default."
        if default
        else "Wire format to use instead of the operation's own."
    )
    annotation = f"Literal[{choices}]"
    value = json.dumps(default) if default else None
    doc = f"{first} {listed}"
    return (Argument("api", "", annotation, False, False, False, None, False, doc, value),)


def _arguments(specs: Specs, task: Task) -> list[Argument]:
    manifest = task.operation.data
    flatten = manifest.get("flatten", [])
    listed = {entry["pointer"]: entry for entry in manifest["args"]}
    pointers = dict.fromkeys(listed)
    pointers |= dict.fromkeys(_properties(specs, task.input, task.input.data, "", flatten))
    result = []
    for pointer in pointers:
        entry = listed.get(pointer, {})
        if entry.get("hidden") or pointer in flatten:
            continue
        document, schema, required = _property(specs, task.input, pointer)
        annotation = _argument_annotation(specs, task, pointer)
        media = _media(schema)
        result.append(
            Argument(
                name=entry.get("name", pointer.rsplit("/", 1)[1]),
                pointer=pointer,
                annotation="MediaInput" if media else _accepting(entry, annotation.text),
                required=required,
                positional=entry.get("positional", False),
                switch=entry.get("switch", False),
                media=media,
                models=annotation.models,
                doc=_argument_doc(specs, document, schema, entry),
                accepts=entry.get("accepts"),
                deprecated=bool(schema.get("deprecated")),
                echoes=entry["echoes"]["answer"] if "echoes" in entry else None,
            )
        )
    # A call reads best with what it needs first.
    return sorted(result, key=lambda a: (not a.positional, not (a.required and a.positional)))


def _argument_annotation(specs: Specs, task: Task, pointer: str) -> Annotated:
    """Annotate an argument, without the Python types that may stand for JSON Schemas."""
    for entry in task.operation.data["args"]:
        if entry["pointer"] == pointer and "echoes" in entry:
            params = _echoed_items(specs, task, entry).params
            names = [*(name for _, name in sorted(params)), entry["echoes"]["alias"]]
            types = {(task.folder, entry["echoes"]["alias"])}
            return Annotated(f"Sequence[{' | '.join(names)}]", types, params)
    document, schema, _ = _property(specs, task.input, pointer)
    return _annotation(specs, document, schema)


def _echoed_items(specs: Specs, task: Task, entry: Mapping[str, Any]) -> Annotated:
    """Annotate the items of a list that may have come in an answer."""
    document, schema, _ = _property(specs, task.input, entry["pointer"])
    document, schema = _follow(specs, document, schema)
    items = _annotation(specs, document, schema["items"])
    answer = next(e for e in _variant_entries(task.operation.data) if "response" in e)
    document = _body_document(task, answer["response"])
    pointer = entry["echoes"]["answer"]
    answered = _received(specs, *shortcuts.follow(specs, document, document.data, pointer))
    return _union([items, answered])


def _with_aliases(specs: Specs, bundle: Bundle) -> Bundle:
    """Add the names of items that a method takes and that an answer may have brought."""
    task = next((task for task in specs.tasks if task.folder == bundle.module), None)
    if task is None:
        return bundle
    aliases = []
    for entry in task.operation.data["args"]:
        if "echoes" not in entry:
            continue
        union = _echoed_items(specs, task, entry)
        # To a type checker a TypedDict is such a mapping, and nothing need be loaded for it.
        params = {name for _, name in union.params}
        text = " | ".join(part for part in union.text.split(" | ") if part not in params)
        aliases.append(Alias(entry["echoes"]["alias"], text, entry["echoes"]["doc"]))
    return replace(bundle, aliases=tuple(aliases))


def _accepting(entry: Mapping[str, Any], annotation: str) -> str:
    """Return an annotation with the Python types that may stand for JSON Schemas."""
    if entry.get("accepts") == "type":
        return f"{annotation} | JsonSchema[AnswerT] | type[AnswerT]"
    if entry.get("accepts") == "functions":
        return f"{annotation[:-1]} | Callable[..., object]]"
    return annotation


def _properties(
    specs: Specs, document: Document, schema: Schema, pointer: str, flatten: list[str]
) -> Iterable[str]:
    document, schema = _follow(specs, document, schema)
    for name, child in schema.get("properties", {}).items():
        path = f"{pointer}/{name}"
        if path in flatten:
            yield from _properties(specs, document, child, path, flatten)
        else:
            yield path


def _follow(specs: Specs, document: Document, schema: Schema) -> tuple[Document, Schema]:
    while "$ref" in schema:
        document, _, schema = specs.resolve(document, schema["$ref"], "")
    return document, schema


def _property(specs: Specs, document: Document, pointer: str) -> tuple[Document, Schema, bool]:
    """Return the schema of a property of the input, and whether every object above requires it."""
    schema: Schema = document.data
    required = True
    for step in pointer.split("/")[1:]:
        document, schema = _follow(specs, document, schema)
        required = required and step in schema.get("required", [])
        schema = schema["properties"][step]
    return document, schema, required


def _schema_of(specs: Specs, task: Task, argument: Argument) -> tuple[Document, Schema]:
    document, schema, _ = _property(specs, task.input, argument.pointer)
    return document, schema


def _argument_doc(
    specs: Specs, document: Document, schema: Schema, entry: Mapping[str, Any]
) -> str:
    doc = described(schema, str(entry.get("doc") or _describe(specs, document, schema)))
    if "apis" not in entry:
        return doc
    return f"{doc} Only with {' or '.join(f'`api={json.dumps(name)}`' for name in entry['apis'])}."


def _describe(specs: Specs, document: Document, schema: Schema) -> str:
    if "description" in schema:
        return str(schema["description"])
    return str(_follow(specs, document, schema)[1].get("description", ""))


def _media(schema: Schema) -> str | None:
    kind = schema.get("contentMediaType")
    return str(kind).split("/", 1)[0] if kind else None


def _parameters(arguments: Iterable[Argument]) -> tuple[str, ...]:
    ordered = list(arguments)
    positional = [a.parameter for a in ordered if a.positional]
    keywords = [a.parameter for a in ordered if not a.positional]
    return (*positional, "*", *keywords) if keywords else tuple(positional)


def _overloads(
    arguments: tuple[Argument, ...], variants: tuple[Variant, ...], switches: tuple[str, ...]
) -> tuple[Overload, ...]:
    if not switches:
        return ()
    result = []
    for variant in variants:
        when = dict(variant.when)
        parameters = tuple(_literal_switch(a, when) if a.switch else a for a in arguments)
        result.append(Overload(_parameters(parameters), (variant,)))
    # A caller who passes a bool that is no literal gets the union.
    result.append(Overload(_parameters(arguments), variants))
    return tuple(result)


@dataclass(frozen=True)
class _Literal(Argument):
    text: str = ""

    @property
    def parameter(self) -> str:
        return self.text


def _literal_switch(argument: Argument, when: Mapping[str, bool]) -> Argument:
    value = when[argument.name]
    text = f"{argument.name}: Literal[{value}]" + ("" if value else " = False")
    values = {f: getattr(argument, f) for f in argument.__dataclass_fields__}
    return _Literal(**values, text=text)


def _payload(arguments: tuple[Argument, ...]) -> str:
    tree: dict[str, Any] = {}
    for argument in arguments:
        *parents, last = argument.pointer.split("/")[1:]
        node = tree
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = argument
    return _literal(tree, top=True)


def _literal(tree: Mapping[str, Any], top: bool = False) -> str:
    parts = [
        f"{json.dumps(key)}: {_value(value) if isinstance(value, Argument) else _literal(value)},"
        for key, value in tree.items()
    ]
    text = "{" + " ".join(parts) + "}"
    return text if top or not _optional(tree) else f"given({text})"


def _optional(tree: Mapping[str, Any]) -> bool:
    return any(
        not value.required if isinstance(value, Argument) else _optional(value)
        for value in tree.values()
    )


def _value(argument: Argument) -> str:
    if argument.media:
        kind = json.dumps(argument.media)
        text = f"media({argument.name}, argument={json.dumps(argument.name)}, kind={kind})"
        return text if argument.required else f"{text} if {argument.name} is not None else None"
    if argument.switch:
        return f"{argument.name} or None"
    if argument.accepts:
        function = "json_format" if argument.accepts == "type" else "function_tools"
        return f"{function}({argument.name}, argument={json.dumps(argument.name)})"
    return f"plain({argument.name})" if argument.models else argument.name


def _definition(task: Task, arguments: tuple[Argument, ...]) -> str:
    manifest = task.operation.data
    parts = [
        f"name={json.dumps(manifest['method'])}",
        f"module={json.dumps(task.folder)}",
        f"task={json.dumps(manifest['task'])}",
        f"route={_route(manifest['route'])}",
        f"input={json.dumps(task.folder + '.' + task.input.data['title'])}",
    ]
    if manifest["encoding"] != "json":
        parts.append(f"encoding={json.dumps(manifest['encoding'])}")
    renamed = {
        a.pointer[1:].replace("/", "."): a.name for a in arguments if a.name != _implied(a.pointer)
    }
    if renamed:
        parts.append(f"renamed={renamed!r}")
    if deprecated := {a.pointer[1:].replace("/", "."): a.name for a in arguments if a.deprecated}:
        parts.append(f"deprecated={deprecated!r}")
    if note := deprecation(manifest):
        parts.append(f"deprecation={note!r}")
    if "extra_body" in manifest:
        parts.append(f"extra_body={json.dumps(manifest['extra_body'][1:])}")
    if manifest.get("model_in_body"):
        parts.append("model_in_body=True")
    if manifest.get("large_answers"):
        parts.append("large=True")
    if manifest.get("retry", "safe") != "safe":
        parts.append(f"retry={json.dumps(manifest['retry'])}")
    if "defaults" in manifest:
        parts.append(f"defaults={manifest['defaults']!r}")
    if "fallbacks" in manifest:
        fallbacks = ", ".join(
            f"{json.dumps(name)}: Fallback({rule['value']!r}, {tuple(rule['words'])!r})"
            for name, rule in manifest["fallbacks"].items()
        )
        parts.append(f"fallbacks={{{fallbacks}}}")
    if "apis" in manifest:
        apis = ", ".join(f"{json.dumps(n)}: {_api(api)}" for n, api in manifest["apis"].items())
        parts.append(f"apis={{{apis}}}")
    for key in ("at_least_one", "together"):
        if key in manifest:
            parts.append(f"{key}={_named(manifest[key], arguments)!r}")
    if manifest.get("headers"):
        parts.append(f"headers={manifest['headers']!r}")
    only = {
        entry["pointer"][1:].replace("/", "."): tuple(entry["apis"])
        for entry in manifest["args"]
        if "apis" in entry
    }
    if only:
        parts.append(f"only={only!r}")
    return f"Operation({', '.join(parts)})"


def _api(api: Mapping[str, Any]) -> str:
    parts = [_route(api["route"]), f"request={api['request']!r}"]
    if "response" in api:
        parts.append(f"response={_tuples(api['response'])!r}")
    for key in ("constants", "values", "items", "encoding", "model_in_body"):
        if key in api:
            parts.append(f"{key}={api[key]!r}")
    if plain := api.get("plain"):
        values = tuple(plain["values"])
        parts.append(f"plain=Plain({plain['member']!r}, {plain['asked']!r}, {values!r})")
    if joined := api.get("joined"):
        parts.append(f"joined={tuple(joined)!r}")
    if stream := api.get("stream"):
        parts += [
            f"chunk={_tuples(stream['chunk'])!r}",
            f"complete={_complete(stream['complete'])}",
        ]
        if "end" in stream:
            parts.append(f"end=b{stream['end']!r}")
    return f"Api({', '.join(parts)})"


def _tuples(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return paths with lists of them as tuples, which do not change."""
    return {ours: tuple(p) if isinstance(p, list) else p for ours, p in members.items()}


def _complete(complete: Mapping[str, str]) -> str:
    values = {k: _steps(v) if k == "also" else v.removeprefix("/") for k, v in complete.items()}
    return f"Complete({', '.join(f'{key}={value!r}' for key, value in values.items())})"


def _named(pointers: Any, arguments: tuple[Argument, ...]) -> Any:
    """Return pointers, or groups of them, as pairs of wire path and argument name."""
    if isinstance(pointers, str):
        name = next(a.name for a in arguments if a.pointer == pointers)
        return (pointers[1:].replace("/", "."), name)
    return tuple(_named(item, arguments) for item in pointers)


def _implied(pointer: str) -> str:
    """Return the argument that the runtime takes a wire path for, if nobody tells it."""
    steps = [s for s in pointer.split("/")[1:] if s not in ("parameters", "generation_parameters")]
    return steps[0] if steps else ""


def _route(route: Mapping[str, str]) -> str:
    arguments = [json.dumps(route["style"])]
    if "path" in route:
        arguments.append(json.dumps(route["path"]))
    return f"Route({', '.join(arguments)})"


def _typed(arguments: tuple[Argument, ...]) -> str | None:
    names = {"type": "answer", "functions": "functions"}
    given = [f"{names[a.accepts]}={a.name}" for a in arguments if a.accepts]
    return f"typed({', '.join(given)})" if given else None


# Results ---------------------------------------------------------------------------------------


def _variant_entries(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(manifest.get("variants") or [{"when": {}, "response": manifest["response"]}])


def _variants(specs: Specs, task: Task, switches: tuple[str, ...]) -> list[Variant]:
    result = []
    for entry in _variant_entries(task.operation.data):
        streams = "stream" in entry
        body = entry["stream"] if streams else entry["response"]
        annotation = _result(specs, task, entry)
        decoder = _events(task, body) if streams else _response(task, body)
        when = tuple((name, entry["when"][name]) for name in switches)
        whole = None
        if "accumulate" in body:
            off = _unstreamed(task, entry)
            whole = _result(specs, task, off).text
            decoder = _events(task, body, _response(task, {**off["response"], "accept": []}))
        result.append(Variant(when, streams, annotation.text, decoder, body["returns"], whole))
    return result


def _unstreamed(task: Task, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the variant that gives in one piece what another one streams."""
    return next(
        other
        for other in _variant_entries(task.operation.data)
        if "response" in other
        and sum(other["when"][name] != value for name, value in entry["when"].items()) == 1
    )


def _result(specs: Specs, task: Task, entry: Mapping[str, Any]) -> Annotated:
    body = entry.get("stream") or entry["response"]
    kind = body.get("kind", "json")
    if kind == "bytes":
        return Annotated(RESULT_CLASSES[body["media"]])
    if kind == "array":
        return Annotated("NDArray[np.float32]")
    document: Document = _body_document(task, body)
    schema: Schema = document.data
    for step in body.get("project", "").split("/")[1:]:
        document, schema = _follow(specs, document, schema)
        schema = schema["properties"][step]
    if (draws := _DRAWN.get(body.get("draws", ""))) is not None:
        items = _received(specs, document, schema["items"])
        return replace(items, text=f"{draws}[{items.text}]")
    if schema is document.data and schema.get("type") == "object":
        title = schema["title"]
        generic = "[AnswerT]" if shortcuts.is_generic(task.operation.data, body) else ""
        return Annotated(f"{title}{generic}", {(task.folder, title)})
    return _received(specs, document, schema)


def _body_document(task: Task, body: Mapping[str, Any]) -> Document:
    name = body.get("schema", "output.json")
    return next(document for document in task.schemas() if document.path.endswith(f"/{name}"))


def _response(task: Task, body: Mapping[str, Any]) -> str:
    type_ref = json.dumps(f"{task.folder}.{_body_document(task, body).data['title']}")
    accept = [f"{json.dumps(e['opens'])}: {_shape(e)}" for e in body.get("accept", [])]
    options = [f"accept={{{', '.join(accept)}}}"] if accept else []
    if body["kind"] == "array":
        if "single" in body:
            options.append(f"single={json.dumps(body['single'][1:])}")
        return f"Array({', '.join(options)})"
    if body["kind"] == "bytes":
        return f"Bytes({json.dumps(body['media'])})"
    if filled := never_empty(body):
        options.append(f"filled={filled!r}")
    if groups := one_of(body):
        options.append(f"one_of={groups!r}")
    if "list" in body:
        options.append(f"rules={_list_rules(body['list'])}")
    if "project" in body:
        options.append(f"project={_steps(body['project'])!r}")
    if draws := _DRAWN.get(body.get("draws", "")):
        options.append(f"into={json.dumps(draws)}")
    if "calls" in body:
        steps = tuple(s for s in body["calls"].split("/")[1:] if not s.isdigit())
        options.append(f"calls={steps!r}")
    return f"Json({', '.join([type_ref, *options])})"


def _list_rules(rules: Mapping[str, Any]) -> str:
    paths = ("at", "count", "limit")
    options = [
        f"{key}={(value[1:].replace('/', '.') if key in paths else value)!r}"
        for key, value in rules.items()
    ]
    return f"ListRules({', '.join(options)})"


def _shape(entry: Mapping[str, Any]) -> str:
    if entry["shape"] == "member":
        return f"Member({json.dumps(entry['member'])})"
    if entry["shape"] == "text":
        return f"BareText({json.dumps(entry['member'])})"
    if entry["shape"] == "groups":
        return f"Groups({json.dumps(entry['index'])})"
    if entry["shape"] == "columns":
        return f"Columns({json.dumps(entry['columns'])})"
    return _SHAPES[entry["shape"]]


def _events(task: Task, body: Mapping[str, Any], whole: str = "") -> str:
    options = [json.dumps(f"{task.folder}.{_body_document(task, body).data['title']}")]
    options.append(f"complete={_complete(body['complete'])}")
    if "project" in body:
        options.append(f"project={_steps(body['project'])!r}")
    if "text" in body:
        options.append(f"text={_steps(body['text'])!r}")
    if "special" in body:
        options.append(f"special={_steps(body['special'])!r}")
    if "usage" in body:
        options.append(f"usage={json.dumps(body['usage'][1:])}")
    if "end" in body:
        options.append(f"end=b{body['end']!r}")
    if "accumulate" in body:
        options.append(f"accumulate={_accumulate(body['accumulate'], whole)}")
    return f"Events({', '.join(options)})"


def _accumulate(rules: Mapping[str, Any], whole: str) -> str:
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in rules.items()}
    options = [f"{key}={value!r}" for key, value in values.items()]
    return f"Accumulate({', '.join([whole, *options])})"


def _steps(pointer: str) -> tuple[str | int, ...]:
    return tuple(int(s) if s.isdigit() else s for s in pointer.split("/")[1:])


def _pick(variants: tuple[Variant, ...], switches: tuple[str, ...]) -> str:
    if not switches:
        return "RESULT"
    keys = [f"bool({name})" for name in switches]
    return f"RESULTS[{', '.join(keys)}]"


# Fakes -----------------------------------------------------------------------------------------


def _fake(task: Task) -> str:
    """Return the examples, without what only a server or a test needs to know of them."""
    manifest = task.operation.data
    texts = [
        _steps(entry["response"]["text"]) if "text" in entry.get("response", {}) else None
        for entry in _variant_entries(manifest)
    ]
    examples = [
        {key: example[key] for key in ("name", "arguments", "response")}
        for example in manifest["examples"]
    ]
    return _split_literal(
        {
            "module": task.folder,
            "task": manifest["task"],
            "aliases": manifest.get("aliases", []),
            "texts": texts,
            "examples": examples,
        }
    )


def _split_literal(value: Any) -> str:
    """Return a value as an expression in which long texts, such as files, have several pieces."""
    if isinstance(value, dict):
        parts = [f"{key!r}: {_split_literal(item)}" for key, item in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_split_literal, value)) + "]"
    if isinstance(value, str) and len(value) > _PIECE:
        pieces = [value[at : at + _PIECE] for at in range(0, len(value), _PIECE)]
        return "(" + " ".join(map(repr, pieces)) + ")"
    return repr(value)


# Annotations -----------------------------------------------------------------------------------


def _annotation(specs: Specs, document: Document, schema: Schema) -> Annotated:
    """Annotate what a caller passes: wide containers, a model or its TypedDict twin."""
    if "$ref" in schema:
        target, pointer, resolved = specs.resolve(document, schema["$ref"], "")
        name = pointer.rsplit("/", 1)[1]
        if "anyOf" in resolved:
            return _annotation(specs, target, {"anyOf": resolved["anyOf"]})
        if resolved.get("type") == "object":
            module = _module_of(target)
            return Annotated(
                f"{name}{PARAM} | {name} | {ANY_OBJECT}",
                {(module, name)},
                {(module, f"{name}{PARAM}")},
            )
        return Annotated(name, {(_module_of(target), name)})
    if "anyOf" in schema:
        parts = [_annotation(specs, document, option) for option in schema["anyOf"]]
        return _union(part for part in parts if part.text != "None")
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return Annotated(f"Literal[{', '.join(map(repr, values))}]")
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return _union(
            _annotation(specs, document, {**schema, "type": kind})
            for kind in kinds
            if kind != "null"
        )
    if kinds == "null":
        return Annotated("None")
    if kinds == "array":
        items = _annotation(specs, document, schema.get("items", {}))
        return replace(items, text=f"Sequence[{items.text}]")
    if kinds == "object":
        values = schema.get("additionalProperties", True)
        inner = _annotation(specs, document, values if isinstance(values, dict) else {})
        return replace(inner, text=f"Mapping[str, {inner.text}]")
    return Annotated(_SCALARS[kinds] if kinds else "object")


def _received(specs: Specs, document: Document, schema: Schema) -> Annotated:
    """Annotate what a caller gets."""
    if "$ref" in schema:
        target, pointer, _ = specs.resolve(document, schema["$ref"], "")
        name = pointer.rsplit("/", 1)[1]
        return Annotated(name, {(_module_of(target), name)})
    if "anyOf" in schema:
        options = open_union(schema, tags_in(specs, document, schema))["anyOf"]
        return _union(_received(specs, document, option) for option in options)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return _union(_received(specs, document, {**schema, "type": kind}) for kind in kinds)
    if kinds == "null":
        return Annotated("None")
    if kinds == "array":
        items = _received(specs, document, schema.get("items", {}))
        return replace(items, text=f"list[{items.text}]")
    if kinds == "object":
        return Annotated("dict[str, Any]")
    return Annotated(_SCALARS[kinds] if kinds else "Any")


def _union(parts: Iterable[Annotated]) -> Annotated:
    texts: dict[str, None] = {}
    any_object = False
    types: set[tuple[str, str]] = set()
    params: set[tuple[str, str]] = set()
    for part in parts:
        texts[part.text.removesuffix(f" | {ANY_OBJECT}")] = None
        any_object = any_object or part.text.endswith(f" | {ANY_OBJECT}")
        types |= part.types
        params |= part.params
    if any_object:  # once, and behind the names
        texts[ANY_OBJECT] = None
    return Annotated(" | ".join(texts), types, params)


def _module_of(document: Document) -> str:
    """Return the module of `types` that a document's definitions go to."""
    return "common" if document.path.startswith("common/") else document.path.split("/")[1]


# Modules ---------------------------------------------------------------------------------------


def _twins(specs: Specs, operations: tuple[Operation, ...]) -> set[str]:
    """Return the definitions that arguments reach and that so need a TypedDict."""
    found: set[str] = set()

    def visit(document: Document, node: Any) -> None:
        for ref in references(node):
            target, pointer, schema = specs.resolve(document, ref, "")
            name = pointer.rsplit("/", 1)[1]
            if name not in found:
                if schema.get("type") == "object":
                    found.add(name)
                visit(target, schema)

    for task, operation in zip(specs.tasks, operations, strict=True):
        for argument in operation.arguments:
            if argument.pointer:
                visit(*_schema_of(specs, task, argument))
    return found


def _module(specs: Specs, bundle: Bundle, twins: set[str]) -> TypeModule:
    names = tuple(bundle.schema["$defs"])
    inputs = tuple(name for name in names if bundle.directions[name] == "input")
    names += tuple(alias.name for alias in bundle.aliases)
    if bundle.module == "common":
        doc = "Types that several tasks share."
    else:
        task = next(task for task in specs.tasks if task.folder == bundle.module)
        doc = f"What `{task.operation.data['method']}` takes and returns."
    return TypeModule(
        name=bundle.module,
        sources=bundle.sources,
        doc=doc,
        names=names,
        input_models=inputs,
        params=tuple(f"{name}{PARAM}" for name in inputs if name in twins),
        docs=bundle.docs,
    )


# Docstring examples ----------------------------------------------------------------------------


def _example(
    specs: Specs, task: Task, arguments: tuple[Argument, ...], package: str
) -> Iterable[str]:
    manifest = task.operation.data
    example = manifest["examples"][0]
    call = ", ".join(_example_arguments(arguments, example["arguments"]))
    yield f">>> from {package} import {{Async}}InferenceClient"
    yield ">>> client = {Async}InferenceClient()"
    entry = _entry_for(manifest, example["arguments"])
    body = entry.get("stream") or entry["response"]
    expression = f"{{await}}client.{manifest['method']}({call})"
    kind = body.get("kind", "json")
    if kind == "bytes":
        yield f">>> {body['media']} = {expression}"
        yield f">>> {body['media']}.save({json.dumps(_RESULT_EXAMPLES[body['media']])})"
    elif kind == "array":
        shape = _array_shape(example["result"])
        yield f">>> vectors = {expression}"
        yield ">>> vectors.shape"
        yield str(shape)
    else:
        yield f">>> {expression}"
        document = _body_document(task, body)
        if "project" in body:
            yield repr(example["result"])
        else:
            result = example["result"]
            if isinstance(result, list) and len(result) > 1 and "items" in document.data:
                items = [_shown(specs, document, document.data["items"], item) for item in result]
                yield f"[{items[0]},"
                yield from (f" {item}," for item in items[1:-1])
                yield f" {items[-1]}]"
            else:
                yield _shown(specs, document, document.data, result)


def _entry_for(manifest: Mapping[str, Any], arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    for entry in _variant_entries(manifest):
        if all(bool(arguments.get(name, False)) is value for name, value in entry["when"].items()):
            return entry
    raise AssertionError("the linter has checked that one variant matches")


def _example_arguments(arguments: tuple[Argument, ...], values: Mapping[str, Any]) -> Iterable[str]:
    for argument in arguments:
        if argument.name not in values:
            continue
        value = values[argument.name]
        text = json.dumps(_MEDIA_EXAMPLES[argument.media]) if argument.media else _python(value)
        yield text if argument.positional else f"{argument.name}={text}"


def _python(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_python, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(k)}: {_python(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _array_shape(value: Any) -> tuple[int, ...]:
    return (len(value), *_array_shape(value[0])) if isinstance(value, list) else ()


def _place(name: str, properties: Mapping[str, Any]) -> int:
    """Return where a repr shows a field: as the class declares it, unknown ones last."""
    return list(properties).index(name) if name in properties else len(properties)


def _shown(specs: Specs, document: Document, schema: Schema, value: Any) -> str:
    """Return the repr of a decoded value."""
    if schema is document.data and schema.get("type") == "object":
        name = schema["title"]
    elif "$ref" in schema:
        target, pointer, resolved = specs.resolve(document, schema["$ref"], "")
        document, schema, name = target, resolved, pointer.rsplit("/", 1)[1]
    else:
        name = ""
    if isinstance(value, dict) and "$base64" in value:
        # The examples' recordings are WAV files, which is what the client finds out by itself.
        kind = schema.get("contentMediaType", "*/*").replace("audio/*", "audio/wav")
        size = len(base64.b64decode(value["$base64"]))
        return f"{RESULT_CLASSES.get(kind.split('/')[0], 'bytes')}({kind}, {size:,} bytes)"
    if any(o.get("contentMediaType") == VECTOR for o in schema.get("anyOf", [])):
        return f"Vector([{', '.join(f'{x:.4g}' for x in value[:3])}], {len(value)} dimensions)"
    if "anyOf" in schema and value is not None:
        options = [o for o in schema["anyOf"] if o.get("type") != "null"]
        return _shown(specs, document, options[0], value)
    if isinstance(value, list) and "items" in schema:
        items = schema["items"]
        return f"[{', '.join(_shown(specs, document, items, item) for item in value)}]"
    if isinstance(value, dict) and "properties" in schema:
        properties = schema["properties"]
        fields = (
            f"{key.replace('-', '_')}={_shown(specs, document, properties.get(key, {}), item)}"
            for key, item in sorted(value.items(), key=lambda pair: _place(pair[0], properties))
        )
        return f"{name}({', '.join(fields)})"
    return repr(value)
