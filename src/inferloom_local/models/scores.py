"""Labels with their scores, as every classification task answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from inferloom_local.pipeline import BadInput


def ranked(
    labels: Sequence[str],
    logits: ArrayLike,
    parameters: Mapping[str, Any],
    *,
    top_k: int | None = None,
) -> list[dict[str, Any]]:
    """The best labels first; `function_to_apply` and `top_k` as the caller asked."""
    values = np.asarray(logits, np.float64)
    function = parameters.get("function_to_apply") or "softmax"
    if function == "softmax":
        values = np.exp(values - values.max())
        values = values / values.sum()
    elif function == "sigmoid":
        values = 1 / (1 + np.exp(-values))
    elif function != "none":
        raise BadInput(
            f"/parameters/function_to_apply: {function!r} is none of softmax, sigmoid, none"
        )
    wanted = parameters.get("top_k")
    count = len(labels) if wanted is None and top_k is None else int(wanted or top_k or 0)
    best = np.argsort(-values, kind="stable")[:count]
    return [{"label": labels[i], "score": float(values[i])} for i in best]
