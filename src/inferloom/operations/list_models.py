# Generated from specs/tasks/list_models/
# spec sha256:c997ec413b02. Do not edit: change the spec, then run
# `make generate`.
"""Text generation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, Member
from ..urls import Route

if TYPE_CHECKING:
    from ..types.list_models import ModelCard


OPERATION = Operation(
    name="list_models",
    module="list_models",
    task="text-generation",
    route=Route("openai", "/models"),
    input="list_models.ListModelsInput",
    encoding="none",
)
RESULT = Json("list_models.ListModelsOutput", accept={"{": Member("data")})


def list_models(*, model: str | None = None) -> Call[list[ModelCard]]:
    """Build the call that `InferenceClient.list_models` sends."""
    return bind(OPERATION, {}, RESULT, model=model, extra_body=None)
