"""A provider on this machine: the hub that lists it, its router, itself, and a host for files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from inferloom.calls.provider import Base, Provider
from tests.support.server import Script, json_reply

if TYPE_CHECKING:  # what compares with another client does without
    import pytest

__all__ = ["CDN", "FILES", "PROVIDERS", "Hub", "listing", "provider_at"]

CDN = "https://cdn.example"
PROVIDERS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text())
    for path in sorted((Path(__file__).parents[2] / "specs" / "providers").glob("*.json"))
}
FILES = "/files"


def module_of(name: str) -> Any:
    return import_module(f"inferloom.providers.{name.replace('-', '_')}")


def listing(provider: str, id_: str, task: str, **more: Any) -> dict[str, Any]:
    """Return what the hub says of one model at one provider."""
    return {provider: {"providerId": id_, "task": task, "status": "live", **more}}


@contextmanager
def provider_at(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str, every: float = 0.0
) -> Iterator[Provider]:
    """Put a provider at a URL for calls with its own key, and let its jobs be asked at once."""
    module = module_of(name)
    real: Provider = module.PROVIDER
    tasks = {
        method: task if task.job is None else task._replace(job=task.job._replace(every=every))
        for method, task in real.tasks.items()
    }
    bases = {name: Base(f"{url}/{name}", base.query) for name, base in real.bases.items()}
    with monkeypatch.context() as patch:
        patch.setattr(module, "PROVIDER", real._replace(url=url, bases=bases, tasks=tasks))
        yield module.PROVIDER


class Hub:
    """A hub whose look-ups are answered from a table, and whose router is at `/router`.

    Args:
        monkeypatch: Points the environment there.
        server: The server that plays it.
        mappings: Model -> who serves it.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, server: Script, mappings: dict[str, Any]
    ) -> None:
        self.server = server
        self.mappings = mappings
        self.asked: list[Any] = []
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("HF_ROUTER_ENDPOINT", f"{server.url}/router")
        inner = server.next

        def next_(seen: Any) -> Any:
            path, _, query = seen.path.partition("?")
            if path.startswith("/api/models/") and seen.method == "GET":
                server.seen.remove(seen)
                self.asked.append(seen)
                model = unquote(path.removeprefix("/api/models/"))
                assert query == "expand=inferenceProviderMapping"
                if model not in self.mappings:
                    return json_reply({"error": "Repository not found"}, 404)
                mapping = self.mappings[model]
                return json_reply({"id": model, "inferenceProviderMapping": mapping})
            return inner(seen)

        server.next = next_  # type: ignore[method-assign]
