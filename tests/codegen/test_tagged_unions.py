"""Unions of an answer: a tag decides the class, and an unknown one is kept as it came."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.codegen.inline import Folder
from tests.support.server import json_reply, scripted

TEXT, THOUGHT = "ReadPageOutputText", "ReadPageOutputThought"


def part(title: str, tag: Any, member: str, required: list[str]) -> dict[str, Any]:
    return {
        "title": title,
        "description": "A part.",
        "type": "object",
        "properties": {
            "type": {"description": "Its kind.", **tag},
            member: {"type": "string", "description": "What it says."},
        },
        "required": required,
    }


def output(union: dict[str, Any], text: Any, thought: Any, required: list[str]) -> dict[str, Any]:
    reference = [{"$ref": f"#/$defs/{title}"} for title in (TEXT, THOUGHT)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ReadPageOutput",
        "description": "A page.",
        "type": "object",
        "properties": {
            "parts": {
                "type": "array",
                "items": {"anyOf": reference, **union},
                "description": "Its parts.",
            },
            "title": {"anyOf": [*reference, {"type": "null"}], **union, "description": "One part."},
        },
        "required": ["parts"],
        "$defs": {
            TEXT: part(TEXT, text, "text", required),
            THOUGHT: part(THOUGHT, thought, "thinking", required),
        },
    }


BY_CONST: tuple[Any, ...] = ({}, {"const": "text"}, {"const": "think"})
SPECS = {
    "const": (*BY_CONST, ["type"]),
    "const that is not required": (*BY_CONST, []),
    "enums": ({}, {"enum": ["text", "output"]}, {"enum": ["think"]}, ["type"]),
    "discriminator with a mapping": (
        {
            "discriminator": {
                "propertyName": "type",
                "mapping": {"text": f"#/$defs/{TEXT}", "think": f"#/$defs/{THOUGHT}"},
            }
        },
        {"type": "string"},
        {"type": "string"},
        ["type"],
    ),
    "discriminator beside const": ({"discriminator": {"propertyName": "type"}}, *BY_CONST[1:], []),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_tag_decides_the_class(
    folder: Folder, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(folder, output(*SPECS[name]))
    assert folder.run("lint") == 0, capsys.readouterr().err
    assert folder.run("generate") == 0
    package = folder.load()
    parts = [
        {"type": "think", "thinking": "hm", "text": "no"},
        {"type": "text", "text": "a"},
        {"type": "picture", "url": "u"},
        {"text": "without a tag"},
        {"type": "text", "text": 5, "vendor": 1},
        {"type": 7},
    ]
    with scripted() as server, package.InferenceClient(base_url=server.url, token=False) as client:
        server.queue(json_reply({"parts": parts, "title": parts[0]}))
        page = client.read_page("p")
        server.queue(json_reply({"parts": parts[:1], "title": {"type": "new"}}))
        other = client.read_page("p")
        server.queue(json_reply({"parts": None, "title": None}))
        empty = client.read_page("p")
    kinds = [type(item).__name__ for item in page.parts]
    assert kinds == [THOUGHT, TEXT, "dict", "dict", TEXT, "dict"]
    assert page.parts[2] == parts[2]
    assert page.parts[4].text == 5
    assert type(page.title).__name__ == THOUGHT
    assert other.title == {"type": "new"}
    assert (empty.parts, empty.title) == ([], None)
    assert page == {"parts": parts, "title": parts[0]}
    assert json.loads(page.model_dump_json(exclude_unset=True))["parts"] == parts


def test_checkers_see_the_classes(folder: Folder) -> None:
    _write(folder, output(*SPECS["const"]))
    assert folder.run("generate") == 0
    source = (folder.out / "types" / "read_page.py").read_text()
    assert f"parts: list[{TEXT} | {THOUGHT} | dict[str, Any]]" in source
    assert 'type: Literal["text"]' in source


def test_a_const_that_is_no_tag_is_still_a_fault(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = output(*SPECS["const"])
    schema["properties"]["object"] = {"const": "page", "description": "Always `page`."}
    _write(folder, schema)
    assert folder.run("lint") == 2
    assert "closed-in-response" in capsys.readouterr().err


def _write(folder: Folder, schema: dict[str, Any]) -> None:
    from codegen.cli import main

    assert main(["--specs", str(folder.specs), "new-task", "read-page"]) == 0
    task = folder.specs / "tasks" / "read_page"
    (task / "output.json").write_text(json.dumps(schema))
    manifest = json.loads((task / "operation.json").read_text())
    manifest["response"] = {"kind": "json", "essential": ["/parts"], "returns": "The page."}
    manifest["examples"][0]["response"] = {"json": {"parts": []}}
    manifest["examples"][0]["result"] = {"parts": []}
    (task / "operation.json").write_text(json.dumps(manifest))
