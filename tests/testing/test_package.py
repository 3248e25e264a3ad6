"""The package of test tools: what type checkers see, what it costs, and what its page shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import inferloom.testing
from tests.support.server import Script, json_reply
from tests.unit.test_imports import modules_after, own

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).parent / "typed.py"
PAGE = ROOT / "docs" / "testing.md"


@pytest.mark.parametrize("version", ["3.10", "3.13"])
def test_mypy_strict_finds_nothing(version: str) -> None:
    command = ("mypy", "--strict", "--python-version", version, str(SCRIPT))
    run = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.returncode == 0, run.stdout


def test_pyright_strict_finds_nothing() -> None:
    command = ("pyright", "--pythonpath", sys.executable, str(SCRIPT))
    run = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.returncode == 0, run.stdout


def test_every_export_can_be_imported() -> None:
    for name in inferloom.testing.__all__:
        assert getattr(inferloom.testing, name) is not None
        assert name in dir(inferloom.testing)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(inferloom.testing, "nothing")  # noqa: B009 - type checkers know that it is not there


def test_nothing_is_loaded_before_it_is_used() -> None:
    assert own(modules_after("import inferloom.testing")) == {"inferloom.testing"}
    modules = own(modules_after("import inferloom; inferloom.InferenceClient(token=False)"))
    assert not {name for name in modules if name.startswith("inferloom.testing")}
    modules = own(modules_after("from inferloom.testing import FakeClient; FakeClient()"))
    assert not {name for name in modules if name.startswith("inferloom.types")}


def test_the_examples_of_the_page(
    server: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.queue(
        json_reply(
            {
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": "Hello"},
                        "finish_reason": "stop",
                    }
                ]
            }
        )
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MY_TOKEN", "canary-token")
    names: dict[str, object] = {"__name__": "page"}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    blocks = [block for block in blocks if "FaultServer" not in block]
    assert len(blocks) >= 5
    for block in blocks:
        code = block.replace("http://localhost:8080", server.url)
        exec(compile(code, str(PAGE), "exec"), names)
    assert "canary-token" not in (tmp_path / "chat.json").read_text()
