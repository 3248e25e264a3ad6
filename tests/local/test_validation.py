"""Specs of our own: references between files, and what a violation says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jsonschema")
pytest.importorskip("referencing")

from inferloom_local.validation import Specs, SpecsMissing, SpecViolation

INPUT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.com/renamed.json",
    "type": "object",
    "properties": {
        "inputs": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "mode": {"enum": ["fast", "good"]},
        "parameters": {"$ref": "../../common/shared.json#/$defs/Options"},
    },
    "required": ["inputs"],
    "additionalProperties": False,
}
SHARED = {
    "$defs": {
        "Options": {
            "type": "object",
            "properties": {
                "top_k": {"$ref": "#/$defs/Count"},
                "a/b": {"type": "array", "items": {"type": "number", "maximum": 1}},
            },
        },
        "Count": {"type": ["integer", "null"], "minimum": 1},
    }
}


def write(folder: Path, spec: Any) -> None:
    for path, content in (("common/shared.json", SHARED), ("tasks/some_task/input.json", spec)):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))


@pytest.fixture
def specs(tmp_path: Path) -> Specs:
    write(tmp_path, INPUT)
    return Specs(tmp_path, ["some-task", "another-task"], required=["some-task"])


@pytest.mark.parametrize(
    ("body", "pointer", "expected"),
    [
        ([], "", "object"),
        ({"inputs": 3}, "/inputs", "string or array"),
        ({"inputs": ["a", 3]}, "/inputs/1", "string"),
        ({"inputs": "a", "mode": "slow"}, "/mode", 'one of "fast", "good"'),
        ({"inputs": "a", "parameters": {"top_k": 0}}, "/parameters/top_k", "at least 1"),
        ({"inputs": "a", "parameters": {"top_k": 1.5}}, "/parameters/top_k", "integer or null"),
        ({"inputs": "a", "parameters": {"a/b": [0, 2]}}, "/parameters/a~1b/1", "at most 1"),
        ({"inputs": "a", "extra": 1}, "", 'no member "extra"'),
    ],
)
def test_a_violation_names_the_place_and_the_rule(
    specs: Specs, body: Any, pointer: str, expected: str
) -> None:
    with pytest.raises(SpecViolation) as caught:
        specs.check("some-task", body)
    assert (caught.value.pointer, caught.value.expected) == (pointer, expected)
    assert "some-task" in str(caught.value)


def test_what_fits_passes(specs: Specs) -> None:
    specs.check("some-task", {"inputs": ["a"], "parameters": {"top_k": None}, "mode": "good"})
    specs.check("another-task", "it has no spec yet")


def test_a_required_spec_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SpecsMissing, match="some-task"):
        Specs(tmp_path, ["some-task"], required=["some-task"])


@pytest.mark.parametrize(
    "reference",
    ["https://example.com/other.json", "file:///etc/hostname", "../../../outside.json"],
)
def test_references_do_not_leave_the_folder(tmp_path: Path, reference: str) -> None:
    (tmp_path / "outside.json").write_text("{}")
    write(tmp_path / "specs", {"$ref": reference})
    with pytest.raises(Exception, match="Unresolvable"):
        Specs(tmp_path / "specs", ["some-task"], required=["some-task"])
