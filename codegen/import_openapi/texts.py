"""Texts that patterns match, for examples: made by reading a pattern once, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import PatternError, matches

__all__ = ["texts_for"]

_LONGEST = 2_000
_DEEPEST = 20  # groups in groups
_MORE = (0, 1, 2, 7)  # how often what may be repeated is, above what it has to
_QUANTIFIER = re.compile(r"\{(\d+)(?:(,)(\d*))?\}|[*+?]")
_OPENING = re.compile(r"\((?:\?(?:<[\w$]+>|[a-z-]*:))?")
_CLASSES = {"d": "1", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a"}
_CONTROLS = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_USUAL = "a1A-_./:@ #"  # what a set that excludes something may take


def texts_for(pattern: str) -> Iterator[str]:
    """Yield texts that a pattern matches, shorter ones first; none if none is found.

    What is made is tried with the engine that checks arguments, so that a pattern that is read
    wrongly here yields nothing.
    """
    for more in _MORE:
        try:
            text = _Maker(pattern, more).alternatives()
            if matches(pattern, text):
                yield text
        except (IndexError, ValueError, PatternError):
            continue


class _Maker:
    def __init__(self, pattern: str, more: int) -> None:
        self._pattern, self._more = pattern, more
        self._at = self._depth = 0

    def alternatives(self) -> str:
        """Return a text for what stands up to the end, or to the end of a group."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("too many groups")
        found = [self._sequence()]
        while self._here() == "|":
            self._at += 1
            found.append(self._sequence())
        self._depth -= 1
        return found[0]

    def _here(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _sequence(self) -> str:
        result = ""
        while self._here() not in ("", "|", ")"):
            result += self._repeated(self._atom())
            if len(result) > _LONGEST:
                raise ValueError("too long")
        return result

    def _atom(self) -> str:
        char = self._here()
        if char == "(":
            opening = _OPENING.match(self._pattern, self._at)
            assert opening is not None
            self._at = opening.end()
            inner = self.alternatives()
            self._at += 1
            return inner
        self._at += 1
        if char == "[":
            return self._set()
        if char == "\\":
            return self._escaped()
        return {"^": "", "$": "", ".": "a"}.get(char, char)

    def _repeated(self, atom: str) -> str:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            return atom
        self._at = found.end() + (self._pattern[found.end() : found.end() + 1] == "?")
        low = int(found[1]) if found[1] else int(found[0] == "+")
        bounded = found[1] is not None and not (found[2] and not found[3])
        high = int(found[3] or low) if bounded else 1 if found[0] == "?" else low + self._more
        times = min(low + self._more, high)
        if times * len(atom) > _LONGEST:
            raise ValueError("too long")
        return atom * times

    def _escaped(self) -> str:
        char = self._pattern[self._at]
        self._at += 1
        code = _CODE.match(self._pattern, self._at - 1)
        if code is not None:
            self._at = code.end()
            return chr(int(code[1] or code[2], 16))
        if char in "bB":
            return ""
        return _CLASSES.get(char) or _CONTROLS.get(char) or char

    def _set(self) -> str:
        """Return a character of a set, which begins behind its bracket."""
        start = self._at
        excludes = self._here() == "^"
        self._at += excludes
        first = ""
        while self._here() != "]":
            char = self._here()
            if not char:
                raise ValueError("a set without end")
            self._at += 1
            char = self._escaped() if char == "\\" else char
            first = first or char
        self._at += 1
        if not excludes:
            return first
        members = self._pattern[start - 1 : self._at]
        return next(char for char in _USUAL if _is_in(members, char))


def _is_in(members: str, char: str) -> bool:
    try:
        return matches(f"^{members}$", char)
    except PatternError:
        return False
