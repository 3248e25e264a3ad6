"""One endpoint for the folder, started as a user starts it, and asked over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import inferloom_local
from inferloom_local import Endpoint

CAT = Path(inferloom_local.__file__).parent / "data" / "cat.jpg"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under `pytest -n 2 --dist loadgroup` one worker takes the folder, with one endpoint."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            if item.path.parent == Path(__file__).parent:
                item.add_marker(pytest.mark.xdist_group("local"))


@pytest.fixture(scope="session")
def http(endpoint: Endpoint) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=endpoint.url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def cat() -> bytes:
    return CAT.read_bytes()
