"""What the endpoint says about itself: health, models, and the hub's pages that clients read."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from inferloom_local import catalogue
from inferloom_local.catalogue import (
    CHAT_MODEL,
    GENERATIVE,
    MODEL_IDS,
    MODELS,
    TASKS,
    Model,
)
from inferloom_local.llama import (
    MAX_CONCURRENT,
    MAX_INPUT_TOKENS,
    MAX_TOTAL_TOKENS,
    LlamaServer,
)
from inferloom_local.runtime import Runtime


def package_version() -> str:
    """The version of the installed distribution, or 0 in a bare checkout."""
    try:
        return version("inferloom")
    except PackageNotFoundError:
        return "0"


class Listing:
    """Handlers that need no model."""

    def __init__(
        self,
        runtime: Runtime,
        llama: LlamaServer,
        mapping: Callable[[str], list[dict[str, str]]] | None = None,
    ) -> None:
        self._mapping = mapping
        self._runtime = runtime
        self._llama = llama
        self._began = int(time.time())

    async def health(self, request: Request) -> Response:
        """`GET /health`."""
        return JSONResponse(
            {
                "status": "ok",
                "chat": self._llama.state,
                "loaded": [*dict.fromkeys(m.id for m in MODELS if self._is_loaded(m))],
            }
        )

    async def info(self, request: Request) -> Response:
        """`GET /info` and `/models/{model}/info`, in TGI's shape."""
        model = catalogue.of_id(request.path_params.get("model", CHAT_MODEL))[0]
        out: dict[str, Any] = {
            "model_id": model.id,
            "model_sha": None,
            "model_pipeline_tag": model.task,
            "max_concurrent_requests": 1,
            "max_client_batch_size": 1,
            "router": "inferloom_local",
            "version": package_version(),
        }
        if model.task in GENERATIVE:
            out |= {
                "max_concurrent_requests": MAX_CONCURRENT,
                "max_best_of": 1,
                "max_stop_sequences": 4,
                "max_input_tokens": MAX_INPUT_TOKENS,
                "max_total_tokens": MAX_TOTAL_TOKENS,
                "validation_workers": 1,
            }
        return JSONResponse(out)

    async def status(self, request: Request) -> Response:
        """`GET /status/{model}`."""
        rows = catalogue.of_id(request.path_params["model"])
        loaded = any(self._is_loaded(model) for model in rows)
        return JSONResponse(
            {
                "loaded": loaded,
                "state": "Loaded" if loaded else "Loadable",
                "compute_type": "cpu",
                "framework": rows[0].framework,
            }
        )

    async def framework(self, request: Request) -> Response:
        """`GET /framework/{framework}`: the models that are deployed here."""
        framework = request.path_params["framework"]
        return JSONResponse(
            [
                {
                    "model_id": model.id,
                    "task": model.task,
                    "framework": framework,
                    "compute_type": "cpu",
                }
                for model in MODELS
                if model.framework == framework
            ]
        )

    async def openai_models(self, request: Request) -> Response:
        """`GET /v1/models`."""
        return JSONResponse(
            {
                "object": "list",
                "data": [
                    {
                        "id": model_id,
                        "object": "model",
                        "created": self._began,
                        "owned_by": model_id.partition("/")[0],
                    }
                    for model_id in MODEL_IDS
                ],
            }
        )

    async def hub_tasks(self, request: Request) -> Response:
        """`GET /api/tasks`: the recommended model of each task."""
        return JSONResponse(
            {
                task: {
                    "id": task,
                    "label": task.replace("-", " ").capitalize(),
                    "widgetModels": [catalogue.of_task(task)[0].id],
                    "models": [{"id": model.id} for model in catalogue.of_task(task)],
                }
                for task in TASKS
            }
        )

    async def hub_model(self, request: Request) -> Response:
        """`GET /api/models/{model}`: the model's page at the hub."""
        rows = catalogue.of_id(request.path_params["model"])
        main = rows[0]
        return JSONResponse(
            {
                "_id": main.id,
                "id": main.id,
                "modelId": main.id,
                "private": False,
                "gated": False,
                "pipeline_tag": main.task,
                "library_name": main.framework,
                "tags": [*(model.task for model in rows), f"license:{main.licence.lower()}"],
                "inference": "warm",
                "inferenceProviderMapping": self._providers(main),
            }
        )

    def _providers(self, model: Model) -> Any:
        if self._mapping is not None and (played := self._mapping(model.id)):
            return played
        return {"hf-inference": {"status": "live", "providerId": model.id, "task": model.task}}

    def _is_loaded(self, model: Model) -> bool:
        if model.task in GENERATIVE:
            return self._llama.state == "ready"
        return self._runtime.is_loaded(model)
