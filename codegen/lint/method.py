"""A task as the rules of manifests see it: its arguments, its bodies and where pointers lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..findings import Finding
from ..load import Document, Schema, Specs, Task
from ..patch import Edit, found
from ..pointer import pointer_to


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
        schema = self.place.schema
        found = [schema, *schema.get("anyOf", ())]
        return any(
            "contentMediaType" in part for part in (*found, *(s.get("items", {}) for s in found))
        )


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
    def is_api(self) -> bool:
        """Whether it is an operation of an API that knows nothing of models and tasks."""
        return bool(self.manifest["route"]["style"] == "api")

    @property
    def required(self) -> list[Argument]:
        """The arguments that every call has."""
        return [argument for argument in self.arguments if argument.place.required]

    def bodies(self) -> Iterator[tuple[str, Mapping[str, bool], Mapping[str, Any], bool]]:
        """Yield pointer, switch values, response or stream, and whether it streams."""
        if "response" in self.manifest:
            yield "/response", {}, self.manifest["response"], False
        if "stream" in self.manifest:
            yield "/stream", {}, self.manifest["stream"], True
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
            yield Place(place.document, pointer + pointer_to("properties", step), child, required)
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
            if self.find(document, pointer_to(*steps[: count + 1]), lenient=True) is None:
                place = self.find(document, pointer_to(*steps[:count]), lenient=True)
                schema = self.follow(place).schema if place else {}
                return steps[count], list(schema.get("properties", {}))
        return steps[-1], []

    def finding(
        self, rule: str, pointer: str, message: str, fix: str, *edits: Edit | None
    ) -> Finding:
        """Name a fault of the manifest, with the edits that mend it."""
        made = tuple(edit for edit in edits if edit is not None)
        return Finding(rule, self.task.operation.path, pointer, message, fix, made)

    def edit(self, pointer: str, now: Any) -> Edit:
        """Return the edit that puts a value into the manifest."""
        return Edit(self.task.operation.path, pointer, found(self.manifest, pointer), now)


def arguments(method: Method) -> Iterator[Argument]:
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
    for pointer in unlisted(method, "", flatten):
        place = method.find(method.task.input, pointer)
        if pointer not in listed and place is not None:
            yield Argument(last_step(pointer), pointer, "/args", {}, place)


def last_step(pointer: str) -> str:
    """Return the name that a pointer ends in."""
    return pointer.rsplit("/", 1)[1].replace("~1", "/").replace("~0", "~")


def unlisted(method: Method, pointer: str, flatten: list[str]) -> Iterator[str]:
    """Yield the pointers below one that are arguments unless the manifest says otherwise."""
    place = method.find(method.task.input, pointer)
    properties = method.follow(place).schema.get("properties", {}) if place else {}
    for name in properties:
        path = pointer + pointer_to(name)
        if path in flatten:
            # Pointers of a request are finite even if its types are recursive: flatten lists them.
            yield from unlisted(method, path, flatten)
        else:
            yield path


ManifestRule = Callable[[Method], Iterable[Finding]]
