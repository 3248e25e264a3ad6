# Generated from specs/tasks/image_to_text/
# spec sha256:f83461874f4c. Do not edit: change the spec, then run
# `make generate`.
"""Image to text: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls.bind import bind, given
from ..calls.call import Call
from ..calls.operation import Operation
from ..calls.results import BareText, FirstOfList, Json
from ..media.inputs import media
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..media.files import MediaInput
    from ..types.common import EarlyStopping
    from ..types.image_to_text import ImageToTextOutput


OPERATION = Operation(
    name="image_to_text",
    module="image_to_text",
    task="image-to-text",
    route=Route("task"),
    input="image_to_text.ImageToTextInput",
    encoding="media",
    renamed={"inputs": "image"},
    extra_body="parameters",
)
RESULT = Json(
    "image_to_text.ImageToTextOutput", accept={"[": FirstOfList(), '"': BareText("generated_text")}
)


def image_to_text(
    image: MediaInput,
    *,
    max_new_tokens: int | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_p: float | None = None,
    typical_p: float | None = None,
    epsilon_cutoff: float | None = None,
    eta_cutoff: float | None = None,
    max_length: int | None = None,
    min_length: int | None = None,
    min_new_tokens: int | None = None,
    do_sample: bool | None = None,
    early_stopping: EarlyStopping | None = None,
    num_beams: int | None = None,
    num_beam_groups: int | None = None,
    penalty_alpha: float | None = None,
    use_cache: bool | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[ImageToTextOutput]:
    """Build the call that `InferenceClient.image_to_text` sends."""
    return bind(
        OPERATION,
        {
            "inputs": media(image, argument="image", kind="image"),
            "parameters": given(
                {
                    "max_new_tokens": max_new_tokens,
                    "generation_parameters": given(
                        {
                            "temperature": temperature,
                            "top_k": top_k,
                            "top_p": top_p,
                            "typical_p": typical_p,
                            "epsilon_cutoff": epsilon_cutoff,
                            "eta_cutoff": eta_cutoff,
                            "max_length": max_length,
                            "min_length": min_length,
                            "min_new_tokens": min_new_tokens,
                            "do_sample": do_sample,
                            "early_stopping": early_stopping,
                            "num_beams": num_beams,
                            "num_beam_groups": num_beam_groups,
                            "penalty_alpha": penalty_alpha,
                            "use_cache": use_cache,
                        }
                    ),
                }
            ),
        },
        RESULT,
        model=model,
        extra_body=extra_body,
    )
