"""OpenAI-style embeddings, from the same encoder as feature extraction."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from inferloom_local import catalogue
from inferloom_local.api.chat import STAND_INS
from inferloom_local.api.envelope import read_object
from inferloom_local.catalogue import EMBEDDING_MODEL
from inferloom_local.pipeline import BadInput, Pipeline
from inferloom_local.runtime import Runtime
from inferloom_local.validation import Bodies

if TYPE_CHECKING:
    # Neither is loaded before the first request.
    import numpy as np
    from numpy.typing import NDArray

    from inferloom_local.models.minilm import Array, FeatureExtraction


class Embeddings:
    """Handlers of OpenAI's embeddings route."""

    def __init__(self, runtime: Runtime, bodies: Bodies) -> None:
        self._runtime = runtime
        self._bodies = bodies

    async def create(self, request: Request) -> Response:
        """`POST /v1/embeddings`, also below a model."""
        body = await read_object(request)
        self._bodies.check("CreateEmbeddingsInput", body)
        name = request.path_params.get("model") or str(body.get("model") or "")
        model_id = EMBEDDING_MODEL if name in STAND_INS else name
        model = catalogue.find(model_id, "feature-extraction")
        texts = _texts(body.get("input"))
        form = body.get("encoding_format") or "float"
        dimensions = body.get("dimensions")

        def embed(pipeline: Pipeline) -> tuple[Array, int]:
            return cast("FeatureExtraction", pipeline).with_usage(texts, dimensions)

        vectors, tokens = await self._runtime.use(model, embed)
        return JSONResponse(
            {
                "object": "list",
                "data": [
                    {"object": "embedding", "index": index, "embedding": _encoded(vector, form)}
                    for index, vector in enumerate(vectors)
                ],
                "model": model_id,
                "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
            }
        )


def _texts(given: Any) -> list[str]:
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts or not all(isinstance(t, str) for t in texts):
        raise BadInput("/input: expected a text or a list of texts")
    return texts


def _encoded(vector: NDArray[np.float32], form: str) -> list[float] | str:
    if form == "float":
        numbers: list[float] = vector.tolist()
        return numbers
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()
