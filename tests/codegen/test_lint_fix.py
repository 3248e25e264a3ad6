"""`lint --fix`: each repair, and that nothing else of a file changes."""

# ruff: noqa: E501 (a repair is a row of a table)

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.jsontext import pretty, rewrite, tidy
from codegen.lint import RULES, lint, notes
from codegen.lint.repair import repair
from codegen.load import assemble, read
from codegen.patch import found
from tests.codegen.inline import ROOT
from tests.codegen.test_lint import (
    CASES,
    DELETE,
    DIALECT,
    ECHO_IN,
    ECHO_OP,
    ECHO_OUT,
    ECHO_STREAM,
    EMBED_IN,
    LOOK_IN,
    LOOK_OP,
    PARAMETERS,
    PART,
    PIECES,
    STOP,
    STYLE,
    TIMES,
    VARIANT,
    edited,
    obj,
    place,
    text,
    written,
)

INPUTS = ECHO_IN + "/properties/inputs"
WORDS = "common/words.json#"
BORN = {"type": "string", "description": "A."}
NEW_PART = {"type": "object", "description": "A part.", "properties": {"word": text()}}
OTHER = {"$ref": "#/$defs/Other", "description": "A."}

# Rule, edits of good specs, and what is there after the repair.
REPAIRS: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
    ("old-draft", {ECHO_IN + "/$schema": "http://json-schema.org/draft-06/schema#"}, {ECHO_IN + "/$schema": DIALECT}),
    ("old-draft", {ECHO_OUT + "/$schema": DELETE}, {ECHO_OUT + "/$schema": DIALECT}),
    ("old-draft", {LOOK_IN + "/definitions": edited({})["tasks/look_at/input.json"]["$defs"], LOOK_IN + "/$defs": DELETE, LOOK_IN + "/properties/parameters/$ref": "#/definitions/LookAtParameters"}, {LOOK_IN + "/definitions": DELETE, LOOK_IN + "/properties/parameters/$ref": "#/$defs/LookAtParameters"}),
    ("old-draft", {ECHO_IN + "/id": "x"}, {ECHO_IN + "/id": DELETE}),
    ("openapi-keyword", {TIMES + "/nullable": True}, {TIMES: {"type": ["integer", "null"], "minimum": 1, "description": "How often."}}),
    ("openapi-keyword", {TIMES + "/nullable": False}, {TIMES + "/nullable": DELETE, TIMES + "/type": "integer"}),
    ("openapi-keyword", {STYLE + "/nullable": True}, {STYLE: {"anyOf": [{"$ref": "../../common/words.json#/$defs/Style"}, {"type": "null"}], "description": "How."}}),
    ("openapi-keyword", {EMBED_IN + "/properties/inputs/nullable": True}, {EMBED_IN + "/properties/inputs/anyOf/2": {"type": "null"}}),
    ("openapi-keyword", {INPUTS: {"type": "string", "enum": ["a", None], "nullable": True, "description": "A."}}, {INPUTS: {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}], "description": "A."}}),
    ("openapi-keyword", {TIMES + "/readOnly": True, STOP + "/xml": {}}, {TIMES + "/readOnly": DELETE, STOP + "/xml": DELETE}),
    ("unsupported-keyword", {INPUTS: {"oneOf": [BORN], "description": "A."}}, {INPUTS: {"anyOf": [BORN], "description": "A."}}),
    ("unsupported-keyword", {STYLE: {"allOf": [{"$ref": "../../common/words.json#/$defs/Style"}], "description": "A."}}, {STYLE: {"$ref": "../../common/words.json#/$defs/Style", "description": "A."}}),
    ("unsupported-keyword", {PARAMETERS + "/$schema": DIALECT}, {PARAMETERS + "/$schema": DELETE}),
    ("keyword-type", {STOP + "/type": DELETE}, {STOP + "/type": "array"}),
    ("keyword-type", {TIMES + "/format": "int32"}, {TIMES + "/format": DELETE}),
    ("bounds", {TIMES + "/exclusiveMinimum": 0}, {TIMES + "/minimum": 1, TIMES + "/exclusiveMinimum": DELETE}),
    ("bounds", {TIMES + "/exclusiveMinimum": 1}, {TIMES + "/exclusiveMinimum": 1, TIMES + "/minimum": DELETE}),
    ("ref-sibling", {STYLE + "/title": "EchoTextStyle"}, {STYLE + "/title": DELETE}),
    ("ref-sibling", {ECHO_IN + "/properties/parameters/type": "object"}, {ECHO_IN + "/properties/parameters/type": DELETE}),
    ("ref-sibling", {STYLE + "/default": "loud"}, {STYLE + "/default": DELETE, STYLE + "/description": "How. `loud` by default."}),
    ("union-sibling", {EMBED_IN + "/properties/inputs/type": ["string", "array"]}, {EMBED_IN + "/properties/inputs/type": DELETE}),
    ("default-type", {TIMES + "/default": "1024"}, {TIMES + "/default": DELETE, TIMES + "/description": "How often. 1024 by default."}),
    ("default-type", {ECHO_IN + "/properties/stream/default": "true"}, {ECHO_IN + "/properties/stream/description": "Piece by piece. True by default."}),
    ("default-type", {TIMES + "/default": "null"}, {TIMES + "/default": DELETE, TIMES + "/description": "How often."}),
    ("default-in-request", {INPUTS + "/default": "hi"}, {INPUTS + "/default": DELETE, INPUTS + "/description": "A text. `hi` by default."}),
    ("default-in-request", {TIMES: {"type": "integer", "description": "Number, 3 by default", "default": 3}}, {TIMES: {"type": "integer", "description": "Number, 3 by default"}}),
    ("dropped-in-response", {ECHO_OUT + "/properties/text/minLength": 1, ECHO_OUT + "/additionalProperties": False, ECHO_STREAM + "/properties/done/default": False}, {ECHO_OUT + "/properties/text": text(), ECHO_OUT + "/additionalProperties": DELETE, ECHO_STREAM + "/properties/done/default": DELETE}),
    ("closed-in-response", {PART + "/properties/kind": {"const": "new", "description": "A."}}, {PART + "/properties/kind": {"type": "string", "description": "A. `new`."}}),
    ("closed-in-response", {PART + "/properties/kind/enum": [1, True]}, {PART + "/properties/kind": {"type": ["integer", "boolean"], "description": "Its kind. `1`, `true`."}}),
    ("enum-value", {WORDS + "/$defs/Style/enum": ["plain", "loud", None]}, {WORDS + "/$defs/Style/anyOf": [{"enum": ["plain", "loud"]}, {"type": "null"}]}),
    ("media-schema", {LOOK_IN + "/properties/inputs/contentEncoding": DELETE}, {LOOK_IN + "/properties/inputs/contentEncoding": "base64"}),
    ("ref-form", {STYLE + "/$ref": "/schemas/words.json#/definitions/Style", ECHO_IN + "/$id": "/x"}, {STYLE + "/$ref": "../../common/words.json#/$defs/Style", ECHO_IN + "/$id": DELETE}),
    ("ref-target", {STYLE + "/$ref": "#/$defs/Style"}, {STYLE + "/$ref": "../../common/words.json#/$defs/Style"}),
    ("missing-title", {ECHO_IN + "/title": DELETE, PART + "/title": DELETE}, {ECHO_IN + "/title": "EchoTextInput", PART + "/title": "EchoTextOutputPart"}),
    ("common-root", {WORDS + "/title": "Words"}, {WORDS + "/title": DELETE}),
    ("inline-object", {ECHO_OUT + "/properties/parts/items": {"title": "EchoTextOutputPart", **NEW_PART}, ECHO_OUT + "/$defs": DELETE}, {ECHO_OUT + "/properties/parts/items": {"$ref": "#/$defs/EchoTextOutputPart"}, ECHO_OUT + "/$defs/EchoTextOutputPart/properties": {"word": text()}}),
    ("inline-object", {ECHO_IN + "/properties/extra": NEW_PART}, {ECHO_IN + "/properties/extra": {"$ref": "#/$defs/EchoTextInputExtra"}, ECHO_IN + "/$defs/EchoTextInputExtra": {"title": "EchoTextInputExtra", **NEW_PART}}),
    ("task-name", {ECHO_OP + "/method": "echo"}, {ECHO_OP + "/method": "echo_text"}),
    ("stream-file", {PIECES + "/stream/schema": "output.json", PIECES + "/stream/complete/field": "text", PIECES + "/stream/text": DELETE}, {PIECES + "/stream/schema": "stream.json"}),
    ("flatten", {ECHO_IN + "/$defs/EchoTextParameters/properties/other": OTHER, ECHO_IN + "/$defs/Other": obj("Other", {"a": text()}), ECHO_OP + "/flatten": ["/parameters/other"]}, {ECHO_OP + "/flatten": ["/parameters", "/parameters/other"]}),
    ("arg-collision", {ECHO_OP + "/args/2": {"pointer": "/stream", "switch": True}}, {ECHO_OP + "/args/2": DELETE}),
    ("arg-order", {ECHO_OP + "/args/0/positional": DELETE}, {ECHO_OP + "/args/0/positional": True}),
    ("switch", {ECHO_OP + "/args/1/positional": True}, {ECHO_OP + "/args/1/positional": DELETE}),
    ("variants", {VARIANT: edited({})["tasks/echo_text/operation.json"]["variants"][1], PIECES: edited({})["tasks/echo_text/operation.json"]["variants"][0]}, {VARIANT + "/when": {"stream": False}, PIECES + "/when": {"stream": True}}),
    ("deprecated", {LOOK_OP + "/deprecated": {"since": "1", "use_instead": "x"}}, {LOOK_OP + "/status": "deprecated"}),
    ("header-name", {ECHO_OP + "/headers": {"X-Echo": "1", "x-b": "2"}}, {ECHO_OP + "/headers": {"x-echo": "1", "x-b": "2"}}),
    ("required-order", {ECHO_IN + "/required": ["stream", "inputs"], ECHO_OP + "/args/1": DELETE}, {ECHO_IN + "/required": ["inputs", "stream"]}),
    ("member-order", {LOOK_IN: dict(reversed(edited({})["tasks/look_at/input.json"].items()))}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "edits", "after"), REPAIRS, ids=[f"{r[0]}-{n}" for n, r in enumerate(REPAIRS)]
)
def test_a_repair(
    rule: str, edits: Mapping[str, Any], after: Mapping[str, Any], tmp_path: Path
) -> None:
    written(edited(edits), tmp_path)

    result = repair(tmp_path, read(tmp_path))

    assert rule in {finding.rule for finding in result.made}
    assert rule not in {finding.rule for finding in result.left}
    for where, value in after.items():
        file, pointer = place(where)
        data = found(result.documents[file].data, pointer)
        assert (data if isinstance(data, (dict, list, str, int)) else DELETE) == value, where
    again = repair(tmp_path, result.documents)
    assert not again.made


def test_every_rule_with_repairs_is_shown() -> None:
    shown = {rule for rule, _, _ in REPAIRS} | {"layout"}  # which has tests of its own
    assert shown == {rule.id for rule in RULES.values() if rule.repairs}


def test_findings_offer_repairs_only_by_rules_that_have_some(tmp_path: Path) -> None:
    edits = {TIMES + "/nullable": True, INPUTS + "/default": "a", STOP + "/minLength": 1}
    findings = lint(written(edited(edits), tmp_path))

    offered = {finding.rule: "(`lint --fix` does it)" in str(finding) for finding in findings}
    assert offered == {"openapi-keyword": True, "default-in-request": True, "keyword-type": False}


def test_what_needs_a_decision_is_left_as_it_is(tmp_path: Path) -> None:
    # Of what has several faults, the repair of one may mend the other.
    alone = [c for c in CASES if not any(RULES[rule].repairs for rule in (c.rule, *c.also))]
    decisions = [c for c in alone if c.rule != "meta-schema"]
    for number, fault in enumerate(decisions[::6]):
        folder = tmp_path / str(number)
        written(edited(fault.edits), folder)
        result = repair(folder, read(folder))
        assert fault.rule in {finding.rule for finding in result.left}, fault


# The command ------------------------------------------------------------------------------------

BY_HAND = """{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "LookAtOutput",  "description": "Labels.",
  "type": "array", "minItems": 1,
  "items": {"$ref": "#/$defs/LookAtOutputElement"},
  "$defs": {
    "LookAtOutputElement": {
      "title": "LookAtOutputElement", "description": "A thing.",
      "type": "object",
      "properties": {
        "label": {"description": "Caf\\u00e9.", "type": "string"},
        "score": {
            "type": "number", "maximum": 1e0,
            "description": "How sure."}
      },
      "required": [
        "label"
      ]
    }
  }
}"""
REPAIRED = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "LookAtOutput", "description": "Labels.",
  "type": "array",
  "items": {"$ref": "#/$defs/LookAtOutputElement"},
  "$defs": {
    "LookAtOutputElement": {
      "title": "LookAtOutputElement", "description": "A thing.",
      "type": "object",
      "properties": {
        "label": {"description": "Caf\\u00e9.", "type": "string"},
        "score": {
          "type": "number",
          "description": "How sure."}
      },
      "required": [
        "label"
      ]
    }
  }
}
"""


def written_pretty(edits: Mapping[str, Any], folder: Path) -> None:
    written(edited(edits), folder)
    for path in folder.rglob("*.json"):
        path.write_text(pretty(json.loads(path.read_text())))


def fix(folder: Path) -> int:
    return main(["--specs", str(folder), "lint", "--fix"])


def files_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*.json")
    }


def test_only_what_is_repaired_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written_pretty({}, tmp_path)
    output = tmp_path / "tasks/look_at/output.json"
    output.write_text(BY_HAND)
    before = files_of(tmp_path)

    assert fix(tmp_path) == 0

    assert output.read_text() == REPAIRED
    after = files_of(tmp_path)
    assert [path for path in before if before[path] != after[path]] == ["tasks/look_at/output.json"]
    printed = capsys.readouterr().out
    path = "tasks/look_at/output.json"
    assert f"fixed {path}#/$schema: old-draft: " in printed
    assert f"fixed {path}#/minItems: dropped-in-response: minItems would be dropped" in printed
    assert f"fixed {path}#/$defs/LookAtOutputElement/properties/score/maximum: " in printed
    assert "repairs in 1 file." in printed
    assert printed.endswith("no faults.\n")

    assert fix(tmp_path) == 0
    assert files_of(tmp_path) == after


def test_faults_that_need_a_decision_are_printed_and_the_rest_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written_pretty({TIMES + "/default": 3, STOP + "/minLength": 1}, tmp_path)

    assert fix(tmp_path) == 2

    printed = capsys.readouterr()
    assert "default-in-request" in printed.out
    assert "keyword-type: minLength has no effect on type array" in printed.err
    assert printed.err.endswith("1 fault in the specs; they need a decision.\n")
    data = json.loads((tmp_path / "tasks/echo_text/input.json").read_text())
    times = data["$defs"]["EchoTextParameters"]["properties"]["times"]
    assert times["description"] == "How often. 3 by default."


def test_specs_without_faults_are_not_touched(tmp_path: Path) -> None:
    specs = Path(shutil.copytree(ROOT / "specs", tmp_path / "specs"))
    before = files_of(specs)

    assert fix(specs) == 0
    assert files_of(specs) == before
    assert not notes(assemble(specs, read(specs)))


def test_files_of_an_addition_are_repaired_where_they_are(tmp_path: Path) -> None:
    specs, more = tmp_path / "specs", tmp_path / "more"
    written_pretty({LOOK_IN + "/$id": "/x"}, specs)
    (more / "tasks").mkdir(parents=True)
    (specs / "tasks/look_at").rename(more / "tasks/look_at")

    assert main(["--specs", str(specs), "--add", str(more), "lint", "--fix"]) == 0

    assert "$id" not in json.loads((more / "tasks/look_at/input.json").read_text())
    assert not (specs / "tasks/look_at").exists()


def test_what_is_no_json_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written_pretty({TIMES + "/default": 3}, tmp_path)
    (tmp_path / "common/words.json").write_text("{")
    before = files_of(tmp_path)

    assert fix(tmp_path) == 2
    assert "common/words.json: json: is not valid JSON" in capsys.readouterr().err
    assert files_of(tmp_path) == before


def test_the_rules_are_listed_with_what_can_be_repaired(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RULES)
    assert any(line.split()[:3] == ["bounds", "fault,", "--fix"] for line in lines)
    assert any(line.split()[:2] == ["todo", "note"] for line in lines)


# Texts ------------------------------------------------------------------------------------------

TIDY = {
    "spaces": ('{"a":1,"b" : [1 ,2]}', '{"a": 1, "b": [1, 2]}\n'),
    "indentation": ('{\n\t"a": [\n1,\n2 ]\n}\n\n', '{\n  "a": [\n    1,\n    2]\n}\n'),
    "ends of lines": ('{\r\n  "a": 1,  \r\n  "b": 2\r\n}', '{\n  "a": 1,\n  "b": 2\n}\n'),
    "empty": ("{ }", "{}\n"),
    "numbers and escapes": (
        '[1e5, -0.50, "\\u00e9\\"", true]',
        '[1e5, -0.50, "\\u00e9\\"", true]\n',
    ),
}


@pytest.mark.parametrize("name", TIDY)
def test_white_space_is_put_in_order(name: str) -> None:
    before, after = TIDY[name]
    assert tidy(before) == after
    assert tidy(after) == after


def test_texts_keep_their_layout_where_their_data_stay() -> None:
    text = '{\n  "a": {"x": 1, "y": [1, 2]},\n  "b": [\n    {"n": 1.0},\n    {"n": 2}\n  ]\n}\n'
    new = {"a": {"x": 1, "y": [1, 2, 3]}, "b": [{"n": 2}, {"n": 3}], "c": "d"}

    assert rewrite(text, json.loads(text)) == text
    assert rewrite(text, new) == (
        '{\n  "a": {"x": 1, "y": [1, 2, 3]},\n  "b": [\n    {"n": 2},\n    {"n": 3}\n  ],\n  "c": "d"\n}\n'
    )


def test_new_texts_hold_their_data_and_are_in_order() -> None:
    for path in sorted((ROOT / "specs").rglob("*.json")):
        data = json.loads(path.read_text())
        assert json.loads(pretty(data)) == data
        assert tidy(pretty(data)) == pretty(data)


def test_one_run_goes_to_the_end_whatever_is_wrong_together(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(25):
        edits: dict[str, Any] = {}
        for _, more, _ in chance.sample(REPAIRS, 3):
            edits |= more
        folder = tmp_path / str(number)
        try:
            written(edited(edits), folder)
        except (KeyError, TypeError, IndexError):
            continue  # one has taken away the place of another

        result = repair(folder, read(folder))

        assert not [str(finding) for finding in result.left if finding.repair]
