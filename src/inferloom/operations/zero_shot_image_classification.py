# Generated from specs/tasks/zero_shot_image_classification/
# spec sha256:e4c85f32770a. Do not edit: change the spec, then run
# `make generate`.
"""Zero shot image classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..transport.call import Call, Json, ListRules, Operation, given
from ..transport.media import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..transport.media import MediaInput
    from ..types.zero_shot_image_classification import ZeroShotImageClassificationOutputElement

OPERATION = Operation(
    name="zero_shot_image_classification",
    module="zero_shot_image_classification",
    task="zero-shot-image-classification",
    route=Route("task"),
    input="zero_shot_image_classification.ZeroShotImageClassificationInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
)
RESULT = Json(
    "zero_shot_image_classification.ZeroShotImageClassificationOutput",
    rules=ListRules(by="score", best_first=True),
)


def zero_shot_image_classification(
    image: MediaInput,
    candidate_labels: Sequence[str],
    *,
    hypothesis_template: str | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[list[ZeroShotImageClassificationOutputElement]]:
    """Build the call that `InferenceClient.zero_shot_image_classification` sends."""
    return OPERATION.call(
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {"candidate_labels": candidate_labels, "hypothesis_template": hypothesis_template}
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
