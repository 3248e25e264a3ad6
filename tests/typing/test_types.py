"""The types are the product: two checkers and an editor agree with what users expect."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import jedi
import pytest

from inferloom import AsyncInferenceClient, InferenceClient

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).parent / "results.py"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("version", ["3.10", "3.13"])
def test_mypy_strict_finds_nothing(version: str) -> None:
    result = run("mypy", "--strict", "--python-version", version, "src/inferloom", str(SCRIPT))
    assert result.returncode == 0, result.stdout


def test_pyright_strict_finds_nothing() -> None:
    result = run("pyright", "--pythonpath", sys.executable)
    assert result.returncode == 0, result.stdout


def test_every_method_is_asserted() -> None:
    text = SCRIPT.read_text()
    for cls, prefix in ((InferenceClient, r"client\."), (AsyncInferenceClient, r"await client\.")):
        for name in methods(cls):
            assert re.search(rf"assert_type\(\s*{prefix}{name}\(", text), f"{cls.__name__}.{name}"


def methods(cls: type) -> list[str]:
    return [
        name
        for name, value in vars(cls).items()
        if inspect.isfunction(value) and not name.startswith("_")
    ]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that share jedi's cache read each other's half-written files."""
    monkeypatch.setattr(jedi.settings, "cache_directory", str(tmp_path))


def completions(code: str) -> set[str]:
    lines = code.splitlines()
    found = jedi.Script(code).complete(len(lines), len(lines[-1]))
    return {completion.name for completion in found}


def test_completion_of_methods() -> None:
    found = completions(
        "from inferloom import InferenceClient\nclient = InferenceClient()\nclient."
    )
    assert {"chat_completion", "text_classification", "chat", "send", "with_options"} <= found
    found = completions(
        "from inferloom import AsyncInferenceClient\nclient = AsyncInferenceClient()\nclient."
    )
    assert {"chat_completion", "text_classification", "chat", "send", "with_options"} <= found


def test_completion_of_arguments() -> None:
    found = completions(
        "from inferloom import InferenceClient\nInferenceClient().text_classification('a', to"
    )
    assert "top_k=" in found


def test_completion_of_result_fields() -> None:
    found = completions(
        "from inferloom import InferenceClient\nInferenceClient().text_classification('a')[0]."
    )
    assert {"label", "score"} <= found
    found = completions(
        "from inferloom import InferenceClient\n"
        "InferenceClient().chat_completion([]).choices[0].message."
    )
    assert {"content", "tool_calls"} <= found


def test_completion_of_exports() -> None:
    assert {"TextClassificationOutputElement", "RateLimitError"} <= completions(
        "import inferloom\ninferloom."
    )


def test_hover_shows_the_documentation() -> None:
    code = "from inferloom import InferenceClient\nInferenceClient().text_classification"
    (name,) = jedi.Script(code).help(2, 30)
    assert "Classify a text" in name.docstring()
    assert "top_k: Number of labels" in name.docstring()
