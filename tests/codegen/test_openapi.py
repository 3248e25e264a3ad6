"""The OpenAPI document: valid, complete, at the addresses that the client calls, and current."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from codegen.cli import main
from codegen.generate import compared
from codegen.load import load
from codegen.openapi import command, document
from codegen.swap import swap
from inferloom.urls import Endpoints, Route, resolve
from tests.codegen.inline import Folder

ROOT = Path(__file__).parents[2]
SPECS = load(ROOT / "specs")
DOCUMENT = document(SPECS, "1.2.3")
MANIFESTS = {task.operation.data["method"]: task.operation.data for task in SPECS.tasks}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method in ("get", "post"):
            if method in item:
                yield path, method, item[method]


BY_ID = {operation["operationId"]: (path, operation) for path, _, operation in operations()}


def fits(schema: dict[str, Any], value: Any) -> None:
    whole = {"components": DOCUMENT["components"], **schema}
    errors = list(Draft202012Validator(whole).iter_errors(value))
    assert not errors, errors[0]


def test_it_is_valid() -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_every_method_has_an_operation_in_each_of_its_wire_formats() -> None:
    assert len(BY_ID) == len(list(operations()))
    assert set(MANIFESTS) <= set(BY_ID)
    formats = sum(
        len(manifest.get("apis", {})) + ("default_api" not in manifest)
        for manifest in MANIFESTS.values()
    )
    assert sum("x-task" in operation for _, operation in BY_ID.values()) == formats


def test_operations_at_one_address_say_in_a_fragment_which_one_is_meant() -> None:
    bare = Counter((method, path.partition("#")[0]) for path, method, _ in operations())
    for path, method, _ in operations():
        assert ("#" in path) is (bare[method, path.partition("#")[0]] > 1), path


@pytest.mark.parametrize("method", sorted(MANIFESTS))
def test_it_has_the_address_that_the_client_calls(method: str) -> None:
    manifest = MANIFESTS[method]
    wire = manifest["apis"][manifest["default_api"]] if "default_api" in manifest else manifest
    route = Route(wire["route"]["style"], wire["route"].get("path", ""))
    hosted = route.style != "server"
    target = resolve(
        route,
        task=manifest["task"],
        model="org/model" if hosted else "http://127.0.0.1:8080",
        client_model=None,
        base_url=None,
        endpoints=Endpoints(),
    )
    path, _ = BY_ID[method]
    servers = DOCUMENT["paths"][path].get("servers", DOCUMENT["servers"])
    server = servers[0]["url"]
    for name, variable in servers[0].get("variables", {}).items():
        server = server.replace(f"{{{name}}}", variable["default"])
    filled = path.partition("#")[0].format(namespace="org", name="model")
    assert target is not None
    assert target.url == server + filled


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_its_examples_fit_its_schemas(name: str) -> None:
    _, operation = BY_ID[name]
    bodies = [operation.get("requestBody", {}), operation["responses"]["200"]]
    for kind, media in (pair for body in bodies for pair in body.get("content", {}).items()):
        for example in media.get("examples", {}).values():
            if kind != "text/event-stream":
                fits(media["schema"], example["value"])
                continue
            for event in example["value"].removesuffix("\n\n").split("\n\n"):
                data = event.removeprefix("data: ")
                fits(media["schema"], {"data": data})
                if data != "[DONE]":
                    variants = media["schema"]["properties"]["data"]
                    chunk = variants.get("anyOf", [variants])[-1]
                    fits(chunk["contentSchema"], json.loads(data))


def test_all_examples_that_are_text_are_there() -> None:
    given = sum("json" in e["request"] for m in MANIFESTS.values() for e in m["examples"])
    shown = sum(
        len(media.get("examples", {}))
        for _, operation in BY_ID.values()
        for kind, media in operation.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
    )
    assert shown == given


def test_what_servers_answer_may_be_new_and_what_is_sent_may_not() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    fits(schemas["TextGenerationOutputFinishReason"], "a new reason")
    asked = Draft202012Validator(schemas["TextClassificationOutputTransform"])
    assert not asked.is_valid("a new function")


def test_files_travel_as_they_are_or_as_base64() -> None:
    content = BY_ID["image_classification"][1]["requestBody"]["content"]
    assert content["image/*"] == {}
    inputs = DOCUMENT["components"]["schemas"]["ImageClassificationInput"]["properties"]["inputs"]
    assert inputs["contentEncoding"] == "base64"
    # What needs more than the file has no room for it beside the bare bytes.
    bodies = BY_ID["zero_shot_image_classification"][1]["requestBody"]["content"]
    assert list(bodies) == ["application/json"]
    form = BY_ID["automatic_speech_recognition_openai"][1]["requestBody"]["content"]
    assert form["multipart/form-data"]["encoding"] == {"file": {"contentType": "audio/*"}}


def test_the_repository_s_document_is_current() -> None:
    kept = json.loads((ROOT / command.KEPT).read_text(encoding="utf-8"))
    assert {**kept, "info": {**kept["info"], "version": "1.2.3"}} == DOCUMENT


def test_check_finds_a_document_that_is_changed_or_missing(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "openapi.json"
    made = {path: "{}\n"}
    assert [change.kind for change in compared(made, "make it")] == ["missing"]
    for written in (path.as_posix(),), ():
        assert swap({}, tmp_path / "src", beside=made).written == written
    assert compared(made, "make it") == []
    path.write_text("{ }")
    (change,) = compared(made, "make it")
    assert (change.kind, "make it" in change.remedy) == ("changed", True)
    assert list(path.parent.iterdir()) == [path]


def test_same_bytes_under_any_hash_seed() -> None:
    def run(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        call = [sys.executable, "-m", "codegen", "openapi", "--package-version", "1.2.3"]
        return subprocess.run(
            call, check=True, capture_output=True, cwd=ROOT, env=environment
        ).stdout

    first, second = run("0"), run("4711")
    assert first == second
    assert json.loads(first) == DOCUMENT


def test_the_command_writes_a_file(folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "api.json"
    arguments = ["openapi", "--specs", str(folder.specs), "--out", str(out)]
    assert main(arguments) == 0
    found = json.loads(out.read_text())
    assert "/models/{namespace}/{name}" in found["paths"]  # alone at its address: no fragment
    assert "EchoInput" in found["components"]["schemas"]
    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []


def test_a_folder_is_no_file(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi", "--specs", str(folder.specs), "--out", str(folder.specs)]) == 2
    assert "name a file" in capsys.readouterr().err


def test_specs_with_faults_make_no_document(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.task("echo", args=[{"pointer": "/none", "name": "text", "positional": True}])
    out = tmp_path / "api.json"
    assert main(["openapi", "--specs", str(folder.specs), "--out", str(out)]) == 2
    assert "tasks/echo/operation.json#/args/0" in capsys.readouterr().err
    assert not out.exists()


def test_a_title_that_the_document_needs_itself(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads((folder.specs / "tasks" / "echo" / "output.json").read_text())
    folder.task("echo", output={**schema, "title": "DeployedModel"})
    out = tmp_path / "api.json"
    assert main(["openapi", "--specs", str(folder.specs), "--out", str(out)]) == 2
    assert "tasks/echo/output.json: title-taken" in capsys.readouterr().err
    assert not out.exists()
