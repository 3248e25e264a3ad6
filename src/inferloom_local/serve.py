"""`python -m inferloom_local serve`: bind, say where, serve until a signal, leave nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from inferloom_local.api import openapi
from inferloom_local.api.app import build
from inferloom_local.api.providers import ROUTER, Providers
from inferloom_local.catalogue import MODELS, SPECIFIED, TASKS
from inferloom_local.llama import LlamaServer
from inferloom_local.runtime import PackageMissing, Runtime
from inferloom_local.validation import Specs, SpecsMissing, default_folder

CANNOT_START = 2
_GRACE = 2

log = logging.getLogger("inferloom_local")


@dataclass(frozen=True)
class Options:
    """The command line of `serve`."""

    host: str
    port: int
    chat: bool
    preload: bool
    log_level: str
    specs: Path | None
    until_stdin_closes: bool
    threads: int | None = None
    providers: tuple[str, ...] = ()


class CannotStart(Exception):
    """Why nothing is served; the message says what to do."""


def serve(options: Options) -> int:
    """Run until stopped; the exit code."""
    logging.basicConfig(
        level=options.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        specs = _specs(options.specs)
        description = _description()
        listener = _bind(options.host, options.port)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    asyncio.run(_run(options, specs, description, listener))
    log.info("stopped")
    logging.shutdown()
    sys.stdout.flush()
    # A model that is still at work in its thread cannot be cancelled, and nobody waits for it.
    os._exit(0)


def _specs(folder: Path | None) -> Specs:
    try:
        return Specs(folder or default_folder(), TASKS, required=SPECIFIED)
    except SpecsMissing as error:
        raise CannotStart(f"cannot serve: {error}") from error


def _played(options: Options) -> Providers | None:
    """The providers that the endpoint plays; None if it is itself alone."""
    folder = options.specs or default_folder()
    return Providers(options.providers, folder) if options.providers else None


def _description() -> Mapping[str, Any]:
    try:
        return openapi.document(openapi.project_document())
    except openapi.DocumentMissing as error:
        raise CannotStart(f"cannot serve: {error}") from error


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only where it says TCP; with
    # that on, each answer on a kept connection would come 40 ms late.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"cannot listen on {host}:{port}: {error.strerror or error}. "
            "To mend: stop what is there, or serve with another --port (0 takes a free one)"
        ) from error
    return listener


async def _run(
    options: Options, specs: Specs, description: Mapping[str, Any], listener: socket.socket
) -> None:
    began = time.perf_counter()
    runtime, llama = Runtime(), LlamaServer(enabled=options.chat, threads=options.threads)
    config = uvicorn.Config(
        build(runtime, llama, specs, description, _played(options)),
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
    )
    server = _Server(config)
    _stop_on_signals(server)
    if options.until_stdin_closes:
        threading.Thread(target=_stop_at_end_of_stdin, daemon=True).start()
    if options.preload:
        await _preload(runtime)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    # uvicorn tells that it has started only by this attribute.
    while not server.started and not serving.done():
        await asyncio.sleep(0.005)
    if server.started:
        _say_ready(options, listener, time.perf_counter() - began)
    await serving


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are handled in `_run`: uvicorn would raise them again after a clean stop, and the
        exit code would be that of a crash.
        """
        yield


def _stop_on_signals(server: uvicorn.Server) -> None:
    def stop() -> None:
        # The second one does not wait for open connections.
        server.force_exit = server.should_exit
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


def _stop_at_end_of_stdin() -> None:
    with contextlib.suppress(OSError, ValueError):
        while os.read(0, 4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


async def _preload(runtime: Runtime) -> None:
    for model in MODELS:
        if model.served_by is not None:
            try:
                await runtime.preload(model)
            except PackageMissing as error:
                log.warning("%s", error)


def _say_ready(options: Options, listener: socket.socket, took: float) -> None:
    port = listener.getsockname()[1]
    host = f"[{options.host}]" if ":" in options.host else options.host
    url = f"http://{host}:{port}"
    ready = {
        "ready": url,
        "docs": f"{url}/docs",
        "seconds": round(took, 3),
        "pid": os.getpid(),
        "tasks": list(TASKS),
        "missing": sorted({package.name for model in MODELS for package in model.missing}),
    }
    print(json.dumps(ready), flush=True)
    if options.providers:
        model = MODELS[0].id
        print(
            f"Plays providers. To call them without a key:\n"
            f"  export HF_ENDPOINT={url} HF_ROUTER_ENDPOINT={url}{ROUTER} HF_TOKEN=hf_local\n"
            f'  python -c "from inferloom import InferenceClient as C; '
            f"print(C(provider='auto').providers('{model}'))\"",
            file=sys.stderr,
            flush=True,
        )
