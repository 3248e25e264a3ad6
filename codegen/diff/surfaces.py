"""Compare two surfaces: what the package exports, as callers see it.

Most of what differs follows from the specs and is told by them better. What is left comes from
templates, from the type generator, or from code that is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..pointer import pointer_to
from ..surface import ASYNC, SURFACE, Entry, Function, Parameter, Surface
from .annotations import relation
from .names import CLIENT
from .rules import Change, Role, change

_RULES = {"wider": "type-widened", "narrower": "type-narrowed", "other": "type-changed"}
# Rules about a whole class or method, which tell of all that it holds.
WHOLE = frozenset({
    "task-added", "task-removed", "class-added", "class-removed", "class-renamed",
    "property-added", "property-added-required", "property-removed", "variant-added",
    "variant-added-closed", "variant-removed", "type-widened", "type-narrowed", "type-changed",
})  # fmt: skip
_SENT = frozenset({"InputModel", "TypedDict"})  # bases of what callers make


def compare_surfaces(base: Surface, head: Surface, specs: Iterable[Change] = ()) -> list[Change]:
    """Compare two surfaces.

    Args:
        base: The surface before.
        head: The surface after.
        specs: What the specs say has changed; changes of the surface that follow are marked.
    """
    found = list(_Surfaces(base, head).changes())
    twins = {(c.rule, *_own(c)) for c in found}
    explained = _Explanations(specs)
    return [
        explained.marked(c)
        for c in found
        if _synchronous(c) == _own(c) or (c.rule, *_synchronous(c)) not in twins
    ]


def _own(found: Change) -> tuple[str, tuple[str, ...]]:
    return found.message.replace("async def", "def"), found.symbols


def _synchronous(found: Change) -> tuple[str, tuple[str, ...]]:
    """Return message and symbols of the same change of the synchronous class."""
    message, symbols = _own(found)
    plain = re.compile(rf"\b{ASYNC}(?=[A-Z])")
    return plain.sub("", message), tuple(plain.sub("", symbol) for symbol in symbols)


class _Surfaces:
    def __init__(self, base: Surface, head: Surface) -> None:
        self.old, self.new = base.symbols, head.symbols
        self.parents = _parents(head)

    def changes(self) -> Iterator[Change]:
        for name in sorted({*self.old, *self.new}):
            before, after = self.old.get(name), self.new.get(name)
            if before == after:
                continue
            if before is None or after is None:
                yield from self._one_sided(name, before, after)
            elif isinstance(before, Function) and isinstance(after, Function):
                yield from self._function(name, before, after)
            elif isinstance(before, str) and isinstance(after, str):
                yield from self._text(name, before, after)
            else:
                message = f"it was {_shown(before)} and is {_shown(after)} now"
                yield _change("kind-changed", name, message)

    def _one_sided(self, name: str, before: Entry | None, after: Entry | None) -> Iterator[Change]:
        holder = name.rpartition(".")[0]
        if before is None:
            if holder and holder not in self.old:
                return  # the class is new
            rule = "symbol-added"
            if isinstance(after, str) and self._is_sent(holder) and not _optional(after):
                rule = "property-added-required"
            yield _change(rule, name, f"it is added: {_shown(after)}", role="sent")
        else:
            if holder and holder not in self.new:
                return  # the class is gone
            if name.rpartition(".")[2] == "model_config":
                yield _change("type-narrowed", name, "other members are refused", role="sent")
                return
            yield _change("symbol-removed", name, "it is removed", side="base")

    def _is_sent(self, name: str) -> bool:
        entry = self.new.get(name, "")
        return isinstance(entry, str) and any(base in _SENT for base in _bases(entry))

    # Texts -------------------------------------------------------------------------------------

    def _text(self, name: str, before: str, after: str) -> Iterator[Change]:
        if before.startswith("class(") and after.startswith("class("):
            yield from self._class(name, before, after)
        elif before.startswith(("class(", "= ")) or after.startswith(("class(", "= ")):
            yield _change("kind-changed", name, f"it was {before} and is {after} now")
        else:
            old, new = _split(before.removeprefix("type = ")), _split(after.removeprefix("type = "))
            holder = name.rpartition(".")[0]
            # A type alias may stand for what is sent and for what is received.
            roles: tuple[Role, ...] = ("sent" if self._is_sent(holder) else "received",)
            if before.startswith("type = "):
                roles = _roles(name, self.new)
            for role in roles:
                yield from self._types(name, name, old[0], new[0], role)
            if old[1] != new[1] and self._is_sent(holder) and new[1] is None:
                yield _change("made-required", name, "it has no default any more", role="sent")

    def _class(self, name: str, before: str, after: str) -> Iterator[Change]:
        old, new = ([_outer(base) for base in _bases(entry)] for entry in (before, after))
        for base in new:
            if base not in old:
                yield _change("base-added", name, f"it is a {base} now")
        for base in old:
            if base not in new and base not in self.parents.get(name, ()):
                yield _change("base-removed", name, f"it is no {base} any more")
        if old == new:
            message = f"`{before}` is now `{after}`"
            yield _change("type-changed", name, message, role="received")

    # Functions ---------------------------------------------------------------------------------

    def _function(self, name: str, before: Function, after: Function) -> Iterator[Change]:
        if before.kind != after.kind:
            message = f"it was `{before.kind}` and is `{after.kind}` now"
            yield _change("kind-changed", name, message)
            return
        yield from self._parameters(name, before, after)
        yield from self._types(name, name, before.returns, after.returns, "received")
        if before.overloads != after.overloads:
            gone = [o for o in before.overloads if o not in after.overloads]
            rule = "type-changed" if gone else "type-widened"
            yield _change(rule, name, "its overloads are changed", role="sent")
        for old_name in before.renamed:
            if old_name not in after.renamed:
                message = f"the old name `{old_name}` is not taken any more"
                yield _change("old-name-removed", name, message, symbol=f"{name}({old_name}=)")

    def _parameters(self, name: str, before: Function, after: Function) -> Iterator[Change]:
        old = {p.name: p for p in before.arguments()}
        new = {p.name: p for p in after.arguments()}
        owner = name.removesuffix(".__init__")
        for parameter in old.values():
            symbol = f"{owner}({parameter.name}=)"
            if parameter.name in new:
                yield from self._parameter(name, symbol, parameter, new[parameter.name])
            elif parameter.name in after.renamed:
                message = f"`{parameter.name}` has another name; the old one is taken"
                yield _change("argument-renamed-kept", name, message, symbol=symbol)
            else:
                message = f"`{parameter.name}` is removed"
                yield _change("argument-removed", name, message, symbol=symbol, side="base")
        replaced = {new_name for old_name, new_name in after.renamed.items() if old_name in old}
        for parameter in new.values():
            if parameter.name not in old:
                free = parameter.default is not None or parameter.kind in ("args", "kwargs")
                free = free or parameter.name in replaced
                rule = "argument-added" if free else "argument-added-required"
                symbol = f"{owner}({parameter.name}=)"
                yield _change(rule, name, f"`{parameter.name}` is added", symbol=symbol)
        order = _positional(new)
        expected = [after.renamed.get(n, n) for n in _positional(old)]
        expected = [n for n in expected if n in order]
        if order[: len(expected)] != expected:
            message = f"the order is {', '.join(order)} now"
            yield _change("argument-reordered", name, message)

    def _parameter(
        self, name: str, symbol: str, old: Parameter, new: Parameter
    ) -> Iterator[Change]:
        if old.kind != new.kind:
            lost = old.kind in ("", "/") and new.kind == "*"
            rule = "argument-by-name-only" if lost else "argument-positional"
            if new.kind == "/" or "args" in old.kind + new.kind:
                rule = "kind-changed"
            yield _change(rule, name, f"`{new.name}` is passed differently", symbol=symbol)
        if old.default != new.default:
            rule = "argument-default"
            if old.default is None or new.default is None:
                rule = "argument-made-required" if new.default is None else "argument-made-optional"
            message = f"the default of `{new.name}` was {old.default} and is {new.default} now"
            yield _change(rule, name, message, symbol=symbol)
        if old.annotation and new.annotation:
            yield from self._types(name, symbol, old.annotation, new.annotation, "sent")

    def _types(self, name: str, symbol: str, old: str, new: str, role: Role) -> Iterator[Change]:
        """Compare two annotations."""
        if old == new:
            return
        how = relation(old, new, self.parents)
        message = f"`{old}` is now `{new}`"
        if how == "same":
            yield _change("spelling", name, message, symbol=symbol)
        else:
            yield _change(_RULES[how], name, message, symbol=symbol, role=role)


def _positional(parameters: Mapping[str, Parameter]) -> list[str]:
    return [name for name, p in parameters.items() if p.kind in ("", "/")]


def _parents(surface: Surface) -> dict[str, set[str]]:
    """Return all classes that each class inherits from."""
    direct = {
        name: [_outer(base) for base in _bases(entry)]
        for name, entry in surface.symbols.items()
        if isinstance(entry, str) and entry.startswith("class(")
    }
    result: dict[str, set[str]] = {}
    for name, bases in direct.items():
        found: set[str] = set()
        waiting = list(bases)
        while waiting:
            base = waiting.pop()
            if base not in found:
                found.add(base)
                waiting += direct.get(base, [])
        result[name] = found
    return result


def _outer(base: str) -> str:
    return base.partition("[")[0]


def _roles(name: str, symbols: Mapping[str, Entry]) -> tuple[Role, ...]:
    """Return whether an alias stands for what is sent, what is received, or both."""
    word = re.compile(rf"\b{name}\b")
    roles: set[Role] = set()
    for other, entry in symbols.items():
        if isinstance(entry, Function):
            if any(word.search(text) for text in entry.parameters):
                roles.add("sent")
            if word.search(entry.returns):
                roles.add("received")
        elif other != name and word.search(entry):
            holder = symbols.get(other.rpartition(".")[0], "")
            sent = isinstance(holder, str) and any(base in _SENT for base in _bases(holder))
            if holder:
                roles.add("sent" if sent else "received")
    return ("sent", "received") if len(roles) != 1 else tuple(roles)


def _bases(entry: str) -> list[str]:
    """Return the bases of a class; commas inside brackets do not part them."""
    if not entry.startswith("class("):
        return []
    return [base for base in re.split(r",\s*(?![^\[]*\])", entry[6:-1]) if base]


def _split(text: str) -> tuple[str, str | None]:
    """Return the annotation and the default of an attribute."""
    depth = 0
    for index, letter in enumerate(text):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(letter, 0)
        if depth == 0 and text.startswith(" = ", index):
            return text[:index], text[index + 3 :]
    return text, None


def _optional(entry: str) -> bool:
    return _split(entry)[1] is not None or entry.startswith(("NotRequired[", "= "))


def _shown(entry: Entry | None) -> str:
    if isinstance(entry, Function):
        return "a property" if entry.kind == "property" else f"`{entry.kind}`"
    return f"`{entry}`"


def _change(
    rule: str,
    name: str,
    message: str,
    *,
    symbol: str | None = None,
    role: Role | None = None,
    side: str = "head",
) -> Change:
    new = change(
        rule,
        "surface",
        SURFACE,
        pointer_to("symbols", name),
        message,
        symbols=(symbol or name,),
        role=role,
    )
    return replace(new, side="base") if side == "base" else new


# What follows from the specs -------------------------------------------------------------------


class _Explanations:
    """Symbols that changes of the specs name, with their verdicts."""

    def __init__(self, specs: Iterable[Change]) -> None:
        self.changes = [c for c in specs if c.rule != "words"]

    def marked(self, new: Change) -> Change:
        """Return a change of the surface, marked if the specs tell of it.

        It follows if they name its symbol or what holds it, and judge it no lower. Where they know
        that the old name of an argument is still taken, they know better.
        """
        own, *holders = _names(new.symbols[0])
        for known in self.changes:
            named = {_plain(symbol) for symbol in known.symbols}
            if not named.isdisjoint(own) or (
                known.rule in WHOLE and any(not named.isdisjoint(names) for names in holders)
            ):
                if known.rule == "argument-renamed-kept":
                    verdict = min(new.verdict, known.verdict)
                    return replace(new, verdict=verdict, follows=True)
                if known.verdict >= new.verdict:
                    return replace(new, follows=True)
        return new


def _plain(symbol: str) -> str:
    return symbol.removesuffix("=)").replace("(", ".")


def _names(symbol: str) -> list[set[str]]:
    """Return the names under which the specs tell of a symbol, then those of what holds it."""
    text = re.sub(rf"\b{ASYNC}(?=[A-Z])", "", _plain(symbol)).removeprefix("testing.")
    names = []
    while text and text != CLIENT:  # it holds all methods, so it explains none
        head, dot, rest = text.partition(".")
        names.append({text, head.removesuffix("Param") + dot + rest})
        text = text.rpartition(".")[0]
    return names or [{text}]
