"""The tasks that run in this process: by model id, by model id and task, or by task alone."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from inferloom_local import catalogue
from inferloom_local.api.chat import Chat
from inferloom_local.api.envelope import Failure, off_loop, parse_object, read_body
from inferloom_local.api.generation import TextGeneration
from inferloom_local.catalogue import BINARY, Model
from inferloom_local.pipeline import BadInput, Media, TaskRequest
from inferloom_local.runtime import Runtime
from inferloom_local.validation import Specs, SpecViolation

_NOT_PARAMETERS = frozenset({"inputs", "parameters", "options"})


class Tasks:
    """Handlers that end at a model of the catalogue."""

    def __init__(
        self, runtime: Runtime, specs: Specs, generation: TextGeneration, chat: Chat
    ) -> None:
        self._runtime = runtime
        self._specs = specs
        self._generation = generation
        self._chat = chat

    async def by_model(self, request: Request) -> Response:
        """`POST /models/{model}`: what the model is for, or what else of it the body asks for."""
        main, *others = catalogue.of_id(request.path_params["model"])
        return await self._serve(main, request, others)

    async def by_model_and_task(self, request: Request) -> Response:
        """`POST /models/{model}/pipeline/{task}`, or in the old order of the three."""
        names = request.path_params
        return await self._serve(catalogue.find(names["model"], names["task"]), request)

    async def by_task(self, request: Request) -> Response:
        """`POST /{task}`: the task's default model."""
        return await self._serve(catalogue.of_task(request.path_params["task"])[0], request)

    async def _serve(
        self, model: Model, request: Request, others: Sequence[Model] = ()
    ) -> Response:
        if model.task == "text-generation":
            return await self._generation.compatible(request)
        if model.task == "chat-completion":
            return await self._chat.completions(request)
        body = await read_body(request)
        accept = request.headers.get("accept", "*/*")
        content_type = request.headers.get("content-type", "")

        def understand(body: bytes) -> tuple[Model, TaskRequest]:
            if model.task in BINARY and not _is_json(content_type, body):
                if not body:
                    raise Failure(400, "The body is empty")
                return model, TaskRequest(body, accept=accept)
            found = parse_object(body)
            rows = (model, *others)
            chosen = next((row for row in rows if self._fits(row, found)), model)
            self._specs.check(chosen.task, found)
            return chosen, _task_request(chosen.task, found, accept)

        answer = await self._runtime.answer(*await off_loop(understand, body))
        if isinstance(answer, Media):
            return Response(answer.content, media_type=answer.media_type)
        return JSONResponse(answer)

    def _fits(self, model: Model, body: object) -> bool:
        try:
            self._specs.check(model.task, body)
        except SpecViolation:
            return False
        return True


def _is_json(content_type: str, body: bytes) -> bool:
    """Whether a body for a task that takes pictures or sound is JSON. Some clients do not say."""
    kind = content_type.partition(";")[0].strip().lower()
    return body.lstrip()[:1] == b"{" if not kind else kind == "application/json"


def _task_request(task: str, body: Mapping[str, Any], accept: str) -> TaskRequest:
    parameters = body.get("parameters") or {}
    if "inputs" not in body:
        raise BadInput('/: expected the member "inputs"')
    if not isinstance(parameters, Mapping):
        raise BadInput("/parameters: expected object")
    # Feature extraction has its parameters beside `inputs` in the specs, and inside in practice.
    beside = {name: value for name, value in body.items() if name not in _NOT_PARAMETERS}
    inputs = _decoded(body["inputs"]) if task in BINARY else body["inputs"]
    return TaskRequest(inputs, {**beside, **parameters}, accept)


def _decoded(text: Any) -> bytes:
    if not isinstance(text, str):
        raise BadInput("/inputs: expected base64")
    encoded = re.sub(r"^data:[^,]*;base64,", "", text, count=1)
    try:
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(f"/inputs: not base64 ({error})") from error
