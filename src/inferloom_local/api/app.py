"""The routes, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from inferloom_local.api.chat import Chat
from inferloom_local.api.embeddings import Embeddings
from inferloom_local.api.envelope import Handler, Stamped, answering_failures, as_failure
from inferloom_local.api.generation import TextGeneration
from inferloom_local.api.listing import Listing
from inferloom_local.api.pages import Pages
from inferloom_local.api.providers import EXAMPLE, FILES, ROUTER, Providers
from inferloom_local.api.tasks import Tasks
from inferloom_local.api.upstream import Upstream
from inferloom_local.llama import LlamaServer
from inferloom_local.runtime import Runtime
from inferloom_local.validation import Bodies, Specs


def routes(
    runtime: Runtime,
    llama: LlamaServer,
    specs: Specs,
    description: Mapping[str, Any],
    providers: Providers | None = None,
) -> list[Route]:
    """All that is served; `description` is the OpenAPI document of it, less what plays others."""
    upstream = Upstream(llama)
    generation = TextGeneration(upstream, specs)
    bodies = Bodies(description)
    chat = Chat(upstream, specs, bodies)
    embeddings = Embeddings(runtime, bodies)
    listing = Listing(runtime, llama, providers.mapping if providers else None)
    tasks = Tasks(runtime, specs, generation, chat)
    pages = Pages(description)

    def get(path: str, handler: Handler) -> Route:
        return Route(path, answering_failures(handler), methods=["GET"])

    def post(path: str, handler: Handler) -> Route:
        return Route(path, answering_failures(handler), methods=["POST"])

    played: list[Route] = []
    if providers is not None:
        played = [
            get(f"/api/models/{EXAMPLE}{{task}}", providers.hub_model),
            get(f"{ROUTER}/v1/models/{{model:path}}", providers.router_model),
            post(f"{ROUTER}/v1/chat/completions", providers.router_chat),
            get(f"{ROUTER}/{{provider}}/{{path:path}}", providers.asked),
            post(f"{ROUTER}/{{provider}}/{{path:path}}", providers.submitted),
            get(f"{FILES}/{{name}}", providers.file),
        ]
    return [
        *played,
        get("/health", listing.health),
        get("/openapi.json", pages.openapi),
        get("/docs", pages.page),
        get("/docs/{file}", pages.part),
        get("/info", listing.info),
        get("/v1/models", listing.openai_models),
        get("/status/{model:path}", listing.status),
        get("/framework/{framework}", listing.framework),
        get("/api/tasks", listing.hub_tasks),
        get("/api/models/{model:path}", listing.hub_model),
        get("/models/{model:path}/info", listing.info),
        post("/v1/chat/completions", chat.completions),
        post("/v1/completions", chat.text_completions),
        post("/v1/embeddings", embeddings.create),
        post("/tokenize", chat.tokenize),
        post("/detokenize", chat.detokenize),
        post("/", generation.compatible),
        post("/generate", generation.generate),
        post("/generate_stream", generation.generate_stream),
        post("/models/{model:path}/pipeline/{task}", tasks.by_model_and_task),
        post("/pipeline/{task}/{model:path}", tasks.by_model_and_task),
        post("/models/{model:path}/v1/chat/completions", chat.completions),
        post("/models/{model:path}/v1/completions", chat.text_completions),
        post("/models/{model:path}/v1/embeddings", embeddings.create),
        # Last: the model's path would swallow the longer ones.
        post("/models/{model:path}", tasks.by_model),
        post("/{task}", tasks.by_task),
    ]


def build(
    runtime: Runtime,
    llama: LlamaServer,
    specs: Specs,
    description: Mapping[str, Any],
    providers: Providers | None = None,
) -> ASGIApp:
    """The application. llama.cpp is started and stopped with its lifespan."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await llama.start()
        try:
            yield
        finally:
            await llama.stop()

    def failed(request: Request, error: Exception) -> Response:
        return as_failure(request, error).response()

    # What the router itself raises: no such path, or not with this method.
    handlers = {404: failed, 405: failed}
    served = routes(runtime, llama, specs, description, providers)
    app = Starlette(routes=served, lifespan=lifespan, exception_handlers=handlers)
    if providers is not None:
        providers.behind(app)
    return Stamped(app)
