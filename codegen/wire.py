"""The notation of wire formats: the JSON that is sent, with places in braces for what was given.

`{width}` is the argument of that name, `{target_size.width}` a member of it, `{image|data_url}` a
file as a `data:` URL. `{model}` and its like are what a provider calls the model. A value that is
the object `{"if": ..., "then": ..., "else": ...}` depends on the call, and `{"first": [...]}` is
the first of several that is there. The member `"..."` stands where all other arguments go, and
`{"$shared": name}` is a part of a template that several have.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .pointer import pointer_to

REST = "..."
REST_PLACE = "{rest}"
SHARED = "$shared"
# What a provider calls the model, and the expression that tells it.
MODEL_PLACES: Mapping[str, str] = {
    "model": "args.model.id",
    "model.hub": "args.model.hub",
    "model.version": "args.model.version",
    "model.parent": "args.model.parent",
    "model.adapter": "args.model.adapter",
    "hub": "args.model.files",
}
# Those that may be missing: a model need not be an adapter, nor have a version.
UNSURE = ("model.adapter", "model.version")
# Those that a path may have.
IN_PATHS = ("model", "model.hub", "model.parent")
CONDITIONS = ("adapter", "equals", "given", "model_has", "model_is", "not", "routed")
_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*(?:\.[a-zA-Z0-9_]+)*)(?:\|([a-z_]+))?\}")


@dataclass(frozen=True)
class Place:
    """A place in a template: what stands there, and as what."""

    name: str
    form: str | None = None

    @property
    def argument(self) -> str | None:
        """The argument that it is of; None if it is about the model."""
        return None if self.name in MODEL_PLACES else self.name.partition(".")[0]


@dataclass(frozen=True)
class Found:
    """A place, and where in the template it stands."""

    pointer: str
    place: Place


def place_of(text: str) -> Place | None:
    """Return the place that a text is, and nothing else; None for other texts."""
    match = _PLACE.fullmatch(text)
    return Place(match[1], match[2]) if match and text != REST_PLACE else None


def places_in(text: str) -> list[Place]:
    """Return the places in a text."""
    return [Place(*found.groups()) for found in _PLACE.finditer(text) if found[0] != REST_PLACE]


def skeleton(text: str) -> str:
    """Return a text with `{}` for its places, as `str.format` has it."""
    parts = _PLACE.split(text)[::3]
    return "{}".join(part.replace("{", "{{").replace("}", "}}") for part in parts)


def expanded(template: Any, shared: Mapping[str, Any], but: Container[str] = ()) -> Any:
    """Return a template with the shared parts in the places that name them.

    Args:
        template: The template.
        shared: The parts by name.
        but: Names of parts that are left where they are.

    Raises:
        KeyError: If there is none of a name.
    """
    if isinstance(template, list):
        return [expanded(item, shared, but) for item in template]
    if not isinstance(template, dict):
        return template
    if (name := shared_name(template)) is not None:
        if name in but:
            return template
        return expanded(shared[name], {k: v for k, v in shared.items() if k != name}, but)
    return {key: expanded(item, shared, but) for key, item in template.items()}


def shared_name(node: Any) -> str | None:
    """Return the name of the shared part that a value of a template stands for, or None."""
    return node[SHARED] if isinstance(node, dict) and node.keys() == {SHARED} else None


def texts(node: Any) -> Iterator[str]:
    """Yield the texts that a value may be."""
    if is_choice(node):
        for choice in node.get("first", [node.get("then"), node.get("else")]):
            yield from texts(choice)
    elif isinstance(node, str):
        yield node


def is_choice(node: Any) -> bool:
    """Return whether an object of a template is `if` or `first`, and not one that is sent."""
    return isinstance(node, dict) and ("if" in node or "first" in node)


def found(template: Any, pointer: str = "") -> Iterator[Found]:
    """Yield all places in a template, those of conditions included."""
    if isinstance(template, str):
        yield from (Found(pointer, place) for place in places_in(template))
    elif isinstance(template, list):
        for index, item in enumerate(template):
            yield from found(item, pointer + pointer_to(index))
    elif isinstance(template, dict):
        for name, item in template.items():
            at = pointer + pointer_to(name)
            if name == "if" and is_choice(template):
                yield from (Found(at, Place(path)) for path in _asked(item))
            else:
                yield from found(item, at)


def _asked(condition: Mapping[str, Any]) -> Iterator[str]:
    """Yield the arguments that a condition looks at."""
    if isinstance(name := condition.get("given"), str):
        yield name
    yield from condition.get("equals", {})
    if isinstance(inner := condition.get("not"), dict):
        yield from _asked(inner)


def rest_of(template: Mapping[str, Any], prefix: str = "") -> str | None:
    """Return the path of the object that takes all other arguments: empty for the body itself.

    None if there is none.
    """
    if REST in template:
        return prefix
    for name, item in template.items():
        if isinstance(item, dict) and not is_choice(item):
            inner = rest_of(item, f"{prefix}.{name}" if prefix else name)
            if inner is not None:
                return inner
    return None
