"""ONNX Runtime sessions, set up for a small machine."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any


def session(model: Path | bytes) -> Any:
    """A session on the CPU that gives memory back: the arena costs U2-Netp half a gigabyte."""
    runtime = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    source = model if isinstance(model, bytes) else str(model)
    return runtime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
