# Generated from specs/tasks/feature_extraction/
# spec sha256:8fc2d1ea79d0. Do not edit: change the spec, then run
# `make generate`.
"""Feature extraction: arguments to a checked call. Nothing here does I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..calls.bind import bind
from ..calls.call import Call
from ..calls.given import Given, Members, present
from ..calls.operation import Api, Operation
from ..calls.results import Array, Member
from ..urls import Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..types.feature_extraction import (
        FeatureExtractionInputEncodingFormat,
        FeatureExtractionInputTruncationDirection,
    )


def _openai(args: Given) -> Members:
    """Return the members of a body for `api="openai"`."""
    return present(
        {
            "input": args("inputs"),
            "dimensions": args("dimensions"),
            "encoding_format": args("encoding_format"),
        }
    )


OPERATION = Operation(
    name="feature_extraction",
    module="feature_extraction",
    task="feature-extraction",
    route=Route("pipeline"),
    input="feature_extraction.FeatureExtractionInput",
    renamed={"inputs": "text"},
    large=True,
    apis={
        "openai": Api(
            route=Route("openai", "/embeddings"),
            request=_openai,
            response={".": "embedding"},
            items="data",
            order="index",
            model_in_body=True,
        )
    },
)
RESULT = Array(accept={"{": Member("embeddings")}, each="inputs")


def feature_extraction(
    text: str | Sequence[str],
    *,
    normalize: bool | None = None,
    prompt_name: str | None = None,
    truncate: bool | None = None,
    truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
    dimensions: int | None = None,
    encoding_format: FeatureExtractionInputEncodingFormat | None = None,
    api: Literal["openai"] | None = None,
    model: str | None = None,
    extra_body: Mapping[str, object] | None = None,
) -> Call[NDArray[np.float32]]:
    """Build the call that `InferenceClient.feature_extraction` sends."""
    return bind(
        OPERATION,
        {
            "inputs": text,
            "normalize": normalize,
            "prompt_name": prompt_name,
            "truncate": truncate,
            "truncation_direction": truncation_direction,
            "dimensions": dimensions,
            "encoding_format": encoding_format,
        },
        RESULT,
        model=model,
        extra_body=extra_body,
        api=api,
    )
