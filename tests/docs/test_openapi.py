"""docs/openapi.md, executed in an empty folder, with a server that answers as its document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.cli import main
from tests.docs.pages import DOCS, run_shell
from tests.support.server import Reply, Script, event_reply, json_reply, scripted


@pytest.fixture
def acme() -> Iterator[Script]:
    with scripted() as server:
        server.queue(
            json_reply({"id": "n1", "text": "Buy milk"}, 201),
            json_reply({"data": [{"id": "n1", "text": "Buy milk"}], "has_more": True}),
            json_reply({"data": [{"id": "n2", "text": "Call Ann"}], "has_more": False}),
            event_reply([{"text": "Milk,"}, {"text": "Ann."}]),
            Reply(204),
        )
        yield server


def test_the_page_tells_the_truth(tmp_path: Path, acme: Script) -> None:
    assert list(run_shell("openapi.md", tmp_path, SERVER=acme.url))

    assert [f"{seen.method} {seen.path}" for seen in acme.seen] == [
        "POST /notes",
        "GET /notes?book=home",
        "GET /notes?book=home&after=n1",
        "POST /notes/n1/summarize",
        "DELETE /notes/n1",
    ]
    assert {seen.headers["x-acme-key"] for seen in acme.seen} == {"k"}


def test_every_option_is_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["import-openapi", "--help"])
    own = capsys.readouterr().out.partition("[--specs DIR]")[0]
    page = (DOCS / "openapi.md").read_text()
    for option in re.findall(r"--[a-z]+", own):
        assert option in page, option
