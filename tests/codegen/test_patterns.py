"""Patterns mean what ECMA 262 says, in lint, in examples and in what is compiled."""

from __future__ import annotations

import importlib
import json
import time
from typing import Any

import pytest

from codegen.lint import lint
from codegen.load import load
from codegen.patterns import PatternError, matches, translated
from tests.codegen.inline import ECHO_INPUT, ECHO_OPERATION, Folder

# Pattern, texts that match, texts that do not.
MEANINGS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    (r"^\p{L}+$", ("straße", "日本", "a"), ("", "a1", "a b")),
    (r"\P{L}", ("1", "a1"), ("ab", "日本")),
    (r"^\p{Lu}\p{Ll}*$", ("Öl",), ("öl",)),
    (r"^\p{Script=Greek}+$", ("αβγ",), ("abc",)),
    (r"^[\p{L}\p{Nd}_-]+$", ("straße_1-x",), ("a b",)),
    (r"^\d+$", ("12",), ("١٢", "1２")),
    (r"^\D$", ("x", "١"), ("1",)),
    (r"^\w+$", ("a_1",), ("ä", "é")),
    (r"^[^\W\d]+$", ("ab_",), ("a1", "ä")),
    (r"^[\w.]+$", ("a.b",), ("a-b",)),
    (r"^\s$", (" ", "\u00a0", "\ufeff", "\u2028"), ("\u0085", "x")),
    (r"\bcat\b", ("a cat!", "äcatä"), ("cats",)),
    (r"ab", ("xabx",), ("ba",)),
    (r"^ab$", ("ab",), ("ab\n", "\nab", "ab\nx")),
    (r"^.$", ("x", "\x85", "😀"), ("\n", "\r", "\u2028", "\u2029")),
    (r"^\cJ\x41\u0042\u{43}\u{1F600}\uD83D\uDE00$", ("\nABC😀😀",), ("",)),
    (r"^\0\t\v\f$", ("\0\t\x0b\x0c",), ("0",)),
    (r"^(?<year>\d{4})-(?:\d\d)$", ("2024-05",), ("24-05",)),
    (r"^(?i:abc)$", ("aBC",), ("abd",)),
    (r"^[[&&~~a]+$", ("[&~a",), ("b", "-")),
    (r"^[+--]+$", ("+,-",), (".",)),
    (r"^[a-c-]+$", ("a-c",), ("d",)),
    (r"^[\]\\^-]+$", ("]\\^-",), ("a",)),
    (r"^[^]$", ("\n", "x"), ("", "xy")),
    (r"[]", (), ("", "x")),
    (r"^[\b]$", ("\b",), ("b",)),
    (r"^{a}]$", ("{a}]",), ("a",)),
    (r"^a{2,3}b{,2}$", ("aab{,2}",), ("abb",)),
    (r"^\/\-\.#& ~%<>'\"@!,;:=_`$", ("/-.#& ~%<>'\"@!,;:=_`",), ("",)),
    (r"^(a|b)*?c+?$", ("abac",), ("abd",)),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "fitting", "others"), MEANINGS, ids=[m[0] for m in MEANINGS])
def test_a_pattern_means_what_the_standard_says(
    pattern: str, fitting: tuple[str, ...], others: tuple[str, ...]
) -> None:
    for text in fitting:
        assert matches(pattern, text), (translated(pattern), text)
    for text in others:
        assert not matches(pattern, text), (translated(pattern), text)


def with_pattern(folder: Folder, pattern: str, text: str) -> Any:
    schema = json.loads(json.dumps(ECHO_INPUT))
    schema["properties"]["inputs"]["pattern"] = pattern
    examples = json.loads(json.dumps(ECHO_OPERATION["examples"]))
    examples[0]["arguments"]["text"] = examples[0]["request"]["json"]["inputs"] = text
    folder.task("echo", input=schema, examples=examples)


def test_what_is_compiled_enforces_it(folder: Folder) -> None:
    with_pattern(folder, r"^\p{L}[\d\p{L}]*$", "straße1")
    assert folder.run("generate") == 0
    package = folder.load()
    echo = importlib.import_module(f"{folder.name}.operations.echo").echo

    assert echo("straße2").payload == {"inputs": "straße2"}
    for text in ("2straße", "a٣", "a\n", ""):
        with pytest.raises(package.ArgumentError, match="text"):
            echo(text)


def test_an_example_is_held_against_it(folder: Folder) -> None:
    with_pattern(folder, r"^\p{L}+$", "1")

    findings = [str(finding) for finding in lint(load(folder.specs))]

    assert len(findings) == 1
    assert "example-request" in findings[0]
    assert "does not match" in findings[0]


REFUSED = {
    r"^(?=.*\d)a": "looks around",
    r"(?!x)": "looks around",
    r"(?<=a)b": "looks around",
    r"(?<!a)b": "looks around",
    r"(a)\1": "repeats what a group matched",
    r"(?<n>a)\k<n>": "repeats what a group matched",
    r"(?P<n>a)": "begins no group",
    r"\Aab\Z": "no escape of ECMA 262",
    r"\p{Nonsense}": "not found",
    r"\pL": "no escape of ECMA 262",
    r"\uD83D": "scalar",
    "(": "unclosed group",
    "[a": "not closed",
    "a\\": "a backslash ends it",
    "*": "nothing to repeat|missing expression",
    "(a{1000}){1000}": "size limit",
    "[z-a]": "invalid",
}


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_cannot_be_enforced_in_linear_time_is_a_fault_with_a_remedy(
    pattern: str, folder: Folder
) -> None:
    with pytest.raises(PatternError, match=REFUSED[pattern]):
        translated(pattern)

    with_pattern(folder, pattern, "ab")
    (finding,) = lint(load(folder.specs))
    assert (finding.rule, finding.pointer) == ("schema-shape", "/properties/inputs/pattern")
    assert finding.fix


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(a|a)*$", r"^(.*a){20}$", r"(x+x+)+y"])
def test_no_pattern_takes_more_than_linear_time(pattern: str, folder: Folder) -> None:
    text = "a" * 4000 + "!" if "x" not in pattern else "x" * 4000
    with_pattern(folder, pattern, text)

    start = time.perf_counter()
    assert any(f.rule.startswith("example") for f in lint(load(folder.specs)))
    assert time.perf_counter() - start < 5
