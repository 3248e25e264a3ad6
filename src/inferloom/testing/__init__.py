"""What helps to test code that calls models: fakes, recordings, a server that misbehaves."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._clients import AsyncFakeClient as AsyncFakeClient
    from ._clients import FakeClient as FakeClient
    from .cassette import Cassette as Cassette
    from .faults import FaultServer as FaultServer
    from .recording import record as record
    from .recording import replay as replay
    from .unanswered import UnansweredError as UnansweredError

_HOMES = {
    "AsyncFakeClient": "_clients",
    "Cassette": "cassette",
    "FakeClient": "_clients",
    "FaultServer": "faults",
    "UnansweredError": "unanswered",
    "record": "recording",
    "replay": "recording",
}

__all__ = [
    "AsyncFakeClient",
    "Cassette",
    "FakeClient",
    "FaultServer",
    "UnansweredError",
    "record",
    "replay",
]


if not TYPE_CHECKING:  # they would take any name, misspelt ones too

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{home}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
