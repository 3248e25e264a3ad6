"""Rules on arguments: their names, order and places, and what is flattened."""

from __future__ import annotations

import itertools
import json
import keyword
import re
import unicodedata
from collections.abc import Iterator

from ..findings import Finding
from ..normalize import definitions
from ..patch import ABSENT
from ..pointer import steps_of
from ..wording import nearest
from .method import Argument, ManifestRule, Method, last_step, unlisted
from .taken import ARGUMENT_NAMES_TAKEN


def _argument_names(method: Method) -> Iterator[Finding]:
    taken = _taken(method)
    for argument in method.arguments:
        name = argument.name
        if unicodedata.normalize("NFKC", name) != name:
            problem = f"Python reads {name!r} as {unicodedata.normalize('NFKC', name)!r}"
        elif name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_"):
            if name not in ARGUMENT_NAMES_TAKEN - {"model", "extra_body"}:
                continue
            problem = f"{name!r} is a name that the generated code uses"
        else:
            problem = f"{name!r} is no name for an argument"
        fix = f"write {_renamed_entry(argument, _proposal(argument, taken))} in args"
        yield method.finding("arg-name", argument.at, problem, fix)


def _taken(method: Method) -> set[str]:
    """Return the names that no other argument of a method can have."""
    return {*ARGUMENT_NAMES_TAKEN, *(argument.name for argument in method.arguments)}


def _proposal(argument: Argument, taken: set[str]) -> str:
    """Return a name for an argument that is free, and take it.

    It is made of the argument's own name, and of those above it as far as they are needed.
    """
    words = [_snake(step) for step in steps_of(argument.pointer)]
    words[-1] = words[-1] or "value"
    names = ["_".join(filter(None, words[start:])) for start in reversed(range(len(words)))]
    names += [f"the_{names[-1]}", *(f"{names[-1]}_{number}" for number in range(2, len(taken) + 3))]
    free = (n for n in names if re.fullmatch(r"[a-z]\w*", n) and not keyword.iskeyword(n))
    name = next(n for n in free if n not in taken)
    taken.add(name)
    return name


def _renamed_entry(argument: Argument, name: str) -> str:
    """Return the entry of `args` that gives an argument a name, as JSON."""
    entry = {"pointer": argument.pointer, **argument.entry, "name": name}
    return json.dumps(entry, ensure_ascii=False)


def _snake(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").lower()


def _collisions(method: Method) -> Iterator[Finding]:
    names: dict[str, str] = {}
    pointers: set[str] = set()
    for index, entry in enumerate(method.manifest["args"]):
        if entry["pointer"] in pointers:
            yield method.finding(
                "arg-collision",
                f"/args/{index}/pointer",
                f"{entry['pointer']} is listed twice",
                "delete one of the entries",
                # Entries that differ are a decision.
                method.edit(f"/args/{index}", ABSENT)
                if entry in method.manifest["args"][:index]
                else None,
            )
        pointers.add(entry["pointer"])
    taken = _taken(method)
    for argument in method.arguments:
        if argument.name in (("extra_body",) if method.is_api else ("model", "extra_body")):
            hidden = f'{{"pointer": "{argument.pointer}", "hidden": true}}'
            if argument.place.required and not method.manifest.get("model_in_body"):
                hidden = _renamed_entry(argument, _proposal(argument, taken))
            yield method.finding(
                "arg-collision",
                argument.at,
                f"{argument.name!r} is an argument of every method",
                f"write {hidden} in args",
            )
        elif names.setdefault(argument.name, argument.pointer) != argument.pointer:
            yield method.finding(
                "arg-collision",
                argument.at,
                f"{argument.name!r} is the name of {names[argument.name]} and {argument.pointer}",
                f"give one another name: {_renamed_entry(argument, _proposal(argument, taken))}",
            )


def _flatten(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    for index, pointer in enumerate(flatten):
        place = method.find(method.task.input, pointer)
        if place is None:
            continue
        schema = method.follow(place).schema
        parent = pointer.rsplit("/", 1)[0]
        if schema.get("type") != "object" or "properties" not in schema:
            yield method.finding(
                "flatten",
                f"/flatten/{index}",
                f"{pointer} is no plain object with properties",
                "delete it from flatten, or let the property refer to an object without anyOf",
            )
        if parent and parent not in flatten:
            yield method.finding(
                "flatten",
                f"/flatten/{index}",
                f"{parent}, which holds it, is not flattened",
                f"add {parent!r} to flatten",
                method.edit("/flatten", [*flatten[:index], parent, *flatten[index:]])
                if method.find(method.task.input, parent)
                else None,
            )


def _overlap(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    for index, entry in enumerate(method.manifest["args"]):
        if entry["pointer"] in flatten:
            yield method.finding(
                "arg-overlap",
                f"/args/{index}",
                f"{entry['pointer']} is flattened, so no argument",
                "delete it from args or from flatten",
            )
    for outer, inner in itertools.permutations(method.arguments, 2):
        if inner.pointer.startswith(f"{outer.pointer}/"):
            yield method.finding(
                "arg-overlap",
                inner.at,
                f"{inner.pointer} is part of the argument {outer.name!r}",
                f"add {outer.pointer!r} to flatten",
            )


def _required_arguments(method: Method) -> Iterator[Finding]:
    flatten = method.manifest.get("flatten", [])
    reached = [argument.pointer for argument in method.arguments]
    hidden = {e["pointer"]: i for i, e in enumerate(method.manifest["args"]) if e.get("hidden")}
    for pointer in unlisted(method, "", flatten):
        place = method.find(method.task.input, pointer)
        if place is None or not place.required:
            continue
        if method.manifest.get("model_in_body") and pointer == "/model":
            continue
        if not any(p == pointer or p.startswith(f"{pointer}/") for p in reached):
            at = f"/args/{hidden[pointer]}/hidden" if pointer in hidden else "/args"
            yield method.finding(
                "arg-required",
                at,
                f"{pointer} is required, and no argument gives it",
                f'write {{"pointer": "{pointer}", "positional": true}} in args',
            )


def _argument_order(method: Method) -> Iterator[Finding]:
    optional = ""
    for argument in method.arguments:
        positional = bool(argument.entry.get("positional"))
        if argument.place.required and not positional and method.is_api:
            continue
        if argument.place.required and not positional:
            name = (
                f', "name": "{argument.name}"'
                if argument.name != last_step(argument.pointer)
                else ""
            )
            yield method.finding(
                "arg-order",
                argument.at,
                f"{argument.name!r} is required and not positional",
                f'write {{"pointer": "{argument.pointer}"{name}, "positional": true}}',
                # Where one that is not listed comes in the signature is a decision.
                method.edit(argument.at, {**argument.entry, "positional": True})
                if argument.entry
                else None,
            )
        elif argument.place.required and optional:
            yield method.finding(
                "arg-order",
                argument.at,
                f"{argument.name!r} is required and stands behind {optional!r}, which is optional",
                f"move it before {optional!r}",
            )
        elif positional and not argument.place.required:
            optional = optional or argument.name


def _presence(method: Method) -> Iterator[Finding]:
    optional = {a.pointer for a in method.arguments if not a.place.required}
    groups = {"/at_least_one": method.manifest.get("at_least_one", [])}
    for index, group in enumerate(method.manifest.get("together", [])):
        groups[f"/together/{index}"] = group
    for at, pointers in groups.items():
        for index, pointer in enumerate(pointers):
            if pointer not in optional:
                yield method.finding(
                    "presence",
                    f"{at}/{index}",
                    f"{pointer} is no optional argument",
                    nearest(pointer, optional),
                )


def _renamed(method: Method) -> Iterator[Finding]:
    names = {argument.name for argument in method.arguments}
    for old, new in method.manifest.get("renamed", {}).items():
        if old in names:
            yield method.finding(
                "renamed",
                f"/renamed/{old}",
                f"{old!r} is an argument",
                "delete the entry, or rename the argument",
            )
        if new not in ("*", "extra_body") and new.partition(".")[0] not in names:
            yield method.finding(
                "renamed",
                f"/renamed/{old}",
                f"there is no argument {new.partition('.')[0]!r}",
                nearest(new.partition(".")[0], names),
            )


def _type_names(method: Method) -> Iterator[Finding]:
    documents = (*method.task.schemas(), *method.specs.common())
    classes = {name for document in documents for name, _, _ in definitions(document)}
    for name, target in method.manifest.get("type_names", {}).items():
        at = f"/type_names/{name}"
        if name in classes:
            yield method.finding("renamed", at, f"{name!r} is a class", "delete the entry")
        if target not in classes:
            problem = f"there is no class {target!r}"
            yield method.finding("renamed", at, problem, nearest(target, classes))


def _extra_body(method: Method) -> Iterator[Finding]:
    pointer = method.manifest.get("extra_body")
    place = method.find(method.task.input, pointer or "")
    if not pointer or place is None:
        return
    if pointer.count("/") != 1 or method.follow(place).schema.get("type") != "object":
        yield method.finding(
            "extra-body",
            "/extra_body",
            f"{pointer} is no object directly in the payload",
            "write '/parameters', or delete it so that the payload itself takes the members",
        )


def _switches(method: Method) -> Iterator[Finding]:
    for argument in method.arguments:
        if not argument.switch:
            continue
        if method.follow(argument.place).schema.get("type") != "boolean":
            problem, fix = "is not boolean", 'write "type": "boolean" in the schema'
        elif argument.place.required:
            problem, fix = "is required", "delete it from `required` in the schema"
        elif argument.entry.get("positional"):
            problem, fix = "is positional", "delete positional"
        else:
            continue
        keyword_only = {k: v for k, v in argument.entry.items() if k != "positional"}
        yield method.finding(
            "switch",
            argument.at,
            f"the switch {argument.name!r} {problem}",
            fix,
            method.edit(argument.at, keyword_only) if problem == "is positional" else None,
        )


ARGUMENT_RULES: tuple[ManifestRule, ...] = (
    _argument_names,
    _collisions,
    _flatten,
    _overlap,
    _required_arguments,
    _argument_order,
    _presence,
    _renamed,
    _type_names,
    _extra_body,
    _switches,
)
