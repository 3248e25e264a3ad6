"""A document that is imported: its places, its references, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..findings import Finding
from ..pointer import pointer_to

__all__ = ["Document", "Place"]

_LONGEST = 64  # references after references


@dataclass(frozen=True)
class Place:
    """A value of a document, and where it stands."""

    pointer: str
    value: Any

    def below(self, *steps: object) -> Place | None:
        """Return the value at some steps below, None if there is none."""
        value = self.value
        for step in steps:
            if not isinstance(value, dict) or step not in value:
                return None
            value = value[step]
        return Place(self.pointer + pointer_to(*steps), value)

    def members(self, *steps: object) -> list[tuple[str, Place]]:
        """Return the members of an object at some steps below; none if there is no object."""
        found = self.below(*steps)
        if found is None or not isinstance(found.value, dict):
            return []
        return [
            (name, Place(found.pointer + pointer_to(name), v)) for name, v in found.value.items()
        ]

    def items(self, *steps: object) -> list[Place]:
        """Return the items of a list at some steps below; none if there is no list."""
        found = self.below(*steps)
        if found is None or not isinstance(found.value, list):
            return []
        return [Place(f"{found.pointer}/{index}", v) for index, v in enumerate(found.value)]

    def text(self, *steps: object) -> str:
        """Return a text at some steps below, without spaces around; empty if there is none."""
        found = self.below(*steps)
        return found.value.strip() if found and isinstance(found.value, str) else ""


@dataclass
class Document:
    """A document that is imported.

    Attributes:
        name: Name of its file, for findings.
        data: Its content.
        findings: What is wrong with it, as it is found.
    """

    name: str
    data: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    _said: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def root(self) -> Place:
        """The whole."""
        return Place("", self.data)

    def say(self, rule: str, pointer: str, message: str, fix: str) -> None:
        """Note what is wrong, once."""
        if (rule, pointer, message) not in self._said:
            self._said.add((rule, pointer, message))
            self.findings.append(Finding(rule, self.name, pointer, message, fix))

    def at(self, pointer: str) -> Place | None:
        """Return the value that a JSON pointer leads to, None if there is none."""
        value: Any = self.data
        for step in pointer.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
                value = value[int(step)]
            else:
                return None
        return Place(pointer, value)

    def target(self, place: Place) -> Place | None:
        """Return what a reference leads to; None, with a finding, if that is nothing here."""
        ref = place.value.get("$ref") if isinstance(place.value, dict) else None
        if not isinstance(ref, str):
            return None
        where = f"{place.pointer}/$ref"
        if not ref.startswith("#"):
            fix = "bundle the document into one file first, as with `npx @redocly/cli bundle`"
            self.say("foreign-ref", where, f"{ref!r} leads out of the document", fix)
            return None
        found = self.at(_unquoted(ref[1:]))
        if found is None:
            self.say("dangling-ref", where, f"{ref!r} leads to nothing", "define it, or correct it")
        return found

    def resolved(self, place: Place) -> Place | None:
        """Follow references to the end; None, with a finding, if there is none."""
        for _ in range(_LONGEST):
            if not (isinstance(place.value, dict) and "$ref" in place.value):
                return place
            found = self.target(place)
            if found is None:
                return None
            place = found
        self.say("ref-cycle", place.pointer, "references lead in a circle", "break the circle")
        return None


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)
