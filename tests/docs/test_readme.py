"""The README's examples, executed against the local endpoint."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import inferloom_local
from inferloom_local import Endpoint

README = (Path(__file__).parents[2] / "README.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_examples_run_in_order(
    endpoint: Endpoint,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(BLOCKS) == 8
    monkeypatch.setenv("HF_ENDPOINT", endpoint.url)
    monkeypatch.setenv("HF_ROUTER_ENDPOINT", f"{endpoint.url}/router")
    monkeypatch.chdir(tmp_path)
    shutil.copy(Path(inferloom_local.__file__).parent / "data" / "cat.jpg", "cat.jpg")
    names: dict[str, object] = {"__name__": "readme"}
    printed = []
    for block in BLOCKS:
        block = block.replace("http://localhost:8080", endpoint.url)
        block = block.replace("black-forest-labs/FLUX.1-dev", "inferloom/example-of-text-to-image")
        exec(compile(block, "README.md", "exec"), names)
        printed.append(capsys.readouterr().out)
    assert "ello" in printed[0]
    assert printed[1].strip()
    assert printed[2].strip()
    assert "ello" in printed[3]
    assert printed[4].splitlines()[0].startswith("POSITIVE 0.")
    assert printed[4].splitlines()[1] == "top_k: should be greater than or equal to 1; got 0"
    assert printed[5].startswith("{'inputs': 'I love this!', 'parameters': {'top_k': 1}}\ncurl ")
    assert Path("overlay.png").stat().st_size > Path("mask.png").stat().st_size > 0
    assert "'fal-ai', 'hf-inference', 'nscale'" in printed[7]
    assert Path("lighthouse.png").read_bytes()[:4] == b"\x89PNG"
    client = names["client"]
    client.close()  # type: ignore[attr-defined]
