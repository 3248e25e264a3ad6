"""What all requests and answers have in common: body limit, errors as JSON, the usual headers."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inferloom_local.catalogue import Unknown
from inferloom_local.pipeline import BadInput
from inferloom_local.runtime import PackageMissing
from inferloom_local.validation import SpecViolation

MAX_BODY = 64 * 2**20
_SMALL_BODY = 2**20
_MAX_REQUEST_ID = 200

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("inferloom_local.http")


class Failure(Exception):
    """An answer that is an error, with the members that go beside `error`."""

    def __init__(
        self, status: int, message: str, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(message)
        self.status = status
        self.members = members
        self.headers = headers

    def response(self) -> Response:
        """The answer on the wire."""
        content = {"error": str(self), **self.members}
        return JSONResponse(content, self.status, headers=self.headers)


def answering_failures(handler: Handler) -> Handler:
    """Turn what a handler raises into the status and body that the hosted API would answer with."""

    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as error:
            return as_failure(request, error).response()

    return wrapped


def as_failure(request: Request, error: Exception) -> Failure:
    """The failure that an exception means."""
    match error:
        case Failure():
            return error
        case Unknown():
            return Failure(404, str(error.args[0]))
        case SpecViolation():
            return Failure(
                422,
                str(error),
                error_type="validation",
                pointer=error.pointer,
                expected=error.expected,
            )
        case BadInput():
            return Failure(422, str(error), error_type="validation")
        case PackageMissing():
            log.warning("%s", error)
            return Failure(503, str(error), error_type="missing_package")
        case HTTPException():
            place = f"{request.method} {request.url.path}"
            return Failure(error.status_code, f"{error.detail}: {place}")
        case ClientDisconnect():
            return Failure(499, "the client went away")
        case _:
            log.error("%s failed", request.url.path, exc_info=error)
            return Failure(500, f"{type(error).__name__}: {error}")


async def read_body(request: Request) -> bytes:
    """The body, refused as soon as it is known to be too long."""
    too_long = Failure(
        413, f"The body is longer than {MAX_BODY // 2**20} MB", headers={"connection": "close"}
    )
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY:
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise too_long
    return bytes(body)


async def read_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object."""
    return await off_loop(parse_object, await read_body(request))


async def off_loop(work: Callable[[bytes], T], body: bytes) -> T:
    """Long bodies are parsed in a thread, so that other requests go on meanwhile."""
    return work(body) if len(body) < _SMALL_BODY else await to_thread.run_sync(work, body)


def parse_object(body: bytes) -> dict[str, Any]:
    """A JSON object from bytes, or a 400."""
    try:
        found = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Failure(400, f"The body is not valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise Failure(400, "The body is not a JSON object")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, and cancel it when the client goes away. The body must have been read."""
    task = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientDisconnect
    finally:
        for each in (task, watch):
            each.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class Stamped:
    """Puts the headers on every response that clients use to find and time a request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and stamp and log its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if 0 < len(given) <= _MAX_REQUEST_ID else str(uuid.uuid4())
        status = 0

        async def stamp(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                headers["x-compute-type"] = "cpu"
                headers["x-compute-time"] = f"{time.perf_counter() - began:.6f}"
            await send(message)

        try:
            await self._app(scope, receive, stamp)
        finally:
            took = (time.perf_counter() - began) * 1000
            log.info("%s %s %s %.1f ms", scope["method"], scope["path"], status or "-", took)
