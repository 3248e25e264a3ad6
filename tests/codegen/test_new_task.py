"""`new-task`: what it writes compiles, and its example holds over a real socket."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.new_task import DECISIONS
from tests.codegen.inline import ROOT, Folder
from tests.support.examples import comparable, python, reply_of
from tests.support.server import scripted

KINDS = {
    "greet-people": ["--kind", "json"],
    "judge_pictures": ["--kind", "media-in"],
    "judge-songs": ["--kind", "media-in", "--media", "audio"],
    "watch-clips": ["--kind", "media-in", "--media", "video"],
    "paint": ["--kind", "media-out"],
    "tell-stories": ["--kind", "stream"],
    "sing": ["--kind", "media-out", "--media", "audio"],
    "film": ["--kind", "media-out", "--media", "video"],
}


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A copy of this project's specs."""
    return Path(shutil.copytree(ROOT / "specs", tmp_path / "specs"))


def new_task(specs: Path, *words: str) -> int:
    return main(["--specs", str(specs), "new-task", *words])


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_new_tasks_compile_and_their_examples_hold(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, words in KINDS.items():
        assert new_task(folder.specs, name, *words) == 0
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0
    package = folder.load()

    with scripted() as server, package.InferenceClient(base_url=server.url, token=False) as client:
        for name in KINDS:
            manifest = manifest_of(folder.specs, name)
            example = manifest["examples"][0]
            arguments = python(example["arguments"])

            server.queue(reply_of(example["response"]))
            result = getattr(client, manifest["method"])(**arguments)
            assert comparable(result) == comparable(python(example["result"]))

            async def call(method: str, arguments: dict[str, Any]) -> Any:
                async with package.AsyncInferenceClient(base_url=server.url, token=False) as client:
                    return await getattr(client, method)(**arguments)

            server.queue(reply_of(example["response"]))
            result = asyncio.run(call(manifest["method"], arguments))
            assert comparable(result) == comparable(python(example["result"]))

            for request in server.seen:
                if "json" in example["request"]:
                    assert request.json == example["request"]["json"]
                else:
                    assert request.body == python({"$base64": example["request"]["base64"]})
                    assert request.headers["content-type"] == example["request"]["content_type"]
            server.seen.clear()


STREAM = {
    "schema": "stream.json",
    "complete": {"field": "done"},
    "end": "[DONE]",
    "returns": "With `stream=True`, a stream of its pieces.",
}


def test_a_streaming_task_streams_and_adds_up_with_both_clients(folder: Folder) -> None:
    assert new_task(folder.specs, "tell-stories", "--kind", "stream") == 0
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0
    package = folder.load()
    example = manifest_of(folder.specs, "tell-stories")["examples"][1]
    arguments, chunks, final = example["arguments"], example["result"], example["final"]

    async def both(url: str) -> tuple[list[Any], Any]:
        async with package.AsyncInferenceClient(base_url=url, token=False) as client:
            stream = await client.tell_stories(**arguments)
            pieces = [comparable(chunk) async for chunk in stream]
            return pieces, await (await client.tell_stories(**arguments)).final()

    with scripted() as server, package.InferenceClient(base_url=server.url, token=False) as client:
        for _ in range(4):
            server.queue(reply_of(example["response"]))
        assert [comparable(chunk) for chunk in client.tell_stories(**arguments)] == chunks
        assert comparable(client.tell_stories(**arguments).final()) == final
        pieces, whole = asyncio.run(both(server.url))
        assert (pieces, comparable(whole)) == (chunks, final)
        assert [request.json for request in server.seen] == [example["request"]["json"]] * 4
        server.queue(reply_of(example["response"]))
        assert "".join(client.tell_stories(**arguments).text) == final["text"]


def test_a_stream_that_says_not_how_it_adds_up_is_noted_and_final_says_what_to_write(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_task(folder.specs, "tell-stories", "--kind", "stream") == 0
    manifest = manifest_of(folder.specs, "tell-stories")
    manifest["variants"][1]["stream"] = STREAM
    example = manifest["examples"][1]
    del example["final"]
    folder.write("tasks/tell_stories/operation.json", manifest)
    capsys.readouterr()
    assert folder.run("lint") == 0
    assert "operation.json#/variants/1/stream: stream-whole: " in capsys.readouterr().out
    assert folder.run("generate") == 0
    package = folder.load()
    wanted = "`accumulate` into the variant's `stream` in tasks/tell_stories/operation.json"

    async def final(url: str) -> None:
        async with package.AsyncInferenceClient(base_url=url, token=False) as client:
            with pytest.raises(package.InferenceError, match=wanted):
                await (await client.tell_stories("a", stream=True)).final()

    with scripted() as server, package.InferenceClient(base_url=server.url, token=False) as client:
        for _ in range(2):
            server.queue(reply_of(example["response"]))
        with pytest.raises(package.InferenceError, match=wanted):
            client.tell_stories("a", stream=True).final()
        asyncio.run(final(server.url))


@pytest.mark.parametrize("key", ["complete", "schema", "returns"])
def test_a_stream_that_lacks_what_it_must_have_is_a_fault(
    key: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_task(folder.specs, "tell-stories", "--kind", "stream") == 0
    manifest = manifest_of(folder.specs, "tell-stories")
    del manifest["variants"][1]["stream"][key]
    folder.write("tasks/tell_stories/operation.json", manifest)
    capsys.readouterr()

    assert folder.run("lint") == 2

    assert f"/variants/1/stream: manifest-shape: lacks the key {key!r}" in capsys.readouterr().err


def manifest_of(specs: Path, name: str) -> dict[str, Any]:
    path = specs / "tasks" / name.replace("-", "_") / "operation.json"
    data: dict[str, Any] = json.loads(path.read_text())
    return data


def test_the_decisions_are_told_and_listed_as_notes(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_task(specs, "greet-people") == 0
    told = capsys.readouterr().out
    assert main(["--specs", str(specs), "lint"]) == 0
    listed = capsys.readouterr().out

    assert len(DECISIONS) == 4
    for pointer, text in DECISIONS.items():
        assert text in told
        assert f"note: tasks/greet_people/operation.json#{pointer}: todo: {text}" in listed
    assert "no faults, 4 notes." in listed


def test_what_is_written_is_in_order(specs: Path) -> None:
    before = files_of(specs)
    assert new_task(specs, "greet-people") == 0
    written = {path: text for path, text in files_of(specs).items() if path not in before}

    assert sorted(written) == [
        f"tasks/greet_people/{name}.json" for name in ("input", "operation", "output")
    ]
    assert main(["--specs", str(specs), "lint", "--fix"]) == 0
    assert files_of(specs) == {**before, **written}


def test_a_task_may_go_to_a_folder_that_adds_to_the_specs(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    (ours / "tasks").mkdir(parents=True)
    words = ["--specs", str(ROOT / "specs"), "--add", str(ours)]

    assert main([*words, "new-task", "greet-people"]) == 0

    assert (ours / "tasks" / "greet_people" / "operation.json").is_file()
    assert main([*words, "lint"]) == 0


BAD_NAMES = {
    "echo": "is there already",
    "class": "is a keyword of Python",
    "copy": "is a member of the models that pydantic makes",
    "model-dump": "is a member of the models that pydantic makes",
    "values": "is a member of the models that pydantic makes",
    "post": "is a member of the clients",
    "get-model-status": "is a member of the clients",
    "common": "is the module of shared types",
    "GreetPeople": "is no task id\n    fix: write lower-case words, as in greet_people",
    "greet people": "is no task id",
    "greet--people": "is no task id",
    "2d": "is no task id",
    "": "is no task id",
    "../x": "is no task id",
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_cannot_be_is_refused(
    name: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(folder.specs)

    assert new_task(folder.specs, name) == 2

    error = capsys.readouterr().err
    assert f"NAME: {name!r} {BAD_NAMES[name]}" in error
    assert "fix: " in error
    assert error.endswith("Nothing was written.\n")
    assert files_of(folder.specs) == before


def test_the_name_of_another_tasks_method_is_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.task("old_echo", task="old-echo", method="shout", aliases=["echoes.loud"])

    for name, place in (("shout", "method of"), ("echoes", "first part of an alias in")):
        assert new_task(folder.specs, name) == 2
        error = capsys.readouterr().err
        assert f"NAME: {name!r} is the {place} tasks/old_echo/operation.json" in error


def test_class_names_that_are_taken_are_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(json.loads((folder.specs / "tasks/echo/output.json").read_text()))
    (folder.specs / "tasks/echo/output.json").write_text(re.sub("EchoOutput", "SpeakInput", text))

    assert new_task(folder.specs, "speak") == 2
    error = capsys.readouterr().err
    assert "does not go with the other specs" in error
    assert "SpeakInput is also the title at" in error
