"""Vendored copies with providers, with some of them, and with none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.lint import lint
from codegen.load import Specs, load
from codegen.vendor.closure import chosen, chosen_providers, subset
from tests.codegen.inline import ROOT
from tests.codegen.isolated import mypy
from tests.support.server import Script, json_reply

CHAT = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "Hi."}, "finish_reason": "stop"}
    ],
}
ASK = "client.chat_completion([{'role': 'user', 'content': 'Hi'}], model='a/b')"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source folder of a project that has vendored copies with one provider and with none."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "acme").mkdir()
    (folder / "acme" / "__init__.py").write_text("")
    tasks = "chat_completion,text_classification"
    for name, options in (("one", ["--providers", "together"]), ("none", [])):
        into = ["--into", str(folder / "acme" / name), "--package", f"acme.{name}"]
        assert main(["vendor", "--tasks", tasks, *into, *options]) == 0
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "providers").glob("*.py")}


def run(app: Path, server: Script, copy: str, code: str) -> str:
    """Run code in a process with a copy, whose hub and router are the server."""
    text = f"""
import asyncio
from acme.{copy} import AsyncInferenceClient, InferenceClient, InferenceError
try:
    {code}
except InferenceError as error:
    print(type(error).__name__, error)
"""
    env = {"HF_ENDPOINT": server.url, "HF_ROUTER_ENDPOINT": f"{server.url}/router"}
    done = subprocess.run(
        [sys.executable, "-c", text],
        capture_output=True,
        text=True,
        cwd=app,
        env={**env, "HF_HOME": "/nowhere"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def listing(provider: str, id_: str, task: str) -> Any:
    entry = {provider: {"providerId": id_, "task": task, "status": "live"}}
    return json_reply({"id": "a/b", "inferenceProviderMapping": entry})


def test_a_copy_has_what_was_asked_for(app: Path) -> None:
    one, none = app / "acme" / "one", app / "acme" / "none"
    assert names(one) == {"__init__.py", "together.py"}
    assert names(none) == {"__init__.py"}
    text = (one / "providers" / "together.py").read_text()
    assert '"chat_completion"' in text
    assert "text_to_image" not in text and "JOB" not in text
    for module in ("policy/providers.py", "policy/jobs.py", "calls/job.py"):
        assert "in place of a module" not in (one / module).read_text()
        assert "in place of a module" in (none / module).read_text()
    assert "| providers | `together` |" in (one / "VENDORED.md").read_text()
    assert "| providers | none |" in (none / "VENDORED.md").read_text()


def test_a_copy_calls_its_provider(app: Path, server: Script) -> None:
    server.queue(listing("together", "acme-b", "conversational"), json_reply(CHAT))
    client = "client = InferenceClient(provider='together', token='hf_x')"
    said = run(app, server, "one", f"{client}; print({ASK}.text)")
    assert said == "Hi.\n"
    _, sent = server.seen
    assert sent.path == "/router/together/v1/chat/completions"
    assert sent.json["model"] == "acme-b"


@pytest.mark.parametrize("kind", ["InferenceClient", "AsyncInferenceClient"])
@pytest.mark.parametrize(
    ("copy", "code", "path", "option"),
    [
        ("one", "provider='groq'", "providers/groq.py", "--providers groq"),
        ("one", "provider='fal-ai'", "providers/fal_ai.py", "--providers fal-ai"),
        ("none", "provider='together'", "providers/", "--providers NAME"),
        ("none", "provider='auto'", "providers/", "--providers NAME"),
    ],
)  # fmt: skip
def test_what_a_copy_leaves_out_says_so(
    app: Path, server: Script, kind: str, copy: str, code: str, path: str, option: str
) -> None:
    said = run(app, server, copy, f"{kind}({code}, token='hf_x')")
    assert said.startswith("InferenceError ")
    assert f"needs {path}, which this copy of the client leaves out" in said
    assert f"`{option}`" in said
    assert server.seen == []


def test_a_name_that_nobody_has_is_no_part(app: Path, server: Script) -> None:
    said = run(app, server, "one", "InferenceClient(provider='togehter', token='hf_x')")
    assert said.startswith(
        "ArgumentError provider: 'togehter' is not known; did you mean 'together'"
    )


def test_services_say_so_too(app: Path, server: Script) -> None:
    said = run(app, server, "none", "InferenceClient(token='hf_x').providers('a/b')")
    assert "`--providers NAME`" in said
    assert server.seen == []


def test_a_copy_without_providers_calls_as_before(app: Path, server: Script) -> None:
    server.queue(json_reply({"error": "Model a/b not supported by provider hf-inference"}, 404))
    said = run(
        app, server, "none", "InferenceClient(token='hf_x').text_classification('x', model='a/b')"
    )
    assert said.startswith("NotFoundError ") and "not supported by provider" in said
    assert len(server.seen) == 1  # nobody is asked who else serves it


def test_copies_pass_mypy_strict(app: Path) -> None:
    assert mypy(app, "acme.one", "acme.none").startswith("Success: ")


def test_update_keeps_adds_and_drops_providers(app: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert main(["vendor", "--tasks", "chat_completion", "--into", str(folder)]) == 0
    for words, found in (
        (["--providers", "groq, together"], {"groq.py", "together.py"}),
        ([], {"groq.py", "together.py"}),
        (["--providers", "cohere"], {"cohere.py"}),
        (["--providers", "none"], set[str]()),
    ):
        assert main(["vendor", "--update", str(folder), *words]) == 0
        assert names(folder) == {"__init__.py", *found}
        assert main(["vendor", "--verify", str(folder)]) == 0


def test_an_older_lock_asks_for_no_providers(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert main(["vendor", "--tasks", "text_classification", "--into", str(folder)]) == 0
    lock = json.loads((folder / "vendor.lock").read_text())
    assert lock["options"].pop("providers") == []
    (folder / "vendor.lock").write_text(json.dumps(lock))
    assert main(["vendor", "--update", str(folder)]) == 0
    assert names(folder) == {"__init__.py"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--providers", "togehter"], ["there is no provider 'togehter'", "is it together?"]),
        (["--providers", "replicate"], ["'replicate' serves none of the tasks", "text_to_image"]),
    ],
    ids=["unknown", "another task"],
)
def test_a_bad_call_says_why(
    words: list[str], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = ["--into", str(tmp_path / "copy")]
    assert main(["vendor", "--tasks", "chat_completion", *into, *words]) == 2
    printed = capsys.readouterr().err
    assert all(text in printed for text in ["--providers: ", *said])
    assert not (tmp_path / "copy").exists()


SPECS: Specs = load(ROOT / "specs")


@pytest.mark.parametrize("task", [task.folder for task in SPECS.tasks])
def test_what_is_left_of_providers_has_no_fault(task: str) -> None:
    """Of a provider a copy takes its tasks, and the parts that these name."""
    tasks = chosen(SPECS, [task])
    less = subset(SPECS, tasks, chosen_providers(SPECS, tasks, ["all"]))
    assert [str(finding) for finding in lint(less)] == []
    serving = {doc.data["name"] for doc in SPECS.providers() if task in doc.data["tasks"]}
    assert {doc.data["name"] for doc in less.providers()} == serving
    assert {*less.left_out} == {doc.data["name"] for doc in SPECS.providers()} - serving
