"""Names of members and arguments: attributes as documented, and remedies that are free."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

import pytest

from codegen.attributes import attribute
from codegen.lint import lint
from codegen.load import load
from tests.codegen.inline import ECHO_INPUT, ECHO_OUTPUT, Folder

TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "count": {"type": "integer"},
    "share": {"type": ["number", "null"]},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
    "either": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}}]},
    "kind": {"enum": ["a", "b"]},
    "anything": {},
}
NAMES = (
    "str", "int", "float", "bool", "list", "dict", "Any", "Literal", "Annotated", "Field",
    "Optional", "Model", "date", "datetime", "echo", "EchoOutput", "copy", "json", "schema",
    "model_dump", "model_config", "model_fields", "validate", "construct", "text", "parsed",
    "fields", "class", "None", "match", "type", "self", "2d", "1", "$ref", "@type", "content-type",
    "x y", "ünï", "名前", "A", "a", "a.b", "😀",
)  # fmt: skip


def with_members(members: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with more members."""
    described = {name: {**schema, "description": "One."} for name, schema in members.items()}
    return {**ECHO_OUTPUT, "properties": {**ECHO_OUTPUT["properties"], **described}}


def test_a_member_of_any_name_is_an_attribute_by_the_one_rule(folder: Folder) -> None:
    members: dict[str, dict[str, Any]] = {}
    for kind, schema in TYPES.items():
        members[f"with_{kind}"] = {
            name: schema for name in NAMES if attribute(name, schema) not in {"echo"}
        }
    for task, properties in members.items():
        text = json.dumps(with_members(properties))
        title = f"{task.title().replace('_', '')}"
        output = json.loads(text.replace('EchoOutput", "desc', f'{title}Output", "desc'))
        inputs = json.loads(json.dumps(ECHO_INPUT).replace("EchoInput", f"{title}Input"))
        folder.task(task, task=task.replace("_", "-"), method=task, input=inputs, output=output)
    assert not [str(finding) for finding in lint(load(folder.specs))]
    assert folder.run("generate") == 0
    folder.load()

    for task, properties in members.items():
        module = importlib.import_module(f"{folder.name}.types.{task}")
        fields = getattr(module, f"{task.title().replace('_', '')}Output").model_fields
        wanted = {attribute(name, schema): name for name, schema in properties.items()}
        found = {name: info.alias or name for name, info in fields.items() if name != "echo"}
        assert found == wanted


def test_an_attribute_of_another_name_says_how_it_is_called_on_the_wire(folder: Folder) -> None:
    folder.task("echo", output=with_members({"class": {"type": "string"}}))
    assert folder.run("generate") == 0

    source = (folder.out / "types" / "echo.py").read_text()
    assert re.search(r'class_: .*\n    """One. On the wire, `class`."""', source)


def test_a_member_may_be_named_as_a_class_that_it_does_not_hold(folder: Folder) -> None:
    folder.task("echo", output=with_members({"EchoOutput": {"type": "string"}}))
    assert folder.run("generate") == 0
    folder.load()

    module = importlib.import_module(f"{folder.name}.types.echo")
    assert module.EchoOutput(echo="a", EchoOutput="b").EchoOutput == "b"


ARGUMENTS = {
    "one has the name of another": {"top-k": "integer", "top_k": "integer"},
    "two would get one name": {"top-k": "integer", "top.k": "integer", "Top k": "integer"},
    "its own name is the group's": {
        "parameters-top": "integer",
        "top": "integer",
        "Top": "integer",
    },
    "a name that the code uses": {"given": "integer", "parameters_given": "integer"},
    "a keyword": {"class": "integer", "parameters_class": "integer"},
    "no letter of Python's": {"😀": "integer", "2": "integer", "value": "integer"},
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_the_names_that_remedies_propose_are_free(case: str, folder: Folder) -> None:
    properties = {n: {"type": k, "description": "A."} for n, k in ARGUMENTS[case].items()}
    schema = json.loads(json.dumps(ECHO_INPUT))
    schema["properties"]["parameters"] = {"$ref": "#/$defs/EchoParameters"}
    schema["$defs"] = {
        "EchoParameters": {
            "title": "EchoParameters", "description": "A.", "type": "object",
            "properties": properties,
        }
    }  # fmt: skip
    args: list[dict[str, Any]] = [{"pointer": "/inputs", "name": "text", "positional": True}]
    folder.task("echo", input=schema, args=args, flatten=["/parameters"])

    findings = [f for f in lint(load(folder.specs)) if f.rule in ("arg-name", "arg-collision")]
    assert findings
    for finding in findings:
        entry = json.loads(finding.fix[finding.fix.index("{") : finding.fix.rindex("}") + 1])
        args.append(entry)
    folder.task("echo", input=schema, args=args, flatten=["/parameters"])

    left = [f for f in lint(load(folder.specs)) if f.rule != "property-name"]
    assert not left, "\n".join(map(str, left))


def test_remedies_of_a_collision_keep_what_the_entry_says_and_are_free(folder: Folder) -> None:
    schema = json.loads(json.dumps(ECHO_INPUT))
    for name in ("other", "text"):
        schema["properties"][name] = {"type": "string", "description": "A."}
    schema["required"] = ["inputs", "other"]
    args = [
        {"pointer": "/inputs", "name": "text", "positional": True},
        {"pointer": "/other", "name": "text", "positional": True, "doc": "Another."},
    ]
    folder.task("echo", input=schema, args=args)

    fixes = [f.fix for f in lint(load(folder.specs)) if f.rule == "arg-collision"]

    wanted = '{"pointer": "/other", "name": "other", "positional": true, "doc": "Another."}'
    assert f"give one another name: {wanted}" in fixes
    assert 'give one another name: {"pointer": "/text", "name": "the_text"}' in fixes


def test_a_title_that_remedies_propose_is_free(folder: Folder) -> None:
    outputs = {"Echo": ECHO_OUTPUT["title"], "EchoValue": "EchoOutputValue"}
    output = json.loads(json.dumps(ECHO_OUTPUT))
    output["$defs"] = {
        name: {"title": name, "description": "A.", "type": "object", "properties": {}}
        for name in outputs.values()
    }
    folder.task("echo", output=output)

    fixes = [f.fix for f in lint(load(folder.specs)) if f.rule == "duplicate-title"]

    assert fixes and "such as EchoOutputValueValue;" in fixes[0]
