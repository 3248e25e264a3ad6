"""Definitions that mention themselves: trees, chains, and pairs that hold each other."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from tests.codegen.inline import ECHO_INPUT, ECHO_OUTPUT, Folder

REF = {"$ref": "#/$defs/EchoPart", "description": "A part."}


def part(name: str, **properties: Any) -> dict[str, Any]:
    described = {key: {"description": "More.", **value} for key, value in properties.items()}
    return {"title": name, "description": "A part.", "type": "object", "properties": described}


# What holds a part, and a value of the form.
FORMS: dict[str, tuple[dict[str, Any], Any]] = {
    "chain": ({"EchoPart": part("EchoPart", next=REF)}, {"next": {"next": {}}}),
    "tree": (
        {"EchoPart": part("EchoPart", next={"type": "array", "items": REF})},
        {"next": [{"next": []}, {}]},
    ),
    "map": (
        {"EchoPart": part("EchoPart", next={"type": "object", "additionalProperties": REF})},
        {"next": {"a": {"next": {}}}},
    ),
    "union": (
        {"EchoPart": part("EchoPart", next={"anyOf": [REF, {"type": "string"}]})},
        {"next": {"next": "end"}},
    ),
    "pair": (
        {
            "EchoPart": part("EchoPart", other={"$ref": "#/$defs/EchoOther"}),
            "EchoOther": part("EchoOther", back={"type": "array", "items": REF}),
        },
        {"other": {"back": [{"other": {}}]}},
    ),
}


def with_part(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "properties": {**schema["properties"], "part": REF}, "$defs": definitions}


@pytest.mark.parametrize("form", FORMS)
def test_arguments(folder: Folder, form: str) -> None:
    definitions, value = FORMS[form]
    folder.task("echo", input=with_part(ECHO_INPUT, definitions))
    assert folder.run("generate") == 0
    package = folder.load()
    build = importlib.import_module(f"{package.__name__}.operations.echo").echo
    for given in (value, package.EchoPart.model_validate(value)):
        sent = json.loads(b"".join(build("hi", part=given).body.parts))
        assert sent == {"inputs": "hi", "part": value}
    with pytest.raises(package.ArgumentError, match="part"):
        build("hi", part={"next": 7, "other": 7})


@pytest.mark.parametrize("form", FORMS)
def test_answers(folder: Folder, form: str) -> None:
    definitions, value = FORMS[form]
    folder.task("echo", output=with_part(ECHO_OUTPUT, definitions))
    assert folder.run("generate") == 0
    answer = folder.load().EchoOutput.model_validate({"echo": "hi", "part": value})
    assert answer == {"echo": "hi", "part": value}
