"""Where each operation goes: the groups and the name of its method, by paths, tags and ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .names import is_verb, singular, snake, words

__all__ = ["Asked", "Named", "name_operations", "static"]

_PREFIXES = re.compile(r"(?:api|rest|v\d+(?:alpha|beta)?\d*|openai)\Z")
_LONGEST = 5  # words of an id that is a name, and no address


@dataclass(frozen=True)
class Asked:
    """What is known of an operation before it has a name.

    Attributes:
        key: Method and path, as in `GET /files/{id}`.
        id: The document's `operationId`; empty if it has none.
        tags: Its tags.
        lists: Whether it answers with a list.
        json: Whether it answers with JSON.
        methods: Methods that the path has.
        deeper: Whether other paths go on behind it with a parameter.
        alone: Whether the same path is not there without the mark behind `#` that tells it apart.
    """

    key: str
    id: str
    tags: tuple[str, ...]
    lists: bool
    json: bool
    methods: frozenset[str]
    deeper: bool
    alone: bool = True


@dataclass(frozen=True)
class Named:
    """How an operation is called.

    Attributes:
        qualified: Dotted name below the clients.
        method: Flat name, which is that of its folder.
        why: How it was found, for the report.
    """

    qualified: str
    method: str
    why: str


def static(path: str) -> list[str]:
    """Return the parts of a path that are no parameters, without versions in front."""
    plain = re.split(r"[?#]", path)[0]
    # As Google has it, what is done to a thing stands behind a colon.
    parts = [part for part in re.split(r"/|(?<=[^/]):(?=[A-Za-z]\w*$)", plain) if part]
    while parts and _PREFIXES.match(parts[0].lower()):
        parts.pop(0)
    return [part for part in parts if "{" not in part]


def name_operations(
    asked: Iterable[Asked],
    known: Mapping[str, Named],
    chosen: Mapping[str, str],
    taken: Collection[str],
) -> dict[str, Named]:
    """Return the names of operations, by their keys.

    Args:
        asked: The operations, in the order of the document.
        known: Names that an earlier import gave; they stay.
        chosen: Dotted names that an overlay gives; they go first.
        taken: Names that begin none, such as members of the clients.
    """
    operations = list(asked)
    result: dict[str, Named] = {}
    dotted: dict[str, str] = {}
    flat: set[str] = set()
    wanted = [(key, name, "chosen by an overlay") for key, name in chosen.items()]
    wanted += [(key, was.qualified, was.why) for key, was in known.items() if key not in chosen]
    by_key = {op.key: op for op in operations}
    groups: set[str] = set()
    for key, qualified, why in wanted:
        op = by_key.get(key)
        if op is None or not _fits(qualified, dotted, groups):
            continue  # gone, or an overlay gives the name to another
        dotted[qualified] = op.key
        groups |= _heads(qualified)
        was = known.get(op.key)
        method = was.method if was and was.qualified == qualified else qualified.replace(".", "_")
        while method in flat:
            method += "_"
        flat.add(method)
        result[op.key] = Named(qualified, method, why)
    fresh = [op for op in operations if op.key not in result]
    proposals = {op.key: _proposed(op) for op in fresh}
    groups |= {".".join(p[0][:n]) for p in proposals.values() for n in range(1, len(p[0]))}
    for op in fresh:
        path, why = proposals[op.key]
        qualified = _free(op, path, dotted, groups, taken)
        dotted[qualified] = op.key
        method = _flat(op, qualified, flat)
        flat.add(method)
        result[op.key] = Named(qualified, method, why)
    return result


def _proposed(op: Asked) -> tuple[list[str], str]:
    """Return the steps of a dotted name, and how they were found."""
    verb, _, path = op.key.partition(" ")
    parts = [snake(part) for part in static(path)]
    last = re.split(r"[?#]", path)[0].rstrip("/").rpartition("/")[2]
    has_verb = re.search(r":[A-Za-z]\w*$", last) is not None
    on_item = "{" in last and not has_verb
    parts = _variant(path) + parts
    if hierarchy := _hierarchy(op.tags):
        rest = _behind(hierarchy, parts)
        if verb == "POST" and len(rest) == 1 and not on_item and is_verb(rest[0]):
            return [*hierarchy, rest[0]], "tag and path"
        name, _ = _verb(op, verb, on_item, rest[-1:] or hierarchy[-1:])
        return [*hierarchy, "_".join([name, *map(_one(name), rest)])], "tag"
    fragment = path.partition("#")[2]
    if fragment and op.alone:
        return [*parts, snake(fragment)], "path and mark"
    if has_verb:
        return parts, "path"
    if not parts:
        return [snake(op.id) if op.id else verb.lower()], "operationId"
    if not on_item:
        last = parts[-1]
        alone = op.methods == {verb} and not op.deeper
        one = singular(last) == last
        begins = one and words(op.id)[:1] == words(last)[:1]
        action = alone and (is_verb(last) or (verb in ("POST", "PUT") and begins))
        single = verb in ("GET", "HEAD") and alone and not op.lists and (one or not op.json)
        if action or single:
            return parts, "path"
        if len(parts) == 1 and alone and verb == "POST" and singular(last) == last:
            return parts, "path"
    name, _ = _verb(op, verb, on_item, parts[-1:])
    return [*parts, name], "path and method"


def _verb(op: Asked, verb: str, on_item: bool, last: list[str]) -> tuple[str, None]:
    if verb == "GET":
        several = op.lists or (last and singular(last[-1]) != last[-1])
        return ("list" if several and not on_item else "retrieve"), None
    if verb == "POST":
        return ("update" if on_item else "create"), None
    if verb == "PUT":
        other = "PATCH" in op.methods or "POST" in op.methods
        return ("replace" if other else "update"), None
    names = {"PATCH": "update", "DELETE": "delete", "HEAD": "exists"}
    return names.get(verb, verb.lower()), None


def _hierarchy(tags: tuple[str, ...]) -> list[str]:
    """Return the groups that a tag with dots names; none if no tag has them."""
    for tag in tags:
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+", tag):
            return [snake(step) for step in tag.split(".")]
    return []


def _behind(groups: list[str], parts: list[str]) -> list[str]:
    """Return the parts of a path that the groups of a tag do not say."""
    last = groups[-1]
    for index in reversed(range(len(parts))):
        if singular(parts[index]) == singular(last) or parts[index].endswith(f"_{last}"):
            return parts[index + 1 :]
    return [part for part in parts if part not in groups]


def _one(name: str):  # type: ignore[no-untyped-def]
    return (lambda word: word) if name == "list" else singular


def _variant(path: str) -> list[str]:
    """Return what a query in a path says, as in `/responses?beta=true`."""
    query = path.partition("?")[2].partition("#")[0]
    return [snake(pair.partition("=")[0]) for pair in query.split("&") if pair]


def _free(
    op: Asked,
    path: list[str],
    dotted: Mapping[str, str],
    groups: set[str],
    taken: Collection[str],
) -> str:
    """Return a dotted name that is neither another method nor a group."""
    steps = [step[:60] for step in path]
    while len(steps) > 4:  # what lies deepest says most
        steps[0:2] = [f"{steps[0]}_{steps[1]}"]
    if steps[0] in taken:
        steps[0] += "_"
    while any(".".join(steps[:n]) in dotted for n in range(1, len(steps))):
        steps[0:2] = [f"{steps[0].rstrip('_')}_{steps[1]}"]  # a method is no group
    fragment = op.key.partition("#")[2]
    verb = op.key.split()[0].lower()
    parameters = [snake(p) for p in re.findall(r"\{([^{}]*)\}", op.key)]
    tails = [
        "",
        f"_{snake(fragment)}" if fragment else "",
        f"_by_{parameters[-1]}" if parameters else "",
        f"_{verb}",
    ]
    path_of = op.key.partition(" ")[2].split("/")
    if len(path_of) > 1 and _PREFIXES.match(path_of[1].lower()):
        tails.insert(2, f"_{snake(path_of[1])}")
    if op.id:
        tails.append(f"_{snake(op.id)}")
    for tail in dict.fromkeys(tails):
        name = ".".join([*steps[:-1], f"{steps[-1]}{tail}"])
        if name in groups and not tail:
            name = f"{name}.{'list' if op.lists else verb if verb != 'get' else 'retrieve'}"
        if _fits(name, dotted, groups):
            return name
    number = 2
    while not _fits(f"{'.'.join(steps)}_variant_{number}", dotted, groups):
        number += 1
    return f"{'.'.join(steps)}_variant_{number}"


def _fits(name: str, dotted: Mapping[str, str], groups: set[str]) -> bool:
    return name not in dotted and name not in groups and not _heads(name) & dotted.keys()


def _heads(name: str) -> set[str]:
    """Return the groups that a dotted name is in."""
    return {name[: at.start()] for at in re.finditer(r"\.", name)}


def _flat(op: Asked, qualified: str, flat: set[str]) -> str:
    """Return the flat name: the document's id where that is one, else the dotted name."""
    said = words(op.id)
    if said and len(said) <= _LONGEST and not any(re.fullmatch(r"v\d+", word) for word in said):
        name = snake(op.id)
        if name not in flat:
            return name
    name = qualified.replace(".", "_")
    while name in flat:
        name += "_"
    return name
