"""The attributes that members become: one rule, for the linter and for what the compiler writes.

datamodel-code-generator names the attributes of the types; a test holds this rule against it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from . import runtime, upstream
from .exports import members, reader
from .load import Schema
from .wording import PYTHON_TYPES


def attribute(name: str, schema: Schema) -> str:
    """Return the attribute that a member of an object becomes.

    Args:
        name: The member, as on the wire.
        schema: Its schema.
    """
    result = re.sub(r"\W", "_", name)
    if result[:1].isdigit():
        result = f"field_{result}"
    elif result.startswith("_"):
        result = f"field{result}"  # pydantic takes what begins with an underscore as private
    taken = keyword.iskeyword(result) or hasattr(BaseModel, result) or result in model_members()
    return f"{result}_" if taken or result in _builtins(schema) else result


@cache
def model_members() -> frozenset[str]:
    """Return what models offer beside pydantic's own members."""
    reading = reader({}, [upstream.runtime()])
    found = members(reading, runtime.module_of("Model"), "Model")
    return frozenset(found) - frozenset(dir(BaseModel))


def _builtins(schema: Any) -> Iterator[str]:
    """Yield the built-in types that stand in the annotation of a member."""
    if not isinstance(schema, dict):
        return
    kinds = schema.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind in PYTHON_TYPES:
            yield PYTHON_TYPES[kind]
    if "enum" in schema:
        yield "str"  # in answers it is open
    for child in (schema.get("items"), schema.get("additionalProperties")):
        yield from _builtins(child)
    for branch in schema.get("anyOf", []):
        yield from _builtins(branch)
