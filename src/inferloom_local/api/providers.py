"""The hub's router with providers behind it, played by the models on this machine.

A provider's request is turned into one of our own by the provider's own functions, answered by a
model here, or by the example of its task where there is none, and turned back. Providers that make
a job of it have a queue here too.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from inferloom import by_name
from inferloom.calls.given import Model
from inferloom.calls.operation import Operation
from inferloom.calls.provider import JobProtocol, Provider, ProviderTask
from inferloom_local import provider_wire as wire
from inferloom_local.api.envelope import Failure, parse_object, read_body
from inferloom_local.catalogue import MODELS

ROUTER = "/router"
FILES = "/files"
EXAMPLE = "inferloom/example-of-"
"""What a model is called here that answers with the example of its task."""
# Those whose requests are ours already, or OpenAI's: they go to the route that is here for them.
_STRAIGHT = frozenset({"chat_completion", "text_generation", "feature_extraction"})
_KEPT = 256  # files and jobs, the newest
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "audio/wav": "wav", "video/mp4": "mp4"}

log = logging.getLogger("inferloom_local.providers")


@dataclass
class _Job:
    """A job in the queue of a provider that is played here.

    Attributes:
        protocol: How it is followed.
        submitted: The answer to its submission.
        result: The answer with its result.
        asked: How often it has been asked for.
    """

    protocol: JobProtocol
    submitted: dict[str, Any]
    result: Any
    asked: int = 0


@dataclass
class _Kept:
    """What is kept for a while: files by name, jobs by the path that is asked."""

    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    jobs: dict[str, tuple[_Job, bool]] = field(default_factory=dict)

    def trim(self) -> None:
        for kept in (self.files, self.jobs):
            while len(kept) > _KEPT:
                del kept[next(iter(kept))]


class Providers:
    """Handlers of the router's routes, and of what the hub lists for them.

    Args:
        names: The providers that are played.
        specs: Folder of the specs, for examples.
    """

    def __init__(self, names: Sequence[str], specs: Path) -> None:
        known = by_name.providers()
        self.names = tuple(known.NAMES) if "all" in names else tuple(names)
        self._served: Mapping[str, tuple[str, ...]] = known.SERVED
        self._specs = specs
        self._kept = _Kept()
        self._numbers = count(1)
        self._app: Starlette | None = None

    def behind(self, app: Starlette) -> None:
        """Say what the requests go to that are ours."""
        self._app = app

    def mapping(self, model: str) -> list[dict[str, str]]:
        """What the hub lists for a model: who is played here and serves what the model does."""
        return [
            {
                "provider": name,
                "providerId": model,
                "status": "live",
                "task": by_name.operation(method).hub_task,
            }
            for method in _methods(model)
            for name in self._served.get(method, ())
            if name in self.names
        ]

    async def hub_model(self, request: Request) -> Response:
        """`GET /api/models/inferloom/example-of-{task}`: a model that there is only by name."""
        model = EXAMPLE + request.path_params["task"]
        return JSONResponse({"id": model, "inferenceProviderMapping": self.mapping(model)})

    async def router_model(self, request: Request) -> Response:
        """`GET /router/v1/models/{model}`: what the router tells of a chat model."""
        model = request.path_params["model"]
        listed = [
            {**entry, "is_free": True, "supports_tools": False}
            for entry in self.mapping(model)
            if entry["task"] == "conversational"
        ]
        return JSONResponse({"data": {"id": model, "object": "model", "providers": listed}})

    async def router_chat(self, request: Request) -> Response:
        """`POST /router/v1/chat/completions`: the router chooses, and there is but one."""
        return await self._pass_on(request, "/v1/chat/completions", await read_body(request))

    async def file(self, request: Request) -> Response:
        """`GET /files/{name}`: a file that an answer has named."""
        kept = self._kept.files.get(request.path_params["name"])
        if kept is None:
            raise Failure(404, "There is no such file, or not any more")
        return Response(kept[0], media_type=kept[1])

    async def asked(self, request: Request) -> Response:
        """`GET /router/{provider}/…`: a question about a job, or for its result."""
        name, path = self._addressed(request)
        query = request.url.query.replace("_subdomain=queue", "").strip("&")
        key = f"{name}{path}{'?' + query if query else ''}"
        found = self._kept.jobs.get(key)
        if found is None:
            raise Failure(404, f"{name} has no such job here", detail="job not found")
        job, is_result = found
        if is_result:
            return JSONResponse(job.result)
        job.asked += 1
        return JSONResponse(_state(job))

    async def submitted(self, request: Request) -> Response:
        """`POST /router/{provider}/…`: a call."""
        name, path = self._addressed(request)
        provider: Provider = by_name.provider(name)
        raw = await read_body(request)
        if name == "hf-inference":
            return await self._pass_on(request, path, raw)
        body = _members(request.headers.get("content-type", ""), raw)
        method, model = self._called(provider, path, body)
        operation: Operation = by_name.operation(method)
        task = provider.tasks[method]
        api = wire.api_of(operation, task)
        if method in _STRAIGHT:
            route = operation.route if api is None else api.route or operation.route
            sent = json.dumps({**body, "model": model}).encode()
            return await self._pass_on(request, f"/v1{route.path}", sent)
        assert api is not None
        payload = wire.arguments(operation, api, body, Model(model, model))
        content, kind = await self._answer(method, model, payload)
        base = str(request.base_url).rstrip("/")
        if not api.response and not kind.startswith("application/json"):
            return Response(content, media_type=kind)  # the file itself, as OpenAI has it
        answer = self._as_theirs(operation, task, content, kind, base)
        if task.job is None:
            return JSONResponse(answer)
        waits = "wait" in request.headers.get("prefer", "")
        return JSONResponse(self._queued(name, task.job, answer, base, at_once=waits))

    def _addressed(self, request: Request) -> tuple[str, str]:
        name, path = request.path_params["provider"], "/" + request.path_params["path"]
        if name not in self.names:
            played = ", ".join(self.names)
            raise Failure(404, f"Provider {name} is not played here; there is {played}")
        return name, path

    def _called(self, provider: Provider, path: str, body: Mapping[str, Any]) -> tuple[str, str]:
        """Which method and model a request is for."""
        for method, task in provider.tasks.items():
            found = wire.path_pattern(provider, task).fullmatch(path)
            if found is None:
                continue
            model = next(filter(None, found.groups()), None)
            model = model or str(body.get("model") or body.get("version") or "")
            if method in _methods(model):
                return method, model
        tasks = ", ".join(provider.tasks)
        raise Failure(
            404, f"Model not supported by provider {provider.name}", detail=f"it serves {tasks}"
        )

    async def _answer(self, method: str, model: str, payload: dict[str, Any]) -> tuple[bytes, str]:
        """The answer in our own format: of a model here, or the example of the task."""
        if model.startswith(EXAMPLE):
            log.info("%s: there is no model for it here; answering with its example", method)
            return self._example(method)
        inputs = payload.get("inputs")
        if isinstance(inputs, str) and inputs[:5] == "data:":
            payload["inputs"] = inputs.rpartition(",")[2]
        elif isinstance(inputs, bytes):
            payload["inputs"] = base64.b64encode(inputs).decode()
        assert self._app is not None
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            known = {name: value for name, value in payload.items() if value is not None}
            answer = await client.post(f"/models/{model}", json=known, timeout=None)
        if answer.status_code >= 400:
            words = answer.json().get("error", answer.text)
            raise Failure(answer.status_code, str(words), detail=str(words))
        return answer.content, answer.headers.get("content-type", "")

    def _example(self, method: str) -> tuple[bytes, str]:
        manifest = json.loads((self._specs / "tasks" / method / "operation.json").read_text())
        for example in manifest["examples"]:
            response = example["response"]
            if "api" in example["arguments"]:
                continue
            if "base64" in response:
                return base64.b64decode(response["base64"]), response["content_type"]
            if "json" in response:
                return json.dumps(response["json"]).encode(), "application/json"
        raise Failure(501, f"{method} has no example")

    def _as_theirs(
        self, operation: Operation, task: ProviderTask, content: bytes, kind: str, base: str
    ) -> Any:
        """An answer of ours in the provider's format."""
        api = wire.api_of(operation, task)
        assert api is not None
        if not api.response:
            return json.loads(content)
        own = json.loads(content) if kind.startswith("application/json") else None
        answer: Any = own if "." in api.response else {}
        for ours, theirs in api.response.items():
            first = theirs if isinstance(theirs, str) else theirs[0]
            path = re.split(r"[|?]", first)[0]
            if path.startswith("=") or "[]" in path or path == ".":
                continue
            value = _at(own, ours) if own is not None else content
            if value is None and own is not None and "." not in ours:
                value = _at(own, f"0.{ours}")
            if value is None:
                continue
            if isinstance(value, bytes) or api.files.get(ours) == "base64":
                value = self._file(value, kind, base, embedded="b64" in path)
            answer = wire.place(answer, path, value)
        return answer

    def _file(self, value: bytes | str, kind: str, base: str, *, embedded: bool) -> str:
        """A file as base64 text, or as the address that it is kept at."""
        if isinstance(value, str):
            kind, value = "image/png", base64.b64decode(value)
        if embedded:
            return binascii.b2a_base64(value, newline=False).decode()
        kind = kind.partition(";")[0]
        name = f"{next(self._numbers)}.{_ENDINGS.get(kind, 'bin')}"
        self._kept.files[name] = value, kind
        self._kept.trim()
        return f"{base}{FILES}/{name}"

    def _queued(
        self, name: str, protocol: JobProtocol, result: Any, base: str, *, at_once: bool
    ) -> Any:
        """Put an answer into the queue; the answer to its submission."""
        number = f"job-{next(self._numbers)}"
        submitted: dict[str, Any] = wire.place({}, protocol.id, number)
        for path in {*wire.addresses(protocol.poll), *wire.addresses(protocol.result)}:
            submitted = wire.place(submitted, path, f"{base}{ROUTER}/{name}/queue/{number}")
        # As the client sees it: the path alone, below the provider's own address.
        shown = json.loads(json.dumps(submitted).replace(f"{base}{ROUTER}/{name}", "https://queue"))
        job = _Job(protocol, shown, result)
        self._kept.jobs[name + wire.filled(protocol.poll, shown)] = job, False
        if protocol.result is not None:
            self._kept.jobs[name + wire.filled(protocol.result, shown)] = job, True
        self._kept.trim()
        if at_once:
            job.asked = len(protocol.pending) + 1
        return _state(job)

    async def _pass_on(self, request: Request, path: str, body: bytes) -> Response:
        """Send a request that is ours already to the route for it, streams included."""
        assert self._app is not None
        scope = {**request.scope, "path": path, "raw_path": path.encode(), "query_string": b""}
        scope["headers"] = [
            (name, value)
            for name, value in request.scope["headers"]
            if name not in (b"content-length", b"transfer-encoding")
        ] + [(b"content-length", str(len(body)).encode())]
        return _Passed(self._app, scope, body)


class _Passed(Response):
    """The answer of another route, as it comes."""

    def __init__(self, app: Starlette, scope: Mapping[str, Any], body: bytes) -> None:
        self.background = None
        self._passed = app, dict(scope), body

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        app, inner, body = self._passed
        left = [{"type": "http.request", "body": body, "more_body": False}]

        async def given() -> Any:
            return left.pop() if left else await receive()

        await app(inner, given, send)


def _methods(model: str) -> list[str]:
    """What a model does here, as names of methods."""
    if model.startswith(EXAMPLE):
        return [model.removeprefix(EXAMPLE).replace("-", "_")]
    return [row.task.replace("-", "_") for row in MODELS if row.id == model]


def _members(kind: str, raw: bytes) -> dict[str, Any]:
    """A JSON body, or the fields of a form."""
    if not kind.startswith("multipart/"):
        return parse_object(raw)
    fields: dict[str, Any] = {}
    for part in message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + raw).walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            fields[name] = content if part.get_filename() else content.decode()
    return fields


def _state(job: _Job) -> Any:
    """What a provider says of a job: a while that it waits or works, then that it is done."""
    protocol = job.protocol
    step = job.asked
    if step < len(protocol.pending):
        state = protocol.pending[step]
        answer = wire.place(json.loads(json.dumps(job.submitted)), protocol.state, state)
        if protocol.position is not None:
            answer = wire.place(answer, protocol.position, len(protocol.pending) - 1 - step)
        return answer
    answer = json.loads(json.dumps(job.submitted))
    if protocol.result is None:
        answer = _merged(answer, job.result)
    return wire.place(answer, protocol.state, protocol.done[0])


def _merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{name: _merged(one.get(name), item) for name, item in other.items()}}
    return other


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value
