# Generated from specs/tasks/depth_estimation/
# spec sha256:02caf7a2e8d5. Do not edit: change the spec, then run
# `make generate`.
"""Depth estimation: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.depth_estimation import DepthEstimationOutput


OPERATION = Operation(
    name="depth_estimation",
    module="depth_estimation",
    task="depth-estimation",
    route=Route("task"),
    input="depth_estimation.DepthEstimationInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
    large=True,
)
RESULT = Json(
    "depth_estimation.DepthEstimationOutput", one_of=(("depth", "predicted_depth"),), pictures=True
)


def depth_estimation(
    image: MediaInput, *, model: str | None = None, extra_body: Mapping[str, object] | None = None
) -> Call[DepthEstimationOutput]:
    """Build the call that `InferenceClient.depth_estimation` sends."""
    return bind(
        OPERATION,
        {"inputs": media(image, argument="image", kind="image")},
        RESULT,
        model=model,
        extra_body=extra_body,
    )
