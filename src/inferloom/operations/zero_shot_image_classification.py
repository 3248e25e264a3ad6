# Generated from specs/tasks/zero_shot_image_classification/
# spec sha256:e4c85f32770a. Do not edit: change the spec, then run
# `make generate`.
"""Zero shot image classification: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import Json, ListRules
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..media.files import MediaInput
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
    return bind(
        OPERATION,
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
