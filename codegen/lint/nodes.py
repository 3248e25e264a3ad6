"""The schemas of a document one by one, with what rules ask about their surroundings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..findings import Finding
from ..load import Document, Schema, Specs, is_shared
from ..patch import Edit
from ..pointer import pointer_to

Direction = Literal["input", "output"]


def schema_documents(specs: Specs) -> list[Document]:
    """Return the shared schemas and those of the tasks."""
    return [*specs.shared(), *(doc for task in specs.tasks for doc in task.schemas())]


def subschemas(schema: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a schema and those inside it; names of properties are no keywords."""
    yield pointer, schema
    if not isinstance(schema, dict):
        return
    for word in ("properties", "$defs"):
        members = schema.get(word)
        for name, child in members.items() if isinstance(members, dict) else ():
            yield from subschemas(child, pointer + pointer_to(word, name))
    for word in ("items", "additionalProperties"):
        child = schema.get(word)
        if isinstance(child, dict) or (word == "items" and child is not None):
            yield from subschemas(child, f"{pointer}/{word}")
    branches = schema.get("anyOf")
    for index, child in enumerate(branches if isinstance(branches, list) else ()):
        yield from subschemas(child, f"{pointer}/anyOf/{index}")


Definition = tuple[str, str]  # path of the document, pointer of the definition; "" is the root


@dataclass(frozen=True)
class Node:
    """A schema of a document, with what rules ask about its surroundings."""

    document: Document
    pointer: str
    schema: Schema
    direction: Direction | None  # None: in a shared definition that nobody uses
    foreign: bool = False  # somebody else's, so that texts may be missing
    tagged: Collection[Definition] = ()  # classes that stand beside others in a union

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
    def is_tag(self) -> bool:
        """Whether it is a member of what stands, beside others, in a union."""
        if len(self.steps) != 4 or self.steps[0] != "$defs" or not self.is_property:
            return False
        return (self.document.path, _home(self.pointer)) in self.tagged

    @property
    def is_told_apart(self) -> bool:
        """Whether it is a union that is received, with OpenAPI's word for its tag."""
        tag = self.schema.get("discriminator")
        named = isinstance(tag, dict) and isinstance(tag.get("propertyName"), str)
        return named and self.direction == "output" and "anyOf" in self.schema

    @property
    def types(self) -> list[str]:
        """What `type` lists."""
        kinds = self.schema.get("type", [])
        return [kinds] if isinstance(kinds, str) else list(kinds)

    def finding(
        self,
        rule: str,
        message: str,
        fix: str,
        *steps: object,
        repair: Schema | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> Finding:
        """Name a fault of this schema, or of what is below it by some steps.

        Args:
            rule: Id of the rule.
            message: What is wrong.
            fix: What to do.
            *steps: The place, below this schema.
            repair: The schema that should stand here, if that is no decision.
            edits: What else mends it.
        """
        path, place = self.document.path, self.pointer + pointer_to(*steps)
        if repair is not None:
            edits = (*edits, Edit(path, self.pointer, self.schema, repair))
        return Finding(rule, path, place, message, fix, edits)


def nodes(
    document: Document,
    reached: Mapping[Definition, set[Direction]],
    foreign: bool = False,
    tagged: Collection[Definition] = (),
) -> Iterator[Node]:
    """Yield all schemas of a document.

    Args:
        document: The document.
        reached: What requests and responses reach.
        foreign: Whether it is somebody else's.
        tagged: Classes that stand beside others in a union.
    """
    for pointer, schema in subschemas(document.data):
        if isinstance(schema, dict):
            direction = _direction(document, pointer, reached)
            yield Node(document, pointer, schema, direction, foreign, tagged)


def tagged(documents: Iterable[Document]) -> set[Definition]:
    """Return the definitions that stand beside others in a union, wherever that is."""
    found: set[Definition] = set()
    for document in documents:
        folder = document.path.rpartition("/")[0]
        for _, schema in subschemas(document.data):
            branches = schema.get("anyOf") if isinstance(schema, dict) else None
            refs = [
                str(b["$ref"]).partition("#")
                for b in (branches if isinstance(branches, list) else ())
                if isinstance(b, dict) and "$ref" in b
            ]
            if len(refs) > 1:
                found |= {
                    (_beside(folder, file) if file else document.path, pointer)
                    for file, _, pointer in refs
                }
    return found


def _beside(folder: str, file: str) -> str:
    return file.removeprefix("../../") if file.startswith("../../") else f"{folder}/{file}"


def foreign_documents(specs: Specs) -> set[str]:
    """Return the schemas that are somebody else's: of the tasks that say so, or of all tasks."""
    tasks = [t for t in specs.tasks if isinstance(t.operation.data, dict)]
    found = [task for task in tasks if task.operation.data.get("foreign") is True]
    paths = {document.path for task in found for document in task.schemas()}
    if found and len(found) == len(specs.tasks):
        paths |= {document.path for document in specs.shared()}
    return paths


def _direction(
    document: Document, pointer: str, reached: Mapping[Definition, set[Direction]]
) -> Direction | None:
    if not is_shared(document.path):
        return "input" if document.path.endswith("/input.json") else "output"
    found = reached.get((document.path, _home(pointer)), set())
    return "input" if "input" in found else "output" if found else None


def _home(pointer: str) -> str:
    """Return the pointer of the definition that a pointer lies in."""
    return "/".join(pointer.split("/")[:3]) if pointer.startswith("/$defs/") else ""


SchemaRule = Callable[[Node], Iterable[Finding]]
