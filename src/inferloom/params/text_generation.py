# Generated from specs/tasks/text_generation/
# spec sha256:7cfebc948717. Do not edit: change the spec, then run
# `make generate`.
"""What `text_generation` takes and returns."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from typing_extensions import NotRequired


class TextGenerationInputJSONSchemaConfigParam(TypedDict):
    """A JSON Schema, bare or with a name."""

    name: NotRequired[str | None]
    """Name of the schema, for `json_schema`."""
    schema: NotRequired[Any]
    """The JSON Schema, for `json_schema`."""


class TextGenerationInputGrammarTypeParam(TypedDict):
    """Grammar that a text has to follow."""

    type: Literal["json", "regex", "json_schema"]
    """Kind of the grammar."""
    value: str | TextGenerationInputJSONSchemaConfigParam
    """A JSON Schema (object or JSON text) for `json`, a regular expression for `regex`,
    `{"name", "schema"}` for `json_schema`.
    """
