"""docs/providers.md: its block runs, and its tables are what the package knows."""

from __future__ import annotations

import base64
import re

import pytest

from inferloom import InferenceClient
from inferloom.providers import NAMES, SERVED
from tests.docs.pages import DOCS, run_python
from tests.providers.support import PROVIDERS, Hub, listing
from tests.support.server import Reply, Script, json_reply

PAGE = (DOCS / "providers.md").read_text()
MODEL = "black-forest-labs/FLUX.1-dev"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)


def test_the_block_runs(server: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    served = listing("replicate", "black-forest-labs/flux-dev", "text-to-image")
    hub = Hub(monkeypatch, server, {MODEL: served})
    ask = {"get": "https://api.replicate.com/v1/predictions/1"}
    files = [f"{server.url}/file.png"]
    done = {"id": "1", "status": "succeeded", "output": files, "urls": ask}
    server.queue(json_reply(done), Reply(body=PNG, headers={"content-type": "image/png"}))
    assert run_python("providers.md") == 1
    sent, file = server.seen
    assert sent.path == "/router/replicate/v1/models/black-forest-labs/flux-dev/predictions"
    assert sent.headers["x-hf-bill-to"] == "acme"
    assert file.path == "/file.png" and "authorization" not in file.headers
    assert len(hub.asked) == 1


def test_the_tables_are_complete() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (`.*`) \|$", PAGE, re.MULTILINE))
    assert {m: tuple(re.findall(r"`(.+?)`", names)) for m, names in rows.items()} == SERVED
    assert all(hasattr(InferenceClient, method) for method in rows)
    found = re.findall(r"^\| \[.*?\]\((.*?)\) \| `(.*?)` \| (\d+) \| (?:`(.*?)` )?\|", PAGE, re.M)
    assert [name for _, name, _, _ in found] == list(NAMES)
    for link, name, count, variable in found:
        data = PROVIDERS[name]
        assert (link, int(count)) == (data["docs"], len(data["tasks"]))
        assert variable == data.get("variable", "")
