"""A `meta/` folder that is damaged or hostile: the fault is said, with its place."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.codegen.inline import ECHO_OPERATION, ROOT, Folder

OPERATION, CLIENT, OVERLAY = (
    f"meta/{name}.schema.json" for name in ("operation", "client", "overlay")
)
PATCH = {
    "file": "tasks/echo/operation.json",
    "pointer": "/summary",
    "was": "Repeat a text.",
    "now": "Say a text.",
    "why": "It is shorter.",
}


def run(folder: Folder, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said; nothing else than that may come, from any command."""
    said = ""
    for command in ("lint", "check", "generate"):
        assert folder.run(command) == 2
        said = capsys.readouterr().err
        assert "nothing was written" in said.lower()
    return said


@pytest.mark.parametrize("name", [OPERATION, CLIENT, OVERLAY])
@pytest.mark.parametrize(
    ("schema", "what"),
    [
        ([], "is not of type"),
        (None, "is not of type"),
        (7, "is not of type"),
        ({"type": "objekt"}, "is not a type"),
        ({"$ref": "#"}, "refers to itself"),
        ({"allOf": [{"$ref": "#"}]}, "refers to itself"),
        ({"$ref": "#/$defs/gone"}, "'/$defs/gone' leads to nothing in it"),
        ({"$ref": "other.json"}, "'other.json' leads to nothing in it"),
        ({"$ref": "http://127.0.0.1:9/x"}, "'http://127.0.0.1:9/x' leads to nothing in it"),
    ],
    ids=range(9),
)
def test_a_damaged_schema_is_named(
    name: str, schema: Any, what: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("overlays/ours.json", {"patches": [PATCH]})
    folder.write(name, schema)
    said = run(folder, capsys)
    assert name in said and "meta-schema" in said and what in said
    assert f"at: {folder.specs / name}:" in said


@pytest.mark.parametrize("name", [OPERATION, CLIENT, OVERLAY])
def test_a_missing_schema_is_named_with_where_to_copy_it_from(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("overlays/ours.json", {"patches": [PATCH]})
    (folder.specs / name).unlink()
    said = run(folder, capsys)
    assert f"{name}: meta-schema: is missing" in said
    assert f"fix: restore it: copy {ROOT / 'specs' / name}" in said


@pytest.mark.parametrize("name", [OPERATION, CLIENT])
def test_a_definition_that_is_gone_is_named_where_it_is_used(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder.specs / name
    schema = json.loads(path.read_text())
    del schema["$defs"]["argument"]
    folder.write(name, schema)
    said = run(folder, capsys)
    assert "'/$defs/argument' leads to nothing in it" in said
    number = int(said.split(f"at: {path}:")[1].split("\n")[0])
    assert '"#/$defs/argument"' in path.read_text().splitlines()[number - 1]


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "no method": ({"method": ...}, "#: manifest-shape: lacks the key 'method'"),
    "no task": ({"task": ...}, "lacks the key 'task'"),
    "no args": ({"args": ...}, "lacks the key 'args'"),
    "no response": ({"response": ...}, "has none of response, stream, variants"),
    "args": ({"args": None}, "#/args: manifest-shape: null is not of type array"),
    "an argument": ({"args": [{}]}, "#/args/0: manifest-shape: lacks the key 'pointer'"),
    "a route": ({"route": {}}, "#/route: manifest-shape: lacks the key 'style'"),
    "a response": (
        {"response": {"returns": "X."}},
        "#/response: manifest-shape: lacks the key 'ki",
    ),
    "a kind": ({"response": {"kind": "xml", "returns": "X."}}, '"xml" is not a known value'),
    "an api": ({"apis": {"x": {}}}, "#/apis/x: manifest-shape: lacks the key"),
    "apis": ({"apis": 7}, "#/apis: manifest-shape: 7 is not of type object"),
    "an example": ({"examples": [{"name": "x"}]}, "#/examples/0: manifest-shape: lacks the key"),
    "a note": ({"status": "deprecated", "deprecated": 7}, "#/deprecated: manifest-shape: 7 is not"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("schema", [{}, True, {"type": "object"}], ids=["{}", "true", "an object"])
def test_what_a_schema_lets_pass_is_found_in_the_manifest(
    fault: str, schema: Any, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, what = FAULTS[fault]
    manifest = {**copy.deepcopy(ECHO_OPERATION), **changes}
    folder.write("tasks/echo/operation.json", {k: v for k, v in manifest.items() if v is not ...})
    folder.write(OPERATION, schema)
    said = run(folder, capsys)
    assert what.removeprefix("#: ") in said
    assert f"at: {folder.specs / 'tasks/echo/operation.json'}:" in said
    assert f"{OPERATION}: meta-schema: lets pass what the compiler cannot read" in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", ...), ("constructor", ...), ("exports", ...), ("summary", None),
        ("constructor", []), ("constructor", [7]), ("constructor", [{}]), ("constructor", {}),
        ("exports", None), ("exports", {"a": 7}), ("description", None),
    ],
)  # fmt: skip
def test_what_a_schema_lets_pass_is_found_in_the_description_of_the_client(
    key: str, value: Any, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    client = json.loads((folder.specs / "client.json").read_text())
    client[key] = value
    folder.write("client.json", {k: v for k, v in client.items() if v is not ...})
    folder.write(CLIENT, {})
    said = run(folder, capsys)
    assert "client-shape" in said and f"at: {folder.specs / 'client.json'}:" in said


@pytest.mark.parametrize(
    "overlay", [[], None, {}, {"patches": None}, {"patches": [7]}, {"patches": [{"file": 7}]}]
)
def test_what_a_schema_lets_pass_is_found_in_the_overlay(
    overlay: Any, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("overlays/ours.json", overlay)
    folder.write(OVERLAY, {})
    assert f"at: {folder.specs / 'overlays/ours.json'}:" in run(folder, capsys)


def test_keys_that_only_the_folders_schema_knows_are_its_own_matter(folder: Folder) -> None:
    schema = json.loads((folder.specs / OPERATION).read_text())
    schema["properties"]["owner"] = {"type": "string"}
    folder.write(OPERATION, schema)
    folder.task("echo", owner="search team")
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0
