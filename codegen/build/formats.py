"""Wire formats, as specs write them, to functions that make the members of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .. import wire
from ..ir import Argument
from .expressions import dotted

_LONG = 60


@dataclass
class Format:
    """A template on its way to the body of a function.

    Attributes:
        arguments: The arguments of the method, by name.
        types: Name of the constant with the MIME types that a kind of media may have there.
        checks: Statements that come first.
        parts: Parts of templates that have a function of their own.
    """

    arguments: Mapping[str, Argument]
    types: Mapping[str, str] = field(default_factory=dict)
    checks: dict[str, None] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    _sure: frozenset[str] = frozenset()

    def body(self, template: Mapping[str, Any]) -> str:
        """Return the expression of the members of a body."""
        members = ", ".join(
            f"{name!r}: {self._inner(item)}" for name, item in template.items() if name != wire.REST
        )
        needed = any(self._may_miss(item) for item in template.values())
        return f"present({{{members}}})" if needed else f"{{{members}}}"

    def value(self, node: Any) -> str:
        """Return the expression of one value of a template."""
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, list):
            items = f"[{', '.join(map(self.value, node))}]"
            return f"some({items})" if any(map(self._may_miss, node)) else items
        if not isinstance(node, dict):
            return repr(node)
        if (name := wire.shared_name(node)) is not None:
            return f"{function_name(name)}(args)"
        if "first" in node:
            return f"first({', '.join(map(self.value, node['first']))})"
        if "if" in node:
            condition = self.condition(node["if"])
            other = self.value(node["else"]) if "else" in node else "MISSING"
            return f"({self._under(node['if']).value(node['then'])} if {condition} else {other})"
        members = ", ".join(f"{name!r}: {self.value(item)}" for name, item in node.items())
        self._together(node)
        unsure = any(map(self._may_miss, node.values()))
        return f"whole({{{members}}})" if unsure else f"{{{members}}}"

    def condition(self, rule: Mapping[str, Any]) -> str:
        """Return the expression of a condition, whose words have all to be true."""
        return " and ".join(
            part for word, value in rule.items() for part in self._word(word, value)
        )

    def path(self, template: Any) -> str:
        """Return the expression of a path in a URL, whose places are filled in by the runtime."""
        if isinstance(template, str):
            return repr(template)
        then, other = self.path(template["then"]), self.path(template["else"])
        return f"{then} if {self.condition(template['if'])} else {other}"

    def _under(self, rule: Mapping[str, Any]) -> Format:
        """Return the same for where a condition holds, which makes sure of some places."""
        sure = {rule["given"]} if isinstance(rule.get("given"), str) else set[str]()
        if rule.get("adapter"):
            sure.add("model.adapter")
        if ":" in rule.get("model_has", ()):
            sure.add("model.version")
        return replace(self, _sure=self._sure | sure)

    def _may_miss(self, node: Any) -> bool:
        """Return whether nothing may stand in the place of a value of a template."""
        if isinstance(node, str):
            return not all(map(self._is_sure, wire.places_in(node)))
        if isinstance(node, list):
            return bool(node) and all(map(self._may_miss, node))
        if not isinstance(node, dict) or _takes_rest(node):
            return False
        if (name := wire.shared_name(node)) is not None:
            return self._may_miss(self.parts[name])
        if "first" in node:
            return all(map(self._may_miss, node["first"]))
        if "if" in node:
            other = "else" not in node or self._may_miss(node["else"])
            return other or self._under(node["if"])._may_miss(node["then"])
        return any(map(self._may_miss, node.values()))

    def _is_sure(self, place: wire.Place) -> bool:
        if place.name in self._sure:
            return True
        if place.name in wire.MODEL_PLACES:
            return place.name not in wire.UNSURE
        argument = self.arguments[place.name.partition(".")[0]]
        return argument.required and argument.name == place.name

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
            inner = self.condition(value)
            yield f"not ({inner})" if " " in inner else f"not {inner}"

    def _text(self, text: str) -> str:
        if (place := wire.place_of(text)) is not None:
            return self._place(place)
        places = wire.places_in(text)
        if not places:
            return repr(text)
        if all(map(self._is_sure, places)) and not any(place.argument for place in places):
            literal = wire.skeleton(text).format(*(f"{{{self._place(place)}}}" for place in places))
            if len(literal) < _LONG:  # no formatter breaks a longer one
                return f"f{literal!r}"
        self._together(text)
        parts = ", ".join(map(self._place, places))
        return f"args.text({wire.skeleton(text)!r}, {parts})"

    def _place(self, place: wire.Place) -> str:
        if place.name in wire.MODEL_PLACES:
            if place.name == "model.adapter" and not self._is_sure(place):
                return "args.adapter"  # which is `MISSING` and not None if there is none
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
