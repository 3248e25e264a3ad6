"""llama.cpp's server as a supervised child: started, watched, started again, ended."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path
from typing import Literal

import httpx

from inferloom_local.catalogue import CHAT_MODEL, of_id
from inferloom_local.llama_child import SLOT_TOKENS, SLOTS
from inferloom_local.packages import SMOLLM2, child_environment

State = Literal["off", "missing", "loading", "ready", "failed"]

MAX_INPUT_TOKENS = SLOT_TOKENS - 1
MAX_TOTAL_TOKENS = SLOT_TOKENS
MAX_CONCURRENT = SLOTS
LOADING_ESTIMATE = 2.0
"""Seconds, for the answer to those who come while it loads."""

_MAX_FAILED_STARTS = 3
_ENOUGH_UPTIME = 30.0
_START_LIMIT = 60.0
_STOP_LIMIT = 2.0

log = logging.getLogger("inferloom_local.llama")


class LlamaServer:
    """The chat model's process, and the HTTP client that reaches it."""

    def __init__(self, *, enabled: bool = True, threads: int | None = None) -> None:
        self._threads = threads or min(8, os.cpu_count() or 1)
        self._process: asyncio.subprocess.Process | None = None
        self._supervision: asyncio.Task[None] | None = None
        self._client: httpx.AsyncClient | None = None
        self._state: State = "loading" if enabled else "off"
        self._settled = asyncio.Event()
        self.eos_id: int | None = None
        self.eos_text = ""

    @property
    def state(self) -> State:
        """How far it is."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        self._state = state
        (self._settled.clear if state == "loading" else self._settled.set)()

    async def settled(self) -> None:
        """Wait until it is no longer loading."""
        if self._state == "loading":
            await self._settled.wait()

    @property
    def client(self) -> httpx.AsyncClient:
        """The client that reaches the child, while it is ready."""
        if self._client is None:
            raise RuntimeError("llama.cpp is not ready")
        return self._client

    async def start(self) -> None:
        """Begin to load; `state` tells how far it is."""
        if self.state == "off":
            return
        if any(model.missing for model in of_id(CHAT_MODEL)):
            self.state = "missing"
            return
        self._supervision = asyncio.create_task(self._supervise(), name="llama supervision")

    async def stop(self) -> None:
        """End the child; nothing is left when this returns."""
        if self._supervision is not None:
            self._supervision.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._supervision
        await self._end()

    async def _supervise(self) -> None:
        failures = 0
        while failures < _MAX_FAILED_STARTS:
            began = asyncio.get_running_loop().time()
            try:
                process = await asyncio.wait_for(self._spawn(), _START_LIMIT)
                code = await process.wait()
                log.error("llama.cpp ended with exit code %s; starting it again", code)
            except (OSError, RuntimeError, httpx.HTTPError, asyncio.TimeoutError) as error:
                log.error("llama.cpp could not be started: %s", error or type(error).__name__)
            self.state = "loading"
            await self._end()
            uptime = asyncio.get_running_loop().time() - began
            failures = 1 if uptime > _ENOUGH_UPTIME else failures + 1
            await asyncio.sleep(0.2 * failures)
        self.state = "failed"
        log.error("llama.cpp failed %d times in a row; giving up", _MAX_FAILED_STARTS)

    async def _spawn(self) -> asyncio.subprocess.Process:
        began = asyncio.get_running_loop().time()
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "inferloom_local.llama_child",
            str(_weights()),
            CHAT_MODEL,
            str(self._threads),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=child_environment(),
            # Ctrl-C in a terminal goes to the whole group; here the parent says when to end.
            start_new_session=True,
        )
        if process.stdout is None:
            raise RuntimeError("the child has no standard output")
        address = (await process.stdout.readline()).decode().strip()
        if not address:
            raise RuntimeError(f"the child ended with exit code {await process.wait()}")
        self._client = httpx.AsyncClient(
            base_url=address,
            # Generation may take minutes and the queue too; who waits decides when it is enough.
            timeout=httpx.Timeout(None, connect=5),
            # A new connection each time: llama.cpp closes kept ones when it likes, and a request
            # that meets that moment fails. On loopback it costs a tenth of a millisecond.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            trust_env=False,
        )
        await self._learn_end_of_text(self._client)
        self.state = "ready"
        took = asyncio.get_running_loop().time() - began
        log.info("%s is ready after %.1f s", CHAT_MODEL, took)
        return process

    async def _learn_end_of_text(self, client: httpx.AsyncClient) -> None:
        """The token that ends a text: TGI shows it among the tokens, llama.cpp does not name it."""
        self.eos_text = str((await client.get("/props")).json().get("eos_token", ""))
        question = {"content": self.eos_text, "add_special": False, "parse_special": True}
        ids = (await client.post("/tokenize", json=question)).json()["tokens"]
        self.eos_id = ids[0] if len(ids) == 1 else None

    async def _end(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), _STOP_LIMIT)
            except asyncio.TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


def _weights() -> Path:
    found = sorted(SMOLLM2.folder().glob("*.gguf"))
    if not found:
        raise FileNotFoundError(f"{SMOLLM2.name} holds no .gguf file")
    return found[0]
