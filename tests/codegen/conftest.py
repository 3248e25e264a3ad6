from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.codegen.inline import Folder

_numbers = count()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    name = f"generated_{next(_numbers)}"
    yield Folder(tmp_path, name)
    for module in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[module]
