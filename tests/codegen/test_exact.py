"""Constants and enums of what is sent: true is not 1, 1.0 is 1, in JSON."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from tests.codegen.inline import ECHO_INPUT, Folder

SCHEMAS: dict[str, tuple[dict[str, Any], tuple[Any, ...], tuple[Any, ...]]] = {
    "const true": ({"const": True}, (True,), (1, 1.0, False, "true")),
    "const false": ({"const": False}, (False,), (0, True)),
    "const 1": ({"const": 1}, (1,), (True, 2, "1")),
    "numbers": ({"enum": [0, 1]}, (0, 1), (True, False, 2)),
    "flags and texts": ({"enum": [True, "auto"]}, (True, "auto"), (1, False, "x")),
    "a text with brackets": ({"enum": ["]", 'a"1', 1]}, ("]", 'a"1', 1), (True, "1")),
    "texts": ({"enum": ["1", "true"]}, ("1", "true"), (1, True)),
    "a flag or a text": (
        {"anyOf": [{"const": True}, {"type": "string"}]},
        (True, "x"),
        (1, False),
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_constant_is_met_as_json_has_it(name: str, folder: Folder) -> None:
    schema, fitting, others = SCHEMAS[name]
    inputs = json.loads(json.dumps(ECHO_INPUT))
    inputs["properties"]["option"] = {**schema, "description": "One."}
    folder.task("echo", input=inputs)
    assert folder.run("generate") == 0
    package = folder.load()
    echo = importlib.import_module(f"{folder.name}.operations.echo").echo

    for value in fitting:
        sent = echo("a", option=value).payload["option"]
        assert json.dumps(sent) == json.dumps(value)
    for value in others:
        with pytest.raises(package.ArgumentError, match="option"):
            echo("a", option=value)
