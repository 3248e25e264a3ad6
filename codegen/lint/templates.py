"""Rules on templates of wire formats: that they are in the notation, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .. import wire
from ..pointer import pointer_to, steps_of
from ..wording import nearest
from .method import Method

_BRACES = re.compile(r"\{[^{}\s]*\}?")
_CHOICE = frozenset({"if", "then", "else"})
_FORMS = ("data_url",)
# What stands behind a word of a condition.
_KINDS: Mapping[str, tuple[type, ...]] = {
    "adapter": (bool,),
    "equals": (dict,),
    "given": (str,),
    "model_has": (str, list),
    "model_is": (str,),
    "not": (dict,),
    "routed": (bool,),
}


class Fault(NamedTuple):
    """What is wrong with a template, and what to do."""

    pointer: str
    message: str
    fix: str


def misshapen(template: Any, shared: Mapping[str, Any], *, body: bool) -> Iterator[Fault]:
    """Find what is not in the notation.

    Args:
        template: A part of a spec, as it stands there.
        shared: The parts that it may name.
        body: Whether it is a whole body, which has a place for all other arguments.
    """
    yield from _misshapen(template, "", shared, open_=body)
    if not body:
        return
    places = [p for p in _rests(template, "") if p is not None]
    for pointer in places[1:]:
        yield Fault(pointer, "is the second place of all other arguments", "delete one of them")


def _misshapen(node: Any, at: str, shared: Mapping[str, Any], *, open_: bool) -> Iterator[Fault]:
    if isinstance(node, str):
        yield from _odd_text(node, at)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _misshapen(item, at + pointer_to(index), shared, open_=False)
    elif not isinstance(node, dict):
        return
    elif wire.SHARED in node:
        faults = [*_odd_name(node, at, shared)]
        yield from faults
        if not faults:  # what is wrong with the part is said where it is named
            part = wire.expanded(node, shared)
            for _, message, fix in _misshapen(part, "", shared, open_=open_):
                yield Fault(at, f"{node[wire.SHARED]!r}: {message}", fix)
    elif "if" in node:
        yield from _odd_choice(node, at, shared)
    elif "first" in node:
        if node.keys() != {"first"} or not isinstance(node["first"], list):
            yield Fault(
                at, "`first` stands beside nothing and has a list", 'write {"first": [...]}'
            )
            return
        yield from _misshapen(node["first"], f"{at}/first", shared, open_=False)
    else:
        for name, item in node.items():
            pointer = at + pointer_to(name)
            if name != wire.REST:
                yield from _misshapen(item, pointer, shared, open_=open_)
            elif item != wire.REST_PLACE:
                yield Fault(pointer, "is no place", f"write {wire.REST_PLACE!r}")
            elif not open_:
                message = "all other arguments do not go into a list or a choice"
                yield Fault(pointer, message, "put it into an object of the body")


def _odd_text(text: str, at: str) -> Iterator[Fault]:
    for braces in _BRACES.findall(text):
        if braces == wire.REST_PLACE:
            yield Fault(at, f"{braces} is no value", f'write it as the member "{wire.REST}"')
        elif wire.place_of(braces) is None:
            fix = "write an argument, in lower case, or {model}"
            yield Fault(at, f"{braces} is no place", fix)


def _odd_name(node: Mapping[str, Any], at: str, shared: Mapping[str, Any]) -> Iterator[Fault]:
    if node.keys() != {wire.SHARED}:
        yield Fault(at, f"{wire.SHARED} stands beside nothing", "delete the other members")
        return
    name = node[wire.SHARED]
    pointer = at + pointer_to(wire.SHARED)
    if not isinstance(name, str) or name not in shared:
        yield Fault(pointer, f"{name!r} is none of `shared`", nearest(str(name), shared))
        return
    try:
        wire.expanded(node, shared)
    except KeyError as error:
        fix = "write out one of the parts"
        yield Fault(pointer, f"{name!r} needs {error}, which is not there or needs it", fix)


def _odd_choice(node: Mapping[str, Any], at: str, shared: Mapping[str, Any]) -> Iterator[Fault]:
    for word in node.keys() - _CHOICE:
        yield Fault(at + pointer_to(word), "does not stand beside `if`", "delete it")
    if "then" not in node:
        yield Fault(at, "`if` needs `then`", 'add "then"')
    yield from _odd_condition(node["if"], f"{at}/if")
    for word in ("then", "else"):
        if word in node:
            yield from _misshapen(node[word], f"{at}/{word}", shared, open_=False)


def _odd_condition(rule: Any, at: str) -> Iterator[Fault]:
    if not isinstance(rule, dict) or not rule:
        yield Fault(
            at, "is no condition", f"write one of {', '.join(wire.CONDITIONS)} in an object"
        )
        return
    for word, value in rule.items():
        pointer = at + pointer_to(word)
        if word not in _KINDS:
            yield Fault(pointer, f"{word!r} is no condition", nearest(word, wire.CONDITIONS))
        elif not isinstance(value, _KINDS[word]):
            kinds = " or ".join(kind.__name__ for kind in _KINDS[word])
            yield Fault(pointer, f"{value!r} is no {kinds}", f"write a {kinds}")
        elif not isinstance(value, bool) and not value:
            yield Fault(pointer, "is empty", "say what has to be there")
        elif isinstance(value, list) and not all(isinstance(part, str) for part in value):
            yield Fault(pointer, "is no list of texts", "write texts, which have all to be there")
        elif word == "not":
            yield from _odd_condition(value, pointer)


def _rests(node: Any, at: str) -> Iterator[str]:
    """Yield where all other arguments go."""
    if isinstance(node, dict) and not wire.is_choice(node):
        for name, item in node.items():
            if name == wire.REST:
                yield at + pointer_to(name)
            else:
                yield from _rests(item, at + pointer_to(name))


def odd_places(
    method: Method, template: Any, shared: Mapping[str, Any], *, of_provider: bool
) -> Iterator[Fault]:
    """Find places for what no caller can give.

    Args:
        method: Whose arguments there are.
        template: One that is in the notation.
        shared: The parts that it names.
        of_provider: Whether it may say what a provider calls the model.
    """
    arguments = {argument.name: argument for argument in method.arguments}
    name = method.manifest["method"]
    for found in wire.found(wire.expanded(template, shared)):
        place = found.place
        pointer = _written(template, found.pointer)
        head, *steps = place.name.split(".")
        shown = f"{{{place.name}}}"
        if place.name in wire.MODEL_PLACES:
            if not of_provider:
                message = f"{shown} is what a provider calls the model"
                fix = "delete it; model_in_body puts the model's id into the body"
                yield Fault(pointer, message, fix)
            continue
        if head not in arguments:
            known = [*arguments, *(wire.MODEL_PLACES if of_provider else ())]
            yield Fault(pointer, f"{shown} is no argument of {name}", nearest(place.name, known))
            continue
        argument = arguments[head]
        path = "/".join([argument.pointer, *steps])
        if method.find(method.task.input, path, lenient=True) is None:
            known = method.names_at(method.task.input, path)[1]
            fix = nearest(steps[-1], known) if known else "write a member that input.json describes"
            yield Fault(pointer, f"{shown} is nothing that {head} has", fix)
        elif place.form is not None and place.form not in _FORMS:
            yield Fault(pointer, f"|{place.form} is nothing", nearest(place.form, _FORMS))
        elif place.form is not None and not argument.media:
            yield Fault(pointer, f"{head} is no file", f"write {{{place.name}}}")


def _written(template: Any, pointer: str) -> str:
    """Return where in a template something stands that is somewhere in the expanded one."""
    node, at = template, ""
    for step in steps_of(pointer):
        if wire.shared_name(node) is not None:
            break
        node = node[int(step)] if isinstance(node, list) else node[step]
        at += pointer_to(step)
    return at
