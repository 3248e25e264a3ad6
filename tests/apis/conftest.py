"""A generated package of an API, made once for each worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.apis import contract, library
from tests.support.server import Script, scripted


@pytest.fixture(scope="session")
def library_specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library.write(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def library_sdk(
    library_specs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    folder = contract.generate(library_specs, "library_sdk", tmp_path_factory.mktemp("packages"))
    with contract.imported("library_sdk", folder) as package:
        yield package


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted() as script:
        yield script
