"""Rules on properties: their names, their descriptions and objects that stand in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..attributes import attribute, model_members
from ..findings import Finding
from ..normalize import references
from ..patch import ABSENT, Edit
from ..pointer import pointer_to
from .nodes import Node, SchemaRule
from .titles import PASCAL, derived_title, proposed_title

_LEFT_OUT = (
    "leave the property out: members that the schema does not name can be sent by extra_body,"
    " and are kept in responses"
)


def _inline_object(node: Node) -> Iterator[Finding]:
    if "properties" in node.schema and not node.is_root and not node.is_definition:
        yield node.finding(
            "inline-object",
            "an object with properties has no name of its own here",
            'move it to "$defs" under its class name and write {"$ref": "#/$defs/<Name>"}',
            edits=_moved(node),
        )


def _moved(node: Node) -> tuple[Edit, ...]:
    """Return the edits that make an object a definition, if its name is beyond doubt."""
    path, data = node.document.path, node.document.data
    title = node.schema.get("title") or derived_title(node.document, node.pointer)
    known = data.get("$defs", {})
    if not isinstance(title, str) or not re.fullmatch(PASCAL, title) or title in known:
        return ()
    schema = {"title": title, **node.schema}
    there = Edit(path, pointer_to("$defs", title), ABSENT, schema)
    if "$defs" not in data:
        there = Edit(path, "/$defs", ABSENT, {title: schema})
    return (Edit(path, node.pointer, node.schema, {"$ref": f"#/$defs/{title}"}), there)


def _property_names(node: Node) -> Iterator[Finding]:
    properties = node.schema.get("properties", {})
    attributes: dict[str, str] = {}
    classes = {ref.partition("#/$defs/")[2] for ref in references(properties)}
    for name, schema in properties.items():
        fix = _LEFT_OUT
        if not name or (name.startswith("_") and not node.foreign):
            problem = "a name that is empty or begins with an underscore is lost on the way"
        elif (plain := unicodedata.normalize("NFKC", name)) != name:
            problem = f"Python reads {name!r} as {plain!r}"
        elif name in model_members() and not node.foreign:  # there it gets another attribute
            problem = f"{name!r} hides the method of that name that all results have"
        elif name in classes:
            problem = f"{name!r} is also the name of a class that a member here has as its type"
            title = proposed_title(node.document, name, classes)
            fix = f"give that class another title, such as {title}"
        else:
            known = attribute(name, schema)
            first = attributes.setdefault(known, name)
            if first == name:
                continue
            problem = f"{name!r} and {first!r} would be one attribute, {known}"
        yield node.finding("property-name", problem, fix, "properties", name)


def _descriptions(node: Node) -> Iterator[Finding]:
    if node.foreign:
        return
    inherits = node.is_property and "$ref" in node.schema
    named = node.is_root or node.is_definition or node.is_property
    if named and not inherits and not str(node.schema.get("description", "")).strip():
        what = "property" if node.is_property else "definition" if node.is_definition else "file"
        yield node.finding(
            "missing-description",
            f"the {what} has no description",
            "add a description; it becomes the docstring",
        )


PROPERTY_RULES: tuple[SchemaRule, ...] = (
    _inline_object,
    _property_names,
    _descriptions,
)
