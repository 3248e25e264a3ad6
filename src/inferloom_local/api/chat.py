"""OpenAI-style chat and completions, checked here and answered by llama.cpp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inferloom_local import catalogue
from inferloom_local.api.envelope import off_loop, parse_object, read_body, read_object
from inferloom_local.api.upstream import Upstream
from inferloom_local.catalogue import CHAT_MODEL
from inferloom_local.validation import Bodies, Specs

STAND_INS = frozenset({"", "tgi", "dummy"})
"""What clients write for the model when they only know a URL."""

_TOOL_CHOICES = frozenset({"auto", "none", "required"})


class Chat:
    """Handlers that end at llama.cpp."""

    def __init__(self, upstream: Upstream, specs: Specs, bodies: Bodies) -> None:
        self._upstream = upstream
        self._specs = specs
        self._bodies = bodies

    async def completions(self, request: Request) -> Response:
        """`POST /v1/chat/completions`, also below a model."""

        def understand(body: bytes) -> dict[str, Any]:
            found = parse_object(body)
            self._specs.check("chat-completion", found)
            return found

        body = await off_loop(understand, await read_body(request))
        _serves(request, body, "chat-completion")
        return await self._upstream.relay(request, "/v1/chat/completions", _for_llama(body))

    async def text_completions(self, request: Request) -> Response:
        """`POST /v1/completions`: OpenAI's older wire, which no spec describes."""
        body = await read_object(request)
        self._bodies.check("LocalCompletionsInput", body)
        _serves(request, body, "text-generation")
        return await self._upstream.relay(request, "/v1/completions", {**body, "model": CHAT_MODEL})

    async def tokenize(self, request: Request) -> Response:
        """`POST /tokenize`."""
        body = await read_object(request)
        self._bodies.check("LocalTokenizeInput", body)
        return await self._upstream.relay(request, "/tokenize", body)

    async def detokenize(self, request: Request) -> Response:
        """`POST /detokenize`."""
        body = await read_object(request)
        self._bodies.check("LocalDetokenizeInput", body)
        return await self._upstream.relay(request, "/detokenize", body)


def _serves(request: Request, body: Mapping[str, Any], task: str) -> None:
    """The model in the URL counts; only without one does the body's."""
    model = request.path_params.get("model") or str(body.get("model") or "")
    if model not in STAND_INS:
        catalogue.find(model, task)


def _for_llama(body: Mapping[str, Any]) -> dict[str, Any]:
    """What TGI and OpenAI understand and llama.cpp does not, said in its words."""
    out = {**body, "model": CHAT_MODEL}
    form = body.get("response_format")
    if isinstance(form, Mapping) and "value" in form:
        # TGI's spelling of a constrained answer.
        value = form["value"]
        nested = isinstance(value, Mapping) and form.get("type") == "json_schema"
        schema = value.get("schema", value) if nested else value
        out["response_format"] = {"type": "json_object", "schema": schema}
    choice = body.get("tool_choice")
    name = _named_function(choice)
    if name is not None:
        # llama.cpp cannot be told which tool to call, but it can be given only that one.
        tools = body.get("tools") or []
        out["tools"] = [tool for tool in tools if tool.get("function", {}).get("name") == name]
        out["tool_choice"] = "required"
    return out


def _named_function(choice: Any) -> str | None:
    if isinstance(choice, str) and choice not in _TOOL_CHOICES:
        return choice
    if isinstance(choice, Mapping) and isinstance(choice.get("function"), Mapping):
        return str(choice["function"].get("name"))
    return None
