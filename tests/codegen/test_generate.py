"""Specs written in the test are compiled, imported and called."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.codegen.inline import ECHO_INPUT, ECHO_OPERATION, ECHO_OUTPUT, ROOT, Folder
from tests.support.server import Script, event_reply, json_reply


def call(folder: Folder, server: Script, reply: Any, *arguments: Any, **keywords: Any) -> Any:
    assert folder.run("generate") == 0
    package = folder.load()
    server.queue(reply)
    with package.InferenceClient(base_url=server.url) as client:
        result = client.echo(*arguments, **keywords)
        return list(result) if keywords.get("stream") else result  # leaving closes a stream


def test_a_task_costs_one_folder_and_no_python(folder: Folder, server: Script) -> None:
    result = call(folder, server, json_reply({"echo": "hi", "extra": 1}), "hi")
    assert result.echo == "hi"
    assert result["extra"] == 1
    assert server.seen[0].json == {"inputs": "hi"}


def test_check_after_generate_finds_nothing(folder: Folder) -> None:
    assert folder.run("generate") == 0
    assert folder.run("check") == 0


def test_check_names_what_changed_and_why(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.run("generate") == 0
    (folder.out / "types" / "echo.py").write_text("# edited\n")
    (folder.out / "operations" / "gone.py").write_text("# stale\n")
    (folder.out / "client.py").unlink()
    capsys.readouterr()
    before = folder.files()

    assert folder.run("check") == 1

    out = capsys.readouterr().out
    assert "changed  types/echo.py  (it was edited by hand)" in out
    assert "stale    operations/gone.py" in out
    assert "missing  client.py" in out
    assert f"inferloom-codegen generate --specs {folder.specs}" in out
    assert folder.files() == before, "check writes nothing"


def test_check_names_the_spec_that_changed(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.run("generate") == 0
    folder.task("echo", summary="Say it again.")
    capsys.readouterr()
    assert folder.run("check") == 1
    assert "client.py  (specs/tasks/echo/operation.json changed)" in capsys.readouterr().out


def test_check_sees_a_change_that_makes_no_other_file(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.run("generate") == 0
    text = (folder.specs / "tasks" / "echo" / "input.json").read_text()
    (folder.specs / "tasks" / "echo" / "input.json").write_text(text + "\n")
    capsys.readouterr()
    assert folder.run("check") == 1
    assert "specs/tasks/echo/input.json changed" in capsys.readouterr().out


def test_generate_removes_what_no_spec_makes(folder: Folder) -> None:
    other = {**ECHO_OUTPUT, "title": "OtherOutput"}
    folder.task(
        "other",
        input={**ECHO_INPUT, "title": "OtherInput"},
        output=other,
        task="other",
        method="other",
    )
    assert folder.run("generate") == 0
    assert (folder.out / "operations" / "other.py").is_file()
    for path in (folder.specs / "tasks" / "other").iterdir():
        path.unlink()
    (folder.specs / "tasks" / "other").rmdir()
    assert folder.run("generate") == 0
    assert not (folder.out / "operations" / "other.py").exists()
    assert "OtherOutput" not in (folder.out / "__init__.py").read_text()
    assert folder.run("check") == 0


def test_a_broken_spec_changes_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.run("generate") == 0
    before = folder.files(), folder.lock.read_text()
    folder.task("echo", args=[{"pointer": "/input", "name": "text", "positional": True}])
    capsys.readouterr()

    assert folder.run("generate") == 2

    err = capsys.readouterr().err
    assert "tasks/echo/operation.json#/args/0" in err
    assert "fix:" in err
    assert "nothing was written" in err
    assert (folder.files(), folder.lock.read_text()) == before


def test_a_file_that_is_not_json_is_named(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.specs / "tasks" / "echo" / "input.json").write_text("{")
    assert folder.run("generate") == 2
    assert "tasks/echo/input.json: json: is not valid JSON" in capsys.readouterr().err
    assert not folder.out.exists()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_same_bytes_under_any_hash_seed(folder: Folder, seed: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    subprocess.run(
        [
            sys.executable, "-m", "codegen", "--specs", str(ROOT / "specs"), "--out", str(out),
            "--lock", str(tmp_path / "lock"), "generate",
        ],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    for path in json.loads((ROOT / "spec.lock").read_text())["files"]:
        assert (out / path).read_bytes() == (ROOT / "src" / "inferloom" / path).read_bytes()


def test_the_repository_is_generated() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "codegen", "check"], capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stdout + run.stderr


# What becomes of a schema -----------------------------------------------------------------------


def with_parameters(**properties: Any) -> dict[str, Any]:
    return {
        **ECHO_INPUT,
        "properties": {
            **ECHO_INPUT["properties"],
            "parameters": {"$ref": "#/$defs/EchoParameters"},
        },
        "$defs": {
            "EchoParameters": {
                "title": "EchoParameters",
                "description": "Options.",
                "type": "object",
                "properties": properties,
            }
        },
    }


@pytest.mark.parametrize(
    "said",
    ['Say "hi"', '"Hi" is said', "A path such as C:\\new\\x.", "Ends with \\", "{{ 7 * 7 }}"],
)
def test_texts_arrive_in_docstrings_as_they_are(folder: Folder, said: str) -> None:
    inputs = {"type": "string", "description": said}
    folder.task(
        "echo",
        input={**ECHO_INPUT, "description": said, "properties": {"inputs": inputs}},
        description=said,
    )
    folder.run("generate")
    client = folder.load().InferenceClient
    assert import_module(f"{folder.name}.types.echo").EchoInput.__doc__.strip() == said
    assert f"text: {said}\n" in client.echo.__doc__
    assert f"\n{said}\n" in inspect.cleandoc(client.echo.__doc__)


def test_an_example_may_hold_anything(folder: Folder) -> None:
    odd = 'a """ b \\ c \'d\''
    example = {
        **ECHO_OPERATION["examples"][0],
        "arguments": {"text": odd},
        "request": {"json": {"inputs": odd}},
    }
    folder.task("echo", examples=[example])
    folder.run("generate")
    assert f"client.echo({json.dumps(odd)})" in folder.load().InferenceClient.echo.__doc__


def test_parameters_become_keyword_arguments(folder: Folder, server: Script) -> None:
    schema = with_parameters(
        times={"type": "integer", "minimum": 1, "description": "How often."},
        schema={
            "type": ["object", "null"],
            "description": "A schema.",
            "additionalProperties": True,
        },
    )
    folder.task("echo", input=schema, flatten=["/parameters"])
    result = call(folder, server, json_reply({"echo": "hi"}), "hi", times=2, schema={"a": None})
    assert result.echo == "hi"
    assert server.seen[0].json == {
        "inputs": "hi",
        "parameters": {"times": 2, "schema": {"a": None}},
    }


def test_what_is_not_given_is_not_sent(folder: Folder, server: Script) -> None:
    folder.task(
        "echo",
        input=with_parameters(times={"type": "integer", "description": "How often. 3 by default."}),
        flatten=["/parameters"],
    )
    call(folder, server, json_reply({"echo": "hi"}), "hi", times=None)
    assert server.seen[0].json == {"inputs": "hi"}


def test_inputs_are_strict(folder: Folder, server: Script) -> None:
    folder.task(
        "echo",
        input=with_parameters(
            times={"type": "integer", "minimum": 1, "description": "How often."},
            voice={"enum": ["loud", "low"], "description": "How."},
        ),
        flatten=["/parameters"],
    )
    assert folder.run("generate") == 0
    package = folder.load()
    client = package.InferenceClient(base_url=server.url)
    for arguments, name in (
        ({"text": 3}, "text"),
        ({"text": "a", "times": 0}, "times"),
        ({"text": "a", "times": "2"}, "times"),
        ({"text": "a", "times": True}, "times"),
        ({"text": "a", "times": 1.5}, "times"),
        ({"text": "a", "voice": "shrill"}, "voice"),
        ({"text": object()}, "text"),
        ({"text": "a", "times": float("nan")}, "times"),
    ):
        with pytest.raises(package.ArgumentError) as caught:
            client.echo(**arguments)
        assert caught.value.argument == name
        assert str(caught.value).startswith(f"{name}: ")
    with pytest.raises(TypeError, match="volume"):
        client.echo("a", volume=3)
    assert server.seen == []


def test_outputs_are_lenient(folder: Folder, server: Script) -> None:
    output = {
        **ECHO_OUTPUT,
        "properties": {
            **ECHO_OUTPUT["properties"],
            "mood": {"enum": ["good", "bad"], "description": "The mood."},
            "content-type": {"type": "string", "description": "MIME type."},
        },
    }
    folder.task("echo", output=output)
    answer = {"echo": "hi", "mood": "so-so", "content-type": "text/plain", "new": {"a": [1]}}
    result = call(folder, server, json_reply(answer), "hi")
    assert result.mood == "so-so"
    assert result.content_type == result["content-type"] == "text/plain"
    assert result.new == {"a": [1]}
    assert result == answer
    assert dict(result) == answer
    assert "new" in result and "old" not in result


def test_an_answer_of_another_kind_is_an_error_that_carries_it(
    folder: Folder, server: Script
) -> None:
    assert folder.run("generate") == 0
    package = folder.load()
    client = package.InferenceClient(base_url=server.url, max_retries=0)
    server.queue(json_reply({"ehco": "hi"}))
    with pytest.raises(package.ResponseDecodeError, match="echo") as caught:
        client.echo("hi")
    assert caught.value.body == {"ehco": "hi"}


def test_every_accepted_shape_gives_one_result(folder: Folder, server: Script) -> None:
    items = {
        "$schema": ECHO_OUTPUT["$schema"],
        "title": "EchoOutput",
        "description": "Repeated.",
        "type": "array",
        "items": {"$ref": "#/$defs/EchoOutputElement"},
        "$defs": {
            "EchoOutputElement": {
                "title": "EchoOutputElement",
                "description": "One.",
                "type": "object",
                "properties": {
                    "label": {"type": "string", "description": "Name."},
                    "score": {"type": "number", "description": "Score, 0 to 1."},
                },
                "required": ["label", "score"],
            }
        },
    }
    example = {
        **ECHO_OPERATION["examples"][0],
        "response": {"json": [{"label": "a", "score": 0.5}]},
        "result": [{"label": "a", "score": 0.5}],
    }
    folder.task(
        "echo",
        output=items,
        response={
            "kind": "json",
            "returns": "Them.",
            "accept": [
                {"opens": "[[", "shape": "first_of_list"},
                {
                    "opens": "{",
                    "shape": "columns",
                    "columns": {"label": "labels", "score": "scores"},
                },
            ],
        },
        examples=[example],
    )
    assert folder.run("generate") == 0
    client = folder.load().InferenceClient(base_url=server.url)
    wanted = [{"label": "a", "score": 0.5}, {"label": "b", "score": 0.25}]
    for answer in (wanted, [wanted], {"labels": ["a", "b"], "scores": [0.5, 0.25]}):
        server.queue(json_reply(answer))
        assert client.echo("hi") == wanted
    server.queue(json_reply([]))
    assert client.echo("hi") == []


def test_streams(folder: Folder, server: Script) -> None:
    chunk = {
        "$schema": ECHO_OUTPUT["$schema"],
        "title": "EchoStreamOutput",
        "description": "A piece.",
        "type": "object",
        "properties": {
            "piece": {"type": "string", "description": "The piece."},
            "last": {"type": ["string", "null"], "description": "Why it ended."},
        },
        "required": ["piece"],
    }
    schema = {
        **ECHO_INPUT,
        "properties": {
            **ECHO_INPUT["properties"],
            "stream": {"type": "boolean", "description": "Piece by piece."},
        },
    }
    plain = ECHO_OPERATION["examples"][0]
    streamed: dict[str, Any] = {
        "name": "streamed",
        "arguments": {"text": "hi", "stream": True},
        "request": {"json": {"inputs": "hi", "stream": True}},
        "response": {"events": [{"piece": "h"}, {"piece": "i", "last": "end"}]},
        "result": ["h", "i"],
    }
    manifest: dict[str, Any] = {
        "args": [*ECHO_OPERATION["args"], {"pointer": "/stream", "switch": True}],
        "response": None,
        "variants": [
            {"when": {"stream": False}, "response": ECHO_OPERATION["response"]},
            {
                "when": {"stream": True},
                "stream": {
                    "schema": "stream.json",
                    "project": "/piece",
                    "complete": {"field": "last"},
                    "returns": "Pieces.",
                },
            },
        ],
        "examples": [plain, streamed],
    }
    folder.task("echo", input=schema, stream=chunk, **manifest)
    path = folder.specs / "tasks" / "echo" / "operation.json"
    data = json.loads(path.read_text())
    del data["response"]
    path.write_text(json.dumps(data))

    events = streamed["response"]["events"]
    assert list(call(folder, server, event_reply(events), "hi", stream=True)) == ["h", "i"]
    package = folder.load()
    server.queue(event_reply(events[:1]))
    stream = package.InferenceClient(base_url=server.url).echo("hi", stream=True)
    assert next(stream) == "h"
    with pytest.raises(package.StreamInterruptedError):
        next(stream)


# How it reads -----------------------------------------------------------------------------------


def test_generated_code_passes_the_rules_of_the_repository() -> None:
    paths = ["src/inferloom"]
    for command in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *paths],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert run.returncode == 0, run.stdout


def test_generated_code_is_readable() -> None:
    files = json.loads((ROOT / "spec.lock").read_text())["files"]
    for path in files:
        text = (ROOT / "src" / "inferloom" / path).read_text()
        assert "Field(title=" not in text, path
        for number, line in enumerate(text.splitlines(), 1):
            unbroken = " as " in line or "https://" in line or len(line.split()) == 1
            assert len(line) <= 100 or unbroken, f"{path}:{number}"


def test_every_public_method_is_documented_in_full() -> None:
    from inferloom import InferenceClient

    for name, method in vars(InferenceClient).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        text = method.__doc__ or ""
        for section in ("Args:", "Returns:", "Raises:", "Example:"):
            assert section in text, f"{name} has no {section}"
        for argument in list(inspect.signature(method).parameters)[1:]:
            assert f"    {argument}: " in text, f"{name} does not explain {argument}"
