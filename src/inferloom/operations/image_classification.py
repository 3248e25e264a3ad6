# Generated from specs/tasks/image_classification/
# spec sha256:f92f00185be9. Do not edit: change the spec, then run
# `make generate`.
"""Image classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.image_classification import (
        ImageClassificationOutputElement,
        ImageClassificationOutputTransform,
    )


OPERATION = Operation(
    name="image_classification",
    module="image_classification",
    task="image-classification",
    route=Route("task"),
    input="image_classification.ImageClassificationInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
)
RESULT = Json(
    "image_classification.ImageClassificationOutput",
    rules=ListRules(by="score", best_first=True, limit="parameters.top_k"),
)


def image_classification(
    image: MediaInput,
    *,
    function_to_apply: ImageClassificationOutputTransform | None = None,
    top_k: int | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[ImageClassificationOutputElement]]:
    """Build the call that `InferenceClient.image_classification` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given({"function_to_apply": function_to_apply, "top_k": top_k}),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
