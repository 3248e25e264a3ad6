"""Wire formats, as specs write them, to functions that make the members of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import wire
from ..ir import Argument
from .expressions import dotted


@dataclass
class Format:
    """A template on its way to the body of a function.

    Attributes:
        arguments: The arguments of the method, by name.
        types: Name of the constant with the MIME types that a kind of media may have there.
        checks: Statements that come first.
    """

    arguments: Mapping[str, Argument]
    types: Mapping[str, str] = field(default_factory=dict)
    checks: dict[str, None] = field(default_factory=dict)

    def body(self, template: Mapping[str, Any]) -> str:
        """Return the expression of the members of a body."""
        members = ", ".join(
            f"{name!r}: {self._inner(item)}" for name, item in template.items() if name != wire.REST
        )
        needed = any(
            next(wire.found(i), None) or wire.is_choice(i) or _takes_rest(i)
            for i in template.values()
        )
        return f"present({{{members}}})" if needed else f"{{{members}}}"

    def value(self, node: Any) -> str:
        """Return the expression of one value of a template."""
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, list):
            items = f"[{', '.join(map(self.value, node))}]"
            return f"some({items})" if next(wire.found(node), None) else items
        if not isinstance(node, dict):
            return repr(node)
        if "first" in node:
            return f"first({', '.join(map(self.value, node['first']))})"
        if "if" in node:
            other = self.value(node["else"]) if "else" in node else "MISSING"
            return f"({self.value(node['then'])} if {self.condition(node['if'])} else {other})"
        members = ", ".join(f"{name!r}: {self.value(item)}" for name, item in node.items())
        self._together(node)
        return f"whole({{{members}}})" if next(wire.found(node), None) else f"{{{members}}}"

    def condition(self, rule: Mapping[str, Any]) -> str:
        """Return the expression of a condition, whose words have all to be true."""
        return " and ".join(
            part for word, value in rule.items() for part in self._word(word, value)
        )

    def path(self, template: Any) -> str:
        """Return the expression of a path in a URL."""
        if isinstance(template, str):
            pieces = [f"{{{self._place(place)}}}" for place in wire.places_in(template)]
            literal = wire.skeleton(template).format(*pieces)
            return f"f{literal!r}" if pieces else repr(literal)
        then, other = self.path(template["then"]), self.path(template["else"])
        return f"({then} if {self.condition(template['if'])} else {other})"

    def _inner(self, node: Any) -> str:
        return self.body(node) if _takes_rest(node) else self.value(node)

    def _word(self, word: str, value: Any) -> Iterator[str]:
        if word == "adapter":
            yield f"args.model.adapter is {'not ' if value else ''}None"
        elif word == "routed":
            yield f"{'' if value else 'not '}args.model.routed"
        elif word == "model_is":
            yield f"args.model.id == {value!r}"
        elif word == "model_has":
            for part in [value] if isinstance(value, str) else value:
                yield f"{part!r} in args.model.id"
        elif word == "given":
            yield f"args.has({self._wire_path(value)!r})"
        elif word == "equals":
            for name, wanted in value.items():
                yield f"args.look({self._wire_path(name)!r}) == {wanted!r}"
        else:
            yield f"not ({self.condition(value)})"

    def _text(self, text: str) -> str:
        if (place := wire.place_of(text)) is not None:
            return self._place(place)
        places = wire.places_in(text)
        if not places:
            return repr(text)
        self._together(text)
        parts = ", ".join(map(self._place, places))
        return f"args.text({wire.skeleton(text)!r}, {parts})"

    def _place(self, place: wire.Place) -> str:
        if place.name in wire.MODEL_PLACES:
            return wire.MODEL_PLACES[place.name]
        path = repr(self._wire_path(place.name))
        if place.form != "data_url":
            return f"args({path})"
        kind = self.arguments[place.name.partition(".")[0]].media or ""
        types = f", {self.types[kind]}" if kind in self.types else ""
        return f"args.data_url({path}{types})"

    def _wire_path(self, name: str) -> str:
        head, *steps = name.split(".")
        return ".".join([dotted(self.arguments[head].pointer), *steps])

    def _together(self, node: Any) -> None:
        """Note that arguments that make one value are given all or not at all."""
        names = dict.fromkeys(
            f.place.name for f in wire.found(node) if f.place.argument is not None
        )
        if len(names) > 1:
            paths = ", ".join(repr(self._wire_path(name)) for name in names)
            self.checks[f"args.together({paths})"] = None


def function(name: str, doc: str, template: Mapping[str, Any], form: Format) -> str:
    """Return a function that makes the members of a body.

    Args:
        name: Its name.
        doc: Its docstring.
        template: The body, as the specs write it.
        form: For the template; its checks are used up.
    """
    body = form.body(template)
    lines = [f"def {name}(args: Given) -> Members:", f'    """{doc}"""']
    lines += [f"    {check}" for check in form.checks]
    form.checks.clear()
    return "\n".join([*lines, f"    return {body}"])


def function_name(name: str) -> str:
    """Return what a function is called that makes the format of this name."""
    return "_" + re.sub(r"\W+", "_", name)


def _takes_rest(node: Any) -> bool:
    return isinstance(node, dict) and wire.REST in node
