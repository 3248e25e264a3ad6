"""The example in each method's docstring runs, and shows what it says."""

from __future__ import annotations

import ast
import asyncio
import base64
import doctest
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from inferloom import AsyncInferenceClient, InferenceClient
from tests.generated.test_examples import MANIFESTS
from tests.support.examples import reply_of
from tests.support.server import Reply, Script, Seen, json_reply

# ruff: noqa: E501
FILES = {
    "cat.png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "speech.flac": "ZkxhQwAAACI=",
    "clip.mp4": "AAAAGGZ0eXBtcDQy",
}
PILLOW = re.compile(r"<PIL\.[^>]*>")  # what a picture shows is where it is in memory, too
CASES = [
    pytest.param(cls, manifest, id=f"{cls.__name__}-{manifest['method']}")
    for cls in (InferenceClient, AsyncInferenceClient)
    for manifest in MANIFESTS.values()
]


@pytest.mark.parametrize(("cls", "manifest"), CASES)
def test_the_example_runs(
    cls: type,
    manifest: dict[str, Any],
    server: Script,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answers(seen: Seen) -> Reply:
        if seen.path == "/api/tasks":
            tasks = {manifest["task"], "text-generation"}
            return json_reply({task: {"widgetModels": ["org/model"]} for task in tasks})
        return reply_of(manifest["examples"][0]["response"])

    server.always(answers)
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_bytes(base64.b64decode(text))
    document = inspect.getdoc(getattr(cls, manifest["method"])) or ""
    examples = doctest.DocTestParser().get_examples(document)
    assert examples
    shown = asyncio.run(run(examples))
    assert server.seen
    for example, value in shown:
        if example.want:
            assert words(PILLOW.sub("<PIL.Image.Image>", repr(value))) == words(example.want)


async def run(examples: list[doctest.Example]) -> list[tuple[doctest.Example, Any]]:
    names: dict[str, Any] = {}
    shown = []
    for example in examples:
        tree = ast.parse(example.source)
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            tree.body[-1] = ast.Assign([ast.Name("_", ast.Store())], last.value)
        code = compile(
            ast.fix_missing_locations(tree), "example", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        )
        waiting = eval(code, names)
        if inspect.iscoroutine(waiting):
            await waiting
        shown.append((example, names.get("_")))
    client = names["client"]
    closing = client.close()
    if inspect.iscoroutine(closing):
        await closing
    return shown


def words(text: str) -> str:
    return "".join(text.split())
