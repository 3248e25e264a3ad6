"""Values against schemas."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ..formats import Validator
from ..load import Document
from ..wording import plain
from .nodes import Definition, Direction, nodes


class Instances:
    """Validates values against the schemas of a specs folder."""

    _BASE = "https://specs.invalid/"

    def __init__(
        self, documents: Iterable[Document], reached: Mapping[Definition, set[Direction]]
    ) -> None:
        resources = [
            (
                self._BASE + quote(document.path),
                DRAFT202012.create_resource(_opened(document, reached)),
            )
            for document in documents
        ]
        self._registry: Registry[Any] = Registry().with_resources(resources)

    def problems(self, document: Document, pointer: str, value: object) -> tuple[str, str] | None:
        """Return where and how a value departs from a schema, or None if it fits."""
        schema = {"$ref": f"{self._BASE}{quote(document.path)}#{quote(pointer)}"}
        validator = Validator(schema, registry=self._registry)
        error = best_match(validator.iter_errors(value))
        if error is None:
            return None
        return next(((p, m) for p, m, _ in plain(error)), ("", error.message))


def _opened(document: Document, reached: Mapping[Definition, set[Direction]]) -> Any:
    """Return a schema in which the enums of responses take any text, as the compiled types do."""
    data = copy.deepcopy(document.data)
    if isinstance(data, dict):
        data.pop("$schema", None)  # it would choose the validator, in place of ours
    for node in nodes(Document(document.path, data, ""), reached):
        values = node.schema.get("enum")
        if node.direction == "output" and values and all(isinstance(v, str) for v in values):
            del node.schema["enum"]
            node.schema["type"] = "string"
    return data
