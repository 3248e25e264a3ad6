"""Validation rules of what servers send: essential members must fit, all others may be odd.

A member that does not fit is kept as it came; one that is missing is None, or empty where typed
code would loop over it or step into it. The rules are part of the core schema, so no Python runs
for a member that fits.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema

__all__ = ["relax"]

_DONE = "inferloom_relaxed"  # a schema that pydantic hands out again is not rewritten twice
_FITS = ""  # label of the branch that a good answer takes, so that it is no step in an error's path


def relax(
    schema: Any, fields: dict[str, FieldInfo], essential: Collection[str], checked: Collection[str]
) -> None:
    """Rewrite the fields of a model's core schema, in place.

    Args:
        schema: Core schema of the model.
        fields: Fields of the model.
        essential: Names of the fields that must be there and of their kind.
        checked: Names of those that must be of their kind where they are there.
    """
    while schema["type"] != "model":
        schema = schema["schema"]
    notes = schema["schema"].setdefault("metadata", {})
    if notes.get(_DONE):
        return
    notes[_DONE] = True
    for name, field in schema["schema"]["fields"].items():
        if name in essential:
            field["schema"] = _of_kind(field["schema"])
        else:
            field["schema"] = _optional(field["schema"], fields[name], name in checked)


def _of_kind(schema: Any) -> CoreSchema:
    """Return a schema that takes a value of a kind in all its spellings."""
    kind: str = schema["type"]
    if kind in ("default", "nullable"):
        return _with(schema, schema=_of_kind(schema["schema"]))
    if kind == "str":  # a label or an id may be a number or a flag
        return core_schema.union_schema(
            [_with(schema, coerce_numbers_to_str=True), _then(core_schema.bool_schema(), str)],
            mode="left_to_right",
            custom_error_type="text",
            custom_error_message="Input should be a valid string",
        )
    if kind == "int":
        return core_schema.union_schema(
            [schema, core_schema.float_schema()],
            mode="left_to_right",
            custom_error_type="number",
            custom_error_message="Input should be a valid number",
        )
    if kind == "list":
        return _union(_until_misfit(schema), _empty_list())
    return _with(schema)


def _until_misfit(schema: Any) -> CoreSchema:
    """Return the schema of a list that ends at the first misfit; each would take a kilobyte."""
    return _with(schema, fail_fast=True)


def _optional(schema: Any, field: FieldInfo, checked: bool) -> CoreSchema:
    """Return the schema of a field that may be missing, and odd unless it is checked."""
    default: dict[str, Any] = {"default": None}
    if schema["type"] == "default":
        schema = schema["schema"]
    branches = [_of_kind(schema) if checked else _items_relaxed(schema)]
    if schema["type"] == "list":
        if not checked:  # else it is there already
            branches.append(_empty_list())
        default = {"default_factory": list}
    elif _may_be_empty(field.annotation):
        branches.append(
            core_schema.chain_schema([_then(core_schema.none_schema(), _no_members), schema])
        )
        default = {"default_factory": dict, "validate_default": True}
    elif checked and schema["type"] != "nullable":
        branches.append(core_schema.none_schema())
    if not checked:
        branches.append(core_schema.any_schema())
    if schema["type"] == "any":
        branches = [schema]
    return core_schema.with_default_schema(_union(*branches), **default)


def _items_relaxed(schema: Any) -> CoreSchema:
    """Return a schema in which an odd item of a list does not make the list odd."""
    kind: str = schema["type"]
    if kind == "nullable":
        return _with(schema, schema=_items_relaxed(schema["schema"]))
    if kind == "list" and "items_schema" in schema:
        items = _items_relaxed(schema["items_schema"])
        return _with(schema, items_schema=_union(items, core_schema.any_schema()))
    if kind == "union" and [c["type"] for c in schema["choices"] if "type" in c] == [
        "literal",
        "str",
    ]:
        return core_schema.str_schema()  # an open enum, which is any text
    return _with(schema)


def _may_be_empty(annotation: Any) -> bool:
    # `Model` itself imports this file.
    return isinstance(annotation, type) and getattr(annotation, "_essential", None) == ()


def _empty_list() -> CoreSchema:
    return _then(core_schema.none_schema(), _no_items)


def _no_items(_: None) -> list[object]:
    return []


def _no_members(_: None) -> dict[str, object]:
    return {}


def _with(old: Any, /, **changes: Any) -> CoreSchema:
    new: Any = {**old, **changes}
    return cast("CoreSchema", new)


def _then(schema: CoreSchema, function: Any) -> CoreSchema:
    return core_schema.no_info_after_validator_function(function, schema)


def _union(*branches: CoreSchema) -> CoreSchema:
    if len(branches) == 1:
        return branches[0]
    first, *others = branches
    return core_schema.union_schema([(first, _FITS), *others], mode="left_to_right")
