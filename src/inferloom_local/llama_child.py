"""The child process: llama.cpp's server on loopback, for as long as the parent lives.

It prints its address as one line when it can answer. Its standard input is a pipe that the parent
never writes to: when that closes, however the parent ended, this process ends too.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from importlib import import_module

SLOTS = 4
SLOT_TOKENS = 2048

_PR_SET_PDEATHSIG = 1


def main(model: str, alias: str, threads: int) -> None:
    """Serve `model` under the name `alias` until standard input closes."""
    _die_with_parent()
    xllamacpp = import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.model_alias = alias
    parameters.hostname = "127.0.0.1"
    parameters.port = 0
    parameters.n_ctx = SLOTS * SLOT_TOKENS
    parameters.n_parallel = SLOTS
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.use_jinja = True
    parameters.endpoint_props = True
    parameters.endpoint_slots = True
    parameters.endpoint_metrics = True
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.buffer.read()
    # Not through the server's destructor: it would wait for requests that nobody reads any more.
    os._exit(0)


def _die_with_parent() -> None:
    """A second line on Linux, for a parent that is killed while this process is still loading."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
