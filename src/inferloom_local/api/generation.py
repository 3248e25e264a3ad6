"""Text generation on TGI's native routes, answered by llama.cpp's `/completion`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from inferloom_local.api.envelope import Failure, read_object
from inferloom_local.api.upstream import STREAM_HEADERS, Upstream
from inferloom_local.tgi import EndOfText, Events, Generation, answer, event, failure, understand
from inferloom_local.validation import Specs

_COMPLETION = "/completion"


class TextGeneration:
    """Handlers of TGI's routes."""

    def __init__(self, upstream: Upstream, specs: Specs) -> None:
        self._upstream = upstream
        self._specs = specs

    async def compatible(self, request: Request) -> Response:
        """`POST /` and `/models/{model}`: a list of one. As TGI for a text-generation model does,
        the prompt comes back in front of the text unless `return_full_text` is false.
        """
        return await self._generate(request, listed=True, full_text_by_default=True)

    async def generate(self, request: Request) -> Response:
        """`POST /generate`: an object."""
        return await self._generate(request, listed=False, full_text_by_default=False)

    async def generate_stream(self, request: Request) -> Response:
        """`POST /generate_stream`: always a stream."""
        return await self._generate(request, listed=False, full_text_by_default=False, stream=True)

    async def _generate(
        self, request: Request, *, listed: bool, full_text_by_default: bool, stream: bool = False
    ) -> Response:
        body = await read_object(request)
        self._specs.check("text-generation", body)
        if stream:
            body["stream"] = True
        generation = understand(body, full_text_by_default=full_text_by_default)
        # Said before anything else is done: the model may be loading or missing.
        await self._upstream.client(request)
        prompt = await self._prompt(request, generation)
        completion = {**generation.completion, "prompt": prompt}
        if completion["stream"]:
            return await self._stream(request, generation, completion)
        upstream = await self._upstream.post(request, _COMPLETION, completion)
        _raise_for(upstream)
        found = answer(generation, upstream.json(), self._eos())
        return JSONResponse([found] if listed else found)

    async def _stream(
        self, request: Request, generation: Generation, completion: dict[str, Any]
    ) -> Response:
        upstream = await self._upstream.open(request, _COMPLETION, completion)
        if upstream.status_code != httpx.codes.OK:
            await upstream.aread()
            _raise_for(upstream)
        return StreamingResponse(
            _events(upstream, Events(generation, self._eos())),
            media_type="text/event-stream",
            headers=STREAM_HEADERS,
        )

    async def _prompt(self, request: Request, generation: Generation) -> str | list[int]:
        """The prompt, or its last `truncate` tokens."""
        if generation.truncate is None:
            return generation.prompt
        question = {"content": generation.prompt, "add_special": True}
        answer = await self._upstream.post(request, "/tokenize", question)
        tokens: list[int] = answer.json()["tokens"]
        return tokens[len(tokens) - min(generation.truncate, len(tokens)) :]

    def _eos(self) -> EndOfText:
        return EndOfText(self._upstream.llama.eos_id, self._upstream.llama.eos_text)


async def _events(upstream: httpx.Response, events: Events) -> AsyncIterator[bytes]:
    try:
        async for line in upstream.aiter_lines():
            if not line.startswith("data:"):
                continue
            for out in events.feed(json.loads(line.removeprefix("data:"))):
                yield out
    except httpx.TransportError:
        yield event(failure("the model server ended during the request"))
    finally:
        await upstream.aclose()


def _raise_for(upstream: httpx.Response) -> None:
    if upstream.status_code == httpx.codes.OK:
        return
    try:
        found = failure(upstream.json()["error"])
    except (ValueError, KeyError, TypeError):
        found = failure(upstream.text)
    refused = found["error_type"] == "validation"
    raise Failure(422 if refused else 424, found["error"], error_type=found["error_type"])
