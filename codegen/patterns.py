r"""Patterns of JSON Schema, which are ECMA 262's, in the syntax of the engine that enforces them.

pydantic's engine matches in linear time whatever the pattern; it reads most of ECMA 262 alike, but
`\d` and `\w` mean more to it, `.` too, and sets have operators. What it cannot do in linear time,
looking around and repeating what a group matched, is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic_core import SchemaError, SchemaValidator, core_schema

_WORD = "A-Za-z0-9_"
_SPACE = r"\t\n\x0B\x0C\r\u{FEFF}\p{Zs}\u{2028}\u{2029}"
# Members of sets, and whether they are those or all others.
_CLASSES = {
    "d": ("0-9", False), "D": ("0-9", True), "w": (_WORD, False), "W": (_WORD, True),
    "s": (_SPACE, False), "S": (_SPACE, True),
}  # fmt: skip
_CONTROLS = {"t": r"\t", "n": r"\n", "v": r"\x0B", "f": r"\x0C", "r": r"\r"}
_QUANTIFIER = re.compile(r"\{\d+(,\d*)?\}")
_GROUP = re.compile(r"\?(?:<[\w$]+>|:|(?P<modifiers>[ims]*(?:-[ims]+)?:))")
_PROPERTY = re.compile(r"[pP]\{[A-Za-z0-9_=]+\}")
_CODE = re.compile(r"x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|u\{(?P<long>[0-9A-Fa-f]{1,6})\}")
_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~")  # to the engine, in sets or outside
_LOW = re.compile(r"\\u(D[C-F][0-9A-F]{2})", re.IGNORECASE)


class PatternError(ValueError):
    """A pattern that cannot be enforced: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


@lru_cache(maxsize=1024)  # linting, examples and the compiler ask for each pattern again
def translated(pattern: str) -> str:
    """Return a pattern of JSON Schema in the syntax of pydantic's engine.

    Raises:
        PatternError: If it is no pattern of ECMA 262, or one that takes more than linear time.
    """
    result = _Reader(pattern).expression()
    _matcher(result)
    return result


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern of JSON Schema matches anywhere in a text.

    Raises:
        PatternError: As for `translated`.
    """
    matcher = _matcher(translated(pattern))
    return bool(matcher.isinstance_python(text))


@lru_cache(maxsize=1024)
def _matcher(expression: str) -> SchemaValidator:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=expression, strict=True))
    except SchemaError as error:
        lines = [line.strip() for line in str(error).splitlines()]
        reason = lines[-1].removeprefix("SchemaError: ").removeprefix("error: ")
        raise PatternError(reason, "correct the pattern") from None


class _Reader:
    """Reads a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def expression(self) -> str:
        """Return all of it, translated."""
        parts = []
        while self._at < len(self._pattern):
            parts.append(self._term())
        return "".join(parts)

    def _term(self) -> str:
        char = self._next()
        match char:
            case "\\":
                return self._escape()
            case "[":
                return self._set()
            case "(":
                return self._group()
            case ".":
                return r"[^\n\r\u{2028}\u{2029}]"
            case "{" if found := _QUANTIFIER.match(self._pattern, self._at - 1):
                self._at = found.end()
                return found[0]
            case "{" | "}" | "]":
                return f"\\{char}"  # not strict, and in use
        return char

    def _group(self) -> str:
        if not self._pattern.startswith("?", self._at):
            return "("
        found = _GROUP.match(self._pattern, self._at)
        if found is not None:
            self._at = found.end()
            # Nothing refers to the names of groups.
            return f"(?{found['modifiers'] or ':'}"
        start = self._pattern[self._at : self._at + 3]
        if start.startswith(("?=", "?!", "?<=", "?<!")):
            raise PatternError(
                f"(?{start.rstrip()[1:]} looks around, for which no time can be promised",
                "say in the description what the text must not be, and delete the pattern, or"
                " write it without looking around",
            )
        raise PatternError(f"({start} begins no group of ECMA 262", "write (?: or (?<name>")

    def _escape(self) -> str:
        char = self._next("a backslash ends it")
        if char in _CLASSES:
            members, others = _CLASSES[char]
            return f"[{'^' if others else ''}{members}]"
        if char == "b":
            return r"(?-u:\b)"
        if char == "B":
            return r"(?-u:\B)"
        if char.isdigit() and char != "0":
            raise _repeats(char)
        if char == "k":
            raise _repeats("k")
        return self._character(char)

    def _character(self, char: str) -> str:
        """Return a character that is escaped, in a set or outside."""
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char == "0" and not self._pattern[self._at : self._at + 1].isdigit():
            return r"\x00"
        if char == "c" and re.match(r"[A-Za-z]", self._pattern[self._at :]):
            return f"\\x{ord(self._next()) % 32:02X}"
        if found := _PROPERTY.match(self._pattern, self._at - 1):
            self._at = found.end()
            return f"\\{found[0]}"
        if found := _CODE.match(self._pattern, self._at - 1):
            self._at = found.end()
            return f"\\u{{{self._code(int(found['x'] or found['u'] or found['long'], 16)):X}}}"
        if char.isalnum():
            raise PatternError(
                f"\\{char} is no escape of ECMA 262", "correct it; ^ and $ are the ends of the text"
            )
        return _literal(char)

    def _code(self, code: int) -> int:
        """Return the character of which a code is the first half, or the code itself."""
        if 0xD800 <= code < 0xDC00 and (low := _LOW.match(self._pattern, self._at)):
            self._at = low.end()
            return 0x10000 + ((code - 0xD800) << 10) + int(low[1], 16) - 0xDC00
        return code

    def _set(self) -> str:
        others = self._pattern.startswith("^", self._at)
        self._at += others
        members = []
        while not self._pattern.startswith("]", self._at):
            first, single = self._member()
            rest = self._pattern[self._at : self._at + 2]
            if single and rest.startswith("-") and rest != "-]":
                self._at += 1
                last, single = self._member()
                first = f"{first}-{last}" if single else rf"{first}\-{last}"
            members.append(first)
        self._at += 1
        if not members:
            return r"[\x00-\u{10FFFF}]" if others else r"[^\x00-\u{10FFFF}]"
        return f"[{'^' if others else ''}{''.join(members)}]"

    def _member(self) -> tuple[str, bool]:
        """Return a member of a set, and whether it is a single character."""
        char = self._next("a set is not closed")
        if char != "\\":
            return _literal(char), True
        char = self._next("a set is not closed")
        if char in _CLASSES:
            members, others = _CLASSES[char]
            return (f"[^{members}]" if others else members), False
        if char == "b":
            return r"\x08", True
        if char in "pP":
            return self._character(char), False
        return self._character(char), True

    def _next(self, missing: str = "it ends too early") -> str:
        if self._at >= len(self._pattern):
            raise PatternError(missing, "correct the pattern")
        self._at += 1
        return self._pattern[self._at - 1]


def _literal(char: str) -> str:
    """Return a character that stands for itself."""
    return f"\\{char}" if char in _SPECIAL else char


def _repeats(what: str) -> PatternError:
    return PatternError(
        f"\\{what} repeats what a group matched, for which no time can be promised",
        "write it out, or say it in the description and delete the pattern",
    )
