"""A state dict out of torch's old file format (not zipped), without torch and without its pickles.

Only tensors are rebuilt; any other global in the pickle is refused, so the file cannot run code.
"""

from __future__ import annotations

import collections
import pickle
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_KINDS = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class _View(NamedTuple):
    """A tensor as the pickle describes it: a window on a storage that follows later in the file."""

    storage: tuple[str, np.dtype[Any]]
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]


def _rebuild(storage: Any, offset: int, size: Any, stride: Any, *_: Any) -> _View:
    return _View(storage, offset, size, stride)


class _TensorsOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        allowed: dict[tuple[str, str], type[Any] | Callable[..., Any]] = {
            ("collections", "OrderedDict"): collections.OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
        }
        if (module, name) in allowed:
            return allowed[module, name]
        if module == "torch" and name in _KINDS:
            return _KINDS[name]
        raise pickle.UnpicklingError(f"{module}.{name} has no business in a file of weights")

    def persistent_load(self, pid: Any) -> tuple[str, np.dtype[Any]]:
        # ("storage", kind, key, device, count, view)
        return pid[2], pid[1]


def read_state(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors by name."""
    with path.open("rb") as file:
        for _ in ("magic number", "protocol version", "system info"):
            _TensorsOnly(file).load()
        views: dict[str, _View] = _TensorsOnly(file).load()
        keys: list[str] = _TensorsOnly(file).load()
        kinds = dict(view.storage for view in views.values())
        storages = {}
        for key in keys:
            (count,) = struct.unpack("<q", file.read(8))
            storages[key] = np.frombuffer(file.read(count * kinds[key].itemsize), kinds[key])
    return {name: _tensor(storages[view.storage[0]], view) for name, view in views.items()}


def _tensor(storage: NDArray[Any], view: _View) -> NDArray[Any]:
    steps = [step * storage.itemsize for step in view.stride]
    return np.lib.stride_tricks.as_strided(storage[view.offset :], view.size, steps)
