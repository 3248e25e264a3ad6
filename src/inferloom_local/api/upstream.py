"""Requests that llama.cpp answers: passed on, streamed back, and cancelled with the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from inferloom_local.api.envelope import Failure, unless_gone
from inferloom_local.catalogue import CHAT_MODEL, of_id
from inferloom_local.llama import LOADING_ESTIMATE, LlamaServer
from inferloom_local.runtime import PackageMissing

_REFUSALS = ("Failed to parse", "json.exception", "is not supported")
"""What llama.cpp's messages say that are about the request, though their status is 500."""

STREAM_HEADERS = {"cache-control": "no-cache", "x-accel-buffering": "no"}


class Upstream:
    """llama.cpp's server, as the handlers reach it."""

    def __init__(self, llama: LlamaServer) -> None:
        self.llama = llama

    async def client(self, request: Request) -> httpx.AsyncClient:
        """The way there, or the reason why there is none.

        Who says so waits while the model loads, and all others are told to come again.
        """
        if request.headers.get("x-wait-for-model", "0") not in ("0", "false"):
            await unless_gone(request, self.llama.settled())
        state = self.llama.state
        if state == "ready":
            return self.llama.client
        if state == "loading":
            raise Failure(
                503,
                f"Model {CHAT_MODEL} is currently loading",
                estimated_time=LOADING_ESTIMATE,
                headers={"retry-after": "1"},
            )
        if state == "missing":
            raise PackageMissing(CHAT_MODEL, of_id(CHAT_MODEL)[0].missing)
        if state == "off":
            raise Failure(503, "Chat is switched off here. To mend: serve without --no-chat")
        raise Failure(503, f"Model {CHAT_MODEL} could not be started; the endpoint's log says why")

    async def post(self, request: Request, path: str, body: Mapping[str, Any]) -> httpx.Response:
        """The whole answer; the generation ends when the client goes away."""
        client = await self.client(request)
        try:
            return await unless_gone(request, client.post(path, json=body))
        except httpx.TransportError as error:
            raise _broken(error) from error

    async def open(self, request: Request, path: str, body: Mapping[str, Any]) -> httpx.Response:
        """The beginning of an answer. The caller closes it, or gives it to `relay` or `events`."""
        client = await self.client(request)
        message = client.build_request("POST", path, json=body)
        try:
            return await unless_gone(request, client.send(message, stream=True))
        except httpx.TransportError as error:
            raise _broken(error) from error

    async def relay(self, request: Request, path: str, body: Mapping[str, Any]) -> Response:
        """llama.cpp's answer as it is, streamed or not."""
        if not body.get("stream"):
            return plain(await self.post(request, path, body))
        upstream = await self.open(request, path, body)
        if upstream.status_code != httpx.codes.OK:
            await upstream.aread()
            return plain(upstream)
        return StreamingResponse(
            _pieces(upstream), media_type="text/event-stream", headers=STREAM_HEADERS
        )


def plain(upstream: httpx.Response) -> Response:
    """llama.cpp's answer, whole, with its status."""
    if upstream.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
        message = _refusal(upstream)
        if message is not None:
            error = {"code": 400, "message": message, "type": "invalid_request_error"}
            return JSONResponse({"error": error}, 400)
    kind = upstream.headers.get("content-type", "application/json")
    return Response(upstream.content, upstream.status_code, headers={"content-type": kind})


def _refusal(upstream: httpx.Response) -> str | None:
    """Why llama.cpp does not take a request, where it calls that a failure of its own."""
    try:
        message = str(upstream.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return None
    return message if any(sign in message for sign in _REFUSALS) else None


async def _pieces(upstream: httpx.Response) -> AsyncIterator[bytes]:
    # Starlette cancels this when the client leaves; closing is what frees llama.cpp's slot.
    try:
        async for piece in upstream.aiter_raw():
            yield piece
    except httpx.TransportError:
        yield b'data: {"error":{"message":"the model server ended","type":"server_error"}}\n\n'
    finally:
        await upstream.aclose()


def _broken(error: httpx.TransportError) -> Failure:
    return Failure(502, f"The model server ended during the request ({type(error).__name__})")
