"""What changes there are and what each of them means for callers: the table of verdicts.

A change of what we send and the same change of what we receive mean different things, so most rules
about schemas have two verdicts. Manifests and the surface have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .semver import Verdict

Direction = Literal["input", "output", "stream", "manifest", "surface"]
Role = Literal["sent", "received", "any"]

MAJOR, MINOR, PATCH = Verdict.MAJOR, Verdict.MINOR, Verdict.PATCH


@dataclass(frozen=True)
class Rule:
    """A kind of change.

    Attributes:
        text: What has changed.
        verdicts: By role of what has changed, the verdict and its reason.
    """

    text: str
    verdicts: Mapping[Role, tuple[Verdict, str]]

    def verdict(self, role: Role) -> tuple[Verdict, str]:
        """Return verdict and reason for a role."""
        return self.verdicts.get(role) or self.verdicts["any"]


def _by_role(text: str, sent: tuple[Verdict, str], received: tuple[Verdict, str]) -> Rule:
    return Rule(text, {"sent": sent, "received": received})


def _rule(text: str, verdict: Verdict, reason: str) -> Rule:
    return Rule(text, {"any": (verdict, reason)})


_REFUSED = "calls that were fine are refused"
_UNEXPECTED = "callers meet values that their code does not expect"
_ACCEPTED = "calls that were refused are accepted"
_SURER = "callers can rely on more than before"

RULES: dict[str, Rule] = {
    # Schemas
    "property-added": _by_role(
        "an optional property is added",
        (MINOR, "callers may give it"),
        (MINOR, "callers may read it"),
    ),
    "property-added-required": _by_role(
        "a required property is added",
        (MAJOR, "calls that do not give it are refused"),
        (MINOR, "callers may read it"),
    ),
    "property-removed": _by_role(
        "a property is removed",
        (MAJOR, "calls that give it are refused"),
        (MAJOR, "code that reads it fails"),
    ),
    "made-optional": _by_role(
        "a required property becomes optional",
        (MINOR, "callers need not give it any more"),
        (MAJOR, "the value may now be missing"),
    ),
    "made-required": _by_role(
        "an optional property becomes required",
        (MAJOR, "calls that do not give it are refused"),
        (MINOR, _SURER),
    ),
    "type-widened": _by_role("a type is widened", (MINOR, _ACCEPTED), (MAJOR, _UNEXPECTED)),
    "type-narrowed": _by_role("a type is narrowed", (MAJOR, _REFUSED), (MINOR, _SURER)),
    "type-changed": _by_role(
        "a type is replaced by another", (MAJOR, _REFUSED), (MAJOR, _UNEXPECTED)
    ),
    "variant-added": _by_role(
        "a variant is added to a union",
        (MINOR, _ACCEPTED),
        (MINOR, "the union was open, so code had to expect others"),
    ),
    "variant-added-closed": _by_role(
        "a variant is added to a closed union", (MINOR, _ACCEPTED), (MAJOR, _UNEXPECTED)
    ),
    "variant-removed": _by_role(
        "a variant of a union is removed",
        (MAJOR, _REFUSED),
        (MINOR, "code that handles it is not reached any more"),
    ),
    "value-added": _by_role(
        "a value is added to an enum",
        (MINOR, _ACCEPTED),
        (MINOR, "the enum is open, so code had to expect others"),
    ),
    "value-added-closed": _by_role(
        "a value is added to a closed enum", (MINOR, _ACCEPTED), (MAJOR, _UNEXPECTED)
    ),
    "value-removed": _by_role(
        "a value of an enum is removed",
        (MAJOR, _REFUSED),
        (MINOR, "code that handles it is not reached any more"),
    ),
    "value-hint-removed": _by_role(
        "a value is no longer named beside any text",
        (MINOR, "it is accepted as before, editors do not offer it"),
        (MINOR, "code that handles it is not reached any more"),
    ),
    "limit-tightened": _by_role(
        "a limit is tightened", (MAJOR, _REFUSED), (PATCH, "answers are not checked against it")
    ),
    "limit-loosened": _by_role(
        "a limit is loosened", (MINOR, _ACCEPTED), (PATCH, "answers are not checked against it")
    ),
    "members-closed": _by_role(
        "members that the schema does not name are refused",
        (MAJOR, _REFUSED),
        (PATCH, "what an answer has beyond its schema is kept all the same"),
    ),
    "members-opened": _by_role(
        "members that the schema does not name are accepted",
        (MINOR, _ACCEPTED),
        (PATCH, "what an answer has beyond its schema was kept before"),
    ),
    "default-changed": _by_role(
        "a default is changed",
        (MINOR, "it is not sent, but the server may act differently"),
        (PATCH, "answers are not filled in"),
    ),
    "class-renamed": _rule("a class has another name", MAJOR, "code that imports it fails"),
    "class-removed": _rule("a class is no longer made", MAJOR, "code that imports it fails"),
    "class-added": _rule("a class is made", MINOR, "callers may import it"),
    "member-deprecated": _rule("a member is deprecated", MINOR, "callers should do without it"),
    "words": _rule("texts are changed", PATCH, "documentation only"),
    # Tasks and methods
    "task-added": _rule("a task is added", MINOR, "callers may use it"),
    "task-removed": _rule("a task is removed", MAJOR, "calls of its method fail"),
    "method-renamed": _rule("a method has another name", MAJOR, "calls of the old one fail"),
    "task-id": _rule("a task has another id", MAJOR, "requests go to another route or model"),
    "task-listed": _rule(
        "the hub lists who serves a task under another id", MINOR, "other providers are found"
    ),
    "alias-added": _rule("a method has another name more", MINOR, "callers may use it"),
    "alias-removed": _rule("another name of a method is removed", MAJOR, "calls by it fail"),
    "status": _rule("the status is changed", MINOR, "what callers may count on is another"),
    "deprecated": _rule("a task is deprecated", MINOR, "callers should look for another"),
    # Arguments
    "argument-added": _rule("an optional argument is added", MINOR, "callers may give it"),
    "argument-added-required": _rule(
        "a required argument is added", MAJOR, "calls that do not give it fail"
    ),
    "argument-removed": _rule("an argument is removed", MAJOR, "calls that give it fail"),
    "argument-renamed": _rule("an argument has another name", MAJOR, "calls by the old one fail"),
    "argument-renamed-kept": _rule(
        "an argument has another name, and the old one is taken still",
        MINOR,
        "calls by the old one warn",
    ),
    "argument-reordered": _rule(
        "positional arguments have another order", MAJOR, "values go to other arguments"
    ),
    "argument-by-name-only": _rule(
        "an argument is no longer positional", MAJOR, "calls that pass it by position fail"
    ),
    "argument-positional": _rule("an argument may be positional", MINOR, "callers may pass it so"),
    "argument-made-optional": _rule(
        "a required argument becomes optional", MINOR, "callers need not give it"
    ),
    "argument-made-required": _rule(
        "an optional argument becomes required", MAJOR, "calls that do not give it fail"
    ),
    "argument-default": _rule(
        "a default is changed", MINOR, "calls that do not give it act differently"
    ),
    "switch": _rule("a switch is changed", MAJOR, "results have other types"),
    "accepts-added": _rule("an argument takes Python types too", MINOR, "callers may pass them"),
    "accepts-removed": _rule("an argument takes no Python types", MAJOR, "calls that do fail"),
    "old-name-added": _rule("an old name is taken", MINOR, "calls by it work, with a warning"),
    "old-name-removed": _rule("an old name is not taken any more", MAJOR, "calls by it fail"),
    "old-name-changed": _rule("an old name stands for another argument", MAJOR, "values go there"),
    "presence-tightened": _rule(
        "arguments depend on each other", MAJOR, "calls that were fine are refused"
    ),
    "presence-loosened": _rule(
        "arguments depend less on each other", MINOR, "calls that were refused are accepted"
    ),
    "extra-body": _rule("extra_body goes elsewhere", MAJOR, "its members are sent elsewhere"),
    # The wire
    "route": _rule("the route is changed", MAJOR, "requests go elsewhere"),
    "encoding": _rule("the encoding is changed", MAJOR, "bodies look different to servers"),
    "request": _rule("requests carry something else", MAJOR, "servers see other requests"),
    "sent-defaults": _rule(
        "what is sent if a caller gives nothing is changed", MINOR, "the server may act differently"
    ),
    "retry": _rule("the retry class is changed", MINOR, "failures may be met differently"),
    "large-answers": _rule(
        "another size of answers is accepted by default", MINOR, "large answers may be refused"
    ),
    "response": _rule("the kind of the answer is changed", MAJOR, "results have other types"),
    "projection": _rule(
        "another part of the answer is returned", MAJOR, "results have other values"
    ),
    "essential": _rule(
        "other members of the answer are essential",
        MINOR,
        "answers are refused that were not, or the other way round",
    ),
    "list-rules": _rule(
        "another order or number of results is promised",
        MINOR,
        "results are in another order, cut, or refused where they were not",
    ),
    "framing": _rule("the framing of the stream is changed", MAJOR, "streams are cut differently"),
    "shape-added": _rule(
        "another shape of answers is accepted", MINOR, "servers that send it can be called"
    ),
    "shape-removed": _rule(
        "a shape of answers is not accepted any more", MAJOR, "servers that send it fail"
    ),
    "shortcut-added": _rule("results have a shortcut more", MINOR, "callers may use it"),
    "shortcut-removed": _rule("a shortcut of results is removed", MAJOR, "code that uses it fails"),
    "shortcut-changed": _rule("a shortcut of results leads elsewhere", MAJOR, "it gives others"),
    "sum-added": _rule("streams add up to a whole", MINOR, "callers may use `final()`"),
    "sum-removed": _rule("streams do not add up any more", MAJOR, "`final()` fails"),
    "sum-changed": _rule("streams add up differently", MINOR, "`final()` may differ"),
    "api-added": _rule("another wire format can be chosen", MINOR, "callers may choose it"),
    "api-removed": _rule("a wire format is removed", MAJOR, "calls that choose it fail"),
    "api-changed": _rule("a wire format is changed", MAJOR, "servers that speak it see others"),
    "api-member-added": _rule("a wire format carries more", MINOR, "calls that failed work"),
    "api-member-removed": _rule("a wire format carries less", MAJOR, "calls that give it fail"),
    "api-default": _rule(
        "another wire format is the default", MAJOR, "requests go elsewhere, or look different"
    ),
    # Providers
    "provider-added": _rule("a provider is added", MINOR, "callers may name it"),
    "provider-removed": _rule("a provider is removed", MAJOR, "clients that name it fail"),
    "provider-opened": _rule("a provider can be called in another way", MINOR, _ACCEPTED),
    "provider-closed": _rule("a provider cannot be called in one way any more", MAJOR, _REFUSED),
    "provider-listed": _rule(
        "another place tells what a provider serves", MINOR, "the hub is asked, or not any more"
    ),
    "provider-variable": _rule(
        "another environment variable has a provider's key",
        MAJOR,
        "`from_env()` does not find the key where it was",
    ),
    "provider-address": _rule(
        "calls go to another address of a provider", MINOR, "the same calls are sent elsewhere"
    ),
    "provider-request": _rule(
        "a provider is asked in another way", MINOR, "the same calls look different to it"
    ),
    "provider-answer": _rule(
        "answers of a provider are read in another way", MINOR, "results may hold more or less"
    ),
    "provider-job": _rule(
        "jobs of a provider are followed in another way", MINOR, "waiting may take another time"
    ),
    "served-added": _rule("a provider serves a task more", MINOR, "callers may use it"),
    "served-removed": _rule("a provider does not serve a task any more", MAJOR, "its calls fail"),
    "served-argument-added": _rule("a provider takes an argument more", MINOR, _ACCEPTED),
    "served-argument-removed": _rule("a provider refuses an argument", MAJOR, _REFUSED),
    "examples": _rule("examples are changed", PATCH, "documentation and tests only"),
    "unknown-key": _rule(
        "a key that has no rule is changed", MAJOR, "nobody has said what it means"
    ),
    # Exports and the surface
    "symbol-added": _rule("a name is added", MINOR, "callers may use it"),
    "symbol-removed": _rule("a name is removed", MAJOR, "code that uses it fails"),
    "kind-changed": _rule("a name stands for something else", MAJOR, "code that uses it fails"),
    "base-added": _rule("a class has a base more", MINOR, "more places accept and catch it"),
    "base-removed": _rule(
        "a class has lost a base", MAJOR, "places that accepted or caught it do not any more"
    ),
    "spelling": _rule("an annotation is spelt differently", PATCH, "it says the same"),
}


@dataclass(frozen=True)
class Change:
    """One change between two sides.

    Attributes:
        rule: Its kind.
        direction: Where it was found.
        file: Below `specs/`, or `surface.json`.
        pointer: JSON pointer in the file; in BASE for what is removed, else in HEAD.
        message: What has changed, in particular.
        verdict: What it means.
        reason: Why.
        symbols: What callers know it as, the most telling first.
        tasks: The tasks that it reaches.
        line: Where the pointer stands, if that is known.
        side: `base` or `head`, the side whose file has the pointer.
        follows: For a change of the surface, whether a change of the specs says the same.
    """

    rule: str
    direction: Direction
    file: str
    pointer: str
    message: str
    verdict: Verdict
    reason: str
    symbols: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    line: int | None = None
    side: Literal["base", "head"] = "head"
    follows: bool = False


ROLES: Mapping[Direction, Role] = {"input": "sent", "output": "received", "stream": "received"}


def change(
    rule: str,
    direction: Direction,
    file: str,
    pointer: str,
    message: str,
    *,
    symbols: tuple[str, ...] = (),
    task: str | None = None,
    role: Role | None = None,
    side: Literal["base", "head"] = "head",
) -> Change:
    """Judge a change by the table.

    Args:
        rule: Its kind.
        direction: Where it was found.
        file: The file that has changed.
        pointer: JSON pointer in it.
        message: What has changed, in particular.
        symbols: What callers know it as.
        task: The task that it reaches.
        role: Whether it is about what is sent or received, where the direction does not tell.
        side: The side whose file has the pointer.
    """
    verdict, reason = RULES[rule].verdict(role or ROLES.get(direction, "any"))
    tasks = (task,) if task else ()
    return Change(
        rule, direction, file, pointer, message, verdict, reason, symbols, tasks, None, side
    )


@dataclass
class Found:
    """Changes, each of them once, with all tasks that it reaches."""

    changes: dict[tuple[str, ...], Change] = field(default_factory=dict)

    def add(self, new: Change) -> None:
        """Add a change, or its tasks and symbols if it is known."""
        key = (new.file, new.pointer, new.direction, new.rule, new.message)
        old = self.changes.get(key)
        if old is not None:
            symbols = tuple(dict.fromkeys((*old.symbols, *new.symbols)))
            tasks = tuple(dict.fromkeys((*old.tasks, *new.tasks)))
            new = Change(**{**vars(old), "symbols": symbols, "tasks": tasks})
        self.changes[key] = new
