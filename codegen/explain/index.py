"""Every public name that specs make, and the place of the specs that it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..attributes import attribute
from ..build import PARAM
from ..diff.kinds import Place
from ..diff.names import CLIENT
from ..exported import exported
from ..ir import Argument, Operation, Provider, Spec
from ..lint import client_members
from ..load import Document, Specs, Task
from ..normalize import definitions
from ..pointer import at, pointer_to, steps_of
from ..runtime import CLIENTS, PROVIDERS, module_of, path_of
from ..shortcuts import bodies
from ..surface import ASYNC

CONSTRUCTOR = f"{CLIENT}.__init__"
# Kinds of names.
PROVIDER = "provider"
SERVED = "task of a provider"
_NEAR = 5


@dataclass(frozen=True)
class Entry:
    """A public name and where it comes from.

    Attributes:
        symbol: The name, dotted; arguments stand behind their method.
        kind: What it is.
        file: File below `specs/`.
        pointer: JSON pointer in it.
        description: What the specs say about it.
        type: Its annotation, as far as the specs decide it.
        wire: What it is called on the wire.
        task: Folder of the task; None for what tasks share.
        module: Module of the class or of the hand-written name.
    """

    symbol: str
    kind: str
    file: str
    pointer: str
    description: str = ""
    type: str | None = None
    wire: str | None = None
    task: str | None = None
    module: str | None = None

    @property
    def shown(self) -> str:
        """The name as `diff` and docstrings write it: `InferenceClient.echo(text=)`."""
        if "argument" not in self.kind and self.kind != "old name":
            return self.symbol
        holder, _, name = self.symbol.rpartition(".")
        return f"{holder.removesuffix('.__init__')}({name}=)"


class Unknown(LookupError):
    """A symbol or pointer that leads nowhere.

    Attributes:
        near: What may have been meant.
    """

    def __init__(self, message: str, near: Iterable[str]) -> None:
        super().__init__(message)
        self.near = list(near)


class Index:
    """Names and places, in both directions."""

    def __init__(self, specs: Specs, spec: Spec) -> None:
        self.specs = specs
        self.operations = {op.module: op for op in spec.operations}
        self.providers = spec.providers.modules
        self.entries: dict[str, Entry] = {}
        self.places: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in _entries(specs, spec):
            if entry.symbol not in self.entries:
                self.entries[entry.symbol] = entry
                self.places[entry.file, entry.pointer].append(entry)

    def find(self, text: str) -> list[Entry]:
        """Return what a symbol or a pointer stands for; of a pointer, all that it makes.

        Raises:
            Unknown: If it leads nowhere.
        """
        return self.at(text) if is_pointer(text) else [self.named(text)]

    def named(self, text: str) -> Entry:
        """Return the entry of a symbol.

        Raises:
            Unknown: If there is none.
        """
        symbol = normal(text)
        for candidate in (symbol, f"{CLIENT}.{symbol}"):
            if candidate in self.entries:
                return self.entries[candidate]
        member = symbol.removeprefix(f"{CLIENT}.").partition(".")[0]
        if member in client_members() - {"chat"}:
            raise Unknown(f"{text!r} is written by hand, in {path_of('SyncClient')}", [])
        raise Unknown(f"{text!r} is no public name that specs make", self._near(symbol))

    def _near(self, symbol: str) -> Iterator[str]:
        shown = {name.removeprefix(f"{CLIENT}."): None for name in self.entries}
        last = symbol.rpartition(".")[2]
        lowered = {name.lower(): name for name in shown}
        close = get_close_matches(symbol.lower(), lowered, n=_NEAR, cutoff=0.6)
        same = [name for name in shown if name.rpartition(".")[2].lower() == last.lower()]
        same.sort(key=lambda name: (len(name), name))
        found = dict.fromkeys([*(lowered[name] for name in close), *same])
        yield from list(found)[:_NEAR]

    def at(self, text: str) -> list[Entry]:
        """Return the names that a place of the specs makes, or the nearest place above it.

        Args:
            text: File and JSON pointer; the pointer may lead through references.

        Raises:
            Unknown: If the place is not there, or nothing above it has a name.
        """
        file, _, pointer = text.partition("#")
        document = self._document(file)
        document, pointer = self._canonical(document, pointer)
        steps = steps_of(pointer)
        for end in range(len(steps), -1, -1):
            if found := self.places.get((document.path, pointer_to(*steps[:end]))):
                return found
        raise Unknown(f"{document.path}#{pointer} makes no public name", [])

    def _document(self, file: str) -> Document:
        wanted = file.replace("\\", "/")
        paths = self.specs.documents
        found = [path for path in paths if wanted == path or wanted.endswith(f"/{path}")]
        found = found or [path for path in paths if path.endswith(f"/{wanted}")]
        if len(found) == 1:
            return paths[found[0]]
        near = found or get_close_matches(wanted.removeprefix("specs/"), paths, n=_NEAR)
        what = "several specs" if found else "no spec"
        raise Unknown(f"{file!r} is {what}", [f"{path}#" for path in near])

    def _canonical(self, document: Document, pointer: str) -> tuple[Document, str]:
        """Follow a pointer, through references where they are in its way."""
        place = Place(self.specs, document, "", document.data)
        for step in steps_of(pointer):
            here: Any = place.schema
            if isinstance(here, dict) and step not in here and "$ref" in here:
                place = place.resolved()
                here = place.schema
            try:
                key: Any = int(step) if isinstance(here, list) else step
                place = place.below(key)
            except (KeyError, IndexError, ValueError, TypeError):
                where = f"{place.document.path}#{place.pointer}"
                keys = list(here) if isinstance(here, dict) else []
                near = get_close_matches(step, keys, n=_NEAR, cutoff=0.5) or keys[:_NEAR]
                raise Unknown(
                    f"{where} has no {step!r}",
                    [f"{where}{pointer_to(name)}" for name in near],
                ) from None
        return place.document, place.pointer


def is_pointer(text: str) -> bool:
    """Return whether a word names a place of the specs, and not a symbol."""
    return "#" in text or text.endswith(".json") or "/" in text


def normal(text: str) -> str:
    """Return a symbol as the index has it: `client.echo(text=)` is `InferenceClient.echo.text`."""
    symbol = text.strip().removesuffix("()")
    if symbol.endswith("=)"):
        symbol = symbol.removesuffix("=)").replace("(", ".")
        if symbol.count(".") == 1 and symbol.startswith((f"{CLIENT}.", f"{ASYNC}{CLIENT}.")):
            symbol = symbol.replace(".", ".__init__.", 1)
    head, dot, rest = symbol.partition(".")
    if head in ("client", "async_client", f"{ASYNC}{CLIENT}"):
        head = CLIENT
    return f"{head}{dot}{rest}"


# Entries ---------------------------------------------------------------------------------------


def _entries(specs: Specs, spec: Spec) -> Iterator[Entry]:
    operations = {op.module: op for op in spec.operations}
    for task in specs.tasks:
        yield from _method(specs, task, operations[task.folder])
    modules = {name: module.name for module in spec.modules for name in module.names}
    twins = {name for module in spec.modules for name in module.params}
    for document in [*specs.shared(), *(doc for task in specs.tasks for doc in task.schemas())]:
        for name, pointer, schema in definitions(document):
            place = Place(specs, document, pointer, schema)
            yield from _class(place, name, modules[name], "")
            if f"{name}{PARAM}" in twins:
                yield from _class(place, name, modules[name], PARAM)
    for task in specs.tasks:
        yield from _shortcuts(task)
        yield from _echoes(task)
    yield from _client(specs.client, spec)
    for provider in spec.providers.modules:
        yield from _provider(specs.documents[provider.source], provider, operations)


def _method(specs: Specs, task: Task, op: Operation) -> Iterator[Entry]:
    manifest, file = task.operation.data, task.operation.path
    symbol = f"{CLIENT}.{op.name}"
    result = op.sync.function.signature.returns
    yield Entry(symbol, "method", file, "/method", op.summary, result, op.task, task.folder)
    for index, alias in enumerate(op.aliases):
        pointer = pointer_to("aliases", index)
        words = f"Another name of `{op.method}`. {op.summary}"
        name = f"{CLIENT}.{'.'.join(alias)}"
        yield Entry(name, "other name", file, pointer, words, result, op.task, task.folder)
    for argument in op.arguments:
        where, pointer = _argument_place(specs, task, argument)
        kind = "required argument" if argument.required else "argument"
        yield Entry(
            f"{symbol}.{argument.name}",
            kind,
            where,
            pointer,
            argument.doc,
            argument.parameter.partition(": ")[2],
            argument.pointer[1:].replace("/", ".") or None,
            task.folder,
        )
    for old, new in op.renamed:
        pointer = pointer_to("renamed", old)
        words = f"What `{new}` was called before; it is taken with a DeprecationWarning."
        yield Entry(f"{symbol}.{old}", "old name", file, pointer, words, None, None, task.folder)
    assert manifest["method"] == op.method


def _argument_place(specs: Specs, task: Task, argument: Argument) -> tuple[str, str]:
    """Return where an argument comes from: a property, or the manifest if it is none."""
    if not argument.pointer:
        manifest = task.operation
        key = {"api": "/apis", "extra_body": "/extra_body"}.get(argument.name, "")
        try:
            at(manifest.data, key)
        except KeyError:
            key = ""
        return manifest.path, key
    place = Place(specs, task.input, "", task.input.data)
    for step in steps_of(argument.pointer):
        place = place.resolved().below("properties", step)
    return place.document.path, place.pointer


def _class(place: Place, name: str, module: str, suffix: str) -> Iterator[Entry]:
    schema, file = place.schema, place.document.path
    task = None if module == "common" else module
    properties: Mapping[str, Any] = schema.get("properties", {})
    is_object = schema.get("type") == "object"
    kind = "typed dict" if suffix else "class" if is_object else "type"
    folder = "params" if suffix else "types"
    home = f"{folder}.{module}"
    yield Entry(
        f"{name}{suffix}", kind, file, place.pointer, str(schema.get("description", "")),
        None, None, task, home,
    )  # fmt: skip
    for wire, child in properties.items():
        field = wire if suffix else attribute(wire, child)
        below = place.below("properties", wire)
        words = child.get("description") or below.resolved().schema.get("description", "")
        yield Entry(
            f"{name}{suffix}.{field}", "member", file, below.pointer, str(words),
            None, wire, task, home,
        )  # fmt: skip
    if "additionalProperties" in schema and is_object and not suffix:
        pointer = f"{place.pointer}/additionalProperties"
        words = "Whether members that the schema does not name are taken."
        yield Entry(f"{name}.model_config", "setting", file, pointer, words, None, None, task, home)


def _shortcuts(task: Task) -> Iterator[Entry]:
    manifest = task.operation.data
    prefixes = ["/response"] if "response" in manifest else []
    prefixes = prefixes or [
        f"/variants/{index}/{'stream' if 'stream' in entry else 'response'}"
        for index, entry in enumerate(manifest["variants"])
    ]
    for prefix, (body, _) in zip(prefixes, bodies(manifest), strict=True):
        if "text" in body:
            name = body.get("schema", "output.json")
            document = next(d for d in task.schemas() if d.path.endswith(f"/{name}"))
            words = f"Short for `{body['text'][1:].replace('/', '.')}`."
            yield Entry(
                f"{document.data['title']}.text", "shortcut", task.operation.path,
                f"{prefix}/text", words, None, None, task.folder, f"types.{task.folder}",
            )  # fmt: skip


def _echoes(task: Task) -> Iterator[Entry]:
    for index, entry in enumerate(task.operation.data["args"]):
        if "echoes" in entry:
            echoes = entry["echoes"]
            yield Entry(
                echoes["alias"], "type", task.operation.path, f"/args/{index}/echoes/alias",
                echoes["doc"], None, None, task.folder, f"types.{task.folder}",
            )  # fmt: skip
    for name, target in task.operation.data.get("type_names", {}).items():
        yield Entry(
            name, "type", task.operation.path, pointer_to("type_names", name),
            f"Another name of `{target}`.", None, None, task.folder, f"types.{task.folder}",
        )  # fmt: skip


def _provider(
    document: Document, provider: Provider, operations: Mapping[str, Operation]
) -> Iterator[Entry]:
    words = f"{provider.title} serves models: {provider.docs}"
    home = f"providers.{provider.module}"
    yield Entry(provider.name, PROVIDER, document.path, "", words, module=home)
    for folder in document.data["tasks"]:
        operation = operations[folder]
        words = f"How {provider.title} serves `{operation.method}`."
        yield Entry(
            f"{provider.name}.{operation.method}", SERVED, document.path,
            pointer_to("tasks", folder), words, None, None, folder, home,
        )  # fmt: skip


def _client(client: Document, spec: Spec) -> Iterator[Entry]:
    for index, argument in enumerate(spec.constructor):
        default = f" = {argument.default}" if argument.default else ""
        yield Entry(
            f"{CONSTRUCTOR}.{argument.name}", "argument of the constructor", client.path,
            pointer_to("constructor", index), argument.doc, f"{argument.annotation}{default}",
        )  # fmt: skip
    for index, service in enumerate(client.data.get("services", [])):
        symbol, result = f"{CLIENT}.{service['name']}", service["returns"]["annotation"]
        pointer = pointer_to("services", index)
        yield Entry(symbol, "service", client.path, pointer, service["summary"], result)
        for number, argument in enumerate(service["arguments"]):
            default = f" = {argument['default']}" if "default" in argument else ""
            yield Entry(
                f"{symbol}.{argument['name']}", "argument of a service", client.path,
                pointer_to("services", index, "arguments", number), argument["doc"],
                f"{argument['annotation']}{default}",
            )  # fmt: skip
    for pointer, name in exported(client.data):
        module = module_of(name)
        generated = module in CLIENTS or module in PROVIDERS
        yield Entry(
            name, "client" if module in CLIENTS else "type" if generated else "written by hand",
            client.path, pointer, client.data["summary"] if module in CLIENTS else "",
            module=module,
        )  # fmt: skip
