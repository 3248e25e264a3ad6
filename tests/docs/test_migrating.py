"""docs/migrating.md: its blocks run, and its tables have every difference that is known."""

from __future__ import annotations

import base64
import re

import pytest

from tests.docs.pages import DOCS, run_python
from tests.hub.cases import cases
from tests.hub.reasons import GENERALLY, NEW, OLD, REASONS
from tests.support.server import Reply, Script, Seen, json_reply

PAGE = (DOCS / "migrating.md").read_text()
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
ANSWER = {"answer": "Clara", "score": 0.93, "start": 11, "end": 16}


def answers(seen: Seen) -> Reply:
    inputs = seen.json["inputs"]
    if isinstance(inputs, dict):
        return json_reply([ANSWER] if "top_k" in seen.json.get("parameters", {}) else ANSWER)
    if inputs == "Hello":
        return json_reply([[0.5, -0.25, 1.0]])
    return Reply(body=PNG, headers={"content-type": "image/png"})


def test_the_blocks_run(server: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    server.always(answers)
    monkeypatch.setenv("HF_INFERENCE_ENDPOINT", server.url)
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setenv("MY_TOKEN", "")
    monkeypatch.setenv("HF_HOME", "/nonexistent")
    assert run_python("migrating.md") == 5
    drawn = [seen.json for seen in server.seen if "clip_skip" in str(seen.json)]
    assert drawn == [{"inputs": "A cat", "parameters": {"clip_skip": 2}}] * 2


def table(heading: str) -> set[str]:
    """Return what the rows below a heading say."""
    part = PAGE.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| .+ \| (.+) \|$", part, re.MULTILINE)
    return set(rows) - {"what is different here"}


def test_the_tables_have_every_difference() -> None:
    releases: dict[str, set[str]] = {}
    for (_, _, release), reason in REASONS.items():
        releases.setdefault(reason, set()).update([release] if release else [OLD, NEW])
    both = {reason for reason, found in releases.items() if found == {OLD, NEW}}
    assert table("From 0.25 and from 2.x") == both | set(GENERALLY)
    inputs = {"every task is sent as `inputs` and `parameters`, which all servers of today read"}
    old = {reason for reason, found in releases.items() if found == {OLD}}
    assert table("From 0.25 alone") == old | inputs
    assert table("From 2.x alone") == {r for r, found in releases.items() if found == {NEW}}


def test_every_reason_is_of_a_case() -> None:
    names = {case.name for case in cases()}
    methods = {case.method for case in cases()}
    for name, part, release in REASONS:
        assert name in names or name in methods, name
        assert part in ("request", "result")
        assert release in ("", NEW, OLD)
    assert len(names) == len(list(cases()))
