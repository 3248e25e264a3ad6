"""One endpoint for the folder, started as a user starts it, and asked over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import inferloom_local
from inferloom_local import Endpoint

CAT = Path(inferloom_local.__file__).parent / "data" / "cat.jpg"


@pytest.fixture(scope="session")
def http(endpoint: Endpoint) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=endpoint.url, timeout=180, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def cat() -> bytes:
    return CAT.read_bytes()
